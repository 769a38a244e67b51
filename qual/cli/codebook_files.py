"""Chapter Codebook: import, export, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qual.cli.options import HERE, AsJson, InProject
from qual.cli.screen import plural, print_json, print_problems, print_table

if TYPE_CHECKING:
    from qual.study.exchange import VersionDiff

Format = Annotated[
    str, typer.Option(help="xlsx, csv, qdc, yaml, quanteda, dic or cat, where the ending does not tell.")
]


def register(codebook: typer.Typer) -> None:
    """Put these commands beside the others on codebooks."""
    codebook.command("import")(import_)
    codebook.command("export")(export)
    codebook.command("diff")(diff)


def import_(
    file: Annotated[
        Path, typer.Argument(help="Codebook as .xlsx, .csv, .qdc, or dictionary .yaml, .dic, .cat.")
    ],
    to: Annotated[Path | None, typer.Argument(help="Where to; codebooks/<id>.yaml when not given.")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=HEADING", help='Which of your columns is which: name="Код".'),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of texts and terms that do not say theirs.")] = "",
    id_: Annotated[str, typer.Option("--id", help="Id of the codebook; else the file's name.")] = "",
    form: Format = "",
    project: InProject = HERE,
) -> None:
    """Write a codebook of another format as YAML into the study; tell what could not be taken."""
    from qual.study import exchange

    told = exchange.columns_of(columns or ())
    path, read = exchange.import_codebook(project, file, to, columns=told, language=lang, format=form, id=id_)
    print_problems(read.problems)
    codes = read.codebook.codes
    terms = sum(len(rule.any) for code in codes for rule in code.rules)
    typer.echo(f"Wrote {path}: {plural(len(codes), 'code')}, {plural(terms, 'term')}.")
    typer.echo(f"Next: qual codebook check {path}")
    if any(not problem.warning for problem in read.problems):
        raise typer.Exit(1)


def export(
    file: Annotated[Path, typer.Argument(help="Where to: .xlsx, .csv, .qdc, .yaml, .dic or .cat.")],
    from_: Annotated[
        Path | None, typer.Option("--from", help="A codebook file; that in force when not given.")
    ] = None,
    form: Format = "",
    project: InProject = HERE,
) -> None:
    """Write the codebook for Excel, other programs or dictionaries; tell what the format cannot say."""
    from qual import study
    from qual.study import exchange

    study.ensure_project(project)
    with study.open_project(project) as opened:
        path, problems = exchange.export_codebook(opened, file, codebook_file=from_, format=form)
    shown = problems[:20]
    print_problems(shown)
    if len(problems) > len(shown):
        typer.echo(f"note: … and {len(problems) - len(shown)} more of these.", err=True)
    typer.echo(f"Wrote {path}")


def diff(
    old: Annotated[
        Path, typer.Argument(help="The old codebook; or the new one, to compare with that in force.")
    ],
    new: Annotated[Path | None, typer.Argument(help="The new codebook.")] = None,
    project: InProject = HERE,
    as_json: AsJson = False,
) -> None:
    """Tell what changed between two versions of a codebook, and what that means for the codings."""
    from qual import study
    from qual.study import exchange

    before = exchange.read_any_codebook(old).codebook if new else None
    after = exchange.read_any_codebook(new or old).codebook
    if (project / "qual.db").exists():
        with study.open_project(project) as opened:
            found = exchange.diff_codebooks(opened, before, after)
    else:
        found = exchange.diff_codebooks(None, before, after)
    if as_json:
        print_json(
            [
                {
                    "change": one.sort, "code": one.code, "to": list(one.to), "what": one.what,
                    "codings": found.codings.get(one.code, 0), "decide": one in found.to_decide,
                }
                for one in found.changes
            ]
        )  # fmt: skip
        return
    print_changes(found)


def print_changes(found: VersionDiff) -> None:
    """The changes as a table, then what has to be decided."""
    if not found.changes:
        typer.echo(f"{found.old.name} and {found.new.name} say the same.")
        return
    rows = []
    for one in found.changes:
        now = ", ".join(one.to) if one.to != (one.code,) else ""
        number = str(found.codings.get(one.code, 0)) if one.code else ""
        rows.append([one.sort, one.code, now, one.what, number])
    print_table(["change", "code", "now", "what", "codings"], rows, right=(4,), wrap=(3,))
    tell_decisions(found)


def tell_decisions(found: VersionDiff) -> None:
    """Which codings have no code in the new version until somebody says which. None is lost."""
    if not found.to_decide:
        return
    typer.echo("\nKept as they are, until you decide:")
    for one in found.to_decide:
        number = plural(found.codings[one.code], "coding")
        near = f"; {one.sort}, so it seems: {', '.join(one.to)}" if one.to else "; removed"
        typer.echo(f"  {one.code}: {number}{near}")
