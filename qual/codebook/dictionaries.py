"""Dictionaries of other programs become codebooks with rules, and back where they can say it.

quanteda's YAML (nested lists of patterns), LIWC's .dic (numbered categories) and WordStat's .cat (tabs for
depth). A pattern there is a word form with `*`; a term here is a lemma. A plain word therefore finds
here also its inflected forms, which its report says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qual.codebook.reading import UNDETERMINED
from qual.codebook.table import id_of
from qual.errors import Problem, UnreadableCodebook
from qual.model import Code, Codebook, Rule, Term, in_language

Tree = dict[str, "Branch"]


class Branch:
    """A category: its own patterns and the categories below it."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.below: Tree = {}


# --- in --------------------------------------------------------------------------------------


def read_dictionary(text: str, file: str, *, language: str = "any") -> tuple[Codebook, list[Problem]]:
    """The codebook of a dictionary, by the ending of its file, and what could not be said as a rule.

    Raises UnreadableCodebook when it is no dictionary of that kind.
    """
    ending = file.rpartition(".")[2].casefold()
    problems: list[Problem] = []
    reader = {"dic": _liwc, "cat": _wordstat}.get(ending, _quanteda)
    tree = reader(text, file, problems)
    if not tree:
        raise UnreadableCodebook(f"{file} holds no categories.", hint="Is it a dictionary at all?")
    taken: set[str] = set()
    themes = tuple(_code(name, branch, language, taken, file, problems) for name, branch in tree.items())
    stem = id_of(file.rpartition(".")[0] or file)
    book = Codebook(stem, "1.0.0", themes, {UNDETERMINED: file.rpartition(".")[0] or file}, file)
    plain = sum("*" not in term.text for code in book.codes for rule in code.rules for term in rule.any)
    if plain:
        problems.append(
            Problem(file, f"{plain} words without * also find their inflected forms here.", warning=True)
        )
    return book, problems


def _code(
    name: str, branch: Branch, language: str, taken: set[str], file: str, problems: list[Problem]
) -> Code:
    id_ = id_of(name)
    while id_ in taken:
        id_ += "-2"
    taken.add(id_)
    terms = [term for word in branch.words if (term := _term(word, name, file, problems))]
    rules = (Rule(language, tuple(Term(term) for term in dict.fromkeys(terms))),) if terms else ()
    below = tuple(_code(n, b, language, taken, file, problems) for n, b in branch.below.items())
    return Code(id_, {UNDETERMINED: name}, rules=rules, codes=below)


def _term(word: str, name: str, file: str, problems: list[Problem]) -> str:
    """A pattern as a term of the rule language; "" for one that it cannot say."""
    plain = " ".join(word.split())
    if not re.search(r"\w", plain):
        problems.append(Problem(file, f"{name}: {plain!r} has no letters and was left out.", warning=True))
        return ""
    if re.search(r"[?()|\[\]{}=]", plain) or plain.startswith("regex:"):
        problems.append(Problem(file, f"{name}: {plain!r} cannot be said as a term; left out.", warning=True))
        return ""
    words = [
        part.lower() if part in ("AND", "OR", "NOT") or part.startswith(("NEAR", "BEFORE")) else part
        for part in plain.split()
    ]
    return " ".join(words)


def _quanteda(text: str, file: str, problems: list[Problem]) -> Tree:
    from qual.codebook.nodes import Entry, read_yaml

    root, found = read_yaml(text, file)
    problems += found

    def branch(entry: Entry) -> Branch:
        made = Branch()
        items = entry.value if isinstance(entry.value, list) else [entry]
        for item in items:
            if isinstance(item.value, str):
                made.words += [item.value] if item.value else []
            elif isinstance(item.value, dict):
                for key, below in item.items():
                    if key == "__":
                        made.words += branch(below).words
                    else:
                        made.below[key] = branch(below)
            else:
                problems.append(
                    Problem(f"{file}, line {item.line}", "a list in a list was left out.", warning=True)
                )
        return made

    if not isinstance(root.value, dict):
        raise UnreadableCodebook(
            f"{file} is no dictionary of quanteda.", hint="It maps categories to lists of words."
        )
    return branch(root).below


def _liwc(text: str, file: str, problems: list[Problem]) -> Tree:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marks = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        raise UnreadableCodebook(
            f"{file} has no list of categories between two lines of %.", hint="LIWC's .dic files begin so."
        )
    tree: Tree = {}
    by_number: dict[str, Branch] = {}
    levels: list[tuple[int, Branch]] = []
    for number, line in enumerate(lines[marks[0] + 1 : marks[1]], marks[0] + 2):
        found = re.match(r"(\s*)(\d+)\s+(\S.*)", line)
        if not found:
            if line.strip():
                problems.append(
                    Problem(f"{file}, line {number}", "names no category and was passed over.", warning=True)
                )
            continue
        depth, name = len(found[1]), found[3].strip().split("\t")[0]
        levels = [level for level in levels if level[0] < depth]
        siblings = levels[-1][1].below if levels else tree
        siblings[name] = by_number[str(int(found[2]))] = Branch()
        levels.append((depth, siblings[name]))
    for number, line in enumerate(lines[marks[1] + 1 :], marks[1] + 2):
        found = re.match(r"\s*(.+?)((?:\s+\d+)+)\s*$", line)
        if not found:
            if line.strip():
                what = "a condition or a word without category was left out"
                problems.append(
                    Problem(f"{file}, line {number}", f"{what}: {line.strip()[:40]!r}.", warning=True)
                )
            continue
        if re.search(r"[<>()/]", found[1]):
            problems.append(
                Problem(
                    f"{file}, line {number}",
                    f"a condition was left out: {line.strip()[:40]!r}.",
                    warning=True,
                )
            )
            continue
        for category in found[2].split():
            if str(int(category)) in by_number:
                by_number[str(int(category))].words.append(found[1])
            else:
                problems.append(
                    Problem(
                        f"{file}, line {number}",
                        f"{found[1]!r} is of category {category}, which there is not.",
                        warning=True,
                    )
                )
    return tree


def _wordstat(text: str, file: str, problems: list[Problem]) -> Tree:
    tree: Tree = {}
    levels: list[tuple[int, Branch]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        depth = len(line.lstrip(" ")) - len(line.lstrip(" \t")) if line.lstrip(" ").startswith("\t") else 0
        levels = [level for level in levels if level[0] < depth]
        found = re.match(r"(.+?)\s*\((\d+(?:\.\d+)?)\)\s*$", line.strip())
        if not found:
            siblings = levels[-1][1].below if levels else tree
            branch = siblings.setdefault(line.strip(), Branch())
            levels.append((depth, branch))
            continue
        if not levels:
            problems.append(
                Problem(
                    f"{file}, line {number}",
                    f"{found[1]!r} stands below no category; left out.",
                    warning=True,
                )
            )
            continue
        if found[2] not in ("1", "1.0"):
            problems.append(
                Problem(
                    f"{file}, line {number}",
                    f"the weight {found[2]} of {found[1]!r} was dropped.",
                    warning=True,
                )
            )
        levels[-1][1].words.append(found[1].replace("_", " "))
    return tree


# --- out -------------------------------------------------------------------------------------


def write_dictionary(codebook: Codebook, ending: str) -> tuple[str, list[Problem]]:
    """The text of a dictionary (`yaml` for quanteda, `dic` for LIWC, `cat` for WordStat), and what it lacks.

    Terms that are words with `*` go out; those with operators, exact forms, expressions and token
    patterns stay behind, and are told.
    """
    problems: list[Problem] = []
    writer = {"dic": _write_liwc, "cat": _write_wordstat}.get(ending, _write_quanteda)
    if any(code.rules for code in codebook.codes):
        problems.append(
            Problem(
                codebook.name,
                "lemmas go out as word forms: inflected forms are not found there.",
                warning=True,
            )
        )
    return writer(codebook, problems), problems


def _words(code: Code, problems: list[Problem]) -> Iterator[str]:
    for rule in code.rules:
        for term in rule.any:
            if re.search(r"[()|=\"]|\b(AND|OR|NOT)\b|\b(NEAR|BEFORE)/", term.text):
                problems.append(
                    Problem(
                        f"code {code.id}", f"the term {term.text!r} cannot be said; left out.", warning=True
                    )
                )
                continue
            yield from dict.fromkeys((term.text, *term.forms))
        for kind, patterns in (("regex", rule.regex), ("spacy", rule.spacy)):
            if patterns:
                problems.append(
                    Problem(f"code {code.id}", f"its {kind} patterns were left out.", warning=True)
                )


def _name(code: Code) -> str:
    return " ".join(in_language(code.name).split()) or code.id


def _write_quanteda(codebook: Codebook, problems: list[Problem]) -> str:
    import yaml

    def branch(code: Code) -> object:
        words = list(dict.fromkeys(_words(code, problems)))
        if not code.codes:
            return words
        below: dict[str, object] = {"__": words} if words else {}
        return below | {_unique(_name(one), below): branch(one) for one in code.codes}

    data: dict[str, object] = {}
    for theme in codebook.themes:
        data[_unique(_name(theme), data)] = branch(theme)
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100))


def _unique(name: str, taken: dict[str, object]) -> str:
    while name in taken:
        name += " 2"
    return name


def _write_liwc(codebook: Codebook, problems: list[Problem]) -> str:
    lines, words = ["%"], dict[str, list[int]]()
    number = 0

    def add(code: Code, depth: int) -> None:
        nonlocal number
        number += 1
        own = number
        lines.append("\t" * depth + f"{own}\t{_name(code)}")
        for word in _words(code, problems):
            numbers = words.setdefault(word, [])
            numbers += [own] if own not in numbers else []
        for below in code.codes:
            add(below, depth + 1)

    for theme in codebook.themes:
        add(theme, 0)
    lines.append("%")
    lines += ["\t".join([word, *map(str, numbers)]) for word, numbers in words.items()]
    return "\n".join(lines) + "\n"


def _write_wordstat(codebook: Codebook, problems: list[Problem]) -> str:
    lines: list[str] = []

    def add(code: Code, depth: int) -> None:
        lines.append("\t" * depth + _name(code))
        lines.extend("\t" * (depth + 1) + f"{word.replace(' ', '_')} (1)" for word in _words(code, problems))
        for below in code.codes:
            add(below, depth + 1)

    for theme in codebook.themes:
        add(theme, 0)
    return "\n".join(lines) + "\n"


def with_language(codebook: Codebook, language: str) -> Codebook:
    """The codebook with texts that say no language said to be in one."""

    def told(code: Code) -> Code:
        name = {language if key == UNDETERMINED else key: text for key, text in code.name.items()}
        return replace(code, name=name, codes=tuple(told(below) for below in code.codes))

    return replace(codebook, themes=tuple(told(theme) for theme in codebook.themes))
