"""What other programs do wrong with several coders, as tests that it is not done here."""

from __future__ import annotations

import json
import unicodedata

import pytest

ANNA, DANA = ("--coder", "Анна"), ("--coder", "Дана")
SENTENCES = "--turn", 3, "--sentence"


def ok(qual, *arguments):
    done = qual(*arguments)
    assert done.exit_code == 0, done.output
    return done


def records(qual, *arguments):
    return json.loads(ok(qual, *arguments, "--json").stdout)


@pytest.fixture
def untagged(ran, qual):
    """The study without suggestions."""
    ok(qual, "undo")
    return ran


def code(qual, code_id, sentence, who, source="kz-01"):
    ok(qual, "code", source, "--code", code_id, *SENTENCES, sentence, *who)


def test_two_coders_never_double_a_count_in_any_measure(untagged, qual):
    measures = ("experts", "share", "segments", "words", "matches")
    code(qual, "speed", 1, ANNA)
    alone = [records(qual, "matrix", "--columns", "code", "--measure", one)["cells"] for one in measures]

    code(qual, "speed", 1, DANA)
    both = [records(qual, "matrix", "--columns", "code", "--measure", one)["cells"] for one in measures]

    assert alone == both


def test_another_coders_coding_never_makes_a_cooccurrence(untagged, qual):
    code(qual, "speed", 1, ANNA)
    code(qual, "exit", 1, DANA)
    apart = records(qual, "cooccurrence", "--columns", "code")

    code(qual, "exit", 1, ANNA)
    together = records(qual, "cooccurrence", "--columns", "code")

    assert [pair["together"] for pair in apart["pairs"] if pair["together"]] == []
    assert [pair["together"] for pair in together["pairs"] if pair["together"]] == [1]


def test_percentages_that_two_coders_disagree_on_do_not_pass_for_agreement(untagged, qual):
    """Agreement is not counted over text that nobody coded alone: who never meets has positive 0."""
    code(qual, "speed", 1, ANNA)
    code(qual, "speed", 2, DANA)
    for who in (ANNA, DANA):
        ok(qual, "done", "kz-01", *who)

    (speed,) = [row for row in records(qual, "agreement")["codes"] if row["code"] == "speed"]

    assert speed["positive"] == 0
    assert speed["kappa"] < 0


def test_read_and_nothing_to_code_differs_from_not_seen(untagged, qual):
    code(qual, "speed", 1, ANNA)
    ok(qual, "done", "kz-01", *ANNA)
    alone = qual("agreement")
    ok(qual, "done", "kz-01", *DANA)

    assert alone.exit_code == 1
    (speed,) = [row for row in records(qual, "agreement")["codes"] if row["code"] == "speed"]
    assert (speed["coded Анна"], speed["coded Дана"]) == (1, 0)


@pytest.mark.parametrize("option", ["--country", "--expert", "--source", "--kind"])
@pytest.mark.parametrize("command", ["agreement", "disagreements"])
def test_filters_always_filter_what_is_compared(untagged, qual, command, option):
    passes = {"--country": "KG", "--expert": "KG-01", "--source": "kg-01", "--kind": "interview"}
    blocks = {"--country": "AM", "--expert": "AM-01", "--source": "am-01", "--kind": "statement"}
    ok(qual, "code", "kg-01", "--code", "speed", "--quote", "They came quickly.", *ANNA)
    for who in (ANNA, DANA):
        ok(qual, "done", "kg-01", *who)

    assert records(qual, command, option, passes[option])
    assert qual(command, option, blocks[option]).exit_code == 1


def test_a_filter_for_a_code_leaves_no_other_code_in(untagged, qual):
    code(qual, "speed", 1, ANNA)
    code(qual, "exit", 2, ANNA)
    for who in (ANNA, DANA):
        ok(qual, "done", "kz-01", *who)

    assert {row["code"] for row in records(qual, "agreement", "--code", "exit")["codes"]} == {"exit"}
    assert [row["Анна"] for row in records(qual, "disagreements", "--code", "exit")] == ["exit"]


@pytest.mark.parametrize(
    "name", ["Ануш Սարգսյան", "Әсел-2", "O'Neil; DROP", "=cmd|' /C calc'!A0", "𝔄nna", "a" * 60]
)
def test_a_coder_with_odd_characters_is_kept_letter_for_letter(untagged, qual, name):
    code(qual, "speed", 1, ("--coder", name))
    code(qual, "speed", 1, ANNA)
    for who in (("--coder", name), ANNA):
        ok(qual, "done", "kz-01", *who)

    report = records(qual, "agreement")

    assert sorted(report["coders"]) == sorted(["Анна", unicodedata.normalize("NFC", name)])
    assert records(qual, "matrix", "--layer", name, "--columns", "code")["cells"]["KZ"]["speed"] == 1
    assert ok(qual, "check").exit_code == 0


@pytest.mark.parametrize("name", ["a\nb", "auto:robot", "\u202eannA", "   "])
def test_a_name_that_would_mislead_is_refused_in_a_sentence(untagged, qual, name):
    done = qual("code", "kz-01", "--code", "speed", *SENTENCES, 1, "--coder", name)

    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert not records(qual, "quotes")


def test_one_value_used_is_undefined_and_says_so_on_screen(untagged, qual):
    for sentence in (1, 2, 3):
        for who in (ANNA, DANA):
            code(qual, "speed", sentence, who)
    for who in (ANNA, DANA):
        ok(qual, "done", "kz-01", *who)

    printed = ok(qual, "agreement").stdout

    assert "only one value used" in " ".join(printed.split())
