"""English lemmas the other way round: which words cannot be forms of the codebook's lemmas.

Two spellings of a word (organise, defence, sceptic) begin alike and agree in most letters. So a
word can only be a form of a lemma when it, or the lemma that simplemma's table has for it, begins
like the lemma and agrees in those letters. About words that pass, and those with a hyphen or an
apostrophe, `forms.finder` is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from qual.matching import forms
from qual.matching.engine.beginnings import FIRST

NOTHING: frozenset[str] = frozenset()

UNSTEADY = str.maketrans("", "", "aceiklmorsuz-")
"""Letters that another spelling of a word may change, add or leave out."""

ALIKE = FIRST
"""Letters in which spellings of a word, and regular forms of it, agree at their beginning."""


def finder(lemmas: Iterable[str]) -> tuple[Callable[[str], frozenset[str]], frozenset[str] | None]:
    """A function that tells which of these lemmas a word is a form of, as `forms.finder` would.

    And the first letters of all words of plain letters that can be one; None if they can be any.
    """
    from qual.matching.forms.en import spelling

    wanted = sorted(set(lemmas))
    targets = {spelling(target) for lemma in wanted for target in (lemma, forms.canonical("en", lemma))}
    sketches = {(beginning, skeleton(target)) for target in targets for beginning in _beginnings(target)}
    shorter = {(beginning, bones[:-1]) for beginning, bones in sketches}
    beginnings = {beginning for beginning, _ in sketches}
    ask = forms.finder("en", wanted)
    lemma_of = _table().get

    def possible(word: str) -> bool:
        return (word[:ALIKE], skeleton(word)) in sketches

    def possible_with_ending(word: str) -> bool:
        """The same for a word with an unknown ending, which may have one letter more or less that counts."""
        beginning, bones = word[:ALIKE], skeleton(word)
        return (beginning, bones[:-1]) in sketches or (beginning, bones) in shorter

    def find(word: str) -> frozenset[str]:
        if not (word.isascii() and word.isalnum()):
            return ask(word)
        lemma = lemma_of(word) or lemma_of(word.capitalize())
        if possible(word) or (len(word) <= ALIKE and word[:-1] in beginnings):
            return ask(word)
        if possible_with_ending(word) if lemma is None else possible(lemma.lower().replace("-", "")):
            return ask(word)
        return NOTHING

    if not all(map(str.isascii, targets)):
        return find, None
    plurals = {beginning + "s" for beginning in beginnings if len(beginning) < ALIKE}
    irregular = {form for form, lemma in _irregular() if lemma in beginnings}
    return find, frozenset(beginnings | plurals | irregular)


def _beginnings(target: str) -> set[str]:
    """How a word can begin that is spelt like this."""
    from qual.matching.forms.en import WORDS

    respelt = {**WORDS, "oeuvre": "euvre"}
    return {target[:ALIKE]} | {
        british[:ALIKE] for british, american in respelt.items() if american[:ALIKE] == target[:ALIKE]
    }


def skeleton(word: str) -> str:
    """What is the same in all spellings of a word."""
    return word.translate(UNSTEADY)


@cache
def _table() -> Mapping[str, str]:
    """The table of English forms and their lemmas that simplemma has."""
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")


@cache
def _irregular() -> frozenset[tuple[str, str]]:
    """How forms and their lemmas in the table begin where they begin differently."""
    pairs = {(form[:ALIKE], lemma.replace("-", "")[:ALIKE]) for form, lemma in _table().items()}
    return frozenset((form.lower(), lemma.lower()) for form, lemma in pairs if form != lemma)
