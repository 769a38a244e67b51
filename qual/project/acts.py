"""The acts on rows that every collection shares, each with its line in the log.

A row is added, retired, restored, or replaced by another one. `undo` turns each of them round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Update, bindparam, insert, update

from qual.errors import ProjectError
from qual.project.store import Writing
from qual.project.tables import NOUNS


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and how the log calls what it stands for: `coding:<id>`."""

    n: int
    target: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to come: its columns, its name in the log, and what the log tells of it."""

    target: str
    values: Mapping[str, object]
    told: Mapping[str, object] = field(default_factory=dict)


def add(writing: Writing, noun: str, new: Sequence[NewRow]) -> list[int]:
    """Add rows and say their numbers."""
    numbers = insert_rows(writing, noun, [row.values for row in new])
    for n, row in zip(numbers, new, strict=True):
        writing.note(f"add {noun}", row.target, {"row": n, **row.told})
    return numbers


def replace(
    writing: Writing,
    noun: str,
    old: Sequence[Row],
    new: Sequence[Mapping[str, object]],
    told: Sequence[Mapping[str, object]] = (),
) -> list[int]:
    """Put a new row in the place of each old one, and say the new numbers.

    `told` is what the log tells of each: the columns that differ, with the old value and the new.
    """
    _set_retired(writing, noun, [row.n for row in old])
    numbers = insert_rows(writing, noun, new)
    for row, n, changed in zip(old, numbers, told or [{}] * len(old), strict=True):
        writing.note(f"replace {noun}", row.target, {"row": [row.n, n], **changed})
    return numbers


def exchange(
    writing: Writing, noun: str, pairs: Sequence[tuple[Row, Row]], told: Sequence[Mapping[str, object]]
) -> None:
    """Retire the first row of each pair and restore the second: a replacement between known rows."""
    _set_retired(writing, noun, [old.n for old, _ in pairs])
    _set_live(writing, noun, [new.n for _, new in pairs])
    for (old, new), changed in zip(pairs, told, strict=True):
        writing.note(f"replace {noun}", old.target, {"row": [old.n, new.n], **changed})


def retire(writing: Writing, noun: str, rows: Sequence[Row]) -> None:
    """Let rows no longer count. They stay, and can be restored."""
    _set_retired(writing, noun, [row.n for row in rows])
    for row in rows:
        writing.note(f"retire {noun}", row.target, {"row": row.n})


def restore(writing: Writing, noun: str, rows: Sequence[Row]) -> None:
    """Let retired rows count again."""
    _set_live(writing, noun, [row.n for row in rows])
    for row in rows:
        writing.note(f"restore {noun}", row.target, {"row": row.n})


def insert_rows(writing: Writing, noun: str, values: Sequence[Mapping[str, object]]) -> list[int]:
    """Insert rows without a line in the log, for parts of something whose own line tells of them."""
    table = NOUNS[noun]
    first = writing.next_row(table)
    numbers = list(range(first, first + len(values)))
    rows = [{**row, "n": n, "batch": writing.batch} for n, row in zip(numbers, values, strict=True)]
    writing.execute(insert(table), rows)
    return numbers


def _set_retired(writing: Writing, noun: str, numbers: Sequence[int]) -> None:
    table = NOUNS[noun]
    live = table.c.retired.is_(None)
    statement = update(table).where(table.c.n == bindparam("row"), live).values(retired=writing.batch)
    _touch_each(writing, noun, statement, numbers)


def _set_live(writing: Writing, noun: str, numbers: Sequence[int]) -> None:
    table = NOUNS[noun]
    gone = table.c.retired.is_not(None)
    _touch_each(
        writing, noun, update(table).where(table.c.n == bindparam("row"), gone).values(retired=None), numbers
    )


def _touch_each(writing: Writing, noun: str, statement: Update, numbers: Sequence[int]) -> None:
    touched = writing.execute(statement, [{"row": n} for n in numbers])
    if touched != len(numbers):
        raise ProjectError(
            f"{len(numbers)} rows of {NOUNS[noun].name} were to change, but {touched} could.",
            hint="Look for damage with: qual check",
        )
