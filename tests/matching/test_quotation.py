"""Finding the place that somebody quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.matching.quotation import find_quote, nearest

TEXT = (
    "Да, миротворцы прибыли быстро. Потом был вывод  войск, и всё\nуспокоилось.\n\n"
    "Иә, «ұжымдық қауіпсіздік» сол күні қорғады. Ещё раз: это был прецедент.\n\n"
    "Они ушли быстро. 🕊️ It wasn’t a precedent — not at all… Небыстро."
)
WHOLE = [(0, len(TEXT))]
TURNS = [(0, 73), (75, 146), (148, len(TEXT))]


def found(quote, stretches=WHOLE):
    return [TEXT[place.start : place.end] for place in find_quote(TEXT, quote, stretches)]


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("прибыли быстро", "прибыли быстро"),
        ("  прибыли быстро ", "прибыли быстро"),
        ("Прибыли БЫСТРО", "прибыли быстро"),
        ("вывод войск", "вывод  войск"),
        ("и все успокоилось", "и всё\nуспокоилось"),
        ('"Ұжымдық қауіпсіздік"', "«ұжымдық қауіпсіздік»"),
        ("еще раз", "Ещё раз"),
        ("wasn't a precedent - not at all...", "wasn’t a precedent — not at all…"),
        ("мироторцы прибыли", "миротворцы прибыли"),
        ("миротворцы прбыли быстро", "миротворцы прибыли быстро"),
        ("вывода войск, и все успокоилось", "вывод  войск, и всё\nуспокоилось"),
        ("қауыпсіздік» сол күні", "қауіпсіздік» сол күні"),
        ("это был прецендент", "это был прецедент"),
        ("🕊️", "🕊️"),
    ],
)
def test_a_passage_is_found_as_people_quote_it(quote, passage):
    assert found(quote) == [passage]


def test_a_passage_quoted_exactly_stands_at_its_offsets():
    (place,) = find_quote(TEXT, "прецедент", WHOLE)

    assert TEXT[place.start : place.end] == "прецедент"
    assert place.slips == 0


def test_what_stands_twice_is_found_twice_and_whole_words_go_before_parts_of_words():
    assert found("быстро") == ["быстро", "быстро"]
    assert found("ыстр") == ["ыстр", "ыстр", "ыстр"]
    assert found("быстро", [TURNS[2]]) == ["быстро"]


def test_two_places_that_are_nearly_as_good_are_both_told():
    assert found("Они ушли быстра", WHOLE) == ["Они ушли быстро"]
    text = "Мы это поддержали тогда. Мы это поддержала тогда."
    places = find_quote(text, "Мы это поддержалы тогда", [(0, len(text))])

    assert len(places) == 2


@pytest.mark.parametrize(
    "quote", ["", "   ", "ничего похожего здесь нет", "кот", "прецеленная цитата о мире"]
)
def test_what_is_not_there_is_not_found(quote):
    assert found(quote) == []


def test_a_passage_is_looked_for_inside_each_stretch():
    assert found("успокоилось.\n\nИә", TURNS) == []
    assert found("успокоилось.\n\nИә", WHOLE) == ["успокоилось.\n\nИә"]


def test_the_nearest_place_is_told_when_a_quotation_is_too_far_off():
    place = nearest(TEXT, "Они пришли очень быстро", TURNS)

    assert place is not None
    assert "быстро" in TEXT[place.start : place.end]
    assert nearest(TEXT, "zzzzzzzzzzzzzzzz", TURNS) is None


@given(st.text(min_size=1, max_size=80), st.data())
def test_any_stretch_of_any_text_is_found_when_quoted(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    places = find_quote(text, quote, [(0, len(text))])

    if quote.strip():
        assert places
        assert all(text[place.start : place.end] == quote.strip() for place in places)
    assert all(0 <= place.start < place.end <= len(text) for place in places)


@given(st.text("аб вг", min_size=20, max_size=60), st.integers(0, 59), st.sampled_from("абвг"))
def test_one_slip_in_a_long_quotation_still_finds_a_stretch_of_the_text(text, at, letter):
    quote = text[:at] + letter + text[at + 1 :]
    for place in find_quote(text, quote, [(0, len(text))]):
        assert 0 <= place.start < place.end <= len(text)
