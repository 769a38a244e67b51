"""How a program counted characters: found out against the quotes it left, and put right.

REFI-QDA counts code points from 0. Programs also count UTF-16 units, count CRLF as one, or count a byte
order mark. What a source does is decided for the whole source, and only against quotes: without them the
standard holds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

BOM = "\ufeff"
ENOUGH = 400
"""So many quotes of a source are looked at to decide how it counts."""


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting. All false is the standard."""

    utf16: bool = False
    crlf_is_one: bool = False
    bom_counts: bool = False

    @property
    def standard(self) -> bool:
        """Whether it is that of the standard."""
        return not (self.utf16 or self.crlf_is_one or self.bom_counts)

    def __str__(self) -> str:
        said = [
            ("UTF-16 units", self.utf16),
            ("CRLF as one character", self.crlf_is_one),
            ("the byte order mark", self.bom_counts),
        ]
        return " and ".join(words for words, true in said if true) or "code points"


class Text:
    """The text of a source as decoded, without its byte order mark, and how to count in it."""

    def __init__(self, decoded: str) -> None:
        self.bom = decoded.startswith(BOM)
        self.text = decoded.removeprefix(BOM)
        self.astral = _ASTRAL.search(self.text) is not None
        self.crlf = "\r\n" in self.text

    @property
    def ambiguous(self) -> bool:
        """Whether the ways of counting differ at all here."""
        return self.bom or self.astral or self.crlf

    def countings(self) -> list[Counting]:
        """The ways of counting that differ for this text, the standard first."""
        return [
            Counting(*flags)
            for flags in product(
                (False, True)[: 1 + self.astral],
                (False, True)[: 1 + self.crlf],
                (False, True)[: 1 + self.bom],
            )
        ]

    def place(self, counting: Counting) -> Place:
        """Where the n-th character of a way of counting stands."""
        return Place(self, counting)


class Place:
    """From an offset of some counting to that of code points; None outside the text."""

    def __init__(self, text: Text, counting: Counting) -> None:
        self._shift = 1 if counting.bom_counts and text.bom else 0
        # Places at which the two countings drift apart: positions in code points, and by how much after it.
        events: list[tuple[int, int]] = []
        if counting.utf16 and text.astral:
            events += [(match.start(), 1) for match in _ASTRAL.finditer(text.text)]
        if counting.crlf_is_one and text.crlf:
            events += [(match.start(), -1) for match in _CRLF.finditer(text.text)]
        events.sort()
        self._length = len(text.text)
        self._there, self._here = array("q", [0]), array("q", [0])
        drift = 0
        for at, more in events:
            width = 1 if more == 1 else 2
            drift += more
            self._there.append(at + width + drift)
            self._here.append(at + width)

    def __call__(self, offset: int) -> int | None:
        """The offset in code points; one inside a CRLF or a pair lies behind it."""
        offset -= self._shift
        if offset < 0:
            return None
        n = bisect_right(self._there, offset) - 1
        here = self._here[n] + offset - self._there[n]
        if n + 1 < len(self._here):
            here = min(here, self._here[n + 1])
        return here if here <= self._length else None


def best_counting(
    text: Text, anchors: Sequence[tuple[int, int, str]], expected: Counting
) -> tuple[Counting, bool]:
    """How a source counts, and whether its quotes prove it.

    `anchors` are start, end and the quote as the program wrote it. Another counting than the expected
    one is adopted only if it fits more of the quotes. With no quotes that fit anything the expected
    one stays, unproven.
    """
    candidates = text.countings()
    if expected not in candidates:
        expected = next((c for c in candidates if c == _as_far_as(expected, text)), candidates[0])
    step = max(1, len(anchors) // ENOUGH)
    sample = anchors[::step]
    scores = {
        counting: sum(_fits(text.text, place, *anchor) for anchor in sample)
        for counting in candidates
        for place in (text.place(counting),)
    }
    best = max(candidates, key=lambda counting: (scores[counting], counting == expected))
    return (best, True) if scores[best] else (expected, False)


def _as_far_as(counting: Counting, text: Text) -> Counting:
    return Counting(
        counting.utf16 and text.astral, counting.crlf_is_one and text.crlf, counting.bom_counts and text.bom
    )


def _fits(text: str, place: Place, start: int, end: int, quote: str) -> bool:
    first, last = place(start), place(end)
    return first is not None and last is not None and quote_fits(text[first:last], quote)


def quote_fits(found: str, quote: str) -> bool:
    """Whether a text is what a program wrote down as its quote: blanks aside, and maybe cut with "…"."""
    wanted, there = " ".join(quote.split()), " ".join(found.split())
    for mark in ("…", "..."):
        if wanted.endswith(mark) and len(wanted) > len(mark) + 3:
            return there.startswith(wanted.removesuffix(mark).rstrip())
    return wanted == there


def looks_like_a_quote(name: str) -> bool:
    """Whether the name of a selection may be its quote, and not a label such as `line:6`."""
    return len(name) > 2 and not re.fullmatch(r"\s*(line:\d+|\(?\d+[\d,:.\-–; ]*\)?)\s*", name)


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CRLF = re.compile("\r\n")


class Moved:
    """Leads from the offsets of a text to those of its normalised spelling."""

    def __init__(self) -> None:
        self._old, self._new = array("q", [0]), array("q", [0])
        self._exact = array("b", [1])
        self.text = ""

    @classmethod
    def of(cls, text: str) -> Moved:
        """The normalised spelling of a text (see `reading.normalise`), with the way to it."""
        from qual.reading.normalise import normalise

        moved = cls()
        plain, _ = normalise(text)
        if plain == text:
            moved.text = text
            return moved
        pieces: list[str] = []
        old = new = 0
        for line in _LINES.findall(text):
            body = line.rstrip("\r\n")
            for part in (body, line[len(body) :]):
                if not part:
                    continue
                spelt = normalise(part)[0]
                if spelt == part:
                    old, new = old + len(part), new + len(part)
                    pieces.append(part)
                    continue
                for cluster in _clusters(part):
                    spelt = normalise(cluster)[0]
                    pieces.append(spelt)
                    if spelt != cluster:
                        moved._mark(old, new, exact=False)
                        moved._mark(old + len(cluster), new + len(spelt), exact=True)
                    old, new = old + len(cluster), new + len(spelt)
        moved.text = "".join(pieces)
        return moved

    def _mark(self, old: int, new: int, *, exact: bool) -> None:
        if self._old[-1] == old:
            self._new[-1], self._exact[-1] = new, exact
            return
        self._old.append(old)
        self._new.append(new)
        self._exact.append(exact)

    def start(self, offset: int) -> int:
        """Where a stretch now begins: a letter that was composed is taken as a whole."""
        n = bisect_right(self._old, offset) - 1
        return self._new[n] + (offset - self._old[n] if self._exact[n] else 0)

    def end(self, offset: int) -> int:
        """Where a stretch now ends."""
        n = bisect_right(self._old, offset) - 1
        if self._exact[n] or self._old[n] == offset:
            return self._new[n] + offset - self._old[n]
        return self._new[bisect_left(self._old, offset)]


_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def _clusters(part: str) -> list[str]:
    """The letters of a text with their marks, and CRLF as one."""
    import regex

    return list(regex.findall(r"\X", part))
