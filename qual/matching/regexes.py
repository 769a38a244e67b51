"""Regular expressions of a codebook: the `regex` module, held back from running away.

A pattern such as `(a+)+$` can search a sentence for years. Every search has a time limit, so a
run ends with a message that names the pattern; it never hangs, and never leaves out in silence
what it could not finish.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from math import prod
from time import process_time
from typing import Any

from qual.errors import RuleError

SECONDS_PER_SEARCH = 1.0
"""The processor's time that a pattern may take for one sentence, turn or word."""

SECONDS_PER_RUN = 20.0
"""The same for everything that a pattern searches in a run."""

SECONDS_PER_MILLION = 2.0
"""What is added to either for each million characters."""

LONGEST = 20_000
"""Characters of a pattern. A longer list of words belongs under `any:`."""

MOST_PIECES = 50_000
"""Of a pattern when its counted repetitions are written out, which the module does beforehand."""

_COUNTED = re.compile(r"\{(\d+)(?:,\d*)?\}")
_CALLS_ITSELF = re.compile(r"\(\?(?:R|&|P>|[+-]?\d)")  # (?R), (?1), (?&name): as deep as memory goes


def without_slashes(written: str) -> str:
    r"""The pattern of what a codebook has: `/санкци\w+/` and `санкци\w+` are the same."""
    return written[1:-1] if len(written) > 2 and written[0] == written[-1] == "/" else written


@lru_cache(maxsize=10_000)
def compile_regex(pattern: str) -> Any:
    """The compiled pattern. Raises RuleError, with the column, for one that cannot be read or is too big."""
    import regex

    if len(pattern) > LONGEST:
        raise RuleError(
            f"the pattern has {len(pattern)} characters; {LONGEST} is the most",
            hint="Write its words as terms, under any:.",
        )
    if _pieces(pattern) > MOST_PIECES:
        raise RuleError("the pattern repeats repetitions too often", hint="Use smaller numbers in { }.")
    itself = _CALLS_ITSELF.search(pattern)
    if itself:
        raise RuleError(
            f"{itself.group()} lets the pattern contain itself, which qual does not search for",
            column=itself.start() + 1,
            hint="Write the repetition out.",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of set operations that a later version may add
            return regex.compile(pattern)
    except regex.error as error:
        raise RuleError(
            str(getattr(error, "msg", error)),
            column=(getattr(error, "pos", 0) or 0) + 1,
            hint="Put \\ before a character that is meant as itself.",
        ) from None
    except (RecursionError, MemoryError, OverflowError, KeyError, ValueError) as error:
        raise RuleError(
            f"the pattern cannot be read ({type(error).__name__})", hint="Make it simpler."
        ) from None


def _pieces(pattern: str) -> int:
    """At least as many pieces as the pattern has when `(ab){1000}` is written out.

    Numbers behind a bracket multiply, as if each bracket held all the others.
    """
    around, inside = [], len(pattern)
    for match in _COUNTED.finditer(pattern):
        times = int(match[1][:9])
        if pattern[: match.start()].rstrip().endswith(")"):
            around.append(max(times, 1))
        else:
            inside += times
    return prod(around) * inside


class Regex:
    """A pattern at work, with the time that it has used up. `name` says in messages which it is."""

    def __init__(self, pattern: str, name: str) -> None:
        self._pattern = compile_regex(pattern)
        self._name = name
        self._characters = 0
        self._seconds = 0.0

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the pattern is found, none inside another. What has no characters is no place.

        Raises RuleError when it takes too long.
        """
        started = process_time()
        try:
            found = [
                match.span()
                for match in self._pattern.finditer(text, timeout=_limit(SECONDS_PER_SEARCH, len(text)))
            ]
        except (TimeoutError, MemoryError):
            raise self._too_slow(SECONDS_PER_SEARCH, len(text)) from None
        self._spend(len(text), process_time() - started)
        return [(start, end) for start, end in found if start < end]

    def meets(self, word: str) -> bool:
        """Whether the pattern is found anywhere in a word. Raises RuleError like `places`."""
        started = process_time()
        try:
            met = self._pattern.search(word, timeout=_limit(SECONDS_PER_SEARCH, len(word))) is not None
        except (TimeoutError, MemoryError):
            raise self._too_slow(SECONDS_PER_SEARCH, len(word)) from None
        self._spend(len(word), process_time() - started)
        return met

    def _spend(self, characters: int, seconds: float) -> None:
        self._characters += characters
        self._seconds += seconds
        if self._seconds > _limit(SECONDS_PER_RUN, self._characters):
            raise self._too_slow(SECONDS_PER_RUN, self._characters)

    def _too_slow(self, seconds: float, characters: int) -> RuleError:
        return RuleError(
            f"{self._name} takes too long: more than {_limit(seconds, characters):.0f} s for {characters} "
            "characters. The run was stopped, so that nothing is left half tagged.",
            hint="Do not repeat what is repeated already, as (a+)+ does; write {0,50} for * where you can.",
        )


def _limit(seconds: float, characters: int) -> float:
    return seconds + SECONDS_PER_MILLION * characters / 1_000_000
