"""What another program's cases say of its sources, and who speaks where in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from qual.model import Kind, Turn

if TYPE_CHECKING:
    from qual.peers import PeerProject


def said_by_cases(peer: PeerProject) -> dict[str, dict[str, str]]:
    """For every source what its cases and sets say of it: a set `gender: male` is a value."""
    from qual.reading.countries import is_country

    values: dict[str, dict[str, str]] = defaultdict(dict)
    for case in peer.cases:
        for guid in case.sources:
            said = values[guid]
            for name, value in case.attributes.items():
                said.setdefault(name.removeprefix("Cases:").strip() or name, value)
            if not case.name.strip():
                continue
            said["case"] = f"{said['case']}; {case.name}" if "case" in said else case.name
            if is_country(case.name):
                said.setdefault("country", case.name)
            else:
                said.setdefault("case expert", case.name)
    for one in peer.sets:
        name, colon, value = one.name.partition(":")
        for guid in one.sources:
            said = values[guid]
            said["sets"] = f"{said['sets']}; {one.name}" if "sets" in said else one.name
            if colon and name.strip() and value.strip():
                said.setdefault(name.strip(), value.strip())
    return values


def turns_in(
    text: str, kind: Kind, expert: str, interviewer: tuple[str, ...], expert_labels: tuple[str, ...]
) -> tuple[Turn, ...]:
    """Who speaks where in a text that keeps its labels: turns frame the words behind them."""
    from qual.reading.draft import Paragraph
    from qual.reading.labels import known_labels
    from qual.reading.turns import read_turns

    known = known_labels(expert=expert, interviewer_labels=interviewer, expert_labels=expert_labels)
    paragraphs = [Paragraph(line) for line in text.split("\n") if line.strip()]
    read = read_turns(paragraphs, kind=kind, known=known)
    turns: list[Turn] = []
    cursor = 0
    for turn in read.turns:
        start = -1
        for line in read.text[turn.start : turn.end].split("\n"):
            at = text.find(line, cursor)
            if at < 0:
                return whole_turn(text, kind)
            start = at if start < 0 else start
            cursor = at + len(line)
        turns.append(replace(turn, number=len(turns) + 1, start=start, end=cursor))
    return tuple(turns)


def whole_turn(text: str, kind: Kind) -> tuple[Turn, ...]:
    """A text as one turn."""
    start = len(text) - len(text.lstrip())
    return (Turn(1, start, len(text.rstrip()), role="expert" if kind == "interview" else "other"),)
