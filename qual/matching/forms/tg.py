"""Tajik nouns and adjectives: plural, izofa, indefinite -е, -ро, enclitic pronouns, -у "and".

ӣ counts as и and ӯ as у, because transcripts write both. So the adjective in -ӣ (амниятӣ) is
caught with its noun (амният), and cannot be told from the noun with izofa (амнияти); for a few
nouns that takes in an abstract noun as well (дӯст, дӯстӣ).

Limits: verbs take wildcards or `forms:`; so do broken plurals (манбаъ, манобеъ). Words derived
with other endings (сарҳадбон, давлатманд) are lemmas of their own. The table was written from
grammar and waits for a native speaker's review.
"""

from __future__ import annotations

from qual.matching.forms.endings import Stems, add, ends_in, joined

VOWELS = "аеиоуэюя"

_SAME = str.maketrans("ӣӯ", "иу")

PRONOUNS = ("ам", "ат", "аш", "амон", "атон", "ашон")  # my, your, his or her; our, your, their
PRONOUNS_AFTER_VOWEL = (*PRONOUNS, "ям", "ят", "яш", "ямон", "ятон", "яшон")
WE_YOU_THEY_ARE = ("ем", "ед", "анд")

AFTER_CONSONANT = frozenset(
    {"", "ро", "у", "и", "ии", "ию", "иро", "е", "еро", "ест"} | joined(PRONOUNS, ("", "ро", "у"))
)
AFTER_VOWEL = frozenset(
    {"", "ро", "ю", "ву", "и", "йи", "ии", "е", "ие", "еро", "ест", "янд"}
    | joined(PRONOUNS_AFTER_VOWEL, ("", "ро", "у"))
)
DEGREES = ("тар", "тарин")
PEOPLE = ("он",)  # шарикон
PEOPLE_AFTER_VOWEL = ("гон", "вон", "ен")  # намояндагон, бозувон, доноён (ё counts as е)

ENDINGS_AFTER_CONSONANT = AFTER_CONSONANT.union(
    joined(("ҳо",), AFTER_VOWEL), joined((*PEOPLE, *DEGREES), AFTER_CONSONANT)
)
ENDINGS_AFTER_VOWEL = AFTER_VOWEL.union(
    WE_YOU_THEY_ARE, joined(("ҳо",), AFTER_VOWEL), joined((*PEOPLE_AFTER_VOWEL, *DEGREES), AFTER_CONSONANT)
)


def spelling(word: str) -> str:
    """The word without the strokes of ӣ and ӯ."""
    return word.translate(_SAME)


def stems(lemma: str) -> Stems:
    """The stems of a noun or adjective, each with its endings."""
    found: Stems = {}
    if lemma.endswith("и"):
        add(found, lemma, ENDINGS_AFTER_VOWEL - {"ят"})  # расмият is a noun of its own
    elif ends_in(lemma, VOWELS):
        add(found, lemma, ENDINGS_AFTER_VOWEL)
    else:
        add(found, lemma, ENDINGS_AFTER_CONSONANT)
        if not ends_in(lemma, "тд"):  # даромад is an income, даромаданд "they entered"
            add(found, lemma, WE_YOU_THEY_ARE)
    if lemma.endswith("уъ"):  # мавзӯъ, мавзӯи
        add(found, lemma[:-1], ENDINGS_AFTER_VOWEL - {""})
    add(found, f"{lemma}-", ENDINGS_AFTER_CONSONANT - {""})  # САҲШ-ро
    return found
