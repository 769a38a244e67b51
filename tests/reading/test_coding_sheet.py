from __future__ import annotations

import pytest
from openpyxl import Workbook

from qual.errors import UnreadableSource
from qual.reading.coding_sheet import read_coding_sheet
from tests.reading.office import zip_file

COLUMNS = {"id": "id", "quote": "quote", "code": "code", "цитата": "quote", "memo": "memo"}


def sheet_file(tmp_path, *rows, name="Coding", more=None):
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    if more:
        more(sheet)
    path = tmp_path / "sheet.xlsx"
    book.save(path)
    return path


def read(path, needed=("id",)):
    return read_coding_sheet(path, sheet="Coding", columns=COLUMNS, needed=needed)


def test_rows_keep_the_numbers_that_excel_shows(tmp_path):
    path = sheet_file(tmp_path, ["id", "quote", "code"], ["a", "Да.", "speed"], [], ["b", "Жоқ.", None])

    rows = read(path).rows

    assert [(row.number, dict(row.cells)) for row in rows] == [
        (2, {"id": "a", "quote": "Да.", "code": "speed"}),
        (4, {"id": "b", "quote": "Жоқ.", "code": ""}),
    ]


def test_numbers_become_the_text_that_was_meant(tmp_path):
    (row,) = read(sheet_file(tmp_path, ["id", "quote", "code"], ["7", 7, 2.0])).rows

    assert dict(row.cells) == {"id": "7", "quote": "7", "code": "2"}


def test_headings_may_be_in_another_language_and_lower_down_and_the_sheet_may_be_renamed(tmp_path):
    path = sheet_file(tmp_path, ["Annas notes"], ["ID", " Цитата", "code"], ["a", "Да.", "x"], name="Лист1")

    (row,) = read(path).rows

    assert (row.number, row.cells["quote"]) == (3, "Да.")


def test_a_formula_is_told_and_text_that_looks_like_one_is_not(tmp_path):
    def text(sheet):
        sheet["B3"].data_type = "s"

    rows = read(
        sheet_file(tmp_path, ["id", "quote", "code"], ["a", "Да.", "=A1"], ["b", "=А", "#REF!"], more=text)
    ).rows

    assert [row.formulas for row in rows] == [{"code"}, {"code"}]


def test_merged_cells_are_told_in_every_row_they_cover(tmp_path):
    path = sheet_file(
        tmp_path,
        ["id", "quote", "code"],
        *(["a", "Да.", "speed"] for _ in range(3)),
        more=lambda sheet: sheet.merge_cells("C2:C3"),
    )

    assert [(row.number, row.merged) for row in read(path).rows] == [(2, {"code"}), (3, {"code"}), (4, set())]


def test_columns_of_ones_own_are_named_and_not_read(tmp_path):
    path = sheet_file(tmp_path, ["id", "quote", "code", "My ideas"], ["a", "Да.", "x", "!"])

    assert read(path).ignored == ("My ideas",)
    assert "My ideas" not in read(path).rows[0].cells


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no workbook", "damaged or not a .xlsx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "an old Office file"),
        (zip_file({"word/document.xml": "<w/>"}), "cannot be read as a workbook"),
        (b"", "damaged or not a .xlsx file"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_in_a_sentence(tmp_path, content, told):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)

    with pytest.raises(UnreadableSource, match=told):
        read(path)


def test_a_csv_file_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(UnreadableSource, match="an Excel workbook"):
        read(tmp_path / "sheet.csv")


def test_a_workbook_without_a_coding_sheet_names_its_sheets(tmp_path):
    with pytest.raises(UnreadableSource, match="there are: Budget"):
        read(sheet_file(tmp_path, ["month", "sum"], ["May", 3], name="Budget"))


def test_missing_hidden_columns_are_named(tmp_path):
    with pytest.raises(UnreadableSource, match=r"are gone \(start, end\)"):
        read(sheet_file(tmp_path, ["id", "quote", "code"], ["a", "b", "c"]), needed=("id", "start", "end"))


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    with pytest.raises(UnreadableSource, match="2 columns are called 'code'"):
        read(sheet_file(tmp_path, ["id", "quote", "code", "Code"], ["a", "b", "c", "d"]))
