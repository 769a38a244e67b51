"""A study as plain text files for git and for the long run, and a study made of them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import ProjectError

if TYPE_CHECKING:
    from qual.project import Project

KEPT = ("qual.toml", "references.bib", "codebooks/*.yaml")
"""Files of a study folder that go with its project; the transcripts' texts are in it already."""


def archive_study(project: Project, folder: str | Path | None = None) -> tuple[Path, int]:
    """Write a project as plain text files, with settings and codebooks; the folder and how many files.

    Without a folder to `archive/` in the study. Raises ProjectError when it cannot be written, and
    InvalidRequest for a coder who codes blind.
    """
    target = Path(folder) if folder is not None else project.folder / "archive"
    found = sorted(path for pattern in KEPT for path in project.folder.glob(pattern) if path.is_file())
    beside = {path.relative_to(project.folder).as_posix(): path.read_bytes() for path in found}
    return target, len(project.archive(target, beside))


def restore_study(source: str | Path, folder: str | Path) -> Path:
    """Make the study of an archive in a folder, its project identical to the one archived; the folder.

    Settings and codebooks that are there already stay as they are. Raises ProjectError when the
    folder has a project, and when the archive is not whole.
    """
    from qual.project import Project

    target = Path(folder)
    kept = Project.restore(Path(source), target)
    for name, data in kept.items():
        path = target / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_bytes(data)
        except OSError as error:
            raise ProjectError(
                f"The project is restored, but {name} could not be written ({error.strerror}).",
                hint="Copy it from the archive's folder study.",
            ) from error
    return target
