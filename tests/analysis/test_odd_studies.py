"""Studies that are not as one would wish: odd names, one expert, nothing coded, thousands of codes."""

from __future__ import annotations

import pytest

from qual.analysis.assessments import assessments
from qual.analysis.comparison import comparison
from qual.analysis.cooccurrence import cooccurrence
from qual.analysis.disclosure import suppressed
from qual.analysis.matrix import count_matrix
from qual.analysis.robustness import robustness
from qual.analysis.saturation import saturation
from qual.analysis.tidy import tidy_codings
from qual.analysis.timeline import timeline
from qual.model import Code, Codebook, Coding, Segment
from tests.analysis.said import BOOK, coding, source

ODD = Codebook("odd", "1", (Code("History"), Code("A/B"), Code("=1+1"), Code("никто"), Code("Հայոց")))


def every_analysis(codings):
    """All analyses of a frame; what they give, by name."""
    return {
        "cooccurrence": cooccurrence(codings, unit="expert").pairs,
        "saturation": saturation(codings, order="source").curve,
        "comparison": comparison(codings, tests=True, permutations=49).shares,
        "robustness": robustness(codings),
        "assessments": assessments(codings).cases,
    }


def test_themes_may_be_called_anything():
    said = source("kz-01", "Пришли быстро и ушли быстро.")
    codings = [coding(said, "Пришли", "History"), coding(said, "ушли", "A/B"), coding(said, "быстро", "=1+1")]
    found = every_analysis(tidy_codings(codings, [said], ODD))

    assert found["cooccurrence"]["together"].tolist() == [1, 1, 1]
    assert list(found["comparison"]["column"]) == [theme.id for theme in ODD.themes]
    assert found["saturation"]["cumulative"].tolist() == [3]


def test_a_code_that_nobody_uses_stays_in_the_tables_with_0():
    said = source("kz-01")
    codings = tidy_codings([coding(said, "Пришли", "History")], [said], ODD)
    shares = comparison(codings).shares.set_index("column")

    assert (shares.loc["никто", "experts"], shares.loc["никто", "base"]) == (0, 1)
    assert cooccurrence(codings, unit="expert").counts.loc["никто"].sum() == 0


def test_a_country_with_one_expert_is_shown_not_tested_and_not_published():
    sources = [source("am-01"), source("kz-01"), source("kz-02"), source("kz-03")]
    codings = tidy_codings([coding(sources[0], "Пришли")], sources, BOOK)
    row = robustness(codings).iloc[0]
    published = suppressed(count_matrix(codings).cells, count_matrix(codings).base)

    assert (row["country"], row["experts"], row["base"], row["hangs_on"]) == ("AM", 1, 1, "AM-01")
    assert row[["least", "most"]].isna().all()
    assert set(comparison(codings, tests=True).tests["reason"]) == {"fewer than two cases with two experts"}
    assert published.cells.loc["AM"].isna().all()


@pytest.mark.parametrize("sources", [[], [source("kz-01")]])
def test_where_nothing_is_coded_every_table_is_there_and_empty_or_0(sources):
    found = every_analysis(tidy_codings([], sources, BOOK))

    assert found["cooccurrence"].empty
    assert found["assessments"].empty
    assert len(found["saturation"]) == len(sources)
    assert found["comparison"]["experts"].sum() == found["robustness"]["experts"].sum() == 0


def test_without_a_codebook_codes_stand_under_their_own_ids():
    said = source("kz-01")
    found = every_analysis(tidy_codings([coding(said, "Пришли", "жедел")], [said], None))

    assert list(found["comparison"]["column"]) == ["жедел"]


def test_three_thousand_codes_are_all_counted():
    """Each code was once looked up among all others; what is asserted is that all of them are there."""
    codes = [f"код-{n:04}" for n in range(3000)]
    themes = (Code(f"тема-{n}", codes=tuple(map(Code, codes[n::30]))) for n in range(30))
    book = Codebook("large", "1", tuple(themes))
    sources = [source(f"kz-{n:02}", "Пришли быстро.", date=f"2022-10-{n:02}") for n in range(1, 21)]
    codings = [
        Coding(f"{s.id} {code}", code, Segment(s.id, 0, 6, "Пришли"), "анна", "accepted")
        for n, s in enumerate(sources)
        for code in codes[n :: len(sources)]
    ]
    frame = tidy_codings(codings, sources, book)
    turns = cooccurrence(frame, columns="code", unit="turn", units={s.id: [(0, 14)] for s in sources})

    assert len(turns.pairs) == 20 * 150 * 149 // 2
    assert len(robustness(frame, columns="code")) == 3000
    assert int(saturation(frame).curve["cumulative"].iloc[-1]) == 3000
    assert timeline(frame, columns="code").cells.shape == (1, 3000)
