"""Frames become CSV files that Excel, R and Python all read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.export.atomic import whole_file
from qual.export.text import OPENINGS, clean, evidence_text

if TYPE_CHECKING:
    import pandas as pd


def write_csv(path: str | Path, frame: pd.DataFrame) -> Path:
    """Write a frame as CSV: UTF-8 with a byte order mark (Excel needs it), commas, one row a line.

    The index is left out (`reset_index` brings it in). Evidence is written as readable text, a
    missing value as nothing. Text that begins like a formula gets an apostrophe in front, and a
    character that UTF-8 cannot hold becomes U+FFFD. Raises UnwritableFile.
    """
    path = Path(path)
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)  # quotes where needed, ends lines with CR LF
        writer.writerow([_cell(str(name)) for name in frame.columns])
        writer.writerows([_cell(value) for value in row] for row in _rows(frame))
    return path


def _rows(frame: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    columns = [frame.iloc[:, n].tolist() for n in range(frame.shape[1])]
    names = list(frame.columns)
    if {"evidence", "quote", "start"} <= set(names):
        quotes, starts, n = frame["quote"], frame["start"], names.index("evidence")
        columns[n] = [evidence_text(*row) for row in zip(columns[n], quotes, starts, strict=True)]
    return zip(*columns, strict=True)


def _cell(value: Any) -> Any:
    import pandas as pd

    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if text.startswith(OPENINGS) else text
    if isinstance(value, (list, tuple)):
        return _cell("; ".join(map(str, value)))
    return "" if pd.isna(value) else value
