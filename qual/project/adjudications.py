"""What was decided where coders differ, with a reason. The codings it is about stay as they are."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import Connection, select

from qual.errors import InvalidRequest
from qual.model import Adjudication, Segment
from qual.project import acts
from qual.project.blind import visible
from qual.project.source_rows import texts
from qual.project.store import AnyRow, Store
from qual.project.tables import adjudications, sources


class Adjudications:
    """The adjudications of a project: one for a code and a stretch of a source."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, source_ids: Sequence[str] = ()) -> list[Adjudication]:
        """Every adjudication, or those in some sources, by source and place.

        Those in a source that the project's coder codes blind are left out.
        """
        with self._store.reading() as connection:
            may_see = visible(connection, self._store.coder, adjudications)
            rows = [
                row for row in _live(connection, may_see) if not source_ids or row.source_id in source_ids
            ]
        found = [_adjudication(row) for row in rows]
        return sorted(
            found, key=lambda a: (a.segment.source_id, a.segment.start, a.segment.end, a.code, a.id)
        )

    def add(
        self, segment: Segment, code: str, *, keep: bool, reason: str, coder: str = "", created: str = ""
    ) -> Adjudication:
        """Decide whether a code stands on a segment. What was decided about it before is replaced.

        Coder and time are those of now unless given, as for a decision that comes from elsewhere.
        Raises NotFound for an unknown source, InvalidRequest for a quote that does not stand at its
        offsets, for an empty reason, and when no adjudicator is named.
        """
        coder = coder or self._store.coder
        if not coder:
            raise InvalidRequest("Nobody is named as the adjudicator.", hint="Say who: --coder NAME")
        if not reason.strip():
            raise InvalidRequest("A decision needs a reason.", hint='Give one: --reason "…"')
        with self._store.transaction("adjudicate") as writing:
            source, text = texts(writing.connection, [segment.source_id])[segment.source_id]
            in_text = 0 <= segment.start < segment.end <= len(text)
            if not in_text or text[segment.start : segment.end] != segment.quote:
                place = f"{segment.start} to {segment.end} of {segment.source_id}"
                raise InvalidRequest(
                    f"The quote is not what stands at {place}.",
                    hint="Take offsets and quote from the stored text.",
                )
            stretch = (source, code, segment.start, segment.end)
            live = [row for row in _live(writing.connection) if _stretch(row) == stretch]
            decided = Adjudication(
                live[0].id if live else str(uuid.uuid4()),
                code,
                segment,
                keep,
                reason.strip(),
                coder,
                created or writing.time,
            )
            values = _values(decided, source)
            target = f"adjudication:{decided.id}"
            if live:
                told = {"keep": [live[0].keep, int(keep)], "coder": [live[0].coder, decided.coder]}
                acts.replace(writing, "adjudication", [acts.Row(live[0].n, target)], [values], [told])
            else:
                said = {name: values[name] for name in ("code", "start", "end", "keep", "coder")}
                about = {"source": segment.source_id, **said}
                acts.add(writing, "adjudication", [acts.NewRow(target, values, about)])
        return decided


def _live(connection: Connection, *conditions: object) -> list[AnyRow]:
    columns = select(adjudications, sources.c.id.label("source_id")).join_from(adjudications, sources)
    live = columns.where(adjudications.c.retired.is_(None), sources.c.retired.is_(None))
    return list(connection.execute(live.where(*conditions)).all())  # type: ignore[arg-type]


def _stretch(row: AnyRow) -> tuple[int, str, int, int]:
    return row.source, row.code, row.start, row.end


def _adjudication(row: AnyRow) -> Adjudication:
    segment = Segment(row.source_id, row.start, row.end, row.quote)
    return Adjudication(row.id, row.code, segment, bool(row.keep), row.reason, row.coder, row.created)


def _values(decided: Adjudication, source: int) -> dict[str, object]:
    return {
        "id": decided.id,
        "source": source,
        "code": decided.code,
        "start": decided.segment.start,
        "end": decided.segment.end,
        "quote": decided.segment.quote,
        "keep": int(decided.keep),
        "reason": decided.reason,
        "coder": decided.coder,
        "created": decided.created,
    }
