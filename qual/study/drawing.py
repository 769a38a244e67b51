"""Figures of a study: which there are, and the numbers each is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

    from qual.project import Project

FIGURES = ("country-theme", "portrait")


def draw_figure(
    project: Project, name: str, *, source: str = "", selection: Selection | None = None, layer: str = ALL
) -> Figure:
    """One of the figures of a study, by its name; `source` is the interview of a portrait.

    Raises NotFound for another name or source, InvalidRequest when there is nothing to draw.
    """
    from difflib import get_close_matches

    if name not in FIGURES:
        near = get_close_matches(name, FIGURES, 1, 0.4)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(FIGURES)}."
        raise NotFound(f"there is no figure {name!r}.", hint=hint)
    if name == "portrait":
        return _portrait(project, source, selection, layer)
    if source:
        raise InvalidRequest("Only a portrait is of one source.", hint="qual figure portrait --source ID")
    frame = codings(project, selection, layer=layer)
    return _DRAWN[name](project, frame)


def export_figure(
    project: Project,
    name: str,
    path: str | Path | None = None,
    *,
    source: str = "",
    selection: Selection | None = None,
    layer: str = ALL,
) -> Path:
    """Write a figure as .png, .svg or .pdf; the path, out/figures/<name>.png when none is given."""
    from qual.export.figures import save_figure

    figure = draw_figure(project, name, source=source, selection=selection, layer=layer)
    called = f"{name}-{source}" if source else name
    return save_figure(figure, path or project.folder / "out" / "figures" / f"{called}.png")


def export_figures(project: Project, frame: pd.DataFrame) -> Iterator[Path]:
    """Write every figure of the whole study into out/figures/, for which there is something to draw."""
    from qual.export.figures import save_figure

    for name, draw in _DRAWN.items():
        try:
            figure = draw(project, frame)
        except InvalidRequest:
            continue
        yield save_figure(figure, project.folder / "out" / "figures" / f"{name}.png")


def code_names(project: Project) -> dict[str, str]:
    """The name of every code in the language of the study, by id."""
    codebook, language = codebook_in_force(project), settings_of(project).language
    return {code.id: code.label(language) for code in codebook.codes} if codebook else {}


def _country_theme(project: Project, frame: pd.DataFrame) -> Figure:
    from qual.analysis.matrix import count_matrix
    from qual.export.figures import draw_country_theme

    settings = settings_of(project)
    return draw_country_theme(
        count_matrix(frame),
        language=settings.language,
        names=code_names(project),
        cases=country_names(project),
        small_base=settings.small_base,
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


_DRAWN: dict[str, Callable[[Project, pd.DataFrame], Figure]] = {"country-theme": _country_theme}
