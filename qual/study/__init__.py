"""The steps of a study. They join the rooms and add no rule of their own.

Command line, browser and scripts call these: `opening` (make, open, choose), `collecting` (files
become sources), `tagging` (the codebook suggests codings and says why), `results` (frames,
workbook, tables), `running` (all of it in one step, and whether it is in order).
"""

from qual.settings import read_settings
from qual.study.collecting import Added, add_sources
from qual.study.opening import (
    ensure_project,
    init_study,
    kind_of,
    make_selection,
    open_project,
    settings_of,
)
from qual.study.reporting import (
    case_names,
    history,
    matrix,
    matrix_notes,
    quotes,
    selection,
    show,
    show_codebook,
    study_status,
    undo,
)
from qual.study.results import codings, export_csv, export_workbook, sources
from qual.study.running import check_study, run_study
from qual.study.tagging import (
    adopt_codebook,
    check_codebook,
    codebook_file,
    codebook_in_force,
    codebook_path,
    explain,
    search,
    suggest,
    term_uses,
)

__all__ = [
    "Added",
    "add_sources",
    "adopt_codebook",
    "case_names",
    "check_codebook",
    "check_study",
    "codebook_file",
    "codebook_in_force",
    "codebook_path",
    "codings",
    "ensure_project",
    "explain",
    "export_csv",
    "export_workbook",
    "history",
    "init_study",
    "kind_of",
    "make_selection",
    "matrix",
    "matrix_notes",
    "open_project",
    "quotes",
    "read_settings",
    "run_study",
    "search",
    "selection",
    "settings_of",
    "show",
    "show_codebook",
    "sources",
    "study_status",
    "suggest",
    "term_uses",
    "undo",
]
