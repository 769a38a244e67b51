"""Figures: the numbers of the matrix, every label drawn, the same bytes each time."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest

from qual.analysis.disclosure import suppressed
from qual.analysis.matrix import count_matrix
from qual.errors import InvalidRequest
from qual.export.figures import (
    ENDINGS,
    Stretch,
    draw_assessments,
    draw_cooccurrence,
    draw_country_theme,
    draw_portrait,
    draw_saturation,
    save_figure,
    svg_text,
)
from qual.export.figures.heatmap import shade
from tests.export.invented import COUNTRIES, study

SCRIPTS = "Қазақстан әңгімесі · Հայաստան · Тоҷикистон ғӯҳҷқ · Кыргызстан ңөү · Беларусь ў"


def texts(figure):
    """What stands in the axes of a figure."""
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def heat_map(**options):
    return draw_country_theme(count_matrix(study()), cases=COUNTRIES, **options)


def drawings():
    names = ["a", SCRIPTS, "$x_1$"]
    table = pd.DataFrame([[3, 1, 2], [1, 4, 0], [2, 0, 5]], index=names, columns=names)
    curve = pd.DataFrame(
        {
            "label": ["KZ-01", "KZ-02", "AM-01"],
            "new": [5, 2, 0],
            "cumulative": [5, 7, 7],
            "low": [3, 5, 7],
            "middle": [4, 6, 7],
            "high": [6, 7, 7],
        }
    )
    experts = pd.DataFrame(
        {
            "code": ["speed", "speed", "trust"],
            "country": ["KZ", "KZ", "AM"],
            "expert": ["a", "b", "c"],
            "mean": [1.0, 1.0, -2.0],
        }
    )
    return {
        "country-theme": heat_map(note=SCRIPTS),
        "co-occurrence": draw_cooccurrence(table, table / 6, unit="sentence"),
        "saturation": draw_saturation(curve, note=SCRIPTS),
        "portrait": draw_portrait(
            "KZ-01", names, [Stretch("a", 10, 5), Stretch("$x_1$", 40, 9, "suggested")], [(0, 9)], 90
        ),
        "assessments": draw_assessments(experts, cases=COUNTRIES, names={"trust": SCRIPTS}),
    }


def test_the_heat_map_says_the_numbers_of_the_matrix_with_their_bases():
    matrix = count_matrix(study())
    shown = texts(heat_map())
    expected = [
        "–" if pd.isna(value) else f"{value} of {matrix.base[case]}"
        for case in matrix.cells.index
        for value in matrix.cells.loc[case]
    ]

    assert shown[: len(expected)] == expected
    assert shown[len(expected) :] == [f"{value} of {matrix.base_total}" for value in matrix.total]


def test_a_published_heat_map_shows_dots_for_what_is_hidden_and_no_number():
    matrix = count_matrix(study())
    published = suppressed(matrix.cells, matrix.base)
    shown = texts(draw_country_theme(matrix, cases=COUNTRIES, published=published))
    hidden = [*published.hidden.to_numpy().ravel().tolist(), *published.total.isna().tolist()]

    assert any(hidden)
    assert [text == "•" for text in shown[: len(hidden)]] == hidden


def test_it_speaks_russian():
    assert "3 из 3" in texts(heat_map(language="ru"))


def test_the_shade_grows_darker_in_grey_too():
    grey = [0.3 * r + 0.59 * g + 0.11 * b for r, g, b in (shade(n / 20) for n in range(21))]

    assert grey == sorted(grey, reverse=True)


@pytest.mark.parametrize("name", drawings())
def test_a_figure_has_the_same_bytes_each_time(name, tmp_path):
    for ending in ENDINGS:
        first = save_figure(drawings()[name], tmp_path / f"first{ending}").read_bytes()
        assert save_figure(drawings()[name], tmp_path / f"again{ending}").read_bytes() == first


def test_every_letter_of_seven_languages_is_drawn_and_no_name_is_a_formula(tmp_path):
    from matplotlib import rcParams

    figure = drawings()["co-occurrence"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = svg_text(figure)

    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert rcParams["text.parse_math"] is True  # the user's own settings are left as they were


def test_letters_that_the_font_lacks_do_not_stop_a_figure(tmp_path):
    figure = draw_portrait("x", ["\x07 𒀀 theme"], [], [], 0)

    assert save_figure(figure, tmp_path / "x.png").stat().st_size > 1000


def test_an_empty_matrix_is_an_empty_figure(tmp_path):
    figure = draw_country_theme(count_matrix(study().iloc[:0]))

    assert save_figure(figure, tmp_path / "empty.png").exists()


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(InvalidRequest, match=r"figure\.gif: a figure cannot be written as \.gif"):
        save_figure(heat_map(), tmp_path / "figure.gif")


def test_a_code_and_what_is_below_it_are_an_empty_cell():
    names = ["a", "b", "c"]
    counts = pd.DataFrame([[3, 1, 2], [1, 4, 0], [2, 0, 5]], index=names, columns=names)
    strength = (counts / 6).astype("float64")
    strength.loc["b", "a"] = float("nan")

    assert texts(draw_cooccurrence(counts, strength, unit="sentence")) == ["2", "0"]


def test_assessments_have_a_panel_a_code_and_say_how_many_experts():
    figure = drawings()["assessments"]

    assert [axes.get_title(loc="left").replace("\n", " ") for axes in figure.axes] == ["speed", SCRIPTS]
    labels = [[tick.get_text() for tick in axes.get_yticklabels()] for axes in figure.axes]
    assert labels == [["Kazakhstan (n=2)"], ["Armenia (n=1)"]]


def test_nothing_assessed_is_still_a_figure(tmp_path):
    empty = pd.DataFrame({name: [] for name in ("code", "country", "expert", "mean")})

    assert save_figure(draw_assessments(empty), tmp_path / "empty.svg").exists()
