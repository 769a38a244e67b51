"""The whole study in one step, and whether it is in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qual.analysis.matrix import Matrix, count_matrix
from qual.errors import Problem, UnreadableSource
from qual.model import Codebook
from qual.study.collecting import Added, Progress, add_sources
from qual.study.drawing import export_figures
from qual.study.results import codings, export_workbook
from qual.study.synthesis import build_report, write_report
from qual.study.tagging import Suggested, adopt_codebook, suggest
from qual.study.verifying import write_run_manifest

if TYPE_CHECKING:
    from qual.project import Project


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a study did."""

    added: Added
    codebook: Codebook
    suggested: Suggested
    matrix: Matrix
    workbook: Path
    report: tuple[Path, ...] = ()  # as a web page and as a Word file
    figures: tuple[Path, ...] = ()


def run_study(
    project: Project,
    *,
    progress: Progress | None = None,
    stage: Callable[[str], None] = lambda name: None,
    quick: bool = False,
) -> Run:
    """Read, adopt, suggest, count, export: the whole study, from files to workbook, report and figures.

    With `quick` there is no report and no figure. `stage` is told the name of each stage as it
    begins. Raises UnreadableSource when a file cannot be read; then nothing was changed.
    """
    stage("read")
    added = add_sources(project, progress=progress)
    if added.failed:
        errors = [problem for problem in added.problems if not problem.warning]
        more = f" ({len(errors) - 1} more: qual add)" if len(errors) > 1 else ""
        raise UnreadableSource(f"{errors[0].where}: {errors[0].what}{more}", hint=errors[0].hint)
    stage("codebook")
    codebook, _ = adopt_codebook(project)
    stage("suggest")
    suggested = suggest(project, progress=progress)
    stage("count")
    frame = codings(project)
    matrix = count_matrix(frame)
    stage("export")
    workbook = export_workbook(project, frame=frame)
    if quick:
        write_run_manifest(project, [workbook])
        return Run(added, codebook, suggested, matrix, workbook)
    stage("report")
    report = build_report(project, frame=frame)
    reports = tuple(write_report(project, report, form) for form in ("html", "docx"))
    stage("figures")
    figures = tuple(export_figures(project, frame))
    write_run_manifest(project, [workbook, *reports, *figures])
    return Run(added, codebook, suggested, matrix, workbook, reports, figures)


def check_study(project: Project) -> list[Problem]:
    """Everything that is not in order: store, log, quotes, files changed on disk, codebook changed.

    Empty when all is well.
    """
    import hashlib

    from qual.codebook.reading import read_text
    from qual.errors import QualError
    from qual.project.check import check
    from qual.study.tagging import codebook_file

    problems = list(check(project))
    adopted = project.codebooks.in_force
    if adopted is None:
        return problems
    try:
        file = codebook_file(project)
        if hashlib.sha256(read_text(file).encode()).hexdigest() != adopted.sha256:
            problems.append(
                Problem(
                    file.name,
                    f"differs from version {adopted.version} that is in force.",
                    "qual codebook adopt puts the file into force.",
                    warning=True,
                )
            )
    except QualError as error:
        problems.append(Problem("codebook", error.message, error.hint, warning=True))
    return problems
