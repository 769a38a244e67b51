"""JSON: Whisper's segments, lists of turns, one object a line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.errors import UnreadableSource
from qual.reading import read_sources

WHISPER = {
    "language": "ru",
    "segments": [{"start": 0.0, "text": " Всё началось"}, {"start": 3.5, "text": " в Жанаозене."}],
}
TURNS = [
    {"speaker": "Interviewer", "text": "Неге?", "start": 1.2},
    {"speaker": "Expert", "text": "Баға үшін,", "start": 62},
    {"speaker": "Expert", "text": "негізінен.", "start": 65},
]


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_sources(path)[0].source


def turns(source):
    return [(turn.role, turn.time, source.text[turn.start : turn.end]) for turn in source.turns]


def test_turns_of_one_speaker_in_a_row_are_one(tmp_path):
    expected = [("interviewer", "00:00:01", "Неге?"), ("expert", "00:01:02", "Баға үшін, негізінен.")]

    assert turns(read(tmp_path, "a.json", json.dumps(TURNS))) == expected
    assert turns(read(tmp_path, "a.json", json.dumps({"data": {"turns": TURNS}}))) == expected
    assert turns(read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, TURNS)))) == expected


def test_whispers_segments_are_put_together(tmp_path):
    assert read(tmp_path, "a.json", json.dumps(WHISPER)).text == "Всё началось в Жанаозене."


def test_attributes_beside_the_turns_are_taken_over(tmp_path):
    content = {"attributes": {"country": "Казахстан", "expert": "KZ-01"}, "turns": TURNS}
    source = read(tmp_path, "a.json", json.dumps(content))

    assert (source.country, source.expert) == ("KZ", "KZ-01")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "{", "a.json, line 1: not JSON"),
        ("a.jsonl", '{"text": "да"}\nнет', "a.jsonl, line 2: not JSON"),
        ("a.json", '{"price": 1}', "no turns were found"),
        ("a.json", "[" * 100_000, "nests its parts too deeply|not JSON"),
    ],
)
def test_what_is_no_transcript_is_told(tmp_path, name, text, message):
    with pytest.raises(UnreadableSource, match=message):
        read(tmp_path, name, text)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "speaker", "start", "turns", "x"]), inside, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_refused_in_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    try:
        told = read_sources(path)[0].source.text
    except UnreadableSource as error:
        told = str(error)
    assert told.strip()


def test_a_date_where_a_time_is_meant_does_not_get_into_the_words(tmp_path):
    content = [
        {"timestamp": "2022-01-05T10:00:00", "text": "Всё началось."},
        {"time": "0:12", "text": "Потом Алматы."},
    ]
    source = read(tmp_path, "a.json", json.dumps(content))

    assert source.text.startswith("Всё началось.")
    assert "2022" not in source.text
