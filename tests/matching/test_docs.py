"""Turns as spaCy Docs: our tokens, the turn's text character for character, codings as spans."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from qual.matching.docs import blank, docs, pieces, source_docs, turn_doc, words_and_spaces
from qual.matching.words import tokens
from qual.model import Coding, Segment, Source, Turn
from tests.matching.finding import interview

ANY_TEXT = st.text() | st.text(alphabet=" а\n\t-'’\u0301։—…\x00б\U0001f600_\u00a0.«Հ", max_size=40)


def coding(
    source: Source, quote: str, code: str = "forces", status: str = "accepted", id: str = "c-1"
) -> Coding:
    start = source.text.index(quote)
    segment = Segment(source.id, start, start + len(quote), quote)
    return Coding(id, code, segment, "aida", status)  # type: ignore[arg-type]


@settings(max_examples=500)
@given(ANY_TEXT)
@example("")
@example(" а  б \n в ")
@example("«Так?!» — сказал он...")
def test_a_doc_has_the_text_it_was_made_of(text):
    words, spaces = words_and_spaces(text)

    doc = Doc(blank("ru").vocab, words=words, spaces=spaces)

    assert doc.text == text


@settings(max_examples=500)
@given(ANY_TEXT)
def test_every_word_that_rules_see_is_a_token(text):
    found = list(pieces(text))

    assert set(tokens(text)) <= set(found)
    assert "".join(text[start:end] for start, end in found) == text


@settings(max_examples=300)
@given(ANY_TEXT, st.data())
def test_every_stretch_with_a_word_or_mark_has_a_span_around_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(0, len(text)))
    source = Source("kz-01", "statement", text, (Turn(1, 0, len(text)),), language="ru")
    segment = Segment("kz-01", start, end, text[start:end])

    doc = turn_doc(source, source.turns[0], [Coding("c-1", "forces", segment, "aida")])

    spans = doc.spans["codes"]
    assert len(spans) == bool(segment.quote.strip())
    assert all(segment.quote.strip() in span.text for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Военно-политический блок, да?", ["Военно-политический", "блок", ",", "да", "?"]),
        ("Інтэрв'юер… «так»!!", ["Інтэрв'юер", "…", "«", "так", "»", "!!"]),
        ("ՀԱՊԿ-ն, այո։", ["ՀԱՊԿ-ն", ",", "այո", "։"]),
        ("Бір  екі\nүш", ["Бір", " ", "екі", "\n", "үш"]),
    ],
)
def test_tokens_are_our_words_and_the_marks_between(text, expected):
    assert words_and_spaces(text)[0] == expected


def test_a_doc_names_its_source_and_turn():
    source = interview("Начнём?\nВойска ввели быстро.", ("И", "interviewer"), ("Э", "expert"))

    doc = turn_doc(source, source.turns[1])

    assert doc.text == "Войска ввели быстро."
    assert doc.user_data["qual"] == {
        "source": "kz-01", "kind": "interview", "turn": 2, "role": "expert", "start": 8, "language": "ru",
    }  # fmt: skip


def test_a_span_says_code_coding_and_status():
    source = interview("Начнём?\nВойска ввели быстро, в январе.")
    doc = turn_doc(source, source.turns[1], [coding(source, "ввели быстро", "speed", "rejected", "c-7")])

    (span,) = doc.spans["codes"]

    assert (span.text, span.label_, span.id_, span.kb_id_) == ("ввели быстро", "speed", "c-7", "rejected")


def test_a_coding_over_two_turns_is_in_both_docs():
    source = interview("Ввели войска.\nИ вывели.")
    both = [coding(source, "войска.\nИ вывели")]

    assert [doc.spans["codes"][0].text for doc in source_docs(source, both)] == ["войска.", "И вывели"]


def test_codings_of_one_stretch_may_overlap_and_come_in_order_of_place():
    source = interview("Қауіпсіздік кеңесі жиналды.")
    given_ = [coding(source, "кеңесі", "b", id="2"), coding(source, "Қауіпсіздік кеңесі", "a", id="1")]

    doc = turn_doc(source, source.turns[0], given_)

    assert [span.id_ for span in doc.spans["codes"]] == ["1", "2"]


def test_a_pipeline_annotates_our_tokens():
    nlp = spacy.blank("ru")
    nlp.add_pipe("sentencizer")
    source = interview("Один. Два.\nТри.")

    found = list(docs([source], [coding(source, "Два")], nlp=nlp))

    assert [[sent.text for sent in doc.sents] for doc in found] == [["Один.", "Два."], ["Три."]]
    assert [len(doc.spans["codes"]) for doc in found] == [1, 0]


def test_each_language_may_have_a_pipeline_of_its_own():
    text = "Біз бұл туралы айттық, бірақ олар келген жоқ.\nМы говорили об этом, но они не пришли. Вот так."
    source = interview(text, language="")
    nlp = spacy.blank("ru")
    nlp.add_pipe("sentencizer")

    found = list(docs([source], nlp={"ru": nlp}))

    assert [doc.user_data["qual"]["language"] for doc in found] == ["kk", "ru"]
    assert [doc.has_annotation("SENT_START") for doc in found] == [False, True]


def test_docs_are_made_as_they_are_needed():
    asked = []

    def sources():
        for number in range(1000):
            asked.append(number)
            yield interview("Да.", id=f"kz-{number}")

    next(docs(sources()))

    assert len(asked) < 500


def test_a_doc_survives_being_saved():
    source = interview("Զորքերը արագ եկան։", language="hy")
    doc = turn_doc(source, source.turns[0], [coding(source, "արագ", "speed", "suggested", "c-9")])

    (again,) = DocBin(docs=[doc], store_user_data=True).get_docs(blank("hy").vocab)

    assert again.text == doc.text
    assert again.user_data["qual"] == doc.user_data["qual"]
    assert [(s.label_, s.id_, s.kb_id_) for s in again.spans["codes"]] == [("speed", "c-9", "suggested")]
