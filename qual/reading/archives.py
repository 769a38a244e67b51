"""Office files are zip archives of XML: opened with care, because they come from anywhere."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Sequence
from zipfile import BadZipFile, ZipFile, ZipInfo

from qual.errors import UnreadableSource

_LARGEST = 200 * 2**20  # bytes, unpacked
_MOST_MEMBERS = 10_000
_RATIO = 200
_SMALL = 2**20  # below this a high ratio is harmless: empty cells and styles repeat themselves

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_archive(raw: bytes, name: str, ending: str) -> ZipFile:
    """The archive inside an Office file, once its table of contents looks harmless.

    `ending` is what the file should be, ".docx" or ".xlsx". Raises UnreadableSource for a damaged or
    password-protected file, for an old or a renamed one, for one with a link or two parts of one name,
    and for one that would unpack to more than 200 MB or more than 200 times its size.
    """
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise UnreadableSource(
                f"{name} is protected by a password.", hint="Save a copy of it without a password."
            )
        raise UnreadableSource(
            f"{name} is an old Office file under a new name.", hint=f"Open it and save it as {ending}."
        )
    try:
        archive = ZipFile(io.BytesIO(raw))
        members = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise UnreadableSource(
            f"{name} is damaged or not a {ending} file.", hint=f"Open it and save it as {ending} anew."
        ) from None
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableSource(
            f"{name} is protected by a password.", hint="Save a copy of it without a password."
        )
    _refuse_doubtful(members, name, ending)
    bloated = any(m.file_size > _SMALL and m.file_size > _RATIO * max(1, m.compress_size) for m in members)
    if len(members) > _MOST_MEMBERS or bloated or sum(m.file_size for m in members) > _LARGEST:
        raise UnreadableSource(
            f"{name} would unpack to many times its size, as no transcript does.",
            hint=f"If you trust it, open it, copy its text into a new {ending} file and save that.",
        )
    return archive


def _refuse_doubtful(members: Sequence[ZipInfo], name: str, ending: str) -> None:
    """Raise for two parts of one name (which is meant?) and for a part that is a link to a file."""
    hint = f"If you trust it, open it and save it as {ending} anew."
    times = Counter(member.filename for member in members)
    double = next((part for part, number in times.items() if number > 1), None)
    if double is not None:
        raise UnreadableSource(f"{name} holds two files called {double!r}.", hint=hint)
    if any(member.external_attr >> 28 == _LINK for member in members):
        raise UnreadableSource(f"{name} holds a link to another file, which no program writes.", hint=hint)


_LINK = 0o12  # the kind of a member, in the highest bits of its Unix attributes


def read_part(archive: ZipFile, part: str, name: str) -> bytes:
    """One XML part of an archive, b"" when there is none. A part that declares entities is refused."""
    try:
        with archive.open(part) as stream:
            xml = stream.read()
    except KeyError:
        return b""
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise UnreadableSource(f"{name} is damaged.", hint="Open it and save it anew.") from None
    if any(word in xml for word in _DOCTYPE):
        raise UnreadableSource(
            f"{name} holds a document type declaration, which no Office program writes.",
            hint="If you trust it, open it and save it anew.",
        )
    return xml


_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
