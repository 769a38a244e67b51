"""Coding sheets on their way out: what a row is, and what it remembers of the project."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest
from qual.model import Code, Codebook, Coding, Memo, Selection, Source, Unit
from qual.study.coders import acting_coder, assigned_codes
from qual.study.opening import settings_of
from qual.study.results import codings
from qual.study.tagging import required_codebook

if TYPE_CHECKING:
    from qual.export.coding_sheet import RowToCode
    from qual.project import Project

UNITS: Mapping[str, Unit | None] = {"segments": None, "turns": "turn", "sentences": "sentence"}
"""What a row of a sheet can be: a coding to decide on, or a stretch to code from scratch."""


def export_coding_sheet(
    project: Project,
    path: str | Path | None = None,
    selection: Selection | None = None,
    *,
    what: str = "segments",
    personal: bool = False,
) -> tuple[Path, int]:
    """Write a coding sheet; its path, and how many rows it has.

    `segments` gives a row for every coding that passes the filters, `turns` and `sentences` one for
    every stretch of the sources that do, to be coded from scratch with the codes that do. A
    `personal` sheet is for the project's coder: it holds suggestions and that person's own codings,
    with memos to be edited, in the sources and with the codes that were assigned, if any were.
    Raises InvalidRequest when there would be no row, and UnwritableFile when another sheet is there.
    """
    from qual.export.coding_sheet import write_coding_sheet

    if what not in UNITS:
        near = get_close_matches(what.lower(), UNITS, 1, 0.5)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(UNITS)}."
        raise InvalidRequest(f"a coding sheet has no {what!r}.", hint=hint)
    selection = selection or Selection()
    coder = acting_coder(project) if personal else ""
    codebook = required_codebook(project)
    settings = settings_of(project)
    assigned = _assigned(project, coder)
    unit = UNITS[what]
    if unit is None:
        codes = list(codebook.codes)
        rows = _segments(project, selection, coder, assigned)
    else:
        if selection.coder or selection.status:
            raise InvalidRequest(
                f"--coder and --status choose codings; {what} to be coded from scratch have none yet.",
                hint="Choose sources: --source, --country, --expert or --kind.",
            )
        codes = _offered(codebook, selection, assigned)
        rows = _stretches(project, selection, unit, assigned)
    if not rows or not codes:
        raise InvalidRequest("there is nothing to code under these filters.", hint="See: qual status")
    written = write_coding_sheet(
        Path(path) if path else project.folder / "out" / _file_name(what, coder),
        rows,
        codes,
        codebook=codebook.name,
        from_scratch=unit is not None,
        coder=coder,
        title=settings.title,
        language=settings.language,
    )
    return written, len(rows)


def text_hash(source: Source) -> str:
    """What tells a text from another one under the same id."""
    return hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def memo_hash(memo: str) -> str:
    """What tells whether somebody changed a memo, in a cell or in the project."""
    from qual.export.coding_sheet import short_hash, shown

    return short_hash(settled(shown(memo)))


def settled(memo: str) -> str:
    """A memo as it is stored: one spelling, no blanks around it."""
    from qual.reading.normalise import normalise

    return normalise(memo)[0].strip()


def _file_name(what: str, coder: str) -> str:
    person = re.sub(r"[^\w-]+", "-", coder).strip("-")
    parts = ("coding-sheet", what if what != "segments" else "", person)
    return "-".join(filter(None, parts)) + ".xlsx"


# --- who is to code what ---------------------------------------------------------------------

_Assigned = dict[str, frozenset[str]]
"""For each source the codes that a coder is to use there; an empty set stands for all of them."""


def _assigned(project: Project, coder: str) -> _Assigned | None:
    """What a coder is to code; None when nothing was assigned, so that everything is open."""
    codes = assigned_codes(project)
    own = [one.source_id for one in project.assignments.all() if coder and one.coder == coder]
    return {source_id: frozenset(codes.get((coder, source_id), ())) for source_id in own} or None


def _is_open(assigned: _Assigned | None, source_id: str, code: str = "") -> bool:
    if assigned is None:
        return True
    codes = assigned.get(source_id)
    return codes is not None and (not code or not codes or code in codes)


def _offered(codebook: Codebook, selection: Selection, assigned: _Assigned | None) -> list[Code]:
    """The codes that filters and assignments leave, in the order of the codebook."""
    wanted = [
        {below.id for code in codebook.codes if code.id in ids for below in code.walk()}
        for ids in (selection.theme, selection.code)
        if ids
    ]
    if assigned is not None and all(assigned.values()):
        wanted.append(set().union(*assigned.values()))
    return [code for code in codebook.codes if all(code.id in ids for ids in wanted)]


# --- rows ------------------------------------------------------------------------------------


def _segments(
    project: Project, selection: Selection, coder: str, assigned: _Assigned | None
) -> list[RowToCode]:
    from qual.export.coding_sheet import RowToCode

    chosen = set(codings(project, selection)["id"])
    sources = {source.id: source for source in project.sources.all()}
    hashes = {source.id: text_hash(source) for source in sources.values()}
    memos: dict[str, list[Memo]] = defaultdict(list)
    for memo in project.memos.select():
        memos[memo.about].append(memo)
    rows = []
    for coding in project.codings.select():
        segment = coding.segment
        theirs = not coding.by_machine and coding.coder != coder
        if coding.id not in chosen or (coder and theirs):
            continue
        if not _is_open(assigned, segment.source_id, coding.code if coding.by_machine else ""):
            continue
        source = sources[segment.source_id]
        turn = source.turn_at(segment.start)
        said = memos[f"coding:{coding.id}"]
        own = next((memo for memo in reversed(said) if coder and memo.coder == coder), None)
        rows.append(
            RowToCode(
                source=source.id,
                turn=turn.number if turn else 0,
                speaker=turn.speaker if turn else "",
                quote=segment.quote,
                start=segment.start,
                end=segment.end,
                text_sha256=hashes[source.id],
                asked=source.kind == "interview" and turn is not None and turn.role == "interviewer",
                id=coding.id,
                code=coding.code,
                status=coding.status,
                assessment=coding.assessment,
                memo=own.text if own else "",
                coder=coding.coder,
                evidence=_words_found(coding, source),
                other_memos="\n".join(
                    f"{memo.coder or '–'}: {memo.text}" for memo in said if memo is not own
                ),
                was=_exported(coding, own),
            )
        )
    return rows


def _words_found(coding: Coding, source: Source) -> str:
    """The words that met a rule, without the rule: `qual explain` tells the rest."""
    words = [" ".join(source.text[found.start : found.end].split()) for found in coding.evidence]
    return "; ".join(dict.fromkeys(words))


def _exported(coding: Coding, memo: Memo | None) -> str:
    """What a coder can change about a row, as it is now."""
    changeable: dict[str, object] = {
        "code": coding.code,
        "status": coding.status,
        "assessment": coding.assessment,
    }
    if memo:
        changeable |= {"memo": memo.id, "memo sha256": memo_hash(memo.text)}
    return json.dumps(changeable, ensure_ascii=False, sort_keys=True)


def _stretches(
    project: Project, selection: Selection, unit: Unit, assigned: _Assigned | None
) -> list[RowToCode]:
    return [
        row
        for source in project.sources.all(replace(selection, theme=(), code=()))
        if _is_open(assigned, source.id)
        for row in _stretches_of(source, unit)
    ]


def _stretches_of(source: Source, unit: Unit) -> Iterator[RowToCode]:
    from qual.export.coding_sheet import RowToCode
    from qual.matching.languages import turn_languages
    from qual.matching.units import units

    sha256 = text_hash(source)
    for turn, language in zip(source.turns, turn_languages(source), strict=True):
        for start, end in units(source.text, turn, unit, language):
            yield RowToCode(
                source=source.id,
                turn=turn.number,
                speaker=turn.speaker,
                quote=source.text[start:end],
                start=start,
                end=end,
                text_sha256=sha256,
                asked=source.kind == "interview" and turn.role == "interviewer",
            )
