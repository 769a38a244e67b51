"""Kyrgyz nouns and adjectives: plural, possessive, case and person endings, the question particle.

Limits: verbs take wildcards or `forms:`. Derived words (мамлекеттик from мамлекет) are lemmas of
their own; so are stems that change beyond the rule (орун, орду). -сыз is left out although it may
mean "you are": it nearly always means "without". The table was written from grammar and waits for
a native speaker's review.
"""

from __future__ import annotations

import re

from qual.matching.forms.endings import Stems, add
from qual.matching.forms.turkic import VOWELS, Table, add_stem, endings, is_acronym, loose_endings

TABLE = Table(
    # Rounded vowels round the ending, except that у is followed by an open а: колдор, уюмдар.
    open=dict.fromkeys("аыяую", "а")
    | dict.fromkeys("оё", "о")
    | dict.fromkeys("еэи", "е")
    | dict.fromkeys("өү", "ө"),
    close=dict.fromkeys("аыя", "ы")
    | dict.fromkeys("оёую", "у")
    | dict.fromkeys("еэи", "и")
    | dict.fromkeys("өү", "ү"),
    fronted={},
    # after    a vowel  р й    л     м н ң  ж з   any other consonant
    plural="   лАр      лАр    дАр   дАр    дАр   тАр",
    mine=(
        "      м        Ым     Ым    Ым     Ым    Ым",
        "      ң        Ың     Ың    Ың     Ың    Ың",
    ),
    ours=(
        "      бЫз      ЫбЫз   ЫбЫз  ЫбЫз   ЫбЫз  ЫбЫз",
        "      ңАр      ЫңАр   ЫңАр  ЫңАр   ЫңАр  ЫңАр",
        "      ңЫз      ЫңЫз   ЫңЫз  ЫңЫз   ЫңЫз  ЫңЫз",
        "      ңЫздАр   ЫңЫздАр ЫңЫздАр ЫңЫздАр ЫңЫздАр ЫңЫздАр",
    ),
    theirs="   сЫ       Ы      Ы     Ы      Ы     Ы",
    cases=(
        "      нЫн      дЫн    дЫн   дЫн    дЫн   тЫн",
        "      гА       гА     гА    гА     гА    кА",
        "      нЫ       дЫ     дЫ    дЫ     дЫ    тЫ",
        "      дА       дА     дА    дА     дА    тА",
        "      дАн      дАн    дАн   дАн    дАн   тАн",
        "      дАй      дАй    дАй   дАй    дАй   тАй",  # like
        "      нЫкЫ     дЫкЫ   дЫкЫ  дЫкЫ   дЫкЫ  тЫкЫ",  # belonging to
    ),
    cases_of_theirs=("нЫн", "нА", "н", "ндА", "нАн", "ндАй", "нЫкЫ"),
    there="    дАгЫ     дАгЫ   дАгЫ  дАгЫ   дАгЫ  тАгЫ",
    there_of_theirs="ндАгЫ",
    person=(
        "      мЫн      мЫн    мЫн   мЫн    мЫн   мЫн",
        "      бЫз      бЫз    бЫз   бЫз    бЫз   пЫз",
        "      сЫң      сЫң    сЫң   сЫң    сЫң   сЫң",
        "      сЫңАр    сЫңАр  сЫңАр сЫңАр  сЫңАр сЫңАр",
        "      дЫр      дЫр    дЫр   дЫр    дЫр   тЫр",
    ),
    comparative=("рААк ЫрААк ЫрААк ЫрААк ЫрААк ЫрААк",),
    closing=("бЫ бЫ бЫ бЫ бЫ пЫ",),  # a question: коопсуздукпу
)

SOFTENED = {"к": "г", "п": "б"}

_YO = re.compile(f"[{VOWELS}]е[^{VOWELS}]*$")

AFTER_HYPHEN = loose_endings(TABLE) - {""}


def stems(lemma: str) -> Stems:
    """The stems of a noun or adjective, each with its endings."""
    found: Stems = {}
    add(found, f"{lemma}-", AFTER_HYPHEN)  # АКШ-нын
    vowels = [letter for letter in lemma if letter in TABLE.open]
    if is_acronym(lemma) or not vowels:
        add(found, lemma, loose_endings(TABLE))
        return found
    stem = lemma.removesuffix("ь")  # Кремль, Кремлдин and Кремльдин
    # б в г д at the end of a loanword are voiced or not: Киевдин, клубтун.
    sounds = stem[-1] + "з" if stem[-1] in "бвгд" else stem[-1]
    # е behind another vowel was perhaps a ё before folding: коён, коёндун.
    after = endings(TABLE, "ео" if _YO.search(stem) else vowels[-1], sounds)
    if stem != lemma:
        add(found, lemma, after)
    add_stem(found, stem, after, SOFTENED, kept="п")
    return found
