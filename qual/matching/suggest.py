"""From hits to suggestions: one coding for each code and unit, with all its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from uuid import UUID, uuid5

from qual.matching.compiled import CompiledRules
from qual.matching.languages import turn_languages
from qual.matching.plain import Hit, Stretch, find_hits
from qual.matching.units import units
from qual.model import Coding, Evidence, Segment, Source, Unit

ENGINE = "plain-2"
"""Named in the project's record of what was tagged; a new engine version tags anew."""

Engine = Callable[[str, Sequence[Stretch], CompiledRules], list[Hit]]

NAMESPACE = UUID("5d0c7a52-6a5f-5c40-9a5e-3f0e7b1d2c64")


def suggest_codings(
    source: Source,
    rules: CompiledRules,
    *,
    coder: str,
    unit: Unit = "sentence",
    engine: Engine = find_hits,
) -> list[Coding]:
    """The codings that the rules suggest in a source, in order of place and code.

    Several matches of one code in one unit make one coding that keeps them all as evidence; of
    matches of the code that lie inside one another the longest stays. A suggestion has the same
    id whenever the same code is suggested on the same stretch of the same text, so that it is
    recognised when it was decided on before.
    """
    stretches = source_stretches(source, rules, unit)
    grouped: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    for hit in engine(source.text, stretches, rules):
        grouped[hit.stretch, rules.terms[hit.term].code].append(hit)
    codings = []
    for (number, code), hits in grouped.items():
        evidence = tuple(
            Evidence(rules.terms[hit.term].rule, rules.terms[hit.term].term.text, hit.start, hit.end)
            for hit in longest(hits)
        )
        stretch = stretches[number]
        if unit == "match":
            codings += [_coding(source, code, e.start, e.end, (e,), coder) for e in evidence]
        else:
            codings.append(_coding(source, code, stretch.start, stretch.end, evidence, coder))
    return sorted(codings, key=lambda coding: (coding.segment.start, coding.segment.end, coding.code))


def source_stretches(source: Source, rules: CompiledRules, unit: Unit) -> list[Stretch]:
    """The units of every turn that some rule speaks of.

    In interviews a rule looks at experts' turns unless it names other speakers; in statements and
    literature all text counts.
    """
    wanted = {role for term in rules.terms for role in term.speakers}
    stretches = []
    for turn, language in zip(source.turns, turn_languages(source), strict=True):
        role = turn.role if source.kind == "interview" else "expert"
        if role not in wanted:
            continue
        stretches += [Stretch(a, b, language, role) for a, b in units(source.text, turn, unit, language)]
    return stretches


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Hits without those that lie inside a longer one; of equal ones the first term's stays."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.term)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def suggestion_id(source: Source, code: str, start: int, end: int) -> str:
    """The id of a suggestion: always the same for a code and a stretch of a source."""
    return str(uuid5(NAMESPACE, f"{source.id}\n{code}\n{start}\n{end}\n{source.text[start:end]}"))


def _coding(
    source: Source, code: str, start: int, end: int, evidence: tuple[Evidence, ...], coder: str
) -> Coding:
    segment = Segment(source.id, start, end, source.text[start:end])
    return Coding(suggestion_id(source, code, start, end), code, segment, coder, "suggested", evidence)
