"""Codes expert interviews against a thematic codebook and summarises them by country and theme.

    import qual
    with qual.open(".") as project:
        codings = qual.codings(project)  # tidy DataFrame, one row a coding
        table = qual.theme_matrix(codings, rows="country", columns="theme", measure="experts")

Everything works on files of this computer; nothing is ever sent anywhere.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qual.analysis.deviant import deviant_cases
    from qual.analysis.matrix import Matrix, count_matrix, theme_matrix
    from qual.analysis.quotes import quotes
    from qual.analysis.tidy import select
    from qual.analysis.triangulation import triangulation
    from qual.codebook import read_codebook, write_codebook
    from qual.errors import Problem, QualError
    from qual.matching import suggest_codings
    from qual.model import (
        Code,
        Codebook,
        Coding,
        Evidence,
        Memo,
        Rule,
        Segment,
        Selection,
        Settings,
        Source,
        Term,
        Turn,
    )
    from qual.project import Project
    from qual.reading import read_source, read_sources
    from qual.study import (
        agreement,
        assessments,
        author_notes,
        codings,
        comparison,
        cooccurrence,
        disagreements,
        distinctive_codes,
        distinctive_words,
        export_csv,
        export_figure,
        export_report,
        export_workbook,
        questions,
        quote_table,
        robustness,
        saturation,
        saturation_by_case,
        sources,
        timeline,
        validation,
    )
    from qual.study import open_project as open

_HOMES = {
    "qual.analysis.deviant": ("deviant_cases",),
    "qual.analysis.matrix": ("Matrix", "count_matrix", "theme_matrix"),
    "qual.analysis.quotes": ("quotes",),
    "qual.analysis.tidy": ("select",),
    "qual.analysis.triangulation": ("triangulation",),
    "qual.codebook": ("read_codebook", "write_codebook"),
    "qual.errors": ("Problem", "QualError"),
    "qual.matching": ("suggest_codings",),
    "qual.model": (
        "Code",
        "Codebook",
        "Coding",
        "Evidence",
        "Memo",
        "Rule",
        "Segment",
        "Selection",
        "Settings",
        "Source",
        "Term",
        "Turn",
    ),
    "qual.project": ("Project",),
    "qual.reading": ("read_source", "read_sources"),
    "qual.study": (
        "author_notes",
        "agreement",
        "assessments",
        "codings",
        "comparison",
        "cooccurrence",
        "disagreements",
        "distinctive_codes",
        "distinctive_words",
        "export_csv",
        "export_figure",
        "export_report",
        "export_workbook",
        "open_project",
        "quote_table",
        "published",
        "published_table",
        "questions",
        "robustness",
        "saturation",
        "saturation_by_case",
        "sources",
        "timeline",
        "validation",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Code",
    "Codebook",
    "Coding",
    "Evidence",
    "Matrix",
    "Memo",
    "Problem",
    "Project",
    "QualError",
    "Rule",
    "Segment",
    "Selection",
    "Settings",
    "Source",
    "Term",
    "Turn",
    "__version__",
    "agreement",
    "assessments",
    "author_notes",
    "codings",
    "comparison",
    "cooccurrence",
    "count_matrix",
    "deviant_cases",
    "disagreements",
    "distinctive_codes",
    "distinctive_words",
    "export_csv",
    "export_figure",
    "export_report",
    "export_workbook",
    "open",
    "published",
    "published_table",
    "questions",
    "quote_table",
    "quotes",
    "read_codebook",
    "read_source",
    "read_sources",
    "robustness",
    "saturation",
    "saturation_by_case",
    "select",
    "sources",
    "suggest_codings",
    "theme_matrix",
    "timeline",
    "triangulation",
    "validation",
    "write_codebook",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first used, so that `import qual` stays quick."""
    wanted = "open_project" if name == "open" else name
    if wanted not in _HOME_OF:
        raise AttributeError(f"module 'qual' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[wanted]), wanted)


def __dir__() -> list[str]:
    return sorted(__all__)
