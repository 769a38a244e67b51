"""qual figure: which there are, where they go, and what cannot be drawn."""

from __future__ import annotations

import pytest

from qual import study
from qual.model import Selection


def test_a_figure_goes_to_the_folder_of_results_or_where_one_says(ran, qual):
    assert qual("figure", "country-theme").exit_code == 0
    assert qual("figure", "portrait", "p.svg", "--source", "kz-01").stdout == "Wrote p.svg\n"
    assert (ran / "out" / "figures" / "country-theme.png").read_bytes()[:4] == b"\x89PNG"
    assert "country-theme" in qual("figure").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["portrat"], "there is no figure 'portrat'. Did you mean portrait?"),
        (["portrait"], "A portrait is of one source."),
        (["portrait", "--source", "nobody"], "nobody"),
        (["country-theme", "x.gif"], "x.gif: a figure cannot be written as .gif."),
        (["country-theme", "--source", "kz-01"], "Only a portrait is of one source."),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(ran, qual, arguments, message):
    answer = qual("figure", *arguments)

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_cooccurrence_and_saturation_are_drawn_from_the_frames(ran, qual):
    with study.open_project(ran, coder="aigerim") as project:
        for one in project.codings.select(Selection(source=("kg-01", "kz-01"))):
            for code in ("exit", "identity"):
                study.code_segment(project, one.segment, code)

    for name in ("co-occurrence", "saturation"):
        for ending in ("png", "svg", "pdf"):
            drawn = qual("figure", name, f"f.{ending}")
            assert drawn.stdout == f"Wrote f.{ending}\n"
            first = (ran / f"f.{ending}").read_bytes()
            qual("figure", name, f"f.{ending}")
            assert (ran / f"f.{ending}").read_bytes() == first


def test_a_figure_of_which_there_is_nothing_says_what_to_do(ran, qual):
    nothing = qual("figure", "assessments")
    alone = qual("figure", "co-occurrence", "--theme", "identity")
    wrong = qual("figure", "co-occurrence", "--columns", "country")

    assert (nothing.exit_code, nothing.stderr) == (
        1,
        "Nothing is assessed yet. qual decide ID --accept --assessment 1, for codes that judge.\n",
    )
    assert alone.stderr == "No two themes stand in the same sentence. There is nothing to draw.\n"
    assert wrong.stderr == "columns are theme or code, not 'country'. Write --columns theme.\n"
