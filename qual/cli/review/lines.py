"""Answers as lines, where there is no terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from qual.cli.review.card import code_card, heading, help_page, keys_in_short, listing, text_around
from qual.cli.review.choice import Choice, chosen
from qual.cli.review.lettering import put, put_lines, size, wrapped
from qual.errors import InvalidRequest

if TYPE_CHECKING:
    from qual.study.reviewing import Review

CONTEXT = 6  # lines around the segment where there is no screen to fill


class Lines:
    """Without a terminal: each answer is a line; `c trust` and `m a memo` may be one, too.

    A script cannot be asked again: an answer that cannot be carried out ends the review, lest the
    answers behind it decide on other codings than were meant.
    """

    def __init__(self) -> None:
        self.can_ask_again = sys.stdin.isatty()
        self._seen: object = ()

    def show(self, walk: Review, message: str) -> None:
        """Print what came of the last answer, and what is to be decided unless it was just printed."""
        width = size()[0]
        first, shown = self._seen == (), walk.shown
        lines = wrapped([(message, "")], width)
        now = shown and (walk.number, shown.coding, shown.segment, shown.memos)
        if now != self._seen:
            lines += [heading(walk)] if first else [[], heading(walk)]
            if shown:
                lines += [
                    [],
                    *text_around(shown, width, CONTEXT, brackets=True),
                    [],
                    *code_card(shown, width),
                ]
            if first:
                lines += [[], *wrapped([(keys_in_short(assessment=True), "")], width)]
        self._seen = now
        put_lines(lines)

    def answer(self) -> tuple[str, str]:
        """The next line: a key and what was given with it. Raises EOFError at the end of the input."""
        key, _, given = self._line("> ").strip().partition(" ")
        return key, given.strip()

    def ask(self, walk: Review, question: str) -> str:
        """The next line, whole."""
        return self._line(f"{question}: ").strip()

    def choose(self, walk: Review, given: str) -> Choice | None:
        """The code that the next line means. What means several is not taken, and not asked again."""
        if not given:
            put_lines(listing(chosen(walk, "").codes, walk))
            given = self.ask(walk, "Code")
        if not given:
            return None
        choice = chosen(walk, given)
        if choice.one is None:
            some = ", ".join(f"{code.id} ({n})" for n, code in enumerate(choice.codes[:9], 1))
            hint = f"It could be {some}: c {given} 1 takes the first." if some else "c alone lists the codes."
            raise InvalidRequest(f"{given!r} does not say which code.", hint=hint)
        return choice

    def help(self, walk: Review) -> None:
        """Print the keys."""
        put_lines(help_page(size()[0]))

    def _line(self, prompt: str) -> str:
        if self.can_ask_again:
            put(prompt)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            line = ""  # who knows what the rest would mean
        if not line:
            raise EOFError
        return line
