"""Chapter Files: the project as data for other programs and for those who train models."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from qual.cli.options import HERE, AsReader, InProject, Layer, with_filters
from qual.cli.screen import tell_blind, tell_written

Folder = Annotated[Path | None, typer.Argument(help="Where to; out/ when not given.")]


def register(exports: typer.Typer) -> None:
    """Put these commands beside the other exports."""
    exports.command("parquet")(parquet)
    exports.command("annotations")(web_annotations)
    exports.command("training")(training)


@with_filters
def parquet(
    folder: Folder = None,
    layer: Layer = "all",
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write codings and sources as Parquet for R, DuckDB and Polars, with a data dictionary."""
    from qual import study
    from qual.study import exchange

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        paths = exchange.export_parquet(opened, folder, study.selection(opened, filters), layer=layer)
    for path in paths:
        typer.echo(f"Wrote {path}")


@with_filters
def web_annotations(
    folder: Folder = None,
    layer: Layer = "all",
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write codings as Web Annotations (JSON Lines, W3C), and the texts they point into."""
    from qual import study
    from qual.study import exchange

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        done = exchange.export_annotations(opened, folder, study.selection(opened, filters), layer=layer)
    for one in done:
        tell_written(one)


@with_filters
def training(
    to: Annotated[str, typer.Argument(help="doccano, conll, or spacy (a DocBin).")],
    file: Annotated[Path | None, typer.Argument(help="Where to; a file in out/ when not given.")] = None,
    with_suggestions: Annotated[
        bool, typer.Option("--with-suggestions", help="Take suggestions that nobody has decided, too.")
    ] = False,
    layer: Layer = "all",
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write turns with their codes for those who train models; tell what is not in the file."""
    from qual import study
    from qual.study import exchange

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        done = exchange.export_training(
            opened,
            to,
            file,
            study.selection(opened, filters),
            layer=layer,
            with_suggestions=with_suggestions,
        )
    tell_written(done)
