"""Chapter Results: cooccurrence, saturation, timeline, questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from qual.cli.asking import OF_INTERVIEWS, Columns, Most, Rows, asked
from qual.cli.group import RESULTS
from qual.cli.numbers import figure, percent
from qual.cli.options import (
    HERE,
    AsJson,
    AsReader,
    InProject,
    Layer,
    MinCell,
    Public,
    Reviewed,
    with_filters,
    with_filters_of,
)
from qual.cli.results import print_matrix, print_public
from qual.cli.screen import plural, print_json, print_table, tell_blind


def register(app: typer.Typer) -> None:
    """Put these commands into the app."""
    for command in (cooccurrence, saturation, timeline, questions):
        app.command(rich_help_panel=RESULTS)(command)


@with_filters
def cooccurrence(
    project: InProject = HERE,
    columns: Columns = "theme",
    unit: Annotated[str, typer.Option(help="sentence, turn, source or expert.")] = "sentence",
    most: Most = 20,
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Count which themes or codes stand in the same sentence, turn, interview or expert.

    Only what one and the same coder says counts as standing together.
    """
    from qual import study

    choices: dict[str, Any] = {"columns": columns, "unit": unit, "reviewed": reviewed}
    with asked(project, coder_name, filters, layer=layer, reviewed=reviewed) as asking:
        found = study.cooccurrence(asking.project, asking.chosen, layer=layer, **choices)
    if as_json:
        print_json(found.to_json() | asking.basis.to_json())
        return
    asking.head()
    shown = found.pairs.head(most) if most else found.pairs
    print_table(
        ["first", "second", "together", "first in all", "second in all", "of first", "of second"]
        + ["Jaccard", "lift"],
        [
            [asking.name(row["first"]), asking.name(row["second"])]
            + [row["together"], row["n_first"], row["n_second"]]
            + [f"{row['share_first']:.0%}", f"{row['share_second']:.0%}"]
            + [f"{row['jaccard']:.2f}", f"{row['lift']:.1f}"]
            for row in shown.to_dict(orient="records")
        ],
        right=range(2, 9),
        wrap=(0, 1),
    )
    word = {"source": "interview"}.get(found.unit, found.unit)
    some = f"{len(shown)} of {plural(len(found.pairs), 'pair')}" if len(shown) < len(found.pairs) else ""
    typer.echo(f"\n{some or plural(len(found.pairs), 'pair')}, counted in {plural(found.units, word)}.")
    typer.echo("Lift: how many times as often as if one had nothing to do with the other.")
    asking.foot()


@with_filters
def saturation(
    project: InProject = HERE,
    columns: Columns = "code",
    order: Annotated[str, typer.Option(help="Attribute to order the interviews by.")] = "date",
    base: Annotated[int, typer.Option(help="Interviews of the base.")] = 4,
    run: Annotated[int, typer.Option(help="Interviews of a run.")] = 2,
    threshold: Annotated[float, typer.Option(help="New information that still counts as none.")] = 0.05,
    permutations: Annotated[int, typer.Option(metavar="N", help="Permuted orders of the band.")] = 1_000,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same band.")] = (20_200_505),
    rows: Rows = "country",
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Tell how many codes each further interview brings that none before it had."""
    from qual import study
    from qual.analysis.records import records

    choices: dict[str, Any] = {"columns": columns, "order": order, "base": base, "run": run}
    choices |= {"threshold": threshold, "layer": layer, "reviewed": reviewed}
    band: dict[str, Any] = {"permutations": permutations, "seed": seed}
    with asked(project, coder_name, filters, layer=layer, reviewed=reviewed) as asking:
        found = study.saturation(asking.project, asking.chosen, **choices, **band)
        cases = study.saturation_by_case(asking.project, asking.chosen, rows=rows, **choices)
    if as_json:
        print_json(found.to_json() | {"cases": records(cases)} | asking.basis.to_json())
        return
    asking.head()
    ratio = dict(
        zip((int(r.split("–")[-1]) for r in found.runs["interviews"]), found.runs["ratio"], strict=True)
    )
    print_table(
        ["", "expert", order, "new", "so far", "permuted orders", "new in the run"],
        [
            [n, row["label"], row["value"] or "–", row["new"], row["cumulative"]]
            + [f"{row['low']:.0f}–{row['high']:.0f}", f"{ratio[n]:.0%}" if n in ratio else "–"]
            for n, row in enumerate(found.curve.to_dict(orient="records"), 1)
        ],
        right=(0, 3, 4, 5, 6),
    )
    typer.echo()
    print_table(
        ["", "interviews", f"{columns}s", "reached", "new in the last run", "Chao2", "coverage"],
        [
            [row["case"], row["interviews"], row["codes"]]
            + ["–" if row["reached"] is None else f"{row['reached']} + {found.run}"]
            + [percent(row["last"]), figure(row["chao2"], 1), percent(row["coverage"])]
            for row in records(cases)
        ],
        right=range(1, 7),
    )
    typer.echo()
    what = f"base {found.base}, run {found.run}, at most {found.threshold:.0%} new"
    if found.reached is None:
        typer.echo(f"Not reached ({what}).")
    else:
        typer.echo(f"Reached at {found.reached} + {found.run} interviews ({what}).")
    if found.chao2 is not None:
        seen = int(found.curve["cumulative"].max())
        typer.echo(f"Chao2: at least {found.chao2:.1f} {columns}s where {seen} were found.")
        typer.echo(f"Coverage: {found.coverage:.0%} of what a further interview says is known already.")
    else:
        typer.echo("Chao2 needs ten interviews.")
    typer.echo(f"Permuted orders: 95 % of {found.permutations:,}, seed {found.seed}.")
    typer.echo(
        "With a codebook fixed beforehand this says when each code had come up, not that there is no more."
    )
    asking.foot()


@with_filters
def timeline(
    project: InProject = HERE,
    attribute: Annotated[str, typer.Option(help="The attribute that holds the date.")] = "date",
    period: Annotated[str, typer.Option(help="day, month, quarter or year.")] = "month",
    columns: Columns = "theme",
    layer: Layer = "all",
    reviewed: Reviewed = False,
    public: Public = False,
    min_cell: MinCell = 3,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Count who speaks of what by month, quarter or year of a date; --kind statement takes statements."""
    from qual import study

    choices: dict[str, Any] = {"attribute": attribute, "period": period, "columns": columns}
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found = study.timeline(opened, chosen, layer=layer, reviewed=reviewed, **choices)
        settings = study.settings_of(opened)
    if public:
        print_public(found, settings, min_cell, layer=layer, as_json=as_json)
    elif as_json:
        print_json(found.to_json() | {"layer": layer})
    else:
        print_matrix(found, settings, layer=layer)


@with_filters_of(*OF_INTERVIEWS)
def questions(
    project: InProject = HERE,
    rows: Rows = "country",
    columns: Columns = "theme",
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Count themes in the answers to each question of the guide, of the experts who were asked it.

    A question is marked in the interviewer's turn: "Q3." or "Вопрос 3." at its beginning.
    """
    from qual import study
    from qual.analysis.records import records

    choices: dict[str, Any] = {"rows": rows, "columns": columns, "layer": layer, "reviewed": reviewed}
    with asked(project, coder_name, filters, layer=layer, reviewed=reviewed) as asking:
        found = study.questions(asking.project, asking.chosen, **choices)
    if as_json:
        print_json(records(found))
        return
    asking.head()
    print_table(
        ["question", rows, columns, "of those asked"],
        [
            [
                row["question"],
                row[rows],
                asking.name(row["column"]) or "–",
                f"{row['experts']} of {row['asked']}",
            ]
            for row in found.to_dict(orient="records")
        ],
        right=(3,),
    )
    typer.echo()
    asking.foot()
