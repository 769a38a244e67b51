"""Chapter Sources: add, sources, show, search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import SOURCES
from qual.cli.options import HERE, OF_SOURCES, AsCoder, AsJson, AsReader, InProject, with_filters_of
from qual.cli.screen import (
    highlighted,
    plural,
    print_json,
    print_problems,
    print_table,
    progress,
    tell_blind,
)
from qual.model import KINDS

if TYPE_CHECKING:
    from qual.errors import Problem
    from qual.model import Source


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for name, command in (("add", add), ("sources", sources), ("show", show), ("search", search)):
        app.command(name, rich_help_panel=SOURCES)(command)


def add(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; the whole study when none is given.")
    ] = None,
    kind: Annotated[str, typer.Option(help=f"What they are: {', '.join(KINDS)}.")] = "",
    encoding: Annotated[str, typer.Option(help="Their encoding, when the guess is wrong: cp1251.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell how each file would be read; nothing is stored.")
    ] = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Read transcripts, statements and references into the project, and tell how each was read."""
    from qual import study

    study.ensure_project(project)
    with study.open_project(project, coder=coder_name) as opened, progress("Reading") as tell:
        added = study.add_sources(
            opened,
            paths or (),
            kind=study.kind_of(kind),
            encoding=encoding or None,
            progress=tell,
            dry_run=dry_run,
        )
        codebook = study.codebook_in_force(opened)
    print_problems(added.problems)
    if as_json:
        print_json([_as_read(source, added.problems) for source in added.sources])
    if added.failed and (as_json or not dry_run):
        typer.echo("Nothing was added. Put the files above right, and add again.", err=True)
        raise typer.Exit(1)
    if as_json:
        return
    shown = [source for source in added.sources if dry_run or source.id in set(added.new)]
    if shown:
        print_table(
            ["id", "kind", "country", "expert", "lang", "turns", "words", "speakers", "encoding", "file"],
            [
                [s.id, s.kind, s.country or "–", s.expert or "–", s.language or "–", len(s.turns), s.words]
                + [_speakers(s), s.encoding or "–", s.file]
                for s in shown
            ],
            right=(5, 6),
            wrap=(7,),
        )
        typer.echo()
    if added.failed:
        typer.echo("These files could not be added as they are: see the remarks above.", err=True)
        raise typer.Exit(1)
    if dry_run:
        typer.echo(f"{plural(len(added.new), 'new source')}. Nothing was stored: leave out --dry-run to add.")
        return
    parts = [plural(len(added.new), "new source")]
    parts += [f"{len(added.updated)} with new attributes"] if added.updated else []
    parts += [f"{len(added.changed)} changed on disk and left as imported"] if added.changed else []
    parts += [f"{len(added.unchanged)} already there"] if added.unchanged else []
    typer.echo(f"{', '.join(parts)}. Next: {'qual suggest' if codebook else 'qual codebook adopt'}")


def _speakers(source: Source) -> str:
    """The labels of an interview with their turns; a question mark behind the interviewer's."""
    if source.kind != "interview":
        return "–"
    turns = Counter((turn.speaker, turn.role) for turn in source.turns if turn.speaker)
    return ", ".join(f"{name}{'?' * (role == 'interviewer')} {n}" for (name, role), n in turns.items()) or "–"


def _as_read(source: Source, problems: Sequence[Problem]) -> dict[str, Any]:
    turns = Counter((turn.speaker, turn.role) for turn in source.turns)
    return {
        "id": source.id,
        "kind": source.kind,
        "country": source.country,
        "expert": source.expert,
        "language": source.language,
        "turns": len(source.turns),
        "words": source.words,
        "speakers": [{"label": name, "role": role, "turns": n} for (name, role), n in turns.items()],
        "times": sum(bool(turn.time) for turn in source.turns),
        "encoding": source.encoding,
        "file": source.file,
        "normalised": dict(source.normalised),
        "remarks": [problem.what for problem in problems if problem.where == source.file],
    }


@with_filters_of(*OF_SOURCES)
def sources(project: InProject = HERE, as_json: AsJson = False, *, filters: Mapping[str, Any]) -> None:
    """List the sources with country, expert, language, words and turns."""
    from qual import study

    with study.open_project(project) as opened:
        frame = study.sources(opened, study.selection(opened, filters))
    records = frame.to_dict(orient="records")
    if as_json:
        print_json(records)
        return
    heads = ["id", "kind", "country", "expert", "language", "words", "turns", "file"]
    print_table(heads, [[row[head] or "–" for head in heads] for row in records], right=(5, 6))
    typer.echo(f"\n{plural(len(records), 'source')}.", err=True)


def show(
    source: Annotated[str, typer.Argument(help="Id of a source.")],
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Number the sentences, as qual code --sentence wants them.")
    ] = False,
    project: InProject = HERE,
    coder_name: AsReader = "",
    as_json: AsJson = False,
) -> None:
    """Show a source turn by turn, with the codings in it."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        if source in opened.assignments.hidden_sources():
            tell_blind(opened)
        shown = study.show(opened, source, sentences=sentences)
    if as_json:
        print_json(shown)
        return
    typer.echo(
        f"{shown['id']}  {shown['kind']}  {shown['country'] or '(not given)'}  {shown['expert']}".rstrip()
    )
    for name, value in shown["attributes"].items():
        typer.echo(f"  {name}: {value}")
    for turn in shown["turns"]:
        time = f" {turn['time']}" if turn["time"] else ""
        label = turn["speaker"] or "(no label)"
        typer.echo(f"\n[{turn['number']}{time}] {label}  ({turn['role']})")
        for sentence in turn.get("sentences", ()):
            typer.echo(f"{sentence['number']:>3}  {sentence['text']}")
        if not sentences:
            typer.echo(turn["text"])
        for coding in turn["codings"]:
            typer.echo(f"    {coding['id'][:8]}  {coding['code']}  {coding['status']}  {coding['coder']}")


@with_filters_of(*OF_SOURCES)
def search(
    expression: Annotated[str, typer.Argument(help='In the rule language: "ввод NEAR/5 войско".')],
    project: InProject = HERE,
    experts_only: Annotated[bool, typer.Option("--experts-only", help="Skip interviewers.")] = False,
    width: Annotated[int, typer.Option(help="Characters of context on either side.")] = 50,
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Find words in their context, in any inflected form."""
    from qual import study

    with study.open_project(project) as opened:
        found = study.search(
            opened, expression, study.selection(opened, filters), experts_only=experts_only, width=width
        )
    if as_json:
        print_json(
            [
                {"source": f.source.id, "turn": f.turn, "speaker": f.speaker, "start": f.start, "end": f.end}
                | {"before": f.before, "match": f.match, "after": f.after}
                for f in found
            ]
        )
        return
    for f in found:
        place = f"{f.source.id} [{f.turn}]"
        typer.echo(f"{place:<24} {highlighted(f.before.rjust(width), f.match, f.after)}")
    sources_with = len({f.source.id for f in found})
    typer.echo(f"\n{plural(len(found), 'place')} in {plural(sources_with, 'source')}.", err=True)
