"""The tables of agreement, as a researcher reads them."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from qual.analysis.agreement import agreement, alpha, alpha_sets, cohen_kappa, gwet_ac
from qual.errors import InvalidRequest
from tests.analysis.agreement.invented import ROBOT, Study, two_coders


def of(study, **choices):
    return agreement(study.frame, **study.asked, **choices)


def row(frame, **wanted):
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def many(interviews=9, *, sentences=12, seed=7, coders=("ana", "ben", "chris")):
    """Interviews that three people coded, not always alike."""
    random = np.random.default_rng(seed)
    names = [f"{'kz' if n % 2 else 'kg'}-{n:02}" for n in range(interviews)]
    study = Study(dict.fromkeys(names, sentences), {coder: set(names) for coder in coders})
    for name in names:
        for n in range(sentences):
            for code in ("speed", "exit"):
                meant = random.random() < 0.3
                for coder in coders:
                    if meant != (random.random() < 0.1):
                        study.code(coder, name, n, code, assessment=int(random.integers(-2, 3)))
    return study


def test_a_fourfold_table_by_hand():
    study = two_coders(kz_01=10)
    study.code("ana", "kz-01", "0-3").code("ben", "kz-01", "1-5")  # both 1, 2, 3; Ana 0; Ben 4, 5; neither 4

    speed = row(of(study).codes, code="speed")

    assert (speed["coders"], speed["sources"], speed["units"]) == (2, 1, 10)
    assert (speed["coded ana"], speed["coded ben"]) == (4, 5)
    assert speed["prevalence"] == pytest.approx(9 / 20)
    assert speed["percent"] == pytest.approx(7 / 10)
    assert speed["positive"] == pytest.approx(6 / 9)
    assert speed["negative"] == pytest.approx(8 / 11)
    assert speed["pabak"] == pytest.approx(0.4)
    ratings = [(1, 1)] * 3 + [(1, 0)] + [(0, 1)] * 2 + [(0, 0)] * 4
    assert speed["kappa"] == pytest.approx(cohen_kappa(ratings).value)
    assert speed["ac1"] == pytest.approx(gwet_ac(ratings).value)
    assert speed["alpha"] == pytest.approx(alpha(ratings).value)


def test_the_columns_are_the_promised_ones_whatever_was_coded():
    for study in (two_coders(kz_01=3), two_coders(kz_01=3).code("ana", "kz-01", 0), many()):
        found = of(study)
        coders = [f"coded {coder}" for coder in study.read]
        assert list(found.codes) == [
            *("code", "coders", "sources", "units", *coders, "prevalence", "percent", "positive", "negative"),
            *("kappa", "kappa_max", "pabak", "fleiss", "ac1", "alpha", "low", "high", "boundaries", "reason"),
        ]
        assert list(found.overall) == [
            *("measure", "about", "of", "coders", "sources", "units"),
            *("value", "low", "high", "coverage", "reason"),
        ]
        assert found.codes["alpha"].dtype == found.overall["value"].dtype == "float64"
        assert found.codes["units"].dtype == found.codes["coded ana"].dtype == "Int64"


def test_the_figures_of_a_code_are_those_of_the_plain_measures_with_their_intervals():
    study = many()
    found = row(of(study).codes, code="speed")
    frame = study.frame[study.frame["code"] == "speed"]
    said = set(zip(frame["source"], frame["start"] // 11, frame["coder"], strict=True))
    rows = [[int((s, n, c) in said) for c in study.read] for s in study.sentences for n in range(12)]
    clusters = [s for s in study.sentences for _ in range(12)]

    plain = alpha(rows, clusters=clusters)

    assert found["alpha"] == pytest.approx(plain.value)
    assert (found["low"], found["high"]) == pytest.approx((plain.low, plain.high))
    assert found["reason"] == ""


def test_overall_alpha_is_on_the_sets_of_codes():
    study = two_coders(kz_01=6)
    study.code("ana", "kz-01", 0).code("ana", "kz-01", 0, "exit").code("ben", "kz-01", 0)
    study.code("ana", "kz-01", 1, "exit").code("ben", "kz-01", 1, "exit").code("ben", "kz-01", 2)

    overall = of(study).overall

    sets = [
        ({"speed", "exit"}, {"speed"}),
        ({"exit"}, {"exit"}),
        ((), {"speed"}),
        ((), ()),
        ((), ()),
        ((), ()),
    ]
    for name, distance in (("alpha (MASI)", "masi"), ("alpha (Jaccard)", "jaccard")):
        found = row(overall, measure=name)
        assert found["value"] == pytest.approx(alpha_sets(sets, distance=distance).value)
        assert (found["of"], found["units"]) == ("sentence", 6)


def test_codes_that_overlap_refuse_cu_alpha_and_say_where():
    study = (
        two_coders(kz_01=6).code("ana", "kz-01", 0).code("ana", "kz-01", 0, "exit").code("ben", "kz-01", 0)
    )

    overall = of(study).overall

    refused = row(overall, measure="cu-alpha", about="all codes")
    assert np.isnan(refused["value"])
    assert refused["reason"] == "codes overlap: ana has speed and exit on the same text in kz-01"
    assert row(overall, measure="(k)u-alpha", about="speed")["reason"] == "codes overlap"
    assert row(overall, measure="|u-alpha")["value"] == pytest.approx(1)


def test_a_theme_whose_codes_exclude_each_other_has_its_own_cu_alpha():
    study = two_coders(kz_01=8)
    study.code("ana", "kz-01", 0, "speed").code("ben", "kz-01", 0, "speed").code("ana", "kz-01", 0, "name")
    study.code("ana", "kz-01", 2, "exit").code("ben", "kz-01", 2, "exit")
    study.code("ana", "kz-01", 4, "name").code("ben", "kz-01", 4, "border")

    overall = of(study).overall

    assert row(overall, measure="cu-alpha", about="all codes")["reason"].startswith("codes overlap: ana")
    assert row(overall, measure="cu-alpha", about="mission")["value"] == pytest.approx(1)
    speed = row(overall, measure="(k)u-alpha", about="speed")
    assert (speed["value"], speed["coverage"]) == (pytest.approx(1), pytest.approx(1))
    assert row(overall, measure="(k)u-alpha", about="border")["value"] == pytest.approx(0)


def test_with_few_interviews_the_single_ones_are_shown():
    study = two_coders(kz_01=6, kz_02=6)
    study.code("ana", "kz-01", 0).code("ben", "kz-01", 0).code("ana", "kz-01", 1).code("ana", "kz-02", 0)

    found = of(study)

    assert (
        row(found.codes, code="speed")["reason"] == "2 interviews coded by two or more, an interval needs 8"
    )
    assert np.isnan(row(found.codes, code="speed")["low"])
    first = row(found.interviews, source="kz-01")
    assert first["alpha"] == pytest.approx(alpha([(1, 1), (1, 0)] + [(0, 0)] * 4).value)
    assert row(found.interviews, source="kz-02")["units"] == 6


def test_a_code_is_undefined_with_its_reason_where_nobody_used_it():
    study = two_coders(kz_01=4, kg_01=4).code("ana", "kz-01", 0).code("ben", "kz-01", 1)

    codes = of(study, by="country", codes=["speed", "border"]).codes

    for country, code in (("KG", "speed"), ("all", "border")):
        nothing = row(codes, country=country, code=code)
        assert np.isnan(nothing["alpha"])
        assert np.isnan(nothing["ac1"])
        assert nothing["reason"] == "only one value used"
        assert nothing["percent"] == 1


def test_by_country_gives_the_whole_first_and_then_each_country():
    study = many()

    found = of(study, by="country")
    alone = many()
    alone.sentences = {name: n for name, n in study.sentences.items() if name.startswith("kz")}
    alone.codings = [c for c in study.codings if c.segment.source_id in alone.sentences]

    assert found.codes["country"].tolist() == ["all", "all", "KG", "KG", "KZ", "KZ"]
    assert found.overall["country"].iloc[0] == "all"
    kz, of_kz = row(found.codes, country="KZ", code="exit"), row(of(alone).codes, code="exit")
    assert kz["alpha"] == pytest.approx(of_kz["alpha"])
    assert kz["boundaries"] == pytest.approx(of_kz["boundaries"])
    assert kz["sources"] == 4
    assert "an interval needs 8" in kz["reason"]
    with pytest.raises(InvalidRequest, match="no source has the attribute 'colour'"):
        of(study, by="colour")


def test_a_country_without_a_value_is_not_given():
    study = two_coders(kz_01=3, __01=3).code("ana", "kz-01", 0)
    frame = study.frame
    from dataclasses import replace

    context = frame.attrs["qual"]
    sources = tuple(replace(s, country="") if s.country == "--" else s for s in context.sources)
    frame.attrs["qual"] = replace(context, sources=sources)

    found = agreement(frame, **study.asked, by="country")

    assert found.codes["country"].tolist() == ["all", "KZ", "(not given)"]


def test_two_of_three_coders_in_a_country_have_a_kappa():
    study = Study(
        {"kz-01": 6, "kg-01": 6}, {"ana": {"kz-01", "kg-01"}, "ben": {"kz-01", "kg-01"}, "chris": {"kg-01"}}
    )
    study.code("ana", "kz-01", 0).code("ben", "kz-01", 0).code("chris", "kg-01", 0)

    codes = of(study, by="country").codes

    assert row(codes, country="KZ")["kappa"] == pytest.approx(1)
    assert np.isnan(row(codes, country="all")["kappa"])
    assert pd.isna(row(codes, country="KZ")["coded chris"])
    assert row(codes, country="KG")["coded chris"] == 1


def test_assessments_have_an_ordinal_alpha_and_ac2():
    study = two_coders(kz_01=6)
    for n, (a, b) in enumerate([(-2, -2), (-1, 0), (2, 2), (1, 2), (0, None)]):
        study.code("ana", "kz-01", n, assessment=a).code("ben", "kz-01", n, assessment=b)

    found = row(of(study).assessments, code="speed")

    rows = [(-2, -2), (-1, 0), (2, 2), (1, 2)]
    assert found["units"] == 4
    assert found["alpha"] == pytest.approx(alpha(rows, level="ordinal").value)
    scale = (-2, -1, 0, 1, 2)
    expected = gwet_ac([*rows, (0, None)], weights="ordinal", values=scale).value
    assert found["ac2"] == pytest.approx(expected)


def test_one_coder_and_nothing_in_common_are_said():
    alone = Study({"kz-01": 4}, {"ana": {"kz-01"}}).code("ana", "kz-01", 0)
    apart = Study({"kz-01": 4, "kz-02": 4}, {"ana": {"kz-01"}, "ben": {"kz-02"}}).code("ana", "kz-01", 0)

    assert set(of(alone).overall["reason"]) == {"one coder"}
    assert set(of(apart).overall["reason"]) == {"nothing in common"}
    assert of(alone).overall["value"].isna().all()
    assert of(Study({}, {})).overall["reason"].iloc[0] == "one coder"


def test_a_machine_is_no_coder():
    study = two_coders(kz_01=6).code("ana", "kz-01", 0).code("ben", "kz-01", 0)
    before = of(study)
    study.read[ROBOT] = {"kz-01"}
    for n in range(6):
        study.code(ROBOT, "kz-01", n)

    after = of(study)

    pd.testing.assert_frame_equal(after.codes, before.codes)
    pd.testing.assert_frame_equal(after.overall, before.overall)


def test_the_order_of_rows_changes_nothing():
    study = many()
    frame = study.frame
    shuffled = frame.sample(frac=1, random_state=1)

    one, two = (agreement(f, **study.asked, by="country") for f in (frame, shuffled))

    pd.testing.assert_frame_equal(one.codes, two.codes)
    pd.testing.assert_frame_equal(one.overall, two.overall)
    pd.testing.assert_frame_equal(one.assessments, two.assessments)


def test_the_unit_changes_the_figure_and_is_said():
    study = two_coders(kz_01=8).code("ana", "kz-01", 0).code("ben", "kz-01", 1)
    turns = {"kz-01": [(0, 21), (22, 87)]}

    sentences = of(study)
    by_turn = agreement(study.frame, units=turns, seen=study.read, unit="turn")

    assert (sentences.unit, by_turn.unit) == ("sentence", "turn")
    assert row(sentences.codes, code="speed")["alpha"] < 0
    assert row(by_turn.codes, code="speed")["alpha"] == pytest.approx(1)


def test_the_record_is_plain_values_for_json():
    study = many()
    study.code("ana", "kz-01", 0, "name")

    told = of(study, by="country").to_json()

    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["codes"][0]["country"] == "all"
    assert told["codes"][0]["kappa"] is None
    assert told["left_out"] == {"not shared": 0, "not finished": 0, "outside the units": 0}
    assert "<table" in of(study)._repr_html_()


def test_a_code_that_nobody_used_is_no_row_of_full_percentages():
    study = two_coders(kz_01=10)
    study.code("ana", "kz-01", 1).code("ben", "kz-01", 1)
    found = agreement(study.frame, **study.asked, codes=["speed", "exit"])

    assert {"exit", "speed"} <= set(found.codes["code"])
    assert found.used["code"].tolist() == ["speed"]
