"""Bytes become text, and nothing is ever replaced by a question mark.

A byte order mark is believed, then strict UTF-8 is tried, then UTF-16 without a mark. What is
left is an old one-byte encoding: each is tried, and the one whose letters look most like running
text wins. When no encoding looks like text, the file is refused.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qual.errors import Problem, UnreadableSource

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

ONE_BYTE = {
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "IBM866",
    "mac-cyrillic": "MacCyrillic",
    "cp1252": "Windows-1252",
    "iso8859-5": "ISO-8859-5",
    "koi8-u": "KOI8-U",
    "kz1048": "KZ1048",
    "ptcp154": "PTCP154",
    "koi8-t": "KOI8-T",
}
"""Encodings to try, in order of preference when two read the same, with their names in chardet."""

OTHER_FILES = (
    (b"%PDF", "is a PDF, not text", "Copy its text into a .docx or .txt file."),
    (b"{\\rtf", "is an .rtf file, not text", "Open it in Word and save it as .docx."),
    (b"PK\x03\x04", "is a zip archive, not text", "If it is a Word file, give it the ending .docx."),
    (b"\xd0\xcf\x11\xe0", "is an old Office file, not text", "Open it in Word and save it as .docx."),
)

_HIGH = bytes(range(128, 256))

HINT = "Save it as UTF-8, or say which encoding it has: cp1251, koi8-r, cp866, mac-cyrillic …"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of its encoding, as Python spells it; `guessed` when nothing in the file says it."""

    text: str
    encoding: str
    guessed: bool = False


def guess_told(decoded: Decoded, name: str) -> list[Problem]:
    """The remark that an encoding was guessed; nothing when it was certain."""
    if not decoded.guessed:
        return []
    hint = "If letters look wrong, save the file as UTF-8 or say which encoding it has."
    return [Problem(name, f"encoding guessed: {decoded.encoding}.", hint=hint, warning=True)]


def decode(raw: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a file's bytes, without a byte order mark.

    `name` is the file's name for messages. A given `encoding` is taken at its word. Raises
    UnreadableSource when the bytes are not text, or not text in that encoding.
    """
    for opening, what, hint in OTHER_FILES:
        if raw.startswith(opening):
            raise UnreadableSource(f"{name} {what}.", hint=hint)
    if encoding:
        return Decoded(_as_told(raw, name, encoding), encoding)
    for mark, marked in MARKS:
        if raw.startswith(mark) and (marked != "utf-32-le" or len(raw) % 4 == 0):
            return Decoded(_strictly(raw[len(mark) :], name, marked), marked)
    if b"\0" in raw:
        wide = _wide(raw)
        if wide:
            return Decoded(_strictly(raw, name, wide), wide, guessed=True)
        if raw.count(b"\0") * 10 > len(raw):
            raise UnreadableSource(f"{name} is not text: it is full of zero bytes.", hint="Copy it afresh.")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        place = f"line {raw[: error.start].count(10) + 1}"
    if _partly_utf8(raw):
        raise UnreadableSource(f"{name} is UTF-8 in part, but not in {place}.", hint=HINT)
    guess = _guess(raw)
    if guess is None:
        raise UnreadableSource(
            f"{name} is not text in any encoding that qual knows (see {place}).", hint=HINT
        )
    return Decoded(raw.decode(guess), guess, guessed=True)


def _as_told(raw: bytes, name: str, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise UnreadableSource(f"{name}: there is no encoding called {encoding!r}.", hint=HINT) from None
    except UnicodeError as error:
        place = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise UnreadableSource(
            f"{name} is not {encoding}{place}.", hint="Leave the encoding out to have it found."
        ) from None
    return text.removeprefix("\ufeff")


def _strictly(raw: bytes, name: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"{name} says that it is {encoding} but breaks off at byte {error.start}.", hint=HINT
        ) from None


def _wide(raw: bytes) -> str:
    """UTF-16 betrays itself: every other byte is the same few, the number of the script."""
    if len(raw) % 2 or raw.count(b"\0") > 0.6 * len(raw):
        return ""
    for encoding, high in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[0::2])):
        if sum(high.count(script) for script in (0, 4, 5)) > 0.8 * len(high):
            return encoding
    return ""


def _partly_utf8(raw: bytes) -> bool:
    """Whether a line, or most of the letters, are UTF-8 beyond chance."""
    high = len(raw) - len(raw.translate(None, _HIGH))
    lost = len(raw) - len(raw.decode("utf-8", "ignore").encode())
    return lost < 0.5 * high or any(_is_utf8(line) for line in raw.splitlines())


def _is_utf8(line: bytes) -> bool:
    if line.isascii() or sum(byte >= 0xC0 for byte in line[:400]) < 4:
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# --- one byte a letter -----------------------------------------------------------------------

_LEAST = -0.8
"""Mean plausibility of a letter below which nothing is called text."""

# How much more often than evenly a letter stands in running Russian, as a logarithm to base 2.
# The letters that only the other languages have count as somewhat rare.
_FREQUENT = {
    **dict.fromkeys("оеа", 1.5),
    **dict.fromkeys("инт", 1.1),
    **dict.fromkeys("срвл", 0.6),
    **dict.fromkeys("кмдпу", 0.0),
    **dict.fromkeys("яыьгзбчй", -0.7),
    **dict.fromkeys("хжшю", -1.6),
    **dict.fromkeys("цщэфё", -2.6),
    "ъ": -5.0,
    **dict.fromkeys("іўәғқңөұүһҳҷӣӯїє", -0.3),
}
_QUOTES = frozenset("«»„“”‘’–—…№§°\u00a0•")
_FOREIGN = _SYMBOL = -4.0


def _guess(raw: bytes) -> str | None:
    from chardet import detect

    words = [word for word in raw.split() if not word.isascii()]
    sample = b" ".join(words[:: max(1, len(words) // 4000)])[:60_000]
    opinion = detect(sample, include_encodings=list(ONE_BYTE))["encoding"]
    best, best_score = None, _LEAST
    for encoding, chardet_name in ONE_BYTE.items():
        try:
            text = sample.decode(encoding)
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text) + (0.1 if opinion == chardet_name else 0.0)
        if score > best_score + 1e-9:
            best, best_score = encoding, score
    return best


def _plausibility(text: str) -> float:
    scores = list(_letter_scores(text))
    return sum(scores) / len(scores) if scores else -1.0


def _letter_scores(text: str) -> Iterator[float]:
    for before, char in pairwise(" " + text):
        if char < "\x80":
            if char.isalpha() and _is_cyrillic(before):
                yield -2.0
            elif char < " " and char not in "\t\n\r\f\v":
                yield _SYMBOL
        elif char in _QUOTES:
            yield 0.0
        elif _is_cyrillic(char):
            lower = char.lower()
            score = _FREQUENT.get(lower, _FOREIGN)
            if char != lower:
                score -= 4.0 if before.islower() else 0.3
            if before.isascii() and before.isalpha():
                score -= 2.0
            yield score
        elif char.isalpha() and char < "\u0180":
            yield 0.7 if before.isascii() and before.isalpha() and char.islower() else -1.0
        else:
            yield _SYMBOL


def _is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u052f"
