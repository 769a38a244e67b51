"""Countries: from any of their names to the ISO 3166 code, and back to a name for results."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import cache

from qual.errors import InvalidRequest
from qual.reading.country_names import ALL_STATES, MEMBER_STATES


def country_code(text: str) -> str:
    """The ISO 3166 alpha-2 code of a country: "Киргизия", "kyrgyzstan", "KGZ" and "kg" all give "KG".

    Names are understood in English and Russian, those of Armenia, Belarus, Kazakhstan, Kyrgyzstan,
    Russia and Tajikistan also in Kazakh, Armenian, Belarusian, Kyrgyz and Tajik; case, spaces and
    hyphens do not matter. "" for a blank text. Raises InvalidRequest, with the nearest name as its
    hint, when no country is called so.
    """
    if not text.strip():
        return ""
    code = _codes().get(_folded(text))
    if code is None:
        near = get_close_matches(_folded(text), _codes(), n=1, cutoff=0.6)
        suggestion = f"Did you mean {_spelling()[near[0]]} ({_codes()[near[0]]})? " if near else ""
        raise InvalidRequest(
            f"no country is called {text.strip()!r}.", hint=f"{suggestion}Write a name or a code such as KZ."
        )
    return code


def country_name(code: str, language: str = "en") -> str:
    """The name to show for a code, in a language if known, else in English, else the code itself."""
    names = _shown().get(code.upper(), {})
    return names.get(language) or names.get("en") or code


def is_country(text: str) -> bool:
    """Whether a text is nothing but the name or the code of a country."""
    return _folded(text) in _codes()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return "".join(char for char in plain if char.isalnum()).removeprefix("the")


def _names() -> list[tuple[str, str, list[str]]]:
    """(code, language, names), the member states first because their lists are fuller."""
    rows = [
        (code, language, names.split(" | "))
        for code, by_language in MEMBER_STATES.items()
        for language, names in by_language.items()
    ]
    for line in ALL_STATES.strip().splitlines():
        code, three, english, russian = line.split(";")
        rows += [(code, "en", english.split(" | ")), (code, "ru", russian.split(" | "))]
        rows += [(code, "", [code, three])]
    return rows


@cache
def _codes() -> dict[str, str]:
    return {_folded(name): code for code, _, names in reversed(_names()) for name in names}


@cache
def _spelling() -> dict[str, str]:
    return {_folded(name): name for _, _, names in reversed(_names()) for name in names}


@cache
def _shown() -> dict[str, dict[str, str]]:
    shown: dict[str, dict[str, str]] = {}
    for code, language, names in _names():
        shown.setdefault(code, {}).setdefault(language, names[0])
    return shown
