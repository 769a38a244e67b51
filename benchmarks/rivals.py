"""Other ways to find the phrases of a codebook, for `benchmarks/engine.py` to compare with.

They know phrases only: lemmas, exact forms and prefixes in a row. Two lemmatise the text with
spaCy; the others scan the text for every form that the lemmas can have, taken from the
dictionaries of pymorphy3 and simplemma beforehand, and join what they find to phrases.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

from qual.matching import forms
from qual.matching.compiled import CompiledRules
from qual.matching.rules import Atom, atoms
from qual.matching.words import adjacent, exact_key, fold, key, tokens

Hits = set[tuple[int, int, int]]  # start, end, term
Finder = Callable[[Sequence[str]], list[Hits]]
Candidates = Callable[[str], Iterator[int]]  # where a word may begin, in a folded text


def naive_spacy(rules: CompiledRules) -> Finder:
    """A blank Russian pipeline with spaCy's pymorphy3 lemmatizer, and a PhraseMatcher on lemmas."""
    import spacy

    nlp = spacy.blank("ru")
    nlp.max_length = 10**9
    nlp.add_pipe("lemmatizer", config={"mode": "pymorphy3"})
    return _phrase_matcher(nlp, rules)


def spacy_with_cache(rules: CompiledRules) -> Finder:
    """The same, but each different word is lemmatised once: its likeliest reading, folded."""
    import pymorphy3
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    analyser = pymorphy3.MorphAnalyzer(lang="ru")
    lemma_of: dict[int, int] = {}
    nlp = spacy.blank("ru")
    nlp.max_length = 10**9

    @Language.component("lemma_once_a_type")
    def lemmatise(doc: Doc) -> Doc:
        for token in doc:
            if token.orth not in lemma_of:
                lemma = analyser.parse(fold(token.text))[0].normal_form.replace("ё", "е")
                lemma_of[token.orth] = nlp.vocab.strings.add(lemma)
            token.lemma = lemma_of[token.orth]
        return doc

    nlp.add_pipe("lemma_once_a_type")
    return _phrase_matcher(nlp, rules)


def spacy_terms(rules: CompiledRules) -> set[int]:
    """The terms that can be a pattern of Russian lemmas."""
    return {
        number
        for number, term in enumerate(rules.terms)
        if term.language == "ru" and all(atom.kind == "lemma" for atom in atoms(term.expression))
    }


def one_regex(rules: CompiledRules) -> Finder:
    """One alternation of all forms, with Python's `re`."""
    known = _Forms(rules)
    words = "|".join(map(re.escape, sorted(known.forms, key=len, reverse=True)))
    prefixes = "|".join(map(re.escape, sorted(known.prefixes, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:(?:{words})(?!\w)|(?:{prefixes}))")
    return known.finder(lambda folded: (match.start() for match in pattern.finditer(folded)))


def google_re2(rules: CompiledRules) -> Finder:
    """One alternation of all forms and prefixes, with google-re2."""
    re2 = import_module("re2")
    known = _Forms(rules)
    options = re2.Options()
    options.max_mem = 1 << 30
    pattern = re2.compile("|".join(map(re.escape, known.literals())), options)
    return known.finder(lambda folded: (match.start() for match in pattern.finditer(folded)))


def aho_corasick(rules: CompiledRules) -> Finder:
    """An automaton of all forms and prefixes, with ahocorasick-rs."""
    known = _Forms(rules)
    literals = known.literals()
    automaton: Any = import_module("ahocorasick_rs").AhoCorasick(literals)

    def candidates(folded: str) -> Iterator[int]:
        for _, start, _ in automaton.find_matches_as_indexes(folded, overlapping=True):
            yield start

    return known.finder(candidates)


class _Forms:
    """The codebook turned round: every form and prefix, the atoms it meets, and the phrases of these."""

    def __init__(self, rules: CompiledRules) -> None:
        self.forms: dict[str, set[int]] = defaultdict(set)
        self.prefixes: dict[str, set[int]] = defaultdict(set)
        self.exact: dict[str, set[int]] = defaultdict(set)
        self.phrases: dict[Any, Any] = {}  # atom -> atom -> … ; under None the terms that end here
        numbers: dict[tuple[str, Atom], int] = {}
        for index, term in enumerate(rules.terms):
            step = self.phrases
            for atom in atoms(term.expression):
                step = step.setdefault(numbers.setdefault((term.language, atom), len(numbers)), {})
            step.setdefault(None, []).append(index)
        inverse = _english_forms()
        for (language, atom), number in numbers.items():
            if atom.kind == "exact":
                self.forms[key(atom.text)]  # has to be found, too
                self.exact[exact_key(atom.text)].add(number)
            elif atom.kind == "wildcard":
                self.prefixes[atom.text.rstrip("*")].add(number)
            else:
                found = _russian_forms(atom.text) if language == "ru" else inverse[key(atom.text)]
                for form in {key(atom.text), *found}:
                    self.forms[form].add(number)

    def literals(self) -> list[str]:
        """All that is looked for, longest first."""
        return sorted({*self.forms, *self.prefixes}, key=lambda text: (-len(text), text))

    def finder(self, candidates: Candidates) -> Finder:
        """A way to find hits, given a way to find where words of the codebook may stand."""
        atoms_of: dict[str, tuple[int, ...]] = {}

        def meets(word: str) -> tuple[int, ...]:
            if word not in atoms_of:
                folded = key(word)
                met = self.forms.get(folded, set()) | self.exact.get(exact_key(word), set())
                for prefix, numbers in self.prefixes.items():
                    if folded.startswith(prefix):
                        met = met | numbers
                atoms_of[word] = tuple(met)
            return atoms_of[word]

        return lambda texts: [self._join(text, candidates(fold(text)), meets) for text in texts]

    def _join(self, text: str, starts: Iterable[int], meets: Callable[[str], tuple[int, ...]]) -> Hits:
        words = []
        for start in sorted(set(starts)):
            if start and (text[start - 1].isalnum() or text[start - 1] in "-'’"):
                continue
            first = next(tokens(text, start, start + 100), None)
            if first is not None and first[0] == start:
                words.append(first)
        hits: Hits = set()
        for at, (start, _) in enumerate(words):
            waiting = [(at, self.phrases)]
            while waiting:
                now, steps = waiting.pop()
                a, b = words[now]
                for atom in meets(text[a:b]):
                    step = steps.get(atom)
                    if step is None:
                        continue
                    hits.update((start, b, term) for term in step.get(None, ()))
                    if now + 1 == len(words):
                        continue
                    behind = words[now + 1][0]
                    if adjacent(text, b, behind) and "\n" not in text[b:behind]:  # a turn is a line
                        waiting.append((now + 1, step))
        return hits


def _russian_forms(lemma: str) -> set[str]:
    import pymorphy3

    analyser = pymorphy3.MorphAnalyzer(lang="ru") if not _analysers else _analysers[0]
    if not _analysers:
        _analysers.append(analyser)
    wanted = forms.canonical("ru", key(lemma))
    return {
        form.word.replace("ё", "е")
        for parse in analyser.parse(wanted)
        if parse.normal_form.replace("ё", "е") == wanted
        for form in parse.lexeme
    }


_analysers: list[Any] = []


def _english_forms() -> dict[str, set[str]]:
    """For each English lemma its forms, by simplemma's own table."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    found: dict[str, set[str]] = defaultdict(set)
    for form, lemma in DefaultDictionaryFactory().get_dictionary("en").items():
        if form.islower():
            found[lemma.lower()].add(form)
    return found


def _phrase_matcher(nlp: Any, rules: CompiledRules) -> Finder:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
    for number in sorted(spacy_terms(rules)):
        lemmas = [forms.canonical("ru", key(atom.text)) for atom in atoms(rules.terms[number].expression)]
        pattern = Doc(nlp.vocab, words=lemmas)
        for token, lemma in zip(pattern, lemmas, strict=True):
            token.lemma_ = lemma
        matcher.add(str(number), [pattern])

    def find(texts: Sequence[str]) -> list[Hits]:
        return [
            {
                (doc[a].idx, doc[b - 1].idx + len(doc[b - 1]), int(nlp.vocab.strings[name]))
                for name, a, b in matcher(doc)
            }
            for doc in nlp.pipe(texts)
        ]

    return find
