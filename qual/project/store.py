"""The database behind a project: reading, and transactions that write rows and log together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine, Executable, Row, Table, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from qual.errors import InvalidRequest, ProjectError
from qual.project import sqlite
from qual.project.log import canonical, chain, read_end
from qual.project.tables import log, meta

AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"  # what a query brings back, whatever its columns
Item = TypeVar("Item")


def now() -> str:
    """The time in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sha256(text: str, *, where: str) -> str:
    """The hash of a text in UTF-8; `where` names the text should it be refused as by `check_text`."""
    check_text(text, where=where)
    return hashlib.sha256(text.encode()).hexdigest()


def check_text(text: str, *, where: str) -> None:
    """Raise InvalidRequest for a text with half of a character, which no file and no store can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _half_a_character(error, where) from error


def in_parts(items: Sequence[Item], size: int = 500) -> Iterator[Sequence[Item]]:
    """The items in portions that a database takes as the parameters of one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


class Writing:
    """A transaction under way: its batch, and the log lines that wait for its end."""

    def __init__(self, connection: Connection, *, coder: str, action: str) -> None:
        self.connection = connection
        self.coder = coder
        self.time = now()
        self.broken = False  # the database gave the transaction up before we did
        self._end = read_end(connection)
        self.batch = self._end.batch + 1
        self._lines: list[dict[str, object]] = []
        self._heading = self._line("batch", action, {})

    def execute(self, statement: Executable, rows: Sequence[Mapping[str, object]] | None = None) -> int:
        """Run one statement, once or for each row, and say how many rows it touched."""
        self.stop_if_broken()
        if rows is not None and not rows:
            return 0
        touched = 0
        try:
            # In parts, because the driver's copy of many rows is larger than the rows themselves.
            for part in (None,) if rows is None else in_parts(rows, 5_000):
                touched += int(self.connection.execute(statement, part).rowcount)
        except UnicodeEncodeError as error:
            raise _half_a_character(error, "The request") from error
        return touched

    def next_row(self, table: Table) -> int:
        """The number of the next row. Safe to count on: nobody else writes meanwhile."""
        return int(self.connection.scalar(select(func.max(table.c.n))) or 0) + 1

    def heading(self, **said: object) -> None:
        """Say something in the first line of the batch, above its acts."""
        self._heading = self._line("batch", str(self._heading["target"]), said)

    def note(self, action: str, target: str, detail: Mapping[str, object]) -> None:
        """Put one act into the log."""
        self._lines.append(self._line(action, target, detail))

    def stop_if_broken(self) -> None:
        """Raise once the database has given the transaction up: what follows would stand alone."""
        if self.broken:
            raise ProjectError(
                "The database gave this command up halfway; nothing of it was stored.",
                hint="Free some space on the disk and try again.",
            )

    def noted(self) -> int:
        """How many lines wait so far."""
        return len(self._lines)

    def forget_after(self, count: int) -> None:
        """Drop the lines of acts that were rolled back."""
        del self._lines[count:]

    def write_log(self) -> None:
        """Chain the waiting lines to the log. A transaction that changed nothing leaves no trace."""
        self.stop_if_broken()
        if not self._lines:
            return
        lines = [self._heading, *self._lines]
        end = chain(self._end, lines)
        self.execute(insert(log), lines)
        self.execute(update(meta).where(meta.c.name == "log_end").values(value=canonical(asdict(end))))

    def _line(self, action: str, target: str, detail: Mapping[str, object]) -> dict[str, object]:
        return {
            "batch": self.batch,
            "time": self.time,
            "coder": self.coder,
            "action": action,
            "target": target,
            "detail": canonical(detail),
        }


class Store:
    """The database of one open project, for one thread. The collections share it."""

    def __init__(self, engine: Engine, *, coder: str = "") -> None:
        self.engine = engine
        self.coder = coder
        self._writing: Writing | None = None

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is under way."""
        return self._writing is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment of the project, or the transaction under way."""
        if self._writing is not None:
            yield self._writing.connection
            return
        with in_clear_words(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self, action: str) -> Iterator[Writing]:
        """All or nothing, log included. Inside another transaction it becomes a part of that one.

        `action` names the command in the log. A part that fails is taken back alone if its
        error is caught inside the whole.
        """
        if self._writing is not None:
            with _part_of(self._writing) as writing:
                yield writing
            return
        with self.changing() as connection:
            self._writing = Writing(connection, coder=self.coder, action=action)
            try:
                yield self._writing
                self._writing.write_log()
            finally:
                self._writing = None

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A connection that keeps other writers out, for work below the log: see `formats`."""
        with in_clear_words(), self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection. SQLite then tidies its side files away."""
        self.engine.dispose()


@contextmanager
def in_clear_words() -> Iterator[None]:
    """Whatever the database says inside becomes a ProjectError with one clear sentence."""
    try:
        yield
    except DBAPIError as error:
        raise sqlite.in_words(error) from error


@contextmanager
def _part_of(writing: Writing) -> Iterator[Writing]:
    writing.stop_if_broken()
    noted = writing.noted()
    savepoint = writing.connection.begin_nested()
    try:
        yield writing
    except BaseException:
        writing.forget_after(noted)
        try:
            savepoint.rollback()
        except DBAPIError:
            # When a disk is full SQLite may roll everything back itself, savepoints included.
            writing.broken = True
        raise
    savepoint.commit()


def _half_a_character(error: UnicodeEncodeError, where: str) -> InvalidRequest:
    found = ord(error.object[error.start])
    return InvalidRequest(
        f"{where} holds half of a character (U+{found:04X} at {error.start}), which cannot be stored.",
        hint="Save the file anew as UTF-8.",
    )
