"""Codings become frames, workbooks and tables."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.model import AGREED, ALL, AUTO, AuthorNote, AuthorNotes, Selection
from qual.study.opening import settings_of
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    import pandas as pd

    from qual.project import Project


def codings(project: Project, selection: Selection | None = None, *, layer: str = ALL) -> pd.DataFrame:
    """The tidy frame of a project: one row a coding, attributes of its source as columns.

    All codings that were not deleted, rejected ones included; see `analysis.tidy.tidy_codings`
    for the columns. `selection` filters as every command does. `layer` is "all"; the name of a
    coder, for what that person stands for: their own codings and the suggestions they accepted; or
    "agreed", for what coders agree on and what was adjudicated (`adjudicating.agreed_layer`).
    Raises NotFound for a layer that is neither. What the project's coder codes blind is left out.
    """
    return _framed(project, COLUMNS, selection, layer)


def counting_frame(
    project: Project, selection: Selection | None = None, *, layer: str = ALL, measure: str = "experts"
) -> pd.DataFrame:
    """The same with no more columns than `count_matrix` looks at, and so much quicker."""
    from qual.analysis.matrix import ALSO_NEEDED, NEEDED

    needed = {*NEEDED, *ALSO_NEEDED.get(measure, ())}
    return _framed(project, [name for name in COLUMNS if name in needed], selection, layer)


def columns_frame(project: Project, columns: Sequence[str], selection: Selection) -> pd.DataFrame:
    """The same with the columns that are named, of all layers, with the sources' attributes."""
    return _framed(project, columns, selection, ALL, with_attributes=True)


COLUMNS = (
    "id",
    "source",
    "code",
    "coder",
    "status",
    "decided_by",
    "start",
    "end",
    "assessment",
    "created",
    "quote",
    "evidence",
)
"""What the store tells of a coding; `analysis.tidy` adds what follows from it."""


def _framed(
    project: Project,
    columns: Sequence[str],
    selection: Selection | None,
    layer: str,
    *,
    with_attributes: bool = False,
) -> pd.DataFrame:
    from qual.analysis.tidy import select, tidy_codings, tidy_columns

    sources, codebook = project.sources.all(), codebook_in_force(project)
    if layer == AGREED:
        from qual.study.adjudicating import agreed_layer

        frame = tidy_codings(agreed_layer(project), sources, codebook, tagged=looked_at(project, layer))
    else:
        read = project.codings.columns(
            dict.fromkeys([*columns, *(_TELLING_PERSON if layer != ALL else ())]),
            in_order=len(columns) == len(COLUMNS),
        )
        if layer != ALL:
            from qual.study.coders import known_coder

            read = _of_person(read, known_coder(project, layer))
        frame = tidy_columns(
            read,
            sources,
            codebook,
            tagged=looked_at(project, layer),
            with_attributes=with_attributes or len(columns) == len(COLUMNS),
        )
    return frame if selection is None else select(frame, selection)


_TELLING_PERSON = ("coder", "status", "decided_by")


def _of_person(columns: dict[str, list[Any]], person: str) -> dict[str, list[Any]]:
    """The rows that a person stands for; see `analysis.layers.codings_of`."""
    telling = zip(*(columns[name] for name in _TELLING_PERSON), strict=True)
    keep = [
        status != "rejected"
        and (coder == person or (status == "accepted" and decider == person and coder.startswith(AUTO)))
        for coder, status, decider in telling
    ]
    return {name: list(compress(values, keep)) for name, values in columns.items()}


def looked_at(project: Project, layer: str = ALL) -> set[str]:
    """The sources that the rules, or a person, have looked at; the others are not coded yet.

    For the layer of a person those they are done with, for the agreed layer those anybody is done
    with. What the project's coder codes blind has not been looked at as far as they can know.
    """
    done = {(coder, source_id) for coder, source_id in project.done.all()}
    if layer == ALL:
        looked = set(project.runs.last()) | {source_id for _, source_id in done}
    else:
        looked = {source_id for coder, source_id in done if layer in (AGREED, coder)}
    return looked - project.assignments.hidden_sources()


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


def export_workbook(
    project: Project, path: str | Path | None = None, *, frame: pd.DataFrame | None = None
) -> Path:
    """Write the workbook of a project; the path it was written to. Raises UnwritableFile.

    `frame` is that of `codings`, if somebody has it at hand.
    """
    from qual.export.workbook import write_workbook
    from qual.study.agreeing import agreement, units_of

    frame = codings(project) if frame is None else frame
    settings = settings_of(project)
    found = [note for memo in project.memos.select() if (note := AuthorNote.of_memo(memo))]
    agreed = None
    with suppress(InvalidRequest):  # nobody can be compared yet; the sheet says so
        agreed = agreement(project)
    return write_workbook(
        Path(path) if path else workbook_path(project),
        frame,
        settings=settings,
        made_with=made_with(project),
        country_names=country_names(project),
        notes=AuthorNotes(tuple(found)),
        sentences={s.id: units_of(s, "sentence") for s in project.sources.all() if s.kind == "interview"},
        agreement=agreed,
    )


def country_names(project: Project) -> dict[str, str]:
    """The names of the countries that sources come from, in the language of the study, by ISO code."""
    from qual.reading.countries import country_name

    language = settings_of(project).language
    countries = {source.country for source in project.sources.all() if source.country}
    return {code: country_name(code, language) for code in sorted(countries)}


def export_csv(
    project: Project,
    folder: str | Path | None = None,
    selection: Selection | None = None,
    *,
    layer: str = ALL,
) -> list[Path]:
    """Write codings, sources and the country × theme table as CSV, and what each column means; the paths."""
    from qual.analysis.matrix import theme_matrix
    from qual.export.data_dictionary import dictionary
    from qual.export.tables import write_csv

    target = Path(folder) if folder else project.folder / "out"
    frame = codings(project, selection, layer=layer)
    tables = {
        "codings": frame,
        "sources": sources(project, selection),
        "country-theme": theme_matrix(frame).reset_index(),
    }
    written = [write_csv(target / f"{name}.csv", table) for name, table in tables.items()]
    return [*written, write_csv(target / "data-dictionary.csv", dictionary(tables))]
