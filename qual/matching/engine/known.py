"""The words met so far: what each of them means to the rules, decided when it first comes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qual.matching.engine.arrays import Numbers
from qual.matching.engine.questions import Questions
from qual.matching.engine.tokens import Words
from qual.matching.engine.vocabulary import Meaning, Vocabulary
from qual.matching.rules import Atom


class KnownWords:
    """What words meet, depending on the language of the stretch that they stand in."""

    def __init__(self, atoms: Mapping[str, Mapping[Atom, int]], meanings: Mapping[int, list[int]]) -> None:
        self._atoms = atoms
        self._meanings = meanings
        self._languages: dict[str, int] = {}
        self._questions: list[Questions | None] = []
        self._vocabulary = Vocabulary(self._decide)

    def __len__(self) -> int:
        return len(self._vocabulary)

    def language(self, name: str) -> int:
        """The number of a language of stretches; "" is any."""
        if name not in self._languages:
            self._languages[name] = len(self._questions)
            applying = {of: atoms for of, atoms in self._atoms.items() if not name or of in (name, "any")}
            self._questions.append(Questions(applying) if applying else None)
        return self._languages[name]

    def any_rules(self, language: int) -> bool:
        """Whether any rules apply to stretches of a language."""
        return self._questions[language] is not None

    def met(self, words: Words, languages: Numbers) -> tuple[Numbers, Numbers]:
        """All that words meet, given the number of each word's language: position of the word, and number.

        Words are taken folded, but those whose case can matter as they are written.
        """
        types = self._vocabulary.types_of(words.folded, 2 * languages)
        cased = self._vocabulary.remarked(types)
        if not len(cased):
            return self._vocabulary.met(types)
        types[cased] = 0
        word, number = self._vocabulary.met(types)
        types = self._vocabulary.types_of(words.written.copy(cased), 2 * languages[cased] + 1)
        cased_word, cased_number = self._vocabulary.met(types)
        return np.concatenate((word, cased[cased_word])), np.concatenate((number, cased_number))

    def _decide(self, reading: int, word: str) -> Meaning:
        """What a word means in a reading: twice a language's number, and one more for words as written."""
        questions = self._questions[reading // 2]
        assert questions is not None  # or no rule would have asked for the stretch
        if reading % 2:
            return self._meaning(questions.written(word)), False
        met, case_matters = questions.folded(word)
        return (frozenset(), True) if case_matters else (self._meaning(met), False)

    def _meaning(self, met: frozenset[int]) -> frozenset[int]:
        return met and frozenset().union(*(self._meanings[atom] for atom in met))
