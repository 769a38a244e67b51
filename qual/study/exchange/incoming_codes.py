"""The codebook grows by the codes of another program's project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.model import Code, Codebook

if TYPE_CHECKING:
    from qual.peers import PeerProject


def codebook_of(peer: PeerProject) -> Codebook:
    """The codebook of a project of another program, as it would be adopted."""
    return grown(None, peer.codes, {}, peer)[0]


def grown(
    base: Codebook | None, fresh: Iterable[Any], known: dict[str, str], peer: PeerProject
) -> tuple[Codebook, dict[str, str]]:
    """A codebook with new codes in it, and for every guid the id of its code."""
    from qual.codebook.reading import UNDETERMINED
    from qual.reading.attributes import suggested_id
    from qual.reading.normalise import normalise

    ids = dict(known)
    taken = {code.id.casefold() for code in base.codes} if base else set()
    names = {code.guid: code.name for code in peer.codes}
    below: dict[str, list[Code]] = defaultdict(list)
    there = set(known) | {code.guid for code in fresh}
    made: dict[str, Any] = {}
    for one in fresh:
        id_ = suggested_id(one.name).lower()[:60] if one.name.strip() else "code"
        if id_ in taken and one.above:
            id_ = f"{suggested_id(names.get(one.above, '')).lower()[:40]}-{id_}"
        id_ = free_id(id_, taken)
        taken.add(id_.casefold())
        ids[one.guid], made[one.guid] = id_, one
    children: dict[str, list[str]] = defaultdict(list)
    for guid, one in made.items():
        children[one.above if one.above in there else ""].append(guid)

    def code(guid: str) -> Code:
        one = made[guid]
        definition = normalise(one.description)[0].strip()
        return Code(
            ids[guid],
            {UNDETERMINED: normalise(one.name)[0].strip() or ids[guid]},
            {UNDETERMINED: definition} if definition else {},
            codes=tuple(code(child) for child in children.get(guid, ())),
            guid=guid,
            colour=one.colour,
            codable=one.codable,
        )

    for above, guids in children.items():
        if above == "" or above in known:
            below[known.get(above, "")] += [code(guid) for guid in guids]

    def with_new(old: Code) -> Code:
        return replace(old, codes=(*(with_new(child) for child in old.codes), *below.get(old.id, ())))

    if base is None:
        title = peer.name or Path(peer.file).stem
        id_ = suggested_id(title).lower()[:60]
        return Codebook(id_, "1.0.0", tuple(below[""]), {UNDETERMINED: title}), ids
    themes = (*(with_new(theme) for theme in base.themes), *below.get("", ()))
    return replace(base, version=_next(base.version), themes=themes), ids


def _next(version: str) -> str:
    """The version after one: its last number goes up."""
    head, dot, last = version.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdigit() else f"{version}.1"


def free_id(id_: str, taken: Iterable[str]) -> str:
    """The id, or the id with a number behind it, that is not taken, whatever the case."""
    known = {one.casefold() for one in taken}
    if id_.casefold() not in known:
        return id_
    return next(f"{id_}-{n}" for n in range(2, len(known) + 3) if f"{id_}-{n}".casefold() not in known)
