"""Searching: every place where an expression stands, with the words around it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qual.errors import RuleError
from qual.matching.search import Found, search
from qual.model import Source

from .finding import interview

TURNS = (("Интервьюер", "interviewer"), ("Эксперт", "expert"))


def looked_for(expression: str, *sources: Source, **choices: object) -> list[Found]:
    return list(search(sources, expression, **choices))  # type: ignore[arg-type]


def test_a_place_comes_with_its_turn_its_speaker_and_the_words_around():
    source = interview("Была миссия?\nДа, миссия ОДКБ была недолгой.", *TURNS)

    first, second = looked_for("миссия", source, width=5)

    assert (first.turn, first.speaker, first.before, first.match, first.after) == (
        1, "Интервьюер", "Была ", "миссия", "?",
    )  # fmt: skip
    assert (second.turn, second.speaker, second.before, second.match, second.after) == (
        2, "Эксперт", "Да, ", "миссия", " ОДКБ",
    )  # fmt: skip
    assert second.source is source
    assert source.text[second.start : second.end] == "миссия"


def test_the_words_around_stop_at_the_ends_of_the_turn():
    (place,) = looked_for("миссия", interview("миссия"), width=50)

    assert (place.before, place.after) == ("", "")


def test_fifty_characters_show_on_either_side_unless_told_otherwise():
    (place,) = looked_for("миссия", interview("а" * 60 + " миссия " + "б" * 60))

    assert (place.before, place.after) == ("а" * 49 + " ", " " + "б" * 49)


def test_everyone_is_searched_unless_speakers_are_named():
    source = interview("Миссия?\nМиссия.", *TURNS)

    assert len(looked_for("миссия", source)) == 2
    assert [place.turn for place in looked_for("миссия", source, speakers=("expert",))] == [2]


def test_lemmas_are_those_of_the_language_of_each_source():
    russian = interview("О безопасности.")
    kazakh = interview("Қауіпсіздікті қорғадық.", id="kz-02", language="kk")
    english = interview("The organizations left.", id="kz-03", language="en")

    assert [place.match for place in looked_for("безопасность", russian, kazakh)] == ["безопасности"]
    assert [place.match for place in looked_for("қауіпсіздік", russian, kazakh)] == ["Қауіпсіздікті"]
    assert [place.match for place in looked_for("organisation", english)] == ["organizations"]


def test_a_place_is_told_once_though_the_rules_of_several_languages_find_it():
    unknown = interview("Совет безопасности.", language="")

    assert [place.match for place in looked_for("совет безопасность", unknown)] == ["Совет безопасности"]
    assert [place.match for place in looked_for("совет*", unknown)] == ["Совет"]


def test_a_language_without_rules_is_searched_as_written():
    assert [p.match for p in looked_for("рада", interview("Рада і ради.", language="uk"))] == ["Рада"]


def test_places_come_in_the_order_of_sources_and_text():
    one, other = interview("мир, война, мир"), interview("война", id="kz-02")

    places = looked_for("война | мир", other, one)

    assert [(place.source.id, place.match) for place in places] == [
        ("kz-02", "война"), ("kz-01", "мир"), ("kz-01", "война"), ("kz-01", "мир"),
    ]  # fmt: skip


def test_line_breaks_show_as_spaces():
    broken = replace(interview("Вот Совет безопасности ООН"), text="Вот\nСовет\nбезопасности\nООН")

    (place,) = looked_for("совет безопасность", broken, unit="turn")

    assert (place.before, place.match, place.after) == ("Вот ", "Совет безопасности", " ООН")


def test_an_expression_that_cannot_be_read_is_declined():
    with pytest.raises(RuleError, match="needs a distance"):
        looked_for("мир NEAR война", interview("мир"))
