"""The sheets of analyses repeat the analyses, and say so when there is nothing to show."""

from __future__ import annotations

import pytest

from qual.analysis.cooccurrence import cooccurrence
from qual.analysis.matrix import count_matrix
from qual.analysis.saturation import saturation
from qual.analysis.tidy import tidy_codings
from qual.export.workbook import SHEETS

from .invented import CODEBOOK, coding, column, records, source, study, texts, written

THEMES = {theme.id: theme.name["en"] for theme in CODEBOOK.themes}
NAMES = {code.id: code.name["en"] for code in CODEBOOK.codes}


def square(sheet, title):
    """{(row, column): number} of one square."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == title)
    found = {}
    for row in rows[start + 1 :]:
        if row[0] is None:
            break
        for head, value in zip(rows[start][1:], row[1:], strict=True):
            if value is not None:
                found[row[0], head] = value
    return found


def together_in_a_turn():
    """Two experts speak of trust, identity and proposals in one turn each."""
    one = source("kz-01", ["Сенім де, бірегейлік те жоқ."])
    two = source("am-01", ["Վստահություն չկար։", "Նրանք եկան։"])
    codings = [
        *(coding(one, 1, code) for code in ("trust", "identity", "proposals", "speed", "first-day")),
        *(coding(two, 1, code) for code in ("trust", "identity")),
        coding(two, 2, "proposals"),
        coding(two, 2, "speed", coder="dana"),
    ]
    return tidy_codings(codings, [one, two], CODEBOOK)


def test_squares_repeat_cooccurrence_with_a_blank_diagonal(tmp_path):
    together = cooccurrence(together_in_a_turn(), columns="theme", unit="turn")

    sheet = written(tmp_path, together_in_a_turn())["Co-occurrence"]

    for title, table in (("Themes: units with both", together.counts), ("Themes: Jaccard", together.jaccard)):
        expected = {
            (THEMES.get(a, a), THEMES.get(b, b)): table.loc[a, b]
            for a in table.index
            for b in table.columns
            if a != b and table.loc[a, b] > 0
        }
        assert square(sheet, title) == pytest.approx(expected)
    assert any(
        text.startswith("What the same coder has in the same unit. Unit: turn") for text in texts(sheet)
    )


def test_a_code_beside_a_part_of_it_is_blank(tmp_path):
    shown = square(written(tmp_path, together_in_a_turn())["Code × code"], "Codes: units with both")

    assert ("Speed", "First day") not in shown  # they always stand together
    assert (
        cooccurrence(together_in_a_turn(), columns="code", unit="turn").counts.loc["speed", "first-day"] > 0
    )


def test_pairs_are_those_of_cooccurrence_the_closest_first(tmp_path):
    pairs = cooccurrence(together_in_a_turn(), columns="code", unit="turn").pairs

    rows = records(written(tmp_path, together_in_a_turn())["Code pairs"])

    shown = {(row["Code"], row["With"]): (row["Units with both"], row["Jaccard"]) for row in rows}
    assert shown == {
        (NAMES.get(pair.first, pair.first), NAMES.get(pair.second, pair.second)): (
            pair.together,
            pytest.approx(pair.jaccard),
        )
        for pair in pairs.itertuples()
    }
    figures = [row["Jaccard"] for row in rows]
    assert figures == sorted(figures, reverse=True)


def test_saturation_repeats_the_curve_and_has_a_row_a_country(tmp_path):
    found = saturation(study(), order="date")

    rows = list(written(tmp_path, study())["Saturation"].iter_rows(values_only=True))

    start = next(n for n, row in enumerate(rows) if row[0] == "Interview") + 1
    for row, said in zip(rows[start:], found.curve.itertuples(), strict=False):
        assert row[1] == said.label
        assert row[3:5] == (said.new, said.cumulative)
        assert row[5:8] == pytest.approx((said.low, said.middle, said.high))
    countries = next(n for n, row in enumerate(rows) if row[0] == "Country") + 1
    shown = {row[0]: row[1] for row in rows[countries:] if row[0] and row[1] is not None}
    assert shown == {"Armenia": 1, "Kazakhstan": 4, "Russia": 1, "(not given)": 1}


def test_charts_draw_cells_of_the_sheets_and_name_their_series_from_heads(tmp_path):
    book = written(tmp_path, study())

    experts, shares, curve = book["Charts"]._charts

    sheet = book["Country × theme"]
    matrix = count_matrix(study())
    area = experts.series[0].val.numRef.f.replace("'", "")
    name, cells = area.rsplit("!", 1)
    numbers = [row[0].value for row in sheet[cells.replace("$", "")]]
    assert name == "Country × theme"
    assert numbers == [int(n) for n in matrix.total]
    assert len(shares.series) == len(matrix.base)
    assert len(curve.series) == 4
    heads = [one.tx.strRef.f.replace("'", "").rsplit("!", 1)[1].replace("$", "") for one in shares.series]
    assert [sheet[head].value for head in heads] == [cell.value for cell in sheet[1]][1:-1]


def test_an_empty_study_says_on_every_sheet_of_analyses_why_and_what_to_do(tmp_path):
    book = written(tmp_path, tidy_codings([], [], CODEBOOK))

    assert book.sheetnames == ["README", *SHEETS]
    for name in ("Co-occurrence", "Code × code", "Code pairs", "Saturation", "Charts"):
        assert any("qual suggest" in text for text in texts(book[name])), name


def test_a_large_codebook_gets_pairs_and_no_square(tmp_path, monkeypatch):
    monkeypatch.setattr("qual.export.workbook.cooccurrence.LARGEST", 2)

    book = written(tmp_path, together_in_a_turn())

    assert any("a square is written for up to 2" in text for text in texts(book["Code × code"]))
    assert column(book["Code pairs"], "Code")


def test_agreement_repeats_the_figures_and_leaves_undefined_ones_a_dash_with_the_reason(tmp_path):
    from qual.analysis.agreement import agreement

    said = [source(f"kz-0{n}", ["Сенім бар.", "Бірегейлік жоқ.", "Ауа райы."]) for n in (1, 2, 3)]
    codings = [
        *(coding(one, 1, "trust", coder) for one in said for coder in ("Әсел", "Dana")),
        coding(said[0], 2, "identity", "Әсел"),
    ]
    frame = tidy_codings(codings, said, CODEBOOK)
    units = {one.id: [(turn.start, turn.end) for turn in one.turns] for one in said}
    seen = {coder: [one.id for one in said] for coder in ("Әсел", "Dana")}
    found = agreement(frame, units=units, seen=seen, replicates=50)

    rows = list(written(tmp_path, frame, agreement=found)["Agreement"].iter_rows(values_only=True))

    start = next(n for n, row in enumerate(rows) if row[0] == "Code")
    shown = {row[0]: dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[0]}
    codes = found.codes.set_index("code")
    assert set(shown) == {"The mission", "Speed", "Trust", "Identity"} & set(shown) >= {"Trust", "Identity"}
    for code in ("trust", "identity"):
        row = shown[NAMES[code]]
        assert row["Agree"] == pytest.approx(codes.loc[code, "percent"])
        assert row["Alpha"] == pytest.approx(codes.loc[code, "alpha"])
        assert (row["Coded by Әсел"], row["Coded by Dana"]) == tuple(
            codes.loc[code, ["coded Әсел", "coded Dana"]]
        )
        assert row["Low"] == "–"
        assert row["Why not"] == codes.loc[code, "reason"]


def test_without_two_people_the_sheet_says_what_to_do(tmp_path):
    assert any("qual done" in text for text in texts(written(tmp_path, study())["Agreement"]))
