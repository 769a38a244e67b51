"""Rows of a long list, written as XML at once: openpyxl makes an object of every cell, which takes its time.

A long sheet is made by openpyxl with one row in the place of all; `export.package` puts the real
ones there when the file is packed. What a cell holds and how it looks is the same either way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import escape

from qual.export.text import OPENINGS
from qual.export.workbook.cells import Value, safe

REMEMBERED = 20_000
"""Different values of a column that are kept: most columns say the same few over and over."""

LONGEST_KNOWN = 200  # characters of a text that may come again
StyleId = Callable[[str, bool], int]
"""The number of a style in the workbook, with or without the mark that keeps text text."""


class BulkRows:
    """The rows below the head of one sheet, in a file of their own until the workbook is packed."""

    def __init__(self, first: int, style_id: StyleId) -> None:
        self.file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - open until the workbook is packed
        self.next = first
        self._style_id = style_id
        self._known: dict[tuple[type, Value, str], str] = {}

    def add(self, cells: list[tuple[str, Value, str, str]], height: float, level: int) -> None:
        """Write a row. A cell is the letters of its column, its value, its style, and where it is cut."""
        n = self.next
        parts = [f'<row r="{n}" ht="{height:g}" customHeight="1"']
        parts.append(f' outlineLevel="{level}">' if level else ">")
        parts += [
            f'<c r="{letters}{n}"{self._rest(value, style, more)}' for letters, value, style, more in cells
        ]
        parts.append("</row>")
        self.file.write("".join(parts).encode())
        self.next += 1

    def _rest(self, value: Value, style: str, more: str) -> str:
        """Everything of a cell behind its place."""
        if isinstance(value, str) and len(value) > LONGEST_KNOWN:
            return self._made(value, style, more)
        key = (type(value), value, style)
        known = self._known.get(key)
        if known is None:
            known = self._made(value, style, more)
            if len(self._known) < REMEMBERED:
                self._known[key] = known
        return known

    def _made(self, value: Value, style: str, more: str) -> str:
        if isinstance(value, str):
            text = safe(value, more)
            look = self._style_id(style, text.startswith(OPENINGS))
            if not text:
                return f' s="{look}" t="inlineStr"/>'
            space = ' xml:space="preserve"' if text != text.strip() else ""
            return f' s="{look}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
        look = self._style_id(style, False)
        if value is None:
            return f' s="{look}" t="n"/>'
        if isinstance(value, date):
            from openpyxl.utils.datetime import to_excel

            number: float = to_excel(value)  # type: ignore[no-untyped-call]
            return f' s="{look}" t="n"><v>{number}</v></c>'
        return f' s="{look}" t="n"><v>{value!r}</v></c>'
