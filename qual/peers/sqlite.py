"""Databases of other programs, opened to be read and never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from qual.errors import UnreadableSource

HEADER = b"SQLite format 3\0"


class Tables:
    """The tables of a foreign database. Columns that an older or newer version lacks read as None."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self.names = {str(name) for (name,) in found}

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table in the order they were made; none when there is no such table."""
        if table not in self.names:
            return
        there = {str(row[1]) for row in self._connection.execute(f'PRAGMA table_info("{table}")')}
        asked = ", ".join(f'"{column}"' if column in there else "NULL" for column in columns)
        yield from self._connection.execute(f'SELECT {asked} FROM "{table}" ORDER BY rowid')


def is_database(path: Path) -> bool:
    """Whether a file begins as SQLite's do."""
    try:
        with path.open("rb") as file:
            return file.read(len(HEADER)) == HEADER
    except OSError:
        return False


@contextmanager
def reading(path: Path) -> Iterator[Tables]:
    """The tables of a database, read only. Raises UnreadableSource when it is damaged."""
    try:
        address = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            yield Tables(connection)
    except sqlite3.Error as error:
        raise UnreadableSource(
            f"{path.name} is a damaged or locked database ({error}).",
            hint="Close the program that made it, or take another copy.",
        ) from None


def text_of(value: object) -> str:
    """A cell as text; "" for nothing."""
    return "" if value is None else str(value)


def number_of(value: object) -> int | None:
    """A cell as a whole number, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
