"""Two themes in one sentence, turn or expert: counted in units, of one coder, never above 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.analysis.cooccurrence import cooccurrence
from qual.analysis.tidy import tidy_codings
from qual.errors import InvalidRequest
from tests.analysis.said import BOOK, coding, source

KZ1 = source("kz-01", "Пришли быстро и ушли быстро. Наша общая история.")
KZ2 = source("kz-02", "Олар тез келді. Біздің ортақ тарихымыз бар.", language="kk")
SENTENCES = {"kz-01": [(0, 28), (29, 48)], "kz-02": [(0, 15), (16, 43)]}


def frame(*codings):
    return tidy_codings(codings, [KZ1, KZ2], BOOK)


def pairs(found):
    return {(row["first"], row["second"]): row for row in found.pairs.to_dict(orient="records")}


def test_codes_in_one_sentence_stand_together_whether_or_not_their_segments_meet():
    codings = [coding(KZ1, "Пришли быстро", "speed"), coding(KZ1, "ушли быстро", "exit")]
    found = cooccurrence(frame(*codings), columns="code", units=SENTENCES)

    assert pairs(found)["speed", "exit"]["together"] == 1
    assert found.units == 4


def test_another_coders_coding_never_makes_a_cooccurrence():
    codings = [coding(KZ1, "Пришли", "speed", coder="Анна"), coding(KZ1, "ушли", "exit", coder="Дана")]
    found = cooccurrence(frame(*codings), columns="code", units=SENTENCES)

    assert found.pairs.empty
    assert found.counts.loc["speed", "speed"] == 1


def test_two_coders_who_both_see_both_make_one_cooccurrence_not_two():
    both = [("Анна", "speed"), ("Анна", "exit"), ("Дана", "speed"), ("Дана", "exit")]
    codings = [coding(KZ1, "Пришли быстро", code, coder=who) for who, code in both]
    row = pairs(cooccurrence(frame(*codings), columns="code", units=SENTENCES))["speed", "exit"]

    assert (row["together"], row["n_first"], row["n_second"], row["jaccard"]) == (1, 1, 1, 1.0)


def test_an_accepted_suggestion_stands_with_the_codebooks_and_with_the_persons_own_codings():
    from dataclasses import replace

    suggested = coding(KZ1, "Пришли", "speed", coder="auto:book@1")
    codings = [
        replace(suggested, decided_by="Анна"),
        coding(KZ1, "ушли", "exit", coder="Анна"),
        coding(KZ1, "быстро", "identity", coder="auto:book@1", status="suggested"),
    ]
    found = pairs(cooccurrence(frame(*codings), columns="code", units=SENTENCES))

    assert set(found) == {("speed", "exit"), ("speed", "identity")}


def test_rejected_codings_take_no_part_and_reviewed_takes_accepted_ones_only():
    codings = [
        coding(KZ1, "Пришли", "speed"),
        coding(KZ1, "ушли", "exit", status="rejected"),
        coding(KZ1, "быстро", "identity", status="suggested"),
    ]

    assert set(pairs(cooccurrence(frame(*codings), columns="code", units=SENTENCES))) == {
        ("speed", "identity")
    }
    assert cooccurrence(frame(*codings), columns="code", units=SENTENCES, reviewed=True).pairs.empty


def test_experts_are_units_too_and_a_theme_is_the_union_of_its_codes():
    codings = [
        coding(KZ1, "Пришли", "hours"),
        coding(KZ1, "Наша общая история", "identity"),
        coding(KZ2, "ортақ тарихымыз", "identity"),
    ]
    row = pairs(cooccurrence(frame(*codings), unit="expert"))["mission", "identity"]

    assert (row["together"], row["n_first"], row["n_second"]) == (1, 1, 2)
    assert row["share_first"] == 1
    assert row["lift"] == pytest.approx(1 * 2 / (1 * 2))


def test_a_code_and_its_parent_are_no_pair():
    assert cooccurrence(frame(coding(KZ1, "Пришли", "hours")), columns="code", unit="turn").pairs.empty


def test_the_manuals_example_of_unequal_codes_is_what_jaccard_says():
    """ATLAS.ti's manual: code A in 100 places, B in 10, together in 5: c = 5/(100 + 10 - 5)."""
    texts = [source(f"kz-{n:03}", "Пришли и ушли.") for n in range(105)]
    codings = [coding(one, "Пришли", "speed") for one in texts[:100]]
    codings += [coding(one, "ушли", "exit") for one in texts[95:]]
    row = pairs(cooccurrence(tidy_codings(codings, texts, BOOK), columns="code", unit="source"))[
        "speed", "exit"
    ]

    assert row["jaccard"] == pytest.approx(5 / 105)
    assert row["share_second"] == 0.5


CODES = st.sampled_from(["speed", "hours", "exit", "identity"])
WORDS = st.sampled_from([(KZ1, "Пришли"), (KZ1, "ушли"), (KZ1, "история"), (KZ2, "тез"), (KZ2, "ортақ")])


@given(st.lists(st.tuples(WORDS, CODES, st.sampled_from(["Анна", "Дана", "auto:b@1"])), max_size=12))
def test_every_index_lies_between_0_and_1_and_counts_agree_with_counting_by_hand(said):
    codings = [coding(of, words, code, coder=who) for (of, words), code, who in said]
    found = cooccurrence(frame(*codings), columns="code", units=SENTENCES)
    below = {"speed": {"speed", "hours"}, "hours": {"hours"}, "exit": {"exit"}, "identity": {"identity"}}
    stands: dict[tuple[str, int], dict[str, set[str]]] = {}
    for (of, words), code, who in said:
        start = of.text.index(words)
        (unit,) = [n for n, (a, b) in enumerate(SENTENCES[of.id]) if a <= start < b]
        stands.setdefault((of.id, unit), {}).setdefault(who, set()).add(code)
    for row in found.pairs.to_dict(orient="records"):
        a, b = below[row["first"]], below[row["second"]]
        by_hand = sum(any(codes & a and codes & b for codes in who.values()) for who in stands.values())
        assert row["together"] == by_hand
        assert 0 < row["jaccard"] <= 1
        assert row["together"] <= min(row["n_first"], row["n_second"])


def test_an_unknown_unit_and_missing_sentences_are_told():
    with pytest.raises(InvalidRequest, match="'слово' is not a unit"):
        cooccurrence(frame(), unit="слово")
    with pytest.raises(InvalidRequest, match="where the sentences lie"):
        cooccurrence(frame())


def test_a_study_without_codings_has_no_pairs():
    found = cooccurrence(frame(), units=SENTENCES)

    assert found.pairs.empty
    assert found.counts.to_numpy().sum() == 0
