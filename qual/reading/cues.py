"""Cues of subtitles and speech recognition become paragraphs: what one speaker says in a row, together.

A program cuts speech every few seconds, often inside a sentence. Cues of one speaker are joined; where
nobody is named, a new paragraph begins when a sentence ends and a silence follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qual.reading.draft import Paragraph

SILENCE = 2.0
"""Seconds between cues after which, without speakers, a new paragraph begins behind the end of a sentence."""

ENDS = (".", "!", "?", "…", "։", "»", "”", '"')


@dataclass(frozen=True, slots=True)
class Cue:
    """A few words, who says them if that is known, when (as shown), and the seconds of silence before."""

    text: str
    speaker: str = ""
    time: str = ""
    silence: float = 0.0


def merged(cues: Iterable[Cue]) -> list[Paragraph]:
    """Paragraphs of cues: with speakers a paragraph for each stretch of one speaker, with the time it begins.

    Without any speaker the paragraphs look for labels in their own words, as those of any text do.
    """
    every = [cue for cue in cues if cue.text.strip()]
    named = any(cue.speaker for cue in every)
    found: list[tuple[str, str, list[str]]] = []
    for cue in every:
        words = " ".join(cue.text.split())
        same = bool(found) and (
            cue.speaker in ("", found[-1][0]) if named else not _pauses(found[-1][2], cue)
        )
        if same:
            found[-1][2].append(words)
        else:
            found.append((cue.speaker, cue.time, [words]))
    if named:
        return [Paragraph(" ".join(words), speaker, time) for speaker, time, words in found]
    return [Paragraph(" ".join([f"[{time}]"] * bool(time) + words)) for _, time, words in found]


def _pauses(before: list[str], cue: Cue) -> bool:
    return cue.silence >= SILENCE and before[-1].endswith(ENDS)
