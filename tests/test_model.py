"""The nouns of a study and the little they know about themselves."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from qual.errors import Problem, QualError, RuleError
from qual.model import NOT_GIVEN, Code, Codebook, Coding, Segment, Selection, Source, Turn, in_language

TEXT = "Вопрос о мире?\nМир — это безопасность.\n\nИ доверие."
INTERVIEW = Source(
    "kz-01",
    "interview",
    TEXT,
    (Turn(1, 0, 14, "Вопрос", "interviewer"), Turn(2, 15, 38), Turn(3, 40, 50)),
    country="KZ",
    expert="KZ-01",
    language="ru",
    attributes={"sector": "think tank"},
    file="transcripts/interviews/kz-01.txt",
)
CODEBOOK = Codebook(
    "b",
    "1.0",
    (
        Code("mission", codes=(Code("speed", codes=(Code("hours"),)), Code("exit"))),
        Code("identity", name={"ru": "Идентичность", "kk": "Бірегейлік"}),
    ),
)


def test_an_interviews_own_words_are_the_experts():
    assert [turn.number for turn in INTERVIEW.own_turns] == [2, 3]
    assert INTERVIEW.words == 6


def test_every_turn_of_a_statement_is_its_own():
    statement = Source("un-01", "statement", TEXT, INTERVIEW.turns)

    assert statement.own_turns == INTERVIEW.turns
    assert statement.words == 9


def test_a_turn_holds_its_first_character_and_not_its_end():
    edges = {0: 1, 13: 1, 14: None, 15: 2, 37: 2, 38: None, 39: None, 40: 3, 49: 3, 50: None}

    assert {at: getattr(INTERVIEW.turn_at(at), "number", None) for at in edges} == edges


def test_attributes_are_asked_for_by_one_name_wherever_they_are_kept():
    names = ["source", "id", "kind", "country", "expert", "language", "file", "sector", "age"]

    assert [INTERVIEW.attribute(name) for name in names] == [
        "kz-01", "kz-01", "interview", "KZ", "KZ-01", "ru", INTERVIEW.file, "think tank", "",
    ]  # fmt: skip


def test_a_source_says_in_a_line_what_it_is():
    assert str(INTERVIEW) == "kz-01 (interview, KZ, 3 turns)"
    assert str(Source("x", "literature", "")) == "x (literature, (not given), 0 turns)"


def test_codes_come_in_the_order_of_the_codebook_each_under_its_theme():
    assert [code.id for code in CODEBOOK.codes] == ["mission", "speed", "hours", "exit", "identity"]
    below_mission = dict.fromkeys(["mission", "speed", "hours", "exit"], "mission")
    assert CODEBOOK.theme_of() == {**below_mission, "identity": "identity"}
    assert CODEBOOK.code("hours") == Code("hours")
    assert CODEBOOK.code("nothing") is None


def test_a_codebook_codes_under_its_name_and_version():
    assert CODEBOOK.name == "b@1.0"
    assert CODEBOOK.coder == "auto:b@1.0"


def test_a_machines_codings_are_told_from_a_persons():
    segment = Segment("kz-01", 0, 6, "Вопрос")

    assert Coding("1", "speed", segment, CODEBOOK.coder).by_machine
    assert not Coding("2", "speed", segment, "auto").by_machine


def test_a_code_is_called_in_the_language_asked_for_else_in_english_else_somehow():
    identity = CODEBOOK.themes[1]

    assert identity.label("kk") == "Бірегейлік"
    assert identity.label("hy") == "Идентичность"
    assert CODEBOOK.themes[0].label("ru") == "mission"
    assert in_language({"ru": "да", "en": "yes"}, "kk") == "yes"
    assert in_language({"ru": "да", "en": "yes"}, "ru") == "да"
    assert in_language({"en": "", "ru": "да"}) == "да"
    assert in_language({}) == ""


def test_filters_are_conditions_and_their_values_alternatives():
    assert Selection().takes(INTERVIEW)
    assert Selection(country=("AM", "KZ"), kind=("interview",), expert=("KZ-01",), source=("kz-01",)).takes(
        INTERVIEW
    )
    assert not Selection(country=("AM",)).takes(INTERVIEW)
    assert not Selection(country=("KZ",), kind=("statement",)).takes(INTERVIEW)
    assert not Selection(expert=("KZ-02",)).takes(INTERVIEW)
    assert not Selection(source=("kz-1",)).takes(INTERVIEW)


def test_what_is_not_given_can_be_filtered_for():
    nowhere = Source("x", "interview", "мир")

    assert Selection(country=(NOT_GIVEN,), expert=(NOT_GIVEN,)).takes(nowhere)
    assert not Selection(country=(NOT_GIVEN,)).takes(INTERVIEW)


def test_records_do_not_change():
    with pytest.raises(FrozenInstanceError):
        INTERVIEW.text = "другое"  # type: ignore[misc]


def test_where_a_code_stands_in_its_file_makes_it_no_other_code():
    assert Code("a", line=1) == Code("a", line=2)
    assert Codebook("b", "1", (), file="x.yaml") == Codebook("b", "1", (), file="y.yaml")
    assert Codebook("b", "1", ()) != Codebook("b", "2", ())


def test_an_error_reads_as_one_sentence_and_what_to_do():
    assert str(QualError("No country.", hint="Add one.")) == "No country. Add one."
    assert str(QualError("No country.")) == "No country."
    assert RuleError("x", column=3).column == 3
    assert str(Problem("b.yaml, line 3", "no id.", "Give it one.")) == "b.yaml, line 3: no id. Give it one."
    assert not Problem("b.yaml", "no id.").warning
