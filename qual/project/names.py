"""What a coder may be called."""

from __future__ import annotations

import unicodedata

from qual.errors import InvalidRequest
from qual.model import AGREED, ALL, AUTO
from qual.project.store import check_text

LONGEST = 100
JOINERS = "\u200c\u200d"
"""Invisible, but part of how some scripts are written."""


def coder_name(name: str) -> str:
    """A coder's name as it is stored: without blanks at its ends, Unicode NFC, any script.

    Raises InvalidRequest for a name that would be mistaken for something else: a codebook, a layer,
    two names of a filter, a line break in a table.
    """
    check_text(name, where="The coder's name")
    given = unicodedata.normalize("NFC", name).strip()
    if given.startswith(AUTO):
        raise InvalidRequest(
            f"A coder cannot be called {given}: names that begin with {AUTO} belong to codebooks.",
            hint="Give the name of a person.",
        )
    if given in (ALL, AGREED):
        raise InvalidRequest(
            f"A coder cannot be called {given}: that is a layer of the tables.",
            hint="Give the name of a person.",
        )
    if len(given) > LONGEST:
        raise InvalidRequest(f"The coder's name is {len(given)} characters long.", hint="Shorten it.")
    for at, character in enumerate(given):
        if _is_odd(character):
            raise InvalidRequest(
                f"The coder's name holds a character that cannot be seen (U+{ord(character):04X} at {at}).",
                hint="Type the name anew.",
            )
    if "," in given:
        raise InvalidRequest(
            f"A coder cannot be called {given}: a comma stands between two names in a filter.",
            hint="Leave the comma out.",
        )
    return given


def _is_odd(character: str) -> bool:
    """Control and format characters, line breaks, blanks that are not the plain one, nothing at all."""
    if character in JOINERS or character == " ":
        return False
    return unicodedata.category(character)[0] in "CZ"
