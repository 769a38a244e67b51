"""The wider and narrower segments that a coding could have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qual.model import Coding, Evidence, Segment, Source

Stretch = tuple[int, int]


class Size(NamedTuple):
    """A segment that a coding could have, and what it is: match, sentence, two sentences, paragraph, turn."""

    name: str
    segment: Segment


def sizes(source: Source, coding: Coding) -> list[Size]:
    """The segments that wider and narrower go through, smallest first; each holds the one before.

    They grow from the words that matched, or from the coding's own segment when no rule made it,
    and never beyond the turn. Two sentences are the sentence and the next one of its paragraph,
    or the one before where there is no next. The coding's own segment is always among them.
    """
    from qual.matching.languages import turn_languages
    from qual.matching.units import units

    own = (coding.segment.start, coding.segment.end)
    turn = source.turn_at(own[0])
    inside = evidence_inside(coding, coding.segment)
    match = (min(e.start for e in inside), max(e.end for e in inside)) if inside else own
    found = {match: "match"} if inside else {}
    if turn is not None and own[1] <= turn.end:
        language = turn_languages(source)[source.turns.index(turn)]
        sentences = units(source.text, turn, "sentence", language)
        paragraphs = units(source.text, turn, "paragraph")
        sentence, paragraph = _around(sentences, match), _around(paragraphs, match)
        found.setdefault(sentence, "sentence")
        found.setdefault(_with_neighbour(sentences, sentence, paragraph), "two sentences")
        found.setdefault(paragraph, "paragraph")
        found.setdefault(_around(units(source.text, turn, "turn"), match), "turn")
    found.setdefault(own, "as it is")
    chain: list[Stretch] = []
    for stretch in sorted(found, key=lambda s: (s[1] - s[0], s != own)):
        nested = _holds(stretch, own) or _holds(own, stretch)
        if nested and (not chain or _holds(stretch, chain[-1])):
            chain.append(stretch)
    return [Size(found[a, b], Segment(source.id, a, b, source.text[a:b])) for a, b in chain]


def evidence_inside(coding: Coding, segment: Segment) -> tuple[Evidence, ...]:
    """The matches of a coding that lie inside a segment."""
    return tuple(e for e in coding.evidence if segment.start <= e.start and e.end <= segment.end)


def _holds(outer: Stretch, inner: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _around(units: Sequence[Stretch], inner: Stretch) -> Stretch:
    """From the beginning of the first unit that a stretch touches to the end of the last one."""
    touched = [unit for unit in units if unit[0] < inner[1] and inner[0] < unit[1]] or [inner]
    return touched[0][0], touched[-1][1]


def _with_neighbour(sentences: Sequence[Stretch], sentence: Stretch, paragraph: Stretch) -> Stretch:
    after = [s for s in sentences if s[0] >= sentence[1]][:1]
    before = [s for s in sentences if s[1] <= sentence[0]][-1:]
    for near in sorted([*after, *before], key=lambda s: not _holds(paragraph, s)):
        return min(sentence[0], near[0]), max(sentence[1], near[1])
    return sentence
