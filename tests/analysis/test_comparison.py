"""Do countries differ: intervals against published values, a test that keeps its level."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest, chi2, false_discovery_control

from qual.analysis.comparison import benjamini_hochberg, comparison, permutation_test, wilson
from qual.analysis.tidy import tidy_codings
from qual.errors import InvalidRequest
from tests.analysis.said import BOOK, coding, source


def study(**speakers):
    """Experts by country: which of them speak of the mission. kz="101" is three, the second silent."""
    sources, codings = [], []
    for country, experts in speakers.items():
        for n, speaks in enumerate(experts, 1):
            one = source(f"{country}-{n:02}")
            sources.append(one)
            if speaks == "1":
                codings.append(coding(one, "Пришли"))
    return tidy_codings(codings, sources, BOOK)


# --- intervals --------------------------------------------------------------------------------------


def test_wilsons_interval_as_in_newcombe_1998():
    """Newcombe (1998, Statistics in Medicine 17, 857-872), table I, method 3: Wilson without correction."""
    for k, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(k, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize("n", [1, 2, 5, 17])
def test_wilsons_interval_is_that_of_scipy(n):
    for k in range(n + 1):
        expected = binomtest(k, n).proportion_ci(method="wilson")
        assert wilson(k, n) == (pytest.approx(expected.low, abs=1e-9), pytest.approx(expected.high, abs=1e-9))


def test_a_base_of_none_has_no_interval_and_more_than_all_is_refused():
    assert all(np.isnan(wilson(0, 0)))
    with pytest.raises(InvalidRequest, match="4 of 3"):
        wilson(4, 3)


def test_shares_come_with_their_base():
    rows = comparison(study(kz="110", am="0")).shares
    kz = rows[(rows["column"] == "mission") & (rows["country"] == "KZ")].iloc[0]

    assert (kz["experts"], kz["base"], round(kz["share"], 3)) == (2, 3, 0.667)


# --- many tests -------------------------------------------------------------------------------------

P_1995 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
P_1995 += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_benjamini_and_hochbergs_own_example_rejects_four():
    """Benjamini & Hochberg 1995, section 3.2 (thrombolysis): at .05 the four smallest."""
    adjusted = benjamini_hochberg(P_1995)

    assert sum(q <= 0.05 for q in adjusted) == 4
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)
    assert adjusted == pytest.approx(list(false_discovery_control(P_1995)))


def test_the_order_of_p_values_does_not_matter():
    assert benjamini_hochberg(P_1995[::-1]) == pytest.approx(benjamini_hochberg(P_1995)[::-1])
    assert benjamini_hochberg([]) == []


# --- the test ---------------------------------------------------------------------------------------


def test_a_theme_of_one_country_alone_is_found_and_cramers_v_is_1():
    row = comparison(study(kz="11111", am="00000"), tests=True, permutations=999).tests.iloc[0]

    assert row["v"] == pytest.approx(1)
    assert row["p"] < 0.02
    assert row["v_chance"] < 0.6


def test_p_is_the_share_of_all_tables_when_all_are_shuffled():
    """kz 2 of 2, am 0 of 2: of the 6 ways to place two speakers, 2 differ as much: p = 1/3."""
    p, v, _ = permutation_test(
        np.array([[True], [True], [False], [False]]), np.array([0, 0, 1, 1]), permutations=20_000, seed=1
    )

    assert p[0] == pytest.approx(1 / 3, abs=0.01)
    assert v[0] == 1


def test_there_is_no_test_where_all_or_none_speak_of_it_and_q_counts_the_tested_ones():
    tests = comparison(study(kz="11", am="11"), tests=True, permutations=99).tests.set_index("column")

    assert tests.loc["mission", "reason"] == "all speak of it"
    assert tests.loc["identity", "reason"] == "nobody speaks of it"
    assert np.isnan(tests.loc["mission", "p"])


def test_single_voices_cannot_be_tested():
    tests = comparison(study(kz="1", am="0"), tests=True).tests

    assert set(tests["reason"]) == {"fewer than two cases with two experts"}


def test_a_country_that_one_coder_coded_alone_is_not_compared_with_others():
    one, other = source("kz-01"), source("am-01")
    codings = [coding(one, "Пришли", coder="Анна"), coding(other, "Пришли", coder="Дана")]
    found = comparison(tidy_codings(codings, [one, other], BOOK), tests=True)

    assert found.tests is None
    assert found.confounded == "Дана alone coded and reviewed AM, and had no hand in KZ"


def test_the_codebook_codes_all_countries_alike():
    sources = [source("kz-01"), source("kz-02"), source("am-01"), source("am-02")]
    codings = [coding(one, "Пришли", coder="auto:book@1", status="suggested") for one in sources[1:]]

    assert comparison(tidy_codings(codings, sources, BOOK), tests=True, permutations=99).confounded == ""


def test_the_person_who_reviewed_counts_not_the_rule_that_suggested():
    """Anna reviews Kazakhstan and rejects there, Dana reviews Armenia and rejects nothing."""
    kz, am = [source("kz-01"), source("kz-02")], [source("am-01"), source("am-02")]
    suggested = [coding(one, "Пришли", coder="auto:book@1") for one in kz + am]
    by = dict.fromkeys(["kz-01", "kz-02"], ("Анна", "rejected")) | dict.fromkeys(
        ["am-01", "am-02"], ("Дана", "accepted")
    )
    decided = [
        replace(one, decided_by=by[one.segment.source_id][0], status=by[one.segment.source_id][1])
        for one in suggested
    ]

    found = comparison(tidy_codings(decided, kz + am, BOOK), tests=True)
    assert found.confounded == "Дана alone coded and reviewed AM, and had no hand in KZ"
    undecided = [*decided[:2], *(replace(one, status="suggested") for one in suggested[2:])]
    found = comparison(tidy_codings(undecided, kz + am, BOOK), tests=True)
    assert found.confounded == "nobody has reviewed AM, while KZ is reviewed"


def test_two_coders_with_two_countries_each_are_confounded_too():
    sources = [source(f"{country}-01") for country in ("am", "by", "kg", "kz")]
    codings = [coding(one, "Пришли", coder=("Анна", "Дана")[n // 2]) for n, one in enumerate(sources)]

    assert comparison(tidy_codings(codings, sources, BOOK), tests=True).confounded


def test_one_coder_of_all_countries_and_two_who_share_them_may_be_tested():
    sources = [source(f"{country}-0{n}") for country in ("am", "kz") for n in (1, 2)]
    alone = [coding(one, "Пришли", coder="Анна") for one in sources[:3]]
    shared = [*alone, *(coding(one, "ушли", coder="Дана") for one in sources)]

    for codings in (alone, shared):
        frame = tidy_codings(codings, sources, BOOK)
        assert comparison(frame, tests=True, permutations=49).confounded == ""


def test_the_test_keeps_its_level_where_a_chi_square_over_sentences_does_not():
    """Six countries × five experts × 40 sentences, no difference between countries, 300 themes.

    Sentences of an expert resemble each other: each has a chance of their own, beta(0.3, 5.7), so
    that the correlation within an expert is 1/(0.3 + 5.7 + 1) = 1/7.
    """
    random = np.random.default_rng(7)
    experts, sentences, themes = 30, 40, 300
    said = random.binomial(sentences, random.beta(0.3, 5.7, size=(experts, themes)))
    country = np.repeat(np.arange(6), 5)
    p, _, _ = permutation_test(said > 0, country, permutations=499, seed=3)

    by_country = np.array([said[country == n].sum(axis=0) for n in range(6)])
    expected = by_country.mean(axis=0)
    varies = expected > 0
    spread = ((by_country - expected) ** 2)[:, varies] / (expected * (1 - expected / 200))[varies]
    over_sentences = chi2.sf(spread.sum(axis=0), df=5)

    assert (p <= 0.05).mean() <= 0.08
    assert (over_sentences <= 0.05).mean() > 0.5


def test_p_and_v_are_those_of_fishers_tea_tasting():
    """R: fisher.test(matrix(c(3, 1, 1, 3), 2)) gives 0.4857 for two sides; chi-square is 2 of 8, V 0.5."""
    speaks = np.array([1, 1, 1, 0, 1, 0, 0, 0], dtype=bool)[:, None]
    p, v, _ = permutation_test(speaks, np.repeat([0, 1], 4), permutations=20_000, seed=1)

    assert p[0] == pytest.approx(0.4857, abs=0.01)
    assert v[0] == pytest.approx(0.5)


def test_tests_come_only_when_asked_for():
    assert comparison(study(kz="11", am="00")).tests is None


def test_a_difference_that_is_one_of_expert_groups_vanishes_within_them():
    """Officials speak of the mission, journalists do not; Kazakhstan has more officials than Armenia."""
    sources, codings = [], []
    for country, officials, journalists in (("kz", 8, 2), ("am", 2, 8)):
        for n, group in enumerate(["official"] * officials + ["journalist"] * journalists):
            one = source(f"{country}-{n:02}", expert_group=group)
            sources.append(one)
            codings += [coding(one, "Пришли", coder="Анна")] if group == "official" else []
    frame = tidy_codings(codings, sources, BOOK)

    plain = comparison(frame, tests=True, permutations=999).tests.iloc[0]
    within = comparison(frame, tests=True, within="expert_group", permutations=999).tests.iloc[0]
    assert plain["p"] < 0.05
    assert within["p"] == 1.0
    with pytest.raises(InvalidRequest, match="no source has the attribute 'возраст'"):
        comparison(frame, tests=True, within="возраст")


def test_groups_that_lie_in_one_country_each_allow_no_test():
    sources = [source(f"{c}-0{n}", group=c) for c in ("kz", "am") for n in (1, 2)]
    codings = [coding(one, "Пришли", coder="Анна") for one in sources[:3]]
    tests = comparison(tidy_codings(codings, sources, BOOK), tests=True, within="group").tests

    assert set(tests["reason"]) == {"no group has experts of two cases"}
