"""A codebook's rules, ready to be looked for: every term parsed, with the code it suggests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from qual.errors import RuleError
from qual.matching.patterns import CompiledPattern, compile_patterns
from qual.matching.rules import Atom, Expression, atoms, parse_cached
from qual.model import EMPTY, Code, Codebook, Role, Rule, Term


@dataclass(frozen=True, slots=True)
class CompiledTerm:
    """One term of one rule of one code."""

    code: str
    language: str  # of the rule: ISO 639-1 or "any"
    speakers: tuple[Role, ...]
    term: Term
    expression: Expression

    @property
    def rule(self) -> str:
        """How evidence names the rule: `<code>/<language>`."""
        return f"{self.code}/{self.language}"


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """All terms of a codebook, in its order, and behind them its escape hatches.

    `pipelines` names the user's own spaCy pipelines by language; token patterns use them.
    """

    terms: tuple[CompiledTerm, ...]
    patterns: tuple[CompiledPattern, ...] = ()
    pipelines: Mapping[str, str] = field(default_factory=lambda: EMPTY, hash=False)

    @property
    def everything(self) -> tuple[CompiledTerm | CompiledPattern, ...]:
        """Terms and patterns as hits count them."""
        return (*self.terms, *self.patterns)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have rules."""
        return tuple(sorted({term.language for term in self.terms}))

    def atoms(self, language: str) -> frozenset[Atom]:
        """Every atom that rules of one language ask about."""
        return frozenset(
            atom for term in self.terms if term.language == language for atom in atoms(term.expression)
        )


def compile_rules(
    codebook: Codebook, *, pipelines: Mapping[str, str] = EMPTY, codes: Collection[str] | None = None
) -> CompiledRules:
    """Every term and pattern of every code, parsed; with `codes` only of these codes.

    Raises RuleError at the first term that is not in the rule language; `check_rules` finds all.
    """
    terms = []
    if codes is not None:
        themes = tuple(replace(code, codes=()) for code in codebook.codes if code.id in codes)
        codebook = replace(codebook, themes=themes)
    for code, rule, term in rule_terms(codebook.codes):
        try:
            expression = parse_cached(term.text, term.forms, term.also_parts)
        except RuleError as error:
            place = (
                f"{codebook.file or codebook.name}, line {term.line}, code {code.id}, column {error.column}"
            )
            raise RuleError(f"{place}: {error.message}.", column=error.column, hint=error.hint) from None
        terms.append(CompiledTerm(code.id, rule.language, rule.speakers, term, expression))
    return CompiledRules(tuple(terms), compile_patterns(codebook, pipelines=pipelines), pipelines)


def rule_terms(codes: Iterable[Code]) -> Iterator[tuple[Code, Rule, Term]]:
    """Every term with the rule and the code it belongs to."""
    for code in codes:
        for rule in code.rules:
            for term in rule.any:
                yield code, rule, term
