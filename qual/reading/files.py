"""Files on disk: their bytes, and what they are called in a study."""

from __future__ import annotations

from pathlib import Path

from qual.errors import UnreadableSource


def name_below(path: Path, root: Path | None) -> str:
    """A file's path relative to a folder, with "/"; its bare name when it lies elsewhere."""
    if root is None:
        return path.name
    for file, folder in ((path, root), (path.absolute(), root.absolute()), (path.resolve(), root.resolve())):
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
    return path.name


def read_bytes(path: Path, name: str) -> bytes:
    """All bytes of a file. Raises UnreadableSource, under the given name, when it cannot be opened."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableSource(f"{name}: there is no such file.", hint="Check the path.") from None
    except IsADirectoryError:
        raise UnreadableSource(f"{name} is a folder, not a file.", hint="Name the files in it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not a file name"
        raise UnreadableSource(
            f"{name} cannot be opened: {reason}.", hint="Close it elsewhere and try again."
        ) from None
