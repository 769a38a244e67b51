"""From a text to its words: folding, and where words begin and end.

Folding never moves an offset: each character becomes exactly one character, so a place in the
folded text is the same place in the text.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache

JOINERS = "-'’ʼ‐‑"
"""Inside a word these join its parts: военно-политический, Інтэрв'юер, don’t."""

STRESS = ("\N{COMBINING ACUTE ACCENT}", "\N{COMBINING GRAVE ACCENT}")
"""Stress marks that a transcriber may have put: замо́к is замок."""

_SAME = {
    "ё": "е",
    "\N{CYRILLIC SMALL LETTER IE WITH GRAVE}": "е",  # a stress mark that normalisation merged with its letter
    "\N{CYRILLIC SMALL LETTER I WITH GRAVE}": "и",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{MODIFIER LETTER APOSTROPHE}": "'",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
}


class _Folding(dict[int, str]):
    """A table for str.translate that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = chr(code).lower()
        if len(folded) != 1:  # İ and its like would move every offset behind them
            folded = chr(code)
        self[code] = folded = _SAME.get(folded, folded)
        return folded


_FOLDING = _Folding()
_SAME_IN_EITHER_CASE = str.maketrans(_SAME | {letter.upper(): same.upper() for letter, same in _SAME.items()})


def fold(text: str) -> str:
    """The text in lower case with ё as е and one kind of apostrophe and hyphen; same length."""
    folded = text.translate(_FOLDING)
    assert len(folded) == len(text)
    return folded


def key(word: str) -> str:
    """What two spellings of one word share: folded, and without stress marks."""
    return _unstressed(fold(word))


def exact_key(word: str) -> str:
    """What two spellings of one exact form share: as `key`, but upper and lower case differ."""
    return _unstressed(word.translate(_SAME_IN_EITHER_CASE))


def _unstressed(word: str) -> str:
    return word if word.isascii() else word.replace(STRESS[0], "").replace(STRESS[1], "")


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the words of `text[start:end]` begin and end.

    A word is a run of letters, digits and combining marks that begins with a letter or digit;
    single hyphens and apostrophes may stand inside it.
    """
    stop = len(text) if end is None else end
    for match in _word().finditer(text, start, stop):
        yield match.span()


def is_one_word(text: str) -> bool:
    """Whether a text is exactly one word."""
    return _word().fullmatch(text) is not None


def word_parts(word: str) -> list[str]:
    """The parts of a hyphenated word; none when there is no hyphen."""
    found = re.split("[-‐‑]", word)
    return found if len(found) > 1 else []


def adjacent(text: str, end: int, start: int) -> bool:
    """Whether two words stand side by side: nothing but white space between them."""
    return text[end:start].isspace()


@cache
def marks() -> str:
    """Every combining mark, for a character class."""
    return "".join(
        chr(code) for code in range(0x300, sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == "M"
    )


@cache
def _word() -> re.Pattern[str]:
    mark = f"[{_ranges(marks())}]"
    run = f"[^\\W_]+(?:{mark}+[^\\W_]+)*{mark}*"  # in one way only, or a long row of marks takes for ever
    return re.compile(f"{run}(?:[{re.escape(JOINERS)}]{run})*")


def _ranges(characters: str) -> str:
    """The characters as ranges of a character class, which are quicker to search than a list."""
    spans: list[list[int]] = []
    for code in map(ord, characters):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)
