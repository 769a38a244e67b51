"""A source as rows of its tables, and back; and what a source must be to be stored."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import cast

from sqlalchemy import ColumnElement, Connection, select

from qual.errors import InvalidRequest, NotFound
from qual.model import KINDS, Kind, Role, Source, Turn
from qual.project.log import canonical
from qual.project.store import in_parts
from qual.project.tables import attributes, readings, sources, turns


def missing(source_id: str, known: Sequence[str]) -> NotFound:
    """The error for an id nobody has, with the nearest one that somebody has."""
    near = get_close_matches(source_id, known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else "See what is there with: qual sources"
    return NotFound(f"There is no source {source_id}.", hint=hint)


def outlines(connection: Connection, *, include_retired: bool = False) -> dict[int, Source]:
    """Every source by the number of its row, without text and turns: enough to select by."""
    columns = select(
        sources.c.n,
        sources.c.id,
        attributes.c.kind,
        attributes.c.country,
        attributes.c.expert,
        attributes.c.language,
    ).join_from(sources, attributes)
    said = columns.where(attributes.c.retired.is_(None))
    if not include_retired:
        said = said.where(sources.c.retired.is_(None))
    return {
        row.n: Source(
            row.id,
            cast(Kind, row.kind),
            "",
            country=row.country,
            expert=row.expert,
            language=row.language,
        )
        for row in connection.execute(said)
    }


def texts(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Row number and text of the sources with these ids. Raises NotFound for an unknown one."""
    wanted = sorted(set(ids))
    found: dict[str, tuple[int, str]] = {}
    for part in in_parts(wanted):
        rows = select(sources.c.id, sources.c.n, sources.c.text).where(
            sources.c.id.in_(part), sources.c.retired.is_(None)
        )
        found |= {row.id: (row.n, row.text) for row in connection.execute(rows)}
    for id_ in wanted:
        if id_ not in found:
            raise missing(id_, [known for _, known, _ in live_sources(connection)])
    return found


def live_sources(connection: Connection) -> list[tuple[int, str, str]]:
    """Row number, id and text hash of every source that counts."""
    rows = select(sources.c.n, sources.c.id, sources.c.text_sha256).where(sources.c.retired.is_(None))
    return [(row.n, row.id, row.text_sha256) for row in connection.execute(rows)]


def read_sources(connection: Connection, which: ColumnElement[bool]) -> list[Source]:
    """The sources that meet a condition, unordered, in two queries however many they are."""
    of_reading: dict[int, list[Turn]] = defaultdict(list)
    spoken = (
        select(turns)
        .join_from(sources, readings)
        .join(turns)
        .where(sources.c.retired.is_(None), readings.c.retired.is_(None), which)
        .order_by(turns.c.reading, turns.c.number)
    )
    for reading, number, start, end, speaker, role, time, language in connection.execute(spoken).all():
        of_reading[reading].append(Turn(number, start, end, speaker, cast(Role, role), time, language))

    columns = select(
        sources.c.id,
        attributes.c.kind,
        sources.c.text,
        attributes.c.country,
        attributes.c.expert,
        attributes.c.language,
        attributes.c.more,
        readings.c.n.label("reading"),
        readings.c.file,
        readings.c.encoding,
        readings.c.file_sha256,
        readings.c.normalised,
    )
    rows = (
        columns.join_from(sources, attributes)
        .join(readings, readings.c.source == sources.c.n)
        .where(
            sources.c.retired.is_(None), attributes.c.retired.is_(None), readings.c.retired.is_(None), which
        )
    )
    return [
        Source(
            id=row.id,
            kind=cast(Kind, row.kind),
            text=row.text,
            turns=tuple(of_reading.get(row.reading, ())),
            country=row.country,
            expert=row.expert,
            language=row.language,
            attributes=json.loads(row.more),
            file=row.file,
            encoding=row.encoding,
            file_sha256=row.file_sha256,
            normalised=json.loads(row.normalised),
        )
        for row in connection.execute(rows)
    ]


def check_source(source: Source) -> None:
    """Raise InvalidRequest for a source without an id or kind, or with turns that cannot be."""
    if not source.id.strip():
        raise InvalidRequest(
            "A source needs an id.", hint="Name the file, or give an id in its front matter."
        )
    if source.kind not in KINDS:
        raise InvalidRequest(f"{source.id}: there is no kind {source.kind}.", hint=f"Use {', '.join(KINDS)}.")
    twice = [number for number, times in Counter(turn.number for turn in source.turns).items() if times > 1]
    if twice:
        raise InvalidRequest(f"{source.id}: two turns have the number {twice[0]}.", hint="Number them anew.")
    for turn in source.turns:
        if not 0 <= turn.start <= turn.end <= len(source.text):
            raise InvalidRequest(
                f"{source.id}: turn {turn.number} lies outside the text.", hint="Read it anew."
            )


def attribute_values(source: Source, n: int) -> dict[str, object]:
    """What is said of a source, as a row."""
    return {
        "source": n,
        "kind": source.kind,
        "country": source.country,
        "expert": source.expert,
        "language": source.language,
        # Not sorted: attributes keep the order in which the researcher gave them.
        "more": json.dumps(dict(source.attributes), ensure_ascii=False),
    }


def reading_values(source: Source, n: int) -> dict[str, object]:
    """How a source was read, as a row."""
    return {
        "source": n,
        "file": source.file,
        "file_sha256": source.file_sha256,
        "encoding": source.encoding,
        "normalised": canonical(dict(source.normalised)),
    }


def turn_values(reading: int, spoken: Iterable[Turn]) -> list[dict[str, object]]:
    """The turns of a reading, as rows."""
    return [
        {
            "reading": reading,
            "number": turn.number,
            "start": turn.start,
            "end": turn.end,
            "speaker": turn.speaker,
            "role": turn.role,
            "time": turn.time,
            "language": turn.language,
        }
        for turn in spoken
    ]
