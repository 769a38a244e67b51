"""The words met so far: what each of them means to the rules, decided when it first comes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import numpy as np

from qual.matching.engine.arrays import Numbers
from qual.matching.engine.beginnings import Beginnings
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
        self._beginnings = Beginnings()
        self._folded = Vocabulary(self._decide)
        self._written: dict[tuple[int, str], frozenset[int]] = {}  # only words whose case can matter

    def __len__(self) -> int:
        return len(self._folded)

    def language(self, name: str) -> int:
        """The number of a language of stretches; "" is any."""
        if name not in self._languages:
            self._languages[name] = len(self._questions)
            applying = {of: atoms for of, atoms in self._atoms.items() if not name or of in (name, "any")}
            questions = Questions(applying) if applying else None
            self._questions.append(questions)
            self._beginnings.add(questions.beginnings if questions else ())
        return self._languages[name]

    def any_rules(self, language: int) -> bool:
        """Whether any rules apply to stretches of a language."""
        return self._questions[language] is not None

    def met(self, words: Words, languages: Numbers) -> tuple[Numbers, Numbers]:
        """All that words meet, given the number of each word's language: position of the word, and number.

        Words are taken folded; only those whose case can matter are asked again as they are written.
        """
        some = self._beginnings.possible(words, languages)
        types = self._folded.types_of(words.folded.take(some), languages[some])
        cased = self._folded.remarked(types)
        types[cased] = 0
        word, number = self._folded.met(types)
        word, cased = some[word], some[cased]
        if not len(cased):
            return word, number
        written = zip(languages[cased].tolist(), words.written.take(cased).spell(), strict=True)
        meanings = [self._written_meaning(language, spelling) for language, spelling in written]
        cased = np.repeat(cased, [len(meaning) for meaning in meanings])
        return np.append(word, cased), np.append(number, np.array(list(chain(*meanings)), np.int64))

    def _written_meaning(self, language: int, word: str) -> frozenset[int]:
        if (language, word) not in self._written:
            self._written[language, word] = self._meaning(self._asked(language).written(word))
        return self._written[language, word]

    def _decide(self, language: int, word: str) -> Meaning:
        """What a folded word means, or the remark that its case matters."""
        met, case_matters = self._asked(language).folded(word)
        return (frozenset(), True) if case_matters else (self._meaning(met), False)

    def _asked(self, language: int) -> Questions:
        questions = self._questions[language]
        assert questions is not None  # or no rule would have asked for the stretch
        return questions

    def _meaning(self, met: frozenset[int]) -> frozenset[int]:
        return met and frozenset().union(*(self._meanings[atom] for atom in met))
