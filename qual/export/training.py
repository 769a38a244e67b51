"""Coded turns for people who train models: JSON Lines for doccano, columns as CoNLL has them.

Both know one turn at a time. A segment that goes on in the next turn becomes two, and whoever
writes the files is told how many did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qual.export.annotations import write_json_lines
from qual.export.atomic import whole_file
from qual.model import Coding, Source, Turn

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class CodedTurn:
    """A turn with its codes: `labels` are (start, end, code), counted from the turn's first character."""

    source: Source
    turn: Turn
    text: str
    labels: tuple[tuple[int, int, str], ...]


def coded_turns(sources: Iterable[Source], codings: Iterable[Coding]) -> Iterator[CodedTurn]:
    """Every turn of every source, in order, also those without a code: a model learns from these, too.

    The same code on the same characters counts once, whoever coded.
    """
    coded: dict[str, list[Coding]] = {}
    for coding in codings:
        coded.setdefault(coding.segment.source_id, []).append(coding)
    for source in sources:
        for turn in source.turns:
            text = source.text[turn.start : turn.end]
            labels = set()
            for coding in coded.get(source.id, ()):
                start = max(coding.segment.start, turn.start) - turn.start
                end = min(coding.segment.end, turn.end) - turn.start
                if start < end and text[start:end].strip():
                    labels.add((start, end, coding.code))
            yield CodedTurn(source, turn, text, tuple(sorted(labels)))


def over_several_turns(sources: Iterable[Source], codings: Iterable[Coding]) -> int:
    """How many codings begin in one turn and end in another, and so become several labels."""
    turns = {source.id: source for source in sources}
    split = 0
    for coding in codings:
        source = turns.get(coding.segment.source_id)
        if source:
            first = source.turn_at(coding.segment.start)
            split += first is not source.turn_at(max(coding.segment.start, coding.segment.end - 1))
    return split


def write_doccano(path: str | Path, turns: Iterable[CodedTurn]) -> Path:
    """Write turns as doccano imports them for sequence labelling: `{"text": …, "label": [[0, 4, "x"]]}`.

    Further fields (source, turn, speaker, role, language) become doccano's metadata. Raises
    UnwritableFile.
    """
    return write_json_lines(path, (_for_doccano(coded) for coded in turns))


def _for_doccano(coded: CodedTurn) -> dict[str, Any]:
    return {
        "text": coded.text,
        "label": [list(label) for label in coded.labels],
        "source": coded.source.id,
        "turn": coded.turn.number,
        "speaker": coded.turn.speaker,
        "role": coded.turn.role,
        "language": coded.turn.language or coded.source.language,
    }


def write_conll(path: str | Path, turns: Iterable[tuple[CodedTurn, Sequence[tuple[int, int]]]]) -> Path:
    """Write tokens as columns: token, first character, end, tags; an empty line between turns.

    A tag is `B-code` where a segment of the code begins and `I-code` where it goes on, `O` where no
    code is. Codes overlap, so a token may have several, with "|" between. `turns` come with the
    places of their tokens; a token of which a segment takes a part counts as taken. Raises
    UnwritableFile.
    """
    path = Path(path)
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write("# columns = token start end tags\n\n")
        for coded, tokens in turns:
            if not tokens:
                continue
            file.write(f"# source = {coded.source.id}\n# turn = {coded.turn.number}\n")
            file.write(f"# role = {coded.turn.role}\n")
            for (start, end), tags in zip(tokens, tags_of(coded.labels, tokens), strict=True):
                file.write(f"{coded.text[start:end]}\t{start}\t{end}\t{tags}\n")
            file.write("\n")
    return path


def tags_of(labels: Iterable[tuple[int, int, str]], tokens: Sequence[tuple[int, int]]) -> list[str]:
    """The tags of each token, "B-code|I-other", in the order of the codes' names; "O" for none."""
    found: list[dict[str, str]] = [{} for _ in tokens]
    for start, end, code in labels:
        mark = "B"
        for tags, (first, last) in zip(found, tokens, strict=True):
            if first < end and start < last:
                if tags.get(code) != "B":
                    tags[code] = mark
                mark = "I"
    return ["|".join(f"{tags[code]}-{code}" for code in sorted(tags)) or OUTSIDE for tags in found]
