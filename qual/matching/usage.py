"""What each term catches in this corpus: the cheapest check of a codebook there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qual.matching.compiled import CompiledRules
from qual.matching.plain import Hit
from qual.matching.suggest import Engine, find_in_sources
from qual.matching.words import key
from qual.model import Source, Unit


@dataclass(frozen=True, slots=True)
class TermUse:
    """One term of the codebook and what it found.

    `forms` are the stretches it caught, folded, with their frequency; `also` the other terms of
    the same code that caught the very same stretch somewhere, with how often. `overlaps` counts
    the hits that share words with a hit of another term, of whatever code, by its (code, term).
    """

    code: str
    rule: str
    language: str
    term: str
    checked: bool
    forms: Counter[str] = field(default_factory=Counter)
    sources: frozenset[str] = frozenset()
    experts: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    also: Counter[str] = field(default_factory=Counter)
    overlaps: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def hits(self) -> int:
        """Places where the term was found."""
        return sum(self.forms.values())


def term_uses(
    sources: Iterable[Source],
    rules: CompiledRules,
    *,
    unit: Unit = "sentence",
    engine: Engine | None = None,
    checked: Iterable[str] = (),
) -> list[TermUse]:
    """What every term found, in codebook order; terms that found nothing are there with 0 hits.

    `checked` names the rules (`<code>/<language>`) that a speaker has looked at.
    """
    forms: dict[int, Counter[str]] = defaultdict(Counter)
    where: dict[int, list[Source]] = defaultdict(list)
    also: dict[int, Counter[str]] = defaultdict(Counter)
    overlaps: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    names = [(term.code, term.term.text) for term in rules.everything]
    for source, (_, hits) in find_in_sources(sources, rules, unit=unit, engine=engine):
        places: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for hit in hits:
            forms[hit.term][" ".join(key(source.text[hit.start : hit.end]).split())] += 1
            where[hit.term].append(source)
            places[rules.everything[hit.term].code, hit.start, hit.end].append(hit.term)
        for terms in places.values():
            for term in terms:
                also[term].update(rules.everything[other].term.text for other in terms if other != term)
        for term, others in _overlapping(hits):
            overlaps[term].update(names[other] for other in others)
    checked_rules = set(checked)
    return [
        TermUse(
            code=term.code,
            rule=term.rule,
            language=term.language,
            term=term.term.text,
            checked=term.rule in checked_rules,
            forms=forms[index],
            sources=frozenset(source.id for source in where[index]),
            experts=frozenset(source.expert for source in where[index] if source.expert),
            countries=frozenset(source.country for source in where[index] if source.country),
            also=also[index],
            overlaps=overlaps[index],
        )
        for index, term in enumerate(rules.everything)
    ]


def _overlapping(hits: Sequence[Hit]) -> Iterator[tuple[int, set[int]]]:
    """For each hit that shares characters with hits of other terms its term, and these terms."""
    open_: list[tuple[Hit, set[int]]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end, hit.term)):
        ended = [pair for pair in open_ if pair[0].end <= hit.start]
        open_ = [pair for pair in open_ if pair[0].end > hit.start]
        yield from _with_others(ended)
        met: set[int] = set()
        for other, its in open_:
            if other.term != hit.term:
                met.add(other.term)
                its.add(hit.term)
        open_.append((hit, met))
    yield from _with_others(open_)


def _with_others(pairs: Iterable[tuple[Hit, set[int]]]) -> Iterator[tuple[int, set[int]]]:
    return ((hit.term, others) for hit, others in pairs if others)
