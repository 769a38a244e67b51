"""The sources of a project: texts that never change, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table, insert, select, true

from qual.errors import InvalidRequest
from qual.model import KINDS, Selection, Source
from qual.project import acts
from qual.project.source_rows import (
    attribute_values,
    check_source,
    live_sources,
    missing,
    outlines,
    read_sources,
    reading_values,
    turn_values,
)
from qual.project.store import Store, Writing, in_parts, sha256
from qual.project.tables import attributes, readings, sources, turns

_KEEP = "The imported text stays in use. Give the new file another name, or undo the import first: qual undo"


class Sources:
    """The sources of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- reading -------------------------------------------------------------------------------

    def get(self, source_id: str) -> Source:
        """The source with an id. Raises NotFound, with the nearest id as a hint."""
        with self._store.reading() as connection:
            found = read_sources(connection, sources.c.id == source_id)
        if not found:
            raise missing(source_id, self.ids())
        return found[0]

    def all(self, selection: Selection | None = None) -> list[Source]:
        """Every source, or those a selection takes: interviews, statements, literature, each by id."""
        with self._store.reading() as connection:
            if selection is None:
                return _in_order(read_sources(connection, true()))
            known = outlines(connection)
            taken = [n for n, source in known.items() if selection.takes(source)]
            if len(taken) == len(known):
                return _in_order(read_sources(connection, true()))
            found: list[Source] = []
            for part in in_parts(taken):
                found += read_sources(connection, sources.c.n.in_(part))
            return _in_order(found)

    def ids(self, selection: Selection | None = None) -> list[str]:
        """The id of every source, or of those a selection takes, in the order of `all`; no text is read."""
        with self._store.reading() as connection:
            known = _in_order(outlines(connection).values())
        return [source.id for source in known if selection is None or selection.takes(source)]

    def __len__(self) -> int:
        return len(self.ids())

    def __contains__(self, source_id: object) -> bool:
        return source_id in self.ids()

    # --- writing -------------------------------------------------------------------------------

    def add(self, source: Source) -> bool:
        """Add a source. False when it is there already with the same text: nothing is done then.

        Raises InvalidRequest when the id belongs to another text.
        """
        return bool(self.add_many([source]))

    def add_many(self, new: Iterable[Source]) -> list[str]:
        """Add sources, all or none, and say the ids of those that were not there yet.

        A source that is there with the same text stays as it is; `update` takes in what else may
        have changed. Raises InvalidRequest when an id belongs to another text.
        """
        wanted = list(new)
        for source in wanted:
            check_source(source)
        hashes = [sha256(source.text, where=source.id) for source in wanted]
        with self._store.transaction("add sources") as writing:
            known = {id_: hash_ for _, id_, hash_ in live_sources(writing.connection)}
            fresh: dict[str, tuple[Source, str]] = {}
            for source, text_sha256 in zip(wanted, hashes, strict=True):
                if known.get(source.id, text_sha256) != text_sha256:
                    raise InvalidRequest(f"{source.id} was imported with another text.", hint=_KEEP)
                if source.id in fresh and fresh[source.id][1] != text_sha256:
                    raise InvalidRequest(
                        f"Two files give the id {source.id}, with different texts.",
                        hint="Rename one of them.",
                    )
                if source.id not in known:
                    fresh.setdefault(source.id, (source, text_sha256))
            _insert(writing, list(fresh.values()))
        return list(fresh)

    def update(self, source: Source) -> bool:
        """Take in what may change about a source: its attributes, its file, its turns.

        False when there was nothing to change. Raises NotFound for an id that is not there and
        InvalidRequest when the text differs: a text never changes.
        """
        return bool(self.update_many([source]))

    def update_many(self, changed: Iterable[Source]) -> list[str]:
        """Take in what may change about sources, all or none, and say which ids it did change."""
        return self._update("update sources", list(changed), with_reading=True)

    def update_attributes(self, source: Source) -> bool:
        """Take in kind, country, expert, language and attributes; the rest of the record is ignored.

        False when there was nothing to change. Raises NotFound for an id that is not there.
        """
        return bool(self._update("update attributes", [source], with_reading=False))

    def _update(self, action: str, changed: Sequence[Source], *, with_reading: bool) -> list[str]:
        latest = {source.id: source for source in changed}
        for source in latest.values():
            check_source(source)
        with self._store.transaction(action) as writing:
            rows = {id_: (n, text_sha256) for n, id_, text_sha256 in live_sources(writing.connection)}
            for source in latest.values():
                if source.id not in rows:
                    raise missing(source.id, sorted(rows))
                if with_reading and rows[source.id][1] != sha256(source.text, where=source.id):
                    raise InvalidRequest(f"{source.id} was imported with another text.", hint=_KEEP)
            numbers = {id_: n for id_, (n, _) in rows.items()}
            touched = _replace_attributes(writing, latest, numbers)
            if with_reading:
                touched |= _replace_readings(writing, latest, numbers)
        return [id_ for id_ in latest if id_ in touched]


def _in_order(found: Iterable[Source]) -> list[Source]:
    return sorted(found, key=lambda source: (KINDS.index(source.kind), source.id))


def _live_rows(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.retired.is_(None))


def _insert(writing: Writing, fresh: Sequence[tuple[Source, str]]) -> None:
    first = writing.next_row(sources)
    numbered = [(n, source, hash_) for n, (source, hash_) in enumerate(fresh, start=first)]
    acts.add(
        writing,
        "source",
        [
            acts.NewRow(
                f"source:{source.id}",
                {"id": source.id, "text": source.text, "text_sha256": hash_},
                {"text_sha256": hash_},
            )
            for _, source, hash_ in numbered
        ],
    )
    # The first attributes and the first reading come and go with the source: its line tells of them.
    acts.insert_rows(writing, "attributes", [attribute_values(source, n) for n, source, _ in numbered])
    reading_rows = acts.insert_rows(
        writing, "reading", [reading_values(source, n) for n, source, _ in numbered]
    )
    spoken: list[dict[str, object]] = []
    for reading, (_, source, _) in zip(reading_rows, numbered, strict=True):
        spoken += turn_values(reading, source.turns)
    writing.execute(insert(turns), spoken)


def _replace_attributes(
    writing: Writing, latest: Mapping[str, Source], numbers: Mapping[str, int]
) -> set[str]:
    current = {row.source: row for row in writing.connection.execute(_live_rows(attributes))}
    old: list[acts.Row] = []
    new: list[dict[str, object]] = []
    for id_, source in latest.items():
        row = current[numbers[id_]]
        values = attribute_values(source, numbers[id_])
        if any(getattr(row, name) != value for name, value in values.items()):
            old.append(acts.Row(row.n, f"source:{id_}"))
            new.append(values)
    acts.replace(writing, "attributes", old, new)
    return {row.target.removeprefix("source:") for row in old}


def _replace_readings(writing: Writing, latest: Mapping[str, Source], numbers: Mapping[str, int]) -> set[str]:
    current = {row.source: row for row in writing.connection.execute(_live_rows(readings))}
    before: dict[str, Source] = {}
    for part in in_parts(list(latest)):
        before |= {source.id: source for source in read_sources(writing.connection, sources.c.id.in_(part))}
    old: list[acts.Row] = []
    new: list[dict[str, object]] = []
    changed: list[Source] = []
    for id_, source in latest.items():
        row = current[numbers[id_]]
        values = reading_values(source, numbers[id_])
        other_file = any(getattr(row, name) != value for name, value in values.items())
        if other_file or sorted(source.turns, key=lambda turn: turn.number) != list(before[id_].turns):
            old.append(acts.Row(row.n, f"source:{id_}"))
            new.append(values)
            changed.append(source)
    spoken: list[dict[str, object]] = []
    for reading, source in zip(acts.replace(writing, "reading", old, new), changed, strict=True):
        spoken += turn_values(reading, source.turns)
    writing.execute(insert(turns), spoken)
    return {source.id for source in changed}
