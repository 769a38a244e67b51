"""Where coders differ."""

from __future__ import annotations

from qual.analysis.agreement import confusion, disagreements
from tests.analysis.agreement.invented import ROBOT, Study, two_coders


def differing(study, **choices):
    frame = disagreements(study.frame, **study.asked, **choices)
    return [(s, start // 11) for s, start in zip(frame["source"], frame["start"], strict=True)]


def confused(study, **choices):
    frame = confusion(study.frame, **study.asked, **choices)
    return {tuple(row[:-1]): row[-1] for row in frame.itertuples(index=False, name=None)}


def test_a_unit_on_which_coders_differ_shows_what_each_said():
    study = two_coders(kz_01=3, kz_02=2)
    study.read["chris"] = {"kz-01"}
    study.code("ana", "kz-01", 1).code("ana", "kz-01", 1, "exit").code("ben", "kz-01", 1, "exit")
    study.code("ana", "kz-02", 0).code("ben", "kz-02", 0, "name")

    frame = disagreements(study.frame, **study.asked)

    assert list(frame) == [
        *("source", "start", "end", "coders", "coded", "shared", "differing", "ana", "ben", "chris")
    ]
    rows = frame.astype(object).where(frame.notna(), None).to_dict(orient="records")
    assert list(rows[0].values()) == ["kz-01", 11, 21, 3, 2, 0, 2, "speed; exit", "exit", ""]
    assert (rows[1]["ana"], rows[1]["ben"], rows[1]["chris"]) == ("speed", "name", None)


def test_the_worst_come_first():
    """Fewest shared codes, most coders who coded, most differing codes, then the order of the text."""
    study = two_coders(kz_01=5)
    study.code("ana", "kz-01", 0)  # Ana alone
    study.code("ana", "kz-01", 1).code("ben", "kz-01", 1).code("ben", "kz-01", 1, "exit")  # one shared
    study.code("ana", "kz-01", 2).code("ben", "kz-01", 2, "exit")  # two codes, none shared
    study.code("ana", "kz-01", 3).code("ben", "kz-01", 3, "exit").code("ben", "kz-01", 3, "name")
    study.code("ana", "kz-01", 4).code("ben", "kz-01", 4)  # agreed

    assert differing(study) == [("kz-01", 3), ("kz-01", 2), ("kz-01", 0), ("kz-01", 1)]


def test_where_all_agree_there_is_an_empty_frame_with_the_same_columns():
    study = two_coders(kz_01=3).code("ana", "kz-01", 1).code("ben", "kz-01", 1)

    frame = disagreements(study.frame, **study.asked)

    assert len(frame) == 0
    assert list(frame)[-2:] == ["ana", "ben"]


def test_machines_do_not_disagree_and_unfinished_coders_do_not_either():
    study = Study({"kz-01": 3}, {"ana": {"kz-01"}, "ben": {"kz-01"}, "chris": set()})
    study.code("ana", "kz-01", 0).code("ben", "kz-01", 0).code("chris", "kz-01", 0, "exit").code(
        ROBOT, "kz-01", 1
    )

    assert differing(study) == []


def test_a_coder_by_the_name_of_a_column_has_a_column_too():
    study = Study({"kz-01": 3}, {"shared": {"kz-01"}, "ben": {"kz-01"}}).code("shared", "kz-01", 0)

    frame = disagreements(study.frame, **study.asked)

    assert frame["coder shared"].tolist() == ["speed"]


def test_confusion_counts_codes_of_one_against_codes_of_the_other():
    study = two_coders(kz_01=6)
    study.code("ana", "kz-01", 0).code("ben", "kz-01", 0)  # both
    study.code("ana", "kz-01", 1).code("ben", "kz-01", 1, "exit")  # taken for another
    study.code("ana", "kz-01", 2).code("ben", "kz-01", 2).code("ben", "kz-01", 2, "exit")  # one more
    study.code("ana", "kz-01", 3)  # missed

    assert confused(study) == {
        ("ana", "ben", "speed", "speed"): 2,
        ("ana", "ben", "speed", "exit"): 1,
        ("ana", "ben", "speed", "(not coded)"): 1,
        ("ana", "ben", "(not coded)", "exit"): 1,
        ("ana", "ben", "(not coded)", "(not coded)"): 2,
    }


def test_confusion_takes_each_pair_of_coders_where_both_read():
    study = Study(
        {"kz-01": 2, "kz-02": 3}, {"ana": {"kz-01", "kz-02"}, "ben": {"kz-01", "kz-02"}, "chris": {"kz-02"}}
    )
    study.code("chris", "kz-02", 0).code("ana", "kz-02", 0).code("ben", "kz-01", 0)

    found = confused(study)

    assert found["ana", "ben", "(not coded)", "speed"] == 1
    assert found["ana", "ben", "(not coded)", "(not coded)"] == 3
    assert found["ana", "chris", "speed", "speed"] == 1
    assert found["ben", "chris", "(not coded)", "speed"] == 1
    assert sum(units for (a, b, *_), units in found.items() if b == "chris" and a == "ana") == 3


def test_confusion_of_nothing_is_an_empty_frame():
    frame = confusion(Study({}, {}).frame, units={}, seen={})

    assert list(frame) == ["coder", "other", "code", "other_code", "units"]
