"""Taking a batch back, by a new batch that does the inverse of each act. Nothing is erased.

Taking back the taking back does the first batch again. What would pull the ground from under
something later is refused, and the message says what to take back first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal,
    select,
    update,
)

from qual.errors import InvalidRequest, NotFound
from qual.model import AUTO
from qual.project import acts
from qual.project.batches import Batch, list_batches, undos_of
from qual.project.store import Store, Writing
from qual.project.tables import adjudications, assignments, codebooks, codings, done, log, memos, sources

_SEE = "See the batches with: qual log"


def undo_batch(store: Store, number: int | None = None) -> Batch:
    """Take a batch back, or the newest that still stands, and say what that did."""
    if store.is_writing:
        raise InvalidRequest("Nothing can be undone in the middle of a command.", hint="Finish it first.")
    with store.transaction("undo") as writing:
        connection = writing.connection
        batches = list_batches(connection)
        batch = _chosen(batches, number)
        _refuse_if_entangled(connection, batch, batches)
        writing.heading(undoes=batch.number)
        for action, lines in _backwards(connection, batch.number):
            _invert(writing, action, lines)
        for reason in _left_hanging(writing):
            raise InvalidRequest(f"Batch {batch.number} cannot be undone: {reason}", hint=_SEE)
        new = writing.batch
    with store.reading() as connection:
        return next(batch for batch in list_batches(connection, store.coder) if batch.number == new)


# --- which batch ---------------------------------------------------------------------------------


def _chosen(batches: list[Batch], number: int | None) -> Batch:
    if number is None:
        for batch in reversed(batches):
            if batch.undoes is None and batch.undone_by is None and not _is_migration(batch):
                return batch
        raise NotFound("There is nothing to undo.", hint=_SEE)
    asked = [batch for batch in batches if batch.number == number]
    if not asked:
        raise NotFound(f"There is no batch {number}.", hint=_SEE)
    batch = asked[0]
    if batch.undone_by is not None:
        raise InvalidRequest(
            f"Batch {number} was undone already, by batch {batch.undone_by}.",
            hint=f"To do it again: qual undo {batch.undone_by}",
        )
    if _is_migration(batch):
        raise InvalidRequest(
            f"Batch {number} brought the project to a new format and cannot be undone.",
            hint="The project as it was before stands beside qual.db.",
        )
    return batch


def _is_migration(batch: Batch) -> bool:
    return "migrate store" in batch.acts


def _refuse_if_entangled(connection: Connection, batch: Batch, batches: list[Batch]) -> None:
    """Refuse when other batches touched the same things and must be taken back or done again first.

    What came later must not stand. To do something again, what came earlier must stand as it
    stood then.
    """
    by_number = {one.number: one for one in batches}
    undos = undos_of({one.number: one.undoes for one in batches})
    first = batch
    while first.undoes is not None:
        first = by_number[first.undoes]
    again = first.undone_by is not None
    for number, target in _sharing(connection, first.number):
        other = by_number[number]
        if other.undoes is not None:
            continue
        stands = other.undone_by is None
        if number > first.number and stands:
            raise _entangled(batch, other, f"changed {target} afterwards", "Undo that one first", number)
        if number < first.number and again:
            stood = sum(undo < first.number for undo in undos[number]) % 2 == 0
            if stood and not stands:
                did = f"had changed {target} before, and is undone"
                raise _entangled(batch, other, did, "Redo that one first", other.undone_by)
            if stands and not stood:
                raise _entangled(batch, other, f"changed {target}", "Undo that one first", number)


def _sharing(connection: Connection, number: int) -> list[tuple[int, str]]:
    """The batches that touched the same things, newest first, each with one of those things."""
    other = log.alias()
    shared = (
        select(other.c.batch, func.min(other.c.target))
        .join_from(log, other, and_(other.c.target == log.c.target, other.c.batch != log.c.batch))
        .where(log.c.batch == number, log.c.action != "batch", other.c.action != "batch")
        .group_by(other.c.batch)
        .order_by(other.c.batch.desc())
    )
    return [(batch, target.replace(":", " ", 1)) for batch, target in connection.execute(shared)]


def _entangled(batch: Batch, other: Batch, did: str, remedy: str, number: int | None) -> InvalidRequest:
    return InvalidRequest(
        f"Batch {batch.number} cannot be undone: batch {other.number} ({other.action}) {did}.",
        hint=f"{remedy}: qual undo {number}",
    )


# --- the inverse acts ----------------------------------------------------------------------------

_Line = tuple[str, dict[str, Any]]  # target and detail


def _backwards(connection: Connection, number: int) -> Iterator[tuple[str, list[_Line]]]:
    """The acts of a batch from the last to the first, in runs of the same act on different things."""
    lines = select(log.c.action, log.c.target, log.c.detail).where(
        log.c.batch == number, log.c.action != "batch"
    )
    run: list[_Line] = []
    action, targets = "", set[str]()
    for row in connection.execute(lines.order_by(log.c.n.desc())).all():
        if run and (row.action != action or row.target in targets):
            yield action, run
            run, targets = [], set()
        action = row.action
        targets.add(row.target)
        run.append((row.target, json.loads(row.detail)))
    if run:
        yield action, run


def _invert(writing: Writing, action: str, lines: list[_Line]) -> None:
    verb, _, noun = action.partition(" ")
    if verb in ("add", "restore"):
        acts.retire(writing, noun, [acts.Row(detail["row"], target) for target, detail in lines])
    elif verb == "retire":
        acts.restore(writing, noun, [acts.Row(detail["row"], target) for target, detail in lines])
    elif verb == "replace":
        pairs = [(detail["row"], target) for target, detail in lines]
        acts.exchange(
            writing,
            noun,
            [(acts.Row(new, target), acts.Row(old, target)) for (old, new), target in pairs],
            [_turned(detail) for _, detail in lines],
        )
    elif verb == "decide":
        for name in ("status", "assessment", "decided_by"):
            _set_back(writing, name, lines)
        _forget_decider(writing, lines)
        for target, detail in lines:
            writing.note(action, target, {"row": detail["row"], **_turned(detail)})
    else:
        raise InvalidRequest(f"There is no way back from {action!r}.", hint="Update qual and try again.")


def _turned(detail: dict[str, Any]) -> dict[str, Any]:
    """What changed, the other way round."""
    return {name: pair[::-1] for name, pair in detail.items() if name != "row"}


def _set_back(writing: Writing, name: str, lines: Iterable[_Line]) -> None:
    before = [{"row": detail["row"], "before": detail[name][0]} for _, detail in lines if name in detail]
    statement = update(codings).where(codings.c.n == bindparam("row"))
    writing.execute(statement.values({name: bindparam("before")}), before)


def _forget_decider(writing: Writing, lines: Iterable[_Line]) -> None:
    """Nobody decided on what is undecided again; lines of format 1 do not say who did."""
    undecided = and_(codings.c.status == "suggested", codings.c.assessment.is_(None))
    statement = update(codings).where(codings.c.n == bindparam("row"), undecided).values(decided_by="")
    writing.execute(statement, [{"row": detail["row"]} for _, detail in lines])


# --- what would be left hanging --------------------------------------------------------------------


def _left_hanging(writing: Writing) -> Iterator[str]:
    """What this undo would pull the ground from under, in half a sentence each."""
    now_gone = sources.c.retired == writing.batch
    coding_gone = and_(
        codings.c.retired == writing.batch,
        codings.c.id.not_in(select(codings.c.id).where(codings.c.retired.is_(None))),
    )
    suggested_with = and_(
        codings.c.coder == literal(AUTO) + codebooks.c.id + literal("@") + codebooks.c.version,
        codings.c.batch > codebooks.c.batch,
        codings.c.retired.is_(None),
    )
    questions = (
        (
            _latest(sources, codings).where(now_gone, codings.c.retired.is_(None)),
            "{0} has codings from batch {1}, which would lose their source.",
        ),
        (
            _latest(sources, done).where(now_gone, done.c.retired.is_(None)),
            "{0} was marked as done in batch {1}.",
        ),
        (
            _latest(sources, assignments).where(now_gone, assignments.c.retired.is_(None)),
            "{0} was assigned in batch {1}.",
        ),
        (
            _latest(sources, adjudications).where(now_gone, adjudications.c.retired.is_(None)),
            "{0} was adjudicated in batch {1}.",
        ),
        (
            _latest(sources, memos, _memo_about("source:", sources)).where(
                now_gone, memos.c.retired.is_(None)
            ),
            "{0} has a memo from batch {1}.",
        ),
        (
            _latest(codings, memos, _memo_about("coding:", codings)).where(
                coding_gone, memos.c.retired.is_(None)
            ),
            "coding {0:.8} has a memo from batch {1}.",
        ),
        (
            _latest(codebooks, codings, suggested_with).where(codebooks.c.retired == writing.batch),
            "the codebook {0} made suggestions in batch {1}.",
        ),
        (
            _latest(sources, codings).where(sources.c.retired.is_not(None), codings.c.retired.is_(None)),
            "{0} is no longer in the project, and its codings of batch {1} would come back.",
        ),
    )
    for question, sentence in questions:
        for id_, batch in writing.connection.execute(question):
            yield sentence.format(id_, batch)


def _latest(of: Table, depending: Table, by: ColumnElement[bool] | None = None) -> Select[Any]:
    """The ids of one table, with the latest batch of the rows of another that depend on them."""
    return select(of.c.id, func.max(depending.c.batch)).join_from(of, depending, by).group_by(of.c.id)


def _memo_about(noun: str, table: Table) -> ColumnElement[bool]:
    return memos.c.about == literal(noun) + table.c.id
