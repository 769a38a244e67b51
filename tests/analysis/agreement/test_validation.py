"""Rules against people."""

from __future__ import annotations

import json

import numpy as np
import pytest

from qual.analysis.agreement import validation
from qual.errors import InvalidRequest
from tests.analysis.agreement.invented import ROBOT, Study, two_coders


def of(study, **choices):
    return validation(study.frame, **study.asked, **choices)


def only(frame, **wanted):
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


def by_hand(sentences=8):
    """Ana has coded sentences 0 to 3 for speed by hand."""
    study = Study({"kz-01": sentences}, {"ana": {"kz-01"}})
    for n in range(4):
        study.code("ana", "kz-01", n)
    return study


def test_precision_and_recall_of_a_code_in_units():
    study = by_hand()
    for n in (2, 3, 4):
        study.code(ROBOT, "kz-01", n, status="suggested", found=["быстро"])

    speed = only(of(study).codes, code="speed")

    assert (speed["suggested"], speed["people"], speed["both"], speed["undecided"]) == (3, 4, 2, 0)
    assert speed["precision"] == pytest.approx(2 / 3)
    assert speed["recall"] == pytest.approx(2 / 4)
    assert speed["f1"] == pytest.approx(4 / 7)
    assert np.isnan(speed["kept"])


def test_each_term_of_a_rule_has_its_own_figures():
    study = by_hand()
    study.code(ROBOT, "kz-01", 0, found=["быстро", "оперативн*"])
    study.code(ROBOT, "kz-01", 1, found=["быстро"])
    study.code(ROBOT, "kz-01", 6, found=["оперативн*"])

    rules = of(study).rules

    assert rules[["rule", "term"]].values.tolist() == [["speed/ru", "быстро"], ["speed/ru", "оперативн*"]]
    quick, operative = only(rules, term="быстро"), only(rules, term="оперативн*")
    assert (quick["precision"], quick["recall"]) == (1, 0.5)
    assert (operative["precision"], operative["recall"]) == (0.5, 0.25)


def test_review_says_how_many_suggestions_people_kept():
    study = Study({"kz-01": 8}, {"ana": set()})
    study.read = {}
    for n, status in enumerate(["accepted", "accepted", "rejected", "suggested"]):
        study.code(ROBOT, "kz-01", n, status=status, found=["быстро"])
    study.read = {"ana": {"kz-01"}}

    found = of(study)

    speed = only(found.codes, code="speed")
    assert (speed["accepted"], speed["rejected"], speed["kept"]) == (2, 1, pytest.approx(2 / 3))
    assert (speed["people"], speed["precision"]) == (0, 0)
    assert np.isnan(speed["recall"])
    assert only(found.rules, term="быстро")["kept"] == pytest.approx(2 / 3)


def test_a_tie_between_people_leaves_the_unit_out():
    study = two_coders(kz_01=6)
    study.code("ana", "kz-01", 0).code("ben", "kz-01", 0).code("ana", "kz-01", 1)
    study.code(ROBOT, "kz-01", 0).code(ROBOT, "kz-01", 1).code(ROBOT, "kz-01", 2)

    majority = only(of(study).codes, code="speed")
    anybody = only(of(study, people="any").codes, code="speed")
    everybody = only(of(study, people="all").codes, code="speed")

    assert (majority["suggested"], majority["people"], majority["both"], majority["undecided"]) == (
        2,
        1,
        1,
        1,
    )
    assert (anybody["people"], anybody["both"], anybody["precision"]) == (2, 2, pytest.approx(2 / 3))
    assert (everybody["people"], everybody["precision"]) == (1, pytest.approx(1 / 3))


def test_only_sources_that_rules_were_applied_to_and_people_finished_count():
    study = Study({"kz-01": 4, "kz-02": 4, "kz-03": 4}, {"ana": {"kz-01", "kz-02"}})
    for source in study.sentences:
        study.code("ana", source, 0).code(ROBOT, source, 0)
    study.read[ROBOT] = {"kz-01", "kz-03"}

    found = of(study)

    assert found.sources == ("kz-01",)
    assert only(found.codes, code="speed")["people"] == 1
    assert (found.coders, found.machines, found.unit) == (("ana",), (ROBOT,), "sentence")


def test_a_code_that_rules_miss_and_one_that_people_never_use_are_both_there():
    study = by_hand().code(ROBOT, "kz-01", 5, "exit", found=["вывод"])

    codes = of(study).codes

    assert codes["code"].tolist() == ["speed", "exit"]
    assert (only(codes, code="speed")["recall"], only(codes, code="exit")["precision"]) == (0, 0)
    assert np.isnan(only(codes, code="speed")["precision"])


def test_machines_can_be_chosen_and_people_must_be_known():
    study = by_hand().code(ROBOT, "kz-01", 0).code("auto:book@2", "kz-01", 1)

    assert only(of(study, machines=["auto:book@2"]).codes, code="speed")["suggested"] == 1
    assert only(of(study).codes, code="speed")["suggested"] == 2
    with pytest.raises(InvalidRequest, match="'auto:book@3' has suggested nothing"):
        of(study, machines=["auto:book@3"])
    with pytest.raises(InvalidRequest, match="majority, any or all"):
        of(study, people="most")


def test_without_rules_or_people_the_frames_are_empty_or_missing():
    nothing = of(Study({"kz-01": 3}, {"ana": {"kz-01"}}))

    assert len(nothing.codes) == len(nothing.rules) == 0
    assert list(nothing.rules)[:3] == ["code", "rule", "term"]
    told = of(by_hand()).to_json()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["codes"][0]["precision"] is None
