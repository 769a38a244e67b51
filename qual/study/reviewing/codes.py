"""Which codes are meant by words that somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qual.model import Code, Codebook

NO_LIKENESS = 4


def find_codes(codebook: Codebook, words: str, *, first: Iterable[str] = ()) -> list[Code]:
    """The codes whose id or name, in any language, has the words: best first, then as the codebook has them.

    Without words every code, those of `first` at the top.
    """
    wanted = _folded(words)
    if not wanted:
        recent = list(first)
        return sorted(codebook.codes, key=lambda c: recent.index(c.id) if c.id in recent else len(recent))
    ranked = [(_likeness(code, wanted), code) for code in codebook.codes]
    return [code for rank, code in sorted(ranked, key=lambda one: one[0]) if rank < NO_LIKENESS]


def _likeness(code: Code, wanted: str) -> int:
    """How well a code answers to words: 0 it is called so, 1 begins so, 2 a word does, 3 it holds them."""
    called = [_folded(text) for text in (code.id, *code.name.values())]
    if wanted in called:
        return 0
    if any(text.startswith(wanted) for text in called):
        return 1
    if any(f" {wanted}" in re.sub(r"[\W_]+", " ", text) for text in called):
        return 2
    return 3 if any(wanted in text for text in called) else NO_LIKENESS


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
