"""How long a large workbook takes, beside a bare dump of the same rows.

    python benchmarks/workbook.py

The study of `benchmarks/results.py`: 100,000 codings × 60 codes × 600 experts. Ours writes the whole
workbook: styles, heights, a link for every quotation, tables, all matrices and analyses. Bare writes
only the rows of Quotes and Segments, the same values, by openpyxl in write_only mode, without a style
or a link. Each runs in a process of its own; making the frame is not timed. CPU seconds; peak
memory of the process, and how much of it came on top of the frame.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.results import invented_study
from qual.export.workbook import write_workbook
from qual.export.workbook.quotes import NAME as QUOTES
from qual.export.workbook.results import Results
from qual.export.workbook.segments import NAME as SEGMENTS
from qual.model import Settings

LISTS = {
    QUOTES: (
        "theme",
        "code",
        "country",
        "expert",
        "source",
        "turn",
        "quote",
        "kind",
        "status",
        "coder",
        "id",
    ),
    SEGMENTS: (),  # all columns
}


def main() -> None:
    """Print the table, and what an all-but-empty workbook of one coding takes."""
    print(f"Python {platform.python_version()}, openpyxl {openpyxl.__version__}, {platform.machine()}\n")
    rows = {what: _in_a_process(what) for what in ("bare", "ours")}
    print(
        "| what | CPU s | peak MB | of it on top of the frame | file MB | rows |\n|---|---|---|---|---|---|"
    )
    for what, told in rows.items():
        print(
            f"| {what} | {told['seconds']:.1f} | {told['peak']:.0f} | {told['more']:.0f} "
            f"| {told['size']:.1f} | {told['rows']:,} |"
        )
    print(f"\nours / bare: {rows['ours']['seconds'] / rows['bare']['seconds']:.2f} × the time")


def _in_a_process(what: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.workbook", what], check=True, stdout=subprocess.PIPE, text=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def measure(what: str) -> dict[str, Any]:
    """One of the two, from the frame to the file."""
    frame, sentences = invented_study()
    results = Results(frame, Settings(), {}, {})
    lists = {
        name: getattr(results, name.lower()).loc[:, list(columns) or slice(None)]
        for name, columns in LISTS.items()
    }
    values = {name: list(table.itertuples(index=False, name=None)) for name, table in lists.items()}
    count = sum(map(len, values.values()))
    heads = {name: list(table.columns) for name, table in lists.items()}
    if what == "ours":
        del results, lists, values
    before = _peak()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        begun = time.process_time()
        if what == "ours":
            write_workbook(path, frame, settings=Settings(), made_with={}, sentences=sentences)
        else:
            book = openpyxl.Workbook(write_only=True)
            for name, rows in values.items():
                sheet: Any = book.create_sheet(name)
                sheet.append(heads[name])
                for row in rows:
                    sheet.append([None if _missing(value) else value for value in row])
            book.save(path)
        seconds = time.process_time() - begun
        size = path.stat().st_size / 1e6
    return {"seconds": seconds, "peak": _peak(), "more": _peak() - before, "size": size, "rows": count}


def _missing(value: object) -> bool:
    """Evidence, which no cell can hold, and what is missing."""
    return isinstance(value, tuple) or value != value or str(value) == "<NA>"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
