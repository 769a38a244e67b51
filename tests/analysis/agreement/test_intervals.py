"""Intervals draw interviews, never sentences."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest

from qual.analysis.agreement import Continuum, alpha, gwet_ac, resamples, unitizing


def coded_interviews(interviews, *, sentences=30, coders=2, seed=1):
    """Ratings in which whole interviews are coded well or badly: sentences are not independent."""
    random = np.random.default_rng(seed)
    rows, names = [], []
    for n in range(interviews):
        right = random.beta(4, 1)
        truth = random.random(sentences) < 0.3
        for value in truth:
            rows.append([int(value) if random.random() < right else int(not value) for _ in range(coders)])
            names.append(f"kz-{n:02}")
    return rows, names


def test_each_resample_draws_as_many_interviews_as_there_are():
    weights = resamples(12, replicates=500, seed=3)

    assert weights.shape == (500, 12)
    assert (weights.sum(axis=1) == 12).all()
    assert weights.mean() == pytest.approx(1)
    assert weights.var() == pytest.approx(11 / 12, abs=0.05)  # multinomial


def test_the_same_seed_gives_the_same_interval():
    rows, names = coded_interviews(10)

    one, two = (alpha(rows, clusters=names) for _ in range(2))
    other = alpha(rows, clusters=names, seed=1)

    assert one == two
    assert (one.low, one.high) != (other.low, other.high)
    assert one.low < one.value < one.high


def test_every_resample_is_the_alpha_of_the_interviews_drawn():
    """Weights × sums per interview, against krippendorff on the columns repeated as drawn."""
    rows, names = coded_interviews(9, sentences=11, coders=3)
    weights = resamples(9, replicates=200, seed=5)
    table = np.array(rows, dtype=float).T
    looped = [
        krippendorff.alpha(np.repeat(table, np.repeat(drawn, 11), axis=1), level_of_measurement="nominal")
        for drawn in weights
    ]

    estimate = alpha(rows, clusters=names, replicates=200, seed=5)

    assert (estimate.low, estimate.high) == pytest.approx(
        tuple(np.quantile(looped, [0.025, 0.975])), abs=1e-9
    )


def test_ordinal_distances_are_those_of_the_resample():
    random = np.random.default_rng(2)
    truth = random.integers(-2, 3, 90)
    rows = np.clip(truth[:, None] + random.integers(-1, 2, (90, 3)), -2, 2).astype(float)
    rows[random.random(rows.shape) < 0.1] = np.nan
    names = [f"kg-{n // 10}" for n in range(90)]
    looped = [
        krippendorff.alpha(np.repeat(rows.T, np.repeat(drawn, 10), axis=1), level_of_measurement="ordinal")
        for drawn in resamples(9, replicates=100, seed=5)
    ]

    estimate = alpha(rows, level="ordinal", clusters=names, replicates=100, seed=5)

    assert (estimate.low, estimate.high) == pytest.approx(
        tuple(np.quantile(looped, [0.025, 0.975])), abs=1e-9
    )


def test_with_few_interviews_there_are_their_values_and_no_interval():
    rows, names = coded_interviews(7)

    estimate = alpha(rows, clusters=names)

    assert (estimate.low, estimate.high) == (None, None)
    assert estimate.no_interval == "7 interviews coded by two or more, an interval needs 8"
    assert list(estimate.each) == [f"kz-{n:02}" for n in range(7)]
    assert estimate.each["kz-03"] == pytest.approx(alpha(rows[90:120]).value)


def test_an_interview_that_one_coder_read_does_not_count_as_double_coded():
    rows, names = coded_interviews(8)
    rows[:30] = [[row[0], None] for row in rows[:30]]

    estimate = alpha(rows, clusters=names)

    assert estimate.n_interviews == 7
    assert estimate.low is None
    assert "kz-00" not in estimate.each


def test_full_agreement_has_no_interval():
    rows = [[n % 3 == 0] * 2 for n in range(100)]

    estimate = alpha(rows, clusters=[f"am-{n // 10}" for n in range(100)])

    assert estimate.value == 1
    assert estimate.no_interval == "every resample gives the same value"


def test_a_code_of_one_interview_has_no_interval():
    rows = [[1, 1], [1, 0], *([[0, 0]] * 98)]

    estimate = alpha(rows, clusters=[f"am-{n // 10}" for n in range(100)])

    assert estimate.value is not None
    assert estimate.no_interval.startswith("too rare: ")


def test_without_interviews_no_interval_is_tried():
    rows, _ = coded_interviews(9)

    estimate = alpha(rows)

    assert (estimate.low, estimate.no_interval, estimate.each) == (None, "", {})


def test_an_interval_over_sentences_would_be_too_narrow():
    rows, names = coded_interviews(15, sentences=60, seed=4)

    drawn_interviews = alpha(rows, clusters=names)
    drawn_sentences = alpha(rows, clusters=range(len(rows)))

    assert drawn_interviews.value == drawn_sentences.value
    wide = drawn_interviews.high - drawn_interviews.low
    narrow = drawn_sentences.high - drawn_sentences.low
    assert wide > 1.3 * narrow


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """40 studies of 20 interviews; percentile intervals over few clusters are a little short."""
    truth = alpha(coded_interviews(2000, seed=0)[0]).value
    held = 0
    for seed in range(1, 41):
        rows, names = coded_interviews(20, seed=seed)
        estimate = alpha(rows, clusters=names, replicates=400)
        held += estimate.low <= truth <= estimate.high

    assert 33 <= held <= 40


def test_ac1_and_stretches_have_intervals_too():
    rows, names = coded_interviews(12)
    estimate = gwet_ac(rows, clusters=names)
    random = np.random.default_rng(1)
    texts = []
    for n in range(10):
        start = int(random.integers(0, 30))
        end = start + int(random.integers(10, 30))
        texts.append(
            Continuum(100, {"ana": [(start, end, "x")], "ben": [(max(0, start - 5), end, "x")]}, f"am-{n}")
        )
    boundaries = unitizing(texts).boundaries

    assert estimate.low < estimate.value < estimate.high
    assert boundaries.low < boundaries.value < boundaries.high
    assert unitizing(texts[:3]).boundaries.each.keys() == {"am-0", "am-1", "am-2"}
