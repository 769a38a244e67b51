"""What a coder who codes blind is not told, wherever the store is read."""

from __future__ import annotations

import pytest

from qual.errors import InvalidRequest, NotFound
from qual.model import Assignment, Segment
from qual.project import Project

from .invented import RULES, coding, suggestion


@pytest.fixture
def folder(study):
    """Beka coded kz-01 and kz-02, rules suggested; Asel is to code kz-01 blind and coded a bit of it."""
    with study.transaction("suggest"):
        found = [suggestion("kz-01", "быстро"), suggestion("kz-02", "удивила", "surprise")]
        study.codings.sync_suggestions(RULES, ["kz-01", "kz-02"], found)
    study.codings.add(
        [
            coding("kz-01", "прецедент", "precedent", coder="Бека", id="beka-1"),
            coding("kz-02", "Оперативность", coder="Бека", id="beka-2"),
            coding("kz-01", "Миротворцы", "mission", coder="Әсел", id="asel-1"),
        ]
    )
    study.memos.add("coding:beka-1", "Бека сомневается", coder="Бека")
    study.memos.add("source:kz-01", "Бека о кз-01", coder="Бека")
    study.memos.add("source:kz-02", "Бека о кз-02", coder="Бека")
    study.memos.add("code:speed", "О коде", coder="Бека")
    study.adjudications.add(Segment("kz-01", 76, 85, "прецедент"), "precedent", keep=True, reason="да")
    study.assignments.add([Assignment("Әсел", "kz-01", blind=True), Assignment("Бека", "kz-01")])
    study.close()
    return study.folder


@pytest.fixture
def blind(folder):
    with Project.open(folder, coder="Әсел") as project:
        yield project


def test_a_blind_coder_sees_only_their_own_codings_in_the_source(blind):
    ids = {"asel-1", "beka-2", suggestion("kz-02", "удивила", "surprise").id}

    assert blind.assignments.hidden_sources() == {"kz-01"}
    assert {one.id for one in blind.codings.select()} == ids
    assert {one.id for one in blind.codings.select(include_retired=True)} == ids
    assert {row[0] for row in blind.codings.rows()} == ids
    assert set(blind.codings.columns(["id"])["id"]) == ids
    assert sum(row.codings for row in blind.codings.counts()) == 3


def test_a_hidden_coding_is_not_found_decided_or_withdrawn_by_its_id(blind):
    for act in (
        lambda: blind.codings.get("beka-1"),
        lambda: blind.codings.decide("beka-1", "rejected"),
        lambda: blind.codings.withdraw("beka-1"),
        lambda: blind.codings.change("beka-1", code="exit"),
    ):
        with pytest.raises(InvalidRequest, match="that Әсел codes blind"):
            act()
    assert blind.codings.history("beka-1") == []


def test_memos_and_adjudications_of_the_source_are_hidden_too(blind):
    assert [memo.text for memo in blind.memos.select()] == ["Бека о кз-02", "О коде"]
    assert blind.memos.select("coding:beka-1") == []
    assert blind.adjudications.all() == []


def test_the_log_does_not_tell_of_them_either(blind):
    lines = "".join(str(entry) for entry in blind.log.entries())

    assert "beka-1" not in lines
    assert "asel-1" in lines
    assert "beka-2" in lines
    added = next(batch for batch in blind.batches() if batch.action == "add codings")
    assert added.words == "2 codings added"
    assert blind.log.verify() == []


def test_suggesting_anew_does_not_say_how_many_there_are(blind):
    found = [suggestion("kz-01", "Миротворцы", "mission"), suggestion("kz-02", "удивила", "surprise")]
    counts = blind.codings.sync_suggestions(RULES, ["kz-01", "kz-02"], found)

    assert (counts.added, counts.withdrawn, counts.unchanged) == (0, 0, 1)


def test_done_opens_the_eyes_and_not_done_closes_them(blind):
    blind.done.add("kz-01")
    assert blind.codings.get("beka-1").coder == "Бека"
    assert len(blind.memos.select()) == 4
    assert len(blind.adjudications.all()) == 1

    blind.done.withdraw("kz-01")
    with pytest.raises(InvalidRequest, match="codes blind"):
        blind.codings.get("beka-1")


def test_others_and_nobody_see_everything(folder):
    for coder in ("Бека", ""):
        with Project.open(folder, coder=coder) as project:
            assert len(project.codings.select()) == 5
            assert project.assignments.hidden_sources() == set()


def test_what_another_is_done_with_says_nothing_about_me(folder):
    with Project.open(folder, coder="Бека") as project:
        project.done.add("kz-01")
    with Project.open(folder, coder="Әсел") as project:
        assert project.assignments.hidden_sources() == {"kz-01"}


def test_two_coders_marks_on_one_source_can_be_taken_back_in_any_order(folder):
    with Project.open(folder, coder="Бека") as project:
        project.done.add("kz-01")
        number = project.batches()[-1].number
    with Project.open(folder, coder="Әсел") as project:
        project.done.add("kz-01")
        project.undo(number)

        assert project.done.all() == [("Әсел", "kz-01")]
        with pytest.raises(NotFound):
            project.done.withdraw("kz-02")
