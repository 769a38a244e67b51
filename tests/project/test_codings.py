"""Codings: added, found, decided, withdrawn, restored."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qual.errors import InvalidRequest, NotFound
from qual.model import Coding, Evidence, Segment, Selection, Source, Turn
from qual.project import COLUMNS, Project, check

from .invented import TEXTS, coding, invented, suggestion


def test_a_coding_comes_back_as_it_went_in(study, reopened):
    made = [
        coding("kz-01", "быстро", assessment=-2, created="2024-02-03T04:05:06Z"),
        coding("am-01", "օգնությունը չեկավ", "help", coder="Անի"),
        coding(
            "statement-01", "𝐝𝐞𝐜𝐢𝐝𝐞𝐝", evidence=(Evidence("speed/en", "decid*", 12, 19),), status="rejected"
        ),
        coding("kz-01", "🕊️", "symbols"),
    ]
    study.codings.add(made)

    again = reopened(study)

    for one in made:
        assert replace(again.codings.get(one.id), created=one.created) == one
        assert again.codings.get(one.id).created


def test_codings_come_by_source_place_and_code(study):
    study.codings.add(
        [
            coding("kz-02", "Біз"),
            coding("kz-01", "прибыли быстро", "b"),
            coding("kz-01", "прибыли", "z"),
            coding("kz-01", "прибыли быстро", "a"),
            coding("kz-01", "Миротворцы", "z"),
            coding("am-01", "մենք", "z"),
        ]
    )

    assert [(one.segment.source_id, one.segment.quote, one.code) for one in study.codings.select()] == [
        ("am-01", "մենք", "z"),
        ("kz-01", "Миротворцы", "z"),
        ("kz-01", "прибыли", "z"),
        ("kz-01", "прибыли быстро", "a"),
        ("kz-01", "прибыли быстро", "b"),
        ("kz-02", "Біз", "speed"),
    ]


def test_a_selection_takes_codings_by_source_code_coder_and_status(study):
    study.codings.add(
        [
            coding("kz-01", "быстро"),
            coding("kz-02", "Оперативность", coder="бека"),
            coding("am-01", "օգնությունը", "help", status="rejected"),
        ]
    )

    def found(**filters: tuple[str, ...]) -> list[str]:
        return [one.segment.source_id for one in study.codings.select(Selection(**filters))]

    assert found() == ["am-01", "kz-01", "kz-02"]
    assert found(country=("KZ",)) == ["kz-01", "kz-02"]
    assert found(country=("KZ",), coder=("бека",)) == ["kz-02"]
    assert found(code=("help", "speed"), status=("rejected",)) == ["am-01"]
    assert found(source=("kz-02", "am-01")) == ["am-01", "kz-02"]
    assert found(kind=("literature",)) == []
    with pytest.raises(InvalidRequest, match="no themes"):
        found(theme=("effectiveness",))


def test_rows_stand_under_their_columns(study):
    length = len(TEXTS["kz-01"])
    turns = (Turn(1, 0, 10, "Q", "interviewer"), Turn(2, 11, length, "A"))
    study.sources.update(replace(invented("kz-01"), turns=turns))
    study.codings.add(
        [
            coding("kz-01", "быстро", assessment=1, created="2024-02-03T04:05:06Z", id="c1"),
            suggestion("kz-02", "Оперативность", status="accepted"),
        ]
    )

    first, second = (dict(zip(COLUMNS, row, strict=True)) for row in study.codings.rows())

    assert first == {
        "id": "c1",
        "source": "kz-01",
        "kind": "interview",
        "country": "KZ",
        "expert": "KZ-01",
        "language": "ru",
        "turn": 2,
        "code": "speed",
        "start": 19,
        "end": 25,
        "quote": "быстро",
        "coder": "aigerim",
        "status": "accepted",
        "assessment": 1,
        "matches": 0,
        "created": "2024-02-03T04:05:06Z",
        "decided_by": "",
    }
    assert (second["turn"], second["matches"], second["assessment"]) == (1, 1, None)


def test_rows_say_turn_zero_between_turns(study):
    study.sources.update(replace(invented("kz-01"), turns=(Turn(5, 11, 18),)))
    study.codings.add([coding("kz-01", "Миротворцы"), coding("kz-01", "быстро"), coding("kz-01", "прибыли")])

    assert [row[COLUMNS.index("turn")] for row in study.codings.rows()] == [0, 5, 0]


def test_rows_and_records_take_the_same_codings(study):
    study.codings.add([coding(source_id, TEXTS[source_id][:4]) for source_id in TEXTS])
    for selection in (None, Selection(country=("KZ",)), Selection(source=("am-01",)), Selection(code=("x",))):
        assert [row[0] for row in study.codings.rows(selection)] == [
            one.id for one in study.codings.select(selection)
        ]


def test_adding_a_coding_twice_does_no_harm(study):
    one = coding("kz-01", "быстро")

    assert study.codings.add([one, one]) == 1
    assert study.codings.add([one]) == 0
    with pytest.raises(InvalidRequest, match="belongs to another coding"):
        study.codings.add([replace(one, code="help")])
    assert len(study.codings.select()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"segment": Segment("kz-01", 18, 24, "медленно")}, "the quote is not what stands at 18 to 24"),
        ({"segment": Segment("kz-01", 5, 5, "")}, "characters 5 to 5 are not in a text"),
        ({"segment": Segment("kz-01", -3, 2, "")}, "characters -3 to 2"),
        ({"segment": Segment("kz-01", 5, 5000, "")}, "are not in a text of"),
        ({"code": ""}, "lacks an id, a code or a coder"),
        ({"status": "maybe"}, "no status maybe"),
        ({"assessment": 3}, "3 is not an assessment"),
    ],
)
def test_a_coding_that_cannot_be_is_refused_and_none_is_stored(study, wrong, said):
    good = coding("kz-01", "прибыли")
    with pytest.raises(InvalidRequest, match=said):
        study.codings.add([good, replace(coding("kz-01", "быстро"), **wrong)])

    assert study.codings.select() == []


def test_a_coding_of_an_unknown_source_is_refused(study):
    with pytest.raises(NotFound, match=r"no source kz-9\. Did you mean kz-0"):
        study.codings.add([coding("kz-9", "слово", text="слово")])


# --- finding -----------------------------------------------------------------------------------


def test_the_beginning_of_an_id_is_enough_when_it_is_the_only_one(study):
    ids = ["ab12cd34", "ab12ffff", "AB13-UPPER"]
    study.codings.add([coding("kz-01", "быстро", code, id=code) for code in ids])

    assert study.codings.get("ab12c").id == "ab12cd34"
    assert study.codings.get("ab13").id == "AB13-UPPER"
    assert study.codings.get("ab12ffff").id == "ab12ffff"
    with pytest.raises(InvalidRequest, match="Several codings begin with ab12: ab12cd34, ab12ffff"):
        study.codings.get("ab12")
    with pytest.raises(InvalidRequest, match="too short"):
        study.codings.get("ab1")
    with pytest.raises(NotFound, match="no coding zzzz"):
        study.codings.get("zzzz")
    with pytest.raises(NotFound):
        study.codings.get("ab1%")


def test_a_whole_id_is_found_though_another_begins_with_it(study):
    study.codings.add([coding("kz-01", "быстро", code, id=code) for code in ("abcd", "abcdef")])

    assert study.codings.get("abcd").id == "abcd"


# --- deciding ----------------------------------------------------------------------------------


def test_a_decision_changes_status_and_assessment(study):
    study.codings.add([suggestion("kz-01", "быстро"), suggestion("kz-02", "Оперативность")])
    one, two = study.codings.select()

    assert study.codings.decide(one.id, "accepted", assessment=2) == 1
    assert study.codings.decide([one.id, two.id[:8]], "rejected") == 2

    assert study.codings.get(one.id) == replace(one, status="rejected", assessment=2, decided_by="aigerim")
    assert study.codings.get(two.id) == replace(two, status="rejected", decided_by="aigerim")
    assert study.codings.decide(one.id, "rejected", assessment=None) == 1
    assert study.codings.get(one.id).assessment is None


def test_deciding_the_same_again_leaves_no_line(study):
    study.codings.add([suggestion("kz-01", "быстро")])
    (one,) = study.codings.select()
    study.codings.decide(one.id, "accepted")
    before = study.log.entries()

    assert study.codings.decide(one.id, "accepted") == 0
    assert study.log.entries() == before


@pytest.mark.parametrize(("status", "assessment"), [("maybe", 0), ("accepted", 3), ("accepted", -3)])
def test_a_decision_that_does_not_exist_is_refused(study, status, assessment):
    study.codings.add([coding("kz-01", "быстро", id="c123")])

    with pytest.raises(InvalidRequest):
        study.codings.decide("c123", status, assessment=assessment)


def test_one_wrong_id_stops_the_whole_decision(study):
    study.codings.add([suggestion("kz-01", "быстро")])
    (one,) = study.codings.select()

    with pytest.raises(NotFound):
        study.codings.decide([one.id, "nobody"], "accepted")

    assert study.codings.get(one.id).status == "suggested"


def test_the_history_tells_every_act_with_old_and_new(study):
    study.codings.add([suggestion("kz-01", "быстро", id="c123")])
    study.codings.decide("c123", "accepted")
    study.codings.decide("c123", "rejected", assessment=-1)
    study.codings.withdraw("c123")
    study.codings.restore("c123")

    history = study.codings.history("c123")

    assert [line.action for line in history] == [
        "add coding",
        "decide coding",
        "decide coding",
        "retire coding",
        "restore coding",
    ]
    assert [line.detail.get("status") for line in history] == [
        "suggested",
        ["suggested", "accepted"],
        ["accepted", "rejected"],
        None,
        None,
    ]
    assert history[2].detail["assessment"] == [None, -1]
    assert (history[0].detail["start"], history[0].detail["end"]) == (19, 25)


# --- withdrawing -------------------------------------------------------------------------------


def test_a_withdrawn_coding_no_longer_counts_but_is_kept(study):
    study.codings.add([coding("kz-01", "быстро", id="c123"), coding("kz-01", "прибыли")])

    assert study.codings.withdraw("c123") == 1

    assert [one.segment.quote for one in study.codings.select()] == ["прибыли"]
    assert len(study.codings.select(include_retired=True)) == 2
    with pytest.raises(NotFound, match="withdrawn in batch 3"):
        study.codings.get("c123")
    with pytest.raises(NotFound, match="withdrawn in batch 3"):
        study.codings.decide("c123", "rejected")


def test_a_withdrawn_coding_can_be_restored_as_it_was(study):
    one = coding("kz-01", "быстро", id="c123", assessment=1, created="2024-02-03T04:05:06Z")
    study.codings.add([one])
    study.codings.withdraw("c123")

    assert study.codings.restore("c123") == 1
    assert study.codings.get("c123") == one
    with pytest.raises(InvalidRequest, match="was not withdrawn"):
        study.codings.restore("c123")


def test_a_withdrawn_coding_can_be_added_again(study):
    one = coding("kz-01", "быстро", id="c123", created="2024-02-03T04:05:06Z")
    study.codings.add([one])
    study.undo()

    assert study.codings.add([replace(one, status="rejected")]) == 1
    assert study.codings.get("c123") == replace(one, status="rejected")


def test_a_suggestion_is_rejected_and_not_withdrawn(study):
    study.codings.add([suggestion("kz-01", "быстро")])
    (one,) = study.codings.select()

    with pytest.raises(InvalidRequest, match="nobody has decided on") as error:
        study.codings.withdraw(one.id)

    assert "Reject it" in error.value.hint


def test_many_codings_take_a_handful_of_statements(study):
    from sqlalchemy import event

    study.sources.add(invented("am-02", "быстро " * 2000))
    asked: list[str] = []
    event.listen(study.store.engine, "before_cursor_execute", lambda *it: asked.append(it[2]))
    made = [
        Coding(f"coding-{n}", "speed", Segment("am-02", n * 7, n * 7 + 6, "быстро"), "aigerim", "accepted")
        for n in range(2000)
    ]
    study.codings.add(made)
    study.codings.decide([one.id for one in made], "rejected")
    study.codings.withdraw([one.id for one in made])
    study.codings.rows()

    assert len(asked) < 50


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=TEXT, codes=st.lists(TEXT, min_size=1, max_size=5), data=st.data())
def test_any_segment_of_any_text_survives(project, text, codes, data):
    made = []
    for number, code in enumerate(codes):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        evidence = tuple(
            Evidence(code, data.draw(TEXT), start, end) for _ in range(data.draw(st.integers(0, 2)))
        )
        segment = Segment("s", start, end, text[start:end])
        made.append(Coding(f"id-{number}", code, segment, data.draw(TEXT), evidence=evidence, created="now"))
    with project.transaction("both"):
        project.sources.add(Source("s", "interview", text))
        project.codings.add(made)

    assert {one.id: one for one in project.codings.select()} == {one.id: one for one in made}
    for one in project.codings.select():
        assert text[one.segment.start : one.segment.end] == one.segment.quote
    project.undo()


# --- several coders -----------------------------------------------------------------------------


def test_a_decision_says_whose_it_is_and_undo_says_whose_it_was(study):
    study.codings.add([suggestion("kz-01", "быстро")])
    one = study.codings.select()[0]
    study.codings.decide(one.id, "accepted")
    study.close()
    with Project.open(study.folder, coder="Бека") as project:
        project.codings.decide(one.id, "rejected")

        assert project.codings.get(one.id).decided_by == "Бека"
        project.undo()
        assert project.codings.get(one.id) == replace(one, status="accepted", decided_by="aigerim")
        project.codings.decide(one.id, "suggested")
        assert project.codings.get(one.id) == one
        assert check_store(project) == []


def test_a_coding_gets_another_code_or_other_borders_and_keeps_its_id(study):
    study.codings.add([coding("kz-01", "быстро", id="c123")])
    before = study.codings.get("c123")
    longer = Segment("kz-01", 11, 25, "прибыли быстро")

    assert study.codings.change("c123", code="precedent").code == "precedent"
    assert study.codings.change("c123", segment=longer).segment == longer
    assert study.codings.change("c123", segment=longer).segment == longer  # once more does no harm
    assert len(study.codings.select()) == 1
    assert [entry.detail.get("code") for entry in study.codings.history("c123")][1] == ["speed", "precedent"]
    assert check_store(study) == []

    study.undo()
    study.undo()
    assert study.codings.get("c123") == before
    assert check_store(study) == []


def test_a_suggestion_does_not_change_its_place_or_code(study):
    study.codings.add([suggestion("kz-01", "быстро"), coding("kz-01", "быстро", id="c123")])
    with pytest.raises(InvalidRequest, match="stands or falls as it is"):
        study.codings.change(suggestion("kz-01", "быстро").id, code="exit")
    with pytest.raises(InvalidRequest, match="stays in its source"):
        study.codings.change("c123", segment=Segment("kz-02", 0, 3, "Біз"))
    with pytest.raises(InvalidRequest, match="the quote is not"):
        study.codings.change("c123", segment=Segment("kz-01", 0, 3, "Біз"))


def test_counts_and_columns_tell_what_the_records_tell(study):
    study.codings.add([coding(source_id, TEXTS[source_id][:4], coder=source_id[:2]) for source_id in TEXTS])
    study.codings.add([suggestion("kz-01", "быстро"), coding("kz-01", "быстро", coder="kz")])
    records = study.codings.select()

    columns = study.codings.columns(["id", "source", "quote", "evidence", "coder"])
    assert columns["id"] == [one.id for one in records]
    assert columns["source"] == [one.segment.source_id for one in records]
    assert columns["evidence"] == [one.evidence for one in records]
    assert sorted(study.codings.columns(["id"], in_order=False)["id"]) == sorted(columns["id"])
    counted = study.codings.counts()
    assert sum(row.codings for row in counted) == len(records)
    assert ("kz-01", "speed", "kz", "accepted", "", 2) in counted


def test_columns_of_an_empty_project_are_empty(project):
    assert project.codings.columns(["id", "source", "evidence"]) == {"id": [], "source": [], "evidence": []}
    assert project.codings.counts() == []


def check_store(project):
    return [problem for problem in check(project) if not problem.warning]
