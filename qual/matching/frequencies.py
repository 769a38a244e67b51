"""How often each word is said, as lemmas where a language has a dictionary of forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from qual.matching.forms import ANALYSED, canonical
from qual.matching.languages import turn_languages
from qual.matching.words import key, tokens
from qual.model import Source

SHORTEST = 3
"""Letters a word must have; shorter ones are mostly particles and prepositions."""


def word_counts(sources: Iterable[Source], *, lemmas: bool = True) -> dict[str, Counter[str]]:
    """For each source how often its experts say each word; of other kinds of source all text counts.

    In Russian and English a word counts as the dictionary form of its likeliest reading, in other
    languages as written, in small letters. Numbers and words under three letters are left out.
    """
    found = {}
    for source in sources:
        counts: Counter[str] = Counter()
        for turn, language in zip(source.turns, turn_languages(source), strict=True):
            if source.kind == "interview" and turn.role != "expert":
                continue
            for start, end in tokens(source.text, turn.start, turn.end):
                word = key(source.text[start:end])
                if len(word) >= SHORTEST and not word[0].isdigit():
                    counts[_lemma(language, word) if lemmas else word] += 1
        found[source.id] = counts
    return found


@lru_cache(maxsize=200_000)
def _lemma(language: str, word: str) -> str:
    if language == "ru":
        from qual.matching.forms.ru import likeliest

        return likeliest(word)
    return canonical(language, word) if language in ANALYSED else word
