"""What a word meets: the atoms of the rules for some languages, asked about a word once.

Most words meet nothing, so everything is arranged to let go of them after a few look-ups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from qual.matching import forms
from qual.matching.engine import english, russian
from qual.matching.plain import fits
from qual.matching.rules import Atom
from qual.matching.words import STRESS, exact_key, key, word_parts

Finder = Callable[[str], frozenset[str]]

NOTHING: frozenset[int] = frozenset()


class Questions:
    """The atoms, by their numbers, of the rules that apply to stretches of a language."""

    def __init__(self, atoms: Mapping[str, Mapping[Atom, int]]) -> None:
        exact: dict[str, set[int]] = defaultdict(set)
        listed: dict[str, set[int]] = defaultdict(set)
        wildcards: list[tuple[str, int]] = []
        self._lemmas: list[tuple[Finder, dict[str, frozenset[int]]]] = []
        for language, numbers in atoms.items():
            lemmas: dict[str, set[int]] = defaultdict(set)
            for atom, number in numbers.items():
                if atom.kind == "exact":
                    exact[atom.text].add(number)
                elif atom.kind == "wildcard":
                    wildcards.append((atom.text, number))
                else:
                    lemmas[key(atom.text)].add(number)
                    for form in atom.forms:
                        listed[key(form)].add(number)
            if lemmas:
                self._lemmas.append((_finder(language, tuple(sorted(lemmas))), _frozen(lemmas)))
        self._exact = _frozen(exact)
        self._exact_keys = {key(text) for text in exact}
        self._listed = _frozen(listed)
        self._wildcards = _Wildcards(wildcards)
        self._also_parts = frozenset(
            number for numbers in atoms.values() for atom, number in numbers.items() if atom.also_parts
        )

    def folded(self, word: str) -> tuple[frozenset[int], bool]:
        """What a folded word meets by lemma, listed form or wildcard, and whether its case matters.

        When it does, the word may meet an exact form as well: ask `written`.
        """
        word = _without_stress(word)
        met = self._met(word)
        case_matters = word in self._exact_keys
        if self._also_parts and "-" in word:
            for part in word_parts(word):
                met |= self._met(part) & self._also_parts
                case_matters = case_matters or part in self._exact_keys
        return met, case_matters

    def written(self, word: str) -> frozenset[int]:
        """All that a word meets, as it stands in the text."""
        met = self._met_written(word)
        if self._also_parts:
            for part in word_parts(word):
                met |= self._met_written(part) & self._also_parts
        return met

    def _met_written(self, word: str) -> frozenset[int]:
        return self._met(key(word)) | self._exact.get(exact_key(word), NOTHING)

    def _met(self, word: str) -> frozenset[int]:
        met = self._listed.get(word, NOTHING)
        for lemmas_of, numbers in self._lemmas:
            for lemma in lemmas_of(word):
                met |= numbers[lemma]
        for pieces, number in self._wildcards.candidates(word):
            if fits(pieces, word):
                met |= {number}
        return met


class _Wildcards:
    """Wildcards by the two letters that they begin or else end with."""

    def __init__(self, wildcards: Iterable[tuple[str, int]]) -> None:
        self._beginning: dict[str, list[tuple[list[str], int]]] = defaultdict(list)
        self._ending: dict[str, list[tuple[list[str], int]]] = defaultdict(list)
        self._others: list[tuple[list[str], int]] = []
        for text, number in wildcards:
            pieces = text.split("*")
            if len(pieces[0]) >= 2:
                self._beginning[pieces[0][:2]].append((pieces, number))
            elif len(pieces[-1]) >= 2:
                self._ending[pieces[-1][-2:]].append((pieces, number))
            else:
                self._others.append((pieces, number))

    def candidates(self, word: str) -> list[tuple[list[str], int]]:
        """The wildcards that a word may fit, in pieces between the stars, with their numbers."""
        found = self._others
        if word[:2] in self._beginning:
            found = found + self._beginning[word[:2]]
        if word[-2:] in self._ending:
            found = found + self._ending[word[-2:]]
        return found


@lru_cache(maxsize=32)
def _finder(language: str, lemmas: tuple[str, ...]) -> Finder:
    """Which of the lemmas a word is a form of; the answers are those of `forms.finder`."""
    if language == "ru":
        return russian.finder(lemmas)
    if language == "en":
        return english.finder(lemmas)
    return forms.finder(language, lemmas)


def _frozen(numbers: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    return {text: frozenset(them) for text, them in numbers.items()}


def _without_stress(word: str) -> str:
    if STRESS[0] in word or STRESS[1] in word:
        return word.replace(STRESS[0], "").replace(STRESS[1], "")
    return word
