"""Codebooks for `benchmarks/engine.py`: the shipped one, phrases only, and any number of rules."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from benchmarks.corpus import ROOT, STUDY
from qual.codebook import read_codebook
from qual.matching.compiled import CompiledRules, compile_rules
from qual.matching.rules import Atom, Expression, atoms
from qual.matching.rules import Sequence as Row
from qual.model import Code, Codebook, Rule, Term

CODEBOOK = ROOT / "codebooks" / "csto-2022.yaml"
TERMS = 600

ADJECTIVES = {
    "ru": "коллективный национальный региональный энергетический пограничный информационный военный "
    "экономический политический общественный международный новый российский двусторонний совместный "
    "государственный",
    "en": "collective national regional energy border information military economic political public "
    "international new",
}
NOUNS = {
    "ru": "безопасность сотрудничество политика угроза интеграция суверенитет конфликт союз партнерство "
    "стабильность граница интерес реформа развитие отношение проект страна вопрос работа система",
    "en": "security cooperation policy threat integration sovereignty conflict alliance partnership "
    "stability border interest reform development relation project country issue work system",
}


def shipped() -> CompiledRules:
    """The codebook of the model study."""
    return compile_rules(read_codebook(CODEBOOK))


def phrases() -> CompiledRules:
    """The shipped codebook's phrases in Russian and English, filled up to 600 with adjective and noun."""
    taken = [
        (term.language, term.term)
        for term in shipped().terms
        if term.language in STUDY and _is_phrase(term.expression) and not term.term.forms
    ]
    pairs = [
        (language, Term(f"{adjective} {noun}"))
        for language in STUDY
        for adjective in ADJECTIVES[language].split()
        for noun in NOUNS[language].split()
    ]
    random.Random(1).shuffle(pairs)
    return _codebook([*taken, *pairs][:TERMS])


def many(count: int) -> CompiledRules:
    """So many Russian phrases of two words; fewer are the first of more."""
    import pymorphy3

    analyser = pymorphy3.MorphAnalyzer(lang="ru")
    lemmas: dict[str, list[str]] = {"ADJF": ADJECTIVES["ru"].split(), "NOUN": NOUNS["ru"].split()}
    for letters in ("во", "го", "по", "св", "об", "ра", "на", "ми", "эк", "со"):
        for parse in analyser.iter_known_word_parses(letters):
            if parse.tag.POS in lemmas and parse.word == parse.normal_form and parse.word.isalpha():
                lemmas[parse.tag.POS].append(parse.word)
    rng = random.Random(2)
    pairs = {f"{rng.choice(lemmas['ADJF'])} {rng.choice(lemmas['NOUN'])}" for _ in range(3 * count)}
    common = [f"{a} {n}" for a in ADJECTIVES["ru"].split()[:6] for n in NOUNS["ru"].split()[:10]]
    return _codebook([("ru", Term(text)) for text in [*common, *sorted(pairs)][:count]])


def _codebook(terms: Sequence[tuple[str, Term]]) -> CompiledRules:
    codes = tuple(
        Code(f"code-{number}", rules=(Rule(language, (term,)),))
        for number, (language, term) in enumerate(terms)
    )
    return compile_rules(Codebook("benchmark", "1", codes))


def _is_phrase(expression: Expression) -> bool:
    """Words in a row, each a lemma, an exact form or a prefix."""
    items = expression.items if isinstance(expression, Row) else (expression,)
    return all(isinstance(item, Atom) for item in items) and all(
        atom.kind != "wildcard" or "*" not in atom.text[:-1] for atom in atoms(expression)
    )


CODEBOOKS: dict[str, Callable[[], CompiledRules]] = {"phrases": phrases, "shipped": shipped}
