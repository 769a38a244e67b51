"""What the machine has looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qual.errors import NotFound
from qual.model import Turn

from .invented import TEXTS, invented

EVERYTHING = sorted(TEXTS)


def mark(project, source_ids=EVERYTHING, rules="r1", engine="arrays 1"):
    return project.runs.mark(source_ids, rules, engine)


def pending(project, rules="r1", engine="arrays 1"):
    return project.runs.pending(rules, engine)


def test_a_source_is_pending_until_it_was_searched_with_these_rules(study, reopened):
    assert pending(study) == EVERYTHING
    assert mark(study, ["kz-01", "am-01"]) == 2

    again = reopened(study)
    assert pending(again) == ["kz-02", "statement-01"]
    assert pending(again, rules="r2") == EVERYTHING
    assert pending(again, engine="arrays 2") == EVERYTHING
    assert set(again.runs.last()) == {"kz-01", "am-01"}


def test_marking_twice_leaves_no_line(study):
    mark(study)
    before = study.log.entries()

    assert mark(study) == 0
    assert study.log.entries() == before


def test_only_the_last_search_counts(study):
    """Rules taken back to an earlier state must search again: the codings stem from the later one."""
    mark(study)
    mark(study, rules="r2")

    assert pending(study, rules="r2") == []
    assert pending(study) == EVERYTHING
    assert study.runs.last()["kz-01"].rules_sha256 == "r2"


@pytest.mark.parametrize(
    "change",
    [{"turns": (Turn(1, 0, 5, role="interviewer"),)}, {"kind": "statement"}, {"language": "kk"}],
)
def test_what_bears_on_the_answer_makes_a_source_pending_again(study, change):
    mark(study)
    study.sources.update(replace(invented("kz-01"), **change))

    assert pending(study) == ["kz-01"]
    assert not study.runs.last()["kz-01"].current
    study.undo()
    assert pending(study) == []


def test_other_attributes_do_not(study):
    mark(study)
    study.sources.update(replace(invented("kz-01"), country="KG", attributes={"sector": "army"}))

    assert pending(study) == []


def test_a_new_source_is_pending(study):
    mark(study)
    study.sources.add(invented("am-02", "Նոր հարցազրույց"))

    assert pending(study) == ["am-02"]


def test_undoing_a_search_makes_its_sources_pending(study):
    mark(study)
    study.undo()

    assert pending(study) == EVERYTHING
    assert study.runs.last() == {}


def test_an_unknown_source_cannot_be_marked(study):
    with pytest.raises(NotFound, match="no source kz-9"):
        mark(study, ["kz-01", "kz-9"])

    assert study.runs.last() == {}
