"""The rule language: what a term means, and where a term that means nothing goes wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qual.errors import RuleError
from qual.matching.rules import (
    Atom,
    Both,
    Either,
    Expression,
    Near,
    NotNear,
    Sequence,
    Without,
    atoms,
    parse,
    parse_cached,
)


def lemma(text: str) -> Atom:
    return Atom("lemma", text)


A, B, C, D = map(lemma, "абвг")

PIECES = st.sampled_from(
    ["AND", "NOT", "NEAR/3", "BEFORE/2", "NEAR", "OR", "(", ")", "|", "мир", "=ОДКБ", "безопасн*", "*", "-",
     "NEAR/0", "NEAR/999", "\n", "г.", "don’t", "e\u0301", "\u0301", "'", "=", "𝐝", "қауіпсіздік"]
)  # fmt: skip
LIKELY_TERM = st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join)


def parsed_or_error(term: str) -> Expression | RuleError:
    try:
        return parse(term, forms=("мира",), also_parts=True)
    except RuleError as error:
        return error


@given(LIKELY_TERM | st.text(max_size=40))
@example("мир NEAR/" + "1" * 5_000 + " война")
@example("(" * 2_000 + "мир" + ")" * 2_000)
@example(" AND ".join(["мир"] * 2_000))
@example("мир\n\n) война")
@example("\ud800")
def test_any_text_is_a_term_or_a_rule_error_with_a_column_inside_it(term):
    outcome = parsed_or_error(term)

    if isinstance(outcome, RuleError):
        assert 1 <= outcome.column <= len(term) + 1
        assert outcome.message and outcome.hint
    else:
        assert list(atoms(outcome))
        assert outcome == parsed_or_error(term)
        assert hash(outcome) == hash(parsed_or_error(term))


def test_a_word_is_a_lemma_whatever_its_case_and_spelling():
    assert parse("Безопасность") == lemma("безопасность")
    assert parse("партнёрство") == lemma("партнерство")
    assert parse("замо\u0301к") == lemma("замок")
    assert parse("и\u0306од") == lemma("йод"), "decomposed letters are those of the texts"


def test_an_exact_form_keeps_its_case():
    assert parse("=ОДКБ") == Atom("exact", "ОДКБ")
    assert parse("=Нур‑Султан") == Atom("exact", "Нур-Султан")
    assert parse("=замо\u0301к") == Atom("exact", "замок")


@pytest.mark.parametrize("term", ["безопасн*", "*ность", "без*ность", "*пас*", "*-центр", "центр-*", "20*"])
def test_a_star_makes_a_wildcard(term):
    assert parse(term) == Atom("wildcard", term)


def test_words_in_a_row_make_a_sequence():
    assert parse("а  б\tв") == Sequence((A, B, C))


def test_alternatives_stand_anywhere_in_a_row():
    assert parse("а (б | в) г") == Sequence((A, Either((B, C)), D))
    assert parse("(а б | в) г") == Sequence((Either((Sequence((A, B)), C)), D))


def test_brackets_that_hold_one_thing_change_nothing():
    assert parse("((а))") == A
    assert parse("(а) (б)") == Sequence((A, B))


def test_near_and_before_have_a_distance_and_an_order():
    assert parse("а NEAR/8 б") == Near(A, B, 8, ordered=False)
    assert parse("а BEFORE/100 б") == Near(A, B, 100, ordered=True)
    assert parse("а NEAR/05 б") == Near(A, B, 5, ordered=False)
    assert parse("а NOT NEAR/5 б") == NotNear(A, B, 5)


def test_each_operator_has_its_own_distance():
    assert parse("а NEAR/2 б BEFORE/3 в NOT NEAR/4 г") == NotNear(
        Near(Near(A, B, 2, ordered=False), C, 3, ordered=True), D, 4
    )


def test_and_stands_for_both_and_and_not_for_one_without_the_other():
    assert parse("а AND б") == Both(A, B)
    assert parse("а AND NOT б") == Without(A, B)
    assert parse("а AND б AND NOT в AND г") == Both(Without(Both(A, B), C), D)


def test_a_row_binds_closest_then_near_then_and_then_the_bar():
    assert parse("а б NEAR/3 в AND г | а") == Either(
        (Both(Near(Sequence((A, B)), C, 3, ordered=False), D), A)
    )
    assert parse("а AND (б | в)") == Both(A, Either((B, C)))
    assert parse("а|б") == Either((A, B))


def test_operators_are_written_in_capitals_and_words_that_begin_like_them_are_words():
    assert parse("and") == lemma("and")
    assert parse("android ANDROID NOTE") == Sequence((lemma("android"), lemma("android"), lemma("note")))
    assert parse("(а)AND(б)") == Both(A, B)


def test_forms_go_to_the_first_lemma_and_parts_to_every_word():
    assert parse("=ОДКБ а б", forms=("Аё",), also_parts=True) == Sequence(
        (
            Atom("exact", "ОДКБ", also_parts=True),
            Atom("lemma", "а", forms=("ае",), also_parts=True),
            Atom("lemma", "б", also_parts=True),
        )
    )


def test_a_term_is_read_once_and_remembered():
    assert parse_cached("а NEAR/3 б", (), False) is parse_cached("а NEAR/3 б", (), False)
    assert parse_cached("а", ("б",), False) != parse_cached("а", (), False)


@pytest.mark.parametrize(
    ("term", "column", "message"),
    [
        ("", 1, "the term is empty"),
        (" \t", 1, "the term is empty"),
        ("мир AND", 8, "stops too early"),
        ("мир AND NOT  ", 12, "stops too early"),
        ("мир NEAR/5", 11, "stops too early"),
        ("мир |", 6, "stops too early"),
        ("AND мир", 1, "AND stands where a word is needed"),
        ("мир AND NEAR/2 б", 9, "NEAR/2 stands where a word is needed"),
        ("NOT мир", 1, "NOT stands where a word is needed"),
        ("| мир", 1, "| stands where a word is needed"),
        ("()", 2, ") stands where a word is needed"),
        ("мир NOT война", 9, "война cannot follow NOT alone"),
        ("мир NOT BEFORE/3 война", 9, "BEFORE/3 stands where a word is needed"),
        ("мир NEAR война", 5, "NEAR needs a distance"),
        ("мир NOT NEAR война", 9, "NEAR needs a distance"),
        ("мир BEFORE война", 5, "BEFORE needs a distance"),
        ("мир NEAR/0 война", 5, "between 1 and 100"),
        ("мир NEAR/101 война", 5, "between 1 and 100"),
        ("мир OR война", 5, "OR is written |"),
        ("(мир | война", 1, "not closed"),
        ("(мир (и) (война", 10, "not closed"),
        ("мир) война", 4, "not opened"),
        ("мир\nи война)", 12, "not opened"),
        ("г. Астана", 1, "г. is not one word"),
        ("мир -война", 5, "-война is not one word"),
        ("=", 1, "= is not one word"),
        ("=мир*", 1, "=мир* is not one word"),
        ("мир -война*", 5, "-война* is not one word"),
        ("мир *", 5, "almost any word"),
        ("*а", 1, "almost any word"),
        ("-*а*", 1, "almost any word"),
        ("(а AND б) в", 1, "inside a row of words"),
        ("а (б NEAR/2 в)", 1, "inside a row of words"),
        ("(а AND б) NEAR/2 в", 1, "on one side of NEAR"),
        ("а NOT NEAR/2 (б | в AND г)", 1, "on one side of NEAR"),
    ],
)
def test_a_term_that_means_nothing_says_where_it_goes_wrong(term, column, message):
    with pytest.raises(RuleError) as raised:
        parse(term)

    assert message in raised.value.message
    assert raised.value.column == column
    assert raised.value.hint


def test_a_term_without_end_is_declined_not_a_traceback():
    with pytest.raises(RuleError, match="more than 60") as raised:
        parse(" AND ".join(["мир"] * 62))
    assert raised.value.column == len(" AND ".join(["мир"] * 61)) + 2

    parse(" AND ".join(["мир"] * 61))
    parse("(" + " | ".join(["мир"] * 500) + ")")
    parse("(" * 60 + "мир" + ")" * 60)
