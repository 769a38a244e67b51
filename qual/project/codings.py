"""The codings of a project: which code stands on which segment, by whom, decided how."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, Select, bindparam, func, select, update

from qual.errors import InvalidRequest, NotFound
from qual.model import AUTO, Coding, Selection, Source, Status
from qual.project import acts
from qual.project.coding_rows import check_codings, check_decision, new_row, read_coding
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
)
"""What each tuple of `Codings.rows` holds. `turn` is 0 between turns, `matches` counts the evidence."""


class Codings:
    """The codings of a project."""

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
            rows, known = _selected(connection, selection or Selection(), include_retired=include_retired)
        return [read_coding(row, known[row.source].id) for row in rows]

    def rows(self, selection: Selection | None = None) -> list[tuple[Any, ...]]:
        """The same codings as plain tuples under `COLUMNS`, for a data frame of many."""
        with self._store.reading() as connection:
            rows, known = _selected(connection, selection or Selection())
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
            )
            for row in rows
            for source in (known[row.source],)
        ]

    def get(self, coding_id: str) -> Coding:
        """The coding with an id, or with the only id that begins so (at least four characters).

        Raises NotFound, also for a withdrawn one, and InvalidRequest when several begin so.
        """
        with self._store.reading() as connection:
            row = _resolve(connection, [coding_id], retired=False)[0]
            source_id = connection.scalars(select(sources.c.id).where(sources.c.n == row.source)).one()
        return read_coding(row, source_id)

    def history(self, coding_id: str) -> list[LogEntry]:
        """Every act on a coding, oldest first: who suggested, decided, withdrew it, and when."""
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
        self, coder: str, source_ids: Iterable[str], suggestions: Iterable[Coding]
    ) -> SyncCounts:
        """Make the undecided suggestions of the sources equal to these; see `suggestions.sync`."""
        return sync(self._store, coder, source_ids, suggestions)

    def decide(self, ids: str | Iterable[str], status: Status, *, assessment: Assessment = UNCHANGED) -> int:
        """Accept, reject or put back to `suggested`, and say how many codings that changed.

        `assessment` sets a value from −2 to +2, None takes it away. Ids may be cut as in `get`.
        """
        check_decision(status, None if assessment == UNCHANGED else assessment)
        with self._store.transaction(_DECISIONS[status]) as writing:
            changes: list[dict[str, object]] = []
            for row in _resolve(writing.connection, _listed(ids), retired=False):
                value = row.assessment if assessment == UNCHANGED else assessment
                if (row.status, row.assessment) == (status, value):
                    continue
                changes.append({"row": row.n, "to_status": status, "to_assessment": value})
                detail: dict[str, object] = {"row": row.n}
                if row.status != status:
                    detail["status"] = [row.status, status]
                if row.assessment != value:
                    detail["assessment"] = [row.assessment, value]
                writing.note("decide coding", f"coding:{row.id}", detail)
            decided = update(codings).where(codings.c.n == bindparam("row"))
            writing.execute(
                decided.values(status=bindparam("to_status"), assessment=bindparam("to_assessment")), changes
            )
        return len(changes)

    def withdraw(self, ids: str | Iterable[str]) -> int:
        """Take codings back, and say how many. They stay in the history and can be restored.

        Raises InvalidRequest for an undecided suggestion: it would come back, so reject it.
        """
        with self._store.transaction("withdraw codings") as writing:
            rows = _resolve(writing.connection, _listed(ids), retired=False)
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
            rows = _resolve(writing.connection, _listed(ids), retired=True)
            known = outlines(writing.connection)
            for row in rows:
                if row.source not in known:
                    raise InvalidRequest(
                        f"The source of coding {row.id[:8]} is no longer in the project.",
                        hint="Bring the source back first: qual log shows the batch to redo.",
                    )
            acts.restore(writing, "coding", [acts.Row(row.n, f"coding:{row.id}") for row in rows])
        return len(rows)


_DECISIONS: dict[Status, str] = {"accepted": "accept", "rejected": "reject", "suggested": "reopen"}


# --- selecting -----------------------------------------------------------------------------------


def _selected(
    connection: Connection, selection: Selection, *, include_retired: bool = False
) -> tuple[list[AnyRow], dict[int, Source]]:
    if selection.theme:
        raise InvalidRequest("The store knows no themes.", hint="Name the codes of the theme in `code`.")
    known = outlines(connection, include_retired=True)
    taken = [n for n, source in known.items() if selection.takes(source)]
    statement = select(codings)
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


def _resolve(connection: Connection, ids: Sequence[str], *, retired: bool) -> list[AnyRow]:
    """The live row, or the last retired one, of each id or beginning of an id."""
    whole = {row.id: row for row in _by_id(connection, ids)}
    resolved = {}
    for id_ in ids:
        row = whole.get(id_) or _by_beginning(connection, id_)
        if (row.retired is None) is retired:
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
