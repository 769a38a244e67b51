"""Which files of a folder are transcripts."""

from __future__ import annotations

import os
from pathlib import Path

from qual.errors import UnreadableSource
from qual.reading.sources import READERS

_PASSED_OVER = (".", "~$", "readme", "license", "licence")
_SHEETS = ("attributes.csv", "attributes.xlsx")


def find_transcripts(folder: Path) -> list[Path]:
    """Every file below a folder that can be read as a source, sorted by path.

    Hidden files and folders, Office's lock files, the sheet of attributes, README and LICENSE are
    passed over. Raises UnreadableSource when there is no such folder.
    """
    if not folder.is_dir():
        raise UnreadableSource(f"{folder.name}: there is no such folder.", hint="Check the path.")
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if _is_transcript(name.casefold())]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _is_transcript(name: str) -> bool:
    return name.endswith(tuple(READERS)) and not name.startswith(_PASSED_OVER) and name not in _SHEETS
