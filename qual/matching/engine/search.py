"""Where a codebook's expressions stand in a text: each step finds all places of many expressions.

A place is an expression, by its number in the plan, with its first and last word. Words are counted
through the whole text that is searched; units are the stretches inside which operators hold. Places
are kept in order of expression and first word, so that whatever is asked about them, such as
whether B begins right behind A, is a binary search.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qual.matching.engine.arrays import Column, Numbers, spread
from qual.matching.engine.plan import Level, Pairs, Plan

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Places:
    """Expressions, each with the first and the last word of a place where it stands."""

    number: Numbers
    first: Numbers
    last: Numbers

    def __len__(self) -> int:
        return len(self.number)

    def take(self, at: Numbers | Truths | slice) -> Places:
        """Some of the places."""
        return Places(self.number[at], self.first[at], self.last[at])


@dataclass(frozen=True, slots=True)
class Text:
    """Where the words of a text are, and the characters in no word that are not white space."""

    starts: Numbers
    ends: Numbers
    stops: Numbers

    def adjacent(self, at: Numbers) -> Truths:
        """Whether there is only white space between these words and the ones behind them."""
        before, behind = self.ends[at], self.starts[at + 1]
        return np.asarray(np.searchsorted(self.stops, before) == np.searchsorted(self.stops, behind))

    def can_be_cut(self, starts: Numbers, ends: Numbers) -> bool:
        """Whether these stretches lie side by side and leave every word whole."""
        if (starts[1:] < ends[:-1]).any():
            return False
        edges = np.concatenate((starts, ends))
        word = np.searchsorted(self.starts, edges) - 1  # the last one that begins before the edge
        return not ((word >= 0) & (self.ends[word] > edges)).any()


class Units:
    """Stretches of a text, in its order and side by side, by their words."""

    def __init__(self, text: Text, starts: Numbers, ends: Numbers) -> None:
        self.first_word = np.searchsorted(text.starts, starts)
        self.end_word = np.searchsorted(text.starts, ends)
        begin = np.concatenate(([0], self.first_word, [len(text.starts)]))
        self._of_word = np.repeat(np.arange(-1, len(self.first_word)), np.diff(begin))

    def __len__(self) -> int:
        return len(self.first_word)

    def of(self, words: Numbers) -> Numbers:
        """The unit that each word stands in or behind; -1 before the first."""
        return self._of_word[words]

    def hold(self, places: Places) -> Places:
        """The places that lie inside one unit."""
        unit = self.of(places.first)
        end = np.append(self.end_word, 0)  # no place ends before word 0: none lies in unit -1
        return places.take(places.last < end[unit])


class Found:
    """Places found so far, with quick answers about them.

    They are kept in order of expression, first and last word; each level adds its own behind those
    of the levels below, whose expressions have lower numbers.
    """

    def __init__(self, plan: Plan, words: int, units: Units | None = None) -> None:
        self._bits = words.bit_length()  # an expression and a word make one number: `number << bits | word`
        self._units = units
        self._number = Column(np.int64)
        self._first = Column(np.int64)
        self._last = Column(np.int64)
        self._unit = Column(np.int64)
        self._begins = Column(np.int64)  # expression and first word
        self._ends = Column(np.int64)  # expression and last word, in order, and the place this is
        self._ending = Column(np.int64)
        self._count = np.zeros(plan.size, np.int64)
        self._start = np.zeros(plan.size, np.int64)

    def __len__(self) -> int:
        return len(self._number)

    @property
    def places(self) -> Places:
        """All of them."""
        return Places(self._number.values, self._first.values, self._last.values)

    @property
    def unit(self) -> Numbers:
        """The unit of each place."""
        return self._unit.values

    def add(self, *places: Places) -> Found:
        """Add places of expressions with higher numbers than all so far."""
        if not any(map(len, places)):
            return self
        new = in_order(join(*places), self._bits)
        before = len(self)
        self._number.extend(new.number)
        self._first.extend(new.first)
        self._last.extend(new.last)
        if self._units is not None:
            self._unit.extend(self._units.of(new.first))
        count = np.bincount(new.number, minlength=len(self._count))
        self._start[count > 0] = before + (np.cumsum(count) - count)[count > 0]
        self._count += count
        self._begins.extend(new.number << self._bits | new.first)
        ends = new.number << self._bits | new.last
        order = np.argsort(ends, kind="stable") if (new.first != new.last).any() else np.arange(len(ends))
        self._ends.extend(ends[order])
        self._ending.extend(before + order)
        return self

    def count(self, numbers: Numbers) -> Numbers:
        """How many places each expression has."""
        return self._count[numbers]

    def all_of(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """All places of some expressions: which of the expressions, and which place."""
        counts = self._count[numbers]
        return np.repeat(np.arange(len(numbers)), counts), spread(self._start[numbers], counts)

    def first_from(self, numbers: Numbers, words: Numbers) -> Numbers:
        """Of each expression the first place that begins at a word or behind it: some other, if none does."""
        at = np.searchsorted(self._begins.values, numbers << self._bits | words)
        return np.minimum(at, len(self) - 1)

    def last_before(self, numbers: Numbers, words: Numbers) -> Numbers:
        """Of each expression the last place that ends before a word: some other, if none does."""
        at = np.searchsorted(self._ends.values, numbers << self._bits | words) - 1
        return np.asarray(self._ending.values[np.maximum(at, 0)])

    def all_from(self, numbers: Numbers, words: Numbers) -> tuple[Numbers, Numbers]:
        """All places of expressions that begin with a word: which of the expressions, and which place."""
        begins = numbers << self._bits | words
        first = np.searchsorted(self._begins.values, begins)
        counts = np.searchsorted(self._begins.values, begins, "right") - first
        return np.repeat(np.arange(len(numbers)), counts), spread(first, counts)

    def any_in(self, units: Numbers, numbers: Numbers) -> Truths:
        """Whether a unit holds a place of an expression."""
        assert self._units is not None
        at = self.first_from(numbers, self._units.first_word[units])
        return np.asarray((self._number.values[at] == numbers) & (self._unit.values[at] == units))

    def any_touching(self, numbers: Numbers, first: Numbers, last: Numbers) -> Truths:
        """Whether an expression has a place that touches any word from the first to the last."""
        reach = np.maximum.accumulate(self._number.values << self._bits | self._last.values)
        at = np.searchsorted(self._begins.values, numbers << self._bits | last, "right") - 1
        return np.asarray((at >= 0) & (reach[at] >= numbers << self._bits | first))


def find_phrases(plan: Plan, met: Places, text: Text) -> Places:
    """All phrases that matter beyond this step, given what single words meet."""
    found = Found(plan, len(text.starts)).add(_with_neighbours(plan, met, len(text.starts)))
    for level in plan.phrases:
        found.add(_rows(level.rows, found, text, plan.singles), _alternatives(level, found))
    return found.places.take(plan.matters[found.places.number])


def find_operators(plan: Plan, phrases: Places, text: Text, units: Units) -> Places:
    """All expressions with operators, given the phrases that they join; the phrases as well."""
    found = Found(plan, len(text.starts), units).add(units.hold(phrases))
    for level in plan.operators:
        found.add(
            _near(level.near, found),
            _not_near(level.not_near, found, units),
            _both(level.both, found),
            _without(level.without, found),
            _alternatives(level, found),
        )
    return found.places


def find_possible(plan: Plan, phrases: Places, text: Text, units: Units) -> Places:
    """What `find_operators` could find at most if every unit were cut into smaller ones.

    NEAR asks that both sides are there, NOT asks nothing: whatever holds in a part of a unit holds
    here too.
    """
    found = Found(plan, len(text.starts), units).add(units.hold(phrases))
    for level in plan.operators:
        found.add(
            _with_right(level.near, found),
            _with_right(level.both, found),
            _lefts(level.not_near, found)[0],
            _lefts(level.without, found)[0],
            _alternatives(level, found),
        )
    return found.places


NOWHERE = Places(*np.zeros((3, 0), np.int64))


# --- phrases ---


def _with_neighbours(plan: Plan, met: Places, words: int) -> Places:
    """What words meet, without parts of rows whose neighbouring word meets nothing at all."""
    meets = np.zeros(words + 2, np.bool_)  # with one before the first and one behind the last word
    meets[met.first + 1] = True
    kept = plan.matters[met.number] | plan.is_option[met.number]
    kept |= plan.is_left[met.number] & meets[met.first + 2]
    kept |= plan.is_right[met.number] & meets[met.first]
    return met.take(kept)


def _rows(rows: Pairs, found: Found, text: Text, singles: int) -> Places:
    """Pairs of places of which the second begins with the word behind the first.

    We go through the places of the rarer side, and look whether the other side is beside them.
    """
    places = found.places
    left_count, right_count = found.count(rows.left), found.count(rows.right)
    if not ((left_count > 0) & (right_count > 0)).any():
        return NOWHERE
    by_right = (right_count < left_count) & (rows.left < singles)  # the left side is a word: we know where

    some = np.flatnonzero((left_count > 0) & (right_count > 0) & ~by_right)
    which, left = found.all_of(rows.left[some])
    row = some[which]
    which, right = found.all_from(rows.right[row], places.last[left] + 1)
    row, left = row[which], left[which]

    some = np.flatnonzero((left_count > 0) & by_right)
    if len(some):
        which, other_right = found.all_of(rows.right[some])
        other_row = some[which]
        which, other_left = found.all_from(rows.left[other_row], places.first[other_right] - 1)
        row, left = np.append(row, other_row[which]), np.append(left, other_left)
        right = np.append(right, other_right[which])

    beside = text.adjacent(places.last[left])
    return Places(rows.number[row], places.first[left], places.last[right]).take(beside)


def _alternatives(level: Level, found: Found) -> Places:
    """Every place of an option is one of the alternatives that it belongs to."""
    if not len(level.option):
        return NOWHERE
    which, at = found.all_of(level.option)
    return Places(level.alternative[which], found.places.first[at], found.places.last[at])


# --- operators ---


def _near(near: Pairs, found: Found) -> Places:
    """For each left place the nearest right place behind it and, unless ordered, before it.

    Of several right places at the same distance the shortest counts.
    """
    left, which, at = _lefts(near, found)
    if not len(left):
        return NOWHERE
    wanted, distance, unit = near.right[which], near.distance[which], found.unit[at]
    places = found.places

    right = found.first_from(wanted, left.last + 1)
    close = (
        (places.number[right] == wanted)
        & (found.unit[right] == unit)
        & (places.first[right] > left.last)
        & (places.first[right] - left.last <= distance)
    )
    behind = Places(left.number, left.first, places.last[right]).take(close)

    right = found.last_before(wanted, left.first)
    close = (
        (places.number[right] == wanted)
        & (found.unit[right] == unit)
        & (places.last[right] < left.first)
        & (left.first - places.last[right] <= distance)
        & ~near.ordered[which]
    )
    return join(behind, Places(left.number, places.first[right], left.last).take(close))


def _not_near(not_near: Pairs, found: Found, units: Units) -> Places:
    """Left places without a right place of their unit within the distance; one that overlaps is near."""
    left, which, at = _lefts(not_near, found)
    distance, unit = not_near.distance[which], found.unit[at]
    first = np.maximum(left.first - distance, units.first_word[unit])
    last = np.minimum(left.last + distance, units.end_word[unit] - 1)
    return left.take(~found.any_touching(not_near.right[which], first, last))


def _both(both: Pairs, found: Found) -> Places:
    """Left and right places of units that hold both."""
    which, at = found.all_of(both.right)
    right = Places(both.number[which], found.places.first[at], found.places.last[at])
    return join(_with_right(both, found), right.take(found.any_in(found.unit[at], both.left[which])))


def _without(without: Pairs, found: Found) -> Places:
    """Left places of units that do not hold the right side."""
    left, which, at = _lefts(without, found)
    return left.take(~found.any_in(found.unit[at], without.right[which]))


def _with_right(pairs: Pairs, found: Found) -> Places:
    """Left places of units that hold the right side too."""
    left, which, at = _lefts(pairs, found)
    return left.take(found.any_in(found.unit[at], pairs.right[which]))


def _lefts(pairs: Pairs, found: Found) -> tuple[Places, Numbers, Numbers]:
    """The places of left sides as places of the pair, which pair it is, and which place."""
    which, at = found.all_of(pairs.left)
    return Places(pairs.number[which], found.places.first[at], found.places.last[at]), which, at


# --- places ---


def join(*places: Places) -> Places:
    """All of these places."""
    some = [them for them in places if len(them)]
    if len(some) < 2:
        return some[0] if some else NOWHERE
    return Places(
        np.concatenate([them.number for them in some]),
        np.concatenate([them.first for them in some]),
        np.concatenate([them.last for them in some]),
    )


def in_order(places: Places, bits: int) -> Places:
    """Each place once, in order of expression, first and last word, of which each fits into so many bits."""
    if not len(places) or int(places.number.max()).bit_length() + 2 * bits > 63:
        return _in_order_by_columns(places)
    packed = np.sort((places.number << bits | places.first) << bits | places.last)
    new = np.ones(len(packed), np.bool_)
    new[1:] = packed[1:] != packed[:-1]
    packed = packed[new]
    word = (1 << bits) - 1
    return Places(packed >> 2 * bits, packed >> bits & word, packed & word)


def _in_order_by_columns(places: Places) -> Places:
    """The same for numbers that are too many to be packed together."""
    ordered = places.take(np.lexsort((places.last, places.first, places.number)))
    new = np.ones(len(ordered), np.bool_)
    new[1:] = (
        (ordered.number[1:] != ordered.number[:-1])
        | (ordered.first[1:] != ordered.first[:-1])
        | (ordered.last[1:] != ordered.last[:-1])
    )
    return ordered.take(new)
