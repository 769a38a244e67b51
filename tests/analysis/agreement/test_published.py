"""The measures give what the literature prints; `published` cites where."""

from __future__ import annotations

import numpy as np
import pytest

from qual.analysis.agreement import (
    Continuum,
    alpha,
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    kappa_max,
    percent_agreement,
    set_distance,
    specific_agreement,
    unitizing,
)
from tests.analysis.agreement.published import (
    ABSTRACTORS,
    ARTSTEIN_POESIO,
    BEN_GERRY,
    COHEN,
    DIAGNOSES,
    FIGURE_2,
    FIGURE_12_11,
    FIVE_OBSERVERS,
    FLEISS,
    FOUR_RATERS,
    HAYES_KRIPPENDORFF,
    JON_HAN_LEE,
    KRIPPENDORFF_A,
    KRIPPENDORFF_B,
    KRIPPENDORFF_C,
    MARY_DAVE,
    TWO_GROUPS,
)


def printed(value: float | None, places: int = 3) -> str:
    assert value is not None
    return f"{value:.{places}f}"


@pytest.mark.parametrize(
    ("ratings", "level", "value"),
    [
        (KRIPPENDORFF_A, "nominal", "0.095"),
        (KRIPPENDORFF_B, "nominal", "0.692"),
        (KRIPPENDORFF_C, "nominal", "0.743"),
        (KRIPPENDORFF_C, "ordinal", "0.815"),
        (KRIPPENDORFF_C, "interval", "0.849"),
        (KRIPPENDORFF_C, "ratio", "0.797"),
        (JON_HAN_LEE, "nominal", "0.234"),
        (FIVE_OBSERVERS, "nominal", "0.481"),
        (FOUR_RATERS, "nominal", "0.143"),
        (TWO_GROUPS, "nominal", "0.632"),
        (BEN_GERRY, "nominal", "0.665"),
    ],
)
def test_alpha_is_the_printed_one(ratings, level, value):
    assert printed(alpha(ratings, level=level).value) == value


def test_alpha_of_hayes_and_krippendorff_2007_is_the_printed_one():
    estimate = alpha(HAYES_KRIPPENDORFF, level="ordinal")

    assert printed(estimate.value, 4) == "0.7598"
    assert (estimate.n_units, estimate.n_coders) == (40, 5)


def test_the_units_of_krippendorff_2011_c_are_those_with_two_values():
    estimate = alpha(KRIPPENDORFF_C)

    assert (estimate.n_units, estimate.n_coders) == (11, 4)


def test_mary_and_dave_of_the_book_differ_in_alpha_and_kappa():
    """Krippendorff (2019), section 12.3.4.4, with two places: .76 and .75."""
    assert printed(alpha(MARY_DAVE).value, 2) == "0.76"
    assert printed(cohen_kappa(MARY_DAVE).value, 2) == "0.75"


def test_kappa_of_cohen_1960_and_its_maximum():
    assert printed(cohen_kappa(COHEN).value) == "0.492"
    assert printed(kappa_max(COHEN).value) == "0.831"


def test_fleiss_kappa_of_fleiss_1971():
    assert printed(fleiss_kappa(FLEISS).value) == "0.430"


def test_the_three_coefficients_of_artstein_and_poesio_2008_part_at_chance():
    assert printed(percent_agreement(ARTSTEIN_POESIO).value, 1) == "0.7"
    assert printed(brennan_prediger(ARTSTEIN_POESIO).value, 1) == "0.4"  # S
    assert printed(fleiss_kappa(ARTSTEIN_POESIO).value) == "0.341"  # Scott's pi
    assert printed(cohen_kappa(ARTSTEIN_POESIO).value) == "0.348"


@pytest.mark.parametrize(
    ("ratings", "ac1", "fleiss", "equal"),
    [
        (KRIPPENDORFF_C, "0.775", "0.761", "0.773"),
        (FIVE_OBSERVERS, "0.497", "0.458", "0.487"),
        (TWO_GROUPS, "0.685", "0.657", "0.679"),
        (FOUR_RATERS, "0.208", "0.129", "0.183"),
        (BEN_GERRY, "0.661", "0.649", "0.659"),
    ],
)
def test_ac1_fleiss_and_brennan_prediger_of_gwet_with_missing_ratings(ratings, ac1, fleiss, equal):
    assert printed(gwet_ac(ratings).value) == ac1
    assert printed(fleiss_kappa(ratings).value) == fleiss
    assert printed(brennan_prediger(ratings).value) == equal


@pytest.mark.parametrize(
    ("weights", "value"), [("ordinal", "0.899"), ("linear", "0.859"), ("quadratic", "0.914")]
)
def test_ac2_of_gwet_for_ordered_values(weights, value):
    assert printed(gwet_ac(KRIPPENDORFF_C, weights=weights).value) == value


def test_gwets_tables_of_two_coders():
    assert printed(cohen_kappa(ABSTRACTORS).value) == "0.796"
    assert printed(gwet_ac(ABSTRACTORS).value) == "0.849"
    assert printed(gwet_ac(ABSTRACTORS, weights="ordinal").value) == "0.925"
    assert printed(cohen_kappa(DIAGNOSES).value) == "0.432"
    assert printed(gwet_ac(DIAGNOSES).value) == "0.456"


def test_masi_weighs_jaccard_by_how_the_sets_lie():
    """Passonneau, R. (2006). Measuring agreement on set-valued items (MASI). LREC."""
    assert set_distance("abc", "abc") == 0
    assert set_distance("ab", "abcd") == pytest.approx(1 - 2 / 3 * 1 / 2)  # one holds the other
    assert set_distance("abc", "bcd") == pytest.approx(1 - 1 / 3 * 1 / 2)  # both have their own
    assert set_distance("ab", "cd") == 1
    assert set_distance("ab", "abcd", "jaccard") == pytest.approx(1 / 2)


def test_two_empty_sets_are_the_same():
    assert set_distance("", "") == 0
    assert set_distance("", "", "jaccard") == 0
    assert set_distance("", "a") == 1


def book_example():
    """Figure 12.11, with positions from 0 and ends not included."""
    cut = {who: [(first - 1, last, value) for first, last, value in own] for who, own in FIGURE_12_11.items()}
    return unitizing(Continuum(60, cut))


def test_the_unitizing_family_of_the_book():
    """Printed as .510, .413 (it computes to .4136) and .724."""
    family = book_example()

    assert printed(family.u_alpha.value) == "0.510"
    assert family.boundaries.value == pytest.approx(0.4136, abs=5e-5)
    assert printed(family.codes.value) == "0.724"


def test_the_single_codes_of_the_book_with_their_coverage():
    family = book_example()

    assert {code: family.each_code[code].value for code in (1, 5, 6)} == {1: 1.0, 5: 1.0, 6: 1.0}
    assert {code: family.each_code[code].value for code in (2, 3, 4)} == {2: 0.0, 3: 0.0, 4: 0.0}
    assert family.coverage[5] == pytest.approx(8 / 18)
    assert family.coverage[7] == 0
    assert family.each_code[7].value is None
    assert family.each_code[7].reason == "nothing in common"


def of_figure_2(code):
    stretches = {who: [cut for cut in own if cut[2] == code] for who, own in FIGURE_2.items()}
    return unitizing(Continuum(300, stretches)).boundaries


def test_stretches_cut_alike_are_full_agreement_in_the_form_of_2004_and_of_2016():
    assert of_figure_2("k").value == pytest.approx(1)


def test_the_figure_of_2004_is_not_what_the_form_of_2016_gives():
    """2004 prints .729 for code c. The form of 2016, which replaces it, gives .516: see `by_counting`."""
    assert printed(of_figure_2("c").value) == "0.516"


def percent_of_coded_characters(a, b):
    """As in QualCoder (reports.py, c3204641): over what somebody coded, chance = P(yes) × P(no)."""
    some = [(x, y) for x, y in zip(a, b, strict=True) if x or y]
    agreed = sum(x == y for x, y in some) / len(some)
    chance = (sum(a) / len(some)) * (sum(b) / len(some)) * (1 - sum(a) / len(some)) * (1 - sum(b) / len(some))
    return (agreed - chance) / (1 - chance)


@pytest.mark.parametrize(
    ("both", "first", "second", "neither", "kappa"),
    [(250, 250, 250, 250, "0.000"), (50, 50, 50, 850, "0.444")],
    ids=["two coders who meet by chance", "half of a hundred characters each"],
)
def test_kappa_where_qualcoder_prints_0_299(both, first, second, neither, kappa):
    a = [1] * both + [1] * first + [0] * second + [0] * neither
    b = [1] * both + [0] * first + [1] * second + [0] * neither

    assert printed(cohen_kappa(np.column_stack([a, b])).value) == kappa
    assert printed(percent_of_coded_characters(a, b)) == "0.299"


def test_positive_and_negative_agreement_are_those_of_the_fourfold_table():
    """2a/(2a+b+c) and 2d/(2d+b+c): Cicchetti & Feinstein (1990), J Clin Epidemiol 43, 551–558."""
    ratings = [(1, 1)] * 40 + [(1, 0)] * 9 + [(0, 1)] * 6 + [(0, 0)] * 45

    assert specific_agreement(ratings, 1).value == pytest.approx(80 / 95)
    assert specific_agreement(ratings, 0).value == pytest.approx(90 / 105)


def test_pabak_is_twice_the_percentage_less_one():
    """Byrt, Bishop & Carlin (1993), J Clin Epidemiol 46, 423–429."""
    ratings = [(1, 1)] * 80 + [(1, 0)] * 10 + [(0, 1)] * 5 + [(0, 0)] * 5

    assert brennan_prediger(ratings).value == pytest.approx(2 * 0.85 - 1)
