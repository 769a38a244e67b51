"""A codebook as rows and columns, for Excel and CSV, and back: one row a code, parents by their id.

The columns that `table_of` writes bring everything back. A researcher's own table is understood, too:
its headings are known by many names, or are told (`columns`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qual.codebook.reading import ID, TEXTS, UNDETERMINED, parse_codebook
from qual.codebook.writing import _rule, write_codebook
from qual.errors import Problem, UnreadableCodebook
from qual.model import Code, Codebook, Rule, Term

FIXED = ("id", "parent")
BEHIND = ("assessment", "guid", "colour", "codable", "rules", "codebook", "version")

ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code id", "code_id", "идентификатор", "код id"),
    "name": ("name", "code", "label", "tag", "path", "node", "код", "название", "имя", "ярлык", "атауы"),
    "parent": ("parent", "category", "theme", "group", "part of", "above", "тема", "категория", "родитель",
               "группа", "входит в", "тақырып"),
    "definition": ("definition", "description", "meaning", "memo", "определение", "описание", "анықтама"),
    "include": ("include", "inclusion", "inclusion criteria", "when to use", "включать", "включение"),
    "exclude": ("exclude", "exclusion", "exclusion criteria", "when not to use", "исключать", "исключение"),
    "example": ("example", "examples", "anchor", "anchor example", "пример", "примеры", "якорный пример"),
    "terms": ("terms", "keywords", "key words", "words", "термины", "ключевые слова", "слова"),
    "colour": ("colour", "color", "цвет"),
    "guid": ("guid",),
}  # fmt: skip


# --- out -------------------------------------------------------------------------------------


def table_of(codebook: Codebook) -> list[list[str]]:
    """Headings and rows of a codebook; `codebook_of_table` gives the same codebook back."""
    import yaml

    texts: list[str] = []
    for name in TEXTS:
        languages = dict.fromkeys(language for code in codebook.codes for language in getattr(code, name))
        texts += [_heading(name, language) for language in languages]
    titles = [_heading("title", language) for language in codebook.title]
    rows = [[*FIXED, *texts, *BEHIND, *titles]]

    def add(code: Code, above: str) -> None:
        rules = [_rule(rule) for rule in code.rules]
        said = {
            "id": code.id,
            "parent": above,
            "assessment": "yes" if code.assessment else "",
            "guid": code.guid,
            "colour": code.colour,
            "codable": "" if code.codable else "no",
            "rules": yaml.safe_dump(
                rules, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**9
            ).strip()
            if rules
            else "",
        }
        for name in TEXTS:
            said |= {_heading(name, language): text for language, text in getattr(code, name).items()}
        if len(rows) == 1:
            said |= {"codebook": codebook.id, "version": codebook.version}
            said |= {_heading("title", language): text for language, text in codebook.title.items()}
        rows.append([said.get(heading, "") for heading in rows[0]])
        for below in code.codes:
            add(below, code.id)

    for theme in codebook.themes:
        add(theme, "")
    return rows


def _heading(name: str, language: str) -> str:
    return name if language == UNDETERMINED else f"{name}:{language}"


# --- back ------------------------------------------------------------------------------------


def codebook_of_table(
    rows: Iterable[tuple[int, Sequence[str]]],
    file: str,
    *,
    columns: Mapping[str, str] | None = None,
    id: str = "codebook",
    language: str = "",
) -> tuple[Codebook, list[Problem]]:
    """The codebook in a table, and what was repaired or passed over.

    `rows` come with their number. `columns` maps what `qual` calls a column to the table's own heading;
    `language` is that of texts and terms whose heading names none. A code stands below the one whose
    id or name is in its parent column; a parent that has no row of its own becomes a theme. Raises
    UnreadableCodebook when no column names the codes, or a code would stand below itself.
    """
    numbered = [(number, [cell.strip() for cell in row]) for number, row in rows]
    numbered = [(number, row) for number, row in numbered if any(row)]
    if not numbered:
        raise UnreadableCodebook(f"{file} is empty.", hint="Put one code in each row.")
    reader = _Table(file, numbered[0][1], columns or {}, language)
    for number, row in numbered[1:]:
        reader.row(number, row)
    return reader.codebook(id), reader.problems


class _Table:
    def __init__(self, file: str, headings: Sequence[str], columns: Mapping[str, str], language: str) -> None:
        self.file, self.language = file, language
        self.problems: list[Problem] = []
        self.keys = self._keys(headings, columns)
        self.codes: dict[str, tuple[Code, str, int]] = {}  # id: code, parent as written, row
        self.names: dict[str, str] = {}
        self.of_book: dict[str, str] = {}
        self.titles: dict[str, str] = {}

    def _keys(self, headings: Sequence[str], columns: Mapping[str, str]) -> list[tuple[str, str]]:
        told = {own.casefold().strip(): name for name, own in columns.items()}
        missing = set(told) - {heading.casefold() for heading in headings}
        if missing:
            raise UnreadableCodebook(
                f"{self.file} has no column {sorted(missing)[0]!r}.", hint=f"It has: {', '.join(headings)}."
            )
        keys = []
        used: set[tuple[str, str]] = set()
        for heading in headings:
            plain, _, language = heading.partition(":")
            name = told.get(heading.casefold(), "") or _known(plain)
            key = (name, language.strip())
            if key in used:
                name, key = "", ("", "")
            used.add(key)
            if heading and not name:
                self.note(
                    1,
                    f"the column {heading!r} was passed over.",
                    f"Say what it is: --map definition={heading!r}",
                )
            keys.append(key)
        if not {"id", "name"} & {name for name, _ in keys}:
            raise UnreadableCodebook(
                f"{self.file}: no column names the codes.",
                hint=f'Say which does, as in --map name="{next(filter(None, headings), "Code")}".',
            )
        return keys

    def note(self, row: int, what: str, hint: str = "") -> None:
        self.problems.append(Problem(f"{self.file}, row {row}", what, hint, warning=True))

    def row(self, number: int, row: Sequence[str]) -> None:
        said: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {name: {} for name in (*TEXTS, "title")}
        terms: dict[str, str] = {}
        for (name, language), cell in zip(self.keys, row, strict=False):
            if not cell:
                continue
            if name in texts:
                texts[name][language or self.language or UNDETERMINED] = cell
            elif name == "terms":
                terms[language or self.language or "any"] = cell
            elif name:
                said[name] = cell
        self.titles.update(texts["title"])
        self.of_book |= {name: said[name] for name in ("codebook", "version") if name in said}
        label = next(iter(texts["name"].values()), said.get("id", ""))
        if not label:
            self.note(number, "names no code and was passed over.")
            return
        id_ = said.get("id") or id_of(label)
        if not ID.fullmatch(id_):
            self.note(number, f"{id_!r} cannot be an id; it became {id_of(id_)}.")
            id_ = id_of(id_)
        if id_ in self.codes:
            if "id" in said:
                raise UnreadableCodebook(
                    f"{self.file}, row {number}: the id {id_} is also that of row {self.codes[id_][2]}.",
                    hint="Give each code an id of its own.",
                )
            id_ = next(f"{id_}-{n}" for n in range(2, len(self.codes) + 3) if f"{id_}-{n}" not in self.codes)
        rules = [*self._rules(said.get("rules", ""), number)]
        rules += [
            Rule(language, tuple(Term(term) for term in _split(cell)))
            for language, cell in terms.items()
            if _split(cell)
        ]
        code = Code(
            id_,
            texts["name"],
            texts["definition"],
            texts["include"],
            texts["exclude"],
            texts["example"],
            said.get("assessment", "").casefold() in ("yes", "true", "1", "да"),
            tuple(rules),
            guid=said.get("guid", ""),
            colour=said.get("colour", ""),
            codable=said.get("codable", "").casefold() not in ("no", "false", "0", "нет"),
        )
        self.codes[id_] = (code, said.get("parent", ""), number)
        self.names.setdefault(label.casefold(), id_)

    def _rules(self, cell: str, number: int) -> tuple[Rule, ...]:
        """Rules as they stand in a cell: those of a codebook in YAML."""
        if not cell:
            return ()
        indented = "\n".join(f"      {line}" for line in cell.split("\n"))
        text = f"format: 1\nid: a\nversion: 1.0.0\nthemes:\n  - id: a\n    rules:\n{indented}\n"
        codebook, problems = parse_codebook(text, f"{self.file}, row {number}")
        errors = [problem for problem in problems if not problem.warning]
        if codebook is None or errors:
            raise UnreadableCodebook(
                f"{self.file}, row {number}: its rules: {errors[0].what}", hint=errors[0].hint
            )
        return codebook.themes[0].rules if codebook.themes else ()

    def codebook(self, id_: str) -> Codebook:
        below: dict[str, list[str]] = defaultdict(list)
        themes: dict[str, Code] = {}
        for code_id, (_, parent, number) in self.codes.items():
            above = parent if parent in self.codes else self.names.get(parent.casefold(), "")
            if parent and (not above or above == code_id):
                if above == code_id:
                    raise UnreadableCodebook(
                        f"{self.file}, row {number}: {code_id} stands below itself.",
                        hint="Mend the parent column.",
                    )
                above = next((made for made, theme in themes.items() if parent in theme.name.values()), "")
                if not above:
                    above = id_of(parent)
                    while above in self.codes or above in themes:
                        above += "-theme"
                    themes[above] = Code(above, {self.language or UNDETERMINED: parent})
            below[above].append(code_id)
        placed: set[str] = set()

        def built(code_id: str) -> Code:
            from dataclasses import replace

            placed.add(code_id)
            code = self.codes[code_id][0] if code_id in self.codes else themes[code_id]
            return replace(code, codes=tuple(built(child) for child in below.get(code_id, ())))

        top = [*themes, *below.get("", ())]
        found = Codebook(
            self.of_book.get("codebook", id_),
            self.of_book.get("version", "1.0.0"),
            tuple(built(code_id) for code_id in top),
            self.titles,
            self.file,
        )
        lost = [code_id for code_id in self.codes if code_id not in placed]
        if lost:
            raise UnreadableCodebook(
                f"{self.file}, row {self.codes[lost[0]][2]}: {lost[0]} stands below itself.",
                hint="Mend the parent column.",
            )
        if not found.themes:
            raise UnreadableCodebook(f"{self.file} names no code.", hint="Put one code in each row.")
        return found


def _known(heading: str) -> str:
    plain = " ".join(heading.casefold().replace("_", " ").split())
    if plain in (*BEHIND, *TEXTS, "title", *FIXED):
        return plain
    return next((name for name, names in ALIASES.items() if plain in names), "")


def id_of(name: str) -> str:
    """An id for a code of this name: its letters of any script, in lower case."""
    return re.sub(r"[^\w.]+", "-", name).strip("-._").lower()[:60] or "code"


def _split(cell: str) -> list[str]:
    return [term for term in (part.strip() for part in re.split(r"[;\n]", cell)) if term]


def identical(one: Codebook, other: Codebook) -> bool:
    """Whether two codebooks say the same, whatever files they come from."""
    return write_codebook(one) == write_codebook(other)


def plain_rules(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """Rules as plain data, as they stand in YAML."""
    return [_rule(rule) for rule in rules]
