"""The format of the store: making it, knowing it again, bringing an older one up to date.

A migration is a function that makes format n + 1 out of format n; `STEPS` holds it under n. They
run in one transaction, after a copy of the old store was put beside it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, update

from qual.errors import NotFound, ProjectError
from qual.project import sqlite
from qual.project.log import LogEnd, canonical
from qual.project.store import Store, now
from qual.project.tables import meta, metadata

FORMAT = 1

Step = Callable[[Connection], None]

STEPS: dict[int, Step] = {}


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
