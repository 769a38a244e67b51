"""Blind coding: what a coder may not see yet, in one place for every query of the store.

Who was assigned a source blind sees only their own codings in it until they mark it as done. Every
reading of codings, memos, adjudications and log goes through here, so that no command can forget.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    and_,
    literal,
    not_,
    or_,
    select,
    true,
    union_all,
)

from qual.model import PIN
from qual.project.tables import adjudications, assignments, attributes, codings, done, memos, sources


def blind_sources(coder: str) -> Select[int]:
    """The row numbers of the sources that a coder codes blind and has not finished."""
    finished = select(done.c.source).where(done.c.coder == coder, done.c.retired.is_(None))
    return select(assignments.c.source).where(
        assignments.c.coder == coder,
        assignments.c.blind == 1,
        assignments.c.retired.is_(None),
        assignments.c.source.not_in(finished),
    )


def codes_blind(connection: Connection, coder: str) -> bool:
    """Whether there is anything that a coder may not see."""
    return bool(coder) and connection.scalar(blind_sources(coder).limit(1)) is not None


def visible(connection: Connection, coder: str, table: Table = codings) -> ColumnElement[bool]:
    """The condition on codings or adjudications under which a coder may see them."""
    if not codes_blind(connection, coder):
        return true()
    return or_(table.c.coder == coder, table.c.source.not_in(blind_sources(coder)))


def visible_memo(connection: Connection, coder: str) -> ColumnElement[bool]:
    """The same for memos: others' notes on a blind source, its expert, or a coding not to be seen."""
    if not codes_blind(connection, coder):
        return true()
    return not_(_hidden_memo(connection, coder))


def hidden_targets(connection: Connection, coder: str) -> Select[str] | CompoundSelect[Any] | None:
    """What lines of the log must not be shown to a coder, by their targets; None when they see all."""
    if not codes_blind(connection, coder):
        return None
    return union_all(
        _hidden(codings, "coding:", coder),
        _hidden(adjudications, "adjudication:", coder),
        select(literal("memo:") + memos.c.id).where(_hidden_memo(connection, coder)),
    )


def _hidden(table: Table, noun: str, coder: str) -> Select[str]:
    return select(literal(noun) + table.c.id).where(
        table.c.coder != coder, table.c.source.in_(blind_sources(coder))
    )


def _hidden_memo(connection: Connection, coder: str) -> ColumnElement[bool]:
    experts = select(attributes.c.expert).where(
        attributes.c.source.in_(blind_sources(coder)), attributes.c.expert != ""
    )
    of_experts = [
        memos.c.about.endswith(f"/expert/{expert}", autoescape=True)
        for expert in connection.scalars(experts.distinct())
    ]
    return and_(memos.c.coder != coder, or_(memos.c.about.in_(_hidden_subjects(coder)), *of_experts))


def _hidden_subjects(coder: str) -> CompoundSelect[Any]:
    of_sources = select(literal("source:") + sources.c.id).where(sources.c.n.in_(blind_sources(coder)))
    return union_all(_hidden(codings, "coding:", coder), _hidden(codings, PIN, coder), of_sources)
