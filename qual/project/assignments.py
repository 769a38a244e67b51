"""Who is to code which sources: with which codes, and whether blind."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qual.errors import NotFound
from qual.model import Assignment
from qual.project import acts
from qual.project.blind import blind_sources
from qual.project.log import canonical
from qual.project.names import coder_name
from qual.project.source_rows import live_sources, missing
from qual.project.store import AnyRow, Store
from qual.project.tables import assignments, sources


@dataclass(frozen=True, slots=True)
class AssignCounts:
    """What assigning did, in sources."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


class Assignments:
    """The assignments of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Assignment]:
        """Every assignment, by coder and source."""
        with self._store.reading() as connection:
            found = [_assignment(row) for row in _live(connection)]
        return sorted(found, key=lambda one: (one.coder, one.source_id))

    def hidden_sources(self) -> frozenset[str]:
        """Ids of the sources that the project's coder codes blind and is not done with.

        What others coded there is left out of everything that the project tells.
        """
        if not self._store.coder:
            return frozenset()
        with self._store.reading() as connection:
            blind = blind_sources(self._store.coder)
            return frozenset(connection.scalars(select(sources.c.id).where(sources.c.n.in_(blind))))

    def add(self, new: Iterable[Assignment]) -> AssignCounts:
        """Assign sources, all or none. One that the coder has already gets the codes and blindness given.

        Raises NotFound for an unknown source and InvalidRequest for an impossible name.
        """
        added: list[acts.NewRow] = []
        old: list[acts.Row] = []
        replaced: list[dict[str, object]] = []
        told: list[dict[str, object]] = []
        wanted = {(coder_name(one.coder), one.source_id): one for one in new}
        with self._store.transaction("assign") as writing:
            known = {id_: n for n, id_, _ in live_sources(writing.connection)}
            there = {(row.coder, row.id): row for row in _live(writing.connection)}
            for (coder, source_id), one in wanted.items():
                if source_id not in known:
                    raise missing(source_id, sorted(known))
                said: dict[str, object] = {"codes": canonical(sorted(one.codes)), "blind": int(one.blind)}
                values = {"source": known[source_id], "coder": coder, **said}
                target = f"assignment:{source_id} {coder}"
                row = there.get((coder, source_id))
                if row is None:
                    about = {"source": source_id, "coder": coder, **said}
                    added.append(acts.NewRow(target, values, about))
                elif (row.codes, row.blind) != (said["codes"], said["blind"]):
                    old.append(acts.Row(row.n, target))
                    replaced.append(values)
                    told.append({name: [getattr(row, name), said[name]] for name in said})
            acts.add(writing, "assignment", added)
            acts.replace(writing, "assignment", old, replaced, told)
        return AssignCounts(len(added), len(old), len(wanted) - len(added) - len(old))

    def withdraw(self, coder: str, source_ids: Iterable[str]) -> int:
        """Take assignments back, and say how many. Raises NotFound for one that there is not."""
        name = coder_name(coder)
        with self._store.transaction("withdraw assignments") as writing:
            there = {row.id: row for row in _live(writing.connection) if row.coder == name}
            rows = []
            for source_id in dict.fromkeys(source_ids):
                if source_id not in there:
                    raise NotFound(
                        f"{source_id} is not assigned to {name}.", hint="See who has what: qual assign"
                    )
                rows.append(acts.Row(there[source_id].n, f"assignment:{source_id} {name}"))
            acts.retire(writing, "assignment", rows)
        return len(rows)


def _live(connection: Connection) -> list[AnyRow]:
    columns = select(
        assignments.c.n, assignments.c.coder, assignments.c.codes, assignments.c.blind, sources.c.id
    ).join_from(assignments, sources)
    live = columns.where(assignments.c.retired.is_(None), sources.c.retired.is_(None))
    return list(connection.execute(live).all())


def _assignment(row: AnyRow) -> Assignment:
    return Assignment(row.coder, row.id, tuple(json.loads(row.codes)), bool(row.blind))
