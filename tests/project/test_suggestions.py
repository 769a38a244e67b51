"""Suggestions kept in step with the rules, without touching what a person decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qual.errors import InvalidRequest, NotFound
from qual.project import SyncCounts

from .invented import RULES, coding, state, suggestion

SPEED = suggestion("kz-01", "быстро")
PRECEDENT = suggestion("kz-01", "прецедент", "precedent", term="прецедент")
SURPRISE = suggestion("kz-02", "удивила", "surprise")


def sync(project, suggestions, source_ids=("kz-01", "kz-02"), coder=RULES):
    return project.codings.sync_suggestions(coder, source_ids, suggestions)


def quotes(project):
    return [one.segment.quote for one in project.codings.select()]


def test_suggestions_become_equal_to_the_list(study):
    assert sync(study, [SPEED, PRECEDENT]) == SyncCounts(added=2)
    assert sync(study, [PRECEDENT, SURPRISE]) == SyncCounts(added=1, unchanged=1, withdrawn=1)
    assert quotes(study) == ["прецедент", "удивила"]


def test_suggesting_the_same_again_leaves_no_line(study):
    sync(study, [SPEED, PRECEDENT])
    before = study.log.entries()

    assert sync(study, [SPEED, PRECEDENT]) == SyncCounts(unchanged=2)
    assert study.log.entries() == before


def test_only_the_sources_looked_at_are_touched(study):
    sync(study, [SPEED, SURPRISE])

    assert sync(study, [], ["kz-01"]) == SyncCounts(withdrawn=1)
    assert quotes(study) == ["удивила"]


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_a_decided_suggestion_is_left_alone(study, status):
    sync(study, [SPEED])
    study.codings.decide(SPEED.id, status)
    before = study.codings.select()

    assert sync(study, [replace(SPEED, evidence=())]) == SyncCounts(kept_decided=1)
    assert sync(study, []) == SyncCounts()
    assert study.codings.select() == before


def test_an_assessed_suggestion_is_left_alone_too(study):
    sync(study, [SPEED])
    study.codings.decide(SPEED.id, "suggested", assessment=0)

    assert sync(study, []) == SyncCounts()
    assert quotes(study) == ["быстро"]


def test_an_accepted_suggestion_that_was_withdrawn_is_not_offered_again(study):
    sync(study, [SPEED])
    study.codings.decide(SPEED.id, "accepted")
    study.codings.withdraw(SPEED.id)

    assert sync(study, [SPEED]) == SyncCounts(kept_decided=1)
    assert quotes(study) == []


def test_codings_by_hand_are_left_alone(study):
    study.codings.add([coding("kz-01", "прибыли", status="suggested"), coding("kz-01", "сол күні")])

    sync(study, [SPEED])
    sync(study, [])

    assert quotes(study) == ["прибыли", "сол күні"]


def test_a_suggestion_that_was_withdrawn_comes_back_as_itself(study):
    sync(study, [SPEED])
    (before,) = study.codings.select()
    sync(study, [])

    assert sync(study, [SPEED]) == SyncCounts(added=1)
    assert study.codings.select() == [before]
    assert study.codings.history(SPEED.id)[-1].action == "restore coding"


def test_other_evidence_takes_the_place_of_the_old(study):
    sync(study, [SPEED])
    renewed = replace(
        SPEED, coder="auto:events@1.1.0", evidence=suggestion("kz-01", "быстро", term="скорый").evidence
    )

    assert sync(study, [renewed], coder=renewed.coder) == SyncCounts(updated=1)

    (now,) = study.codings.select()
    assert (now.id, now.evidence, now.coder) == (SPEED.id, renewed.evidence, renewed.coder)
    study.undo()
    assert study.codings.get(SPEED.id).evidence == SPEED.evidence


def test_an_undecided_suggestion_keeps_the_version_that_found_it_first(study):
    sync(study, [SPEED, PRECEDENT])

    again = replace(SPEED, coder="auto:events@1.1.0")

    assert sync(study, [again], coder=again.coder) == SyncCounts(unchanged=1, withdrawn=1)
    assert study.codings.get(SPEED.id).coder == RULES


def test_a_source_put_in_anew_can_get_the_same_ids_again(study):
    study.undo()  # the four sources
    from .invented import TEXTS, invented

    study.sources.add(invented("kz-01"))
    sync(study, [SPEED], ["kz-01"])
    study.undo()
    study.undo()
    study.sources.add(invented("kz-01", TEXTS["kz-01"] + " Барлығы осы."))

    assert sync(study, [SPEED], ["kz-01"]) == SyncCounts(added=1)
    assert quotes(study) == ["быстро"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(SPEED, coder="auto:other@1.0.0"), "not an undecided suggestion"),
        (replace(SPEED, status="accepted"), "not an undecided suggestion"),
        (suggestion("am-01", "մենք"), "not among the sources looked at"),
        (replace(SPEED, segment=replace(SPEED.segment, quote="медленно")), "the quote is not"),
    ],
)
def test_what_is_no_suggestion_of_these_rules_is_refused(study, wrong, said):
    before = state(study)

    with pytest.raises(InvalidRequest, match=said):
        sync(study, [PRECEDENT, wrong])

    assert state(study) == before


def test_a_person_does_not_suggest(study):
    with pytest.raises(InvalidRequest, match="aigerim is a person"):
        sync(study, [], coder="aigerim")


def test_an_unknown_source_is_refused(study):
    with pytest.raises(NotFound, match="no source kz-9"):
        sync(study, [], ["kz-9"])
