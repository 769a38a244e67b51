"""What the suffix acceptors share: stems with the endings that may follow them."""

from __future__ import annotations

from collections.abc import Iterable

Stems = dict[str, frozenset[str]]
"""For each stem of a lemma the endings that may follow it. A word is a stem and one ending."""


def listed(endings: str) -> frozenset[str]:
    """Endings written in a row."""
    return frozenset(endings.split())


def add(stems: Stems, stem: str, endings: Iterable[str]) -> None:
    """Let these endings follow a stem, besides those that may follow it already."""
    if stem:  # an empty stem would take any word that looks like an ending
        known = stems.get(stem)
        stems[stem] = frozenset(endings) if known is None else known.union(endings)


def ends_in(word: str, letters: str) -> bool:
    """Whether a word ends in one of these letters."""
    return word[-1:] != "" and word[-1] in letters


def joined(*groups: Iterable[str]) -> frozenset[str]:
    """Every way to take one ending from each group, in this order."""
    found = {""}
    for group in groups:
        found = {ending + following for ending in found for following in group}
    return frozenset(found)
