"""What the machine suggests, kept in step with its rules without touching what a person decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qual.errors import InvalidRequest
from qual.model import AUTO, Coding
from qual.project import acts
from qual.project.blind import blind_sources, codes_blind
from qual.project.coding_rows import SourceText, check_codings, evidence_text, new_row
from qual.project.source_rows import texts
from qual.project.store import AnyRow, Store, Writing, in_parts
from qual.project.tables import codings


@dataclass(frozen=True, slots=True)
class SyncCounts:
    """What bringing suggestions in step did, in codings; without those a blind coder must not see."""

    added: int = 0  # new, or back again after having been withdrawn
    updated: int = 0  # there before, with other evidence
    unchanged: int = 0
    withdrawn: int = 0  # undecided, and no longer suggested
    kept_decided: int = 0  # suggested again, but a person has decided: left alone


def sync(
    store: Store,
    coder: str,
    source_ids: Iterable[str],
    suggestions: Iterable[Coding],
    *,
    codes: Collection[str] | None = None,
) -> SyncCounts:
    """Make the undecided suggestions of the sources equal to these, in one transaction.

    With `codes` only those of these codes: the others stay as they are.
    Undecided ones of any codebook that are not among them are withdrawn. An id that a person
    accepted, rejected or assessed is left alone, so a rejected suggestion is not offered again.
    One that is there keeps its coder, the version that suggested it first, until its evidence
    changes. Raises InvalidRequest for a suggestion of another coder, source or status.
    """
    wanted = {coding.id: coding for coding in suggestions}
    in_sources = sorted(set(source_ids))
    _check(coder, set(in_sources), wanted.values(), codes)
    with store.transaction("suggest") as writing:
        known = texts(writing.connection, in_sources)
        check_codings(wanted.values(), known)
        there = _there(writing.connection, [n for n, _ in known.values()], codes)
        plan = _plan(wanted, there, known, writing.time)
        told = _told(writing, store.coder, wanted, there, known) or plan

        acts.retire(writing, "coding", plan.gone)
        acts.replace(writing, "coding", plan.outdated, [row.values for row in plan.renewed])
        acts.restore(writing, "coding", plan.back)
        acts.add(writing, "coding", plan.new)
    return SyncCounts(
        added=len(told.new) + len(told.back),
        updated=len(told.renewed),
        unchanged=told.unchanged,
        withdrawn=len(told.gone),
        kept_decided=told.kept,
    )


@dataclass(slots=True)
class _Plan:
    new: list[acts.NewRow]
    back: list[acts.Row]
    outdated: list[acts.Row]
    renewed: list[acts.NewRow]  # what takes the place of each outdated one
    gone: list[acts.Row]
    unchanged: int = 0
    kept: int = 0


def _plan(
    wanted: dict[str, Coding], there: dict[str, list[AnyRow]], known: dict[str, SourceText], created: str
) -> _Plan:
    plan = _Plan([], [], [], [], [])
    for id_, coding in wanted.items():
        rows = there.get(id_, [])
        evidence = evidence_text(coding.evidence)
        live = next((row for row in rows if row.retired is None), None)
        if any(_decided(row) for row in rows):
            plan.kept += 1
        elif live is not None and live.evidence == evidence:
            plan.unchanged += 1
        elif live is not None:
            plan.outdated.append(_named(live))
            plan.renewed.append(new_row(coding, live.source, created))
        elif same := [row for row in rows if row.evidence == evidence and row.coder == coding.coder]:
            plan.back.append(_named(same[-1]))
        else:
            plan.new.append(new_row(coding, known[coding.segment.source_id][0], created))
    for id_, rows in there.items():
        if id_ not in wanted:
            plan.gone += [_named(row) for row in rows if row.retired is None and not _decided(row)]
    return plan


def _told(
    writing: Writing,
    coder: str,
    wanted: dict[str, Coding],
    there: dict[str, list[AnyRow]],
    known: dict[str, SourceText],
) -> _Plan | None:
    """The plan for the sources that a person may look at, None when those are all."""
    if not codes_blind(writing.connection, coder):
        return None
    hidden = set(writing.connection.scalars(blind_sources(coder)))
    return _plan(
        {id_: one for id_, one in wanted.items() if known[one.segment.source_id][0] not in hidden},
        {id_: rows for id_, rows in there.items() if rows[0].source not in hidden},
        known,
        writing.time,
    )


def _check(
    coder: str, in_sources: set[str], suggestions: Iterable[Coding], codes: Collection[str] | None
) -> None:
    if not coder.startswith(AUTO):
        raise InvalidRequest(
            f"{coder} is a person: only a codebook suggests.", hint="Add codings by hand instead."
        )
    for coding in suggestions:
        if coding.coder != coder or coding.status != "suggested" or coding.assessment is not None:
            raise InvalidRequest(
                f"Coding {coding.id[:8]} is not an undecided suggestion of {coder}.", hint="Suggest it anew."
            )
        if coding.segment.source_id not in in_sources:
            raise InvalidRequest(
                f"A suggestion lies in {coding.segment.source_id}, which is not among the sources looked at.",
                hint="Name every source that was searched.",
            )
        if codes is not None and coding.code not in codes:
            raise InvalidRequest(
                f"A suggestion is of {coding.code}, which is not among the codes looked for.",
                hint="Name every code that was looked for.",
            )


def _there(
    connection: Connection, sources: Sequence[int], codes: Collection[str] | None
) -> dict[str, list[AnyRow]]:
    """Every machine coding (of these codes) the sources ever had, by id, oldest row first."""
    columns = codings.c
    found: dict[str, list[AnyRow]] = defaultdict(list)
    for part in in_parts(sources):
        rows = (
            select(
                columns.n,
                columns.id,
                columns.source,
                columns.coder,
                columns.status,
                columns.assessment,
                columns.evidence,
                columns.retired,
            )
            .where(columns.source.in_(part), columns.coder.startswith(AUTO))
            .order_by(columns.n)
        )
        if codes is not None:
            rows = rows.where(columns.code.in_(sorted(codes)))
        for row in connection.execute(rows):
            found[row.id].append(row)
    return found


def _decided(row: AnyRow) -> bool:
    return row.status != "suggested" or row.assessment is not None


def _named(row: AnyRow) -> acts.Row:
    return acts.Row(row.n, f"coding:{row.id}")
