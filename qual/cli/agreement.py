"""Chapter People: agreement, disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import PEOPLE
from qual.cli.handcoding import shortened
from qual.cli.numbers import count, figure, missing, percent
from qual.cli.options import HERE, AsJson, AsReader, InProject, with_filters_of
from qual.cli.screen import plural, print_json, print_table, tell_blind
from qual.errors import InvalidRequest

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.agreement import Agreement, Validation

OF_UNITS = ("country", "theme", "code", "kind", "expert", "source", "coder")

Unit = Annotated[str, typer.Option(help="What is compared: sentence, turn or token.")]
Themes = Annotated[bool, typer.Option("--themes", help="Compare themes in place of codes.")]


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (agreement, disagreements):
        app.command(rich_help_panel=PEOPLE)(command)


@with_filters_of(*OF_UNITS)
def agreement(
    project: InProject = HERE,
    unit: Unit = "sentence",
    themes: Themes = False,
    by: Annotated[str, typer.Option(metavar="ATTRIBUTE", help="Also for each value, as country.")] = "",
    interviews: Annotated[bool, typer.Option("--interviews", help="For each interview and code.")] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Rules against people instead: precision and recall.")
    ] = False,
    terms: Annotated[bool, typer.Option("--terms", help="With --rules: for each term of a rule.")] = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Tell how far coders agree, for each code and over all, in the sources that two marked as done.

    Computed from what each coded before anything was adjudicated. --coder chooses the people.
    """
    from qual import study

    if rules and (by or interviews):
        raise InvalidRequest("--rules has tables of its own.", hint="Leave out --by and --interviews.")
    if terms and not rules:
        raise InvalidRequest("--terms belongs to the rules.", hint="Add --rules.")
    columns: Any = "theme" if themes else "code"
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        if rules:
            checked = study.validation(opened, chosen, unit=_unit(unit), columns=columns)
            print_json(checked.to_json()) if as_json else _print_validation(checked, terms=terms)
            return
        found = study.agreement(opened, chosen, unit=_unit(unit), columns=columns, by=by or None)
    if as_json:
        print_json(found.to_json())
    elif interviews:
        _print_interviews(found)
    else:
        _print_agreement(found)


@with_filters_of(*OF_UNITS)
def disagreements(
    project: InProject = HERE,
    unit: Unit = "sentence",
    confusion: Annotated[
        bool, typer.Option("--confusion", help="Which code of one coder stands where the other has which.")
    ] = False,
    most: Annotated[int, typer.Option("--most", "-n", help="How many to print; 0 for all.")] = 20,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """List where coders differ, the worst first, in the sources that two marked as done."""
    from qual import study
    from qual.analysis.records import records

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        if confusion:
            found = study.confusion(opened, chosen, unit=_unit(unit))
        else:
            found = study.disagreements(opened, chosen, unit=_unit(unit))
        decided = {
            (one.segment.source_id, one.code, one.segment.start, one.segment.end)
            for one in opened.adjudications.all()
        }
    shown = found.head(most) if most else found
    if as_json:
        print_json(records(shown))
    elif confusion:
        _print_confusion(found, most)
    else:
        _print_disagreements(shown, len(found), decided, unit)


def _unit(name: str) -> Any:
    return name.strip().lower()


# --- agreement -----------------------------------------------------------------------------------


def _print_agreement(found: Agreement) -> None:
    head = [found.by] if found.by else []
    overall = found.overall[found.overall["about"] == "all codes"]
    print_table(
        [*head, "over all codes", "value", "95 %", "sources", "units", ""],
        [
            [*(row[name] for name in head), row["measure"], figure(row["value"]), _interval(row)]
            + [row["sources"], _of(row), _why(row, "value")]
            for row in overall.to_dict(orient="records")
        ],
        right=(len(head) + 1, len(head) + 3),
        head_width=16,
        wrap=(len(head) + 5,),
    )
    typer.echo()
    codes = found.used
    unused = set(found.codes["code"]) - set(codes["code"])
    two = codes["kappa"].notna().any()
    middle = ["kappa"] if two else ["fleiss"]
    print_table(
        [*head, "code", *(f"coded {name}" for name in found.coders)]
        + ["prevalence", "percent", "positive", *middle, "AC1", "alpha", "95 %", ""],
        [
            [*(row[name] for name in head), row["code"]]
            + [count(row[f"coded {name}"]) for name in found.coders]
            + [percent(row[name]) for name in ("prevalence", "percent", "positive")]
            + [figure(row[name]) for name in (*middle, "ac1", "alpha")]
            + [_interval(row), _why(row, "alpha")]
            for row in codes.to_dict(orient="records")
        ],
        right=range(len(head) + 1, len(head) + 7 + len(found.coders)),
        wrap=(len(head), len(head) + 8 + len(found.coders)),
    )
    if len(found.assessments):
        typer.echo("\nAssessments, −2 to +2:")
        print_table(
            [*head, "code", "units", "alpha (ordinal)", "95 %", "AC2", ""],
            [
                [*(row[name] for name in head), row["code"], count(row["units"])]
                + [figure(row["alpha"]), _interval(row), figure(row["ac2"]), _why(row, "alpha")]
                for row in found.assessments.to_dict(orient="records")
            ],
            right=(len(head) + 1, len(head) + 2, len(head) + 4),
        )
    typer.echo()
    if unused:
        names = [name for name in dict.fromkeys(found.codes["code"]) if name in unused]
        typer.echo(f"Used by nobody, so there is nothing to agree about: {', '.join(names)}.")
    for line in _remarks(found):
        typer.echo(line)


def _remarks(found: Agreement) -> Iterable[str]:
    yield f"Coders: {', '.join(found.coders)}. Compared {found.unit} by {found.unit}, before adjudication."
    ours = {name: number for name, number in found.accepted.items() if name in found.coders}
    if ours:
        parts = ", ".join(f"{number} of {name}" for name, number in sorted(ours.items()))
        yield f"Of these codings, accepted suggestions: {parts}. Who saw suggestions did not code apart."
    out = {why: number for why, number in found.left_out.items() if number}
    if out:
        yield "Left out: " + ", ".join(f"{plural(n, 'coding')} {_WHY[why]}" for why, n in out.items()) + "."
    if found.codes["low"].isna().all():
        yield "No intervals: they need eight interviews that two people finished. See --interviews."
    yield "Next: qual disagreements"


_WHY = {
    "not finished": "in sources their coder is not done with",
    "not shared": "in sources that fewer than two are done with",
    "outside the units": "outside what experts say",
}


def _print_interviews(found: Agreement) -> None:
    print_table(
        ["source", "code", "units", "percent", "positive", "alpha", ""],
        [
            [row["source"], row["code"], count(row["units"])]
            + [percent(row["percent"]), percent(row["positive"]), figure(row["alpha"])]
            + [_why(row, "alpha")]
            for row in found.interviews.sort_values(["source"], kind="stable").to_dict(orient="records")
        ],
        right=(2, 3, 4, 5),
        wrap=(1,),
    )
    typer.echo(f"\nCoders: {', '.join(found.coders)}. Compared {found.unit} by {found.unit}.")


def _print_validation(found: Validation, *, terms: bool) -> None:
    frame = found.rules if terms else found.codes
    head = ["code", "term"] if terms else ["code"]
    apart = ["people", "both", "precision", "recall", "f1"] if found.coders else []
    names = {"people": "by people", "f1": "F1"}
    columns = ["suggested", *apart, "accepted", "rejected", "kept"]
    shares = {"precision", "recall", "f1", "kept"}
    print_table(
        [*head, *(names.get(name, name) for name in columns)],
        [
            [row[name] for name in head]
            + [percent(row[name]) if name in shares else count(row[name]) for name in columns]
            for row in frame.to_dict(orient="records")
        ],
        right=range(len(head), len(head) + len(columns)),
        wrap=range(len(head)),
    )
    where = f"in {plural(len(found.sources), 'source')}, {found.unit} by {found.unit}"
    rules = ", ".join(found.machines)
    if found.coders:
        typer.echo(f"\nRules of {rules} against {', '.join(found.coders)}, who saw no suggestions, {where}.")
    else:
        typer.echo(f"\nRules of {rules}, {where}. Whoever is done there decided on suggestions, so only")
        typer.echo("what they kept can be told. To know what the rules miss: qual assign NAME --blind")


# --- disagreements -------------------------------------------------------------------------------


def _print_disagreements(shown: pd.DataFrame, number: int, decided: set[Any], unit: str) -> None:
    known = {"source", "place", "quote", "start", "end", "coders", "coded", "shared", "differing"}
    people = [str(name) for name in shown.columns if name not in known]
    for row in shown.to_dict(orient="records"):
        typer.echo(f"\n{row['source']}, {row['place']}")
        typer.echo(f"  {shortened(row['quote'], 300)}")
        for name in people:
            said = row[name]
            if isinstance(said, str):
                typer.echo(f"    {name}: {said or '–'}")
        settled = sorted(
            code
            for source, code, start, end in decided
            if source == row["source"] and start < row["end"] and row["start"] < end
        )
        if settled:
            typer.echo(f"    adjudicated: {', '.join(settled)}")
    some = f"{len(shown)} of {number}" if len(shown) < number else str(number)
    typer.echo(f"\n{some} {unit}s on which coders differ.", err=True)
    if len(shown):
        first = shown.iloc[0]
        turn = first["place"].replace("turn ", "--turn ").replace(" sentence ", " --sentence ")
        typer.echo(
            f"Next, for each: qual adjudicate --source {first['source']} {turn} --code CODE "
            '--yes-code --reason "…"',
            err=True,
        )


def _print_confusion(found: pd.DataFrame, most: int) -> None:
    differ = found[found["code"] != found["other_code"]].sort_values("units", ascending=False, kind="stable")
    shown = differ.head(most) if most else differ
    print_table(
        ["coder", "has", "other", "has there", "units"],
        [
            [row["coder"], row["code"], row["other"], row["other_code"], row["units"]]
            for row in shown.to_dict(orient="records")
        ],
        right=(4,),
        wrap=(1, 3),
    )
    same = found[(found["code"] == found["other_code"]) & (found["code"] != "(not coded)")]
    typer.echo(
        f"\nThe same code {plural(int(same['units'].sum()), 'time')}; "
        f"different {plural(int(differ['units'].sum()), 'time')}.",
        err=True,
    )


# --- figures -------------------------------------------------------------------------------------


def _why(row: Mapping[Any, Any], name: str) -> str:
    """Why a figure is missing."""
    return str(row["reason"]) if missing(row[name]) else ""


def _interval(row: Mapping[Any, Any]) -> str:
    return "–" if missing(row["low"]) else f"{figure(row['low'])} to {figure(row['high'])}"


def _of(row: Mapping[Any, Any]) -> str:
    of = str(row["of"])
    return f"{count(row['units'])} {of if of.endswith('s') else of + 's'}"
