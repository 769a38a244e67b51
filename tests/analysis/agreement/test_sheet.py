"""Agreement laid out for a sheet."""

from __future__ import annotations

import pandas as pd

from qual.analysis.agreement import agreement, agreement_sheet
from tests.analysis.agreement.invented import two_coders
from tests.analysis.agreement.test_agreement import many


def tables_of(study, **choices):
    found = agreement(study.frame, **study.asked, **choices)
    return found, {table.name: table for table in agreement_sheet(found)}


def as_records(table):
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def test_the_sheet_shows_the_figures_of_the_frames_as_they_are():
    found, tables = tables_of(many())

    for name, frame in (
        ("codes", found.codes),
        ("overall", found.overall),
        ("assessments", found.assessments),
    ):
        shown = as_records(tables[name])
        assert len(shown) == len(frame)
        for row, (_, real) in zip(shown, frame.iterrows(), strict=True):
            figure = "value" if name == "overall" else "alpha"
            assert row[figure] == (None if pd.isna(real[figure]) else round(real[figure], 6))
            assert row["units"] == real["units"]


def test_a_code_that_nobody_used_is_no_row_of_full_percentages():
    study = two_coders(kz_01=10)
    study.code("ana", "kz-01", 1).code("ben", "kz-01", 1)

    found, tables = tables_of(study, codes=["speed", "exit"])

    assert {"exit", "speed"} <= set(found.codes["code"])
    assert [row["code"] for row in as_records(tables["codes"])] == ["speed"]


def test_what_is_undefined_is_empty_and_the_last_column_says_why():
    study = two_coders(kz_01=3)
    study.code("ana", "kz-01", "0-2").code("ben", "kz-01", "0-2")

    _, tables = tables_of(study)
    (speed,) = as_records(tables["codes"])

    assert (speed["alpha"], speed["reason"]) == (None, "only one value used")
    assert {table.columns[-1].key for table in tables.values()} == {"reason"}


def test_two_coders_have_kappa_and_three_have_fleiss():
    study = two_coders(kz_01=10)
    study.code("ana", "kz-01", "1-3").code("ben", "kz-01", "2-3")

    two = {column.key for column in tables_of(study)[1]["codes"].columns}
    three = {column.key for column in tables_of(many())[1]["codes"].columns}

    assert {"kappa", "kappa_max"} <= two
    assert "fleiss" not in two
    assert "fleiss" in three
    assert "kappa" not in three


def test_by_country_its_name_comes_first_and_counts_and_shares_are_told_apart():
    _, tables = tables_of(many(), by="country")
    codes = tables["codes"]

    assert [column.key for column in codes.columns[:3]] == ["country", "code", "coded ana"]
    assert {row[0] for row in codes.rows} == {"all", "KG", "KZ"}
    looks = {column.key: column.look for column in codes.columns}
    assert (looks["coded ana"], looks["percent"], looks["alpha"], looks["reason"]) == (
        "count",
        "share",
        "figure",
        "text",
    )
