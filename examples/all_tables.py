"""Every table of a study as CSV, in a folder: python examples/all_tables.py [STUDY] [FOLDER]."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import qual


def tables(project: qual.Project) -> Iterator[tuple[str, pd.DataFrame]]:
    codings = qual.codings(project)
    yield "codings", codings.drop(columns="evidence")
    yield "sources", qual.sources(project)
    for columns in ("theme", "code"):
        for rows in ("country", "expert"):
            for measure in ("experts", "share", "segments", "words"):
                name = f"{rows}-{columns}-{measure}"
                table = qual.theme_matrix(codings, rows=rows, columns=columns, measure=measure)
                yield name, table.reset_index()
    for unit in ("sentence", "turn", "expert"):
        yield f"cooccurrence-{unit}", qual.cooccurrence(project, unit=unit).pairs
    curve = qual.saturation(project)
    yield "saturation", curve.curve
    yield "saturation-runs", curve.runs
    compared = qual.comparison(project, tests=True)
    yield "comparison", compared.shares
    if compared.tests is not None:
        yield "comparison-tests", compared.tests
    yield "robustness", qual.robustness(project)
    yield "assessments", qual.assessments(project).cases
    yield "distinctive-codes", qual.distinctive_codes(project)
    yield "distinctive-words", qual.distinctive_words(project)
    yield "timeline", qual.timeline(project, period="quarter").cells.reset_index()


def main(study: str = ".", folder: str = "out/tables") -> None:
    target = Path(study) / folder
    target.mkdir(parents=True, exist_ok=True)
    with qual.open(study) as project:
        for name, table in tables(project):
            table.to_csv(target / f"{name}.csv", index=False)
            print(f"{name}: {len(table)} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
