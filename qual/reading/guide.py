"""Which question of the interview guide an answer belongs to, where the interviewer's turns say so.

A question is marked at the beginning of the interviewer's turn: `Q3.`, `В3:`, `[Q3]`, `Вопрос 3.`,
`Question 3:`, `3-сұрақ:`, `Հարց 3.`. What the expert says from there to the next marked question
belongs to it; follow-up questions without a mark change nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qual.model import Source

MARK = re.compile(
    r"""\s*[\[(]?\s*(?:
        (?:Q|В|С|Հ|Question|Вопрос|Сұрақ|Суроо|Пытанне|Савол|Հարց)\s*[-.№\#]?\s*(?P<behind>\d{1,2}[a-zа-я]?)
      | (?P<before>\d{1,2}[a-zа-я]?)\s*[-–]\s*(?:сұрақ|суроо|вопрос|савол)
    )\s*[\])]?\s*[.:)\]]""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What belongs to a question of the guide: a stretch of a source from `start` to before `end`."""

    question: str  # its number as marked: "3", "7a"
    start: int
    end: int


def answers(source: Source) -> list[Answer]:
    """The answers to marked questions, in order; nothing where no turn of an interviewer has a mark."""
    found: list[Answer] = []
    for turn in source.turns:
        if turn.role == "expert":
            continue
        match = MARK.match(source.text[turn.start : turn.end])
        if match is None:
            continue
        if found:
            found[-1] = Answer(found[-1].question, found[-1].start, turn.start)
        number = match["behind"] or match["before"]
        found.append(Answer(number.lower(), turn.start, len(source.text)))
    return found
