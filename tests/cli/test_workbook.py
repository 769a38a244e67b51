"""Every filled cell of the workbook says what the command, its JSON and the frame say."""

from __future__ import annotations

import json
import re

import pytest
from openpyxl import load_workbook

import qual as package

BLOCKS = {
    "Experts who speak of": "experts",
    "Share of the experts interviewed": "share",
    "Coded segments": "segments",
    "Share of the experts’ words": "words",
}
NAMES = {
    "Armenia": "AM",
    "Kazakhstan": "KZ",
    "Kyrgyzstan": "KG",
    "(not given)": "(not given)",
    "All": "total",
}
COLUMNS = {"Mission": "mission", "Identity": "identity", "Speed": "speed", "Exit": "exit"}


@pytest.fixture
def book(ran, qual):
    """The workbook of a small study in which some suggestions were decided on."""
    first, second, *_ = json.loads(qual("quotes", "--json").stdout)
    qual("decide", first["id"], "--accept", "--coder", "Әсел")
    qual("decide", second["id"], "--reject", "--coder", "Әсел")
    qual("code", "am-01", "--code", "identity", "--quote", "Погода хорошая.", "--coder", "Әсел")
    assert qual("export", "xlsx", "out.xlsx").exit_code == 0
    return load_workbook(ran / "out.xlsx")


def blocks(sheet):
    """(measure, country, theme or code, number, link) of every filled cell."""
    heads = [str(cell.value).partition(" (n=")[0] for cell in sheet[1]]
    measure = ""
    for row in sheet.iter_rows(min_row=2):
        label = str(row[0].value)
        measure = next((BLOCKS[title] for title in BLOCKS if label.startswith(title)), measure)
        if label in COLUMNS:
            for head, cell in list(zip(heads, row, strict=True))[1:]:
                if cell.value is not None:
                    yield measure, NAMES[head], COLUMNS[label], cell.value, cell.hyperlink


def said(qual, *arguments):
    return json.loads(qual("matrix", *arguments, "--json").stdout)


@pytest.mark.parametrize("columns", ["theme", "code"])
def test_country_sheets_say_what_screen_and_frame_say_cell_by_cell(book, qual, columns):
    with package.open(".") as project:
        frame = package.codings(project)
    cells = list(blocks(book[f"Country × {columns}"]))

    for measure in BLOCKS.values():
        shown = said(qual, "--columns", columns, "--measure", measure)
        table = package.theme_matrix(frame, columns=columns, measure=measure)
        of_measure = [cell for cell in cells if cell[0] == measure]
        assert len(of_measure) == (len(shown["cells"]) + 1) * len(shown["total"])
        for _, country, column, number, _ in of_measure:
            in_json = shown["total"][column] if country == "total" else shown["cells"][country][column]
            assert number == pytest.approx(in_json, abs=1e-6)
            if country != "total":
                assert number == pytest.approx(float(table.loc[country, column]), rel=1e-14)


@pytest.mark.parametrize("columns", ["theme", "code"])
def test_expert_sheets_say_what_the_command_says(book, qual, columns):
    shown = said(qual, "--rows", "expert", "--columns", columns, "--measure", "segments")
    sheet = book[f"Expert × {columns}"]
    heads = [COLUMNS.get(cell.value) for cell in sheet[1]]

    numbers = {
        (row[0].value, column): cell.value
        for row in sheet.iter_rows(min_row=2)
        for column, cell in zip(heads, row, strict=True)
        if column and cell.value is not None
    }

    expected = {
        (expert, column): n for expert, cells in shown["cells"].items() for column, n in cells.items()
    }
    assert numbers == expected | {("All", column): n for column, n in shown["total"].items()}


def test_framework_and_triangulation_repeat_the_same_numbers(book, qual):
    segments = said(qual, "--rows", "expert", "--measure", "segments")["cells"]
    framework = book["Framework"]
    for row in framework.iter_rows(min_row=2):
        for head, cell in zip(framework[1], row, strict=True):
            if head.value in COLUMNS:
                number = re.fullmatch(r"\[(\d+)\]", cell.value)
                n = int(number[1]) if number else {"— not mentioned": 0}[cell.value]
                assert n == segments[row[0].value][COLUMNS[head.value]]
    voices = {row["id"]: row for row in json.loads(qual("triangulate", "--json").stdout)}
    total = said(qual)["total"]
    heads = [cell.value for cell in book["Triangulation"][1]]
    for row in book["Triangulation"].iter_rows(min_row=2):
        theme = COLUMNS[row[0].value]
        said_of = f"{voices[theme]['interview_voices']} of {voices[theme]['interview_of']}"
        assert row[heads.index("Interviews")].value == said_of
        assert voices[theme]["interview_voices"] == total[theme]


def test_every_link_lands_on_the_first_quote_of_its_cell(book, qual):
    quotes = list(book["Quotes"].iter_rows(values_only=True))
    heads = quotes[0]

    def at(link):
        row = int(re.fullmatch(r"'Quotes'!A(\d+)", link.location)[1])
        return row, dict(zip(heads, quotes[row - 1], strict=True))

    def first(**wanted):
        for number, row in enumerate(quotes[1:], 2):
            quote = dict(zip(heads, row, strict=True))
            if quote["Kind"] == "interview" and all(quote[name] in value for name, value in wanted.items()):
                return number
        return None

    below = {"Mission": ("Speed", "Exit"), "Identity": ("Identity",), "Speed": ("Speed",), "Exit": ("Exit",)}
    names = {column: label for label, column in COLUMNS.items()}
    for columns in ("theme", "code"):
        linked = 0
        for measure, country, column, number, link in blocks(book[f"Country × {columns}"]):
            assert bool(link) == (measure == "experts" and country != "total" and number > 0)
            if link:
                linked += 1
                assert at(link)[0] == first(Country=(country,), Code=below[names[column]])
        assert linked
        sheet = book[f"Expert × {columns}"]
        for row in sheet.iter_rows(min_row=2):
            for head, cell in zip(sheet[1], row, strict=True):
                if cell.hyperlink:
                    assert at(cell.hyperlink)[0] == first(Expert=(row[0].value,), Code=below[head.value])
    for row in book["Triangulation"].iter_rows(min_row=2):
        for cell in row:
            if cell.hyperlink:
                assert at(cell.hyperlink)[0] == first(Theme=(row[0].value,))
