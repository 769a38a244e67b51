"""The engine that remembers: a codebook's rules made ready, and the words met so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter

import numpy as np

from qual.matching.compiled import CompiledRules
from qual.matching.engine.arrays import Numbers
from qual.matching.engine.batch import BATCH, Answer, Batch
from qual.matching.engine.known import KnownWords
from qual.matching.engine.plan import Plan
from qual.matching.engine.search import (
    Places,
    Text,
    Units,
    find_operators,
    find_phrases,
    find_possible,
)
from qual.matching.engine.tokens import pieces, read_words
from qual.matching.plain import Hit, Stretch
from qual.matching.units import units
from qual.model import ROLES, Role, Turn, Unit

_LANGUAGE_AND_ROLE = attrgetter("language", "role")

Texts = Iterable[tuple[str, Sequence[Stretch]]]


class FastEngine:
    """Finds the terms of a codebook. Keep one for all texts: it knows the words of those before."""

    def __init__(self, rules: CompiledRules) -> None:
        self._plan = Plan(rules)
        self._speakers = np.array(
            [[role in term.speakers for term in rules.terms] for role in ROLES], np.bool_
        )
        self._roles = {role for term in rules.terms for role in term.speakers}
        self._known = KnownWords(self._plan.atoms, self._plan.meanings)

    @property
    def words_known(self) -> int:
        """How many different words have been decided so far."""
        return len(self._known)

    def find_hits(self, text: str, stretches: Sequence[Stretch]) -> list[Hit]:
        """Every place where a term stands in a stretch that its rule speaks of, in order.

        The same hits as `plain.find_hits` gives.
        """
        return next(self.find_in_texts([(text, stretches)]))

    def find_in_texts(self, texts: Texts) -> Iterator[list[Hit]]:
        """`find_hits` for each of many texts, in their order; texts are asked for as they are needed."""
        return (hits for _, hits in self._find(texts, None))

    def find_in_turns(self, text: str, turns: Sequence[Stretch], unit: Unit) -> Answer:
        """The units of turns in which anything is found, and the hits, which count these units.

        The same as cutting every turn into units and asking `find_hits`, but a turn is only cut
        when some term could be found in it.
        """
        return next(self.find_in_turns_of([(text, turns)], unit))

    def find_in_turns_of(self, texts: Texts, unit: Unit) -> Iterator[Answer]:
        """`find_in_turns` for each of many texts, in their order; texts are asked for as they are needed."""
        return self._find(texts, unit)

    def _find(self, texts: Texts, unit: Unit | None) -> Iterator[Answer]:
        """Fill batches with stretches and search them; an answer is given when its text is done with."""
        batch = Batch()
        answers: list[Answer] = []
        for text, stretches in texts:
            answers.append(([], []))
            for numbers in _portions(self._wanted(stretches), stretches):
                portion = [stretches[number] for number in numbers]
                batch.add(text, answers[-1], portion, None if unit else numbers)
                if batch.size >= BATCH:
                    self._search(batch, unit)
                    batch = Batch()
                    yield from answers[:-1]
                    answers = answers[-1:]
        self._search(batch, unit)
        yield from answers

    def _wanted(self, stretches: Sequence[Stretch]) -> Sequence[int]:
        """The numbers of stretches of which some rule speaks: of their language, and of their speaker."""
        pairs = set(map(_LANGUAGE_AND_ROLE, stretches))
        wanted = {pair for pair in pairs if self._is_asked_about(*pair)}
        if wanted == pairs:
            return range(len(stretches))
        return [at for at, stretch in enumerate(stretches) if (stretch.language, stretch.role) in wanted]

    def _search(self, batch: Batch, unit: Unit | None) -> None:
        """Find the hits of a batch of stretches or, with a unit, of turns yet to be cut."""
        if not batch.text:
            return
        text, phrases = self._read(batch)
        shifts = batch.starts - batch.own_starts  # from places in a stretch's own text to places here
        within = Units(text, batch.starts, batch.ends)
        if unit is not None:
            possible, _, _ = self._terms(batch, find_possible(self._plan, phrases, text, within), within)
            batch, turn = _cut(batch, np.flatnonzero(np.bincount(possible)).tolist(), unit)
            shifts = shifts[turn]
            starts = batch.own_starts + shifts
            ends = starts + (batch.ends - batch.starts)
            if not text.can_be_cut(starts, ends):
                self._search(batch, None)
                return
            within = Units(text, starts, ends)
        found = find_operators(self._plan, phrases, text, within)
        stretch, term, which = self._terms(batch, found, within)
        start, end = text.starts[found.first[which]], text.ends[found.last[which]]
        batch.answer(stretch, term, start - shifts[stretch], end - shifts[stretch])

    def _read(self, batch: Batch) -> tuple[Text, Places]:
        """The words of a batch, and every phrase among them."""
        starts, ends, stops, words_met, numbers_met = [], [], [], [], []
        seen = 0
        for offset, piece in pieces(batch.text):
            words = read_words(piece)
            starts.append(words.starts + offset)
            ends.append(words.ends + offset)
            stops.append(words.stops + offset)
            word, number = self._known.met(words, self._language_of(batch, starts[-1]))
            words_met.append(word + seen)
            numbers_met.append(number)
            seen += len(words)
        text = Text(np.concatenate(starts), np.concatenate(ends), np.concatenate(stops))
        word, number = np.concatenate(words_met), np.concatenate(numbers_met)
        return text, find_phrases(self._plan, Places(number, word, word), text)

    def _language_of(self, batch: Batch, words: Numbers) -> Numbers:
        """The number of the language that each word stands in, given where the words begin."""
        names, starts = batch.languages
        numbers = np.array([self._known.language(name) for name in names], np.int16)
        if len(numbers) == 1:
            return np.broadcast_to(numbers, len(words))  # the same number again and again, without a copy
        first_word = np.searchsorted(words, starts)
        return np.repeat(numbers, np.diff(first_word, append=len(words)))

    def _terms(self, batch: Batch, found: Places, within: Units) -> tuple[Numbers, Numbers, Numbers]:
        """What was found that is a term whose rule asks for the speaker: stretch, term and place of each."""
        which, term = self._plan.terms.follow(found.number)
        stretch = within.of(found.first[which])
        spoken = self._speakers[batch.roles_of(stretch), term]
        return stretch[spoken], term[spoken], which[spoken]

    def _is_asked_about(self, language: str, role: Role) -> bool:
        """Whether any rule speaks of stretches of a language and speaker."""
        return role in self._roles and self._known.any_rules(self._known.language(language))


def _portions(wanted: Sequence[int], stretches: Sequence[Stretch]) -> Iterator[Sequence[int]]:
    """The numbers of wanted stretches in portions of about a batch."""
    spans = (stretches[number][:2] for number in wanted)
    sizes = [end - start for start, end in spans]
    if sum(sizes) <= BATCH:
        yield wanted
        return
    portion = np.cumsum(sizes) // BATCH
    for _, same in groupby(zip(portion.tolist(), wanted, strict=True), itemgetter(0)):
        yield [number for _, number in same]


def _cut(batch: Batch, turns: list[int], unit: Unit) -> tuple[Batch, Numbers]:
    """The units of some turns of a batch, and the turn that each lies in."""
    cut, turn_of = Batch(), []
    for text, answer, some in batch.by_text(turns):
        pieces = []
        for turn in some:
            stretch = batch.stretches[turn]
            whole = Turn(0, stretch.start, stretch.end, role=stretch.role, language=stretch.language)
            places = units(text, whole, unit, stretch.language)
            pieces += [Stretch(start, end, stretch.language, stretch.role) for start, end in places]
            turn_of += [turn] * len(places)
        cut.add(text, answer, pieces)
    return cut, np.array(turn_of, np.int64)
