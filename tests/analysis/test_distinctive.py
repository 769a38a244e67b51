"""Words and codes that set a case apart: log-odds with a prior."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from qual.analysis.distinctive import distinctive
from qual.errors import InvalidRequest

COUNTS = pd.DataFrame({"кордон": [8, 0], "қауіпсіздік": [5, 5], "мост": [0, 8]}, index=["KZ", "AM"])
USERS = pd.DataFrame({"кордон": [3, 0], "қауіпсіздік": [3, 3], "мост": [0, 1]}, index=["KZ", "AM"])


def first(found, case):
    return found[found["case"] == case].iloc[0]


def test_what_only_one_case_says_stands_at_the_top_and_what_both_say_at_zero():
    found = distinctive(COUNTS)

    assert first(found, "KZ")["item"] == "кордон"
    assert first(found, "AM")["item"] == "мост"
    both = found[found["item"] == "қауіпсіздік"]
    assert both["log_odds"].tolist() == pytest.approx([0, 0])


def test_the_score_by_hand():
    """Monroe, Colaresi & Quinn 2008, equations 16 and 20: y 8 of 13 against 0 of 13, prior 500 · 8/26."""
    alpha = 500 * 8 / 26
    inside = math.log((8 + alpha) / (13 + 500 - 8 - alpha))
    outside = math.log((0 + alpha) / (13 + 500 - 0 - alpha))
    row = first(distinctive(COUNTS), "KZ")

    assert row["log_odds"] == pytest.approx(inside - outside)
    assert row["z"] == pytest.approx((inside - outside) / math.sqrt(1 / (8 + alpha) + 1 / alpha))


def test_the_habit_of_one_person_is_left_out():
    found = distinctive(COUNTS, USERS)

    assert "мост" not in set(found[found["case"] == "AM"]["item"])


def test_where_a_case_has_two_experts_both_must_use_it_and_one_expert_is_no_case():
    both = USERS.assign(мост=[0, 2])

    assert first(distinctive(COUNTS, both, base={"KZ": 3, "AM": 2}), "AM")["item"] == "мост"
    assert "мост" not in set(distinctive(COUNTS, USERS, base={"KZ": 3, "AM": 2})["item"])
    assert "AM" not in set(distinctive(COUNTS, USERS.assign(қауіпсіздік=[3, 1]), base={"AM": 1})["case"])


def test_one_case_cannot_be_set_apart():
    with pytest.raises(InvalidRequest, match="only one case"):
        distinctive(COUNTS.loc[["KZ"]])
    with pytest.raises(InvalidRequest, match="prior"):
        distinctive(COUNTS, prior=0)
