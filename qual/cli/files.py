"""Chapter Files: export, and import (in `imports.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from qual.cli import data, imports, peers, report
from qual.cli.group import FILES, PoliteGroup
from qual.cli.options import HERE, AsReader, InProject, Layer, MinCell, Public, with_filters
from qual.cli.screen import plural, tell_blind

commands = typer.Typer(cls=PoliteGroup, no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    app.add_typer(commands, name="export", help="Write results to files.", rich_help_panel=FILES)
    report.register(commands)
    data.register(commands)
    peers.register_exports(commands)
    imports.register(app)


@commands.command("xlsx")
def xlsx(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; what qual.toml says, else out/<codebook>.xlsx.")
    ] = None,
    project: InProject = HERE,
    coder_name: AsReader = "",
) -> None:
    """Write the workbook: matrices linked to their quotes, codebook, sources, segments."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        path = study.export_workbook(opened, file)
    typer.echo(f"Wrote {path}")


@commands.command("csv")
@with_filters
def csv(
    folder: Annotated[Path | None, typer.Argument(help="Where to; out/ when not given.")] = None,
    layer: Layer = "all",
    public: Public = False,
    min_cell: MinCell = 3,
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write codings, sources and the country × theme table as CSV files; with --public the table alone."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        if public:
            paths = study.export_public_csv(opened, folder, chosen, layer=layer, least=min_cell)
        else:
            paths = study.export_csv(opened, folder, chosen, layer=layer)
    for path in paths:
        typer.echo(f"Wrote {path}")


@commands.command("coding-sheet")
@with_filters
def coding_sheet(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; out/coding-sheet….xlsx when not given.")
    ] = None,
    what: Annotated[
        str, typer.Option(help="A row is: segments that are coded, or turns or sentences to be coded.")
    ] = "segments",
    for_coder: Annotated[
        str, typer.Option("--for", metavar="CODER", help="Who will fill it in; others' codings stay out.")
    ] = "",
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write a sheet to code in Excel, with drop-downs; qual import coding-sheet reads it back."""
    from qual import study
    from qual.study import exchange

    with study.open_project(project, coder=for_coder or coder_name) as opened:
        if what == "segments":
            tell_blind(opened)
        path, rows = exchange.export_coding_sheet(
            opened, file, study.selection(opened, filters), what=what, personal=bool(for_coder)
        )
    typer.echo(f"Wrote {path}: {plural(rows, 'row')}.")
