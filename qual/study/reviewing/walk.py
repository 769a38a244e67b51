"""Somebody's way through the queue: where they are, what they did, and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound
from qual.model import Segment, Selection
from qual.study.reviewing.deciding import Act, What, accept, named_coder, note, reject
from qual.study.reviewing.seen import Shown, show
from qual.study.reviewing.sizes import sizes
from qual.study.reviewing.waiting import queue

if TYPE_CHECKING:
    from qual.project import Project


@dataclass(frozen=True, slots=True)
class Step:
    """An act of this review, with what is needed to take it back."""

    act: Act
    at: int
    stood: str
    put_off: bool = False  # it was put at the end of the queue


class Review:
    """Where a coder is in the queue, and what they did since they began. `shown` is what lies before them.

    Each decision goes on to the next coding that waits; skipped ones come last. Raises
    InvalidRequest when the project is open without a coder.
    """

    def __init__(self, project: Project, chosen: Selection | None = None) -> None:
        named_coder(project)
        self.project = project
        self.chosen = chosen or Selection()
        self.steps: list[Step] = []
        self.recent: list[str] = []  # codes chosen in place of suggested ones, the last one first
        self._order = queue(project, self.chosen)
        self._length = len(self._order)
        self._at = 0
        self._stands: dict[str, str] = {}  # what took the place of a coding of the queue
        self._segment: Segment | None = None
        self._shown: Shown | None = None
        self.look()

    def __len__(self) -> int:
        """How many codings waited at the beginning."""
        return self._length

    @property
    def shown(self) -> Shown | None:
        """The coding to decide on, as it was when last looked at; None behind the last one."""
        return self._shown

    @property
    def number(self) -> int:
        """The place of the coding in the queue, from 1; it keeps its number when it was skipped."""
        return self._order.index(self._order[self._at]) + 1

    @property
    def again(self) -> bool:
        """Whether the coding was skipped before."""
        return self._at >= self._length

    def look(self) -> Shown | None:
        """Look again at the coding to decide on: others may have changed it. Goes on when it is gone."""
        self._shown = None
        while self._shown is None and self._at < len(self._order):
            try:
                self._shown = show(self.project, self._standing_at(self._at), self._segment)
            except (NotFound, InvalidRequest):  # withdrawn, or to be coded blind from now on
                self._at, self._segment = self._at + 1, None
        return self._shown

    def accept(self, *, code: str = "", assessment: int | None = None) -> Act:
        """Accept with the segment shown; see `accept`."""
        shown = self._required()
        act = accept(self.project, shown.coding, code=code, segment=shown.segment, assessment=assessment)
        if code:
            self.recent = [code, *(c for c in self.recent if c != code)]
        return self._decided(act)

    def reject(self) -> Act:
        """Reject; see `reject`."""
        return self._decided(reject(self.project, self._required().coding))

    def note(self, text: str) -> Act:
        """Put a memo on the coding and stay there."""
        act = note(self.project, self._required().coding, text)
        self._remember(act)
        self.look()
        return act

    def skip(self) -> None:
        """Leave the coding undecided: it comes again behind the others, in this review."""
        shown = self._required()
        waits = self._waits(self._order[self._at])
        self._remember(Act("skipped", shown.coding.id, shown.coding.code), put_off=waits)
        if waits:
            self._order.append(self._order[self._at])
        self._go_on()

    def resize(self, by: int) -> bool:
        """Take the next wider segment (1) or the next narrower one (-1); False when there is none."""
        shown = self._required()
        ladder = [size.segment for size in sizes(shown.source, shown.coding)]
        to = ladder.index(shown.segment) + by
        if not 0 <= to < len(ladder):
            return False
        self._segment = ladder[to]
        self.look()
        return True

    def back(self) -> bool:
        """Go back to the coding before, decided or not; False at the first one."""
        for at in range(self._at - 1, -1, -1):
            try:
                self.project.codings.get(self._standing_at(at))
            except (NotFound, InvalidRequest):
                continue
            self._go_to(at)
            return True
        return False

    def undo(self) -> Act | None:
        """Take back the last thing done in this review, and go there; None when there is nothing.

        Raises InvalidRequest when somebody has built on it since.
        """
        if not self.steps:
            return None
        step = self.steps[-1]
        if step.act.batch:
            self.project.undo(step.act.batch)
        self.steps.pop()
        if step.put_off:
            self._order.pop()
        self._stands[self._order[step.at]] = step.stood
        self._go_to(step.at)
        return step.act

    def counts(self) -> Counter[What]:
        """How often each thing was done in this review, what was taken back not counted."""
        return Counter(step.act.what for step in self.steps)

    def _required(self) -> Shown:
        if self._shown is None:
            raise InvalidRequest("That was the last one.", hint="Go back, or quit.")
        return self._shown

    def _decided(self, act: Act) -> Act:
        if act.batch:
            self._remember(act)
        self._stands[self._order[self._at]] = act.coding
        self._go_on()
        return act

    def _remember(self, act: Act, *, put_off: bool = False) -> None:
        self.steps.append(Step(act, self._at, self._standing_at(self._at), put_off))

    def _go_on(self) -> None:
        at = self._at + 1
        while at < len(self._order) and not self._waits(self._order[at]):
            at += 1
        self._go_to(at)

    def _go_to(self, at: int) -> None:
        self._at, self._segment = at, None
        self.look()

    def _standing_at(self, at: int) -> str:
        return self._stands.get(self._order[at], self._order[at])

    def _waits(self, coding_id: str) -> bool:
        if self._stands.get(coding_id, coding_id) != coding_id:
            return False
        try:
            status = self.project.codings.get(coding_id).status
        except (NotFound, InvalidRequest):
            return False
        return status in (self.chosen.status or ("suggested",))
