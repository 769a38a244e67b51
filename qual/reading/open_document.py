"""Transcripts of LibreOffice and other programs that write .odt.

Tracked changes are read as if accepted: what was deleted lies apart and is left out. Footnotes,
comments and frames are not read, and a problem says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from qual.errors import Problem, UnreadableSource
from qual.reading.archives import open_archive, read_part
from qual.reading.draft import Draft, Paragraph
from qual.reading.front_matter import take_front_matter
from qual.reading.normalise import normalise
from qual.reading.speaker_tables import spoken_rows
from qual.reading.xml import child_of, parsed_xml, tag_of, value_of

_NOT_TEXT = {"tracked-changes", "annotation-end", "sequence-decls", "forms"}
_LEFT_OUT = {"note": "footnotes and endnotes", "frame": "frames and pictures", "annotation": "comments"}
_MOST_COPIES = 1000  # blanks and columns that one element may stand for


def read_open_document(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of an .odt file; a table with a column of speakers gives one turn a row.

    `encoding` is there for the other readers: these files are XML.
    """
    with open_archive(raw, name, ".odt") as archive:
        if b"encryption-data" in read_part(archive, "META-INF/manifest.xml", name):
            raise UnreadableSource(
                f"{name} is protected by a password.", hint="Save a copy of it without a password."
            )
        content = parsed_xml(read_part(archive, "content.xml", name), name)
    body = child_of(content, "body", "text")
    if body is None:
        raise UnreadableSource(f"{name} is not a text document.", hint="Open it and save it as .docx.")
    page = _Page()
    try:
        paragraphs = list(page.paragraphs(body))
    except RecursionError:
        raise UnreadableSource(
            f"{name} nests its parts too deeply.", hint="Copy its text into a new file."
        ) from None
    attributes, kept = take_front_matter(paragraphs, name)
    hint = "Copy into the text what belongs to the interview."
    problems = [
        Problem(name, f"{what} were not read ({times}).", hint=hint, warning=True)
        for what, times in page.left_out.items()
    ]
    return [Draft(tuple(kept), attributes, "", page.normalised, tuple(problems))]


class _Page:
    """Reads a document and remembers what it left out."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.normalised: Counter[str] = Counter()

    def paragraphs(self, parent: Element) -> Iterator[Paragraph]:
        """The paragraphs inside an element, in order."""
        for child in parent:
            tag = tag_of(child)
            if tag in ("p", "h"):
                text = self._text(child)
                if text:
                    yield Paragraph(text, heading=tag == "h" and len(text) <= 200)
            elif tag == "table":
                yield from self._table(child)
            elif tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += 1
            elif tag not in _NOT_TEXT:
                yield from self.paragraphs(child)

    def _text(self, paragraph: Element) -> str:
        text, changes = normalise("".join(self._written(paragraph)))
        self.normalised += changes
        return "\n".join(line for line in text.split("\n") if line.strip())

    def _written(self, parent: Element) -> Iterator[str]:
        # White space of the XML is layout, except single blanks; <text:s/> stands for the others.
        yield _squeezed(parent.text)
        for child in parent:
            tag = tag_of(child)
            if tag == "s":
                yield " " * _copies(child, "c")
            elif tag == "tab":
                yield "\t"
            elif tag == "line-break":
                yield "\n"
            elif tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += 1
            elif tag not in _NOT_TEXT:
                yield from self._written(child)
            yield _squeezed(child.tail)

    def _table(self, table: Element) -> Iterator[Paragraph]:
        rows = [[list(self.paragraphs(cell)) for cell in _cells(row)] for row in _rows(table)]
        spoken = spoken_rows([["\n".join(p.text for p in cell).strip() for cell in row] for row in rows])
        if spoken:
            if spoken.columns_left_out:
                self.left_out["table columns beside the words"] += spoken.columns_left_out
            yield from spoken.paragraphs
        else:
            yield from (paragraph for row in rows for cell in row for paragraph in cell)


def _squeezed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _copies(element: Element, attribute: str) -> int:
    written = value_of(element, attribute)
    return min(int(written), _MOST_COPIES) if written.isascii() and written.isdigit() else 1


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if tag_of(child) == "table-row":
            yield child
        elif tag_of(child) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if tag_of(cell) in ("table-cell", "covered-table-cell"))
