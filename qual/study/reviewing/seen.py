"""What is to be seen of one coding before somebody decides on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qual.model import NOT_GIVEN, Code, Coding, Evidence, Memo, Segment, Selection, Source, Turn, in_language
from qual.study.opening import settings_of
from qual.study.reviewing.deciding import code_of, replaced
from qual.study.reviewing.sizes import evidence_inside, sizes

if TYPE_CHECKING:
    from qual.project import Project


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reviewer sees of one coding. Texts of the codebook are in the study's language."""

    coding: Coding
    source: Source
    country: str  # "KZ Kazakhstan", or "(not given)"
    turn: Turn | None
    segment: Segment  # what would be stored: the coding's own, or a wider or narrower one
    size: str  # how it is called: "sentence", "paragraph"; see `sizes`
    name: str
    definition: str
    include: str
    exclude: str
    assessment: bool  # whether the code takes one
    others: tuple[Coding, ...]  # that overlap the segment and are not rejected
    memos: tuple[Memo, ...]
    replaces: str  # id of the coding in whose place this one stands, or ""

    @property
    def changed(self) -> bool:
        """Whether the segment is another one than the coding's."""
        return self.segment != self.coding.segment

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The matches that lie inside the segment."""
        return evidence_inside(self.coding, self.segment)


def show(project: Project, coding_id: str, segment: Segment | None = None) -> Shown:
    """One coding with everything around it, as it would stand on a segment. Raises NotFound."""
    from qual.reading.countries import country_name

    coding = project.codings.get(coding_id)
    source = project.sources.get(coding.segment.source_id)
    language = settings_of(project).language
    code = code_of(project, coding.code) or Code(coding.code)
    shown = segment or coding.segment
    there = project.codings.select(Selection(source=(source.id,), status=("suggested", "accepted")))
    return Shown(
        coding=coding,
        source=source,
        country=f"{source.country} {country_name(source.country, language)}" if source.country else NOT_GIVEN,
        turn=source.turn_at(coding.segment.start),
        segment=shown,
        size=next((size.name for size in sizes(source, coding) if size.segment == shown), "as it is"),
        name=code.label(language),
        definition=in_language(code.definition, language),
        include=in_language(code.include, language),
        exclude=in_language(code.exclude, language),
        assessment=code.assessment,
        others=tuple(c for c in there if c.id != coding.id and _overlap(c.segment, shown)),
        memos=tuple(project.memos.select(f"coding:{coding.id}")),
        replaces=replaced(project, coding),
    )


def _overlap(one: Segment, other: Segment) -> bool:
    return one.start < other.end and other.start < one.end
