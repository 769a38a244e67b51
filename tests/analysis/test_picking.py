"""A few quotations out of many: balanced, pinned first, and always the same."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from qual.analysis.picking import pick_quotes
from qual.analysis.quotes import quotes
from tests.export.invented import study


def many(**changes: object) -> pd.DataFrame:
    """Twelve codings of one theme: KZ-01 says ten things, KZ-02 and AM-01 one each."""
    experts = ["KZ-01"] * 10 + ["KZ-02", "AM-01"]
    frame = pd.DataFrame(
        {
            "id": [f"c{n:02}" for n in range(12)],
            "theme": "mission",
            "source": [expert.lower() for expert in experts],
            "country": [expert[:2] for expert in experts],
            "expert": experts,
            "code": ["speed", "trust"] * 6,
            "status": "suggested",
            "start": [n * 100 for n in range(12)],
            "end": [n * 100 + 90 for n in range(12)],
            "words": 12,
        }
    )
    return frame.assign(**changes)


def test_every_country_and_then_every_expert_speaks_before_one_speaks_twice():
    assert Counter(pick_quotes(many(), 2)["country"]) == {"KZ": 1, "AM": 1}
    assert Counter(pick_quotes(many(), 3)["expert"]) == {"KZ-01": 1, "KZ-02": 1, "AM-01": 1}


def test_the_order_of_reading_is_kept_and_the_choice_is_the_same_each_time():
    first, again = pick_quotes(many(), 4), pick_quotes(many(), 4)

    assert first["id"].tolist() == sorted(first["id"]) == again["id"].tolist()


def test_pinned_ones_are_always_there_and_count():
    chosen = pick_quotes(many(), 2, pinned={"c07", "c08", "c09"})

    assert chosen["id"].tolist() == ["c07", "c08", "c09"]
    assert set(pick_quotes(many(), 2, pinned={"c07"})["id"]) == {"c07", "c11"}


def test_an_accepted_coding_goes_before_one_that_nobody_reviewed():
    status = ["suggested"] * 5 + ["accepted"] + ["suggested"] * 6

    assert pick_quotes(many(status=status), 1).iloc[0]["country"] in ("KZ", "AM")
    assert "c05" in set(pick_quotes(many(status=status), 2)["id"])


def test_the_same_words_are_not_quoted_twice():
    chosen = pick_quotes(many(start=0, end=50), 12)

    assert chosen["source"].is_unique


def test_a_fragment_is_taken_last():
    words = [2] * 9 + [20, 12, 12]

    assert "c09" in set(pick_quotes(many(words=words), 2)["id"])


def test_so_many_of_each_theme_and_none_of_an_empty_frame():
    frame = quotes(study())

    assert pick_quotes(frame, 1).groupby("theme").size().max() == 1
    assert set(pick_quotes(frame, 1)["theme"]) == set(frame["theme"])
    assert len(pick_quotes(frame.iloc[:0], 3)) == 0
