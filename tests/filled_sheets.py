"""Coding sheets as people send them back: opened, filled in, damaged, saved."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

CODEBOOK = "codebooks/invented.yaml"


def with_assessment(folder: Path) -> None:
    """Let the code exit of the invented study take an assessment."""
    path = folder / CODEBOOK
    text = path.read_text(encoding="utf-8")
    told = "      - id: exit\n"
    path.write_text(text.replace(told, f"{told}        assessment: true\n"), encoding="utf-8")


def rows_of(path: Path) -> list[dict[str, object]]:
    """Every row as a mapping from headings to values, with its number under "row"."""
    sheet = load_workbook(path)["Coding"]
    head, *rows = sheet.iter_rows(values_only=True)
    return [{**dict(zip(head, row, strict=True)), "row": n} for n, row in enumerate(rows, start=2)]


def row_of(path: Path, code: str, source: str, *, column: str = "code") -> int:
    """The number of the row with a code in a source."""
    return next(row["row"] for row in rows_of(path) if (row[column], row["source"]) == (code, source))


class Edited:
    """A sheet somebody works in: `with Edited(path) as sheet: sheet[3, "status"] = "accepted"`."""

    def __init__(self, path: Path, saved: Path | None = None) -> None:
        self.path, self.saved = path, saved or path

    def __enter__(self) -> Edited:
        self.book = load_workbook(self.path)
        self.sheet = self.book["Coding"]
        self.columns = {cell.value: cell.column for cell in self.sheet[1]}
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        if kind is None:
            self.book.save(self.saved)

    def __setitem__(self, place: tuple[int, str], value: object) -> None:
        row, head = place
        self.sheet.cell(row, self.columns[head]).value = value

    def __getitem__(self, place: tuple[int, str]) -> object:
        row, head = place
        return self.sheet.cell(row, self.columns[head]).value

    def delete_column(self, head: str) -> None:
        self.sheet.delete_cols(self.columns[head])
        self.columns = {cell.value: cell.column for cell in self.sheet[1]}

    def copy_row(self, row: int) -> int:
        """Put a copy of a row at the end; its number."""
        values = [cell.value for cell in self.sheet[row]]
        self.sheet.append(values)
        return self.sheet.max_row
