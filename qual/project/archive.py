"""The whole store as plain text files that git can compare, and back.

    archive.json            what this is: format, project, the end of the log, a hash of every file
    texts/<source>.txt      the texts, letter for letter
    codebooks/<name>.yaml   every codebook that was adopted
    <table>.jsonl           one row a line, in the order of their numbers
    study/…                 files of the study folder that belong with it, such as qual.toml

Rows that no longer count are there too: with the log they are the history. `archive.json` is written
last, so that an archive cut short is told from a whole one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from qual.errors import ProjectError
from qual.project import formats, sqlite
from qual.project.log import Log, canonical
from qual.project.store import Store
from qual.project.tables import codebooks, meta, metadata, sources

CONTENTS = "archive.json"
KIND = "qual archive"
STUDY = "study/"

_JSON_COLUMNS = {
    ("attributes", "more"),
    ("readings", "normalised"),
    ("codings", "evidence"),
    ("assignments", "codes"),
    ("log", "detail"),
}
_FILE_OF = {sources.name: ("text", "texts", ".txt"), codebooks.name: ("text", "codebooks", ".yaml")}
"""Columns that stand in files of their own: column, folder, ending."""

_PLAIN = re.compile(r"[\w.@+-]{1,80}")


def write_archive(
    store: Store, folder: Path, beside: Mapping[str, bytes] = MappingProxyType({})
) -> list[str]:
    """Write everything the store holds to a folder; the files, relative to it.

    `beside` are files of the study folder to keep with it, by their path there. Files that are the
    same already are not touched, and files of an earlier archive that are no longer a part are
    removed; whatever else is in the folder stays. Raises ProjectError when a file cannot be
    written.
    """
    hashes: dict[str, str] = {}
    try:
        before = _files_of(folder / CONTENTS)
        with store.reading() as connection:
            for name, text in _parts(connection):
                hashes[name] = _put(folder / name, text.encode())
            said = {row.name: row.value for row in connection.execute(select(meta).order_by(meta.c.name))}
        for name, data in beside.items():
            hashes[STUDY + name] = _put(folder / (STUDY + name), data)
        contents = {
            "kind": KIND,
            "meta": said | {"log_end": json.loads(said["log_end"])},
            "files": hashes,
        }
        for name in sorted(set(before) - set(hashes)):
            (folder / name).unlink(missing_ok=True)
        told = json.dumps(contents, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        _put(folder / CONTENTS, told.encode())
    except OSError as error:
        raise ProjectError(
            f"The archive could not be written ({error.strerror}).", hint="Choose another folder."
        ) from error
    return [CONTENTS, *sorted(hashes)]


def read_archive(store: Store, folder: Path) -> dict[str, bytes]:
    """Fill an empty store with what an archive holds, row by row as it was; the files kept beside it.

    Raises ProjectError when the folder is no archive or not a whole one, was changed, or was made by
    another version of the format; the store then is of no use.
    """
    contents = _contents(folder)
    with store.changing() as connection:
        metadata.create_all(connection)
        for table in metadata.sorted_tables:
            if table.name == meta.name:
                rows = [{"name": name, "value": value} for name, value in contents["meta"].items()]
            else:
                rows = list(_rows(folder, table, contents["files"]))
            if rows:
                connection.execute(insert(table), rows)
    with store.reading() as connection:
        found = [*Log(store).verify(), *sqlite.damage(connection)]
    if found:
        raise _broken(str(found[0]).rstrip("."))
    kept = [name for name in contents["files"] if name.startswith(STUDY)]
    return {name.removeprefix(STUDY): (folder / name).read_bytes() for name in kept}


# --- out -------------------------------------------------------------------------------------


def _parts(connection: Connection) -> Iterator[tuple[str, str]]:
    """Name and content of every file but the contents."""
    for table in metadata.sorted_tables:
        if table.name == meta.name:
            continue
        keys = list(table.primary_key.columns)
        column, folder, ending = _FILE_OF.get(table.name, ("", "", ""))
        lines, taken = [], set[str]()
        for row in connection.execute(select(table).order_by(*keys)):
            said = _legible(table, row._mapping)
            if column:
                name = f"{folder}/{_file_name(row, taken)}{ending}"
                yield name, said.pop(column)
                said["file"] = name
            lines.append(json.dumps(said, ensure_ascii=False) + "\n")
        yield f"{table.name}.jsonl", "".join(lines)


def _legible(table: Table, row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row with the JSON of its columns opened, where closing it again gives the same letters."""
    said = dict(row)
    for name in said:
        if (table.name, name) in _JSON_COLUMNS:
            value = json.loads(said[name])
            if isinstance(value, (dict, list)) and _closed(table, value) == said[name]:
                said[name] = value
    return said


def _closed(table: Table, value: object) -> str:
    """The JSON of a column as the store writes it: attributes keep the order they were given in."""
    return json.dumps(value, ensure_ascii=False) if table.name == "attributes" else canonical(value)


def _file_name(row: Any, taken: set[str]) -> str:
    """A name that says what it is, and that no other row has, whatever the letters of its id."""
    name = str(row.id) if not hasattr(row, "version") else f"{row.id}@{row.version}"
    if not _PLAIN.fullmatch(name) or name.startswith(".") or name.casefold() in taken:
        name = f"{row.n}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    taken.add(name.casefold())
    return name


def _put(path: Path, data: bytes) -> str:
    """Write a file in one step unless it holds this already; the hash of its bytes."""
    with suppress(OSError):
        if path.read_bytes() == data:
            return hashlib.sha256(data).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(data)
    unfinished.replace(path)
    return hashlib.sha256(data).hexdigest()


def _files_of(path: Path) -> list[str]:
    """The files that an earlier archive in the same place names, as far as they lie inside it."""
    try:
        files = json.loads(path.read_bytes())["files"]
        return [name for name in files if _inside(name)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


# --- back ------------------------------------------------------------------------------------


def _contents(folder: Path) -> dict[str, Any]:
    """The list of contents, with every file proved to be there and as it was written."""
    try:
        data = json.loads((folder / CONTENTS).read_bytes())
        files, said, kind = dict(data["files"]), dict(data["meta"]), data["kind"]
        format_ = int(said["format"])
    except FileNotFoundError:
        raise ProjectError(
            f"{folder.name or folder} is no archive: it has no {CONTENTS}.", hint="Name the folder itself."
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise _broken(f"{CONTENTS} cannot be read") from None
    if kind != KIND:
        raise _broken(f"{CONTENTS} does not speak of an archive of qual")
    if format_ > formats.FORMAT:
        raise ProjectError(
            f"The archive was made by a later version of qual (format {format_}; this one knows "
            f"{formats.FORMAT}).",
            hint="Update qual, then restore it.",
        )
    if format_ < formats.FORMAT:
        raise ProjectError(
            f"The archive has the older format {format_}.",
            hint="Restore it with the qual that made it, and open that project with this one.",
        )
    for name, sha256 in files.items():
        if not _inside(name):
            raise _broken(f"{CONTENTS} names a file outside the archive")
        if _sha256(folder / name) != sha256:
            raise _broken(f"{name} is missing or was changed")
    return {"files": files, "meta": said | {"log_end": canonical(said.get("log_end"))}}


def _rows(folder: Path, table: Table, files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    name = f"{table.name}.jsonl"
    if name not in files:
        raise _broken(f"{name} is missing")
    column, _, _ = _FILE_OF.get(table.name, ("", "", ""))
    wanted = set(table.c.keys())
    for number, line in enumerate(_text(folder / name).split("\n"), 1):
        if not line:
            continue
        try:
            row = dict(json.loads(line))
            if column:
                file = row.pop("file")
                row[column] = _text(folder / file) if file in files else None
        except (ValueError, KeyError, TypeError):
            raise _broken(f"{name}, line {number} cannot be read") from None
        if set(row) != wanted or (column and row[column] is None):
            raise _broken(f"{name}, line {number} is not a row of this table")
        yield {
            key: _closed(table, value) if isinstance(value, (dict, list)) else value
            for key, value in row.items()
        }


def _text(path: Path) -> str:
    return path.read_bytes().decode()


def _sha256(path: Path) -> str:
    if path.is_symlink() or path.parent.is_symlink():
        return ""  # it may lead anywhere
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _inside(name: object) -> bool:
    """Whether a name stays in the archive: a few plain parts, nothing that climbs or is hidden."""
    if not isinstance(name, str) or "\\" in name:
        return False
    parts = PurePosixPath(name).parts
    return 1 <= len(parts) <= 3 and all(part[0] != "." and part != "/" and ":" not in part for part in parts)


def _broken(what: str) -> ProjectError:
    return ProjectError(
        f"The archive is not whole: {what}.", hint="Take another copy of it; nothing was restored."
    )
