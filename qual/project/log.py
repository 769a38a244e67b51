"""The log: who did what when, one line an act, each line chained to the one before by its hash.

A chain shows lines that were changed, put in or taken out. It cannot show that someone wrote the
whole log anew: for that, keep the `head` somewhere else, as every exported file does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, select

from qual.errors import Problem, ProjectError
from qual.project.blind import hidden_targets
from qual.project.tables import log, meta

if TYPE_CHECKING:
    from qual.project.store import Store

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

START = "0" * 64
"""What the first line names as the hash before it."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log. `detail` holds ids, offsets and statuses, old before new."""

    n: int
    batch: int
    time: str
    coder: str
    action: str
    target: str
    detail: Mapping[str, object]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class LogEnd:
    """Number, batch and hash of the last line."""

    n: int = 0
    batch: int = 0
    hash: str = START


def canonical(value: object) -> str:
    """The one way to write a value as JSON: sorted keys, no spaces, letters as they are."""
    return _encode(value)


def line_hash(line: Mapping[str, object]) -> str:
    """The hash that belongs to a line, from what the line says and the hash before it."""
    said = {name: line[name] for name in ("n", "batch", "time", "coder", "action", "target", "detail")}
    return hashlib.sha256((str(line["prev"]) + canonical(said)).encode()).hexdigest()


def chain(end: LogEnd, lines: list[dict[str, object]]) -> LogEnd:
    """Number and chain new lines in place, after the last one, and say what is the last one now."""
    for line in lines:
        line["n"] = end.n + 1
        line["prev"] = end.hash
        line["hash"] = line_hash(line)
        end = LogEnd(end.n + 1, int(str(line["batch"])), str(line["hash"]))
    return end


def read_end(connection: Connection) -> LogEnd:
    """The end of the log; whoever reads it in a transaction that writes holds others off.

    SQLite has one writer anyway; elsewhere the row is locked.
    """
    found = connection.scalar(select(meta.c.value).where(meta.c.name == "log_end").with_for_update())
    try:
        return LogEnd(**json.loads(found or ""))
    except (ValueError, TypeError) as error:
        raise ProjectError(
            "qual.db does not say where its log ends.", hint="Restore it from a copy."
        ) from error


class Log:
    """The log of a project, for reading. Acts write their own lines."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def head(self) -> str:
        """The hash of the last line: who keeps it can prove later that nothing before was changed."""
        with self._store.reading() as connection:
            return read_end(connection).hash

    def entries(self, *, batch: int | None = None, target: str = "") -> list[LogEntry]:
        """The lines in order: all, those of one batch, or those of one target such as `coding:<id>`.

        Lines of a transaction still under way are not among them, nor are lines about what the
        project's coder may not see yet because they code a source blind.
        """
        lines = select(log).order_by(log.c.n)
        if batch is not None:
            lines = lines.where(log.c.batch == batch)
        if target:
            lines = lines.where(log.c.target == target)
        with self._store.reading() as connection:
            hidden = hidden_targets(connection, self._store.coder)
            if hidden is not None:
                lines = lines.where(log.c.target.not_in(hidden))
            return [_entry(row) for row in connection.execute(lines)]

    def verify(self) -> list[Problem]:
        """What is wrong with the chain; empty when every line is as it was written."""
        try:
            with self._store.reading() as connection:
                return list(_broken(connection))
        except ProjectError as error:
            return [Problem("log", error.message, error.hint)]


def _entry(row: Row[tuple[object, ...]]) -> LogEntry:
    said = dict(row._mapping)
    return LogEntry(**{**said, "detail": json.loads(said["detail"])})


def _broken(connection: Connection) -> Iterator[Problem]:
    kept = "Compare with a copy of qual.db or with the log head printed in an earlier export."
    before = LogEnd()
    for row in connection.execute(select(log).order_by(log.c.n)):
        line = dict(row._mapping)
        where = f"log line {line['n']}"
        if line["n"] != before.n + 1:
            yield Problem(where, _lost(line["n"] - before.n - 1, "before it"), kept)
        elif line["prev"] != before.hash:
            yield Problem(where, "does not follow from the line before it.", kept)
        try:
            intact = line_hash(line) == line["hash"]
        except TypeError:  # bytes where a text was
            intact = False
        if not intact:
            yield Problem(where, "was changed after it was written.", kept)
        before = LogEnd(line["n"], line["batch"], line["hash"])
    end = read_end(connection)
    if end.n > before.n:
        yield Problem("log", _lost(end.n - before.n, "at its end"), kept)
    elif end != before:
        yield Problem("log", "does not end where it was last written.", kept)


def _lost(count: int, place: str) -> str:
    return f"a line {place} is missing." if count == 1 else f"{count} lines {place} are missing."
