"""How long the numbers of a large study take: all matrices and co-occurrence.

    python benchmarks/results.py

100,000 codings of 60 codes (in 8 themes) by two coders, in the interviews of 600 experts from 6
countries: 30 turns of 5 sentences each. The frame is made first and is not timed; neither is
loading the libraries. Floor: the same counts by a bare pandas `crosstab` of segments, without
bases, unions of codes, layers or anything that must not be counted twice. CPU seconds, best of
three.
"""

from __future__ import annotations

import platform
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from qual.analysis.cooccurrence import cooccurrence
from qual.analysis.matrix import count_matrix
from qual.analysis.tidy import tidy_columns
from qual.model import Code, Codebook, Source, Turn

CODINGS, CODES, THEMES, EXPERTS = 100_000, 60, 8, 600
COUNTRIES = ("AM", "BY", "KG", "KZ", "RU", "TJ")
TURNS, SENTENCES, SENTENCE = 30, 5, "Пришли быстро и быстро ушли, как и обещали."
COLUMNS = ("id", "source", "code", "coder", "status", "decided_by", "start", "end", "quote", "evidence")
MATRICES: tuple[tuple[str, str, str], ...] = (
    ("country", "theme", "experts"),
    ("country", "theme", "share"),
    ("country", "theme", "segments"),
    ("country", "theme", "words"),
    ("country", "code", "experts"),
    ("country", "code", "segments"),
    ("expert", "theme", "segments"),
    ("expert", "code", "segments"),
)

Units = dict[str, list[tuple[int, int]]]


def main() -> None:
    """Print the table."""
    frame, units = invented_study()
    print(f"Python {platform.python_version()}, pandas {pd.__version__}, {platform.machine()}\n")
    sentences = sum(map(len, units.values()))
    print(f"{CODINGS:,} codings × {CODES} codes × {EXPERTS} experts, {sentences:,} sentences\n")
    print("| what | seconds |\n|---|---|")
    total = 0.0
    for what, work in pieces(frame, units):
        seconds = best(work)
        total += seconds
        print(f"| {what} | {seconds:.3f} |")
    print(f"| **all of these** | **{total:.2f}** |")
    floor = best(
        lambda: [pd.crosstab(frame[r], frame[c]) for r in ("country", "expert") for c in ("theme", "code")]
    )
    print(f"| floor: four bare crosstabs of segments | {floor:.3f} |")


def pieces(frame: pd.DataFrame, units: Units) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is measured, by name."""
    for rows, columns, measure in MATRICES:
        yield (
            f"{rows} × {columns}, {measure}",
            lambda r=rows, c=columns, m=measure: count_matrix(frame, rows=r, columns=c, measure=m),  # type: ignore[misc]
        )
    for columns in ("theme", "code"):
        yield (
            f"co-occurrence of {columns}s by sentence",
            lambda c=columns: cooccurrence(frame, columns=c, units=units),  # type: ignore[misc]
        )
    yield "co-occurrence of codes by expert", lambda: cooccurrence(frame, columns="code", unit="expert")


def invented_study() -> tuple[pd.DataFrame, Units]:
    """The frame of a study in which everything is drawn by chance, and where its sentences lie."""
    chance = random.Random(20240229)
    book = codebook()
    codes = [code.id for theme in book.themes for code in theme.codes]
    sources, units = [], {}
    for number in range(EXPERTS):
        one = interview(number)
        sources.append(one)
        step = len(SENTENCE) + 1
        units[one.id] = [(at * step, at * step + len(SENTENCE)) for at in range(TURNS * SENTENCES)]
    made: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for number in range(CODINGS):
        source = sources[chance.randrange(EXPERTS)]
        start, end = units[source.id][chance.randrange(TURNS * SENTENCES)]
        row = (str(number), source.id, chance.choice(codes), chance.choice(("Анна", "Ерлан")), "accepted", "")
        for name, value in zip(COLUMNS, (*row, start, end, SENTENCE, ()), strict=True):
            made[name].append(value)
    return tidy_columns(made, sources, book), units


def codebook() -> Codebook:
    """60 codes in 8 themes."""
    themes = [[f"code-{n:02}" for n in range(theme, CODES, THEMES)] for theme in range(THEMES)]
    return Codebook(
        "large",
        "1",
        tuple(Code(f"theme-{n}", codes=tuple(map(Code, codes))) for n, codes in enumerate(themes)),
    )


def interview(number: int) -> Source:
    """An interview of 30 turns of the expert."""
    text = " ".join([SENTENCE] * TURNS * SENTENCES)
    length = (len(SENTENCE) + 1) * SENTENCES
    turns = tuple(Turn(n + 1, n * length, (n + 1) * length - 1, "Эксперт") for n in range(TURNS))
    country = COUNTRIES[number % len(COUNTRIES)]
    return Source(
        f"{country.lower()}-{number:03}", "interview", text, turns, country, f"{country}-{number:03}", "ru"
    )


def best(work: Callable[[], Any], times: int = 3) -> float:
    """CPU seconds of the quickest of some runs."""

    def once() -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return min(once() for _ in range(times))


if __name__ == "__main__":
    np.seterr(all="raise")
    main()
