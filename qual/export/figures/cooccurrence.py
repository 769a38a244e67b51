"""Which themes or codes stand on the same stretch of text, as a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qual.export.figures.heatmap import DARK_FROM, shade
from qual.export.figures.page import INK, caption, lines, looks, new_figure
from qual.export.figures.wording import Wording
from qual.model import EMPTY

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def draw_cooccurrence(
    counts: pd.DataFrame,
    strength: pd.DataFrame,
    *,
    unit: str,
    language: str = "en",
    names: Mapping[str, str] = EMPTY,
    note: str = "",
) -> Figure:
    """The lower triangle of a square table of `counts`, shaded by `strength` from 0 to its largest.

    A pair whose strength is missing stays empty: a code and what is below it, for instance.
    """
    from matplotlib.patches import Rectangle

    say = Wording(language)
    things = [str(thing) for thing in counts.columns]
    pairs = [(a, b) for b in range(len(things)) for a in range(b)]
    values = {(a, b): float(strength.to_numpy()[b, a]) for a, b in pairs}
    most = max((value for value in values.values() if value == value), default=0.0) or 1.0
    size = 0.75 if len(things) <= 12 else 0.42
    with looks():
        figure = new_figure(3.2 + size * len(things), 2.1 + size * 0.62 * len(things))
        axes = figure.subplots()
        axes.set_xlim(0, max(1, len(things) - 1))
        axes.set_ylim(max(1, len(things)), 1 if len(things) > 1 else 0)
        for (a, b), value in values.items():
            if value != value:
                continue
            share = value / most
            axes.add_patch(Rectangle((a, b), 1, 1, facecolor=shade(share), edgecolor="white", linewidth=1.5))
            colour = "white" if share > DARK_FROM else INK
            axes.text(
                a + 0.5,
                b + 0.5,
                str(int(counts.to_numpy()[b, a])),
                ha="center",
                va="center",
                color=colour,
                fontsize=9 if len(things) <= 12 else 6,
            )
        labels = [names.get(thing, thing) for thing in things]
        axes.set_yticks(
            [y + 0.5 for y in range(1, len(things))], [lines(t, 30) for t in labels[1:]], fontsize=8
        )
        axes.set_xticks(
            [x + 0.5 for x in range(len(things) - 1)],
            [lines(label, 22) for label in labels[:-1]],
            rotation=40,
            ha="right",
            rotation_mode="anchor",
            fontsize=8,
        )
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        caption(figure, say("cooccurrence"), [say("cooccurrence note", unit=unit), note])
    return figure
