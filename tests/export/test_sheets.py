"""How the sheets are set up: what a reader sees on opening and on paper."""

from __future__ import annotations

import pytest

from qual.analysis.tidy import tidy_codings
from qual.export.workbook import SHEETS
from qual.export.workbook.layout import HIGHEST, column_width, row_height
from qual.export.workbook.table import unique_heads
from qual.export.workbook.wording import TEXTS, Wording

from .invented import CODEBOOK, coding, records, source, study, written


def test_tables_cover_their_rows_and_know_their_columns(tmp_path):
    book = written(tmp_path, study())

    for name, table in (
        ("Codebook", "tblCodebook"),
        ("Sources", "tblSources"),
        ("Quotes", "tblQuotes"),
        ("Segments", "tblSegments"),
    ):
        sheet = book[name]
        assert sheet.tables[table].ref == sheet.dimensions
        assert sheet.tables[table].autoFilter.ref == sheet.dimensions
        assert sheet.tables[table].column_names == [cell.value for cell in sheet[1]]


def test_pages_are_a4_as_wide_as_the_sheet_with_a_repeated_header_and_a_footer(tmp_path):
    book = written(tmp_path, study(), title="Q&A", note="All invented.")

    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.oddFooter.center.text == "&A — &P / &N"
        assert sheet.oddHeader.left.text == "Q&&A"
        assert sheet.oddHeader.right.text == "Invented for demonstration"
        if sheet.title not in ("README", "Agreement", "Saturation", "Charts"):  # which are no single table
            assert sheet.freeze_panes
            assert sheet.print_title_rows == "$1:$1"


def test_rows_are_as_high_as_their_text_because_not_every_program_finds_out(tmp_path):
    said = source("kz-01", ["Очень длинная реплика. " * 40])
    sheet = written(tmp_path, tidy_codings([coding(said, 1, "trust")], [said], CODEBOOK))["Quotes"]

    assert 150 < sheet.row_dimensions[2].height <= HIGHEST


def test_colours_begin_at_zero(tmp_path):
    book = written(tmp_path, study())

    for name in ("Country × theme", "Country × code", "Expert × theme", "Expert × code", "Co-occurrence"):
        rules = [rule for area in book[name].conditional_formatting for rule in area.rules]
        assert rules
        for rule in rules:
            assert (rule.colorScale.cfvo[0].type, float(rule.colorScale.cfvo[0].val)) == ("num", 0)


def test_no_cells_of_data_are_merged(tmp_path):
    book = written(tmp_path, study(), note="All invented.")

    for sheet in book:
        for area in sheet.merged_cells.ranges:
            assert area.min_row == area.max_row
            assert sheet.cell(area.min_row, 1).data_type == "s"


def test_attributes_named_like_a_column_or_alike_but_for_case_get_headers_of_their_own(tmp_path):
    said = source("kz-01", ["Да."], attributes={"Mode": "video", "mode": "phone", "Words": "many", "": "x"})

    heads = [cell.value for cell in written(tmp_path, tidy_codings([], [said], None))["Sources"][1]]

    assert [head for head in heads if head.startswith(("Mode", "mode", "Words", "–"))] == [
        "Words",
        "–",
        "Mode",
        "Words (2)",
        "mode (2)",
    ]
    assert unique_heads(["a\nb", "a b"]) == ["a b", "a b (2)"]


def test_days_in_a_column_of_dates_become_dates_and_anything_else_stays_text(tmp_path):
    one = source("kz-01", ["Да."], attributes={"date": "2022-11-09", "number": "2022-11-09", "year": "1999"})
    two = source("kz-02", ["Нет."], attributes={"date": "2022-12", "number": "12-a", "year": "2022"})

    rows = records(written(tmp_path, tidy_codings([], [one, two], CODEBOOK))["Sources"])

    assert [str(row["date"]) for row in rows] == ["2022-11-09 00:00:00", "2022-12"]
    assert [row["number"] for row in rows] == ["2022-11-09", "12-a"]
    assert [row["year"] for row in rows] == ["1999", "2022"]


def test_columns_are_between_8_and_70_wide():
    assert column_width("n", ["1"]) == 8
    assert column_width("quote", ["x" * 500]) == 70
    assert column_width("a", ["x" * 10] * 99 + ["x" * 60]) == 12


def test_a_row_is_never_higher_than_excel_allows():
    assert row_height([("x" * 100_000, 10)]) == HIGHEST


@pytest.mark.parametrize("name", ["README", *SHEETS])
def test_every_sheet_has_a_line_on_the_first_sheet(name):
    assert TEXTS[f"about {name}"]
    assert len(name) <= 31
    assert not set("[]:*?/\\") & set(name)


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_take_the_same_values(key):
    from string import Formatter

    english, russian = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in TEXTS[key])

    assert english == russian
    assert all(TEXTS[key])


def test_wording_takes_the_language_it_is_asked_for():
    assert Wording("ru")("theme") == "Тема"
    assert Wording("kk")("theme") == "Theme"
