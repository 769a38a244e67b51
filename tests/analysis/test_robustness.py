"""What a finding hangs on: one expert, or suggestions that nobody reviewed."""

from __future__ import annotations

import pandas as pd

from qual.analysis.robustness import robustness
from qual.analysis.tidy import tidy_codings
from tests.analysis.said import BOOK, coding, source

SOURCES = [source("kz-01"), source("kz-02"), source("kz-03"), source("am-01")]


def cell(codings, case, column="mission"):
    found = robustness(tidy_codings(codings, SOURCES, BOOK))
    return found[(found["country"] == case) & (found["column"] == column)].iloc[0]


def test_a_finding_of_one_voice_hangs_on_it():
    row = cell([coding(SOURCES[1], "Пришли")], "KZ")

    assert (row["experts"], row["base"], row["hangs_on"]) == (1, 3, "KZ-02")
    assert (row["least"], row["most"]) == (0.0, 0.5)


def test_a_finding_of_all_stays_when_any_is_left_out():
    row = cell([coding(one, "Пришли") for one in SOURCES[:3]], "KZ")

    assert (row["least"], row["most"], row["hangs_on"]) == (1.0, 1.0, "")


def test_a_case_of_one_expert_cannot_lose_one():
    row = cell([coding(SOURCES[3], "Пришли")], "AM")

    assert pd.isna(row["least"])
    assert row["hangs_on"] == "AM-01"


def test_what_nobody_reviewed_is_counted_apart():
    codings = [
        coding(SOURCES[0], "Пришли"),
        coding(SOURCES[1], "Пришли", coder="auto:b@1", status="suggested"),
    ]
    row = cell(codings, "KZ")

    assert (row["experts"], row["reviewed"]) == (2, 1)
