"""Small cells are hidden, and none can be worked out by somebody who knows the rule."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.analysis.disclosure import hide, hideable, possible_values, suppressed
from qual.errors import InvalidRequest

BASES = st.lists(st.integers(0, 7), min_size=1, max_size=4)


def table(*counts, bases):
    cases = [f"C{n}" for n in range(len(bases))]
    cells = pd.DataFrame({"mission": counts}, index=cases)
    return suppressed(cells, pd.Series(bases, index=cases))


def shown(published):
    cells = [None if pd.isna(v) else int(v) for v in published.cells["mission"]]
    total = published.total["mission"]
    return cells, None if pd.isna(total) else int(total)


def test_one_or_two_of_five_are_hidden_and_so_are_all_but_one():
    cells, _ = shown(table(1, 2, 4, 5, 0, bases=[5] * 5))

    assert cells == [None, None, None, 5, 0]


def test_of_a_case_with_two_experts_nothing_is_told():
    assert shown(table(0, 5, bases=[2, 5]))[0] == [None, 5]


def test_a_total_that_would_give_a_cell_away_is_hidden_too():
    assert shown(table(1, 5, bases=[5, 5])) == ([None, 5], None)


def test_a_total_stays_where_it_tells_nothing():
    cells, total = shown(table(1, 2, 2, 5, bases=[5, 5, 5, 5]))

    assert cells == [None, None, None, 5]
    assert total == 10


@given(BASES.flatmap(lambda bases: st.tuples(st.just(bases), st.tuples(*(st.integers(0, n) for n in bases)))))
def test_every_hidden_cell_could_be_another_number(drawn):
    """Counted out: all tables that the rule and everything shown allow."""
    bases, counts = drawn
    published = table(*counts, bases=bases)
    cells, total = shown(published)
    choices = [hideable(n) if cell is None else {cell} for cell, n in zip(cells, bases, strict=True)]
    tables = [one for one in product(*choices) if total is None or sum(one) == total]

    assert counts in tables
    for n, cell in enumerate(cells):
        if cell is None and bases[n]:
            assert len({one[n] for one in tables}) > 1


@given(st.lists(st.frozensets(st.integers(0, 9), min_size=1), min_size=1, max_size=4), st.data())
def test_possible_values_are_those_of_counting_out(choices, data):
    total = sum(data.draw(st.sampled_from(sorted(own))) for own in choices)
    tables = [one for one in product(*choices) if sum(one) == total]

    assert possible_values(choices, total) == [
        frozenset(one[n] for one in tables) for n in range(len(choices))
    ]


def test_a_least_number_of_two_is_refused():
    with pytest.raises(InvalidRequest, match="3 or more"):
        suppressed(pd.DataFrame({"a": [1]}, index=["KZ"]), pd.Series({"KZ": 4}), least=2)


SMALL = st.lists(st.integers(1, 5), min_size=1, max_size=3)


@given(SMALL.flatmap(lambda bases: st.tuples(st.just(bases), st.tuples(*(st.integers(0, n) for n in bases)))))
def test_nor_by_somebody_who_publishes_every_possible_table_and_compares(drawn):
    """Whoever knows the program can run it on all tables; those that come out alike must still differ
    in every hidden cell. So the hiding of a total gives nothing away either."""
    bases, counts = drawn

    def printed(table):
        marks, no_total = hide(table, bases)
        cells = tuple(None if mark else k for k, mark in zip(table, marks, strict=True))
        return cells, None if no_total else sum(table)

    alike = [one for one in product(*(range(n + 1) for n in bases)) if printed(one) == printed(counts)]

    for n, mark in enumerate(hide(counts, bases)[0]):
        if mark:
            assert len({one[n] for one in alike}) > 1


def test_a_case_that_is_not_coded_yet_is_missing_and_not_hidden():
    cells = pd.DataFrame({"mission": [None, 5, 1]}, index=["AM", "KG", "KZ"], dtype="Int64")
    published = suppressed(cells, pd.Series({"AM": 0, "KG": 5, "KZ": 5}))

    assert published.cells["mission"].isna().tolist() == [True, False, True]
    assert published.hidden["mission"].tolist() == [False, False, True]
