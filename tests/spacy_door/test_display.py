"""A coded turn drawn by displaCy."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from qual.matching.docs import turn_doc
from qual.model import Code, Codebook, Coding, Segment, Source, Turn
from qual.spacy import render

BOOK = Codebook(
    "book",
    "1",
    (
        Code(
            "forces", {"en": "Forces"}, codes=(Code("troops", {"en": "Troops", "ru": "Войска"}), Code("arms"))
        ),
        Code("law", {"en": "Law"}, codes=(Code("treaty", {"en": "Treaty"}), Code("pact", {"en": "treaty"}))),
    ),
)
ATTACK = "<script>alert('1')</script> & \"<b onclick=x>\" {0} {text} </span>"


def segment(text: str, quote: str) -> Segment:
    start = text.index(quote)
    return Segment("kz-01", start, start + len(quote), quote)


def doc(text: str, *coded: tuple[str, str], status: str = "accepted"):
    source = Source("kz-01", "statement", text, (Turn(1, 0, len(text)),), language="ru")
    codings = [
        Coding(str(number), code, segment(text, quote), "a", status)  # type: ignore[arg-type]
        for number, (quote, code) in enumerate(coded)
    ]
    return turn_doc(source, source.turns[0], codings)


class Reader(HTMLParser):
    """What a browser would show, and which elements there are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_data(self, data):
        self.texts.append(data)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    @property
    def words(self) -> list[str]:
        return " ".join(self.texts).split()


def colours(html: str) -> dict[str, str]:
    """The colour of each name."""
    return {
        name: colour
        for colour, name in re.findall(r"background: (#\w+); z-index[^>]*>\s*(.+?)\s*</span>", html)
    }


def test_a_turn_shows_its_words_and_the_names_of_its_codes():
    html = render(doc("Ввели войска, по договору.", ("Ввели войска", "troops"), ("договору", "treaty")), BOOK)

    assert Reader(html).words == ["Ввели", "Troops", "войска", ",", "по", "договору", "Treaty", "."]


def test_names_are_in_the_language_that_is_asked_for():
    coded = doc("Ввели войска.", ("войска", "troops"))

    assert list(colours(render(coded, BOOK, language="ru"))) == ["Войска"]
    assert list(colours(render(coded))) == ["troops"]


def test_codes_of_one_theme_have_one_colour_and_other_themes_another():
    shown = colours(render(doc("а б в", ("а", "troops"), ("б", "arms"), ("в", "treaty")), BOOK))

    assert shown["Troops"] == shown["arms"] != shown["Treaty"]


def test_two_codes_of_one_name_are_told_apart():
    assert set(colours(render(doc("а б", ("а", "treaty"), ("б", "pact")), BOOK))) == {
        "Treaty (treaty)",
        "treaty (pact)",
    }


def test_nothing_of_the_text_the_names_or_the_title_becomes_markup():
    book = Codebook("b", "1", (Code("t", {"en": ATTACK}),))

    html = render(doc(f"Он сказал: {ATTACK}!", ("script", "t")), book, title=ATTACK, page=True)

    reader = Reader(html)
    assert not {"script", "b"} & reader.elements
    assert "onclick" not in reader.attributes
    assert "alert('1')" in "".join(reader.texts)


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=40), st.text(alphabet="<>&\"'{}/аbн ", max_size=20), st.data())
def test_any_text_is_shown_as_it_is(text, name, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    part = Segment("kz-01", start, end, text[start:end])
    source = Source("kz-01", "statement", text, (Turn(1, 0, len(text)),), language="en")
    coded = turn_doc(source, source.turns[0], [Coding("1", "t", part, "a")])

    reader = Reader(render(coded, Codebook("b", "1", (Code("t", {"en": name}),))))

    assert reader.elements <= {"div", "span"}
    assert reader.attributes <= {"class", "style"}


def test_rejected_codings_are_not_drawn():
    assert colours(render(doc("войска", ("войска", "troops"), status="rejected"), BOOK)) == {}


def test_a_sentence_can_be_drawn_alone():
    coded = doc("Да. Ввели войска. Всё.", ("Ввели войска", "troops"), ("Всё", "arms"))

    html = render(coded[2:5], BOOK)

    assert Reader(html).words == ["Ввели", "Troops", "войска", "."]


def test_a_coding_that_begins_before_the_sentence_is_drawn_as_far_as_it_is_seen():
    coded = doc("Да. Ввели войска.", ("Да. Ввели", "troops"))

    assert Reader(render(coded[2:5], BOOK)).words == ["Ввели", "Troops", "войска."]


def test_a_page_is_a_whole_page():
    html = render(doc("войска", ("войска", "troops")), BOOK, page=True, title="kz-01 & turn 1")

    assert html.strip().startswith("<!DOCTYPE html>")
    assert "kz-01 &amp; turn 1" in html


def test_more_themes_than_colours_do_no_harm():
    many = Codebook("b", "1", tuple(Code(f"t{number}") for number in range(30)))

    assert len(colours(render(doc("а", *(("а", f"t{number}") for number in range(30))), many))) == 30
