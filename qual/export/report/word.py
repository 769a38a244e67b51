"""A report as a Word file: styles, captions with numbers, a table of contents, figures as pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from qual.export.atomic import whole_file
from qual.export.figures import png_bytes
from qual.export.package import repack
from qual.export.report import fields
from qual.export.report.content import (
    Block,
    Heading,
    Items,
    Paragraph,
    Picture,
    Quotation,
    Report,
    Table,
    Text,
)
from qual.export.report.styles import set_styles
from qual.export.report.word_table import WIDTH, table_xml
from qual.export.text import clean


def write_docx(path: str | Path, report: Report) -> Path:
    """Write a report as a Word file; the path. Same report, same bytes. Raises UnwritableFile."""
    from docx import Document

    path = Path(path)
    document = Document()
    set_styles(document, report.language)
    _properties(document, report)
    document.add_paragraph(clean(report.title), style="Title")
    if report.subtitle:
        document.add_paragraph(clean(report.subtitle), style="Subtitle")
    for warning in report.warnings:
        document.add_paragraph(clean(warning), style="Warning")
    _contents(document, report)
    writer = _Writer(document, report)
    for block in report.blocks:
        writer.add(block)
    with whole_file(path) as temporary:
        written = BytesIO()
        document.save(written)
        written.seek(0)
        repack(written, temporary)
    return path


def _properties(document: Any, report: Report) -> None:
    own = document.core_properties
    own.author = own.last_modified_by = "qual"
    own.title, own.comments, own.language = clean(report.title)[:255], "", report.language
    own.revision = 1


def _contents(document: Any, report: Report) -> None:
    document.add_paragraph(clean(report.contents), style="TOC Heading")
    headings = report.headings
    for place, heading in enumerate(headings):
        line = document.add_paragraph(style=f"TOC {heading.level}")
        if place == 0:
            fields.begin(line, r'TOC \o "1-2" \h \z \u')
        fields.link(line, heading.anchor, clean(heading.text))
        if place == len(headings) - 1:
            fields.end(line)


class _Writer:
    """Puts blocks into a document, and counts tables and figures."""

    def __init__(self, document: Any, report: Report) -> None:
        self._document = document
        self._report = report
        self._ids = {style.name: style.style_id for style in document.styles}
        self._bookmarks = 0
        self._numbers = {"Table": 0, "Figure": 0}

    def add(self, block: Block) -> None:
        """One block."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            style = {"plain": "Normal", "lead": "Lead", "note": "Note", "warning": "Warning"}
            more = {"author": "Author's words", "open": "For the author"}
            self._runs(self._line((style | more)[block.look]), block.text)
        elif isinstance(block, Items):
            for item in block.items:
                line = self._line("Reference" if block.hanging else "List Bullet")
                self._runs(line, item)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._quotation(block)

    def _line(self, style: str, text: str = "") -> Any:
        """A paragraph. Its style is set by id: python-docx looks a name up in all styles every time."""
        line = self._document.add_paragraph(clean(text))
        line._p.style = self._ids[style]
        return line

    def _heading(self, heading: Heading) -> None:
        line = self._line(f"Heading {heading.level}")
        if heading.anchor:
            self._bookmarks += 1
            fields.bookmark(line, heading.anchor, self._bookmarks, clean(heading.text))
        else:
            line.add_run(clean(heading.text))

    def _runs(self, line: Any, text: Text) -> None:
        for run in text:
            written = line.add_run(clean(run.text))
            written.italic, written.bold = run.italic or None, run.bold or None

    def _caption(self, kind: str, word: str, text: str, *, with_next: bool) -> None:
        line = self._line("Caption")
        self._numbers[kind] += 1
        line.add_run(f"{word} ")
        fields.add(line, f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        line.add_run(f". {clean(text)}")
        line.paragraph_format.keep_with_next = with_next

    def _table(self, table: Table) -> None:
        self._caption("Table", self._report.table, table.caption, with_next=True)
        style = self._ids["Table text" if len(table.heads) <= 7 else "Small table text"]
        made = table_xml(table, self._ids["Report table"], style)
        self._document.element.body.insert_element_before(made, "w:sectPr")
        self._line("Table note", table.note)

    def _picture(self, picture: Picture) -> None:
        from docx.shared import Cm

        width = min(WIDTH, picture.figure.get_figwidth() * 2.54)
        line = self._line("Figure")
        shape = line.add_run().add_picture(BytesIO(png_bytes(picture.figure)), width=Cm(width))
        fields.describe(shape, clean(f"{picture.caption}. {picture.told}".strip()))
        self._caption("Figure", self._report.figure, picture.caption, with_next=False)

    def _quotation(self, quotation: Quotation) -> None:
        words = self._line("Quote", quotation.text)
        words.paragraph_format.keep_with_next = len(quotation.text) < 600
        told = " · ".join((quotation.citation, quotation.about, *quotation.marks))
        self._line("Citation", f"— {told}")
