"""Which words are forms of a lemma: one module a language, one function in front of them.

Russian asks pymorphy3 (any of a word's readings counts), English simplemma. The other languages
have a suffix acceptor: a lemma becomes its stems, each with the endings that the grammar lets
follow it, so there is no word list and no licence to mind. A language without a module knows
exact forms and wildcards; a lemma there catches itself alone.

A language module offers either

- `lemmas(word) -> frozenset[str]` and `canonical(lemma) -> str` (it analyses a word), or
- `stems(lemma) -> Stems` (a word is a form of the lemma when it is a stem and one of its endings),

and may offer `spelling(word) -> str`, in which two spellings of one word are the same:
organisation and organization, և and եւ.

All words are keys in the sense of `qual.matching.words.key`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from types import ModuleType

ANALYSED = {"ru": "pymorphy3", "en": "simplemma"}
"""Languages whose words are analysed, and by what."""

ACCEPTED = ("kk", "ky", "tg", "hy", "be")
"""Languages whose words are split into a stem and an ending."""


def finder(language: str, lemmas: Iterable[str]) -> Callable[[str], frozenset[str]]:
    """A function that tells which of these lemmas a word is a form of, as the codebook spells them.

    Takes and returns keys (lower case, ё as е). Ask it once per word type, not per token. Every
    lemma is a form of itself.
    """
    if language in ANALYSED:
        return _analysed(_module(language), lemmas)
    if language in ACCEPTED:
        return _accepted(_module(language), lemmas)
    wanted = frozenset(lemmas)
    return lambda word: frozenset((word,)) & wanted


def source(language: str) -> str:
    """What decides about word forms in a language, for explanations: "pymorphy3"."""
    if language in ANALYSED:
        return ANALYSED[language]
    return f"{language} endings" if language in ACCEPTED else "as written"


def canonical(language: str, lemma: str) -> str:
    """The dictionary form of what a codebook wrote: безопасности becomes безопасность."""
    return str(_module(language).canonical(lemma)) if language in ANALYSED else lemma


def _analysed(module: ModuleType, lemmas: Iterable[str]) -> Callable[[str], frozenset[str]]:
    spelling = _spelling(module)
    spelt: dict[str, set[str]] = {}  # dictionary form -> how the codebook spells it
    for lemma in lemmas:
        spelt.setdefault(spelling(module.canonical(lemma)), set()).add(lemma)
        spelt.setdefault(spelling(lemma), set()).add(lemma)  # the word itself, whatever the dictionary says

    def find(word: str) -> frozenset[str]:
        found = spelt.get(spelling(word), set())
        return frozenset(found.union(*(spelt.get(spelling(form), ()) for form in module.lemmas(word))))

    return find


def _accepted(module: ModuleType, lemmas: Iterable[str]) -> Callable[[str], frozenset[str]]:
    spelling = _spelling(module)
    by_stem: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for lemma in sorted(set(lemmas)):
        written = spelling(lemma)
        by_stem.setdefault(written, []).append((lemma, frozenset(("",))))  # the lemma itself
        for stem, endings in module.stems(written).items():
            by_stem.setdefault(stem, []).append((lemma, endings))
    lengths = sorted({len(stem) for stem in by_stem})

    def find(word: str) -> frozenset[str]:
        written = spelling(word)
        found = set()
        for cut in lengths:
            if cut > len(written):
                break
            for lemma, endings in by_stem.get(written[:cut], ()):
                if written[cut:] in endings:
                    found.add(lemma)
        return frozenset(found)

    return find


def _spelling(module: ModuleType) -> Callable[[str], str]:
    return getattr(module, "spelling", str)


@cache
def _module(language: str) -> ModuleType:
    return import_module(f"qual.matching.forms.{language}")
