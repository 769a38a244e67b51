"""The steps of a study. They join the rooms and add no rule of their own.

Command line, browser and scripts call these: `opening` (make, open, choose), `collecting` (files
become sources), `tagging` (the codebook suggests codings and says why), `results` (frames,
workbook, tables), `quoting` and `pins` (quotations), `synthesis` (the report), `running` (all of it
in one step, and whether it is in order), `verifying` (whether it comes out again). People code in
`coders` (who, what, how far), `places` (which segment is meant), `handcoding`, `memos` and
`adjudicating`; `telling` says what was done; in `authoring` the author concludes.
"""

from qual.settings import read_settings
from qual.study.adjudicating import adjudicate, agreed_layer
from qual.study.agreeing import agreement, compared, confusion, disagreements, validation
from qual.study.analysing import (
    assessments,
    comparison,
    cooccurrence,
    distinctive_codes,
    distinctive_words,
    questions,
    robustness,
    saturation,
    saturation_by_case,
    timeline,
)
from qual.study.archiving import archive_study, restore_study
from qual.study.authoring import author_notes, note_in_words, triangulate, withdraw_note, write_note
from qual.study.basis import basis
from qual.study.coders import (
    acting_coder,
    assign,
    assignments,
    blind_note,
    coders,
    mark_done,
    people,
    progress,
    readers,
    unassign,
)
from qual.study.collecting import Added, add_sources
from qual.study.drawing import FIGURES, code_names, draw_figure, export_figure
from qual.study.handcoding import (
    code_segment,
    decide,
    delete_codings,
    known_code,
    move_coding,
    recode,
    undecided,
)
from qual.study.memos import add_memo, edit_memo, memos, withdraw_memo
from qual.study.merging import merge_project
from qual.study.opening import (
    ensure_project,
    init_study,
    kind_of,
    make_selection,
    open_project,
    settings_of,
)
from qual.study.pins import pin, pinned, unpin
from qual.study.places import find_segment, place_of, sentences_of
from qual.study.publishing import export_public_csv, published, published_table
from qual.study.quoting import export_quotes, quote_table
from qual.study.reporting import (
    case_names,
    matrix,
    matrix_notes,
    quotes,
    selection,
    show,
    show_codebook,
    study_status,
)
from qual.study.results import codings, export_csv, export_workbook, sources
from qual.study.running import check_study, run_study
from qual.study.synthesis import build_report, export_report
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
from qual.study.telling import coding_history, history, undo
from qual.study.verifying import EXIT_CODES, verify

__all__ = [
    "EXIT_CODES",
    "FIGURES",
    "Added",
    "acting_coder",
    "add_memo",
    "add_sources",
    "adjudicate",
    "adopt_codebook",
    "agreed_layer",
    "agreement",
    "archive_study",
    "assessments",
    "assign",
    "assignments",
    "author_notes",
    "basis",
    "blind_note",
    "build_report",
    "case_names",
    "check_codebook",
    "check_study",
    "code_names",
    "code_segment",
    "codebook_file",
    "codebook_in_force",
    "codebook_path",
    "coders",
    "coding_history",
    "codings",
    "compared",
    "comparison",
    "confusion",
    "cooccurrence",
    "decide",
    "delete_codings",
    "disagreements",
    "distinctive_codes",
    "distinctive_words",
    "draw_figure",
    "edit_memo",
    "ensure_project",
    "explain",
    "export_csv",
    "export_figure",
    "export_public_csv",
    "export_quotes",
    "export_report",
    "export_workbook",
    "find_segment",
    "history",
    "init_study",
    "kind_of",
    "known_code",
    "make_selection",
    "mark_done",
    "matrix",
    "matrix_notes",
    "memos",
    "merge_project",
    "move_coding",
    "note_in_words",
    "open_project",
    "people",
    "pin",
    "pinned",
    "place_of",
    "progress",
    "published",
    "published_table",
    "questions",
    "quote_table",
    "quotes",
    "read_settings",
    "readers",
    "recode",
    "restore_study",
    "robustness",
    "run_study",
    "saturation",
    "saturation_by_case",
    "search",
    "selection",
    "sentences_of",
    "settings_of",
    "show",
    "show_codebook",
    "sources",
    "study_status",
    "suggest",
    "term_uses",
    "timeline",
    "triangulate",
    "unassign",
    "undecided",
    "undo",
    "unpin",
    "validation",
    "verify",
    "withdraw_memo",
    "withdraw_note",
    "write_note",
]
