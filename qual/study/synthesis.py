"""The synthesis report of a study: what it draws on is gathered here, `export.report` writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.model import ALL, Selection
from qual.study.authoring import author_notes
from qual.study.opening import settings_of
from qual.study.pins import pinned
from qual.study.results import codings, country_names, made_with
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.agreement import Agreement
    from qual.export.report import Material, Report
    from qual.project import Project

FORMS = (".html", ".docx")


def report_material(
    project: Project,
    selection: Selection | None = None,
    *,
    layer: str = ALL,
    reviewed: bool = False,
    quotations: int = 2,
    frame: pd.DataFrame | None = None,
) -> Material:
    """What a report draws on: codings, the author's words, pins, references, agreement.

    `quotations` is how many a country may have in each theme, `frame` that of `codings` for this
    selection and layer, if somebody has it at hand. Raises InvalidRequest for less than one quotation.
    """
    from qual.export.report import Material

    if quotations < 1:
        raise InvalidRequest("A report needs at least one quotation a country.", hint="Write --quotes 2.")
    frame = codings(project, selection, layer=layer) if frame is None else frame
    return Material(
        frame,
        settings_of(project),
        made_with={**made_with(project), **software(), "log head": project.log.head},
        country_names=country_names(project),
        notes=author_notes(project),
        pinned=pinned(project),
        literature=_literature(project),
        agreement=_agreement(project),
        quotations=quotations,
        reviewed=reviewed,
    )


def build_report(project: Project, selection: Selection | None = None, **choices: Any) -> Report:
    """The content of the synthesis report, ready to be written; takes the choices of `report_material`."""
    from qual.export.report import build_report as build

    return build(report_material(project, selection, **choices))


def export_report(
    project: Project,
    form: str,
    path: str | Path | None = None,
    selection: Selection | None = None,
    **choices: Any,
) -> Path:
    """Write the synthesis report as "html" or "docx"; the path, out/<codebook>.<form> when none is given.

    Takes the choices of `report_material`. Raises UnwritableFile.
    """
    return write_report(project, build_report(project, selection, **choices), form, path)


def write_report(project: Project, report: Report, form: str, path: str | Path | None = None) -> Path:
    """Write a report that `build_report` made."""
    from qual.export.report import write_docx, write_html

    codebook = codebook_in_force(project)
    target = Path(path) if path else project.folder / "out" / f"{codebook.id if codebook else 'qual'}.{form}"
    if target.suffix.lower() != f".{form}":
        raise InvalidRequest(f"{target.name} does not end in .{form}.", hint=f"Name it {target.stem}.{form}")
    return write_html(target, report) if form == "html" else write_docx(target, report)


def _literature(project: Project) -> list[dict[str, Any]]:
    """The citation items of the BibTeX files that literature was read from."""
    from qual.reading.references import read_references

    ids = {source.id for source in project.sources.all() if source.kind == "literature"}
    files = {s.file for s in project.sources.all() if s.kind == "literature" and s.file.endswith(".bib")}
    items: list[dict[str, Any]] = []
    for file in sorted(files):
        path = project.folder / file
        if path.is_file():
            found = read_references(path.read_bytes(), file)
            items += [item for key, item in found.items() if key in ids]
    return items


def software() -> dict[str, str]:
    """The versions of what numbers and files are made with."""
    from importlib.metadata import version
    from platform import python_version

    names = ("pandas", "numpy", "matplotlib", "openpyxl", "python-docx", "pymorphy3", "simplemma")
    return {"Python": python_version(), **{name: version(name) for name in names}}


def _agreement(project: Project) -> Agreement | None:
    """Agreement between people; None where no two of them have read one interview to its end."""
    from qual.study.agreeing import agreement

    try:
        return agreement(project)
    except InvalidRequest:
        return None
