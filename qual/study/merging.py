"""Two projects that coders worked on apart become one, without losing what either of them says.

Both hold the same texts. A thing that only one of them knows is taken. Where both know it and it
differs, the one wins whose history holds the other's present state: it went on from there. When
both went on, that is a conflict; it is told, and what is here stays.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, Problem
from qual.model import Adjudication, Coding, Memo, Source
from qual.study.coders import acting_coder
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.project import Project

CodingState = tuple[str, int, int, str, int | None]
"""Code, start, end, status and assessment: what a person can change about a coding."""

_TALK = "What is here stays. Talk it over, and change it here."


@dataclass(frozen=True, slots=True)
class MergeStep:
    """One thing that comes over: what it is, in words, and the act that brings it."""

    noun: str  # source, coding, decision, memo …
    what: str
    place: str
    coder: str
    act: Callable[[], object]


@dataclass
class Merge:
    """What a merge would do, or did: then `batch` is its number. `same` counts what both had alike."""

    steps: list[MergeStep] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    batch: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many steps of each noun."""
        return dict(Counter(step.noun for step in self.steps))


def merge_project(project: Project, other_folder: str | Path, *, apply: bool = False) -> Merge:
    """Bring over what another copy of the study has and this project lacks, as one batch.

    Without `apply` nothing is stored. Sources are known again by their text, whatever their id.
    Codings keep their ids, coders and times; undecided suggestions stay where they are, as
    `suggest` makes them anywhere. Raises NotFound when there is no project in the other folder,
    InvalidRequest when it is this one, and when the coder codes blind here.
    """
    from qual.project import Project

    acting_coder(project)
    if project.assignments.hidden_sources():
        raise InvalidRequest(
            f"{project.coder} codes blind here, and a merge shows what others coded.",
            hint="Let somebody else merge, or mark the sources as done first.",
        )
    if Path(other_folder).resolve() == project.folder.resolve():
        raise InvalidRequest("That is this project itself.", hint="Name the folder of the other one.")
    with Project.open(other_folder) as other:
        planner = _Planner(project, other)
        planner.plan_all()
        merge = planner.merge
        if apply and merge.steps:
            with project.transaction("merge", merged=other.id, head=other.log.head) as batch:
                for step in merge.steps:
                    step.act()
            merge.batch = batch
    return merge


class _Planner:
    """Holds both projects side by side, and collects what is to be done."""

    def __init__(self, here: Project, there: Project) -> None:
        self.here, self.there = here, there
        self.merge = Merge()
        codebook = codebook_in_force(here)
        self.codes = {code.id for code in codebook.codes} if codebook else None
        self.id_here: dict[str, str] = {}  # of each source there that is the same here, or comes over
        self.coming: set[str] = set()  # ids of the codings that come over

    def plan_all(self) -> None:
        """Everything, in the order in which it can be stored."""
        self._sources()
        self._codings()
        self._memos()
        self._marks()
        self._adjudications()

    def step(self, noun: str, what: str, place: str, coder: str, act: Callable[[], object]) -> None:
        self.merge.steps.append(MergeStep(noun, what, place, coder, act))

    def conflict(self, where: str, what: str) -> None:
        self.merge.conflicts.append(Problem(where, what, _TALK))

    # --- sources -------------------------------------------------------------------------------

    def _sources(self) -> None:
        known = self.here.sources.all()
        by_id = {source.id: source for source in known}
        by_text = {_hash(source): source.id for source in reversed(known)}
        new: list[Source] = []
        for source in self.there.sources.all():
            same_id = by_id.get(source.id)
            if same_id is not None and same_id.text == source.text:
                self.id_here[source.id] = source.id
            elif _hash(source) in by_text:
                self.id_here[source.id] = by_text[_hash(source)]
            elif same_id is not None:
                self.merge.problems.append(
                    Problem(
                        source.id,
                        "is another text there than here; what was coded in it there was left alone.",
                        "Rename one of them, and import it again.",
                    )
                )
            else:
                self.id_here[source.id] = source.id
                new.append(source)
        for source in new:
            self.step("source", "added", source.id, "", partial(self.here.sources.add, source))

    # --- codings -------------------------------------------------------------------------------

    def _codings(self) -> None:
        mine = {coding.id: coding for coding in self.here.codings.select()}
        theirs = {coding.id: coding for coding in self.there.codings.select()}
        unknown: Counter[str] = Counter()
        for id_, coding in theirs.items():
            if coding.segment.source_id not in self.id_here or _undecided(coding):
                continue
            if self.codes is not None and coding.code not in self.codes:
                unknown[coding.code] += 1
                continue
            there = replace(
                coding, segment=replace(coding.segment, source_id=self.id_here[coding.segment.source_id])
            )
            self._coding(mine.get(id_), there)
        for id_ in mine.keys() - theirs.keys():
            self._withdrawn_there(mine[id_])
        for code, times in sorted(unknown.items()):
            self.merge.problems.append(
                Problem(
                    f"code {code}",
                    f"stands on {times} codings there, but the codebook in force here does not have it.",
                    "Adopt the other codebook first: qual codebook adopt",
                )
            )

    def _coding(self, here: Coding | None, there: Coding) -> None:
        place = _place(there)
        if here is None:
            if _state(there) in self._past(self.here, there.id):
                return  # it was withdrawn here since
            if any(self._past(self.here, there.id)):
                self.conflict(place, f"{there.code} by {there.coder} was withdrawn here and changed there.")
                return
            self.coming.add(there.id)
            what = f"{there.code} ({there.status})"
            self.step("coding", what, place, _who(there), partial(self.here.codings.add, [there]))
        elif _state(here) == _state(there):
            self.merge.same += 1
        elif _undecided(here) or _state(here) in self._past(self.there, there.id):
            self._bring_up_to(here, there)
        elif _state(there) not in self._past(self.here, there.id):
            self.conflict(
                place,
                f"{_in_words(here)} by {_who(here)} here, but {_in_words(there)} by {_who(there)} there.",
            )

    def _bring_up_to(self, here: Coding, there: Coding) -> None:
        codings = self.here.codings

        def act() -> None:
            if (here.code, here.segment) != (there.code, there.segment):
                codings.change(here.id, code=there.code, segment=there.segment)
            codings.decide(here.id, there.status, assessment=there.assessment, by=there.decided_by)

        what = f"{_in_words(here)} → {_in_words(there)}"
        self.step("decision", what, _place(there), _who(there), act)

    def _withdrawn_there(self, here: Coding) -> None:
        past = self._past(self.there, here.id)
        if not past or _undecided(here):
            return
        if _state(here) in past:
            act = partial(self.here.codings.withdraw, here.id)
            self.step("withdrawal", f"{here.code} withdrawn", _place(here), here.coder, act)
        else:
            self.conflict(_place(here), f"{_in_words(here)} by {_who(here)} here was withdrawn there.")

    def _past(self, project: Project, coding_id: str) -> set[CodingState]:
        return set(_states(project, coding_id))

    # --- memos ---------------------------------------------------------------------------------

    def _memos(self) -> None:
        mine = {memo.id: memo for memo in self.here.memos.select()}
        theirs = {memo.id: memo for memo in self.there.memos.select()}
        known = self.coming | {coding.id for coding in self.here.codings.select()}
        for id_, memo in theirs.items():
            noun, _, about = memo.about.partition(":")
            if noun == "source":
                if about not in self.id_here:
                    continue
                memo = replace(memo, about=f"source:{self.id_here[about]}")
            elif noun == "coding" and about not in known:
                continue
            self._memo(mine.get(id_), memo)
        for id_ in mine.keys() - theirs.keys():
            self._memo_withdrawn(mine[id_])

    def _memo(self, here: Memo | None, there: Memo) -> None:
        memos = self.here.memos
        past_here = {memo.text for memo in memos.versions(there.id)}
        if here is None:
            if there.text in past_here:
                return
            if past_here:
                self.conflict(there.about, f"a memo of {there.coder} was withdrawn here and changed there.")
                return

            def add() -> None:
                memos.add(there.about, there.text, id=there.id, coder=there.coder, created=there.created)

            self.step("memo", "memo added", there.about, there.coder, add)
        elif here.text == there.text:
            self.merge.same += 1
        elif here.text in {memo.text for memo in self.there.memos.versions(there.id)}:

            def edit() -> None:
                memos.edit(there.id, there.text, coder=there.coder, created=there.created)

            self.step("memo", "memo edited", there.about, there.coder, edit)
        elif there.text not in past_here:
            self.conflict(there.about, f"a memo of {here.coder} was edited both here and there.")

    def _memo_withdrawn(self, here: Memo) -> None:
        past = {memo.text for memo in self.there.memos.versions(here.id)}
        if not past:
            return
        if here.text in past:
            self.step(
                "memo",
                "memo withdrawn",
                here.about,
                here.coder,
                partial(self.here.memos.withdraw, here.id),
            )
        else:
            self.conflict(here.about, f"a memo of {here.coder} was edited here and withdrawn there.")

    # --- marks, assignments, adjudications --------------------------------------------------------

    def _marks(self) -> None:
        done_here = set(self.here.done.all())
        for coder, source_id in self.there.done.all():
            source = self.id_here.get(source_id)
            if source is None:
                continue
            if (coder, source) in done_here:
                self.merge.same += 1
            elif not self.here.log.entries(target=f"done:{source} {coder}"):
                self.step(
                    "done mark",
                    "done",
                    source,
                    coder,
                    partial(self.here.done.add, source, coder=coder),
                )
        assigned = {(one.coder, one.source_id): one for one in self.here.assignments.all()}
        for one in self.there.assignments.all():
            source = self.id_here.get(one.source_id)
            if source is None:
                continue
            wanted = replace(one, source_id=source)
            there_already = assigned.get((one.coder, source))
            if there_already == wanted:
                self.merge.same += 1
            elif there_already is not None:
                self.conflict(source, f"{one.coder} is assigned other codes here than there.")
            elif not self.here.log.entries(target=f"assignment:{source} {one.coder}"):
                self.step(
                    "assignment",
                    "assigned",
                    source,
                    one.coder,
                    partial(self.here.assignments.add, [wanted]),
                )

    def _adjudications(self) -> None:
        decided = {_stretch(one): one for one in self.here.adjudications.all()}
        for one in self.there.adjudications.all():
            source = self.id_here.get(one.segment.source_id)
            if source is None:
                continue
            there = replace(one, segment=replace(one.segment, source_id=source))
            here = decided.get(_stretch(there))
            if here is None:
                self.step(
                    "adjudication",
                    f"{'keep' if there.keep else 'drop'} {there.code}",
                    f"{source} {there.segment.start}–{there.segment.end}",
                    there.coder,
                    partial(self._adjudicate, there),
                )
            elif here.keep == there.keep:
                self.merge.same += 1
            else:
                self.conflict(source, f"{there.code} was adjudicated otherwise by {there.coder} there.")

    def _adjudicate(self, there: Adjudication) -> None:
        self.here.adjudications.add(
            there.segment,
            there.code,
            keep=there.keep,
            reason=there.reason,
            coder=there.coder,
            created=there.created,
        )


# --- states ------------------------------------------------------------------------------------


def _states(project: Project, coding_id: str) -> Iterator[CodingState]:
    """Every state a coding has been in, by the log; none for one that never was there."""
    now: dict[str, object] = {}
    for entry in project.codings.history(coding_id):
        verb = entry.action.partition(" ")[0]
        told = {name: value for name, value in entry.detail.items() if name in _CHANGING}
        if verb == "add":
            now = told
        elif verb in ("decide", "replace"):
            now |= {name: pair[1] for name, pair in told.items() if isinstance(pair, list)}
        if verb != "retire" and now:
            yield tuple(now.get(name) for name in _CHANGING)  # type: ignore[misc]


_CHANGING = ("code", "start", "end", "status", "assessment")


def _state(coding: Coding) -> CodingState:
    return coding.code, coding.segment.start, coding.segment.end, coding.status, coding.assessment


def _undecided(coding: Coding) -> bool:
    return coding.by_machine and coding.status == "suggested" and coding.assessment is None


def _hash(source: Source) -> str:
    return hashlib.sha256(source.text.encode()).hexdigest()


def _stretch(one: Adjudication) -> tuple[str, str, int, int]:
    return one.segment.source_id, one.code, one.segment.start, one.segment.end


# --- in words ----------------------------------------------------------------------------------


def _who(coding: Coding) -> str:
    return coding.decided_by or coding.coder


def _place(coding: Coding) -> str:
    return f"{coding.segment.source_id} {coding.segment.start}–{coding.segment.end}"


def _in_words(coding: Coding) -> str:
    assessed = "" if coding.assessment is None else f" {coding.assessment:+d}".replace("-", "−")
    return f"{coding.code} {coding.status}{assessed}"
