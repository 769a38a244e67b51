"""Two coders worked on copies of one project; what they did comes together."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from qual.errors import InvalidRequest, NotFound
from qual.model import Assignment, Segment
from qual.project import Project, check
from qual.study import merge_project
from tests.project.invented import TEXTS, coding, invented, state, suggestion

OFFERED = suggestion("kz-01", "Миротворцы прибыли быстро.")
SHARED = coding("am-01", "մենք սպասում էինք", id="shared", coder="aigerim")


@pytest.fixture
def apart(tmp_path):
    """A project in which Aigerim works, and a copy of it in which Dana does."""
    with Project.create(tmp_path / "here", coder="aigerim") as project:
        project.sources.add_many(invented(source_id) for source_id in TEXTS)
        project.codings.add([OFFERED, SHARED])
        project.memos.add("coding:shared", "Спросить ещё раз.", id="note")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    with (
        Project.open(tmp_path / "here", coder="aigerim") as here,
        Project.open(tmp_path / "there", coder="Dana") as there,
    ):
        yield here, there


def merged(here: Project, there: Project):
    return merge_project(here, there.folder, apply=True)


def test_what_only_the_other_project_knows_comes_over_as_it_is(apart):
    here, there = apart
    hers = coding("kz-02", "Оперативность", id="hers", coder="Dana", created="2026-01-05T10:00:00.000Z")
    there.codings.add([hers])
    there.memos.add("coding:hers", "Сильное место.")
    there.memos.add("source:kz-02", "Қайта оқу керек.")
    there.done.add("kz-02")
    there.assignments.add([Assignment("Dana", "kz-02", ("speed",))])
    there.adjudications.add(hers.segment, "speed", keep=True, reason="Речь о скорости.")
    there.sources.add(invented("kg-09", "Мы узнали об этом последними.", country="KG"))

    done = merged(here, there)

    assert here.codings.get("hers") == hers
    assert {memo.text for memo in here.memos.select()} == {m.text for m in there.memos.select()}
    assert here.done.all() == [("Dana", "kz-02")]
    assert [one.coder for one in here.assignments.all()] == ["Dana"]
    assert [(one.coder, one.reason) for one in here.adjudications.all()] == [("Dana", "Речь о скорости.")]
    assert "kg-09" in here.sources
    assert (done.conflicts, done.problems) == ([], [])
    assert check(here) == [] or all(problem.warning for problem in check(here))


def test_merging_is_told_first_stored_only_when_asked_and_undone_as_one(apart):
    here, there = apart
    there.codings.add([coding("kz-02", "Оперативность", coder="Dana")])
    before = state(here)

    told = merge_project(here, there.folder)
    assert (told.counts, told.batch) == ({"coding": 1}, None)
    assert state(here) == before

    done = merged(here, there)
    assert state(here) != before
    here.undo(done.batch)
    assert state(here) == before


def test_merging_twice_adds_nothing_twice(apart):
    here, there = apart
    there.codings.add([coding("kz-02", "Оперативность", coder="Dana")])
    there.codings.decide(OFFERED.id, "accepted")
    merged(here, there)
    before = state(here)

    again = merged(here, there)

    assert again.steps == []
    assert state(here) == before


def test_after_merging_both_ways_both_projects_say_the_same(apart):
    here, there = apart
    here.codings.add([coding("kz-01", "Это был прецедент.", id="his", coder="aigerim")])
    there.codings.add([coding("kz-02", "Оперативность", id="hers", coder="Dana")])
    there.codings.decide(OFFERED.id, "rejected")

    merged(here, there)
    merged(there, here)

    assert here.codings.select() == there.codings.select()
    assert here.memos.select() == there.memos.select()


def test_a_decision_comes_over_with_who_made_it(apart):
    here, there = apart
    there.codings.decide(OFFERED.id, "accepted", assessment=2)

    merged(here, there)

    decided = here.codings.get(OFFERED.id)
    assert (decided.status, decided.assessment, decided.decided_by) == ("accepted", 2, "Dana")


def test_who_went_on_from_the_others_state_wins_whichever_way_it_is_merged(apart):
    here, there = apart
    here.codings.decide(OFFERED.id, "accepted")
    merged(there, here)
    there.codings.decide(OFFERED.id, "rejected")

    back = merged(there, here)
    forth = merged(here, there)

    assert (back.steps, back.conflicts, forth.conflicts) == ([], [], [])
    assert here.codings.get(OFFERED.id).status == "rejected"


def test_two_different_decisions_are_a_conflict_and_what_is_here_stays(apart):
    here, there = apart
    here.codings.decide(OFFERED.id, "accepted")
    there.codings.decide(OFFERED.id, "rejected")

    done = merged(here, there)

    assert done.steps == []
    assert [(c.where, c.what) for c in done.conflicts] == [
        ("kz-01 0–26", "speed accepted by aigerim here, but speed rejected by Dana there.")
    ]
    assert here.codings.get(OFFERED.id).status == "accepted"


def test_the_same_decision_by_two_is_no_conflict(apart):
    here, there = apart
    here.codings.decide(OFFERED.id, "accepted")
    there.codings.decide(OFFERED.id, "accepted")

    done = merged(here, there)

    assert (done.steps, done.conflicts) == ([], [])
    assert here.codings.get(OFFERED.id).decided_by == "aigerim"


def test_a_coding_moved_there_moves_here_and_one_withdrawn_there_goes(apart):
    here, there = apart
    wider = Segment("am-01", 0, 28, TEXTS["am-01"][:28])
    there.codings.change("shared", code="exit", segment=wider)
    merged(here, there)
    moved = here.codings.get("shared")
    assert (moved.code, moved.segment) == ("exit", wider)

    there.codings.withdraw("shared")
    there.memos.withdraw("note")
    done = merged(here, there)

    assert done.counts == {"withdrawal": 1, "memo": 1}
    assert [c.id for c in here.codings.select()] == [OFFERED.id]


def test_what_was_withdrawn_here_does_not_come_back(apart):
    here, there = apart
    here.memos.withdraw("note")
    here.codings.withdraw("shared")

    done = merged(here, there)

    assert (done.steps, done.conflicts) == ([], [])


def test_a_memo_edited_there_is_edited_here_and_one_edited_by_both_is_a_conflict(apart):
    here, there = apart
    there.memos.edit("note", "Спросить ещё раз, и о датах.")
    merged(here, there)
    assert [(m.text, m.coder) for m in here.memos.select()] == [("Спросить ещё раз, и о датах.", "Dana")]

    here.memos.edit("note", "Не нужно.")
    there.memos.edit("note", "Обязательно!")
    done = merged(here, there)

    assert len(done.conflicts) == 1
    assert [m.text for m in here.memos.select()] == ["Не нужно."]


def test_undecided_suggestions_stay_where_they_are(apart):
    here, there = apart
    there.codings.add([suggestion("kz-02", "Оперативность всех удивила.")])

    assert merged(here, there).steps == []


def test_a_source_is_known_by_its_text_whatever_it_is_called(apart):
    here, there = apart
    text = "Никто нас не спрашивал."
    here.sources.add(invented("by-01", text))
    there.sources.add(invented("minsk-interview", text))
    there.codings.add([coding("minsk-interview", "спрашивал", id="hers", coder="Dana", text=text)])
    there.memos.add("source:minsk-interview", "Коротко.")

    merged(here, there)

    assert here.codings.get("hers").segment.source_id == "by-01"
    assert "source:by-01" in {memo.about for memo in here.memos.select()}
    assert "minsk-interview" not in here.sources


def test_another_text_under_the_same_id_is_told_and_left_alone(apart):
    here, there = apart
    here.sources.add(invented("tj-01", "Одно."))
    there.sources.add(invented("tj-01", "Другое."))
    there.codings.add([coding("tj-01", "Другое", coder="Dana", text="Другое.")])

    done = merged(here, there)

    assert done.steps == []
    assert [problem.where for problem in done.problems] == ["tj-01"]


def test_the_log_says_which_project_was_merged_and_what_its_log_ended_with(apart):
    here, there = apart
    there.codings.add([coding("kz-02", "Оперативность", coder="Dana")])

    done = merged(here, there)

    heading = here.log.entries(batch=done.batch)[0]
    assert heading.detail == {"merged": there.id, "head": there.log.head}


def test_who_codes_blind_does_not_merge_and_a_project_is_not_merged_with_itself(apart):
    here, there = apart
    with pytest.raises(InvalidRequest, match="itself"):
        merge_project(here, here.folder)
    with pytest.raises(NotFound):
        merge_project(here, here.folder / "nowhere")
    here.assignments.add([Assignment("aigerim", "kz-01", blind=True)])
    with pytest.raises(InvalidRequest, match="blind"):
        merge_project(here, there.folder)


def test_a_decision_on_other_evidence_is_still_the_same_suggestion(apart):
    here, there = apart
    newer = replace(OFFERED, coder="auto:events@2.0.0", evidence=())
    here.codings.sync_suggestions("auto:events@2.0.0", ["kz-01"], [newer])
    there.codings.decide(OFFERED.id, "accepted")

    merged(here, there)

    assert here.codings.get(OFFERED.id).status == "accepted"
