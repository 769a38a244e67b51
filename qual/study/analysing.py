"""Analyses of a study: each takes the frame of codings, and from the texts what it needs besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.model import ALL, Selection
from qual.study.reporting import in_study_language
from qual.study.results import codings

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.assessments import Assessments
    from qual.analysis.comparison import Comparison
    from qual.analysis.cooccurrence import Cooccurrence, Unit
    from qual.analysis.matrix import Columns, Matrix
    from qual.analysis.saturation import Saturation
    from qual.analysis.timeline import Period
    from qual.project import Project


def cooccurrence(
    project: Project,
    selection: Selection | None = None,
    *,
    columns: Columns = "theme",
    unit: Unit = "sentence",
    layer: str = ALL,
    reviewed: bool = False,
) -> Cooccurrence:
    """Which themes stand in the same sentence, turn, interview or expert; see `analysis.cooccurrence`."""
    from qual.analysis.cooccurrence import cooccurrence as count
    from qual.study.agreeing import units_of

    frame = codings(project, selection, layer=layer)
    units = None
    if unit in ("sentence", "turn"):
        chosen = selection or Selection()
        units = {s.id: units_of(s, unit) for s in project.sources.all() if chosen.takes(s)}
    kind = None if selection and selection.kind else "interview"
    return count(frame, columns=columns, unit=unit, units=units, kind=kind, reviewed=reviewed)


def saturation(
    project: Project,
    selection: Selection | None = None,
    *,
    columns: Columns = "code",
    order: str = "date",
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    permutations: int = 1_000,
    seed: int = 20_200_505,
    layer: str = ALL,
    reviewed: bool = False,
) -> Saturation:
    """How codes accumulate over the interviews, in order and permuted; see `analysis.saturation`."""
    from qual.analysis.saturation import saturation as count

    return count(
        codings(project, selection, layer=layer),
        columns=columns,
        order=order,
        base=base,
        run=run,
        threshold=threshold,
        permutations=permutations,
        seed=seed,
        reviewed=reviewed,
    )


def saturation_by_case(
    project: Project,
    selection: Selection | None = None,
    *,
    rows: str = "country",
    layer: str = ALL,
    **choices: Any,
) -> pd.DataFrame:
    """The same for all interviews and for each country alone; see `analysis.saturation`."""
    from qual.analysis.saturation import saturation_by_case as count

    return count(codings(project, selection, layer=layer), rows=rows, **choices)


def assessments(
    project: Project,
    selection: Selection | None = None,
    *,
    rows: str = "country",
    columns: Columns = "code",
    layer: str = ALL,
    reviewed: bool = False,
) -> Assessments:
    """Mean and spread of assessments, expert first; see `analysis.assessments`."""
    from qual.analysis.assessments import assessments as count

    return count(codings(project, selection, layer=layer), rows=rows, columns=columns, reviewed=reviewed)


def comparison(
    project: Project,
    selection: Selection | None = None,
    *,
    rows: str = "country",
    columns: Columns = "theme",
    tests: bool = False,
    within: str = "",
    permutations: int = 9_999,
    seed: int = 20_220_105,
    layer: str = ALL,
    reviewed: bool = False,
) -> Comparison:
    """Shares of experts by country with intervals, and tests if asked; see `analysis.comparison`."""
    from qual.analysis.comparison import comparison as count

    frame = codings(project, selection, layer=layer)
    return count(
        frame,
        rows=rows,
        columns=columns,
        tests=tests,
        within=within,
        permutations=permutations,
        seed=seed,
        reviewed=reviewed,
    )


def robustness(
    project: Project,
    selection: Selection | None = None,
    *,
    rows: str = "country",
    columns: Columns = "theme",
    layer: str = ALL,
) -> pd.DataFrame:
    """What each cell of the table hangs on; see `analysis.robustness`."""
    from qual.analysis.robustness import robustness as count

    return count(codings(project, selection, layer=layer), rows=rows, columns=columns)


def distinctive_words(
    project: Project,
    selection: Selection | None = None,
    *,
    rows: str = "country",
    language: str = "ru",
    layer: str = ALL,
    reviewed: bool = False,
) -> pd.DataFrame:
    """The words that set the experts of a country apart; see `analysis.distinctive`.

    All that experts say; where a theme, code, coder, status or layer is chosen, or `reviewed`, what
    they say in the passages coded so. One language at a time, for words of two languages cannot be
    compared: only sources in `language` take part. Cases with one expert in it are compared with
    the others but have no words of their own here (`attrs["single"]` names them): one person's
    habits are not a country's. Raises InvalidRequest when fewer than two cases have any interview.
    """
    import pandas as pd

    from qual.analysis.distinctive import distinctive
    from qual.analysis.matrix import case_values
    from qual.analysis.tidy import context_of
    from qual.matching.frequencies import word_counts

    chosen = selection or Selection()
    sources = [
        source
        for source in project.sources.all()
        if chosen.takes(source) and source.kind == "interview" and source.language == language
    ]
    frame = codings(project, selection, layer=layer)
    cases = case_values(frame, context_of(frame).sources, rows)
    cases = {source.id: cases[source.id] for source in sources}
    if len(set(cases.values())) < 2:
        raise InvalidRequest(
            f"fewer than two cases have interviews in {language!r}, so nothing can be compared.",
            hint="--language takes another one.",
        )
    of_codings = chosen.theme or chosen.code or chosen.coder or chosen.status or layer != ALL or reviewed
    within = _coded(frame, reviewed) if of_codings else None
    counted = word_counts(sources, within=within)
    table = pd.DataFrame.from_dict({s.id: counted[s.id] for s in sources}, orient="index").fillna(0)
    case = pd.Series(cases)
    expert = pd.Series({source.id: source.expert or source.id for source in sources})
    counts = table.groupby(case).sum()
    uses = table.groupby(expert).sum() > 0
    of_expert = case.groupby(expert).first()
    users = uses.groupby(of_expert).sum()
    base = of_expert.value_counts().to_dict()
    found = distinctive(counts, users, base=base)
    found.attrs["single"] = sorted(str(one) for one, n in base.items() if n == 1)
    return found


def _coded(frame: pd.DataFrame, reviewed: bool) -> dict[str, list[tuple[int, int]]]:
    """The coded stretches of each source; what lies in two of them is there once."""
    from qual.analysis.tidy import counted

    found: dict[str, list[tuple[int, int]]] = {}
    places = counted(frame, reviewed=reviewed)[["source", "start", "end"]].sort_values(["source", "start"])
    for source, start, end in places.itertuples(index=False):
        stretches = found.setdefault(source, [])
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return found


def distinctive_codes(
    project: Project,
    selection: Selection | None = None,
    *,
    rows: str = "country",
    layer: str = ALL,
    reviewed: bool = False,
) -> pd.DataFrame:
    """The codes that set the experts of a country apart, by segments; see `analysis.distinctive`."""
    from qual.analysis.distinctive import distinctive
    from qual.analysis.matrix import count_matrix

    frame = codings(project, selection, layer=layer)
    segments = count_matrix(frame, rows=rows, columns="code", measure="segments", reviewed=reviewed)
    experts = count_matrix(frame, rows=rows, columns="code", measure="experts", reviewed=reviewed)
    coded = segments.cells.dropna(how="all").fillna(0).astype("int64")
    users = experts.cells.loc[coded.index].fillna(0).astype("int64")
    prior = max(1.0, float(coded.to_numpy().sum()) / 10)
    base = experts.base[coded.index].to_dict()
    found = distinctive(coded, users, base=base, prior=prior)
    found.attrs["single"] = [str(one) for one, n in base.items() if n == 1]
    return found


def timeline(
    project: Project,
    selection: Selection | None = None,
    *,
    attribute: str = "date",
    period: Period = "month",
    columns: Columns = "theme",
    layer: str = ALL,
    reviewed: bool = False,
) -> Matrix:
    """Themes by period of a date attribute; see `analysis.timeline`."""
    from qual.analysis.timeline import timeline as count

    frame = codings(project, selection, layer=layer)
    kind = None if selection and selection.kind else "interview"
    found = count(frame, attribute=attribute, period=period, columns=columns, kind=kind, reviewed=reviewed)
    return in_study_language(project, found)


def questions(
    project: Project,
    selection: Selection | None = None,
    *,
    rows: str = "country",
    columns: Columns = "theme",
    layer: str = ALL,
    reviewed: bool = False,
) -> pd.DataFrame:
    """Themes in the answers to each marked question of the guide; see `analysis.questions`."""
    from qual.analysis.questions import questions as count
    from qual.reading.guide import answers

    asked = {
        source.id: [(answer.question, answer.start, answer.end) for answer in answers(source)]
        for source in project.sources.all()
        if source.kind == "interview"
    }
    frame = codings(project, selection, layer=layer)
    return count(frame, asked, rows=rows, columns=columns, reviewed=reviewed)
