"""The project: one folder, one `qual.db`, and what is in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from qual.errors import InvalidRequest, NotFound, ProjectError
from qual.project import archive, formats, sqlite
from qual.project.adjudications import Adjudications
from qual.project.assignments import Assignments
from qual.project.batches import Batch, list_batches
from qual.project.codebooks import Codebooks
from qual.project.codings import Codings
from qual.project.done import DoneMarks
from qual.project.log import Log
from qual.project.memos import Memos
from qual.project.names import coder_name
from qual.project.runs import Runs
from qual.project.sources import Sources
from qual.project.store import Store
from qual.project.undo import undo_batch

FILE = "qual.db"


class Project:
    """An open project. Close it, or use it in a `with` statement; one for each thread.

    `sources`, `codebooks`, `codings`, `memos`, `runs`, `assignments`, `done` and `adjudications`
    hold what is in it, `log` what was done to it. Every change is whole or absent, and stands in
    the log. What its `coder` codes blind, the project does not tell them: see `blind`.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store
        self.sources = Sources(store)
        self.codebooks = Codebooks(store)
        self.codings = Codings(store)
        self.memos = Memos(store)
        self.runs = Runs(store)
        self.assignments = Assignments(store)
        self.done = DoneMarks(store)
        self.adjudications = Adjudications(store)
        self.log = Log(store)

    @classmethod
    def create(cls, folder: str | os.PathLike[str], *, coder: str = "") -> Project:
        """A new, empty project in a folder, which is made if it is missing; opened.

        Raises ProjectError when the folder holds a project or cannot be written to.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProjectError(
                f"The folder {folder.name} could not be made ({error.strerror}).", hint="Choose another one."
            ) from error
        store = _store(folder, coder)
        try:
            formats.make(store)
        except BaseException:
            store.close()
            raise
        return cls(folder, store)

    @classmethod
    def open(cls, folder: str | os.PathLike[str], *, coder: str = "") -> Project:
        """The project of a folder. `coder` is the person whose acts follow.

        A project of an older format is copied to `qual.db.format-<n>.bak` and brought up to date.
        Raises NotFound when there is none, and ProjectError when it is damaged, no project, of a
        later format, or in a folder that cannot be written to.
        """
        folder = Path(folder)
        path = folder / FILE
        if not path.is_file():
            raise NotFound(
                f"There is no project in {folder.absolute().name or folder}.",
                hint="Start one with: qual init",
            )
        store = _store(folder, coder)
        try:
            formats.bring_up_to_date(store, path)
        except BaseException:
            store.close()
            raise
        return cls(folder, store)

    def archive(self, folder: Path, beside: Mapping[str, bytes] = MappingProxyType({})) -> list[str]:
        """Write the project as plain text files to a folder; their names. See `qual.project.archive`.

        Raises InvalidRequest for a coder who codes blind: an archive holds what everybody coded.
        """
        if self.assignments.hidden_sources():
            raise InvalidRequest(
                f"An archive holds what everybody coded, and {self.coder} codes blind.",
                hint="Mark the sources as done first, or let somebody else write it.",
            )
        return archive.write_archive(self.store, folder, beside)

    @classmethod
    def restore(cls, source: Path, folder: str | os.PathLike[str]) -> dict[str, bytes]:
        """Make the project of an archive in a folder, identical; the study's files kept with it.

        The project appears whole or not at all. Raises ProjectError when the folder has a project
        already or cannot be written to, and when the archive is not whole.
        """
        folder = Path(folder)
        path = folder / FILE
        if path.exists():
            raise ProjectError(
                "There is a project in this folder already.", hint="Restore into another one: --to FOLDER"
            )
        unfinished = folder / f".{FILE}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            store = Store(sqlite.open_engine(unfinished))
            try:
                kept = archive.read_archive(store, source)
            finally:
                store.close()
            unfinished.replace(path)
        except OSError as error:
            raise ProjectError(
                f"The project could not be restored ({error.strerror}).", hint="Choose another folder."
            ) from error
        finally:
            for left in (unfinished, *_side_files(unfinished)):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
        return kept

    @property
    def id(self) -> str:
        """The name of this project for ever, in every copy of it."""
        with self.store.reading() as connection:
            return formats.project_id(connection)

    @property
    def coder(self) -> str:
        """The person whose acts these are; "" when nobody was named."""
        return self.store.coder

    @contextmanager
    def transaction(self, action: str, **said: object) -> Iterator[int]:
        """Everything inside is stored together or not at all, as one batch; its number comes back.

        `action` names the command in the log and in `batches`: a word or two, never anything from
        an interview; `said` are further facts for its line there, ids and hashes. A transaction
        inside another one becomes a part of it.
        """
        with self.store.transaction(action) as writing:
            if said:
                writing.heading(**said)
            yield writing.batch

    def batches(self) -> list[Batch]:
        """Every batch, oldest first: number, time, coder, command, and what it did."""
        with self.store.reading() as connection:
            return list_batches(connection, self.store.coder)

    def undo(self, batch: int | None = None) -> Batch:
        """Take a batch back, or the newest one that still stands, and say what that did.

        The taking back is a batch too: undo it to do the first one again. Raises NotFound when
        there is nothing to undo and InvalidRequest when something later depends on the batch.
        """
        return undo_batch(self.store, batch)

    def close(self) -> None:
        """Close the store. The project cannot be used afterwards; closing twice does no harm."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Project({str(self.folder)!r}, coder={self.coder!r})"


def _store(folder: Path, coder: str) -> Store:
    coder = coder_name(coder)
    path = folder / FILE
    for needed in (folder, *(beside for beside in (path, *_side_files(path)) if beside.exists())):
        if not os.access(needed, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            what = "the folder" if needed == folder else needed.name
            raise ProjectError(
                f"The project cannot be used: {what} cannot be written to.",
                hint="Give yourself permission to write to the folder and its files.",
            )
    return Store(sqlite.open_engine(path), coder=coder)


def _side_files(path: Path) -> tuple[Path, Path]:
    """The two files SQLite keeps beside the database while it is open."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")
