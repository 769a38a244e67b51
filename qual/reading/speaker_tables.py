"""Tables that are transcripts: a row is a turn, one column says who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qual.reading.draft import Paragraph
from qual.reading.label_words import words
from qual.reading.labels import could_be_label, known_labels, label_key, role_of

_TIME = re.compile(r"[\[(<]?\s*(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)[^\w]*.{0,16}")
_NUMBER = re.compile(r"№?\s*\d+[.)]?")

_SPEAKER_HEADINGS = words("""
speaker, name, who, person, role, спикер, говорящий, говорит, участник, имя, кто, роль, сөйлеуші, кім,
  аты, խոսող, ով, անուն, хто, прамоўца, імя, ким, сүйлөөчү, аты-жөнү, гӯянда, кӣ, ном
""")
_OTHER_HEADINGS = words("""
text, words, utterance, speech, transcript, time, timestamp, number, no, текст, слова, реплика, речь,
  время, тайм-код, таймкод, номер, мәтін, сөз, сөздер, уақыт, տեքստ, խոսք, ժամանակ, тэкст, словы, час,
  сөз, убакыт, матн, сухан, вақт
""")


@dataclass(frozen=True, slots=True)
class SpokenRows:
    """The turns of a table, and how many columns with text were not among them."""

    paragraphs: list[Paragraph]
    columns_left_out: int = 0


def spoken_rows(rows: Sequence[Sequence[str]]) -> SpokenRows | None:
    """The rows of a table as paragraphs that know their speaker, None when it is another kind of table.

    Such a table has a column of labels, or two columns headed by labels ("Question", "Answer"). A row
    without a label goes on with the speaker before it. The longest column beside holds the words;
    columns of times and of row numbers are understood, others are left out.
    """
    width = max((len(row) for row in rows), default=0)
    grid = [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
    if width < 2 or not grid:
        return None
    known = known_labels()
    if len(grid) > 1 and sum(bool(cell and role_of(cell, known)) for cell in grid[0]) >= 2 == width:
        answers = [
            Paragraph(cell, speaker=_label(who))
            for row in grid[1:]
            for who, cell in zip(grid[0], row, strict=True)
        ]
        return SpokenRows([paragraph for paragraph in answers if paragraph.text])
    headed = any(cell.casefold().strip(" :") in _SPEAKER_HEADINGS | _OTHER_HEADINGS for cell in grid[0])
    body = grid[1:] if headed else grid
    columns = list(zip(*body, strict=True))
    if not columns:
        return None
    longest = max(range(width), key=lambda column: sum(map(len, columns[column])))
    others = [column for column in range(width) if column != longest and any(columns[column])]
    time = next((column for column in others if _mostly(columns[column], _TIME)), None)
    speaker = next((column for column in others if column != time and _is_speakers(columns[column])), None)
    if speaker is None and headed:
        named = (c for c in others if grid[0][c].casefold().strip(" :") in _SPEAKER_HEADINGS)
        speaker = next(named, None)
    if speaker is None:
        return None
    unread = [c for c in others if c not in (time, speaker) and not _mostly(columns[c], _NUMBER)]
    paragraphs = [
        Paragraph(
            row[longest], speaker=_label(row[speaker]), time=_time(row[time]) if time is not None else ""
        )
        for row in body
        if row[longest]
    ]
    return SpokenRows(paragraphs, len(unread))


def _label(cell: str) -> str:
    return " ".join(cell.split()).rstrip(" :։՝")


def _time(cell: str) -> str:
    stamp = _TIME.fullmatch(cell)
    return stamp[1] if stamp else ""


def _mostly(cells: Sequence[str], pattern: re.Pattern[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(bool(pattern.fullmatch(cell)) for cell in filled) > 0.8 * len(filled)


def _is_speakers(cells: Sequence[str]) -> bool:
    known = known_labels()
    labels = [_label(cell) for cell in cells if cell]
    alike = [label for label in labels if role_of(label, known) or could_be_label(label)]
    if len(alike) <= 0.8 * len(labels):
        return False
    repeated = max(Counter(map(label_key, alike)).values()) > 1
    return repeated or any(role_of(label, known) for label in alike)
