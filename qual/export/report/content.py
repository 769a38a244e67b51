"""What a report consists of, before it is a web page or a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Look = Literal["plain", "lead", "note", "warning", "author", "open"]
"""How a paragraph is meant: the text itself, a lead, a note in small, a warning, the author's own words,
or a place that the author has not filled yet."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    italic: bool = False
    bold: bool = False


Text = tuple[Run, ...]


def plain(text: object) -> Text:
    """Text without any emphasis."""
    return (Run(str(text)),)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is a chapter. `anchor` is where links lead, and is unique in a report."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A line end in it stays a line end."""

    text: Text
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is a paragraph of its own. `hanging` is for references."""

    items: tuple[Text, ...]
    hanging: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the columns in `right` hold numbers. `shares` are the widths of the columns."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    shares: tuple[float, ...] = ()
    total: bool = False  # the last row is the sum of the others
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, and where it stands. `anchor` is the id of the coding."""

    text: str
    citation: str
    about: str
    anchor: str
    marks: tuple[str, ...] = ()  # "not reviewed", "pinned", "shortened"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its caption. `told` says in words what it shows."""

    caption: str
    figure: Figure
    told: str = ""


Block = Heading | Paragraph | Items | Table | Quotation | Picture


@dataclass(frozen=True)
class Report:
    """A whole report, in its order."""

    title: str
    language: str
    blocks: Sequence[Block]
    subtitle: str = ""
    warnings: Sequence[str] = field(default_factory=tuple)  # what stands above all else
    contents: str = "Contents"
    table: str = "Table"  # what a caption of a table begins with
    figure: str = "Figure"

    @property
    def headings(self) -> list[Heading]:
        """The headings of the first two levels: the table of contents."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level <= 2]
