"""Rich Text Format: one paragraph a line, in the file's own encoding."""

from __future__ import annotations

import pytest

from qual.errors import UnreadableSource
from qual.reading import read_sources


def read(tmp_path, raw):
    path = tmp_path / "kz-01.rtf"
    path.write_bytes(raw)
    source = read_sources(path)[0].source
    return [(turn.speaker, turn.role, source.text[turn.start : turn.end]) for turn in source.turns]


def test_cyrillic_and_kazakh_letters_are_read(tmp_path):
    words = "".join(f"\\u{ord(letter)}?" for letter in "Қауіпсіздік")
    raw = (
        rb"{\rtf1\ansi\ansicpg1251 Interviewer: Why?\par Expert: \'cf\'f0\'e8\'f8\'eb\'e8. "
        + words.encode()
        + rb"\par}"
    )

    assert read(tmp_path, raw) == [
        ("Interviewer", "interviewer", "Why?"),
        ("Expert", "expert", "Пришли. Қауіпсіздік"),
    ]


def test_what_is_no_rtf_is_told(tmp_path):
    with pytest.raises(UnreadableSource, match=r"is not an \.rtf file"):
        read(tmp_path, b"Expert: hello")
