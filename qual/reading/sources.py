"""A file becomes sources: the reader for its ending, then attributes, then turns."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from qual.errors import InvalidRequest, Problem, UnreadableSource
from qual.model import KINDS, Kind, Source
from qual.reading.attributes import checked_attributes, source_id, suggested_id
from qual.reading.bibliography import read_bibliography
from qual.reading.countries import country_code
from qual.reading.draft import Draft
from qual.reading.encodings import MARKS
from qual.reading.files import name_below, read_bytes
from qual.reading.html import read_html
from qual.reading.json_lines import read_json, read_json_lines
from qual.reading.labels import known_labels
from qual.reading.languages import guess_language, language_code
from qual.reading.open_document import read_open_document
from qual.reading.pdf import read_pdf
from qual.reading.plain import read_markdown, read_plain
from qual.reading.rich_text import read_rich_text
from qual.reading.rows import read_csv, read_excel
from qual.reading.subtitles import read_srt, read_vtt
from qual.reading.turns import read_turns
from qual.reading.word import read_word

READERS: Mapping[str, Callable[[bytes, str, str | None], list[Draft]]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".docx": read_word,
    ".odt": read_open_document,
    ".rtf": read_rich_text,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".vtt": read_vtt,
    ".srt": read_srt,
    ".csv": read_csv,
    ".xlsx": read_excel,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".bib": read_bibliography,
}
"""For each ending the function that reads such a file: its bytes, its name for messages, its encoding."""

_KINDS_BY_FOLDER: Mapping[str, Kind] = {
    "interviews": "interview",
    "statements": "statement",
    "literature": "literature",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as it was read, and what its researcher should know.

    For instance that an encoding was guessed, a label is not known, or a country is missing.
    """

    source: Source
    problems: tuple[Problem, ...] = ()


def read_source(
    path: Path,
    *,
    root: Path | None = None,
    kind: Kind | None = None,
    attributes: Mapping[str, str] | None = None,
    encoding: str | None = None,
    interviewer_labels: Sequence[str] = (),
    expert_labels: Sequence[str] = (),
) -> Source:
    """The one source in a file, without the remarks of `read_sources`, whose options it shares.

    Raises UnreadableSource also when the file holds several, as a bibliography does.
    """
    readings = read_sources(
        path,
        root=root,
        kind=kind,
        attributes=attributes,
        encoding=encoding,
        interviewer_labels=interviewer_labels,
        expert_labels=expert_labels,
    )
    if len(readings) > 1:
        raise UnreadableSource(f"{path.name} holds {len(readings)} sources.", hint="Use read_sources for it.")
    return readings[0].source


def read_sources(
    path: Path,
    *,
    root: Path | None = None,
    kind: Kind | None = None,
    attributes: Mapping[str, str] | None = None,
    encoding: str | None = None,
    interviewer_labels: Sequence[str] = (),
    expert_labels: Sequence[str] = (),
) -> list[Reading]:
    """The sources in a file: one, except for a .bib file, which gives one an entry.

    What front matter says of a source goes before `attributes` (a row of the study's sheet), that
    before `kind`, that before the folder's name: interviews, statements or literature. Without any,
    a file is an interview. The id defaults to the file's name without its ending, the expert of an
    interview to the id. `Source.file` is relative to `root`. Raises UnreadableSource with one
    sentence and a hint for everything that keeps a file from becoming a source.
    """
    name = name_below(path, root)
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        raise _no_reader(path, name)
    raw = read_bytes(path, name)
    if raw.strip() in (b"", *(mark for mark, _ in MARKS)):
        raise UnreadableSource(f"{name} is empty.", hint="Check that it was saved and copied whole.")
    labels = (interviewer_labels, expert_labels)
    sha256 = hashlib.sha256(raw).hexdigest()
    return [
        _reading(draft, path, name, sha256, attributes or {}, kind, *labels)
        for draft in reader(raw, name, encoding)
    ]


def _reading(
    draft: Draft,
    path: Path,
    name: str,
    sha256: str,
    given: Mapping[str, str],
    kind: Kind | None,
    interviewer_labels: Sequence[str],
    expert_labels: Sequence[str],
) -> Reading:
    found = _fields(draft.attributes, name)
    added = _fields(given, name)
    if kind:
        added.setdefault("kind", kind)
    problems = [*draft.problems, *_contradictions(found, added, name)]
    facts = added | found
    source_kind = cast(Kind, facts.pop("kind", "") or _kind_by_folder(path))
    id_, remarks = _id(facts.pop("id", ""), path, name)
    problems += remarks
    expert = facts.pop("expert", "")
    if source_kind == "interview":
        expert = expert or id_
    elif expert:
        what = f"expert was left out, a {source_kind} has none."
        problems.append(Problem(name, what, hint="Set kind to interview if it is one.", warning=True))
        expert = ""
    country = facts.pop("country", "")
    if source_kind == "interview" and not country:
        hint = 'Give it in front matter ("country: KZ") or in attributes.csv.'
        problems.append(Problem(name, "no country given.", hint=hint, warning=True))
    known = known_labels(expert=expert, interviewer_labels=interviewer_labels, expert_labels=expert_labels)
    conversation = read_turns(draft.paragraphs, kind=source_kind, known=known, where=name)
    if not conversation.text:
        raise UnreadableSource(f"{name} holds no words.", hint="Check that it was saved and copied whole.")
    problems += conversation.problems
    language = facts.pop("language", "")
    if not language:
        language = guess_language(conversation.text)
        what = f"language guessed: {language}." if language else "language not known."
        hint = 'Give it in front matter ("language: ru") or in attributes.csv.'
        problems.append(Problem(name, what, hint=hint, warning=True))
    changes = dict(draft.normalised)
    if conversation.time_stamps:
        changes["time stamps"] = conversation.time_stamps
    source = Source(
        id=id_,
        kind=source_kind,
        text=conversation.text,
        turns=conversation.turns,
        country=country,
        expert=expert,
        language=language,
        attributes=facts,
        file=name,
        encoding=draft.encoding,
        file_sha256=sha256,
        normalised=changes,
    )
    return Reading(source, tuple(problems))


# --- facts about a source --------------------------------------------------------------------


def _fields(attributes: Mapping[str, str], name: str) -> dict[str, str]:
    """Attributes with their values as they are kept: a country as its code, a kind that exists."""
    facts = checked_attributes(attributes, name)
    try:
        if "country" in facts:
            facts["country"] = country_code(facts["country"])
        if "language" in facts:
            facts["language"] = language_code(facts["language"])
    except InvalidRequest as error:
        raise UnreadableSource(f"{name}: {error.message}", hint=error.hint) from None
    if "kind" in facts:
        facts["kind"] = facts["kind"].casefold()
        if facts["kind"] not in KINDS:
            raise UnreadableSource(
                f"{name}: there is no kind {facts['kind']!r}.", hint=f"Write one of {', '.join(KINDS)}."
            )
    if "id" in facts:
        facts["id"] = source_id(facts["id"], name)
    return facts


def _contradictions(found: Mapping[str, str], added: Mapping[str, str], name: str) -> Iterator[Problem]:
    for attribute, value in added.items():
        if found.get(attribute, value) != value:
            what = (
                f"{attribute} was given as {value!r}, but the file says {found[attribute]!r}, which counts."
            )
            yield Problem(name, what, hint="Make the two agree.", warning=True)


def _kind_by_folder(path: Path) -> Kind:
    folders = (_KINDS_BY_FOLDER.get(folder.casefold()) for folder in reversed(path.parts[:-1]))
    return next((kind for kind in folders if kind), "interview")


def _id(given: str, path: Path, name: str) -> tuple[str, list[Problem]]:
    if given:
        return given, []
    stem = unicodedata.normalize("NFC", path.stem)
    id_ = suggested_id(stem)
    if id_ == stem:
        return stem, []
    hint = 'Rename the file, or give it an id in front matter ("id: kz-01").'
    return id_, [Problem(name, f"its id is {id_}, made from the file's name.", hint=hint, warning=True)]


_ADVICE = {
    ".doc": "Open it in Word and save it as .docx.",
    ".pages": "Export it as a Word file, .docx.",
}


def _no_reader(path: Path, name: str) -> UnreadableSource:
    if path.is_dir():
        return UnreadableSource(f"{name} is a folder, not a file.", hint="Name the files in it.")
    ending = path.suffix.casefold()
    hint = _ADVICE.get(ending, f"Save it as {', '.join(READERS)}.")
    return UnreadableSource(f"{name}: no reader for {ending or 'a file without an ending'}.", hint=hint)
