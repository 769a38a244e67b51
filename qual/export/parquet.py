"""Frames become Parquet files, for R (arrow), DuckDB, Polars and pandas: types kept, nothing retyped.

Needs pyarrow, which is not installed with `qual` because it is larger than all the rest.
"""

from __future__ import annotations

from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.export.atomic import whole_file
from qual.export.data_dictionary import meaning
from qual.export.text import clean

if TYPE_CHECKING:
    import pandas as pd


def require_pyarrow() -> Any:
    """The package pyarrow. Raises InvalidRequest where it is not installed."""
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError:
        raise InvalidRequest(
            "Parquet files need the package pyarrow, which is not installed.",
            hint='Install it with pip install "qual-interviews[parquet]", or use qual export csv.',
        ) from None


def write_parquet(path: str | Path, frame: pd.DataFrame, *, table: str) -> Path:
    """Write a frame as one Parquet file; each column carries what it means.

    `table` is its name in the data dictionary. Evidence stays a list of records (rule, term, start,
    end), a missing number stays missing. The same frame gives the same bytes under the same version
    of pyarrow. Raises UnwritableFile, and InvalidRequest without pyarrow.
    """
    arrow = require_pyarrow()
    path = Path(path)
    fields, arrays = [], []
    for place, name in enumerate(map(str, frame.columns)):
        array = _array(arrow, name, frame.iloc[:, place])
        fields.append(arrow.field(name, array.type, metadata={"description": meaning(table, name)}))
        arrays.append(array)
    made = arrow.Table.from_arrays(arrays, schema=arrow.schema(fields))
    with whole_file(path) as temporary:
        arrow.parquet.write_table(made, temporary, compression="zstd")
    return path


def _array(arrow: Any, name: str, column: pd.Series) -> Any:
    import pandas as pd

    if name == "evidence":
        found = arrow.struct(
            [("rule", arrow.string()), ("term", arrow.string()), ("start", "int64"), ("end", "int64")]
        )
        rows = [[asdict(evidence) for evidence in row] for row in column]
        return arrow.array(rows, type=arrow.list_(found))
    values = [None if pd.isna(value) else value for value in column.tolist()]
    if name == "assessment":
        return arrow.array([None if value is None else int(value) for value in values], type=arrow.int8())
    if column.dtype.kind in "iufb":
        return arrow.array(values, type=arrow.from_numpy_dtype(column.to_numpy().dtype))
    return arrow.array([None if value is None else clean(str(value)) for value in values], arrow.string())
