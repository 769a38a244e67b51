"""Chapter Results, the author's part: conclude, triangulate."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import RESULTS
from qual.cli.handcoding import shortened
from qual.cli.options import HERE, AsCoder, AsJson, AsReader, InProject, Layer, Reviewed, with_filters
from qual.cli.screen import print_json, print_table, tell_blind
from qual.errors import InvalidRequest
from qual.model import CONVERGENCES, KINDS, PURPOSES, AuthorNote, Code, Purpose

if TYPE_CHECKING:
    from qual.model import AuthorNotes
    from qual.project import Project

NOT_WRITTEN = "not written"


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (triangulate, conclude):
        app.command(rich_help_panel=RESULTS)(command)


def conclude(
    code: Annotated[
        str, typer.Argument(metavar="[ID]", help="A theme or code; without one: what is written on each.")
    ] = "",
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="Your conclusion.")] = "",
    convergence: Annotated[
        str,
        typer.Option(metavar="VALUE", help=f"How the sources agree: {', '.join(CONVERGENCES)}."),
    ] = "",
    summary: Annotated[str, typer.Option(metavar="TEXT", help="A summary of what was said.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="Take the conclusion (with --expert the summary) from a text file.")
    ] = None,
    country: Annotated[str, typer.Option(metavar="COUNTRY", help="Of this country only.")] = "",
    expert: Annotated[str, typer.Option(metavar="NAME", help="Of this expert only: a summary.")] = "",
    delete: Annotated[
        str, typer.Option(metavar="PURPOSE", help="Take back: conclusion, convergence or summary.")
    ] = "",
    project: InProject = HERE,
    coder_name: AsCoder = "",
    as_json: AsJson = False,
) -> None:
    """Write your conclusion on a theme or code, how its sources agree, or a summary; or show what is written.

    Writing anew replaces what stood there; the old text stays in the history, and undo brings it back.
    """
    from qual import study

    wanted: dict[Purpose, str] = {"conclusion": text, "convergence": convergence, "summary": summary}
    if file is not None:
        purpose: Purpose = "summary" if expert else "conclusion"
        if wanted[purpose]:
            raise InvalidRequest(f"The {purpose} comes twice.", hint="Give a text or --file, not both.")
        wanted[purpose] = _read(file)
    given = {purpose: words for purpose, words in wanted.items() if words}
    back = next((one for one in PURPOSES if one == delete), None)
    if delete and (back is None or given):
        raise InvalidRequest(
            f"{delete!r} cannot be taken back so.", hint="Say --delete conclusion, and nothing to write."
        )
    if (given or delete or country or expert) and not code:
        raise InvalidRequest("It is not said on which theme or code.", hint="Give its id first.")
    with study.open_project(project, coder=coder_name) as opened:
        if not given and back is None:
            _tell(opened, code, as_json=as_json)
            return
        where = {"country": country, "expert": expert}
        with opened.transaction("conclude"):
            if back is not None:
                done = [study.withdraw_note(opened, back, code, **where)]
            else:
                done = [study.write_note(opened, one, code, words, **where) for one, words in given.items()]
    if as_json:
        print_json([_record(note) for note in done])
        return
    for note in done:
        words = study.note_in_words(note)
        typer.echo(f"{words[:1].upper()}{words[1:]} {'taken back' if back else 'stored'}.")


@with_filters
def triangulate(
    project: InProject = HERE,
    columns: Annotated[str, typer.Option(help="theme or code.")] = "theme",
    quotes: Annotated[int, typer.Option(metavar="N", help="Print N quotations of each kind, too.")] = 0,
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Set interviews, literature and statements side by side: who speaks of a theme, who is silent.

    Convergence and conclusion are yours to write, with qual conclude; none is ever made up.
    """
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found: Any = study.triangulate(
            opened, chosen, columns=columns, layer=layer, reviewed=reviewed, quotes=quotes or 3
        )
        said = study.quotes(opened, chosen, layer=layer, reviewed=reviewed) if quotes else None
    rows: list[dict[str, Any]] = found.astype(object).where(found.notna(), None).to_dict("records")
    if as_json:
        print_json(rows)
        return
    if not rows:
        typer.echo("No theme passes the filters.")
        return
    heads = [columns, "interviews", "statements", "literature", "silent", "convergence", "conclusion"]
    print_table(heads, [_cells(row) for row in rows], wrap=(0, len(heads) - 1))
    typer.echo()
    typer.echo("Interviews: experts who speak of it. Statements, literature: sources that do.")
    typer.echo("Convergence and conclusion are the author's: qual conclude")
    for row in rows:
        if row["silent"] and row["convergence"] == "agreement":
            typer.echo(f"note: {row['id']} is called agreement, but silent: {row['silent']}.", err=True)
    if said is not None:
        _print_quotes(rows, said.set_index("id"))


def _cells(row: Mapping[str, Any]) -> list[str]:
    counts = [
        "–" if row[f"{kind}_voices"] is None else f"{row[f'{kind}_voices']} of {row[f'{kind}_of']}"
        for kind in KINDS
    ]
    conclusion = shortened(row["conclusion"], 60) or NOT_WRITTEN
    return [row["name"], *counts, row["silent"] or "–", row["convergence"] or NOT_WRITTEN, conclusion]


def _print_quotes(rows: Sequence[Mapping[str, Any]], said: Any) -> None:
    for row in rows:
        typer.echo(f"\n{row['name']}\n{'=' * len(row['name'])}")
        for kind in KINDS:
            if row[f"{kind}_voices"] == 0:
                typer.echo(f"\n{kind}: nothing")
            for coding_id in row[f"{kind}_quotes"]:
                one = said.loc[coding_id]
                who = one["expert"] if kind == "interview" else one["source"]
                typer.echo(f"\n{kind} · {one['country']} · {who} · turn {one['turn']} · {one['code']}")
                typer.echo(f"  {' '.join(one['quote'].split())}\n  {coding_id[:8]}")
        typer.echo(f"\nconvergence: {row['convergence'] or NOT_WRITTEN}")
        typer.echo(f"conclusion: {row['conclusion'] or NOT_WRITTEN}")


def _show(notes: AuthorNotes, codes: Sequence[Code], themes: Container[str], language: str) -> None:
    """What is written, code by code; of a theme always whether it has a conclusion."""
    for code in codes:
        written = notes.of(code.id)
        if code.id not in themes and not written:
            continue
        typer.echo(f"{code.label(language)} ({code.id})")
        for purpose in ("conclusion", "convergence"):
            text = notes.text(purpose, code.id)
            typer.echo(f"  {purpose}: {_indented(text) if text else NOT_WRITTEN}")
        for note in written:
            if note.country or note.expert or note.purpose == "summary":
                who = f"{note.purpose} {note.country or note.expert}".rstrip()
                typer.echo(f"  {who}: {_indented(note.text)}")
        typer.echo()


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _tell(project: Project, code_id: str, *, as_json: bool) -> None:
    from qual import study

    notes, book = study.author_notes(project), study.codebook_in_force(project)
    codes = [study.known_code(project, code_id)] if code_id else list(book.codes) if book else []
    if as_json:
        print_json([_record(note) for code in codes for note in notes.of(code.id)])
        return
    themes = [code_id] if code_id else [theme.id for theme in book.themes] if book else []
    _show(notes, codes, themes, study.settings_of(project).language)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").strip()
    except OSError as error:
        raise InvalidRequest(
            f"{file.name} cannot be read ({error.strerror}).", hint="Name a text file."
        ) from error
    except UnicodeDecodeError:
        raise InvalidRequest(f"{file.name} is not UTF-8 text.", hint="Save it as UTF-8.") from None


def _record(note: AuthorNote) -> dict[str, str]:
    return {
        "purpose": note.purpose,
        "code": note.code,
        "country": note.country,
        "expert": note.expert,
        "text": note.text,
        "coder": note.coder,
        "created": note.created,
    }
