"""A coding as a row of its table, and back; and what a coding must be to be stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import cast

from qual.errors import InvalidRequest
from qual.model import STATUSES, Coding, Evidence, Segment, Status
from qual.project.acts import NewRow
from qual.project.log import canonical
from qual.project.store import AnyRow

SourceText = tuple[int, str]
"""The number of a source's row, and its text."""


def evidence_text(evidence: Iterable[Evidence]) -> str:
    """Evidence as the JSON that is stored."""
    return canonical([[one.rule, one.term, one.start, one.end] for one in evidence])


def read_evidence(stored: str) -> tuple[Evidence, ...]:
    """The evidence of a stored JSON."""
    return () if stored == "[]" else tuple(Evidence(*one) for one in json.loads(stored))


def new_row(coding: Coding, source: int, created: str) -> NewRow:
    """The row of a coding, and what the log tells of it: offsets and status, never the quote."""
    segment = coding.segment
    values = {
        "id": coding.id,
        "source": source,
        "code": coding.code,
        "start": segment.start,
        "end": segment.end,
        "quote": segment.quote,
        "coder": coding.coder,
        "status": coding.status,
        "assessment": coding.assessment,
        "evidence": evidence_text(coding.evidence),
        "created": coding.created or created,
        "decided_by": coding.decided_by,
    }
    told = {name: values[name] for name in ("code", "start", "end", "coder", "status", "assessment")}
    return NewRow(f"coding:{coding.id}", values, {"source": segment.source_id, **told})


def read_coding(row: AnyRow, source_id: str) -> Coding:
    """The coding of a row."""
    return Coding(
        id=row.id,
        code=row.code,
        segment=Segment(source_id, row.start, row.end, row.quote),
        coder=row.coder,
        status=cast(Status, row.status),
        evidence=read_evidence(row.evidence),
        assessment=row.assessment,
        created=row.created,
        decided_by=row.decided_by,
    )


def check_codings(codings: Iterable[Coding], known: Mapping[str, SourceText]) -> None:
    """Raise InvalidRequest for the first coding that cannot be stored.

    A quote must be the text between its offsets: a store that starts exact can show drift later.
    """
    for coding in codings:
        segment = coding.segment
        text = known[segment.source_id][1]
        where = f"Coding {coding.id[:8]} in {segment.source_id}"
        if not coding.id or not coding.code or not coding.coder:
            raise InvalidRequest(f"{where} lacks an id, a code or a coder.", hint="Give all three.")
        if not 0 <= segment.start < segment.end <= len(text):
            raise InvalidRequest(
                f"{where}: characters {segment.start} to {segment.end} are not in a text of {len(text)}.",
                hint="Count code points from 0; the end is not included.",
            )
        if text[segment.start : segment.end] != segment.quote:
            raise InvalidRequest(
                f"{where}: the quote is not what stands at {segment.start} to {segment.end}.",
                hint="Take offsets and quote from the stored text.",
            )
        check_decision(coding.status, coding.assessment)


def check_decision(status: str, assessment: int | None) -> None:
    """Raise InvalidRequest for a status or an assessment that does not exist."""
    if status not in STATUSES:
        raise InvalidRequest(f"There is no status {status}.", hint=f"Use {', '.join(STATUSES)}.")
    if assessment is not None and assessment not in (-2, -1, 0, 1, 2):
        raise InvalidRequest(f"{assessment} is not an assessment.", hint="Use −2, −1, 0, 1 or 2.")
