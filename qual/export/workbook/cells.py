"""Cells: how they look, and how text gets into them as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from qual.export.text import OPENINGS, clean

if TYPE_CHECKING:
    from openpyxl.cell import Cell

Value = str | int | float | date | None

LONGEST = 32_767  # characters of a cell, as Excel counts them (UTF-16)
FONT = "Calibri"
SIZE = 10
DARK, MIDDLE, PALE, LINE, GREY, LINK, WARNING = (
    "1F4E79",
    "2E75B6",
    "DDEBF7",
    "D9D9D9",
    "7F7F7F",
    "0563C1",
    "C00000",
)


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of a cell. Cells of a table have fine lines."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = "000000"
    fill: str = ""
    size: int = SIZE
    wrap: bool = False
    across: str = "left"
    down: str = "top"
    turned: int = 0
    indent: int = 0
    number: str = "General"
    line: bool = True


STYLES = {
    "title": Style(bold=True, size=16, line=False),
    "part": Style(bold=True, size=12, colour=DARK, line=False),
    "warning": Style(bold=True, colour=WARNING, wrap=True, line=False),
    "label": Style(bold=True, wrap=True, line=False),
    "plain": Style(wrap=True, line=False),
    "note": Style(italic=True, colour=GREY, wrap=True, line=False),
    "bold note": Style(bold=True, wrap=True, line=False),
    "head": Style(bold=True, colour="FFFFFF", fill=DARK, wrap=True, across="center", down="center"),
    "head left": Style(bold=True, colour="FFFFFF", fill=DARK, wrap=True, down="bottom"),
    "head turned": Style(
        bold=True, colour="FFFFFF", fill=DARK, wrap=True, across="center", down="bottom", turned=90
    ),
    "head turned pale": Style(
        bold=True, colour="FFFFFF", fill=MIDDLE, wrap=True, across="center", down="bottom", turned=90
    ),
    "band": Style(bold=True, colour=DARK, fill=PALE, down="center"),
    "text": Style(wrap=True),
    "strong": Style(bold=True, wrap=True),
    "waiting": Style(wrap=True, italic=True, colour=GREY),
    "running": Style(italic=True, colour=GREY, line=False),
    "one line": Style(),
    "middle": Style(across="center"),
    "middle wrapped": Style(across="center", wrap=True),
    "date": Style(number="yyyy-mm-dd", across="center"),
    "time": Style(number="yyyy-mm-dd hh:mm", across="center"),
    "count": Style(number="0", across="center"),
    "figure": Style(number="0.00", across="center"),
    "one digit": Style(number="0.0", across="center"),
    "diagonal": Style(fill="F2F2F2"),
    "count or blank": Style(number="0;-0;;@", across="center"),
    "percent": Style(number="0%", across="center"),
    "percent, one digit": Style(number="0.0%", across="center"),
    "link": Style(colour=LINK, underline=True, line=False),
    "linked text": Style(colour=LINK, underline=True),
    "linked middle": Style(colour=LINK, underline=True, across="center"),
    "linked count": Style(colour=LINK, underline=True, number="0", across="center"),
    **{f"indent {n}": Style(wrap=True, indent=2 * n, bold=n == 0) for n in range(8)},
}

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def safe(text: str, more: str = "…") -> str:
    """Text that a cell holds and shows as it is, cut with `more` at the end where it is too long."""
    text = _ESCAPE.sub("_x005F_", clean(text))  # Excel reads _x000D_ as a character
    return text if _units(text) <= LONGEST else _cut(text, LONGEST - _units(more)) + more


def shown(text: str) -> str:
    """The text as a cell shows it: without what no file can hold, and cut where a cell ends."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), safe(text))


class CellMaker:
    """Makes the cells of one sheet. A style is translated for the workbook once."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import Cell
        from openpyxl.worksheet.hyperlink import Hyperlink

        self._cell, self._link = Cell, Hyperlink
        self._sheet = sheet
        self._arrays: dict[tuple[str, bool], Any] = {}

    def __call__(self, value: Value, style: str = "text", *, link: str = "", more: str = "…") -> Cell:
        """A cell. Text stays text, whatever it begins with; `link` is a place such as `'Quotes'!A5`."""
        if not isinstance(value, str):
            cell = self._cell(self._sheet, 1, 1, value, self._array(style, False))
        else:
            text = safe(value, more)
            cell = self._cell(self._sheet, 1, 1, text, self._array(style, text.startswith(OPENINGS)))
            cell.data_type = "s"  # neither a formula nor an error value
        if link:
            cell.hyperlink = self._link(ref="A1", location=link)
        return cell

    def style_id(self, style: str, opening: bool) -> int:
        """The number of a style in the workbook; `opening` for text that might pass for a formula."""
        cell = self._cell(self._sheet, 1, 1, "", self._array(style, opening))
        return int(cell.style_id)

    def _array(self, style: str, opening: bool) -> Any:
        """The looks as openpyxl stores them; `quotePrefix` keeps text text when somebody edits it."""
        known = self._arrays.get((style, opening))
        if known is None:
            cell = self._cell(self._sheet, 1, 1)
            _dress(cell, STYLES[style])
            if opening:
                cell.quotePrefix = True
            known = self._arrays[style, opening] = cell._style  # type: ignore[attr-defined]
        return known


def _dress(cell: Cell, style: Style) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(
        name=FONT,
        size=style.size,
        bold=style.bold,
        italic=style.italic,
        underline="single" if style.underline else None,
        color=style.colour,
    )
    cell.alignment = Alignment(
        horizontal=style.across,
        vertical=style.down,
        wrap_text=style.wrap,
        text_rotation=style.turned,
        indent=style.indent,
    )
    cell.number_format = style.number
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    if style.line:
        fine = Side("thin", color=LINE)
        cell.border = Border(bottom=fine, right=fine)


def _units(text: str) -> int:
    return len(text) if len(text) * 2 <= LONGEST else len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
