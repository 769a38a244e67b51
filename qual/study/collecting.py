"""Transcripts, statements and references come into the project."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound, Problem, QualError, UnreadableSource
from qual.model import Kind, Settings, Source
from qual.study.opening import settings_of

if TYPE_CHECKING:
    from qual.project import Project
    from qual.reading import Reading

Progress = Callable[[int, int, str], None]
"""Told how many of how many are done, and what is being worked on."""

UNREAD = (".doc", ".pages", ".epub", ".docm", ".xls")
"""Endings of transcripts that `qual` does not read yet: better refused than passed over."""

SHEETS = ("attributes.csv", "attributes.xlsx")


@dataclass
class Added:
    """What came of reading files into a project, by the ids of the sources."""

    new: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)  # attributes or speakers changed, text the same
    changed: list[str] = field(default_factory=list)  # the file's text differs: left as imported
    problems: list[Problem] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)  # as read, new ones and old ones

    @property
    def failed(self) -> bool:
        """Whether something could not be brought in."""
        return any(not problem.warning for problem in self.problems)


def add_sources(
    project: Project,
    paths: Iterable[str | Path] = (),
    *,
    kind: Kind | None = None,
    encoding: str | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> Added:
    """Read files, or all files of folders, into the project; without paths the whole study.

    The whole study is `transcripts/` and every `.bib` file beside `qual.toml`. What is already
    there with the same text stays; changed attributes are taken over; a changed text is reported
    and left alone. A file that cannot be read is a problem in the answer, and then nothing at all
    is stored, so that a study is never half in. With `dry_run` nothing is stored either, and the
    answer says what would be.
    """
    settings = settings_of(project)
    answer = Added()
    files = _files(project.folder, [Path(path) for path in paths])
    sheets = _sheets(project.folder, files, answer)
    readings: list[Reading] = []
    for number, file in enumerate(files):
        if progress:
            progress(number, len(files), file.name)
        readings += _read(file, project.folder, settings, sheets, kind, encoding, answer)
    answer.problems += _doubles(readings)
    answer.problems += [problem for reading in readings for problem in reading.problems]
    answer.sources = [reading.source for reading in readings]
    if not answer.failed:
        _store(project, answer, dry_run=dry_run)
    return answer


def _store(project: Project, answer: Added, *, dry_run: bool) -> None:
    known = {source.id: source for source in project.sources.all()}
    fresh = [source for source in answer.sources if source.id not in known]
    same = [s for s in answer.sources if s.id in known and known[s.id].text == s.text]
    if dry_run:
        answer.new = [source.id for source in fresh]
        answer.updated = [
            source.id for source in same if replace(source, turns=()) != replace(known[source.id], turns=())
        ]
    else:
        with project.transaction("add sources"):
            answer.new = project.sources.add_many(fresh)
            answer.updated = project.sources.update_many(same)
    answer.unchanged = [source.id for source in same if source.id not in set(answer.updated)]
    for source in answer.sources:
        if source.id in known and known[source.id].text != source.text:
            answer.changed.append(source.id)
            answer.problems.append(
                Problem(
                    source.file or source.id,
                    f"changed since it was imported as {source.id}; the imported text stays in use.",
                    "To bring the new text in, give the file another id, or begin a new project.",
                    warning=True,
                )
            )


def _files(folder: Path, paths: list[Path]) -> list[Path]:
    """The files to read, in order. Raises NotFound for a path that is not there."""
    if not paths:
        found = _below(folder / "transcripts") if (folder / "transcripts").is_dir() else []
        found += sorted(folder.glob("*.bib"))
        if not found:
            raise InvalidRequest(
                "there is nothing to add: transcripts/ is empty.",
                hint="Put interviews into transcripts/interviews/, or name files: qual add FILE …",
            )
        return found
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += _below(path)
        elif path.exists():
            files.append(path)
        else:
            raise NotFound(f"{path}: there is no such file.", hint="Check the path; folders work, too.")
    return list(dict.fromkeys(files))


def study_files(folder: Path) -> list[Path]:
    """Every file that sources and their attributes are read from, in order; empty for an empty study."""
    if not any(path.is_file() for path in [*folder.glob("transcripts/**/*"), *folder.glob("*.bib")]):
        return []
    files = _files(folder, [])
    return [*files, *sorted(folder.glob("transcripts/**/attributes.*"))]


def _below(folder: Path) -> list[Path]:
    """The transcripts of a folder, with the files of text that cannot be read: they are not passed over."""
    from qual.reading import find_transcripts

    unread = [
        path for path in folder.rglob("*") if path.suffix.lower() in UNREAD and path.name[0] not in ".~"
    ]
    return sorted({*find_transcripts(folder), *unread})


def _sheets(folder: Path, files: list[Path], answer: Added) -> dict[str, dict[str, str]]:
    """The attribute sheets beside the files and in transcripts/, by source id."""
    from qual.reading import read_attributes

    places = dict.fromkeys([folder / "transcripts", *(file.parent for file in files)])
    rows: dict[str, dict[str, str]] = {}
    for place in places:
        for name in SHEETS:
            if (place / name).is_file():
                try:
                    for source_id, attributes in read_attributes(place / name).items():
                        rows.setdefault(source_id, {}).update(attributes)
                except QualError as error:
                    answer.problems.append(Problem(name, error.message, error.hint))
    return rows


def _read(
    file: Path,
    folder: Path,
    settings: Settings,
    sheets: dict[str, dict[str, str]],
    kind: Kind | None,
    encoding: str | None,
    answer: Added,
) -> list[Reading]:
    from qual.reading import read_sources

    try:
        return read_sources(
            file,
            root=folder,
            kind=kind,
            attributes=sheets.get(unicodedata.normalize("NFC", file.stem)),
            encoding=encoding,
            interviewer_labels=settings.interviewer_labels,
            expert_labels=settings.expert_labels,
        )
    except UnreadableSource as error:
        answer.problems.append(Problem(file.name, error.message, error.hint))
        return []


def _doubles(readings: list[Reading]) -> list[Problem]:
    """Two files that give one id."""
    first: dict[str, str] = {}
    problems = []
    for reading in readings:
        source = reading.source
        other = first.setdefault(source.id, source.file)
        if other != source.file:
            problems.append(
                Problem(
                    source.file,
                    f"its id {source.id!r} is also that of {other}.",
                    "Write another id: into the front matter of one of them.",
                )
            )
    return problems
