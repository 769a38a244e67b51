"""A codebook as a table: ours comes back the same, a researcher's own is understood."""

from __future__ import annotations

import pytest

from qual.codebook import parse_codebook
from qual.codebook.table import codebook_of_table, identical, table_of
from qual.errors import UnreadableCodebook
from tests.invented_study import CODEBOOK


def read(*rows: list[str], **said):
    return codebook_of_table(list(enumerate(rows, 1)), "мои-коды.xlsx", **said)


def test_our_own_table_brings_everything_back():
    codebook, _ = parse_codebook(CODEBOOK)

    again, problems = codebook_of_table(list(enumerate(table_of(codebook), 1)), "x.csv")

    assert identical(codebook, again)
    assert problems == []


def test_a_table_in_russian_with_themes_by_name_is_understood():
    codebook, problems = read(
        ["Тема", "Код", "Определение", "Ключевые слова", "Заметки"],
        ["Миссия", "Оперативность", "Как быстро пришли.", "быстро; ввод войск", "х"],
        ["Миссия", "Вывод", "", "", ""],
        ["", "Недоверие", "", "", ""],
        language="ru",
    )

    mission, mistrust = codebook.themes
    assert (mission.id, mission.name) == ("миссия", {"ru": "Миссия"})
    assert [code.id for code in mission.codes] == ["оперативность", "вывод"]
    assert [term.text for term in mission.codes[0].rules[0].any] == ["быстро", "ввод войск"]
    assert mission.codes[0].rules[0].language == "ru"
    assert mistrust.name == {"ru": "Недоверие"}
    assert "'Заметки' was passed over" in problems[0].what


def test_own_headings_are_mapped():
    codebook, _ = read(
        ["Тег", "Смысл"], ["Сенім", "Кімге сенеді."], columns={"name": "Тег", "definition": "Смысл"}
    )

    assert codebook.themes[0].definition == {"und": "Кімге сенеді."}


def test_the_same_name_under_two_themes_gives_two_codes():
    codebook, _ = read(["theme", "name"], ["A", "other"], ["B", "other"])

    assert [[code.id for code in theme.codes] for theme in codebook.themes] == [["other"], ["other-2"]]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["a", "b"], ["1", "2"]], "no column names the codes"),
        ([["id", "parent"], ["a", "b"], ["b", "a"]], "stands below itself"),
        ([["id", "parent"], ["a", "a"]], "stands below itself"),
        ([["id"], ["a"], ["a"]], "the id a is also that of row 2"),
        ([["id", "rules"], ["a", "[{lang: xx, any: [b]}]"]], "its rules"),
        ([["name"]], "names no code"),
        ([], "is empty"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(rows, message):
    with pytest.raises(UnreadableCodebook, match=message):
        read(*rows)
