"""Russian: pymorphy3, every reading of a word counts.

A participle belongs to its verb and is a lemma of its own besides: the term реформировать takes
реформированных, and so does реформированный, which takes no other form of the verb. Comparatives
and superlatives belong to their adjective, -то and -ка at the end of a word are taken off.

Limits: perfective and imperfective verbs are two lemmas. An adverb in -о looks like a short adjective
and is taken with it (безопасно with безопасный). Words that the dictionary lacks are guessed by their
endings.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

PARTICLES = ("-то", "-ка", "-таки")  # власть-то, скажи-ка


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> frozenset[str]:
    """The dictionary form of every reading of a word."""
    found: set[str] = set()
    for parse in _analyser().parse(word):
        found.update((_yo(parse.normal_form), _own_lemma(parse)))
    for particle in PARTICLES:
        if word.endswith(particle) and word != particle:
            found |= lemmas(word.removesuffix(particle))
    return frozenset(found)


@lru_cache(maxsize=50_000)
def canonical(lemma: str) -> str:
    """The lemma itself when it is a dictionary form, else that of its likeliest reading."""
    if lemma in lemmas(lemma):
        return lemma
    return _own_lemma(_analyser().parse(lemma)[0])


@lru_cache(maxsize=200_000)
def likeliest(word: str) -> str:
    """The dictionary form of the likeliest reading of a word: for counting, where one must be chosen."""
    return _yo(_analyser().parse(word)[0].normal_form)


def _own_lemma(parse: Parse) -> str:
    """The dictionary form of a reading; of a participle its own, not the verb's."""
    if parse.tag.POS in ("PRTF", "PRTS"):
        participle = parse.inflect({"PRTF", "masc", "sing", "nomn"})
        if participle is not None:
            return _yo(participle.word)
    return _yo(parse.normal_form)


def _yo(word: str) -> str:
    return str(word).replace("ё", "е")


@cache
def _analyser() -> MorphAnalyzer:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
