from datetime import date, datetime

import openpyxl
import pytest

from qual.errors import UnreadableSource
from qual.reading import read_attributes
from tests.reading.office import zip_file


def sheet(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "attributes.csv"
    path.write_bytes(text.encode(encoding))
    return read_attributes(path)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_any_separator_and_encoding_of_a_spreadsheet_is_understood(tmp_path, separator, encoding):
    rows = [
        ["id", "Country", "группа"],
        ["kz-01", "Казахстан", "эксперты и учёные"],
        ["kg-01", "", "журналисты"],
    ]

    table = sheet(tmp_path, "\r\n".join(separator.join(row) for row in rows), encoding)

    assert table == {
        "kz-01": {"country": "Казахстан", "группа": "эксперты и учёные"},
        "kg-01": {"группа": "журналисты"},
    }


def test_a_quoted_cell_may_hold_the_separator_and_blank_rows_are_passed_over(tmp_path):
    table = sheet(tmp_path, 'sep=;\nid;note\n\n;\nam-01;"one; two"\n')

    assert table == {"am-01": {"note": "one; two"}}


def test_the_first_column_names_the_source_when_no_other_does(tmp_path):
    assert sheet(tmp_path, "transcript,country\nam-01,AM\n") == {"am-01": {"country": "AM"}}


def test_files_lose_their_ending_and_an_id_beside_them_is_an_attribute(tmp_path):
    table = sheet(tmp_path, "file,id,country\ninterviews/Interview 3.docx,am-03,AM\n")

    assert table == {"Interview 3": {"id": "am-03", "country": "AM"}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,country\nam-01,AM\nam-01,BY\n", "row 3: am-01 has a row already"),
        ("id,country\nam-01,AM\n,BY\n", "row 3: no source is named"),
        ("id,country\nam-01,AM,x\n", "row 2: a value stands in a column without a heading"),
        ("country,age\nAM,4\n", "row 1: no column says which source a row describes"),
        ("id,code\nam-01,x\n", "row 1: an attribute cannot be called 'code'"),
        ("id,age,age\nam-01,1,2\n", "row 1: 2 columns are called 'age'"),
        ("\n\n", "is empty"),
    ],
)
def test_a_mistake_is_told_with_its_row(tmp_path, text, message):
    with pytest.raises(UnreadableSource, match=rf"attributes.csv.*{message}") as refused:
        sheet(tmp_path, text)

    assert refused.value.hint


def test_a_workbook_gives_words_and_dates_as_one_reads_them(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["id", "date", "minutes", "asked", "at", "share"])
    workbook.active.append(["kz-01", date(2022, 10, 14), 61.0, True, datetime(2022, 10, 14, 9, 30), 0.5])
    workbook.save(tmp_path / "attributes.xlsx")

    assert read_attributes(tmp_path / "attributes.xlsx") == {
        "kz-01": {
            "date": "2022-10-14",
            "minutes": "61",
            "asked": "true",
            "at": "2022-10-14 09:30:00",
            "share": "0.5",
        }
    }


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"id,country", "damaged or not a .xlsx file"),
        (zip_file({"word/document.xml": "<document/>"}), "cannot be read as a workbook"),
        (zip_file({"xl/workbook.xml": "<!DOCTYPE x []><workbook/>"}), "holds a document type declaration"),
    ],
)
def test_what_is_not_a_workbook_is_refused(tmp_path, raw, message):
    path = tmp_path / "attributes.xlsx"
    path.write_bytes(raw)

    with pytest.raises(UnreadableSource, match=message):
        read_attributes(path)


def test_another_ending_is_refused(tmp_path):
    path = tmp_path / "attributes.ods"
    path.write_bytes(b"x")

    with pytest.raises(UnreadableSource, match=r"read from .csv and .xlsx"):
        read_attributes(path)
