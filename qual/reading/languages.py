"""Languages of sources: their ISO 639-1 codes, and a guess from the letters of a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from qual.errors import InvalidRequest

_NAMES = {
    "en": "english, английский, en-gb, en-us, american, british, usenglish, ukenglish, eng",
    "ru": "russian, русский, rus",
    "kk": "kazakh, qazaq, казахский, қазақша, қазақ тілі, қазақ, kaz",
    "hy": "armenian, армянский, հայերեն, hye, arm",
    "be": "belarusian, belarussian, белорусский, беларуская, bel",
    "ky": "kyrgyz, kirghiz, киргизский, кыргызский, кыргызча, кыргыз тили, kir",
    "tg": "tajik, таджикский, тоҷикӣ, забони тоҷикӣ, tgk",
    "uk": "ukrainian, украинский, українська",
    "uz": "uzbek, узбекский",
    "de": "german, немецкий, ngerman, deutsch",
    "fr": "french, французский, français",
    "es": "spanish, испанский, español",
    "pt": "portuguese, португальский, português, brazil, brazilian",
    "tr": "turkish, турецкий, türkçe",
    "zh": "chinese, китайский",
    "fa": "persian, farsi, персидский",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split(", ")}


def language_code(text: str) -> str:
    """The ISO 639-1 code of a language given as code ("ru", "ru-KZ") or by name ("Russian", "русский").

    "" for a blank text. Raises InvalidRequest for anything else.
    """
    plain = unicodedata.normalize("NFC", text).strip().casefold().removesuffix(" язык")
    if plain in _CODES:
        return _CODES[plain]
    if not plain or re.fullmatch("[a-z]{2}", plain):
        return plain
    if re.fullmatch("[a-z]{2}[-_][a-z]{2,4}", plain):
        return plain[:2]
    raise InvalidRequest(
        f"{text.strip()!r} is not a language.", hint="Give one two-letter code, such as ru, en or kk."
    )


_PECULIAR = {"tg": "ҳҷӣӯ", "kk": "әұһ", "be": "ў", "uk": "їєґ", "ky": "ңөү"}
"""Letters by which a Cyrillic text gives its language away, the more telling ones first."""


def guess_language(text: str) -> str:
    """The likely language of a text by its script and its peculiar letters, "" when they do not tell.

    Latin without diacritics counts as English, Cyrillic without letters of its own as Russian.
    """
    letters = Counter(char for char in text[:20_000].casefold() if char.isalpha())
    cyrillic = sum(count for char, count in letters.items() if "\u0400" <= char <= "\u052f")
    armenian = sum(count for char, count in letters.items() if "\u0530" <= char <= "\u058f")
    latin = sum(count for char, count in letters.items() if "a" <= char <= "z")
    most = max(cyrillic, armenian, latin)
    if most * 2 <= letters.total():
        return ""
    if most == armenian:
        return "hy"
    if most == latin:
        return "en" if letters.total() - latin <= max(1, 0.03 * latin) else ""
    for language, peculiar in _PECULIAR.items():
        if sum(letters[char] for char in peculiar) > 0.005 * cyrillic:
            return language
    return "ru"
