"""Chapter Study: init, run, status, check, verify, log, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from qual.cli.group import STUDY
from qual.cli.options import HERE, AsCoder, AsJson, AsReader, InProject
from qual.cli.screen import plural, print_json, print_problems, print_table, progress, tell_blind


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (init, run, status, check, verify, log, undo):
        app.command(rich_help_panel=STUDY)(command)


def init(
    folder: Annotated[Path, typer.Argument(help="Where; made if it is not there.")] = HERE,
    example: Annotated[bool, typer.Option("--example", help="Copy the example study there.")] = False,
) -> None:
    """Make a study folder: settings, a codebook to fill in, places for transcripts."""
    from qual import study

    made = study.init_study(folder, example=example)
    here = "" if made.resolve() == Path.cwd() else f"cd {made} and "
    if example:
        typer.echo(f"The example study is in {made}. Next: {here}qual run")
    else:
        typer.echo(f"{made} is ready: put interviews into transcripts/interviews/, write your codebook in")
        typer.echo(f"codebooks/, then {here}qual run")


def run(
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the report and the figures.")] = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Do the whole study: read, tag, count by country and theme, write workbook, report and figures."""
    from qual import study
    from qual.cli.coding import suggested_in_words
    from qual.cli.results import print_matrix

    made = study.ensure_project(project)
    with study.open_project(project, coder=coder_name) as opened, progress("Reading and tagging") as tell:
        done = study.run_study(opened, progress=tell, quick=quick)
        settings = study.settings_of(opened)
    print_problems(done.added.problems)
    if as_json:
        print_json(done.matrix.to_json())
        return
    if made:
        typer.echo(f"Made {project / 'qual.db'}: the project, with texts, codings and their log.", err=True)
    sources = len(done.added.sources)
    typer.echo(
        f"{plural(sources, 'source')}, codebook {done.codebook.name}: {suggested_in_words(done.suggested)}.\n"
    )
    print_matrix(done.matrix, settings)
    typer.echo(f"\nWorkbook: {_relative(done.workbook)}")
    for what, paths in (("Report", done.report), ("Figures", done.figures)):
        if paths:
            typer.echo(f"{what + ':':<9} {', '.join(str(_relative(path)) for path in paths)}")


def status(project: InProject = HERE, coder_name: AsReader = "", as_json: AsJson = False) -> None:
    """Tell what is in the study and how far coding has come, by country and by coder."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        found = study.study_status(opened)
    if as_json:
        print_json(found)
        return
    typer.echo(found["title"] or "(no title)")
    if found["note"]:
        typer.echo(found["note"])
    codebook = found["codebook"] or "none in force: qual codebook adopt"
    typer.echo(f"codebook  {codebook}")
    counts = found["codings"]
    typer.echo(
        f"codings   {counts['accepted']} accepted, {counts['rejected']} rejected, "
        f"{counts['suggested']} suggested and not reviewed yet\n"
    )
    rows: list[list[Any]] = [
        [row["kind"], row["country"], row["sources"], row["experts"], row["words"], row["not looked at"]]
        + [row["suggested"], row["accepted"], row["rejected"]]
        for row in found["rows"]
    ]
    heads = ["kind", "country", "sources", "experts", "words", "not looked at yet"]
    print_table([*heads, "suggested", "accepted", "rejected"], rows, right=range(2, 9))
    if found["coders"]:
        typer.echo()
        names = ["coder", "country", "assigned", "blind", "done", "codings", "decided", "undecided"]
        people = [[row[name] for name in names] for row in found["coders"]]
        print_table(names, people, right=range(2, 8))


def check(project: InProject = HERE, as_json: AsJson = False) -> None:
    """Verify the study: quotes, log, files changed since they were read. Exit 1 when not in order."""
    from qual import study

    with study.open_project(project) as opened:
        problems = study.check_study(opened)
    if as_json:
        print_json(
            [{"where": p.where, "what": p.what, "hint": p.hint, "warning": p.warning} for p in problems]
        )
    elif problems:
        print_problems(problems)
    else:
        typer.echo("All in order: every quote stands where its offsets say, the log is whole.")
    if problems:
        raise typer.Exit(1)


def verify(project: InProject = HERE, coder_name: AsReader = "", as_json: AsJson = False) -> None:
    """Make all results of the last qual run again, and tell what comes out otherwise, and why.

    Exit 3: input files changed; 4: codebook; 5: packages; 6: project; 7: results on disk; 8: rules suggest
    otherwise; 9: results come out otherwise. Of several the first: it explains those after it.
    """
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        found = study.verify(opened)
    if as_json:
        print_json(
            [{"kind": one.kind, "code": study.EXIT_CODES[one.kind], "what": one.what} for one in found]
        )
    elif not found:
        typer.echo("All results come out as they were: same inputs, codebook, packages, codings and files.")
    else:
        width = max(len(one.kind) for one in found)
        for one in found:
            typer.echo(f"{one.kind:<{width}}  {one.what}")
    if found:
        raise typer.Exit(study.EXIT_CODES[found[0].kind])


def log(
    project: InProject = HERE,
    last: Annotated[int, typer.Option("--last", "-n", help="How many of the newest; 0 for all.")] = 20,
    coder_name: AsReader = "",
    as_json: AsJson = False,
) -> None:
    """Tell what was done, by whom and when; the number is what undo takes."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        shown = study.history(opened, last=last)
        head = opened.log.head
    if as_json:
        print_json({"head": head, "batches": shown})
        return
    rows = []
    for batch in reversed(shown):
        note = f" (undone by {batch['undone by']})" if batch["undone by"] else ""
        note = f" (undoes {batch['undoes']}){note}" if batch["undoes"] else note
        time = batch["time"][:19].replace("T", " ")
        what = "; ".join(batch["told"]) or batch["acts"]
        rows.append([batch["number"], time, batch["coder"] or "–", batch["action"] + note, what])
    print_table(["number", "time (UTC)", "coder", "command", "what it did"], rows, right=(0,), wrap=(4,))
    typer.echo(f"\nLog head: {head}", err=True)


def undo(
    number: Annotated[
        int | None, typer.Argument(help="Number of the act in qual log; the newest when not given.")
    ] = None,
    project: InProject = HERE,
    coder_name: AsCoder = "",
) -> None:
    """Take the newest act back, or the one with a number. Undoing an undo does it again."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        undone = study.undo(opened, number)
    whose = f", {undone['coder']}" if undone["coder"] else ""
    typer.echo(f"Undone: {undone['undoes']} ({undone['action']}{whose}): {undone['acts']}.")
    typer.echo(f"To have it back: qual undo {undone['number']}")


def _relative(path: Path) -> Path:
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
