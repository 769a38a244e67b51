"""From hits to suggestions: one coding for each code and unit, with all its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import tee
from typing import Protocol
from uuid import UUID, uuid5

from qual.matching import pool
from qual.matching.compiled import CompiledRules
from qual.matching.languages import turn_languages
from qual.matching.patterns import with_patterns
from qual.matching.plain import Hit, Stretch
from qual.model import Coding, Evidence, Segment, Source, Unit

ENGINE = "arrays-1"
"""Named in the project's record of what was tagged; a new engine version tags anew."""

NAMESPACE = UUID("5d0c7a52-6a5f-5c40-9a5e-3f0e7b1d2c64")

Answer = tuple[Sequence[Stretch], Sequence[Hit]]
"""The units in which something was found, and the hits, which count these units."""


class Engine(Protocol):
    """What finds terms: `engine.FastEngine`, or `plain.PlainEngine`, which must give the same hits."""

    def find_in_turns_of(
        self, texts: Iterable[tuple[str, Sequence[Stretch]]], unit: Unit
    ) -> Iterator[Answer]:
        """For each text with its turns the units in which terms were found, and the hits there."""


def suggest_codings(
    source: Source,
    rules: CompiledRules,
    *,
    coder: str,
    unit: Unit = "sentence",
    engine: Engine | None = None,
) -> list[Coding]:
    """The codings that the rules suggest in a source, in order of place and code.

    Several matches of one code in one unit make one coding that keeps them all as evidence; of
    matches of the code that lie inside one another the longest stays. A suggestion has the same
    id whenever the same code is suggested on the same stretch of the same text, so that it is
    recognised when it was decided on before. `engine` is one made for the terms of
    these rules; a fast one by default.
    """
    return next(suggest_in_sources([source], rules, coder=coder, unit=unit, engine=engine))


def suggest_in_sources(
    sources: Iterable[Source],
    rules: CompiledRules,
    *,
    coder: str,
    unit: Unit = "sentence",
    engine: Engine | None = None,
    shared: bool = True,
) -> Iterator[list[Coding]]:
    """`suggest_codings` for each of many sources, in their order; a word is decided on once for all.

    A list of sources that is very long is shared out among processes, unless `engine` says who is to
    search or `shared` is False.
    """
    if shared and engine is None and isinstance(sources, Sequence) and pool.pays(sources):
        yield from pool.suggest_in_pool(sources, rules, coder=coder, unit=unit)
        return
    for source, (stretches, hits) in find_in_sources(sources, rules, unit=unit, engine=engine):
        yield _codings(source, rules, stretches, hits, coder, unit)


def find_in_sources(
    sources: Iterable[Source],
    rules: CompiledRules,
    *,
    unit: Unit = "sentence",
    engine: Engine | None = None,
) -> Iterator[tuple[Source, Answer]]:
    """Each source with the units in which a term stands, and every hit in them."""
    finder = with_patterns(
        engine or _fast(rules), rules.patterns, first_index=len(rules.terms), pipelines=rules.pipelines
    )
    read, asked = tee(sources)
    texts = ((source.text, source_turns(source, rules)) for source in asked)
    yield from zip(read, finder.find_in_turns_of(texts, unit), strict=True)


def source_turns(source: Source, rules: CompiledRules) -> list[Stretch]:
    """The turns that some rule speaks of, each with its language.

    In interviews a rule looks at experts' turns unless it names other speakers; in statements and
    literature all text counts.
    """
    wanted = {role for term in rules.everything for role in term.speakers}
    turns = []
    for turn, language in zip(source.turns, turn_languages(source), strict=True):
        role = turn.role if source.kind == "interview" else "expert"
        if role in wanted:
            turns.append(Stretch(turn.start, turn.end, language, role))
    return turns


def _fast(rules: CompiledRules) -> Engine:
    from qual.matching.engine import FastEngine

    return FastEngine(rules)


def _codings(
    source: Source,
    rules: CompiledRules,
    stretches: Sequence[Stretch],
    hits: Sequence[Hit],
    coder: str,
    unit: Unit,
) -> list[Coding]:
    grouped: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    searched = rules.everything
    for hit in hits:
        grouped[hit.stretch, searched[hit.term].code].append(hit)
    codings = []
    for (number, code), found in grouped.items():
        evidence = tuple(
            Evidence(searched[hit.term].rule, searched[hit.term].term.text, hit.start, hit.end)
            for hit in longest(found)
        )
        stretch = stretches[number]
        if unit == "match":
            codings += [_coding(source, code, e.start, e.end, (e,), coder) for e in evidence]
        else:
            codings.append(_coding(source, code, stretch.start, stretch.end, evidence, coder))
    return sorted(codings, key=lambda coding: (coding.segment.start, coding.segment.end, coding.code))


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
