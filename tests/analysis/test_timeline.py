"""Themes by period of a date."""

from __future__ import annotations

import pytest

from qual.analysis.tidy import tidy_codings
from qual.analysis.timeline import period_of, timeline
from qual.errors import InvalidRequest
from qual.model import NOT_GIVEN
from tests.analysis.said import BOOK, coding, source

SOURCES = [
    source("kz-01", date="2022-10-14"),
    source("kz-02", date="2022-10"),
    source("am-01", date="2023"),
    source("am-02", date="весной"),
]


def study():
    return tidy_codings([coding(SOURCES[0], "Пришли"), coding(SOURCES[2], "Пришли")], SOURCES, BOOK)


def test_periods_stand_in_their_order_with_their_bases_and_what_has_no_date_last():
    matrix = timeline(study())

    assert matrix.base.to_dict() == {"2022-10": 2, NOT_GIVEN: 2}
    assert matrix.cells["mission"].to_dict() == {"2022-10": 1, NOT_GIVEN: 1}


def test_a_year_is_known_where_the_month_is_not():
    assert timeline(study(), period="year").base.to_dict() == {"2022": 2, "2023": 1, NOT_GIVEN: 1}


@pytest.mark.parametrize(
    ("date", "period", "expected"),
    [
        ("2022-10-14", "quarter", "2022-Q4"),
        ("2022-01", "quarter", "2022-Q1"),
        ("2022-01", "day", ""),
        ("2022-13-01", "month", ""),
        ("20221014", "year", ""),
        ("  2022 ", "year", "2022"),
    ],
)
def test_a_date_lies_in_a_period(date, period, expected):
    assert period_of(date, period) == expected


def test_what_is_no_date_or_no_period_is_told():
    with pytest.raises(InvalidRequest, match="no source has a date in the attribute 'возраст'"):
        timeline(study(), attribute="возраст")
    with pytest.raises(InvalidRequest, match="'week' is not a period"):
        timeline(study(), period="week")
