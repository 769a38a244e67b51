"""Chapter Results: analyses beyond the matrix, from cooccurrence to questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.group import RESULTS
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

if TYPE_CHECKING:
    import pandas as pd

    from qual.study.basis import Basis

Rows = Annotated[str, typer.Option(help="Any attribute: country, expert_group …")]
Columns = Annotated[str, typer.Option(help="theme or code.")]
Most = Annotated[int, typer.Option("--most", "-n", help="How many to print; 0 for all.")]


def register(app: typer.Typer) -> None:
    """Put this chapter's commands into the app."""
    for command in (
        cooccurrence, saturation, compare, robustness, assessments, distinctive, timeline, questions
    ):  # fmt: skip
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
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found = study.cooccurrence(opened, chosen, layer=layer, **choices)
        basis = study.basis(opened, chosen, layer=layer, reviewed=reviewed)
        names = study.code_names(opened)
    if as_json:
        print_json(found.to_json() | basis.to_json())
        return
    _head(basis)
    shown = found.pairs.head(most) if most else found.pairs
    print_table(
        ["first", "second", "together", "first in all", "second in all", "of first", "of second"]
        + ["Jaccard", "lift"],
        [
            [names.get(row["first"], row["first"]), names.get(row["second"], row["second"])]
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
    _foot(basis)


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
    from qual.analysis.comparison import plain

    choices: dict[str, Any] = {"columns": columns, "order": order, "base": base, "run": run}
    choices |= {"threshold": threshold, "layer": layer, "reviewed": reviewed}
    band: dict[str, Any] = {"permutations": permutations, "seed": seed}
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found = study.saturation(opened, chosen, **choices, **band)
        cases = study.saturation_by_case(opened, chosen, rows=rows, **choices)
        basis = study.basis(opened, chosen, layer=layer, reviewed=reviewed)
    if as_json:
        print_json(found.to_json() | {"cases": plain(cases)} | basis.to_json())
        return
    _head(basis)
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
            + [_percent(row["last"]), _figure(row["chao2"], 1), _percent(row["coverage"])]
            for row in plain(cases)
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
    _foot(basis)


@with_filters_of("country", "theme", "code", "expert", "source", "coder", "status")
def compare(
    project: InProject = HERE,
    rows: Rows = "country",
    columns: Columns = "theme",
    tests: Annotated[
        bool, typer.Option("--tests", help="One permutation test a theme, over experts.")
    ] = False,
    within: Annotated[
        str, typer.Option(metavar="ATTR", help="With --tests: shuffle inside groups, as expert_group.")
    ] = "",
    seed: Annotated[int, typer.Option(metavar="N", help="With --tests: the same seed, the same p.")] = (
        20_220_105
    ),
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Compare countries: share of experts with a 95 % interval; with --tests, whether they differ."""
    from qual import study

    choices: dict[str, Any] = {"rows": rows, "columns": columns, "tests": tests, "reviewed": reviewed}
    choices |= {"within": within, "seed": seed}
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found = study.comparison(opened, chosen, layer=layer, **choices)
        names = found.names | study.code_names(opened)
        basis = study.basis(opened, chosen, layer=layer, reviewed=reviewed)
    if as_json:
        print_json(found.to_json() | basis.to_json())
        return
    _head(basis)
    print_table(
        [columns, rows, "experts", "share", "95 %"],
        [
            [names.get(row["column"], row["column"]) if first else "", row[rows]]
            + [f"{row['experts']} of {row['base']}", _percent(row["share"])]
            + [f"{row['low']:.0%} to {row['high']:.0%}" if row["base"] else "–"]
            for row, first in _with_first(found.shares)
        ],
        right=(2, 3, 4),
    )
    typer.echo()
    if found.confounded:
        typer.echo(f"No tests: {found.confounded}. What differs might be the coder.")
    elif found.tests is not None:
        print_table(
            [columns, "V", "V by chance", "p", "q", ""],
            [
                [names.get(row["column"], row["column"])]
                + [_figure(row[name], 2) for name in ("v", "v_chance")]
                + [_figure(row[name], 3) for name in ("p", "q")]
                + [row["reason"]]
                for row in found.tests.to_dict(orient="records")
            ],
            right=(1, 2, 3, 4),
        )
        inside = f" of the same {within}" if within else ""
        typer.echo(
            f"\np: of {found.permutations:,} tables with the {rows} shuffled over experts{inside}, the share "
            "that differs\nas much. q: the same for all themes together (Benjamini-Hochberg)."
        )
        typer.echo(
            "Experts were chosen, not drawn: p says nothing of a population, and a large p does not say\n"
            "that countries are alike."
        )
    _foot(basis)


@with_filters_of("country", "theme", "code", "expert", "source", "coder", "status")
def robustness(
    project: InProject = HERE,
    rows: Rows = "country",
    columns: Columns = "theme",
    layer: Layer = "all",
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Tell what each finding hangs on: leave out one expert, count reviewed codings only."""
    from qual import study
    from qual.analysis.comparison import plain

    choices: dict[str, Any] = {"rows": rows, "columns": columns, "layer": layer}
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found = study.robustness(opened, chosen, **choices)
        names = study.code_names(opened)
        basis = study.basis(opened, chosen, layer=layer)
    if as_json:
        print_json(plain(found))
        return
    _head(basis)
    spoken = found[found["experts"] > 0]
    print_table(
        [rows, columns, "experts", "share", "one left out", "hangs on", "reviewed only"],
        [
            [
                row[rows],
                names.get(row["column"], row["column"]),
                f"{row['experts']} of {row['base']}",
                _percent(row["share"]),
            ]
            + [f"{row['least']:.0%} to {row['most']:.0%}" if row["base"] > 1 else "–"]
            + [row["hangs_on"] or "–", row["reviewed"]]
            for row in spoken.to_dict(orient="records")
        ],
        right=(2, 3, 4, 6),
    )
    single = int((spoken["hangs_on"] != "").sum())
    typer.echo(f"\n{single} of {plural(len(spoken), 'cell')} hang on one expert.")
    _foot(basis)


@with_filters_of("country", "theme", "code", "expert", "source", "coder", "status")
def assessments(
    project: InProject = HERE,
    rows: Rows = "country",
    columns: Columns = "code",
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """Tell how experts assess, from −2 to +2: mean and spread by country, each expert once."""
    from qual import study

    choices: dict[str, Any] = {"rows": rows, "columns": columns, "layer": layer, "reviewed": reviewed}
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found = study.assessments(opened, chosen, **choices)
        names = study.code_names(opened)
        basis = study.basis(opened, chosen, layer=layer, reviewed=reviewed)
    if as_json:
        print_json(found.to_json() | basis.to_json())
        return
    _head(basis)
    print_table(
        [columns, rows, "experts", "mean", "sd", "from", "to"],
        [
            [
                names.get(row["code"], row["code"]),
                row[rows],
                row["experts"],
                f"{row['mean']:+.2f}",
                _figure(row["sd"], 2),
            ]
            + [f"{row['low']:+.2f}", f"{row['high']:+.2f}"]
            for row in found.cases.to_dict(orient="records")
        ],
        right=range(2, 7),
    )
    if found.cases.empty:
        typer.echo("Nothing was assessed here. Assess while reviewing, or: qual decide ID --assessment 1")
    _foot(basis)


@with_filters_of("country", "theme", "code", "expert", "source", "coder", "status")
def distinctive(
    project: InProject = HERE,
    rows: Rows = "country",
    codes: Annotated[bool, typer.Option("--codes", help="Codes in place of words.")] = False,
    language: Annotated[str, typer.Option(help="Whose words: interviews in this language.")] = "ru",
    most: Annotated[int, typer.Option("--most", "-n", help="How many for each case.")] = 8,
    layer: Layer = "all",
    reviewed: Reviewed = False,
    coder_name: AsReader = "",
    as_json: AsJson = False,
    *,
    filters: Mapping[str, Any],
) -> None:
    """List the words, or codes, that set one country's experts apart from all others.

    Words are those of all that experts say; with --theme, --code, --coder, --status, --layer or
    --reviewed those of the passages coded so.
    """
    from qual import study
    from qual.analysis.comparison import plain

    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        if codes:
            found = study.distinctive_codes(opened, chosen, rows=rows, layer=layer, reviewed=reviewed)
        else:
            found = study.distinctive_words(
                opened, chosen, rows=rows, language=language, layer=layer, reviewed=reviewed
            )
        basis = study.basis(opened, chosen, layer=layer, reviewed=reviewed)
        names = study.code_names(opened)
    single = found.attrs["single"]
    found = found[found["z"] > 0].groupby("case", sort=False).head(most)
    if as_json:
        print_json(plain(found))
        return
    _head(basis)
    print_table(
        [rows, "code" if codes else "word", "here", "elsewhere", "experts", "z"],
        [
            [row["case"] if first else "", names.get(row["item"], row["item"]) if codes else row["item"]]
            + [row["count"], row["others"]]
            + [row["experts"], f"{row['z']:.1f}"]
            for row, first in _with_first(found, "case")
        ],
        right=(2, 3, 4, 5),
    )
    typer.echo(
        "\nUsed by three experts or more, or by all where there are fewer. z ranks; it is no test, for what\n"
        "one person says hangs together."
    )
    if single:
        typer.echo(f"One expert only, so no words of a country: {', '.join(single)}.")
    if codes:
        _foot(basis)


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


@with_filters_of("country", "theme", "code", "expert", "source", "coder", "status")
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
    from qual.analysis.comparison import plain

    choices: dict[str, Any] = {"rows": rows, "columns": columns, "layer": layer, "reviewed": reviewed}
    with study.open_project(project, coder=coder_name) as opened:
        tell_blind(opened)
        chosen = study.selection(opened, filters)
        found = study.questions(opened, chosen, **choices)
        names = study.code_names(opened)
        basis = study.basis(opened, chosen, layer=layer, reviewed=reviewed)
    if as_json:
        print_json(plain(found))
        return
    _head(basis)
    print_table(
        ["question", rows, columns, "of those asked"],
        [
            [
                row["question"],
                row[rows],
                names.get(row["column"], row["column"]) or "–",
                f"{row['experts']} of {row['asked']}",
            ]
            for row in found.to_dict(orient="records")
        ],
        right=(3,),
    )
    typer.echo()
    _foot(basis)


# --- what all of them say -------------------------------------------------------------------------


def _head(basis: Basis) -> None:
    """The line above a table of invented interviews."""
    if basis.invented:
        typer.echo(f"{basis.invented}\n")


def _foot(basis: Basis) -> None:
    """What the table rests on, below it."""
    for line in basis.lines():
        typer.echo(line)


def _with_first(frame: pd.DataFrame, name: str = "column") -> Sequence[tuple[dict[Any, Any], bool]]:
    """Rows, each with whether it is the first of its group."""
    rows = frame.to_dict(orient="records")
    return [(row, n == 0 or rows[n - 1][name] != row[name]) for n, row in enumerate(rows)]


def _figure(value: Any, places: int) -> str:
    import pandas as pd

    return "–" if pd.isna(value) else f"{float(value):.{places}f}"


def _percent(value: Any) -> str:
    import pandas as pd

    return "–" if pd.isna(value) else f"{float(value):.0%}"
