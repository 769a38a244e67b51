"""The same content gives the same bytes: an Office file (a zip of XML parts) packed anew.

Writers of .xlsx and .docx stamp the hour into the archive. Here the order of the parts, their
dates, attributes and compression are fixed, and `created` and `modified` say the same day always.
The bytes of a compressed part still depend on the zlib of the computer; its content does not.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, BinaryIO

FIRST = ("[Content_Types].xml", "_rels/.rels")
PROPERTIES = "docProps/core.xml"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
STAND_IN = "rows of a long list"
STAMP = "2000-01-01T00:00:00Z"

_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def repack(
    source: BinaryIO | Path, target: Path, rows: Mapping[str, IO[bytes]] = MappingProxyType({})
) -> None:
    """Write the parts of an Office file to `target` in one fixed form.

    `rows` are rows of sheets, as XML, by the part they belong to: they come in the place of the one
    row there that says STAND_IN.
    """
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name not in FIRST, name)):
            part = zipfile.ZipInfo(name, ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            part.external_attr = 0o600 << 16
            if name == PROPERTIES:
                new.writestr(part, _DATES.sub(rb"\g<1>" + STAMP.encode() + rb"\g<2>", old.read(name)))
                continue
            if name in rows:
                before, after = _around(old.read(name))
                rows[name].seek(0)
                with new.open(part, "w", force_zip64=True) as whole:
                    whole.write(before)
                    shutil.copyfileobj(rows[name], whole, 1 << 20)
                    whole.write(after)
                continue
            part.file_size = old.getinfo(name).file_size  # lets zipfile decide on the large format
            with old.open(name) as there, new.open(part, "w") as here:
                shutil.copyfileobj(there, here, 1 << 20)


def _around(sheet: bytes) -> tuple[bytes, bytes]:
    """What stands before and behind the row that stands in for others."""
    at = sheet.rindex(STAND_IN.encode())  # a head may say the same, but stands above
    return sheet[: sheet.rindex(b"<row ", 0, at)], sheet[sheet.index(b"</row>", at) + len(b"</row>") :]
