"""What a word meets: the atoms of the rules for some languages, asked about a word once.

Most words meet nothing, so everything is arranged to let go of them after a few look-ups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from qual.matching import forms
from qual.matching.engine import english, russian
from qual.matching.engine.beginnings import FIRST
from qual.matching.plain import fits
from qual.matching.rules import Atom
from qual.matching.words import STRESS, exact_key, key, word_parts

Wildcard = tuple[list[str], int]
"""The pieces between its stars, and its number."""

NOTHING: frozenset[int] = frozenset()


class Questions:
    """The atoms, by their numbers, of the rules that apply to stretches of a language.

    A word of plain letters that meets any begins with one of the `beginnings`; None are any.
    """

    def __init__(self, atoms: Mapping[str, Mapping[Atom, int]]) -> None:
        exact: dict[str, set[int]] = defaultdict(set)
        listed: dict[str, set[int]] = defaultdict(set)
        wildcards: list[Wildcard] = []
        self._lemmas: list[tuple[Finder, dict[str, frozenset[int]]]] = []
        for language, numbers in atoms.items():
            lemmas: dict[str, set[int]] = defaultdict(set)
            for atom, number in numbers.items():
                if atom.kind == "exact":
                    exact[atom.text].add(number)
                elif atom.kind == "wildcard":
                    wildcards.append((atom.text.split("*"), number))
                else:
                    lemmas[key(atom.text)].add(number)
                    for form in atom.forms:
                        listed[key(form)].add(number)
            if language not in (*forms.ANALYSED, *forms.ACCEPTED):  # a lemma is a form of itself alone
                for lemma, numbers_of in lemmas.items():
                    listed[lemma] |= numbers_of
            elif lemmas:
                self._lemmas.append((_finder(language, tuple(sorted(lemmas))), _frozen(lemmas)))
        self._exact = _frozen(exact)
        self._exact_keys = {key(text) for text in exact}
        self._listed = _frozen(listed)
        self._wildcards = _Wildcards(wildcards)
        self._also_parts = frozenset(
            number for numbers in atoms.values() for atom, number in numbers.items() if atom.also_parts
        )
        beginnings = [finder.beginnings for finder, _ in self._lemmas] + [self._wildcards.beginnings]
        self.beginnings = _union(
            [*beginnings, frozenset(text[:FIRST] for text in {*self._exact_keys, *listed})]
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
        for finder, numbers in self._lemmas:
            for lemma in finder.find(word):
                met |= numbers[lemma]
        for pieces, number in self._wildcards.candidates(word):
            if fits(pieces, word):
                met |= {number}
        return met


class _Wildcards:
    """Wildcards by the letters that they begin or else end with."""

    def __init__(self, wildcards: Iterable[Wildcard]) -> None:
        self._beginning: dict[str, list[Wildcard]] = defaultdict(list)
        self._ending: dict[str, list[Wildcard]] = defaultdict(list)
        self._others: list[Wildcard] = []
        for wildcard in wildcards:
            first, *_, last = wildcard[0]
            if len(first) >= FIRST:
                self._beginning[first[:FIRST]].append(wildcard)
            elif len(last) >= FIRST:
                self._ending[last[-FIRST:]].append(wildcard)
            else:
                self._others.append(wildcard)
        self.beginnings = None if self._ending or self._others else frozenset(self._beginning)

    def candidates(self, word: str) -> list[Wildcard]:
        """The wildcards that a word may fit."""
        found = self._others
        if word[:FIRST] in self._beginning:
            found = found + self._beginning[word[:FIRST]]
        if word[-FIRST:] in self._ending:
            found = found + self._ending[word[-FIRST:]]
        return found


class Finder:
    """Which of some lemmas a word is a form of; the answers are those of `forms.finder`.

    A form of plain letters begins with one of the `beginnings`; when they are None, with anything.
    """

    def __init__(self, language: str, lemmas: tuple[str, ...]) -> None:
        self.find: Callable[[str], frozenset[str]]
        self.beginnings: frozenset[str] | None = None
        if language == "ru":
            self.find, self.beginnings = russian.finder(lemmas)
        elif language == "en":
            self.find, self.beginnings = english.finder(lemmas)
        else:
            self.find = forms.finder(language, lemmas)


_finder = lru_cache(maxsize=32)(Finder)  # the same for Russian turns and for those of no known language


def _union(sets: list[frozenset[str] | None]) -> frozenset[str] | None:
    """All of the sets together, or None when one is missing."""
    given = [some for some in sets if some is not None]
    return frozenset().union(*given) if len(given) == len(sets) else None


def _frozen(numbers: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    return {text: frozenset(them) for text, them in numbers.items()}


def _without_stress(word: str) -> str:
    if STRESS[0] in word or STRESS[1] in word:
        return word.replace(STRESS[0], "").replace(STRESS[1], "")
    return word
