from __future__ import annotations

import re

from qual.analysis.matrix import count_matrix

from .invented import COUNTRIES, study, written


def links(sheet):
    """{(row, column): (sheet, row) it leads to}."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink:
                assert cell.hyperlink.target is None
                name, place = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location).groups()
                found[cell.row, cell.column] = (name, int(place))
    return found


def quotes_of(book):
    head, *rows = book["Quotes"].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def column_of(quote, labels=("The mission", "Identity", "Proposals")):
    return quote["Theme"] if quote["Theme"] in labels else quote["Code"]


def test_every_number_of_experts_leads_to_the_first_quote_of_that_country_and_theme(tmp_path):
    book = written(tmp_path, study())
    sheet, quotes = book["Country × theme"], quotes_of(book)
    names = {name: code for code, name in COUNTRIES.items()} | {"(not given)": "(not given)"}

    found = links(sheet)

    filled = int((count_matrix(study()).cells > 0).sum().sum())
    assert len(found) == filled
    for (row, column), (name, place) in found.items():
        country = names[sheet.cell(1, column).value.rpartition(" (n=")[0]]
        wanted = (sheet.cell(row, 1).value, country, "interview")
        same = [
            n
            for n, quote in enumerate(quotes, 2)
            if (column_of(quote), quote["Country"], quote["Kind"]) == wanted
        ]
        assert name == "Quotes"
        assert place == same[0]
        assert same == list(range(same[0], same[-1] + 1))  # the quotes of a cell are neighbours


def test_every_number_of_an_expert_leads_to_a_quote_of_that_expert_and_theme(tmp_path):
    book = written(tmp_path, study())
    sheet, quotes = book["Expert × theme"], quotes_of(book)

    found = links(sheet)

    assert len(found) == int((count_matrix(study(), rows="expert").cells > 0).sum().sum())
    for (row, column), (_, place) in found.items():
        quote = quotes[place - 2]
        assert (quote["Expert"], column_of(quote)) == (sheet.cell(row, 1).value, sheet.cell(1, column).value)


def test_every_quote_leads_to_its_own_row_on_segments(tmp_path):
    book = written(tmp_path, study())

    found = links(book["Quotes"])

    assert len(found) == book["Quotes"].max_row - 1
    for (row, column), (name, place) in found.items():
        assert book[name].cell(place, 1).value == book["Quotes"].cell(row, column).value


def test_the_first_sheet_leads_to_every_sheet(tmp_path):
    book = written(tmp_path, study())

    assert [name for name, _ in links(book["README"]).values()] == book.sheetnames


def test_more_links_than_a_sheet_holds_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr("qual.export.workbook.sheet.MOST_LINKS", 3)

    book = written(tmp_path, study())

    assert len(links(book["Expert × theme"])) == 3
    assert book["Expert × theme"].max_row > 5
