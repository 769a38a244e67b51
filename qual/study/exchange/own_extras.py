"""Sources and codings of our own on their way back: what our note in the file knows of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qual.model import KINDS, STATUSES, Coding, Evidence, Source, Turn

if TYPE_CHECKING:
    from qual.peers import PeerSource


def source_as_it_was(one: PeerSource, extra: dict[str, Any]) -> Source:
    """A source of our own, as it was when it went out."""
    return Source(
        extra["id"],
        extra["kind"] if extra["kind"] in KINDS else "interview",
        one.text,
        tuple(Turn(*turn) for turn in extra["turns"]),
        extra["country"],
        extra["expert"],
        extra["language"],
        dict(extra["attributes"]),
        extra["file"],
        extra["encoding"],
        extra["file_sha256"],
        dict(extra["normalised"]),
    )


def coding_with_extra(coding: Coding, extra: dict[str, Any]) -> Coding:
    """A coding with what our own note knows of it."""
    status = extra.get("status")
    assessment = extra.get("assessment")
    evidence = tuple(
        Evidence(str(one[0]), str(one[1]), int(one[2]), int(one[3]))
        for one in extra.get("evidence", ())
        if isinstance(one, list) and len(one) == 4
    )
    return replace(
        coding,
        id=str(extra.get("id") or coding.id),
        status=status if status in STATUSES else coding.status,
        assessment=assessment if assessment in (-2, -1, 0, 1, 2) else None,
        evidence=evidence,
        coder=str(extra.get("coder") or coding.coder),
        created=str(extra.get("created") or coding.created),
        decided_by=str(extra.get("decided_by", "")),
    )
