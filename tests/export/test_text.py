from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.export.text import clean, evidence_text
from qual.export.workbook import SHEETS
from qual.export.workbook.cells import LONGEST, safe
from qual.model import Code, Codebook, Evidence

from .invented import column, one_quote, records, written

OPENINGS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "===",
    "+7 701",
    "- это реплика",
    "@кто",
    "\t=1+1",
    "#N/A",
    "#REF!",
    "{=1}",
]


def quote_cell(book, sheet="Quotes"):
    head = [cell.value for cell in book[sheet][1]]
    return book[sheet].cell(2, 1 + head.index("Quote" if sheet == "Quotes" else "quote"))


@pytest.mark.parametrize("quote", OPENINGS)
@pytest.mark.parametrize("sheet", ["Quotes", "Segments"])
def test_text_that_begins_like_a_formula_stays_text(tmp_path, quote, sheet):
    cell = quote_cell(written(tmp_path, one_quote(quote)), sheet)

    assert (cell.data_type, cell.value) == ("s", quote)
    assert bool(cell.quotePrefix) == (quote[0] in "=+-@\t")


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("a\x00b", "a�b"),
        ("a\x1fb\ufffec", "a�b�c"),
        ("a\ud800b", "a�b"),
        ("a\r\nb\rc\x0bd", "a\nb\nc\nd"),
        ("  Ұжымдық 😀 қауіпсіздік  ", "  Ұжымдық 😀 қауіпсіздік  "),
        ("Անկախություն՝ “այո”", "Անկախություն՝ “այո”"),
    ],
)
def test_characters_that_a_workbook_cannot_hold_are_replaced_and_all_others_kept(tmp_path, quote, shown):
    assert quote_cell(written(tmp_path, one_quote(quote))).value == shown


def test_what_excel_would_read_as_an_escape_is_escaped(tmp_path):
    assert quote_cell(written(tmp_path, one_quote("a_x000D_b"))).value == "a_x005F_x000D_b"


@pytest.mark.parametrize("letter", ["ж", "😀"])
def test_a_quote_longer_than_a_cell_is_cut_and_says_where_the_rest_is(tmp_path, letter):
    book = written(tmp_path, one_quote(letter * 40_000))

    short, full = quote_cell(book).value, quote_cell(book, "Segments").value
    assert short.startswith(letter * 100)
    assert short.endswith(f"{letter}… (see segment kz-01-1-trust-aigerim)")
    assert len(short.encode("utf-16-le")) // 2 <= LONGEST
    assert full.endswith("(cut here: the whole text stands in the CSV export)")


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_becomes_one_that_xml_and_utf_8_can_hold(text):
    import re

    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cleaned = clean(text)

    assert not ILLEGAL_CHARACTERS_RE.search(cleaned)
    assert not re.search("[\ud800-\udfff\ufffe\uffff]", cleaned)
    assert clean(cleaned) == cleaned


def test_text_is_cut_between_characters():
    assert safe("😀" * 20_000, "") == "😀" * (LONGEST // 2)


@pytest.mark.parametrize("name", ["History", "A/B", "[x]: *?", "=1+1", "'quoted'", "x" * 200])
def test_a_theme_may_have_any_name(tmp_path, name):
    codebook = Codebook("b", "1", (Code("one", {"en": name}), Code("two", {"en": name.upper()})))

    book = written(tmp_path, one_quote("Да.", codebook=codebook, code="one"))

    assert column(book["Quotes"], "Theme")[0].startswith(name)
    assert book.sheetnames == ["README", *SHEETS]


def test_codes_of_the_same_name_are_told_apart_by_their_ids(tmp_path):
    codebook = Codebook("b", "1", (Code("one", {"en": "Trust"}), Code("two", {"en": "trust"})))

    book = written(tmp_path, one_quote("Да.", codebook=codebook, code="two"))

    assert column(book["Quotes"], "Theme") == ["trust (two)"]


@pytest.mark.parametrize("code", ["007", "1e5", "TRUE", "1-2", "0x10"])
def test_ids_that_look_like_numbers_stay_text(tmp_path, code):
    book = written(tmp_path, one_quote("Да.", codebook=Codebook("b", "1", (Code(code),)), code=code))

    assert records(book["Segments"])[0]["code"] == code
    assert column(book["Codebook"], "Id") == [code]
    assert column(book["Quotes"], "Code") == [code]


def test_evidence_reads_as_term_and_words():
    quote = "Протесты и ещё протесты, протестов много. Митинг"
    found = [
        Evidence("a/ru", "протест", 10, 18),
        Evidence("a/ru", "протест", 25, 33),
        Evidence("a/ru", "протест", 35, 44),
        Evidence("a/ru", "митинг", 52, 58),
        Evidence("a/ru", "далеко", 400, 410),
    ]

    assert (
        evidence_text(found, quote, 10) == "протест → Протесты, протесты, протестов; митинг → Митинг; далеко"
    )
