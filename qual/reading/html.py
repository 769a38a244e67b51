"""Transcripts as web pages: paragraphs, headings and tables in the order of the page."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qual.errors import Problem, UnreadableSource
from qual.reading.draft import Draft, Paragraph
from qual.reading.encodings import decode, guess_told
from qual.reading.front_matter import take_front_matter
from qual.reading.normalise import normalise
from qual.reading.speaker_tables import spoken_rows

if TYPE_CHECKING:
    from bs4.element import Tag

NOT_TEXT = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "button", "select"}
AROUND = {"nav": "menus", "footer": "page footers", "aside": "side boxes", "form": "forms"}
BLOCKS = {
    "p",
    "div",
    "li",
    "section",
    "article",
    "main",
    "blockquote",
    "dd",
    "dt",
    "pre",
    "tr",
    "body",
    "header",
}
BLOCKS |= {"ul", "ol", "dl", "figure", "figcaption", "address", "td", "th", "table", "tbody", "thead", "hr"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
DEEPEST = 200


def read_html(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of a web page. A table with a column of speakers gives one turn a row.

    The encoding that the page names counts unless another is given. Scripts, hidden elements,
    menus, side boxes and forms are not read; nothing is fetched from anywhere.
    """
    from bs4 import BeautifulSoup

    decoded = decode(raw, name, encoding or _named_encoding(raw))
    soup = BeautifulSoup(decoded.text, "html.parser")
    page = _Page()
    body = soup.body or soup
    try:
        page.walk(body, 0)
    except RecursionError:
        raise _too_deep(name) from None
    if page.too_deep:
        raise _too_deep(name)
    page.end()
    problems = [*guess_told(decoded, name)]
    problems += [
        Problem(
            name, f"{what} were not read ({times}).", "Copy into the text what belongs to it.", warning=True
        )
        for what, times in page.left_out.items()
    ]
    attributes, kept = take_front_matter(page.paragraphs, name)
    return [Draft(tuple(kept), attributes, decoded.encoding, page.normalised, tuple(problems))]


def _named_encoding(raw: bytes) -> str | None:
    """The encoding a page names in its head, if Python knows it."""
    match = re.search(rb"""<meta[^>]{0,200}charset=["']?([A-Za-z0-9_-]{2,40})""", raw[:4096], re.IGNORECASE)
    if match is None or raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    named = match[1].decode("ascii")
    try:
        return codecs.lookup(named).name
    except LookupError:
        return None


def _too_deep(name: str) -> UnreadableSource:
    return UnreadableSource(f"{name} nests its parts too deeply.", hint="Copy its text into a .txt file.")


class _Page:
    """Gathers paragraphs, and remembers what it left out."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.left_out: Counter[str] = Counter()
        self.normalised: Counter[str] = Counter()
        self.too_deep = False
        self._gathered: list[str] = []

    def walk(self, element: Tag, depth: int) -> None:
        from bs4.element import NavigableString, PreformattedString, Tag

        if depth > DEEPEST:
            self.too_deep = True
            return
        for child in element.children:
            if isinstance(child, PreformattedString):
                continue  # comments, declarations
            if isinstance(child, NavigableString):
                self._gathered.append(" ".join(f"|{child}|".split())[1:-1])
            elif isinstance(child, Tag):
                self._element(child, depth)

    def _element(self, element: Tag, depth: int) -> None:
        tag = str(element.name).casefold()
        if tag in NOT_TEXT or _is_hidden(element):
            return
        if tag in AROUND:
            self.left_out[AROUND[tag]] += bool(element.get_text(strip=True))
            return
        if tag == "br":
            self._gathered.append("\n")
        elif tag == "table" and (rows := _rows(element)) and (spoken := spoken_rows(rows)):
            self.end()
            self.paragraphs += spoken.paragraphs
            if spoken.columns_left_out:
                self.left_out["table columns beside the words"] += spoken.columns_left_out
        elif tag in BLOCKS or tag in HEADINGS:
            self.end()
            self.walk(element, depth + 1)
            self.end(heading=tag in HEADINGS)
        else:
            self.walk(element, depth + 1)

    def end(self, *, heading: bool = False) -> None:
        """End the paragraph that is being gathered."""
        text, changes = normalise("".join(self._gathered))
        self._gathered = []
        lines = [" ".join(line.split()) for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        if text:
            self.normalised += changes
            self.paragraphs.append(Paragraph(text, heading=heading))


def _is_hidden(element: Tag) -> bool:
    style = str(element.get("style") or "").replace(" ", "").casefold()
    return element.has_attr("hidden") or "display:none" in style or "visibility:hidden" in style


def _rows(table: Tag) -> list[list[str]]:
    return [[_cell(cell) for cell in row.find_all(["td", "th"])] for row in _own_rows(table)]


def _own_rows(table: Tag) -> Iterator[Tag]:
    return (row for row in table.find_all("tr") if row.find_parent("table") is table)


def _cell(cell: Tag) -> str:
    return normalise(" ".join(cell.get_text(" ").split()))[0].strip()
