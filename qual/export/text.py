"""Text on its way into a table: characters that files refuse, openings that turn into formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qual.model import Evidence

OPENINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so may be taken for a formula by the program that opens it."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_LINE_ENDS = re.compile("\r\n|[\r\v\f]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with one kind of line end, and U+FFFD for each character that XML or UTF-8 cannot hold."""
    return _FORBIDDEN.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))


def evidence_text(evidence: Iterable[Evidence], quote: str, start: int) -> str:
    """Why a code was suggested, to be read: `протест → протесты, протестов; митинг → митинге`.

    `quote` is the segment's text and `start` its offset. A term whose words lie outside the
    segment stands alone.
    """
    words: dict[str, list[str]] = {}
    for found in evidence:
        matched = ""
        if start <= found.start < found.end <= start + len(quote):
            matched = " ".join(quote[found.start - start : found.end - start].split())
        seen = words.setdefault(found.term, [])
        if matched and matched not in seen:
            seen.append(matched)
    return "; ".join(f"{term} → {', '.join(found)}" if found else term for term, found in words.items())
