"""What projects of any program have in common, with the ids that they give it.

A `guid` is lower case without braces. A program that has none (Taguette, QualCoder) gets ids made from
the number of its rows and the project, the same each time: see `made_guid`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from qual.errors import Problem

_OURS = uuid.UUID("6d5b3c0e-4a0b-5a51-8d3c-0d9b6f1c7a55")


@dataclass(slots=True)
class PeerCode:
    """A code. `above` is the guid of the code it stands under, "" at the top."""

    guid: str
    name: str
    above: str = ""
    codable: bool = True
    colour: str = ""  # "#rrggbb"
    description: str = ""


@dataclass(slots=True)
class PeerSource:
    """A text. Offsets of its codings count characters (code points) of `text`, `end` not included."""

    guid: str
    name: str
    text: str
    description: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    user: str = ""
    created: str = ""


@dataclass(slots=True)
class PeerCoding:
    """A code on a stretch of a source, by a user (guid, "" for nobody)."""

    guid: str
    source: str
    code: str
    start: int
    end: int
    user: str = ""
    created: str = ""
    selection: str = ""


@dataclass(slots=True)
class PeerQuote:
    """A coding that says its words but not where they stand. `document` is the name of its source."""

    where: str
    document: str
    code: str
    quote: str
    user: str = ""
    memo: str = ""


@dataclass(slots=True)
class PeerNote:
    """A note about something: `sort` is project, source, code or coding, `about` its guid."""

    guid: str
    text: str
    sort: str
    about: str = ""
    name: str = ""
    user: str = ""
    created: str = ""


@dataclass(slots=True)
class PeerCase:
    """A person, place or group that sources belong to, with what is known of it."""

    guid: str
    name: str
    sources: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    description: str = ""


@dataclass(slots=True)
class PeerSet:
    """A named group of codes or sources."""

    guid: str
    name: str
    codes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    description: str = ""


@dataclass(slots=True)
class PeerProject:
    """Everything that was read. `problems` are repairs (warnings) and what could not be read."""

    file: str
    program: str
    name: str = ""
    users: dict[str, str] = field(default_factory=dict)  # guid: name
    codes: list[PeerCode] = field(default_factory=list)
    sources: list[PeerSource] = field(default_factory=list)
    codings: list[PeerCoding] = field(default_factory=list)
    quotes: list[PeerQuote] = field(default_factory=list)
    notes: list[PeerNote] = field(default_factory=list)
    cases: list[PeerCase] = field(default_factory=list)
    sets: list[PeerSet] = field(default_factory=list)
    ours: str = ""  # what qual itself put into a note, for its own way back
    left_out: dict[str, int] = field(default_factory=dict)  # what no reader takes: "links": 3
    problems: list[Problem] = field(default_factory=list)

    def repaired(self, where: str, what: str, hint: str = "") -> None:
        """Note something that was put right or is worth knowing."""
        self.problems.append(Problem(where, what, hint, warning=True))

    def refused(self, where: str, what: str, hint: str = "") -> None:
        """Note something that could not be taken."""
        self.problems.append(Problem(where, what, hint))


def made_guid(*parts: object) -> str:
    """A guid for something that has none: the same parts always give the same one."""
    return str(uuid.uuid5(_OURS, "\x1f".join(map(str, parts))))
