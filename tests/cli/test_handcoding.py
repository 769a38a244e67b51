"""code, recode, move, delete, decide, memo, history: what a person does to codings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.invented_study import brought_in

BEKA = ("--coder", "Бека")
ASEL = ("--coder", "Әсел")


@pytest.fixture
def ran(study_folder):
    """The study after `qual run`; the code `speed` takes an assessment."""
    book = study_folder / "codebooks" / "invented.yaml"
    text = book.read_text(encoding="utf-8")
    book.write_text(
        text.replace("- id: speed\n", "- id: speed\n        assessment: true\n"), encoding="utf-8"
    )
    return brought_in(study_folder)


def coded(qual, *arguments):
    """The coding that `qual code --json` prints."""
    done = qual("code", *arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def quotes(qual, *filters):
    return json.loads(qual("quotes", "--json", *filters).stdout)


def mine(qual, coder="Бека"):
    """Quote, code and status of a coder's codings, rejected ones included."""
    return [(q["quote"], q["code"], q["status"]) for q in quotes(qual, "--coder", coder)]


def suggestion(qual, code="exit"):
    return next(q["id"] for q in quotes(qual) if q["code"] == code and q["coder"].startswith("auto:"))


# --- coding ---------------------------------------------------------------------------------------


def test_a_passage_is_coded_by_its_words(ran, qual):
    done = qual("code", "kz-01", "--code", "exit", "--quote", "Потом был вывод войск", *BEKA)

    assert done.exit_code == 0
    assert done.stdout.startswith("Coded kz-01, turn 3 sentence 2 with exit: Потом был вывод войск\n")
    assert mine(qual) == [("Потом был вывод войск", "exit", "accepted")]


@pytest.mark.parametrize(
    ("source", "typed", "found"),
    [
        ("kz-01", "потом БЫЛ вывод  войск", "Потом был вывод войск"),
        ("kz-01", "Потом был выводд войск.", "Потом был вывод войск."),
        ("kz-01", "вывод войск. И все это", "вывод войск.\nИ всё это"),
        ("kz-02", "өте жедел келді", "өте жедел келді"),
        ("kz-02", "өте жедел кельді", "өте жедел келді"),
        ("kg-01", "we have a common histroy", "We have a common history"),
    ],
)
def test_a_slip_in_the_quote_does_no_harm_and_the_text_is_what_is_stored(ran, qual, source, typed, found):
    assert coded(qual, source, "--code", "speed", "--quote", typed, *BEKA)["quote"] == found


@pytest.mark.parametrize(
    ("where", "quote"),
    [
        (["--turn", "3", "--sentence", "2"], "Потом был вывод войск."),
        (["--turn", "3", "--sentence", "1-2"], "Да, пришли быстро. Потом был вывод войск."),
        (["--turn", "3"], "Да, пришли быстро. Потом был вывод войск.\nИ всё это заняло дней десять."),
        (["--turn", "3", "--quote", "быстро"], "быстро"),
        (["--start", "78", "--end", "91"], "пришли быстро"),
    ],
)
def test_a_passage_is_coded_by_turn_and_sentence_or_by_offsets(ran, qual, where, quote):
    assert coded(qual, "kz-01", "--code", "speed", *where, *BEKA)["quote"] == quote


def test_show_numbers_the_sentences_as_code_wants_them(ran, qual):
    shown = qual("show", "kz-01", "--sentences").stdout
    record = json.loads(qual("show", "kz-01", "--sentences", "--json").stdout)

    assert "  2  Потом был вывод войск." in shown
    assert [s["number"] for s in record["turns"][2]["sentences"]] == [1, 2, 3]
    assert "sentences" not in json.loads(qual("show", "kz-01", "--json").stdout)["turns"][2]


BAD = {
    "nobody named": (["--turn", "3"], "Nobody is named as the coder. Say who: --coder NAME"),
    "no place": ([*BEKA], "Nothing says which segment is meant."),
    "a quote found twice": (
        [*BEKA, "--quote", "ы"],
        "The quote stands in 7 places of kz-01: turn 1 sentence 1, turn",
    ),
    "no such passage": ([*BEKA, "--quote", "совсем другие слова"], "no passage that reads like the quote"),
    "a near miss": (
        [*BEKA, "--quote", "Потом же был и вывод наших войск"],
        "The nearest is in turn 3 sentence 2.",
    ),
    "an empty quote": ([*BEKA, "--quote", "  "], "The quote is empty."),
    "over two turns": (
        [*BEKA, "--quote", "общая история? Да, пришли быстро"],
        "The segment runs from turn 2 into turn 3 of kz-01, and a coding lies in one turn.",
    ),
    "offsets over two turns": ([*BEKA, "--start", "30", "--end", "80"], "runs from turn 2 into turn 3"),
    "offsets between turns": ([*BEKA, "--start", "22", "--end", "25"], "do not lie inside a turn"),
    "offsets outside": ([*BEKA, "--start", "5", "--end", "9999"], "Characters 5 to 9999 are not in kz-01"),
    "offsets backwards": ([*BEKA, "--start", "9", "--end", "5"], "Characters 9 to 5 are not in kz-01"),
    "one offset": ([*BEKA, "--start", "9"], "A segment has two ends."),
    "offsets and a quote": ([*BEKA, "--start", "1", "--end", "5", "--quote", "это"], "Offsets say it all."),
    "a sentence of no turn": ([*BEKA, "--sentence", "2"], "A sentence is numbered inside its turn."),
    "no such turn": ([*BEKA, "--turn", "9"], "kz-01 has no turn 9. Its turns are 1 to 3."),
    "no such sentence": ([*BEKA, "--turn", "3", "--sentence", "4"], "it has 3 sentences"),
    "no sentence at all": ([*BEKA, "--turn", "3", "--sentence", "two"], "'two' is no sentence."),
    "sentences backwards": ([*BEKA, "--turn", "3", "--sentence", "3-1"], "3-1 runs backwards."),
    "the quote in another turn": (
        [*BEKA, "--turn", "2", "--quote", "дней десять"],
        "The quote does not stand there, but in turn 3 sentence 3 of kz-01.",
    ),
    "a value that is none": (
        [*BEKA, "--turn", "3", "--assessment", "5"],
        "'5' is not an assessment. Use −2, −1, 0, 1 or 2.",
    ),
    "a coder with an odd name": (["--coder", "Бе\u200bка", "--turn", "3"], "cannot be seen (U+200B at 2)"),
    "a coder that is a codebook": (["--coder", "auto:x", "--turn", "3"], "belong to codebooks"),
    "a coder that is a layer": (["--coder", "agreed", "--turn", "3"], "that is a layer of the tables"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_mistake_gets_one_clear_sentence_and_nothing_is_coded(ran, qual, case):
    arguments, message = BAD[case]
    before = quotes(qual)
    answer = qual("code", "kz-01", "--code", "speed", *arguments)

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert answer.stdout == ""
    assert quotes(qual) == before


def test_a_misspelt_code_or_source_is_told_with_the_right_one(ran, qual):
    code = qual("code", "kz-01", "--code", "sped", "--turn", "3", *BEKA)
    source = qual("code", "kz-1", "--code", "speed", "--turn", "3", *BEKA)

    assert code.stderr == "invented@1.0.0 has no code 'sped'. Did you mean speed?\n"
    assert source.stderr.startswith("There is no source kz-1. Did you mean kz-0")


def test_a_quote_that_stands_twice_is_told_with_its_places(ran, qual):
    path = ran / "transcripts" / "interviews" / "ru-01.txt"
    path.write_text("---\ncountry: RU\n---\nЭксперт: Мы не знали. Да, мы не знали.", encoding="utf-8")
    qual("add", path)
    answer = qual("code", "ru-01", "--code", "speed", "--quote", "Мы не знала", *BEKA)
    once = qual("code", "ru-01", "--code", "speed", "--quote", "Мы не знали", *BEKA)

    assert "places of ru-01: turn 1 sentence 1, turn 1 sentence 2." in answer.stderr
    assert once.exit_code == 0  # exactly as written it stands there once


def test_the_same_coding_again_is_no_double_and_says_so(ran, qual):
    first = coded(qual, "kz-01", "--code", "speed", "--turn", "3", "--sentence", "1", *BEKA)
    again = qual("code", "kz-01", "--code", "speed", "--quote", "Да, пришли быстро.", *BEKA)

    assert again.exit_code == 0
    assert again.stdout.startswith("Бека has coded kz-01, turn 3 sentence 1 with speed already")
    assert [one["id"] for one in quotes(qual, "--coder", "Бека")] == [first["id"]]


def test_the_same_coding_again_with_an_assessment_and_a_memo_takes_them_in(ran, qual):
    arguments = ("kz-01", "--code", "speed", "--turn", "3", "--sentence", "1", *BEKA)
    coded(qual, *arguments)
    again = coded(qual, *arguments, "--assessment", "−2", "--memo", "Ашық айтты")
    qual("code", *arguments, "--assessment", "-2", "--memo", "Ашық айтты")

    assert (again["new"], again["assessment"]) == (False, -2)
    assert [memo["text"] for memo in json.loads(qual("memo", "--json").stdout)] == ["Ашық айтты"]


def test_a_code_without_assessment_takes_none(ran, qual):
    answer = qual("code", "kz-01", "--code", "exit", "--turn", "3", "--assessment", "1", *BEKA)

    assert answer.exit_code == 1
    assert answer.stderr.startswith("exit takes no assessment.")


def test_two_coders_who_code_the_same_never_double_a_count(ran, qual):
    place = ("kz-01", "--code", "speed", "--turn", "3", "--sentence", "1")
    before = json.loads(qual("matrix", "--json", "--measure", "segments").stdout)
    coded(qual, *place, *BEKA)
    coded(qual, *place, *ASEL)
    after = json.loads(qual("matrix", "--json", "--measure", "segments").stdout)

    assert after["cells"] == before["cells"]
    assert after["codings"] == before["codings"] + 2
    for measure in ("experts", "words", "matches"):
        assert json.loads(qual("matrix", "--json", "--measure", measure).stdout)["cells"]["KG"]


def test_the_coder_comes_from_the_option_then_the_environment_then_the_settings(ran, qual, monkeypatch):
    (ran / "qual.toml").write_text('coder = "Из настроек"\n', encoding="utf-8")
    place = ("kz-01", "--code", "speed", "--turn", "3", "--sentence")

    assert coded(qual, *place, "1")["coder"] == "Из настроек"
    monkeypatch.setenv("QUAL_CODER", " Из среды ")
    assert coded(qual, *place, "2")["coder"] == "Из среды"
    assert coded(qual, *place, "3", *BEKA)["coder"] == "Бека"
    assert coded(qual, *place, "3", "--coder-name", "Мария")["coder"] == "Мария"


def test_a_coder_whose_name_begins_like_a_formula_is_text_everywhere(ran, qual):
    coded(qual, "kz-01", "--code", "speed", "--turn", "3", "--coder", "=1+1")
    qual("export", "csv")
    codings = (ran / "out" / "codings.csv").read_text(encoding="utf-8-sig")

    assert "'=1+1" in codings
    assert "=1+1" in qual("status").stdout


def test_a_second_spelling_of_a_coder_is_refused(ran, qual):
    coded(qual, "kz-01", "--code", "speed", "--turn", "3", *BEKA)
    answer = qual("code", "kz-01", "--code", "exit", "--turn", "3", "--coder", "бека")

    assert answer.exit_code == 1
    assert "There is a coder Бека already" in answer.stderr
    assert "--coder Бека" in answer.stderr


def test_no_command_lets_coder_mean_two_things(qual):
    from tests.test_house import every_command

    for name, command in every_command():
        options = {option for parameter in command.params for option in parameter.opts}
        filters = {parameter.name for parameter in command.params} & {"coder"}
        acts = any("--coder" in p.opts and p.name == "coder_name" for p in command.params)
        assert not (acts and filters and "--by" not in options), name
        assert sum("--coder" in p.opts for p in command.params) <= 1, name


# --- another code, other borders, away ------------------------------------------------------------


def test_ones_own_coding_gets_another_code_and_keeps_its_id(ran, qual):
    one = coded(qual, "kz-01", "--code", "exit", "--turn", "3", "--sentence", "2", *BEKA)
    done = qual("recode", one["id"][:8], "--code", "identity", *BEKA)

    assert done.exit_code == 0
    assert [(q["id"], q["code"]) for q in quotes(qual, "--coder", "Бека")] == [(one["id"], "identity")]
    assert qual("undo", *BEKA).exit_code == 0
    assert mine(qual) == [("Потом был вывод войск.", "exit", "accepted")]


def test_an_assessment_goes_when_the_new_code_takes_none(ran, qual):
    one = coded(qual, "kz-01", "--code", "speed", "--turn", "3", "--assessment", "2", *BEKA)
    done = qual("recode", one["id"], "--code", "exit", *BEKA)

    assert "that of before was taken away" in done.stderr
    assert "assessed" not in done.stdout
    qual("undo", *BEKA)
    assert "assessed +2" in qual("history", one["id"]).stdout


def test_borders_are_moved_in_the_same_three_ways(ran, qual):
    one = coded(qual, "kz-01", "--code", "exit", "--turn", "3", "--sentence", "2", *BEKA)
    qual("move", one["id"], "--quote", "вывод войск", *BEKA)
    assert mine(qual) == [("вывод войск", "exit", "accepted")]
    qual("move", one["id"], "--turn", "3", "--sentence", "2-3", *BEKA)
    assert mine(qual)[0][0].startswith("Потом был")
    qual("move", one["id"], "--start", "78", "--end", "91", *BEKA)
    assert mine(qual) == [("пришли быстро", "exit", "accepted")]
    assert len(quotes(qual, "--coder", "Бека")) == 1


def test_a_suggestion_that_is_corrected_is_rejected_and_the_correction_is_the_coders_own(ran, qual):
    old = suggestion(qual)
    done = qual("recode", old, "--code", "identity", *BEKA)

    assert f"Suggestion {old[:8]} is rejected" in done.stderr
    assert mine(qual) == [("Потом был вывод войск.", "identity", "accepted")]
    assert [q["status"] for q in quotes(qual, "--status", "rejected")] == ["rejected"]
    qual("undo", *BEKA)
    assert mine(qual) == []
    assert quotes(qual, "--status", "rejected") == []


def test_nobody_changes_or_deletes_what_another_person_coded(ran, qual):
    one = coded(qual, "kz-01", "--code", "exit", "--turn", "3", *BEKA)["id"]
    before = quotes(qual)
    for command in (
        ("recode", one, "--code", "speed"),
        ("move", one, "--turn", "3", "--sentence", "1"),
        ("delete", one),
        ("decide", one, "--reject"),
        ("decide", one, "--accept", "--memo", "да"),
    ):
        answer = qual(*command, *ASEL)
        assert answer.exit_code == 1, command
        assert f"Coding {one[:8]} is Бека's" in answer.stderr
        assert "qual adjudicate" in answer.stderr
    assert quotes(qual) == before


def test_recoding_into_a_coding_that_is_there_is_refused(ran, qual):
    place = ("kz-01", "--turn", "3", "--sentence", "2", *BEKA)
    one, two = coded(qual, *place, "--code", "exit"), coded(qual, *place, "--code", "speed")
    answer = qual("recode", two["id"], "--code", "exit", *BEKA)

    assert answer.exit_code == 1
    assert f"coded that segment with exit already, as {one['id'][:8]}" in answer.stderr


def test_deleting_is_an_act_and_can_be_undone(ran, qual):
    one = coded(qual, "kz-01", "--code", "exit", "--turn", "3", *BEKA)["id"]
    done = qual("delete", one, *BEKA)

    assert done.stdout == "1 coding deleted. To have it back: qual undo\n"
    assert mine(qual) == []
    assert "withdrawn, by Бека" in qual("history", one).stdout
    assert "withdrew it" in qual("history", one).stdout
    assert qual("delete", one, *BEKA).exit_code == 1
    qual("undo", *BEKA)
    assert [q["id"] for q in quotes(qual, "--coder", "Бека")] == [one]


def test_a_suggestion_is_rejected_and_not_deleted(ran, qual):
    answer = qual("delete", suggestion(qual), *BEKA)

    assert answer.exit_code == 1
    assert "deleted, it would be offered again" in answer.stderr


# --- deciding -------------------------------------------------------------------------------------


def test_suggestions_are_decided_by_their_ids(ran, qual):
    ids = [q["id"][:8] for q in quotes(qual, "--country", "KZ")]
    done = qual("decide", *ids, "--accept", "--memo", "Иә", *BEKA)

    assert done.stdout == "3 codings decided. To take it back: qual undo\n"
    assert len(quotes(qual, "--status", "accepted")) == 3
    assert len(json.loads(qual("memo", "--json").stdout)) == 3
    qual("undo", *BEKA)
    assert quotes(qual, "--status", "accepted") == []
    assert json.loads(qual("memo", "--json").stdout) == []


def test_a_bulk_decision_tells_which_first_and_is_one_act(ran, qual):
    dry = qual("decide", "--accept", "--theme", "mission", "--country", "Казахстан", *BEKA)

    assert dry.exit_code == 0
    assert "3 suggestions; nothing is changed yet. To do it: add --yes" in dry.stdout
    assert "Потом был вывод войск." in dry.stdout
    assert quotes(qual, "--status", "accepted") == []

    done = qual("decide", "--accept", "--theme", "mission", "--country", "KZ", "--yes", *BEKA)
    assert "3 codings decided." in done.stdout
    assert {q["country"] for q in quotes(qual, "--status", "accepted")} == {"KZ"}
    last = json.loads(qual("log", "--json").stdout)["batches"][-1]
    assert (last["action"], last["coder"], last["acts"]) == ("accept", "Бека", "3 codings decided")
    qual("undo", *BEKA)
    assert quotes(qual, "--status", "accepted") == []


def test_a_bulk_decision_is_about_undecided_suggestions_unless_a_status_is_given(ran, qual):
    one = quotes(qual, "--country", "KZ")[0]["id"]
    qual("decide", one, "--reject", *ASEL)
    qual("decide", "--accept", "--country", "KZ", "--yes", *BEKA)
    assert {q["id"] for q in quotes(qual, "--status", "rejected")} == {one}

    qual("decide", "--reopen", "--status", "rejected", "--country", "KZ", "--yes", *BEKA)
    assert quotes(qual, "--status", "rejected") == []
    again = qual("decide", "--accept", "--country", "KZ", "--by", "auto:invented@1.0.0", "--yes", *BEKA)
    assert "1 coding decided" in again.stdout


def test_a_bulk_decision_leaves_what_people_coded_alone(ran, qual):
    coded(qual, "kz-01", "--code", "exit", "--turn", "3", *ASEL)
    qual("decide", "--reject", "--country", "KZ", "--status", "accepted,suggested", "--yes", *BEKA)

    assert mine(qual, "Әсел")[0][1:] == ("exit", "accepted")


def test_another_code_instead_of_the_suggested_one(ran, qual):
    old = suggestion(qual)
    done = qual("decide", old, "--instead", "speed", "--assessment", "+1", "--memo", "о сроках", *BEKA)

    assert "1 coded with speed" in done.stdout
    assert mine(qual) == [("Потом был вывод войск.", "speed", "accepted")]
    (memo,) = json.loads(qual("memo", "--json").stdout)
    assert memo["about"] == f"coding:{quotes(qual, '--coder', 'Бека')[0]['id']}"


def test_an_assessment_comes_with_a_decision(ran, qual):
    one = suggestion(qual, "speed")
    qual("decide", one, "--accept", "--assessment", "-1", *BEKA)

    assert json.loads(qual("history", one, "--json").stdout)["assessment"] == -1
    assert json.loads(qual("history", one, "--json").stdout)["decided_by"] == "Бека"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--accept"], "Nothing says which suggestions."),
        (["ID", "--accept", "--theme", "mission"], "Either ids or filters say which."),
        (["ID", "--accept", "--reject"], "These decisions exclude one another."),
        (["ID"], "Nothing says what to decide."),
        (["ID", "--accept", "--assessment", "1"], "exit takes no assessment."),
        (["ID", "--instead", "sped"], "Did you mean speed?"),
        (["00000000", "--accept"], "There is no coding 00000000."),
        (["0", "--accept"], "too short for the id of a coding"),
        (["--accept", "--theme", "misson"], "Did you mean mission?"),
        (["--accept", "--by", "Бэка"], "there is no coder 'Бэка'."),
    ],
)
def test_a_decision_that_cannot_be_is_told_in_a_sentence(ran, qual, arguments, message):
    one = suggestion(qual)
    answer = qual("decide", *[one if a == "ID" else a for a in arguments], *BEKA)

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert quotes(qual, "--status", "accepted") == []


def test_deciding_twice_does_no_harm(ran, qual):
    one = suggestion(qual)
    qual("decide", one, "--accept", *BEKA)
    again = qual("decide", one, "--accept", *ASEL)

    assert "0 codings decided, 1 had been so before" in again.stdout
    assert json.loads(qual("history", one, "--json").stdout)["decided_by"] == "Бека"


# --- memos ----------------------------------------------------------------------------------------


def test_memos_are_written_listed_and_edited(ran, qual):
    one = coded(qual, "kz-01", "--code", "exit", "--turn", "3", *BEKA)["id"]
    qual("memo", "source:kz-01", "Ашық сөйледі", *BEKA)
    qual("memo", "code:exit", "Уже, чем кажется", *BEKA)
    written = qual("memo", f"coding:{one[:6]}", "Спорно", *BEKA)

    assert written.exit_code == 0
    memos = json.loads(qual("memo", "--json").stdout)
    assert [memo["text"] for memo in memos] == ["Ашық сөйледі", "Уже, чем кажется", "Спорно"]
    assert memos[2]["about"] == f"coding:{one}"
    assert "Спорно" in qual("memo", f"coding:{one}").stdout
    assert "Ашық" not in qual("memo", "code:exit").stdout

    edited = qual("memo", f"memo:{memos[0]['id'][:8]}", "Ашық емес", *BEKA)
    assert edited.exit_code == 0
    assert [m["text"] for m in json.loads(qual("memo", "source:kz-01", "--json").stdout)] == ["Ашық емес"]
    qual("undo", *BEKA)
    assert "Ашық сөйледі" in qual("memo").stdout
    qual("memo", f"memo:{memos[1]['id']}", "--delete", *BEKA)
    assert len(json.loads(qual("memo", "--json").stdout)) == 2


def test_the_same_memo_again_is_no_double(ran, qual):
    qual("memo", "source:kz-01", "Ашық", *BEKA)
    qual("memo", "source:kz-01", " Ашық ", *BEKA)
    qual("memo", "source:kz-01", "Ашық", *ASEL)

    assert [m["coder"] for m in json.loads(qual("memo", "--json").stdout)] == ["Бека", "Әсел"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["source:kz-1", "x", *BEKA], "There is no source kz-1."),
        (["code:sped", "x", *BEKA], "Did you mean speed?"),
        (["coding:00000000", "x", *BEKA], "There is no coding 00000000."),
        (
            ["kz-01", "x", *BEKA],
            "A memo cannot be about 'kz-01'. Write source:<id>, code:<id> or coding:<id>.",
        ),
        (["expert:KZ-01", "x", *BEKA], "A memo cannot be about a expert."),
        (["source:kz-01", " ", *BEKA], "The memo is empty."),
        (["source:kz-01", "x"], "Nobody is named as the coder."),
        (["memo:00000000", "x", *BEKA], "There is no memo 00000000."),
        (["source:kz-01", "--delete", *BEKA], "Only a memo is deleted so."),
    ],
)
def test_a_memo_that_cannot_be_is_told_in_a_sentence(ran, qual, arguments, message):
    answer = qual("memo", *arguments)

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert json.loads(qual("memo", "--json").stdout) == []


def test_a_memo_of_another_person_is_not_edited(ran, qual):
    qual("memo", "source:kz-01", "Ашық", *BEKA)
    memo = json.loads(qual("memo", "--json").stdout)[0]["id"]
    answer = qual("memo", f"memo:{memo}", "Нет", *ASEL)

    assert answer.exit_code == 1
    assert f"Memo {memo[:8]} is Бека's." in answer.stderr


# --- the trail ------------------------------------------------------------------------------------


def test_the_history_of_a_coding_tells_who_when_and_what_changed(ran, qual):
    one = suggestion(qual, "speed")
    qual("decide", one, "--accept", "--assessment", "+1", *BEKA)
    qual("memo", f"coding:{one}", "Сроки названы", *ASEL)
    qual("undo", "--coder", "Мария", json.loads(qual("log", "--json").stdout)["batches"][-2]["number"])
    life = json.loads(qual("history", one[:8], "--json").stdout)

    assert [(event["coder"], event["what"]) for event in life["history"]][1:] == [
        ("Бека", "accepted and assessed +1"),
        ("Әсел", "noted: Сроки названы"),
        ("Мария", "put back to undecided and took the assessment away (undoing batch 4)"),
    ]
    assert life["history"][0]["what"].startswith("suggested speed on ")
    assert "Сроки названы" in qual("history", one[:8]).stdout


def test_the_log_reads_as_an_audit_trail(ran, qual):
    one = coded(qual, "kz-01", "--code", "exit", "--turn", "3", "--sentence", "2", *BEKA)["id"][:8]
    qual("recode", one, "--code", "identity", *BEKA)
    qual("move", one, "--turn", "3", "--sentence", "2-3", *BEKA)
    qual("memo", f"coding:{one}", "Спорно", *BEKA)
    qual("delete", one, *BEKA)
    qual("undo", *BEKA)
    told = [batch["told"] for batch in json.loads(qual("log", "--json").stdout)["batches"]][3:]

    assert told[0] == [f"coded exit on kz-01 93–115 ({one})"]
    assert told[1] == [f"recoded from exit to identity: identity in kz-01, turn 3 sentence 2 ({one})"]
    assert told[2][0].startswith("moved its end from 115 to ")
    assert told[3][0].startswith(f"wrote a memo on coding {one}")
    assert told[4] == [f"withdrew identity in kz-01, turn 3 sentence 2 ({one})"]
    assert told[5] == [f"brought back identity in kz-01, turn 3 sentence 2 ({one})"]
    assert "recoded from exit to identity" in qual("log").stdout


def test_the_log_still_holds_no_word_of_an_interview_and_no_memo(ran, qual):
    qual("code", "kz-01", "--code", "exit", "--quote", "Потом был вывод войск", "--memo", "Тайна", *BEKA)
    printed = qual("log", "--json", "-n", "0").stdout + qual("log").stdout

    assert "вывод" not in printed
    assert "Тайна" not in printed


def test_undo_without_a_number_does_not_take_back_what_another_did(ran, qual):
    coded(qual, "kz-01", "--code", "exit", "--turn", "3", *BEKA)
    answer = qual("undo", *ASEL)

    assert answer.exit_code == 1
    assert answer.stderr == (
        "The newest act, 4 (code), is Бека's. If it is to be undone all the same: qual undo 4\n"
    )
    assert qual("undo", "4", *ASEL).exit_code == 0
    assert mine(qual) == []


def test_every_act_leaves_the_study_in_order(ran, qual):
    one = coded(qual, "kz-01", "--code", "speed", "--turn", "3", "--assessment", "1", *BEKA)["id"]
    for arguments in (
        ("recode", one, "--code", "exit"),
        ("move", one, "--turn", "3", "--sentence", "1"),
        ("decide", one, "--memo", "да"),
        ("decide", "--accept", "--country", "KZ", "--yes"),
        ("undo",),
        ("delete", one),
        ("undo",),
    ):
        done = qual(*arguments, *BEKA)
        assert done.exit_code == 0, done.output
        assert qual("check").stdout.startswith("All in order"), arguments
    assert Path("qual.db").exists()
