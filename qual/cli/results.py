"""Chapter Results: matrix, quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import RESULTS
from qual.cli.options import HERE, AsJson, AsReader, InProject, Layer, Reviewed, with_filters
from qual.cli.screen import plural, print_json, print_table, tell_blind

if TYPE_CHECKING:
    from qual.analysis.matrix import Matrix
    from qual.model import Settings


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (matrix, quotes):
        app.command(rich_help_panel=RESULTS)(command)


@with_filters
def matrix(
    project: InProject = HERE,
    rows: Annotated[str, typer.Option(help="Any attribute: country, expert, expert_group …")] = "country",
    columns: Annotated[str, typer.Option(help="theme or code.")] = "theme",
    measure: Annotated[
        str, typer.Option(help="experts, share (of experts), sources, segments, words (share) or matches.")
    ] = "experts",
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Count experts (or another measure) by country and theme, always with the base.

    Interviews only, unless --kind names another kind of source.
    """
    from qual import study

    choices = {"rows": rows, "columns": columns, "measure": measure, "reviewed": reviewed}
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        found = study.matrix(opened, filters, layer=layer, **choices)
        settings = study.settings_of(opened)
    if as_json:
        print_json(found.to_json() | {"layer": layer})
    else:
        print_matrix(found, settings, layer=layer)


@with_filters
def quotes(
    project: InProject = HERE,
    layer: Layer = "all",
    reviewed: Reviewed = False,
    most: Annotated[int, typer.Option("--most", "-n", help="How many to print; 0 for all.")] = 0,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Print the coded passages: theme, country, expert, turn."""
    from qual import study
    from qual.analysis.quotes import quote_records

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        frame = study.quotes(opened, study.selection(opened, filters), layer=layer, reviewed=reviewed)
    found = frame if not most else frame.head(most)
    if as_json:
        print_json(quote_records(found))
        return
    heading = ""
    for row in quote_records(found):
        if row["theme"] != heading:
            heading = row["theme"]
            typer.echo(f"\n{heading}\n{'=' * len(heading)}")
        who = row["expert"] if row["kind"] == "interview" else row["source"]
        typer.echo(f"\n{row['country']} · {who} · turn {row['turn']} · {row['code']} · {row['status']}")
        typer.echo(f"  {' '.join(row['quote'].split())}")
        typer.echo(f"  {row['id'][:8]}")
    shown = f"{len(found)} of {len(frame)}" if len(found) < len(frame) else str(len(frame))
    unreviewed = int((frame["status"] == "suggested").sum())
    typer.echo(f"\n{shown} codings, {unreviewed} of them not reviewed yet.", err=True)


def print_matrix(matrix: Matrix, settings: Settings, *, layer: str = "all") -> None:
    """A matrix on the screen: each cell with its base, small bases marked, and what it rests on."""
    from qual import study

    if matrix.invented:
        typer.echo(settings.note or "These interviews are invented for demonstration.")
        typer.echo()
    names = study.case_names(matrix, settings.language)
    body: list[list[str]] = []
    for case in matrix.cells.index:
        n = int(matrix.base[case])
        small = matrix.kind == "interview" and matrix.rows == "country" and n < settings.small_base
        mark = "*" if small else ""
        body.append([names[case] + mark] + [_cell(matrix, v, n) for v in matrix.cells.loc[case]])
    total = [_cell(matrix, value, matrix.base_total) for value in matrix.total]
    body.append([f"all (n={matrix.base_total})", *total])
    headers = [matrix.rows] + [matrix.names.get(str(column), str(column)) for column in matrix.cells.columns]
    print_table(headers, body, right=range(1, len(headers)), head_width=9)
    typer.echo()
    for line in study.matrix_notes(matrix, settings, layer=layer):
        typer.echo(line)


def _cell(matrix: Matrix, value: Any, base: int) -> str:
    import pandas as pd

    if pd.isna(value):
        return "–"
    if matrix.measure in ("experts", "sources"):
        return f"{int(value)} of {base}" if matrix.measure == "experts" else str(int(value))
    if matrix.measure in ("share", "words"):
        return f"{float(value):.0%}" if matrix.measure == "share" else f"{float(value):.1%}"
    return str(int(value))


__all__ = ["plural", "print_matrix", "register"]
