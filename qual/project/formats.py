"""The format of the store: making it, knowing it again, bringing an older one up to date.

A migration is a function that makes format n + 1 out of format n; `STEPS` holds it under n. They
run in one transaction, after a copy of the old store was put beside it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, inspect, or_, select, text, update

from qual.errors import NotFound, ProjectError
from qual.project import sqlite
from qual.project.log import LogEnd, canonical
from qual.project.store import Store, now
from qual.project.tables import adjudications, assignments, codings, log, meta, metadata

FORMAT = 2

Step = Callable[[Connection], None]


def several_coders(connection: Connection) -> None:
    """1 to 2: assignments, adjudications, and beside each coding who decided on it."""
    assignments.create(connection)
    adjudications.create(connection)
    connection.execute(text("ALTER TABLE codings ADD COLUMN decided_by TEXT NOT NULL DEFAULT ''"))
    deciders = [{"row": n, "by": coder} for n, coder in _deciders(connection).items()]
    if deciders:
        decided = update(codings).where(codings.c.n == bindparam("row"))
        connection.execute(decided.values(decided_by=bindparam("by")), deciders)


STEPS: dict[int, Step] = {1: several_coders}


def make(store: Store) -> None:
    """Make the tables of an empty project; a project that is there already is declined."""
    with store.changing() as connection:
        names = inspect(connection).get_table_names()
        if meta.name in names:
            raise ProjectError(
                "There is a project in this folder already.", hint="Look at it with: qual status"
            )
        if names:
            raise _not_ours()
        metadata.create_all(connection)
        said = {
            "format": str(FORMAT),
            "project": str(uuid.uuid4()),
            "created": now(),
            "log_end": canonical(asdict(LogEnd())),
        }
        connection.execute(insert(meta), [{"name": name, "value": value} for name, value in said.items()])


def bring_up_to_date(store: Store, path: Path) -> None:
    """Check that the store is a project this program reads, and migrate an older one.

    Raises NotFound for an empty file and ProjectError for anything that is not a project, or is
    one of a later format.
    """
    with store.reading() as connection:
        found = _format(connection)
    if found > FORMAT:
        raise ProjectError(
            f"The project was made by a later version of qual (format {found}; this one knows {FORMAT}).",
            hint="Update qual, then open it again. Nothing was changed.",
        )
    if found < FORMAT:
        _migrate(store, path)


def project_id(connection: Connection) -> str:
    """The id that a project was given when it was made."""
    return str(connection.scalar(select(meta.c.value).where(meta.c.name == "project")))


def _format(connection: Connection) -> int:
    names = inspect(connection).get_table_names()
    if not names:
        raise NotFound("qual.db holds no project.", hint="Start one with: qual init")
    if meta.name not in names:
        raise _not_ours()
    found = connection.scalar(select(meta.c.value).where(meta.c.name == "format"))
    if found is None or not found.isdecimal():
        raise _not_ours()
    return int(found)


def _deciders(connection: Connection) -> dict[int, str]:
    """For the rows of decided codings who decided, by the log: an undo brings the earlier one back."""
    undos = set()
    brought_about: dict[int, dict[str, str]] = {}  # for each row and status who brought it there
    status_of: dict[int, str] = {}
    lines = select(log).where(log.c.action.in_(("batch", "decide coding"))).order_by(log.c.n)
    for line in connection.execute(lines):
        detail = json.loads(line.detail)
        if line.action == "batch":
            undos |= {line.batch} if "undoes" in detail else set()
            continue
        row = detail["row"]
        status_of[row] = detail.get("status", [None, status_of.get(row, "suggested")])[1]
        if line.batch not in undos:
            brought_about.setdefault(row, {})[status_of[row]] = line.coder
    decided = or_(codings.c.status != "suggested", codings.c.assessment.is_not(None))
    rows = connection.execute(select(codings.c.n, codings.c.status).where(decided)).all()
    return {row.n: brought_about[row.n].get(row.status, "") for row in rows if row.n in brought_about}


def _migrate(store: Store, path: Path) -> None:
    with store.transaction("migrate") as writing:
        # Read again: another program may have migrated while this one waited for its turn.
        found = _format(writing.connection)
        if found == FORMAT:
            return
        copy = _free_name(path, found)
        with store.engine.connect() as reader:
            sqlite.copy(reader, copy)
        try:
            for format_ in range(found, FORMAT):
                STEPS[format_](writing.connection)
        except BaseException:
            copy.unlink()  # the store stays as it is; every further try would leave one more copy
            raise
        writing.execute(update(meta).where(meta.c.name == "format").values(value=str(FORMAT)))
        writing.note("migrate store", f"format:{FORMAT}", {"format": [found, FORMAT]})


def _free_name(path: Path, format_: int) -> Path:
    """A name for the copy that no earlier copy has."""
    beside = path.with_name(f"{path.name}.format-{format_}.bak")
    number = 2
    while beside.exists():
        beside = path.with_name(f"{path.name}.format-{format_}-{number}.bak")
        number += 1
    return beside


def _not_ours() -> ProjectError:
    return ProjectError(
        "qual.db is a database, but not a project of qual.",
        hint="Move it away and start with: qual init",
    )
