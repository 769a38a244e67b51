"""Armenian (Eastern) nouns and adjectives: plural, cases, article and possessive endings.

ի and ու of the last syllable may fall before an ending (խորհուրդ, խորհրդի), -ություն makes
-ության and -ում -ման. և, եւ and եվ count as the same.

Limits: verbs take wildcards or `forms:`; only infinitives are declined. A noun in the locative
looks like a present participle (գործում is "in the matter" and "acts"). Derived words
(սահմանային from սահման) are lemmas of their own. The table was written from grammar and waits
for a native speaker's review.
"""

from __future__ import annotations

import re

from qual.matching.forms.endings import Stems, add, joined

OWNER = ("", "ս", "դ")  # my, your
ARTICLE = ("", "ն", "ս", "դ")  # the (after a vowel, or before one), my, your
ARTICLE_AFTER_CONSONANT = (*ARTICLE, "ը")

CASES = joined(("ի",), ARTICLE) | joined(("ից", "ով", "ում"), OWNER)
PLURAL = joined(("ներ",), CASES.union(ARTICLE_AFTER_CONSONANT))
SHORT_PLURAL = joined(
    ("եր",), CASES.union(ARTICLE_AFTER_CONSONANT)
)  # of one syllable, and compounds: պայմանագրեր

# Genitive and dative of other declensions
AN = joined(("ան",), ARTICLE_AFTER_CONSONANT) | joined(("ամբ",), OWNER)  # անվտանգության, -ությամբ
U = joined(("ու",), ARTICLE) | joined(("ուց", "ով", "ում"), OWNER)  # քաղաքացու
VA = joined(("վա",), ARTICLE) | joined(("վանից",), OWNER)  # տարվա

TIMES = ("օր", "տարի", "ամիս", "շաբաթ", "ժամ", "րոպե", "վայրկյան", "գիշեր", "դար", "այսօր", "երեկ")

IRREGULAR: dict[str, Stems] = {
    "մարդ": {"մարդ": U, "մարդիկ": frozenset(ARTICLE), "մարդկանց": CASES.union(ARTICLE)},
    "կին": {
        "կնոջ": CASES.union(ARTICLE_AFTER_CONSONANT),
        "կանայք": frozenset(ARTICLE_AFTER_CONSONANT),
        "կանանց": CASES.union(ARTICLE),
    },
    "տուն": {"տ": AN},
    "անուն": {"անվ": AN},
    "հայր": {"հոր": CASES.union(ARTICLE_AFTER_CONSONANT)},
    "մայր": {"մոր": CASES.union(ARTICLE_AFTER_CONSONANT)},
}
"""Stems beyond the rules, of words that interviews are full of."""

VERBS = {"խնդիր": "խնդրում"}
"""A form of a noun that is nearly always a verb: "please", not "in the matter"."""

_CONSONANT = "[^աեէըիոօւ]"
_REDUCING = re.compile(rf"(.*{_CONSONANT})(?:ի|ու)({_CONSONANT}{{1,2}})")


def spelling(word: str) -> str:
    """The word with և and եւ written եվ."""
    return word.replace("և", "եվ").replace("եւ", "եվ")


def stems(lemma: str) -> Stems:
    """The stems of a noun or adjective, each with its endings."""
    found: Stems = {}
    if lemma.endswith("ություն"):
        add(found, lemma, PLURAL.union(ARTICLE_AFTER_CONSONANT, joined(("ից", "ում"), OWNER)))
        add(found, lemma.removesuffix("ուն"), AN)
    elif lemma.endswith("ու"):  # լեզու, լեզվի
        add(found, lemma, PLURAL.union(ARTICLE, CASES))
        add(found, lemma.removesuffix("ու") + "վ", CASES)
    elif lemma.endswith("ի"):  # քաղաքացի, քաղաքացու
        add(found, lemma, PLURAL.union(ARTICLE, CASES))
        add(found, lemma.removesuffix("ի"), U)
    elif lemma.endswith(("ա", "ո", "օ", "ե", "է")):  # Եվրոպա, Եվրոպայի
        add(found, lemma, PLURAL.union(ARTICLE, CASES))
        add(found, lemma + "յ", CASES)
    else:
        add(found, lemma, PLURAL.union(SHORT_PLURAL, CASES, ARTICLE_AFTER_CONSONANT))
        _add_changed(found, lemma)
    if lemma in TIMES:
        add(found, lemma.removesuffix("ի"), VA)
    for stem, endings in IRREGULAR.get(lemma, {}).items():
        add(found, stem, endings)
    for stem in found:
        found[stem] = frozenset(ending for ending in found[stem] if stem + ending != VERBS.get(lemma))
    add(found, f"{lemma}-", PLURAL.union(CASES, ARTICLE_AFTER_CONSONANT) - {""})  # ՀԱՊԿ-ի
    return found


def _add_changed(found: Stems, lemma: str) -> None:
    """The stems of a word that ends in a consonant as they change before an ending."""
    if lemma.endswith(("ել", "ալ")):  # an infinitive: ստեղծելու, ստեղծելիս
        add(found, lemma, U | {"իս"})
    if lemma.endswith("յուն"):  # արյուն, արյան
        add(found, lemma.removesuffix("ուն"), AN)
    elif lemma.endswith("ում"):  # որոշում, որոշման
        add(found, lemma.removesuffix("ում") + "մ", AN)
    elif lemma.endswith("ույս"):  # հույս, հուսով
        add(found, lemma.removesuffix("յս") + "ս", CASES)
    else:
        reducing = _REDUCING.fullmatch(lemma)
        if reducing:  # պայմանագիր, պայմանագրի, պայմանագրեր; երկիր, երկրներ; գարուն, գարնան
            add(found, reducing[1] + reducing[2], CASES.union(SHORT_PLURAL, PLURAL, AN))
            if lemma in TIMES:
                add(found, reducing[1] + reducing[2], VA)  # ամիս, ամսվա
