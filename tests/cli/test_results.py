"""matrix and quotes: the same numbers on screen and as JSON, and filters that filter."""

from __future__ import annotations

import json

import pytest


def test_the_matrix_counts_experts_and_says_of_how_many(ran, qual):
    shown = qual("matrix")

    assert shown.exit_code == 0
    row = next(line for line in shown.stdout.splitlines() if line.startswith("KZ Kazakhstan"))
    assert row.split()[-6:] == ["2", "of", "2", "0", "of", "2"]


def test_an_interview_without_a_country_is_a_row_of_its_own(ran, qual):
    table = json.loads(qual("matrix", "--json").stdout)

    assert table["base"] == {"KG": 1, "KZ": 2, "(not given)": 1}
    assert table["cells"]["(not given)"] == {"mission": 0, "identity": 0}


def test_questions_of_the_interviewer_are_not_counted(ran, qual):
    """KZ-01 was asked about common history and did not answer."""
    table = json.loads(qual("matrix", "--json").stdout)

    assert table["cells"]["KZ"]["identity"] == 0
    assert table["cells"]["KG"] == {"mission": 1, "identity": 1}


def test_json_has_the_documented_shape(ran, qual):
    table = json.loads(qual("matrix", "--json").stdout)

    assert (table["rows"], table["columns"], table["measure"]) == ("country", "theme", "experts")
    assert table["unreviewed"] == table["codings"] == 5


def test_a_quote_has_every_documented_field(ran, qual):
    quotes = json.loads(qual("quotes", "--json").stdout)

    assert len(quotes) == 5
    assert set(quotes[0]) == {
        "id",
        "source",
        "kind",
        "country",
        "expert",
        "turn",
        "theme",
        "code",
        "coder",
        "status",
        "start",
        "end",
        "quote",
        "evidence",
    }
    assert {quote["coder"] for quote in quotes} == {"auto:invented@1.0.0"}


@pytest.mark.parametrize("country", ["KZ", "kz", "Kazakhstan", "Казахстан", "Қазақстан"])
def test_a_country_filter_understands_every_name_of_the_country(ran, qual, country):
    quotes = json.loads(qual("quotes", "--json", "--country", country).stdout)

    assert {quote["country"] for quote in quotes} == {"KZ"}
    assert len(quotes) == 3


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (["--theme", "identity"], 1),
        (["--code", "speed"], 3),
        (["--code", "exit,speed"], 4),
        (["--expert", "KZ-01"], 2),
        (["--source", "kg-01", "--code", "speed"], 1),
        (["--status", "accepted"], 0),
        (["--kind", "statement"], 0),
    ],
)
def test_filters_filter_quotes_and_matrix_alike(ran, qual, filters, left):
    quotes = json.loads(qual("quotes", "--json", *filters).stdout)
    table = json.loads(qual("matrix", "--json", *filters).stdout)

    assert len(quotes) == left
    assert table["codings"] == left


def test_a_filtered_matrix_has_only_the_bases_that_the_filter_lets_pass(ran, qual):
    table = json.loads(qual("matrix", "--json", "--country", "KZ").stdout)

    assert table["base"] == {"KZ": 2}


def test_rows_may_be_any_attribute(ran, qual):
    table = json.loads(qual("matrix", "--json", "--rows", "group").stdout)

    assert table["base"] == {"NGO": 1, "academia": 2, "(not given)": 1}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--theme", "misson"], "there is no theme 'misson'. Did you mean mission?"),
        (["--country", "Kazahstan"], "Kazakhstan"),
        (["--kind", "speech"], "there is no kind 'speech'. There are: interview, statement, literature."),
        (["--status", "acepted"], "there is no status 'acepted'. Did you mean accepted?"),
        (["--expert", "KZ-1"], "there is no expert 'KZ-1'. Did you mean KZ-01?"),
        (["--rows", "sector"], "no source has the attribute 'sector'."),
        (["--measure", "people"], "'people' is not a measure. Choose one of: experts, share"),
    ],
)
def test_a_filter_for_something_that_does_not_exist_says_so(ran, qual, arguments, message):
    answer = qual("matrix", *arguments)

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_shares_and_words_are_shown_as_per_cent(ran, qual):
    assert "100%" in qual("matrix", "--measure", "share").stdout
    assert "%" in qual("matrix", "--measure", "words").stdout


def test_invented_interviews_say_so_on_screen(ran, qual):
    assert "invented" in qual("matrix").stdout.splitlines()[0]


def test_small_countries_are_marked(ran, qual):
    shown = qual("matrix").stdout

    assert "KG Kyrgyzstan*" in shown
    assert "fewer than 3 experts" in shown


def test_what_was_not_searched_yet_is_a_dash_and_not_a_zero(study_folder, qual):
    qual("add")
    qual("codebook", "adopt")
    shown = qual("matrix")

    assert "–" in shown.stdout
    assert "4 not coded yet" in shown.stdout
