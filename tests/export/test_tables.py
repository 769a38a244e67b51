from __future__ import annotations

import csv

import pandas as pd
import pytest

from qual.analysis.matrix import theme_matrix
from qual.export.tables import write_csv

from .invented import one_quote, study


def read(path):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_codings_come_back_as_they_were(tmp_path):
    frame = study()

    rows = read(write_csv(tmp_path / "codings.csv", frame))

    assert [row["quote"] for row in rows] == frame["quote"].tolist()
    assert rows[0]["evidence"] == "speed → Миротворцы"
    assert rows[0]["start"] == "0"
    assert rows[0]["assessment"] == ""
    assert list(rows[0]) == list(frame.columns)


@pytest.mark.parametrize("opening", ["=1+1", "+7 701", "- это реплика", "@кто", "\t=1+1", "＝1+1"])
def test_text_that_begins_like_a_formula_gets_an_apostrophe(tmp_path, opening):
    assert read(write_csv(tmp_path / "a.csv", one_quote(opening)))[0]["quote"] == f"'{opening}"


def test_a_carriage_return_is_no_way_around_it(tmp_path):
    assert read(write_csv(tmp_path / "a.csv", one_quote("\r=1+1")))[0]["quote"] == "'\n=1+1"


def test_names_of_columns_are_text_too(tmp_path):
    frame = pd.DataFrame({"=evil": [1], "b": [-2], "c": [None]})

    assert read(write_csv(tmp_path / "a.csv", frame)) == [{"'=evil": "1", "b": "-2", "c": ""}]


def test_a_character_that_utf_8_cannot_hold_is_replaced(tmp_path):
    assert read(write_csv(tmp_path / "a.csv", one_quote("a\ud800\x00b")))[0]["quote"] == "a��b"


def test_a_matrix_goes_out_with_its_cases(tmp_path):
    table = theme_matrix(study()).reset_index()

    rows = read(write_csv(tmp_path / "a.csv", table))

    assert [row["country"] for row in rows] == ["AM", "KZ", "RU", "TJ", "(not given)"]
    assert rows[1]["mission"] == "3"
    assert rows[3]["mission"] == ""  # nobody has coded it yet


def test_the_same_frame_gives_the_same_bytes(tmp_path):
    first = write_csv(tmp_path / "a.csv", study()).read_bytes()

    assert write_csv(tmp_path / "b.csv", study()).read_bytes() == first
