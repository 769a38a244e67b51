"""Quotations as a researcher wants them: chosen, with their context, ready to be copied."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.model import ALL, NOT_GIVEN, Codebook, Selection, Source
from qual.study.opening import settings_of
from qual.study.pins import pinned
from qual.study.places import sentences_of
from qual.study.reporting import quotes
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    import pandas as pd

    from qual.project import Project


def quote_table(
    project: Project,
    chosen: Selection | None = None,
    *,
    layer: str = ALL,
    reviewed: bool = False,
    pick: int = 0,
    context: int = 0,
) -> pd.DataFrame:
    """One row a quotation, in reading order: who, where, the words, the citation, every attribute.

    `theme` and `label` are names in the language of the study, `level_1`, `level_2` … the names on
    the way from the theme down to the code, as many as the codebook is deep. With `pick` at most so
    many of each theme, balanced over countries and experts, pinned ones first (see
    `analysis.picking`). With `context` so many sentences `before` and `after`. `citation` is what
    stands behind a quotation in a text.
    """
    from qual.analysis.picking import pick_quotes
    from qual.export.quotation import citation

    if pick < 0 or context < 0:
        raise InvalidRequest("A number of quotations or sentences is not negative.", hint="Write --pick 3.")
    language = settings_of(project).language
    pins = set(pinned(project))
    frame = quotes(project, chosen or Selection(), layer=layer, reviewed=reviewed)
    if pick:
        frame = pick_quotes(frame, pick, pinned=pins)
    codebook = codebook_in_force(project)
    labels, paths = _names(codebook, language)
    own = (
        "id",
        "source",
        "kind",
        "country",
        "expert",
        "language",
        "turn",
        "code",
        "status",
        "coder",
        "words",
    )
    rows: dict[str, list[Any]] = {name: frame[name].tolist() for name in own}
    records = frame[["id", "source", "kind", "expert", "turn"]].to_dict("records")
    depth = max((len(path) for path in paths.values()), default=1)
    table: dict[str, list[Any]] = {
        "theme": [labels.get(theme, theme) for theme in frame["theme"]],
        "label": [labels.get(code, code) for code in rows["code"]],
        "country": rows["country"],
        "expert": [
            expert if kind == "interview" or expert != NOT_GIVEN else ""
            for expert, kind in zip(rows["expert"], rows["kind"], strict=True)
        ],
        "source": rows["source"],
        "turn": rows["turn"],
    }
    around = _contexts(project, frame, context) if context else []
    if context:
        table["before"] = [before for before, _ in around]
    table["quote"] = frame["quote"].tolist()
    if context:
        table["after"] = [after for _, after in around]
    table["citation"] = [citation(record, language) for record in records]
    for level in range(depth):
        table[f"level_{level + 1}"] = [
            (*paths.get(code, (code,)), *[""] * depth)[level] for code in rows["code"]
        ]
    table |= {name: rows[name] for name in ("code", "kind", "status", "coder", "words")}
    table["assessment"] = frame["assessment"].tolist()
    table["pinned"] = ["yes" if id_ in pins else "" for id_ in rows["id"]]
    table["language"] = rows["language"]
    attributes = list(frame.columns[list(frame.columns).index("evidence") + 1 :])
    table |= {
        name: ["" if v == NOT_GIVEN else v for v in frame[name]] for name in attributes if name not in table
    }
    table["id"] = rows["id"]
    return _as_frame(table, frame)


def export_quotes(project: Project, path: str | Path, table: pd.DataFrame) -> Path:
    """Write a table of quotations as .csv, .xlsx or .md; the path. Raises InvalidRequest, UnwritableFile."""
    from qual.export.quotation import write_quotes

    settings = settings_of(project)
    return write_quotes(path, table, title=settings.title, language=settings.language)


def _as_frame(table: dict[str, list[Any]], frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    made = pd.DataFrame(table)
    made["assessment"] = pd.array(table["assessment"], dtype="Int64")
    made.attrs = dict(frame.attrs)
    return made


def _names(codebook: Codebook | None, language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The name of each code, and the names on the way down to it."""
    labels = {code.id: code.label(language) for code in codebook.codes} if codebook else {}
    paths: dict[str, tuple[str, ...]] = {}

    def walk(code: Any, above: tuple[str, ...]) -> None:
        paths[code.id] = (*above, labels[code.id])
        for below in code.codes:
            walk(below, paths[code.id])

    for theme in codebook.themes if codebook else ():
        walk(theme, ())
    return labels, paths


# --- context -------------------------------------------------------------------------------------


def _contexts(project: Project, frame: pd.DataFrame, number: int) -> list[tuple[str, str]]:
    wanted = set(frame["source"])
    surroundings = {s.id: _Surroundings(s) for s in project.sources.all() if s.id in wanted}
    places = zip(frame["source"], frame["start"], frame["end"], strict=True)
    return [surroundings[source].around(start, end, number) for source, start, end in places]


class _Surroundings:
    """The sentences of a source, and which turn each belongs to."""

    def __init__(self, source: Source) -> None:
        by_turn = sentences_of(source)
        self._text = source.text
        self._turns = [turn for turn in source.turns for _ in by_turn[turn.number]]
        self._sentences = [stretch for turn in source.turns for stretch in by_turn[turn.number]]
        self._starts = [start for start, _ in self._sentences]
        self._ends = [end for _, end in self._sentences]

    def around(self, start: int, end: int, number: int) -> tuple[str, str]:
        """So many sentences before and after; what another speaker says begins with their label."""
        first = bisect_right(self._ends, start)
        behind = bisect_left(self._starts, end)
        own = self._turns[first].number if first < len(self._turns) else 0
        cut_off = self._text[self._starts[first] : start] if first < len(self._starts) else ""
        tail = self._text[end : self._ends[behind - 1]] if 0 < behind <= len(self._ends) else ""
        before = self._told(range(max(0, first - number), first), own)
        after = self._told(range(behind, min(len(self._sentences), behind + number)), own)
        return _joined(before, cut_off), _joined(tail, after)

    def _told(self, which: range, own: int) -> str:
        parts, turn = [], own
        for place in which:
            a, b = self._sentences[place]
            there = self._turns[place]
            if there.number != turn and there.speaker:
                parts.append(f"{there.speaker}:")
            turn = there.number
            parts.append(self._text[a:b])
        return _joined(*parts)


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
