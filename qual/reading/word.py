"""Transcripts in Word: paragraphs and tables in the order of the page.

Tracked changes are read as if accepted. Hidden text, footnotes and text boxes are not read, and a
problem says so.
"""

from __future__ import annotations

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

_LEFT_OUT = {
    "hidden": ("hidden text was left out", "Make it visible in Word if it belongs to the interview."),
    "notes": ("footnotes and endnotes were not read", "Copy into the text what belongs to the interview."),
    "boxes": ("text boxes were not read", "Copy into the text what belongs to the interview."),
    "columns": ("table columns beside the words were not read", "Move into the text what belongs to it."),
}


def read_word(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of a .docx file; a table with a column of speakers gives one turn a row.

    `encoding` is there for the other readers: Word files say their own.
    """
    with open_archive(raw, name, ".docx") as archive:
        main = _main_part(parsed_xml(read_part(archive, "_rels/.rels", name), name))
        document = parsed_xml(read_part(archive, main, name), name)
        styles = parsed_xml(read_part(archive, f"{main.rpartition('/')[0]}/styles.xml", name), name)
    if tag_of(document) != "document":
        raise UnreadableSource(f"{name} is not a Word file.", hint="Open it and save it as .docx.")
    page = _Page(*_special_styles(styles))
    try:
        paragraphs = list(page.paragraphs(document))
    except RecursionError:
        raise UnreadableSource(
            f"{name} nests its parts too deeply.", hint="Copy its text into a new Word file."
        ) from None
    attributes, kept = take_front_matter(paragraphs, name)
    problems = [
        Problem(name, f"{_LEFT_OUT[what][0]} ({times}).", hint=_LEFT_OUT[what][1], warning=True)
        for what, times in page.left_out.items()
    ]
    return [Draft(tuple(kept), attributes, "", page.normalised, tuple(problems))]


# --- what the package says of itself -----------------------------------------------------------


def _main_part(relationships: Element) -> str:
    for relationship in relationships:
        if value_of(relationship, "Type").endswith("/officeDocument"):
            return value_of(relationship, "Target").lstrip("/")
    return "word/document.xml"


def _special_styles(styles: Element) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the styles of headings, and of those whose text is hidden."""
    headings, hidden = set(), set()
    for style in styles:
        name = child_of(style, "name")
        if name is not None and value_of(name).casefold().startswith(("heading", "title")):
            headings.add(value_of(style, "styleId"))
        if _is_on(child_of(style, "rPr", "vanish")):
            hidden.add(value_of(style, "styleId"))
    return frozenset(headings), frozenset(hidden)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and value_of(switch) not in ("0", "false", "off")


# --- the page --------------------------------------------------------------------------------

_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_NOT_TEXT = frozenset(["pPr", "rPr", "del", "moveFrom", "instrText", "delInstrText", "delText", "Fallback"])
_PICTURES = frozenset(["drawing", "pict", "object"])
_CONTAINERS = frozenset(["body", "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"])


class _Page:
    """Reads a document and remembers what it left out."""

    def __init__(self, headings: frozenset[str], hidden: frozenset[str]) -> None:
        self.headings = headings
        self.hidden = hidden
        self.left_out: Counter[str] = Counter()
        self.normalised: Counter[str] = Counter()

    def paragraphs(self, parent: Element) -> Iterator[Paragraph]:
        for child in parent:
            if tag_of(child) == "p":
                yield self._paragraph(child)
            elif tag_of(child) == "tbl":
                yield from self._table(child)
            elif tag_of(child) in _CONTAINERS:
                yield from self.paragraphs(child)

    def _paragraph(self, paragraph: Element) -> Paragraph:
        style = child_of(paragraph, "pPr", "pStyle")
        style_id = value_of(style) if style is not None else ""
        written = "".join(self._written(paragraph))
        if style_id in self.hidden and written.strip():
            self.left_out["hidden"] += 1
            return Paragraph("")
        text, changes = normalise(written)
        self.normalised += changes
        return Paragraph(text, heading=style_id in self.headings and len(text) <= 200)

    def _written(self, parent: Element) -> Iterator[str]:
        for child in parent:
            tag = tag_of(child)
            if tag == "t":
                yield child.text or ""
            elif tag in _WRITTEN:
                yield _WRITTEN[tag]
            elif tag in ("footnoteReference", "endnoteReference"):
                self.left_out["notes"] += 1
            elif tag in _PICTURES:
                boxes = sum(tag_of(inside) == "txbxContent" for inside in child.iter())
                self.left_out += Counter(boxes=boxes)
            elif tag == "r" and self._is_hidden(child):
                self.left_out["hidden"] += any(tag_of(inside) == "t" for inside in child)
            elif tag not in _NOT_TEXT:
                yield from self._written(child)

    def _is_hidden(self, run: Element) -> bool:
        style = child_of(run, "rPr", "rStyle")
        return _is_on(child_of(run, "rPr", "vanish")) or (
            style is not None and value_of(style) in self.hidden
        )

    def _table(self, table: Element) -> Iterator[Paragraph]:
        rows = [list(self._cells(row)) for row in _rows(table)]
        spoken = spoken_rows([["\n".join(p.text for p in cell).strip() for cell in row] for row in rows])
        if spoken:
            self.left_out += Counter(columns=spoken.columns_left_out)
            yield from spoken.paragraphs
        else:
            yield from (paragraph for row in rows for cell in row for paragraph in cell)

    def _cells(self, row: Element) -> Iterator[list[Paragraph]]:
        """The cells of a row; a cell that spans columns is followed by empty ones."""
        before = child_of(row, "trPr", "gridBefore")
        yield from ([] for _ in range(_number(before)))
        for cell in _inside(row, "tc"):
            yield list(self.paragraphs(cell))
            span = child_of(cell, "tcPr", "gridSpan")
            yield from ([] for _ in range(_number(span) - 1))


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _inside(table, "tr") if child_of(row, "trPr", "del") is None)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if tag_of(child) == tag:
            yield child
        elif tag_of(child) in _CONTAINERS:
            yield from _inside(child, tag)


def _number(element: Element | None) -> int:
    written = value_of(element) if element is not None else ""
    return min(int(written), 64) if written.isascii() and written.isdigit() else 0
