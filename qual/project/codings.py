"""The codings of a project: which code stands on which segment, by whom, decided how."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, update

from qual.errors import InvalidRequest, NotFound
from qual.model import AUTO, Coding, Segment, Selection, Source, Status
from qual.project import acts
from qual.project.blind import blind_sources, codes_blind, visible
from qual.project.coding_rows import (
    check_codings,
    check_decision,
    new_row,
    read_coding,
    read_evidence,
)
from qual.project.log import Log, LogEntry
from qual.project.source_rows import outlines, texts
from qual.project.store import AnyRow, Store, in_parts
from qual.project.suggestions import SyncCounts, sync
from qual.project.tables import codings, readings, sources, turns

SHORTEST = 4
"""Characters of an id that are enough to ask for it."""

UNCHANGED: Final = "unchanged"
Assessment: TypeAlias = int | Literal["unchanged"] | None

COLUMNS = (
    "id",
    "source",
    "kind",
    "country",
    "expert",
    "language",
    "turn",
    "code",
    "start",
    "end",
    "quote",
    "coder",
    "status",
    "assessment",
    "matches",
    "created",
    "decided_by",
)
"""What each tuple of `Codings.rows` holds. `turn` is 0 between turns, `matches` counts the evidence."""


class Counted(NamedTuple):
    """So many codings alike in source, code, coder, status and who decided on them."""

    source_id: str
    code: str
    coder: str
    status: Status
    decided_by: str
    codings: int


class Codings:
    """The codings of a project, as far as its coder may see them: see `blind`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- reading -------------------------------------------------------------------------------

    def select(self, selection: Selection | None = None, *, include_retired: bool = False) -> list[Coding]:
        """The codings a selection takes, by source, start, end and code.

        The store knows codes but no hierarchy: `code` must name every code that is meant, those
        below included, and `theme` must be empty. With `include_retired` also withdrawn ones and
        the earlier states of suggestions whose evidence changed.
        """
        with self._store.reading() as connection:
            may_see = visible(connection, self._store.coder)
            rows, known = _selected(
                connection, selection or Selection(), may_see, include_retired=include_retired
            )
        return [read_coding(row, known[row.source].id) for row in rows]

    def rows(self, selection: Selection | None = None) -> list[tuple[Any, ...]]:
        """The same codings as plain tuples under `COLUMNS`, for a data frame of many."""
        with self._store.reading() as connection:
            may_see = visible(connection, self._store.coder)
            rows, known = _selected(connection, selection or Selection(), may_see)
            turn_of = _TurnFinder(connection)
        return [
            (
                row.id,
                source.id,
                source.kind,
                source.country,
                source.expert,
                source.language,
                turn_of(row.source, row.start),
                row.code,
                row.start,
                row.end,
                row.quote,
                row.coder,
                row.status,
                row.assessment,
                0 if row.evidence == "[]" else len(json.loads(row.evidence)),
                row.created,
                row.decided_by,
            )
            for row in rows
            for source in (known[row.source],)
        ]

    def columns(self, names: Iterable[str], *, in_order: bool = True) -> dict[str, list[Any]]:
        """The same for every coding, by column: the quickest way to a data frame of many.

        `names` are columns of the table; "source" gives ids and "evidence" records. Ordered as
        `select`, unless order does not matter.
        """
        asked = list(names)
        key = ("source", "start", "end", "code", "id", "n") if in_order else ()
        read = [codings.c[name] for name in dict.fromkeys([*asked, *key])]
        with self._store.reading() as connection:
            may_see = visible(connection, self._store.coder)
            live = select(*read).where(codings.c.retired.is_(None), may_see)
            found = list(zip(*connection.execute(live).all(), strict=True)) or [()] * len(read)
            ids = {n: source.id for n, source in outlines(connection, include_retired=True).items()}
        columns = {column.name: list(values) for column, values in zip(read, found, strict=True)}
        if "source" in columns:
            columns["source"] = [ids[n] for n in columns["source"]]
        if in_order:
            keys = list(zip(*(columns[name] for name in key), strict=True))
            order = sorted(range(len(keys)), key=keys.__getitem__)
            columns = {name: [columns[name][n] for n in order] for name in asked}
        if "evidence" in columns:
            columns["evidence"] = [read_evidence(text) for text in columns["evidence"]]
        return columns

    def counts(self) -> list[Counted]:
        """How many codings there are by source, code, coder, status and who decided."""
        by = (codings.c.source, codings.c.code, codings.c.coder, codings.c.status, codings.c.decided_by)
        with self._store.reading() as connection:
            may_see = visible(connection, self._store.coder)
            counted = select(*by, func.count()).where(codings.c.retired.is_(None), may_see).group_by(*by)
            rows = connection.execute(counted).all()
            ids = {n: source.id for n, source in outlines(connection, include_retired=True).items()}
        return sorted(Counted(ids[source], *others) for source, *others in rows)

    def get(self, coding_id: str, *, include_retired: bool = False) -> Coding:
        """The coding with an id, or with the only id that begins so (at least four characters).

        Raises NotFound, also for a withdrawn one unless those are asked for, and InvalidRequest
        when several begin so or the project's coder may not see it yet.
        """
        retired = None if include_retired else False
        with self._store.reading() as connection:
            row = self._resolve(connection, [coding_id], retired=retired)[0]
            source_id = connection.scalars(select(sources.c.id).where(sources.c.n == row.source)).one()
        return read_coding(row, source_id)

    def history(self, coding_id: str) -> list[LogEntry]:
        """Every act on a coding, oldest first: who suggested, decided, withdrew it, and when.

        None when the project's coder may not see it yet.
        """
        return Log(self._store).entries(target=f"coding:{coding_id}")

    # --- writing -------------------------------------------------------------------------------

    def add(self, new: Iterable[Coding]) -> int:
        """Add codings, all or none, and say how many were not there yet.

        A coding that is there already, the same in every field but `created`, is skipped; one that
        was withdrawn is there again. Raises NotFound for an unknown source and InvalidRequest for
        a quote that does not stand at its offsets or an id that is another coding's.
        """
        wanted = list(new)
        with self._store.transaction("add codings") as writing:
            known = texts(writing.connection, (coding.segment.source_id for coding in wanted))
            check_codings(wanted, known)
            rows = _by_id(writing.connection, [coding.id for coding in wanted])
            there = {row.id: row for row in rows if row.retired is None}
            fresh: dict[str, acts.NewRow] = {}
            for coding in wanted:
                row = new_row(coding, known[coding.segment.source_id][0], writing.time)
                if coding.id in there or coding.id in fresh:
                    earlier = there[coding.id]._mapping if coding.id in there else fresh[coding.id].values
                    if any(earlier[name] != row.values[name] for name in row.values if name != "created"):
                        raise InvalidRequest(
                            f"The id {coding.id} belongs to another coding.",
                            hint="Give each coding its own id.",
                        )
                else:
                    fresh[coding.id] = row
            acts.add(writing, "coding", list(fresh.values()))
        return len(fresh)

    def sync_suggestions(
        self,
        coder: str,
        source_ids: Iterable[str],
        suggestions: Iterable[Coding],
        *,
        codes: Collection[str] | None = None,
    ) -> SyncCounts:
        """Make the undecided suggestions of sources (and codes) equal to these; see `suggestions.sync`."""
        return sync(self._store, coder, source_ids, suggestions, codes=codes)

    def decide(
        self,
        ids: str | Iterable[str],
        status: Status,
        *,
        assessment: Assessment = UNCHANGED,
        by: str = "",
    ) -> int:
        """Accept, reject or put back to `suggested`, and say how many codings that changed.

        `assessment` sets a value from −2 to +2, None takes it away. Ids may be cut as in `get`. `by`
        is who decided, for a decision that was made elsewhere; else it is the project's coder.
        """
        check_decision(status, None if assessment == UNCHANGED else assessment)
        with self._store.transaction(_DECISIONS[status]) as writing:
            changes: list[dict[str, object]] = []
            for row in self._resolve(writing.connection, _listed(ids), retired=False):
                value = row.assessment if assessment == UNCHANGED else assessment
                if (row.status, row.assessment) == (status, value):
                    continue
                reopened = status == "suggested" and value is None
                now = {
                    "status": status,
                    "assessment": value,
                    "decided_by": "" if reopened else by or writing.coder,
                }
                changes.append({"row": row.n, **{f"to_{name}": value for name, value in now.items()}})
                before = {name: getattr(row, name) for name in now}
                changed = {name: [before[name], now[name]] for name in now if before[name] != now[name]}
                writing.note("decide coding", f"coding:{row.id}", {"row": row.n, **changed})
            decided = update(codings).where(codings.c.n == bindparam("row"))
            to: dict[str, Any] = {
                name: bindparam(f"to_{name}") for name in ("status", "assessment", "decided_by")
            }
            writing.execute(decided.values(**to), changes)
        return len(changes)

    def change(self, coding_id: str, *, code: str = "", segment: Segment | None = None) -> Coding:
        """Give a coding another code or other borders under the same id, and say how it reads now.

        Raises InvalidRequest for a suggestion, whose id stands for its code and place, for a
        segment of another source, and for a quote that does not stand at its offsets.
        """
        with self._store.transaction("change coding") as writing:
            row = self._resolve(writing.connection, [coding_id], retired=False)[0]
            source_id = writing.connection.scalars(
                select(sources.c.id).where(sources.c.n == row.source)
            ).one()
            before = read_coding(row, source_id)
            if before.by_machine:
                raise InvalidRequest(
                    f"Coding {row.id[:8]} is a suggestion, which stands or falls as it is.",
                    hint="Reject it and code by hand.",
                )
            after = replace(before, code=code or before.code, segment=segment or before.segment)
            if after.segment.source_id != source_id:
                raise InvalidRequest("A coding stays in its source.", hint="Code the other source by hand.")
            check_codings([after], texts(writing.connection, [source_id]))
            if after == before:
                return before
            values = dict(new_row(after, row.source, writing.time).values)
            changed = {
                name: [getattr(row, name), values[name]]
                for name in ("code", "start", "end")
                if getattr(row, name) != values[name]
            }
            acts.replace(writing, "coding", [acts.Row(row.n, f"coding:{row.id}")], [values], [changed])
        return after

    def withdraw(self, ids: str | Iterable[str]) -> int:
        """Take codings back, and say how many. They stay in the history and can be restored.

        Raises InvalidRequest for an undecided suggestion: it would come back, so reject it.
        """
        with self._store.transaction("withdraw codings") as writing:
            rows = self._resolve(writing.connection, _listed(ids), retired=False)
            for row in rows:
                if row.coder.startswith(AUTO) and row.status == "suggested" and row.assessment is None:
                    raise InvalidRequest(
                        f"Coding {row.id[:8]} is a suggestion that nobody has decided on.",
                        hint="Reject it: then it is not offered again.",
                    )
            acts.retire(writing, "coding", [acts.Row(row.n, f"coding:{row.id}") for row in rows])
        return len(rows)

    def restore(self, ids: str | Iterable[str]) -> int:
        """Bring withdrawn codings back as they were, and say how many.

        Raises InvalidRequest when a coding's source is no longer in the project.
        """
        with self._store.transaction("restore codings") as writing:
            rows = self._resolve(writing.connection, _listed(ids), retired=True)
            known = outlines(writing.connection)
            for row in rows:
                if row.source not in known:
                    raise InvalidRequest(
                        f"The source of coding {row.id[:8]} is no longer in the project.",
                        hint="Bring the source back first: qual log shows the batch to redo.",
                    )
            acts.restore(writing, "coding", [acts.Row(row.n, f"coding:{row.id}") for row in rows])
        return len(rows)

    def _resolve(self, connection: Connection, ids: Sequence[str], *, retired: bool | None) -> list[AnyRow]:
        """The rows of ids or beginnings of ids, unless one is not to be seen by the project's coder."""
        rows = _resolve(connection, ids, retired=retired)
        if codes_blind(connection, self._store.coder):
            hidden = set(connection.scalars(blind_sources(self._store.coder)))
            for row in rows:
                if row.source in hidden and row.coder != self._store.coder:
                    raise InvalidRequest(
                        f"Coding {row.id[:8]} lies in a source that {self._store.coder} codes blind.",
                        hint="It can be seen once the source is marked as done: qual done",
                    )
        return rows


_DECISIONS: dict[Status, str] = {"accepted": "accept", "rejected": "reject", "suggested": "reopen"}


# --- selecting -----------------------------------------------------------------------------------


def _selected(
    connection: Connection,
    selection: Selection,
    may_see: ColumnElement[bool],
    *,
    include_retired: bool = False,
) -> tuple[list[AnyRow], dict[int, Source]]:
    if selection.theme:
        raise InvalidRequest("The store knows no themes.", hint="Name the codes of the theme in `code`.")
    known = outlines(connection, include_retired=True)
    taken = [n for n, source in known.items() if selection.takes(source)]
    statement = select(codings).where(may_see)
    if not include_retired:
        statement = statement.where(codings.c.retired.is_(None))
    for column, values in (
        (codings.c.code, selection.code),
        (codings.c.coder, selection.coder),
        (codings.c.status, selection.status),
    ):
        if values:
            statement = statement.where(column.in_(values))
    rows = _of_sources(connection, statement, taken, all_of_them=len(taken) == len(known))
    # Sorted here and not by the database, whose idea of the order of letters may be another one.
    rows.sort(key=lambda row: (known[row.source].id, row.start, row.end, row.code, row.id, row.n))
    return rows, known


def _of_sources(
    connection: Connection, statement: Select[Any], taken: Sequence[int], *, all_of_them: bool
) -> list[AnyRow]:
    if all_of_them:
        return list(connection.execute(statement).all())
    found: list[AnyRow] = []
    for part in in_parts(taken):
        found += connection.execute(statement.where(codings.c.source.in_(part))).all()
    return found


class _TurnFinder:
    """Looks up the number of the turn that holds a character."""

    def __init__(self, connection: Connection) -> None:
        spoken = (
            select(readings.c.source, turns.c.start, turns.c.end, turns.c.number)
            .join_from(turns, readings)
            .where(readings.c.retired.is_(None))
            .order_by(readings.c.source, turns.c.start)
        )
        self._starts: dict[int, list[int]] = defaultdict(list)
        self._turns: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for source, start, end, number in connection.execute(spoken):
            self._starts[source].append(start)
            self._turns[source].append((end, number))

    def __call__(self, source: int, offset: int) -> int:
        at = bisect_right(self._starts[source], offset) - 1
        if at < 0:
            return 0
        end, number = self._turns[source][at]
        return number if offset < end else 0


# --- finding by id -------------------------------------------------------------------------------


def _listed(ids: str | Iterable[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))


def _by_id(connection: Connection, ids: Sequence[str]) -> list[AnyRow]:
    """Every row under these ids, oldest first; the live one, if any, last of its id."""
    found: list[AnyRow] = []
    for part in in_parts(ids):
        found += connection.execute(select(codings).where(codings.c.id.in_(part)).order_by(codings.c.n)).all()
    return sorted(found, key=lambda row: (row.retired is None, row.n))


def _resolve(connection: Connection, ids: Sequence[str], *, retired: bool | None) -> list[AnyRow]:
    """The live row, or the last retired one, of each id or beginning of an id; with None either."""
    whole = {row.id: row for row in _by_id(connection, ids)}
    resolved = {}
    for id_ in ids:
        row = whole.get(id_) or _by_beginning(connection, id_)
        if retired is not None and (row.retired is None) is retired:
            raise _other_way_round(row)
        resolved[row.id] = row
    return list(resolved.values())


def _by_beginning(connection: Connection, beginning: str) -> AnyRow:
    if len(beginning) < SHORTEST:
        raise InvalidRequest(
            f"{beginning!r} is too short for the id of a coding.",
            hint=f"Give at least {SHORTEST} characters.",
        )
    columns = codings.c
    begins = func.lower(columns.id).startswith(beginning.lower(), autoescape=True)
    ids = connection.scalars(select(columns.id).where(begins).distinct().order_by(columns.id).limit(6)).all()
    if not ids:
        raise NotFound(f"There is no coding {beginning}.", hint="See the ids with: qual quotes --json")
    if len(ids) > 1:
        some = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
        raise InvalidRequest(f"Several codings begin with {beginning}: {some}.", hint="Give more of the id.")
    return _by_id(connection, ids)[-1]


def _other_way_round(row: AnyRow) -> NotFound | InvalidRequest:
    if row.retired is None:
        return InvalidRequest(f"Coding {row.id[:8]} was not withdrawn.", hint="There is nothing to restore.")
    return NotFound(
        f"Coding {row.id[:8]} was withdrawn in batch {row.retired}.", hint="See the batches with: qual log"
    )
