"""Kazakh and Kyrgyz endings: a stem takes plural, possessive, case and person, each in its shape.

The shape depends on two things. Vowel harmony: the last vowel before an ending decides the
vowels in it. Assimilation: the last sound before an ending decides its first consonant. A
language is therefore a table of endings as grammar books print it, and chains that the grammar
forbids are never built: қауіпсіздік takes -тің, never -дың.

Limits: nouns and adjectives only. Endings that make a new word (-лық, -лы, -сыз, -шы) are left
out on purpose: қауіпсіз is not a form of қауіп.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from qual.matching.forms.endings import Stems, add, ends_in

VOWELS = "аәеёиоөуұүыіэюя"

COLUMNS = (VOWELS, "рй", "л", "мнң", "жз")
"""Sounds that an ending may follow, as the columns of a row; any other consonant is the last one."""


_UNLIKELY_END = re.compile("[бвгғджзкқпсфхһцчшщ][бвгғджзкқпфхһцчшщ]$")


@dataclass(frozen=True, eq=False)
class Table:
    """The endings of a language.

    A row has one ending for each column, or one for all: "лАр лАр дАр дАр дАр тАр". А and Ы are
    the open and the close vowel that harmony fills in; other letters stand for themselves.
    """

    open: Mapping[str, str]  # the last vowel before an ending -> the vowel that А becomes
    close: Mapping[str, str]  # ... and the one that Ы becomes
    fronted: Mapping[str, str]  # consonants that change beside front vowels
    plural: str
    mine: tuple[str, ...]  # my, your; the dative after them is a bare А
    ours: tuple[str, ...]  # our, your (several people, or politely)
    theirs: str  # his, her, its, their
    cases: tuple[str, ...]
    cases_of_theirs: tuple[str, ...]
    there: str  # "that is in", which may take plural and case once more
    there_of_theirs: str
    person: tuple[str, ...]  # I am, you are, we are
    comparative: tuple[str, ...]
    closing: tuple[str, ...] = ()  # may end any form, as the Kyrgyz question particle does


@dataclass(frozen=True)
class _Tail:
    """The endings put together so far, with the vowel and the sound that the next one follows."""

    text: str
    vowel: str
    sound: str


@cache
def endings(table: Table, vowels: str, sounds: str) -> frozenset[str]:
    """Everything that may follow a stem with this last vowel and this last sound.

    Several of either stand for a stem whose spelling leaves open which of them it has.
    """
    tails: list[_Tail] = []
    for vowel in vowels:
        for sound in sounds:
            tails += _noun(table, _Tail("", vowel, sound))
    tails += _each(table, tails, table.closing)
    return frozenset(tail.text for tail in tails)


@cache
def loose_endings(table: Table) -> frozenset[str]:
    """What may follow an acronym, which is read out letter by letter: any vowel, any column."""
    return endings(table, "".join(table.open), "".join(column[0] for column in COLUMNS) + "т")


def add_stem(stems: Stems, stem: str, found: frozenset[str], softened: Mapping[str, str], kept: str) -> None:
    """A stem and its endings, with its last consonant softened before a vowel: білік, білігі.

    Consonants in `kept` may also stay as they are, as п does in loanwords: принципі.
    """
    if ends_in(stem, "".join(softened)) and ends_in(stem[:-1], VOWELS):
        add(stems, stem, found if ends_in(stem, kept) else consonantal(found))
        add(stems, stem[:-1] + softened[stem[-1]], vocalic(found))
    else:
        add(stems, stem, found)


@cache
def vocalic(found: frozenset[str]) -> frozenset[str]:
    """The endings that begin with a vowel."""
    return frozenset(ending for ending in found if ends_in(ending[:1], VOWELS))


@cache
def consonantal(found: frozenset[str]) -> frozenset[str]:
    """The endings that begin with a consonant, and no ending at all."""
    return found - vocalic(found)


def is_acronym(lemma: str) -> bool:
    """Whether a lemma can hardly be read as a word: no vowel, or an unlikely end (КМШ, АКШ, ҰҚК)."""
    if not any(letter in VOWELS for letter in lemma):
        return True
    return len(lemma) <= 4 and _UNLIKELY_END.search(lemma) is not None


def _noun(table: Table, bare: _Tail) -> Iterator[_Tail]:
    yield from _each(table, [bare], table.comparative)
    for number in (bare, _attach(table, bare, table.plural)):
        yield number
        yield from _each(table, [number], table.person)
        yield from _declined(table, number, table.cases, table.there)
        for mine in _each(table, [number], table.mine):
            dative = _attach(table, mine, "А")
            yield from (mine, dative)
            yield from _declined(table, mine, table.cases, table.there)
        for ours in _each(table, [number], table.ours):
            yield ours
            yield from _declined(table, ours, table.cases, table.there)
        theirs = _attach(table, number, table.theirs)
        yield theirs
        yield from _each(table, [theirs], table.person)
        yield from _declined(table, theirs, table.cases_of_theirs, table.there_of_theirs)


def _declined(table: Table, noun: _Tail, cases: tuple[str, ...], there: str) -> Iterator[_Tail]:
    yield from _each(table, [noun], cases)
    that_is_there = _attach(table, noun, there)
    for number in (that_is_there, _attach(table, that_is_there, table.plural)):
        yield number
        yield from _each(table, [number], table.cases)


def _each(table: Table, tails: Iterable[_Tail], rows: Iterable[str]) -> list[_Tail]:
    rows = tuple(rows)
    return [_attach(table, tail, row) for tail in tails for row in rows]


def _attach(table: Table, tail: _Tail, row: str) -> _Tail:
    shapes = row.split()
    shape = shapes[_column(tail.sound)] if len(shapes) > 1 else shapes[0]
    vowel, text = tail.vowel, ""
    for letter in shape:
        if letter in "АЫ":
            vowel = (table.open if letter == "А" else table.close)[vowel]
            letter = vowel
        elif letter in table.fronted and table.open[vowel] != "а":
            letter = table.fronted[letter]
        text += letter
    return _Tail(tail.text + text, vowel, text[-1])


def _column(sound: str) -> int:
    return next((number for number, sounds in enumerate(COLUMNS) if sound in sounds), len(COLUMNS))
