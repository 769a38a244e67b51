"""What cannot be computed is a result with its reason: never 0, never 1, never an exception."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from qual.analysis.agreement import (
    Continuum,
    alpha,
    alpha_sets,
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    kappa_max,
    percent_agreement,
    specific_agreement,
    unitizing,
)
from qual.errors import InvalidRequest

CORRECTED = [alpha, cohen_kappa, kappa_max, brennan_prediger, fleiss_kappa, gwet_ac]
NAMES = [measure.__name__ for measure in CORRECTED]


@pytest.mark.parametrize("measure", CORRECTED, ids=NAMES)
@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([], "no units"),
        ([[None, None], [None, None]], "no units"),
        ([[1], [0], [1]], "one coder"),
        ([[1, None], [0, None]], "one coder"),
        ([[1, None], [None, 0]], "nothing in common"),
        ([[0, 0], [0, 0], [0, 0]], "only one value used"),
        ([[1, 1]], "only one value used"),
    ],
)
def test_a_coefficient_that_is_undefined_says_why(measure, ratings, reason):
    estimate = measure(ratings)

    assert (estimate.value, estimate.low, estimate.high) == (None, None, None)
    assert estimate.reason == reason
    assert str(estimate) == f"undefined ({reason})"


def test_ac1_of_a_code_that_nobody_uses_is_not_full_agreement():
    """irrCAC prints 1.0 here: a good figure for a code about which nothing is known."""
    assert gwet_ac([[0, 0]] * 100, values=[0, 1]).value is None


def test_percent_agreement_needs_no_variation():
    assert percent_agreement([[0, 0], [0, 0]]).value == 1
    assert percent_agreement([[0, None], [None, 0]]).reason == "nothing in common"


def test_agreement_on_a_value_that_nobody_gave_is_undefined():
    assert specific_agreement([[0, 0], [0, 0]], 1).reason == "nobody used it"
    assert specific_agreement([[1, None], [0, 0]], 1).reason == "nobody used it"
    assert specific_agreement([], 1).reason == "no units"


def test_kappa_of_three_coders_is_undefined():
    assert cohen_kappa([[1, 0, 1], [0, 0, 1]]).reason == "not exactly two coders"


def test_kappa_is_0_when_only_one_of_two_coders_varies():
    assert cohen_kappa([[0, 0], [0, 1], [0, 0]]).value == 0


def test_sets_that_are_all_empty_are_one_value():
    assert alpha_sets([[set(), set()], [set(), set()]]).reason == "only one value used"
    assert alpha_sets([]).reason == "no units"
    assert alpha_sets([[{"a"}, None], [None, {"b"}]]).reason == "nothing in common"


def test_stretches_say_why_too():
    def cut(**stretches):
        return unitizing(Continuum(10, stretches))

    assert unitizing([]).u_alpha.reason == "one coder"
    assert cut(ana=[(0, 4, "x")]).boundaries.reason == "one coder"
    assert cut(ana=[], ben=[]).boundaries.reason == "only one value used"
    assert cut(ana=[(0, 10, "x")], ben=[(0, 10, "x")]).boundaries.reason == "only one value used"
    assert cut(ana=[(0, 4, "x")], ben=[(5, 9, "y")]).codes.reason == "nothing in common"
    assert cut(ana=[(0, 4, "x")], ben=[(2, 9, "x")]).codes.reason == "only one value used"
    assert cut(ana=[(0, 4, "x"), (3, 6, "y")], ben=[]).u_alpha.reason == "codes overlap"
    assert unitizing(Continuum(0, {"ana": [], "ben": []})).u_alpha.reason == "no units"
    apart = [Continuum(10, {"ana": [(0, 4, "x")]}), Continuum(10, {"ben": [(0, 4, "x")]})]
    assert unitizing(apart).u_alpha.reason == "nothing in common"


def test_one_code_is_one_code_in_a_long_text_of_many_coders_too():
    """Lengths are divided by the number of other coders, here 6: sums are no whole numbers."""
    cut = {f"coder {c}": [(n * 97 + 11 * c, n * 97 + 11 * c + 31, "x") for n in range(900)] for c in range(7)}

    family = unitizing(Continuum(100_000, cut))

    assert family.codes.reason == "only one value used"
    assert family.each_code["x"].reason == "only one value used"
    assert family.boundaries.value is not None


@pytest.mark.parametrize(
    "table",
    [
        np.array([[1, 1], [0, np.nan], [0, 0]]),
        pd.DataFrame({"ana": [1, 0, 0], "ben": pd.array([1, None, 0], dtype="Int64")}),
        [["yes", "yes"], ["no", math.nan], ["no", "no"]],
        [[True, True], [False, None], [False, False]],
    ],
    ids=["array", "frame", "words beside NaN", "truth values"],
)
def test_nan_and_none_and_na_are_all_missing(table):
    assert (alpha(table).value, alpha(table).n_units) == (1, 2)


def test_ratings_that_are_no_table_are_refused():
    with pytest.raises(InvalidRequest, match="1 dimensions"):
        alpha([1, 0, 1])
    with pytest.raises(InvalidRequest, match="do not all have a rating"):
        alpha([[1, 0], [1]])
    with pytest.raises(InvalidRequest, match="3 units, but interviews are named for 2"):
        alpha([[1, 0], [1, 1], [0, 0]], clusters=["kz-01", "kz-02"])


def test_requests_that_mean_nothing_are_refused():
    ratings = [[1, 2], [2, 2]]
    for wrong, message in (
        (lambda: alpha(ratings, level="cardinal"), "'cardinal' is not a level"),
        (lambda: alpha(ratings, values=[1]), "2 is not among the values 1"),
        (lambda: alpha(ratings, distance=[[0]]), "there are 2 values"),
        (lambda: alpha(ratings, distance=[[1, 0], [0, 1]]), "0 between a value and itself"),
        (lambda: gwet_ac(ratings, weights="heavy"), "'heavy' are no weights"),
        (lambda: gwet_ac(ratings, weights=[[1]]), "there are 2 values"),
        (lambda: alpha_sets([[{1}, {2}]], distance="cosine"), "'cosine' is not a distance"),
        (lambda: unitizing(Continuum(5, {"ana": [(3, 9, "x")]})), "3 to 9 is not inside a text of length 5"),
    ):
        with pytest.raises(InvalidRequest, match=message):
            wrong()
