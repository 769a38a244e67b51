"""Literature from a BibTeX file: each entry becomes a source with its title, abstract and keywords."""

from __future__ import annotations

from collections import Counter

from qual.errors import InvalidRequest, Problem, UnreadableSource
from qual.reading.draft import Draft, Paragraph
from qual.reading.encodings import decode
from qual.reading.languages import guess_language, language_code
from qual.reading.normalise import normalise

_WORDS = ("title", "abstract", "keywords")
_IN_THEIR_PLACE = ("booktitle", "note")


def read_bibliography(raw: bytes, name: str, encoding: str | None = None) -> list[Draft]:
    """One draft an entry: its id is the citation key, its paragraphs are title, abstract and keywords.

    Attributes are author, year, journal, doi, title and entry_type, as far as the entry has them; the
    language is that of `langid` or `language`, else it is guessed from the letters. Raises
    UnreadableSource for a file that is not BibTeX, and for an entry without any words.
    """
    from pybtex.database import (
        BibliographyDataError,
        parse_string,
    )
    from pybtex.exceptions import PybtexError

    decoded = decode(raw, name, encoding)
    problems = []
    if decoded.guessed:
        problems.append(Problem(name, f"encoding guessed: {decoded.encoding}.", warning=True))
    try:
        entries = parse_string(decoded.text, "bibtex").entries
    except BibliographyDataError as error:
        raise UnreadableSource(f"{name}: {error}.", hint="Keep one of the two.") from None
    except PybtexError as error:
        line = getattr(error, "lineno", None)
        raise UnreadableSource(
            f"{name}{f', line {line}' if line else ''}: this is not BibTeX.",
            hint="Look there for a missing brace, comma or quotation mark.",
        ) from None
    except (RecursionError, ValueError):
        raise UnreadableSource(f"{name} cannot be read as BibTeX.", hint="Export it anew.") from None
    if not entries:
        raise UnreadableSource(f"{name} holds no entries.", hint="An entry begins with @article{key, …")
    drafts = []
    for key, entry in entries.items():
        fields: dict[str, str] = {}
        changes: Counter[str] = Counter()
        for field, value in entry.fields.items():
            value, changed = normalise(str(value))
            fields[field.casefold()] = _without_latex(value)
            changes += changed
        people = (_without_latex(normalise(str(person))[0]) for person in entry.persons.get("author", ()))
        fields["author"] = "; ".join(people)
        words = [fields[field] for field in _WORDS if fields.get(field)]
        words = words or [fields[field] for field in _IN_THEIR_PLACE if fields.get(field)]
        if not words:
            raise UnreadableSource(
                f"{name}: entry {key} has no title, abstract or keywords.", hint="Give it a title."
            )
        attributes = {
            "id": key,
            "kind": "literature",
            "entry_type": entry.type,
            "language": _language(fields, words),
        }
        attributes |= {
            field: fields.get(field, "") for field in ("author", "year", "journal", "doi", "title")
        }
        paragraphs = tuple(Paragraph(text, speaker="") for text in words)
        drafts.append(Draft(paragraphs, attributes, decoded.encoding, changes, tuple(problems)))
    return drafts


def _language(fields: dict[str, str], words: list[str]) -> str:
    try:
        told = language_code(fields.get("langid") or fields.get("language", ""))
    except InvalidRequest:
        told = ""
    return told or guess_language(" ".join(words))


def _without_latex(value: str) -> str:
    from pybtex.exceptions import PybtexError
    from pybtex.richtext import Text

    try:
        plain = str(Text.from_latex(value))
    except (PybtexError, ValueError):
        plain = value.replace("{", "").replace("}", "")
    return normalise(plain)[0].strip()
