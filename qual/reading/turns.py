"""Paragraphs become the text of a source and its turns.

The text holds words alone: a label and a time stamp are kept in their turn (`speaker`, `time`) and
taken out of the text, so that neither a search nor a quote ever meets one. Paragraphs of a turn are
joined with a line feed, turns with an empty line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qual.errors import Problem
from qual.model import Kind, Role, Turn
from qual.reading.draft import Paragraph
from qual.reading.labels import (
    Label,
    could_be_label,
    is_question_or_answer,
    label_at,
    label_key,
    looks_like_a_name,
    role_of,
    stamp_at,
)

TELL_US = 'Say in qual.toml who they are: [speakers] interviewer = ["…"], expert = ["…"].'


@dataclass(frozen=True, slots=True)
class Conversation:
    """The text of a source, its turns, and what a researcher should know about the labels."""

    text: str
    turns: tuple[Turn, ...]
    problems: tuple[Problem, ...] = ()
    time_stamps: int = 0  # taken out of the words without becoming the time of a turn


def read_turns(
    paragraphs: Iterable[Paragraph], *, kind: Kind, known: Mapping[str, Role], where: str = ""
) -> Conversation:
    """Text and turns of a source, with the role of each speaker.

    `known` maps label keys to roles (see `known_labels`); `where` names the file in problems. An
    unknown label counts as one when it stands at two paragraphs or more, or reads like a personal
    name. In an interview whose interviewer is known and whose expert is not, everybody else is the
    expert; with a known expert everybody else is "other", and so is text before the first label. An
    interview without labels is one turn of the expert. In other kinds every turn is "other".
    """
    lines = list(_lines(paragraphs))
    speakers = _speakers(lines, known)
    pieces, time_stamps = _pieces(lines, speakers, known, headings=kind == "interview" and bool(speakers))
    roles, problems = _roles(pieces, known, kind=kind, where=where)
    text, turns = _assembled(pieces, roles)
    return Conversation(text, turns, tuple(problems), time_stamps)


# --- lines and their labels ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    label: Label | None
    opens: bool  # a paragraph begins here, or a sentence ended on the line before
    after_break: bool = False  # it does so beyond doubt: text is not merely wrapped here
    certain: bool = False  # the layout says who speaks
    heading: bool = False


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[_Line]:
    for paragraph in paragraphs:
        opens = after_break = True
        for number, text in enumerate(paragraph.text.split("\n")):
            if paragraph.speaker is not None:
                named = number == 0 and paragraph.speaker != ""
                label = Label(paragraph.speaker, paragraph.time, text, "colon") if named else None
                yield _Line(text, label, opens=False, certain=True)
            elif text.strip():
                yield _Line(text, label_at(text), opens, after_break, heading=paragraph.heading)
                opens = text.rstrip()[-1] in _SENTENCE_ENDS
                after_break = opens and len(text) > _WIDEST_WRAPPED


_WIDEST_WRAPPED = 100
_SENTENCE_ENDS = frozenset(".!?…։:»”\"')]*_–—")


def _speakers(lines: Sequence[_Line], known: Mapping[str, Role]) -> frozenset[str]:
    """Keys of the labels that name a speaker in these lines."""
    speakers: set[str] = set()
    roles: dict[str, Role] = {}
    times: Counter[str] = Counter()
    for line in lines:
        label = line.label
        if label is None:
            continue
        key = label_key(label.name)
        role = role_of(label.name, known)
        if line.certain:
            speakers.add(key)
        elif role:
            # A name alone on its line may be anything, unless it comes back; a letter alone always.
            if label.form != "alone" or len(key) > 1:
                roles[key] = role
                times[key] += 1
            if label.form != "alone":
                speakers.add(key)
        elif label.form in ("colon", "stamped") and line.opens and could_be_label(label.name):
            times[key] += 1
            if line.after_break and looks_like_a_name(label.name):
                speakers.add(key)
    speakers |= {key for key, count in times.items() if count > 1}
    return frozenset(speakers - _asides(roles, times) - {""})


def _asides(roles: Mapping[str, Role], times: Mapping[str, int]) -> set[str]:
    """Questions that speakers put to themselves, once, in a transcript that labels its interviewer."""
    steady = {role for key, role in roles.items() if times[key] > 1 and not is_question_or_answer(key)}
    return {
        key
        for key, role in roles.items()
        if role in steady and times[key] == 1 and is_question_or_answer(key)
    }


def _begins_a_turn(line: _Line, speakers: frozenset[str], known: Mapping[str, Role]) -> bool:
    if line.label is None or label_key(line.label.name) not in speakers:
        return False
    if line.certain:
        return True
    if role_of(line.label.name, known):
        return line.opens or not line.label.name[0].islower()
    return line.label.form in ("colon", "stamped")


# --- turns -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Piece:
    speaker: str = ""
    time: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not any(line.strip() for line in self.lines)

    @property
    def words(self) -> str:
        return "\n".join(line for line in self.lines if line.strip()).strip()


def _pieces(
    lines: Iterable[_Line], speakers: frozenset[str], known: Mapping[str, Role], *, headings: bool
) -> tuple[list[_Piece], int]:
    """Stretches of one speaker, and the number of time stamps that found no turn."""
    pieces = [_Piece()]
    time_stamps = 0
    for line in lines:
        if line.label and _begins_a_turn(line, speakers, known):
            pieces.append(_Piece(line.label.name, line.label.time, [line.label.words]))
        elif headings and line.heading and pieces[-1].speaker:
            # A heading is nobody's words; whoever spoke goes on behind it.
            pieces += [_Piece(lines=[line.text]), _Piece(pieces[-1].speaker)]
        else:
            time, words = stamp_at(line.text)
            if time and not pieces[-1].time and pieces[-1].empty:
                pieces[-1].time = time
            elif time:
                time_stamps += 1
            pieces[-1].lines.append(words)
    return pieces, time_stamps


def _assembled(pieces: Iterable[_Piece], roles: Mapping[str, Role]) -> tuple[str, tuple[Turn, ...]]:
    parts: list[str] = []
    turns: list[Turn] = []
    start = 0
    for piece in pieces:
        words = piece.words
        if not words:
            continue
        role = roles[label_key(piece.speaker)]
        turns.append(Turn(len(turns) + 1, start, start + len(words), piece.speaker, role, piece.time))
        parts.append(words)
        start += len(words) + 2
    return "\n\n".join(parts), tuple(turns)


# --- roles -----------------------------------------------------------------------------------


def _roles(
    pieces: Sequence[_Piece], known: Mapping[str, Role], *, kind: Kind, where: str
) -> tuple[dict[str, Role], list[Problem]]:
    """The role of every label key, and what is doubtful about them."""
    spoken: dict[str, str] = {}
    turns: Counter[str] = Counter()
    for piece in pieces:
        if not piece.empty:
            spoken.setdefault(label_key(piece.speaker), piece.speaker)
            turns[label_key(piece.speaker)] += 1
    if kind != "interview":
        nobody: Role = "other"
        return dict.fromkeys(spoken, nobody), []
    named = {key: name for key, name in spoken.items() if key}
    if not named:
        problem = Problem(
            where,
            "no speaker labels found, the whole text counts as the expert's.",
            hint='Begin each turn with a label, such as "Expert:".',
            warning=True,
        )
        return {"": "expert"}, [problem]
    told = {key: role_of(name, known) for key, name in named.items()}
    known_roles = set(told.values())
    rest: Role = "expert" if "interviewer" in known_roles and "expert" not in known_roles else "other"
    roles: dict[str, Role] = {"": "other"}
    roles |= {key: role or rest for key, role in told.items()}

    remarks = []
    if "expert" not in roles.values():
        remarks.append("no turn counts as the expert's")
    strangers = [f"{named[key]} ({_turns(turns[key])})" for key, role in told.items() if role is None]
    if strangers:
        what = "labels taken for the expert's" if rest == "expert" else "labels not known"
        remarks.append(f"{what}: {', '.join(strangers)}")
    if not remarks:
        return roles, []
    return roles, [Problem(where, f"{'; '.join(remarks)}.", hint=TELL_US, warning=True)]


def _turns(number: int) -> str:
    return f"{number} turn" if number == 1 else f"{number} turns"
