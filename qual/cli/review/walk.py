"""A review is a walk: a key is read, done, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qual.cli.review.keys import ASSESSMENTS, FIRST_LETTERS, SAME_KEYS, SIGNED
from qual.cli.screen import plural
from qual.errors import InvalidRequest, QualError

if TYPE_CHECKING:
    from qual.cli.review.keyboard import Keyboard
    from qual.cli.review.lines import Lines
    from qual.study.reviewing import Act, Review


def go_through(walk: Review, terminal: Lines | Keyboard) -> None:
    """Show, read an answer, do it; until `q`, the end of the input or of the terminal."""
    message = ""
    while True:
        terminal.show(walk, message)
        try:
            typed, given = terminal.answer()
            key = _key(typed)
            if key == "q":
                return
            if key:
                message = _do(walk, terminal, key, given)
        except EOFError:  # the end of the input, or a terminal that is gone
            return
        except QualError as error:
            if not terminal.can_ask_again:
                raise
            walk.look()
            message = _sentence(error)


def _key(typed: str) -> str:
    """The key that was meant, whatever the layout of the keyboard."""
    folded = typed.strip().casefold().replace("−", "-")
    return SAME_KEYS.get(folded) or FIRST_LETTERS.get(folded) or folded


def _do(walk: Review, terminal: Lines | Keyboard, key: str, given: str) -> str:
    """Do what a key says, and tell what came of it."""
    if walk.shown is None and key not in ("u", "b", "?"):
        return ""
    if key == "a":
        return _told(walk.accept())
    if key in ASSESSMENTS:
        return _told(walk.accept(assessment=ASSESSMENTS[key]))
    if key == "r":
        return _told(walk.reject())
    if key == "c":
        choice = terminal.choose(walk, given)
        if choice is None or choice.one is None:
            return "Nothing was changed."
        return _told(walk.accept(code=choice.one.id, assessment=choice.assessment))
    if key in ("w", "n"):
        wide = key == "w"
        return "" if walk.resize(1 if wide else -1) else f"It cannot be {'wider' if wide else 'narrower'}."
    if key == "m":
        text = given or terminal.ask(walk, "Memo")
        return _told(walk.note(text)) if text.strip() else "No memo was written."
    if key == "s":
        walk.skip()
        return "Skipped: it comes again at the end."
    if key == "u":
        undone = walk.undo()
        return _told(undone, "Taken back: ") if undone else "There is nothing to take back in this review."
    if key == "b":
        return "" if walk.back() else "This is the first one."
    if key == "?":
        terminal.help(walk)
        return ""
    raise InvalidRequest(f"{key!r} means nothing here.", hint="? tells the keys.")


def _told(act: Act, before: str = "") -> str:
    words = {"changed": "accepted with changes", "noted": "memo on"}.get(act.what, act.what)
    value = "" if act.assessment is None else f" {SIGNED[act.assessment]}"
    told = f"{before}{words} {act.code}{value}."
    return told[0].upper() + told[1:]


def _sentence(error: QualError) -> str:
    message = error.message if error.message.endswith((".", "!", "?")) else f"{error.message}."
    return f"{message} {error.hint}".strip()


def summary(walk: Review) -> str:
    """What this review decided, and where the next one begins."""
    from qual.study import reviewing

    counts = walk.counts()
    parts = [f"{counts[what]} {what}" for what in ("accepted", "rejected", "changed") if counts[what]]
    parts += [plural(counts["noted"], "memo")] if counts["noted"] else []
    done = ", ".join(parts) or "Nothing was decided"
    if walk.chosen.status not in ((), ("suggested",)):
        return f"{done}."
    left = len(reviewing.queue(walk.project, walk.chosen))
    if not left:
        return f"{done}. {reviewing.nothing_left(walk.project, walk.chosen)}"
    return f"{done}; {left} left. The next review begins there: qual review"
