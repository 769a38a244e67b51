"""Kazakh, Belarusian and Tajik for spaCy, which has no class for them: `spacy.blank("kk")`.

Words with hyphens and apostrophes stay whole, as in spaCy's Kyrgyz: сәуір-маусым, сям'я.
"""

from __future__ import annotations

from spacy.attrs import LIKE_NUM
from spacy.lang.char_classes import LIST_ELLIPSES, LIST_ICONS
from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS
from spacy.language import BaseDefaults, Language
from spacy.symbols import ORTH
from spacy.util import registry, update_exc

LETTER = r"[^\W\d_]"

INFIXES = (
    *LIST_ELLIPSES,
    *LIST_ICONS,
    rf"(?<={LETTER})[.](?=[А-ЯӘҒҚҢӨҰҮҺІЎЁӢҲҶӮA-Z])",  # a blank is missing behind the sentence
    r"[«»“”„\"()\[\]]",
    rf"(?<={LETTER})[,!?;:/<>=]+(?=[^\W\d_«“„\"(])",
    r"(?<=\w)(?:--|—|–)(?=\w)",
)


def exceptions(abbreviations: str) -> dict[str, list[dict[int, str]]]:
    """Abbreviations that keep their full stop, besides those of every language."""
    own = {word: [{ORTH: word}] for word in abbreviations.split()}
    return dict(update_exc(BASE_EXCEPTIONS, own))


def words(listed: str) -> set[str]:
    """Words that stand in a row."""
    return set(listed.split())


class NumberWords:
    """Knows numbers: figures, and a language's words for them."""

    def __init__(self, listed: str) -> None:
        self._words = words(listed)

    def __call__(self, text: str) -> bool:
        """Whether a word is a number."""
        figures = text.lstrip("+-±~").replace(",", "").replace(".", "")
        if figures.isdigit():
            return True
        upper, slash, lower = figures.partition("/")
        return bool(slash and upper.isdigit() and lower.isdigit()) or text.lower() in self._words


class KazakhDefaults(BaseDefaults):
    """Tokens and stop words of Kazakh in Cyrillic letters."""

    infixes = INFIXES
    tokenizer_exceptions = exceptions("т.б. т.с.с. б.з. б.з.д. ж. жж. млн. млрд. мың. проф. акад.")
    lex_attr_getters = {  # noqa: RUF012 - spaCy wants it so
        LIKE_NUM: NumberWords(
            "нөл бір екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен "
            "тоқсан жүз мың миллион миллиард триллион"
        )
    }
    stop_words = words(
        "және мен бен пен да де та те бұл ол осы сол мынау анау бір әр үшін бірақ немесе не я егер "
        "сондықтан өйткені себебі сияқты туралы арқылы дейін кейін бұрын қарай қарсы ғана тек тағы ең өте "
        "өз мұндай сондай қалай қандай кім қашан қайда неге біз сіз сен олар оның оны оған біздің сіздің "
        "олардың бар жоқ емес еді екен болып болды болған болады деп деген"
    )


class BelarusianDefaults(BaseDefaults):
    """Tokens and stop words of Belarusian."""

    infixes = INFIXES
    tokenizer_exceptions = exceptions(
        "г. гг. ст. стст. г.д. г.зн. т.п. інш. тыс. млн. млрд. праф. акад. вул. ім."
    )
    lex_attr_getters = {  # noqa: RUF012
        LIKE_NUM: NumberWords(
            "нуль адзін адна адно два дзве тры чатыры пяць шэсць сем восем дзевяць дзесяць адзінаццаць "
            "дванаццаць трынаццаць чатырнаццаць пятнаццаць шаснаццаць семнаццаць васемнаццаць "
            "дзевятнаццаць дваццаць трыццаць сорак пяцьдзясят шэсцьдзясят семдзесят восемдзесят дзевяноста "
            "сто дзвесце трыста чатырыста пяцьсот шэсцьсот семсот восемсот дзевяцьсот тысяча мільён мільярд "
            "трыльён"
        )
    }
    stop_words = words(
        "і й ў у а але ды або ці на не ні з са за па пры да дзеля для без пра аб ад над пад перад праз між "
        "паміж каля каб калі бо як што хто які якая якое якія гэта гэты гэтая гэтыя той тая тое тыя так "
        "таму там тут дзе ж жа б бы ўжо ужо яшчэ толькі вельмі таксама нават я ты мы вы ён яна яно яны мяне "
        "мне цябе табе нас нам вас вам яго яму яе ёй іх ім сябе сабе мой твой наш ваш свой быў была было "
        "былі ёсць быць"
    )


class TajikDefaults(BaseDefaults):
    """Tokens and stop words of Tajik."""

    infixes = INFIXES
    tokenizer_exceptions = exceptions("м. с. ғ. в.ғ. ш. н. млн. млрд. ҳаз. проф. акад.")
    lex_attr_getters = {  # noqa: RUF012
        LIKE_NUM: NumberWords(
            "сифр як ду се чор чаҳор панҷ шаш ҳафт ҳашт нӯҳ даҳ ёздаҳ дувоздаҳ сездаҳ чордаҳ понздаҳ "
            "шонздаҳ ҳабдаҳ ҳаждаҳ нуздаҳ бист сӣ чил панҷоҳ шаст ҳафтод ҳаштод навад сад дусад сесад "
            "ҳазор миллион миллиард триллион"
        )
    }
    stop_words = words(
        "ва ё аммо лекин вале балки агар зеро чунки то ки дар аз ба бо бе барои оид тавассути пас пеш баъд "
        "баъди ҳам низ ҳар ҳеҷ ҳама ин он ҳамин ҳамон чунин чӣ чи кӣ кадом чанд куҷо кай чаро чун ман ту ӯ "
        "вай мо шумо онҳо худ худи якдигар ягон дигар боз танҳо фақат хеле бисёр аст ҳаст нест буд буданд "
        "шуд шуда мешавад бояд не на ҳа"
    )


@registry.languages("kk")
class Kazakh(Language):  # type: ignore[no-untyped-call]
    """Kazakh: `spacy.blank("kk")`."""

    lang = "kk"
    Defaults = KazakhDefaults


@registry.languages("be")
class Belarusian(Language):  # type: ignore[no-untyped-call]
    """Belarusian: `spacy.blank("be")`."""

    lang = "be"
    Defaults = BelarusianDefaults


@registry.languages("tg")
class Tajik(Language):  # type: ignore[no-untyped-call]
    """Tajik: `spacy.blank("tg")`."""

    lang = "tg"
    Defaults = TajikDefaults
