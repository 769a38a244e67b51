"""XML from elsewhere: no document types, no entities, no endless attributes; selections are let go."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from qual.errors import UnreadableSource

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LONGEST_ATTRIBUTE = 1_000_000
DEEPEST = 200

_CONTROLS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[1-8]|11|12|1[4-9]|2\d|3[01])|x0*(?:[1-8bcef]|1[0-9a-f]));",
    re.I,
)


def local(element: Element) -> str:
    """The name of an element without its namespace: versions of the standard differ in that alone."""
    return str(element.tag).rpartition("}")[2]


def parse(
    raw: bytes, file: str, passing: str, take: Callable[[Element, list[Element]], None]
) -> tuple[Element, int]:
    """The root of an XML text, and how many control characters were blanked in it.

    Elements called `passing` are handed to `take` with those above them as soon as they are read, and
    then let go. Raises UnreadableSource, with one sentence, for what is no XML or means harm.
    """
    try:
        return _parsed(raw, file, passing, take), 0
    except ParseError as error:
        cleaned, times = _CONTROLS.subn(b" ", raw) if b"\0" not in raw[:200] else (raw, 0)
        if not times:
            raise _broken(file, error) from None
    try:
        return _parsed(cleaned, file, passing, take), times
    except ParseError as error:
        raise _broken(file, error) from None


def _broken(file: str, error: ParseError) -> UnreadableSource:
    line, column = error.position
    return UnreadableSource(
        f"{file} is not whole XML (line {line}, column {column}).",
        hint="Export it anew from the program that made it.",
    )


def _parsed(raw: bytes, file: str, passing: str, take: Callable[[Element, list[Element]], None]) -> Element:
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

    above: list[Element] = []
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(raw), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                root = element if root is None else root
                above.append(element)
                if len(above) > DEEPEST:
                    raise UnreadableSource(
                        f"{file}: its elements stand inside one another more than {DEEPEST} deep.",
                        hint="No program writes such a file; do not trust it.",
                    )
                for value in element.attrib.values():
                    if len(value) > LONGEST_ATTRIBUTE:
                        raise UnreadableSource(
                            f"{file}: {local(element)} has an attribute of {len(value):,} characters.",
                            hint="No program writes such a file; do not trust it.",
                        )
                continue
            above.pop()
            if local(element) == passing:
                take(element, above)
                element.clear()
                if above and len(above[-1]):
                    above[-1].remove(element)
    except DefusedXmlException:
        raise UnreadableSource(
            f"{file} holds a document type declaration or an entity, which REFI-QDA does not know.",
            hint="No program writes such a file; do not trust it.",
        ) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, ParseError):
            raise
        raise UnreadableSource(
            f"{file} is in an encoding that cannot be read.", hint="Export it as UTF-8."
        ) from None
    assert root is not None
    return root
