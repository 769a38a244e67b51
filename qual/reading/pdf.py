"""Transcripts in PDF: words in the order of the page, without what stands on every page.

A PDF knows where letters stand, not what a paragraph is; lines are put together again here, and what
was taken off the pages is told. A scanned page has no letters at all and is refused.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence

from qual.errors import Problem, UnreadableSource
from qual.reading.draft import Draft, Paragraph
from qual.reading.front_matter import split_front_matter
from qual.reading.labels import could_be_label, label_at
from qual.reading.normalise import normalise

MOST_PAGES = 2_000
EDGE = 2
"""Lines at the head and foot of a page that may be a running title or a page number."""

ENDS = (".", "!", "?", "…", "։", ":", "»", "”", '"', ")")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_PAGE = re.compile(
    r"[-–—\s]*(?:page|стр\.?|с\.|бет|էջ)?\s*\d{1,4}(?:\s*(?:/|of|из|-)\s*\d{1,4})?[-–—\s]*", re.I
)


def read_pdf(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of a .pdf file. Lines that come back at the edge of pages are left out, and told.

    Words broken at the end of a line are joined. `encoding` is there for the other readers. Raises
    UnreadableSource for a scanned, protected or damaged file.
    """
    pages = _pages(raw, name)
    lines = [[" ".join(line.split()) for line in page.split("\n") if line.strip()] for page in pages]
    if sum(len("".join(page)) for page in lines) < 20 * len(lines):
        raise UnreadableSource(
            f"{name} holds pictures of pages, not words: it was scanned.",
            hint="Let a program recognise the text (OCR), check it, and save it as .docx or .txt.",
        )
    repeated = _repeated(lines)
    kept, taken_off = _without_edges(lines, repeated)
    paragraphs, joined = _paragraphs(kept)
    text, normalised = normalise("\n".join(paragraphs))
    changes = Counter(normalised)
    if joined:
        changes["words broken at a line end"] += joined
    paragraph_lines = text.split("\n")
    attributes, taken = split_front_matter(paragraph_lines, name)
    problems = []
    if taken_off:
        some = "; ".join(f"{line!r} ({times}×)" for line, times in taken_off.most_common(3))
        what = f"left out at the edges of pages: {some}."
        problems.append(Problem(name, what, hint="Compare with the file if words are missing.", warning=True))
    return [
        Draft(
            tuple(Paragraph(line) for line in paragraph_lines[taken:] if line.strip()),
            attributes,
            "",
            changes,
            tuple(problems),
        )
    ]


def _pages(raw: bytes, name: str) -> list[str]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if not raw.lstrip()[:5] == b"%PDF-":
        raise UnreadableSource(f"{name} is not a PDF file.", hint="Export it anew.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks are not for a researcher
    try:
        reader = PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
        number = 0 if locked else len(reader.pages)
        pages = (
            [page.extract_text() or "" for page in reader.pages]
            if number <= MOST_PAGES and not locked
            else []
        )
    except (PyPdfError, Exception) as error:  # pypdf lets through whatever goes wrong inside it
        raise UnreadableSource(
            f"{name} is damaged or cannot be read ({type(error).__name__}).",
            hint="Open it, and copy its text into a .docx or .txt file.",
        ) from None
    if locked:
        raise UnreadableSource(
            f"{name} is protected by a password.", hint="Save a copy of it without a password."
        )
    if number > MOST_PAGES:
        raise UnreadableSource(
            f"{name} has more than {MOST_PAGES:,} pages.", hint="Take the interview out of it."
        )
    return pages


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """What stands at the edge of at least half of the pages, numbers aside."""
    seen: Counter[str] = Counter()
    for page in pages:
        edge = (*page[:EDGE], *page[-EDGE:])
        seen.update({_shape(line) for line in edge if not _is_labelled(line)})
    return {shape for shape, times in seen.items() if times >= 3 and 2 * times >= len(pages)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _without_edges(pages: Sequence[Sequence[str]], repeated: set[str]) -> tuple[list[str], Counter[str]]:
    kept: list[str] = []
    taken_off: Counter[str] = Counter()
    for page in pages:
        for n, line in enumerate(page):
            at_edge = n < EDGE or n >= len(page) - EDGE
            at_very_edge = n == 0 or n == len(page) - 1
            if (at_edge and _shape(line) in repeated) or (
                at_very_edge and len(pages) > 1 and _PAGE.fullmatch(line.strip())
            ):
                taken_off[_shape(line)] += 1
            else:
                kept.append(line)
    return kept, taken_off


def _paragraphs(lines: Sequence[str]) -> tuple[list[str], int]:
    """Lines put together: a new paragraph begins at a label, and behind a short line that ends a sentence."""
    width = sorted(map(len, lines))[int(0.9 * (len(lines) - 1))] if lines else 0
    found: list[str] = []
    joined = 0
    before = ""
    for line in lines:
        ended = len(before) < 0.75 * width and before.endswith(ENDS)
        labelled = _is_labelled(line) and (
            before.endswith((*ENDS, "-", "–", "—")) or len(before) < 0.6 * width
        )
        if not found or ended or labelled:
            found.append(line)
        elif _HYPHEN.search(found[-1]) and line[:1].islower():
            found[-1] = _HYPHEN.sub("", found[-1]) + line
            joined += 1
        else:
            found[-1] += f" {line}"
        before = line
    return found, joined


def _is_labelled(line: str) -> bool:
    label = label_at(line)
    return label is not None and label.form in ("colon", "armenian", "stamped") and could_be_label(label.name)
