"""Speaker labels: what stands before the words of a turn, and who is meant by it.

[00:12:31] Эксперт: …      Ответ [00:12:31]: …      **Expert:** …      — Э.: …      Aigerim S.  0:12
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from qual.model import Role
from qual.reading import label_words
from qual.reading.countries import is_country

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_SPAN = rf"\s*({_TIME})(?:\s*(?:-->|[-–—])\s*{_TIME})?\s*"
_STAMP = rf"(?:\[{_SPAN}\]|\({_SPAN}\)|<{_SPAN}>|\b{_SPAN})"

_OPENING = re.compile(
    rf"\s*(?:#{{1,6}}\s+)?(?:[-–—•]\s*)?(?P<marks>[*_]{{0,3}})\s*(?:{_STAMP}[\s:–—-]*)?(?P<inner>[*_]{{0,3}})"
)
_TRAILING = re.compile(rf"[\s,]*{_STAMP}$")
_IN_BRACKETS = re.compile(rf"\s*(?:\[{_SPAN}\]|\({_SPAN}\)|<{_SPAN}>)\s*")
_IN_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]")

_LONGEST = 60
_MOST_WORDS = 10
_COLONS = ":："
_ARMENIAN_COLONS = "՝։"

Form = Literal["colon", "armenian", "stamped", "alone"]


@dataclass(frozen=True, slots=True)
class Label:
    """What may be a label at the beginning of a line, and the words that follow it.

    `form` says what makes it look so: a "colon", an "armenian" stop that serves as one, "stamped"
    for a name and a time by themselves on their line, "alone" for a name by itself.
    """

    name: str
    time: str
    words: str
    form: Form


def label_at(line: str) -> Label | None:
    """The possible label at the beginning of a line; whether it is one, others decide.

    Only the first characters are looked at, so a line may be of any length.
    """
    head = line[:240]
    opening = _OPENING.match(head)
    assert opening is not None  # every part of the pattern may be empty
    marks = opening["marks"] or opening["inner"]
    early = _time_in(opening)
    begin = opening.end()
    colon = _colon(head, begin)
    if colon < 0:
        return _label_without_colon(line, begin, early)
    name, late = _without_time(head[begin:colon])
    words = line[colon + 1 :]
    if marks:
        words = _without_marks(words, marks, closed=head[:colon].rstrip().endswith(marks))
    after = _IN_BRACKETS.match(words[:60])
    if after:
        words = words[after.end() :]
    time = early or late or (_time_in(after) if after else "")
    if not name or words.startswith("//"):
        return None
    return Label(name, time, words, "armenian" if head[colon] in _ARMENIAN_COLONS else "colon")


def stamp_at(line: str) -> tuple[str, str]:
    """The time stamp in brackets at the beginning of a line, "" for none, and the words behind it."""
    stamp = _IN_BRACKETS.match(line[:60])
    return (_time_in(stamp), line[stamp.end() :]) if stamp else ("", line)


def _colon(head: str, begin: int) -> int:
    depth = 0
    for at in range(begin, min(len(head), begin + _LONGEST + 40)):
        char = head[at]
        if char in "[(<":
            depth += 1
        elif char in "])>":
            depth = max(0, depth - 1)
        elif char in ',;!?«»“”„"…':
            return -1
        elif not depth and (char in _COLONS or char in _ARMENIAN_COLONS):
            between_digits = head[at - 1 : at].isdigit() and head[at + 1 : at + 2].isdigit()
            if not between_digits or at == begin:
                return at
    return -1


def _label_without_colon(line: str, begin: int, early: str) -> Label | None:
    if len(line) > 100:
        return None
    name, late = _without_time(line[begin:])
    if not name or len(name) > _LONGEST or (not late and len(name.split()) > 3):
        return None
    return Label(name, early or late, "", "stamped" if late and not early else "alone")


def _without_time(name: str) -> tuple[str, str]:
    name = name.strip(" \t*_")
    stamp = _TRAILING.search(name)
    if stamp:
        name = name[: stamp.start()].strip(" \t*_")
    if name[:1] + name[-1:] in ("[]", "()", "<>"):
        name = name[1:-1].strip()
    return name, _time_in(stamp) if stamp else ""


def _without_marks(words: str, marks: str, *, closed: bool) -> str:
    """Take away the partner of the emphasis that opened before the label."""
    if closed:
        return words
    if words.startswith(marks):
        return words[len(marks) :]
    return words.rstrip().removesuffix(marks)


def _time_in(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group and group[0].isdigit()), "")


# --- who is meant ----------------------------------------------------------------------------

# A typist's Latin "A" in a Cyrillic label is the same letter to everyone who reads it.
_LOOK_ALIKE = str.maketrans("авеёкмнорстухі", "abeekmhopctyxi")


def label_key(label: str) -> str:
    """What makes two labels the same: their letters and digits, in any case, look-alikes counted as one."""
    plain = unicodedata.normalize("NFC", _IN_PARENTHESES.sub("", label)).casefold().translate(_LOOK_ALIKE)
    return "".join(char for char in plain if char.isalnum())


def known_labels(
    *, expert: str = "", interviewer_labels: Iterable[str] = (), expert_labels: Iterable[str] = ()
) -> Mapping[str, Role]:
    """Label keys with the role they mean: the usual words, the expert's pseudonym, the study's own labels.

    Of two meanings the study's own wins, then the pseudonym.
    """
    roles: dict[str, Role] = dict(_usual_labels())
    if label_key(expert):
        roles[label_key(expert)] = "expert"
    roles |= {label_key(label): "interviewer" for label in interviewer_labels}
    roles |= {label_key(label): "expert" for label in expert_labels}
    roles.pop("", None)
    return roles


def role_of(name: str, known: Mapping[str, Role]) -> Role | None:
    """The role a label means, None when nobody knows.

    A number may follow a known word ("Эксперт 2", "Q12"), and a name or a pseudonym the word for a
    person ("Expert KZ-03", "Интервьюер Анна").
    """
    key = label_key(name)
    for candidate in (key, key.rstrip("0123456789")):
        if candidate in known:
            return known[candidate]
    first, _, rest = name.partition(" ")
    if rest and label_key(first) in _persons() and label_key(first) in known:
        follows = rest.split()
        if len(follows) <= 3 and all(word[0].isupper() or word[0].isdigit() for word in follows):
            return known[label_key(first)]
    return None


def is_question_or_answer(key: str) -> bool:
    """Whether a label key is a word for what is said ("Вопрос", "A") and not for who says it."""
    return key in _speech()


@cache
def _speech() -> frozenset[str]:
    said = label_words.words(label_words.QUESTION) | label_words.words(label_words.ANSWER)
    return frozenset(label_key(word) for word in said)


@cache
def _usual_labels() -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for listing in (label_words.INTERVIEWER, label_words.QUESTION):
        roles |= {label_key(word): "interviewer" for word in label_words.words(listing)}
    for listing in (label_words.EXPERT, label_words.ANSWER):
        roles |= {label_key(word): "expert" for word in label_words.words(listing)}
    return roles


@cache
def _persons() -> frozenset[str]:
    people = label_words.words(label_words.INTERVIEWER) | label_words.words(label_words.EXPERT)
    return frozenset(label_key(person) for person in people)


# --- what looks like a label -----------------------------------------------------------------

_INITIALS = re.compile(r"(?:[^\W\d_]\.|Дж\.|Ch\.|Sh\.|Zh\.)(?:[ -]?[^\W\d_]\.)*[ ]?[^\W\d_][\w'’-]+")
_ABBREVIATED = re.compile(r"\b(?:[^\W\d_]|Dr|Mr|Mrs|Ms|Prof|St|Дж|Ch|Sh|Zh|проф|акад|ген|им|г)\.")


def could_be_label(name: str) -> bool:
    """Whether an unknown name has the shape of a label: short, capitalised, no sentence inside."""
    if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
        return False
    if not (name[0].isdigit() or (name[0].isalpha() and name[0] == name[0].upper())):
        return False
    if "." in _ABBREVIATED.sub("", name) or not any(char.isalpha() for char in name):
        return False
    if any(
        not (char.isalnum() or unicodedata.category(char) == "Mn") and char not in _INSIDE for char in name
    ):
        return False
    if _is_a_phrase(name):
        return False
    # A colon ends sentences in Armenian typed on a keyboard without the Armenian full stop.
    return not ("\u0530" <= name[0] <= "\u058f") or looks_like_a_name(name)


def _is_a_phrase(name: str) -> bool:
    """Whether it is one of the words that stand before a colon without being a speaker."""
    words = name.casefold().split()
    if len(words) > 3 or any(label_key(word) in _persons() for word in words):
        return False
    return any(word in _nobody() for word in words)


_INSIDE = frozenset(" -–.'’ʼ()№#/&_")


def looks_like_a_name(name: str) -> bool:
    """Whether a label reads like a person's name, with or without an office before it.

    "В.Путин", "President of Kyrgyzstan Sooronbay Jeenbekov": every long word has a capital letter,
    the last one is neither a country nor one of the words that end an institution's name.
    """
    if _INITIALS.fullmatch(name):
        return True
    words = _IN_PARENTHESES.sub(" ", name).split()
    if any(char.isdigit() for char in name) or len(words) < 2 or words[0] in ("The", "A", "An"):
        return False
    if not all(word[0].isupper() for word in words if len(word) > 3):
        return False
    last = words[-1]
    if not last[0].isupper() or last.casefold() in _no_ones_names() or (len(last) > 3 and is_country(last)):
        return False
    return sum(word[0].isupper() for word in words) >= 2 and any(len(word) > 3 for word in words)


@cache
def _nobody() -> frozenset[str]:
    return label_words.words(label_words.NOBODY)


@cache
def _no_ones_names() -> frozenset[str]:
    return label_words.words(label_words.NO_ONES_NAME)
