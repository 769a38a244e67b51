"""The saturation curve: codes so far, in the order of the interviews and over permuted orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qual.export.figures.page import BLUE, GREY, INK, ORANGE, PALE, caption, lines, looks, new_figure
from qual.export.figures.wording import Wording

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


MOST_LABELS = 40


def draw_saturation(curve: pd.DataFrame, *, language: str = "en", note: str = "") -> Figure:
    """A row an interview: `label`, `cumulative`, `new`, and of permuted orders `low`, `middle`, `high`."""
    say = Wording(language)
    with looks():
        figure = new_figure(7.2, 4.2)
        axes = figure.subplots()
        at = list(range(1, len(curve) + 1))
        axes.fill_between(
            at, curve["low"], curve["high"], color=PALE, alpha=0.6, label=say("band"), linewidth=0
        )
        axes.plot(at, curve["middle"], color=GREY, linestyle="--", label=say("middle"))
        axes.plot(at, curve["cumulative"], color=BLUE, marker="o", markersize=4, label=say("observed"))
        axes.bar(at, curve["new"], color=ORANGE, width=0.5, alpha=0.85, hatch="///", edgecolor="white")
        box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.6}
        every = -(-len(at) // MOST_LABELS)  # of many interviews only some are named
        for x, new in zip(at, curve["new"], strict=True) if every <= 1 else ():
            axes.text(
                x, float(new) + 0.3, f"+{int(new)}", ha="center", va="bottom", fontsize=7, color=INK, bbox=box
            )
        axes.set_xticks(
            at[:: every or 1],
            [lines(str(label), 8) for label in curve["label"]][:: every or 1],
            rotation=45,
            ha="right",
            fontsize=7,
        )
        axes.set_ylim(0)
        axes.set_xlabel(say("saturation x"))
        axes.set_ylabel(say("saturation y"))
        axes.legend(frameon=False, loc="center right", fontsize=8)
        caption(figure, say("saturation"), [note])
    return figure
