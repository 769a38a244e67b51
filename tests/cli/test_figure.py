"""qual figure: which there are, where they go, and what cannot be drawn."""

from __future__ import annotations

import pytest


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
