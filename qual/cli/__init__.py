"""The command line: one file a chapter; each command reads options, calls one step, prints.

Answers go to stdout, remarks to stderr. Exit 0 is fine, 1 is a problem found or an error, 2 a
mistyped command. Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from qual import __version__
from qual.cli import (
    agreement,
    analyses,
    codebook,
    coding,
    comparing,
    files,
    handcoding,
    keeping,
    people,
    results,
    review,
    sources,
    study,
    synthesis,
)
from qual.cli.group import PoliteGroup

app = typer.Typer(
    cls=PoliteGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qual {__version__}")
        raise typer.Exit


@app.callback(epilog="Begin with: qual init --example my-study, then cd my-study and qual run.")
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Codes expert interviews against a thematic codebook, and summarises them by country and theme.

    Everything happens on this computer; nothing is ever sent anywhere.
    """


CHAPTERS = (
    study,
    sources,
    codebook,
    coding,
    review,
    handcoding,
    people,
    agreement,
    results,
    synthesis,
    analyses,
    comparing,
    files,
    keeping,
)
for chapter in CHAPTERS:
    chapter.register(app)
