"""init, run, status, check, log and undo."""

from __future__ import annotations

import json
import os

import pytest


def test_a_study_goes_from_files_to_table_and_workbook_in_one_command(study_folder, qual):
    done = qual("run")

    assert done.exit_code == 0
    assert "4 sources, codebook invented@1.0.0: 5 new suggestions." in done.stdout
    assert (study_folder / "out" / "invented.xlsx").exists()
    assert "Workbook: out/invented.xlsx" in done.stdout
    assert "Report:   out/invented.html, out/invented.docx" in done.stdout
    assert "Figures:  out/figures/country-theme.png" in done.stdout


def test_running_twice_does_no_harm(ran, qual):
    before = json.loads(qual("quotes", "--json").stdout)
    again = qual("run")

    assert again.exit_code == 0
    assert "nothing to do, neither texts nor rules have changed" in again.stdout
    assert json.loads(qual("quotes", "--json").stdout) == before


def test_the_workbook_of_a_second_run_has_the_same_bytes(ran, qual):
    workbook = ran / "out" / "invented.xlsx"
    first = workbook.read_bytes()
    workbook.unlink()
    qual("run")

    assert workbook.read_bytes() == first


def test_an_empty_study_can_be_made_and_is_ready_to_fill(tmp_path, qual):
    done = qual("init", tmp_path / "мое исследование")

    assert done.exit_code == 0
    assert (tmp_path / "мое исследование" / "codebooks" / "codebook.yaml").exists()
    checked = qual("codebook", "check", "-p", tmp_path / "мое исследование")
    assert checked.exit_code == 0


def test_a_project_is_not_made_twice(study_folder, qual):
    assert qual("init").exit_code == 0
    again = qual("init")

    assert again.exit_code == 1
    assert "already" in again.stderr


def test_status_tells_sources_experts_and_what_nobody_reviewed(ran, qual):
    status = json.loads(qual("status", "--json").stdout)

    assert status["codings"] == {"suggested": 5, "accepted": 0, "rejected": 0}
    kazakhstan = next(row for row in status["rows"] if row["country"] == "KZ")
    assert (kazakhstan["sources"], kazakhstan["experts"], kazakhstan["suggested"]) == (2, 2, 3)
    assert "An invented study" in qual("status").stdout


def test_a_sound_study_is_in_order(ran, qual):
    checked = qual("check")

    assert checked.exit_code == 0
    assert checked.stdout.startswith("All in order")


def test_a_transcript_changed_after_import_is_reported_and_the_codings_are_untouched(ran, qual):
    before = json.loads(qual("quotes", "--json").stdout)
    path = ran / "transcripts" / "interviews" / "kz-01.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("быстро", "медленно"), encoding="utf-8")

    checked = qual("check")
    again = qual("run")

    assert checked.exit_code == 1
    assert "kz-01" in checked.stderr
    assert again.exit_code == 0
    assert "changed since it was imported as kz-01" in again.stderr
    assert json.loads(qual("quotes", "--json").stdout) == before


def test_a_changed_attribute_is_taken_over(ran, qual):
    path = ran / "transcripts" / "interviews" / "am-01.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("language: ru", "language: ru\ncountry: Армения"),
        encoding="utf-8",
    )
    qual("run")

    assert json.loads(qual("matrix", "--json").stdout)["base"] == {"AM": 1, "KG": 1, "KZ": 2}


def test_a_run_can_be_undone_and_done_again(ran, qual):
    undone = qual("undo")
    assert undone.exit_code == 0
    assert json.loads(qual("quotes", "--json").stdout) == []

    number = undone.stdout.rpartition("qual undo ")[2].split()[0]
    assert qual("undo", number).exit_code == 0
    assert len(json.loads(qual("quotes", "--json").stdout)) == 5


def test_undone_suggestions_come_back_with_the_next_suggest(ran, qual):
    qual("undo")
    done = qual("suggest")

    assert "5 new suggestions" in done.stdout


def test_the_log_tells_every_command_and_prints_its_head(ran, qual):
    history = json.loads(qual("log", "--json").stdout)

    assert [batch["action"] for batch in history["batches"]][-3:] == [
        "add sources",
        "adopt codebook",
        "suggest",
    ]
    assert len(history["head"]) == 64
    assert "suggest" in qual("log").stdout


def test_the_log_holds_no_word_of_an_interview(ran, qual):
    printed = qual("log", "--json", "-n", "0").stdout
    stored = (ran / "qual.db").read_bytes()

    assert "вывод войск" not in printed
    assert "вывод войск".encode() in stored  # in the text and the quote, that is


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(study_folder, qual):
    study_folder.chmod(0o500)
    try:
        answer = qual("run")
    finally:
        study_folder.chmod(0o700)

    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1


def test_the_coder_of_qual_toml_stands_in_the_log(study_folder, qual):
    (study_folder / "qual.toml").write_text('coder = "Асель"\n', encoding="utf-8")
    qual("run")

    assert json.loads(qual("log", "--json").stdout)["batches"][-1]["coder"] == "Асель"


def test_an_unknown_key_of_qual_toml_is_told_with_the_right_one(study_folder, qual):
    (study_folder / "qual.toml").write_text('titel = "x"\n', encoding="utf-8")
    answer = qual("run")

    assert answer.exit_code == 1
    assert "Did you mean title?" in answer.stderr


def test_a_store_of_a_later_version_is_declined_politely(ran, qual):
    import sqlite3

    with sqlite3.connect(ran / "qual.db") as store:
        store.execute("UPDATE meta SET value = '99' WHERE name = 'format'")
    answer = qual("matrix")

    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1
    assert "later" in answer.stderr or "newer" in answer.stderr
