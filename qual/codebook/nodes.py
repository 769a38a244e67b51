"""YAML with line numbers, in which every scalar is a word: `no` stays "no", `007` stays "007"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qual.errors import Problem, UnreadableCodebook

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node, ScalarNode

LARGEST = 200_000
"""Entries a codebook may have once its aliases are followed; more is a trap or a mistake."""

DEEPEST = 100
"""How many lists and mappings may stand inside one another."""

READ_DIFFERENTLY = "\ufeff\u2028\u2029\x85"
"""Marks that libyaml and the Python loader take differently: line ends of other systems, a BOM."""

TOO_DEEP = "lists and mappings stand inside one another too deeply."


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a YAML file and the line on which it stands, and its key if it has one."""

    value: str | list[Entry] | dict[str, Entry]
    line: int
    key_line: int = 0
    plain: bool = False  # a scalar without quotation marks

    @property
    def text(self) -> str:
        """The scalar, or "" for anything else."""
        return self.value if isinstance(self.value, str) else ""

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Keys and values of a mapping; nothing for anything else."""
        if isinstance(self.value, dict):
            yield from self.value.items()

    def get(self, key: str) -> Entry | None:
        """The value of a key of a mapping, or None."""
        return self.value.get(key) if isinstance(self.value, dict) else None


def read_yaml(text: str, file: str) -> tuple[Entry, list[Problem]]:
    """The root of a YAML text, and what had to be left out: keys given twice, entries inside themselves.

    Raises UnreadableCodebook, with the line, when it is not YAML or unfolds without end.
    """
    import yaml

    try:
        root = _quickly_composed(text) or yaml.compose(text, Loader=yaml.BaseLoader)
    except RecursionError:
        raise UnreadableCodebook(f"{file}: {TOO_DEEP}", hint="A bracket may not be closed.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise UnreadableCodebook(
            f"{file}, line {line}: a control character (U+{ord(text[error.position]):04X}) stands here.",
            hint="Take it away; it cannot be seen in most editors.",
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file}, line {mark.line + 1}" if mark else file
        problem = getattr(error, "problem", "") or "cannot be read"
        raise UnreadableCodebook(
            f"{place}: not a YAML file: {problem}.",
            hint="Mind indentation, and put quotation marks round terms with : # * & or |.",
        ) from None
    if root is None:
        raise UnreadableCodebook(f"{file}: the codebook is empty.", hint="Begin with: format: 1")
    walk = _Walk(file)
    entry = walk.entry(root)
    assert entry is not None
    return entry, walk.problems


def _quickly_composed(text: str) -> Node | None:
    """The root node by libyaml, or None where the Python loader has to say what is wrong.

    libyaml is twenty times as fast, but words its errors differently and descends without a limit.
    """
    import yaml

    if not yaml.__with_libyaml__ or any(character in text for character in READ_DIFFERENTLY):
        return None
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    return None
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        root: Node | None = yaml.compose(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeError):
        return None
    return root


class _Walk:
    """Turns nodes into entries; aliases may neither form a circle nor blow up."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.visited = 0
        self.above: list[int] = []

    def entry(self, node: Node, key_line: int = 0) -> Entry | None:
        """The entry of a node, or None for an alias to something that holds it."""
        from yaml.nodes import MappingNode, ScalarNode, SequenceNode

        line = node.start_mark.line + 1
        self.visited += 1
        if self.visited > LARGEST:
            raise UnreadableCodebook(
                f"{self.file}, line {line}: the aliases of this file unfold to over {LARGEST:,} entries.",
                hint="Write the codes out instead of repeating them by alias.",
            )
        if isinstance(node, ScalarNode):
            return Entry(self.scalar(node, line), line, key_line, plain=not node.style)
        if id(node) in self.above:
            self.note(
                line,
                "this entry contains itself.",
                "A code cannot stand below itself; take the alias (*) away.",
            )
            return None
        if len(self.above) == DEEPEST:
            raise UnreadableCodebook(
                f"{self.file}, line {line}: {TOO_DEEP}", hint="A bracket may not be closed."
            )
        self.above.append(id(node))
        if isinstance(node, SequenceNode):
            found = [self.entry(item) for item in node.value]
            entry = Entry([item for item in found if item is not None], line, key_line)
        else:
            assert isinstance(node, MappingNode)
            entry = Entry(self.mapping(node), line, key_line)
        self.above.pop()
        return entry

    def mapping(self, node: MappingNode) -> dict[str, Entry]:
        from yaml.nodes import ScalarNode

        found: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.note(line, "a key is one word, not a list or mapping.", "Put quotation marks round it.")
                continue
            key = self.scalar(key_node, line)
            if key in found:
                self.note(
                    line,
                    f"{key!r} stands here twice.",
                    f"Its first place is line {found[key].key_line}; put both together.",
                )
                continue
            value = self.entry(value_node, line)
            if value is not None:
                found[key] = value
        return found

    def scalar(self, node: ScalarNode, line: int) -> str:
        text = str(node.value)
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.note(
                line, "an escape (\\ud800 …) stands for half a character.", "Write the character itself."
            )
            return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in text)
        return text

    def note(self, line: int, what: str, hint: str) -> None:
        self.problems.append(Problem(f"{self.file}, line {line}", what, hint))
