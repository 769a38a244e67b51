"""Patterns of a codebook: `regex:` and `spacy:`, for what the rule language cannot say.

A regular expression is looked for in one unit (a sentence, mostly) at a time: `^` and `$` are its
ends, case counts unless the pattern begins with `(?i)`. A token pattern is what users of spaCy's
Matcher know; see `token_patterns`. Finding never takes for ever: a regular expression that would
is stopped and named, and token patterns are searched in time proportional to the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import Problem, RuleError, UnreadableSettings
from qual.matching import forms
from qual.matching.docs import blank, pieces
from qual.matching.regexes import Regex, compile_regex, without_slashes
from qual.matching.token_patterns import Flaw, flaws, written
from qual.matching.units import units
from qual.model import EMPTY, Code, Codebook, Role, Rule, Term, Turn, Unit

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from qual.matching.plain import Hit, Stretch
    from qual.matching.suggest import Answer, Engine
    from qual.matching.token_search import TokenSearch

TokenPattern = tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    r"""One pattern of one rule of one code: a regular expression or a row of tokens.

    `term` is how evidence shows it: `regex:/санкци\w+/`, `spacy:[{LEMMA: ввод}, {LEMMA: войско}]`.
    """

    code: str
    language: str  # of the rule: ISO 639-1 or "any"
    speakers: tuple[Role, ...]
    term: Term
    regex: str | None = None
    tokens: TokenPattern = field(default=(), hash=False)

    @property
    def rule(self) -> str:
        """How evidence names the rule: `<code>/<language>`."""
        return f"{self.code}/{self.language}"


def compile_patterns(
    codebook: Codebook, *, pipelines: Mapping[str, str] = EMPTY
) -> tuple[CompiledPattern, ...]:
    """Every pattern of every code, in the order of the codebook.

    Raises RuleError at the first that cannot be searched for; `check_patterns` finds all.
    """
    for place, flaw in _flaws(codebook, pipelines):
        if not flaw.warning:
            raise RuleError(f"{place}: {flaw.what}", column=flaw.column, hint=flaw.hint)
    return tuple(patterns_of(codebook))


def check_patterns(codebook: Codebook, *, pipelines: Mapping[str, str] = EMPTY) -> Iterator[Problem]:
    """What is wrong with the patterns of a codebook, every one.

    `pipelines` are the trained pipelines that qual.toml names, by language: what a token pattern
    may ask for depends on them.
    """
    for place, flaw in _flaws(codebook, pipelines):
        yield Problem(place, flaw.what, flaw.hint, flaw.warning)


class PatternFinder:
    """Finds patterns in texts. Keep one for a whole run: it counts the time that each of them takes.

    Hits count patterns from `first_index`, so that they can stand behind the terms of the rules.
    `pipelines` names a trained spaCy pipeline by language, as a package or a folder.
    """

    def __init__(
        self,
        patterns: Sequence[CompiledPattern],
        *,
        first_index: int,
        pipelines: Mapping[str, str] = EMPTY,
    ) -> None:
        self._patterns = tuple(patterns)
        self._first = first_index
        self._pipelines = dict(pipelines)
        self._regexes = {
            number: Regex(pattern.regex, _name(pattern))
            for number, pattern in enumerate(self._patterns)
            if pattern.regex is not None
        }
        self._languages: dict[str, _Searches] = {}
        self._that_apply = cache(self._applying)

    def find(self, text: str, stretches: Sequence[Stretch]) -> list[Hit]:
        """Every place where a pattern is found in a stretch that its rule speaks of, in order.

        Places of one pattern do not overlap. Raises RuleError when a regular expression takes
        too long, and UnreadableSettings when a trained pipeline cannot be had.
        """
        return sorted([*self._regex_hits(text, stretches), *self._token_hits(text, stretches)])

    def asks_about(self, stretch: Stretch) -> bool:
        """Whether any pattern is looked for in a stretch of its language and speaker."""
        return bool(self._that_apply(stretch.language, stretch.role))

    def _regex_hits(self, text: str, stretches: Sequence[Stretch]) -> Iterator[Hit]:
        from qual.matching.plain import Hit

        for number, stretch in enumerate(stretches):
            for pattern, _ in self._that_apply(stretch.language, stretch.role):
                if pattern not in self._regexes:
                    continue
                for start, end in self._regexes[pattern].places(text[stretch.start : stretch.end]):
                    yield Hit(number, self._first + pattern, stretch.start + start, stretch.start + end)

    def _token_hits(self, text: str, stretches: Sequence[Stretch]) -> Iterator[Hit]:
        from qual.matching.plain import Hit

        candidates: dict[str, list[_Candidate]] = {}
        for number, stretch in enumerate(stretches):
            by_language: dict[str, list[int]] = {}
            for pattern, language in self._that_apply(stretch.language, stretch.role):
                if pattern not in self._regexes:
                    by_language.setdefault(language, []).append(pattern)
            if not by_language:
                continue
            places = _words(text, stretch)
            words = [text[start:end] for start, end in places]
            for language, applying in by_language.items():
                possible = self._searches(language).possible(words, applying)
                if possible:
                    candidate = _Candidate(number, places, words, possible)
                    candidates.setdefault(language, []).append(candidate)
        for language, ones in candidates.items():
            searches = self._searches(language)
            for one, doc in zip(ones, searches.docs(ones), strict=True):
                for pattern in one.patterns:
                    for first, last in searches.search(pattern).places(one.words, doc):
                        start, end = one.places[first][0], one.places[last - 1][1]
                        yield Hit(one.stretch, self._first + pattern, start, end)

    def _applying(self, language: str, role: Role) -> list[tuple[int, str]]:
        """The patterns that apply to a stretch, each with the language in which it reads the words."""
        return [
            (number, language if pattern.language == "any" else pattern.language)
            for number, pattern in enumerate(self._patterns)
            if role in pattern.speakers and (not language or pattern.language in (language, "any"))
        ]

    def _searches(self, language: str) -> _Searches:
        if language not in self._languages:
            pipeline = self._pipelines.get(language, "")
            self._languages[language] = _Searches(self._patterns, language, pipeline)
        return self._languages[language]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch in which some token patterns can be found."""

    stretch: int
    places: list[tuple[int, int]]
    words: list[str]
    patterns: list[int]


class _Searches:
    """The token patterns as they are searched for in one language."""

    def __init__(self, patterns: Sequence[CompiledPattern], language: str, pipeline: str) -> None:
        self._patterns = patterns
        self._language = language
        self._pipeline = pipeline
        self._made: dict[int, TokenSearch] = {}

    def search(self, pattern: int) -> TokenSearch:
        """A pattern's search, made when it is first asked for."""
        if pattern not in self._made:
            one = self._patterns[pattern]
            self._made[pattern] = _token_search(one, self._language, self._pipeline)
        return self._made[pattern]

    def possible(self, words: Sequence[str], patterns: Iterable[int]) -> list[int]:
        """Those of the patterns whose every necessary word is there."""
        there = set(words)
        return [
            pattern
            for pattern in patterns
            if all(any(map(test.word, there)) for test in self.search(pattern).required)
        ]

    def docs(self, candidates: Sequence[_Candidate]) -> Iterator[Doc | None]:
        """For each candidate a Doc of its words, when one of its patterns needs it."""
        nlp = trained_pipeline(self._language, self._pipeline) if self._pipeline else None
        if nlp is not None:
            yield from nlp.pipe(_doc(nlp, one) for one in candidates)
            return
        for one in candidates:
            needed = any(self.search(pattern).needs_doc for pattern in one.patterns)
            yield _doc(blank(self._language), one) if needed else None


def with_patterns(
    engine: Engine,
    patterns: Sequence[CompiledPattern],
    *,
    first_index: int,
    pipelines: Mapping[str, str] = EMPTY,
) -> Engine:
    """An engine that finds patterns besides the terms which the given one finds. Use it for one run."""
    if not patterns:
        return engine
    return _WithPatterns(engine, PatternFinder(patterns, first_index=first_index, pipelines=pipelines))


class _WithPatterns:
    """An engine for terms and a finder of patterns, side by side."""

    def __init__(self, engine: Engine, finder: PatternFinder) -> None:
        self._engine = engine
        self._finder = finder

    def find_in_turns_of(
        self, texts: Iterable[tuple[str, Sequence[Stretch]]], unit: Unit
    ) -> Iterator[Answer]:
        read, asked = tee(texts)
        answers = self._engine.find_in_turns_of(asked, unit)
        for (text, turns), (stretches, hits) in zip(read, answers, strict=True):
            cut = _units(text, filter(self._finder.asks_about, turns), unit)
            found = self._finder.find(text, cut)
            there = list(stretches)
            numbers = {stretch: number for number, stretch in enumerate(there)}
            for number in dict.fromkeys(hit.stretch for hit in found):
                if cut[number] not in numbers:
                    numbers[cut[number]] = len(there)
                    there.append(cut[number])
            more = [hit._replace(stretch=numbers[cut[hit.stretch]]) for hit in found]
            yield there, sorted([*hits, *more])


def _units(text: str, turns: Iterable[Stretch], unit: Unit) -> list[Stretch]:
    from qual.matching.plain import Stretch

    return [
        Stretch(start, end, turn.language, turn.role)
        for turn in turns
        for start, end in units(text, Turn(0, turn.start, turn.end), unit, turn.language)
    ]


def explain_pattern(
    pattern: CompiledPattern,
    text: str,
    start: int,
    end: int,
    stretch: Stretch,
    *,
    pipelines: Mapping[str, str] = EMPTY,
) -> list[tuple[str, str, str]]:
    """Why a pattern was found, word by word: the word as written, what it met, who says so."""
    if pattern.regex is not None:
        return [(text[start:end], pattern.term.text, "regular expression")]
    language = stretch.language if pattern.language == "any" else pattern.language
    searches = _Searches((pattern,), language, pipelines.get(language, ""))
    places = _words(text, stretch)
    candidate = _Candidate(0, places, [text[a:b] for a, b in places], [0])
    (doc,) = searches.docs([candidate])
    inside = [number for number, (a, b) in enumerate(places) if start <= a and b <= end]
    if not inside:
        return []
    met = searches.search(0).reasons(candidate.words, doc, inside[0], inside[-1] + 1)
    who = pipelines.get(language) or forms.source(language)
    return [
        (candidate.words[number], condition, who if "LEMMA" in condition else "as written")
        for number, condition in zip(inside, met, strict=True)
    ]


@lru_cache(maxsize=16)
def trained_pipeline(language: str, name: str) -> Language:
    """The user's own pipeline for a language: an installed package, or a folder.

    Raises UnreadableSettings when there is none by that name, or when it is for another language.
    """
    import spacy

    hint = f"Check [spacy] in qual.toml: {language} = the name of an installed package, or a folder."
    try:
        nlp = spacy.load(name)
    except Exception as error:  # whatever a package does while it loads
        reason = str(error).split("\n", 1)[0]
        raise UnreadableSettings(
            f"the spaCy pipeline {name!r} for {language} cannot be loaded: {reason}", hint=hint
        ) from error
    if nlp.lang not in (language, "xx"):
        raise UnreadableSettings(
            f"the spaCy pipeline {name!r} is for {nlp.lang}, not for {language}.", hint=hint
        )
    return nlp


def pipeline_version(name: str) -> str:
    """What changes when a pipeline does: the version of a package, sizes and times of a folder's files."""
    folder = Path(name)
    if not folder.is_dir():
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"{name}=={version(name)}"
        except PackageNotFoundError:
            return name
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    states = [
        (path.relative_to(folder).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files
    ]
    return hashlib.sha256(repr(states).encode()).hexdigest()


def patterns_of(codebook: Codebook) -> Iterator[CompiledPattern]:
    """Every pattern of every code, whether or not it can be searched for."""
    for code, rule in _rules(codebook.codes):
        for regex in rule.regex:
            pattern = without_slashes(regex)
            term = Term(f"regex:/{pattern}/", line=rule.line)
            yield CompiledPattern(code.id, rule.language, rule.speakers, term, regex=pattern)
        for tokens in rule.spacy:
            term = Term(f"spacy:{written(tokens)}", line=rule.line)
            yield CompiledPattern(code.id, rule.language, rule.speakers, term, tokens=tokens)


def _rules(codes: Iterable[Code]) -> Iterator[tuple[Code, Rule]]:
    return ((code, rule) for code in codes for rule in code.rules)


def _flaws(codebook: Codebook, pipelines: Mapping[str, str]) -> Iterator[tuple[str, Flaw]]:
    """Everything wrong with the patterns of a codebook, and where."""
    for pattern in patterns_of(codebook):
        place = f"{codebook.file or codebook.name}, line {pattern.term.line}, code {pattern.code}"
        if pattern.regex is None:
            found = flaws(pattern.tokens, pattern.language, pipelines)
        else:
            found = _flaws_of_regex(pattern, pattern.regex)
        for flaw in found:
            what = f"the pattern {_shortened(pattern.term.text)}: {flaw.what}"
            yield place, Flaw(what, flaw.hint, flaw.warning, flaw.column)


def _flaws_of_regex(pattern: CompiledPattern, regex: str) -> Iterator[Flaw]:
    try:
        compile_regex(regex)
        if Regex(regex, _name(pattern)).meets(""):
            yield Flaw(
                "it matches no letters at all, so it is found everywhere.",
                "Say what must be there: а+ for а*, for instance.",
            )
    except RuleError as error:
        yield Flaw(f"{error.message} (column {error.column}).", error.hint, column=error.column)


def _token_search(pattern: CompiledPattern, language: str, pipeline: str) -> TokenSearch:
    from qual.matching.token_search import TokenSearch

    return TokenSearch(pattern.tokens, language, _name(pattern), trained=bool(pipeline))


def _doc(nlp: Language, candidate: _Candidate) -> Doc:
    """The words of a stretch, with a blank wherever white space follows."""
    from spacy.tokens import Doc

    places = candidate.places
    following = [start for start, _ in places[1:]]
    spaces = [end < start for (_, end), start in zip(places, following, strict=False)]
    return Doc(nlp.vocab, words=candidate.words, spaces=[*spaces, False])


def _words(text: str, stretch: Stretch) -> list[tuple[int, int]]:
    """The tokens of a stretch: words and marks, without white space."""
    return [
        (start, end) for start, end in pieces(text, stretch.start, stretch.end) if not text[start].isspace()
    ]


def _name(pattern: CompiledPattern) -> str:
    return f"the pattern {_shortened(pattern.term.text)} of code {pattern.code}"


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
