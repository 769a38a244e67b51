"""Attributes of a source: which have a field of their own, which names are taken, where they come from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from qual.errors import UnreadableSource
from qual.reading.normalise import normalise

FIELDS = ("id", "kind", "expert", "country", "language")
"""Attributes that have a field of their own in `Source`."""

TAKEN = frozenset({
    "id", "source", "kind", "country", "expert", "language", "turn", "speaker", "theme", "code", "coder",
    "status", "start", "end", "quote", "evidence", "assessment", "created", "memo", "words", "file", "text",
    "role",
})  # fmt: skip
"""Columns of the table of codings. No attribute may be called so, apart from the fields above."""


def checked_attributes(attributes: Mapping[str, str], where: str) -> dict[str, str]:
    """The attributes with plain names and values; those without a value are left out.

    A field's name is understood in any case ("Country"). Raises UnreadableSource when a name is
    taken by a column of the table of codings.
    """
    checked: dict[str, str] = {}
    for written, value in attributes.items():
        name = attribute_name(written, where)
        plain = normalise(value)[0].strip()
        if plain:
            checked[name] = plain
    return checked


def attribute_name(written: str, where: str) -> str:
    """An attribute's name as it is kept. Raises UnreadableSource, with a new name as its hint, when taken."""
    name = " ".join(normalise(written)[0].split())
    if name.casefold() in FIELDS:
        return name.casefold()
    if name.casefold() in TAKEN:
        raise UnreadableSource(
            f"{where}: an attribute cannot be called {name!r}, results have a column of that name.",
            hint=f"Rename it, for instance to source_{name.casefold()}.",
        )
    return name


def source_id(written: str, where: str) -> str:
    """An id as it is kept: it begins with a letter or digit of any script; "-", "_" and "." may follow.

    Raises UnreadableSource, with an id that would do, for anything else.
    """
    plain = unicodedata.normalize("NFC", written.strip())
    if not _ID.fullmatch(plain):
        raise UnreadableSource(
            f"{where}: {written!r} cannot be an id, which has letters, digits, '-', '_' and '.' only.",
            hint=f"Call it {suggested_id(written)}.",
        )
    return plain


def suggested_id(written: str) -> str:
    """The nearest id: "Interview 3 (Bishkek)" becomes "Interview-3-Bishkek"."""
    plain = unicodedata.normalize("NFC", written)
    return re.sub(r"[^\w.]+", "-", plain).strip("-._") or "source-1"


_ID = re.compile(r"[^\W_][\w.-]*")
