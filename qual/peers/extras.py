"""What qual says in a note of a REFI-QDA project, for its own way back: JSON, one thing a line.

The first line is `{"qual": 1, "project": <id>}`. Then a line each for what the standard has no place for:
`codebook` (the YAML, rules included), `source`, `coding`, `memo`, and the `log` of what was done.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1


@dataclass(slots=True)
class Extras:
    """The note, opened: by guid what else is known of sources, codings and memos."""

    project: str = ""
    codebook: str = ""
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    codings: dict[str, dict[str, Any]] = field(default_factory=dict)
    memos: dict[str, dict[str, Any]] = field(default_factory=dict)
    log: list[Any] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> Extras:
        """The note of a text; an empty one when it is none of ours, or of a later version."""
        found = cls()
        for number, line in enumerate(text.split("\n")):
            try:
                said = json.loads(line) if line.strip() else {}
            except ValueError:
                continue
            if not isinstance(said, dict):
                continue
            if number == 0:
                if said.get("qual") != FORMAT:
                    return cls()
                found.project = str(said.get("project", ""))
            elif isinstance(said.get("codebook"), str):
                found.codebook = said["codebook"]
            elif "log" in said:
                found.log.append(said["log"])
            else:
                kept = {"source": found.sources, "coding": found.codings, "memo": found.memos}
                name = next(iter(said), "")  # a line about a coding names its source, too
                if name in kept and isinstance(said[name], str):
                    kept[name][said[name]] = said
        return found

    def write(self) -> str:
        """The text of the note; `read` gives the same back."""
        lines: list[Mapping[str, Any]] = [{"qual": FORMAT, "project": self.project}]
        lines += [{"codebook": self.codebook}] if self.codebook else []
        for name, kept in (("source", self.sources), ("coding", self.codings), ("memo", self.memos)):
            lines += [{name: guid, **said} for guid, said in kept.items()]
        lines += [{"log": entry} for entry in self.log]
        return _lines(lines)


def _lines(things: Iterable[Mapping[str, Any]]) -> str:
    return "\n".join(json.dumps(thing, ensure_ascii=False, sort_keys=False) for thing in things)
