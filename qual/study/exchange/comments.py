"""Comments in Word become codings: the words they stand on, the codes they name, whoever wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound, QualError
from qual.model import Segment, Source
from qual.study.coders import people
from qual.study.exchange.naming import CodeNames, folded
from qual.study.exchange.plan import Import, carry_out
from qual.study.exchange.planner import Planner
from qual.study.opening import settings_of
from qual.study.tagging import required_codebook

if TYPE_CHECKING:
    from qual.project import Project
    from qual.reading.comments import Comment

_TROUBLE = {
    "deleted": (
        "stands on words that were deleted, or in a part that is not read.",
        "Move it to words that stand.",
    ),
    "no range": ("stands on no range of the text.", "Select the words it is about, and comment anew."),
    "no words": (
        "stands on no words of the interview: a label, a heading or hidden text.",
        "Move it to what was said.",
    ),
}
_SAME_ENOUGH = 0.5  # of a source's characters; below that the file is another interview


def aliases_of(given: Iterable[str]) -> dict[str, str]:
    """Authors and the coders they are, from `Author=Coder`. Raises InvalidRequest."""
    aliases = {}
    for one in given:
        author, sign, coder = one.rpartition("=")
        if not (sign and author.strip() and coder.strip()):
            raise InvalidRequest(f"{one!r} does not say who is whom.", hint='Write --as "Author=Coder".')
        aliases[author.strip()] = coder.strip()
    return aliases


def import_comments(
    project: Project,
    path: str | Path,
    *,
    source_id: str = "",
    aliases: Mapping[str, str] | None = None,
    apply: bool = False,
) -> Import:
    """What the comments of a .docx file add, and with `apply` the adding itself, as one batch.

    Each comment that names codes becomes an accepted coding of its author on the words it stands on;
    what else it says becomes a memo. `aliases` says which author is which coder; comments without an
    author are the project's coder's. A comment that does not fit is left alone as a whole, and told.
    Importing a file twice adds nothing twice. Raises NotFound when the file is none of the sources,
    and InvalidRequest when its text is another one.
    """
    from qual.reading.comments import read_comments

    file = Path(path)
    codebook = required_codebook(project)
    source, read = _source_of(project, file, source_id)
    comments = read_comments(file, read.text)
    names = CodeNames(codebook)

    def planned() -> Import:
        planner = Planner(project)
        coders = _coders(planner, comments, aliases or {}, file.name)
        turns = _Turns(source, read)
        if turns.changed:
            numbers = ", ".join(map(str, turns.changed[:10])) + (", …" if len(turns.changed) > 10 else "")
            noun = "turn" if len(turns.changed) == 1 else "turns"
            planner.note(
                file.name,
                f"its text differs from {source.id} in {noun} {numbers}; comments there are left alone.",
                "Reject the changes in Word.",
            )
        for comment in comments:
            _plan(planner, names, codebook.name, comment, coders.get(comment.author), turns)
        return planner.plan

    if not apply:
        return planned()
    with project.transaction("import comments") as batch:
        plan = planned()
        carry_out(project, plan)
    plan.batch = batch if plan.steps else None
    return plan


def _plan(
    planner: Planner, names: CodeNames, codebook: str, comment: Comment, coder: str | None, turns: _Turns
) -> None:
    where = f"comment {comment.number}"
    said = " ".join(comment.words.split())
    told = f"({comment.author or 'no author'}: {said[:40] + '…' if len(said) > 40 else said})"
    if comment.trouble:
        what, hint = _TROUBLE[comment.trouble]
        planner.problem(where, f"{told} {what}", hint)
        return
    if not comment.words:
        planner.problem(where, f"({comment.author or 'no author'}) is empty.", "Write a code into it.")
        return
    named = names.in_comment(comment.words)
    if named.unknown:
        wrong = named.unknown[0]
        planner.problem(
            where, f"{told} names {wrong!r}, which is no code of {codebook}.", names.advice(wrong)
        )
        return
    if not named.codes:
        planner.problem(where, f"{told} names no code of {codebook}.", "Begin it with a code, as in #code.")
        return
    segment = turns.segment(comment.start, comment.end)
    if isinstance(segment, str):
        planner.problem(where, f"{told} {segment}")
        return
    if coder is None:
        planner.problem(where, f"{told} has no author.", "Say who coded: --coder NAME")
        return
    turn = turns.source.turn_at(segment.start)
    if turns.source.kind == "interview" and turn and turn.role == "interviewer":
        planner.note(where, f"{told} stands on the interviewer's words.")
    ids = [planner.add_coding(where, coder, code, segment) for code in named.codes]
    first = ids[0]
    if first is not None:
        place, code = planner.place(segment), named.codes[0]
        planner.add_memo(where, f"coding:{first}", named.memo, coder, code=code, place=place)
    elif named.memo:
        planner.problem(where, f"{told}: its memo was left out with its code.")


# --- which source ----------------------------------------------------------------------------


def _source_of(project: Project, file: Path, source_id: str) -> tuple[Source, Source]:
    """The source that a file is, as it is stored and as it reads now."""
    if file.suffix.casefold() != ".docx":
        raise InvalidRequest(f"{file.name}: comments are read from .docx.", hint="Save it as .docx in Word.")
    if source_id:
        stored = project.sources.get(source_id)
        return stored, _read_as(project, file, stored)
    first = _read_as(project, file, None)
    if first.id in project.sources:
        stored = project.sources.get(first.id)
        return stored, _read_as(project, file, stored)
    same = [source for source in project.sources.all() if source.text == first.text]
    if len(same) == 1:
        return same[0], _read_as(project, file, same[0])
    raise NotFound(
        f"{file.name} is none of the sources, neither by its name nor by its text.",
        hint="Say which one it is: --source ID",
    )


def _read_as(project: Project, file: Path, stored: Source | None) -> Source:
    """The file as the source would be read anew from it."""
    from qual.reading import read_source

    settings = settings_of(project)
    is_interview = stored is not None and stored.kind == "interview"
    return read_source(
        file,
        kind=stored.kind if stored else None,
        attributes={"expert": stored.expert} if stored and is_interview and stored.expert else None,
        interviewer_labels=settings.interviewer_labels,
        expert_labels=settings.expert_labels,
    )


class _Turns:
    """Leads from the text of a file to that of the source, by turns that are the same in both."""

    def __init__(self, source: Source, read: Source) -> None:
        self.source = source
        self._read = read
        self._same = read.text == source.text
        self.changed: list[int] = []
        self._moved: dict[int, int] = {}  # start of a turn in the file: start in the source
        if self._same:
            return
        there = [read.text[turn.start : turn.end] for turn in read.turns]
        here = [source.text[turn.start : turn.end] for turn in source.turns]
        alike = 0
        changed = {turn.number for turn in source.turns}
        for a, b, size in SequenceMatcher(None, there, here, autojunk=False).get_matching_blocks():
            for n in range(size):
                self._moved[read.turns[a + n].start] = source.turns[b + n].start
                changed.discard(source.turns[b + n].number)
                alike += len(here[b + n])
        self.changed = sorted(changed)
        if alike < _SAME_ENOUGH * max(len(source.text), len(read.text)):
            turns, same = len(source.turns), len(source.turns) - len(self.changed)
            raise InvalidRequest(
                f"the file has another text than {source.id}: {same} of its {turns} turns are the same.",
                hint="Take the file that was imported, or say which source it is: --source ID",
            )

    def segment(self, start: int, end: int) -> Segment | str:
        """The segment of the source for a stretch of the file, or what stands against it."""
        if not self._same:
            turn = self._read.turn_at(start)
            if turn is None or end > turn.end:
                return "goes across turns."
            if turn.start not in self._moved:
                return f"stands in words that differ from those of {self.source.id}."
            by = self._moved[turn.start] - turn.start
            start, end = start + by, end + by
        first = self.source.turn_at(start)
        if first is None or end > first.end:
            return "goes across turns; a segment lies within one."
        return Segment(self.source.id, start, end, self.source.text[start:end])


# --- who commented ---------------------------------------------------------------------------


def _coders(
    planner: Planner, comments: Sequence[Comment], aliases: Mapping[str, str], file: str
) -> dict[str, str]:
    """For every author the coder, spelt as in the project."""
    from qual.project import coder_name

    authors = dict.fromkeys(comment.author for comment in comments)
    by_author = {folded(author): author for author in authors}
    given = {}
    for alias, coder in aliases.items():
        if folded(alias) not in by_author:
            near = get_close_matches(folded(alias), list(by_author), 1, 0.5)
            there = ", ".join(author for author in authors if author) or "no names"
            hint = f"Did you mean {by_author[near[0]]}?" if near else f"Its comments are by: {there}."
            raise InvalidRequest(f"nobody called {alias} commented in {file}.", hint=hint)
        given[by_author[folded(alias)]] = coder
    known = {folded(name): name for name in people(planner.project)}
    coders = {}
    for author in authors:
        name = given.get(author) or author or planner.project.coder
        if not name:
            continue
        try:
            coders[author] = known.get(folded(name)) or coder_name(name)
        except QualError as error:
            raise InvalidRequest(error.message, hint=f'Say who it is: --as "{author}=NAME"') from None
    return coders
