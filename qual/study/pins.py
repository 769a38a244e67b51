"""Pins: the quotations a researcher wants to see in the report, whatever the choice by machine would be.

A pin is a memo about `pin:<coding>`, so it stands in the log and can be undone like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qual.errors import NotFound
from qual.model import PIN, Coding
from qual.study.coders import acting_coder

if TYPE_CHECKING:
    from qual.project import Project


def pin(project: Project, coding_id: str) -> tuple[Coding, bool]:
    """Pin a quotation; the coding, and whether it is pinned only now. Raises NotFound.

    The id may be cut. A pinned quotation is the first to be chosen wherever some of many are.
    """
    acting_coder(project)
    coding = project.codings.get(coding_id)
    if coding.id in pinned(project):
        return coding, False
    project.memos.add(PIN + coding.id, "pinned")
    return coding, True


def unpin(project: Project, coding_id: str) -> Coding:
    """Take a pin away, whoever set it. Raises NotFound when the quotation is not pinned."""
    acting_coder(project)
    coding = project.codings.get(coding_id, include_retired=True)
    pins = project.memos.select(PIN + coding.id)
    if not pins:
        raise NotFound(f"{coding.id[:8]} is not pinned.", hint="qual pin lists what is.")
    with project.transaction("unpin"):
        for memo in pins:
            project.memos.withdraw(memo.id)
    return coding


def pinned(project: Project) -> list[str]:
    """The ids of the pinned codings, in the order in which they were pinned."""
    ids = [memo.about.removeprefix(PIN) for memo in project.memos.select() if memo.about.startswith(PIN)]
    return list(dict.fromkeys(ids))
