"""Chapter Files, the way back: import coding-sheet, import comments, import framework."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qual.cli import peers
from qual.cli.group import FILES, PoliteGroup
from qual.cli.options import HERE, AsCoder, AsJson, InProject
from qual.cli.screen import plural, print_json, print_table

if TYPE_CHECKING:
    from qual.errors import Problem
    from qual.study.exchange import Import

commands = typer.Typer(cls=PoliteGroup, no_args_is_help=True, rich_markup_mode=None)

Yes = Annotated[bool, typer.Option("--yes", help="Store it, as one batch; else only tell what would be.")]


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    peers.register(commands)
    told = "Bring in what was coded or written in Excel, Word or another program."
    app.add_typer(commands, name="import", help=told, rich_help_panel=FILES)


@commands.command("coding-sheet")
def coding_sheet(
    file: Annotated[Path, typer.Argument(help="The filled sheet, .xlsx.")],
    yes: Yes = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Read a filled coding sheet; tell what it changes, and with --yes store that."""
    from qual import study
    from qual.study import exchange

    sheet = exchange.read_filled_sheet(file)
    with study.open_project(project, coder=coder_name or sheet.coder) as opened:
        done = exchange.import_coding_sheet(opened, sheet, apply=yes)
    _tell(done, stored=yes, as_json=as_json)


@commands.command("comments")
def comments(
    file: Annotated[Path, typer.Argument(help="The transcript with comments, .docx.")],
    source: Annotated[str, typer.Option(help="Id of the source, if the file's name does not say.")] = "",
    who: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="AUTHOR=CODER", help="Which coder an author of comments is."),
    ] = None,
    yes: Yes = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Turn Word comments such as #code into codings; tell which, and with --yes store them."""
    from qual import study
    from qual.study import exchange

    aliases = exchange.aliases_of(who or ())
    with study.open_project(project, coder=coder_name) as opened:
        done = exchange.import_comments(opened, file, source_id=source, aliases=aliases, apply=yes)
    _tell(done, stored=yes, as_json=as_json)


@commands.command("framework")
def framework(
    file: Annotated[Path, typer.Argument(help="The workbook you wrote in, .xlsx.")],
    yes: Yes = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Read what you wrote on the workbook's sheets Framework and Triangulation; store it with --yes."""
    from qual import study
    from qual.study import exchange

    with study.open_project(project, coder=coder_name) as opened:
        done = exchange.import_framework(opened, file, apply=yes)
    _tell(done, stored=yes, as_json=as_json)


def _tell(done: Import, *, stored: bool, as_json: bool) -> None:
    """What was or would be done, and what was left alone; exit code 1 when something was."""
    if as_json:
        print_json(_as_json(done))
    else:
        _print(done, stored=stored)
    if done.conflicts or done.problems:
        raise typer.Exit(1)


def _print(done: Import, *, stored: bool) -> None:
    if done.steps:
        rows = [[step.where, step.what, step.code, step.place, step.coder] for step in done.steps]
        print_table(["where", "what", "code", "place", "coder"], rows)
        typer.echo()
    for noun, found in (("note", done.notes), ("conflict", done.conflicts), ("left alone", done.problems)):
        for problem in found:
            typer.echo(f"{noun}: {problem}", err=True)
    typer.echo(_in_words(done))
    if done.batch is not None:
        typer.echo(f"Stored as batch {done.batch}. To take it back: qual undo {done.batch}")
    elif done.steps and not stored:
        typer.echo("Nothing is stored yet. To store it, say --yes.")


def _in_words(done: Import) -> str:
    parts = [
        f"{number} {kind}" for kind in ("added", "changed", "decided") if (number := done.counts.get(kind))
    ]
    if memos := done.counts.get("memo"):
        parts.append(plural(memos, "memo"))
    parts += [f"{done.already} there already"] if done.already else []
    parts += [f"{done.untouched} untouched"] if done.untouched else []
    parts += [plural(len(done.conflicts), "conflict")] if done.conflicts else []
    parts += [f"{len(done.problems)} left alone"] if done.problems else []
    return f"{', '.join(parts) or 'nothing to do'}."


def _as_json(done: Import) -> dict[str, object]:
    def told(problems: list[Problem]) -> list[dict[str, str]]:
        return [{"where": p.where, "what": p.what, "hint": p.hint} for p in problems]

    steps = [
        {"kind": s.kind, "where": s.where, "what": s.what, "code": s.code, "place": s.place, "coder": s.coder}
        for s in done.steps
    ]
    return {
        "steps": steps,
        "conflicts": told(done.conflicts),
        "problems": told(done.problems),
        "notes": told(done.notes),
        "already": done.already,
        "untouched": done.untouched,
        "batch": done.batch,
    }
