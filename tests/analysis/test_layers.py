"""One coder's codings, and what coders agree on."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from qual.analysis.layers import agreed_codings, codings_of
from qual.model import Adjudication, Coding, Evidence, Segment, Status

TEXT = "Олар тез келді. Потом ушли. Это был прецедент. Мы удивились."
SENTENCES = [(0, 15), (16, 27), (28, 46), (47, 60)]
UNITS = {"kz-01": SENTENCES}


def coding(first: int, last: int, coder: str, code: str = "speed", status: Status = "accepted", **fields):
    """A coding from one sentence to another."""
    start, end = SENTENCES[first][0], SENTENCES[last][1]
    return Coding(
        f"{coder} {first}-{last}",
        code,
        Segment("kz-01", start, end, TEXT[start:end]),
        coder,
        status,
        **fields,
    )  # type: ignore[arg-type]


def decision(sentence: int, *, keep: bool, code: str = "speed", created: str = "1", id: str = "d"):
    start, end = SENTENCES[sentence]
    return Adjudication(
        id, code, Segment("kz-01", start, end, TEXT[start:end]), keep, "причина", "Әсел", created
    )


def agreed(codings, decisions=(), readers: Collection[str] = ("Бека", "Мария")):
    found = agreed_codings(codings, decisions, units=UNITS, read_by=lambda source, code: readers)
    return [(one.coder, one.code, one.segment.quote) for one in found]


def test_the_sentences_are_as_the_tests_say():
    assert [TEXT[a:b] for a, b in SENTENCES] == [
        "Олар тез келді.",
        "Потом ушли.",
        "Это был прецедент.",
        "Мы удивились.",
    ]


def test_a_coders_layer_holds_their_codings_and_the_suggestions_they_accepted():
    mine, theirs = coding(0, 0, "Бека"), coding(0, 0, "Мария")
    accepted = coding(1, 1, "auto:b@1", decided_by="Бека")
    undecided = coding(2, 2, "auto:b@1", status="suggested")
    rejected = coding(3, 3, "Бека", status="rejected")

    assert codings_of([mine, theirs, accepted, undecided, rejected], "Бека") == [mine, accepted]


def test_what_all_who_read_it_coded_alike_is_agreed_and_stands_once():
    assert agreed([coding(0, 0, "Бека"), coding(0, 0, "Мария")]) == [("Бека", "speed", "Олар тез келді.")]


def test_what_one_coded_and_another_read_without_coding_is_not():
    assert agreed([coding(0, 0, "Бека")]) == []
    assert agreed([coding(0, 0, "Бека"), coding(0, 0, "Мария", "exit")]) == []


def test_who_has_not_read_the_source_to_its_end_has_said_nothing_by_silence():
    assert agreed([coding(0, 0, "Бека")], readers=["Бека"]) == [("Бека", "speed", "Олар тез келді.")]
    assert agreed([coding(0, 0, "Бека")], readers=[]) == [("Бека", "speed", "Олар тез келді.")]


def test_of_stretches_that_differ_in_length_the_agreed_sentences_stay():
    long, first, third = coding(0, 2, "Бека"), coding(0, 0, "Мария"), coding(2, 2, "Мария")

    assert agreed([long, first, third]) == [
        ("Бека", "speed", "Олар тез келді."),
        ("Бека", "speed", "Это был прецедент."),
    ]
    assert agreed([long, coding(0, 2, "Мария")]) == [("Бека", "speed", TEXT[:46])]


def test_words_inside_one_sentence_agree_with_the_sentence():
    words = Coding("w", "speed", Segment("kz-01", 5, 8, "тез"), "Мария", "accepted")

    assert agreed([coding(0, 0, "Бека"), words]) == [("Бека", "speed", "Олар тез келді.")]


def test_a_decision_to_keep_stands_as_the_adjudicators_coding():
    codings = [coding(0, 0, "Бека"), coding(2, 2, "Бека")]

    assert agreed(codings, [decision(0, keep=True)]) == [("Әсел", "speed", "Олар тез келді.")]


def test_a_decision_against_a_code_takes_it_out_even_where_all_agreed():
    codings = [coding(0, 2, "Бека"), coding(0, 2, "Мария")]

    assert agreed(codings, [decision(1, keep=False)]) == [
        ("Бека", "speed", "Олар тез келді."),
        ("Бека", "speed", "Это был прецедент."),
    ]


def test_of_two_decisions_about_a_sentence_the_newer_one_holds():
    keep = decision(0, keep=True, created="2026-01-01", id="d1")
    drop = Adjudication("d2", "speed", Segment("kz-01", 0, 27, TEXT[:27]), False, "нет", "Әсел", "2026-01-02")

    assert agreed([coding(0, 0, "Бека")], [keep, drop]) == []
    assert agreed([coding(0, 0, "Бека")], [drop, keep]) == []


def test_a_decision_may_keep_what_nobody_coded_there():
    assert agreed([], [decision(3, keep=True)]) == [("Әсел", "speed", "Мы удивились.")]


def test_suggestions_nobody_decided_on_and_rejected_codings_are_in_no_agreed_layer():
    accepted = coding(0, 0, "auto:b@1", decided_by="Мария", evidence=(Evidence("speed/kk", "тез", 5, 8),))
    codings = [
        coding(0, 0, "auto:b@1", status="suggested"),
        coding(1, 1, "Бека", status="rejected"),
        coding(1, 1, "Мария", status="rejected"),
    ]

    assert agreed(codings) == []
    assert agreed([accepted, coding(0, 0, "Бека")]) == [("Бека", "speed", "Олар тез келді.")]


@pytest.mark.parametrize("order", [0, 1])
def test_the_order_of_the_codings_makes_no_difference(order):
    codings = [coding(0, 1, "Бека"), coding(0, 0, "Мария"), coding(1, 1, "Мария")]

    assert agreed(codings[::-1] if order else codings) == [("Бека", "speed", TEXT[:27])]


def test_what_lies_outside_all_units_is_a_unit_of_its_own():
    blank = Coding("b", "speed", Segment("kz-01", 15, 16, " "), "Бека", "accepted")

    assert agreed([blank]) == []
    assert agreed([blank], readers=()) == [("Бека", "speed", " ")]
