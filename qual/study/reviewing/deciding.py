"""A decision is stored: accepted, rejected, changed, noted; each in one transaction in the log.

A suggestion stands or falls as it is. Who accepts it with another code or other borders rejects it
and adds a coding of their own, in one batch called "recode" or "move borders": this batch is the
link between the two, in both their histories, and `replaced` follows it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qual.errors import InvalidRequest
from qual.model import Code, Coding, Segment, Selection
from qual.study.reviewing.sizes import evidence_inside
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.project import Project

RECODE, MOVE = "recode", "move borders"
"""How the log calls the batch in which a person's coding takes the place of another one."""


What = Literal["accepted", "rejected", "changed", "noted", "skipped"]


@dataclass(frozen=True, slots=True)
class Act:
    """What was decided, and stored. Without a batch it had been so before."""

    what: What
    coding: str  # id of the coding that stands for it now
    code: str
    batch: int = 0
    assessment: int | None = None


def accept(
    project: Project,
    coding: Coding,
    *,
    code: str = "",
    segment: Segment | None = None,
    assessment: int | None = None,
) -> Act:
    """Accept a coding as it was shown, or with another code or segment, and with an assessment.

    Changed, a coding of the coder's own keeps its id; a suggestion, or a coding of somebody else,
    is rejected, and the coder's own is added. Where the rules or the coder put the same code on the
    same segment already, that coding is accepted instead of adding one more. Raises InvalidRequest
    when the coding is not what was shown any more, for an unknown code, and for an assessment of a
    code that takes none.
    """
    named_coder(project)
    to_code, to_segment = code or coding.code, segment or coding.segment
    _check_code(project, coding, to_code, assessment)
    changed = (to_code, to_segment) != (coding.code, coding.segment)
    action = "accept" if not changed else RECODE if to_code != coding.code else MOVE
    with project.transaction(action) as batch:
        _check_unchanged(project, coding)
        stands, count = coding.id, 0
        if changed:
            stands, count = _in_place_of(project, coding, to_code, to_segment), 1
        count += project.codings.decide(
            stands, "accepted", assessment="unchanged" if assessment is None else assessment
        )
    return Act("changed" if changed else "accepted", stands, to_code, batch if count else 0, assessment)


def reject(project: Project, coding: Coding) -> Act:
    """Reject a coding as it was shown. Raises InvalidRequest when it is not what was shown any more."""
    named_coder(project)
    with project.transaction("reject") as batch:
        _check_unchanged(project, coding)
        count = project.codings.decide(coding.id, "rejected")
    return Act("rejected", coding.id, coding.code, batch if count else 0)


def note(project: Project, coding: Coding, text: str) -> Act:
    """Put a memo on a coding. Raises InvalidRequest for an empty one."""
    named_coder(project)
    with project.transaction("memo") as batch:
        project.memos.add(f"coding:{coding.id}", text.strip())
    return Act("noted", coding.id, coding.code, batch)


def replaced(project: Project, coding: Coding) -> str:
    """The id of the coding in whose place this one was put, or "": what their batch in the log says."""
    if coding.by_machine:
        return ""
    target = f"coding:{coding.id}"
    for entry in project.log.entries(target=target):
        if entry.action != "add coding":
            continue
        lines = project.log.entries(batch=entry.batch)
        if lines[0].target in (RECODE, MOVE):
            return next((e.target.removeprefix("coding:") for e in lines[1:] if e.target != target), "")
    return ""


def named_coder(project: Project) -> str:
    """The coder of a project. Raises InvalidRequest when it is open without one."""
    if not project.coder.strip():
        raise InvalidRequest(
            "Nobody is named as the coder, and every decision has one.",
            hint='Say who: --coder NAME, or QUAL_CODER, or coder = "NAME" in qual.toml.',
        )
    return project.coder


def code_of(project: Project, code_id: str) -> Code | None:
    """A code of the codebook in force, or None."""
    codebook = codebook_in_force(project)
    return codebook.code(code_id) if codebook else None


def _check_code(project: Project, coding: Coding, code_id: str, assessment: int | None) -> None:
    code = code_of(project, code_id)
    if code is None and code_id != coding.code:
        raise InvalidRequest(f"The codebook has no code {code_id!r}.", hint="qual codebook show lists all.")
    if assessment is not None and (code is None or not code.assessment):
        raise InvalidRequest(
            f"{code_id} takes no assessment.",
            hint="In the codebook, `assessment: true` gives it one.",
        )


def _check_unchanged(project: Project, shown: Coding) -> None:
    """Raise InvalidRequest when a coding is not what the reviewer saw."""
    now = project.codings.get(shown.id)
    if now != shown:
        by = f" by {now.decided_by}" if now.decided_by else ""
        raise InvalidRequest(
            f"This coding was changed meanwhile{by}; it is {now.status} now.", hint="Look again, and decide."
        )


def _in_place_of(project: Project, coding: Coding, code: str, segment: Segment) -> str:
    """Set a coding aside for one with another code or segment; the id of that one."""
    own = coding.coder == project.coder
    standing = _standing(project, code, segment)
    if own and not standing:
        return project.codings.change(coding.id, code=code, segment=segment).id
    if own:
        project.codings.withdraw(coding.id)
    else:
        project.codings.decide(coding.id, "rejected")
    if standing:
        return standing
    evidence = evidence_inside(coding, segment) if code == coding.code else ()
    new = Coding(str(uuid.uuid4()), code, segment, project.coder, "accepted", evidence)
    project.codings.add([new])
    return new.id


def _standing(project: Project, code: str, segment: Segment) -> str:
    """The id of a coding by the rules or the coder that says the same and is not rejected, or ""."""
    there = project.codings.select(
        Selection(source=(segment.source_id,), code=(code,), status=("suggested", "accepted"))
    )
    for coding in there:
        if coding.segment == segment and (coding.by_machine or coding.coder == project.coder):
            return coding.id
    return ""
