"""A codebook's expressions, numbered, so that all its terms are looked for together.

Equal expressions of one language share a number. A row of words is built word by word (`a b c` is
`(a b) c`), so terms that begin alike share their beginning. Alternatives of single words are
settled with the word itself. Everything else has a level, above those of what it is made of, and
is looked for level by level: first phrases (rows of words, and alternatives among them), then what
operators join. Numbers rise with the level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from qual.matching.compiled import CompiledRules
from qual.matching.engine.arrays import Links
from qual.matching.rules import Atom, Both, Either, Expression, Near, NotNear, Without
from qual.matching.rules import Sequence as Row

SINGLE, PHRASE, OPERATOR = range(3)
"""Stages of the search: words alone, then phrases, then what operators join."""


@dataclass(frozen=True, slots=True)
class Word:
    """An atom in the rules of a language."""

    language: str
    atom: Atom


@dataclass(frozen=True, slots=True)
class Made:
    """An expression that is made of others."""

    kind: type[Expression]
    sides: tuple[Word | Made, ...]
    distance: int = 0
    ordered: bool = False


class Plan:
    """The numbered expressions of a codebook; numbers below `singles` are single words.

    `atoms` gives each language's atoms with their numbers, `meanings` what a word meets that meets
    an atom: the atom, and alternatives that name it. `terms` leads from an expression to the terms
    that consist of it, `matters` tells which expressions terms or operators ask for; `is_left`,
    `is_right` and `is_option` tell what part of phrases they are.
    """

    def __init__(self, rules: CompiledRules) -> None:
        level: dict[Word | Made, tuple[int, int]] = {}
        roots = [_noted(term.language, term.expression, level) for term in rules.terms]
        expressions = sorted(level, key=level.__getitem__)
        number = {expression: at for at, expression in enumerate(expressions)}
        self.size = len(expressions)
        self.singles = sum(stage == SINGLE for stage, _ in level.values())
        self.terms = Links(self.size, ((number[root], term) for term, root in enumerate(roots)))

        by_level: dict[tuple[int, int], list[Made]] = defaultdict(list)
        for expression in expressions:
            if isinstance(expression, Made):
                by_level[level[expression]].append(expression)
        alone = by_level.pop((SINGLE, 0), [])
        self.phrases = [Level(made, number) for (stage, _), made in by_level.items() if stage == PHRASE]
        self.operators = [Level(made, number) for (stage, _), made in by_level.items() if stage == OPERATOR]

        operands = {
            side
            for (stage, _), made in by_level.items()
            if stage == OPERATOR
            for it in made
            for side in it.sides
        }
        self.matters = np.zeros(self.size, np.bool_)
        self.matters[[number[expression] for expression in operands.union(roots)]] = True
        self.is_left, self.is_right, self.is_option = np.zeros((3, self.size), np.bool_)  # in phrases
        for level_of_phrases in self.phrases:
            self.is_left[level_of_phrases.rows.left] = True
            self.is_right[level_of_phrases.rows.right] = True
            self.is_option[level_of_phrases.option] = True

        self.atoms: dict[str, dict[Atom, int]] = defaultdict(dict)
        self.meanings: dict[int, list[int]] = {}
        asked_for = {*roots, *(side for made in by_level.values() for it in made for side in it.sides)}
        for expression in expressions:
            if isinstance(expression, Word):
                self.atoms[expression.language][expression.atom] = number[expression]
                self.meanings[number[expression]] = [number[expression]] if expression in asked_for else []
        for either in alone:
            if either in asked_for:
                for word in set(_words(either)):
                    self.meanings[number[word]].append(number[either])


class Level:
    """The expressions of one level, by kind."""

    def __init__(self, made: Iterable[Made], number: dict[Word | Made, int]) -> None:
        by_kind: dict[type[Expression], list[Made]] = defaultdict(list)
        for it in made:
            by_kind[it.kind].append(it)
        self.rows = Pairs(by_kind[Row], number)
        self.near = Pairs(by_kind[Near], number)
        self.not_near = Pairs(by_kind[NotNear], number)
        self.both = Pairs(by_kind[Both], number)
        self.without = Pairs(by_kind[Without], number)
        options = [(number[it], number[side]) for it in by_kind[Either] for side in it.sides]
        self.alternative = np.array([alternative for alternative, _ in options], np.int64)
        self.option = np.array([option for _, option in options], np.int64)


class Pairs:
    """Expressions with a left and a right side: their numbers, and those of the sides."""

    def __init__(self, made: list[Made], number: dict[Word | Made, int]) -> None:
        self.number = np.array([number[it] for it in made], np.int64)
        self.left = np.array([number[it.sides[0]] for it in made], np.int64)
        self.right = np.array([number[it.sides[1]] for it in made], np.int64)
        self.distance = np.array([it.distance for it in made], np.int64)
        self.ordered = np.array([it.ordered for it in made], np.bool_)

    def __len__(self) -> int:
        return len(self.number)


def _noted(language: str, expression: Expression, level: dict[Word | Made, tuple[int, int]]) -> Word | Made:
    """An expression as the plan sees it; it and all that it is made of are noted with stage and level."""

    def note(made: Made) -> Made:
        if made not in level:
            stage, height = max(level[side] for side in made.sides)
            if made.kind not in (Row, Either):
                stage, height = OPERATOR, (height if stage == OPERATOR else 0) + 1
            elif made.kind is Row or stage != SINGLE:
                stage, height = max(stage, PHRASE), height + 1
            level[made] = stage, height
        return made

    if isinstance(expression, Atom):
        word = Word(language, expression)
        level[word] = SINGLE, 0
        return word
    if isinstance(expression, Row):
        first, *others = (_noted(language, item, level) for item in expression.items)
        for other in others:
            first = note(Made(Row, (first, other)))
        return first
    if isinstance(expression, Either):
        options = dict.fromkeys(_noted(language, option, level) for option in expression.options)
        return note(Made(Either, tuple(options)))
    sides = (_noted(language, expression.left, level), _noted(language, expression.right, level))
    distance = expression.distance if isinstance(expression, (Near, NotNear)) else 0
    ordered = isinstance(expression, Near) and expression.ordered
    return note(Made(type(expression), sides, distance, ordered))


def _words(expression: Word | Made) -> Iterator[Word]:
    if isinstance(expression, Word):
        yield expression
    else:
        for side in expression.sides:
            yield from _words(side)
