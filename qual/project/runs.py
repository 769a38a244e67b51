"""What the machine has looked at, and with which rules.

So that rules search again only what changed, and so that "nothing found" can be told apart from
"not coded yet".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qual.project import acts
from qual.project.source_rows import missing
from qual.project.store import AnyRow, Store
from qual.project.tables import attributes, readings, sources, tagged


@dataclass(frozen=True, slots=True)
class Tagged:
    """That a source was searched: with which rules and engine, in which batch.

    `current` is False once its turns, kind or language changed.
    """

    source_id: str
    text_sha256: str
    rules_sha256: str
    engine: str
    batch: int
    current: bool = True


class Runs:
    """The machine's passes over the sources."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def last(self) -> dict[str, Tagged]:
        """For every source that was searched its last search; a source never searched is missing."""
        with self._store.reading() as connection:
            looked = _looked_at(connection)
            return {
                row.id: _tagged(row, mark)
                for row in _sources(connection)
                if (mark := looked.get(row.source)) is not None
            }

    def pending(self, rules_sha256: str, engine: str) -> list[str]:
        """Ids of the sources that these rules and this engine have yet to search, sorted."""
        with self._store.reading() as connection:
            return _pending(connection, rules_sha256, engine)

    def mark(self, source_ids: Iterable[str], rules_sha256: str, engine: str) -> int:
        """Note that sources were searched, and say for how many that was news.

        Do so in the transaction that stores what was found. Raises NotFound for an unknown id.
        """
        with self._store.transaction("suggest") as writing:
            rows = {row.id: row for row in _sources(writing.connection)}
            news = set(_pending(writing.connection, rules_sha256, engine))
            new: list[acts.NewRow] = []
            for id_ in dict.fromkeys(source_ids):
                if id_ not in rows:
                    raise missing(id_, sorted(rows))
                if id_ in news:
                    values = {**rows[id_]._mapping, "rules_sha256": rules_sha256, "engine": engine}
                    del values["id"]
                    new.append(acts.NewRow(f"tagged:{id_}", values, {"rules_sha256": rules_sha256}))
            acts.add(writing, "tagged", new)
        return len(new)


def _sources(connection: Connection) -> list[AnyRow]:
    """Every source with what bears on the answer of rules, under the names `tagged` gives them."""
    rows = (
        select(
            sources.c.n.label("source"),
            sources.c.id,
            sources.c.text_sha256,
            readings.c.n.label("reading"),
            attributes.c.kind,
            attributes.c.language,
        )
        .join_from(sources, readings)
        .join(attributes, attributes.c.source == sources.c.n)
        .where(sources.c.retired.is_(None), readings.c.retired.is_(None), attributes.c.retired.is_(None))
        .order_by(sources.c.id)
    )
    return list(connection.execute(rows).all())


def _looked_at(connection: Connection) -> dict[int, AnyRow]:
    """The last live mark by source: later rows overwrite earlier ones."""
    rows = select(tagged).where(tagged.c.retired.is_(None)).order_by(tagged.c.n)
    return {row.source: row for row in connection.execute(rows)}


def _pending(connection: Connection, rules_sha256: str, engine: str) -> list[str]:
    looked = _looked_at(connection)
    waiting = []
    for row in _sources(connection):
        mark = looked.get(row.source)
        if (
            mark is None
            or (mark.rules_sha256, mark.engine) != (rules_sha256, engine)
            or not _is_current(row, mark)
        ):
            waiting.append(row.id)
    return sorted(waiting)


def _is_current(row: AnyRow, mark: AnyRow) -> bool:
    return all(
        getattr(mark, name) == getattr(row, name) for name in ("text_sha256", "reading", "kind", "language")
    )


def _tagged(row: AnyRow, mark: AnyRow) -> Tagged:
    return Tagged(
        row.id, mark.text_sha256, mark.rules_sha256, mark.engine, mark.batch, current=_is_current(row, mark)
    )
