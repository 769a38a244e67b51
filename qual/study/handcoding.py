"""What a person does to codings: code, give another code or other borders, delete, decide.

Each act is one batch, which `undo` takes back. Nobody changes what another person coded: where
coders differ, it is adjudicated, and what they coded before they talked stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound
from qual.model import Code, Coding, Segment, Selection, Status
from qual.study.coders import acting_coder, assigned_codes
from qual.study.results import codings
from qual.study.tagging import required_codebook

if TYPE_CHECKING:
    from qual.project import Project


MANY = 20
"""So many codings asked for by id are read together."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act: the coding that stands now, whether it is new, and what is worth knowing."""

    coding: Coding
    new: bool = True
    notes: tuple[str, ...] = ()


# --- coding --------------------------------------------------------------------------------------


def code_segment(
    project: Project, segment: Segment, code_id: str, *, assessment: int | None = None, memo: str = ""
) -> Done:
    """Put a code on a segment. What the coder has coded so already is not coded twice.

    Once more with another assessment changes the assessment, with a memo adds it. Raises NotFound
    for a code that is not in the codebook, InvalidRequest when nobody is named as the coder and
    for an assessment of a code that takes none.
    """
    coder = acting_coder(project)
    code = known_code(project, code_id)
    _check_assessment(code, assessment)
    notes = [*_off_assignment(project, coder, segment.source_id, code_id), *_not_blind(project, segment)]
    with project.transaction("code"):
        there = own_coding(project, segment, code_id)
        if there is None:
            new = str(uuid.uuid4())
            made = Coding(new, code_id, segment, coder, "accepted", assessment=assessment)
            project.codings.add([made])
        else:
            made = there
            if assessment is not None:
                project.codings.decide(there.id, "accepted", assessment=assessment)
        if memo.strip() and memo.strip() not in {m.text for m in project.memos.select(f"coding:{made.id}")}:
            project.memos.add(f"coding:{made.id}", memo.strip())
    return Done(project.codings.get(made.id), there is None, tuple(notes))


def own_coding(project: Project, segment: Segment, code_id: str) -> Coding | None:
    """The acting coder's coding with a code on exactly this segment, or None."""
    mine = Selection(source=(segment.source_id,), code=(code_id,), coder=(project.coder,))
    for coding in project.codings.select(mine):
        if coding.segment == segment and coding.status != "rejected":
            return coding
    return None


def known_code(project: Project, code_id: str) -> Code:
    """The code of the codebook in force with an id. Raises NotFound, with the nearest."""
    codebook = required_codebook(project)
    code = codebook.code(code_id)
    if code is None:
        near = get_close_matches(code_id.lower(), [one.id for one in codebook.codes], 1, 0.5)
        hint = f"Did you mean {near[0]}?" if near else "qual codebook show lists all."
        raise NotFound(f"{codebook.name} has no code {code_id!r}.", hint=hint)
    return code


def _check_assessment(code: Code, assessment: int | None) -> None:
    if assessment is None:
        return
    if assessment not in (-2, -1, 0, 1, 2):
        raise InvalidRequest(f"{assessment} is not an assessment.", hint="Use −2, −1, 0, 1 or 2.")
    if not code.assessment:
        raise InvalidRequest(
            f"{code.id} takes no assessment.",
            hint="In the codebook, `assessment: true` lets a code take one.",
        )


def _off_assignment(project: Project, coder: str, source_id: str, code_id: str) -> list[str]:
    codes = assigned_codes(project).get((coder, source_id))
    if codes is None or code_id in codes:
        return []
    return [f"{source_id} is assigned to {coder} for other codes than {code_id}."]


def _not_blind(project: Project, segment: Segment) -> list[str]:
    """A coder who was blind and has opened their eyes no longer codes independently."""
    me, source_id = project.coder, segment.source_id
    blind = any(
        (one.coder, one.source_id) == (me, source_id) and one.blind for one in project.assignments.all()
    )
    if blind and (me, source_id) in project.done.all():
        return [
            f"{source_id} is marked as done: the others' codings could be seen, so this one is not blind."
        ]
    return []


# --- another code, other borders -----------------------------------------------------------------


def recode(project: Project, coding_id: str, code_id: str) -> Done:
    """Give a coding another code. One's own keeps its id; a suggestion is rejected and coded anew.

    An assessment goes when the new code takes none. Raises InvalidRequest for another person's
    coding and when the coder has coded the segment so already.
    """
    code = known_code(project, code_id)
    return _changed(project, coding_id, code=code)


def move_coding(project: Project, coding_id: str, segment: Segment) -> Done:
    """Give a coding other borders, as `recode` does another code."""
    return _changed(project, coding_id, segment=segment)


def _changed(
    project: Project, coding_id: str, *, code: Code | None = None, segment: Segment | None = None
) -> Done:
    from qual.study.reviewing import MOVE, RECODE, accept

    coder = acting_coder(project)
    before = project.codings.get(coding_id)
    _refuse_others(before, coder)
    to = segment or before.segment
    if to.source_id != before.segment.source_id:
        raise InvalidRequest("A coding stays in its source.", hint="Code the other source by hand.")
    to_code = code.id if code else before.code
    if (to_code, to) == (before.code, before.segment):
        return Done(before, new=False)
    double = own_coding(project, to, to_code)
    if double is not None:
        way = f"decide {before.id[:8]} --reject" if before.by_machine else f"delete {before.id[:8]}"
        raise InvalidRequest(
            f"{coder} has coded that segment with {to_code} already, as {double.id[:8]}.",
            hint=f"If {before.id[:8]} is to go: qual {way}",
        )
    notes: list[str] = []
    with project.transaction(RECODE if code else MOVE):
        keeps = before.assessment is not None and not before.by_machine
        if keeps and code and not code.assessment:
            project.codings.decide(before.id, before.status, assessment=None)
            notes.append(f"{code.id} takes no assessment: that of before was taken away.")
            before = project.codings.get(before.id)
        act = accept(project, before, code=to_code, segment=to)
    if before.by_machine:
        notes.append(f"Suggestion {before.id[:8]} is rejected; the coding in its place is {coder}'s own.")
    return Done(project.codings.get(act.coding), True, tuple(notes))


def _refuse_others(coding: Coding, coder: str) -> None:
    if not coding.by_machine and coding.coder != coder:
        raise InvalidRequest(
            f"Coding {coding.id[:8]} is {coding.coder}'s, and nobody changes what another person coded.",
            hint=f"Where you differ: qual adjudicate {coding.id[:8]}",
        )


# --- deleting ------------------------------------------------------------------------------------


def delete_codings(project: Project, ids: Iterable[str]) -> list[Coding]:
    """Take back codings of one's own: they no longer count, stay in the history and can come back.

    Raises InvalidRequest for a suggestion, which is rejected instead, and for another person's.
    """
    coder = acting_coder(project)
    found = [project.codings.get(coding_id) for coding_id in dict.fromkeys(ids)]
    for coding in found:
        if coding.by_machine:
            raise InvalidRequest(
                f"Coding {coding.id[:8]} is a suggestion: deleted, it would be offered again.",
                hint=f"Reject it: qual decide {coding.id[:8]} --reject",
            )
        _refuse_others(coding, coder)
    with project.transaction("delete"):
        project.codings.withdraw([coding.id for coding in found])
    return found


# --- deciding ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """What deciding did, in codings, and the codings that were made in place of suggestions."""

    changed: int
    unchanged: int
    instead: tuple[Coding, ...] = ()


def undecided(project: Project, chosen: Selection) -> list[Coding]:
    """The suggestions that pass the filters, to be decided on together; undecided ones by default."""
    chosen = replace(chosen, status=chosen.status or ("suggested",))
    ids = set(codings(project, chosen)["id"])
    taken = project.codings.select(Selection(source=chosen.source, status=chosen.status))
    return [coding for coding in taken if coding.id in ids and coding.by_machine]


def decide(
    project: Project,
    ids: Sequence[str],
    status: Status | None = None,
    *,
    code_id: str = "",
    assessment: int | None = None,
    memo: str = "",
) -> Decided:
    """Accept or reject suggestions, all in one batch; with an assessment or a memo also one's own codings.

    With `code_id` a suggestion is rejected and its segment coded with that code instead. Raises
    InvalidRequest for another person's coding, and for rejecting one's own, which is deleted.
    """
    coder = acting_coder(project)
    if status is None and not code_id and assessment is None and not memo.strip():
        raise InvalidRequest("Nothing says what to decide.", hint="Add --accept or --reject.")
    found = _found(project, ids)
    other = known_code(project, code_id) if code_id else None
    for coding in found:
        _check_decision(coding, coder, status, code_id)
    if assessment is not None:
        for code in {coding.code for coding in found}:
            _check_assessment(other or known_code(project, code), assessment)
    instead: list[Coding] = []
    as_they_are = []
    with project.transaction("recode" if other else _DECISIONS[status]):
        for coding in found:
            if other is None or other.id == coding.code:
                as_they_are.append(coding)
                continue
            project.codings.decide(coding.id, "rejected")
            instead.append(code_segment(project, coding.segment, other.id, assessment=assessment).coding)
        changed = len(instead)
        for now in {coding.status for coding in as_they_are}:
            changed += project.codings.decide(
                [coding.id for coding in as_they_are if coding.status == now],
                status or now,
                assessment="unchanged" if assessment is None else assessment,
            )
        for coding in (*as_they_are, *instead) if memo.strip() else ():
            project.memos.add(f"coding:{coding.id}", memo.strip())
    return Decided(changed, len(found) - changed, tuple(instead))


_DECISIONS = {"accepted": "accept", "rejected": "reject", "suggested": "reopen", None: "decide"}


def _found(project: Project, ids: Sequence[str]) -> list[Coding]:
    """The codings of ids, which may be cut; many of them in one reading."""
    there = {coding.id: coding for coding in project.codings.select()} if len(ids) > MANY else {}
    found = [there.get(coding_id) or project.codings.get(coding_id) for coding_id in ids]
    return list({coding.id: coding for coding in found}.values())


def _check_decision(coding: Coding, coder: str, status: Status | None, code_id: str) -> None:
    if coding.by_machine:
        return
    _refuse_others(coding, coder)
    if code_id:
        raise InvalidRequest(
            f"Coding {coding.id[:8]} is your own.", hint=f"qual recode {coding.id[:8]} --code {code_id}"
        )
    if status in ("rejected", "suggested"):
        raise InvalidRequest(
            f"Coding {coding.id[:8]} is your own, and only suggestions are rejected.",
            hint=f"qual delete {coding.id[:8]}",
        )
