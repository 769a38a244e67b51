"""Reviewing: a person walks through suggestions and decides on each.

`queue` says which codings wait and `show` what is to be seen of one; `accept`, `reject` and `note`
decide, each in one transaction that stands in the log. `Review` remembers where somebody is in the
queue and what they did, so that it can be taken back; nothing of that needs to be stored, because
what waits is what is still undecided. No terminal here, and no browser.

A suggestion stands or falls as it is. Who accepts it with another code or other borders rejects it
and adds a coding of their own, in one batch called "recode" or "move borders": this batch is the
link between the two, in both their histories, and `replaced` follows it.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from qual.errors import InvalidRequest, NotFound
from qual.model import (
    NOT_GIVEN,
    Code,
    Codebook,
    Coding,
    Evidence,
    Memo,
    Segment,
    Selection,
    Source,
    Turn,
    in_language,
)
from qual.study.opening import settings_of
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.project import Project

RECODE, MOVE = "recode", "move borders"
"""How the log calls the batch in which a person's coding takes the place of another one."""


# --- what waits, and what is to be seen of it ------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reviewer sees of one coding. Texts of the codebook are in the study's language."""

    coding: Coding
    source: Source
    country: str  # "KZ Kazakhstan", or "(not given)"
    turn: Turn | None
    segment: Segment  # what would be stored: the coding's own, or a wider or narrower one
    size: str  # how it is called: "sentence", "paragraph"; see `sizes`
    name: str
    definition: str
    include: str
    exclude: str
    assessment: bool  # whether the code takes one
    others: tuple[Coding, ...]  # that overlap the segment and are not rejected
    memos: tuple[Memo, ...]
    replaces: str  # id of the coding in whose place this one stands, or ""

    @property
    def changed(self) -> bool:
        """Whether the segment is another one than the coding's."""
        return self.segment != self.coding.segment

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The matches that lie inside the segment."""
        return _evidence_in(self.coding, self.segment)


def show(project: Project, coding_id: str, segment: Segment | None = None) -> Shown:
    """One coding with everything around it, as it would stand on a segment. Raises NotFound."""
    from qual.reading.countries import country_name

    coding = project.codings.get(coding_id)
    source = project.sources.get(coding.segment.source_id)
    language = settings_of(project).language
    code = _code(project, coding.code) or Code(coding.code)
    shown = segment or coding.segment
    there = project.codings.select(Selection(source=(source.id,), status=("suggested", "accepted")))
    return Shown(
        coding=coding,
        source=source,
        country=f"{source.country} {country_name(source.country, language)}" if source.country else NOT_GIVEN,
        turn=source.turn_at(coding.segment.start),
        segment=shown,
        size=next((size.name for size in sizes(source, coding) if size.segment == shown), "as it is"),
        name=code.label(language),
        definition=in_language(code.definition, language),
        include=in_language(code.include, language),
        exclude=in_language(code.exclude, language),
        assessment=code.assessment,
        others=tuple(c for c in there if c.id != coding.id and _overlap(c.segment, shown)),
        memos=tuple(project.memos.select(f"coding:{coding.id}")),
        replaces=replaced(project, coding),
    )


class Size(NamedTuple):
    """A segment that a coding could have, and what it is: match, sentence, two sentences, paragraph, turn."""

    name: str
    segment: Segment


def sizes(source: Source, coding: Coding) -> list[Size]:
    """The segments that wider and narrower go through, smallest first; each holds the one before.

    They grow from the words that matched, or from the coding's own segment when no rule made it,
    and never beyond the turn. Two sentences are the sentence and the next one of its paragraph,
    or the one before where there is no next. The coding's own segment is always among them.
    """
    from qual.matching.languages import turn_languages
    from qual.matching.units import units

    own = (coding.segment.start, coding.segment.end)
    turn = source.turn_at(own[0])
    inside = _evidence_in(coding, coding.segment)
    match = (min(e.start for e in inside), max(e.end for e in inside)) if inside else own
    found = {match: "match"} if inside else {}
    if turn is not None and own[1] <= turn.end:
        language = turn_languages(source)[source.turns.index(turn)]
        sentences = units(source.text, turn, "sentence", language)
        paragraphs = units(source.text, turn, "paragraph")
        sentence, paragraph = _around(sentences, match), _around(paragraphs, match)
        found.setdefault(sentence, "sentence")
        found.setdefault(_with_neighbour(sentences, sentence, paragraph), "two sentences")
        found.setdefault(paragraph, "paragraph")
        found.setdefault(_around(units(source.text, turn, "turn"), match), "turn")
    found.setdefault(own, "as it is")
    chain: list[Stretch] = []
    for stretch in sorted(found, key=lambda s: (s[1] - s[0], s != own)):
        nested = _holds(stretch, own) or _holds(own, stretch)
        if nested and (not chain or _holds(stretch, chain[-1])):
            chain.append(stretch)
    return [Size(found[a, b], Segment(source.id, a, b, source.text[a:b])) for a, b in chain]


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


def find_codes(codebook: Codebook, words: str, *, first: Iterable[str] = ()) -> list[Code]:
    """The codes whose id or name, in any language, has the words: best first, then as the codebook has them.

    Without words every code, those of `first` at the top.
    """
    wanted = _folded(words)
    if not wanted:
        recent = list(first)
        return sorted(codebook.codes, key=lambda c: recent.index(c.id) if c.id in recent else len(recent))
    ranked = [(_likeness(code, wanted), code) for code in codebook.codes]
    return [code for rank, code in sorted(ranked, key=lambda one: one[0]) if rank < NO_LIKENESS]


# --- what is decided -------------------------------------------------------------------------


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
    _coder(project)
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
    _coder(project)
    with project.transaction("reject") as batch:
        _check_unchanged(project, coding)
        count = project.codings.decide(coding.id, "rejected")
    return Act("rejected", coding.id, coding.code, batch if count else 0)


def note(project: Project, coding: Coding, text: str) -> Act:
    """Put a memo on a coding. Raises InvalidRequest for an empty one."""
    _coder(project)
    with project.transaction("memo") as batch:
        project.memos.add(f"coding:{coding.id}", text.strip())
    return Act("noted", coding.id, coding.code, batch)


# --- somebody's way through the queue ----------------------------------------------------------


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
        _coder(project)
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


# --- helpers ---------------------------------------------------------------------------------


def _coder(project: Project) -> str:
    if not project.coder.strip():
        raise InvalidRequest(
            "Nobody is named as the coder, and every decision has one.",
            hint='Say who: --coder NAME, or QUAL_CODER, or coder = "NAME" in qual.toml.',
        )
    return project.coder


def _code(project: Project, code_id: str) -> Code | None:
    codebook = codebook_in_force(project)
    return codebook.code(code_id) if codebook else None


def _codes_taken(codebook: Codebook | None, chosen: Selection) -> set[str] | None:
    """The codes that the filters name, with all below them; None when they name none."""
    taken: set[str] | None = None
    for wanted in (chosen.theme, chosen.code):
        if wanted:
            roots = [codebook.code(code_id) if codebook else None for code_id in wanted]
            codes = {below.id for root in roots if root for below in root.walk()} | set(wanted)
            taken = codes if taken is None else taken & codes
    return taken


def _check_code(project: Project, coding: Coding, code_id: str, assessment: int | None) -> None:
    code = _code(project, code_id)
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
    evidence = _evidence_in(coding, segment) if code == coding.code else ()
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


def _evidence_in(coding: Coding, segment: Segment) -> tuple[Evidence, ...]:
    return tuple(e for e in coding.evidence if segment.start <= e.start and e.end <= segment.end)


def _overlap(one: Segment, other: Segment) -> bool:
    return one.start < other.end and other.start < one.end


Stretch = tuple[int, int]


def _holds(outer: Stretch, inner: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _around(units: Sequence[Stretch], inner: Stretch) -> Stretch:
    """From the beginning of the first unit that a stretch touches to the end of the last one."""
    touched = [unit for unit in units if unit[0] < inner[1] and inner[0] < unit[1]] or [inner]
    return touched[0][0], touched[-1][1]


def _with_neighbour(sentences: Sequence[Stretch], sentence: Stretch, paragraph: Stretch) -> Stretch:
    after = [s for s in sentences if s[0] >= sentence[1]][:1]
    before = [s for s in sentences if s[1] <= sentence[0]][-1:]
    for near in sorted([*after, *before], key=lambda s: not _holds(paragraph, s)):
        return min(sentence[0], near[0]), max(sentence[1], near[1])
    return sentence


NO_LIKENESS = 4


def _likeness(code: Code, wanted: str) -> int:
    """How well a code answers to words: 0 it is called so, 1 begins so, 2 a word does, 3 it holds them."""
    called = [_folded(text) for text in (code.id, *code.name.values())]
    if wanted in called:
        return 0
    if any(text.startswith(wanted) for text in called):
        return 1
    if any(f" {wanted}" in re.sub(r"[\W_]+", " ", text) for text in called):
        return 2
    return 3 if any(wanted in text for text in called) else NO_LIKENESS


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
