"""Codings become frames, workbooks and tables."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.model import Selection
from qual.study.opening import settings_of
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    import pandas as pd

    from qual.project import Project


def codings(project: Project, selection: Selection | None = None) -> pd.DataFrame:
    """The tidy frame of a project: one row a coding, attributes of its source as columns.

    All codings that were not deleted, rejected ones included; see `analysis.tidy.tidy_codings`
    for the columns. `selection` filters as every command does.
    """
    from qual.analysis.tidy import select, tidy_codings

    frame = tidy_codings(
        project.codings.select(),
        project.sources.all(),
        codebook_in_force(project),
        tagged=looked_at(project),
    )
    return frame if selection is None else select(frame, selection)


def looked_at(project: Project) -> set[str]:
    """The sources that the rules, or a person, have looked at; the others are not coded yet."""
    return set(project.runs.last()) | {source_id for _, source_id in project.done.all()}


def sources(project: Project, selection: Selection | None = None) -> pd.DataFrame:
    """One row a source: id, kind, country, expert, language, words, turns, file, further attributes."""
    import pandas as pd

    chosen = [s for s in project.sources.all() if selection is None or selection.takes(s)]
    names = sorted({name for source in chosen for name in source.attributes})
    rows = [
        {
            "id": source.id,
            "kind": source.kind,
            "country": source.country,
            "expert": source.expert,
            "language": source.language,
            "words": source.words,
            "turns": len(source.turns),
            "file": source.file,
            **{name: source.attributes.get(name, "") for name in names},
        }
        for source in chosen
    ]
    columns = ["id", "kind", "country", "expert", "language", "words", "turns", "file", *names]
    return pd.DataFrame(rows, columns=columns)


def made_with(project: Project) -> dict[str, str]:
    """What results say of how they were made: versions and hashes, no paths, names or times."""
    adopted = project.codebooks.in_force
    texts = hashlib.sha256()
    for source in project.sources.all():
        texts.update(f"{source.id}\n".encode())
        texts.update(source.text.encode("utf-8", "surrogatepass"))
    facts = {"qual": qual_version(), "sources (sha256)": texts.hexdigest()}
    if adopted is not None:
        facts["codebook"] = f"{adopted.id} {adopted.version}"
        facts["codebook (sha256)"] = adopted.sha256
    return facts


def qual_version() -> str:
    """The version of the installed package."""
    from qual import __version__

    try:
        return version("qual-interviews")
    except PackageNotFoundError:
        return __version__


def workbook_path(project: Project) -> Path:
    """Where the workbook goes: what qual.toml says, else out/<codebook id>.xlsx."""
    codebook = codebook_in_force(project)
    named = settings_of(project).workbook or f"out/{codebook.id if codebook else 'qual'}.xlsx"
    return project.folder / named


def export_workbook(project: Project, path: str | Path | None = None) -> Path:
    """Write the workbook of a project; the path it was written to. Raises UnwritableFile."""
    from qual.export.workbook import write_workbook
    from qual.reading.countries import country_name

    frame = codings(project)
    settings = settings_of(project)
    countries = {row.country for row in frame.attrs["qual"].sources if row.country}
    return write_workbook(
        Path(path) if path else workbook_path(project),
        frame,
        settings=settings,
        made_with=made_with(project),
        country_names={code: country_name(code, settings.language) for code in sorted(countries)},
    )


def export_csv(
    project: Project, folder: str | Path | None = None, selection: Selection | None = None
) -> list[Path]:
    """Write codings, sources and the country × theme table as CSV; the paths written."""
    from qual.analysis.matrix import theme_matrix
    from qual.export.tables import write_csv

    target = Path(folder) if folder else project.folder / "out"
    frame = codings(project, selection)
    tables: dict[str, Callable[[], Any]] = {
        "codings.csv": lambda: frame,
        "sources.csv": lambda: sources(project, selection),
        "country-theme.csv": lambda: theme_matrix(frame).reset_index(),
    }
    return [write_csv(target / name, make()) for name, make in tables.items()]
