"""archive, restore, merge: a project as a whole."""

from __future__ import annotations

import json
import shutil


def test_a_study_is_archived_and_restored_elsewhere_with_its_settings(ran, qual, tmp_path):
    before = qual("matrix", "--json").stdout

    archived = qual("archive", tmp_path / "kept")
    restored = qual("restore", tmp_path / "kept", "--to", tmp_path / "again")

    assert (archived.exit_code, restored.exit_code) == (0, 0)
    assert "qual restore" in archived.stdout
    assert "4 sources" in restored.stdout
    assert archived.stderr.splitlines()[-1] == restored.stderr.splitlines()[-1]  # the log head
    assert qual("matrix", "--json", "--project", tmp_path / "again").stdout == before
    assert (tmp_path / "again" / "qual.toml").read_text(encoding="utf-8") == 'title = "An invented study"\n'


def test_restoring_what_is_no_archive_is_one_sentence_and_makes_nothing(study_folder, qual, tmp_path):
    done = qual("restore", study_folder, "--to", tmp_path / "again")

    assert done.exit_code == 1
    assert done.stderr == "study is no archive: it has no archive.json. Name the folder itself.\n"
    assert not (tmp_path / "again" / "qual.db").exists()


def test_a_merge_is_told_then_stored_and_says_how_to_take_it_back(ran, qual, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(ran, other)
    coded = qual(
        "code", "kz-01", "--code", "exit", "--turn", "3", "--sentence", "2", "--coder", "Әсел", "-p", other
    )
    assert coded.exit_code == 0, coded.output

    told = qual("merge", other, "--coder", "Бека")
    stored = qual("merge", other, "--coder", "Бека", "--yes", "--json")

    assert "exit (accepted)" in told.stdout
    assert "Nothing is stored yet. To store it, say --yes." in told.stdout
    assert [step["coder"] for step in json.loads(stored.stdout)["steps"]] == ["Әсел"]
    again = qual("merge", other, "--coder", "Бека", "--yes", "--json")
    assert json.loads(again.stdout) == {
        "steps": [],
        "conflicts": [],
        "problems": [],
        "same": 1,
        "batch": None,
    }


def test_a_conflict_is_told_on_stderr_with_exit_code_1(ran, qual, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(ran, other)
    id_ = json.loads(qual("quotes", "--code", "speed", "--json").stdout)[0]["id"]
    qual("decide", id_, "--accept", "--coder", "Бека")
    qual("decide", id_, "--reject", "--coder", "Әсел", "-p", other)

    done = qual("merge", other, "--coder", "Бека")

    assert done.exit_code == 1
    assert "speed accepted by Бека here, but speed rejected by Әсел there." in done.stderr
