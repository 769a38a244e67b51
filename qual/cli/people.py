"""Chapter People: assign, done, adjudicate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from qual.cli.group import PEOPLE
from qual.cli.handcoding import InSentence, InTurn, shortened
from qual.cli.options import HERE, OF_SOURCES, AsCoder, AsJson, InProject, with_filters_of
from qual.cli.screen import plural, print_json, print_table
from qual.errors import InvalidRequest


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (assign, done, adjudicate):
        app.command(rich_help_panel=PEOPLE)(command)


@with_filters_of(*OF_SOURCES, "theme", "code")
def assign(
    person: Annotated[str, typer.Argument(metavar="[NAME]", help="The coder; without, who has what.")] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="They see no suggestions nor others' codings there until done.")
    ] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the assignments back.")] = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Say who is to code which sources, with which codes, and whether blind; or list that."""
    from qual import study

    filtered = any(filters.values())
    if not person and (filtered or blind or withdraw):
        raise InvalidRequest("Nothing says whom.", hint="qual assign NAME --source ID")
    if person and not filtered:
        raise InvalidRequest("Nothing says which sources.", hint=f"qual assign {person} --source ID")
    if blind and withdraw:
        raise InvalidRequest("Either assign blind or withdraw.", hint="Leave one of the two out.")
    with study.open_project(project, coder=coder_name) as opened:
        if not person:
            _print_assignments(study.assignments(opened), as_json=as_json)
            return
        chosen = study.selection(opened, filters)
        if withdraw:
            ids = study.unassign(opened, person, chosen)
            typer.echo(f"{plural(len(ids), 'source')} taken back from {person}: {', '.join(ids)}")
            return
        ids, counts = study.assign(opened, person, chosen, blind=blind)
    if as_json:
        numbers = {"new": counts.added, "changed": counts.changed, "unchanged": counts.unchanged}
        print_json({"coder": person.strip(), "sources": ids, "blind": blind, **numbers})
        return
    how = ", blind" if blind else ""
    parts = [f"{counts.changed} changed"] if counts.changed else []
    parts += [f"{counts.unchanged} as before"] if counts.unchanged else []
    more = f" ({', '.join(parts)})" if parts else ""
    typer.echo(f"{person.strip()} has {plural(len(ids), 'source')} to code{how}{more}: {', '.join(ids)}")


def done(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE …", help="Ids of sources.")],
    not_done: Annotated[bool, typer.Option("--not", help="Take the mark back.")] = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
) -> None:
    """Say that you have read a source to its end and have nothing more to code there."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        blind = opened.assignments.hidden_sources()
        news = study.mark_done(opened, sources, done=not not_done)
        hidden = opened.assignments.hidden_sources()
        coder = opened.coder
    for source_id in dict.fromkeys(sources):
        if not_done:
            typer.echo(f"{source_id} is not marked as done by {coder} any more.")
        elif source_id in news:
            typer.echo(f"{source_id} is done for {coder}: read to its end, nothing more to code.")
        else:
            typer.echo(f"{source_id} was marked as done by {coder} already.")
    if opened_now := sorted(blind - hidden):
        typer.echo(f"What others coded in {', '.join(opened_now)} is shown from now on.", err=True)
    if closed_now := sorted(hidden - blind):
        typer.echo(f"What others coded in {', '.join(closed_now)} is hidden again.", err=True)


def adjudicate(
    coding: Annotated[str, typer.Argument(metavar="[ID]", help="A coding that coders differ about;")] = "",
    source: Annotated[str, typer.Option("--source", metavar="ID", help="or a source,")] = "",
    turn: InTurn = None,
    sentence: InSentence = "",
    code_id: Annotated[str, typer.Option("--code", metavar="ID", help="and a code.")] = "",
    keep: Annotated[
        bool | None, typer.Option("--yes-code/--no-code", help="Whether the code stands there.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Decide, with a reason, whether a code stands where coders differ; or list what was decided.

    Decisions make the layer `agreed`; what coders coded stays as it was.
    """
    from qual import study

    asked = [name for name, given in _asked(coding, source, turn, sentence, code_id, keep, reason) if given]
    with study.open_project(project, coder=coder_name) as opened:
        if not asked:
            _print_adjudications(opened.adjudications.all(), as_json=as_json)
            return
        study.acting_coder(opened)
        if keep is None:
            raise InvalidRequest("Nothing says what is decided.", hint="Add --yes-code or --no-code.")
        if bool(coding) == bool(source):
            raise InvalidRequest(
                "Nothing says where." if not coding else "Either an id or a source says where.",
                hint="Give the ID of a coding, or --source, --turn, --sentence and --code.",
            )
        if coding:
            if turn is not None or sentence:
                raise InvalidRequest("The coding says where.", hint="Leave out --turn and --sentence.")
            about = opened.codings.get(coding)
            segment, code_id = about.segment, code_id or about.code
        else:
            if not code_id:
                raise InvalidRequest("Nothing says which code.", hint="Add --code ID.")
            segment = study.find_segment(opened, source, turn=turn, sentence=sentence)
        decided = study.adjudicate(opened, segment, code_id, keep=keep, reason=reason)
    if as_json:
        print_json(_record(decided))
        return
    typer.echo(f"{code_id} {_verdict(decided)} on {segment.source_id}: {shortened(segment.quote)}")
    typer.echo("The coders' codings stay as they are. The agreed numbers: qual matrix --layer agreed")


def _asked(*given: object) -> list[tuple[int, bool]]:
    return [(number, value not in ("", None)) for number, value in enumerate(given)]


def _verdict(decided: Any) -> str:
    return "stands" if decided.keep else "does not stand"


def _print_adjudications(decided: Any, *, as_json: bool) -> None:
    if as_json:
        print_json([_record(one) for one in decided])
        return
    rows = [
        [
            one.segment.source_id,
            one.code,
            _verdict(one),
            one.coder,
            one.reason,
            shortened(one.segment.quote, 50),
        ]
        for one in decided
    ]
    print_table(["source", "code", "decided", "by", "reason", "quote"], rows, wrap=(4, 5))
    typer.echo(f"\n{plural(len(rows), 'decision')}.", err=True)


def _record(one: Any) -> dict[str, Any]:
    segment = one.segment
    return {
        "id": one.id,
        "source": segment.source_id,
        "start": segment.start,
        "end": segment.end,
        "quote": segment.quote,
        "code": one.code,
        "keep": one.keep,
        "reason": one.reason,
        "coder": one.coder,
        "created": one.created,
    }


def _print_assignments(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    print_table(
        ["coder", "source", "codes", "blind", "done"],
        [
            [row["coder"], row["source"], ", ".join(row["codes"]) or "all"]
            + ["yes" if row[name] else "–" for name in ("blind", "done")]
            for row in rows
        ],
        wrap=(2,),
    )
    typer.echo(f"\n{plural(len(rows), 'assignment')}.", err=True)
