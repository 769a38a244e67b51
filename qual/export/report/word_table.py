"""A table of a Word file, written as XML: cell by cell through python-docx a long one takes minutes."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from qual.export.report.content import Table
from qual.export.text import clean

WIDTH = 16.5  # centimetres of text on A4
SHORT_TABLE = 16  # rows; no longer tables are broken over pages
_RIGHT = '<w:jc w:val="right"/>'
_TWENTIETHS = 567  # of a point, in a centimetre


def table_xml(table: Table, style: str, text_style: str) -> Any:
    """The element of a table, in the styles with these ids; the heads stand on every page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    shares = table.shares or (1.0,) * len(table.heads)
    widths = [round(WIDTH * _TWENTIETHS * share / sum(shares)) for share in shares]
    rows = [table.heads, *table.rows]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    parts = [f"<w:tbl {nsdecls('w')}>{_looks(style, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>"]
    for number, cells in enumerate(rows):
        head = number == 0
        strong = head or (table.total and number == len(rows) - 1)
        together = head or (len(rows) <= SHORT_TABLE and number < len(rows) - 1)
        parts.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>")
        for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
            parts.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
                f"<w:pStyle w:val={_quoted(text_style)}/>{'<w:keepNext/>' if together else ''}"
                f"{_RIGHT if place in table.right else ''}</w:pPr>"
                f"<w:r>{'<w:rPr><w:b/></w:rPr>' if strong else ''}{_lines(text)}</w:r></w:p></w:tc>"
            )
        parts.append("</w:tr>")
    return parse_xml("".join([*parts, "</w:tbl>"]))


def _looks(style: str, width: int) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val={_quoted(style)}/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )


def _quoted(value: str) -> str:
    return '"' + escape(value, {'"': "&quot;"}) + '"'


def _lines(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n"))
    return "<w:br/>".join(lines)
