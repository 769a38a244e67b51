"""Tables of forms: a lemma, and words that are or are not forms of it."""

from __future__ import annotations

from qual.matching.forms import finder
from qual.matching.words import key


def caught(language: str, lemma: str, words: str) -> list[str]:
    """Those of the words that count as forms of the lemma."""
    find = finder(language, [key(lemma)])
    return [word for word in words.split() if find(key(word))]
