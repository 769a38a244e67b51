"""Front matter: attributes of a source in a block of `name: value` lines at its beginning.

    ---
    country: Казахстан
    date: 2022-10-14
    ---

The block is YAML, but every value stays the word that was typed: `no` is Norway or a refusal, never
"false", and a date keeps its spelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from qual.errors import UnreadableSource
from qual.reading.draft import Paragraph

_LONGEST = 300  # lines
_NAME_AND_VALUE = re.compile(r"[^\W\d][\w .-]{0,40}:(?:\s|$)")
# Word turns three hyphens into dashes while one types.
_FENCE = re.compile(r"-{3,}|[-–—]{1,3}")


def split_front_matter(lines: Sequence[str], name: str) -> tuple[dict[str, str], int]:
    """The attributes in front of a text, and the number of lines they take: 0 when there are none.

    A list becomes its items, separated by "; ". Raises UnreadableSource, with the line, when the
    block is not closed, is not YAML, or gives a name twice.
    """
    opens = next((number for number, line in enumerate(lines[:20]) if line.strip()), -1)
    if opens < 0 or not _FENCE.fullmatch(lines[opens].strip()):
        return {}, 0
    block = lines[opens + 1 : opens + _LONGEST]
    if not block or not _NAME_AND_VALUE.match(block[0]):
        return {}, 0
    length = next((n for n, line in enumerate(block) if _FENCE.fullmatch(line.strip())), -1)
    if length < 0:
        raise UnreadableSource(
            f"{name}, line {opens + 1}: the front matter is never closed.",
            hint="Write a line of three hyphens, ---, behind its last attribute.",
        )
    return _attributes("\n".join(block[:length]), name, opens + 2), opens + length + 2


def take_front_matter(paragraphs: Sequence[Paragraph], name: str) -> tuple[dict[str, str], list[Paragraph]]:
    """The attributes at the head of a file's paragraphs, and the paragraphs without them.

    Front matter may take a part of a paragraph, whose other lines stay. It never reaches into a table
    that names its speakers.
    """
    leading = takewhile(lambda paragraph: paragraph.speaker is None, paragraphs[:400])
    lines = [line for paragraph in leading for line in paragraph.text.split("\n")]
    attributes, taken = split_front_matter(lines, name)
    kept = list(paragraphs)
    for _ in range(taken):
        rest = kept[0].text.partition("\n")[2]
        kept[:1] = [replace(kept[0], text=rest)] if rest else []
    return attributes, kept


def _attributes(block: str, name: str, first_line: int) -> dict[str, str]:
    import yaml

    try:
        root = yaml.compose(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise UnreadableSource(
            f"{name}, line {line}: the front matter cannot be understood ({error.problem}).",
            hint='Write one "name: value" a line, and put a value with a colon or a bracket in "quotes".',
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        raise UnreadableSource(
            f"{name}, line {first_line}: the front matter cannot be understood.",
            hint='Write one "name: value" a line.',
        ) from None
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableSource(
            f"{name}, line {first_line}: the front matter is not a list of attributes.",
            hint='Write one "name: value" a line.',
        )
    attributes: dict[str, str] = {}
    for key, value in root.value:
        place = f"{name}, line {first_line + key.start_mark.line}"
        if not isinstance(key, yaml.ScalarNode) or not key.value.strip():
            raise UnreadableSource(f"{place}: an attribute has no name.", hint='Write "name: value".')
        attribute = key.value.strip()
        if attribute in attributes:
            raise UnreadableSource(f"{place}: {attribute} is given twice.", hint="Keep one of the two.")
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not all(isinstance(item, yaml.ScalarNode) for item in items):
            raise UnreadableSource(
                f"{place}: {attribute} holds attributes of its own.",
                hint="Give it one value, or a plain list.",
            )
        attributes[attribute] = "; ".join(item.value.strip() for item in items)
    return attributes
