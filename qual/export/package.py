"""The same content gives the same bytes: an Office file (a zip of XML parts) packed anew.

Writers of .xlsx and .docx stamp the hour into the archive. Here the order of the parts, their
dates, attributes and compression are fixed, and `created` and `modified` say the same day always.
The bytes of a compressed part still depend on the zlib of the computer; its content does not.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import BinaryIO

FIRST = ("[Content_Types].xml", "_rels/.rels")
PROPERTIES = "docProps/core.xml"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
STAMP = "2000-01-01T00:00:00Z"

_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def repack(source: BinaryIO | Path, target: Path) -> None:
    """Write the parts of an Office file to `target` in one fixed form."""
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
            part.file_size = old.getinfo(name).file_size  # lets zipfile decide on the large format
            with old.open(name) as before, new.open(part, "w") as after:
                shutil.copyfileobj(before, after, 1 << 20)
