"""Turns with their codes, as those who train models want them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from qual.export.training import coded_turns, over_several_turns, tags_of, write_conll, write_doccano
from qual.model import Coding, Segment, Source, Turn

WORDS = "Вы верите?", "Біз сенеміз. Իհարկե։"
SOURCE = Source(
    "kz-01",
    "interview",
    f"{WORDS[0]}\n\n{WORDS[1]}",
    (Turn(1, 0, 10, "Вопрос", "interviewer"), Turn(2, 12, 32, "Жауап", "expert", language="kk")),
)


def coding(code: str, start: int, end: int, coder: str = "Anna") -> Coding:
    return Coding(f"{code}{start}{coder}", code, Segment("kz-01", start, end, SOURCE.text[start:end]), coder)


def test_labels_count_from_the_first_character_of_their_turn():
    first, second = coded_turns([SOURCE], [coding("trust", 16, 24)])

    assert first.labels == ()
    assert second.labels == ((4, 12, "trust"),)
    assert second.text[4:12] == "сенеміз."


def test_two_coders_who_agree_make_one_label():
    _, turn = coded_turns([SOURCE], [coding("trust", 16, 24), coding("trust", 16, 24, "Бота")])

    assert turn.labels == ((4, 12, "trust"),)


def test_a_segment_over_two_turns_becomes_two_labels_and_is_counted():
    long = coding("trust", 3, 15)

    cut = [turn.labels for turn in coded_turns([SOURCE], [long])]
    assert cut == [((3, 10, "trust"),), ((0, 3, "trust"),)]
    assert over_several_turns([SOURCE], [long, coding("trust", 16, 24)]) == 1


def test_doccano_reads_text_label_and_where_it_is_from(tmp_path):
    path = write_doccano(tmp_path / "d.jsonl", coded_turns([SOURCE], [coding("trust", 16, 24)]))

    first, second = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert first["label"] == []
    assert second == {
        "text": "Біз сенеміз. Իհարկե։",
        "label": [[4, 12, "trust"]],
        "source": "kz-01",
        "turn": 2,
        "speaker": "Жауап",
        "role": "expert",
        "language": "kk",
    }


def test_conll_marks_where_a_code_begins_and_where_codes_overlap(tmp_path):
    _, turn = coded_turns([SOURCE], [coding("trust", 12, 24), coding("oath", 16, 23)])
    places = [(0, 3), (4, 11), (11, 12), (13, 19), (19, 20)]

    written = write_conll(tmp_path / "c.conll", [(turn, places)]).read_text(encoding="utf-8")

    assert written.splitlines()[5:] == [
        "Біз\t0\t3\tB-trust",
        "сенеміз\t4\t11\tB-oath|I-trust",
        ".\t11\t12\tI-trust",
        "Իհարկե\t13\t19\tO",
        "։\t19\t20\tO",
        "",
    ]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9), st.sampled_from(["a", "b-c", "доверие"]))))
def test_every_label_on_a_token_is_in_its_tags_and_no_other(drawn):
    tokens = [(start, start + 2) for start in range(0, 30, 3)]
    labels = [(start, start + length, code) for start, length, code in drawn]

    for (first, last), tags in zip(tokens, tags_of(labels, tokens), strict=True):
        told = {tag.partition("-")[2] for tag in tags.split("|")} - {""}
        assert told == {code for start, end, code in labels if first < end and start < last}
