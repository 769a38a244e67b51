"""A long list is written in another way than a short one, and holds the same."""

from __future__ import annotations

import zipfile

import pytest

from qual.analysis.tidy import tidy_codings

from .invented import CODEBOOK, coding, source, study, written

ODD = [
    "=1+1",
    "#N/A",
    "+7 701",
    " Әр елдің\nөз жолы бар. ",
    "Ո՞վ է <b>նա</b> & ինչու՞",
    "a\x00b\x0bc",
    "_x000D_",
    "ұзақ " * 8_000,
    "😀" * 20_000,
    "rows of a long list",
]


def odd_study():
    said = [
        source(
            f"kz-{n:02}",
            [text],
            attributes={"date": "2022-11-09", "note": text[:50], "rows of a long list": "x"},
        )
        for n, text in enumerate(ODD)
    ]
    return tidy_codings([coding(one, 1, "trust", "auto:b@1") for one in said], said, CODEBOOK)


@pytest.mark.parametrize("frame", [study, odd_study])
def test_every_cell_looks_and_says_the_same_as_in_a_short_list(tmp_path, monkeypatch, frame):
    (tmp_path / "short").mkdir()
    short = written(tmp_path / "short", frame())
    monkeypatch.setattr("qual.export.workbook.table.LONG", 0)
    (tmp_path / "long").mkdir()
    long = written(tmp_path / "long", frame())

    for name in ("Codebook", "Sources", "Quotes", "Segments"):
        assert long[name].dimensions == short[name].dimensions
        for mine, theirs in zip(long[name].iter_rows(), short[name].iter_rows(), strict=True):
            height = long[name].row_dimensions[mine[0].row].height
            assert height == short[name].row_dimensions[theirs[0].row].height
            for one, other in zip(mine, theirs, strict=True):
                assert (one.value, one.data_type) == (other.value, other.data_type), one.coordinate
                assert repr(one.font) == repr(other.font)
                assert one.number_format == other.number_format
                assert repr(one.alignment) == repr(other.alignment)
                assert one.quotePrefix == other.quotePrefix
                assert (one.hyperlink and one.hyperlink.location) == (
                    other.hyperlink and other.hyperlink.location
                )
        assert long[name].tables.items() == short[name].tables.items()
        outline = [long[name].row_dimensions[n].outlineLevel for n in range(1, 8)]
        assert outline == [short[name].row_dimensions[n].outlineLevel for n in range(1, 8)]


def test_the_same_bytes_each_time_and_nothing_is_left_of_the_row_that_stood_in(tmp_path, monkeypatch):
    monkeypatch.setattr("qual.export.workbook.table.LONG", 0)
    written(tmp_path, study())
    first = (tmp_path / "results.xlsx").read_bytes()
    written(tmp_path, study())

    assert (tmp_path / "results.xlsx").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "results.xlsx") as package:
        for name in package.namelist():
            assert b"rows of a long list" not in package.read(name)
