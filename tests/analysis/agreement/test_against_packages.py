"""The measures agree with independent packages: krippendorff, and NLTK's AnnotationTask."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import jaccard_distance, masi_distance
from nltk.metrics.agreement import AnnotationTask

from qual.analysis.agreement import alpha, alpha_sets, brennan_prediger, cohen_kappa, fleiss_kappa
from tests.analysis.agreement.published import ARTSTEIN_POESIO, BEN_GERRY, DIAGNOSES, FLEISS

NEVER_SEEN = "never seen"
CLOSE = {"abs": 1e-9, "rel": 0}


def theirs_or_none(ratings, level):
    """What krippendorff gives; None where it raises, or divides 0 by 0 (one value, pairable or not)."""
    try:
        with np.errstate(invalid="ignore"):
            value = krippendorff.alpha(np.array(ratings, dtype=float).T, level_of_measurement=level)
    except ValueError:
        return None
    return None if np.isnan(value) else pytest.approx(value, **CLOSE)


def tables(cells, *, coders=(2, 5), units=(2, 25)):
    """Ratings of any size."""
    return st.integers(*coders).flatmap(
        lambda width: st.lists(
            st.lists(cells, min_size=width, max_size=width), min_size=units[0], max_size=units[1]
        )
    )


def task(ratings, **choices):
    triples = [(c, u, value) for u, row in enumerate(ratings) for c, value in enumerate(row)]
    return AnnotationTask(data=triples, **choices)


@settings(max_examples=200, deadline=None)
@given(
    ratings=tables(st.sampled_from([None, 0, 1, 2, 3, 7])),
    level=st.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_alpha_is_that_of_krippendorff_with_missing_ratings(ratings, level):
    assert alpha(ratings, level=level).value == theirs_or_none(ratings, level)


@settings(max_examples=100, deadline=None)
@given(
    ratings=tables(st.sampled_from([None, 0, 1, 2])),
    apart=st.lists(st.floats(0.1, 9), min_size=3, max_size=3),
)
def test_alpha_with_a_distance_of_ones_own_is_that_of_krippendorff(ratings, apart):
    a, b, c = apart
    distance = np.array([[0, a, b], [a, 0, c], [b, c, 0]])

    def metric(v1, v2, i1, i2, n_v, dtype=np.float64):
        return distance[v1.astype(int), v2.astype(int)].astype(dtype)

    assert alpha(ratings, distance=distance, values=[0, 1, 2]).value == theirs_or_none(ratings, metric)


def between(distance):
    """NLTK divides by zero where both sets are empty."""
    return lambda a, b: distance(a, b) if a or b else 0.0


SETS = st.frozensets(st.sampled_from("abcd"), max_size=3)


@pytest.mark.parametrize(("name", "distance"), [("masi", masi_distance), ("jaccard", jaccard_distance)])
@settings(max_examples=100, deadline=None)
@given(ratings=tables(st.one_of(st.none(), SETS), units=(2, 12)))
def test_alpha_on_sets_of_codes_is_that_of_nltk(name, distance, ratings):
    estimate = alpha_sets(ratings, distance=name)

    pairable = [[cell for cell in row if cell is not None] for row in ratings]
    if len({cell for row in pairable if len(row) > 1 for cell in row}) < 2:
        assert estimate.value is None
        return
    marked = [[NEVER_SEEN if cell is None else cell for cell in row] for row in ratings]
    theirs = task(marked, distance=between(distance), missing_values={NEVER_SEEN}).alpha()
    assert estimate.value == pytest.approx(theirs, **CLOSE)


@settings(max_examples=100, deadline=None)
@given(ratings=tables(st.sampled_from("abc"), coders=(2, 2)))
def test_kappa_and_brennan_prediger_are_those_of_nltk(ratings):
    if len({cell for row in ratings for cell in row}) < 2:
        return
    assert cohen_kappa(ratings).value == pytest.approx(task(ratings).kappa(), **CLOSE)
    assert brennan_prediger(ratings).value == pytest.approx(task(ratings).S(), **CLOSE)


@settings(max_examples=100, deadline=None)
@given(ratings=tables(st.sampled_from("abc"), coders=(2, 5)))
def test_fleiss_kappa_is_the_pi_of_nltk(ratings):
    if len({cell for row in ratings for cell in row}) < 2:
        return
    assert fleiss_kappa(ratings).value == pytest.approx(task(ratings).pi(), **CLOSE)


@pytest.mark.parametrize("ratings", [ARTSTEIN_POESIO, DIAGNOSES, BEN_GERRY[:9] + BEN_GERRY[10:], FLEISS])
def test_published_tables_give_the_same_in_nltk(ratings):
    assert fleiss_kappa(ratings).value == pytest.approx(task(ratings).pi(), **CLOSE)
    assert alpha(ratings).value == pytest.approx(task(ratings).alpha(), **CLOSE)
    if len(ratings[0]) == 2:
        assert cohen_kappa(ratings).value == pytest.approx(task(ratings).kappa(), **CLOSE)
