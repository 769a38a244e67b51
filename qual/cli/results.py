"""Chapter Results: matrix, quotes, pin, unpin, figure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import RESULTS
from qual.cli.handcoding import coding_record, shortened
from qual.cli.options import (
    HERE,
    AsCoder,
    AsJson,
    AsReader,
    InProject,
    Layer,
    MinCell,
    Public,
    Reviewed,
    with_filters,
    with_filters_of,
)
from qual.cli.screen import plural, print_json, print_table, tell_blind

if TYPE_CHECKING:
    from qual.analysis.disclosure import Published
    from qual.analysis.matrix import Matrix
    from qual.model import Settings


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (matrix, quotes, pin, unpin, figure):
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
    public: Public = False,
    min_cell: MinCell = 3,
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
    if public:
        print_public(found, settings, min_cell, layer=layer, as_json=as_json)
    elif as_json:
        print_json(found.to_json() | {"layer": layer})
    else:
        print_matrix(found, settings, layer=layer)


@with_filters
def quotes(
    project: InProject = HERE,
    layer: Layer = "all",
    reviewed: Reviewed = False,
    most: Annotated[int, typer.Option("--most", "-n", help="How many to print; 0 for all.")] = 0,
    pick: Annotated[
        int, typer.Option(metavar="N", help="N of each theme, balanced over countries and experts.")
    ] = 0,
    context: Annotated[int, typer.Option(metavar="N", help="Show N sentences before and after.")] = 0,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to FILE instead: .csv, .xlsx or .md.")
    ] = None,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Print the coded passages: theme, country, expert, turn; or write them to a file, ready to be copied."""
    from qual import study
    from qual.analysis.quotes import quote_records

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        frame = study.quotes(opened, chosen, layer=layer, reviewed=reviewed)
        table = None
        if pick or context or to:
            table = study.quote_table(
                opened, chosen, layer=layer, reviewed=reviewed, pick=pick, context=context
            )
            frame = frame.set_index("id", drop=False).loc[table["id"].tolist()]
        found, shown_of = (frame.head(most), table) if most else (frame, table)
        if to is not None and table is not None:
            path = study.export_quotes(opened, to, table.head(most) if most else table)
            typer.echo(f"Wrote {path}: {plural(len(found), 'quotation')}.")
            return
    around = {}
    if context and shown_of is not None:
        sides = zip(shown_of["id"], shown_of["before"], shown_of["after"], strict=True)
        around = {id_: {"before": before, "after": after} for id_, before, after in sides}
    records = [row | around.get(row["id"], {}) for row in quote_records(found)]
    if as_json:
        print_json(records)
        return
    heading = ""
    for row in records:
        if row["theme"] != heading:
            heading = row["theme"]
            typer.echo(f"\n{heading}\n{'=' * len(heading)}")
        who = row["expert"] if row["kind"] == "interview" else row["source"]
        typer.echo(f"\n{row['country']} · {who} · turn {row['turn']} · {row['code']} · {row['status']}")
        quote = " ".join(row["quote"].split())
        typer.echo(f"  {row['before']} [{quote}] {row['after']}" if context else f"  {quote}")
        typer.echo(f"  {row['id'][:8]}")
    shown = f"{len(found)} of {len(frame)}" if len(found) < len(frame) else str(len(frame))
    unreviewed = int((frame["status"] == "suggested").sum())
    typer.echo(f"\n{shown} codings, {unreviewed} of them not reviewed yet.", err=True)


def pin(
    coding: Annotated[str, typer.Argument(metavar="[ID]", help="Id of a coding; without one: list.")] = "",
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Pin a quotation, so that the report and quotes --pick choose it first; or list what is pinned."""
    from qual import study
    from qual.errors import NotFound

    with study.open_project(project, coder=coder_name) as opened:
        if coding:
            one, new = study.pin(opened, coding)
            typer.echo(f"{one.id[:8]} is pinned{'' if new else ' already'}: {shortened(one.segment.quote)}")
            return
        found = []
        for id_ in study.pinned(opened):
            try:
                found.append(opened.codings.get(id_))
            except NotFound:
                typer.echo(f"note: {id_[:8]} was pinned and is withdrawn.", err=True)
    if as_json:
        print_json([coding_record(one, one.segment.source_id) for one in found])
        return
    for one in found:
        typer.echo(f"{one.id[:8]}  {one.segment.source_id}  {one.code}  {shortened(one.segment.quote)}")
    typer.echo(f"{plural(len(found), 'pinned quotation')}.", err=True)


def unpin(
    coding: Annotated[str, typer.Argument(metavar="ID", help="Id of a coding, or its first characters.")],
    project: InProject = HERE,
    coder_name: AsCoder = "",
) -> None:
    """Take a pin away from a quotation."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        one = study.unpin(opened, coding)
    typer.echo(f"{one.id[:8]} is not pinned any more: {shortened(one.segment.quote)}")


@with_filters_of("country", "theme", "code", "kind", "expert", "coder", "status")
def figure(
    name: Annotated[
        str,
        typer.Argument(metavar="[NAME]", help="Which figure; without a name: list them."),
    ] = "",
    file: Annotated[
        Path | None, typer.Argument(help="Where to: .png, .svg or .pdf; out/figures/NAME.png when not given.")
    ] = None,
    source: Annotated[str, typer.Option(metavar="ID", help="The interview of a portrait.")] = "",
    columns: Annotated[str, typer.Option(help="theme or code: of heat map and co-occurrence.")] = "theme",
    layer: Layer = "all",
    public: Public = False,
    min_cell: MinCell = 3,
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Draw a figure for print or screen: heat map, co-occurrence, saturation, portrait, assessments."""
    from qual import study

    if not name:
        for one in study.FIGURES:
            typer.echo(one)
        return
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        path = study.export_figure(
            opened,
            name,
            file,
            source=source,
            columns=columns,
            selection=chosen,
            layer=layer,
            least=min_cell if public else 0,
        )
    typer.echo(f"Wrote {path}")


def print_matrix(
    matrix: Matrix, settings: Settings, *, layer: str = "all", published: Published | None = None
) -> None:
    """A matrix on the screen: each cell with its base, small bases marked, and what it rests on.

    Of a `published` matrix only what may be seen.
    """
    from qual import study

    if matrix.invented:
        typer.echo(settings.note or "These interviews are invented for demonstration.")
        typer.echo()
    names = study.case_names(matrix, settings.language)
    body: list[list[str]] = []
    for case in matrix.cells.index:
        n = int(matrix.base[case])
        small = matrix.kind == "interview" and matrix.rows == "country" and 0 < n < settings.small_base
        mark = "*" if small else ""
        hidden = published.hidden.loc[case] if published else [False] * len(matrix.cells.columns)
        values = zip(matrix.cells.loc[case], hidden, strict=True)
        body.append([names[case] + mark] + [HIDDEN if no else _cell(matrix, v, n) for v, no in values])
    totals = published.total.isna() if published else [False] * len(matrix.total)
    total = [
        HIDDEN if no else _cell(matrix, value, matrix.base_total)
        for value, no in zip(matrix.total, totals, strict=True)
    ]
    body.append([f"all (n={matrix.base_total})", *total])
    headers = [matrix.rows] + [matrix.names.get(str(column), str(column)) for column in matrix.cells.columns]
    print_table(headers, body, right=range(1, len(headers)), head_width=9)
    typer.echo()
    for line in study.matrix_notes(matrix, settings, layer=layer):
        typer.echo(line)


def print_public(
    matrix: Matrix, settings: Settings, least: int, *, layer: str = "all", as_json: bool = False
) -> None:
    """A matrix without the counts that tell of one or two people."""
    from dataclasses import replace

    from qual import study

    shown = study.published(matrix, least=least)
    if as_json:
        total = shown.total.copy()
        total.attrs = dict(matrix.total.attrs)
        hidden = {str(case): [str(c) for c, no in row.items() if no] for case, row in shown.hidden.iterrows()}
        facts = {"layer": layer, "least": least, "hidden": hidden}
        facts["hidden_totals"] = [str(column) for column, value in shown.total.isna().items() if value]
        print_json(replace(matrix, cells=shown.cells, total=total).to_json() | facts)
        return
    print_matrix(matrix, settings, layer=layer, published=shown)
    typer.echo(
        f"{HIDDEN} A count, or what it leaves, is below {least}: {plural(shown.small, 'cell')}; or a cell "
        f"could be worked out from it: {plural(shown.totals, 'total')}.\n"
        "Quotations, and a theme beside its codes or under other filters, can tell who, too."
    )


def _cell(matrix: Matrix, value: Any, base: int) -> str:
    import pandas as pd

    if pd.isna(value):
        return "–"
    if matrix.measure in ("experts", "sources"):
        return f"{int(value)} of {base}" if matrix.measure == "experts" else str(int(value))
    if matrix.measure in ("share", "words"):
        return f"{float(value):.0%}" if matrix.measure == "share" else f"{float(value):.1%}"
    return str(int(value))


HIDDEN = "•"

__all__ = ["plural", "print_matrix", "print_public", "register"]
