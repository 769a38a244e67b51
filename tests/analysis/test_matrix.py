"""Case × theme: figures worked by hand, and what holds for any codings."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.analysis.matrix import MEASURES, Matrix, count_matrix, new_words, theme_matrix
from qual.analysis.tidy import select, tidy_codings
from qual.errors import InvalidRequest
from qual.model import NOT_GIVEN, Code, Codebook, Coding, Evidence, Segment, Selection, Source

from .said import BOOK, coding, source

KZ1 = source("kz-01", "Пришли быстро и ушли быстро. Ушли за день. Наша общая история.", group="academia")
KZ2 = source("kz-02", "Ничего не скажу.", group="government")
KZ2_AGAIN = source("kz-02-again", "Теперь скажу: ушли быстро.", expert="KZ-02", group="government")
AM1 = source("am-01", "Եկան արագ։", language="hy", group="academia")
AM2 = source("am-02", "Գնացին։", language="hy")
LOST = source("xx-01", "Ушли быстро.", country="")
UN = source("un-01", "They left quickly.", kind="statement", language="en", country="KZ")
BOOKLET = source("lit-01", "How they left.", kind="literature", language="en", country="")
EVERYONE = [KZ1, KZ2, KZ2_AGAIN, AM1, AM2, LOST, UN, BOOKLET]

CODINGS = [
    coding(KZ1, "Пришли быстро и ушли быстро.", "speed", matches=("быстро",)),
    coding(KZ1, "Ушли за день.", "hours", matches=("день",)),
    coding(KZ1, "Ушли за день.", "exit", matches=("Ушли",)),
    coding(KZ1, "Наша общая история.", "identity", matches=("общая история",)),
    coding(KZ2_AGAIN, "Теперь скажу: ушли быстро.", "exit", status="suggested", coder="auto:book@1"),
    coding(AM1, "Եկան արագ։", "speed", matches=("արագ",)),
    coding(AM1, "Եկան արագ։", "identity", status="rejected"),
    coding(LOST, "Ушли быстро.", "speed"),
    coding(UN, "They left quickly.", "exit", matches=("left",)),
    coding(BOOKLET, "How they left.", "exit"),
]


def frame(
    codings: list[Coding] | None = None, sources: list[Source] | None = None, **choices: Any
) -> pd.DataFrame:
    return tidy_codings(
        CODINGS if codings is None else codings, EVERYONE if sources is None else sources, BOOK, **choices
    )


def cells(matrix: Matrix) -> dict[str, dict[str, int | float | None]]:
    found: dict[str, dict[str, int | float | None]] = matrix.to_json()["cells"]
    return found


def total(matrix: Matrix) -> dict[str, int | float | None]:
    found: dict[str, int | float | None] = matrix.to_json()["total"]
    return found


# --- figures worked by hand ------------------------------------------------------------------------


def test_experts_of_a_country_who_speak_of_a_theme_are_counted_with_their_base():
    matrix = count_matrix(frame())

    assert cells(matrix) == {
        "AM": {"mission": 1, "identity": 0},
        "KZ": {"mission": 2, "identity": 1},
        NOT_GIVEN: {"mission": 1, "identity": 0},
    }
    assert matrix.base.to_dict() == {"AM": 2, "KZ": 2, NOT_GIVEN: 1}
    assert total(matrix) == {"mission": 4, "identity": 1}
    assert matrix.base_total == 5
    assert (matrix.codings, matrix.unreviewed) == (7, 1)


def test_an_expert_with_two_interviews_is_one_expert():
    both = [coding(KZ2, "Ничего", "exit"), coding(KZ2_AGAIN, "Теперь", "exit")]
    matrix = count_matrix(frame(both, [KZ2, KZ2_AGAIN]))

    assert cells(matrix) == {"KZ": {"mission": 1, "identity": 0}}
    assert matrix.base["KZ"] == 1
    assert count_matrix(frame(both, [KZ2, KZ2_AGAIN]), rows="source").base.to_dict() == {
        "kz-02": 1,
        "kz-02-again": 1,
    }


def test_an_expert_who_spoke_in_two_countries_counts_once_in_all():
    here, there = source("kz-01", expert="E"), source("am-01", expert="E")
    matrix = count_matrix(frame([coding(here, "ушли"), coding(there, "ушли")], [here, there]))

    assert matrix.base.to_dict() == {"AM": 1, "KZ": 1}
    assert matrix.base_total == 1
    assert total(matrix) == {"mission": 1, "identity": 0}


def test_interviews_without_a_pseudonym_are_an_expert_each():
    one, other = source("kz-01", expert=""), source("kz-02", expert="")
    matrix = count_matrix(frame([coding(one, "ушли")], [one, other]))

    assert (matrix.base["KZ"], cells(matrix)["KZ"]["mission"]) == (2, 1)
    assert list(count_matrix(frame([], [one, other]), rows="expert").cells.index) == [NOT_GIVEN]


def test_a_share_divides_by_the_experts_of_the_case():
    matrix = count_matrix(frame(), measure="share")

    assert cells(matrix) == {
        "AM": {"mission": 0.5, "identity": 0},
        "KZ": {"mission": 1, "identity": 0.5},
        NOT_GIVEN: {"mission": 1, "identity": 0},
    }
    assert total(matrix) == {"mission": 0.8, "identity": 0.2}


def test_sources_are_counted_as_such():
    matrix = count_matrix(
        frame([coding(KZ2, "Ничего", "exit"), coding(KZ2_AGAIN, "Теперь", "exit")]), measure="sources"
    )

    assert cells(matrix)["KZ"] == {"mission": 2, "identity": 0}


def test_segments_are_different_stretches_of_text():
    matrix = count_matrix(frame(), measure="segments")

    assert cells(matrix) == {
        "AM": {"mission": 1, "identity": 0},
        "KZ": {"mission": 3, "identity": 1},
        NOT_GIVEN: {"mission": 1, "identity": 0},
    }
    assert total(matrix) == {"mission": 5, "identity": 1}


def test_words_are_the_share_of_the_words_that_lie_in_segments():
    matrix = count_matrix(frame(), measure="words")

    # KZ: 11 words of kz-01 and 3 + 4 of the expert's two other interviews
    assert cells(matrix) == {
        "AM": {"mission": round(2 / 3, 6), "identity": 0},
        "KZ": {"mission": round((5 + 3 + 4) / 18, 6), "identity": round(3 / 18, 6)},
        NOT_GIVEN: {"mission": 1, "identity": 0},
    }
    assert total(matrix) == {"mission": round(16 / 23, 6), "identity": round(3 / 23, 6)}


def test_matches_are_different_places_where_a_rule_met():
    matrix = count_matrix(frame(), measure="matches")

    assert cells(matrix) == {
        "AM": {"mission": 1, "identity": 0},
        "KZ": {"mission": 3, "identity": 1},
        NOT_GIVEN: {"mission": 0, "identity": 0},
    }
    assert total(matrix) == {"mission": 4, "identity": 1}


# --- rows ------------------------------------------------------------------------------------------


def test_any_attribute_makes_rows_and_a_source_without_it_is_not_lost():
    matrix = count_matrix(frame(), rows="group")

    assert list(matrix.cells.index) == ["academia", "government", NOT_GIVEN]
    assert matrix.cells.index.name == "group"
    assert matrix.base.to_dict() == {"academia": 2, "government": 1, NOT_GIVEN: 2}
    assert matrix.cells["mission"].tolist() == [2, 1, 1]


def test_experts_sources_languages_and_kinds_make_rows():
    assert count_matrix(frame(), rows="expert").cells["mission"].to_dict() == {
        "AM-01": 1, "AM-02": 0, "KZ-01": 1, "KZ-02": 1, "XX-01": 1,
    }  # fmt: skip
    assert list(count_matrix(frame(), rows="source").cells.index) == [
        "am-01", "am-02", "kz-01", "kz-02", "kz-02-again", "xx-01",
    ]  # fmt: skip
    assert count_matrix(frame(), rows="language").base.to_dict() == {"hy": 2, "ru": 3}
    assert count_matrix(frame(), rows="kind", kind=None).base.to_dict() == {
        "interview": 5, "literature": 1, "statement": 1,
    }  # fmt: skip


def test_coders_make_rows_over_the_same_experts():
    matrix = count_matrix(frame(), rows="coder")

    assert cells(matrix) == {
        "auto:book@1": {"mission": 1, "identity": 0},
        "анна": {"mission": 3, "identity": 1},
    }
    assert matrix.base.to_dict() == {"auto:book@1": 5, "анна": 5}


def test_rows_come_in_alphabetical_order_and_what_is_not_given_last():
    lost, russian, armenian = source("a", country=""), source("b", country="RU"), source("c", country="AM")

    assert list(count_matrix(frame([], [lost, russian, armenian])).cells.index) == ["AM", "RU", NOT_GIVEN]


# --- columns ---------------------------------------------------------------------------------------


def test_codes_as_columns_hold_everything_below_them():
    matrix = count_matrix(frame(), columns="code")

    assert list(matrix.cells.columns) == ["speed", "hours", "exit", "identity"]
    assert cells(matrix)["KZ"] == {"speed": 1, "hours": 1, "exit": 2, "identity": 1}
    assert cells(count_matrix(frame(), columns="code", measure="segments"))["KZ"] == {
        "speed": 2, "hours": 1, "exit": 2, "identity": 1,
    }  # fmt: skip


def test_a_theme_that_was_given_as_a_code_has_its_column_among_the_codes():
    matrix = count_matrix(frame([coding(KZ1, "Ушли за день.", "mission")]), columns="code")

    assert cells(matrix)["KZ"] == {"mission": 1, "speed": 0, "hours": 0, "exit": 0, "identity": 0}
    assert cells(count_matrix(frame([coding(KZ1, "Ушли за день.", "mission")])))["KZ"] == {
        "mission": 1, "identity": 0,
    }  # fmt: skip


def test_columns_are_named_and_stand_in_the_order_of_the_codebook_also_when_empty():
    matrix = count_matrix(frame([]))

    assert list(matrix.cells.columns) == ["mission", "identity"]
    assert matrix.names == {"mission": "Mission", "identity": "Identity"}
    assert count_matrix(frame([]), columns="code").names["exit"] == "exit"


def test_a_code_that_the_codebook_no_longer_has_keeps_a_column_of_its_own():
    matrix = count_matrix(
        frame([*CODINGS, coding(KZ1, "Ушли за день.", "old"), coding(AM1, "արագ", "ancient")])
    )

    assert list(matrix.cells.columns) == ["mission", "identity", "ancient", "old"]
    assert cells(matrix)["KZ"]["old"] == 1
    assert matrix.names["old"] == "old"
    assert list(count_matrix(tidy_codings(CODINGS, EVERYONE, None)).cells.columns) == [
        "exit", "hours", "identity", "speed",
    ]  # fmt: skip


# --- kinds, review ---------------------------------------------------------------------------------


def test_interviews_statements_and_literature_are_counted_apart():
    statements = count_matrix(frame(), kind="statement")
    literature = count_matrix(frame(), kind="literature")

    assert (cells(statements), statements.base.to_dict()) == (
        {"KZ": {"mission": 1, "identity": 0}},
        {"KZ": 1},
    )
    assert (cells(literature), literature.base.to_dict()) == (
        {NOT_GIVEN: {"mission": 1, "identity": 0}}, {NOT_GIVEN: 1},
    )  # fmt: skip
    assert count_matrix(frame()).base["KZ"] == 2
    assert statements.codings == literature.codings == 1


def test_all_kinds_together_count_experts_and_where_there_are_none_sources():
    matrix = count_matrix(frame(), kind=None)

    assert matrix.base.to_dict() == {"AM": 2, "KZ": 3, NOT_GIVEN: 2}
    assert matrix.codings == 9


def test_a_table_says_of_which_kind_of_source_it_is():
    assert count_matrix(frame()).kind == "interview"
    assert count_matrix(frame(), kind="statement").kind == "statement"
    assert count_matrix(frame(), kind=None).kind == ""
    assert count_matrix(frame([], [UN]), kind=None).kind == "statement"
    assert count_matrix(frame([], [UN])).kind == "interview"


def test_rejected_codings_never_count_and_suggestions_count_as_unreviewed():
    matrix = count_matrix(frame())

    assert cells(matrix)["AM"]["identity"] == 0
    assert (matrix.codings, matrix.unreviewed) == (7, 1)


def test_reviewed_takes_accepted_codings_only():
    matrix = count_matrix(frame(), reviewed=True)

    assert cells(matrix)["KZ"] == {"mission": 1, "identity": 1}
    assert (matrix.codings, matrix.unreviewed) == (6, 0)
    assert matrix.base["KZ"] == 2


def test_a_table_over_an_invented_interview_says_so():
    invented = source("kz-09", invented="true")

    assert count_matrix(frame([], [invented])).invented
    assert not count_matrix(frame([], [source("kz-09", invented="false")])).invented
    assert not count_matrix(frame([], [KZ1, source("un-09", kind="statement", invented="true")])).invented


# --- zero, silence, not coded yet ------------------------------------------------------------------


def test_a_country_that_nobody_coded_yet_is_missing_not_zero():
    matrix = count_matrix(frame([coding(KZ1, "Ушли за день.", "exit")], tagged=["kz-01", "kz-02"]))

    assert cells(matrix) == {
        "AM": {"mission": None, "identity": None},
        "KZ": {"mission": 1, "identity": 0},
        NOT_GIVEN: {"mission": None, "identity": None},
    }
    assert matrix.pending.to_dict() == {"AM": 2, "KZ": 1, NOT_GIVEN: 1}
    assert matrix.to_json()["pending"] == {"AM": 2, "KZ": 1, NOT_GIVEN: 1}


@pytest.mark.parametrize("measure", MEASURES)
def test_not_coded_yet_is_missing_in_every_measure_and_silence_is_zero(measure):
    matrix = count_matrix(frame([], [KZ1, AM1], tagged=["kz-01"]), measure=measure)

    assert cells(matrix) == {
        "AM": {"mission": None, "identity": None},
        "KZ": {"mission": 0, "identity": 0},
    }


def test_what_a_person_coded_before_any_search_is_not_hidden():
    matrix = count_matrix(frame([coding(KZ1, "Ушли за день.", "exit")], [KZ1, AM1], tagged=[]))

    assert cells(matrix)["KZ"] == {"mission": 1, "identity": 0}
    assert matrix.pending.to_dict() == {"AM": 1, "KZ": 0}


def test_a_share_of_no_words_is_undefined():
    silent = Source("kz-01", "interview", "", (), country="KZ", expert="KZ-01")
    matrix = count_matrix(frame([], [silent]), measure="words")

    assert cells(matrix) == {"KZ": {"mission": None, "identity": None}}
    assert total(matrix) == {"mission": None, "identity": None}
    assert total(count_matrix(frame([], []), measure="share")) == {"mission": None, "identity": None}


def test_a_study_without_codings_or_sources_has_an_empty_table():
    silent = count_matrix(frame([]))
    empty = count_matrix(frame([], []))

    assert set(silent.total) == {0}
    assert list(empty.cells.index) == []
    assert (empty.base_total, empty.codings, empty.unreviewed) == (0, 0, 0)
    assert total(empty) == {"mission": 0, "identity": 0}


# --- defects of other programs, not repeated -------------------------------------------------------


def test_filters_always_filter():
    everything = frame()
    armenia = select(everything, Selection(country=("AM",)))

    assert cells(count_matrix(armenia)) == {"AM": {"mission": 1, "identity": 0}}
    assert cells(count_matrix(armenia)) != cells(count_matrix(everything))
    assert count_matrix(armenia).base_total == 2
    assert cells(count_matrix(select(everything, Selection(coder=("auto:book@1",)))))["KZ"] == {
        "mission": 1, "identity": 0,
    }  # fmt: skip


def test_a_theme_that_was_filtered_out_is_not_shown_as_silence():
    identity = select(frame(), Selection(theme=("identity",)))
    speed = select(frame(), Selection(code=("speed",)))

    assert cells(count_matrix(identity))["KZ"] == {"identity": 1}
    assert cells(count_matrix(speed))["KZ"] == {"mission": 1}
    assert list(count_matrix(speed, columns="code").cells.columns) == ["speed", "hours"]
    assert list(count_matrix(speed).total.index) == ["mission"]


def test_document_counts_do_not_multiply():
    codings = [coding(KZ1, words, code) for words in ("Пришли", "ушли", "день") for code in ("speed", "exit")]
    matrix = count_matrix(frame(codings), columns="code", measure="sources")

    assert cells(matrix)["KZ"] == {"speed": 1, "hours": 0, "exit": 1, "identity": 0}
    assert total(matrix) == {"speed": 1, "hours": 0, "exit": 1, "identity": 0}


@pytest.mark.parametrize("measure", MEASURES)
def test_two_coders_never_double(measure):
    one = [coding(KZ1, "Ушли за день.", "exit", matches=("Ушли",), coder="анна")]
    two = [*one, coding(KZ1, "Ушли за день.", "exit", matches=("Ушли",), coder="бека")]

    assert cells(count_matrix(frame(two), measure=measure)) == cells(
        count_matrix(frame(one), measure=measure)
    )


@pytest.mark.parametrize("measure", MEASURES)
def test_two_rules_never_double(measure):
    one = [coding(KZ1, "Ушли за день.", "exit", matches=("Ушли",), rule="ru")]
    two = [coding(KZ1, "Ушли за день.", "exit", matches=("Ушли", "Ушли"), rule="any"), *one]

    assert cells(count_matrix(frame(two), measure=measure)) == cells(
        count_matrix(frame(one), measure=measure)
    )


def test_a_coding_of_another_coder_belongs_to_that_coder_alone():
    codings = [
        coding(KZ1, "Ушли за день.", "exit", coder="анна"),
        coding(KZ1, "Ушли за день.", "identity", coder="бека"),
    ]

    assert cells(count_matrix(frame(codings), rows="coder")) == {
        "анна": {"mission": 1, "identity": 0},
        "бека": {"mission": 0, "identity": 1},
    }


def test_a_parent_counts_the_union_of_its_children_never_their_sum():
    codings = [
        coding(KZ1, "Ушли за день.", code, matches=("Ушли",))
        for code in ("speed", "hours", "exit", "mission")
    ]

    for measure in ("experts", "sources", "segments", "matches"):
        assert cells(count_matrix(frame(codings), measure=measure))["KZ"]["mission"] == 1
    assert cells(count_matrix(frame(codings), measure="words"))["KZ"]["mission"] == round(3 / 18, 6)


def test_a_frame_put_together_from_pieces_counts_nothing_twice():
    whole = frame()
    pieces = pd.concat([whole[whole["country"] == "KZ"], whole[whole["country"] != "KZ"], whole])
    pieces.attrs = whole.attrs

    assert pieces.index.has_duplicates
    for measure in MEASURES:
        assert cells(count_matrix(pieces, measure=measure)) == cells(count_matrix(whole, measure=measure))


# --- overlapping segments --------------------------------------------------------------------------

TEN = source("kz-10", "один два три четыре пять шесть семь восемь девять десять")


@pytest.mark.parametrize(
    ("segments", "words"),
    [
        (["один два три"], 3),
        (["один два три", "один два три"], 3),
        (["один два три", "два"], 3),
        (["два", "один два три"], 3),
        (["один", "один два три"], 3),
        (["один два три", "три четыре"], 4),
        (["один два три", "два три четыре пять", "пять шесть"], 6),
        (["один два", "девять десять"], 4),
        (["один два три четыре пять", "два", "четыре пять шесть"], 6),
        (["один дв", "ва три"], 3),
        (["один ", " два"], 2),
        ([TEN.text, "три", "семь восемь"], 10),
    ],
)
def test_words_where_segments_overlap_are_counted_once(segments, words):
    codings = [coding(TEN, quote, "exit") for quote in segments]

    for given_codings in (codings, codings[::-1]):
        matrix = count_matrix(frame(given_codings, [TEN]), measure="words")
        assert cells(matrix)["KZ"]["mission"] == words / 10


def test_new_words_keep_apart_what_they_are_told_to():
    segments = frame(
        [coding(TEN, "один два", coder="анна"), coding(TEN, "один два три", coder="бека")], [TEN]
    )

    assert new_words(segments).sum() == 3
    assert new_words(segments, ["coder"]).sum() == 5


# --- what else holds for any codings ---------------------------------------------------------------

WORDS = [f"слово{n}" for n in range(8)]
TEXT = " ".join(WORDS)
STARTS = [TEXT.index(word) for word in WORDS]
PEOPLE = [("kz", "KZ-01"), ("kz", "KZ-02"), ("kz", "KZ-01"), ("am", "AM-01"), ("", ""), ("am", "KZ-02")]
SOURCES = [
    source(f"{place or 'xx'}-{n}", TEXT, country=place.upper(), expert=expert, group="ab"[n % 2])
    for n, (place, expert) in enumerate(PEOPLE)
]
CODES = ["mission", "speed", "hours", "exit", "identity", "gone"]


def stretch(first: int, last: int) -> tuple[int, int]:
    return STARTS[first], STARTS[last] + len(WORDS[last])


@st.composite
def any_coding(draw: st.DrawFn) -> Coding:
    of = draw(st.sampled_from(SOURCES))
    first, last = sorted((draw(st.integers(0, 7)), draw(st.integers(0, 7))))
    start, end = stretch(first, last)
    met = draw(st.lists(st.integers(first, last), max_size=2))
    code = draw(st.sampled_from(CODES))
    return Coding(
        str(draw(st.uuids())),
        code,
        Segment(of.id, start, end, TEXT[start:end]),
        draw(st.sampled_from(["анна", "бека", "auto:book@1"])),
        draw(st.sampled_from(["suggested", "accepted", "rejected"])),
        tuple(Evidence(f"{code}/ru", "слово*", *stretch(at, at)) for at in met),
    )


ANY_CODINGS = st.lists(any_coding(), max_size=12)
ROWS = ["country", "expert", "source", "group", "coder", "language"]
BELOW = {"mission": {"mission", "speed", "hours", "exit"}, "speed": {"speed", "hours"}}


def by_hand(
    codings: list[Coding], measure: str, codes: set[str], members: list[Source], coder: str | None
) -> float:
    """A cell by its definition: what is counted, put into a set."""
    ids = {member.id for member in members}
    part = [
        one
        for one in codings
        if one.segment.source_id in ids
        and one.code in codes
        and one.status != "rejected"
        and coder in (None, one.coder)
    ]
    expert = {member.id: member.expert or member.id for member in members}
    if measure == "words":
        inside = {
            (one.segment.source_id, at)
            for one in part
            for at, start in enumerate(STARTS)
            if one.segment.start <= start < one.segment.end
        }
        return len(inside) / (8 * len(members))
    things = {
        "experts": {expert[one.segment.source_id] for one in part},
        "share": {expert[one.segment.source_id] for one in part},
        "sources": {one.segment.source_id for one in part},
        "segments": {(one.segment.source_id, one.segment.start, one.segment.end) for one in part},
        "matches": {
            (one.segment.source_id, place.start, place.end) for one in part for place in one.evidence
        },
    }[measure]
    return len(things) / len(set(expert.values())) if measure == "share" else len(things)


@given(ANY_CODINGS, st.sampled_from(ROWS), st.sampled_from(["theme", "code"]), st.sampled_from(MEASURES))
def test_every_cell_is_what_its_definition_says(codings, rows, columns, measure):
    matrix = count_matrix(frame(codings, SOURCES), rows=rows, columns=columns, measure=measure)

    for case in matrix.cells.index:
        members = [s for s in SOURCES if rows == "coder" or (s.attribute(rows) or NOT_GIVEN) == case]
        for column in matrix.cells.columns:
            wanted = BELOW.get(column, {column})
            cell = by_hand(codings, measure, wanted, members, case if rows == "coder" else None)
            assert matrix.cells.loc[case, column] == pytest.approx(cell)
    for column in matrix.total.index:
        assert matrix.total[column] == pytest.approx(
            by_hand(codings, measure, BELOW.get(column, {column}), SOURCES, None)
        )


@given(ANY_CODINGS, st.sampled_from(ROWS))
def test_never_more_experts_than_there_are(codings, rows):
    matrix = count_matrix(frame(codings, SOURCES), rows=rows)

    assert (matrix.cells.le(matrix.base, axis="index")).all(axis=None)
    assert (matrix.total <= matrix.base_total).all()
    shares = count_matrix(frame(codings, SOURCES), rows=rows, measure="share").cells
    assert (shares.ge(0) & shares.le(1)).all(axis=None)
    words = count_matrix(frame(codings, SOURCES), rows=rows, measure="words").cells
    assert (words.ge(0) & words.le(1)).all(axis=None)


@given(ANY_CODINGS, st.sampled_from(["country", "expert"]), st.sampled_from(MEASURES))
def test_a_parent_has_as_many_as_each_child_and_no_more_than_all_together(codings, rows, measure):
    codings = [*codings, coding(SOURCES[0], "слово0", "mission")]
    codes = count_matrix(frame(codings, SOURCES), rows=rows, columns="code", measure=measure).cells
    own = count_matrix(
        frame([one for one in codings if one.code == "mission"], SOURCES), rows=rows, measure=measure
    ).cells["mission"]

    assert (codes["speed"] >= codes["hours"]).all()
    for child in ("speed", "exit"):
        assert (codes["mission"] >= codes[child]).all()
    assert (codes["mission"] <= codes["speed"] + codes["exit"] + own + 1e-9).all()
    themes = count_matrix(frame(codings, SOURCES), rows=rows, measure=measure).cells
    assert themes["mission"].tolist() == codes["mission"].tolist()


@given(ANY_CODINGS, st.randoms(use_true_random=False), st.sampled_from(ROWS), st.sampled_from(MEASURES))
def test_the_order_of_codings_and_sources_does_not_matter(codings, random, rows, measure):
    shuffled, sources = list(codings), list(SOURCES)
    random.shuffle(shuffled)
    random.shuffle(sources)

    one = count_matrix(frame(codings, SOURCES), rows=rows, measure=measure)
    other = count_matrix(frame(shuffled, sources), rows=rows, measure=measure)

    assert one.to_json() == other.to_json()


@given(ANY_CODINGS, st.sampled_from(MEASURES))
def test_the_same_codings_by_another_coder_or_rule_change_no_number(codings, measure):
    again = [
        Coding(
            f"again {one.id}",
            one.code,
            one.segment,
            "вторая",
            one.status,
            tuple(Evidence("other/any", "с*", place.start, place.end) for place in one.evidence),
        )
        for one in codings
    ]

    once = count_matrix(frame(codings, SOURCES), measure=measure)
    twice = count_matrix(frame([*codings, *again], SOURCES), measure=measure)

    assert cells(once) == cells(twice)
    assert total(once) == total(twice)
    assert twice.codings == 2 * once.codings


# --- asking for what is not there ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "message", "hint"),
    [
        (
            {"measure": "expert"},
            "'expert' is not a measure.",
            "experts, share, sources, segments, words, matches",
        ),
        ({"columns": "country"}, "columns are theme or code, not 'country'.", "columns='theme'"),
        ({"rows": "grupp"}, "no source has the attribute 'grupp'.", "coder, country, expert, group, kind"),
        ({"kind": "interviews"}, "'interviews' is not a kind of source.", "interview, statement, literature"),
    ],
)
def test_what_is_not_there_is_declined_with_what_is(choices, message, hint):
    with pytest.raises(InvalidRequest) as raised:
        count_matrix(frame(), **choices)
    assert raised.value.message == message
    assert hint in raised.value.hint


def test_a_frame_from_elsewhere_has_no_bases():
    with pytest.raises(InvalidRequest, match="no base can be given"):
        count_matrix(pd.DataFrame(frame().to_dict(orient="list")))


# --- shapes ----------------------------------------------------------------------------------------


def test_the_json_shape_is_plain_and_complete():
    printed = json.loads(json.dumps(count_matrix(frame(), measure="share").to_json(), allow_nan=False))

    assert printed == {
        "rows": "country",
        "columns": "theme",
        "measure": "share",
        "base": {"AM": 2, "KZ": 2, NOT_GIVEN: 1},
        "pending": {},
        "cells": {
            "AM": {"mission": 0.5, "identity": 0},
            "KZ": {"mission": 1, "identity": 0.5},
            NOT_GIVEN: {"mission": 1, "identity": 0},
        },
        "total": {"mission": 0.8, "identity": 0.2},
        "unreviewed": 1,
        "codings": 7,
        "invented": False,
    }


def test_a_theme_matrix_is_a_frame_that_carries_its_bases():
    table = theme_matrix(frame(), measure="experts")

    assert table.loc["KZ"].to_dict() == {"mission": 2, "identity": 1}
    assert str(table.dtypes["mission"]) == "Int64"
    assert table.attrs == {
        "measure": "experts",
        "base": {"AM": 2, "KZ": 2, NOT_GIVEN: 1},
        "total": {"mission": 4, "identity": 1},
        "codings": 7,
        "unreviewed": 1,
    }


def test_in_a_notebook_a_matrix_shows_names_bases_and_what_it_rests_on():
    book = Codebook("b", "1", (Code("n", name={"en": "n"}), Code("x", name={"en": "<b>Speed</b>"})))
    matrix = count_matrix(tidy_codings([], [KZ1, AM1], book, tagged=["kz-01"]), rows="group")
    shown = matrix._repr_html_()

    assert "&lt;b&gt;Speed" in shown
    assert "<b>Speed" not in shown
    assert "experts by group; 0 codings, 0 not reviewed" in shown


def test_a_missing_cell_shows_as_a_dash_in_a_notebook():
    shown = count_matrix(frame([], [KZ1, AM1], tagged=["kz-01"]))._repr_html_()

    assert "–" in shown
    assert "NA" not in shown


def test_names_from_files_are_no_markup_in_a_notebook():
    odd = source("kz-01", **{"<i>group</i>": "a"})

    assert "<i>" not in count_matrix(frame([], [odd]), rows="<i>group</i>")._repr_html_()
