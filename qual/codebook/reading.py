"""A YAML file becomes a Codebook. The form is described in docs/method.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import cast

from qual.codebook.nodes import Entry, read_yaml
from qual.errors import Problem, UnreadableCodebook
from qual.model import LANGUAGES, ROLES, Code, Codebook, Role, Rule, Term

FORMAT = "1"
UNDETERMINED = "und"
"""The language of a text that does not say its language (ISO 639-2)."""

TEXTS = ("name", "definition", "include", "exclude", "example")
CODEBOOK_KEYS = ("format", "id", "version", "title", "note", "themes")
CODE_KEYS = ("id", *TEXTS, "assessment", "guid", "colour", "codable", "rules", "codes")
RULE_KEYS = ("lang", "any", "regex", "spacy", "speakers", "checked")
TERM_KEYS = ("term", "forms", "also_parts")
ID = re.compile(r"[^\W_][\w.-]*")
ID_LETTERS = "letters, digits and - _ . and begins with a letter or digit"
VERSION = re.compile(r"[\w.+-]+")
VERSION_LETTERS = "letters, digits and - _ . +"
YES_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def read_codebook(path: Path | str) -> Codebook:
    """The codebook in a YAML file.

    Raises UnreadableCodebook when the file is missing, is not YAML, or breaks the form; the
    message is the first problem, `check_codebook` lists all.
    """
    text = read_text(Path(path))
    codebook, problems = parse_codebook(text, Path(path).name)
    errors = [problem for problem in problems if not problem.warning]
    if errors or codebook is None:
        more = f" ({len(errors) - 1} more: qual codebook check)" if len(errors) > 1 else ""
        raise UnreadableCodebook(f"{errors[0].where}: {errors[0].what}{more}", hint=errors[0].hint)
    return codebook


def read_text(path: Path) -> str:
    """The text of a codebook file, UTF-8. Raises UnreadableCodebook."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnreadableCodebook(
            f"{path.name}: there is no such codebook.",
            hint="Codebooks are kept in codebooks/, as .yaml files.",
        ) from None
    except UnicodeDecodeError as error:
        raise UnreadableCodebook(
            f"{path.name}: not UTF-8 (byte {error.start}).", hint="Save the codebook as UTF-8."
        ) from None
    except OSError as error:
        raise UnreadableCodebook(
            f"{path.name}: {error.strerror}.", hint="Is it a file you may read?"
        ) from None


def parse_codebook(text: str, file: str = "codebook") -> tuple[Codebook | None, list[Problem]]:
    """The codebook in a YAML text, and everything that breaks its form, in the order of the file.

    None when there is no codebook to speak of. Raises UnreadableCodebook when it is not YAML.
    """
    root, problems = read_yaml(text, file)
    reader = _Reader(file)
    codebook = reader.codebook(root)
    return codebook, in_file_order([*problems, *reader.problems])


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by line, errors before warnings; one that comes up twice is told once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (_line(problem.where), problem.warning))


def _line(where: str) -> int:
    found = re.search(r", line (\d+)", where)
    return int(found[1]) if found else 0


class _Reader:
    """Reads entries into records and notes every problem on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, line: int, what: str, hint: str = "", place: str = "") -> None:
        where = f"{self.file}, line {line}" + (f", {place}" if place else "")
        self.problems.append(Problem(where, what, hint))

    def codebook(self, root: Entry) -> Codebook | None:
        if not isinstance(root.value, dict):
            self.note(root.line, "a codebook is a mapping.", "Begin with: format: 1")
            return None
        self.known_keys(root, CODEBOOK_KEYS, "")
        form = root.get("format")
        if form is None or form.text != FORMAT:
            self.note(
                form.line if form else 1,
                f"the format is {form.text!r}." if form else "the format is not given.",
                f"This version of qual reads format: {FORMAT}.",
            )
        for key in ("id", "version", "themes"):
            given = root.get(key)
            if given is None or given.value in ("", []):
                line = given.line if given else root.line
                self.note(line, f"{key} is missing.", f"Add a line that begins with {key}: and goes on.")
        return Codebook(
            id=self.word(root, "id", ID, ID_LETTERS) or "codebook",
            version=self.word(root, "version", VERSION, VERSION_LETTERS) or "0",
            themes=self.codes(root.get("themes"), "themes"),
            title=self.texts(root.get("title"), "title", ""),
            file=self.file,
        )

    def codes(self, entry: Entry | None, key: str) -> tuple[Code, ...]:
        return tuple(self.code(item) for item in self.items(entry, key) if self.is_mapping(item, "a code"))

    def code(self, entry: Entry) -> Code:
        given, code_id = entry.get("id"), self.word(entry, "id", ID, ID_LETTERS)
        place = f"code {code_id}" if code_id else ""
        self.known_keys(entry, CODE_KEYS, place)
        if not code_id and (given is None or given.value == ""):
            self.note(entry.line, "this code has no id.", "Give it one: - id: a-short-word")
        texts = {name: self.texts(entry.get(name), name, place) for name in TEXTS}
        return Code(
            id=code_id or f"line-{entry.line}",
            name=texts["name"],
            definition=texts["definition"],
            include=texts["include"],
            exclude=texts["exclude"],
            example=texts["example"],
            assessment=self.yes_no(entry.get("assessment"), "assessment", place, default=False),
            rules=tuple(
                self.rule(item, place)
                for item in self.items(entry.get("rules"), "rules")
                if self.is_mapping(item, "a rule")
            ),
            codes=self.codes(entry.get("codes"), "codes"),
            guid=self.scalar(entry, "guid"),
            colour=self.scalar(entry, "colour"),
            codable=self.yes_no(entry.get("codable"), "codable", place, default=True),
            line=entry.line,
        )

    def rule(self, entry: Entry, place: str) -> Rule:
        self.known_keys(entry, RULE_KEYS, place)
        language = self.scalar(entry, "lang")
        if not language:
            self.note(entry.line, "the rule does not say its language.", "Add lang: ru, or lang: any.", place)
        elif language not in (*LANGUAGES, "any"):
            self.note(
                entry.line,
                f"{language!r} is not a language qual knows.",
                f"Known are: {', '.join(LANGUAGES)}, and any.",
                place,
            )
        noted = len(self.problems)
        terms = tuple(self.term(item, place) for item in self.items(entry.get("any"), "any", place))
        patterns = self.scalars(entry.get("regex"), "regex", place)
        spacy = self.token_patterns(entry.get("spacy"), place)
        if not (terms or patterns or spacy) and len(self.problems) == noted:
            self.note(
                entry.line, "the rule has no terms, so it can never match.", "Add any: [a term, …].", place
            )
        return Rule(
            language=language or "any",
            any=tuple(term for term in terms if term.text),
            regex=patterns,
            spacy=spacy,
            speakers=self.speakers(entry.get("speakers"), place),
            checked=self.yes_no(entry.get("checked"), "checked", place, default=True),
            line=entry.line,
        )

    def term(self, entry: Entry, place: str) -> Term:
        if isinstance(entry.value, dict):
            self.known_keys(entry, TERM_KEYS, place)
            text = self.scalar(entry, "term")
            forms = self.scalars(entry.get("forms"), "forms", place)
            also_parts = self.yes_no(entry.get("also_parts"), "also_parts", place, default=False)
        else:
            text, forms, also_parts = entry.text.strip(), (), False
        if isinstance(entry.value, list):
            self.note(entry.line, "a term is a text, not a list.", "Write [a term, another term].", place)
        elif not text:
            self.note(entry.line, "a term is empty.", "Write a word, or take the line away.", place)
        return Term(text, forms, also_parts, line=entry.line)

    def token_patterns(self, entry: Entry | None, place: str) -> tuple[tuple[Mapping[str, object], ...], ...]:
        """One token pattern, or a list of them, as plain data."""
        if entry is None:
            return ()
        items = self.items(entry, "spacy", place)
        if items and isinstance(items[0].value, dict):
            items = [entry]
        found = []
        for item in items:
            tokens = _data(item)
            if not isinstance(tokens, list) or not all(isinstance(token, dict) for token in tokens):
                self.note(
                    item.line,
                    "a spaCy pattern is a list of tokens, each a mapping.",
                    "For instance: spacy: [{LEMMA: ввод}, {POS: ADJ, OP: '?'}, {LEMMA: войско}]",
                    place,
                )
                continue
            found.append(tuple(cast("list[Mapping[str, object]]", tokens)))
        return tuple(found)

    def speakers(self, entry: Entry | None, place: str) -> tuple[Role, ...]:
        if entry is None:
            return ("expert",)
        named = self.scalars(entry, "speakers", place)
        for name in named:
            if name not in ROLES:
                self.note(entry.line, f"{name!r} is not a speaker.", f"Speakers: {', '.join(ROLES)}.", place)
        return tuple(role for role in dict.fromkeys(named) if role in ROLES) or ("expert",)

    def texts(self, entry: Entry | None, key: str, place: str) -> Mapping[str, str]:
        """A text in several languages: a mapping, or one text that does not say its language."""
        if entry is None:
            return MappingProxyType({})
        if isinstance(entry.value, str):
            return MappingProxyType({UNDETERMINED: entry.value.strip()} if entry.value.strip() else {})
        if isinstance(entry.value, list):
            self.note(entry.line, f"{key} is a text, not a list.", f"Write {key}: {{en: …, ru: …}}.", place)
            return MappingProxyType({})
        found = {}
        for language, text in entry.items():
            if not re.fullmatch(r"[a-z]{2,3}", language):
                self.note(text.key_line, f"{language!r} is not a language code.", "Write en, ru, kk …", place)
            if not isinstance(text.value, str):
                self.note(text.line, f"{key} in {language} is a text, not a list or mapping.", "", place)
            if text.text.strip():
                found[language] = text.text.strip()
        return MappingProxyType(found)

    def yes_no(self, entry: Entry | None, key: str, place: str, *, default: bool) -> bool:
        if entry is None:
            return default
        value = YES_NO.get(entry.text.strip().lower())
        if value is None:
            self.note(entry.line, f"{key} is true or false, not {entry.text!r}.", "", place)
            return default
        return value

    def scalar(self, entry: Entry, key: str) -> str:
        value = entry.get(key)
        if value is None:
            return ""
        if not isinstance(value.value, str):
            self.note(value.line, f"{key} is one word, not a list or mapping.")
            return ""
        return value.value.strip()

    def word(self, entry: Entry, key: str, form: re.Pattern[str], letters: str) -> str:
        """A scalar that becomes a part of names, of files for instance, and so has a form."""
        value = self.scalar(entry, key)
        if value and not form.fullmatch(value):
            at = entry.get(key) or entry
            self.note(at.line, f"{value!r} cannot be the {key}.", f"It holds {letters}.")
        return value

    def scalars(self, entry: Entry | None, key: str, place: str) -> tuple[str, ...]:
        """The words of a list, or a single word."""
        items = self.items(entry, key, place, one=True)
        for item in items:
            if not isinstance(item.value, str):
                self.note(item.line, f"{key} is a list of words.", f"Write {key}: [one, another].", place)
        return tuple(item.text.strip() for item in items if item.text.strip())

    def items(self, entry: Entry | None, key: str, place: str = "", *, one: bool = False) -> list[Entry]:
        """The items of a list; with `one` a single value counts as a list of one."""
        if entry is None or entry.value == "":
            return []
        if isinstance(entry.value, list):
            return entry.value
        if one and isinstance(entry.value, str):
            return [entry]
        self.note(entry.line, f"{key} is a list.", f"Write {key}: [ … ], or lines that begin with -", place)
        return []

    def is_mapping(self, entry: Entry, what: str) -> bool:
        if isinstance(entry.value, dict):
            return True
        self.note(
            entry.line, f"{what} is a mapping, not {entry.text or 'a list'!r}.", "Begin it with - id: …"
        )
        return False

    def known_keys(self, entry: Entry, known: Iterable[str], place: str) -> None:
        for key, value in entry.items():
            if key not in known:
                near = get_close_matches(key, list(known), 1, 0.6)
                hint = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}."
                self.note(value.key_line, f"{key!r} means nothing here.", hint, place)


def _data(entry: Entry) -> object:
    """An entry as plain Python data; numbers and truth values without quotation marks are understood."""
    if isinstance(entry.value, list):
        return [_data(item) for item in entry.value]
    if isinstance(entry.value, dict):
        return {key: _data(item) for key, item in entry.value.items()}
    if entry.plain and re.fullmatch(r"-?\d{1,9}", entry.value):
        return int(entry.value)
    return YES_NO[entry.value] if entry.plain and entry.value in ("true", "false") else entry.value
