"""Looking for an expression in the sources, without coding anything: key words in context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qual.matching.compiled import CompiledRules, CompiledTerm
from qual.matching.rules import parse
from qual.matching.suggest import Engine, find_in_sources, longest
from qual.model import LANGUAGES, ROLES, Role, Source, Term, Unit


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the expression stands, with the words around it."""

    source: Source
    turn: int
    speaker: str
    start: int
    end: int
    before: str
    match: str
    after: str


def search(
    sources: Iterable[Source],
    expression: str,
    *,
    unit: Unit = "sentence",
    speakers: tuple[Role, ...] = ROLES,
    width: int = 50,
    engine: Engine | None = None,
) -> Iterator[Found]:
    """Every place where an expression of the rule language stands, in the order of the sources.

    Lemmas are looked for by the rules of each stretch's own language. `width` is the number of
    characters of the turn shown on either side; line breaks are shown as spaces. Raises RuleError.
    """
    parsed = parse(expression)
    rules = CompiledRules(
        tuple(
            CompiledTerm("search", language, speakers, Term(expression), parsed)
            for language in (*LANGUAGES, "any")
        )
    )
    for source, (_, hits) in find_in_sources(sources, rules, unit=unit, engine=engine):
        for hit in longest(hits):
            turn = source.turn_at(hit.start)
            first, last = (turn.start, turn.end) if turn else (0, len(source.text))
            yield Found(
                source,
                turn.number if turn else 0,
                turn.speaker if turn else "",
                hit.start,
                hit.end,
                _one_line(source.text[max(first, hit.start - width) : hit.start]),
                _one_line(source.text[hit.start : hit.end]),
                _one_line(source.text[hit.end : min(last, hit.end + width)]),
            )


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
