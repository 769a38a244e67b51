from __future__ import annotations

import pandas as pd
import pytest

from qual.analysis.matrix import count_matrix

from .invented import CODEBOOK, COUNTRIES, column, one_quote, records, study, texts, written

THEMES = {code.id: code.name["en"] for code in CODEBOOK.themes}


def block(sheet, title):
    """{theme name: {header: number}} of one block of Country × theme."""
    rows = list(sheet.iter_rows(values_only=True))
    heads = rows[0]
    start = next(n for n, row in enumerate(rows) if row[0] == title) + 1
    found = {}
    for row in rows[start:]:
        if row[0] is None or row[1] is None:
            break
        found[row[0]] = dict(zip(heads[1:], row[1:], strict=True))
    return found


@pytest.mark.parametrize(
    ("measure", "title"),
    [
        ("experts", "Experts who speak of the theme"),
        ("share", "Share of the experts interviewed"),
        ("segments", "Coded segments"),
        ("words", "Share of the experts’ words"),
    ],
)
def test_every_number_of_country_by_theme_is_that_of_the_matrix(tmp_path, measure, title):
    matrix = count_matrix(study(), measure=measure)

    shown = block(written(tmp_path, study())["Country × theme"], title)

    assert list(shown) == [THEMES.get(theme, theme) for theme in matrix.cells.columns]
    for theme, row in zip(matrix.cells.columns, shown.values(), strict=True):
        numbers = list(row.values())
        expected = [*matrix.cells[theme], matrix.total[theme]]
        for number, value in zip(numbers, expected, strict=True):
            assert number == ("–" if pd.isna(value) else pytest.approx(float(value), rel=1e-14))


def test_countries_stand_with_their_names_and_bases_and_small_bases_have_an_asterisk(tmp_path):
    sheet = written(tmp_path, study())["Country × theme"]

    assert [cell.value for cell in sheet[1]] == [
        "Theme",
        "Armenia (n=1)*",
        "Kazakhstan (n=3)",
        "Russia (n=1)*",
        "Tajikistan (n=0)",
        "(not given) (n=1)*",
        "All (n=6)",
    ]
    assert any(text.startswith("* Fewer than 3 experts") for text in texts(sheet))


def test_nobody_coded_yet_is_a_dash_and_nobody_speaking_of_it_a_zero(tmp_path):
    shown = block(written(tmp_path, study())["Country × theme"], "Experts who speak of the theme")

    assert shown["Identity"]["Tajikistan (n=0)"] == "–"
    assert shown["Identity"]["Russia (n=1)*"] == 0
    assert shown["Identity"]["Kazakhstan (n=3)"] == 1  # the other coding is rejected


def test_what_was_reviewed_and_who_is_still_to_be_coded_stands_below_the_table(tmp_path):
    frame = study()
    matrix = count_matrix(frame)

    notes = list(texts(written(tmp_path, frame)["Country × theme"]))

    assert (
        f"Codings counted here: {matrix.codings}; not yet reviewed by a person: {matrix.unreviewed}." in notes
    )
    assert "Interviews not coded yet: Tajikistan (1)." in notes


def test_expert_by_theme_repeats_the_matrix(tmp_path):
    matrix = count_matrix(study(), rows="expert", measure="segments")

    rows = records(written(tmp_path, study())["Expert × theme"])

    shown = {row["Expert"]: row for row in rows}
    for expert in matrix.cells.index:
        for theme in matrix.cells.columns:
            value = matrix.cells.loc[expert, theme]
            assert shown[expert][THEMES.get(theme, theme)] == ("–" if pd.isna(value) else int(value))
    for theme in matrix.cells.columns:
        assert shown["All"][THEMES.get(theme, theme)] == matrix.total[theme]
    assert shown["KZ-03"]["Country"] == "Kazakhstan"
    assert [row["Expert"] for row in rows][:6] == ["AM-01", "KZ-01", "KZ-02", "KZ-03", "RU-01", "TJ-01"]


def test_the_codebook_counts_every_code_and_shows_its_rules(tmp_path):
    book = written(tmp_path, study())

    rows = {row["Id"]: row for row in records(book["Codebook"])}

    themes = count_matrix(study(), columns="theme").total
    codes = count_matrix(study(), columns="code", measure="segments").total
    assert rows["mission"]["Experts"] == themes["mission"]
    assert rows["speed"]["Segments"] == codes["speed"]
    assert (rows["trust"]["Rules in"], rows["trust"]["Terms"], rows["trust"]["Unchecked terms"]) == (
        "ru, kk",
        3,
        1,
    )
    assert (rows["first-day"]["Part of"], rows["first-day"]["Level"]) == ("speed", 3)
    assert rows["gone"]["Definition"] == "No longer in the codebook."
    assert [book["Codebook"].row_dimensions[n].outlineLevel for n in range(2, 6)] == [0, 1, 2, 1]


def test_sources_show_attributes_counts_and_who_is_still_to_be_looked_at(tmp_path):
    rows = {row["Id"]: row for row in records(written(tmp_path, study())["Sources"])}

    assert rows["kz-01"]["Codings"] == 5
    assert (rows["kz-01"]["Looked at"], rows["tj-01"]["Looked at"]) == ("yes", "no")
    assert (rows["kz-01"]["Invented"], rows["ru-01"]["Invented"]) == ("yes", "no")
    assert rows["kz-03"]["date"].isoformat() == "2023-01-20T00:00:00"
    assert rows["xx-01"]["Country"] == "(not given)"
    assert rows["zz-st"]["Expert"] is None


def test_quotes_list_what_counts_and_segments_list_everything(tmp_path):
    book = written(tmp_path, study())

    quotes, segments = column(book["Quotes"], "Id"), column(book["Segments"], "id")

    assert len(segments) == len(study())
    assert set(segments) - set(quotes) == {"kz-01-3-identity-auto"}


def test_quotes_go_theme_by_theme_interviews_first_then_country_expert_and_turn(tmp_path):
    rows = records(written(tmp_path, study())["Quotes"])

    mission = [
        (row["Kind"], row["Country"], row["Expert"], row["Turn"])
        for row in rows
        if row["Theme"] == "The mission"
    ]

    assert mission == [
        ("interview", "AM", "AM-01", 2),
        *[("interview", "KZ", "KZ-01", 1)] * 3,
        ("interview", "KZ", "KZ-01", 2),
        ("interview", "KZ", "KZ-02", 1),
        ("interview", "KZ", "KZ-03", 1),
        ("interview", "KZ", "KZ-03", 1),
        ("interview", "RU", "RU-01", 1),
        ("interview", "RU", "RU-01", 2),
        ("interview", "(not given)", "XX-01", 1),
        ("statement", "RU", None, 1),
        ("literature", "(not given)", None, 1),
    ]
    assert {row["Coder"] for row in rows} == {"auto", "aigerim"}


def test_segments_have_the_columns_of_the_frame_and_evidence_to_read(tmp_path):
    book = written(tmp_path, study())

    rows = {row["id"]: row for row in records(book["Segments"])}

    assert set(next(iter(rows.values()))) == set(study().columns)
    first = rows["kz-01-1-speed-auto"]
    assert first["evidence"] == "speed → Миротворцы"
    assert first["created"].isoformat() == "2022-12-01T04:30:00"
    assert first["expert_group"] == "think tank"
    assert rows["kz-01-3-identity-auto"]["status"] == "rejected"


def test_the_first_sheet_says_what_is_invented_and_what_counts(tmp_path):
    facts = {"qual": "0.1.0", "codebook (sha256)": "ab" * 32}

    sheet = written(tmp_path, study(), made_with=facts, title="Invented study", note="All invented.")[
        "README"
    ]

    said = list(texts(sheet))
    assert said[:3] == [
        "Invented study",
        "Invented for demonstration: 4 of 10 sources. No real person said what they say.",
        "All invented.",
    ]
    assert sheet["A2"].font.bold
    assert any(text.startswith("Nobody has looked at: tj-01.") for text in said)
    assert {"0.1.0", "abababababab…", "ab" * 32, "events@2.1.0. Themes: 3; codes: 3."} <= set(said)


def test_a_study_without_invented_sources_does_not_say_so(tmp_path):
    sheet = written(tmp_path, one_quote("Доверие было."))["README"]

    assert not any("Invented for demonstration" in text for text in texts(sheet))


def test_in_russian_everything_speaks_russian(tmp_path):
    book = written(tmp_path, study(), language="ru")

    assert book.sheetnames == written(tmp_path, study()).sheetnames
    assert [cell.value for cell in book["Country × theme"][1]][:2] == ["Тема", "Armenia (n=1)*"]
    assert "Эксперты, говорящие о теме" in texts(book["Country × theme"])
    assert column(book["Codebook"], "Название")[:2] == ["Миссия", "Оперативность"]
    assert "Единица — эксперт" in texts(book["README"])
    assert COUNTRIES["AM"] == "Armenia"  # names of countries are handed in, in whatever language


def test_an_empty_study_gives_a_workbook_that_opens(tmp_path):
    from qual.analysis.tidy import tidy_codings

    for codebook in (None, CODEBOOK):
        book = written(tmp_path, tidy_codings([], [], codebook))

        assert book["Quotes"].tables["tblQuotes"].ref == "A1:K2"
        assert "No interviews yet." in texts(book["Country × theme"])
