"""Russian lemmas the other way round: from the codebook's lemmas to the words that can be their forms.

pymorphy3 takes a tenth of a millisecond to analyse a word, and most words of a text are no form of
any lemma of the codebook. So most are answered without it, with the answers of `forms.finder`:

- Every form that the dictionary gives a lemma is listed. A listed word is in the dictionary,
  pymorphy3 then guesses nothing, and the lemmas it is listed under are the answer.
- A word that the dictionary lacks is guessed by pymorphy3, from its ending or from what is left
  without a prefix. Every guess follows a paradigm of the dictionary: beginning + ending becomes
  beginning + first ending of the paradigm. So a word can only become one of the lemmas when some
  cut of it into beginning and ending fits a paradigm that way. Those few are left to pymorphy3.
- Left to it are also participles, when one is a lemma of the codebook, because they have two
  lemmas, and hyphenated words, when one of their beginnings could be a form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from qual.matching import forms
from qual.matching.engine.beginnings import FIRST
from qual.matching.engine.tokens import LONGER
from qual.matching.forms.ru import _analyser  # one dictionary in memory is enough

NOTHING: frozenset[str] = frozenset()
PARTICIPLES = ("PRTF", "PRTS")

PREFIXES = ("по", "наи")  # that a form may have besides its ending: посильнее, наисильнейший


def finder(lemmas: Iterable[str]) -> tuple[Callable[[str], frozenset[str]], frozenset[str]]:
    """A function that tells which of these lemmas a word is a form of, as `forms.finder` would.

    And the first letters of all words of plain letters that can be one.
    """
    wanted = sorted(set(lemmas))
    spelt: dict[str, set[str]] = defaultdict(set)  # dictionary form -> how the codebook spells it
    for lemma in wanted:
        spelt[forms.canonical("ru", lemma)].add(lemma)
        spelt[lemma].add(lemma)
    answers, to_ask = _listed_forms(spelt)
    to_ask |= spelt.keys() - answers.keys()
    possible = _Possible({*spelt, *(target.split("-", 1)[0] for target in spelt)})
    ask = forms.finder("ru", wanted)
    is_known = _analyser().word_is_known

    def find(word: str) -> frozenset[str]:
        if "-" in word:
            beginnings = (word, word.split("-", 1)[0], word.rsplit("-", 1)[0])
            return ask(word) if any(map(possible, beginnings)) else NOTHING
        answer = answers.get(word)
        if answer is not None:
            return answer
        if word in to_ask or (possible(word) and not is_known(word)):
            return ask(word)
        return NOTHING

    return find, possible.beginnings().union(word[:FIRST] for word in {*answers, *to_ask})


def _listed_forms(spelt: dict[str, set[str]]) -> tuple[dict[str, frozenset[str]], set[str]]:
    """The forms that the dictionary gives the lemmas, each with its lemmas, and participles to ask about."""
    analyser = _analyser()
    dictionary = analyser.dictionary
    found: dict[str, set[str]] = defaultdict(set)
    participles: set[str] = set()
    for target, spellings in spelt.items():
        for word, entries in dictionary.words.similar_items(target, analyser.char_substitutes):
            for paradigm, index in entries:
                stem = dictionary.build_stem(dictionary.paradigms[paradigm], index, word)
                lexeme = dictionary.build_paradigm_info(paradigm)
                is_lemma = _yo(dictionary.build_normal_form(paradigm, index, word)) == target
                is_participle = str(lexeme[index][1]).startswith(PARTICIPLES)
                for prefix, tag, suffix in lexeme:
                    form = _yo(prefix + stem + suffix)
                    if is_lemma:
                        found[form] |= spellings
                    if is_participle and str(tag).startswith(PARTICIPLES):
                        participles.add(form)
    answers = {
        word: frozenset(lemmas | spelt.get(word, set()))
        for word, lemmas in found.items()
        if word not in participles
    }
    return answers, participles


class _Possible:
    """Whether pymorphy3 could take a word for a form of one of the targets, by the paradigms it has.

    Never says no wrongly; may say yes to a word that pymorphy3 then takes for something else.
    `words` are those that share too little with a target to be told by their first letters.
    """

    def __init__(self, targets: Iterable[str]) -> None:
        self._endings: dict[str, set[str]] = defaultdict(set)  # first endings of targets with a beginning
        self.words: set[str] = set()
        first_endings = {first for endings in _paradigms().values() for first in endings}
        for target in targets:
            for cut in range(len(target) + 1):
                beginning, ending = target[:cut], target[cut:]
                if ending not in first_endings:
                    continue
                if cut >= FIRST:
                    self._endings[beginning].add(ending)
                else:
                    for endings in _paradigms().values():
                        self.words.update(beginning + other for other in endings.get(ending, ()))
        self.first_letters = {beginning[:FIRST] for beginning in self._endings}

    def __call__(self, word: str) -> bool:
        if self._fits(word, "") or LONGER in word:
            return True
        for prefix in PREFIXES:
            at = word.find(prefix)
            while at >= 0:
                if self._fits(word[:at] + word[at + len(prefix) :], prefix):
                    return True
                at = word.find(prefix, at + 1)
        return False

    def beginnings(self) -> frozenset[str]:
        """The first letters of all words that are possible, but for those with a hyphen or `LONGER`."""
        plain = self.first_letters.union(word[:FIRST] for word in self.words)
        prefixed = {
            (first[:cut] + prefix + first[cut:])[:FIRST]
            for first in plain
            for prefix in PREFIXES
            for cut in range(len(first) + 1)
        }
        return frozenset(plain | prefixed)

    def _fits(self, word: str, prefix: str) -> bool:
        """Whether a word, its prefix taken away, is a beginning of a target with an ending that fits."""
        if word in self.words:
            return True
        if word[:FIRST] not in self.first_letters:
            return False
        endings = _paradigms()[prefix]
        for cut in range(FIRST, len(word) + 1):
            for first in self._endings.get(word[:cut], ()):
                if word[cut:] in endings.get(first, ()):
                    return True
        return False


@cache
def _paradigms() -> dict[str, dict[str, set[str]]]:
    """For each prefix of forms ("", по- and наи-) and each first ending, the endings of its forms.

    The first ending is the dictionary form's; participles have one of their own besides the verb's.
    """
    dictionary = _analyser().dictionary
    prefixes = list(dictionary.paradigm_prefixes)
    assert set(prefixes) == {"", *PREFIXES}
    suffixes = [_yo(suffix) for suffix in dictionary.suffixes]
    grammar = [str(tag) for tag in dictionary.gramtab]
    participles = {number for number, tag in enumerate(grammar) if tag.startswith(PARTICIPLES)}
    own_lemmas = {number for number in participles if " masc,sing,nomn" in grammar[number]}
    found: dict[str, dict[str, set[str]]] = {prefix: defaultdict(set) for prefix in prefixes}
    for paradigm in dictionary.paradigms:  # the numbers of all suffixes, then of tags, then of prefixes
        size = len(paradigm) // 3
        forms = list(zip(paradigm[:size], paradigm[size : 2 * size], paradigm[2 * size :], strict=True))
        first = suffixes[paradigm[0]]
        for suffix, _, prefix in forms:
            found[prefixes[prefix]][first].add(suffixes[suffix])
        if own := [
            (suffixes[suffix], prefixes[prefix]) for suffix, tag, prefix in forms if tag in own_lemmas
        ]:
            endings = {suffixes[suffix] for suffix, tag, _ in forms if tag in participles}
            for ending, prefix in own:
                found[prefix][ending] |= endings
    return {prefix: dict(by_first) for prefix, by_first in found.items()}


def _yo(word: str) -> str:
    return word.replace("ё", "е")
