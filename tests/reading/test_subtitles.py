"""Subtitles become turns: who speaks stands in a voice tag or before a colon, cues are joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.errors import UnreadableSource
from qual.reading import read_sources

TEAMS = """\
WEBVTT

NOTE made by a program

9f0e-1
00:00:01.000 --> 00:00:04.000
<v Асель Қ.>Сіз қалай ойлайсыз?</v>

9f0e-2
00:00:04.500 --> 00:00:07.000
<v Эксперт>Пришли быстро. И это &amp; всё, что

00:00:07.100 --> 00:00:09.000
<v Эксперт><i>они</i> сделали.
"""
ZOOM = """\
WEBVTT

1
00:00:01.000 --> 00:00:02.000
Interviewer: Why?

2
00:01:02.000 --> 00:01:05.000
Expert: Gas prices,

3
00:01:05.000 --> 00:01:07.000
mostly.
""".replace("\n", "\r\n")
WHISPER = """\
1
00:00:00,000 --> 00:00:02,500
Всё началось

2
00:00:02,500 --> 00:00:04,000
в Жанаозене.

3
00:00:09,000 --> 00:00:11,000
Потом Алматы.
"""


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return read_sources(path)[0]


def turns(reading):
    source = reading.source
    return [(turn.speaker, turn.role, turn.time, source.text[turn.start : turn.end]) for turn in source.turns]


def test_voice_tags_name_the_speaker_and_marks_are_no_words(tmp_path):
    assert turns(read(tmp_path, "kz-01.vtt", TEAMS)) == [
        ("Асель Қ.", "other", "00:00:01", "Сіз қалай ойлайсыз?"),
        ("Эксперт", "expert", "00:00:04", "Пришли быстро. И это & всё, что они сделали."),
    ]


def test_names_before_a_colon_do_as_well_and_a_cue_without_one_goes_on(tmp_path):
    assert turns(read(tmp_path, "kz-01.vtt", ZOOM)) == [
        ("Interviewer", "interviewer", "00:00:01", "Why?"),
        ("Expert", "expert", "00:01:02", "Gas prices, mostly."),
    ]


def test_without_speakers_a_silence_behind_a_sentence_begins_a_paragraph(tmp_path):
    reading = read(tmp_path, "kz-01.srt", WHISPER)

    assert reading.source.text == "Всё началось в Жанаозене.\nПотом Алматы."
    assert any("no speaker labels" in problem.what for problem in reading.problems)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.vtt", "Expert: hello", "a.vtt is not a WebVTT file"),
        ("a.srt", "Просто текст без времени", "a.srt holds no cues with times"),
        ("a.vtt", "WEBVTT\n\nNOTE nothing", "a.vtt holds no cues with times"),
    ],
)
def test_what_is_no_subtitle_is_told(tmp_path, name, text, message):
    with pytest.raises(UnreadableSource, match=message):
        read(tmp_path, name, text)


def test_a_block_that_lost_its_time_is_told(tmp_path):
    reading = read(tmp_path, "a.srt", f"{WHISPER}\n4\nПотерянные слова\n")

    assert any("1 blocks have no time" in problem.what for problem in reading.problems)


LINES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(st.lists(LINES, max_size=8))
def test_any_lines_are_read_or_refused_in_a_sentence(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("any") / "a.vtt"
    path.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "\n".join(lines), encoding="utf-8", errors="replace"
    )
    try:
        told = read_sources(path)[0].source.text
    except UnreadableSource as error:
        told = str(error)
    assert told.strip()


def test_lines_that_whisper_prints_are_joined_as_cues_are(tmp_path):
    path = tmp_path / "kz-01.txt"
    path.write_text(
        "[00:00.000 --> 00:04.500]  Expert: Бұл жерде\n[00:04.500 --> 00:07.000]  тыныш болды.\n"
        "[00:07.000 --> 00:09.000]  Interviewer: Почему?\n",
        encoding="utf-8",
    )

    source = read_sources(path)[0].source

    assert [(t.speaker, t.time, source.text[t.start : t.end]) for t in source.turns] == [
        ("Expert", "00:00:00", "Бұл жерде тыныш болды."),
        ("Interviewer", "00:00:07", "Почему?"),
    ]
