"""Subtitles: .vtt of Zoom, Teams and others, .srt of Whisper and others.

A speaker is named by a voice tag (<v Name>) or before a colon ("Name: text"). Cues of one speaker are
joined to a turn, which keeps the time of its first cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

from qual.errors import Problem, UnreadableSource
from qual.reading.cues import Cue, merged
from qual.reading.draft import Draft, Paragraph
from qual.reading.encodings import Decoded, decode, guess_told
from qual.reading.labels import could_be_label, label_at
from qual.reading.normalise import normalise

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>")
_MARKS = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<\d[\d:.]*>|\{\\[^}]{0,50}\}")
_NOT_CUES = ("NOTE", "STYLE", "REGION")


def read_vtt(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of a WebVTT file; notes and styles in it are not words."""
    decoded = decode(raw, name, encoding)
    if not decoded.text.lstrip("\ufeff").startswith("WEBVTT"):
        raise UnreadableSource(f"{name} is not a WebVTT file: WEBVTT is missing.", hint="Export it anew.")
    return [_draft(decoded, name)]


def read_srt(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The paragraphs of a SubRip file."""
    return [_draft(decode(raw, name, encoding), name)]


def _draft(decoded: Decoded, name: str) -> Draft:
    text, normalised = normalise(decoded.text)
    blocks = [block for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    cues: list[Cue] = []
    unread = 0
    last_end = 0.0
    for block in blocks:
        cue, last_end = _cue(block, last_end)
        if cue is not None:
            cues += cue
        elif not block.lstrip().startswith(("WEBVTT", *_NOT_CUES)):
            unread += 1
    if not cues:
        raise UnreadableSource(
            f"{name} holds no cues with times.", hint="Export it anew, or save it as .txt."
        )
    problems = guess_told(decoded, name)
    if unread:
        what = f"{unread} blocks have no time and were not read."
        problems.append(Problem(name, what, hint="Look whether words are missing.", warning=True))
    return Draft(tuple(_paragraphs(cues)), {}, decoded.encoding, normalised, tuple(problems))


def _paragraphs(cues: list[Cue]) -> list[Paragraph]:
    return merged(cues if any(cue.speaker for cue in cues) else _named(cues))


def _cue(block: str, last_end: float) -> tuple[list[Cue] | None, float]:
    """The cues of a block (one for each voice in it), None when it has no line of times."""
    lines = block.strip("\n").split("\n")
    at = next((n for n, line in enumerate(lines[:2]) if _TIMING.match(line)), None)
    if at is None:
        return None, last_end
    match = _TIMING.match(lines[at])
    assert match is not None
    begin, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
    shown = f"{int(begin) // 3600:02}:{int(begin) // 60 % 60:02}:{int(begin) % 60:02}"
    found = [
        Cue(words, speaker, shown, max(0.0, begin - last_end))
        for speaker, words in _voices("\n".join(lines[at + 1 :]))
    ]
    return found, end


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    """Who says what in the words of a cue."""
    pieces = _VOICE.split(payload)
    for speaker, words in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        plain = unescape(_MARKS.sub("", words)).strip()
        if plain:
            yield " ".join(unescape(speaker).split()), plain


def _named(cues: Iterable[Cue]) -> list[Cue]:
    """Cues that begin with "Name: ", with the name taken off, when most do or a name comes back."""
    every = list(cues)
    labels = [label_at(cue.text) for cue in every]
    named = [
        label if label and label.form in ("colon", "armenian") and could_be_label(label.name) else None
        for label in labels
    ]
    times = sum(label is not None for label in named)
    names = {label.name for label in named if label}
    if not times or (2 * times < len(every) and times < 2 * len(names)):
        return every
    return [
        replace(cue, text=label.words, speaker=label.name) if label else cue
        for cue, label in zip(every, named, strict=True)
    ]


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


_PRINTED = re.compile(rf"\s*\[{_TIME}\s*-->\s*{_TIME}\]\s?(.*)")


def printed_paragraphs(lines: Iterable[str]) -> list[Paragraph]:
    """The paragraphs of lines as Whisper prints them, `[00:00.000 --> 00:04.500] words`; none for others."""
    cues, last_end = [], 0.0
    for line in filter(str.strip, lines):
        match = _PRINTED.fullmatch(line)
        if match is None:
            return []
        found, last_end = _cue(f"{line[line.index('[') + 1 : line.index(']')]}\n{match[9]}", last_end)
        cues += found or []
    return _paragraphs(cues)
