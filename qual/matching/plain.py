"""The plain engine: finds the terms of a codebook the way one would by hand, word type by word type.

It is written to be read and believed. The fast engine is tested against it, hit for hit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from qual.matching import forms
from qual.matching.compiled import CompiledRules, CompiledTerm
from qual.matching.rules import (
    Atom,
    Both,
    Either,
    Expression,
    Near,
    NotNear,
    Without,
    atoms,
)
from qual.matching.rules import Sequence as Row
from qual.matching.units import units
from qual.matching.words import adjacent, exact_key, key, tokens, word_parts
from qual.model import Role, Turn, Unit

Place = tuple[int, int]  # first and last word of a match, counted inside its stretch


class Stretch(NamedTuple):
    """A piece of a text inside which terms are looked for: a sentence, mostly."""

    start: int
    end: int
    language: str = ""  # "" when nobody knows: then the rules of every language apply
    role: Role = "expert"


class Hit(NamedTuple):
    """A term found: which stretch, which term of the rules, and the characters that met it."""

    stretch: int
    term: int
    start: int
    end: int


def find_hits(text: str, stretches: Sequence[Stretch], rules: CompiledRules) -> list[Hit]:
    """Every place where a term stands in a stretch that its rule speaks of, in order.

    A rule is looked for in stretches of its language (`any`: in all) and of its speakers. Hits of
    one term may overlap; nothing is weighed here.
    """
    vocabulary = Vocabulary(rules)
    by_language = _terms_by_language(rules)
    hits: list[Hit] = []
    for number, stretch in enumerate(stretches):
        words = list(tokens(text, stretch.start, stretch.end))
        gaps = [adjacent(text, words[i][1], words[i + 1][0]) for i in range(len(words) - 1)]
        for language, candidates in by_language.items():
            if stretch.language and language not in (stretch.language, "any"):
                continue
            places = _atom_places(vocabulary, language, text, words)
            if not places:
                continue
            for index in _possible(candidates, places):
                term = rules.terms[index]
                if stretch.role not in term.speakers:
                    continue
                for first, last in matches(term.expression, places, gaps):
                    hits.append(Hit(number, index, words[first][0], words[last][1]))
    return sorted(hits)


class PlainEngine:
    """The plain engine in the shape of the fast one: cuts every turn into units, then looks."""

    def __init__(self, rules: CompiledRules) -> None:
        self._rules = rules

    def find_in_turns_of(
        self, texts: Iterable[tuple[str, Sequence[Stretch]]], unit: Unit
    ) -> Iterator[tuple[list[Stretch], list[Hit]]]:
        """For each text with its turns all units of the turns, and the hits in them."""
        for text, turns in texts:
            stretches = [
                Stretch(start, end, turn.language, turn.role)
                for turn in turns
                for start, end in units(text, Turn(0, turn.start, turn.end), unit, turn.language)
            ]
            yield stretches, find_hits(text, stretches, self._rules)


def matches(expression: Expression, places: Mapping[Atom, list[int]], gaps: Sequence[bool]) -> list[Place]:
    """Where an expression stands in a stretch, as first and last word, sorted and without doubles.

    `places` says at which words each atom is met, `gaps[i]` whether word i and word i + 1 stand
    side by side.
    """
    if isinstance(expression, Atom):
        return [(at, at) for at in places.get(expression, ())]
    if isinstance(expression, Either):
        return _sorted(place for option in expression.options for place in matches(option, places, gaps))
    if isinstance(expression, Row):
        return _row([matches(item, places, gaps) for item in expression.items], gaps)
    left = matches(expression.left, places, gaps)
    if not left:
        return []
    right = matches(expression.right, places, gaps)
    if isinstance(expression, Both):
        return _sorted(left + right) if right else []
    if isinstance(expression, Without):
        return [] if right else left
    if isinstance(expression, NotNear):
        return [place for place in left if not any(_distance(place, r) <= expression.distance for r in right)]
    return _near(left, right, expression)


def _row(columns: list[list[Place]], gaps: Sequence[bool]) -> list[Place]:
    """Places of each item that follow one another directly."""
    found = columns[0]
    for column in columns[1:]:
        starting: dict[int, list[int]] = defaultdict(list)
        for first, last in column:
            starting[first].append(last)
        found = [
            (first, end)
            for first, last in found
            if last < len(gaps) and gaps[last]
            for end in starting.get(last + 1, ())
        ]
    return _sorted(found)


def _near(left: list[Place], right: list[Place], near: Near) -> list[Place]:
    """For each left place the nearest right place behind it and, unless ordered, before it.

    Of several right places at the same distance the shortest counts.
    """
    found = []
    for first, last in left:
        behind = [r for r in right if 0 < r[0] - last <= near.distance]
        if behind:
            nearest = min(behind)
            found.append((first, nearest[1]))
        if near.ordered:
            continue
        before = [r for r in right if 0 < first - r[1] <= near.distance]
        if before:
            nearest = max(before, key=lambda r: (r[1], r[0]))
            found.append((nearest[0], last))
    return _sorted(found)


def _distance(a: Place, b: Place) -> int:
    """Words from one place to the other; neighbours are 1 apart, overlapping places 0."""
    if a[1] < b[0]:
        return b[0] - a[1]
    if b[1] < a[0]:
        return a[0] - b[1]
    return 0


def _sorted(places: Iterable[Place]) -> list[Place]:
    return sorted(set(places))


class Vocabulary:
    """Which atoms a word meets, decided once for each word type and rule language."""

    def __init__(self, rules: CompiledRules) -> None:
        self._questions = {
            language: _Questions(language, rules.atoms(language)) for language in rules.languages
        }
        self._known: dict[tuple[str, str], frozenset[Atom]] = {}

    def atoms_of(self, language: str, word: str) -> frozenset[Atom]:
        """The atoms of a language's rules that a word, as it stands in the text, meets."""
        known = self._known.get((language, word))
        if known is None:
            known = self._known[language, word] = self._questions[language].answer(word)
        return known


class _Questions:
    """The atoms of one language, arranged so that a word is asked about all of them at once."""

    def __init__(self, language: str, wanted: frozenset[Atom]) -> None:
        self.exact: dict[str, list[Atom]] = defaultdict(list)
        self.forms: dict[str, list[Atom]] = defaultdict(list)
        self.lemmas: dict[str, list[Atom]] = defaultdict(list)
        self.wildcards: list[tuple[list[str], Atom]] = []
        for atom in sorted(wanted, key=repr):
            if atom.kind == "exact":
                self.exact[atom.text].append(atom)
            elif atom.kind == "wildcard":
                self.wildcards.append((atom.text.split("*"), atom))
            else:
                self.lemmas[key(atom.text)].append(atom)
                for form in atom.forms:
                    self.forms[key(form)].append(atom)
        self.find = forms.finder(language, self.lemmas)

    def answer(self, word: str) -> frozenset[Atom]:
        found = set(self._whole(word))
        for part in word_parts(word):
            found.update(atom for atom in self._whole(part) if atom.also_parts)
        return frozenset(found)

    def _whole(self, word: str) -> Iterable[Atom]:
        yield from self.exact.get(exact_key(word), ())
        folded = key(word)
        yield from self.forms.get(folded, ())
        for lemma in self.find(folded):
            yield from self.lemmas[lemma]
        for pieces, atom in self.wildcards:
            if fits(pieces, folded):
                yield atom


def fits(pieces: Sequence[str], word: str) -> bool:
    """Whether a word fits a wildcard, given as the pieces between its stars."""
    first, last = pieces[0], pieces[-1]
    if len(word) < len(first) + len(last) or not word.startswith(first) or not word.endswith(last):
        return False
    at, stop = len(first), len(word) - len(last)
    for piece in pieces[1:-1]:
        at = word.find(piece, at, stop)
        if at < 0:
            return False
        at += len(piece)
    return True


def _atom_places(
    vocabulary: Vocabulary, language: str, text: str, words: Sequence[tuple[int, int]]
) -> dict[Atom, list[int]]:
    places: dict[Atom, list[int]] = defaultdict(list)
    for at, (start, end) in enumerate(words):
        for atom in vocabulary.atoms_of(language, text[start:end]):
            places[atom].append(at)
    return places


def _terms_by_language(rules: CompiledRules) -> dict[str, dict[Atom, list[int]]]:
    """For each rule language: which terms hold an atom."""
    found: dict[str, dict[Atom, list[int]]] = {language: defaultdict(list) for language in rules.languages}
    for index, term in enumerate(rules.terms):
        for atom in set(atoms(term.expression)):
            found[term.language][atom].append(index)
    return found


def _possible(candidates: Mapping[Atom, list[int]], places: Iterable[Atom]) -> list[int]:
    """The terms of which at least one atom is there; no other can be."""
    return sorted({index for atom in places for index in candidates.get(atom, ())})


def explain_hit(
    term: CompiledTerm, text: str, start: int, end: int, stretch: Stretch
) -> list[tuple[str, str, str]]:
    """Word by word why a term was found: the word as written, the atom it met, who says so.

    Looks at the characters `start:end` of the stretch only, so an `AND` shows the side found there.
    """
    vocabulary = Vocabulary(CompiledRules((term,)))
    reasons = []
    for a, b in tokens(text, max(start, stretch.start), min(end, stretch.end)):
        for atom in sorted(vocabulary.atoms_of(term.language, text[a:b]), key=repr):
            reasons.append((text[a:b], str(atom), _says(term.language, atom, text[a:b])))
    return reasons


def _says(language: str, atom: Atom, word: str) -> str:
    if atom.kind == "exact":
        return "exactly this form"
    if atom.kind == "wildcard":
        return "wildcard"
    if key(word) in {key(form) for form in atom.forms}:
        return "listed form"
    return forms.source(language)
