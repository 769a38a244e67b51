"""Layers: the codings of one coder, or what coders agree on and an adjudicator decided.

A layer is chosen before anything is counted. The codings themselves stay what they are: agreement
between coders is computed from what each of them coded before they talked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from qual.model import Adjudication, Coding, Segment

ReadBy = Callable[[str, str], Collection[str]]
"""For a source and a code the coders whose silence counts: they read the source to its end for that code."""

Units = Mapping[str, Sequence[tuple[int, int]]]
_Unit = int | tuple[int, int]  # its number in the source; of what meets none the place itself


def codings_of(codings: Iterable[Coding], coder: str) -> list[Coding]:
    """What a person stands for: their own codings and the suggestions they accepted."""
    return [coding for coding in codings if person_behind(coding) == coder and coding.status != "rejected"]


def person_behind(coding: Coding) -> str | None:
    """Who says that the code stands there: the coder, or whoever accepted a suggestion; None for nobody."""
    if not coding.by_machine:
        return coding.coder
    return coding.decided_by if coding.status == "accepted" else None


def agreed_codings(
    codings: Iterable[Coding], adjudications: Iterable[Adjudication], *, units: Units, read_by: ReadBy
) -> list[Coding]:
    """What coders agree on, and what was adjudicated, by source and place.

    The question is asked of each code and unit (`units` of each source, in order). A unit has the
    code when the newest adjudication that touches it says so; without one, when somebody gave it
    the code and nobody who read the source to its end left it without. Of several codings that
    agree the first and longest is taken, cut to the agreed units where it goes beyond them; a
    decision to keep a code stands as a coding of the adjudicator.
    """
    said: dict[str, _Source] = defaultdict(_Source)
    for coding in codings:
        if coding.status != "rejected" and person_behind(coding) is not None:
            said[coding.segment.source_id].codings.append(coding)
    for adjudication in adjudications:
        said[adjudication.segment.source_id].adjudications.append(adjudication)
    return [
        coding
        for source_id in sorted(said)
        for coding in _agreed(source_id, said[source_id], _Grid(units.get(source_id, ())), read_by)
    ]


@dataclass
class _Source:
    codings: list[Coding] = field(default_factory=list)
    adjudications: list[Adjudication] = field(default_factory=list)


class _Grid:
    """The units of a source, and which of them a segment meets."""

    def __init__(self, units: Sequence[tuple[int, int]]) -> None:
        self.units = units
        self._starts = [start for start, _ in units]
        self._ends = [end for _, end in units]

    def met_by(self, segment: Segment) -> list[_Unit]:
        first = bisect_right(self._ends, segment.start)
        last = bisect_left(self._starts, segment.end)
        return list(range(first, last)) or [(segment.start, segment.end)]

    def stretch(self, unit: _Unit) -> tuple[int, int]:
        return unit if isinstance(unit, tuple) else self.units[unit]


def _agreed(source_id: str, said: _Source, grid: _Grid, read_by: ReadBy) -> list[Coding]:
    decided: dict[tuple[str, _Unit], Adjudication] = {}
    for adjudication in sorted(said.adjudications, key=lambda a: (a.created, a.id)):
        for unit in grid.met_by(adjudication.segment):
            decided[adjudication.code, unit] = adjudication
    kept = {a.id: a for a in decided.values() if a.keep}
    found = [_as_coding(adjudication) for adjudication in kept.values()]

    people: dict[tuple[str, _Unit], set[str | None]] = defaultdict(set)
    for coding in said.codings:
        for unit in grid.met_by(coding.segment):
            people[coding.code, unit].add(person_behind(coding))
    silent = {code: set(read_by(source_id, code)) for code, _ in people}
    open_to_all = {
        (code, unit)
        for (code, unit), who in people.items()
        if (code, unit) not in decided and silent[code] <= who
    }
    for coding in sorted(said.codings, key=_first_and_longest):
        units = grid.met_by(coding.segment)
        taken = [unit for unit in units if (coding.code, unit) in open_to_all]
        open_to_all -= {(coding.code, unit) for unit in taken}
        found += [coding] if taken == units else _cut(coding, taken, grid)
    return sorted(found, key=lambda c: (c.segment.start, c.segment.end, c.code, c.id))


def _first_and_longest(coding: Coding) -> tuple[int, int, bool, str, str]:
    return coding.segment.start, -coding.segment.end, coding.by_machine, coding.coder, coding.id


def _as_coding(adjudication: Adjudication) -> Coding:
    return Coding(
        adjudication.id,
        adjudication.code,
        adjudication.segment,
        adjudication.coder,
        "accepted",
        created=adjudication.created,
        decided_by=adjudication.coder,
    )


def _cut(coding: Coding, units: Sequence[_Unit], grid: _Grid) -> list[Coding]:
    """The parts of a coding that lie in some of its units, neighbouring units together."""
    numbers = [unit for unit in units if isinstance(unit, int)]
    whole = coding.segment
    parts = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        together = [number for _, number in run]
        start = max(whole.start, grid.stretch(together[0])[0])
        end = min(whole.end, grid.stretch(together[-1])[1])
        quote = whole.quote[start - whole.start : end - whole.start]
        inside = tuple(e for e in coding.evidence if start <= e.start and e.end <= end)
        segment = Segment(whole.source_id, start, end, quote)
        parts.append(replace(coding, segment=segment, evidence=inside))
    return parts
