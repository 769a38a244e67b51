"""Charts: native ones, which Excel draws from the cells of other sheets and lets one change."""

from __future__ import annotations

from typing import Any

from qual.export.workbook import country_theme, saturation
from qual.export.workbook.results import Results
from qual.export.workbook.sheet import Area, Book, Page, Sheet

NAME = "Charts"
COLOURS = ("0072B2", "E69F00", "009E73", "CC79A7", "56B4E9", "D55E00", "F0E442", "000000")
"""Okabe & Ito's: told apart by the colour-blind, and different in grey."""

MOST_THEMES = 40  # bars that can be told apart
CENTIMETRES = 22.0
ROW = 0.53  # centimetres, of a row of the usual height


def write_charts(book: Book, results: Results) -> None:
    """Write the sheet: experts per theme, shares by country, and the curve of saturation."""
    say = results.say
    sheet = book.sheet(NAME, Page([10.0] * 12, freeze="A1", repeat=0, portrait=True, one_page=True))
    sheet.note(say("note charts"), columns=12)
    themes = book.areas.get(f"{country_theme.NAME} experts")
    shares = book.areas.get(f"{country_theme.NAME} share")
    curve = book.areas.get(saturation.NAME)
    drawn = 0
    if themes and results.interviews.base_total:
        drawn = _place(sheet, _bars(book, themes, say("chart experts"), only_last=True), drawn)
    if shares and results.interviews.base_total:
        drawn = _place(sheet, _bars(book, shares, say("chart shares"), only_last=False), drawn)
    if curve and curve.bottom > curve.top + 1:
        names = (say("chart saturation"), say("interviews"), say("codes"))
        drawn = _place(sheet, _curve(book, curve, *names), drawn)
    if not drawn:
        sheet.note(say("note no charts"), columns=12)


def _bars(book: Book, area: Area, title: str, *, only_last: bool) -> Any:
    """Themes as horizontal bars, top to bottom as on the sheet: all experts, or a bar a country."""
    from openpyxl.chart import BarChart, Reference

    ws = book.worksheet(area.sheet)
    bottom = min(area.bottom, area.top + MOST_THEMES - 1)
    first, last = (area.right, area.right) if only_last else (area.left + 1, area.right - 1)
    chart: Any = BarChart()
    chart.type, chart.title = "bar", title
    chart.gapWidth = 60 if only_last else 50
    for column in range(first, last + 1):
        values = Reference(ws, min_col=column, min_row=area.top, max_row=bottom)
        chart.append(_series(values, Reference(ws, min_col=column, min_row=1), COLOURS[(column - first) % 8]))
    chart.set_categories(Reference(ws, min_col=area.left, min_row=area.top, max_row=bottom))
    chart.x_axis.scaling.orientation = "maxMin"  # else the first theme stands at the bottom
    chart.y_axis.scaling.min = 0
    chart.y_axis.crosses = "max"
    if not only_last:
        chart.y_axis.scaling.max = 1
    chart.y_axis.number_format = "0" if only_last else "0%"
    if only_last:
        chart.legend = None
        chart.y_axis.majorUnit = None
    else:
        chart.legend.position = "b"
    bars = (bottom - area.top + 1) * (1 if only_last else max(1, last - first + 1))
    chart.width, chart.height = CENTIMETRES, min(60.0, 4.0 + bars * (0.75 if only_last else 0.36))
    return _with_axes(chart)


def _curve(book: Book, area: Area, title: str, across: str, up: str) -> Any:
    """The codes found so far, in the real order and over permuted ones."""
    from openpyxl.chart import LineChart, Reference

    ws = book.worksheet(area.sheet)
    chart: Any = LineChart()
    chart.title = title
    looks = ((5, COLOURS[0], None), (6, "A6A6A6", "dash"), (7, "7F7F7F", None), (8, "A6A6A6", "dash"))
    for column, colour, dash in looks:
        values = Reference(ws, min_col=column, min_row=area.top + 1, max_row=area.bottom)
        series = _series(values, Reference(ws, min_col=column, min_row=area.top), colour, line=True)
        series.graphicalProperties.line.dashStyle = dash
        series.smooth = False
        chart.append(series)
    chart.set_categories(Reference(ws, min_col=1, min_row=area.top + 1, max_row=area.bottom))
    chart.x_axis.title, chart.y_axis.title = across, up
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.legend.position = "b"
    chart.width, chart.height = CENTIMETRES, 11.0
    return _with_axes(chart)


def _series(values: Any, name: Any, colour: str, *, line: bool = False) -> Any:
    from openpyxl.chart import Series
    from openpyxl.chart.data_source import StrRef
    from openpyxl.chart.series import SeriesLabel

    series: Any = Series(values)
    series.tx = SeriesLabel(strRef=StrRef(str(name)))
    if line:
        series.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.width = 22_000  # about 1.7 points
        series.marker.symbol = "none"
    else:
        series.graphicalProperties.solidFill = colour
    return series


def _with_axes(chart: Any) -> Any:
    """Axes are there unless said otherwise, whatever the program that opens the file thinks."""
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.title.overlay = False
    return chart


def _place(sheet: Sheet, chart: Any, drawn: int) -> int:
    """Put a chart below those drawn so far, which take so many rows; how many they take now."""
    sheet.chart(chart, f"A{3 + drawn}")
    return drawn + int(chart.height / ROW) + 2
