"""spaCy's token patterns, as a rule's `spacy:` field has them: read, and everything wrong with one.

    spacy: [{LEMMA: ввод}, {POS: ADJ, OP: '?'}, {LEMMA: {IN: [войско, силы]}}]

A pattern is a row of tokens. A token has conditions, all of which one word must meet, and `OP`
says how often it may come. `token_search` looks for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from qual.errors import RuleError
from qual.matching.docs import pieces
from qual.matching.regexes import compile_regex

OF_THE_WORD = ("TEXT", "ORTH", "LOWER", "LEMMA")
OF_A_PIPELINE = ("POS", "TAG", "MORPH", "DEP", "ENT_TYPE", "ENT_ID", "ENT_KB_ID", "ENT_IOB")
TEXTS = (*OF_THE_WORD, "NORM", "SHAPE", *OF_A_PIPELINE)
STARTS = ("SENT_START", "IS_SENT_START")
YES_NO = (
    *("IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE"),
    *("IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY", "IS_STOP", *STARTS),
    *("LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "SPACY"),
)
ATTRIBUTES = (*TEXTS, *YES_NO, "LENGTH")
LONGEST_WORD = 1_000_000
COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")
FUZZY = ("FUZZY", *(f"FUZZY{edits}" for edits in range(1, 10)))
OF_A_TEXT = ("IN", "NOT_IN", "REGEX", *FUZZY)
OF_A_SET = ("IS_SUBSET", "IS_SUPERSET", "INTERSECTS")

TAGGED_WITHOUT_A_PIPELINE = {"POS": ("ru",)}
"""What is known of a language's words without a trained pipeline."""

MOST_STEPS = 200
"""Tokens of a pattern when `{2,5}` is written out."""

_OPERATOR = re.compile(r"[?*+!]|\{(\d{1,3})?(,)?(\d{1,3})?\}")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a word's attribute must be: one of the values, or with `unlike` none of them.

    For `IN` a value is met by being the same, for `REGEX` by being found, for `FUZZY` by at most
    `edits` letters' difference (-1 leaves the number to spaCy). Any other operator is spaCy's.
    """

    attribute: str
    operator: str
    values: tuple[str, ...] = ()
    unlike: bool = False
    edits: int = -1
    given: object = None  # as written, for spaCy


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a pattern: its conditions, and how often in a row a word that meets them may come."""

    conditions: tuple[Condition, ...]
    least: int = 1
    most: int | None = 1  # None: no limit
    unlike: bool = False  # OP: '!': one word that does not meet the conditions
    written: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a pattern."""

    what: str
    hint: str
    warning: bool = False
    column: int = 1


Step = tuple[int, Literal["one", "maybe", "many"]]


def read_tokens(pattern: Sequence[Mapping[str, object]]) -> tuple[Token, ...]:
    """The tokens of a pattern that `flaws` finds nothing wrong with."""
    return tuple(_read_token(token) for token in pattern)


def steps(tokens: Sequence[Token]) -> list[Step]:
    """The tokens of a pattern one by one: each exactly once, at most once, or any number of times."""
    found: list[Step] = []
    for number, token in enumerate(tokens):
        found += [(number, "one")] * token.least
        found += (
            [(number, "many")] if token.most is None else [(number, "maybe")] * (token.most - token.least)
        )
    return found


def written(pattern: Sequence[Mapping[str, object]]) -> str:
    """A pattern in one line, as YAML has it."""
    return "[" + ", ".join(map(_written, pattern)) + "]"


def flaws(
    pattern: Sequence[Mapping[str, object]], language: str, pipelines: Mapping[str, str]
) -> Iterator[Flaw]:
    """What is wrong with a pattern, in words for the researcher who wrote it."""
    found = [flaw for token in pattern for flaw in _flaws_of_token(token, language, pipelines)]
    yield from found
    if any(not flaw.warning for flaw in found):
        return
    tokens = read_tokens(pattern)
    if len(steps(tokens)) > MOST_STEPS:
        yield Flaw(
            f"the pattern is {len(steps(tokens))} tokens long when its repetitions are written out.",
            f"{MOST_STEPS} is the most.",
        )
    elif not any(token.conditions and token.least for token in tokens):
        yield Flaw(
            "no token must be there, so the pattern finds something everywhere.",
            "Give one token a condition and no OP: '?' or '*'.",
        )


def _flaws_of_token(
    token: Mapping[str, object], language: str, pipelines: Mapping[str, str]
) -> Iterator[Flaw]:
    names = [name.upper() for name in token]
    for name in {name for name in names if names.count(name) > 1}:
        yield Flaw(f"{name} stands twice in one token.", "Take one away.")
    for name, value in token.items():
        attribute = name.upper()
        if attribute == "OP":
            yield from _flaws_of_operator(value)
        elif attribute == "_":
            yield Flaw(
                "_ asks for an attribute of a pipeline's own, which qual does not have.", "Leave it out."
            )
        elif attribute not in ATTRIBUTES:
            near = get_close_matches(attribute, ATTRIBUTES, 1, 0.6)
            hint = f"Did you mean {near[0]}?" if near else "LEMMA, LOWER, TEXT and POS are the usual ones."
            yield Flaw(f"{name!r} is not an attribute of a token.", hint)
        else:
            yield from _flaws_of_condition(attribute, value)
            yield from _unknown_to(attribute, language, pipelines)


def _flaws_of_operator(value: object) -> Iterator[Flaw]:
    match = _OPERATOR.fullmatch(value) if isinstance(value, str) else None
    hint = "Write one of OP: '?', '*', '+', '!', '{2}', '{2,5}', with the quotation marks."
    if match is None or (match[0].startswith("{") and not (match[1] or match[3])):
        yield Flaw(f"OP: {value!r} is not an operator.", hint)
        return
    least, most = _times(match[0])
    if most is not None and (most < least or most == 0):
        yield Flaw(f"OP: {value!r} is never met.", "Write the smaller number first.")


def _flaws_of_condition(attribute: str, value: object) -> Iterator[Flaw]:
    if attribute in YES_NO:
        if not isinstance(value, bool):
            yield Flaw(f"{attribute} is true or false, not {value!r}.", f"Write {attribute}: true.")
        if attribute == "IS_SPACE":
            yield Flaw("IS_SPACE is never met: white space is not a token here.", "Leave the token out.")
    elif attribute == "LENGTH":
        yield from _flaws_of_length(value)
    elif isinstance(value, Mapping):
        for name, values in value.items():
            yield from _flaws_of_values(attribute, str(name).upper(), values)
        if not value:
            yield Flaw(f"{attribute} has no condition.", f"Write {attribute}: and a word.")
    elif isinstance(value, (str, int)):
        yield from _not_one_token(attribute, [str(value)])
    else:
        yield Flaw(f"{attribute}: {value!r} is not a text.", f"Write {attribute}: {{IN: [one, another]}}.")


def _flaws_of_length(value: object) -> Iterator[Flaw]:
    numbers = list(value.values()) if isinstance(value, Mapping) else [value]
    names = list(value) if isinstance(value, Mapping) else []
    if not numbers or any(isinstance(number, bool) or not isinstance(number, int) for number in numbers):
        yield Flaw(f"LENGTH: {value!r} is not a number of letters.", "Write LENGTH: 5, or {'>=': 5}.")
    elif any(isinstance(number, int) and not 0 <= number <= LONGEST_WORD for number in numbers):
        yield Flaw(f"LENGTH: {value!r} is the length of no word.", "Write LENGTH: 5, or {'>=': 5}.")
    elif any(name not in COMPARISONS for name in names):
        yield Flaw(f"LENGTH: {value!r} does not compare.", f"Comparisons: {' '.join(COMPARISONS)}.")


def _flaws_of_values(attribute: str, operator: str, values: object) -> Iterator[Flaw]:
    if operator in OF_A_SET:
        if attribute != "MORPH":
            yield Flaw(f"{operator} is for MORPH; {attribute} has one value.", "Write IN or NOT_IN.")
        elif not _is_list_of_texts(values):
            yield Flaw(f"{operator} is a list of texts.", f"Write {operator}: [Case=Gen].")
        return
    if operator not in OF_A_TEXT:
        near = get_close_matches(operator, (*OF_A_TEXT, *OF_A_SET), 1, 0.6)
        hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join((*OF_A_TEXT[:3], FUZZY[0]))}."
        yield Flaw(f"{operator!r} is not a condition on {attribute}.", hint)
        return
    if operator not in ("IN", "NOT_IN") and isinstance(values, Mapping):
        inner = {str(name).upper(): given for name, given in values.items()}
        if len(inner) != 1 or not set(inner) <= {"IN", "NOT_IN"}:
            yield Flaw(f"{operator} is a text, or IN or NOT_IN with a list.", f"Write {operator}: a text.")
            return
        (values,) = inner.values()
    elif operator not in ("IN", "NOT_IN"):
        values = [values]
    if not _is_list_of_texts(values):
        yield Flaw(f"{attribute}: {operator} is a list of texts.", f"Write {operator}: [one, another].")
    elif operator == "REGEX":
        for pattern in values:  # type: ignore[attr-defined]
            yield from _flaws_of_regex(str(pattern))
    elif operator in ("IN", "NOT_IN"):
        yield from _not_one_token(attribute, [str(value) for value in values])  # type: ignore[attr-defined]


def _flaws_of_regex(pattern: str) -> Iterator[Flaw]:
    try:
        compile_regex(pattern)
    except RuleError as error:
        yield Flaw(f"REGEX {pattern!r}: {error.message} (column {error.column}).", error.hint)


def _not_one_token(attribute: str, values: Sequence[str]) -> Iterator[Flaw]:
    for value in values if attribute in OF_THE_WORD else ():
        if len(list(pieces(_composed(value)))) != 1:
            yield Flaw(
                f"{attribute}: {value!r} is not one token, so it is never met.",
                "Write a token for each word and each mark.",
                warning=attribute == "LEMMA",  # of a pipeline anything may be the lemma
            )


def _unknown_to(attribute: str, language: str, pipelines: Mapping[str, str]) -> Iterator[Flaw]:
    """Parts of speech and names are known where a trained pipeline tells them, and nowhere else."""
    if attribute not in (*OF_A_PIPELINE, *STARTS):
        return
    known = (*pipelines, *TAGGED_WITHOUT_A_PIPELINE.get(attribute, ()))
    if language in known or (language == "any" and known):
        return
    spoken = "a language" if language == "any" else language
    yield Flaw(
        f"{attribute} is not known without a trained pipeline for {spoken}.",
        'Name one in qual.toml, under [spacy]: for instance ru = "ru_core_news_sm".',
    )


def _is_list_of_texts(values: object) -> bool:
    return (
        isinstance(values, Sequence)
        and not isinstance(values, str)
        and len(values) > 0
        and all(isinstance(value, (str, int)) for value in values)
    )


def _read_token(token: Mapping[str, object]) -> Token:
    conditions: list[Condition] = []
    least, most, unlike = 1, 1, False
    for name, value in token.items():
        if name.upper() == "OP":
            operator = str(value)
            unlike = operator == "!"
            least, most = _times(operator)  # type: ignore[assignment]
        else:
            conditions += _read_condition(name.upper(), value)
    return Token(tuple(conditions), least, most, unlike, _written(token))


def _read_condition(attribute: str, value: object) -> Iterator[Condition]:
    if attribute not in TEXTS:
        yield Condition(attribute, "", given=value)
    elif not isinstance(value, Mapping):
        yield Condition(attribute, "IN", (_composed(str(value)),), given=str(value))
    else:
        for name, values in value.items():
            operator = str(name).upper()
            if operator in OF_A_SET:
                yield Condition(attribute, operator, given={operator: [str(one) for one in values]})
            else:
                yield _read_values(attribute, operator, values)


def _read_values(attribute: str, operator: str, values: object) -> Condition:
    unlike = operator == "NOT_IN"
    if isinstance(values, Mapping):
        ((name, values),) = values.items()
        unlike = str(name).upper() == "NOT_IN"
    listed = [values] if isinstance(values, (str, int)) else values
    texts = tuple(str(value) for value in listed)  # type: ignore[attr-defined]
    if operator in FUZZY:
        return Condition(attribute, "FUZZY", texts, unlike, int(operator[5:] or -1))
    if operator == "REGEX":
        return Condition(attribute, "REGEX", texts, unlike)
    composed = tuple(map(_composed, texts))
    return Condition(attribute, "IN", composed, unlike, given={operator: list(composed)})


def _times(operator: str) -> tuple[int, int | None]:
    """How often at least and at most."""
    if operator in ("?", "*", "+", "!"):
        return (0 if operator in "?*" else 1), (1 if operator in "?!" else None)
    first, comma, last = operator[1:-1].partition(",")
    least = int(first or 0)
    return least, int(last) if last else None if comma else least


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    plain = isinstance(value, int) or re.fullmatch(r"[^\W\d_]\w*(?:-\w+)*", text)
    return text if plain and text not in ("true", "false") else "'" + text.replace("'", "''") + "'"
