"""Questions of the guide are found where the interviewer's turns say their number."""

from __future__ import annotations

import pytest

from qual.model import Source, Turn
from qual.reading.guide import answers


def interview(*said):
    """Turns as (role, words)."""
    text, turns = "", []
    for number, (role, words) in enumerate(said, 1):
        turns.append(Turn(number, len(text), len(text) + len(words), role=role))
        text += f"{words}\n\n"
    return Source("kz-01", "interview", text, tuple(turns))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Q3. What happened?", "3"),
        ("[Q12] And then?", "12"),
        ("[Q12]. And then?", "12"),
        ("Вопрос 4: Что было?", "4"),
        ("В7а. А потом?", "7а"),
        ("5-сұрақ: Не болды?", "5"),
        ("Հարց 2. Ի՞նչ եղավ։", "2"),
        ("Question 3 is next", None),
        ("В 2022 году что было?", None),
    ],
)
def test_a_mark_is_a_number_at_the_beginning_with_a_stop_behind(words, number):
    found = answers(interview(("interviewer", words), ("expert", "Да.")))

    assert [answer.question for answer in found] == ([number] if number else [])


def test_an_answer_goes_on_to_the_next_marked_question():
    source = interview(
        ("interviewer", "Q1. Что было?"),
        ("expert", "Много."),
        ("interviewer", "А потом?"),
        ("expert", "Тишина."),
        ("interviewer", "Q2. Кто?"),
        ("expert", "Все."),
    )
    first, second = answers(source)

    assert "Тишина." in source.text[first.start : first.end]
    assert first.end == second.start
    assert source.text[second.start : second.end].endswith("Все.\n\n")


def test_what_an_expert_numbers_is_no_question():
    assert answers(interview(("expert", "Q1. Сам спрошу."))) == []
