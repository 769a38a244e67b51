"""Transcripts in JSON: segments of Whisper and its kin, lists of turns, JSON Lines."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from qual.errors import UnreadableSource
from qual.reading.cues import Cue, merged
from qual.reading.draft import Draft, Paragraph
from qual.reading.encodings import decode, guess_told
from qual.reading.normalise import normalise

LISTS = ("segments", "turns", "utterances", "monologues", "results", "transcript", "messages")
WORDS = ("text", "words", "content", "utterance", "transcript", "sentence")
SPEAKER = ("speaker", "speaker_name", "speaker_label", "name", "role", "who")
TIME = ("start", "time", "timestamp", "start_time", "begin", "from")
DEEPEST = 50
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?")
_HINT = 'It should hold a list of turns: [{"speaker": "Expert", "text": "…", "start": 12.4}, …].'


def read_json(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The turns of a .json file. `attributes` (an object beside the list) are taken over."""
    decoded = decode(raw, name, encoding)
    content = _loaded(decoded.text, name)
    attributes = content.get("attributes") if isinstance(content, dict) else None
    given = {str(k): str(v) for k, v in attributes.items()} if isinstance(attributes, dict) else {}
    paragraphs, normalised = _paragraphs(_turns(content), name)
    return [Draft(paragraphs, given, decoded.encoding, normalised, tuple(guess_told(decoded, name)))]


def read_json_lines(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """The turns of a .jsonl file: an object a line."""
    decoded = decode(raw, name, encoding)
    turns = [
        _loaded(line, f"{name}, line {number}")
        for number, line in enumerate(decoded.text.splitlines(), 1)
        if line.strip()
    ]
    paragraphs, normalised = _paragraphs(turns, name)
    return [Draft(paragraphs, {}, decoded.encoding, normalised, tuple(guess_told(decoded, name)))]


def _loaded(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = name if "line" in name else f"{name}, line {error.lineno}"
        raise UnreadableSource(f"{place}: not JSON ({error.msg}).", hint="Export it anew.") from None
    except RecursionError:
        raise UnreadableSource(f"{name} nests its parts too deeply.", hint=_HINT) from None
    except ValueError:  # a number of thousands of digits
        raise UnreadableSource(f"{name}: not JSON that can be read.", hint="Export it anew.") from None


def _turns(content: Any, depth: int = 0) -> Sequence[Any]:
    """The first list of objects that hold words, wherever a program puts it."""
    if isinstance(content, list) and any(isinstance(one, dict) and _first(one, WORDS) for one in content):
        return content
    if isinstance(content, dict) and depth < DEEPEST:
        for key in (*LISTS, *content):
            found = _turns(content.get(key), depth + 1) if key in content else ()
            if found:
                return found
    return ()


def _paragraphs(turns: Sequence[Any], name: str) -> tuple[tuple[Paragraph, ...], Mapping[str, int]]:
    cues = []
    for turn in turns:
        if isinstance(turn, dict) and (text := _first(turn, WORDS)):
            cues.append(Cue(str(text), str(_first(turn, SPEAKER) or ""), _time(_first(turn, TIME))))
    if not cues:
        raise UnreadableSource(f"{name}: no turns were found in it.", hint=_HINT)
    paragraphs = merged(cues)
    kept: list[Paragraph] = []
    changed: Counter[str] = Counter()
    for paragraph in paragraphs:
        text, changes = normalise(paragraph.text)
        changed += changes
        kept.append(Paragraph(text, paragraph.speaker, paragraph.time))
    return tuple(kept), changed


def _first(turn: Mapping[str, Any], names: Sequence[str]) -> Any:
    """The first value among these names that is a text or a number."""
    found = (turn.get(name) for name in names)
    return next((one for one in found if type(one) in (str, int, float) and one != ""), None)


def _time(value: Any) -> str:
    """A time as it is shown: seconds become 0:12:31."""
    if isinstance(value, (int, float)) and 0 <= value < 10**6:
        seconds = int(value)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value.strip() if isinstance(value, str) and _CLOCK.fullmatch(value.strip()) else ""
