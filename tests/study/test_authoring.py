"""The author's words are stored, kept, undone, archived and merged like everything a person does."""

from __future__ import annotations

import shutil

import pytest

from qual import study
from qual.errors import InvalidRequest, NotFound
from qual.model import PURPOSES, Assignment, AuthorNote, Memo
from qual.project import Project
from tests.invented_study import write_study

TEXT = "Жедел келді, бірақ <b>сенім</b> жоқ.\n=1+1 — не формула."


@pytest.fixture
def project(tmp_path):
    folder = write_study(tmp_path / "here")
    study.ensure_project(folder)
    with study.open_project(folder, coder="Әсел") as opened:
        study.run_study(opened, quick=True)
        yield opened


def test_a_conclusion_is_kept_letter_for_letter_and_the_old_one_stays_in_the_history(project):
    study.write_note(project, "conclusion", "mission", "Первая мысль.")
    study.write_note(project, "conclusion", "mission", TEXT)

    notes = study.author_notes(project)

    assert notes.text("conclusion", "mission") == TEXT
    assert len(notes.notes) == 1
    memo = project.memos.select("conclusion:mission")[0]
    assert [one.text for one in project.memos.versions(memo.id)] == ["Первая мысль.", TEXT]


def test_theme_country_and_expert_each_have_words_of_their_own(project):
    study.write_note(project, "conclusion", "mission", "Общее.")
    study.write_note(project, "conclusion", "mission", "О Казахстане.", country="Казахстан")
    study.write_note(project, "summary", "mission", "Коротко.", expert="KZ-01")

    notes = study.author_notes(project)

    assert notes.text("conclusion", "mission", country="KZ") == "О Казахстане."
    assert notes.text("summary", "mission", expert="KZ-01") == "Коротко."
    assert notes.text("summary", "mission") == ""
    assert [note.purpose for note in notes.of("mission")] == ["conclusion", "conclusion", "summary"]
    assert study.memos(project) == []  # they are no notes on the side


def test_undo_takes_a_conclusion_back_and_brings_a_withdrawn_one_back(project):
    study.write_note(project, "conclusion", "mission", TEXT)
    study.withdraw_note(project, "conclusion", "mission")
    assert study.author_notes(project).text("conclusion", "mission") == ""

    project.undo()
    assert study.author_notes(project).text("conclusion", "mission") == TEXT

    project.undo()
    assert study.author_notes(project).notes == ()
    study.write_note(project, "conclusion", "mission", "Снова.")
    assert study.author_notes(project).text("conclusion", "mission") == "Снова."


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("conclusion", "mission", "  "), "empty"),
        (("convergence", "mission", "agrement"), "Did you mean agreement?"),
        (("convergence", "mission", "да"), "Choose one of: agreement"),
        (("praise", "mission", "да"), "Choose one of: conclusion"),
    ],
)
def test_what_cannot_be_stored_is_refused_in_a_sentence(project, given, says):
    with pytest.raises(InvalidRequest) as refused:
        study.write_note(project, *given)

    assert says in f"{refused.value.message} {refused.value.hint}"


def test_what_is_not_there_is_told_with_the_nearest(project):
    for code, where, hint in (
        ("mision", {}, "Did you mean mission?"),
        ("mission", {"country": "RU"}, "There are: KG, KZ."),
        ("mission", {"expert": "KZ-1"}, "Did you mean KZ-01?"),
    ):
        with pytest.raises(NotFound) as refused:
            study.write_note(project, "summary", code, "да", **where)
        assert refused.value.hint == hint
    with pytest.raises(NotFound, match=r"No conclusion on mission is written\."):
        study.withdraw_note(project, "conclusion", "mission")
    with pytest.raises(InvalidRequest, match="not about one expert"):
        study.write_note(project, "conclusion", "mission", "да", expert="KZ-01")


def test_an_archive_holds_them_and_restores_them(project, tmp_path):
    study.write_note(project, "conclusion", "mission", TEXT)
    study.write_note(project, "summary", "speed", "Быстро.", expert="KZ-01")

    study.archive_study(project, tmp_path / "kept")
    study.restore_study(tmp_path / "kept", tmp_path / "again")

    with Project.open(tmp_path / "again") as again:
        assert study.author_notes(again) == study.author_notes(project)


def test_a_merge_brings_them_and_tells_where_both_wrote(project, tmp_path):
    shutil.copytree(project.folder, tmp_path / "there")
    study.write_note(project, "conclusion", "identity", "Здесь.")
    with Project.open(tmp_path / "there", coder="Dana") as there:
        study.write_note(there, "conclusion", "mission", "Там.")
        study.write_note(there, "conclusion", "identity", "Там иначе.")

    merge = study.merge_project(project, tmp_path / "there", apply=True)

    assert study.author_notes(project).text("conclusion", "mission") == "Там."
    assert study.author_notes(project).text("conclusion", "identity") == "Здесь."
    assert [problem.where for problem in merge.conflicts] == ["conclusion:identity"]


def test_who_codes_an_expert_blind_neither_reads_nor_writes_over_their_summary(project):
    study.write_note(project, "summary", "mission", "Быстро.", expert="KZ-01")
    study.write_note(project, "summary", "mission", "Жедел.", expert="KZ-02")
    project.assignments.add([Assignment("Dana", "kz-01", blind=True)])

    with Project.open(project.folder, coder="Dana") as hers:
        assert [note.expert for note in study.author_notes(hers).notes] == ["KZ-02"]
        with pytest.raises(InvalidRequest, match="codes KZ-01 blind"):
            study.write_note(hers, "summary", "mission", "Нет.", expert="KZ-01")


def test_a_note_is_found_again_from_what_its_memo_is_about():
    for purpose in PURPOSES:
        for note in (
            AuthorNote(purpose, "trust", "да"),
            AuthorNote(purpose, "trust", "да", country="KZ"),
            AuthorNote(purpose, "trust", "да", expert="А/Б: 1"),
        ):
            assert AuthorNote.of_memo(Memo("m", note.about, "да", "")) == note
    assert AuthorNote.of_memo(Memo("m", "code:trust", "да", "")) is None
