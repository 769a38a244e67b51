"""Kazakh nouns and adjectives: plural, possessive, case and person endings after the stem.

Limits: verbs take wildcards or `forms:`. Derived words (мемлекеттік from мемлекет) are lemmas of
their own. -сыз is left out although it may mean "you are": it nearly always means "without".
Kazakh in Latin letters is not known. The table was written from grammar and waits for a native
speaker's review.
"""

from __future__ import annotations

import re

from qual.matching.forms.endings import Stems, add
from qual.matching.forms.turkic import (
    VOWELS,
    Table,
    add_stem,
    endings,
    is_acronym,
    loose_endings,
    vocalic,
)

BACK, FRONT = "аоұыуёюя", "әеөүіиэ"

TABLE = Table(
    open=dict.fromkeys(BACK, "а") | dict.fromkeys(FRONT, "е"),
    close=dict.fromkeys(BACK, "ы") | dict.fromkeys(FRONT, "і"),
    fronted={"ғ": "г", "қ": "к"},
    # after    a vowel  р й у  л     м н ң  ж з   any other consonant
    plural="   лАр      лАр    дАр   дАр    дАр   тАр",
    mine=(
        "      м        Ым     Ым    Ым     Ым    Ым",
        "      ң        Ың     Ың    Ың     Ың    Ың",
    ),
    ours=(
        "      мЫз      ЫмЫз   ЫмЫз  ЫмЫз   ЫмЫз  ЫмЫз",
        "      ңЫз      ЫңЫз   ЫңЫз  ЫңЫз   ЫңЫз  ЫңЫз",
    ),
    theirs="   сЫ       Ы      Ы     Ы      Ы     Ы",
    cases=(
        "      нЫң      дЫң    дЫң   нЫң    дЫң   тЫң",
        "      ғА       ғА     ғА    ғА     ғА    қА",
        "      нЫ       дЫ     дЫ    дЫ     дЫ    тЫ",
        "      дА       дА     дА    дА     дА    тА",
        "      дАн      дАн    дАн   нАн    дАн   тАн",
        "      мен      мен    мен   мен    бен   пен",
        "      дАй      дАй    дАй   дАй    дАй   тАй",  # like
        "      нікі     дікі   дікі  дікі   дікі  тікі",  # belonging to
    ),
    cases_of_theirs=("нЫң", "нА", "н", "ндА", "нАн", "мен", "ндАй", "нікі"),
    there="    дАғЫ     дАғЫ   дАғЫ  дАғЫ   дАғЫ  тАғЫ",
    there_of_theirs="ндАғЫ",
    person=(
        "      мЫн      мЫн    мЫн   мЫн    бЫн   пЫн",
        "      мЫз      мЫз    мЫз   мЫз    бЫз   пЫз",
        "      сЫң      сЫң    сЫң   сЫң    сЫң   сЫң",
        "      сЫңдАр   сЫңдАр сЫңдАр сЫңдАр сЫңдАр сЫңдАр",
        "      дЫр      дЫр    дЫр   дЫр    дЫр   тЫр",
    ),
    comparative=("рАқ ЫрАқ ЫрАқ ЫрАқ ЫрАқ ЫрАқ",),
)

SOFTENED = {"к": "г", "қ": "ғ", "п": "б"}

_SHORTENED = re.compile(f"([^{VOWELS}]*[{VOWELS}][^{VOWELS.replace('у', '')}])[ыі]([^{VOWELS}])")
"""A stem of two syllables with a close vowel in the second; у counts as a consonant before it."""

AFTER_HYPHEN = loose_endings(TABLE) - {""}


def stems(lemma: str) -> Stems:
    """The stems of a noun or adjective, each with its endings."""
    found: Stems = {}
    add(found, f"{lemma}-", AFTER_HYPHEN)  # ҰҚШҰ-ның
    if is_acronym(lemma):
        add(found, lemma, loose_endings(TABLE))
        return found
    stem = lemma.removesuffix("ь")  # Кремль, Кремльге, Кремлі
    after = endings(TABLE, _ruling_vowels(lemma), _last_sounds(stem))
    if stem != lemma:
        add(found, lemma, after)
    if lemma.endswith("кт"):  # the loan объект makes объектілер, пакт пактіге
        add(found, f"{lemma}і", endings(TABLE, "і", "і"))
    add_stem(found, stem, after, SOFTENED, kept="п")
    short = _SHORTENED.fullmatch(stem)
    if short:  # халық, халқы; қауіп, қаупі
        add(found, short[1] + short[2], vocalic(after))
    return found


def _ruling_vowels(lemma: str) -> str:
    """The vowels that may rule the endings: а for back, е for front, both where spelling leaves it open."""
    vowels = [letter for letter in lemma if letter in VOWELS]
    last = vowels[-1]
    if last not in "иу":
        loan = lemma.endswith(("к", "г", "ь", "кт"))  # банкке, пактке, though their vowel is back
        return "ае" if (last in BACK and loan) or lemma.endswith("ә") else TABLE.open[last]
    # и and у are neutral: the vowel before them decides (келісуге, сайлауға) ...
    earlier = next((letter for letter in reversed(vowels) if letter not in "иу"), "")
    ruling = {TABLE.open[earlier]} if earlier else {"а", "е"}
    # ... but in loanwords they count themselves (референдумға, режимге, саммитке)
    if not lemma.endswith(("и", "у")):
        ruling.add("а" if last == "у" else "е")
    return "".join(sorted(ruling))


def _last_sounds(stem: str) -> str:
    """The last sound as the table's columns know it; у is a consonant there, и may be either."""
    if stem.endswith("у"):
        return "й"
    return "ий" if stem.endswith("и") else stem[-1:]
