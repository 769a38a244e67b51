"""Country × theme as a heat map: k of n in each cell, the shade their share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qual.analysis.matrix import Matrix
from qual.export.figures.page import GREY, GRID, INK, caption, lines, looks, new_figure
from qual.export.figures.wording import Wording
from qual.model import EMPTY, NOT_GIVEN

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from qual.analysis.disclosure import Published

HIDDEN = "•"
DARK_FROM = 0.72  # of the scale: darker cells have white letters


def draw_country_theme(
    matrix: Matrix,
    *,
    language: str = "en",
    names: Mapping[str, str] = EMPTY,
    cases: Mapping[str, str] = EMPTY,
    small_base: int = 3,
    published: Published | None = None,
    note: str = "",
) -> Figure:
    """The heat map of a matrix in the measure `experts`. `names` are of themes, `cases` of countries.

    Of a `published` matrix the hidden numbers are dots, without a shade.
    """
    import pandas as pd

    say = Wording(language)
    columns = [str(column) for column in matrix.cells.columns]
    rows: list[tuple[str, Any, int]] = []
    for case in matrix.cells.index:
        n = int(matrix.base[case])
        star = "*" if 0 < n < small_base and matrix.kind == "interview" else ""
        called = say(NOT_GIVEN) if case == NOT_GIVEN else cases.get(case, case)
        rows.append((called + star, matrix.cells.loc[case], n))
    rows.append((say("all"), matrix.total, matrix.base_total))
    hidden = [[False] * len(columns) for _ in rows]
    if published is not None:
        hidden = [*published.hidden.to_numpy().tolist(), published.total.isna().tolist()]

    with looks():
        figure = new_figure(1.9 + 0.95 * max(3, len(columns)), 1.9 + 0.42 * len(rows))
        axes = figure.subplots()
        axes.set_xlim(0, max(1, len(columns)))
        axes.set_ylim(len(rows) + 0.15, 0)
        for y, (_, numbers, n) in enumerate(rows):
            top = y + (0.15 if y == len(rows) - 1 else 0)
            for x, column in enumerate(columns):
                mark = HIDDEN if hidden[y][x] else "–" if pd.isna(numbers[column]) else ""
                _cell(axes, x, top, numbers[column], n, say, mark=mark)
        axes.set_xticks(
            [x + 0.5 for x in range(len(columns))],
            [lines(names.get(c, matrix.names.get(c, c)), 13) for c in columns],
            fontsize=8,
        )
        axes.set_yticks(
            [y + (0.65 if y == len(rows) - 1 else 0.5) for y in range(len(rows))],
            [lines(name, 24) for name, _, _ in rows],
        )
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        small = any(name.endswith("*") for name, _, _ in rows[:-1])
        waiting = bool(matrix.cells.isna().any().any()) if len(columns) else False
        caption(
            figure,
            say("country-theme"),
            [
                say("shade"),
                " ".join([say("small", n=small_base)] * small + [say("dash")] * waiting),
                say("hidden", n=published.least) if published else "",
                say("unreviewed", codings=matrix.codings, unreviewed=matrix.unreviewed),
                note,
            ],
        )
    return figure


def shade(share: float) -> tuple[float, float, float]:
    """From white to dark blue, ever darker in grey as well."""
    ends = ((0.97, 0.97, 0.95), (0.55, 0.71, 0.84), (0.08, 0.22, 0.40))
    share = min(1.0, max(0.0, share))
    first, last = (ends[0], ends[1]) if share < 0.5 else (ends[1], ends[2])
    part = share * 2 if share < 0.5 else share * 2 - 1
    red, green, blue = (a + (b - a) * part for a, b in zip(first, last, strict=True))
    return red, green, blue


def _cell(axes: Any, x: int, y: float, value: Any, n: int, say: Wording, *, mark: str) -> None:
    from matplotlib.patches import Rectangle

    share = 0.0 if mark or not n else int(value) / n
    look: dict[str, Any] = {"facecolor": shade(share), "edgecolor": "white", "linewidth": 2}
    if mark:
        look = {"facecolor": "white", "hatch": "///", "edgecolor": GRID}
    axes.add_patch(Rectangle((x, y), 1, 1, **look))
    text = mark or say("k of n", k=int(value), n=n)
    colour = GREY if mark else "white" if share > DARK_FROM else INK
    axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", color=colour, fontsize=9)
