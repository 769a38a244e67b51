"""What a table rests on: how many codings, how many of them nobody reviewed, which layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qual.model import AGREED, ALL, Selection
from qual.study.opening import settings_of
from qual.study.results import counting_frame

if TYPE_CHECKING:
    from qual.project import Project

INVENTED = "These interviews are invented for demonstration."


@dataclass(frozen=True)
class Basis:
    """The codings behind a table; `waiting` counts the sources that nobody has looked at."""

    codings: int
    unreviewed: int
    waiting: int
    layer: str
    invented: str  # the line that stands above every table of invented interviews, else ""

    def to_json(self) -> dict[str, Any]:
        """What JSON says of it, beside the numbers."""
        return {
            "codings": self.codings,
            "unreviewed": self.unreviewed,
            "waiting": self.waiting,
            "layer": self.layer,
            "invented": bool(self.invented),
        }

    def lines(self) -> list[str]:
        """The sentences that stand below a table."""
        lines = basis_lines(self.codings, self.unreviewed, self.layer)
        if self.waiting:
            there = "1 source is" if self.waiting == 1 else f"{self.waiting} sources are"
            lines.append(f"{there} not coded yet and in no base: that is not the same as silence.")
        return lines


def basis(
    project: Project, selection: Selection | None = None, *, layer: str = ALL, reviewed: bool = False
) -> Basis:
    """What a table of these codings rests on. Interviews only, unless the selection names a kind."""
    from qual.analysis.tidy import context_of, counted

    frame = counting_frame(project, selection, layer=layer)
    kinds = selection.kind if selection and selection.kind else ("interview",)
    sources = [row for row in context_of(frame).sources if row.kind in kinds]
    frame = counted(frame, reviewed=reviewed)
    frame = frame[frame["source"].isin([row.id for row in sources])]
    invented = any(row.attributes.get("invented") == "true" for row in sources)
    return Basis(
        len(frame),
        int((frame["status"] == "suggested").sum()),
        sum(not row.tagged for row in sources),
        layer,
        (settings_of(project).note or INVENTED) if invented else "",
    )


def basis_lines(codings: int, unreviewed: int, layer: str = ALL) -> list[str]:
    """Which layer was counted, how many codings, and how many of them nobody has reviewed yet."""
    lines = []
    if layer == AGREED:
        lines.append("Layer agreed: what all who read a source coded alike, and what was adjudicated.")
    elif layer != ALL:
        lines.append(f"Layer {layer}: what {layer} coded, and the suggestions {layer} accepted.")
    lines.append(
        f"{codings} codings; {unreviewed} of them are suggestions that nobody has reviewed yet."
        if unreviewed
        else f"{codings} codings, all of them reviewed."
    )
    return lines
