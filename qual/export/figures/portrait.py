"""The code portrait of an interview: where in it each theme is spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qual.export.figures.page import BLUE, GREY, GRID, ORANGE, caption, lines, looks, new_figure
from qual.export.figures.wording import Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of an interview, in words from its beginning. `status` is accepted or suggested."""

    row: str
    start: int
    words: int
    status: str = "accepted"


def draw_portrait(
    source: str,
    rows: Sequence[str],
    stretches: Sequence[Stretch],
    questions: Sequence[tuple[int, int]],
    words: int,
    *,
    language: str = "en",
    note: str = "",
) -> Figure:
    """A row a theme, with a bar where it is spoken of. `questions` are (start, words) of other speakers."""
    from matplotlib.patches import Patch

    say = Wording(language)
    place = {row: number for number, row in enumerate(rows)}
    with looks():
        figure = new_figure(8.0, 1.9 + 0.38 * max(1, len(rows)))
        axes = figure.subplots()
        axes.set_xlim(0, max(1, words))
        axes.set_ylim(len(rows) - 0.4, -0.9)
        for start, length in questions:
            axes.axvspan(start, start + max(length, 1), color=GRID, alpha=0.7, linewidth=0)
        for row in range(len(rows)):
            axes.axhline(row, color=GRID, linewidth=0.6, zorder=1)
        for stretch in sorted(stretches, key=lambda s: (s.status == "accepted", s.row, s.start)):
            accepted = stretch.status == "accepted"
            axes.barh(
                place[stretch.row],
                max(stretch.words, words / 400),
                left=stretch.start,
                height=0.62,
                color=BLUE if accepted else ORANGE,
                zorder=3,
                linewidth=0,
            )
        axes.set_yticks(range(len(rows)), [lines(row, 28) for row in rows], fontsize=8)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(say("portrait x"), color=GREY, fontsize=8)
        there = {stretch.status for stretch in stretches}
        shown = [Patch(color=BLUE, label=say("accepted"))] if "accepted" in there else []
        shown += [Patch(color=ORANGE, label=say("suggested"))] if there - {"accepted"} else []
        shown += [Patch(color=GRID, label=say("question"))] if questions else []
        if shown:
            axes.legend(
                handles=shown, frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=3, fontsize=7.5
            )
        caption(figure, say("portrait", source=source), [note])
    return figure
