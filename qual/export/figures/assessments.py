"""Assessments by country: a dot an expert, a bar the mean of a country's experts; a panel for each code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qual.export.figures.page import BLUE, GREY, GRID, ORANGE, caption, lines, looks, new_figure
from qual.export.figures.wording import Wording
from qual.model import EMPTY, NOT_GIVEN

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def draw_assessments(
    experts: pd.DataFrame,
    *,
    language: str = "en",
    names: Mapping[str, str] = EMPTY,
    cases: Mapping[str, str] = EMPTY,
    note: str = "",
) -> Figure:
    """From a row an expert and code (`code`, `country`, `expert`, `mean`): the spread in each country.

    Codes stand one below the other in the order of the frame. `names` are of codes, `cases` of countries.
    """
    say = Wording(language)
    codes = list(dict.fromkeys(experts["code"]))
    panels = {
        code: (own, sorted(own["country"].unique(), key=lambda case: (case == NOT_GIVEN, case)))
        for code in codes
        for own in [experts[experts["code"] == code]]
    }
    heights = [0.35 + 0.42 * len(countries) for _, countries in panels.values()]
    with looks():
        figure = new_figure(7.0, 1.7 + sum(heights) + 0.25 * len(heights))
        drawn = figure.subplots(len(panels) or 1, sharex=True, squeeze=False, height_ratios=heights or None)
        for axes, (code, (own, countries)) in zip(drawn[:, 0], panels.items(), strict=False):
            _panel(axes, own, countries, say, cases)
            axes.set_title(lines(names.get(code, code), 70), fontsize=9, loc="left", color=GREY)
        last = drawn[-1, 0]
        last.set_xlim(-2.15, 2.15)
        last.set_xticks([-2, -1, 0, 1, 2], ["−2", "−1", "0", "+1", "+2"])
        last.set_xlabel(say("assessments x"), fontsize=8)
        caption(figure, say("assessments"), [say("assessments note"), note])
    return figure


def _panel(
    axes: Any, experts: pd.DataFrame, countries: list[str], say: Wording, cases: Mapping[str, str]
) -> None:
    axes.axvline(0, color=GRID, linewidth=1, zorder=0)
    ticks = []
    for y, country in enumerate(countries):
        means = sorted(experts.loc[experts["country"] == country, "mean"].astype(float))
        centre = sum(means) / len(means)
        axes.plot([centre, centre], [y - 0.32, y + 0.32], color=ORANGE, linewidth=3, zorder=1)
        axes.plot(means, _apart(means, y), "o", color=BLUE, markersize=6, markeredgecolor="white", zorder=2)
        name = say(NOT_GIVEN) if country == NOT_GIVEN else cases.get(country, country)
        ticks.append(lines(say("n experts", case=name, n=len(means)), 26))
    axes.set_ylim(len(countries) - 0.45, -0.55)
    axes.set_yticks(range(len(countries)), ticks)
    axes.tick_params(axis="y", length=0)


def _apart(values: list[float], y: int) -> list[float]:
    """Heights at which equal values do not hide one another."""
    seen: dict[float, int] = {}
    heights = []
    for value in values:
        number = seen.get(round(value, 2), 0)
        seen[round(value, 2)] = number + 1
        heights.append(y + 0.13 * ((number + 1) // 2) * (-1 if number % 2 else 1))
    return heights
