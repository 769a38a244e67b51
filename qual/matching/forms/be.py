"""Belarusian nouns and adjectives: endings by the last letter of the lemma, and the changes before them.

к г х т д soften before the ending of the locative (палітыка, палітыцы; рада, радзе), в is ў where
no vowel follows (мова, моў), a vowel comes and goes (удзелак, удзелка; ацэнка, ацэнак), and я is е
where the stress moves (мяжа, межы). That о becomes а by stress is known for a list of common nouns
only: to let it happen everywhere would take нарада (meeting) for народ (people). A first ў counts
as у, and a soft sign inside a word does not count, so that бясьпека is бяспека.

Limits: verbs take wildcards or `forms:`. Derived words (дзяржаўны from дзяржава) are lemmas of
their own, and so are comparatives and adverbs. The table was written from grammar and waits for a
native speaker's review.
"""

from __future__ import annotations

import re

from qual.matching.forms.endings import Stems, add, ends_in, listed

VOWELS = "аеіоуыэюя"  # ё stands as е here, as it does in keys
VELAR = "гкх"  # і follows them where ы follows others

PLURAL = {
    "hard": listed("ы аў оў эй ам амі ах"),
    "velar": listed("і аў оў ам амі ах"),
    "soft": listed("і яў еў ей ям ямі ях мі"),
}
FEMININE = {  # the singular; unstressed neuters (права, войска) look the same in the nominative
    "hard": listed("а ы у ай аю ой ою эй эю ам"),
    "velar": listed("а і у ай аю ой ою ам"),
    "soft": listed("я і ю яй яю ей ею"),
}
NEUTER = {"hard": listed("о а у ом ам"), "soft": listed("е я ю ем і")}
MASCULINE = {"hard": listed("а у ам ом"), "soft": listed("я ю ем і")}
ADJECTIVE = {
    "hard": listed("ы ая ае ое ыя ага ога аму ому ым ую ай аю ой ою ых ымі"),
    "velar": listed("і ая ае ое ія ага ога аму ому ім ую ай аю ой ою іх імі"),
    "soft": listed("і яя яе ія яга яму ім юю яй яю іх імі"),
}

STRESS_MOVES = {
    "вайна": "войн", "вада": "вод", "гара": "гор", "галава": "галов", "жана": "жон", "нага": "ног",
    "рака": "рэк", "старана": "старон", "страла": "стрэл", "цана": "цэн", "чарга": "чэрг",
    "акно": "вокн", "возера": "азер", "горад": "гарад", "голас": "галас", "двор": "двар", "стол": "стал",
    "год": "гад", "лес": "ляс", "век": "вяк", "мост": "маст", "вецер": "вятр", "востраў": "астрав",
    "бой": "ба", "край": "кра", "дзень": "дн", "боец": "байц",
}  # fmt: skip
"""What is left of a noun before the endings that the stress moves to, or away from."""

_SOFT_SIGN_INSIDE = re.compile("(?<=[сзцнл])ь(?=[^аеіоуыэюяь'])")


def spelling(word: str) -> str:
    """The word with у for a first ў and without the soft signs of the older spelling."""
    if word.startswith("ў"):
        word = "у" + word[1:]
    return _SOFT_SIGN_INSIDE.sub("", word)


def stems(lemma: str) -> Stems:
    """The stems of a noun or adjective, each with its endings."""
    found: Stems = {}
    if len(lemma) < 3:  # я, мы, ён: pronouns and particles go other ways
        return found
    stem, last = lemma[:-1], lemma[-1]
    if last in "ыі":
        _adjective(found, stem, _kind(stem, soft=last == "і"))
    elif last in "ая":
        _feminine(found, stem, _kind(stem, soft=last == "я"))
    elif last in "ое":
        add(found, stem, NEUTER["soft" if last == "е" else "hard"])
        _locative(found, stem)
        _plural(found, stem, _kind(stem, soft=last == "е"))
    elif last in "ьй":
        _soft(found, lemma)
    else:
        _masculine(found, lemma)
    if lemma in STRESS_MOVES:
        _moved(found, lemma, STRESS_MOVES[lemma])
    return found


def _adjective(found: Stems, stem: str, kind: str) -> None:
    """палітычны; nouns without a singular (перамовы, санкцыі) end alike and get their endings too."""
    add(found, stem, ADJECTIVE[kind])
    _plural(found, stem, kind)


def _feminine(found: Stems, stem: str, kind: str) -> None:
    add(found, stem, FEMININE[kind])
    if kind != "soft":
        _locative(found, stem)
    _plural(found, stem, kind)
    vowel = re.search(f"[{VOWELS}](?=[^{VOWELS}]*$)", stem)
    if vowel and vowel.group() == "я":  # мяжа, межы
        _plural(found, stem[: vowel.start()] + "е" + stem[vowel.end() :], kind)


def _masculine(found: Stems, lemma: str) -> None:
    stem = lemma[:-1] + "в" if lemma.endswith("ў") else lemma
    _declined_like_masculine(found, stem)
    if lemma.endswith(("аў", "еў", "оў", "ін", "ын")):  # surnames: Пуціным
        add(found, stem, ("ым",))
    if lemma.endswith("ін"):  # грамадзянін, грамадзяне
        add(found, lemma.removesuffix("ін"), PLURAL["hard"] | {"е", ""})
    if lemma[-1] in "жшчцрбпмвф" or lemma.endswith("ў"):  # feminine: ноч, ноччу; любоў, любові, любоўю
        add(found, stem, ("і", "ы"))
        add(found, lemma, ("у", "ю", "'ю", lemma[-1] + "у"))
    before, vowel, last = lemma[:-2], lemma[-2], lemma[-1]
    if vowel in "аое" and last in "кц" and any(letter in VOWELS for letter in before):
        if ends_in(before, VOWELS):  # еўрапеец, еўрапейца
            before += "й"
        elif before.endswith("в"):  # навуковец, навукоўца
            before = before[:-1] + "ў"
        _declined_like_masculine(found, before + last)  # канец, канца


def _declined_like_masculine(found: Stems, stem: str) -> None:
    add(found, stem, MASCULINE["hard"] | PLURAL[_kind(stem, soft=False)])
    if stem[-1] != "к":  # чалавек has чалавеку there
        _locative(found, stem)


def _soft(found: Stems, lemma: str) -> None:
    """край, секретарь; feminine: незалежнасць, незалежнасцю; сувязь, сувяззю."""
    stem = lemma[:-1]
    add(found, stem, MASCULINE["soft"] | PLURAL["soft"])
    double = stem[:-2] + "ддз" if stem.endswith("дз") else stem + stem[-1:]
    if lemma.endswith("ь"):
        add(found, double, ("ю",))


def _plural(found: Stems, stem: str, kind: str) -> None:
    """The plural, with a genitive that may have no ending: мова, моў; ацэнка, ацэнак."""
    add(found, stem, PLURAL[kind])
    if kind == "soft":
        close = "й" if ends_in(stem, VOWELS) else "ь"
    else:
        close = ""
    bare = [stem]
    if re.search(f"[^{VOWELS}'][^{VOWELS}']$", stem):
        bare += [stem[:-1] + vowel + stem[-1] for vowel in "аое"]
    for word in bare:
        word = word[:-1] + "ў" if word.endswith("в") and not close else word
        add(found, word + close, ("",))


def _locative(found: Stems, stem: str) -> None:
    """палітыцы, дапамозе, радзе; мяжы."""
    last = stem[-1:]
    if last == "к":
        add(found, stem[:-1] + "ц", ("ы", "э"))
    elif ends_in(stem, "жшчрц"):
        add(found, stem, ("ы", "э"))
    else:
        softened = {"г": "з", "х": "с", "т": "ц", "д": "дз"}.get(last, last)
        add(found, stem[:-1] + softened, ("е",))


def _moved(found: Stems, lemma: str, stem: str) -> None:
    if lemma.endswith(("й", "ь")):
        add(found, stem, MASCULINE["soft"] | PLURAL["soft"])
    elif ends_in(lemma, VOWELS):
        _plural(found, stem, _kind(stem, soft=False))
    else:
        _declined_like_masculine(found, stem)


def _kind(stem: str, *, soft: bool) -> str:
    """Whether a stem takes hard or soft endings, or those of г к х."""
    if ends_in(stem, VELAR):
        return "velar"
    return "soft" if soft else "hard"
