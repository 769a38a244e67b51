"""Transcripts in plain text and in Markdown."""

from __future__ import annotations

import re

from qual.errors import Problem
from qual.reading.draft import Draft, Paragraph
from qual.reading.encodings import decode, guess_told
from qual.reading.front_matter import split_front_matter
from qual.reading.normalise import normalise
from qual.reading.subtitles import printed_paragraphs

_CREDIT = re.compile(r"(?:transcribed|transcription) by [^\n]{0,80}", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+\S")


def read_plain(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of a text file: what empty lines separate."""
    return [_read(raw, name, encoding, markdown=False)]


def read_markdown(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of a Markdown file; its marks stay in the text, except around labels."""
    return [_read(raw, name, encoding, markdown=True)]


def _read(raw: bytes, name: str, encoding: str | None, *, markdown: bool) -> Draft:
    decoded = decode(raw, name, encoding)
    text, normalised = normalise(decoded.text)
    lines = text.split("\n")
    attributes, taken = split_front_matter(lines, name)
    paragraphs = [] if markdown else printed_paragraphs(lines[taken:])
    gathered: list[str] = []
    for line in [] if paragraphs else [*lines[taken:], ""]:
        if markdown and _HEADING.match(line):
            paragraphs += [Paragraph("\n".join(gathered))] if gathered else []
            paragraphs.append(Paragraph(line, heading=True))
            gathered = []
        elif line.strip():
            gathered.append(line)
        elif gathered:
            paragraphs.append(Paragraph("\n".join(gathered)))
            gathered = []
    problems = guess_told(decoded, name)
    if paragraphs:
        rest, _, last = paragraphs[-1].text.rstrip().rpartition("\n")
        if _CREDIT.fullmatch(last.strip()):
            paragraphs[-1:] = [Paragraph(rest)] if rest else []
            what = f"the line of the program that transcribed it was left out: {last.strip()!r}."
            problems.append(Problem(name, what, hint="It is nobody's words.", warning=True))
    return Draft(tuple(paragraphs), attributes, decoded.encoding, normalised, tuple(problems))
