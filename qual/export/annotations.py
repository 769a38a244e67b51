"""Codings as JSON Lines in the Web Annotation model of the W3C.

The model: https://www.w3.org/TR/annotation-model/. An annotation says where its segment stands
twice over, by position (code points, as the model wants) and by quotation with what is around it,
so that it can be found again in a changed text. What the model has no word for, status and
assessment, stands under names that begin with `qual:`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from qual.export.atomic import whole_file
from qual.model import Codebook, Coding, Source

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"qual": "urn:qual:"}]
AROUND = 32
"""Characters of the text before and after a quotation."""


def annotation(coding: Coding, source: Source, codebook: Codebook | None = None) -> dict[str, Any]:
    """One coding as a Web Annotation, ready for JSON."""
    segment = coding.segment
    code = codebook.code(coding.code) if codebook else None
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": _name(coding.id),
        "type": "Annotation",
        "motivation": "tagging",
    }
    if coding.created:
        made["created"] = coding.created
    made["creator"] = {"type": "Software" if coding.by_machine else "Person", "name": coding.coder}
    body: dict[str, Any] = {"type": "TextualBody", "purpose": "tagging", "value": coding.code}
    if code and code.name:
        body["qual:name"] = dict(sorted(code.name.items()))
    made["body"] = body
    made["target"] = {
        "source": f"urn:qual:source:{source.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": segment.start, "end": segment.end},
            {
                "type": "TextQuoteSelector",
                "exact": segment.quote,
                "prefix": source.text[max(0, segment.start - AROUND) : segment.start],
                "suffix": source.text[segment.end : segment.end + AROUND],
            },
        ],
    }
    made["qual:status"] = coding.status
    if coding.decided_by:
        made["qual:decidedBy"] = coding.decided_by
    if coding.assessment is not None:
        made["qual:assessment"] = coding.assessment
    if coding.evidence:
        made["qual:evidence"] = [
            {"rule": one.rule, "term": one.term, "start": one.start, "end": one.end}
            for one in coding.evidence
        ]
    return made


def source_record(source: Source) -> dict[str, Any]:
    """A source as one record: what annotations point into, with its text and its turns."""
    return {
        "id": f"urn:qual:source:{source.id}",
        "kind": source.kind,
        "country": source.country,
        "expert": source.expert,
        "language": source.language,
        "attributes": dict(sorted(source.attributes.items())),
        "turns": [
            {"number": t.number, "start": t.start, "end": t.end}
            | {"speaker": t.speaker, "role": t.role, "time": t.time}
            for t in source.turns
        ],
        "text": source.text,
    }


def write_json_lines(path: str | Path, records: Iterable[Mapping[str, Any]]) -> Path:
    """Write records as JSON Lines: UTF-8, one a line. Raises UnwritableFile."""
    path = Path(path)
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _name(coding_id: str) -> str:
    try:
        return UUID(coding_id).urn
    except ValueError:
        return f"urn:qual:coding:{coding_id}"
