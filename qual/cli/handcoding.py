"""Chapter Coding, by hand: code, recode, move, delete, decide, memo, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import CODING
from qual.cli.options import HERE, AsCoder, AsJson, AsReader, InProject, with_filters
from qual.cli.screen import plural, print_json, print_table
from qual.errors import InvalidRequest

if TYPE_CHECKING:
    from qual.model import Coding, Memo
    from qual.study.handcoding import Done

Quote = Annotated[str, typer.Option("--quote", metavar="TEXT", help="The words; a slip does no harm.")]
InTurn = Annotated[int | None, typer.Option("--turn", metavar="N", help="Number of the turn.")]
InSentence = Annotated[
    str, typer.Option("--sentence", metavar="M", help="Its sentence, 2 or 2-4: qual show --sentences.")
]
From = Annotated[int | None, typer.Option("--start", metavar="A", help="Or offsets: the first character,")]
To = Annotated[int | None, typer.Option("--end", metavar="B", help="and the one behind the last.")]
Assessed = Annotated[str, typer.Option("--assessment", metavar="N", help="−2 to +2, if the code takes one.")]
WithMemo = Annotated[str, typer.Option("--memo", metavar="TEXT", help="A note on the coding.")]
OneCoding = Annotated[str, typer.Argument(metavar="ID", help="Id of a coding, or its first characters.")]

WIDEST_QUOTE = 70


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (code, recode, move, delete, decide, memo, history):
        app.command(rich_help_panel=CODING)(command)


def code(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Id of the source.")],
    code_id: Annotated[str, typer.Option("--code", metavar="ID", help="The code.")],
    quote: Quote = "",
    turn: InTurn = None,
    sentence: InSentence = "",
    start: From = None,
    end: To = None,
    assessment: Assessed = "",
    note: WithMemo = "",
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Code a passage by hand: say which by its words, by turn and sentence, or by offsets."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        segment = study.find_segment(
            opened, source, quote=quote, turn=turn, sentence=sentence, start=start, end=end
        )
        done = study.code_segment(opened, segment, code_id, assessment=assessment_of(assessment), memo=note)
        place = study.place_of(opened, done.coding)
    if done.new:
        _tell(done, f"Coded {place} with {code_id}", as_json=as_json)
    else:
        _tell(done, f"{done.coding.coder} has coded {place} with {code_id} already", as_json=as_json)


def recode(
    coding: OneCoding,
    code_id: Annotated[str, typer.Option("--code", metavar="ID", help="The code it gets.")],
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Give a coding of your own another code; a suggestion is rejected and coded anew."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        done = study.recode(opened, coding, code_id)
        place = study.place_of(opened, done.coding)
    what = f"{place} is coded with {code_id} now" if done.new else f"{place} has that code already"
    _tell(done, what, as_json=as_json)


def move(
    coding: OneCoding,
    quote: Quote = "",
    turn: InTurn = None,
    sentence: InSentence = "",
    start: From = None,
    end: To = None,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Give a coding of your own other borders; a suggestion is rejected and coded anew."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        segment = study.find_segment(
            opened,
            opened.codings.get(coding).segment.source_id,
            quote=quote,
            turn=turn,
            sentence=sentence,
            start=start,
            end=end,
        )
        done = study.move_coding(opened, coding, segment)
        place = study.place_of(opened, done.coding)
    what = f"{done.coding.code} stands on {place} now" if done.new else f"It stands on {place} already"
    _tell(done, what, as_json=as_json)


def delete(
    codings: Annotated[list[str], typer.Argument(metavar="ID …", help="Ids of codings of your own.")],
    project: InProject = HERE,
    coder_name: AsCoder = "",
) -> None:
    """Take codings of your own back. They stay in the history, and undo brings them back."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        gone = study.delete_codings(opened, codings)
    typer.echo(f"{plural(len(gone), 'coding')} deleted. To have {_them(gone)} back: qual undo")


@with_filters
def decide(
    codings: Annotated[
        list[str] | None, typer.Argument(metavar="[ID …]", help="Ids of suggestions; else filters say which.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Accept them.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Reject them, for good.")] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help="Put them back to undecided.")] = False,
    instead: Annotated[
        str, typer.Option("--instead", metavar="CODE", help="Reject them, and code them with this code.")
    ] = "",
    assessment: Assessed = "",
    note: WithMemo = "",
    yes: Annotated[bool, typer.Option("--yes", help="With filters: do it; else only tell which.")] = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Accept or reject suggestions: by their ids at once, by filters after a look at which.

    With filters and no --status those that nobody has decided on. The whole is one act to undo.
    """
    from qual import study

    status = _one_decision(accept=accept, reject=reject, reopen=reopen, instead=instead)
    filtered = any(filters.values())
    if codings and filtered:
        raise InvalidRequest("Either ids or filters say which.", hint="Leave out the one or the other.")
    if not codings and not filtered:
        raise InvalidRequest(
            "Nothing says which suggestions.", hint="Give ids, or filters such as --theme and --country."
        )
    with study.open_project(project, coder=coder_name) as opened:
        study.acting_coder(opened)
        if codings:
            done = study.decide(
                opened, codings, status, code_id=instead, assessment=assessment_of(assessment), memo=note
            )
        else:
            found = study.undecided(opened, study.selection(opened, filters))
            if not yes or not found:
                _print_dry_run(found, as_json=as_json)
                return
            done = study.decide(
                opened,
                [one.id for one in found],
                status,
                code_id=instead,
                assessment=assessment_of(assessment),
                memo=note,
            )
    if as_json:
        instead_of = [one.id for one in done.instead]
        print_json({"changed": done.changed, "unchanged": done.unchanged, "instead": instead_of})
        return
    parts = [f"{plural(done.changed, 'coding')} decided"]
    parts += [f"{done.unchanged} had been so before"] if done.unchanged else []
    parts += [f"{len(done.instead)} coded with {instead}"] if done.instead else []
    typer.echo(f"{', '.join(parts)}. To take it back: qual undo")


def memo(
    about: Annotated[
        str,
        typer.Argument(metavar="[ABOUT]", help="source:ID, code:ID, coding:ID, or memo:ID to edit one."),
    ] = "",
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="The note; without it, what is noted.")] = "",
    remove: Annotated[bool, typer.Option("--delete", help="Take memo:ID back.")] = False,
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Note something on a source, a code or a coding; edit a note, or list them."""
    from qual import study

    noun, _, id_ = about.partition(":")
    if remove and (noun != "memo" or text):
        raise InvalidRequest("Only a memo is deleted so.", hint="qual memo memo:ID --delete")
    if text and not text.strip():
        raise InvalidRequest("The memo is empty.", hint="Write a text.")
    with study.open_project(project, coder=coder_name) as opened:
        if not text and not remove:
            found = [opened.memos.get(id_)] if noun == "memo" else study.memos(opened, about)
            _print_memos(found, as_json=as_json)
            return
        if noun == "memo":
            done = study.withdraw_memo(opened, id_) if remove else study.edit_memo(opened, id_, text)
        else:
            done = study.add_memo(opened, about, text)
    if as_json:
        print_json(_memo_record(done))
        return
    typer.echo(f"Memo {done.id[:8]} on {_about(done)} {'deleted' if remove else 'stored'}.")


def history(
    coding: OneCoding, project: InProject = HERE, coder_name: AsReader = "", as_json: AsJson = False
) -> None:
    """Tell the life of one coding: who did what to it, and when."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        life = study.coding_history(opened, coding)
    if as_json:
        record = coding_record(life.coding, life.place)
        events = [{"time": time, "coder": coder, "what": what} for time, coder, what in life.events]
        print_json({**record, "withdrawn": life.withdrawn, "history": events})
        return
    state = "withdrawn" if life.withdrawn else life.coding.status
    typer.echo(f"{life.coding.id[:8]}  {life.coding.code} in {life.place}  ({state}, by {life.coding.coder})")
    typer.echo(f"  {shortened(life.coding.segment.quote)}\n")
    rows = [[time[:19].replace("T", " "), coder or "–", what] for time, coder, what in life.events]
    print_table(["time (UTC)", "coder", "what"], rows, wrap=(2,))


# --- in words ------------------------------------------------------------------------------------


def assessment_of(text: str) -> int | None:
    """A value from −2 to +2 as a person types it; None for nothing. Raises InvalidRequest."""
    written = text.strip().replace("−", "-").replace("–", "-")
    if not written:
        return None
    try:
        value = int(written)
    except ValueError:
        value = 3
    if not -2 <= value <= 2:
        raise InvalidRequest(f"{text!r} is not an assessment.", hint="Use −2, −1, 0, 1 or 2.")
    return value


def shortened(quote: str, width: int = WIDEST_QUOTE) -> str:
    """A quote on one line, cut when it is long."""
    line = " ".join(quote.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def coding_record(coding: Coding, place: str) -> dict[str, Any]:
    """A coding as JSON."""
    segment = coding.segment
    return {
        "id": coding.id,
        "code": coding.code,
        "source": segment.source_id,
        "place": place,
        "start": segment.start,
        "end": segment.end,
        "quote": segment.quote,
        "coder": coding.coder,
        "status": coding.status,
        "decided_by": coding.decided_by,
        "assessment": coding.assessment,
    }


def _tell(done: Done, what: str, *, as_json: bool) -> None:
    for line in done.notes:
        typer.echo(f"note: {line}", err=True)
    if as_json:
        print_json({**coding_record(done.coding, what), "new": done.new, "notes": list(done.notes)})
        return
    typer.echo(f"{what}: {shortened(done.coding.segment.quote)}")
    assessed = "" if done.coding.assessment is None else f", assessed {done.coding.assessment:+d}"
    typer.echo(f"  {done.coding.id[:8]}, {done.coding.coder}{assessed}")


def _one_decision(*, accept: bool, reject: bool, reopen: bool, instead: str) -> Any:
    chosen = [
        status
        for status, wanted in (("accepted", accept), ("rejected", reject), ("suggested", reopen))
        if wanted
    ]
    if len(chosen) > 1 or (instead and (accept or reopen)):
        raise InvalidRequest(
            "These decisions exclude one another.",
            hint="Give one of --accept, --reject, --reopen, --instead.",
        )
    return chosen[0] if chosen else None


def _print_dry_run(found: Sequence[Coding], *, as_json: bool) -> None:
    if as_json:
        print_json([coding_record(one, one.segment.source_id) for one in found])
        return
    if found:
        rows = [
            [one.id[:8], one.segment.source_id, one.code, one.status, shortened(one.segment.quote)]
            for one in found
        ]
        print_table(["id", "source", "code", "status", "quote"], rows)
        typer.echo()
    number = plural(len(found), "suggestion")
    typer.echo(f"{number}; nothing is changed yet. To do it: add --yes" if found else "No suggestion passes.")


def _print_memos(found: Sequence[Memo], *, as_json: bool) -> None:
    if as_json:
        print_json([_memo_record(one) for one in found])
        return
    for one in found:
        time = one.created[:16].replace("T", " ")
        typer.echo(f"{one.id[:8]}  {_about(one)}  {one.coder or '–'}, {time}")
        typer.echo(f"  {one.text}\n")
    typer.echo(f"{plural(len(found), 'memo')}.", err=True)


def _about(memo: Memo) -> str:
    """What a memo is about; of a coding's long id as much as every command takes."""
    noun, _, id_ = memo.about.partition(":")
    return f"{noun}:{id_[:8]}" if noun == "coding" else memo.about


def _memo_record(memo: Memo) -> dict[str, str]:
    return {
        "id": memo.id,
        "about": memo.about,
        "text": memo.text,
        "coder": memo.coder,
        "created": memo.created,
    }


def _them(gone: Sequence[Coding]) -> str:
    return "it" if len(gone) == 1 else "them"
