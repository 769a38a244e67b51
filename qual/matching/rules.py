r"""The rule language: a term as a researcher writes it becomes an expression.

| write | means |
|---|---|
| `безопасность` | the lemma: any inflected form |
| `совет безопасность` | the lemmas, one directly after the other |
| `=ОДКБ` | exactly this form, case counts |
| `безопасн*`, `*ность` | wildcard |
| `(ввод \| вывод) войско` | alternatives |
| `A NEAR/8 B`, `A BEFORE/5 B` | within 8 words, either order; A first |
| `A AND B`, `A AND NOT B`, `A NOT NEAR/5 B` | in the same unit; excluded context |

`|` binds loosest, then `AND`, then `NEAR`, then words in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from qual.errors import RuleError
from qual.matching.words import exact_key, is_one_word, key

if TYPE_CHECKING:
    from lark import Lark

GRAMMAR = r"""
    ?start: alternatives
    ?alternatives: conjunction ("|" conjunction)*
    ?conjunction: proximity (AND proximity | AND NOT proximity)*
    ?proximity: sequence (NEAR sequence | BEFORE sequence | NOT NEAR sequence)*
    ?sequence: (WORD | group)+
    ?group: "(" alternatives ")"

    AND.3: /AND(?![^\s()|])/
    NOT.3: /NOT(?![^\s()|])/
    NEAR.3: /NEAR\/\d+(?![^\s()|])/
    BEFORE.3: /BEFORE\/\d+(?![^\s()|])/
    WORD: /[^\s()|]+/
    %ignore /\s+/
"""

MOST_JOINTS = 60
"""Brackets and operators a term may have; whoever reads a longer one has lost the thread."""

AtomKind = Literal["lemma", "exact", "wildcard"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A yes/no question about one word. `text` is a key: an `exact_key` for exact forms."""

    kind: AtomKind
    text: str
    forms: tuple[str, ...] = ()  # further forms that count as this lemma
    also_parts: bool = False  # a part of a hyphenated word may answer as well

    def __str__(self) -> str:
        return f"={self.text}" if self.kind == "exact" else self.text


@dataclass(frozen=True, slots=True)
class Sequence:
    """Expressions that follow one another with nothing but white space between."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several expressions."""

    options: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two expressions at most `distance` words apart; neighbours are 1 apart."""

    left: Expression
    right: Expression
    distance: int
    ordered: bool  # the left one must come first


@dataclass(frozen=True, slots=True)
class NotNear:
    """The left expression where the right one is not within `distance` words."""

    left: Expression
    right: Expression
    distance: int


@dataclass(frozen=True, slots=True)
class Both:
    """Two expressions in the same unit, wherever they stand."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Without:
    """The left expression in a unit that does not hold the right one."""

    left: Expression
    right: Expression


Expression = Atom | Sequence | Either | Near | NotNear | Both | Without


def parse(term: str, *, forms: tuple[str, ...] = (), also_parts: bool = False) -> Expression:
    """The expression a term stands for.

    `forms` go to the first lemma of the term, `also_parts` to every word of it. Raises RuleError
    with the column where the term stops making sense.
    """
    from lark.exceptions import UnexpectedInput

    if not term.strip():
        raise RuleError("the term is empty", hint="Write a word, or take the line away.")
    _refuse_endless(term)
    try:
        tree = _grammar().parse(term)
    except UnexpectedInput as error:
        raise _misspelt(term, error) from None
    expression = _Builder(forms, also_parts).build(tree)
    _refuse_scattered_phrases(expression)
    return expression


def atoms(expression: Expression) -> Iterator[Atom]:
    """Every atom of an expression, left to right."""
    if isinstance(expression, Atom):
        yield expression
    else:
        for part in parts(expression):
            yield from atoms(part)


def parts(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside another one."""
    if isinstance(expression, Atom):
        return ()
    if isinstance(expression, Sequence):
        return expression.items
    if isinstance(expression, Either):
        return expression.options
    return (expression.left, expression.right)


@cache
def _grammar() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr", lexer="basic", propagate_positions=True)


class _Builder:
    """Turns lark's tree into expressions; `forms` is spent on the first lemma it meets."""

    def __init__(self, forms: tuple[str, ...], also_parts: bool) -> None:
        self.forms = tuple(key(_composed(form)) for form in forms)
        self.also_parts = also_parts

    def build(self, tree: object) -> Expression:
        from lark import Token, Tree

        if isinstance(tree, Token):
            return self.atom(str(tree), _column(tree))
        assert isinstance(tree, Tree)
        children = tree.children
        if tree.data == "alternatives":
            return Either(tuple(self.build(child) for child in children))
        if tree.data == "sequence":
            return Sequence(tuple(self.build(child) for child in children))
        return self.joined(children)

    def joined(self, children: list[object]) -> Expression:
        """`A NEAR/3 B NOT NEAR/2 C` and `A AND B AND NOT C`, read from left to right."""
        left = self.build(children[0])
        operator = ""
        distance = 0
        for child in children[1:]:
            kind = getattr(child, "type", "")
            if kind in ("AND", "NOT", "NEAR", "BEFORE"):
                operator = f"{operator} {kind}".strip()
                if "/" in str(child):
                    distance = _distance(child)
                continue
            right = self.build(child)
            if operator == "AND":
                left = Both(left, right)
            elif operator == "AND NOT":
                left = Without(left, right)
            elif operator == "NOT NEAR":
                left = NotNear(left, right, distance)
            else:
                left = Near(left, right, distance, ordered=operator == "BEFORE")
            operator = ""
        return left

    def atom(self, written: str, column: int) -> Atom:
        if written in ("NEAR", "BEFORE"):
            raise _without_distance(written, column)
        if written == "OR":
            raise RuleError("OR is written |", column=column, hint="Write (a | b), or two terms.")
        word = _composed(written)
        if word.startswith("="):
            if not is_one_word(word[1:]):
                raise _not_a_word(written, column)
            return Atom("exact", exact_key(word[1:]), also_parts=self.also_parts)
        if "*" in word:
            if sum(map(str.isalnum, word)) < 2:
                raise RuleError(
                    f"{written} would match almost any word",
                    column=column,
                    hint="Leave at least two letters beside the *.",
                )
            if not is_one_word(word.replace("*", "x")):
                raise _not_a_word(written, column)
            return Atom("wildcard", key(word), also_parts=self.also_parts)
        if not is_one_word(word):
            raise _not_a_word(written, column)
        forms, self.forms = self.forms, ()
        return Atom("lemma", key(word), forms=forms, also_parts=self.also_parts)


def _composed(text: str) -> str:
    """Letters with their marks as single characters, the way the texts of sources have them."""
    return unicodedata.normalize("NFC", text)


def _column(token: object) -> int:
    """Where a token or an error stands in the term, counted from 1."""
    at = getattr(token, "start_pos", None)
    return 1 if at is None else int(at) + 1


def _distance(token: object) -> int:
    name, _, number = str(token).partition("/")
    digits = number.lstrip("0")
    if not 1 <= len(digits) <= 3 or int(digits) > 100:
        raise RuleError(
            f"{name}/{_shortened(number)}: a distance lies between 1 and 100 words",
            column=_column(token),
            hint=f"Write {name}/5, for instance.",
        )
    return int(digits)


def _refuse_scattered_phrases(expression: Expression) -> None:
    """Words in a row, and the sides of NEAR, must be places in the text: AND has none."""
    inner = parts(expression)
    if isinstance(expression, Sequence):
        for item in inner:
            if _holds(item, (Near, NotNear, Both, Without)):
                raise RuleError(
                    "NEAR, AND and NOT cannot stand in brackets inside a row of words",
                    hint="Write the alternatives out, each as a term of its own.",
                )
    if isinstance(expression, (Near, NotNear)):
        for side in inner:
            if _holds(side, (Both, Without)):
                raise RuleError(
                    "AND cannot stand in brackets on one side of NEAR or BEFORE",
                    hint="Put NEAR in the brackets and AND outside: (A NEAR/5 B) AND C.",
                )
    for part in inner:
        _refuse_scattered_phrases(part)


def _holds(expression: Expression, kinds: tuple[type, ...]) -> bool:
    return isinstance(expression, kinds) or any(_holds(part, kinds) for part in parts(expression))


def _refuse_endless(term: str) -> None:
    joints = re.finditer(r"[(]|\bAND\b|\bNEAR/|\bBEFORE/", term)
    first_too_many = next(islice(joints, MOST_JOINTS, None), None)
    if first_too_many is not None:
        raise RuleError(
            f"the term has more than {MOST_JOINTS} brackets and operators",
            column=first_too_many.start() + 1,
            hint="Make several terms of it.",
        )


def _not_a_word(written: str, column: int) -> RuleError:
    return RuleError(
        f"{_shortened(written)} is not one word",
        column=column,
        hint="Words hold letters, digits, inner hyphens and apostrophes; leave other marks out.",
    )


def _misspelt(term: str, error: object) -> RuleError:
    """What is wrong with a term that the grammar does not take, from where lark stopped reading."""
    token = getattr(error, "token", None)
    found = "" if token is None else str(token)
    column = _column(token) if found else len(term.rstrip()) + 1
    opened, closed = _unpaired(term)
    if closed is not None and not (found and column <= closed):
        return RuleError("a bracket is closed that was not opened", column=closed + 1, hint="Take ) away.")
    if not found and opened is not None:
        return RuleError("a bracket is not closed", column=opened + 1, hint="Add ) where it ends.")
    if not found:
        return RuleError(
            "the term stops too early", column=column, hint="Something must follow the operator."
        )
    if found in ("NEAR", "BEFORE"):
        return _without_distance(found, column)
    if found in ("AND", "NOT") or found.startswith(("NEAR/", "BEFORE/")):
        return RuleError(
            f"{_shortened(found)} stands where a word is needed",
            column=column,
            hint="An operator stands between two expressions; NOT only as AND NOT or NOT NEAR/5.",
        )
    if found in ("|", ")"):
        return RuleError(
            f"{found} stands where a word is needed", column=column, hint="Write a word before it."
        )
    return RuleError(
        f"{_shortened(found)} cannot follow NOT alone",
        column=column,
        hint="Write A AND NOT B, or A NOT NEAR/5 B.",
    )


def _without_distance(operator: str, column: int) -> RuleError:
    return RuleError(f"{operator} needs a distance", column=column, hint=f"Write {operator}/5.")


def _unpaired(term: str) -> tuple[int | None, int | None]:
    """Where the last bracket stands that is never closed, and the first that closes nothing."""
    opened: list[int] = []
    for at, character in enumerate(term):
        if character == "(":
            opened.append(at)
        elif character == ")":
            if not opened:
                return None, at
            opened.pop()
    return (opened[-1] if opened else None), None


def _shortened(written: str) -> str:
    return written if len(written) <= 40 else f"{written[:39]}…"


@lru_cache(maxsize=100_000)
def parse_cached(term: str, forms: tuple[str, ...], also_parts: bool) -> Expression:
    """`parse`, remembered: the same term is read once a run."""
    return parse(term, forms=forms, also_parts=also_parts)
