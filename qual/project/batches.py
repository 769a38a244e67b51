"""The batches of a project: what each command did, in words, and what became of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import Connection, func, select, true

from qual.project.blind import hidden_targets
from qual.project.tables import log


@dataclass(frozen=True, slots=True)
class Batch:
    """What one command did. `acts` counts the acts in the log's words, `{"add coding": 131}`."""

    number: int
    time: str
    coder: str
    action: str
    acts: Mapping[str, int] = field(default_factory=dict)
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def words(self) -> str:
        """The acts in words: "131 codings added, 2 codings withdrawn"."""
        return ", ".join(_in_words(act, count) for act, count in self.acts.items())


def list_batches(connection: Connection, coder: str = "") -> list[Batch]:
    """Every batch, oldest first. Acts that a coder may not see yet are not counted for them."""
    counts: dict[int, dict[str, int]] = {}
    hidden = hidden_targets(connection, coder)
    acts_of = (
        select(log.c.batch, log.c.action, func.count(), func.min(log.c.n))
        .where(log.c.action != "batch", true() if hidden is None else log.c.target.not_in(hidden))
        .group_by(log.c.batch, log.c.action)
        .order_by(log.c.batch, func.min(log.c.n))
    )
    for number, action, count, _ in connection.execute(acts_of):
        counts.setdefault(number, {})[action] = count
    headings = connection.execute(select(log).where(log.c.action == "batch").order_by(log.c.n)).all()
    undoes = {row.batch: json.loads(row.detail).get("undoes") for row in headings}
    undone_by: dict[int, int] = {}
    for first, undos in undos_of(undoes).items():
        # Each takes back the one before it, whichever of them it was asked to take back.
        undone_by |= dict(pairwise(undos))
        if len(undos) % 2:
            undone_by[first] = undos[-1]
    return [
        Batch(
            row.batch,
            row.time,
            row.coder,
            row.target,
            counts.get(row.batch, {}),
            undoes[row.batch],
            undone_by.get(row.batch),
        )
        for row in headings
    ]


def undos_of(undoes: Mapping[int, int | None]) -> dict[int, list[int]]:
    """For each batch that was no undo the undos and redos of it, in order.

    `undoes` says for every batch which one it undoes, None for one that does something new.
    """
    first: dict[int, int] = {}
    undos: dict[int, list[int]] = defaultdict(list)
    for number, undone in sorted(undoes.items()):
        first[number] = number if undone is None else first[undone]
        if undone is not None:
            undos[first[number]].append(number)
    return undos


# --- in words --------------------------------------------------------------------------------------

_DID = {
    "add": "added",
    "retire": "withdrawn",
    "restore": "brought back",
    "replace": "changed",
    "decide": "decided",
}
_ONE_AND_MANY = {
    "source": ("source", "sources"),
    "attributes": ("source's attributes", "sources' attributes"),
    "reading": ("source's turns or file", "sources' turns or files"),
    "codebook": ("codebook", "codebooks"),
    "coding": ("coding", "codings"),
    "memo": ("memo", "memos"),
    "done": ("done mark", "done marks"),
    "assignment": ("assignment", "assignments"),
    "adjudication": ("adjudication", "adjudications"),
    "tagged": ("search mark", "search marks"),
    "store": ("store", "stores"),
}


def _in_words(act: str, count: int) -> str:
    verb, _, noun = act.partition(" ")
    one, many = _ONE_AND_MANY.get(noun, (noun, noun))
    return f"{count} {one if count == 1 else many} {_DID.get(verb, verb + 'd')}"
