"""Chapter Files: archive, restore, merge: a project as a whole goes out, comes back, joins another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qual.cli.group import FILES
from qual.cli.options import HERE, AsCoder, AsJson, AsReader, InProject
from qual.cli.screen import plural, print_json, print_table

if TYPE_CHECKING:
    from qual.study.merging import Merge


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (archive, restore, merge):
        app.command(rich_help_panel=FILES)(command)


def archive(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; archive/ in the study when not given.")
    ] = None,
    project: InProject = HERE,
    coder_name: AsReader = "",
) -> None:
    """Write the whole project as plain text files, to keep for years or to compare with git."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        path, files = study.archive_study(opened, folder)
        head = opened.log.head
    typer.echo(f"Wrote {path}: {plural(files, 'file')}. To make the project again: qual restore {path}")
    typer.echo(f"Log head: {head}", err=True)


def restore(
    source: Annotated[Path, typer.Argument(help="Folder of the archive.")],
    to: Annotated[Path, typer.Option(help="Folder of the study to make.", show_default="this folder")] = HERE,
) -> None:
    """Make the project of an archive again, identical down to its log."""
    from qual import study

    folder = study.restore_study(source, to)
    with study.open_project(folder) as opened:
        sources, head = len(opened.sources), opened.log.head
    typer.echo(f"Restored {folder / 'qual.db'}: {plural(sources, 'source')}. Next: qual check -p {folder}")
    typer.echo(f"Log head: {head}", err=True)


def merge(
    other: Annotated[Path, typer.Argument(help="Study folder of the other project.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Store it, as one batch; else only tell what would be.")
    ] = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Bring over what coders did in another copy of this study; tell it, and with --yes store it."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        done = study.merge_project(opened, other, apply=yes)
    if as_json:
        print_json(_as_json(done))
    else:
        _print(done)
    if done.conflicts or done.problems:
        raise typer.Exit(1)


def _print(done: Merge) -> None:
    if done.steps:
        rows = [[step.noun, step.what, step.place, step.coder or "–"] for step in done.steps]
        print_table(["what", "how", "place", "coder"], rows)
        typer.echo()
    for noun, found in (("conflict", done.conflicts), ("left alone", done.problems)):
        for problem in found:
            typer.echo(f"{noun}: {problem}", err=True)
    parts = [plural(number, noun) for noun, number in done.counts.items()]
    parts += [f"{done.same} alike"] if done.same else []
    parts += [plural(len(done.conflicts), "conflict")] if done.conflicts else []
    typer.echo(f"{', '.join(parts) or 'nothing to do'}.")
    if done.batch is not None:
        typer.echo(f"Stored as batch {done.batch}. To take it back: qual undo {done.batch}")
    elif done.steps:
        typer.echo("Nothing is stored yet. To store it, say --yes.")


def _as_json(done: Merge) -> dict[str, object]:
    told = {
        name: [{"where": p.where, "what": p.what, "hint": p.hint} for p in problems]
        for name, problems in (("conflicts", done.conflicts), ("problems", done.problems))
    }
    steps = [{"what": s.noun, "how": s.what, "place": s.place, "coder": s.coder} for s in done.steps]
    return {"steps": steps, **told, "same": done.same, "batch": done.batch}
