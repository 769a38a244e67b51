"""Sheets: one row a turn, or one row an answer."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from qual.errors import UnreadableSource
from qual.reading import read_sources

TURNS = "speaker;text;time\nИнтервьюер;Что было?;0:01\nЭксперт;Пришли быстро.;0:09\n;И ушли.;0:12\n"
ANSWERS = """\
expert,country,question,answer
KZ-01,KZ,Неге?,Баға үшін.
KZ-01,KZ,А потом?,Тишина.
AM-01,AM,Неге?,Գազ։
"""


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [reading.source for reading in read_sources(path)]


def turns(source):
    return [(turn.role, turn.time, source.text[turn.start : turn.end]) for turn in source.turns]


def test_one_row_a_turn(tmp_path):
    (source,) = read(tmp_path, "kz-01.csv", TURNS)

    assert turns(source) == [
        ("interviewer", "0:01", "Что было?"),
        ("expert", "0:09", "Пришли быстро.\nИ ушли."),
    ]


def test_one_row_an_answer_gives_a_source_for_each_person_with_what_the_rows_say_of_them(tmp_path):
    first, second = read(tmp_path, "survey.csv", ANSWERS)

    assert (first.expert, first.country, second.expert, second.country) == ("KZ-01", "KZ", "AM-01", "AM")
    assert first.id != second.id
    assert turns(first) == [
        ("interviewer", "", "Неге?"),
        ("expert", "", "Баға үшін."),
        ("interviewer", "", "А потом?"),
        ("expert", "", "Тишина."),
    ]


def test_a_workbook_is_read_like_a_csv_file_and_its_other_sheets_are_told(tmp_path):
    book = Workbook()
    for line in TURNS.splitlines():
        book.active.append(line.split(";"))
    book.create_sheet("Заметки").append(["x"])
    book.save(tmp_path / "kz-01.xlsx")
    (reading,) = read_sources(tmp_path / "kz-01.xlsx")

    assert turns(reading.source)[1] == ("expert", "0:09", "Пришли быстро.\nИ ушли.")
    assert any("other sheets were not read: Заметки" in problem.what for problem in reading.problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n", "has no rows of words"),
        ("цена,год\n1,2022\n2,2023\n", "no column says who speaks"),
        ("expert,answer\nKZ-01,Да\n,Нет\n", "1 rows do not say whose answer they are"),
    ],
)
def test_what_is_no_transcript_is_told(tmp_path, text, message):
    with pytest.raises(UnreadableSource, match=message):
        read(tmp_path, "a.csv", text)
