"""Invented interviews in a line each, and codings of the words they quote."""

from __future__ import annotations

from uuid import uuid4

from qual.model import Code, Codebook, Coding, Evidence, Kind, Segment, Source, Status, Turn

BOOK = Codebook(
    "book",
    "1",
    (
        Code("mission", name={"en": "Mission"}, codes=(Code("speed", codes=(Code("hours"),)), Code("exit"))),
        Code("identity", name={"en": "Identity"}),
    ),
)
"""mission holds speed (which holds hours) and exit; identity holds nothing."""


def source(
    source_id: str,
    text: str = "Пришли быстро, ушли быстро.",
    *,
    country: str | None = None,
    expert: str | None = None,
    kind: Kind = "interview",
    language: str = "ru",
    **attributes: str,
) -> Source:
    """A source of one turn. Country and expert follow from the id: kz-01 is KZ-01 from KZ."""
    said = kind == "interview"
    return Source(
        source_id,
        kind,
        text,
        (Turn(1, 0, len(text), "Эксперт"),),
        country=source_id[:2].upper() if country is None else country,
        expert=(source_id.upper() if said else "") if expert is None else expert,
        language=language,
        attributes=attributes,
    )


def coding(
    of: Source,
    words: str,
    code: str = "speed",
    *,
    coder: str = "анна",
    status: Status = "accepted",
    matches: tuple[str, ...] = (),
    id: str = "",
    rule: str = "ru",
) -> Coding:
    """A coding of the first place where these words stand; `matches` are words inside them."""
    start = of.text.index(words)
    evidence = tuple(
        Evidence(f"{code}/{rule}", match, at, at + len(match))
        for match in matches
        for at in [of.text.index(match, start)]
    )
    segment = Segment(of.id, start, start + len(words), words)
    return Coding(id or str(uuid4()), code, segment, coder, status, evidence)
