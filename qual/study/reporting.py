"""What is in a project, told as plain data: status, a source with its codings, the codebook, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qual.errors import NotFound
from qual.model import ALL, NOT_GIVEN, Code, Selection, Settings, Source, Turn
from qual.study.basis import basis_lines
from qual.study.coders import known_coder, progress
from qual.study.drawing import code_names
from qual.study.opening import make_selection, settings_of
from qual.study.places import sentences_of
from qual.study.results import codings, counting_frame, looked_at
from qual.study.tagging import codebook_in_force, required_codebook

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.matrix import Matrix
    from qual.project import Project


def selection(project: Project, filters: Mapping[str, Iterable[str]]) -> Selection:
    """The filters of a command, checked against the codebook in force and the sources there are.

    Raises InvalidRequest, with the nearest that exists, for a name that would filter everything out.
    """
    chosen = make_selection(codebook_in_force(project), **filters)
    for name in chosen.coder:
        known_coder(project, name)
    known = {
        "source": project.sources.ids(),
        "expert": sorted({s.expert for s in project.sources.all() if s.expert}) if chosen.expert else [],
    }
    for noun, there in known.items():
        for name in getattr(chosen, noun):
            if name not in there and name != NOT_GIVEN:
                near = get_close_matches(name, there, 1, 0.5)
                hint = f"Did you mean {near[0]}?" if near else "qual sources lists what there is."
                raise NotFound(f"there is no {noun} {name!r}.", hint=hint)
    return chosen


def study_status(project: Project) -> dict[str, Any]:
    """Title, codebook, codings by status, a row for each kind and country, and for each coder and country."""
    settings = settings_of(project)
    looked = looked_at(project)
    codebook = codebook_in_force(project)
    counts: Counter[str] = Counter()
    by_status: Counter[tuple[str, str]] = Counter()
    sources, counted_codings = project.sources.all(), project.codings.counts()
    for counted in counted_codings:
        counts[counted.status] += counted.codings
        by_status[counted.source_id, counted.status] += counted.codings
    grouped: dict[tuple[str, str], list[Any]] = {}
    for source in sources:
        grouped.setdefault((source.kind, source.country or NOT_GIVEN), []).append(source)
    rows = []
    for (kind, country), members in grouped.items():
        row: dict[str, Any] = {
            "kind": kind,
            "country": country,
            "sources": len(members),
            "experts": len({s.expert for s in members if s.expert}),
            "words": sum(s.words for s in members),
            "not looked at": sum(s.id not in looked for s in members),
        }
        for status in ("suggested", "accepted", "rejected"):
            row[status] = sum(by_status[s.id, status] for s in members)
        rows.append(row)
    return {
        "title": settings.title,
        "note": settings.note,
        "codebook": codebook.name if codebook else "",
        "codings": {status: counts[status] for status in ("suggested", "accepted", "rejected")},
        "rows": rows,
        "coders": progress(project, sources, counted_codings),
    }


def show(project: Project, source_id: str, *, sentences: bool = False) -> dict[str, Any]:
    """A source turn by turn, each with the codings that begin in it. Raises NotFound.

    With `sentences` each turn also tells where its sentences are, numbered from 1.
    """
    source = project.sources.get(source_id)
    stretches = sentences_of(source) if sentences else {}
    there = project.codings.select(Selection(source=(source_id,)))
    return {
        "id": source.id,
        "kind": source.kind,
        "country": source.country,
        "expert": source.expert,
        "language": source.language,
        "attributes": dict(source.attributes),
        "normalised": dict(source.normalised),
        "turns": [
            {
                "number": turn.number,
                "speaker": turn.speaker,
                "role": turn.role,
                "time": turn.time,
                "start": turn.start,
                "end": turn.end,
                "text": source.text[turn.start : turn.end],
                "codings": [
                    {"id": c.id, "code": c.code, "status": c.status, "coder": c.coder}
                    | {"start": c.segment.start, "end": c.segment.end, "quote": c.segment.quote}
                    for c in there
                    if turn.start <= c.segment.start < turn.end
                ],
            }
            | _sentences(source, turn, stretches)
            for turn in source.turns
        ],
    }


def _sentences(
    source: Source, turn: Turn, stretches: Mapping[int, list[tuple[int, int]]]
) -> dict[str, list[dict[str, Any]]]:
    if turn.number not in stretches:
        return {}
    numbered = enumerate(stretches[turn.number], 1)
    return {
        "sentences": [
            {"number": n, "start": start, "end": end, "text": source.text[start:end]}
            for n, (start, end) in numbered
        ]
    }


def show_codebook(project: Project, code_id: str = "") -> dict[str, Any]:
    """The codebook in force, flat, with the level of each code; or one code with all below it.

    Raises NotFound for a code that is not there.
    """
    codebook = required_codebook(project)
    roots: tuple[Code, ...] = codebook.themes
    if code_id:
        code = codebook.code(code_id)
        if code is None:
            near = get_close_matches(code_id, [c.id for c in codebook.codes], 1, 0.5)
            hint = f"Did you mean {near[0]}?" if near else "qual codebook show lists all."
            raise NotFound(f"{codebook.name} has no code {code_id!r}.", hint=hint)
        roots = (code,)
    return {
        "id": codebook.id,
        "version": codebook.version,
        "title": dict(codebook.title),
        "codes": [entry for root in roots for entry in _entries(root, 0)],
    }


def _entries(code: Code, level: int) -> list[dict[str, Any]]:
    own = {
        "id": code.id,
        "level": level,
        "name": dict(code.name),
        "definition": dict(code.definition),
        "include": dict(code.include),
        "exclude": dict(code.exclude),
        "example": dict(code.example),
        "assessment": code.assessment,
        "rules": [
            {"lang": rule.language, "checked": rule.checked, "terms": [term.text for term in rule.any]}
            for rule in code.rules
        ],
    }
    return [own, *(entry for below in code.codes for entry in _entries(below, level + 1))]


def matrix(
    project: Project, filters: Mapping[str, Iterable[str]], *, layer: str = ALL, **choices: Any
) -> Matrix:
    """A matrix over the codings of a layer that pass the filters. Interviews only, unless a kind is named.

    Its columns are named in the language of the study.
    """
    from qual.analysis.matrix import count_matrix

    chosen = selection(project, filters)
    kind = None if chosen.kind else "interview"
    frame = counting_frame(project, chosen, layer=layer, measure=choices.get("measure", "experts"))
    return in_study_language(project, count_matrix(frame, kind=kind, **choices))


def in_study_language(project: Project, found: Matrix) -> Matrix:
    """A matrix whose themes and codes are named in the language of the study."""
    names = code_names(project)
    return replace(found, names={column: names.get(column, name) for column, name in found.names.items()})


def quotes(project: Project, chosen: Selection, *, layer: str = ALL, reviewed: bool = False) -> pd.DataFrame:
    """The codings of a layer that count and pass the filters, in reading order.

    Rejected codings are left out, unless the filters ask for that status.
    """
    from qual.analysis.quotes import quotes as in_order

    frame = codings(project, chosen, layer=layer)
    return in_order(frame, reviewed=reviewed, with_rejected="rejected" in chosen.status)


def case_names(matrix: Matrix, language: str) -> dict[str, str]:
    """How the cases of a matrix are called on screen: countries by name, others as they are."""
    from qual.reading.countries import country_name

    names = {}
    for case in matrix.cells.index:
        known = matrix.rows == "country" and case != NOT_GIVEN
        names[case] = f"{case} {country_name(case, language)}" if known else str(case)
    return names


def matrix_notes(matrix: Matrix, settings: Settings, *, layer: str = ALL) -> list[str]:
    """The sentences without which a matrix must not be read."""
    who = "Experts" if matrix.kind == "interview" else "Sources" if matrix.kind else "Experts and sources"
    measure = {
        "experts": f"{who} that speak of the theme, of all {who.lower()} of the row.",
        "share": f"Share of the row's {who.lower()} that speak of the theme.",
        "sources": "Sources in which the theme comes up.",
        "segments": "Different segments coded with the theme; rows of different size are not comparable.",
        "words": "Share of the row's words that lie in segments of the theme.",
        "matches": "Places where a rule met; rows of different size are not comparable.",
    }[matrix.measure]
    lines = [measure]
    lines += basis_lines(matrix.codings, matrix.unreviewed, layer)
    small = [str(case) for case, n in matrix.base.items() if 0 < n < settings.small_base]
    if matrix.rows == "country" and matrix.kind == "interview" and small:
        lines.append(f"* fewer than {settings.small_base} experts: read it as single voices.")
    waiting = int(matrix.pending.sum())
    if waiting:
        next_step = "qual suggest" if layer == ALL else "qual done, for each source that was read"
        lines.append(f"{waiting} not coded yet: not in the base, for that is not silence. Next: {next_step}")
    return lines
