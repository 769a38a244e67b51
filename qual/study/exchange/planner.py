"""Making a plan: what a file says, held against what is in the project now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from qual.errors import Problem
from qual.model import Coding, Segment, Selection, Source
from qual.study.exchange.plan import Decision, Import, MemoAct, Step

if TYPE_CHECKING:
    from qual.project import Project

NAMESPACE = UUID("c2a4f0c4-7d0b-5d6e-9d0f-3b1f6a54e7b1")

_Place = tuple[str, str, str, int, int]


class Planner:
    """Adds steps to a plan, and knows what is there already: in the project, and in the plan."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.plan = Import()
        self.sources: dict[str, Source] = {source.id: source for source in project.sources.all()}
        self.codings = {coding.id: coding for coding in project.codings.select()}
        self.memos = {memo.id: memo for memo in project.memos.select()}
        self._own = {_place(coding): coding for coding in self.codings.values()}
        self._said = {(memo.about, memo.coder, memo.text) for memo in self.memos.values()}
        self._withdrawn: dict[str, dict[_Place, set[str]]] = {}  # by coder, looked up when asked for
        self._undoing = {batch.number for batch in project.batches() if batch.undoes is not None}

    # --- steps ---------------------------------------------------------------------------------

    def add_coding(
        self, where: str, coder: str, code: str, segment: Segment, *, assessment: int | None = None
    ) -> str | None:
        """Plan an accepted coding of a coder's own; its id, or None when a conflict keeps it out.

        One that the coder has counts as already there; one that was withdrawn is not brought back.
        """
        coding = self._wanted(where, coder, code, segment, assessment)
        if coding is None:
            return None
        if coding is self.own(coder, code, segment):
            self.plan.already += coding.id in self.codings
            return coding.id
        self._own[_place(coding)] = coding
        self.plan.steps.append(Step("added", where, "added", code, self.place(segment), coder, add=coding))
        return coding.id

    def recode(
        self, where: str, coder: str, old: Coding, code: str, *, assessment: int | None = None
    ) -> str | None:
        """Plan another code in place of one that stands: the id of the coding that has it.

        A suggestion is rejected and coded anew, a coding of the coder's own keeps its id.
        """
        what, place = f"{old.code} → {code}", self.place(old.segment)
        wanted = self._wanted(where, coder, code, old.segment, assessment)
        if wanted is None:
            return None
        there = self.own(coder, code, old.segment)
        step = Step("changed", where, what, code, place, coder)
        if old.by_machine:
            rejected: Decision = (old.id, "rejected", old.assessment)
            step = replace(step, decide=rejected if old.status != "rejected" else None)
            step = replace(step, add=wanted if there is None else None)
        elif there is None:
            wanted = replace(old, code=code, status="accepted", assessment=assessment)
            step = replace(step, change=old.id, decide=(old.id, "accepted", assessment))
        else:
            step = replace(step, withdraw=old.id)
        self._own[_place(wanted)] = wanted
        self.plan.steps.append(step)
        return wanted.id

    def _wanted(
        self, where: str, coder: str, code: str, segment: Segment, assessment: int | None
    ) -> Coding | None:
        """The coding that is there, or a new one; None, with a conflict, when somebody decided otherwise."""
        place = self.place(segment)
        there = self.own(coder, code, segment)
        if there is not None:
            if there.status == "accepted" and assessment in (None, there.assessment):
                return there
            now = there.status if there.assessment is None else f"{there.status} {signed(there.assessment)}"
            self.conflict(where, f"{code} in {place} is there already ({now}).")
            return None
        if self._was_withdrawn((coder, code, segment.source_id, segment.start, segment.end)):
            self.conflict(where, f"{code} in {place} was coded before and withdrawn.")
            return None
        id_ = own_id(coder, code, segment)
        if id_ in self.codings:
            since = self.codings[id_]
            self.conflict(
                where, f"{code} in {place} was changed since: {since.code} in {self.place(since.segment)}."
            )
            return None
        return Coding(id_, code, segment, coder, "accepted", assessment=assessment)

    def add_memo(self, where: str, about: str, text: str, coder: str, *, code: str, place: str) -> None:
        """Plan a memo, unless the coder has said exactly this about it before."""
        if not text:
            return
        if (about, coder, text) in self._said:
            self.plan.already += 1
            return
        self._said.add((about, coder, text))
        self.plan.steps.append(
            Step("memo", where, "memo added", code, place, coder, memo=MemoAct(about, text, coder))
        )

    def conflict(
        self, where: str, what: str, hint: str = "Talk it over, and change it in the project."
    ) -> None:
        """Somebody decided otherwise: this is left alone."""
        self.plan.conflicts.append(Problem(where, what, hint))

    def problem(self, where: str, what: str, hint: str = "") -> None:
        """This does not fit, and is left alone."""
        self.plan.problems.append(Problem(where, what, hint))

    def note(self, where: str, what: str, hint: str = "") -> None:
        """This is worth knowing."""
        self.plan.notes.append(Problem(where, what, hint, warning=True))

    # --- what there is -------------------------------------------------------------------------

    def own(self, coder: str, code: str, segment: Segment) -> Coding | None:
        """The coder's coding of exactly this segment with this code, if there is one."""
        return self._own.get((coder, code, segment.source_id, segment.start, segment.end))

    def place(self, segment: Segment) -> str:
        """Where a segment is, as `qual show` counts turns: `kz-01 [12]`."""
        turn = self.sources[segment.source_id].turn_at(segment.start)
        return f"{segment.source_id} [{turn.number}]" if turn else segment.source_id

    def _was_withdrawn(self, place: _Place) -> bool:
        """Whether somebody withdrew such a coding. Undoing an import does not count."""
        coder = place[0]
        if coder not in self._withdrawn:
            self._withdrawn[coder] = defaultdict(set)
            for coding in self.project.codings.select(Selection(coder=(coder,)), include_retired=True):
                if coding.id not in self.codings:
                    self._withdrawn[coder][_place(coding)].add(coding.id)
        for id_ in self._withdrawn[coder].get(place, ()):
            acts = [entry for entry in self.project.codings.history(id_) if entry.action == "retire coding"]
            if acts and acts[-1].batch not in self._undoing:
                return True
        return False


def own_id(coder: str, code: str, segment: Segment) -> str:
    """The id of a coding that comes from a file: the same whenever the file is read."""
    parts = (coder, code, segment.source_id, str(segment.start), str(segment.end), segment.quote)
    return str(uuid5(NAMESPACE, "\n".join(parts)))


def signed(assessment: int | None) -> str:
    """An assessment as a person writes it."""
    if assessment is None:
        return "none"
    return f"+{assessment}" if assessment > 0 else str(assessment).replace("-", "−")


def _place(coding: Coding) -> _Place:
    segment = coding.segment
    return coding.coder, coding.code, segment.source_id, segment.start, segment.end
