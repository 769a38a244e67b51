"""agreement, disagreements: two people coded the same interviews; how far they agree, and where not."""

from __future__ import annotations

import json

import pytest

from qual.study import open_project
from qual.study.synthesis import report_material

ANNA, DANA = ("--coder", "Анна"), ("--coder", "Дана")


def ok(qual, *arguments):
    done = qual(*arguments)
    assert done.exit_code == 0, done.output
    return done


def records(qual, *arguments):
    return json.loads(ok(qual, *arguments, "--json").stdout)


def by_code(report):
    return {row["code"]: row for row in report["codes"]}


@pytest.fixture
def coded(ran, qual):
    """kz-01: Да, пришли быстро. | Потом был вывод войск. | И всё это заняло дней десять.

    Both see speed in the first sentence; only Анна sees exit in the second, only Дана in the third.
    """
    ok(qual, "undo")  # the suggestions: nobody has seen them
    for sentence, code, who in ((1, "speed", ANNA), (1, "speed", DANA), (2, "exit", ANNA), (3, "exit", DANA)):
        ok(qual, "code", "kz-01", "--code", code, "--turn", 3, "--sentence", sentence, *who)
    for who in (ANNA, DANA):
        ok(qual, "done", "kz-01", *who)
    return ran


def test_agreement_is_told_for_each_code_with_what_it_rests_on(coded, qual):
    report = records(qual, "agreement")
    codes = by_code(report)

    assert report["coders"] == ["Анна", "Дана"]
    assert (
        codes["speed"] | {"units": 3, "coded Анна": 1, "coded Дана": 1, "percent": 1, "alpha": 1}
        == codes["speed"]
    )
    assert codes["exit"]["positive"] == 0
    assert codes["exit"]["percent"] == pytest.approx(1 / 3, abs=1e-6)


def test_the_report_prints_the_agreement_that_the_command_tells(coded, qual):
    told = by_code(records(qual, "agreement"))
    with open_project(coded) as project:
        material = report_material(project).agreement

    assert {row["code"]: row["units"] for row in material.to_json()["codes"]} == {
        code: row["units"] for code, row in told.items()
    }
    assert by_code(material.to_json()) == told


def test_a_report_where_nobody_can_be_compared_says_so(ran, qual):
    with open_project(ran) as project:
        assert report_material(project).agreement is None


def test_the_screen_says_who_was_compared_by_what_and_what_to_do_next(coded, qual):
    printed = ok(qual, "agreement").stdout

    assert "Coders: Анна, Дана. Compared sentence by sentence, before adjudication." in printed
    assert "they need eight interviews" in printed
    assert "Next: qual disagreements" in printed


def test_interviewers_questions_are_no_units(coded, qual):
    assert by_code(records(qual, "agreement", "--unit", "turn"))["speed"]["units"] == 1
    assert by_code(records(qual, "agreement", "--unit", "token"))["speed"]["units"] == 13


def test_the_worst_disagreement_comes_with_its_place_its_quote_and_the_command_that_settles_it(coded, qual):
    done = ok(qual, "disagreements")

    assert "kz-01, turn 3 sentence 2\n  Потом был вывод войск.\n    Анна: exit\n    Дана: –" in done.stdout
    assert "2 sentences on which coders differ." in done.stderr
    assert "qual adjudicate --source kz-01 --turn 3 --sentence 2" in done.stderr


def test_confusion_pairs_what_one_has_with_what_the_other_has(coded, qual):
    rows = records(qual, "disagreements", "--confusion")

    assert {(row["code"], row["other_code"], row["units"]) for row in rows} == {
        ("speed", "speed", 1),
        ("exit", "(not coded)", 1),
        ("(not coded)", "exit", 1),
    }


def test_what_was_adjudicated_changes_the_agreed_layer_and_not_the_agreement(coded, qual):
    before = records(qual, "agreement")
    place = ("--source", "kz-01", "--turn", 3, "--sentence", 2, "--code", "exit")
    ok(qual, "adjudicate", *place, "--yes-code", "--reason", "Сказано прямо", *ANNA)

    assert records(qual, "agreement") == before
    assert "adjudicated: exit" in ok(qual, "disagreements").stdout
    assert records(qual, "matrix", "--columns", "code", "--layer", "agreed")["cells"]["KZ"]["exit"] == 1


def test_two_coders_of_one_passage_are_one_expert(coded, qual):
    cells = records(qual, "matrix", "--measure", "segments", "--columns", "code")["cells"]["KZ"]

    assert cells["speed"] == 1


def test_a_source_that_one_has_not_finished_is_left_out_and_counted(coded, qual):
    ok(qual, "code", "kz-02", "--code", "speed", "--turn", 2, "--sentence", 1, *ANNA)
    ok(qual, "done", "kz-02", *ANNA)
    report = records(qual, "agreement")

    assert by_code(report)["speed"]["sources"] == 1
    assert report["left_out"]["not shared"] == 1
    assert "1 coding in sources that fewer than two are done with" in ok(qual, "agreement").stdout


def test_an_accepted_suggestion_stands_for_who_accepted_it_and_this_is_said(ran, qual):
    ok(qual, "decide", "--source", "kz-01", "--accept", "--yes", *ANNA)
    ok(qual, "code", "kz-01", "--code", "speed", "--turn", 3, "--sentence", 1, *DANA)
    for who in (ANNA, DANA):
        ok(qual, "done", "kz-01", *who)

    assert by_code(records(qual, "agreement"))["speed"]["coded Анна"] == 1
    assert "accepted suggestions: 2 of Анна" in ok(qual, "agreement").stdout


def test_a_code_that_one_was_not_asked_to_use_is_compared_for_nobody(coded, qual):
    ok(qual, "assign", "Дана", "--source", "kz-01", "--code", "speed")

    assert list(by_code(records(qual, "agreement"))) == ["speed"]


def test_rules_are_held_against_people_who_saw_no_suggestions(coded, qual):
    ok(qual, "suggest")
    codes = by_code(records(qual, "agreement", "--rules"))

    assert codes["speed"] | {"suggested": 1, "people": 1, "precision": 1, "recall": 1} == codes["speed"]
    assert codes["exit"]["undecided"] == 2
    assert "who saw no suggestions" in ok(qual, "agreement", "--rules").stdout


def test_where_people_decided_on_suggestions_only_what_they_kept_is_told(ran, qual):
    ok(qual, "decide", "--source", "kz-01", "--code", "speed", "--accept", "--yes", *ANNA)
    ok(qual, "decide", "--source", "kz-01", "--code", "exit", "--reject", "--yes", *ANNA)
    ok(qual, "done", "kz-01", *ANNA)
    codes = by_code(records(qual, "agreement", "--rules"))

    assert (codes["speed"]["kept"], codes["exit"]["kept"]) == (1, 0)
    assert codes["speed"]["precision"] is None
    assert "qual assign NAME --blind" in ok(qual, "agreement", "--rules").stdout


@pytest.mark.parametrize("command", ["agreement", "disagreements"])
def test_nothing_in_common_is_told_in_a_sentence(ran, qual, command):
    assert "Nobody is done with a source here" in qual(command).stderr
    ok(qual, "done", "kz-01", *ANNA)
    assert "Only Анна is done with a source here" in qual(command).stderr
    ok(qual, "done", "kz-02", *DANA)
    failed = qual(command)

    assert (failed.exit_code, "No source is done by two of Анна, Дана" in failed.stderr) == (1, True)


def test_a_code_that_nobody_used_is_undefined_with_the_reason(coded, qual):
    exit_only = by_code(records(qual, "agreement", "--code", "identity"))

    assert exit_only["identity"]["alpha"] is None
    assert exit_only["identity"]["reason"] == "only one value used"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["agreement", "--unit", "слово"], "The unit is sentence, turn or token, not 'слово'."),
        (["agreement", "--coder", "Ана"], "there is no coder 'Ана'. Did you mean Анна?"),
        (["agreement", "--by", "город"], "no source has the attribute 'город'."),
        (["agreement", "--terms"], "--terms belongs to the rules."),
        (["agreement", "--rules", "--by", "country"], "--rules has tables of its own."),
        (["agreement", "--rules"], "The rules have suggested nothing here."),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(coded, qual, arguments, message):
    failed = qual(*arguments)

    assert failed.exit_code == 1
    assert message in failed.stderr
    assert "Traceback" not in failed.output


def test_who_codes_blind_is_not_told_what_others_coded(coded, qual):
    ok(qual, "assign", "Ева", "--source", "kz-01", "--blind")
    hidden = qual("disagreements", "--coder-name", "Ева")

    assert hidden.exit_code == 1
    assert "Анна: exit" not in hidden.output
