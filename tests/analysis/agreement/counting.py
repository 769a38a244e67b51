"""The unitizing family by counting pairs of characters, as the definitions say it: slow, and plain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

Cut = Mapping[str, Sequence[tuple[int, int, Any]]]


def by_counting(length: int, cut: Cut, *, binary: bool = False) -> Fraction | None:
    """u-alpha, or with `binary` |u-alpha, of one text; None where chance expects no difference.

    Observed: characters in the same place by two coders. Expected: all pairs of characters, except
    those inside one stretch, and a character of a gap with itself.
    """
    layers = [_characters(length, own, who, binary) for who, own in cut.items()]
    seen = [(a[p], b[p]) for a, b in permutations(layers, 2) for p in range(length)]
    observed = Fraction(sum(a[1] != b[1] for a, b in seen), len(seen))
    everything = [character for layer in layers for character in layer]
    return _alpha(observed, everything)


def codes_by_counting(length: int, cut: Cut) -> Fraction | None:
    """cu-alpha of one text with two coders: the same, of the places that both coded."""
    first, second = (_characters(length, own, who, False) for who, own in cut.items())
    both = [p for p in range(length) if first[p][1] is not None and second[p][1] is not None]
    if not both:
        return None
    observed = Fraction(sum(first[p][1] != second[p][1] for p in both), len(both))
    return _alpha(observed, [layer[p] for layer in (first, second) for p in both])


def _alpha(observed: Fraction, characters: list[tuple[Any, Any]]) -> Fraction | None:
    pairs = [(a, b) for a in characters for b in characters if a[0] != b[0]]
    unlike = sum(a[1] != b[1] for a, b in pairs)
    return 1 - observed / Fraction(unlike, len(pairs)) if unlike else None


def _characters(
    length: int, stretches: Sequence[tuple[int, int, Any]], who: str, binary: bool
) -> list[tuple[Any, Any]]:
    """For each place the stretch it belongs to (each place of a gap is its own) and the code."""
    found: list[tuple[Any, Any]] = [((who, "gap", place), None) for place in range(length)]
    for start, end, code in stretches:
        for place in range(start, end):
            found[place] = ((who, start), "coded" if binary else code)
    return found


Oracle = Callable[[int, Cut], Fraction | None]
