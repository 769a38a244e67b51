"""From codings to what each coder said of each unit."""

from __future__ import annotations

import numpy as np
import pytest

from qual.analysis.agreement import code_units
from qual.analysis.agreement.ratings import MISSING
from qual.errors import InvalidRequest
from tests.analysis.agreement.invented import ROBOT, Study, sentence, two_coders


def prepared(study, **choices):
    return code_units(study.frame, **study.asked, **choices)


def table(ratings):
    """The ratings with every unit in a row of its own."""
    return sorted(
        map(tuple, np.repeat(ratings.values, ratings.weight.astype(int), axis=0).tolist()), reverse=True
    )


def test_read_and_not_coded_is_0_and_never_seen_is_missing():
    study = Study(
        {"kz-01": 3, "kz-02": 2}, {"ana": {"kz-01", "kz-02"}, "ben": {"kz-01", "kz-02"}, "chris": {"kz-01"}}
    )
    study.code("ana", "kz-01", 0)

    ratings = prepared(study).presence(0)

    assert table(ratings) == [(1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, MISSING), (0, 0, MISSING)]


def test_two_codings_of_one_coder_on_one_code_count_once():
    study = two_coders(kz_01=4)
    study.code("ana", "kz-01", 1).code("ana", "kz-01", 1).code("ana", "kz-01", "0-1").code(
        "ana", "kz-01", (12, 15)
    )

    coded = prepared(study)

    assert coded.unit.tolist() == [0, 1]
    assert list(zip(coded.stretches.start, coded.stretches.end, strict=True)) == [(0, 20)]


def test_a_unit_is_coded_when_a_segment_shares_a_character_with_it():
    study = two_coders(kz_01=4)
    study.code("ana", "kz-01", (20, 34))  # the last letter of 1, all of 2, the first of 3
    study.code("ben", "kz-01", (21, 33))  # the blanks around 2, and 2

    coded = prepared(study)

    assert coded.unit[coded.coder == 0].tolist() == [1, 2, 3]
    assert coded.unit[coded.coder == 1].tolist() == [2]


def test_offsets_beyond_a_source_do_not_reach_into_the_next():
    study = two_coders(kz_01=2, kz_02=2)
    study.code("ana", "kz-01", (15, 5000))

    coded = prepared(study)

    assert coded.unit.tolist() == [1]


def test_units_may_come_in_any_order_and_must_not_overlap():
    study = two_coders(kz_01=3).code("ana", "kz-01", 2)
    units = {"kz-01": [sentence(2), sentence(0), (5, 5), sentence(1)]}

    coded = code_units(study.frame, units=units, seen=study.read)

    assert coded.unit.tolist() == [2]
    with pytest.raises(InvalidRequest, match="kz-01: two units overlap at character 5"):
        code_units(study.frame, units={"kz-01": [(0, 10), (5, 20)]}, seen=study.read)


def test_machines_and_rejected_codings_take_no_part():
    study = two_coders(kz_01=3)
    study.read[ROBOT] = {"kz-01"}
    study.code(ROBOT, "kz-01", 0).code("ana", "kz-01", 1, status="rejected").code("ben", "kz-01", 2)

    coded = prepared(study)

    assert coded.coders == ("ana", "ben")
    assert coded.unit.tolist() == [2]


def test_what_takes_no_part_is_counted():
    study = Study({"kz-01": 3, "kz-02": 3}, {"ana": {"kz-01", "kz-02"}, "ben": {"kz-01"}, "chris": {"kz-01"}})
    study.code("ben", "kz-02", 0)  # Ben has not finished kz-02, and so only Ana has
    study.code("ana", "kz-01", (10, 11))  # a blank
    study.read["ben"].add("kz-02")
    study.code("chris", "kz-02", 0)

    assert prepared(study).left_out == {"not shared": 0, "not finished": 1, "outside the units": 1}
    study.read["ben"].remove("kz-02")
    assert prepared(study).left_out == {"not shared": 2, "not finished": 0, "outside the units": 1}


def test_codes_stand_in_the_order_of_the_codebook_and_take_what_is_below():
    study = two_coders(kz_01=5)
    for n, code in enumerate(("name", "exit", "speed", "gone")):
        study.code("ana", "kz-01", n, code)

    assert prepared(study).codes == ("speed", "exit", "name", "gone")
    assert prepared(study, codes=["mission"]).codes == ("speed", "exit")
    assert prepared(study, codes=["border"]).codes == ("border",)  # asked for, used by nobody
    assert prepared(study, columns="theme").codes == ("mission", "identity", "(not in the codebook)")


def test_two_codes_of_one_theme_on_one_sentence_are_one_theme():
    study = two_coders(kz_01=5).code("ana", "kz-01", 1, "speed").code("ana", "kz-01", 1, "exit")

    assert prepared(study, columns="theme").unit.tolist() == [1]


def test_more_codes_than_bits_of_a_word():
    study = two_coders(kz_01=200)
    for n in range(150):
        study.code("ana", "kz-01", n, f"code-{n:03}").code(
            "ben", "kz-01", n, f"code-{n if n % 2 else n + 1:03}"
        )
    coded = prepared(study)

    ratings, masi, _ = coded.sets()
    alike = [masi[a, b] == 0 for a, b in ratings.values if MISSING not in (a, b)]

    assert len(coded.codes) == 150
    assert len(masi) == 151
    assert sum(alike) == 75 + 1  # and one row for the fifty sentences nobody coded


def test_assessments_are_ordered_values_where_two_gave_one():
    study = two_coders(kz_01=4)
    study.code("ana", "kz-01", 0, assessment=-2).code("ben", "kz-01", 0, assessment=1)
    study.code("ana", "kz-01", 1, assessment=2).code("ben", "kz-01", 1)
    study.code("ana", "kz-01", 2, assessment=2).code("ana", "kz-01", 2, assessment=0).code(
        "ben", "kz-01", 2, assessment=1
    )

    ratings = prepared(study).assessments(0)

    assert ratings.labels == (-2, -1, 0, 1, 2)
    assert ratings.values.tolist() == [[0, 3], [4, MISSING], [MISSING, 3]]


def test_stretches_of_neighbouring_sentences_are_one_and_sources_stay_apart():
    study = two_coders(kz_01=3, kz_02=2)
    study.code("ana", "kz-01", 1).code("ana", "kz-01", 2).code("ana", "kz-02", 0).code("ben", "kz-01", "1-2")

    stretches = prepared(study).stretches

    found = set(zip(stretches.coder.tolist(), stretches.start.tolist(), stretches.end.tolist(), strict=True))
    assert found == {(0, 10, 30), (0, 30, 40), (1, 10, 30)}
    assert stretches.lengths.tolist() == [30, 20]


def test_positions_are_tokens_when_tokens_are_the_unit():
    study = two_coders(kz_01=3)
    study.code("ana", "kz-01", (13, 30))

    stretches = prepared(study, unit="token").stretches

    assert (stretches.start.tolist(), stretches.end.tolist()) == ([1], [3])
    assert stretches.lengths.tolist() == [3]


def test_filters_always_filter():
    from qual.analysis.tidy import select
    from qual.model import Selection

    study = two_coders(kz_01=3, kg_01=4)
    study.code("ana", "kz-01", 0).code("ana", "kg-01", 0).code("ben", "kg-01", 0, "exit")

    chosen = select(study.frame, Selection(country=("KG",), code=("speed",)))
    coded = code_units(chosen, **study.asked)

    assert coded.sources == ("kg-01",)
    assert coded.codes == ("speed",)


def test_coders_are_people_who_finished_something():
    study = two_coders(kz_01=3).code("ana", "kz-01", 0)

    assert prepared(study, coders=["ben", "ana"]).coders == ("ben", "ana")
    with pytest.raises(InvalidRequest, match="is a codebook, not a coder"):
        prepared(study, coders=["ana", ROBOT])
    with pytest.raises(InvalidRequest, match=r"no coder 'chris' has finished a source. There are: ana, ben"):
        prepared(study, coders=["chris"])
    with pytest.raises(InvalidRequest, match="a list of names"):
        prepared(study, coders="ana")
    with pytest.raises(InvalidRequest, match="a list of ids"):
        prepared(study, codes="speed")
    with pytest.raises(InvalidRequest, match="code or theme"):
        prepared(study, columns="colour")


def test_a_study_without_anything_is_prepared_too():
    nothing = Study({}, {})

    coded = prepared(nothing)

    assert (coded.sources, coded.coders, coded.codes) == ((), (), ())
    assert coded.sets()[0].values.shape == (0, 0)
