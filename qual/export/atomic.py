"""A file appears whole or not at all.

It is written beside its place, forced to the disk, and moved into place in one step. Whoever opens
the old file meanwhile keeps the old file; a crash leaves it as it was.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qual.errors import UnwritableFile

STALE = 3600  # seconds after which an unfinished file of a killed run may be cleared away


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path to write to; it takes the place of `path` when the block ends well.

    The folder is made when there is none. A symbolic link stays a link. Raises UnwritableFile
    when the file cannot be made or moved into place.
    """
    target = path.resolve() if path.is_symlink() else path
    temporary = target.parent / f".qual-{secrets.token_hex(6)}.part"
    try:
        if target.is_dir():
            raise UnwritableFile(f"{path} is a folder.", hint="Name a file inside it.")
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(target.parent)
        temporary.touch(exist_ok=False)
        yield temporary
        _to_disk(temporary)
        temporary.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise _explained(error, path, target, temporary) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _explained(error: OSError, path: Path, target: Path, temporary: Path) -> UnwritableFile:
    if error.errno == errno.ENOSPC:
        return UnwritableFile(
            f"{path} could not be written: the disk is full.", hint="Make room and try again."
        )
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return UnwritableFile(
            f"{path} could not be written: {target.parent} is not a folder.", hint="Choose another place."
        )
    if isinstance(error, PermissionError) and temporary.exists():  # written, but not moved into place
        return UnwritableFile(
            f"{path} could not be replaced: it is protected or open in another program.",
            hint="Close it in Excel and try again.",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UnwritableFile(
            f"{path} could not be written: the folder {target.parent} is not writable.",
            hint="Choose another folder, or ask for the right to write there.",
        )
    reason = error.strerror or type(error).__name__
    return UnwritableFile(f"{path} could not be written: {reason}.", hint="Choose another place.")


def _to_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such thing for folders
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear_unfinished(folder: Path) -> None:
    """Remove what a killed run left behind: it may hold text of interviews."""
    for left in folder.glob(".qual-*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()
