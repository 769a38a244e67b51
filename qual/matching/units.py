"""The stretches that rules are looked for in: sentences, paragraphs, turns.

A sentence can only end where white space follows: at a stop that no abbreviation, initial, list
number or quotation explains, or at a line break, unless the line was merely wrapped. `г.`, `т.е.`,
`им.`, `К.К. Токаев`, `U.S.`, `т.б.` do not end a sentence; `…`, `?!` and the Armenian `։` do. The
Armenian `՞` and `՜` stand inside words and end nothing.

Limits: where a capital letter follows an abbreviation that may be last (2022 г. Стороны …), the
words around it decide, and they can deceive. A sentence that begins with a small letter is taken
for the rest of the one before.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from qual.model import Turn, Unit


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a language's abbreviations tell about the stop behind them. Lower case, blanks between."""

    never_last: str = ""  # something follows: им. Пушкина
    before_number: str = ""  # something follows when that is a number: No. 4, but "He said no. We left."
    after_number: str = ""  # behind a number what follows decides: 2022 г. Стороны …, 2022 г. в Ереване
    may_be_last: str = ""  # the next capital letter begins a sentence: и т.д.
    in_names: str = ""  # the next capital letter may well belong to a name: U.S. Congress
    beginnings: str = ""  # words that, with a capital letter, begin a sentence whatever stands before
    prepositions: str = ""  # В январе 2022 г. Казахстан … is one sentence


ABBREVIATIONS = {
    "ru": Abbreviations(
        never_last="т.е т.н т.к т.о и.о г им ул д кв с п пп ст ср стр рис см напр проф акад ген полк чл корр "
        "гос изд ред пер прим табл гл кн туп тел тов гр г-н г-жа св обл р оз о т тт зам респ",
        after_number="г гг в вв ч мин сек км кг руб коп тыс млн млрд чел",
        may_be_last="др т.д т.п пр н.э р.х",
        beginnings="в у я и а о с к это этот он она они мы вы но да нет потом затем поэтому однако тогда там "
        "тут здесь если когда как что так вот ну по на при после до для за из от все его ее их не "
        "или ещё еще также",
        prepositions="в во с со к ко до после на за по от из около",
    ),
    "be": Abbreviations(
        never_last="г.зн т.зв г ім вул д кв с п арт мал гл праф акад ген напр гр сп сп-р вобл р воз т",
        after_number="г гг ст стст тыс млн млрд руб чал",
        may_be_last="інш т.д т.п г.д",
        beginnings="у я і а з гэта ён яна яны мы вы але так не потым там тут калі як што для пасля на па але",
        prepositions="у ў з да пасля на за па ад з-за каля",
    ),
    "kk": Abbreviations(
        never_last="б.э ж.т қ көш обл ауд проф акад ген",
        after_number="ж жж ғ млн млрд мың",
        may_be_last="т.б ж.б т.с.с",
        beginnings="бұл ол олар біз сіз бірақ сондықтан содан сонда осы мен иә жоқ егер",
    ),
    "ky": Abbreviations(
        never_last="б.а м.а к ш шт көч обл проф акад ген",
        after_number="ж жж к млн млрд миң",
        may_be_last="ж.б ж.б.у.с т.б",
        beginnings="бул ал алар биз сиз бирок ошондуктан анан мен ооба жок эгер",
    ),
    "tg": Abbreviations(
        never_last="м.с мас с ш н ҷ проф акад ген вил",
        after_number="м млн млрд ҳаз",
        may_be_last="ғ в.ғ",
        beginnings="ин он онҳо мо шумо аммо вале баъд пас ман не ҳа агар дар",
        prepositions="дар аз то ба пас баъди",
    ),
    "hy": Abbreviations(
        never_last="պրոֆ ակադ գեն փող ք տ պ հմմտ օր դոկտ թ թթ դդ մլն մլրդ հզ",
        may_be_last="այլն",
        beginnings="սա նա նրանք մենք դուք բայց հետո այո ոչ եթե ես այդ այս դա իսկ",
    ),
    "en": Abbreviations(
        never_last="mr mrs ms dr prof gen col lt sgt capt adm amb hon rev st messrs v vs e.g i.e cf approx",
        before_number="no nos art fig sec para p pp vol ch jan feb mar apr jun jul aug sep sept oct nov dec",
        may_be_last="etc al inc ltd co corp dept est",
        in_names="u.s u.k u.n e.u a.m p.m ph.d d.c",
        beginnings="a the he she it they we you but and in this that these there then so if when what who "
        "how not no yes on at for from by as after before our my his her their",
    ),
}

STOPS = ".!?…։․"  # the last one is the Armenian dot
CLOSING = "\"'»”’)]¹²³"
OPENING = "\"'«„“‘([—–-•*"
ROUNDABOUT = 80
"""Characters before and behind a gap that are looked at: what is further off does not decide."""

_GAP = re.compile(
    rf"(?<=[{re.escape(STOPS + CLOSING)}:])\s+"  # behind what may be a stop
    r"|(?<=\S)[^\S\n]*+\n\s*"  # or with a line break
)
_CLOSED = re.compile(rf"(?:\[\d{{1,3}}\]|[{re.escape(CLOSING)}])*$")  # [12] is a footnote
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{1,40}[)\]]$")  # (laughs)
_STOPS = re.compile(f"[{re.escape(STOPS)}]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_LIST_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[^\W\d_]")
_LIST_SIGN = re.compile(r"[-•*]\s|\d{1,3}[.)]\s")
_NEXT_WORD = re.compile(r"[^\W\d_]+(?![^\W\d_]|\.)")  # no initial
_ARMENIAN = re.compile("[Ա-և]")


def sentences(text: str, start: int = 0, end: int | None = None, language: str = "") -> list[tuple[int, int]]:
    """Where the sentences of `text[start:end]` begin and end, without the white space between them.

    Every character that is not white space lies in exactly one sentence.
    """
    stop = len(text) if end is None else end
    first = re.compile(r"\S").search(text, start, stop)
    if first is None:
        return []
    manner = _Manner(
        _abbreviations(language),
        wrapped=_is_wrapped(text[start:stop]),
        colon_is_stop=text.find("։", start, stop) < 0,
    )
    found: list[tuple[int, int]] = []
    begin = first.start()
    for gap in _GAP.finditer(text, begin, stop):
        if gap.end() == stop:
            break
        before = text[max(begin, gap.start() - ROUNDABOUT) : gap.start()]
        after = text[gap.end() : min(stop, gap.end() + ROUNDABOUT)]
        whole = gap.start() - begin <= ROUNDABOUT
        if _ends(_Gap(before, after, gap.group().count("\n"), whole), manner):
            found.append((begin, gap.start()))
            begin = gap.end()
    return found + _stripped(text, begin, stop)


def units(text: str, turn: Turn, unit: Unit, language: str = "") -> list[tuple[int, int]]:
    """The stretches of a turn inside which a rule is looked for, and which a suggestion covers.

    For the unit `match` rules are looked for inside sentences as well.
    """
    if unit == "turn":
        return _stripped(text, turn.start, turn.end)
    if unit == "paragraph":
        found: list[tuple[int, int]] = []
        begin = turn.start
        for line in text[turn.start : turn.end].split("\n"):
            found += _stripped(text, begin, begin + len(line))
            begin += len(line) + 1
        return found
    return sentences(text, turn.start, turn.end, language or turn.language)


def _stripped(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The stretch without white space at its ends; nothing when only that is there."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return [(begin, end)] if end > begin else []


# --- does the sentence end at a gap? ---------------------------------------------------------


class _Gap(NamedTuple):
    """White space in a text, with what stands around it."""

    before: str  # of the sentence so far, its last characters
    after: str
    line_breaks: int
    whole: bool  # `before` is the whole sentence so far


class _Manner(NamedTuple):
    """How a text is written."""

    words: _Words
    wrapped: bool  # its lines were broken at a width
    colon_is_stop: bool  # when Armenian, it was typed with : for ։


def _ends(gap: _Gap, manner: _Manner) -> bool:
    following = gap.after.lstrip(OPENING + " ")
    if gap.line_breaks > 1:
        return True
    if gap.line_breaks == 1 and _LIST_SIGN.match(gap.after):
        return True
    before = _up_to_stop(gap.before)
    found = _STOPS.search(before)
    if found is None:
        line_ends = gap.line_breaks == 1 and _line_ends(gap.before, following, manner)
        return line_ends or _is_armenian_stop(before, gap.after, manner)
    if found.start() == 0 or before[found.start() - 1] in "([":
        return gap.line_breaks == 1  # a stop without words, as in (?) or […]
    if following[:1] in tuple(".,;:!?…"):
        return False
    if "։" in found.group():
        return True
    if following[:1].islower():
        return False  # «Почему?» — спросил он; ну... как бы
    if found.group() not in (".", "․"):
        return True
    if not manner.colon_is_stop and _ARMENIAN.match(before[found.start() - 1]):
        return False  # beside ։ the dot is a lesser stop
    return _full_stop_ends(before[: found.start()], following, gap, manner.words)


def _up_to_stop(before: str) -> str:
    """Without quotation marks and brackets behind the stop, and without an aside such as (laughs)."""
    without_aside = _CLOSED.sub("", _ASIDE.sub("", before))
    return without_aside if _STOPS.search(without_aside) else _CLOSED.sub("", before)


def _line_ends(before: str, following: str, manner: _Manner) -> bool:
    """Whether a line that has no stop at its end is a sentence: a heading, an item of a list."""
    if following[:1].islower():
        return before[-1] in ":;"
    return not manner.wrapped


def _is_armenian_stop(before: str, after: str, manner: _Manner) -> bool:
    return (
        manner.colon_is_stop
        and before.endswith(":")
        and _ARMENIAN.match(before[:-1].rstrip(CLOSING)[-1:]) is not None
        and (after[:1].isupper() or after[:1].isdigit())  # and no quotation mark: Նա ասաց: «…
    )


def _full_stop_ends(before: str, following: str, gap: _Gap, words: _Words) -> bool:
    """Whether the full stop behind `before` ends a sentence although an abbreviation could explain it."""
    written = (before.split() or [""])[-1].lstrip(OPENING)
    if "://" in written or "@" in written:
        return True
    if gap.whole and before.lstrip(OPENING + " ") == written and _LIST_NUMBER.fullmatch(written):
        return False  # 3. Третье; "2022." has too many digits
    next_word = _NEXT_WORD.match(following)
    begins = next_word is not None and next_word.group().lower() in words.beginnings
    abbreviation = _abbreviation(before, words)
    if abbreviation in words.in_names:
        return begins
    if abbreviation in words.may_be_last:
        return not following[:1].isdigit()
    if abbreviation in words.after_number and re.search(r"[\dIVX]\s*\S+$", before):
        return not following[:1].isdigit() and (begins or not _is_opening(before, gap, words))
    if abbreviation in words.before_number:
        return not following[:1].isdigit()
    if abbreviation in words.never_last:
        return begins
    if _INITIALS.fullmatch(written) and written.isupper():
        return begins  # К. Токаев, but "план Б. Потом"
    return True


def _abbreviation(before: str, words: _Words) -> str:
    """The abbreviation at the end: т.д also when written т. д, корр from чл.-корр."""
    folded = before.lower().split() or [""]
    last = folded[-1].lstrip(OPENING + "0123456789")  # 2022г.
    spaced = "".join(folded[-2:]).lstrip(OPENING)
    if re.fullmatch(r"[^\W\d_]\.[^\W\d_]", spaced) and spaced in words.known:
        return spaced
    return last if last in words.known else re.split(r"[.-]", last)[-1] if "-" in last else last


def _is_opening(before: str, gap: _Gap, words: _Words) -> bool:
    """Whether a sentence so far is only the date it begins with: В январе 2022 г."""
    so_far = before.lower().split()
    if not gap.whole:
        return False
    return len(so_far) <= 2 or (len(so_far) <= 5 and so_far[0] in words.prepositions)


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken at a width: the next word would not have fitted into the line before."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = max(map(len, lines))
    if not 40 <= width <= 120:
        return False
    breaks = [(line, following) for line, following in pairwise(lines) if line and following]
    full = sum(len(line) + 1 + len(following.split(None, 1)[0]) > width for line, following in breaks)
    return bool(breaks) and full >= 0.8 * len(breaks)


# --- abbreviations, ready for use ------------------------------------------------------------


class _Words(NamedTuple):
    """The fields of `Abbreviations` as sets."""

    never_last: frozenset[str]
    before_number: frozenset[str]
    after_number: frozenset[str]
    may_be_last: frozenset[str]
    in_names: frozenset[str]
    beginnings: frozenset[str]
    prepositions: frozenset[str]
    known: frozenset[str]  # every abbreviation


@cache
def _abbreviations(language: str) -> _Words:
    """A language's abbreviations; with the Russian ones where those are common, with all when unknown."""
    if language in ("ru", "en", "hy"):
        languages = [language]
    elif language in ABBREVIATIONS:
        languages = [language, "ru"]
    else:
        languages = list(ABBREVIATIONS)
    columns = zip(*(astuple(ABBREVIATIONS[language]) for language in languages), strict=True)
    fields = [frozenset(" ".join(column).split()) for column in columns]
    every = frozenset().union(*fields[:5])
    return _Words._make([*fields, every])
