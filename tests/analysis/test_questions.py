"""Question × country: of those who were asked, who speaks of it."""

from __future__ import annotations

import pytest

from qual.analysis.questions import questions
from qual.analysis.tidy import tidy_codings
from qual.errors import InvalidRequest
from tests.analysis.said import BOOK, coding, source

KZ1, KZ2 = source("kz-01", "Пришли быстро. Ушли быстро."), source("kz-02", "Пришли быстро. Ушли быстро.")
ASKED = {"kz-01": [("1", 0, 15), ("2", 15, 27)], "kz-02": [("2", 0, 27)]}


def rows(codings, asked=ASKED):
    found = questions(tidy_codings(codings, [KZ1, KZ2], BOOK), asked)
    return [tuple(row) for row in found[["question", "column", "experts", "asked"]].to_numpy().tolist()]


def test_who_was_not_asked_is_not_silent():
    assert rows([coding(KZ1, "Пришли"), coding(KZ2, "Пришли")]) == [
        ("1", "mission", 1, 1),
        ("2", "mission", 1, 2),
    ]


def test_a_question_to_which_nobody_spoke_of_any_theme_keeps_its_row():
    assert rows([coding(KZ1, "Пришли")]) == [("1", "mission", 1, 1), ("2", "", 0, 2)]


def test_questions_stand_in_the_order_of_their_numbers():
    asked = {"kz-01": [("10", 0, 5), ("2", 5, 9), ("2a", 9, 12)]}

    assert [row[0] for row in rows([], asked)] == ["2", "2a", "10"]


def test_a_guide_that_is_not_marked_is_told():
    with pytest.raises(InvalidRequest, match="no question is marked"):
        questions(tidy_codings([], [KZ1], BOOK), {})
