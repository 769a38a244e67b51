"""Every table of a study as CSV, in a folder: python examples/all_tables.py [STUDY] [FOLDER].

Run `qual run` in the study first. Each table is one call; copy the line that you need.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import qual


def tables(project: qual.Project) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables by name, in the order of the pages of the manual."""
    codings = qual.codings(project)
    yield "codings", codings.drop(columns="evidence")
    yield "sources", qual.sources(project)

    # who speaks of what: cases × themes (or codes), and by expert
    for columns in ("theme", "code"):
        for rows in ("country", "expert"):
            for measure in ("experts", "share", "segments", "words"):
                name = f"{rows}-{columns}-{measure}"
                table = qual.theme_matrix(codings, rows=rows, columns=columns, measure=measure)
                yield name, table.reset_index()

    # what comes together, and whether interviews still bring new codes
    for unit in ("sentence", "turn", "expert"):
        yield f"cooccurrence-theme-{unit}", qual.cooccurrence(project, unit=unit).pairs
        yield f"cooccurrence-code-{unit}", qual.cooccurrence(project, unit=unit, columns="code").pairs
    saturation = qual.saturation(project)
    yield "saturation", saturation.curve
    yield "saturation-runs", saturation.runs
    yield "saturation-by-country", qual.saturation_by_case(project)

    # whether countries differ, and what a finding hangs on
    compared = qual.comparison(project, tests=True)
    yield "comparison", compared.shares
    if compared.tests is not None:  # else compared.confounded says why
        yield "comparison-tests", compared.tests
    yield "robustness", qual.robustness(project)
    assessed = qual.assessments(project)
    yield "assessments", assessed.cases
    yield "assessments-by-expert", assessed.experts

    # what sets a country apart, and when what is said
    yield "distinctive-codes", qual.distinctive_codes(project)
    yield "distinctive-words", qual.distinctive_words(project)
    yield "timeline", qual.timeline(project, period="quarter").cells.reset_index()
    try:
        yield "questions", qual.questions(project)
    except qual.QualError as nothing:  # the guide's questions are not marked in these interviews
        print(f"questions: {nothing}")

    # interviews, literature and statements side by side; what may be published
    yield "triangulation", qual.triangulation(codings)
    matrix = qual.count_matrix(codings)
    yield "public-country-theme", qual.published_table(matrix, qual.published(matrix)).reset_index()


def main(study: str = ".", folder: str = "out/tables") -> None:
    """Write the tables and say how many rows each has."""
    target = Path(study) / folder
    target.mkdir(parents=True, exist_ok=True)
    with qual.open(study) as project:
        for name, table in tables(project):
            table.to_csv(target / f"{name}.csv", index=False)
            print(f"{name}: {len(table)} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
