"""Which code is meant by what was typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qual.cli.review.keys import ASSESSMENTS
from qual.errors import InvalidRequest

if TYPE_CHECKING:
    from qual.model import Code
    from qual.study.reviewing import Review


class Choice(NamedTuple):
    """What was typed to choose a code: the codes it may mean, the one it does mean, an assessment."""

    codes: list[Code]
    one: Code | None
    assessment: int | None


def chosen(walk: Review, typed: str) -> Choice:
    """What `tr`, `trust +1`, `3` and `tr 2` mean: the third code of the list, the second that has "tr"."""
    from qual.study import codebook_in_force
    from qual.study.reviewing import find_codes

    codebook = codebook_in_force(walk.project)
    if codebook is None:
        raise InvalidRequest("No codebook is in force.", hint="qual codebook adopt puts one into force.")
    words, assessment = typed.strip().replace("−", "-"), None
    rated = re.fullmatch(r"(.*?)\s+([+-][12]|0)", words)
    if rated:
        words, assessment = rated[1], ASSESSMENTS[rated[2]]
    codes = find_codes(codebook, words, first=walk.recent)
    numbered = re.fullmatch(r"(.*?)\s*(\d+)", words)
    if numbered and (not codes or not numbered[1]):
        listed = find_codes(codebook, numbered[1], first=walk.recent)
        if 0 < int(numbered[2]) <= len(listed):
            return Choice(listed, listed[int(numbered[2]) - 1], assessment)
    same = [code for code in codes if words.casefold() in map(str.casefold, (code.id, *code.name.values()))]
    one = codes[0] if words and len(codes) == 1 else same[0] if len(same) == 1 else None
    return Choice(codes, one, assessment)
