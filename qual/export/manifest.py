"""The manifest: hashes of what results were made from and of the results themselves, as a JSON file."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qual.errors import QualError
from qual.export.atomic import whole_file

FORMAT = 1
PACKAGES = (".xlsx", ".docx")


def write_manifest(path: str | Path, manifest: Mapping[str, Any]) -> Path:
    """Write a manifest; the path. The same content gives the same bytes. Raises UnwritableFile."""
    path = Path(path)
    text = json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1, sort_keys=True)
    with whole_file(path) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a file. Raises QualError when it is not there, is none, or of a later format."""
    again = "qual run writes it anew."
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise QualError(f"there is no {path.name}.", hint="qual run writes it, with the results.") from None
    except (OSError, ValueError):
        raise QualError(f"{path.name} cannot be read.", hint=again) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise QualError(f"{path.name} is not a manifest of this version of qual.", hint=again)
    for name in ("inputs", "codebook", "packages", "project", "outputs"):
        if not isinstance(manifest.get(name), dict):
            raise QualError(f"{path.name} has no {name}.", hint=again)
    return manifest


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def output_hashes(path: Path) -> dict[str, str]:
    """The hashes of a result, by part: for an Office file each part, unpacked; else the whole, as "".

    The bytes of a packed part depend on the zlib of the computer, its content does not.
    """
    if path.suffix.lower() not in PACKAGES:
        return {"": file_hash(path)}
    try:
        with zipfile.ZipFile(path) as package:
            return {name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}
    except (zipfile.BadZipFile, OSError):
        return {"": file_hash(path)}
