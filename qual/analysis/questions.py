"""Question × country: of the experts who were asked a question, how many speak of a theme.

"Not asked" is not silence: the base of a question counts the experts to whom it was put.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qual.analysis.matrix import Columns, case_values, column_members, unit_of
from qual.analysis.tidy import context_of, counted
from qual.errors import InvalidRequest

if TYPE_CHECKING:
    import pandas as pd

Asked = Mapping[str, Sequence[tuple[str, int, int]]]
"""For each source the answers: question, start, end."""


def questions(
    codings: pd.DataFrame,
    asked: Asked,
    *,
    rows: str = "country",
    columns: Columns = "theme",
    reviewed: bool = False,
) -> pd.DataFrame:
    """Themes in the answers to each question of the guide, by case.

    A row a question, case and theme that somebody speaks of there, and one with no theme ("") for
    a question in whose answers nobody of the case speaks of any: `question`, the case, `column`,
    `experts`, `asked` (experts of the case to whom the question was put), `share`. A coding belongs
    to the answer in which it begins. Questions come in the order of their numbers. Raises
    InvalidRequest when no question is marked in any interview.
    """
    import pandas as pd

    context = context_of(codings)
    sources = [row for row in context.sources if row.kind == "interview" and row.tagged]
    case_of = case_values(codings, sources, rows)
    unit = {row.id: unit_of(row) for row in sources}
    bases: dict[tuple[str, str], set[str]] = {}
    for row in sources:
        for question, _, _ in asked.get(row.id, ()):
            bases.setdefault((question, case_of[row.id]), set()).add(unit[row.id])
    if not bases:
        raise InvalidRequest(
            "no question is marked in these interviews.",
            hint='Begin the interviewer\'s turn with its number: "Q3." or "Вопрос 3."',
        )
    frame = counted(codings[["source", "code", "start", "status"]], reviewed=reviewed)
    frame = frame[frame["source"].isin(list(unit))]
    members = column_members(context, frame, columns)
    speak: dict[tuple[str, str, str], set[str]] = {}
    columns_of: dict[str, list[str]] = {}
    for column, codes in members.items():
        for code in codes:
            columns_of.setdefault(code, []).append(column)
    for source, code, start in zip(frame["source"], frame["code"], frame["start"], strict=True):
        for question, begin, end in asked.get(source, ()):
            if begin <= start < end:
                for column in columns_of.get(code, ()):
                    speak.setdefault((question, case_of[source], column), set()).add(unit[source])
    found = []
    for question, case in sorted(bases, key=lambda key: (_number(key[0]), key[1][:1] == "(", key[1])):
        n = len(bases[question, case])
        spoken = [column for column in members if (question, case, column) in speak]
        for column in spoken or [""]:
            k = len(speak.get((question, case, column), ()))
            found.append(
                {"question": question, rows: case, "column": column, "experts": k, "asked": n, "share": k / n}
            )
    types = {"question": "str", rows: "str", "column": "str", "experts": "int64", "asked": "int64"}
    return pd.DataFrame(found, columns=[*types, "share"]).astype({**types, "share": "float64"})


def _number(question: str) -> tuple[int, str]:
    digits = "".join(letter for letter in question if letter.isdigit())
    return int(digits or 0), question
