"""Looking for a token pattern in one stretch after another.

A condition on the word itself is decided once for each different word; other conditions are
spaCy's Matcher's, asked of one token at a time. `_join` then puts tokens in a row, in time that
grows with the text and the pattern and no faster. The Matcher does that too, but follows each way
through a pattern on its own: with two gaps in a long sentence there are more of them than it can
ever walk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qual.matching import forms
from qual.matching.regexes import Regex
from qual.matching.token_patterns import (
    OF_A_PIPELINE,
    Condition,
    Step,
    Token,
    read_tokens,
    steps,
)
from qual.matching.words import key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Ends = NDArray[np.int64]
Marks = NDArray[np.bool_]

PARTS_OF_SPEECH = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "VERB": "VERB", "INFN": "VERB",
    "PRTF": "VERB", "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON",
    "PRED": "ADV", "PREP": "ADP", "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
"""pymorphy3's parts of speech as Universal Dependencies name them."""

NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad")
"""What pymorphy3 calls nouns that are names."""


class TokenSearch:
    """One pattern in one language. `name` says in messages which it is, `vocab` is that of the Docs.

    With `trained` the Docs come from a pipeline that knows lemmas and parts of speech; without,
    LEMMA means what the same word means as a term.
    """

    def __init__(
        self, pattern: Sequence[Mapping[str, object]], language: str, name: str, *, trained: bool
    ) -> None:
        self._tokens = read_tokens(pattern)
        self._steps = steps(self._tokens)
        self._tests = [_Test(token, language, name, trained) for token in self._tokens]
        self.required = [
            test
            for test, token in zip(self._tests, self._tokens, strict=True)
            if test.of_words and token.least and not token.unlike
        ]
        self.needs_doc = any(test.of_docs or test.matcher_conditions for test in self._tests)

    def places(self, words: Sequence[str], doc: Doc | None) -> list[tuple[int, int]]:
        """First token of each place and the one behind its last: the longest ones, none inside another."""
        farthest = _join(self._steps, self._marks(words, doc))[0]
        found: list[tuple[int, int]] = []
        for first in np.flatnonzero(farthest > np.arange(len(farthest))):
            if not found or first >= found[-1][1]:
                found.append((int(first), int(farthest[first])))
        return found

    def reasons(self, words: Sequence[str], doc: Doc | None, first: int, last: int) -> list[str]:
        """For each word of the place from `first` up to `last`, the token of the pattern that it met."""
        marks = [mark[first:last] for mark in self._marks(words, doc)]
        farthest = _join(self._steps, marks)
        at, step = 0, 0
        found = []
        while at < last - first and step < len(self._steps):
            number, kind = self._steps[step]
            after = step if kind == "many" else step + 1
            if marks[number][at] and farthest[after][at + 1] == last - first:
                found.append(self._tokens[number].written)
                at, step = at + 1, after
            else:
                step += 1
        return found + [""] * (last - first - len(found))

    def _marks(self, words: Sequence[str], doc: Doc | None) -> list[Marks]:
        """For each token of the pattern, which of the words meet it."""
        return [test.marks(words, doc) for test in self._tests]


def _join(steps: Sequence[Step], marks: Sequence[Marks]) -> list[Ends]:
    """For each step and each word: the end of the longest place that begins so, -1 where there is none.

    Worked out from the last step to the first, each for all words at once.
    """
    size = len(marks[0])
    farthest = [np.arange(size + 1)]  # behind the last step a place ends where one is
    for number, kind in reversed(steps):
        behind = farthest[-1]
        if kind == "many":
            farthest.append(_farthest_of_run(behind, marks[number]))
            continue
        taken = np.full(size + 1, -1)
        taken[:-1] = np.where(marks[number], behind[1:], -1)
        farthest.append(np.maximum(taken, behind) if kind == "maybe" else taken)
    return farthest[::-1]


def _farthest_of_run(behind: Ends, marks: Marks) -> Ends:
    """The best of what begins at each word, or behind any number of marked words from there on.

    Runs of marked words are numbered from the right; counted upwards in that number, the best so
    far never comes from another run.
    """
    run = np.cumsum(np.append(True, ~marks[::-1]))
    best = np.maximum.accumulate(behind[::-1] + run * (len(behind) + 1))
    return np.asarray((best - run * (len(behind) + 1))[::-1])


class _Test:
    """The conditions of one token: those on words, those on values in a Doc, and those for the Matcher."""

    def __init__(self, token: Token, language: str, name: str, trained: bool) -> None:
        self._unlike = token.unlike
        self.of_words: list[Callable[[str], bool]] = []
        self.of_docs: list[tuple[str, Callable[[str], bool]]] = []
        self.matcher_conditions: dict[str, object] = {}
        self._known: dict[str, bool] = {}
        self._matcher: tuple[Vocab, Matcher] | None = None
        for condition in token.conditions:
            value_of = None if trained and condition.attribute == "LEMMA" else _value(condition, language)
            if condition.attribute in OF_A_PIPELINE and trained:
                value_of = None
            if value_of is not None:
                self.of_words.append(_decider(condition, language, name, value_of))
            elif condition.operator in ("REGEX", "FUZZY"):
                self.of_docs.append((condition.attribute, _remembered(_compared(condition, name))))
            else:
                self._leave_to_matcher(condition)

    def word(self, word: str) -> bool:
        """Whether a word meets the conditions on words."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = all(decide(word) for decide in self.of_words)
        return known

    def marks(self, words: Sequence[str], doc: Doc | None) -> Marks:
        met = np.fromiter(map(self.word, words), np.bool_, len(words))
        if doc is not None and self.matcher_conditions and met.any():
            met &= self._matched(doc)
        for attribute, decide in self.of_docs:
            for at in np.flatnonzero(met):
                met[at] = doc is not None and decide(_doc_value(doc, attribute, int(at)))
        return ~met if self._unlike else met

    def _leave_to_matcher(self, condition: Condition) -> None:
        before = self.matcher_conditions.get(condition.attribute)
        given = condition.given
        if isinstance(before, dict) and isinstance(given, dict):  # {IN: …, NOT_IN: …} is two conditions
            given = before | given
        self.matcher_conditions[condition.attribute] = given

    def _matched(self, doc: Doc) -> Marks:
        from spacy.matcher import Matcher

        if self._matcher is None or self._matcher[0] is not doc.vocab:
            matcher = Matcher(doc.vocab)
            matcher.add("token", [[self.matcher_conditions]])
            self._matcher = doc.vocab, matcher
        marks = np.zeros(len(doc), np.bool_)
        for _, start, _ in self._matcher[1](doc, allow_missing=True):
            marks[start] = True
        return marks


def _value(condition: Condition, language: str) -> Callable[[str], str] | None:
    """How a word's attribute is had from the word alone; None when it takes a Doc."""
    if condition.attribute in ("TEXT", "ORTH"):
        return str
    if condition.attribute == "LOWER":
        return str.lower
    if condition.attribute == "LEMMA":
        return lambda word: forms.canonical(language, key(word))
    if condition.attribute == "POS":
        return lambda word: part_of_speech(language, word)
    return None


def part_of_speech(language: str, word: str) -> str:
    """The part of speech of a Russian word's likeliest reading; "" in other languages."""
    if language != "ru":
        return ""
    if not any(map(str.isalnum, word)):
        return "PUNCT"
    from qual.matching.forms import ru

    tag = ru._analyser().parse(key(word))[0].tag
    if tag.POS is None:
        return "NUM" if "NUMB" in tag else "X"
    if tag.POS == "NOUN" and any(name in tag for name in NAMES):
        return "PROPN"
    return PARTS_OF_SPEECH.get(str(tag.POS), "X")


def _decider(
    condition: Condition, language: str, name: str, value_of: Callable[[str], str]
) -> Callable[[str], bool]:
    """Whether a word meets a condition. Lemmas and lower case are compared as those of terms are."""
    if condition.operator == "IN" and condition.attribute == "LEMMA":
        find = forms.finder(language, frozenset(map(key, condition.values)))
        return lambda word: bool(find(key(word))) is not condition.unlike
    if condition.operator == "IN" and condition.attribute == "LOWER":
        keys = frozenset(map(key, condition.values))
        return lambda word: (key(word) in keys) is not condition.unlike
    compare = _compared(condition, name)
    return lambda word: compare(value_of(word))


def _compared(condition: Condition, name: str) -> Callable[[str], bool]:
    """Whether a value meets a condition."""
    if condition.operator == "REGEX":
        patterns = [Regex(pattern, name) for pattern in condition.values]
        return lambda value: any(pattern.meets(value) for pattern in patterns) is not condition.unlike
    if condition.operator == "FUZZY":
        return lambda value: _is_like(value, condition.values, condition.edits) is not condition.unlike
    values = frozenset(condition.values)
    return lambda value: (value in values) is not condition.unlike


def _is_like(value: str, others: Collection[str], edits: int) -> bool:
    """Whether a value differs from one of the others in few letters only, as spaCy's FUZZY has it."""
    from spacy.matcher.levenshtein import levenshtein

    for other in others:
        most = edits if edits >= 0 else max(2, round(0.3 * len(other)))
        if abs(len(value) - len(other)) <= most and levenshtein(value, other, most) <= most:
            return True
    return False


def _remembered(compare: Callable[[str], bool]) -> Callable[[str], bool]:
    known: dict[str, bool] = {}

    def decide(value: str) -> bool:
        if value not in known:
            known[value] = compare(value)
        return known[value]

    return decide


def _doc_value(doc: Doc, attribute: str, at: int) -> str:
    token = doc[at]
    return str(token.morph) if attribute == "MORPH" else str(getattr(token, f"{attribute.lower()}_"))
