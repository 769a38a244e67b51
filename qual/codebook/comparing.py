"""What became of the codes from one version of a codebook to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from qual.codebook.reading import TEXTS
from qual.model import Code, Codebook, in_language

Sort = Literal["added", "removed", "new id", "renamed", "moved", "merged", "split", "redefined", "rules"]

ALIKE = 0.84
"""How alike (Ratcliff and Obershelp) two names are from which on one code may be the other."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. `code` is an id of the old version ("" for a new code), `to` are new ids."""

    sort: Sort
    code: str
    to: tuple[str, ...] = ()
    what: str = ""

    @property
    def needs_decision(self) -> bool:
        """Whether codings of the old code have no code in the new version until somebody says which."""
        return self.sort in ("removed", "new id", "merged", "split")


def compare_codebooks(old: Codebook, new: Codebook) -> list[Change]:
    """Every change from one version to the next, in the order of the old one, new codes last.

    A code is the same by its id, else by its guid. One whose id is gone is a `new id` where a code with
    the same or nearly the same name came, `merged` where its words went into the terms or the name of
    one that stayed, `split` where several new codes share its terms or stand where it stood; else
    `removed`. These last are readings of the two texts: a person has to confirm them.
    """
    before, after = {c.id: c for c in old.codes}, {c.id: c for c in new.codes}
    above_old, above_new = _above(old), _above(new)
    by_guid = {code.guid: code.id for code in new.codes if code.guid}
    successor = {id_: id_ for id_ in before if id_ in after}
    for id_, code in before.items():
        if id_ not in successor and code.guid in by_guid and by_guid[code.guid] not in before:
            successor[id_] = by_guid[code.guid]
    fresh = [code for code in new.codes if code.id not in set(successor.values())]
    changes: list[Change] = []
    for id_, code in before.items():
        if id_ in successor:
            changes += _same(code, after[successor[id_]], above_old, above_new, successor)
        else:
            changes.append(_gone(code, fresh, new, above_old, above_new))
    told = {to for change in changes for to in change.to}
    changes += [Change("added", "", (code.id,), _label(code)) for code in fresh if code.id not in told]
    return changes


def _same(
    old: Code, new: Code, above_old: dict[str, str], above_new: dict[str, str], successor: dict[str, str]
) -> Iterator[Change]:
    if old.id != new.id:
        yield Change("new id", old.id, (new.id,), "the same guid")
    if dict(old.name) != dict(new.name):
        yield Change("renamed", old.id, (new.id,), f"{_label(old)} → {_label(new)}")
    there, here = above_old[old.id], above_new[new.id]
    if successor.get(there, there) != here:
        yield Change("moved", old.id, (new.id,), f"{there or 'top'} → {here or 'top'}")
    parts = [name for name in TEXTS[1:] if dict(getattr(old, name)) != dict(getattr(new, name))]
    if old.assessment != new.assessment:
        parts.append("assessment")
    if parts:
        yield Change("redefined", old.id, (new.id,), ", ".join(parts))
    gone, come = _terms(old) - _terms(new), _terms(new) - _terms(old)
    if gone or come:
        yield Change("rules", old.id, (new.id,), f"{len(come)} terms came, {len(gone)} went")


def _gone(
    code: Code, fresh: list[Code], new: Codebook, above_old: dict[str, str], above_new: dict[str, str]
) -> Change:
    names = {text.casefold() for text in code.name.values()}
    for other in fresh:
        theirs = {text.casefold() for text in other.name.values()}
        if names & theirs or any(_alike(a, b) for a in names for b in theirs):
            return Change("new id", code.id, (other.id,), f"{_label(code)} → {_label(other)}")
    terms = _terms(code)
    sharing = [other for other in fresh if terms & _terms(other)]
    if len(sharing) > 1:
        return Change("split", code.id, tuple(other.id for other in sharing), "they share its terms")
    heirs = [other for other in new.codes if terms and len(terms & _terms(other)) * 2 >= len(terms)]
    if heirs:
        return Change("merged", code.id, (heirs[0].id,), "it has its terms")
    mentioning = [other for other in new.codes if any(_mentions(other, name) for name in names)]
    if mentioning:
        return Change("merged", code.id, (mentioning[0].id,), "it speaks of it")
    return Change("removed", code.id, (), _label(code))


def _mentions(code: Code, name: str) -> bool:
    said = [*code.name.values(), *code.include.values(), *code.definition.values()]
    return len(name) > 3 and any(name in text.casefold() for text in said)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _terms(code: Code) -> set[tuple[str, str]]:
    found = {(rule.language, term.text) for rule in code.rules for term in rule.any}
    found |= {(rule.language, f"regex {pattern}") for rule in code.rules for pattern in rule.regex}
    return found | {(rule.language, f"spacy {pattern}") for rule in code.rules for pattern in rule.spacy}


def _above(codebook: Codebook) -> dict[str, str]:
    found = {theme.id: "" for theme in codebook.themes}
    for code in codebook.codes:
        found |= {below.id: code.id for below in code.codes}
    return found


def _label(code: Code) -> str:
    return in_language(code.name) or code.id
