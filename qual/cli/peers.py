"""Chapter Files: projects of other programs, in and out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.options import HERE, AsCoder, AsJson, AsReader, InProject, with_filters
from qual.cli.screen import plural, print_json, print_problems, tell_blind, tell_written

if TYPE_CHECKING:
    from qual.study.exchange import PeerImport

PeerFile = Annotated[Path, typer.Argument(help="The file or folder of the other program.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would come; store nothing.")]
OfKind = Annotated[str, typer.Option("--kind", help="What its texts are: interview, statement, literature.")]
CountedAs = Annotated[
    str,
    typer.Option(
        "--count",
        help="How its offsets count, if quotes do not tell: standard, utf16, crlf1, bom, or utf16+crlf1.",
    ),
]


def register(imports: typer.Typer) -> None:
    """Put these commands beside the other imports."""
    imports.command("qdpx")(qdpx)
    imports.command("project")(project_of_a_peer)


def qdpx(
    file: PeerFile,
    dry_run: DryRun = False,
    kind: OfKind = "interview",
    count: CountedAs = "",
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Bring in a REFI-QDA project (.qdpx) of NVivo, MAXQDA, ATLAS.ti and others, or a .qdc."""
    _import(file, dry_run, kind, count, project, coder_name, as_json=as_json, only=("qdpx", "qdc"))


def project_of_a_peer(
    file: PeerFile,
    dry_run: DryRun = False,
    kind: OfKind = "interview",
    count: CountedAs = "",
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Bring in a project of another program: REFI-QDA, Taguette, QualCoder or RQDA; it is told apart."""
    _import(file, dry_run, kind, count, project, coder_name, as_json=as_json)


def _import(
    file: Path,
    dry_run: bool,
    kind: str,
    count: str,
    project: Path,
    coder_name: str,
    *,
    as_json: bool,
    only: tuple[str, ...] = (),
) -> None:
    from qual import study
    from qual.study import exchange

    peer = exchange.read_peer_project(file, counting=count, only=only)
    study.ensure_project(project)
    with study.open_project(project, coder=coder_name) as opened:
        done = exchange.import_peer(opened, peer, kind=study.kind_of(kind) or "interview", apply=not dry_run)
    if as_json:
        print_json(_as_json(done))
    else:
        _tell(done, file, dry_run=dry_run)
    if any(not problem.warning for problem in done.problems):
        raise typer.Exit(1)


def _tell(done: PeerImport, file: Path, *, dry_run: bool) -> None:
    print_problems(done.problems)
    for what, times in done.left_out.items():
        typer.echo(f"not taken: {times} {what}", err=True)
    parts = [plural(done.new.get(f"{noun}s", 0), noun) for noun in ("source", "code", "coding", "memo")]
    said = ", ".join(parts)
    there = sum(done.already.values())
    known = f" {there} things were there already." if there else ""
    typer.echo(f"{file.name} ({done.program}): {said}.{known}")
    if done.codebook_file is not None:
        typer.echo(f"Codebook {done.codebook} is in force; wrote {done.codebook_file}")
    if done.batch is not None:
        typer.echo(f"Stored as batch {done.batch}. To take it back: qual undo {done.batch}")
    elif dry_run and not done.empty:
        typer.echo("Nothing is stored yet. Leave --dry-run out to store it.")


def _as_json(done: PeerImport) -> dict[str, object]:
    return {
        "program": done.program,
        "new": done.new,
        "already": done.already,
        "not taken": done.left_out,
        "problems": [
            {"where": p.where, "what": p.what, "hint": p.hint, "warning": p.warning} for p in done.problems
        ],
        "codebook": done.codebook,
        "codebook file": str(done.codebook_file or ""),
        "batch": done.batch,
    }


def register_exports(exports: typer.Typer) -> None:
    """Put these commands beside the other exports."""
    exports.command("qdpx")(export_qdpx)
    exports.command("qdc")(export_qdc)


@with_filters
def export_qdpx(
    file: Annotated[Path | None, typer.Argument(help="Where to; out/<title>.qdpx when not given.")] = None,
    project: InProject = HERE,
    coder_name: AsReader = "",
    *,
    filters: Mapping[str, Any],
) -> None:
    """Write a REFI-QDA project for NVivo, MAXQDA, ATLAS.ti, QualCoder; tell what they will not see."""
    from qual import study
    from qual.study import exchange

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        tell_written(exchange.export_qdpx(opened, file, study.selection(opened, filters)))


def export_qdc(
    file: Annotated[Path | None, typer.Argument(help="Where to; out/<codebook>.qdc when not given.")] = None,
    project: InProject = HERE,
) -> None:
    """Write the codebook in force as REFI-QDA (.qdc); tell what the format cannot hold."""
    from qual import study
    from qual.study import exchange

    with study.open_project(project) as opened:
        tell_written(exchange.export_qdc(opened, file))
