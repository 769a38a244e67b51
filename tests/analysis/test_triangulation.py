"""Interviews, statements and literature side by side."""

from __future__ import annotations

import pandas as pd
import pytest

from qual.analysis.matrix import count_matrix
from qual.analysis.tidy import select, tidy_codings
from qual.analysis.triangulation import triangulation
from qual.errors import InvalidRequest
from qual.model import AuthorNote, AuthorNotes, Selection
from tests.export.invented import CODEBOOK, SOURCES, coding, source, study


def row(table: pd.DataFrame, column: str) -> dict[str, object]:
    return table.set_index("id").loc[column].to_dict()


def test_each_kind_of_source_is_counted_for_itself():
    mission = row(triangulation(study()), "mission")

    assert (mission["interview_voices"], mission["interview_of"]) == (6, 6)  # nobody has looked at tj-01
    assert (mission["statement_voices"], mission["statement_of"]) == (1, 1)
    assert (mission["literature_voices"], mission["literature_segments"]) == (1, 1)
    assert mission["silent"] == ""


@pytest.mark.parametrize("columns", ["theme", "code"])
def test_the_interviews_count_as_in_the_matrix(columns):
    table = triangulation(study(), columns=columns).set_index("id")

    for measure, part in (("experts", "voices"), ("sources", "sources"), ("segments", "segments")):
        total = count_matrix(study(), columns=columns, measure=measure).total
        assert {code: int(n) for code, n in table[f"interview_{part}"].items()} == {
            code: int(n) for code, n in total.items()
        }


def test_a_kind_that_says_nothing_while_another_speaks_is_silent():
    table = triangulation(study())

    assert row(table, "identity")["silent"] == "statement, literature"
    assert row(table, "also-gone")["silent"] == "statement, literature"


def test_where_nobody_speaks_nobody_is_silent():
    table = triangulation(tidy_codings([], SOURCES, CODEBOOK))

    assert row(table, "mission")["interview_voices"] == 0
    assert set(table["silent"]) == {""}


def test_a_kind_of_which_nothing_was_looked_at_is_missing_and_not_silent():
    said = source("kz-01", ["Доверие было."])
    waiting = source("zz-li", ["Сенім туралы."], kind="literature", country="", expert="")

    mission = row(
        triangulation(tidy_codings([coding(said, 1, "trust")], [said, waiting], CODEBOOK, tagged=["kz-01"])),
        "mission",
    )

    assert pd.isna(mission["literature_voices"])
    assert mission["literature_of"] == 0
    assert mission["silent"] == ""


def test_quotes_are_chosen_among_those_of_the_kind_and_no_stretch_comes_twice():
    mission = row(triangulation(study(), quotes=2), "mission")

    assert len(mission["interview_quotes"]) == 2
    assert mission["statement_quotes"] == ["zz-st-1-speed-auto"]
    places = [
        quote.rsplit("-", 2)[0]
        for quote in row(triangulation(study(), quotes=99), "mission")["interview_quotes"]
    ]
    assert len(places) == len(set(places))


def test_what_the_author_writes_stands_beside_and_is_empty_when_nothing_is_written():
    notes = AuthorNotes(
        (
            AuthorNote("convergence", "mission", "dissonance"),
            AuthorNote("conclusion", "mission", "Сенім жоқ."),
            AuthorNote("conclusion", "mission", "Только о Казахстане.", country="KZ"),
        )
    )

    table = triangulation(study(), notes=notes)

    assert row(table, "mission")["conclusion"] == "Сенім жоқ."
    assert row(table, "mission")["convergence"] == "dissonance"
    assert (row(table, "identity")["conclusion"], row(table, "identity")["convergence"]) == ("", "")


def test_a_filter_on_a_kind_leaves_the_others_missing():
    table = triangulation(select(study(), Selection(kind=("interview",))))

    assert table["statement_voices"].isna().all()
    assert set(table["silent"]) == {""}


def test_columns_that_are_neither_theme_nor_code_are_refused():
    with pytest.raises(InvalidRequest, match="columns are theme or code"):
        triangulation(study(), columns="country")
