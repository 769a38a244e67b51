"""The tidy frame: one row a coding, and what the rows alone cannot tell."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from qual.analysis.tidy import COLUMNS, context_of, counted, select, tidy_codings
from qual.errors import InvalidRequest
from qual.model import NOT_GIVEN, Coding, Evidence, Segment, Selection, Source, Turn

from .said import BOOK, coding, source

KZ = source("kz-01", "Быстро пришли. Ушли.", sector="think tank")
AM = source("am-01", "Արագ եկան։", language="hy", age="40")
UN = source("un-01", "𝐓𝐡𝐞𝐲 left.", kind="statement", country="", language="")


def test_every_coding_is_one_row_with_all_that_is_known_of_it():
    place = Evidence("speed/ru", "быстро", 0, 6)
    made = Coding(
        "c1",
        "speed",
        Segment("kz-01", 0, 14, "Быстро пришли."),
        "auto:book@1",
        "suggested",
        (place,),
        -1,
        "2024-01-02",
    )

    frame = tidy_codings([made], [KZ, AM], BOOK)

    assert frame.to_dict(orient="records") == [
        {
            "id": "c1",
            "source": "kz-01",
            "kind": "interview",
            "country": "KZ",
            "expert": "KZ-01",
            "language": "ru",
            "turn": 1,
            "speaker": "Эксперт",
            "theme": "mission",
            "code": "speed",
            "coder": "auto:book@1",
            "status": "suggested",
            "decided_by": "",
            "start": 0,
            "end": 14,
            "words": 2,
            "matches": 1,
            "assessment": -1,
            "created": "2024-01-02",
            "quote": "Быстро пришли.",
            "evidence": (place,),
            "age": NOT_GIVEN,
            "sector": "think tank",
        }
    ]
    assert tuple(frame.columns[: len(COLUMNS)]) == COLUMNS


def test_what_is_not_given_says_so_and_drops_nothing():
    frame = tidy_codings([coding(UN, "𝐓𝐡𝐞𝐲")], [KZ, UN], BOOK)

    assert frame.loc[0, ["country", "expert", "language", "sector"]].tolist() == [NOT_GIVEN] * 4
    assert frame.loc[0, "end"] == 4


def test_rows_keep_the_order_of_the_codings():
    codings = [coding(KZ, "Ушли", id="b"), coding(AM, "Արագ", id="c"), coding(KZ, "Быстро", id="a")]

    assert tidy_codings(codings, [AM, KZ], BOOK)["id"].tolist() == ["b", "c", "a"]


def test_a_coding_belongs_to_the_turn_in_which_it_begins():
    text = "До.\nПервая речь.\nВторая речь."
    turns = (Turn(7, 4, 16, "А"), Turn(8, 17, 29, "Б"))
    long = Source("kz-02", "interview", text, turns)

    def turn_of(start: int, end: int) -> tuple[int, str]:
        made = Coding("x", "speed", Segment("kz-02", start, end, text[start:end]), "анна")
        row = tidy_codings([made], [long], BOOK).iloc[0]
        return row["turn"], row["speaker"]

    assert turn_of(0, 3) == (0, "")
    assert turn_of(4, 10) == (7, "А")
    assert turn_of(11, 29) == (7, "А")
    assert turn_of(17, 23) == (8, "Б")
    assert turn_of(28, 29) == (8, "Б")


def test_a_code_below_a_code_belongs_to_its_theme_and_a_theme_to_itself():
    codings = [coding(KZ, "Ушли", code) for code in ("hours", "exit", "identity", "mission")]

    assert tidy_codings(codings, [KZ], BOOK)["theme"].tolist() == [
        "mission",
        "mission",
        "identity",
        "mission",
    ]


def test_a_code_that_the_codebook_no_longer_has_keeps_its_row():
    frame = tidy_codings([coding(KZ, "Ушли", "gone")], [KZ], BOOK)

    assert frame[["code", "theme"]].to_numpy().tolist() == [["gone", "(not in the codebook)"]]


def test_without_a_codebook_every_code_stays():
    frame = tidy_codings([coding(KZ, "Ушли")], [KZ], None)

    assert frame["theme"].tolist() == ["(not in the codebook)"]


def test_a_frame_without_codings_has_the_same_columns_of_the_same_types():
    full = tidy_codings([coding(KZ, "Ушли")], [KZ, AM], BOOK)
    empty = tidy_codings([], [KZ, AM], BOOK)

    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_an_assessment_that_nobody_gave_is_missing_not_zero():
    given, missing = replace(coding(KZ, "Ушли"), assessment=0), coding(KZ, "Быстро")

    values = tidy_codings([given, missing], [KZ], BOOK)["assessment"]

    assert values[0] == 0
    assert pd.isna(values[1])


def test_codings_on_other_sources_are_left_out():
    frame = tidy_codings([coding(KZ, "Ушли"), coding(AM, "Արագ")], [KZ], BOOK)

    assert frame["source"].tolist() == ["kz-01"]


def test_an_attribute_with_the_name_of_a_column_is_declined():
    with pytest.raises(InvalidRequest, match="'matches' has the name of a column") as raised:
        tidy_codings([], [source("kz-01", matches="3")], BOOK)
    assert "my_matches" in raised.value.hint


# --- what the frame carries along ------------------------------------------------------------------


def test_the_frame_knows_every_source_also_those_without_codings():
    context = context_of(tidy_codings([coding(KZ, "Ушли")], [KZ, AM, UN], BOOK))

    assert [(row.id, row.kind, row.country, row.expert, row.words, row.turns) for row in context.sources] == [
        ("kz-01", "interview", "KZ", "KZ-01", 3, 1),
        ("am-01", "interview", "AM", "AM-01", 2, 1),
        ("un-01", "statement", "", "", 2, 1),
    ]
    assert context.codebook is BOOK


def test_a_source_row_answers_for_every_attribute():
    row = context_of(tidy_codings([], [KZ], BOOK)).sources[0]

    names = ["source", "kind", "country", "expert", "language", "sector", "age"]
    assert [row.value(name) for name in names] == [
        "kz-01", "interview", "KZ", "KZ-01", "ru", "think tank", NOT_GIVEN,
    ]  # fmt: skip


def test_equal_texts_have_equal_fingerprints_and_other_texts_others():
    again = source("kz-09", KZ.text)
    one, other, same = context_of(tidy_codings([], [KZ, AM, again], BOOK)).sources

    assert one.text_sha256 == same.text_sha256 != other.text_sha256
    assert len(one.text_sha256) == 64


def tagged(**choices: object) -> dict[str, bool]:
    frame = tidy_codings([coding(AM, "Արագ", status="rejected")], [KZ, AM, UN], BOOK, **choices)  # type: ignore[arg-type]
    return {row.id: row.tagged for row in context_of(frame).sources}


def test_every_source_counts_as_looked_at_unless_it_is_said_which():
    assert tagged() == {"kz-01": True, "am-01": True, "un-01": True}
    assert tagged(tagged=["un-01"]) == {"kz-01": False, "am-01": True, "un-01": True}


def test_a_source_with_a_coding_was_looked_at_whatever_is_said():
    assert tagged(tagged=[]) == {"kz-01": False, "am-01": True, "un-01": False}


def test_the_context_survives_filtering_sorting_and_copying():
    frame = tidy_codings([coding(KZ, "Ушли"), coding(AM, "Արագ")], [KZ, AM], BOOK)
    context = context_of(frame)

    for derived in (frame[frame["country"] == "KZ"], frame.sort_values("id"), frame.copy(), frame.head(0)):
        assert context_of(derived) is context


def test_a_frame_from_elsewhere_is_declined():
    with pytest.raises(InvalidRequest, match="does not say which sources") as raised:
        context_of(pd.DataFrame({"code": ["speed"]}))
    assert "qual.codings" in raised.value.hint


# --- filters ---------------------------------------------------------------------------------------

CODINGS = [
    coding(KZ, "Быстро", "hours", id="kz-hours", coder="auto:book@1", status="suggested"),
    coding(KZ, "Ушли", "exit", id="kz-exit"),
    coding(AM, "Արագ", "speed", id="am-speed", coder="бека", status="rejected"),
    coding(AM, "եկան", "identity", id="am-identity"),
    coding(UN, "left", "exit", id="un-exit"),
]
FRAME = tidy_codings(CODINGS, [KZ, AM, UN], BOOK)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, ["kz-hours", "kz-exit", "am-speed", "am-identity", "un-exit"]),
        ({"country": ("KZ",)}, ["kz-hours", "kz-exit"]),
        ({"country": ("KZ", "AM")}, ["kz-hours", "kz-exit", "am-speed", "am-identity"]),
        ({"country": (NOT_GIVEN,)}, ["un-exit"]),
        ({"kind": ("statement",)}, ["un-exit"]),
        ({"expert": ("AM-01",)}, ["am-speed", "am-identity"]),
        ({"source": ("un-01", "kz-01")}, ["kz-hours", "kz-exit", "un-exit"]),
        ({"coder": ("бека",)}, ["am-speed"]),
        ({"status": ("suggested", "rejected")}, ["kz-hours", "am-speed"]),
        ({"theme": ("mission",)}, ["kz-hours", "kz-exit", "am-speed", "un-exit"]),
        ({"theme": ("identity",)}, ["am-identity"]),
        ({"code": ("speed",)}, ["kz-hours", "am-speed"]),
        ({"code": ("hours", "exit")}, ["kz-hours", "kz-exit", "un-exit"]),
        ({"theme": ("mission",), "code": ("exit",), "kind": ("interview",)}, ["kz-exit"]),
        ({"theme": ("identity",), "code": ("exit",)}, []),
        ({"country": ("RU",)}, []),
    ],
)
def test_filters_always_filter(filters, ids):
    assert select(FRAME, Selection(**filters))["id"].tolist() == ids


def test_a_filter_leaves_the_frame_it_was_used_on_alone():
    chosen = select(FRAME, Selection(country=("KZ",)))
    chosen["code"] = "other"

    assert len(FRAME) == 5
    assert "other" not in set(FRAME["code"])
    assert len(context_of(FRAME).sources) == 3


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        ({"country": ("KZ", NOT_GIVEN)}, ["kz-01", "un-01"]),
        ({"kind": ("interview",)}, ["kz-01", "am-01"]),
        ({"expert": ("AM-01",)}, ["am-01"]),
        ({"source": ("un-01",)}, ["un-01"]),
        ({"coder": ("бека",), "status": ("accepted",), "theme": ("mission",)}, ["kz-01", "am-01", "un-01"]),
    ],
)
def test_filters_of_sources_narrow_the_bases_filters_of_codings_do_not(filters, sources):
    chosen = select(FRAME, Selection(**filters))

    assert [row.id for row in context_of(chosen).sources] == sources


def test_filters_may_follow_one_another():
    twice = select(select(FRAME, Selection(theme=("mission",))), Selection(code=("exit", "identity")))

    assert twice["id"].tolist() == ["kz-exit", "un-exit"]
    assert context_of(twice).chosen == {"exit"}


@pytest.mark.parametrize(
    ("filters", "message", "hint"),
    [
        ({"theme": ("misson",)}, "there is no theme 'misson'.", "Did you mean mission?"),
        ({"code": ("spede",)}, "there is no code 'spede'.", "Did you mean speed?"),
        ({"kind": ("interviews",)}, "there is no kind 'interviews'.", "Did you mean interview?"),
        ({"status": ("open",)}, "there is no status 'open'.", "There are: suggested, accepted, rejected."),
    ],
)
def test_a_misspelt_filter_is_declined_instead_of_letting_nothing_pass(filters, message, hint):
    with pytest.raises(InvalidRequest) as raised:
        select(FRAME, Selection(**filters))
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_a_code_that_only_codings_know_can_be_filtered_for():
    frame = tidy_codings([coding(KZ, "Ушли", "gone", id="x"), *CODINGS], [KZ, AM, UN], BOOK)

    assert select(frame, Selection(code=("gone",)))["id"].tolist() == ["x"]


def test_all_but_rejected_codings_count_or_the_accepted_ones_only():
    assert counted(FRAME)["id"].tolist() == ["kz-hours", "kz-exit", "am-identity", "un-exit"]
    assert counted(FRAME, reviewed=True)["id"].tolist() == ["kz-exit", "am-identity", "un-exit"]
