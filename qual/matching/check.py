"""What is wrong with the rules of a codebook, all at once: one small check after another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qual.errors import Problem, RuleError
from qual.matching.rules import (
    Atom,
    Either,
    Expression,
    NotNear,
    Without,
    atoms,
    parse_cached,
    parts,
)
from qual.matching.words import JOINERS, is_one_word
from qual.model import Code, Codebook, Rule, Term

ALPHABETS = {"en": "LATIN", "hy": "ARMENIAN"} | dict.fromkeys(("ru", "be", "kk", "ky", "tg"), "CYRILLIC")
"""The alphabet of each language, as Unicode names it. Latin stands in texts of every language."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a term, before it is known where that is."""

    what: str
    hint: str
    warning: bool = True


Check = Callable[[Rule, Term, Expression], Iterator[Finding]]


def check_rules(codebook: Codebook) -> Iterator[Problem]:
    """What is wrong with the rules of a codebook, every one: spelling, doubles, no effect."""
    for code in codebook.codes:
        first_line: dict[object, int] = {}  # of every expression the code looks for
        for rule in code.rules:
            for term in rule.any:
                for finding in _check_term(rule, term, first_line):
                    yield _problem(codebook, code, term.line, finding)


def _check_term(rule: Rule, term: Term, first_line: dict[object, int]) -> Iterator[Finding]:
    try:
        expression = parse_cached(term.text, term.forms, term.also_parts)
    except RuleError as error:
        what = f"the term {term.text!r} cannot be read: {error.message} (column {error.column})."
        yield Finding(what, error.hint, warning=False)
        return
    same = (rule.language, rule.speakers, expression)
    if same in first_line:
        yield Finding(
            f"the term {term.text!r} stands here twice (line {first_line[same]}).", "Take one away."
        )
    first_line.setdefault(same, term.line)
    for check in CHECKS:
        yield from check(rule, term, expression)


def contradictions(rule: Rule, term: Term, expression: Expression) -> Iterator[Finding]:
    """A term that excludes what it looks for can never match."""
    for part in _everything_in(expression):
        if isinstance(part, (Without, NotNear)) and _brings(part.left, part.right):
            yield Finding(
                f"the term {term.text!r} excludes what it looks for, so it can never match.",
                "Say behind NOT in which context the word is not meant.",
                warning=False,
            )
            return


def lonely_letters(rule: Rule, term: Term, expression: Expression) -> Iterator[Finding]:
    """A word of one letter on its own is found as a preposition or an initial everywhere."""
    for option in expression.options if isinstance(expression, Either) else (expression,):
        if isinstance(option, Atom) and option.kind != "wildcard" and len(option.text) == 1:
            yield Finding(
                f"{option.text!r} is one letter, which stands in many places.",
                "Write the words beside it as well.",
            )


def mixed_alphabets(rule: Rule, term: Term, expression: Expression) -> Iterator[Finding]:
    """ОДКБ with a Latin O looks right and is never found."""
    for word in _words_of(term):
        scripts = _scripts(word)
        if len(scripts) > 1:
            fewest = min(scripts, key=lambda script: (len(scripts[script]), script))
            letters = list(dict.fromkeys(scripts[fewest]))
            verb = "is" if len(letters) == 1 else "are"
            yield Finding(
                f"{word!r} mixes alphabets: {', '.join(letters)} {verb} {fewest.capitalize()}.",
                "Type the word again in one alphabet; letters that look alike are not the same.",
            )


def foreign_alphabets(rule: Rule, term: Term, expression: Expression) -> Iterator[Finding]:
    """A rule of one language with words in the letters of another stands in the wrong place."""
    usual = ALPHABETS.get(rule.language)
    for word in _words_of(term) if usual else ():
        scripts = _scripts(word)
        if len(scripts) == 1 and not {usual, "LATIN"} & set(scripts):
            yield Finding(
                f"{word!r} is not written in the letters of the rule's language, {rule.language}.",
                "Put the term under the rule of its language, or under lang: any.",
            )


def dictionary_forms(rule: Rule, term: Term, expression: Expression) -> Iterator[Finding]:
    """A Russian word that is not a dictionary form is read as one; the researcher should know as which."""
    from qual.matching.forms import canonical

    if rule.language != "ru":
        return
    for atom in dict.fromkeys(atoms(expression)):
        dictionary_form = canonical("ru", atom.text) if atom.kind == "lemma" else atom.text
        if dictionary_form != atom.text:
            yield Finding(
                f"{atom.text!r} is not a dictionary form; it is read as {dictionary_form!r}.",
                f"Write {dictionary_form}, or ={atom.text} for this form alone.",
            )


def useless_forms(rule: Rule, term: Term, expression: Expression) -> Iterator[Finding]:
    """Listed forms are single words, and need a lemma that they can be forms of."""
    for form in term.forms:
        if not is_one_word(unicodedata.normalize("NFC", form)):
            yield Finding(
                f"the form {form!r} is not one word, so it can never match.",
                "Make it a term of its own.",
                warning=False,
            )
    if term.forms and not any(atom.kind == "lemma" for atom in atoms(expression)):
        yield Finding(
            f"the term {term.text!r} has no lemma to which its forms could belong.",
            "Write the forms as terms of their own.",
            warning=False,
        )


CHECKS: tuple[Check, ...] = (
    contradictions,
    useless_forms,
    mixed_alphabets,
    foreign_alphabets,
    lonely_letters,
    dictionary_forms,
)


def _brings(found: Expression, other: Expression) -> bool:
    """Whether the other expression stands wherever this one is found, as far as one can tell."""
    if isinstance(other, Either) and any(_brings(found, option) for option in other.options):
        return True
    if isinstance(found, Either):
        return all(_brings(option, other) for option in found.options)
    if isinstance(found, Atom):
        return isinstance(other, Atom) and _means_no_more(found, other)
    if found == other:
        return True
    if isinstance(found, (Without, NotNear)):
        return _brings(found.left, other)
    return any(_brings(part, other) for part in parts(found))


def _means_no_more(atom: Atom, other: Atom) -> bool:
    """Whether each word that meets the atom meets the other one as well."""
    return (atom.kind, atom.text) == (other.kind, other.text) and set(atom.forms) <= set(other.forms)


def _everything_in(expression: Expression) -> Iterator[Expression]:
    yield expression
    for part in parts(expression):
        yield from _everything_in(part)


def _words_of(term: Term) -> list[str]:
    """The words of a term as written, and its forms, cut at hyphens and apostrophes."""
    written = re.sub(r"\b(AND|NOT|NEAR/\d+|BEFORE/\d+)(?![^\s()|])", " ", term.text)
    text = unicodedata.normalize("NFC", " ".join((written, *term.forms)))
    return list(dict.fromkeys(re.findall(f"[^\\s()|=*{re.escape(JOINERS)}]+", text)))


def _scripts(word: str) -> dict[str, list[str]]:
    """The letters of a word by their alphabet."""
    found: dict[str, list[str]] = {}
    for letter in filter(str.isalpha, word):
        found.setdefault(unicodedata.name(letter, "unknown").split()[0], []).append(letter)
    return found


def _problem(codebook: Codebook, code: Code, line: int, finding: Finding) -> Problem:
    where = f"{codebook.file or codebook.name}, line {line}, code {code.id}"
    return Problem(where, finding.what, finding.hint, finding.warning)
