"""Who is to code what."""

from __future__ import annotations

import pytest

from qual.errors import InvalidRequest, NotFound
from qual.model import Assignment
from qual.project import AssignCounts, check

from .invented import state


def test_a_coder_is_assigned_sources_with_codes(study, reopened):
    counts = study.assignments.add(
        [
            Assignment("Бека", "kz-01", codes=("speed", "exit")),
            Assignment("Бека", "kz-02"),
            Assignment("Әсел", "kz-01", blind=True),
        ]
    )

    assert counts == AssignCounts(added=3)
    assert reopened(study).assignments.all() == [
        Assignment("Бека", "kz-01", ("exit", "speed")),
        Assignment("Бека", "kz-02"),
        Assignment("Әсел", "kz-01", blind=True),
    ]


def test_assigning_again_changes_codes_and_blindness_and_says_so(study):
    study.assignments.add([Assignment("Бека", "kz-01"), Assignment("Бека", "kz-02")])

    again = study.assignments.add([Assignment("Бека", "kz-01", blind=True), Assignment("Бека", "kz-02")])

    assert again == AssignCounts(changed=1, unchanged=1)
    assert [one.blind for one in study.assignments.all()] == [True, False]
    assert study.batches()[-1].words == "1 assignment changed"
    study.undo()
    assert [one.blind for one in study.assignments.all()] == [False, False]
    assert check(study) == [] or all(problem.warning for problem in check(study))


def test_an_assignment_can_be_withdrawn_and_brought_back(study):
    study.assignments.add([Assignment("Бека", "kz-01"), Assignment("Бека", "kz-02")])
    before = state(study)

    assert study.assignments.withdraw("Бека", ["kz-02"]) == 1
    assert [one.source_id for one in study.assignments.all()] == ["kz-01"]
    study.undo()

    assert state(study) == before
    with pytest.raises(NotFound, match="am-01 is not assigned to Бека"):
        study.assignments.withdraw("Бека", ["am-01"])


def test_a_misspelt_source_assigns_nothing(study):
    with pytest.raises(NotFound) as error:
        study.assignments.add([Assignment("Бека", "kz-02"), Assignment("Бека", "kz-1")])

    assert error.value.hint == "Did you mean kz-01?"
    assert study.assignments.all() == []


def test_a_source_that_somebody_is_to_code_is_not_taken_away_below_them(study):
    study.assignments.add([Assignment("Бека", "kz-01")])

    with pytest.raises(InvalidRequest, match="kz-01 was assigned in batch 2"):
        study.undo(1)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("auto:rules@1", "belong to codebooks"),
        ("agreed", "a layer"),
        ("all", "a layer"),
        ("Бека\nӘсел", "cannot be seen (U+000A at 4)"),
        ("Бе\u200bка", "cannot be seen (U+200B at 2)"),
        ("Бе\u202eка", "U+202E"),
        ("Бека\u00a0А", "U+00A0"),
        ("\x00", "U+0000"),
        ("Бека, Әсел", "a comma"),
        ("Б" * 101, "101 characters long"),
        ("\ud800", "half of a character"),
    ],
)
def test_a_name_with_odd_characters_gets_one_sentence(study, name, said):
    with pytest.raises(InvalidRequest) as error:
        study.assignments.add([Assignment(name, "kz-01")])

    assert said in str(error.value)
    assert "\n" not in str(error.value).replace(name, "")
    assert study.assignments.all() == []


@pytest.mark.parametrize("name", ["Әсел Қ.", "Մարիամ", "=1+1", "О’Нил", "سارا", "A+B", "🕵️"])
def test_a_name_in_any_script_is_a_name(study, name):
    study.assignments.add([Assignment(f"  {name} ", "kz-01")])

    assert [one.coder for one in study.assignments.all()] == [name]
