"""The memos of a project: notes on a source, a code or a coding, and what the author concludes.

Every version is kept.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from qual.errors import InvalidRequest, NotFound
from qual.model import PURPOSES, Memo
from qual.project import acts
from qual.project.blind import visible_memo
from qual.project.store import AnyRow, Store
from qual.project.tables import codings, memos, sources

SHORTEST = 4
"""Characters of an id that are enough to ask for it."""

_ABOUT = "Write source:<id>, code:<id> or coding:<id>."


class Memos:
    """The memos of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def select(self, about: str = "") -> list[Memo]:
        """The memos about one thing, or all, oldest first, each as it reads now.

        Others' notes on a source that the project's coder codes blind are left out.
        """
        with self._store.reading() as connection:
            found = _live(connection, self._store.coder)
        return [_memo(row) for row in found if not about or row.about == about]

    def get(self, memo_id: str) -> Memo:
        """The memo with an id, or with the only id that begins so. Raises NotFound."""
        with self._store.reading() as connection:
            return _memo(_one(connection, memo_id, self._store.coder))

    def add(self, about: str, text: str, *, id: str = "", coder: str = "", created: str = "") -> Memo:
        """Note something on `source:<id>`, `code:<id>` or `coding:<id>`, and say what was stored.

        Coder and time are those of now unless given, as for a memo that comes from elsewhere.
        Raises NotFound when the source or coding is not there; the store does not know the codes.
        """
        with self._store.transaction("add memo") as writing:
            _check(writing.connection, about, text)
            memo = Memo(
                id or str(uuid.uuid4()), about, text, coder or self._store.coder, created or writing.time
            )
            if any(row.id == memo.id for row in _live(writing.connection)):
                raise InvalidRequest(f"There is a memo {memo.id} already.", hint="Edit it instead.")
            acts.add(writing, "memo", [acts.NewRow(f"memo:{memo.id}", _values(memo), {"about": about})])
        return memo

    def add_many(self, new: Iterable[Memo]) -> int:
        """Add memos from elsewhere, with their ids, coders and times; those that are there are skipped.

        All or none. Raises NotFound when a source or coding is not there.
        """
        with self._store.transaction("add memos") as writing:
            there = {row.id for row in _live(writing.connection)}
            rows = []
            for memo in new:
                if memo.id in there:
                    continue
                there.add(memo.id)
                _check(writing.connection, memo.about, memo.text)
                memo = replace(memo, created=memo.created or writing.time)
                rows.append(acts.NewRow(f"memo:{memo.id}", _values(memo), {"about": memo.about}))
            acts.add(writing, "memo", rows)
        return len(rows)

    def versions(self, memo_id: str) -> list[Memo]:
        """Every text a memo has had, oldest first; empty for one that never was there."""
        with self._store.reading() as connection:
            rows = select(memos).where(memos.c.id == memo_id, visible_memo(connection, self._store.coder))
            return [_memo(row) for row in connection.execute(rows.order_by(memos.c.n))]

    def edit(self, memo_id: str, text: str, *, coder: str = "", created: str = "") -> Memo:
        """Put another text in a memo and say how it reads now. The old text stays in the history.

        Coder and time are those of now unless given, as for an edit that comes from elsewhere.
        """
        with self._store.transaction("edit memo") as writing:
            row = _one(writing.connection, memo_id, self._store.coder)
            _check(writing.connection, row.about, text)
            if row.text == text:
                return _memo(row)
            memo = Memo(row.id, row.about, text, coder or self._store.coder, created or writing.time)
            acts.replace(writing, "memo", [acts.Row(row.n, f"memo:{row.id}")], [_values(memo)])
        return memo

    def withdraw(self, memo_id: str) -> None:
        """Take a memo back. It stays in the history; undo brings it back."""
        with self._store.transaction("withdraw memo") as writing:
            row = _one(writing.connection, memo_id, self._store.coder)
            acts.retire(writing, "memo", [acts.Row(row.n, f"memo:{row.id}")])


def _live(connection: Connection, coder: str = "") -> list[AnyRow]:
    may_see = visible_memo(connection, coder)
    rows = select(memos).where(memos.c.retired.is_(None), may_see).order_by(memos.c.n)
    return list(connection.execute(rows).all())


def _one(connection: Connection, memo_id: str, coder: str) -> AnyRow:
    found = [row for row in _live(connection, coder) if row.id.startswith(memo_id)]
    exact = [row for row in found if row.id == memo_id]
    if exact or (len(found) == 1 and len(memo_id) >= SHORTEST):
        return (exact or found)[0]
    if len(found) > 1:
        raise InvalidRequest(f"{len(found)} memos begin with {memo_id!r}.", hint="Give more of the id.")
    raise NotFound(f"There is no memo {memo_id}.", hint="See them with: qual memo")


def _memo(row: AnyRow) -> Memo:
    return Memo(row.id, row.about, row.text, row.coder, row.created)


def _values(memo: Memo) -> dict[str, object]:
    return {
        "id": memo.id,
        "about": memo.about,
        "text": memo.text,
        "coder": memo.coder,
        "created": memo.created,
    }


def _check(connection: Connection, about: str, text: str) -> None:
    noun, _, id_ = about.partition(":")
    if noun not in ("source", "code", "coding", "pin", *PURPOSES) or not id_:
        raise InvalidRequest(f"A memo cannot be about {about!r}.", hint=_ABOUT)
    if not text.strip():
        raise InvalidRequest("The memo is empty.", hint="Write a text, or withdraw the memo.")
    if noun == "code" or noun in PURPOSES:
        return
    table = sources if noun == "source" else codings
    there = select(table.c.id).where(table.c.id == id_, table.c.retired.is_(None))
    if connection.scalar(there) is None:
        raise NotFound(f"There is no {noun} {id_}.", hint=_ABOUT)
