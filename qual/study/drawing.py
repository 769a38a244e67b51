"""Figures of a study: which there are, and the numbers each is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound
from qual.model import ALL, Selection
from qual.study.opening import settings_of
from qual.study.results import codings, country_names
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from qual.analysis.matrix import Columns
    from qual.project import Project

FIGURES = ("country-theme", "co-occurrence", "saturation", "assessments", "portrait")
MOST_CODES = 12
"""Codes that a figure of assessments shows."""


def draw_figure(
    project: Project,
    name: str,
    *,
    source: str = "",
    columns: str = "theme",
    selection: Selection | None = None,
    layer: str = ALL,
    least: int = 0,
) -> Figure:
    """One of the figures of a study, by its name; `source` is the interview of a portrait.

    `columns` says whether heat map and co-occurrence show themes or codes. With `least`, 3 or more,
    the heat map hides what `study.published` does.

    Raises NotFound for another name or source, InvalidRequest when there is nothing to draw, and
    when another figure than the heat map is to be published.
    """
    from difflib import get_close_matches

    if name not in FIGURES:
        near = get_close_matches(name, FIGURES, 1, 0.4)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(FIGURES)}."
        raise NotFound(f"there is no figure {name!r}.", hint=hint)
    if least and name != "country-theme":
        raise InvalidRequest(
            "Only the heat map can be made fit to be published.", hint="qual figure country-theme --public"
        )
    if name == "portrait":
        return _portrait(project, source, selection, layer)
    if source:
        raise InvalidRequest("Only a portrait is of one source.", hint="qual figure portrait --source ID")
    if columns not in ("theme", "code"):
        raise InvalidRequest(f"columns are theme or code, not {columns!r}.", hint="Write --columns theme.")
    frame = codings(project, selection, layer=layer)
    shown: Columns = "code" if columns == "code" else "theme"
    if name == "country-theme":
        return _country_theme(project, frame, shown, least)
    return _DRAWN[name](project, frame, shown)


def export_figure(
    project: Project,
    name: str,
    path: str | Path | None = None,
    *,
    source: str = "",
    columns: str = "theme",
    selection: Selection | None = None,
    layer: str = ALL,
    least: int = 0,
) -> Path:
    """Write a figure as .png, .svg or .pdf; the path, out/figures/<name>.png when none is given.

    A figure to be published goes to out/figures/<name>-public.png.
    """
    from qual.export.figures import save_figure

    figure = draw_figure(
        project, name, source=source, columns=columns, selection=selection, layer=layer, least=least
    )
    called = f"{name}-{source}" if source else f"{name}-public" if least else name
    return save_figure(figure, path or project.folder / "out" / "figures" / f"{called}.png")


def export_figures(project: Project, frame: pd.DataFrame) -> Iterator[Path]:
    """Write every figure of the whole study into out/figures/, for which there is something to draw."""
    from qual.export.figures import save_figure

    for name, draw in _DRAWN.items():
        try:
            figure = draw(project, frame, "theme")
        except InvalidRequest:
            continue
        yield save_figure(figure, project.folder / "out" / "figures" / f"{name}.png")


def code_names(project: Project) -> dict[str, str]:
    """The name of every code in the language of the study, by id."""
    codebook, language = codebook_in_force(project), settings_of(project).language
    return {code.id: code.label(language) for code in codebook.codes} if codebook else {}


def _country_theme(project: Project, frame: pd.DataFrame, columns: Columns, least: int = 0) -> Figure:
    from qual.analysis.matrix import count_matrix
    from qual.export.figures import draw_country_theme
    from qual.study.publishing import published

    settings = settings_of(project)
    matrix = count_matrix(frame, columns=columns)
    return draw_country_theme(
        matrix,
        published=published(matrix, least=least) if least else None,
        language=settings.language,
        names=code_names(project),
        cases=country_names(project),
        small_base=settings.small_base,
        note=settings.note,
    )


def _cooccurrence(project: Project, frame: pd.DataFrame, columns: Columns) -> Figure:
    from qual.analysis.cooccurrence import cooccurrence
    from qual.export.figures import draw_cooccurrence
    from qual.study.places import sentences_of

    units = {
        source.id: [stretch for turn in sentences_of(source).values() for stretch in turn]
        for source in project.sources.all()
    }
    found = cooccurrence(frame, columns=columns, unit="sentence", units=units)
    if not len(found.pairs):
        raise InvalidRequest(
            f"No two {columns}s stand in the same sentence.", hint="There is nothing to draw."
        )
    settings = settings_of(project)
    used = [thing for thing in found.counts.columns if found.counts.loc[thing, thing]]
    strength = found.jaccard.loc[used, used]
    for above, below in _one_below_another(project, used):
        strength.loc[[above, below], [below, above]] = float("nan")
    unit = "предложение" if settings.language == "ru" else "sentence"
    return draw_cooccurrence(
        found.counts.loc[used, used],
        strength,
        unit=unit,
        language=settings.language,
        names=code_names(project),
        note=settings.note,
    )


def _one_below_another(project: Project, things: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of which one stands for the other as well: together by what they are, not by what was said."""
    codebook = codebook_in_force(project)
    for above in codebook.codes if codebook else ():
        below = {code.id for code in above.walk()} - {above.id}
        yield from ((above.id, code) for code in sorted(below & set(things)) if above.id in things)


def _saturation(project: Project, frame: pd.DataFrame, columns: Columns) -> Figure:
    from qual.analysis.ordering import order_of_interviews
    from qual.analysis.saturation import saturation
    from qual.export.figures import draw_saturation

    found = saturation(frame, order=order_of_interviews(frame))
    if found.curve.empty or not found.curve["cumulative"].iloc[-1]:
        raise InvalidRequest("No interview is coded yet.", hint="Next: qual suggest")
    settings = settings_of(project)
    return draw_saturation(found.curve, language=settings.language, note=settings.note)


def _assessments(project: Project, frame: pd.DataFrame, columns: Columns) -> Figure:
    from qual.analysis.assessments import assessments
    from qual.export.figures import draw_assessments

    experts = assessments(frame).experts
    codes = experts["code"].nunique()
    if not codes:
        raise InvalidRequest(
            "Nothing is assessed yet.", hint="qual decide ID --accept --assessment 1, for codes that judge."
        )
    if codes > MOST_CODES:
        raise InvalidRequest(f"{codes} codes are assessed.", hint="Choose some of them: --code ID")
    settings = settings_of(project)
    return draw_assessments(
        experts,
        language=settings.language,
        names=code_names(project),
        cases=country_names(project),
        note=settings.note,
    )


def _portrait(project: Project, source_id: str, selection: Selection | None, layer: str) -> Figure:
    from qual.analysis.tidy import counted
    from qual.export.figures import Stretch, draw_portrait

    if not source_id:
        raise InvalidRequest(
            "A portrait is of one source.", hint="qual figure portrait --source ID; qual sources lists them."
        )
    source = project.sources.get(source_id)
    frame = counted(codings(project, selection, layer=layer))
    frame = frame[frame["source"] == source.id]
    names = code_names(project)
    codebook = codebook_in_force(project)
    rows = [names[theme.id] for theme in codebook.themes] if codebook else []
    rows += sorted({theme for theme in frame["theme"] if theme not in names})

    def before(offset: int) -> int:
        return len(source.text[:offset].split())

    stretches = [
        Stretch(names.get(row["theme"], row["theme"]), before(row["start"]), row["words"], row["status"])
        for row in frame[["theme", "start", "words", "status"]].to_dict("records")
    ]
    questions = [
        (before(turn.start), len(source.text[turn.start : turn.end].split()))
        for turn in source.turns
        if source.kind == "interview" and turn.role != "expert"
    ]
    settings = settings_of(project)
    called = source.expert if source.kind == "interview" and source.expert else source.id
    return draw_portrait(
        called,
        rows,
        stretches,
        questions,
        len(source.text.split()),
        language=settings.language,
        note=settings.note,
    )


_DRAWN: dict[str, Callable[[Project, pd.DataFrame, Columns], Figure]] = {
    "country-theme": _country_theme,
    "co-occurrence": _cooccurrence,
    "saturation": _saturation,
    "assessments": _assessments,
}
