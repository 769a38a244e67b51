"""Options that mean the same in every command."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

InProject = Annotated[
    Path, typer.Option("--project", "-p", help="Folder of the study.", show_default="this folder")
]
AsCoder = Annotated[
    str,
    typer.Option("--coder-name", envvar="QUAL_CODER", help="Who is coding; else QUAL_CODER or qual.toml."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for another program.")]
Reviewed = Annotated[bool, typer.Option("--reviewed", help="Count accepted codings only.")]

HERE = Path()

Several = list[str] | None

FILTERS: dict[str, Any] = {
    "country": Annotated[Several, typer.Option(help="Country, as KZ or Kazakhstan.", metavar="COUNTRY")],
    "theme": Annotated[Several, typer.Option(help="Theme, by its id.", metavar="ID")],
    "code": Annotated[Several, typer.Option(help="Code with all codes below it.", metavar="ID")],
    "kind": Annotated[Several, typer.Option(help="interview, statement or literature.", metavar="KIND")],
    "expert": Annotated[Several, typer.Option(help="Expert, by pseudonym.", metavar="NAME")],
    "source": Annotated[Several, typer.Option(help="Source, by its id.", metavar="ID")],
    "coder": Annotated[Several, typer.Option(help="Coder.", metavar="NAME")],
    "status": Annotated[Several, typer.Option(help="suggested, accepted or rejected.", metavar="STATUS")],
}
"""The filters of every command; each may be given several times, or with commas."""


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the filters. It receives them as one mapping, `filters`."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.name != "filters"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in FILTERS.items()
        if name not in signature.parameters
    ]

    def filtered(**given: Any) -> None:
        filters = {parameter.name: given.pop(parameter.name) or () for parameter in added}
        command(**given, filters=filters)

    # What typer reads of a command; functools.wraps would show it the old parameters.
    keyword = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    shown: dict[str, object] = {
        "__name__": command.__name__,
        "__doc__": command.__doc__,
        "__signature__": signature.replace(parameters=keyword + added),
        "__annotations__": {p.name: p.annotation for p in (*own, *added)},
    }
    for name, value in shown.items():
        setattr(filtered, name, value)
    return filtered
