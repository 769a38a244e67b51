"""Cells that the author writes in: what ties them to the project when the workbook comes back.

Beside each cell to be written in stands, in a hidden column, what was in it when it was exported:
the number of segments it shows and a hash of its text. `qual.study.exchange` reads it back.
"""

from __future__ import annotations

import hashlib

from qual.export.workbook.cells import shown
from qual.export.workbook.wording import TEXTS

KEY = "key"
"""Head of the hidden column that says which expert, theme or code a row is about."""

WAS = "was "
"""Heads of hidden columns begin so; the id of a theme or a purpose follows."""

PLACEHOLDERS = frozenset(
    {"", "–", *(text for key in ("not mentioned", "not written") for text in TEXTS[key])}
)
"""What a cell says when nobody has written in it yet."""


def cell_text(text: str, segments: int | None = None) -> str:
    """A text as its cell shows it, with the number of segments before it where there is one."""
    return shown(text if segments is None else f"[{segments}] {text}".rstrip())


def was(said: str, segments: int | None = None) -> str:
    """What the hidden cell keeps of the cell beside it; "" where nothing was written."""
    text = written(said, segments)
    number = "" if segments is None else f"{segments}:"
    return number + (hashlib.sha256(text.encode()).hexdigest()[:16] if text else "")


def written(said: str, segments: int | None = None) -> str:
    """The author's text in a cell, without the number before it; "" where nothing is written."""
    text = said.replace("\r\n", "\n").strip()
    if segments is not None:
        text = text.removeprefix(f"[{segments}]").strip()
    return "" if text in PLACEHOLDERS else text


def segments_of(kept: str) -> int | None:
    """The number of segments that a hidden cell keeps; None where there is none."""
    number, colon, _ = kept.partition(":")
    return int(number) if colon and number.isdigit() else None
