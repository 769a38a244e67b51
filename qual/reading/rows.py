"""Transcripts in a sheet, .csv or .xlsx: one row a turn, or one row an answer.

One row a turn: a column says who speaks, one holds the words, one may hold the time. One row an
answer: a column says who answered, one holds the answer and one the question; each person is a
source then, and what else a row says of them (country, date) an attribute of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from qual.errors import Problem, UnreadableSource
from qual.reading.attributes import suggested_id
from qual.reading.draft import Draft, Paragraph
from qual.reading.label_words import words
from qual.reading.sheet_rows import excel_rows, text_rows
from qual.reading.speaker_tables import spoken_rows

WHO = words("""
expert, respondent, interviewee, participant, id, source, эксперт, респондент, информант, участник, ид,
  сарапшы, респондент, փորձագետ, эксперт, коршунас
""")
QUESTION = words("question, вопрос, сұрақ, суроо, савол, հարց, пытанне")
ANSWER = words("answer, response, ответ, жауап, жооп, ҷавоб, պատասխան, адказ")
_HINT = (
    "Head its columns speaker and text (one row a turn), or expert, question and answer (one row an answer)."
)


def read_csv(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The sources in a .csv file; its separator is found out."""
    rows, told, problems = text_rows(raw, name, encoding)
    return _drafts([cells for _, cells in rows], name, told, problems)


def read_excel(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The sources in the first sheet of an .xlsx file; others are told."""
    rows, others = excel_rows(raw, name)
    problems = []
    if others:
        hint = "Save each as a file of its own if they are transcripts, too."
        problems.append(
            Problem(name, f"other sheets were not read: {', '.join(others)}.", hint, warning=True)
        )
    return _drafts([cells for _, cells in rows], name, "", problems)


def _drafts(rows: Sequence[Sequence[str]], name: str, encoding: str, problems: list[Problem]) -> list[Draft]:
    rows = [[cell.strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise UnreadableSource(f"{name} has no rows of words.", hint=_HINT)
    width = max(map(len, rows))
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    heads = [cell.casefold().strip(" :") for cell in grid[0]]
    who, question, answer = (
        next((n for n, head in enumerate(heads) if head in known), None) for known in (WHO, QUESTION, ANSWER)
    )
    if who is not None and answer is not None:
        return _answers(grid, who, question, answer, name, encoding, problems)
    spoken = spoken_rows(grid)
    if spoken is None:
        raise UnreadableSource(f"{name}: no column says who speaks.", hint=_HINT)
    if spoken.columns_left_out:
        what = f"table columns beside the words were not read ({spoken.columns_left_out})."
        problems = [*problems, Problem(name, what, "Move into the text what belongs to it.", warning=True)]
    return [Draft(tuple(spoken.paragraphs), {}, encoding, {}, tuple(problems))]


def _answers(
    grid: Sequence[Sequence[str]],
    who: int,
    question: int | None,
    answer: int,
    name: str,
    encoding: str,
    problems: list[Problem],
) -> list[Draft]:
    """A source for each person, its questions and answers as turns."""
    said: dict[str, list[Sequence[str]]] = {}
    for row in grid[1:]:
        said.setdefault(row[who], []).append(row)
    if "" in said:
        raise UnreadableSource(
            f"{name}: {len(said[''])} rows do not say whose answer they are.",
            hint=f"Fill in the column {grid[0][who]!r}.",
        )
    stem = PurePath(name).stem
    drafts = []
    for person, rows in said.items():
        paragraphs = []
        for row in rows:
            if question is not None and row[question]:
                paragraphs.append(Paragraph(row[question], speaker="Interviewer"))
            if row[answer]:
                paragraphs.append(Paragraph(row[answer], speaker="Expert"))
        steady = {
            grid[0][n]: rows[0][n]
            for n in range(len(grid[0]))
            if n not in (who, question, answer)
            and grid[0][n]
            and rows[0][n]
            and len({row[n] for row in rows}) == 1
        }
        attributes = {"expert": person, "id": suggested_id(f"{stem}-{person}"), **steady}
        drafts.append(Draft(tuple(paragraphs), attributes, encoding, {}, tuple(problems)))
    return drafts
