"""What stands on the screen: the segment in its turn, the code, the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qual.cli.review.keys import FIRST_LETTERS, KEYS, SAME_KEYS, SIGNED
from qual.cli.review.lettering import Line, Piece, harmless, size, wrapped

if TYPE_CHECKING:
    from qual.model import Code, Coding
    from qual.study.reviewing import Review, Shown


def heading(walk: Review) -> Line:
    """Where the walk is: number, source, country, expert, turn and time."""
    shown = walk.shown
    if shown is None:
        return [("That was the last one. u takes back, b goes back, q quits.", "bold")]
    source, turn = shown.source, shown.turn
    parts = [f"{walk.number} of {len(walk)}{', skipped before' if walk.again else ''}", source.id]
    parts += [source.kind] if source.kind != "interview" else []
    parts += [shown.country] + ([source.expert] if source.expert else [])
    if turn:
        parts.append(" ".join(filter(None, (f"turn {turn.number}", turn.speaker, turn.time))))
    return [(harmless(" · ".join(parts)).replace("\n", " "), "bold")]


def text_around(shown: Shown, width: int, rows: int, *, brackets: bool = False) -> list[Line]:
    """The segment behind a bar, with as much of its turn around it as there is room for.

    With `brackets`, for want of a screen, the segment is whole and the rows are for what is around it.
    """
    text, start, end = shown.source.text, shown.segment.start, shown.segment.end
    first, last = (shown.turn.start, shown.turn.end) if shown.turn else (start, end)
    most = rows * width  # characters: more need not be looked at
    before = wrapped([(text[max(first, start - most) : start], "dim")], width - 2)
    after = wrapped([(text[end : min(last, end + most)], "dim")], width - 2)
    segment = wrapped(_marked(shown, brackets=brackets), width - 2)
    if brackets:
        rows += len(segment)
    elif len(segment) > rows:
        at = next((n for n, line in enumerate(segment) if any(style for _, style in line)), 0)
        top = max(0, min(at - rows // 2, len(segment) - rows))
        segment = segment[top : top + rows]
    room = rows - len(segment)
    below = min(len(after), max(room // 2, room - len(before)))
    above = min(len(before), room - below)
    lines = before[len(before) - above :]
    if above and above < len(before):
        lines[0] = [("… ", "dim"), *lines[0]]
    lines += [[("│ ", ""), *line] for line in segment]
    if below and below < len(after):
        after[below - 1] = [*after[below - 1], (" …", "dim")]
    return lines + after[:below]


def _marked(shown: Shown, *, brackets: bool) -> Iterator[Piece]:
    """The segment with its matches marked."""
    text, at = shown.source.text, shown.segment.start
    for evidence in sorted(shown.evidence, key=lambda e: (e.start, -e.end)):
        if evidence.start >= at:
            yield text[at : evidence.start], ""
            match = text[evidence.start : evidence.end]
            yield f"[{match}]" if brackets else match, "match"
            at = evidence.end
    yield text[at : shown.segment.end], ""


def code_card(shown: Shown, width: int) -> list[Line]:
    """The code with its definition, the rule, and what else is known of the segment."""
    coding = shown.coding
    title = f"{coding.code} · {shown.name}" if shown.name != coding.code else coding.code
    lines = wrapped([(title, "bold"), (_standing(coding), "")], width)
    if shown.changed:
        lines += wrapped([(f"segment: {shown.size}, stored once you accept", "match")], width)
    lines += wrapped([(shown.definition, "")], width)
    found: dict[tuple[str, str], dict[str, None]] = {}
    for e in coding.evidence:
        words = " ".join(shown.source.text[e.start : e.end].split())
        found.setdefault((e.rule, e.term), {})[words] = None
    fields = [(f"rule {rule}", f"{term} → {' / '.join(words)}") for (rule, term), words in found.items()]
    fields += [("also here", "; ".join(f"{other.code}{_standing(other)}" for other in shown.others))]
    fields += [("include", shown.include), ("exclude", shown.exclude)]
    fields += [(f"memo by {memo.coder}", memo.text) for memo in shown.memos]
    fields += [("in place of", shown.replaces[:8])]
    for name, text in fields:
        if text:
            lines += wrapped([(f"{name}: ", "dim"), (text, "")], width)
    return lines


def _standing(coding: Coding) -> str:
    """Status and assessment of a coding, and who gave them; nothing for a suggestion that waits."""
    if coding.by_machine and coding.status == "suggested":
        return ""
    value = "" if coding.assessment is None else f" {SIGNED[coding.assessment]}"
    by = coding.decided_by or ("" if coding.by_machine else coding.coder)
    return f", {coding.status}{value}" + (f" by {by}" if by else "")


def keys_in_short(*, assessment: bool) -> str:
    """The keys in short; a key and its word stay on one line."""
    words = [f"{key} {word}" for key, (word, _) in KEYS.items()]
    if assessment:
        words += ["assessment: 8 −2", "9 −1", "0 0", "1 +1", "2 +2"]
    return " ".join(word.replace(" ", "\u00a0") + "\u00a0" for word in words)


def prompt(question: str, text: str) -> list[Line]:
    """A question with what was typed so far; blanks at the end are kept, as the cursor stands there."""
    typed = text.rstrip(" ")
    shown = f"{question}:\u00a0{typed}" + "\u00a0" * (len(text) - len(typed))
    return wrapped([(shown, "bold")], size()[0] - 1)


def help_page(width: int) -> list[Line]:
    """Every key with what it does, and its letters on other keyboards."""
    others = {**SAME_KEYS, **FIRST_LETTERS}
    rows = [
        (" ".join([key, *(letter for letter, meant in others.items() if meant == key)]), what)
        for key, (_, what) in KEYS.items()
    ]
    rows.append(("8 9 0 1 2", "Accept with the assessment −2 −1 0 +1 +2; typing -1 or +1 does, too."))
    lines: list[Line] = []
    for keys, what in rows:
        first, *more = wrapped([(what, "")], width - 11)
        lines += [[(keys.ljust(11), "bold"), *first], *([(" " * 11, ""), *line] for line in more)]
    return lines


def listing(codes: Sequence[Code], walk: Review, mark: int = -1, rows: int = 1000) -> list[Line]:
    """Codes with their numbers, those around the marked one when there is no room for all."""
    from qual import study

    language = study.settings_of(walk.project).language
    top = max(0, min(mark - rows // 2, len(codes) - rows))
    lines: list[Line] = []
    for n, code in enumerate(codes[top : top + rows], top):
        name = f" · {code.label(language)}" if code.label(language) != code.id else ""
        text = harmless(f"{'>' if n == mark else ' '}{n + 1:>3} {code.id}{name}").replace("\n", " ")
        lines.append([(text[: size()[0] - 1], "match" if n == mark else "")])
    return lines


def cut(lines: list[Line], rows: int) -> list[Line]:
    """The first lines that fit, and a remark when that is not all."""
    if len(lines) <= max(rows, 0):
        return lines
    return [*lines[: rows - 1], [("… ? shows the rest", "dim")]] if rows > 1 else lines[: max(rows, 0)]
