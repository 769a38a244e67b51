"""Which codes of a codebook a person means: by id, or by name in any language, in small or large letters."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from qual.model import Code, Codebook

_PUNCTUATION = " \t.,:;!?)»”\"'"
_LIST_SIGNS = ";,\n"
_LONGEST = 400  # characters of a name
_HASH = re.compile(r"#\s?(?=[^\s#])")
_WORD = re.compile(r"[^\s#;,]+")
_SIGN = re.compile(r"\A[^\S\n]*[;,.:]")
_BEHIND_HASHED = re.compile(r"(?=[\s#;,:!?)»”\"]|\.(?:\s|\Z)|\Z)")
_BEHIND_LISTED = re.compile(r"[^\S\n]*(?:(?P<sign>[;,:\n])|\.?\s*\Z|(?<=\s)[-–—](?=\s))")


@dataclass(frozen=True, slots=True)
class Named:
    """What a comment says: codes, words that should be codes and are none, and the rest."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]
    memo: str


class CodeNames:
    """The codes of a codebook by everything they are called."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._named: dict[str, list[str]] = defaultdict(list)
        ids = {folded(code.id): code.id for code in codebook.codes}
        for code in codebook.codes:
            for name in dict.fromkeys(folded(name) for name in code.name.values()):
                if name and name not in ids:
                    self._named[name].append(code.id)
        self._named |= {name: [id_] for name, id_ in ids.items()}

    def find(self, text: str) -> Code | None:
        """The one code that is called so, or None."""
        found = self._called(text)
        return self._codebook.code(found[0]) if len(found) == 1 else None

    def advice(self, text: str) -> str:
        """What to write instead of something that names no code, or several."""
        found = self._called(text)
        if found:
            return f"{text!r} is the name of several codes: {', '.join(found)}. Write the id."
        near = self._near(text, 0.5)
        return f"Did you mean {near}?" if near else "qual codebook show lists all codes."

    def in_comment(self, text: str) -> Named:
        """Codes and memo of a comment: `#code`, `code1; code2`, `code: and what I think of it`."""
        return self._hashed(text) if _HASH.search(text) else self._listed(text)

    def _called(self, text: str) -> list[str]:
        name = folded(text)
        return self._named.get(name) or self._named.get(folded(name.replace("_", " ")), [])

    def _near(self, text: str, alike: float) -> str:
        near = get_close_matches(folded(text), list(self._named), 1, alike)
        return self._named[near[0]][0] if near else ""

    # --- #code ---------------------------------------------------------------------------------

    def _hashed(self, text: str) -> Named:
        codes: list[str] = []
        unknown: list[str] = []
        rest, end = [], 0
        for mark in _HASH.finditer(text):
            if mark.start() < end:
                continue
            found = self._at(text, mark.end(), _BEHIND_HASHED)
            word = _WORD.match(text, mark.end())
            wrong = word[0].rstrip(_PUNCTUATION) if word else ""
            if found is None and (not wrong or wrong.isdigit()):
                continue  # "see question #3"
            rest.append(text[end : mark.start()])
            if found is None:
                unknown.append(wrong)
                end = mark.end() + len(wrong)
            else:
                codes.append(found[0])
                end = len(text) - len(_SIGN.sub("", text[found[1] :]))
        return Named(_once(codes), _once(unknown), _tidied("".join([*rest, text[end:]])))

    # --- code1; code2 --------------------------------------------------------------------------

    def _listed(self, text: str) -> Named:
        codes: list[str] = []
        at = _after_blanks(text, 0)
        sign = ";"
        while sign in _LIST_SIGNS:
            found = self._at(text, at, _BEHIND_LISTED)
            if found is None:
                break
            codes.append(found[0])
            behind = _BEHIND_LISTED.match(text, found[1])
            sign = (behind and behind["sign"]) or "."
            at = _after_blanks(text, behind.end() if behind else found[1])
        piece = re.split(r"[;,\n]", text[at:])[0].strip(_PUNCTUATION)
        missed = codes and piece and sign in _LIST_SIGNS and self._was_meant(piece, sign)
        return Named(_once(codes), (piece,) if missed else (), _tidied(text[at:]))

    def _was_meant(self, piece: str, sign: str) -> bool:
        """Whether the piece behind a code was to be another one: a single word, or nearly a code."""
        return (sign == ";" and len(piece.split()) == 1) or bool(self._near(piece, 0.7))

    def _at(self, text: str, at: int, behind: re.Pattern[str]) -> tuple[str, int] | None:
        """The code with the longest name that stands here and ends where a name may, and its end."""
        ends = [end.start() for end in behind.finditer(text, at, min(len(text), at + _LONGEST))]
        for end in reversed(ends):
            found = self._called(text[at:end])
            if end > at and len(found) == 1:
                return found[0], end
        return None


def _after_blanks(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _tidied(memo: str) -> str:
    """The rest of a comment, without the signs and blanks that the codes left behind."""
    lines = [" ".join(line.split()) for line in memo.strip().split("\n")]
    return "\n".join(line for line in lines if line).lstrip(" ;,:–—-").rstrip(" ;,:")


def folded(text: str) -> str:
    """A name without what does not tell it from others: case, ё, spaces."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return " ".join(plain.split())
