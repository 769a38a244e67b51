"""What is special about SQLite: how a connection is set up, and what its errors mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from qual.errors import Problem, ProjectError

WAIT = 10.0
"""Seconds a command waits for another one to finish writing."""


def open_engine(path: Path) -> Engine:
    """An engine for one file. Nothing is opened or made until the first connection."""
    url = URL.create("sqlite", database=str(path.absolute()))
    engine = create_engine(url, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Python's own idea of when a transaction begins leaves reads outside; `_begin` says it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledged command survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A writer takes its turn at once: one that read first and wrote later could be refused halfway.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def copy(connection: Connection, path: Path) -> None:
    """Write a whole copy of the database to a file, which appears complete or not at all.

    Raises ProjectError when there is no room for it.
    """
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as target:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(target)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise ProjectError(
            f"The copy {path.name} could not be written; the project was not changed.",
            hint="Free some space and try again.",
        ) from error


def damage(connection: Connection) -> Iterator[Problem]:
    """What SQLite's own checks find: broken pages, rows that point nowhere."""
    restore = "Restore the project from a copy; keep the damaged qual.db."
    for (finding,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if finding != "ok":
            yield Problem("qual.db", f"the database is damaged ({finding}).", restore)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("qual.db", f"row {row} of {table} points to a missing row of {parent}.", restore)


_SENTENCES = {
    "SQLITE_BUSY": (
        "Another program is writing to this project; nothing of this command was stored.",
        "Wait until it has finished and try again.",
    ),
    "SQLITE_LOCKED": (
        "Another program is writing to this project; nothing of this command was stored.",
        "Wait until it has finished and try again.",
    ),
    "SQLITE_FULL": (
        "The disk is full; nothing of this command was stored, and what was there is whole.",
        "Free some space and try again.",
    ),
    "SQLITE_IOERR": (
        "The disk could not be read or written; nothing of this command was stored.",
        "Check the disk and its free space, then try again.",
    ),
    "SQLITE_READONLY": (
        "qual.db cannot be written to; nothing of this command was stored.",
        "Give yourself permission to write to the folder and its files.",
    ),
    "SQLITE_CANTOPEN": (
        "qual.db cannot be opened.",
        "Check that the folder exists and that you may write to it.",
    ),
    "SQLITE_NOTADB": (
        "qual.db is not a project of qual.",
        "Restore it from a copy, or move it away and start with: qual init",
    ),
    "SQLITE_CORRUPT": (
        "qual.db is damaged and cannot be read.",
        "Restore it from a copy; keep the damaged file.",
    ),
}


def in_words(error: DBAPIError) -> ProjectError:
    """One clear sentence for an error of the database."""
    name = getattr(error.orig, "sqlite_errorname", "")
    for beginning, (message, hint) in _SENTENCES.items():
        if name.startswith(beginning):
            return ProjectError(message, hint=hint)
    reason = name or type(error.orig).__name__
    return ProjectError(
        f"The project's store could not be read or written ({reason}); nothing of this command was stored.",
        hint="Look for damage with: qual check",
    )
