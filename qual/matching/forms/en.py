"""English: simplemma's table of forms, and one spelling for British and American.

organisation and organization, defence and defense, labour and labor, peace-keeping and
peacekeeping meet. A term written as -ing or -ed (meeting, united) means that word and its plural,
not the verb's other forms; a term that is the verb (meet) takes them all, meeting included.

Limits: peace keeping in two words is two words. Verb forms with several readings (left, found,
broke) are taken as the table has them. A name or rare word that the table lacks is its own lemma,
with a plural or genitive -s taken off.
"""

from __future__ import annotations

import re
from functools import lru_cache

SPELLINGS = (
    # British on the left. The lookbehinds keep short words apart: prise and prize, pour and por.
    ("(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)", "iz"),  # organise
    ("(?<=[a-z]{2})ys(?=(?:e|ed|ing|er|ers)$)", "yz"),  # analyse
    ("(?<=[a-z]{3})our", "or"),  # labour, neighbourhood
    ("(?<=[a-z][a-z]t)re(?=s?$)", "er"),  # centre
    ("(?<=def|off|ret)ence(?=$|s$|less)", "ense"),  # defence, offence, pretence
    ("(?<=[a-z]{3}[ea])ll(?=(?:ed|er|ers|ing|or|ors)?$)", "l"),  # traveller, counsellor
    ("(?<=[a-z]{2}og)ue(?=s?$)", ""),  # dialogue
    ("(?<=[a-z]dg)e(?=ment)", ""),  # judgement
    ("oeuvre", "euver"),  # manoeuvre
)
WORDS = {
    "programme": "program",
    "licence": "license",
    "practise": "practice",
    "sceptic": "skeptic",
    "sceptical": "skeptical",
    "scepticism": "skepticism",
    "ageing": "aging",
    "fulfil": "fulfill",
    "fulfilment": "fulfillment",
    "enrol": "enroll",
    "enrolment": "enrollment",
    "artefact": "artifact",
    "grey": "gray",
    "towards": "toward",
}
SAME_IN_PLURAL = ("ss", "us", "is", "ics", "news")

_SPELLINGS = tuple((re.compile(british), american) for british, american in SPELLINGS)


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> frozenset[str]:
    """The word's lemma, without a genitive 's; of a hyphenated word the last part changes."""
    bare = word.removesuffix("'s").removesuffix("'")
    found = {_lemma(bare)}
    if "-" in bare:
        before, _, last = bare.rpartition("-")
        found.add(f"{before}-{_lemma(last)}")
    elif (
        bare in found
        and bare.endswith("s")
        and (bare.endswith("stanis") or not bare.endswith(SAME_IN_PLURAL))
    ):
        found.add(bare[:-1])
    return frozenset(found | {bare})


@lru_cache(maxsize=50_000)
def canonical(lemma: str) -> str:
    """The lemma that the table gives for what a codebook wrote; -ing and -ed stay as written."""
    return lemma if lemma.endswith(("ing", "ed")) else _lemma(lemma)


@lru_cache(maxsize=200_000)
def spelling(word: str) -> str:
    """The word in American spelling and without hyphens; not always a word, but always the same."""
    word = word.replace("-", "")
    word = WORDS.get(word, word)
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


def _lemma(word: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang="en")).lower()
