"""The workbook on its way back: what the author wrote on the sheets Framework and Triangulation.

A cell counts where it differs from what was exported. What was written elsewhere meanwhile is a
conflict and stays; what does not fit is a problem and stays out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from qual.errors import InvalidRequest, NotFound, Problem, QualError, UnreadableSource
from qual.model import AuthorNote, Codebook, Purpose
from qual.study.authoring import author_notes, checked_note, note_in_words, withdraw_note, write_note
from qual.study.coders import acting_coder
from qual.study.exchange.plan import Import, Kind, Step
from qual.study.tagging import required_codebook

if TYPE_CHECKING:
    from qual.project import Project
    from qual.reading.coding_sheet import SheetRow

_SAVED = "Write the text out in the cell, then import it again."


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell of the author's: what it is about, what it says now, and what it said when exported."""

    where: str
    note: AuthorNote  # with the text that stands there now, "" for none
    was: str


@dataclass(frozen=True, slots=True)
class WrittenSheets:
    """The author's cells of a workbook, and what kept others out."""

    file: str
    cells: tuple[WrittenCell, ...]
    problems: tuple[tuple[str, str, str], ...]  # where, what, hint


def import_framework(project: Project, path: str | Path, *, apply: bool = False) -> Import:
    """What the author wrote in a workbook, and with `apply` the storing of it, as one batch.

    Reads Framework (summaries) and, where it is there, Triangulation (convergence, conclusion).
    A cell that was emptied takes its text back. Raises UnreadableSource for a file that is no
    workbook of qual, InvalidRequest when nobody is named as the coder.
    """
    acting_coder(project)
    sheets = read_written_sheets(Path(path), required_codebook(project))
    if not apply:
        return _planned(project, sheets)[0]
    with project.transaction("import framework") as batch:
        plan, cells = _planned(project, sheets)
        for note in cells:
            where = {"country": note.country, "expert": note.expert}
            if note.text:
                write_note(project, note.purpose, note.code, note.text, **where)
            else:
                withdraw_note(project, note.purpose, note.code, **where)
    plan.batch = batch if plan.steps else None
    return plan


def read_written_sheets(path: Path, codebook: Codebook) -> WrittenSheets:
    """The cells of a workbook that are the author's, as they stand. Raises UnreadableSource."""
    reader = _Reader(path, codebook)
    cells = [*reader.framework(), *reader.triangulation()]
    return WrittenSheets(path.name, tuple(cells), tuple(reader.problems))


class _Reader:
    """Reads both sheets of one file."""

    def __init__(self, path: Path, codebook: Codebook) -> None:
        self.path, self.codebook = path, codebook
        self.problems: list[tuple[str, str, str]] = []

    def framework(self) -> Iterator[WrittenCell]:
        """Summaries: the row says the expert, the column the theme."""
        from qual.export.workbook import framework
        from qual.export.workbook.authored import KEY, WAS
        from qual.export.workbook.wording import TEXTS
        from qual.reading.coding_sheet import read_coding_sheet

        themes = {theme.id: theme for theme in self.codebook.themes}
        heads = {head.casefold(): "expert" for head in TEXTS["expert"]}
        heads |= {head.casefold(): "country" for head in TEXTS["country"]} | {KEY: KEY}
        for theme in themes.values():
            for name in (*theme.name.values(), theme.id):
                folded = " ".join(name.casefold().split())
                heads.setdefault(folded, theme.id)
                heads[" ".join(f"{name} ({theme.id})".casefold().split())] = theme.id
            heads[f"{WAS}{theme.id}".casefold()] = f"{WAS}{theme.id}"
        read = read_coding_sheet(
            self.path,
            sheet=framework.NAME,
            columns=heads,
            needed=(KEY, "expert"),
            written_by="qual export xlsx",
        )
        there = [theme for theme in themes if theme in read.columns and f"{WAS}{theme}" in read.columns]
        strays = [head for head in read.ignored if not head.startswith(WAS)]
        if strays:
            what = f"columns that are not read: {', '.join(strays)}."
            self.problems.append((framework.NAME, what, "A column is known by the name of its theme."))
        for row in read.rows:
            where = f"{framework.NAME} row {row.number}"
            expert = row.cells.get(KEY, "")
            if not expert or row.cells.get("expert", "").strip() != expert.strip():
                self._problem(
                    where,
                    "is not tied to its expert: it was put in by hand, or its hidden cells were moved.",
                    "Export a new workbook, and write in the row of the expert.",
                )
                continue
            for id_ in there:
                note = AuthorNote("summary", id_, "", expert=expert)
                yield from self._cell(row, id_, f"{WAS}{id_}", note, f"{where}, {id_}")

    def triangulation(self) -> Iterator[WrittenCell]:
        """Convergence and conclusion: the row says the theme or code."""
        from qual.export.workbook import triangulation
        from qual.export.workbook.authored import KEY, WAS
        from qual.export.workbook.wording import TEXTS
        from qual.reading.coding_sheet import read_coding_sheet

        heads = {KEY: KEY}
        for name in triangulation.TO_WRITE:
            heads |= {head.casefold(): name for head in TEXTS[name]} | {f"{WAS}{name}": f"{WAS}{name}"}
        needed = (KEY, *triangulation.TO_WRITE, *(f"{WAS}{name}" for name in triangulation.TO_WRITE))
        try:
            read = read_coding_sheet(
                self.path,
                sheet=triangulation.NAME,
                columns=heads,
                needed=needed,
                written_by="qual export xlsx",
            )
        except UnreadableSource as error:
            self._problem(triangulation.NAME, f"is left out: {error.message}", error.hint)
            return
        purposes: tuple[Purpose, ...] = get_args(Purpose)
        for row in read.rows:
            where = f"{triangulation.NAME} row {row.number}"
            code = row.cells.get(KEY, "")
            if self.codebook.code(code) is None:
                if any(row.cells.get(name) for name in triangulation.TO_WRITE) or code:
                    self._problem(where, "is not tied to a theme or code of the codebook in force.", "")
                continue
            for purpose in purposes:
                if purpose in triangulation.TO_WRITE:
                    note = AuthorNote(purpose, code, "")
                    yield from self._cell(row, purpose, f"{WAS}{purpose}", note, f"{where}, {purpose}")

    def _cell(
        self, row: SheetRow, column: str, kept_in: str, note: AuthorNote, where: str
    ) -> Iterator[WrittenCell]:
        from qual.export.workbook.authored import segments_of, was, written

        kept, shown = row.cells.get(kept_in, ""), row.cells.get(column, "")
        number = segments_of(kept)
        if was(shown, number) == kept:
            return  # as it was exported
        if column in row.formulas or column in row.merged:
            what = "holds a formula" if column in row.formulas else "is merged with others"
            self._problem(where, f"{what}.", _SAVED)
            return
        yield WrittenCell(where, replace(note, text=written(shown, number)), kept)

    def _problem(self, where: str, what: str, hint: str) -> None:
        self.problems.append((where, what, hint))


def _planned(project: Project, sheets: WrittenSheets) -> tuple[Import, list[AuthorNote]]:
    """What would be done and told, and the notes to be written (or, without a text, taken back)."""
    plan = Import(problems=[Problem(*problem) for problem in sheets.problems])
    notes, taken = author_notes(project), dict[str, AuthorNote]()
    for cell in sheets.cells:
        note = cell.note
        now = notes.text(note.purpose, note.code, country=note.country, expert=note.expert)
        if now == note.text:
            plan.already += 1
        elif _changed_since(now, cell.was):
            by = next((one.coder for one in notes.notes if one.about == note.about), "") or "somebody"
            plan.conflicts.append(
                Problem(
                    cell.where,
                    f"the {note_in_words(note)} was written otherwise since the export ({by}).",
                    "What is in the project stays. Export a new workbook, and put both together there.",
                )
            )
        elif note.about in taken and taken[note.about].text != note.text:
            plan.conflicts.append(
                Problem(cell.where, f"another row says otherwise of the {note_in_words(note)}.", "Keep one.")
            )
        elif wrong := _refused(project, note):
            plan.problems.append(Problem(cell.where, wrong.message, wrong.hint))
        elif note.about not in taken:
            taken[note.about] = note
            kind: Kind = "changed" if now else "added"
            told = _shortened(note.text) if note.text else f"taken back: {_shortened(now)}"
            place = note.expert or note.purpose
            plan.steps.append(Step(kind, cell.where, told, note.code, place, project.coder))
    return plan, list(taken.values())


def _changed_since(now: str, kept: str) -> bool:
    from qual.export.workbook.authored import cell_text, segments_of, was

    number = segments_of(kept)
    return was(cell_text(now, number), number) != kept


def _refused(project: Project, note: AuthorNote) -> QualError | None:
    """Why a note cannot be written, or None. What was there can always be taken back."""
    if not note.text:
        return None
    try:
        where = {"country": note.country, "expert": note.expert}
        checked_note(project, note.purpose, note.code, note.text, **where)
    except (InvalidRequest, NotFound) as error:
        return error
    return None


def _shortened(text: str, width: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"
