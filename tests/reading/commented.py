"""Word files with comments, written by hand: `p("Эксперт: Да, <1>очень| быстро</1>.")`.

`<1>` and `</1>` begin and end the range of comment 1; `|` begins a new run, as Word does wherever
the looks change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from tests.reading.office import NAMESPACE, RELATIONSHIPS, zip_file

LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r9" Target="comments.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/comments.xml" ContentType="{MAIN}.comments+xml"/></Types>'
)


def commented(body: str, comments: Mapping[int, tuple[str, str]]) -> bytes:
    """The bytes of a .docx file; `comments` are (author, words) by number."""
    said = "".join(
        f'<w:comment w:id="{n}" w:author="{escape(author)}" w:initials="x">'
        + "".join(f"<w:p>{run(line, mark='annotationRef')}</w:p>" for line in words.split("\n"))
        + "</w:comment>"
        for n, (author, words) in comments.items()
    )
    return zip_file(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONSHIPS,
            "word/_rels/document.xml.rels": LINKS,
            "word/document.xml": f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>',
            "word/comments.xml": f'<w:comments xmlns:w="{NAMESPACE}">{said}</w:comments>',
        }
    )


def p(text: str) -> str:
    """A paragraph."""
    return f"<w:p>{runs(text)}</w:p>"


def runs(text: str) -> str:
    """Runs and the marks of comments between them."""
    return "".join(mark(piece) if piece[:1] == "<" else run(piece) for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"(</?\d+>)|\|", text) if piece]


def run(text: str, mark: str = "") -> str:
    before = f"<w:r><w:{mark}/></w:r>" if mark else ""
    return f'{before}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def mark(written: str) -> str:
    """`<1>` or `</1>`; behind the end stands the sign that Word shows."""
    number = written.strip("</>")
    if written.startswith("</"):
        return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>'


def deleted(text: str) -> str:
    """Words that were deleted with changes tracked."""
    return f"<w:del><w:r><w:delText xml:space='preserve'>{escape(text)}</w:delText></w:r></w:del>"


def rows(*table: tuple[str, ...]) -> str:
    """A table; its cells may hold marks."""
    lines = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in line) for line in table)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"
