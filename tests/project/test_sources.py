"""Sources: texts that never change, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qual.errors import InvalidRequest, NotFound
from qual.model import KINDS, Selection, Source, Turn
from qual.project import Project

from .invented import TEXTS, invented


def test_a_source_comes_back_as_it_went_in(study, reopened):
    again = reopened(study)

    for source_id in TEXTS:
        assert again.sources.get(source_id) == invented(source_id)


def test_sources_come_in_the_order_of_their_kinds(project):
    for source_id, kind in (("b", "literature"), ("a", "statement"), ("z", "interview"), ("Ж", "interview")):
        project.sources.add(invented(source_id, "Сөз", kind=kind))

    assert project.sources.ids() == ["z", "Ж", "a", "b"]
    assert [source.id for source in project.sources.all()] == ["z", "Ж", "a", "b"]
    assert len(project.sources) == 4
    assert "Ж" in project.sources


def test_a_selection_takes_sources_by_what_is_said_of_them(study):
    def ids(**filters: tuple[str, ...]) -> list[str]:
        return [source.id for source in study.sources.all(Selection(**filters))]

    assert ids(country=("KZ",)) == ["kz-01", "kz-02"]
    assert ids(country=("KZ", "AM"), expert=("AM-01", "KZ-02")) == ["am-01", "kz-02"]
    assert ids(country=("(not given)",)) == ["statement-01"]
    assert ids(kind=("literature",)) == []
    assert ids(code=("speed",)) == list(TEXTS)


def test_ids_are_those_of_the_sources_that_a_selection_takes(study):
    for selection in (None, Selection(), Selection(country=("KZ",)), Selection(kind=("statement",))):
        assert study.sources.ids(selection) == [source.id for source in study.sources.all(selection)]


def test_an_unknown_source_suggests_the_nearest(study):
    with pytest.raises(NotFound) as error:
        study.sources.get("kz-1")

    assert error.value.hint == "Did you mean kz-01?"


def test_adding_a_source_twice_does_no_harm(study):
    before = study.log.entries()

    assert study.sources.add(invented("kz-01")) is False
    assert study.sources.add_many([invented("kz-01"), invented("kz-02")]) == []
    assert study.log.entries() == before


def test_another_text_under_the_same_id_is_refused(study):
    with pytest.raises(InvalidRequest, match="kz-01 was imported with another text") as error:
        study.sources.add_many([invented("am-02", "Նոր"), invented("kz-01", "Басқа мәтін")])

    assert "stays in use" in error.value.hint
    assert study.sources.get("kz-01").text == TEXTS["kz-01"]
    assert "am-02" not in study.sources


def test_two_files_with_one_id_are_refused(project):
    with pytest.raises(InvalidRequest, match="Two files give the id am-01"):
        project.sources.add_many([invented("am-01"), invented("am-01", "Ուրիշ")])


def test_what_is_said_of_a_source_can_change(study):
    changed = replace(invented("kz-01"), country="KG", expert="KG-07", attributes={"sector": "ministry"})

    assert study.sources.update_attributes(changed) is True
    assert study.sources.update_attributes(changed) is False
    assert study.sources.get("kz-01") == changed
    assert study.batches()[-1].words == "1 source's attributes changed"


def test_attributes_can_change_without_the_text_at_hand(study):
    study.sources.update_attributes(Source("kz-01", "interview", "", country="KG"))

    assert study.sources.get("kz-01").text == TEXTS["kz-01"]
    assert study.sources.get("kz-01").country == "KG"
    assert study.sources.get("kz-01").turns == invented("kz-01").turns


def test_turns_and_file_can_change_but_not_the_text(study):
    length = len(TEXTS["kz-01"])
    changed = replace(
        invented("kz-01"),
        turns=(Turn(1, 0, 10, "Q", "interviewer"), Turn(2, 10, length)),
        file="moved/kz-01.txt",
    )

    assert study.sources.update(changed) is True
    assert study.sources.update(changed) is False
    assert study.sources.get("kz-01") == changed
    assert study.batches()[-1].words == "1 source's turns or file changed"
    with pytest.raises(InvalidRequest, match="another text"):
        study.sources.update(replace(changed, text="Басқа мәтін", turns=()))
    with pytest.raises(NotFound, match="no source xx"):
        study.sources.update(replace(changed, id="xx"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": " "}, "needs an id"),
        ({"kind": "interviw"}, "no kind interviw"),
        ({"turns": (Turn(1, 0, 9000),)}, "turn 1 lies outside the text"),
        ({"turns": (Turn(1, 0, 2), Turn(1, 2, 3))}, "two turns have the number 1"),
        ({"text": "half a \ud83d pair", "turns": ()}, r"half of a character \(U\+D83D at 7\)"),
        ({"expert": "E\udc80"}, "half of a character"),
        ({"attributes": {"x": "\udfff"}}, "half of a character"),
    ],
)
def test_a_source_that_cannot_be_is_refused(project, wrong, said):
    with pytest.raises(InvalidRequest, match=said):
        project.sources.add(replace(invented("am-01"), **wrong))

    assert project.sources.ids() == []


def test_six_hundred_sources_take_a_handful_of_queries(project):
    from sqlalchemy import event

    project.sources.add_many(invented(f"kz-{number:03}", f"Сөз {number}. " * 50) for number in range(600))
    asked: list[str] = []
    event.listen(project.store.engine, "before_cursor_execute", lambda *it: asked.append(it[2]))

    assert len(project.sources.all()) == 600
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 2


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMED = st.dictionaries(TEXT, TEXT, max_size=4)


@st.composite
def any_source(draw: st.DrawFn) -> Source:
    text = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return Source(
        id=draw(TEXT.filter(lambda id_: id_.strip())),
        kind=draw(st.sampled_from(KINDS)),
        text=text,
        turns=tuple(
            Turn(
                number,
                start,
                end,
                draw(TEXT),
                draw(st.sampled_from(("expert", "interviewer", "other"))),
                draw(TEXT),
            )
            for number, (start, end) in enumerate(pairwise(cuts), start=1)
        ),
        country=draw(TEXT),
        expert=draw(TEXT),
        language=draw(TEXT),
        attributes=draw(NAMED),
        file=draw(TEXT),
        encoding=draw(TEXT),
        file_sha256=draw(TEXT),
        normalised=draw(st.dictionaries(TEXT, st.integers(0, 2**40), max_size=3)),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(source=any_source())
def test_any_text_and_any_attribute_survive(project, source):
    project.sources.add(source)
    with Project.open(project.folder) as other:
        assert other.sources.get(source.id) == source
        assert list(other.sources.get(source.id).attributes) == list(source.attributes)
        assert other.sources.add(source) is False
        assert other.sources.update(source) is False
    assert project.log.verify() == []
    project.undo()
