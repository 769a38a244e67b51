"""Options that mean the same in every command."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

InProject = Annotated[
    Path, typer.Option("--project", "-p", help="Folder of the study.", show_default="this folder")
]
AsCoder = Annotated[
    str,
    typer.Option(
        "--coder",
        "--coder-name",
        envvar="QUAL_CODER",
        metavar="NAME",
        help="Who is coding; else QUAL_CODER or qual.toml.",
        show_default=False,
        show_envvar=False,
    ),
]
"""Of a command that changes something. There `--coder` never filters: codings are chosen with `--by`."""

AsReader = Annotated[
    str,
    typer.Option(
        "--coder-name",
        envvar="QUAL_CODER",
        metavar="NAME",
        help="Who is looking: what you code blind is left out.",
        show_default=False,
        show_envvar=False,
    ),
]
"""Of a command that only shows something. There `--coder`, where there is one, is a filter."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for another program.")]
Layer = Annotated[
    str,
    typer.Option("--layer", metavar="LAYER", help="all (not rejected), a coder's name, or agreed."),
]
Reviewed = Annotated[bool, typer.Option("--reviewed", help="Count accepted codings only.")]
Public = Annotated[bool, typer.Option("--public", help="Hide counts that would tell of one or two experts.")]
MinCell = Annotated[int, typer.Option(metavar="N", help="With --public: least experts shown.")]

HERE = Path()

Several = list[str] | None

FILTERS: dict[str, Any] = {
    "country": Annotated[Several, typer.Option(help="Country, as KZ or Kazakhstan.", metavar="COUNTRY")],
    "theme": Annotated[Several, typer.Option(help="Theme, by its id.", metavar="ID")],
    "code": Annotated[Several, typer.Option(help="Code with all codes below it.", metavar="ID")],
    "kind": Annotated[Several, typer.Option(help="interview, statement or literature.", metavar="KIND")],
    "expert": Annotated[Several, typer.Option(help="Expert, by pseudonym.", metavar="NAME")],
    "source": Annotated[Several, typer.Option(help="Source, by its id.", metavar="ID")],
    "coder": Annotated[Several, typer.Option(help="Codings of this coder.", metavar="NAME")],
    "status": Annotated[Several, typer.Option(help="suggested, accepted or rejected.", metavar="STATUS")],
}
"""The filters of every command; each may be given several times, or with commas."""

BY = Annotated[Several, typer.Option("--by", help="Codings of this coder.", metavar="NAME")]
"""The filter `coder` in a command whose `--coder` says who acts."""

OF_SOURCES = ("country", "kind", "expert", "source")
"""The filters that choose sources, for commands that look at no codings."""

Command = Callable[..., None]


def with_filters(command: Command) -> Command:
    """Give a command the filters. It receives them as one mapping, `filters`."""
    return _filtered(command, tuple(FILTERS))


def with_filters_of(*names: str) -> Callable[[Command], Command]:
    """Give a command the filters that mean something to it: one that did nothing would deceive."""
    return partial(_filtered, names=names)


def _filtered(command: Command, names: Sequence[str]) -> Command:
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.name != "filters"]
    known = {**FILTERS, "coder": BY} if any(p.annotation == AsCoder for p in own) else FILTERS
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in known.items()
        if name in names and name not in signature.parameters
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
