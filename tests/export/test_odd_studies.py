"""Studies that are odd, but that somebody will have."""

from __future__ import annotations

import pytest

from qual.analysis.tidy import tidy_codings
from qual.export.workbook import write_workbook
from qual.model import AuthorNote, AuthorNotes, Code, Codebook, Settings

from .invented import CODEBOOK, coding, column, source, study, texts, written


@pytest.mark.parametrize(
    "said",
    [
        "=1+1",
        "#N/A",
        "<b>Сенім</b> & «жоқ»",
        "-2 +2 @x",
        "a\x00b",
        "_x000D_",
        "ұзақ " * 10_000,
        "Անուն\nերկրորդ",
    ],
)
def test_what_the_author_writes_stays_text_whatever_it_is(tmp_path, said):
    notes = AuthorNotes(
        (
            AuthorNote("conclusion", "mission", said),
            AuthorNote("conclusion", "trust", said),
            AuthorNote("summary", "mission", said, expert="KZ-01"),
            AuthorNote("summary", "gone", said, expert="KZ-01"),  # of a theme that is no more
        )
    )
    path = write_workbook(tmp_path / "w.xlsx", study(), settings=Settings(), made_with={}, notes=notes)

    from openpyxl import load_workbook

    book = load_workbook(path)
    summary = next(row for row in book["Framework"].iter_rows(min_row=2) if row[0].value == "KZ-01")[2]
    conclusions = [
        row for row in book["Triangulation"].iter_rows(min_row=2) if row[0].value in ("The mission", "Trust")
    ]
    assert [row[9].data_type for row in conclusions] == ["s", "s"]
    assert summary.data_type == "s"
    plain = said[:1_000].replace("\x00", "\N{REPLACEMENT CHARACTER}").replace("_x000D_", "_x005F_x000D_")
    assert conclusions[0][9].value.startswith(plain)
    assert summary.value.startswith(f"[2] {plain[:900]}")
    assert len(summary.value) <= 32_767


def test_a_codebook_of_many_codes_of_which_most_are_used_by_nobody(tmp_path):
    themes = tuple(
        Code(f"t{n}", {"ru": f"Тема {n}"}, codes=tuple(Code(f"t{n}-{m}") for m in range(29)))
        for n in range(20)
    )
    said = source("kz-01", ["Сенім жоқ."])
    frame = tidy_codings(
        [coding(said, 1, "t7-3"), coding(said, 1, "t9-9")], [said], Codebook("big", "1", themes)
    )

    book = written(tmp_path, frame)

    assert book["Country × code"].max_row > 4 * 580
    assert book["Expert × code"].max_column == 2 + 580
    assert len(column(book["Codebook"], "Id")) == 600
    assert column(book["Code pairs"], "Code") == ["t7-3"]
    assert book["Expert × code"].page_setup.fitToWidth > 5  # in pages, so that each can be read


def test_a_country_with_one_expert_is_marked_and_has_its_row_everywhere(tmp_path):
    said = source("am-01", ["Վստահություն չկար։"])

    book = written(tmp_path, tidy_codings([coding(said, 1, "trust")], [said], CODEBOOK))

    for name in ("Country × theme", "Country × code"):
        assert "Armenia (n=1)*" in texts(book[name])
    assert column(book["Framework"], "The mission") == ["[1]"]
    assert "Armenia" in texts(book["Saturation"])


def test_without_a_codebook_framework_and_triangulation_stay_readable(tmp_path):
    said = source("kz-01", ["Да."])

    book = written(tmp_path, tidy_codings([coding(said, 1, "stray")], [said], None))

    assert [cell.value for cell in book["Framework"][1]] == ["Expert", "Country", "key"]
    assert column(book["Triangulation"], "Theme") == ["stray"]


def test_an_interview_nobody_looked_at_is_a_dash_in_the_framework(tmp_path):
    rows = {row[0].value: row for row in written(tmp_path, study())["Framework"].iter_rows(min_row=2)}

    assert [cell.value for cell in rows["TJ-01"][2:5]] == ["–", "–", "–"]
    assert rows["AM-01"][3].value == "— not mentioned"
