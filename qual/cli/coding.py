"""Chapter Coding: suggest, explain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import CODING
from qual.cli.options import HERE, OF_SOURCES, AsCoder, AsJson, AsReader, InProject, with_filters_of
from qual.cli.screen import highlighted, plural, print_json, progress

if TYPE_CHECKING:
    from qual.study.tagging import Suggested


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (suggest, explain):
        app.command(rich_help_panel=CODING)(command)


@with_filters_of(*OF_SOURCES)
def suggest(
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Let the codebook's rules suggest codings; what people decided stays as it is."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened, progress("Tagging") as tell:
        done = study.suggest(opened, study.selection(opened, filters), progress=tell)
    if as_json:
        print_json(
            {"sources": done.sources, "searched": done.searched, "added": done.added}
            | {"withdrawn": done.withdrawn, "decided": done.decided}
        )
        return
    typer.echo(f"{plural(done.sources, 'source')}: {suggested_in_words(done)}. Next: qual matrix")


def suggested_in_words(done: Suggested) -> str:
    """What a run of the rules changed, as a clause."""
    if not done.searched:
        return "nothing to do, neither texts nor rules have changed"
    parts = [plural(done.added, "new suggestion")]
    parts += [f"{done.withdrawn} withdrawn"] if done.withdrawn else []
    parts += [f"{done.decided} decided by people and left alone"] if done.decided else []
    parts += [f"{done.sources - done.searched} unchanged and skipped"] if done.searched < done.sources else []
    return ", ".join(parts)


def explain(
    coding: Annotated[str, typer.Argument(help="Id of a coding, or its first characters.")],
    project: InProject = HERE,
    coder_name: AsReader = "",
    as_json: AsJson = False,
) -> None:
    """Tell why a suggestion exists: rule, words found, and who says that they are forms of the term."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        found = study.explain(opened, coding)
    segment = found.coding.segment
    if as_json:
        print_json(
            {
                "id": found.coding.id,
                "code": found.coding.code,
                "source": segment.source_id,
                "coder": found.coding.coder,
                "status": found.coding.status,
                "start": segment.start,
                "end": segment.end,
                "quote": segment.quote,
                "evidence": [
                    {
                        "rule": reason.evidence.rule,
                        "term": reason.evidence.term,
                        "start": reason.evidence.start,
                        "end": reason.evidence.end,
                        "in force": reason.in_force,
                        "words": [{"word": w, "met": atom, "by": by} for w, atom, by in reason.words],
                    }
                    for reason in found.reasons
                ],
            }
        )
        return
    turn = found.source.turn_at(segment.start)
    place = f"{segment.source_id}, turn {turn.number}" if turn else segment.source_id
    typer.echo(f"{found.coding.code} ({found.code_name}) in {place}")
    typer.echo(f"{found.coding.status}, by {found.coding.coder}\n")
    if not found.reasons:
        typer.echo(segment.quote)
        typer.echo("\nA person coded this; there is no rule behind it.")
    for reason in found.reasons:
        a, b = reason.evidence.start, reason.evidence.end
        text = found.source.text
        typer.echo(highlighted(text[segment.start : a], text[a:b], text[b : segment.end]))
        typer.echo(f"  rule {reason.evidence.rule}: {reason.evidence.term}")
        if not reason.in_force:
            typer.echo("    the codebook in force no longer has this term")
        for word, atom, by in reason.words:
            typer.echo(f"    {word} ← {atom}, {by}")
