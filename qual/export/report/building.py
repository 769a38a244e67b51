"""From material to a report: all its parts in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qual.export.report.checklists import write_checklists
from qual.export.report.content import Block, Report
from qual.export.report.front import write_overview, write_questions, write_sample
from qual.export.report.material import Material
from qual.export.report.method import write_method
from qual.export.report.summary import write_references, write_summary
from qual.export.report.themes import write_themes

PARTS: tuple[Callable[[Material], Iterator[Block]], ...] = (
    write_questions,
    write_sample,
    write_overview,
    write_themes,
    write_summary,
    write_method,
    write_checklists,
    write_references,
)


def build_report(material: Material) -> Report:
    """The synthesis report of a study, in the language of its settings (English, or Russian).

    Nothing in it is generated text: numbers, quotations, what the settings and memos of the author
    say, and fixed sentences around them.
    """
    say = material.say
    warnings = []
    if material.invented:
        warnings.append(say("invented", n=material.invented, all=len(material.context.sources)))
    if material.settings.note:
        warnings.append(material.settings.note)
    return Report(
        material.title,
        material.language,
        [block for write in PARTS for block in write(material)],
        subtitle=say("subtitle"),
        warnings=warnings,
        contents=say("contents"),
        table=say("table"),
        figure=say("figure"),
    )
