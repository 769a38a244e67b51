"""Chapter Files: export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from qual.cli.group import FILES, PoliteGroup
from qual.cli.options import HERE, InProject, with_filters

commands = typer.Typer(cls=PoliteGroup, no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    app.add_typer(commands, name="export", help="Write results to files.", rich_help_panel=FILES)


@commands.command("xlsx")
def xlsx(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; what qual.toml says, else out/<codebook>.xlsx.")
    ] = None,
    project: InProject = HERE,
) -> None:
    """Write the workbook: matrices linked to their quotes, codebook, sources, segments."""
    from qual import study

    with study.open_project(project) as opened:
        path = study.export_workbook(opened, file)
    typer.echo(f"Wrote {path}")


@commands.command("csv")
@with_filters
def csv(
    folder: Annotated[Path | None, typer.Argument(help="Where to; out/ when not given.")] = None,
    project: InProject = HERE,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write codings, sources and the country × theme table as CSV files."""
    from qual import study

    with study.open_project(project) as opened:
        paths = study.export_csv(opened, folder, study.selection(opened, filters))
    for path in paths:
        typer.echo(f"Wrote {path}")
