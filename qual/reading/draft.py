"""What a reader makes of a file before anybody asks who speaks: paragraphs and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qual.errors import Problem


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a file; a line feed separates its lines.

    Where the layout names the speaker, as a table with a column for speakers does, `speaker` and
    `time` say so, and "" means that the one before goes on. None: look for a label in the text.
    """

    text: str
    speaker: str | None = None
    time: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One source as a file holds it. `attributes` are as written there; names and values unchecked."""

    paragraphs: tuple[Paragraph, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    normalised: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
