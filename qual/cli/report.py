"""Chapter Files: the synthesis report, as a web page and as a Word file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from qual.cli.options import HERE, AsReader, InProject, Layer, Reviewed, with_filters_of
from qual.cli.screen import tell_blind

Quotations = Annotated[
    int, typer.Option("--quotes", metavar="N", help="How many quotations a country and theme may have.")
]
_OF_SOURCES = with_filters_of("country", "theme", "kind", "expert", "source")


def register(commands: typer.Typer) -> None:
    """Put html and docx among the export commands."""
    commands.command("html")(html)
    commands.command("docx")(docx)


@_OF_SOURCES
def html(
    file: Annotated[Path | None, typer.Argument(help="Where to; out/<codebook>.html when not given.")] = None,
    quotations: Quotations = 2,
    layer: Layer = "all",
    reviewed: Reviewed = False,
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write the synthesis report as one web page: themes, quotations, method, checklists, references."""
    _export("html", file, project, coder_name, filters, quotations, layer, reviewed)


@_OF_SOURCES
def docx(
    file: Annotated[Path | None, typer.Argument(help="Where to; out/<codebook>.docx when not given.")] = None,
    quotations: Quotations = 2,
    layer: Layer = "all",
    reviewed: Reviewed = False,
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write the synthesis report as a Word file, with styles, captions and a table of contents."""
    _export("docx", file, project, coder_name, filters, quotations, layer, reviewed)


def _export(
    form: str,
    file: Path | None,
    project: Path,
    coder_name: str,
    filters: Mapping[str, Any],
    quotations: int,
    layer: str,
    reviewed: bool,
) -> None:
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        path = study.export_report(
            opened, form, file, chosen, layer=layer, reviewed=reviewed, quotations=quotations
        )
    typer.echo(f"Wrote {path}")
