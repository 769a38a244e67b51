"""The nouns of a study: sources, turns, segments, codes, rules, codings, memos.

Frozen records without files, database or third-party imports. Change one with
`dataclasses.replace`. Offsets count Unicode characters (code points) of `Source.text`; an `end`
is exclusive, so that `source.text[start:end]` is the stretch that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal["interview", "statement", "literature"]
Role = Literal["expert", "interviewer", "other"]
Status = Literal["suggested", "accepted", "rejected"]
Unit = Literal["sentence", "turn", "paragraph", "match"]
Purpose = Literal["conclusion", "convergence", "summary"]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
STATUSES: tuple[Status, ...] = get_args(Status)
UNITS: tuple[Unit, ...] = get_args(Unit)
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

CONVERGENCES = ("agreement", "partial", "silence", "dissonance")
"""How interviews, literature and statements stand to one another on a theme: the coding scheme of
Farmer, Robinson, Elliott & Eyles (2006), Developing and implementing a triangulation protocol for
qualitative health research, Qualitative Health Research 16(3), 377–394."""

LANGUAGES = ("ru", "en", "kk", "hy", "be", "ky", "tg")
"""Languages whose word forms `qual` knows, as ISO 639-1."""

NOT_GIVEN = "(not given)"
"""Shown where an attribute has no value: an interview never drops out of a table."""

AUTO = "auto:"
"""Coder names that begin so are machines: `auto:<codebook id>@<version>`."""

PIN = "pin:"
"""A memo about `pin:<coding>` pins a quotation: reports choose it first."""

ALL, AGREED = "all", "agreed"
"""Layers of a table besides a coder's own: all codings that are not rejected, and what coders agree on."""

EMPTY: Mapping[str, str] = MappingProxyType({})


# --- sources ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next. `start`/`end` frame the words, without the label."""

    number: int  # 1 for the first turn of the source
    start: int
    end: int
    speaker: str = ""  # the label as written; "" for text before any label
    role: Role = "expert"
    time: str = ""  # a time stamp that stood at the turn, as written: "00:12:31"
    language: str = ""  # ISO 639-1; "" when the source says it or nobody knows


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of material: an interview, a statement by an authority, or a piece of literature.

    `text` was normalised once, at reading, and never changes; `normalised` says what was done,
    for instance `{"line ends": 12}`. `country` is ISO 3166 alpha-2, "" when not given.
    """

    id: str
    kind: Kind
    text: str
    turns: tuple[Turn, ...] = ()
    country: str = ""
    expert: str = ""  # a pseudonym; "" for statements and literature
    language: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    file: str = ""  # relative to the study folder, with "/"
    encoding: str = ""
    file_sha256: str = ""
    normalised: Mapping[str, int] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """Number of words in the turns that count as the source's own (see `own_turns`)."""
        return sum(len(self.text[turn.start : turn.end].split()) for turn in self.own_turns)

    @property
    def own_turns(self) -> tuple[Turn, ...]:
        """The expert's turns of an interview; every turn of a statement or of literature."""
        if self.kind != "interview":
            return self.turns
        return tuple(turn for turn in self.turns if turn.role == "expert")

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that holds a character, or None between turns."""
        for turn in self.turns:
            if turn.start <= offset < turn.end:
                return turn
        return None

    def attribute(self, name: str) -> str:
        """The value of any attribute, those with a field of their own included; "" when not given."""
        if name in ("id", "source"):
            return self.id
        if name in ("kind", "country", "expert", "language", "file"):
            return str(getattr(self, name))
        return self.attributes.get(name, "")

    def __str__(self) -> str:
        return f"{self.id} ({self.kind}, {self.country or NOT_GIVEN}, {len(self.turns)} turns)"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a source. The quote stands beside its offsets so that drift shows."""

    source_id: str
    start: int
    end: int
    quote: str


# --- the codebook ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """One expression of the rule language, as the researcher wrote it.

    `forms` are extra word forms that count as the term's first lemma; with `also_parts` a word
    of the term is also found as a part of a hyphenated word.
    """

    text: str
    forms: tuple[str, ...] = ()
    also_parts: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms in one language that each suggest the code they stand with."""

    language: str  # ISO 639-1, or "any"
    any: tuple[Term, ...] = ()
    regex: tuple[str, ...] = ()  # escape hatch: patterns of the `regex` module
    spacy: tuple[tuple[Mapping[str, object], ...], ...] = ()  # escape hatch: token patterns
    speakers: tuple[Role, ...] = ("expert",)  # whose turns of an interview are searched
    checked: bool = True  # False: no speaker of the language has looked at the terms yet
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the codebook. A theme is a code of the top level; codes may hold codes.

    `name`, `definition`, `include`, `exclude` and `example` map a language to its text.
    """

    id: str
    name: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    definition: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    include: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    exclude: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    example: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    assessment: bool = False  # a coder may add a value from −2 to +2
    rules: tuple[Rule, ...] = ()
    codes: tuple[Code, ...] = ()
    guid: str = ""  # what other programs know it by (REFI-QDA); "" until it came from one
    colour: str = ""  # "#rrggbb", as another program showed it
    codable: bool = True  # False: in other programs it only holds codes
    line: int = field(default=0, compare=False)

    def walk(self) -> Iterator[Code]:
        """The code itself and every code below it, in the order of the codebook."""
        yield self
        for code in self.codes:
            yield from code.walk()

    def label(self, language: str = "en") -> str:
        """The name in a language, else in English, else in any language, else the id."""
        return in_language(self.name, language) or self.id


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes of one version. `themes` are the codes of the top level."""

    id: str
    version: str
    themes: tuple[Code, ...]
    title: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    file: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """Id and version as one word, `csto-2022@1.0.0`."""
        return f"{self.id}@{self.version}"

    @property
    def codes(self) -> tuple[Code, ...]:
        """Every code of every level, themes included, in the order of the codebook."""
        return tuple(code for theme in self.themes for code in theme.walk())

    @property
    def coder(self) -> str:
        """The name under which this codebook's rules suggest codings."""
        return AUTO + self.name

    def code(self, code_id: str) -> Code | None:
        """The code with an id, or None."""
        return next((code for code in self.codes if code.id == code_id), None)

    def theme_of(self) -> dict[str, str]:
        """For every code id the id of its theme; a theme is its own."""
        return {code.id: theme.id for theme in self.themes for code in theme.walk()}


def in_language(texts: Mapping[str, str], language: str = "en") -> str:
    """A text in the language asked for, else in English, else in whatever there is, else ""."""
    return texts.get(language) or texts.get("en") or next(filter(None, texts.values()), "")


# --- codings ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a rule suggested a code: the term that was found, and where.

    `rule` names the rule as `<code>/<language>`, `term` repeats the expression as written, and
    `start`/`end` frame the words that met it.
    """

    rule: str
    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one segment by one coder: an act, not a property of the text."""

    id: str
    code: str
    segment: Segment
    coder: str
    status: Status = "suggested"
    evidence: tuple[Evidence, ...] = ()
    assessment: int | None = None
    created: str = ""  # ISO 8601, UTC
    decided_by: str = ""  # who accepted, rejected or assessed it last; "" for nobody since it was made

    @property
    def by_machine(self) -> bool:
        """True when a codebook's rules made it, False when a person did."""
        return self.coder.startswith(AUTO)


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a source, a code or a coding. `about` is `source:<id>`, `code:<id>` or `coding:<id>`.

    About `pin:<id of a coding>` it pins the quotation; about `conclusion:…` and its kin it is an
    `AuthorNote`.
    """

    id: str
    about: str
    text: str
    coder: str
    created: str = ""


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """What the author of the study writes on a theme or code, of one country or one expert if they say so.

    A `conclusion` is the author's own; a `convergence` is one of CONVERGENCES; a `summary` tells what
    was said. No program ever writes one.
    """

    purpose: Purpose
    code: str
    text: str
    country: str = ""  # ISO 3166 alpha-2; "" for all
    expert: str = ""  # a pseudonym; summaries only
    coder: str = ""  # who wrote it last
    created: str = ""

    @property
    def about(self) -> str:
        """What the note is about, as a memo says it: `summary:trust/expert/KZ-01`."""
        place = (
            f"/expert/{self.expert}" if self.expert else f"/country/{self.country}" if self.country else ""
        )
        return f"{self.purpose}:{self.code}{place}"

    @staticmethod
    def of_memo(memo: Memo) -> AuthorNote | None:
        """The note that a memo is, or None for any other memo."""
        purpose, _, subject = memo.about.partition(":")
        known = next((one for one in PURPOSES if one == purpose), None)
        if known is None:
            return None
        code, _, place = subject.partition("/")
        sort, _, value = place.partition("/")
        country, expert = (value if sort == name else "" for name in ("country", "expert"))
        return AuthorNote(known, code, memo.text, country, expert, memo.coder, memo.created)


@dataclass(frozen=True)
class AuthorNotes:
    """All that the author has written, to be asked for what stands where."""

    notes: tuple[AuthorNote, ...] = ()

    def text(self, purpose: Purpose, code: str, *, country: str = "", expert: str = "") -> str:
        """What is written there; "" when nothing is."""
        wanted = AuthorNote(purpose, code, "", country, expert).about
        return next((note.text for note in self.notes if note.about == wanted), "")

    def of(self, code: str) -> list[AuthorNote]:
        """Everything that is written on one theme or code, in the order of PURPOSES."""
        found = [note for note in self.notes if note.code == code]
        return sorted(found, key=lambda note: (PURPOSES.index(note.purpose), note.country, note.expert))


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to code a source. Without `codes` with all of them; a code is meant with all below it.

    A coder who is `blind` sees neither suggestions nor what others coded in the source until they
    have marked it as done.
    """

    coder: str
    source_id: str
    codes: tuple[str, ...] = ()
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What was decided where coders differ: that a code stands on a segment (`keep`) or does not, and why."""

    id: str
    code: str
    segment: Segment
    keep: bool
    reason: str
    coder: str  # the adjudicator
    created: str = ""


# --- what a command looks at -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters that every command shares. An empty field lets everything pass.

    Values inside one field are alternatives, fields are conditions: country KZ or KG, *and*
    kind interview. `theme` and `code` take a code together with all codes below it.
    """

    country: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    expert: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    coder: tuple[str, ...] = ()
    status: tuple[str, ...] = ()

    def takes(self, source: Source) -> bool:
        """Whether a source passes the filters that speak of sources."""
        wanted = (
            (self.country, source.country or NOT_GIVEN),
            (self.kind, source.kind),
            (self.expert, source.expert or NOT_GIVEN),
            (self.source, source.id),
        )
        return all(not values or value in values for values, value in wanted)


# --- the study -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Settings:
    """What `qual.toml` says of a study; every field has a default that works without the file."""

    title: str = ""
    language: str = "en"  # of what `qual` writes: names of themes and countries in results
    codebook: str = ""  # path below the study folder; "" takes the only file in codebooks/
    workbook: str = ""  # path of `qual export xlsx`; "" is out/<codebook id>.xlsx
    unit: Unit = "sentence"
    coder: str = ""
    interviewer_labels: tuple[str, ...] = ()
    expert_labels: tuple[str, ...] = ()
    pipelines: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # language -> spaCy pipeline
    small_base: int = 3  # countries with fewer experts are marked
    note: str = ""  # printed on every result, for instance that the interviews are invented
    questions: tuple[str, ...] = ()  # research questions, printed in the report
    citations: str = ""  # "apa" or "gost"; "" is gost for a report in Russian, else apa
