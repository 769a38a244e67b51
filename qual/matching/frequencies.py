"""How often each word is said, as lemmas where a language has a dictionary of forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from qual.matching.forms import ANALYSED, canonical
from qual.matching.languages import turn_languages
from qual.matching.words import key, tokens
from qual.model import Source, Turn

SHORTEST = 3
"""Letters a word must have; shorter ones are mostly particles and prepositions."""


Stretches = Mapping[str, Sequence[tuple[int, int]]]
"""For each source the stretches that are looked at, in order and apart."""


def word_counts(
    sources: Iterable[Source], *, lemmas: bool = True, within: Stretches | None = None
) -> dict[str, Counter[str]]:
    """For each source how often its experts say each word; of other kinds of source all text counts.

    In Russian and English a word counts as the dictionary form of its likeliest reading, in other
    languages as written, in small letters. Numbers and words under three letters are left out.
    `within` limits the count to stretches of the sources; a source without any says nothing.
    """
    found = {}
    for source in sources:
        counts: Counter[str] = Counter()
        for turn, language in zip(source.turns, turn_languages(source), strict=True):
            if source.kind == "interview" and turn.role != "expert":
                continue
            looked_at = (
                [(turn.start, turn.end)] if within is None else _inside(turn, within.get(source.id, ()))
            )
            for start, end in (place for stretch in looked_at for place in tokens(source.text, *stretch)):
                word = key(source.text[start:end])
                if len(word) >= SHORTEST and not word[0].isdigit():
                    counts[_lemma(language, word) if lemmas else word] += 1
        found[source.id] = counts
    return found


def _inside(turn: Turn, stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    cut = [(max(turn.start, start), min(turn.end, end)) for start, end in stretches]
    return [(start, end) for start, end in cut if start < end]


@lru_cache(maxsize=200_000)
def _lemma(language: str, word: str) -> str:
    if language == "ru":
        from qual.matching.forms.ru import likeliest

        return likeliest(word)
    return canonical(language, word) if language in ANALYSED else word
