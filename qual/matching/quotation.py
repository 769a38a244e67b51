"""Where a quotation stands in a text: as written, else folded, else with a slip of the pen.

Whoever codes by quote types it or copies it from elsewhere: another case, another kind of quotation
mark, a line broken where the text has none, a letter mistyped. What is found is always a stretch
of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qual.matching.words import STRESS, fold, tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

CHARACTERS_A_SLIP = 8
"""One character in so many may be wrong, missing or too many."""

NEAR = 0.4
"""What differs in a larger share of its characters is not even a near miss."""

MOST = 50
"""Places that are looked for: with so many it is clear that there is not one."""

_MARKS = dict.fromkeys("«»„“”‟‹›‚‘`", '"') | {"'": '"', "—": "-", "–": "-", "−": "-", "…": "..."}


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text that reads like a quotation; `slips` is how many characters differ."""

    start: int
    end: int
    slips: int = 0


def find_quote(text: str, quote: str, stretches: Iterable[tuple[int, int]]) -> list[Place]:
    """Every place inside one of the stretches where a quotation stands, in the order of the text.

    Places where it stands exactly, else where it does but for case, white space, ё, stress marks,
    kinds of quotation marks and dashes; of these the ones that are not a part of longer words, if
    there are any. Else those with few enough slips, the best and any that is only one slip
    worse. None when there is nothing like it.
    """
    wanted = quote.strip()
    if not wanted:
        return []
    regions = list(stretches)
    places = [place for region in regions for place in _exact(text, wanted, region)]
    if not places:
        folded = [_Folded(text, *region) for region in regions]
        places = [place for one in folded for place in one.find(wanted)]
    if places:
        return _whole_words(text, places) or places
    allowed = len(_folded(wanted)) // CHARACTERS_A_SLIP
    near = [place for one in folded for place in one.find_nearly(wanted, allowed)]
    if not near:
        return []
    best = min(place.slips for place in near)
    return [place for place in near if place.slips <= best + 1]


def nearest(text: str, quote: str, stretches: Iterable[tuple[int, int]]) -> Place | None:
    """The place that is least unlike a quotation, None when everything is too far from it."""
    wanted = quote.strip()
    allowed = int(len(_folded(wanted)) * NEAR)
    near = [place for region in stretches for place in _Folded(text, *region).find_nearly(wanted, allowed)]
    return min(near, key=lambda place: (place.slips, place.start), default=None)


def _exact(text: str, quote: str, region: tuple[int, int]) -> list[Place]:
    found = []
    at = text.find(quote, *region)
    while at >= 0:
        found.append(Place(at, at + len(quote)))
        at = text.find(quote, at + 1, region[1])
    return found


def _whole_words(text: str, places: Sequence[Place]) -> list[Place]:
    """The places that neither begin nor end inside a word."""
    return [place for place in places if not _cuts(text, place.start) and not _cuts(text, place.end)]


def _cuts(text: str, offset: int) -> bool:
    around = text[max(0, offset - 1) : offset + 1]
    return len(around) == 2 and around.isalnum()


class _Folded:
    """A stretch of a text without what does not count, and where each character of that came from."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._whole = text
        self._region = (start, end)
        letters: list[str] = []
        origin: list[int] = []
        for offset, character in enumerate(fold(text[start:end]), start):
            if character in STRESS:
                continue
            if character.isspace():
                if letters and letters[-1] == " ":
                    continue
                character = " "
            folded = _MARKS.get(character, character)
            letters += folded
            origin += [offset] * len(folded)
        self.text = "".join(letters)
        self._origin = origin

    def find(self, quote: str) -> list[Place]:
        """Where a quotation stands, folded as the text is."""
        wanted = _folded(quote)
        return [
            self._place(at.start(), at.start() + len(wanted), 0)
            for at in re.finditer(f"(?={re.escape(wanted)})", self.text)
        ]

    def find_nearly(self, quote: str, allowed: int) -> list[Place]:
        """Where a quotation stands with so many slips at the most; places do not overlap."""
        wanted = _folded(quote)
        if not allowed or not self.text:
            return []
        letters = _codes(self.text)
        slips = _slips(letters, _codes(wanted), anchored=False)
        found: list[Place] = []
        while len(found) < MOST:
            end = int(slips.argmin())
            if slips[end] > allowed:
                break
            begin = max(0, end - len(wanted) - allowed)
            backwards = _slips(letters[begin:end][::-1], _codes(wanted)[::-1], anchored=True)
            start = end - int(backwards.argmin())
            if start < end:
                found.append(self._words(self._place(start, end, int(slips[end]))))
            slips[start : end + max(1, len(wanted) - allowed)] = len(wanted)  # ends of what would overlap
        return sorted(found, key=lambda place: place.start)

    def _place(self, start: int, end: int, slips: int) -> Place:
        """A stretch of the folded text as a stretch of the text, stress marks behind its end included."""
        stop = self._origin[end - 1] + 1
        while stop < self._region[1] and self._whole[stop] in STRESS:
            stop += 1
        return Place(self._origin[start], stop, slips)

    def _words(self, place: Place) -> Place:
        """The place with the words it begins and ends in as a whole, without blanks at its ends."""
        start, end = place.start, place.end
        for first, last in tokens(self._whole, *self._region):
            if first >= place.end:
                break
            if first < place.start < last:
                start = first
            if first < place.end < last:
                end = last
        blanks = len(self._whole[start:end]) - len(self._whole[start:end].lstrip())
        return Place(start + blanks, start + len(self._whole[start:end].rstrip()), place.slips)


def _folded(quote: str) -> str:
    return _Folded(quote, 0, len(quote)).text


def _codes(text: str) -> npt.NDArray[np.int32]:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.int32)


def _slips(
    text: npt.NDArray[np.int32], quote: npt.NDArray[np.int32], *, anchored: bool
) -> npt.NDArray[np.int64]:
    """For each end in the text the fewest edits that make the quote of some stretch ending there.

    The table of edit distances, a row a character of the quote (Sellers 1980). When `anchored`,
    the stretch begins where the text does.
    """
    import numpy as np

    steps = np.arange(len(text) + 1)
    row = steps.copy() if anchored else np.zeros(len(text) + 1, dtype=np.int64)
    for number, letter in enumerate(quote, 1):
        best = np.empty_like(row)
        best[0] = number
        np.minimum(row[:-1] + (text != letter), row[1:] + 1, out=best[1:])
        row = np.minimum.accumulate(best - steps) + steps  # one more character of the text
    return row
