"""Comments in Word, each with the stretch of the source's text it stands on.

A comment marks words of a page; a source holds only what was said there, in one spelling, without
labels. So the lines of the page are found again in the text, and the marks moved along with them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from qual.errors import UnreadableSource
from qual.reading.archives import open_archive, read_part
from qual.reading.draft import Paragraph
from qual.reading.files import read_bytes
from qual.reading.labels import label_at, stamp_at
from qual.reading.normalise import normalise
from qual.reading.word import _main_part, _Page, _special_styles
from qual.reading.xml import parsed_xml, tag_of, value_of

Trouble = Literal["", "deleted", "no range", "no words"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and where it stands: `text[start:end]` of the source, without blanks at its ends.

    With `trouble` it stands on nothing: on words that were deleted, on none of the text (a label,
    a heading line, hidden words), or it has no range at all.
    """

    number: int  # in the order of the page
    author: str
    words: str
    start: int = 0
    end: int = 0
    trouble: Trouble = ""


def read_comments(path: Path, text: str) -> list[Comment]:
    """The comments of a .docx file, in the order of the page; `text` is that of the source read from it.

    Raises UnreadableSource for a file that is no Word file, or another one than the text was read from.
    """
    name = path.name
    raw = read_bytes(path, name)
    with open_archive(raw, name, ".docx") as archive:
        main = _main_part(parsed_xml(read_part(archive, "_rels/.rels", name), name))
        document = parsed_xml(read_part(archive, main, name), name)
        styles = parsed_xml(read_part(archive, f"{main.rpartition('/')[0]}/styles.xml", name), name)
        written = _comments_part(archive, main, name)
    page = _MarkedPage(*_special_styles(styles))
    try:
        ranged = _settle_marks(document)
        for _ in page.paragraphs(document):
            pass
        comments = [(value_of(one, "id"), one) for one in written if tag_of(one) == "comment"]
        words = {id_: _words(one, page) for id_, one in comments}
    except RecursionError:
        raise UnreadableSource(
            f"{name} nests its parts too deeply.", hint="Copy its text into a new Word file."
        ) from None
    places = _Places(page.lines, text)
    if not places.fit:
        raise UnreadableSource(
            f"{name}: its comments cannot be found in its text.", hint="Save it anew in Word."
        )
    behind = (len(page.lines), 0)
    comments.sort(key=lambda entry: page.starts.get(entry[0], behind))
    found = []
    for number, (id_, one) in enumerate(comments, start=1):
        start, end, trouble = _stretch(id_, page, places, ranged)
        found.append(Comment(number, _author(one), words[id_], start, end, trouble))
    return found


def _stretch(id_: str, page: _MarkedPage, places: _Places, ranged: set[str]) -> tuple[int, int, Trouble]:
    if id_ not in ranged:
        return 0, 0, "no range"
    if id_ not in page.starts or id_ not in page.ends:
        return 0, 0, "deleted"  # both marks stood in what is not read: a deleted row of a table
    start, end = places.start(page.starts[id_]), places.end(page.ends[id_])
    words = places.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start < end:
        return start, end, ""
    return 0, 0, "deleted" if id_ in page.on_deleted else "no words"


def _author(comment: Element) -> str:
    return " ".join(normalise(value_of(comment, "author"))[0].split())


def _words(comment: Element, page: _MarkedPage) -> str:
    reader = _Page(page.headings, page.hidden)
    return "\n".join(paragraph.text for paragraph in reader.paragraphs(comment)).strip()


def _comments_part(archive: ZipFile, main: str, name: str) -> Element:
    folder, _, file = main.rpartition("/")
    links = parsed_xml(read_part(archive, f"{folder}/_rels/{file}.rels", name), name)
    part = f"{folder}/comments.xml"
    for link in links:
        if value_of(link, "Type").endswith("/comments"):
            target = value_of(link, "Target")
            part = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    return parsed_xml(read_part(archive, part, name), name)


# --- marks on the page -----------------------------------------------------------------------

_MARKS: Mapping[str, Literal["start", "end"]] = {"commentRangeStart": "start", "commentRangeEnd": "end"}
_DELETED = frozenset(["del", "moveFrom"])

_At = tuple[int, int]
"""A line of the page, counted through, and a character in it."""


def _settle_marks(document: Element) -> set[str]:
    """Move marks that stand between paragraphs into the nearest one; the ids of all comments with a range."""
    ranged: set[str] = set()
    waiting: list[Element] = []
    last: list[Element] = []

    def go_through(parent: Element) -> None:
        for child in list(parent):
            kind = _MARKS.get(tag_of(child))
            if kind == "start":
                parent.remove(child)
                waiting.append(child)
            elif kind == "end":
                parent.remove(child)
                if last:
                    last[0].append(child)
            elif tag_of(child) == "p":
                child[:0] = waiting
                waiting.clear()
                last[:] = [child]
            else:
                go_through(child)

    go_through(document)
    for mark in document.iter():
        if _MARKS.get(tag_of(mark)) == "start":
            ranged.add(value_of(mark, "id"))
    return ranged


class _Mark(str):
    """A mark among the words of a paragraph. It is an empty text, and so changes nothing in them."""

    __slots__ = ("comment", "kind")
    comment: str
    kind: str


def _mark(kind: str, comment: str = "") -> _Mark:
    mark = _Mark()
    mark.kind, mark.comment = kind, comment
    return mark


class _MarkedPage(_Page):
    """Reads a document as every reader does, and remembers where comments begin and end."""

    def __init__(self, headings: frozenset[str], hidden: frozenset[str]) -> None:
        super().__init__(headings, hidden)
        self.lines: list[str] = []
        self.starts: dict[str, _At] = {}
        self.ends: dict[str, _At] = {}
        self.on_deleted: set[str] = set()
        self._open: set[str] = set()

    def _paragraph(self, paragraph: Element) -> Paragraph:
        made = super()._paragraph(paragraph)
        before = ""
        for piece in self._written(paragraph):
            if isinstance(piece, _Mark):
                self._remember(piece, made.text, min(len(normalise(before)[0]), len(made.text)))
            else:
                before += piece
        self.lines += made.text.split("\n")
        return made

    def _written(self, parent: Element | Sequence[Element]) -> Iterator[str]:
        for child in parent:
            tag = tag_of(child)
            if tag in _MARKS:
                yield _mark(_MARKS[tag], value_of(child, "id"))
            elif tag in _DELETED:
                for inside in child.iter():
                    if tag_of(inside) in _MARKS:
                        yield _mark(_MARKS[tag_of(inside)], value_of(inside, "id"))
                    elif tag_of(inside) in ("delText", "t"):
                        yield _mark("deleted")
            else:
                yield from super()._written([child])  # type: ignore[arg-type]

    def _remember(self, mark: _Mark, text: str, at: int) -> None:
        if mark.kind == "deleted":
            self.on_deleted |= self._open
            return
        line = len(self.lines) + text.count("\n", 0, at)
        place = (line, at - (text.rfind("\n", 0, at) + 1))
        if mark.kind == "start":
            self.starts.setdefault(mark.comment, place)
            self._open.add(mark.comment)
        else:
            self.ends[mark.comment] = place
            self._open.discard(mark.comment)


# --- the lines of the page in the text -------------------------------------------------------


class _Places:
    """Where the lines of the page stand in the text of the source.

    What is in the text is a line of the page, or what is left of one without label and time stamp,
    in the order of the page. Lines are matched from the last to the first, because what belongs to
    no turn (front matter, headings of columns) stands before the words.
    """

    def __init__(self, lines: Sequence[str], text: str) -> None:
        self.text = text
        self._of: dict[int, tuple[int, int, int]] = {}  # line: first character there, here, and how many
        self.fit = self._match(lines)
        self._known = sorted(self._of)

    def _match(self, lines: Sequence[str]) -> bool:
        at = len(lines)
        for start, words in reversed(list(_lines_of(self.text))):
            at -= 1
            while at >= 0 and not _says(lines[at], words):
                at -= 1
            if at < 0:
                return False
            self._of[at] = (lines[at].rfind(words), start, len(words))
        return True

    def start(self, at: _At) -> int:
        """The first character behind a place on the page."""
        known = bisect_left(self._known, at[0])
        if known == len(self._known):
            return len(self.text)
        line = self._known[known]
        return self._within(line, at[1]) if line == at[0] else self._of[line][1]

    def end(self, at: _At) -> int:
        """The end of the last character before a place on the page."""
        known = bisect_right(self._known, at[0]) - 1
        if known < 0:
            return 0
        line = self._known[known]
        _, start, length = self._of[line]
        return self._within(line, at[1]) if line == at[0] else start + length

    def _within(self, line: int, column: int) -> int:
        there, here, length = self._of[line]
        return here + min(max(0, column - there), length)


def _lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Every line of a text that is not blank, without the blanks around it, and where it begins."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start + len(line) - len(line.lstrip()), line.strip()
        start += len(line) + 1


def _says(line: str, words: str) -> bool:
    if not line.rstrip().endswith(words) and words not in line:
        return False
    label = label_at(line)
    return words in (line.strip(), stamp_at(line)[1].strip(), label.words.strip() if label else "")
