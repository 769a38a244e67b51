"""One spelling for one text: composed letters, plain line ends, no characters that nobody sees.

Done once, at reading, because every offset that is ever stored counts characters of the result.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter

_NONCHARACTERS = "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range((sys.maxunicode >> 16) + 1)
)
_STEPS = (
    ("zero-width", re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"), ""),
    ("soft hyphens", re.compile("\u00ad"), ""),
    # Word writes a vertical tab for a line break of its own; a form feed ends a page.
    ("line ends", re.compile("\r\n?|[\v\f\x85\u2028\u2029]"), "\n"),
    ("no-break spaces", re.compile("[\u00a0\u2007\u202f]"), " "),
    (
        "control characters",
        re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"),
        "",
    ),
)


def normalise(text: str) -> tuple[str, Counter[str]]:
    """The text in its one spelling, and how often each step changed something.

    Line ends become line feeds, no-break spaces become spaces, letters are composed (NFC); zero-width
    characters, soft hyphens, control characters and lone surrogates go. Normalising twice changes
    nothing more.
    """
    changes: Counter[str] = Counter()
    for name, pattern, replacement in _STEPS:
        text, times = pattern.subn(replacement, text)
        if times:
            changes[name] = times
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        changes["composed (NFC)"] = max(1, len(text) - len(composed))
        text = composed
    return text, changes
