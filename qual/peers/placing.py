"""Codings whose program kept the quote beside the offsets: both have to agree, or the quote is looked for."""

from __future__ import annotations

from qual.peers.offsets import Moved
from qual.peers.records import PeerCoding, PeerProject, PeerSource

NEAR = 200
"""So far from where it should stand a quote is looked for."""


def place_quoted(
    project: PeerProject,
    source: PeerSource,
    original: str,
    moved: Moved,
    coding: PeerCoding,
    quote: str,
    where: str,
) -> bool:
    """Add a coding at its offsets in the original text; False, and a problem, when it stands nowhere.

    When the words at the offsets are not the quote, the nearest place is taken where they are, if it is
    within 200 characters, and told.
    """
    start, end = coding.start, coding.end
    inside = 0 <= start < end <= len(original)
    if quote and (not inside or original[start:end] != quote):
        at = _nearest(original, quote, start)
        if at is not None:
            if at != start:
                project.repaired(
                    where, f"its quote stands {abs(at - start)} characters from its offsets; moved there."
                )
            start, end, inside = at, at + len(quote), True
        elif not inside or " ".join(original[start:end].split()) != " ".join(quote.split()):
            project.refused(where, f"its quote does not stand at {start}–{end} of {source.name}; left out.")
            return False
    if not inside:
        project.refused(where, f"lies at {start}–{end}, outside {source.name} ({len(original)} characters).")
        return False
    coding.start, coding.end = moved.start(start), moved.end(end)
    if coding.start >= coding.end:
        project.refused(where, "covers characters that nobody sees; left out.")
        return False
    project.codings.append(coding)
    return True


def _nearest(text: str, quote: str, start: int) -> int | None:
    begin = max(0, start - NEAR)
    window = text[begin : max(start, 0) + NEAR + len(quote)]
    places: list[int] = []
    at = window.find(quote)
    while at >= 0 and len(places) < 100:
        places.append(begin + at)
        at = window.find(quote, at + 1)
    return min(places, key=lambda place: (abs(place - start), place)) if places else None
