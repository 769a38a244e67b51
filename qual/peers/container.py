"""The zip archive of a .qdpx file: entries by name, nothing unpacked to disk, nothing that climbs out."""

from __future__ import annotations

import stat
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from qual.errors import UnreadableSource
from qual.reading.archives import open_archive

INTERNAL, RELATIVE, ABSOLUTE = "internal://", "relative://", "absolute://"
ANEW = "Export the project anew from the program that made it."


class Container:
    """An opened archive. Entries are found whatever the case of their letters, as real files need it."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UnreadableSource(
                f"{path.name} cannot be read ({error.strerror}).", hint="Check the path."
            ) from None
        self._zip: ZipFile = open_archive(raw, path.name, ".qdpx")
        self._entries: dict[str, ZipInfo] = {}
        for entry in self._zip.infolist():
            name = entry.filename.replace("\\", "/")
            if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
                raise UnreadableSource(
                    f"{path.name} names a file outside itself ({_short(entry.filename)}).", hint=ANEW
                )
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise UnreadableSource(
                    f"{path.name} holds a link ({_short(entry.filename)}) instead of a file.", hint=ANEW
                )
            if entry.is_dir():
                continue
            if name.casefold() in self._entries:
                raise UnreadableSource(
                    f"{path.name} holds two files called {_short(entry.filename)}.", hint=ANEW
                )
            self._entries[name.casefold()] = entry

    def project(self) -> bytes:
        """The XML of the project: project.qde, or the only .qde there is."""
        found = self._entries.get("project.qde")
        if found is None:
            others = [entry for name, entry in self._entries.items() if name.endswith(".qde")]
            if len(others) != 1:
                what = "no project.qde" if not others else f"{len(others)} .qde files"
                raise UnreadableSource(f"{self.name} is no REFI-QDA project: it holds {what}.", hint=ANEW)
            found = others[0]
        return self._read(found)

    def read(self, written: str) -> bytes:
        """The file that an attribute such as plainTextPath names. Raises UnreadableSource."""
        if written.startswith((RELATIVE, ABSOLUTE)):
            raise UnreadableSource("its text lies outside the file.", hint="Export it with its sources.")
        name = written.removeprefix(INTERNAL).replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name:
            raise UnreadableSource(f"its path {_short(written)} leads out of the file.", hint=ANEW)
        for place in (f"sources/{name}", name):
            entry = self._entries.get(place.casefold())
            if entry is not None:
                return self._read(entry)
        raise UnreadableSource(f"its text {_short(written)} is missing.", hint=ANEW)

    def _read(self, entry: ZipInfo) -> bytes:
        try:
            return self._zip.read(entry)
        except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            raise UnreadableSource(
                f"{self.name} is damaged: {_short(entry.filename)} cannot be unpacked.", hint=ANEW
            ) from None


def _short(name: str) -> str:
    plain = "".join(character if character.isprintable() else "?" for character in name)
    return repr(plain if len(plain) <= 60 else plain[:57] + "…")
