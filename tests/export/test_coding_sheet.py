from __future__ import annotations

import pytest
from openpyxl import load_workbook

from qual.errors import UnwritableFile
from qual.export.coding_sheet import HIDDEN, RowToCode, column_of, head, shown, unescaped, write_coding_sheet
from qual.model import Code

CODES = [
    Code(
        "mission", {"en": "Mission", "ru": "Миссия"}, codes=(Code("1-2", {"ru": "Вывод"}, assessment=True),)
    ),
    Code("1-2", {"ru": "Вывод войск"}, {"ru": "Как они ушли."}, assessment=True),
]


def row(quote="Пришли быстро.", **more):
    return RowToCode(
        source="kz-01", turn=3, speaker="Эксперт", quote=quote, start=10, end=24, text_sha256="ab", **more
    )


def written(path, rows, **more):
    options = {"codebook": "invented@1.0.0", "from_scratch": False} | more
    return load_workbook(write_coding_sheet(path, rows, CODES, **options))


def test_the_header_stays_in_sight_and_what_ties_rows_to_the_project_is_hidden(tmp_path):
    sheet = written(tmp_path / "sheet.xlsx", [row(id="c1", code="1-2", status="suggested")])["Coding"]
    heads = [cell.value for cell in sheet[1]]

    assert sheet.freeze_panes == "A2"
    assert heads[:8] == ["source", "turn", "speaker", "quote", "code", "status", "assessment", "memo"]
    hidden = {sheet.cell(1, n).value for n in range(1, sheet.max_column + 1) if _is_hidden(sheet, n)}
    assert hidden == set(HIDDEN)
    assert not sheet.protection.sheet


def _is_hidden(sheet, number):
    return any(
        dimension.hidden and dimension.min <= number <= dimension.max
        for dimension in sheet.column_dimensions.values()
    )


def test_codes_status_and_assessment_are_chosen_from_lists(tmp_path):
    book = written(tmp_path / "sheet.xlsx", [row(id="c1", code="1-2", status="suggested")] * 3)

    offered = {str(one.sqref): one.formula1 for one in book["Coding"].data_validations.dataValidation}

    assert offered == {
        "E2:E4": "Codes!$A$2:$A$3",
        "F2:F4": '"suggested,accepted,rejected"',
        "G2:G4": '"-2,-1,0,1,2"',
    }
    assert [cell.value for cell in book["Codes"]["A"]] == ["code", "mission", "1-2"]
    assert [cell.value for cell in book["Codes"]["C"]] == ["part of", None, "Mission"]


def test_a_row_to_be_coded_from_scratch_has_room_for_three_codes(tmp_path):
    sheet = written(tmp_path / "sheet.xlsx", [row()], from_scratch=True)["Coding"]

    assert [cell.value for cell in sheet[1]][4:11] == [
        "code",
        "assessment",
        "code 2",
        "assessment 2",
        "code 3",
        "assessment 3",
        "memo",
    ]
    assert sheet["E2"].value is None
    assert sheet["E2"].number_format == "@"  # else Excel makes a date of the code 1-2


def test_a_quote_never_becomes_a_formula(tmp_path):
    sheet = written(tmp_path / "sheet.xlsx", [row("=1+1 сказал он")], from_scratch=True)["Coding"]

    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1 сказал он", "s")


def test_the_same_input_gives_the_same_bytes_and_may_be_written_again(tmp_path):
    rows = [row(id="c1", code="1-2", status="suggested")]
    written(tmp_path / "one.xlsx", rows)
    first = (tmp_path / "one.xlsx").read_bytes()
    written(tmp_path / "one.xlsx", rows)
    written(tmp_path / "two.xlsx", rows)

    assert (tmp_path / "one.xlsx").read_bytes() == first == (tmp_path / "two.xlsx").read_bytes()


def test_a_sheet_in_which_somebody_may_have_coded_is_never_overwritten(tmp_path):
    path = tmp_path / "sheet.xlsx"
    written(path, [row()], from_scratch=True)
    before = path.read_bytes()

    with pytest.raises(UnwritableFile, match="somebody may have coded in it"):
        written(path, [row("Другое.")], from_scratch=True)

    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.xlsx"]


def test_in_russian_headings_and_help_are_russian_and_statuses_are_as_stored(tmp_path):
    book = written(tmp_path / "sheet.xlsx", [row(id="c1", code="1-2", status="accepted")], language="ru")

    heads = [cell.value for cell in book["Coding"][1]]
    assert heads[:8] == ["источник", "реплика", "говорящий", "цитата", "код", "статус", "оценка", "мемо"]
    assert book["Coding"]["F2"].value == "accepted"
    assert "тёмным заголовком" in "".join(str(cell.value) for cell in book["Read me"]["A"])


def test_every_heading_leads_back_to_its_column():
    for column in ("quote", "code 2", "assessment 3", "other memos"):
        assert column_of()[head(column, "ru")] == column
        assert column_of()[head(column, "en")] == column


def test_what_a_cell_shows_is_the_text_itself_up_to_its_limit():
    assert shown("код _x000D_ и =1") == "код _x000D_ и =1"
    assert unescaped("_x005F_x000D_") == "_x000D_"
    assert len(shown("я" * 40_000)) == 32_767
