"""Which segment a person means: by quote, by turn and sentence, or by offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound
from qual.model import Coding, Segment, Source, Turn

if TYPE_CHECKING:
    from qual.matching.quotation import Place
    from qual.project import Project

SHOWN = 6
"""Places that a message lists."""


def sentences_of(source: Source) -> dict[int, list[tuple[int, int]]]:
    """For the number of each turn its sentences: the units that suggestions and agreement count by."""
    from qual.matching.languages import turn_languages
    from qual.matching.units import units

    return {
        turn.number: units(source.text, turn, "sentence", language)
        for turn, language in zip(source.turns, turn_languages(source), strict=True)
    }


def find_segment(
    project: Project,
    source_id: str,
    *,
    quote: str = "",
    turn: int | None = None,
    sentence: str = "",
    start: int | None = None,
    end: int | None = None,
) -> Segment:
    """The segment of a source that is meant. It lies inside one turn.

    By `quote`, which need not be exact and may be limited to a turn or its sentences; by `turn`,
    whole or with a `sentence` ("2") or several ("2-4"), numbered as `qual show --sentences` does;
    or by offsets. Raises NotFound for what is not there, InvalidRequest when several places are
    meant, none, or one that runs over more than one turn.
    """
    source = project.sources.get(source_id)
    if start is not None or end is not None:
        if quote or turn is not None or sentence:
            raise InvalidRequest("Offsets say it all.", hint="Leave out --quote, --turn and --sentence.")
        return _segment(source, *_offsets(source, start, end))
    if sentence and turn is None:
        raise InvalidRequest("A sentence is numbered inside its turn.", hint="Add --turn N.")
    if not quote and turn is None:
        raise InvalidRequest(
            "Nothing says which segment is meant.",
            hint='Give --quote "…", or --turn N with --sentence M, or --start and --end.',
        )
    if turn is not None:
        within = _sentences(source, turn, sentence) if sentence else _turn(source, turn)
        return _segment(source, *(_quoted(source, quote, [within]) if quote else within))
    turns = [(one.start, one.end) for one in source.turns] or [(0, len(source.text))]
    return _segment(source, *_quoted(source, quote, turns))


def where(source: Source, start: int) -> str:
    """A place in words: "turn 3 sentence 2"."""
    return whereabouts(source)(start)


def whereabouts(source: Source) -> Callable[[int], str]:
    """A function that tells places of a source as `where` does; for many of one source."""
    from qual.matching.languages import turn_languages
    from qual.matching.units import units

    starts = [turn.start for turn in source.turns]
    languages = turn_languages(source)
    ends: dict[int, list[int]] = {}  # of the sentences of a turn

    def tell(start: int) -> str:
        at = bisect_right(starts, start) - 1
        if at < 0:
            return f"character {start}"
        turn = source.turns[at]
        if at not in ends:
            ends[at] = [stop for _, stop in units(source.text, turn, "sentence", languages[at])]
        number = bisect_right(ends[at], start)
        return (
            f"turn {turn.number} sentence {number + 1}" if number < len(ends[at]) else f"turn {turn.number}"
        )

    return tell


def place_of(project: Project, coding: Coding) -> str:
    """Where a coding stands, in words: "kz-01, turn 3 sentence 2"."""
    segment = coding.segment
    try:
        source = project.sources.get(segment.source_id)
    except NotFound:
        return f"{segment.source_id}, {segment.start}–{segment.end}"
    return f"{segment.source_id}, {where(source, segment.start)}"


def _segment(source: Source, start: int, end: int) -> Segment:
    return Segment(source.id, start, end, source.text[start:end])


# --- by turn and sentence ------------------------------------------------------------------------


def _turn(source: Source, number: int) -> tuple[int, int]:
    turn = _numbered(source, number)
    text = source.text[turn.start : turn.end]
    if not text.strip():
        raise InvalidRequest(f"Turn {number} of {source.id} is empty.", hint="Choose another one.")
    return turn.start + len(text) - len(text.lstrip()), turn.start + len(text.rstrip())


def _numbered(source: Source, number: int) -> Turn:
    for turn in source.turns:
        if turn.number == number:
            return turn
    numbers = [turn.number for turn in source.turns]
    hint = f"Its turns are {min(numbers)} to {max(numbers)}." if numbers else "It has no turns: use --quote."
    raise NotFound(f"{source.id} has no turn {number}.", hint=hint)


def _sentences(source: Source, turn: int, asked: str) -> tuple[int, int]:
    """From the beginning of the first sentence asked for to the end of the last one."""
    match = re.fullmatch(r"(\d+)(?:\s*[-–—]\s*(\d+))?", asked.strip())
    if match is None:
        raise InvalidRequest(f"{asked!r} is no sentence.", hint="Write --sentence 2, or --sentence 2-4.")
    _numbered(source, turn)
    there = sentences_of(source)[turn]
    first, last = int(match[1]), int(match[2] or match[1])
    for number in (first, last):
        if not 1 <= number <= len(there):
            count = "1 sentence" if len(there) == 1 else f"{len(there)} sentences"
            raise NotFound(
                f"Turn {turn} of {source.id} has no sentence {number}; it has {count}.",
                hint=f"See them with: qual show {source.id} --sentences",
            )
    if first > last:
        raise InvalidRequest(f"{asked} runs backwards.", hint=f"Write --sentence {last}-{first}.")
    return there[first - 1][0], there[last - 1][1]


# --- by offsets ----------------------------------------------------------------------------------


def _offsets(source: Source, start: int | None, end: int | None) -> tuple[int, int]:
    if start is None or end is None:
        raise InvalidRequest("A segment has two ends.", hint="Give both --start and --end.")
    length = len(source.text)
    if not 0 <= start < end <= length:
        raise InvalidRequest(
            f"Characters {start} to {end} are not in {source.id}, which has {length}.",
            hint="Count from 0; the end is not included.",
        )
    if not source.text[start:end].strip():
        raise InvalidRequest(f"From {start} to {end} there is nothing but blanks.", hint="Choose words.")
    _refuse_across(source, start, end)
    return start, end


def _refuse_across(source: Source, start: int, end: int) -> None:
    """A segment lies in one turn; what stands between turns belongs to nobody."""
    if not source.turns:
        return
    touched = [turn for turn in source.turns if turn.start < end and start < turn.end]
    if len(touched) > 1:
        raise _across(source, touched[0], touched[-1])
    if not touched or start < touched[0].start or touched[0].end < end:
        raise InvalidRequest(
            f"Characters {start} to {end} of {source.id} do not lie inside a turn.",
            hint=f"See where turns begin and end: qual show {source.id} --json",
        )


def _across(source: Source, first: Turn, last: Turn) -> InvalidRequest:
    return InvalidRequest(
        f"The segment runs from turn {first.number} into turn {last.number} of {source.id}, "
        "and a coding lies in one turn.",
        hint="Code what each of them says by itself.",
    )


# --- by quote ------------------------------------------------------------------------------------


def _quoted(source: Source, quote: str, within: list[tuple[int, int]]) -> tuple[int, int]:
    from qual.matching.quotation import find_quote, nearest

    if not quote.strip():
        raise InvalidRequest("The quote is empty.", hint="Write the words that are to be coded.")
    found = find_quote(source.text, quote, within)
    if len(found) > 1:
        raise _ambiguous(source, found)
    if found:
        return found[0].start, found[0].end
    for place in find_quote(source.text, quote, [(0, len(source.text))]):
        turns = [turn for turn in source.turns if turn.start < place.end and place.start < turn.end]
        if len(turns) > 1:
            raise _across(source, turns[0], turns[-1])
        if place.slips == 0:
            raise NotFound(
                f"The quote does not stand there, but in {where(source, place.start)} of {source.id}.",
                hint="Leave out --turn and --sentence, or correct them.",
            )
    near = nearest(source.text, quote, within)
    hint = f"The nearest is in {where(source, near.start)}." if near else "Is it another source?"
    raise NotFound(f"{source.id} has no passage that reads like the quote.", hint=hint)


def _ambiguous(source: Source, found: list[Place]) -> InvalidRequest:
    places = list(dict.fromkeys(where(source, place.start) for place in found))
    listed = ", ".join(places[:SHOWN]) + (f" and {len(places) - SHOWN} more" if len(places) > SHOWN else "")
    how = "reads like" if found[0].slips else "stands in"
    return InvalidRequest(
        f"The quote {how} {len(found)} places of {source.id}: {listed}.",
        hint="Quote more of it, or say where: --turn and --sentence, or --start and --end.",
    )
