"""Chapter Results: compare, robustness, assessments, distinctive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qual.cli.asking import OF_INTERVIEWS, Columns, Rows, asked
from qual.cli.group import RESULTS
from qual.cli.numbers import figure, percent
from qual.cli.options import HERE, AsJson, AsReader, InProject, Layer, Reviewed, with_filters_of
from qual.cli.screen import plural, print_json, print_table

if TYPE_CHECKING:
    import pandas as pd


def register(app: typer.Typer) -> None:
    """Put these commands into the app."""
    for command in (compare, robustness, assessments, distinctive):
        app.command(rich_help_panel=RESULTS)(command)


@with_filters_of(*OF_INTERVIEWS)
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
    with asked(project, coder_name, filters, layer=layer, reviewed=reviewed) as asking:
        found = study.comparison(asking.project, asking.chosen, layer=layer, **choices)
    if as_json:
        print_json(found.to_json() | asking.basis.to_json())
        return
    asking.head()
    print_table(
        [columns, rows, "experts", "share", "95 %"],
        [
            [asking.name(row["column"]) if first else "", row[rows]]
            + [f"{row['experts']} of {row['base']}", percent(row["share"])]
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
                [asking.name(row["column"])]
                + [figure(row[name]) for name in ("v", "v_chance")]
                + [figure(row[name], 3) for name in ("p", "q")]
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
    asking.foot()


@with_filters_of(*OF_INTERVIEWS)
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
    from qual.analysis.records import records

    choices: dict[str, Any] = {"rows": rows, "columns": columns, "layer": layer}
    with asked(project, coder_name, filters, layer=layer) as asking:
        found = study.robustness(asking.project, asking.chosen, **choices)
    if as_json:
        print_json(records(found))
        return
    asking.head()
    spoken = found[found["experts"] > 0]
    print_table(
        [rows, columns, "experts", "share", "one left out", "hangs on", "reviewed only"],
        [
            [
                row[rows],
                asking.name(row["column"]),
                f"{row['experts']} of {row['base']}",
                percent(row["share"]),
            ]
            + [f"{row['least']:.0%} to {row['most']:.0%}" if row["base"] > 1 else "–"]
            + [row["hangs_on"] or "–", row["reviewed"]]
            for row in spoken.to_dict(orient="records")
        ],
        right=(2, 3, 4, 6),
    )
    single = int((spoken["hangs_on"] != "").sum())
    typer.echo(f"\n{single} of {plural(len(spoken), 'cell')} hang on one expert.")
    asking.foot()


@with_filters_of(*OF_INTERVIEWS)
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
    with asked(project, coder_name, filters, layer=layer, reviewed=reviewed) as asking:
        found = study.assessments(asking.project, asking.chosen, **choices)
    if as_json:
        print_json(found.to_json() | asking.basis.to_json())
        return
    asking.head()
    print_table(
        [columns, rows, "experts", "mean", "sd", "from", "to"],
        [
            [
                asking.name(row["code"]),
                row[rows],
                row["experts"],
                f"{row['mean']:+.2f}",
                figure(row["sd"]),
            ]
            + [f"{row['low']:+.2f}", f"{row['high']:+.2f}"]
            for row in found.cases.to_dict(orient="records")
        ],
        right=range(2, 7),
    )
    if found.cases.empty:
        typer.echo("Nothing was assessed here. Assess while reviewing, or: qual decide ID --assessment 1")
    asking.foot()


@with_filters_of(*OF_INTERVIEWS)
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
    from qual.analysis.records import records

    with asked(project, coder_name, filters, layer=layer, reviewed=reviewed) as asking:
        if codes:
            found = study.distinctive_codes(
                asking.project, asking.chosen, rows=rows, layer=layer, reviewed=reviewed
            )
        else:
            found = study.distinctive_words(
                asking.project, asking.chosen, rows=rows, language=language, layer=layer, reviewed=reviewed
            )
    single = found.attrs["single"]
    found = found[found["z"] > 0].groupby("case", sort=False).head(most)
    if as_json:
        print_json(records(found))
        return
    asking.head()
    print_table(
        [rows, "code" if codes else "word", "here", "elsewhere", "experts", "z"],
        [
            [row["case"] if first else "", asking.name(row["item"]) if codes else row["item"]]
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
        asking.foot()


def _with_first(frame: pd.DataFrame, name: str = "column") -> Sequence[tuple[dict[Any, Any], bool]]:
    """Rows, each with whether it is the first of its group."""
    rows = frame.to_dict(orient="records")
    return [(row, n == 0 or rows[n - 1][name] != row[name]) for n, row in enumerate(rows)]
