"""Chapter Coding: review, one key a decision.

On a terminal the keys are read one by one and the screen is drawn with what every terminal knows;
elsewhere, and with TERM=dumb, each answer is a line, so that a review can be scripted. All text
passes `harmless`: nothing that an interview holds speaks to the terminal.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import shutil
import signal
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import typer

from qual.cli.group import CODING
from qual.cli.options import HERE, AsCoder, InProject, with_filters
from qual.cli.screen import plural
from qual.errors import InvalidRequest, QualError

if TYPE_CHECKING:
    from qual.model import Code, Coding
    from qual.study.reviewing import Act, Review, Shown

KEYS = {
    "a": ("accept", "Accept it as it is shown, and go on."),
    "r": ("reject", "Reject it, and go on; it is not suggested again."),
    "c": ("code", "Another code, by number or part of id or name; an assessment may follow: trust +1."),
    "w": ("wider", "A wider segment: sentence, two sentences, paragraph, turn. Stored once you accept."),
    "n": ("narrower", "A narrower segment, down to the match. Stored once you accept."),
    "m": ("memo", "Write a memo on it."),
    "s": ("skip", "Skip it; it comes again at the end."),
    "u": ("undo", "Take back the last thing you did here; again for the one before."),
    "b": ("back", "Go back to the one before."),
    "?": ("help", "This page."),
    "q": ("quit", "Quit. Everything is stored; the next review goes on where you stopped."),
}
ASSESSMENTS = {"8": -2, "9": -1, "0": 0, "1": 1, "2": 2, "-2": -2, "-1": -1, "+1": 1, "+2": 2}
SIGNED = {-2: "−2", -1: "−1", 0: "0", 1: "+1", 2: "+2"}

SAME_KEYS = dict(zip("фксцтьыгиі,й", "arcwnmsubb?q", strict=True))
"""The same keys with a Cyrillic layout; і is Belarusian."""

FIRST_LETTERS = {"д": "c", "ш": "w", "у": "n", "м": "m", "з": "m", "н": "b", "в": "q"}
"""Другой код, шире, уже, мемо, заметка, назад, выход. Not п and о, which begin several: принять and
пропустить, отклонить and отменить."""


def register(app: typer.Typer) -> None:
    """Put this chapter's command into the app."""
    app.command(rich_help_panel=CODING)(review)


@with_filters
def review(project: InProject = HERE, coder_name: AsCoder = "", *, filters: Mapping[str, Any]) -> None:
    r"""Walk through suggestions: one key decides, and you can stop at any time.

    Without a terminal each line of the input is an answer: printf 'a\nr\nq\n' | qual review
    """
    from qual import study
    from qual.study import reviewing

    with study.open_project(project, coder=coder_name) as opened:
        walk = reviewing.Review(opened, study.selection(opened, filters))
        if not len(walk):
            typer.echo(reviewing.nothing_left(opened, walk.chosen))
            return
        if _has_keys():
            with keyboard() as terminal:
                _go_through(walk, terminal)
        else:
            _go_through(walk, Lines())
        typer.echo(_summary(walk))


# --- the walk ----------------------------------------------------------------------------------


def _go_through(walk: Review, terminal: Lines | Keyboard) -> None:
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


def _summary(walk: Review) -> str:
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


# --- answers as lines ----------------------------------------------------------------------------


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
        width = _size()[0]
        first, shown = self._seen == (), walk.shown
        lines = wrapped([(message, "")], width)
        now = shown and (walk.number, shown.coding, shown.segment, shown.memos)
        if now != self._seen:
            lines += [_heading(walk)] if first else [[], _heading(walk)]
            if shown:
                lines += [[], *_text(shown, width, CONTEXT, brackets=True), [], *_card(shown, width)]
            if first:
                lines += [[], *wrapped([(_keys(assessment=True), "")], width)]
        self._seen = now
        _put_lines(lines)

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
            _put_lines(_listing(chosen(walk, "").codes, walk))
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
        _put_lines(_help(_size()[0]))

    def _line(self, prompt: str) -> str:
        if self.can_ask_again:
            _put(prompt)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            line = ""  # who knows what the rest would mean
        if not line:
            raise EOFError
        return line


# --- answers as keys -----------------------------------------------------------------------------

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
        _put(BEGIN)
        yield Keyboard(fd)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
        signal.signal(signal.SIGTERM, earlier)
        _put(LEAVE)


class Keyboard:
    """A terminal: each key is an answer, and the screen shows one coding at a time."""

    can_ask_again = True

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._typed = ""
        self._pasted = ""
        self._drawn_at = _size()

    def show(self, walk: Review, message: str) -> None:
        """Draw the screen anew."""
        width = _size()[0] - 1
        keys = _keys(assessment=bool(walk.shown and walk.shown.assessment))
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
            self._draw(walk, _prompt(question, text))
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
            listing = _listing(choice.codes, walk, at, _size()[1] // 2)
            self._draw(walk, [*listing, *_prompt("Another code (↑ ↓ Tab Enter Esc)", text)])
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
        width, height = _size()
        card = [[], *_card(walk.shown, width - 1)] if walk.shown else []
        lines = [*_help(width - 1), *card][: height - 2]
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
            if _size() != self._drawn_at:
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
        width, height = _size()
        width -= 1  # a full last column makes some terminals go on to the next line
        lines: list[Line] = [_heading(walk), []]
        rows = max(height - len(lines) - len(bottom) - 1, 4)
        shown = walk.shown
        if shown and width >= BESIDE:
            left = width * 3 // 5
            text = _text(shown, left - 2, rows)
            card = _cut(_card(shown, width - left), rows)
            nothing: Line = []
            for one, other in zip_longest(text, card, fillvalue=nothing):
                lines.append([*one, (" " * (left - columns(one)), ""), *other])
        elif shown:
            card = _card(shown, width)
            text = _text(shown, width, max(rows - len(card) - 1, rows // 2))
            lines += [*text, [], *_cut(card, rows - len(text) - 1)]
        self._write([*lines[: max(height - len(bottom) - 1, 1)], [], *bottom])

    def _write(self, lines: Sequence[Line]) -> None:
        self._drawn_at = _size()
        drawn = (f"{_styled(line)}\x1b[K" for line in lines[-self._drawn_at[1] :])
        _put("\x1b[H" + "\n".join(drawn) + "\x1b[J")


def _has_keys() -> bool:
    """Whether keys can be read one by one and the screen can be drawn."""
    if os.environ.get("TERM", "dumb") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        import termios  # noqa: F401 - not everywhere
    except ImportError:
        return False
    return True


# --- what stands on the screen -------------------------------------------------------------------

Piece: TypeAlias = tuple[str, str]
"""A text and its style."""
Line: TypeAlias = list[Piece]

CONTEXT = 6  # lines around the segment where there is no screen to fill
BESIDE = 110  # columns that are enough for text and code side by side
STYLES = {"dim": "2", "bold": "1", "match": "1;4" if os.environ.get("NO_COLOR") else "1;33"}


def _heading(walk: Review) -> Line:
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


def _text(shown: Shown, width: int, rows: int, *, brackets: bool = False) -> list[Line]:
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


def _card(shown: Shown, width: int) -> list[Line]:
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


def _keys(*, assessment: bool) -> str:
    """The keys in short; a key and its word stay on one line."""
    words = [f"{key} {word}" for key, (word, _) in KEYS.items()]
    if assessment:
        words += ["assessment: 8 −2", "9 −1", "0 0", "1 +1", "2 +2"]
    return " ".join(word.replace(" ", "\u00a0") + "\u00a0" for word in words)


def _prompt(question: str, text: str) -> list[Line]:
    """A question with what was typed so far; blanks at the end are kept, as the cursor stands there."""
    typed = text.rstrip(" ")
    shown = f"{question}:\u00a0{typed}" + "\u00a0" * (len(text) - len(typed))
    return wrapped([(shown, "bold")], _size()[0] - 1)


def _help(width: int) -> list[Line]:
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


def _listing(codes: Sequence[Code], walk: Review, mark: int = -1, rows: int = 1000) -> list[Line]:
    """Codes with their numbers, those around the marked one when there is no room for all."""
    from qual import study

    language = study.settings_of(walk.project).language
    top = max(0, min(mark - rows // 2, len(codes) - rows))
    lines: list[Line] = []
    for n, code in enumerate(codes[top : top + rows], top):
        name = f" · {code.label(language)}" if code.label(language) != code.id else ""
        text = harmless(f"{'>' if n == mark else ' '}{n + 1:>3} {code.id}{name}").replace("\n", " ")
        lines.append([(text[: _size()[0] - 1], "match" if n == mark else "")])
    return lines


def _cut(lines: list[Line], rows: int) -> list[Line]:
    if len(lines) <= max(rows, 0):
        return lines
    return [*lines[: rows - 1], [("… ? shows the rest", "dim")]] if rows > 1 else lines[: max(rows, 0)]


# --- text ----------------------------------------------------------------------------------------

_UNSEEN: dict[int, str] = {code: chr(0x2400 + code) for code in range(32)} | {0x7F: "␡"}
_UNSEEN |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], "�")
_UNSEEN |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�")  # they turn lines round
_UNSEEN |= {ord("\n"): "\n", ord("\t"): " ", 0x2028: "\n", 0x2029: "\n"}


def harmless(text: str) -> str:
    """A text in which nothing speaks to the terminal: control characters are made visible."""
    return text.translate(_UNSEEN)


def columns(line: Line) -> int:
    """How many columns a line takes on the screen."""
    return sum(_columns(text) for text, _ in line)


@lru_cache(maxsize=10_000)
def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def wrapped(pieces: Iterable[Piece], width: int) -> list[Line]:
    """Text as lines of a width, broken between words, and inside one that is longer than a line.

    A line break of the text stays one; empty lines are left out. No-break spaces keep words together.
    """
    lines: list[Line] = [[]]
    used = 0
    for word in _words(pieces):
        if not word or (used and used + 1 + columns(word) > width):
            lines.append([])
            used = 0
        if word and used:
            lines[-1].append((" ", word[0][1] if word[0][1] == lines[-1][-1][1] else ""))
            used += 1
        for text, style in word:
            for part in _parts(text, width):
                if used + _columns(part) > width:
                    lines.append([])
                    used = 0
                lines[-1].append((part, style))
                used += _columns(part)
    return [line for line in lines if line]


def _words(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Words, which may have several styles; a line break is an empty word."""
    word: Line = []
    for text, style in pieces:
        for part in re.findall(r"\n|[^\S\n\u00a0]+|[\S\u00a0]+", harmless(text)):
            if part.isspace() and "\u00a0" not in part:
                if word:
                    yield word
                if part == "\n":
                    yield []
                word = []
            else:
                word.append((part, style))
    if word:
        yield word


def _parts(text: str, width: int) -> Iterator[str]:
    """A word in pieces that fit into a line."""
    while _columns(text) > width:
        end = next(n for n in range(len(text), 0, -1) if n == 1 or _columns(text[:n]) <= width)
        yield text[:end]
        text = text[end:]
    yield text


def _styled(line: Line) -> str:
    runs = ((style, "".join(text for text, _ in run)) for style, run in groupby(line, key=lambda p: p[1]))
    return "".join(f"\x1b[{STYLES[style]}m{text}\x1b[0m" if style else text for style, text in runs)


def _put_lines(lines: Iterable[Line]) -> None:
    _put("".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines))


def _put(text: str) -> None:
    """Write at once; what the terminal's encoding has no letter for becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def _size() -> tuple[int, int]:
    """Columns and rows of the terminal; COLUMNS and 100 where there is none."""
    size = shutil.get_terminal_size((100, 24))
    return max(size.columns, 20), max(size.lines, 8)
