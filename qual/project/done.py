"""Marks of "read, nothing more to code": a coder's silence told apart from a source not read yet."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qual.errors import NotFound
from qual.project import acts
from qual.project.source_rows import missing
from qual.project.store import AnyRow, Store
from qual.project.tables import done, sources


class DoneMarks:
    """Which coder is done with which source."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[tuple[str, str]]:
        """Coder and source of every mark, sorted."""
        with self._store.reading() as connection:
            return sorted((row.coder, row.id) for row in _live(connection))

    def add(self, source_id: str, *, coder: str = "") -> bool:
        """Mark a source as read to the end, by the project's coder unless another is named.

        False when it was marked already. Raises NotFound for an unknown source.
        """
        coder = coder or self._store.coder
        with self._store.transaction("mark done") as writing:
            ids = select(sources.c.id, sources.c.n).where(sources.c.retired.is_(None))
            known = {row.id: row.n for row in writing.connection.execute(ids)}
            if source_id not in known:
                raise missing(source_id, sorted(known))
            if any((row.id, row.coder) == (source_id, coder) for row in _live(writing.connection)):
                return False
            values = {"source": known[source_id], "coder": coder}
            acts.add(writing, "done", [acts.NewRow(_target(source_id, coder), values, {"coder": coder})])
        return True

    def withdraw(self, source_id: str, *, coder: str = "") -> None:
        """Take a mark back. Raises NotFound when there is none."""
        coder = coder or self._store.coder
        with self._store.transaction("mark not done") as writing:
            for row in _live(writing.connection):
                if (row.id, row.coder) == (source_id, coder):
                    acts.retire(writing, "done", [acts.Row(row.n, _target(source_id, coder))])
                    return
            raise NotFound(f"{source_id} is not marked as done.", hint="There is nothing to take back.")


def _target(source_id: str, coder: str) -> str:
    """The mark's name in the log: two coders' marks on a source are two things."""
    return f"done:{source_id} {coder}"


def _live(connection: Connection) -> list[AnyRow]:
    rows = select(done.c.n, done.c.coder, sources.c.id).join_from(done, sources)
    return list(connection.execute(rows.where(done.c.retired.is_(None), sources.c.retired.is_(None))).all())
