"""In which language a turn is: told by its letters and by the small words every text is full of.

Each word speaks for or against each language: it has letters of that language alone (ә ғ қ ұ, ң ө ү,
ў, ҷ ҳ ӣ), letters that the language does not have, or is one of its most frequent words. The weights
are logarithms of rough shares, so that they add up. Names and acronyms do not count.

Limits: only the languages of `qual.model.LANGUAGES` are told apart, with Ukrainian, so that it is
not taken for Belarusian. A turn of a few words stays undecided. Kazakh in Latin letters, or written
without its own letters, is not known. A turn in two languages has the one of most of its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from qual.matching.words import fold, tokens
from qual.model import LANGUAGES, Source

ENOUGH, CLEARLY = 3, 8
"""Words that speak for a language before a turn without a language gets it, and before a turn of a
source in another language does."""

MARGIN = 3.0
"""How far the best language must lie before the next: the odds are then about 20 to 1."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What gives a language away."""

    letters: frozenset[str]
    own: frozenset[str]  # letters that Russian and English do not have
    share: float  # of the words that hold one of them, roughly
    endings: tuple[str, ...]  # common in the language, and rare in those that share its letters
    frequent: frozenset[str]  # spelt as `fold` leaves them: ё is е


def _profile(letters: str, own: str, share: float, frequent: str, endings: str = "") -> Profile:
    words = frozenset(fold(frequent).split())
    return Profile(frozenset(letters + own), frozenset(own), share, tuple(endings.split()), words)


RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"

PROFILES = {
    "ru": _profile(RUSSIAN, "", 0.0,
        "и в не на что я с он а как это по но они мы к у из за то же от так о был бы для вы если уже или "
        "быть только ее его их когда вот еще было чтобы нет даже очень при со во до все она который "
        "которые которых можно где есть этом этого эти были была потому кто себя может после может под "
        "без этот эта тем чем нас нам вам вас мне меня ну да там тут тоже сейчас потом более также между "
        "через",
        endings="ого его ому ему ыми ими ами ями ых ах ях ость ости ение ения ться тся ть ют ят ов ев ую ая "
        "ое ее ые ие ный ский ает яет ует ался лась лось лись"),
    "be": _profile("абвгдежзійклмнопрстуўфхцчшыьэюя", "іў", 0.5,
        "і ў у не на што я з ён а як гэта па але яны мы да з-за за то ж ад так пра быў бы для вы калі ўжо "
        "ці быць толькі яе яго іх вось яшчэ было каб няма нават вельмі пры са усе яна які якія якіх якая "
        "можна дзе ёсць гэтага гэтым гэтай былі была таму хто сябе можа пасля пад без гэты гэтая тым чым "
        "нас нам вам вас мне мяне ну там тут таксама цяпер потым больш паміж праз уж усё",
        endings="ць цца ага яга аму яму ыя ія ання яння ення анне янне енне асць ваў лася лося ая ую ых ах "
        "ях аць"),
    "uk": _profile("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "ґєії", 0.5,
        "і в у не на що я з він а як це по але вони ми до й за то ж від так про був б для ви якщо вже чи "
        "бути тільки її його їх коли ось ще було щоб немає навіть дуже при всі вона який які яких яка "
        "можна де є цього цим були була тому хто себе може після під без цей ця тим ніж нас нам вам мені "
        "мене ну та там тут також тепер потім більш між через та"),
    "kk": _profile(RUSSIAN, "әғқңөұүһі", 0.65,
        "және мен бұл да де бір үшін ол деп бар оның болып өз сол осы емес біз ең қарай кейін жоқ болды "
        "болған туралы ғана олар сіз оны бірақ қазір керек еді екен дейін сияқты көп бойынша мұндай "
        "арқылы болады бен пен ал та те не деген үлкен басқа кезде біздің олардың өте тек соң қатар қалай "
        "неге жаңа"),
    "ky": _profile(RUSSIAN, "ңөү", 0.3,
        "жана менен бул да бир үчүн ал деп бар анын болуп өз ошол эмес биз эң кийин жок болду болгон "
        "жөнүндө алар сиз аны бирок азыр керек эле экен чейин сыяктуу көп боюнча мындай аркылуу болот же "
        "го эми аларды деген чоң башка кезде биздин алардын абдан гана соң катары кандай эмне жаңы ар кээ "
        "бери ошондуктан",
        endings="нын нин нун нүн дын дин дун тын тин тун лар лер лор дар дер дор тар тер тор дан ден тан "
        "тен уу оо ган ген гон кан кен кон ып уп луу дуу туу роок раак дагы деги нда нде ндо"),
    "tg": _profile("абвгдежзийклмнопрстуфхчшъэюя", "ғӣқӯҳҷ", 0.35,
        "ва дар ба аз ки ин ро бо барои аст он як худ то ҳам мо онҳо шумо мекунад мешавад буд буданд шуд "
        "кард карда шуда бояд агар вале аммо низ ҳар ҳеҷ чун пас бештар метавонад дорад доранд ман вай "
        "нест ҳаст бисер баъд баъди дигар ягон чи чӣ зери миени пеш хеле е на ҳамчун тавассути нисбат"),
    "hy": _profile("", "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև", 0.99, ""),
    "en": _profile("abcdefghijklmnopqrstuvwxyz", "", 0.0,
        "the of and to in a is that it for was on as with be by are this not have from or at which but "
        "they an were we their has had he his you can there been one more if would who when will its all "
        "also what so about up into than them only some other could time very then these may do any my "
        "now such like our over even most after me did many must before through back where much your way "
        "well should because each just those how too no i she her said does during between against while "
        "both being under never him same i'm don't it's"),
}  # fmt: skip

OUTSIDE, FREQUENT, ENDING = log(0.02), 2.0, 1.0
"""For a word with letters that a language does not have, for one of its most frequent words, for one
with an ending that is common in it."""

FOREIGN = 3
"""Letters that a language lacks, and a turn of a source in it is looked at more closely."""

SHOWN, SHARE_SHOWN = {"kk": "әғқұ", "ky": "ңөү"}, 0.03
"""Kazakh and Kyrgyz have all the letters of Russian, and Kazakh those of Kyrgyz: their turns are looked
at more closely unless these letters make up this share of them."""

SUPPORT = 0.3
"""Share of the words that must speak for a language, so that a quotation does not decide a turn."""


def detect(text: str, candidates: Iterable[str] = LANGUAGES) -> str:
    """The language of a text among the candidates, or "" when that is not sure."""
    return _decide(text, candidates, ENOUGH)


def turn_languages(source: Source) -> tuple[str, ...]:
    """The language of each turn of a source, "" where nobody knows.

    A turn's own language comes first. Then the source's, unless the turn is clearly in another: a
    long answer in Kazakh is Kazakh in a Russian interview. In a source without a language each turn
    is told by its words, and a turn too short for that has the language of most of the source. A
    source in a language that is not ours keeps it for all its turns.
    """
    if source.language and source.language not in PROFILES:
        return tuple(turn.language or source.language for turn in source.turns)
    enough = CLEARLY if source.language else ENOUGH
    told = []
    for turn in source.turns:
        text = source.text[turn.start : turn.end]
        if turn.language or _looks_like(source.language, text):
            told.append(turn.language or source.language)
        else:
            told.append(_decide(text, LANGUAGES, enough))
    default = source.language or _majority(source, told)
    return tuple(language or default for language in told)


def _looks_like(language: str, text: str) -> bool:
    """Whether the letters alone leave no doubt that a text is in the language: a quick look, no more."""
    if not language:
        return False
    if len(_foreign(language).findall(text)) >= FOREIGN:
        return False
    shown = SHOWN.get(language, "")
    return not shown or sum(text.count(letter) for letter in shown) > SHARE_SHOWN * len(text)


@cache
def _foreign(language: str) -> re.Pattern[str]:
    """A letter that a language does not have."""
    letters = "".join(sorted(PROFILES[language].letters)) + "ё"
    return re.compile(f"[^\\W\\d_{letters}{letters.upper()}]")


def _majority(source: Source, told: Iterable[str]) -> str:
    """The language of most characters; "" when no turn has one."""
    lengths: Counter[str] = Counter()
    for turn, language in zip(source.turns, told, strict=True):
        if language:
            lengths[language] += turn.end - turn.start
    return max(lengths, key=lambda language: lengths[language], default="")


def _decide(text: str, candidates: Iterable[str], enough: int) -> str:
    words = _telling_words(text)
    wanted = tuple(candidates)
    competing = [language for language in PROFILES if language in (*wanted, "uk")]
    score = dict.fromkeys(competing, 0.0)
    support = dict.fromkeys(competing, 0)
    for word, times in words.items():
        weights = _weights(word)
        for language in competing:
            weight, speaks_for = weights[language]
            score[language] += times * weight
            support[language] += times * speaks_for
    best, *others = sorted(competing, key=lambda language: -score[language])
    ahead = min((score[best] - score[other] for other in others), default=MARGIN)
    if ahead < MARGIN or support[best] < max(enough, SUPPORT * words.total()) or best not in wanted:
        return ""
    return best


def _telling_words(text: str) -> Counter[str]:
    """The words of a text without names, acronyms and numbers: those in small letters, and frequent ones."""
    folded = fold(text)
    frequent = _frequent_words()
    return Counter(
        folded[start:end]
        for start, end in tokens(text)
        if text[start].islower() or folded[start:end] in frequent
    )


@lru_cache(maxsize=100_000)
def _weights(word: str) -> dict[str, tuple[float, bool]]:
    """How strongly a word speaks for each language or against it, and whether it is a reason for it."""
    return {language: _weight(word, profile) for language, profile in PROFILES.items()}


def _weight(word: str, profile: Profile) -> tuple[float, bool]:
    letters = set(word) - set("-'")
    if not letters <= profile.letters:
        return OUTSIDE, False
    has_own = not letters.isdisjoint(profile.own)
    weight = log(profile.share if has_own else 1 - profile.share) if profile.own else 0.0
    if word in profile.frequent:
        return weight + FREQUENT, True
    if len(word) > 4 and word.endswith(profile.endings):
        return weight + ENDING, True
    return weight, has_own


@cache
def _frequent_words() -> frozenset[str]:
    return frozenset().union(*(profile.frequent for profile in PROFILES.values()))
