"""Analyses at the terminal: each says what it counted, and what it does not tell."""

from __future__ import annotations

import json

import pytest


def ok(qual, *arguments):
    done = qual(*arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def records(qual, *arguments):
    return json.loads(ok(qual, *arguments, "--json"))


def test_pairs_of_codes_are_counted_in_the_unit_that_is_asked_for(ran, qual):
    found = records(qual, "cooccurrence", "--columns", "code", "--unit", "turn")

    assert [(row["first"], row["second"], row["together"]) for row in found["pairs"]] == [
        ("speed", "exit", 1),
        ("speed", "identity", 1),
    ]
    assert "counted in 4 turns" in ok(qual, "cooccurrence", "--unit", "turn")


def test_saturation_names_its_rule_and_what_it_does_not_say(ran, qual):
    printed = ok(qual, "saturation", "--base", 1, "--run", 1)

    assert "KZ-01" in printed
    assert "base 1, run 1, at most 5% new" in printed
    assert "not that there is no more" in printed
    assert records(qual, "saturation")["curve"][0]["new"] == 2
    cases = records(qual, "saturation", "--base", 1, "--run", 1)["cases"]
    assert [(row["case"], row["interviews"], row["codes"], row["reached"]) for row in cases] == [
        ("all", 4, 3, 1),
        ("KG", 1, 2, None),
        ("KZ", 2, 2, 1),
        ("(not given)", 1, 0, None),
    ]


def test_the_seed_of_the_band_is_told_and_can_be_chosen(ran, qual):
    chosen = records(qual, "saturation", "--seed", 7, "--permutations", 20)

    assert (chosen["seed"], chosen["permutations"]) == (7, 20)
    assert chosen["curve"] == records(qual, "saturation", "--seed", 7, "--permutations", 20)["curve"]


@pytest.mark.parametrize(
    "command", ["cooccurrence", "saturation", "compare", "robustness", "assessments", "timeline"]
)
def test_every_table_says_whose_interviews_how_many_codings_and_who_reviewed_them(ran, qual, command):
    printed = ok(qual, command)

    assert printed.startswith("These interviews are invented for demonstration.")
    assert "5 codings; 5 of them are suggestions that nobody has reviewed yet." in printed


def test_countries_are_compared_with_intervals_and_tested_only_when_asked(ran, qual):
    assert "34% to 100%" in ok(qual, "compare")
    assert records(qual, "compare")["tests"] is None
    assert "Experts were chosen, not drawn" in ok(qual, "compare", "--tests")


def test_what_hangs_on_one_expert_is_told(ran, qual):
    rows = records(qual, "robustness")

    assert [row["hangs_on"] for row in rows if row["country"] == "KG" and row["experts"]] == [
        "KG-01",
        "KG-01",
    ]
    assert "hang on one expert" in ok(qual, "robustness")


def test_assessments_that_nobody_gave_are_told_with_what_to_do(ran, qual):
    assert "qual decide ID --assessment 1" in ok(qual, "assessments")
    assert records(qual, "assessments")["cases"] == []


def test_a_timeline_has_its_bases(ran, qual):
    assert records(qual, "timeline", "--period", "year")["base"] == {"(not given)": 3, "2022": 1}


def test_small_cells_are_hidden_in_public(ran, qual):
    found = records(qual, "matrix", "--public")
    printed = ok(qual, "matrix", "--public")

    assert found["cells"]["KZ"]["mission"] is None
    assert found["hidden"]["KZ"] == ["mission", "identity"]
    assert ["KG", "Kyrgyzstan*", "•", "•"] in [line.split() for line in printed.splitlines()]
    assert "is below 3" in printed
    assert "•" in ok(qual, "timeline", "--public")


def test_public_csv_is_the_table_alone_without_quotations(ran, qual):
    assert "public-country-theme.csv" in ok(qual, "export", "csv", "public", "--public")
    (written,) = (ran / "public").iterdir()

    lines = written.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "country,n,mission,identity"
    assert lines[2] == "KZ,2,hidden,hidden"
    assert lines[-1].startswith("all,4,")


def test_words_are_compared_within_one_language(ran, qual):
    failed = qual("distinctive", "--language", "kk")

    assert failed.exit_code == 1
    assert "fewer than two cases have interviews in 'kk'" in failed.stderr
    assert "z ranks; it is no test" in ok(qual, "distinctive")
    assert "Speed" in ok(qual, "distinctive", "--codes")


def test_questions_of_the_guide_are_counted_of_those_asked(study_folder, qual):
    path = study_folder / "transcripts" / "interviews" / "kz-01.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Интервьюер: Быстро", "Интервьюер: Вопрос 1. Быстро"),
        encoding="utf-8",
    )
    ok(qual, "run")

    assert [
        (row["question"], row["column"], row["experts"], row["asked"]) for row in records(qual, "questions")
    ] == [("1", "mission", 1, 1)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cooccurrence", "--unit", "абзац"], "'абзац' is not a unit."),
        (["saturation", "--order", "возраст"], "no source has the attribute 'возраст' to order by."),
        (["saturation", "--base", "0"], "base and run are numbers of interviews."),
        (["compare", "--rows", "город"], "no source has the attribute 'город'."),
        (["timeline", "--period", "week"], "'week' is not a period."),
        (["questions"], "no question is marked in these interviews."),
        (["matrix", "--public", "--measure", "share"], "only counts of experts can be made fit"),
        (["matrix", "--public", "--min-cell", "2"], "3 or more"),
        (["robustness", "--country", "Казахстон"], "Казахстан"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(ran, qual, arguments, message):
    failed = qual(*arguments)

    assert failed.exit_code == 1
    assert message in failed.stderr
    assert "Traceback" not in failed.output


RUSSIAN = [["matrix"], ["timeline"], ["compare"], ["robustness"], ["cooccurrence", "--unit", "turn"]]


@pytest.mark.parametrize("command", RUSSIAN, ids=lambda command: command[0])
def test_a_russian_study_names_its_themes_in_russian(ran, qual, command):
    with (ran / "qual.toml").open("a", encoding="utf-8") as settings:
        settings.write('language = "ru"\n')

    printed = ok(qual, *command)

    assert "Миссия" in printed
    assert "Mission" not in printed


def test_a_theme_limits_the_words_to_what_is_said_of_it(ran, qual):
    (ran / "transcripts" / "interviews" / "ru-01.txt").write_text(
        "---\nexpert: RU-01\ncountry: RU\nlanguage: ru\n---\nЭксперт: Пришли быстро. Погода хорошая была.\n"
        "\nЭксперт: Погода хорошая.\n",
        encoding="utf-8",
    )
    ok(qual, "run")
    of_all = ok(qual, "distinctive", "--rows", "group", "--country", "RU,KZ,(not given)")
    of_mission = ok(qual, "distinctive", "--rows", "group", "--theme", "mission")

    assert "погода" in of_all
    assert "погода" not in of_mission


def test_a_timeline_of_two_kinds_takes_both(ran, qual):
    both = records(qual, "timeline", "--period", "year", "--kind", "interview,statement")

    assert both["base"] == {"(not given)": 3, "2022": 1}
