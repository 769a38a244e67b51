"""What each further interview brings, in its order and over permuted ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qual.analysis.saturation import chao_2, saturation, saturation_by_case
from qual.analysis.tidy import tidy_codings
from qual.errors import InvalidRequest
from qual.model import Code, Codebook
from tests.analysis.said import coding, source

LETTERS = "абвгдежзик"
BOOK = Codebook("book", "1", (Code("theme", codes=tuple(Code(letter) for letter in LETTERS)),))


def study(*interviews, dates=()):
    """Interviews given as the codes that occur in them: "аб", "в"."""
    sources, codings = [], []
    for n, codes in enumerate(interviews):
        date = dates[n] if dates else f"2022-10-{n + 1:02}"
        one = source(f"kz-{n + 1:02}", f"{' '.join(codes)} конец", date=date)
        sources.append(one)
        codings += [coding(one, letter, letter) for letter in codes]
    return tidy_codings(codings, sources, BOOK)


def test_new_codes_are_those_that_no_earlier_interview_had():
    curve = saturation(study("абв", "аг", "вг", "д")).curve

    assert curve["new"].tolist() == [3, 1, 0, 1]
    assert curve["cumulative"].tolist() == [3, 4, 4, 5]


def test_the_ratio_of_a_run_is_its_new_codes_by_those_of_the_base():
    """Guest, Namey & Chen 2020: 37 codes in the base of four, 7 new in the next two: 19 %.

    Here in small: 5 codes in the base, 1 new in the first run of two, none in the second.
    """
    found = saturation(study("абв", "аг", "вг", "д", "а", "е", "а", "б"))

    assert found.runs["interviews"].tolist() == ["5–6", "6–7", "7–8"]
    assert found.runs["new"].tolist() == [1, 1, 0]
    assert found.runs["ratio"].tolist() == [0.2, 0.2, 0.0]
    assert found.reached == 6


def test_saturation_that_was_not_reached_is_none():
    assert saturation(study("а", "б", "в", "г", "д", "е")).reached is None
    assert saturation(study("а", "б")).reached is None


def test_the_order_is_that_of_the_date_and_what_has_none_comes_last():
    found = saturation(study("а", "б", "в", dates=("2023-01-01", "", "2022-01-01")))

    assert found.curve["source"].tolist() == ["kz-03", "kz-01", "kz-02"]
    assert found.curve["value"].tolist() == ["2022-01-01", "2023-01-01", "(not given)"]


def test_an_order_can_be_given():
    assert saturation(study("а", "аб", "абв"), order=["kz-03", "kz-01", "kz-02"]).curve["new"].tolist() == [
        3,
        0,
        0,
    ]
    with pytest.raises(InvalidRequest, match="no interview 'kz-9'"):
        saturation(study("а"), order=["kz-9"])
    with pytest.raises(InvalidRequest, match="attribute 'возраст'"):
        saturation(study("а"), order="возраст")


def test_a_parent_is_not_counted_beside_its_codes():
    assert saturation(study("аб")).curve["cumulative"].tolist() == [2]


def test_the_band_holds_every_order_and_ends_where_the_curve_ends():
    found = saturation(study("абв", "аг", "вг", "д", "е", "а"), permutations=200)
    curve = found.curve

    assert (curve["low"] <= curve["middle"]).all()
    assert (curve["middle"] <= curve["high"]).all()
    assert curve.iloc[-1][["low", "middle", "high"]].tolist() == [6, 6, 6]
    assert curve.equals(saturation(study("абв", "аг", "вг", "д", "е", "а"), permutations=200).curve)


def test_chao2_by_hand():
    """Four samples; a in four, b in two, c and d in one each: S 4, Q1 2, Q2 1.

    4 + 3/4 · 2²/(2·1) = 5.5; coverage 1 - 2/8 · (3·2)/(3·2 + 2·1) = 0.8125.
    """
    has = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1], [1, 0, 0, 0]], dtype=bool)

    assert chao_2(has) == (pytest.approx(5.5), pytest.approx(0.8125))


def test_without_codes_in_two_samples_the_bias_corrected_form_is_taken():
    has = np.eye(3, dtype=bool)

    assert chao_2(has)[0] == pytest.approx(3 + 2 / 3 * (3 * 2 / 2))
    assert chao_2(np.zeros((3, 2), dtype=bool)) == (None, None)


@given(arrays(bool, st.tuples(st.integers(1, 8), st.integers(1, 8))))
def test_there_are_never_fewer_codes_than_were_found_and_coverage_is_a_share(has):
    chao2, coverage = chao_2(has)

    if has.any():
        assert chao2 >= has.any(axis=0).sum()
        assert 0 <= coverage <= 1


def test_chao2_needs_ten_interviews():
    assert saturation(study(*["аб"] * 9)).chao2 is None
    assert saturation(study(*["аб"] * 10)).chao2 == 2


def test_a_study_without_interviews_has_an_empty_curve():
    found = saturation(tidy_codings([], [], BOOK), order="source")

    assert len(found.curve) == 0
    assert found.reached is None
    assert found.to_json()["curve"] == []


def test_a_base_of_nothing_is_refused():
    with pytest.raises(InvalidRequest, match="base and run"):
        saturation(study("а"), base=0)


def test_chao2_is_what_r_gives_for_the_trees_of_barro_colorado_island():
    """specpool(BCI) of R's vegan: 225 species in 50 plots, 21 of them in one plot, 19 in two: 236.3732."""
    has = np.zeros((50, 225), dtype=bool)
    for species, plots in enumerate([1] * 21 + [2] * 19 + [10] * 185):
        has[:plots, species] = True

    assert chao_2(has)[0] == pytest.approx(236.3732, abs=5e-5)


def test_guest_namey_and_chens_own_numbers():
    """37 codes in the base of four interviews, 7 new in the next two: 19 % (their first run)."""
    letters = [chr(0x430 + n) for n in range(44)]
    book = Codebook("book", "1", tuple(Code(letter) for letter in letters))
    brought = {1: letters[:20], 2: letters[20:29], 3: letters[29:34], 4: letters[34:37]}
    brought |= {5: letters[37:40], 6: letters[40:]}
    sources, codings = [], []
    for n, new in brought.items():
        one = source(f"kz-{n:02}", " ".join(new), date=f"2022-10-{n:02}")
        sources.append(one)
        codings += [coding(one, code, code) for code in new]
    found = saturation(tidy_codings(codings, sources, book))

    assert found.curve["cumulative"].iloc[3] == 37
    assert found.runs["new"].tolist() == [7]
    assert round(found.runs["ratio"].iloc[0], 2) == 0.19


def test_coverage_where_no_code_has_two_interviews():
    """Chao & Jost 2012: 1 - Q1/U · (m-1)(Q1-1)/((m-1)(Q1-1) + 2), here Q1 = 2, U = 8, m = 3."""
    has = np.array([[1, 1, 1, 0], [1, 1, 0, 1], [1, 1, 0, 0]], dtype=bool)

    assert chao_2(has)[1] == pytest.approx(1 - 2 / 8 * 2 / 4)


def test_each_country_has_its_own_saturation():
    sources = [source("kz-01", date="2022-10-02"), source("am-01"), source("kz-02", date="2022-10-01")]
    book = Codebook("book", "1", (Code("а"), Code("б")))
    codings = [
        coding(sources[0], "Пришли", "а"),
        coding(sources[1], "ушли", "б"),
        coding(sources[2], "ушли", "а"),
    ]
    table = saturation_by_case(tidy_codings(codings, sources, book), base=1, run=1).set_index("case")

    assert table["interviews"].to_dict() == {"all": 3, "AM": 1, "KZ": 2}
    assert table["codes"].to_dict() == {"all": 2, "AM": 1, "KZ": 1}
    assert table.loc["KZ", ["reached", "last"]].tolist() == [1, 0.0]
    assert table.loc["AM", ["reached", "last", "chao2"]].isna().all()


@pytest.mark.parametrize("choices", [{"threshold": 5}, {"permutations": 0}])
def test_a_threshold_that_is_no_share_and_a_band_of_no_order_are_refused(choices):
    with pytest.raises(InvalidRequest, match="a threshold is a share"):
        saturation(study("а"), **choices)
