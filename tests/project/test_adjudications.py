"""What was decided where coders differ."""

from __future__ import annotations

import pytest

from qual.errors import InvalidRequest, NotFound
from qual.model import Segment
from qual.project import Project, check

from .invented import TEXTS, coding, state


def quick(source_id: str = "kz-01", words: str = "быстро") -> Segment:
    start = TEXTS[source_id].index(words)
    return Segment(source_id, start, start + len(words), words)


def test_a_decision_stands_with_its_reason_and_leaves_the_codings_as_they_are(study, reopened):
    study.codings.add([coding("kz-01", "быстро", coder="бека", id="c123")])
    before = study.codings.select()

    decided = study.adjudications.add(quick(), "speed", keep=False, reason=" Речь не о скорости ")

    again = reopened(study)
    assert again.adjudications.all() == [decided]
    assert (decided.keep, decided.reason, decided.coder) == (False, "Речь не о скорости", "aigerim")
    assert again.codings.select() == before
    assert all(problem.warning for problem in check(again))


def test_deciding_again_replaces_the_decision_and_undo_brings_it_back(study):
    first = study.adjudications.add(quick(), "speed", keep=False, reason="Нет")
    before = state(study)
    second = study.adjudications.add(quick(), "speed", keep=True, reason="Всё-таки да")

    assert study.adjudications.all() == [second]
    assert second.id == first.id
    study.undo()
    assert state(study) == before
    assert all(problem.warning for problem in check(study))


def test_a_code_is_decided_on_for_each_segment_and_each_code(study):
    study.adjudications.add(quick(), "speed", keep=True, reason="да")
    study.adjudications.add(quick(), "exit", keep=False, reason="нет")
    study.adjudications.add(quick("kz-02", "Оперативность"), "speed", keep=True, reason="иә")

    assert len(study.adjudications.all()) == 3
    assert [one.code for one in study.adjudications.all(["kz-01"])] == ["exit", "speed"]


def test_a_reason_and_an_adjudicator_are_needed(study):
    with pytest.raises(InvalidRequest, match="needs a reason"):
        study.adjudications.add(quick(), "speed", keep=True, reason="  ")
    study.close()
    with (
        Project.open(study.folder) as nobody,
        pytest.raises(InvalidRequest, match="Nobody is named as the adjudicator"),
    ):
        nobody.adjudications.add(quick(), "speed", keep=True, reason="да")


def test_a_segment_must_stand_in_the_text(study):
    with pytest.raises(InvalidRequest, match="19 to 25 of kz-01"):
        study.adjudications.add(Segment("kz-01", 19, 25, "нет"), "speed", keep=True, reason="да")
    with pytest.raises(NotFound, match="kz-9"):
        study.adjudications.add(Segment("kz-9", 0, 3, "нет"), "speed", keep=True, reason="да")
    assert study.adjudications.all() == []


def test_the_log_holds_no_word_of_the_reason(study):
    study.adjudications.add(quick(), "speed", keep=True, reason="Потому что Ахметов")

    assert "Ахметов" not in "".join(str(entry) for entry in study.log.entries())
