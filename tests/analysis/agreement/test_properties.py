"""What holds for any ratings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qual.analysis.agreement import (
    alpha,
    alpha_sets,
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    kappa_max,
    percent_agreement,
    specific_agreement,
)

NOMINAL = {
    "alpha": alpha,
    "percent": percent_agreement,
    "fleiss": fleiss_kappa,
    "ac1": gwet_ac,
    "brennan_prediger": brennan_prediger,
}
OF_TWO = {"kappa": cohen_kappa, "kappa_max": kappa_max}
CLOSE = {"abs": 1e-9, "rel": 0}


@st.composite
def ratings_of(draw, cells=("a", "b", "c"), *, missing=True, coders=(1, 5)):
    width = draw(st.integers(*coders))
    choice = st.sampled_from([None, *cells] if missing else list(cells))
    return draw(st.lists(st.lists(choice, min_size=width, max_size=width), min_size=1, max_size=15))


def alike(one, other):
    """The same figure, or the same reason."""
    assert one.reason == other.reason
    assert one.value == (None if other.value is None else pytest.approx(other.value, **CLOSE))
    assert (one.n_units, one.n_coders) == (other.n_units, other.n_coders)


@pytest.mark.parametrize("measure", [*NOMINAL.values(), *OF_TWO.values()], ids=[*NOMINAL, *OF_TWO])
@settings(deadline=None)
@given(ratings=ratings_of())
def test_an_estimate_has_a_value_or_a_reason(measure, ratings):
    estimate = measure(ratings)

    assert (estimate.value is None) == bool(estimate.reason)
    assert "undefined" in str(estimate) or estimate.value is not None


@pytest.mark.parametrize("measure", NOMINAL.values(), ids=list(NOMINAL))
@settings(deadline=None)
@given(ratings=ratings_of(), data=st.data())
def test_the_order_of_coders_and_of_units_changes_nothing(measure, ratings, data):
    coders = data.draw(st.permutations(range(len(ratings[0]))))
    units = data.draw(st.permutations(ratings))

    alike(measure([[row[n] for n in coders] for row in units]), measure(ratings))


@pytest.mark.parametrize("measure", NOMINAL.values(), ids=list(NOMINAL))
@settings(deadline=None)
@given(ratings=ratings_of())
def test_the_names_of_values_change_nothing(measure, ratings):
    renamed = {"a": "ядро", "b": "выход", "c": "армия", None: None}

    alike(measure([[renamed[cell] for cell in row] for row in ratings]), measure(ratings))


@settings(deadline=None)
@given(ratings=ratings_of(coders=(2, 2)))
def test_kappa_is_the_same_from_both_sides(ratings):
    turned = [row[::-1] for row in ratings]

    alike(cohen_kappa(turned), cohen_kappa(ratings))
    alike(kappa_max(turned), kappa_max(ratings))


@settings(deadline=None)
@given(ratings=ratings_of(coders=(2, 2)))
def test_kappa_never_exceeds_its_maximum(ratings):
    kappa, most = cohen_kappa(ratings).value, kappa_max(ratings).value

    assume(kappa is not None)
    assert most is not None
    assert kappa <= most + 1e-9


@settings(deadline=None)
@given(ratings=ratings_of((1, 2, 3)), level=st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_1_only_for_full_agreement_with_variation(ratings, level):
    rows = [[cell for cell in row if cell is not None] for row in ratings]
    pairable = [row for row in rows if len(row) > 1]
    agreed = all(len(set(row)) == 1 for row in pairable)
    varied = len({cell for row in pairable for cell in row}) > 1
    value = alpha(ratings, level=level).value

    assert (value is not None and value > 1 - 1e-9) == (agreed and varied)


@pytest.mark.parametrize("measure", [*NOMINAL.values(), *OF_TWO.values()], ids=[*NOMINAL, *OF_TWO])
@settings(deadline=None)
@given(layer=st.lists(st.sampled_from("abc"), min_size=2, max_size=20))
def test_two_equal_layers_agree_fully(measure, layer):
    assume(len(set(layer)) > 1)

    assert measure([[value, value] for value in layer]).value == pytest.approx(1)


@pytest.mark.parametrize("measure", [alpha, percent_agreement, specific_agreement], ids=lambda m: m.__name__)
@settings(deadline=None)
@given(ratings=ratings_of((0, 1)), value=st.sampled_from([0, 1]), data=st.data())
def test_a_unit_that_one_coder_rated_changes_nothing(measure, ratings, value, data):
    lone = [None] * len(ratings[0])
    lone[data.draw(st.integers(0, len(lone) - 1))] = value
    before, after = measure(ratings), measure([*ratings, lone])

    assume(before.value is not None)
    alike(replace(after, n_coders=before.n_coders), before)


def test_a_unit_that_one_coder_rated_speaks_of_prevalence_in_ac1_as_gwet_has_it():
    ratings = [[0, 0], [1, 1], [0, 1]]

    assert gwet_ac([*ratings, [1, None]]).value != pytest.approx(gwet_ac(ratings).value)


@settings(max_examples=50, deadline=None)
@given(
    ratings=st.lists(
        st.lists(st.one_of(st.none(), st.frozensets(st.sampled_from("ab"))), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_sets_of_at_most_one_code_are_nominal_values(ratings):
    single = [[None if cell is None else frozenset(sorted(cell)[:1]) for cell in row] for row in ratings]
    named = [[None if cell is None else "".join(cell) for cell in row] for row in single]

    for distance in ("masi", "jaccard"):
        alike(alpha_sets(single, distance=distance), alpha(named))


@settings(deadline=None)
@given(ratings=ratings_of((0, 1), coders=(2, 4)))
def test_agreement_on_one_value_is_the_share_of_its_coincidences(ratings):
    """With both values the prevalence-weighted mean of both is the pairwise agreement of values."""
    yes, no = specific_agreement(ratings, 1).value, specific_agreement(ratings, 0).value

    for share in (yes, no):
        assert share is None or -1e-9 <= share <= 1 + 1e-9


@settings(deadline=None)
@given(ratings=ratings_of((-2, -1, 0, 1, 2), coders=(2, 4)))
def test_a_scale_turned_round_leaves_ordered_measures_as_they_are(ratings):
    turned = [[None if cell is None else -cell for cell in row] for row in ratings]

    for level in ("ordinal", "interval"):
        alike(alpha(turned, level=level), alpha(ratings, level=level))
    scale = (-2, -1, 0, 1, 2)
    alike(gwet_ac(turned, weights="ordinal", values=scale), gwet_ac(ratings, weights="ordinal", values=scale))
