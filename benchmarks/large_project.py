"""How long a large project takes to answer, beside reading its rows from SQLite.

    python -m benchmarks.large_project

100,000 codings by two people of 600 interviews (30 turns of 5
sentences), which both have read to the end. The floor is what
any answer must do at least: select the codings (all columns, as tuples) with the sqlite3 module.
CPU seconds, best of three, in one process; loading the libraries is not timed.
"""

from __future__ import annotations

import platform
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qual import study
from qual.model import Coding, Segment, Source, Turn
from qual.project import Project

CODINGS, INTERVIEWS, TURNS, SENTENCES = 100_000, 600, 30, 5
PEOPLE = ("Анна", "Дана")
COUNTRIES = ("AM", "BY", "KG", "KZ", "RU", "TJ")
SENTENCE = "Пришли быстро и быстро ушли, как и обещали."


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        invented_project(Path(folder))
        floor = best(lambda: read_rows(Path(folder)))
        print(f"Python {platform.python_version()}, sqlite {sqlite3.sqlite_version}, {platform.machine()}\n")
        print(f"{CODINGS:,} codings, {INTERVIEWS} interviews, {len(PEOPLE)} coders\n")
        print("| what | seconds | × reading the rows |\n|---|---|---|")
        print(f"| floor: reading the rows from SQLite | {floor:.3f} | 1 |")
        with study.open_project(folder) as project:
            for what, work in answers(project).items():
                seconds = best(work)
                print(f"| {what} | {seconds:.3f} | {seconds / floor:.1f} |")


def answers(project: Project) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    return {
        "`qual status`": lambda: study.study_status(project),
        "`qual matrix`": lambda: study.matrix(
            project, {}, rows="country", columns="theme", measure="experts"
        ),
        "`qual disagreements`": lambda: study.disagreements(project),
        "the whole tidy frame (`qual.codings`)": lambda: study.codings(project),
    }


def read_rows(folder: Path) -> int:
    """All codings, every column."""
    connection = sqlite3.connect(folder / "qual.db")
    try:
        return len(connection.execute("SELECT * FROM codings WHERE retired IS NULL").fetchall())
    finally:
        connection.close()


def invented_project(folder: Path) -> None:
    """A project whose two coders agree on most sentences and not on all."""
    draw = random.Random(1)
    study.init_study(folder, example=True)
    study.ensure_project(folder)
    with study.open_project(folder) as project:
        study.adopt_codebook(project)
        codebook = study.codebook_in_force(project)
        assert codebook is not None
        codes = [code.id for code in codebook.codes]
        text = " ".join([SENTENCE] * TURNS * SENTENCES)
        step = len(SENTENCE) + 1
        turns = tuple(
            Turn(n + 1, n * step * SENTENCES, (n + 1) * step * SENTENCES - 1, "Эксперт", role="expert")
            for n in range(TURNS)
        )
        sources = [
            Source(f"x-{n:03}", "interview", text, turns, COUNTRIES[n % 6], f"X-{n:03}", "ru")
            for n in range(INTERVIEWS)
        ]
        for source in sources:
            project.sources.add(source)
    places = [(n, sentence) for n in range(INTERVIEWS) for sentence in range(TURNS * SENTENCES)]
    drawn = draw.sample(places, CODINGS // 2)
    for person in PEOPLE:
        with study.open_project(folder, coder=person) as project:
            project.codings.add(
                Coding(
                    f"{person}-{n}",
                    codes[(n if draw.random() < 0.9 else n + 1) % len(codes)],
                    Segment(sources[n_source].id, at * step, at * step + len(SENTENCE), SENTENCE),
                    person,
                    "accepted",
                )
                for n, (n_source, at) in enumerate(drawn)
            )
            study.mark_done(project, [source.id for source in sources])


def best(work: Callable[[], object]) -> float:
    """The least seconds of three tries."""
    tries = []
    for _ in range(3):
        begun = time.process_time()
        work()
        tries.append(time.process_time() - begun)
    return min(tries)


if __name__ == "__main__":
    main()
