"""Transcripts in Rich Text Format."""

from __future__ import annotations

from qual.errors import Problem, UnreadableSource
from qual.reading.draft import Draft, Paragraph
from qual.reading.front_matter import split_front_matter
from qual.reading.normalise import normalise

LARGEST = 50 * 2**20


def read_rich_text(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of an .rtf file. Pictures, footnotes and what is deleted in it are not read.

    `encoding` is there for the other readers: these files say their own.
    """
    from striprtf.striprtf import rtf_to_text

    if not raw.lstrip().startswith(b"{\\rtf"):
        raise UnreadableSource(f"{name} is not an .rtf file.", hint="Open it and save it as .docx.")
    if len(raw) > LARGEST:
        raise UnreadableSource(
            f"{name} is larger than 50 MB.", hint="Take its pictures out, or save it as .docx."
        )
    try:
        written = str(rtf_to_text(raw.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf lets through whatever goes wrong inside it
        raise UnreadableSource(
            f"{name} is damaged ({type(error).__name__}).", hint="Open it and save it as .docx."
        ) from None
    text, normalised = normalise(written)
    lines = text.split("\n")
    attributes, taken = split_front_matter(lines, name)
    paragraphs = tuple(Paragraph(line) for line in lines[taken:] if line.strip())
    problems = []
    if b"\\pict" in raw or b"\\footnote" in raw:
        hint = "Copy into the text what belongs to the interview."
        problems.append(Problem(name, "pictures and footnotes were not read.", hint=hint, warning=True))
    return [Draft(paragraphs, attributes, "", normalised, tuple(problems))]
