"""Assessments: each expert's mean first, then the country's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qual.analysis.assessments import assessments
from qual.analysis.tidy import tidy_codings
from tests.analysis.said import BOOK, coding, source

KZ1, KZ2, AM1 = source("kz-01"), source("kz-02"), source("am-01")


def assessed(of, value, code="speed", words="Пришли"):
    return replace(coding(of, words, code), assessment=value)


def study(*codings):
    return tidy_codings(codings, [KZ1, KZ2, AM1], BOOK)


def test_an_expert_who_assesses_ten_times_counts_once():
    found = assessments(study(*[assessed(KZ1, 2) for _ in range(10)], assessed(KZ2, -2), assessed(AM1, 1)))
    rows = found.cases.set_index("country")

    assert rows.loc["KZ", ["experts", "mean", "low", "high"]].tolist() == [2, 0.0, -2.0, 2.0]
    assert rows.loc["KZ", "sd"] == pytest.approx(8**0.5)


def test_one_expert_has_no_spread():
    cases = assessments(study(assessed(AM1, 1))).to_json()["cases"]

    assert cases == [
        {"code": "speed", "country": "AM", "experts": 1, "mean": 1.0, "sd": None, "low": 1.0, "high": 1.0}
    ]


def test_a_theme_takes_the_assessments_of_its_codes():
    found = assessments(study(assessed(KZ1, 2), assessed(KZ1, -1, "exit", "ушли")), columns="theme")

    assert found.experts["mean"].tolist() == [0.5]
    assert found.experts["codings"].tolist() == [2]


def test_rejected_codings_and_those_without_an_assessment_take_no_part():
    found = assessments(study(replace(assessed(KZ1, 2), status="rejected"), coding(KZ2, "Пришли")))

    assert found.cases.empty
    assert list(found.cases.columns) == ["code", "country", "experts", "mean", "sd", "low", "high"]


def test_experts_can_be_the_cases():
    assert assessments(study(assessed(KZ1, 2), assessed(KZ2, 1)), rows="expert").cases["expert"].tolist() == [
        "KZ-01",
        "KZ-02",
    ]
