"""Which codings wait for a decision, and why none does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from qual.model import Codebook, Selection
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.project import Project


def queue(project: Project, chosen: Selection | None = None) -> list[str]:
    """The ids of the codings that pass the filters, in reading order; suggestions, unless a status is given.

    Sources come in the order in which `qual sources` lists them. What the coder codes blind is not there.
    """
    chosen = chosen or Selection()
    codes = _codes_taken(codebook_in_force(project), chosen)
    if codes is not None and not codes:
        return []
    taken = project.codings.select(
        replace(chosen, theme=(), code=tuple(sorted(codes or ())), status=chosen.status or ("suggested",))
    )
    place = {source_id: n for n, source_id in enumerate(project.sources.ids())}
    taken.sort(key=lambda c: (place.get(c.segment.source_id, 0), c.segment.start, c.segment.end, c.code))
    return [coding.id for coding in taken]


def nothing_left(project: Project, chosen: Selection) -> str:
    """Why nothing waits, and what to do next, in two sentences."""
    waiting = len(queue(project))
    if chosen.status and chosen.status != ("suggested",):
        return f"No {' or '.join(chosen.status)} coding passes these filters. See what there is: qual quotes"
    if waiting:
        return f"No suggestion waits behind these filters; {waiting} do without them. Next: qual review"
    hidden = project.assignments.hidden_sources()
    if hidden:
        return (
            f"Nothing to review: {', '.join(sorted(hidden))} you code blind, without suggestions. "
            "When you have read a source to its end: qual done"
        )
    decided = Counter(coding.status for coding in project.codings.select() if coding.by_machine)
    if decided:
        return (
            f"Nothing left to review: {decided['accepted']} suggestions are accepted, "
            f"{decided['rejected']} rejected. Next: qual matrix --reviewed"
        )
    if not project.runs.last():
        return "Nothing to review: the rules have not been asked yet. Next: qual suggest"
    return "Nothing to review: the rules find nothing in these texts. Next: qual codebook terms"


def _codes_taken(codebook: Codebook | None, chosen: Selection) -> set[str] | None:
    """The codes that the filters name, with all below them; None when they name none."""
    taken: set[str] | None = None
    for wanted in (chosen.theme, chosen.code):
        if wanted:
            roots = [codebook.code(code_id) if codebook else None for code_id in wanted]
            codes = {below.id for root in roots if root for below in root.walk()} | set(wanted)
            taken = codes if taken is None else taken & codes
    return taken
