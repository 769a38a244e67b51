"""Answers as keys, on a screen of our own."""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import TYPE_CHECKING

from qual.cli.review.card import (
    code_card,
    cut,
    heading,
    help_page,
    keys_in_short,
    listing,
    prompt,
    text_around,
)
from qual.cli.review.choice import Choice, chosen
from qual.cli.review.lettering import Line, columns, put, size, styled, wrapped

if TYPE_CHECKING:
    from qual.study.reviewing import Review

BESIDE = 110  # columns that are enough for text and code side by side

ENTER, ESCAPE, BACKSPACE, CLEAR, TAB, UP, DOWN, PASTE, OTHER = (
    f"<{name}>" for name in ("enter", "esc", "backspace", "clear", "tab", "up", "down", "paste", "other")
)
CONTROLS = {"\r": ENTER, "\n": ENTER, "\x7f": BACKSPACE, "\b": BACKSPACE, "\x15": CLEAR, "\t": TAB}
ARROWS = {"A": UP, "B": DOWN}
END_OF_INPUT = "\x04"  # Ctrl-D
STOP = "\x03"  # Ctrl-C
END_OF_PASTE = "\x1b[201~"

BEGIN, LEAVE = "\x1b[?1049h\x1b[?2004h", "\x1b[?2004l\x1b[?1049l"
"""A screen of our own; and pasted text is marked as such, so that nobody decides by pasting."""


@contextmanager
def keyboard() -> Iterator[Keyboard]:
    """The terminal, reading key by key. However this ends, the terminal is as it was before."""
    import termios
    import tty

    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    earlier = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        tty.setcbreak(fd, termios.TCSADRAIN)
        ours = termios.tcgetattr(fd)
        ours[6][termios.VSUSP] = b"\0"  # Ctrl-Z would leave our screen to the shell
        ours[6][termios.VINTR] = b"\0"  # Ctrl-C is a key: it never strikes in the middle of an act
        termios.tcsetattr(fd, termios.TCSADRAIN, ours)
        put(BEGIN)
        yield Keyboard(fd)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
        signal.signal(signal.SIGTERM, earlier)
        put(LEAVE)


class Keyboard:
    """A terminal: each key is an answer, and the screen shows one coding at a time."""

    can_ask_again = True

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._typed = ""
        self._pasted = ""
        self._drawn_at = size()

    def show(self, walk: Review, message: str) -> None:
        """Draw the screen anew."""
        width = size()[0] - 1
        keys = keys_in_short(assessment=bool(walk.shown and walk.shown.assessment))
        self._draw(walk, wrapped([(message, "bold"), ("\n", ""), (keys, "dim")], width))

    def answer(self) -> tuple[str, str]:
        """The next key; a minus or plus waits for its number."""
        key = self.key()
        if key in ("-", "−", "+"):
            key += self.key()
        if key == "\x1a":  # Ctrl-Z, which undoes elsewhere
            key = "u"
        return ("" if "<" in key else key), ""

    def ask(self, walk: Review, question: str) -> str:
        """A line, typed at the foot of the screen; Escape gives it up."""
        text = ""
        while True:
            self._draw(walk, prompt(question, text))
            key = self.key()
            if key in (ENTER, ESCAPE):
                return text if key == ENTER else ""
            text = self._edited(text, key)

    def choose(self, walk: Review, given: str) -> Choice | None:
        """A code out of a list that grows shorter while one types; Enter takes the marked one."""
        text = given
        mark: int | None = None
        while True:
            choice = chosen(walk, text)
            last = len(choice.codes) - 1
            at = mark if mark is not None else choice.codes.index(choice.one) if choice.one else 0
            codes = listing(choice.codes, walk, at, size()[1] // 2)
            self._draw(walk, [*codes, *prompt("Another code (↑ ↓ Tab Enter Esc)", text)])
            key = self.key()
            if key == ESCAPE or (key == ENTER and mark is None and not text.strip()):
                return None
            if key == ENTER and last >= 0:
                return choice._replace(one=choice.codes[at])
            if key in (UP, DOWN):
                mark = max(0, min(at + (1 if key == DOWN else -1), last))
            elif key == TAB and last >= 0:
                text, mark = choice.codes[at].id, None
            elif key:
                text, mark = self._edited(text, key), None

    def help(self, walk: Review) -> None:
        """Show the keys and all of the code until a key is pressed."""
        width, height = size()
        card = [[], *code_card(walk.shown, width - 1)] if walk.shown else []
        lines = [*help_page(width - 1), *card][: height - 2]
        self._write([*lines, [], [("Any key goes on.", "dim")]])
        while not self.key():
            pass

    def key(self) -> str:
        """The next key: a character or one of the names above; "" when the window has another size."""
        while True:
            char = self._char(0.25)
            if char == END_OF_INPUT:
                raise EOFError
            if char == STOP:
                raise KeyboardInterrupt
            if char == "\x1b":
                return self._escape()
            if char:
                return CONTROLS.get(char, char)
            if size() != self._drawn_at:
                return ""

    def _edited(self, text: str, key: str) -> str:
        if key == PASTE:
            return text + " ".join(self._pasted.split())
        if key in (BACKSPACE, CLEAR):
            return text[:-1] if key == BACKSPACE else ""
        return text + key if len(key) == 1 and key.isprintable() else text

    def _escape(self) -> str:
        """The key behind an escape character: an arrow and its like send several characters."""
        if self._char(0.1, keep=True) not in ("[", "O"):
            return OTHER if self._char(0) else ESCAPE
        sequence = self._char(0)
        while not re.fullmatch(r"(O|\[[0-?]*)[@-~]", sequence):
            char = self._char(1)
            if not char:
                return OTHER
            sequence += char
        if sequence != "[200~":
            return ARROWS.get(sequence[1:], OTHER)
        self._pasted = ""
        while not self._pasted.endswith(END_OF_PASTE):
            self._pasted += self._char(1) or END_OF_PASTE
        self._pasted = self._pasted.removesuffix(END_OF_PASTE)
        return PASTE

    def _char(self, seconds: float, *, keep: bool = False) -> str:
        """The next character, or "" when none comes in time."""
        while not self._typed:
            if not select.select([self._fd], [], [], seconds)[0]:
                return ""
            try:
                data = os.read(self._fd, 1024)
            except OSError:
                data = b""
            if not data:
                raise EOFError
            self._typed += self._decode(data)
        char = self._typed[0]
        self._typed = self._typed[0 if keep else 1 :]
        return char

    def _draw(self, walk: Review, bottom: Sequence[Line]) -> None:
        width, height = size()
        width -= 1  # a full last column makes some terminals go on to the next line
        lines: list[Line] = [heading(walk), []]
        rows = max(height - len(lines) - len(bottom) - 1, 4)
        shown = walk.shown
        if shown and width >= BESIDE:
            left = width * 3 // 5
            text = text_around(shown, left - 2, rows)
            card = cut(code_card(shown, width - left), rows)
            nothing: Line = []
            for one, other in zip_longest(text, card, fillvalue=nothing):
                lines.append([*one, (" " * (left - columns(one)), ""), *other])
        elif shown:
            card = code_card(shown, width)
            text = text_around(shown, width, max(rows - len(card) - 1, rows // 2))
            lines += [*text, [], *cut(card, rows - len(text) - 1)]
        self._write([*lines[: max(height - len(bottom) - 1, 1)], [], *bottom])

    def _write(self, lines: Sequence[Line]) -> None:
        self._drawn_at = size()
        drawn = (f"{styled(line)}\x1b[K" for line in lines[-self._drawn_at[1] :])
        put("\x1b[H" + "\n".join(drawn) + "\x1b[J")


def has_keys() -> bool:
    """Whether keys can be read one by one and the screen can be drawn."""
    if os.environ.get("TERM", "dumb") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        import termios  # noqa: F401 - not everywhere
    except ImportError:
        return False
    return True
