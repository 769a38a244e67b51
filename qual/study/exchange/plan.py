"""A plan: what an import would do to the project, step by step, and what it leaves alone and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from qual.errors import Problem
from qual.model import Coding, Status

if TYPE_CHECKING:
    from qual.project import Project

Kind = Literal["added", "changed", "decided", "memo"]

Decision = tuple[str, Status, int | None]
"""The id of a coding, its status and its assessment."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done, as it is told, and the acts it takes."""

    kind: Kind
    where: str  # "row 5", "comment 3"
    what: str
    code: str
    place: str  # "kz-01 [12]"
    coder: str
    add: Coding | None = None
    change: str = ""  # id of a coding that gets the code
    withdraw: str = ""  # id of a coding
    decide: Decision | None = None
    memo: MemoAct | None = None


@dataclass(frozen=True, slots=True)
class MemoAct:
    """A memo to be added, or with an `id` one to be edited or, when the text is empty, withdrawn."""

    about: str
    text: str
    coder: str
    id: str = ""


@dataclass
class Import:
    """What an import would do, or did: then `batch` is its number.

    `conflicts` are rows about which somebody decided otherwise meanwhile, `problems` what does not
    fit; both were left alone. `already` counts what was there before, `untouched` rows in which
    nobody coded anything.
    """

    steps: list[Step] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    already: int = 0
    untouched: int = 0
    batch: int | None = None

    @property
    def counts(self) -> dict[Kind, int]:
        """How many steps of each kind."""
        return dict(Counter(step.kind for step in self.steps))


# --- carrying it out -------------------------------------------------------------------------


def carry_out(project: Project, plan: Import) -> None:
    """Do every step. Call it inside a transaction, so that all is done or nothing."""
    withdrawn = [step.withdraw for step in plan.steps if step.withdraw]
    if withdrawn:
        project.codings.withdraw(withdrawn)
    for step in plan.steps:
        if step.change:
            project.codings.change(step.change, code=step.code)
    decisions: dict[tuple[Status, int | None], list[str]] = defaultdict(list)
    for step in plan.steps:
        if step.decide:
            id_, status, assessment = step.decide
            decisions[status, assessment].append(id_)
    for (status, assessment), ids in decisions.items():
        project.codings.decide(ids, status, assessment=assessment)
    added = [step.add for step in plan.steps if step.add]
    if added:
        project.codings.add(added)
    for step in plan.steps:
        if step.memo:
            _carry_out_memo(project, step.memo)


def _carry_out_memo(project: Project, memo: MemoAct) -> None:
    if not memo.id:
        project.memos.add(memo.about, memo.text, coder=memo.coder)
    elif memo.text:
        project.memos.edit(memo.id, memo.text)
    else:
        project.memos.withdraw(memo.id)


# --- telling ---------------------------------------------------------------------------------


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of rows, those that say the same as one: `rows 2–14, 17`."""
    alike: dict[Problem, list[int]] = defaultdict(list)
    for problem in problems:
        noun, _, number = problem.where.partition(" ")
        if noun == "row" and number.isdigit():
            alike[replace(problem, where="row")].append(int(number))
        else:
            alike[problem] = []
    return [
        replace(problem, where=_rows(numbers)) if numbers else problem for problem, numbers in alike.items()
    ]


def _rows(numbers: Sequence[int]) -> str:
    ordered = sorted(set(numbers))
    starts = [ordered[0], *(b for a, b in pairwise(ordered) if b > a + 1)]
    ends = [*(a for a, b in pairwise(ordered) if b > a + 1), ordered[-1]]
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True)]
    return f"row {parts[0]}" if len(ordered) == 1 else f"rows {', '.join(parts)}"
