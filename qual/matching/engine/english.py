"""English lemmas the other way round: which words cannot be forms of the codebook's lemmas.

A word and its lemma begin with the same three letters, and so do two spellings of one word, but
for what a dictionary has: irregular forms (went, go) and a few spellings (sceptic, skeptic). So most
words are let go by their beginning; about the others `forms.finder` is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from qual.matching import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: frozenset[str] = frozenset()

ALIKE = 3
"""Letters that a word and its lemma have in common at their beginning."""


def finder(lemmas: Iterable[str]) -> Callable[[str], frozenset[str]]:
    """A function that tells which of these lemmas a word is a form of, as `forms.finder` would."""
    from qual.matching.forms.en import WORDS, spelling

    wanted = sorted(set(lemmas))
    targets = {spelling(target) for lemma in wanted for target in (lemma, forms.canonical("en", lemma))}
    beginnings = {target[:ALIKE] for target in targets}
    respelt = {**WORDS, "oeuvre": "euvre"}
    beginnings |= {british[:ALIKE] for british, american in respelt.items() if american[:ALIKE] in beginnings}
    ask = forms.finder("en", wanted)
    lemma_of = _table().get

    def alike(word: str) -> bool:
        return word[:ALIKE] in beginnings or word[:2] in beginnings or word[:1] in beginnings

    def find(word: str) -> frozenset[str]:
        if alike(word) or not (word.isascii() and word.isalnum()):  # a hyphen or apostrophe may be left out
            return ask(word)
        lemma = lemma_of(word) or lemma_of(word.capitalize())
        if lemma is not None and alike(lemma.replace("-", "").lower()):
            return ask(word)
        return NOTHING

    return find


@cache
def _table() -> Mapping[str, str]:
    """The table of English forms and their lemmas that simplemma has."""
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")
