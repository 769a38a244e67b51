"""Chapter Codebook: codebook check, show, adopt, terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from qual.cli import codebook_files
from qual.cli.group import CODEBOOK, PoliteGroup
from qual.cli.options import HERE, OF_SOURCES, AsCoder, AsJson, AsReader, InProject, with_filters_of
from qual.cli.screen import plural, print_json, print_problems, print_table, tell_blind

commands = typer.Typer(cls=PoliteGroup, no_args_is_help=True, rich_markup_mode=None)

File = Annotated[Path | None, typer.Argument(help="A codebook file; that of the study when none is given.")]


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    codebook_files.register(commands)
    app.add_typer(
        commands, name="codebook", help="Check, show and adopt codebooks.", rich_help_panel=CODEBOOK
    )


@commands.command("check")
def check(file: File = None, project: InProject = HERE, as_json: AsJson = False) -> None:
    """Tell everything that is wrong with a codebook, with file and line. Exit 1 when something is."""
    from qual import study

    codebook, problems = study.check_codebook(
        file or study.codebook_path(project), study.read_settings(project).pipelines
    )
    errors = [problem for problem in problems if not problem.warning]
    if as_json:
        print_json(
            [{"where": p.where, "what": p.what, "hint": p.hint, "warning": p.warning} for p in problems]
        )
    else:
        print_problems(problems)
        if codebook is not None and not errors:
            terms = sum(len(rule.any) for code in codebook.codes for rule in code.rules)
            typer.echo(
                f"{codebook.name}: {plural(len(codebook.themes), 'theme')}, "
                f"{plural(len(codebook.codes) - len(codebook.themes), 'code')}, {plural(terms, 'term')}. "
                f"No errors, {plural(len(problems), 'note')}."
            )
        else:
            typer.echo(f"{plural(len(errors), 'error')}.", err=True)
    if errors:
        raise typer.Exit(1)


@commands.command("show")
def show(
    code: Annotated[str, typer.Argument(help="Id of a code; the whole tree when not given.")] = "",
    project: InProject = HERE,
    as_json: AsJson = False,
) -> None:
    """Show the codes as a tree, or one code with definition and rules."""
    from qual import study

    with study.open_project(project) as opened:
        shown = study.show_codebook(opened, code)
        language = study.settings_of(opened).language
    if as_json:
        print_json(shown)
        return
    for entry in shown["codes"]:
        indent = "  " * entry["level"]
        typer.echo(f"{indent}{entry['id']:<{max(1, 34 - len(indent))}} {_text(entry['name'], language)}")
        if code:
            for part in ("definition", "include", "exclude", "example"):
                if entry[part]:
                    typer.echo(f"{indent}  {part}: {_text(entry[part], language)}")
            for rule in entry["rules"]:
                mark = "" if rule["checked"] else "  (not checked with a speaker)"
                typer.echo(f"{indent}  {rule['lang']}{mark}: {'; '.join(rule['terms'])}")


@commands.command("adopt")
def adopt(file: File = None, project: InProject = HERE, coder_name: AsCoder = "") -> None:
    """Put a codebook into force for this project."""
    from qual import study
    from qual.study import exchange

    study.ensure_project(project)
    found = None
    with study.open_project(project, coder=coder_name) as opened:
        before = study.codebook_in_force(opened)
        codebook, new = study.adopt_codebook(opened, file)
        if before is not None and new:
            found = exchange.diff_codebooks(opened, before, codebook)
    if found is not None:
        codebook_files.tell_decisions(found)
    if new:
        typer.echo(f"{codebook.name} is in force. Next: qual suggest")
    else:
        typer.echo(f"{codebook.name} was in force already.")


@commands.command("terms")
@with_filters_of(*OF_SOURCES, "theme", "code")
def terms(
    project: InProject = HERE,
    coder_name: AsReader = "",
    unused: Annotated[bool, typer.Option("--unused", help="Only terms that found nothing.")] = False,
    overlaps: Annotated[
        bool,
        typer.Option("--overlaps", help="Which terms catch words that other terms catch too, and how often."),
    ] = False,
    forms: Annotated[int, typer.Option(help="How many word forms to show for each term.")] = 6,
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Tell what each term of the codebook catches in these sources: forms, hits, experts, countries."""
    from qual import study

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        uses = study.term_uses(opened, study.selection(opened, filters))
    if unused:
        uses = [use for use in uses if not use.hits]
    if as_json:
        print_json(
            [
                {
                    "code": use.code,
                    "language": use.language,
                    "term": use.term,
                    "checked": use.checked,
                    "hits": use.hits,
                    "sources": len(use.sources),
                    "experts": len(use.experts),
                    "countries": sorted(use.countries),
                    "forms": dict(use.forms.most_common()),
                    "also found by": dict(use.also.most_common()),
                    "overlaps": [
                        {"code": code, "term": term, "hits": hits}
                        for (code, term), hits in use.overlaps.most_common()
                    ],
                }
                for use in uses
            ]
        )
        return
    if overlaps:
        _print_overlaps(uses)
        return
    print_table(
        ["code", "lang", "term", "hits", "experts", "countries", "caught"],
        [
            [use.code, use.language, use.term, use.hits, len(use.experts), " ".join(sorted(use.countries))]
            + ["; ".join(f"{form} {n}" for form, n in use.forms.most_common(forms)) or "never found"]
            for use in uses
        ],
        right=(3, 4),
        wrap=(2, 6),
    )
    silent = sum(not use.hits for use in uses)
    typer.echo(f"\n{plural(len(uses), 'term')}, {silent} of them found nothing in these sources.", err=True)


def _print_overlaps(uses: Sequence[Any]) -> None:
    """Which terms share words with which: within a code one of them may be superfluous."""
    rows = [
        [
            use.code,
            use.language,
            use.term,
            use.hits,
            hits,
            code if code != use.code else "the same code",
            term,
        ]
        for use in uses
        for (code, term), hits in use.overlaps.most_common()
    ]
    if rows:
        print_table(
            ["code", "lang", "term", "hits", "shared", "with code", "and term"],
            rows,
            right=(3, 4),
            wrap=(2, 6),
        )
    sharing = sum(bool(use.overlaps) for use in uses)
    typer.echo(f"\n{plural(len(uses), 'term')}, {sharing} of them share words with another.", err=True)


def _text(texts: Mapping[str, str], language: str) -> str:
    from qual.model import in_language

    return in_language(texts, language)
