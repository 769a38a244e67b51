"""Whether a project is whole: texts, offsets and quotes, the log, the files it was read from."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from qual.errors import Problem, ProjectError
from qual.project import sqlite
from qual.project.project import Project
from qual.project.store import AnyRow, sha256
from qual.project.tables import NOUNS, adjudications, codings, log, readings, sources, turns

FEW = 3
"""Missing files up to so many are told one by one."""

_RESTORE = "Restore the project from a copy, or look up the right value in the log."


def check(project: Project, *, codes: Collection[str] | None = None) -> list[Problem]:
    """Everything that is wrong with a project; empty when it is whole.

    `codes` are the codes of the codebook in force: with them, codings whose code it lacks are
    found too. A file that changed since it was imported is a warning, as is one that is gone:
    the imported text stays in use.
    """
    found = project.log.verify()
    log_is_whole = not found
    try:
        with project.store.reading() as connection:
            found += sqlite.damage(connection)
            found += _texts(connection)
            found += _quotes(connection)
            if log_is_whole:  # a log that was tampered with proves nothing about the rows
                found += _against_the_log(connection)
            found += _files(connection, project.folder)
            if codes is not None:
                found += _codes(connection, codes)
    except ProjectError as error:
        found.append(Problem("qual.db", error.message, error.hint))
    return found


def _texts(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(select(sources).order_by(sources.c.id)):
        if sha256(row.text, where=row.id) != row.text_sha256:
            yield Problem(row.id, "the text is not the one that was imported.", _RESTORE)
    lengths = {row.n: len(row.text) for row in connection.execute(select(sources.c.n, sources.c.text))}
    spoken = select(sources.c.id, sources.c.n, turns).join_from(turns, readings).join(sources)
    for row in connection.execute(spoken.where(readings.c.retired.is_(None), sources.c.retired.is_(None))):
        if not 0 <= row.start <= row.end <= lengths[row.n]:
            yield Problem(f"{row.id}, turn {row.number}", "lies outside the text.", _RESTORE)


def _quotes(connection: Connection) -> Iterator[Problem]:
    known = {row.n: (row.id, row.text) for row in connection.execute(select(sources))}
    for noun, table in (("coding", codings), ("adjudication", adjudications)):
        live = select(table).where(table.c.retired.is_(None)).order_by(table.c.source, table.c.start)
        for row in connection.execute(live):
            if row.source not in known:
                continue  # a row that points nowhere was found before
            source_id, text = known[row.source]
            where = f"{noun} {row.id[:8]} in {source_id}"
            if not 0 <= row.start < row.end <= len(text):
                yield Problem(where, f"characters {row.start} to {row.end} are not in the text.", _RESTORE)
            elif text[row.start : row.end] != row.quote:
                yield Problem(where, f"the quote is not what stands at {row.start} to {row.end}.", _RESTORE)
            if noun == "coding":
                yield from _evidence(row.evidence, len(text), where)


def _evidence(stored: str, length: int, where: str) -> Iterator[Problem]:
    try:
        outside = [
            f"{start} to {end}" for _, _, start, end in json.loads(stored) if not 0 <= start <= end <= length
        ]
    except (ValueError, TypeError):
        yield Problem(where, "its evidence cannot be read.", _RESTORE)
        return
    if outside:
        yield Problem(where, f"its evidence at {outside[0]} is not in the text.", _RESTORE)


# --- rows against the log ----------------------------------------------------------------------------


def _against_the_log(connection: Connection) -> Iterator[Problem]:
    """Play the log through and compare: a row changed behind its back shows."""
    logged, targets = _played(connection)
    for noun, table in NOUNS.items():
        for row in connection.execute(select(table)):
            key = (noun, row.n)
            if key not in logged:
                # The first attributes and turns of a source come with it, in its own line.
                if noun not in ("attributes", "reading"):
                    yield Problem(
                        f"{noun} {_name(row)}", "is stored, but the log knows nothing of it.", _RESTORE
                    )
                continue
            stored = row._mapping
            for name, value in logged.pop(key).items():
                is_ = (row.retired is None) if name == "live" else stored[name]
                if is_ != value:
                    yield Problem(f"{noun} {_name(row)}", _differs(name, is_, value), _RESTORE)
    for key in logged:
        yield Problem(targets[key].replace(":", " ", 1), "stands in the log, but is not stored.", _RESTORE)


def _played(
    connection: Connection,
) -> tuple[dict[tuple[str, int], dict[str, Any]], dict[tuple[str, int], str]]:
    """For every row the log speaks of what it should say now, and the row's name in the log."""
    now: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    targets: dict[tuple[str, int], str] = {}
    for line in connection.execute(select(log).where(log.c.action != "batch").order_by(log.c.n)):
        verb, _, noun = line.action.partition(" ")
        if noun not in NOUNS:
            continue
        detail = json.loads(line.detail)
        old, new = detail["row"] if verb == "replace" else (None, detail["row"])
        if old is not None:
            # What is replaced keeps its place and decision unless told; evidence, and so coder, are new.
            kept = {name: value for name, value in now[noun, old].items() if name != "coder"}
            now[noun, new] = {**kept, **now[noun, new]}
            now[noun, old]["live"] = False
            targets[noun, old] = line.target
        targets[noun, new] = line.target
        if verb in ("add", "restore", "replace"):
            now[noun, new]["live"] = True
        elif verb == "retire":
            now[noun, new]["live"] = False
        if verb in ("decide", "replace"):
            now[noun, new] |= {name: pair[1] for name, pair in detail.items() if name != "row"}
        elif verb == "add":
            columns = set(NOUNS[noun].c.keys()) - {"source"}  # named by id in the log, by row in the table
            now[noun, new] |= {name: value for name, value in detail.items() if name in columns}
    return now, targets


def _name(row: AnyRow) -> str:
    return str(row._mapping.get("id", row.n))


def _differs(name: str, is_: object, value: object) -> str:
    if name == "live":
        return (
            "counts, though by the log it was withdrawn."
            if is_
            else "does not count, though by the log it does."
        )
    return f"its {name} is {is_}, but {value} by the log."


# --- the study around it -------------------------------------------------------------------------------


def _files(connection: Connection, folder: Path) -> Iterator[Problem]:
    """Files that changed or went since they were read; several sources may share one."""
    of_file: dict[tuple[str, str], list[str]] = defaultdict(list)
    read = (
        select(readings.c.file, readings.c.file_sha256, sources.c.id)
        .join_from(readings, sources)
        .where(readings.c.retired.is_(None), sources.c.retired.is_(None), readings.c.file_sha256 != "")
        .order_by(readings.c.file, sources.c.id)
    )
    for file, file_sha256, source_id in connection.execute(read):
        of_file[file, file_sha256].append(source_id)
    gone: dict[str, list[str]] = {}
    for (file, file_sha256), ids in of_file.items():
        path = folder / file
        if not path.resolve().is_relative_to(folder.resolve()):
            yield Problem(file, "lies outside the study folder and was not looked at.", warning=True)
            continue
        stays = f"The imported text of {_some(ids)} stays in use and the codings are untouched."
        try:
            with path.open("rb") as opened:
                same = hashlib.file_digest(opened, "sha256").hexdigest() == file_sha256
        except OSError:
            gone[file] = ids
            continue
        if not same:
            yield Problem(
                file,
                f"changed since it was imported. {stays}",
                "To code the new text as well, save it under another name and add it with: qual add",
                warning=True,
            )
    yield from _gone(gone)


def _gone(files: Mapping[str, list[str]]) -> Iterator[Problem]:
    """Files that are not there, one by one when they are few, else as one finding."""
    put_back = "Put the file back if you want to keep it with the project."
    if len(files) > FEW:
        names = list(files)
        yield Problem(
            names[0],
            f"and {len(names) - 1} other files are not there any more, or cannot be read. The imported texts "
            "stay in use and the codings are untouched.",
            "Put the files back if you want to keep them with the project.",
            warning=True,
        )
        return
    for file, ids in files.items():
        stays = f"The imported text of {_some(ids)} stays in use and the codings are untouched."
        yield Problem(file, f"is not there any more, or cannot be read. {stays}", put_back, warning=True)


def _codes(connection: Connection, codes: Collection[str]) -> Iterator[Problem]:
    used = connection.scalars(select(codings.c.code).where(codings.c.retired.is_(None)))
    for code, times in sorted(Counter(used).items()):
        if code not in codes:
            count = "1 coding" if times == 1 else f"{times} codings"
            yield Problem(
                f"code {code}",
                f"stands on {count}, but the codebook in force does not have it.",
                "Put the code back into the codebook, or run: qual suggest",
            )


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
