"""A sheet: set up before its first row, then written row by row, so that long ones need little memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from qual.export.package import STAND_IN
from qual.export.text import clean
from qual.export.workbook.bulk import BulkRows
from qual.export.workbook.cells import CellMaker, Value, safe
from qual.export.workbook.layout import row_height

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

MOST_LINKS = 60_000  # a sheet holds 65,530; beyond that Excel drops them and complains
MOST_COLUMNS = 16_384  # of a sheet
PAPER = 200  # characters across a page of A4 that can still be read
A4 = 9
HEAT = "FDAE6B"  # legible in grey and for the colour-blind, and unlike the blue of links


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet looks before anything is written: on the screen, and on A4 paper."""

    widths: Sequence[float]  # of the columns, in characters
    freeze: str = "A2"  # the cells above and left of it stay in sight
    repeat: int = 1  # rows printed on every page
    printed: int = 0  # columns that go on paper; 0: all. They fit the width, or as few pages as can be read
    fixed: int = 0  # columns printed on every page, where one page is not wide enough
    hidden: int = 0  # so many columns at the end are not shown
    portrait: bool = False
    one_page: bool = False  # fits the height, too
    depth: int = 0  # how deep rows are grouped

    @property
    def pages_wide(self) -> int:
        """Over how many pages the columns go, so that each of them can be read."""
        width = sum(self.widths[: self.printed or len(self.widths) - self.hidden])
        return max(1, -(-int(width) // (PAPER * 2 // 3 if self.portrait else PAPER)))


@dataclass(frozen=True, slots=True)
class Area:
    """Where cells stand on a sheet, for charts that draw them: first and last row and column."""

    sheet: str
    top: int
    bottom: int
    left: int
    right: int


class Book:
    """The workbook in the making. `title` and `mark` stand at the head of every printed page."""

    def __init__(self, *, title: str, mark: str = "") -> None:
        from openpyxl import Workbook

        self.workbook: Workbook = Workbook(write_only=True)
        self.workbook.properties.creator = "qual"
        self.workbook.properties.title = clean(title)[:255]
        self.sheets: list[Sheet] = []
        self.areas: dict[str, Area] = {}  # what charts may draw, by name
        self.title = title
        self.mark = mark

    def sheet(self, name: str, page: Page) -> Sheet:
        """A new sheet behind the others."""
        sheet = Sheet(self, name, page)
        self.sheets.append(sheet)
        return sheet

    def worksheet(self, name: str) -> Any:
        """The sheet as openpyxl knows it."""
        return self.workbook[name]

    def save(self, file: BinaryIO) -> dict[str, IO[bytes]]:
        """Write all sheets as one file; the rows of long lists, by the part of the file they belong to."""
        for sheet in self.sheets:
            sheet.finish()
        self.workbook.save(file)
        return {
            f"xl/worksheets/sheet{number}.xml": sheet.bulk.file
            for number, sheet in enumerate(self.sheets, 1)
            if sheet.bulk is not None
        }

    def close(self) -> None:
        """Let go of what long lists kept beside."""
        for sheet in self.sheets:
            if sheet.bulk is not None:
                sheet.bulk.file.close()


class Sheet:
    """One sheet. `cell` makes a cell, `add` writes a row; rows are numbered from 1."""

    def __init__(self, book: Book, name: str, page: Page) -> None:
        from openpyxl.worksheet.properties import Outline, PageSetupProperties

        self.page = page
        self.rows = 0
        self.links = 0
        self.bulk: BulkRows | None = None
        sheet: Any = book.workbook.create_sheet(name)
        self._sheet = sheet
        self._make = CellMaker(sheet)
        for number, width in enumerate(page.widths, 1):
            sheet.column_dimensions[_letter(number)].width = width
            if number > len(page.widths) - page.hidden:
                sheet.column_dimensions[_letter(number)].hidden = True
        sheet.freeze_panes = page.freeze
        sheet.sheet_format.outlineLevelRow = page.depth
        sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.paperSize = A4
        sheet.page_setup.orientation = "portrait" if page.portrait else "landscape"
        sheet.page_setup.fitToWidth = page.pages_wide
        sheet.page_setup.fitToHeight = int(page.one_page)  # 0: as many pages as it takes
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top = margins.bottom = 0.75
        margins.header = margins.footer = 0.35
        if page.repeat:
            sheet.print_title_rows = f"1:{page.repeat}"
        if page.fixed and page.pages_wide > 1:
            sheet.print_title_cols = f"A:{_letter(page.fixed)}"
        sheet.oddHeader.left.text = _heading(book.title)
        sheet.oddHeader.right.text = _heading(book.mark)
        sheet.oddFooter.center.text = "&A — &P / &N"

    def cell(self, value: Value, style: str = "text", *, link: str = "", more: str = "…") -> Cell:
        """A cell of the next row; see `cells.CellMaker`. Links beyond what a sheet holds are left out."""
        self.links += bool(link)
        return self._make(value, style, link=link if self.links <= MOST_LINKS else "", more=more)

    def add(self, cells: Sequence[Cell | None] = (), *, height: float | None = None, level: int = 0) -> int:
        """Write the next row; its number. `level` groups it under the rows above."""
        self.rows += 1
        if height is not None:
            self._sheet.row_dimensions[self.rows].height = height
        if level:
            self._sheet.row_dimensions[self.rows].outlineLevel = level
        self._sheet.append(list(cells))
        self._sheet.row_dimensions.pop(self.rows, None)  # written; keeping them all would take memory
        return self.rows

    def long_list(self) -> BulkRows:
        """Where the rows of a long list go. They are the last of the sheet."""
        self.bulk = BulkRows(self.rows + 1, lru_cache(maxsize=None)(self._make.style_id))
        self._sheet.append([STAND_IN])
        return self.bulk

    def link(self, at: str, to: str) -> None:
        """Let a cell of a long list lead somewhere, as long as the sheet holds more links."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        self.links += 1
        if self.links <= MOST_LINKS:
            self._sheet._hyperlinks.append(Hyperlink(ref=at, location=to))

    def note(self, text: str, style: str = "note", *, columns: int | None = None) -> int:
        """Write a sentence over the whole width of the sheet, as high as it needs; the row's number."""
        columns = columns or len(self.page.widths)
        self.add([self.cell(text, style)], height=row_height([(text, sum(self.page.widths[:columns]))]))
        if columns > 1:
            self._sheet.merged_cells.add(f"A{self.rows}:{_letter(columns)}{self.rows}")
        return self.rows

    def heat(self, rows: tuple[int, int], columns: tuple[int, int], *, most: float | None = None) -> None:
        """Colour numbers from white at 0 to full at `most`, or at the largest of them."""
        from openpyxl.formatting.rule import ColorScaleRule

        rule = ColorScaleRule(  # type: ignore[no-untyped-call]
            start_type="num",
            start_value=0,
            start_color="FFFFFF",
            end_type="max" if most is None else "num",
            end_value=most,
            end_color=HEAT,
        )
        first, last = (_letter(column) for column in columns)
        self._sheet.conditional_formatting.add(f"{first}{rows[0]}:{last}{rows[1]}", rule)

    def chart(self, chart: Any, at: str) -> None:
        """Put a chart of openpyxl on the sheet, its upper left corner at a cell."""
        self._sheet.add_chart(chart, at)

    def offer(
        self, column: int, rows: tuple[int, int], choices: Sequence[str], wrong: tuple[str, str]
    ) -> None:
        """Let the cells of a column take one of some words only. `wrong` is a title and what to do."""
        from openpyxl.worksheet.datavalidation import DataValidation

        title, text = wrong
        self._sheet.data_validations.append(
            DataValidation(
                type="list",
                formula1=f'"{",".join(choices)}"',
                sqref=f"{_letter(column)}{rows[0]}:{_letter(column)}{rows[1]}",
                allow_blank=True,
                showErrorMessage=True,
                errorStyle="stop",
                errorTitle=title,
                error=text,
            )
        )

    def finish(self) -> None:
        """Say which cells are printed, now that the last row is known."""
        if self.bulk is not None:
            self.rows = self.bulk.next - 1
        if self.page.printed:
            self._sheet.print_area = f"A1:{_letter(self.page.printed)}{max(1, self.rows)}"

    def table(self, name: str, heads: Sequence[str]) -> None:
        """Make everything written so far a real table, so that filters and pivots know its columns."""
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

        last = self.rows if self.bulk is None else self.bulk.next - 1
        area = f"A1:{_letter(len(heads))}{max(2, last)}"  # a table without a row is not allowed
        self._sheet.tables.add(  # `add_table` warns of columns that are given here
            Table(
                displayName=name,
                ref=area,
                tableColumns=[TableColumn(id=n, name=safe(head)) for n, head in enumerate(heads, 1)],
                autoFilter=AutoFilter(ref=area),
                tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
            )
        )


def place(sheet: str, row: int, column: int = 1) -> str:
    """Where a link goes: `'Quotes'!A5`."""
    return f"'{sheet}'!{_letter(column)}{row}"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _heading(text: str) -> str:
    """Text for the head of a page, where & begins a command."""
    return " ".join(clean(text).split())[:100].replace("&", "&&")
