"""What holds for any stretches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qual.analysis.agreement import Continuum, unitizing
from tests.analysis.agreement.counting import by_counting, codes_by_counting

CLOSE = {"abs": 1e-9, "rel": 0}
LENGTH = 12


@st.composite
def stretches(draw, codes="xyz"):
    """Stretches of one coder that do not overlap."""
    marks = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return [(start, end, draw(st.sampled_from(codes))) for start, end in pairs]


@st.composite
def cuts(draw, coders=(2, 4)):
    return {f"coder {n}": draw(stretches()) for n in range(draw(st.integers(*coders)))}


def same(estimate, expected):
    assert estimate.value == (None if expected is None else pytest.approx(float(expected), **CLOSE))


@settings(max_examples=60, deadline=None)
@given(cut=cuts())
def test_the_family_counts_pairs_of_characters(cut):
    family = unitizing(Continuum(LENGTH, cut))

    same(family.u_alpha, by_counting(LENGTH, cut))
    same(family.boundaries, by_counting(LENGTH, cut, binary=True))


@settings(max_examples=60, deadline=None)
@given(cut=cuts(coders=(2, 2)))
def test_cu_alpha_counts_pairs_of_characters_that_both_coded(cut):
    same(unitizing(Continuum(LENGTH, cut)).codes, codes_by_counting(LENGTH, cut))


@settings(deadline=None)
@given(cut=cuts(), data=st.data())
def test_it_does_not_matter_how_a_gap_is_cut(cut, data):
    """A text in two pieces, parted where nobody coded, is the text in one."""
    places = [p for p in range(1, LENGTH) if not any(s < p < e for own in cut.values() for s, e, _ in own)]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    left = {who: [c for c in own if c[1] <= place] for who, own in cut.items()}
    right = {who: [(s - place, e - place, c) for s, e, c in own if s >= place] for who, own in cut.items()}
    whole = unitizing(Continuum(LENGTH, cut))
    parts = unitizing([Continuum(place, left), Continuum(LENGTH - place, right)])

    for one, other in (
        (whole.u_alpha, parts.u_alpha),
        (whole.boundaries, parts.boundaries),
        (whole.codes, parts.codes),
    ):
        same(one, other.value)


@settings(deadline=None)
@given(own=stretches())
def test_equal_layers_agree_fully(own):
    family = unitizing(Continuum(LENGTH, {"ana": own, "ben": own, "chris": own}))

    for estimate in (family.u_alpha, family.boundaries, family.codes, *family.each_code.values()):
        assert estimate.value is None or estimate.value == pytest.approx(1)


@settings(deadline=None)
@given(cut=cuts(), data=st.data())
def test_the_order_of_coders_and_the_names_of_codes_change_nothing(cut, data):
    names = {"x": "ядро", "y": "выход", "z": "армия"}
    order = data.draw(st.permutations(list(cut)))
    other = {who: [(s, e, names[code]) for s, e, code in reversed(cut[who])] for who in order}
    one, two = unitizing(Continuum(LENGTH, cut)), unitizing(Continuum(LENGTH, other))

    same(one.u_alpha, two.u_alpha.value)
    same(one.boundaries, two.boundaries.value)
    same(one.codes, two.codes.value)
    for code, estimate in one.each_code.items():
        same(estimate, two.each_code[names[code]].value)
        assert one.coverage[code] == pytest.approx(two.coverage[names[code]])


@settings(deadline=None)
@given(cut=cuts())
def test_a_text_that_one_coder_saw_changes_nothing(cut):
    alone = Continuum(30, {"coder 0": [(3, 20, "x")]})

    assert (
        unitizing([Continuum(LENGTH, cut), alone]).u_alpha.value
        == unitizing(Continuum(LENGTH, cut)).u_alpha.value
    )


def test_a_coder_who_coded_nothing_differs_from_one_who_never_saw_the_text():
    cut = {"ana": [(0, 4, "x")], "ben": [(0, 4, "x")]}

    assert unitizing(Continuum(10, cut)).boundaries.value == pytest.approx(1)
    assert unitizing(Continuum(10, {**cut, "chris": []})).boundaries.value < 0.5


def test_coverage_says_how_much_of_a_code_its_figure_speaks_of():
    cut = {"ana": [(0, 10, "x"), (50, 90, "x")], "ben": [(0, 10, "x"), (10, 20, "y")], "chris": []}

    family = unitizing(Continuum(100, cut))

    assert family.coverage["x"] == pytest.approx(10 / 60)
    assert family.coverage["y"] == 0
