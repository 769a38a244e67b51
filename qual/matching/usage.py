"""What each term catches in this corpus: the cheapest check of a codebook there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from qual.matching.compiled import CompiledRules
from qual.matching.suggest import Engine, find_in_sources
from qual.matching.words import key
from qual.model import Source, Unit


@dataclass(frozen=True, slots=True)
class TermUse:
    """One term of the codebook and what it found.

    `forms` are the stretches it caught, folded, with their frequency; `also` the other terms of
    the same code that caught the very same stretch somewhere, with how often.
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
    for source, (_, hits) in find_in_sources(sources, rules, unit=unit, engine=engine):
        places: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        for hit in hits:
            forms[hit.term][" ".join(key(source.text[hit.start : hit.end]).split())] += 1
            where[hit.term].append(source)
            places[rules.everything[hit.term].code, hit.start, hit.end].append(hit.term)
        for terms in places.values():
            for term in terms:
                also[term].update(rules.everything[other].term.text for other in terms if other != term)
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
        )
        for index, term in enumerate(rules.everything)
    ]
