"""An analysis is asked of a project: what all these commands read beforehand and say around their table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.screen import tell_blind

if TYPE_CHECKING:
    from qual.model import Selection
    from qual.project import Project
    from qual.study.basis import Basis

Rows = Annotated[str, typer.Option(help="Any attribute: country, expert_group …")]
Columns = Annotated[str, typer.Option(help="theme or code.")]
Most = Annotated[int, typer.Option("--most", "-n", help="How many to print; 0 for all.")]

OF_INTERVIEWS = ("country", "theme", "code", "expert", "source", "coder", "status")
"""The filters of analyses that look at interviews alone."""


@dataclass(frozen=True)
class Asked:
    """The project, what the filters chose, what a table of that rests on, and the names of codes."""

    project: Project
    chosen: Selection
    basis: Basis
    names: Mapping[str, str]

    def name(self, code: str) -> str:
        """The name of a theme or code in the language of the study, or its id."""
        return self.names.get(code, code)

    def head(self) -> None:
        """Print the line above a table of invented interviews."""
        if self.basis.invented:
            typer.echo(f"{self.basis.invented}\n")

    def foot(self) -> None:
        """Print what the table rests on, below it."""
        for line in self.basis.lines():
            typer.echo(line)


@contextmanager
def asked(
    folder: Path, coder_name: str, filters: Mapping[str, Any], *, layer: str, reviewed: bool = False
) -> Iterator[Asked]:
    """Open a project for an analysis; what its coder codes blind is told."""
    from qual import study

    with study.open_project(folder, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        basis = study.basis(opened, chosen, layer=layer, reviewed=reviewed)
        yield Asked(opened, chosen, basis, study.code_names(opened))
