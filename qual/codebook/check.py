"""What is wrong with a codebook, all at once: one small check after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from qual.codebook.reading import UNDETERMINED, in_file_order, parse_codebook, read_text
from qual.errors import Problem
from qual.model import Code, Codebook, in_language

Check = Callable[[Codebook], Iterator[Problem]]


def check_codebook(path: Path | str, *more: Check) -> tuple[Codebook | None, list[Problem]]:
    """The codebook of a file, and everything that is wrong with it, in the order of the file.

    `more` are checks from elsewhere, such as `matching.check_rules`. Raises UnreadableCodebook
    when the file is not YAML at all.
    """
    text = read_text(Path(path))
    codebook, problems = parse_codebook(text, Path(path).name)
    if codebook is not None:
        for check in (*CHECKS, *more):
            problems += check(codebook)
    return codebook, in_file_order(problems)


def unique_ids(codebook: Codebook) -> Iterator[Problem]:
    """Every code and theme has an id of its own."""
    places: dict[str, list[int]] = defaultdict(list)
    for code in codebook.codes:
        places[code.id].append(code.line)
    for code_id, lines in places.items():
        if len(lines) > 1:
            others = ", ".join(map(str, lines[:-1]))
            yield Problem(
                _where(codebook, lines[-1], code_id),
                f"the id is used {len(lines)} times (also line {others}).",
                "Give each code an id of its own.",
            )


def empty_codes(codebook: Codebook) -> Iterator[Problem]:
    """A code says what it means, and a theme holds codes or has rules itself."""
    for code in codebook.codes:
        if not code.definition:
            yield Problem(
                _where(codebook, code.line, code.id),
                "the code has no definition.",
                "Say in a sentence what belongs to it.",
                warning=True,
            )
        if not code.codes and not code.rules:
            yield Problem(
                _where(codebook, code.line, code.id),
                "the code has no rules, so nothing suggests it.",
                "That is fine for a code which people alone give.",
                warning=True,
            )


def same_names(codebook: Codebook) -> Iterator[Problem]:
    """Two codes of one name cannot be told apart in a table."""
    seen: dict[str, Code] = {}
    for code in codebook.codes:
        name = in_language(code.name)
        other = seen.setdefault(name.casefold(), code) if name else code
        if other is not code:
            yield Problem(
                _where(codebook, code.line, code.id),
                f"its name {name!r} is also that of {other.id} (line {other.line}).",
                "Tables show both names alike; change one.",
                warning=True,
            )


def missing_names(codebook: Codebook) -> Iterator[Problem]:
    """Codes without a name are shown by their id."""
    for code in codebook.codes:
        if not code.name:
            yield Problem(
                _where(codebook, code.line, code.id),
                "the code has no name.",
                "Its id is shown.",
                warning=True,
            )


def languages_of_texts(codebook: Codebook) -> Iterator[Problem]:
    """A text that does not say its language is worth knowing in a codebook of several languages."""
    given = {language for code in codebook.codes for language in code.name} - {UNDETERMINED}
    if len(given) < 2:
        return
    for code in codebook.codes:
        if UNDETERMINED in code.name:
            yield Problem(
                _where(codebook, code.line, code.id),
                "the name does not say its language.",
                "Write name: {en: …, ru: …}.",
                warning=True,
            )


CHECKS: tuple[Check, ...] = (unique_ids, empty_codes, same_names, missing_names, languages_of_texts)


def _where(codebook: Codebook, line: int, code_id: str) -> str:
    return f"{codebook.file or codebook.name}, line {line}, code {code_id}"
