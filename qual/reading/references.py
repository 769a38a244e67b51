"""What a BibTeX file tells of its entries, as citation items for a reference list (CSL-JSON)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qual.reading.bibliography import _without_latex as plain
from qual.reading.encodings import decode
from qual.reading.normalise import normalise

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "manual": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "electronic": "webpage",
    "unpublished": "manuscript",
}
_FIELDS = {
    "title": "title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "publisher": "publisher",
    "school": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "edition": "edition",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "note": "note",
    "type": "genre",
}


def read_references(raw: bytes, name: str, encoding: str | None = None) -> dict[str, dict[str, Any]]:
    """One citation item an entry, by its key, in the order of the file; empty when it is not BibTeX."""
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    try:
        entries = parse_string(decode(raw, name, encoding).text, "bibtex").entries
    except (PybtexError, RecursionError, ValueError):
        return {}
    return {key: _item(key, entry) for key, entry in entries.items()}


def _item(key: str, entry: Any) -> dict[str, Any]:
    fields = {name.casefold(): plain(normalise(str(value))[0]) for name, value in entry.fields.items()}
    item: dict[str, Any] = {"id": key, "type": _TYPES.get(entry.type.casefold(), "document")}
    for name, said in _FIELDS.items():
        if fields.get(name) and said not in item:
            item[said] = fields[name]
    if fields.get("pages"):
        item["page"] = fields["pages"].replace("--", "–").replace("-", "–")
    year = fields.get("year") or fields.get("date", "")[:4]
    if year.isdigit():
        item["issued"] = {"date-parts": [[int(year)]]}
    for role in ("author", "editor"):
        people = [_name(person) for person in entry.persons.get(role, ())]
        if people:
            item[role] = people
    return item


def _name(person: Any) -> Mapping[str, str]:
    family = plain(" ".join([*person.prelast_names, *person.last_names]))
    given = plain(" ".join([*person.first_names, *person.middle_names]))
    lineage = plain(" ".join(person.lineage_names))
    name = {"family": f"{family}, {lineage}" if lineage else family}
    return name | ({"given": given} if given else {})
