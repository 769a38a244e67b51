"""What was done, in words: the log as an audit trail, and the life of one coding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from qual.errors import InvalidRequest, NotFound, QualError
from qual.model import AUTO, Coding, Segment
from qual.study.places import place_of

if TYPE_CHECKING:
    from qual.project import LogEntry, Project

FEW = 6
"""A batch of so many acts tells each of them, a larger one counts them."""


def history(project: Project, *, last: int = 0) -> list[dict[str, Any]]:
    """Every batch, or the last ones, oldest first: who did what, in words.

    `acts` counts what it did; `told` tells each act of a batch that has few.
    """
    batches = project.batches()
    teller = _Teller(project)
    return [
        {
            "number": batch.number,
            "time": batch.time,
            "coder": batch.coder,
            "action": batch.action,
            "acts": batch.words or "nothing that may be told while you code blind",
            "told": teller.told(batch.number) if sum(batch.acts.values()) <= FEW else [],
            "undone by": batch.undone_by,
            "undoes": batch.undoes,
        }
        for batch in (batches[-last:] if last else batches)
    ]


def undo(project: Project, number: int | None = None) -> dict[str, Any]:
    """Take a batch back (the newest that stands when None): what was undone, in words.

    Without a number only what the coder did themselves, or nobody by name. Raises NotFound and
    InvalidRequest as `Project.undo` does, and InvalidRequest when the newest is another person's.
    """
    if number is None:
        standing = [
            batch
            for batch in project.batches()
            if batch.undoes is None and batch.undone_by is None and batch.action != "migrate"
        ]
        newest = standing[-1] if standing else None
        if newest and project.coder and newest.coder not in ("", project.coder):
            raise InvalidRequest(
                f"The newest act, {newest.number} ({newest.action}), is {newest.coder}'s.",
                hint=f"If it is to be undone all the same: qual undo {newest.number}",
            )
    done = project.undo(number)
    undone = next(batch for batch in project.batches() if batch.number == done.undoes)
    return {
        "number": done.number,
        "undoes": undone.number,
        "coder": undone.coder,
        "action": undone.action,
        "acts": done.words or "nothing that may be told while you code blind",
    }


# --- the life of one coding ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Life:
    """A coding with everything that happened to it, oldest first: time, coder, and what in words."""

    coding: Coding
    place: str
    withdrawn: bool
    events: tuple[tuple[str, str, str], ...]


def coding_history(project: Project, coding_id: str) -> Life:
    """Who made, decided, changed, withdrew a coding, what was noted on it and what was adjudicated.

    Found also when it was withdrawn. Raises NotFound, and InvalidRequest when it may not be seen.
    """
    coding = project.codings.get(coding_id, include_retired=True)
    try:
        project.codings.get(coding.id)
        withdrawn = False
    except NotFound:
        withdrawn = True
    teller = _Teller(project)
    undos = {batch.number: batch.undoes for batch in project.batches() if batch.undoes is not None}
    events = []
    for entry in project.codings.history(coding.id):
        undone = f" (undoing batch {undos[entry.batch]})" if entry.batch in undos else ""
        events.append((entry.time, entry.coder, teller.alone(entry, coding) + undone))
    for memo in project.memos.select(f"coding:{coding.id}"):
        events.append((memo.created, memo.coder, f"noted: {memo.text}"))
    for one in project.adjudications.all([coding.segment.source_id]):
        if one.code == coding.code and _overlap(one.segment, coding.segment):
            verdict = f"{one.code} {'stands' if one.keep else 'does not stand'} here"
            events.append((one.created, one.coder, f"adjudicated that {verdict}: {one.reason}"))
    return Life(
        coding, place_of(project, coding), withdrawn, tuple(sorted(events, key=lambda event: event[0]))
    )


def _overlap(one: Segment, other: Segment) -> bool:
    return one.start < other.end and other.start < one.end


# --- acts in words ---------------------------------------------------------------------------------

_DECIDED = {"accepted": "accepted", "rejected": "rejected", "suggested": "put back to undecided"}
_ENDS = ("start", "end")
_WITHDRAWN = {"retire": "withdrew", "restore": "brought back"}


class _Teller:
    """Tells lines of the log; remembers the codings it has looked up."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._codings: dict[str, Coding | None] = {}

    def told(self, batch: int) -> list[str]:
        """The acts of a batch, one sentence each, without those that need no telling."""
        lines = self._project.log.entries(batch=batch)
        return [told for line in lines if line.action != "batch" and (told := self._line(line))]

    def alone(self, line: LogEntry, coding: Coding) -> str:
        """What one act did to a coding that is spoken of anyway."""
        verb, detail = line.action.partition(" ")[0], line.detail
        if verb == "add":
            made = "suggested" if str(detail.get("coder", "")).startswith(AUTO) else "coded"
            assessed = _assessed(detail.get("assessment"))
            return f"{made} {detail.get('code')} on {detail.get('start')}–{detail.get('end')}{assessed}"
        if verb == "decide":
            return _decision(detail)
        if verb == "replace":
            return _changes(detail) or "renewed the evidence"
        return f"{_WITHDRAWN.get(verb, verb)} it"

    def _line(self, line: LogEntry) -> str:
        verb, _, noun = line.action.partition(" ")
        tell = {
            "coding": self._of_coding,
            "memo": self._of_memo,
            "done": _of_done,
            "assignment": _of_assignment,
            "adjudication": self._of_adjudication,
        }.get(noun)
        return tell(verb, line.target.partition(":")[2], line.detail) if tell else ""

    def _of_coding(self, verb: str, id_: str, detail: Mapping[str, Any]) -> str:
        if verb == "add":
            made = "suggested" if str(detail["coder"]).startswith(AUTO) else "coded"
            there = f"{detail['source']} {detail['start']}–{detail['end']}"
            return f"{made} {detail['code']} on {there}{_assessed(detail['assessment'])} ({id_[:8]})"
        coding = self._coding(id_)
        about = f"{coding.code} in {place_of(self._project, coding)} ({id_[:8]})" if coding else id_[:8]
        if verb == "decide":
            return f"{_decision(detail)} {about}"
        if verb == "replace":
            changes = _changes(detail)
            return f"{changes}: {about}" if changes else f"renewed the evidence of {about}"
        return f"{_WITHDRAWN.get(verb, verb)} {about}"

    def _of_memo(self, verb: str, id_: str, detail: Mapping[str, Any]) -> str:
        about = str(detail.get("about", ""))
        if not about:
            try:
                about = self._project.memos.get(id_).about
            except QualError:
                about = ""
        noun, _, subject = about.partition(":")
        on = f" on {noun} {subject[:8] if noun == 'coding' else subject}" if about else ""
        did = {"add": "wrote", "replace": "edited", **_WITHDRAWN}.get(verb, verb)
        return f"{did} a memo{on} ({id_[:8]})"

    def _of_adjudication(self, verb: str, id_: str, detail: Mapping[str, Any]) -> str:
        if verb == "add":
            verdict = "stands" if detail["keep"] else "does not stand"
            there = f"{detail['source']} {detail['start']}–{detail['end']}"
            return f"decided that {detail['code']} {verdict} on {there} ({id_[:8]})"
        if verb == "replace":
            return f"decided anew on adjudication {id_[:8]}"
        return f"{_WITHDRAWN.get(verb, verb)} adjudication {id_[:8]}"

    def _coding(self, id_: str) -> Coding | None:
        if id_ not in self._codings:
            try:
                self._codings[id_] = self._project.codings.get(id_, include_retired=True)
            except QualError:
                self._codings[id_] = None
        return self._codings[id_]


def _of_done(verb: str, target: str, detail: Mapping[str, Any]) -> str:
    source_id = target.partition(" ")[0]
    return {"add": "marked", "restore": "marked again"}.get(verb, "no longer marks") + f" {source_id} as done"


def _of_assignment(verb: str, target: str, detail: Mapping[str, Any]) -> str:
    source_id, _, coder = target.partition(" ")
    if verb == "add":
        return f"assigned {source_id} to {coder}{', blind' if detail['blind'] else ''}"
    if verb == "replace":
        blind = cast("list[int]", detail.get("blind", [0, 0]))
        how = "" if blind[0] == blind[1] else ", blind now" if blind[1] else ", not blind any more"
        return f"changed the assignment of {source_id} to {coder}{how}"
    return f"{_WITHDRAWN.get(verb, verb)} the assignment of {source_id} to {coder}"


def _decision(detail: Mapping[str, Any]) -> str:
    parts = []
    if "status" in detail:
        parts.append(_DECIDED.get(detail["status"][1], detail["status"][1]))
    if "assessment" in detail:
        value = detail["assessment"][1]
        parts.append("took the assessment away" if value is None else f"assessed {_signed(value)}")
    return " and ".join(parts) or "decided on"


def _changes(detail: Mapping[str, Any]) -> str:
    parts = []
    if "code" in detail:
        parts.append(f"recoded from {detail['code'][0]} to {detail['code'][1]}")
    if "start" in detail or "end" in detail:
        ends = [f"{name} from {detail[name][0]} to {detail[name][1]}" for name in _ENDS if name in detail]
        parts.append(f"moved its {' and its '.join(ends)}")
    return " and ".join(parts)


def _assessed(value: object) -> str:
    return "" if value is None else f", assessed {_signed(cast(int, value))}"


def _signed(value: int) -> str:
    return f"−{-value}" if value < 0 else f"+{value}" if value else "0"
