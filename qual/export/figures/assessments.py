"""Assessments by country: a dot an expert, a bar the mean of a country's experts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qual.export.figures.page import BLUE, GRID, ORANGE, caption, lines, looks, new_figure
from qual.export.figures.wording import Wording
from qual.model import EMPTY, NOT_GIVEN

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def draw_assessments(
    experts: pd.DataFrame,
    *,
    language: str = "en",
    cases: Mapping[str, str] = EMPTY,
    title: str = "",
    note: str = "",
) -> Figure:
    """From a row an expert (`country`, `expert`, `mean`): the spread of opinion in each country."""
    say = Wording(language)
    countries = sorted(experts["country"].unique(), key=lambda country: (country == NOT_GIVEN, country))
    with looks():
        figure = new_figure(7.0, 1.9 + 0.45 * max(1, len(countries)))
        axes = figure.subplots()
        axes.axvline(0, color=GRID, linewidth=1)
        ticks = []
        for y, country in enumerate(countries):
            means = sorted(experts.loc[experts["country"] == country, "mean"].astype(float))
            axes.plot(means, _apart(means, y), "o", color=BLUE, markersize=6, alpha=0.9)
            centre = sum(means) / len(means)
            axes.plot([centre, centre], [y - 0.32, y + 0.32], color=ORANGE, linewidth=3)
            name = say(NOT_GIVEN) if country == NOT_GIVEN else cases.get(country, country)
            ticks.append(lines(say("n experts", case=name, n=len(means)), 26))
        axes.set_xlim(-2.15, 2.15)
        axes.set_ylim(len(countries) - 0.45, -0.55)
        axes.set_xticks([-2, -1, 0, 1, 2], ["−2", "−1", "0", "+1", "+2"])
        axes.set_yticks(range(len(countries)), ticks)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(say("assessments x"), fontsize=8)
        caption(figure, title or say("assessments"), [say("assessments note"), note])
    return figure


def _apart(values: list[float], y: int) -> list[float]:
    """Heights at which equal values do not hide one another."""
    seen: dict[float, int] = {}
    heights = []
    for value in values:
        number = seen.get(round(value, 2), 0)
        seen[round(value, 2)] = number + 1
        heights.append(y + 0.13 * ((number + 1) // 2) * (-1 if number % 2 else 1))
    return heights
