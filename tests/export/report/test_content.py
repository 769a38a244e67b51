"""What stands in the report: the numbers of the matrix, quotations with their place, the author's words."""

from __future__ import annotations

import pandas as pd
import pytest

from qual.analysis.matrix import count_matrix
from qual.analysis.tidy import select, tidy_codings
from qual.export.report.content import Heading, Items, Paragraph
from qual.export.report.themes import LONGEST
from qual.model import AuthorNote, Code, Codebook, Selection, Source, Turn
from tests.export.invented import CODEBOOK, SOURCES, coding, one_quote, study

from .made import quotations, report, said, tables, under


@pytest.fixture(scope="module")
def made():
    return report()


def test_every_number_of_a_theme_is_that_of_the_matrix(made):
    matrix = count_matrix(study())
    segments = count_matrix(study(), measure="segments")
    names = {
        "AM": "Armenia*",
        "KZ": "Kazakhstan",
        "RU": "Russia*",
        "TJ": "Tajikistan*",
        "(not given)": "(not given)*",
    }

    for theme, name in (("mission", "The mission"), ("identity", "Identity"), ("proposals", "Proposals")):
        rows = {row[0]: row for row in tables(made)[f"{name}: by country"].rows}
        for case in matrix.cells.index:
            k, n = matrix.cells.loc[case, theme], matrix.base[case]
            assert rows[names[case]][1] == ("–" if pd.isna(k) else f"{k} of {n}"), (case, theme)
            s = segments.cells.loc[case, theme]
            assert rows[names[case]][3] == ("–" if pd.isna(s) else str(s))
        assert rows["All"][1] == f"{matrix.total[theme]} of {matrix.base_total}"


def test_the_table_of_all_themes_shows_the_same_numbers(made):
    matrix = count_matrix(study())
    table = next(t for t in tables(made).values() if t.heads[0] == "Theme" and t.heads[-1] == "All")

    rows = dict(zip(("mission", "identity", "proposals"), table.rows, strict=False))
    for theme, row in rows.items():
        shown = ["–" if pd.isna(k) else f"{k} of {matrix.base[c]}" for c, k in matrix.cells[theme].items()]
        assert list(row[1:]) == [*shown, f"{matrix.total[theme]} of {matrix.base_total}"]


def test_a_quotation_names_expert_turn_and_coding_and_says_that_nobody_reviewed_it(made):
    said_ = {q.text: q for q in quotations(made)}

    quote = said_["Сенім болған жоқ."]
    assert quote.citation == "KZ-02, turn 1 [kz-02-1-]"
    assert (quote.about, quote.marks) == ("Trust", ("not reviewed",))
    assert said_["Ортақ бірегейлік бар ма, білмеймін."].marks == ()


def test_a_pinned_quotation_comes_first_and_says_so():
    frame = study()
    pin = frame.loc[frame["quote"].str.startswith("Быстро? Пожалуй"), "id"].iloc[0]

    blocks = under(report(pinned=[pin], quotations=1), "Kazakhstan")

    assert blocks[0].text == "Быстро? Пожалуй."
    assert "pinned by the author" in blocks[0].marks


def test_a_country_has_no_more_quotations_than_asked_for_and_they_come_from_different_experts():
    blocks = under(report(quotations=2), "Kazakhstan")

    experts = [block.citation.partition(",")[0] for block in blocks]
    assert len(experts) == len(set(experts)) == 2


def test_what_the_author_has_not_written_is_said_to_be_missing(made):
    for heading in ("The author's conclusion", "Convergence", "The author's conclusions on countries"):
        block = under(made, heading)[-1]
        assert said(block).startswith("Not written yet")
        assert block.look == "open"


def test_the_authors_words_stand_as_they_were_written():
    text = "Две мысли: <b>первая</b>.\n\nИ =вторая & последняя."
    notes = [
        AuthorNote("conclusion", "mission", text),
        AuthorNote("conclusion", "trust", "О доверии."),
        AuthorNote("conclusion", "mission", "Қазақстан туралы.", country="KZ"),
        AuthorNote("convergence", "mission", "partial"),
        AuthorNote("summary", "mission", "Обобщение."),
    ]

    made = report(notes=notes)

    assert [said(b) for b in under(made, "The author's conclusion")] == [
        *text.split("\n\n"),
        "Trust. О доверии.",
        "Kazakhstan. Қазақстан туралы.",
    ]
    assert said(under(made, "Convergence")[-1]) == "partial agreement"
    countries = under(made, "The author's conclusions on countries")
    assert [said(b) for b in countries] == ["Kazakhstan: The mission. Қазақстан туралы."]
    assert any(
        isinstance(b, Paragraph) and said(b) == "The author's summary. Обобщение." for b in made.blocks
    )


def test_a_kind_of_source_that_is_silent_where_others_speak_is_named(made):
    silent = [said(under(made, "Convergence")[0])]
    place = next(n for n, b in enumerate(made.blocks) if isinstance(b, Heading) and b.text == "2. Identity")
    silent += [
        said(b) for b in made.blocks[place:] if isinstance(b, Paragraph) and "Silent on it" in said(b)
    ][:1]

    assert silent == [
        "Not written yet.",
        "Silent on it, though another kind of source speaks of it: official statements, literature.",
    ]


def test_research_questions_stand_first_or_are_said_to_be_missing(made):
    assert under(made, "Research questions")[0].look == "open"

    asked = report(questions=["Что изменилось?", " "])

    assert under(asked, "Research questions") == [Items((under(asked, "Research questions")[0].items[0],))]
    assert under(asked, "Research questions")[0].items[0][0].text == "Что изменилось?"


def test_statements_and_literature_stand_apart_with_their_citation(made):
    statements = under(made, "Official statements")
    literature = under(made, "Literature")

    assert said(statements[0]).startswith("1 of 1 statements speak of it")
    assert statements[1].text == "The Council decided without delay."
    assert literature[1].text == "Trust is scarce (Ivanova 2022)."
    assert "zz-li" in literature[1].citation


def test_a_report_in_russian_says_everything_in_russian():
    made = report(language="ru")

    headings = [b.text for b in made.blocks if isinstance(b, Heading)]
    assert headings[:3] == ["Исследовательские вопросы", "Выборка", "Кто о чём говорит"]
    assert "1. Миссия" in headings
    assert {q.citation for q in quotations(made)} >= {"KZ-02, реплика 1 [kz-02-1-]"}
    assert any(row[1] == "3 из 3" for row in tables(made)["Миссия: по странам"].rows)


def test_invented_material_is_said_to_be_invented(made):
    assert made.warnings[0].startswith("4 of the 10 sources are invented")


def test_saturation_says_its_order_and_that_the_codebook_was_fixed_beforehand(made):
    text = said(under(made, "Saturation")[0])
    undated = said(under(report(one_quote("Сенім жоқ.")), "Saturation")[0])

    assert text.startswith(
        "In the order of their dates the 7 interviews bring 6 codes; the last to bring a new"
    )
    assert "The codebook was fixed beforehand" in text
    assert undated.startswith("In the order of their ids, for want of dates, the 1 interviews bring 1 codes")


def test_the_checklists_are_whole_filled_where_known_and_open_elsewhere(made):
    coreq, srqr = tables(made)["COREQ, 32 items"], tables(made)["SRQR, 21 items"]

    assert [row[0] for row in coreq.rows] == [str(n) for n in range(1, 33)]
    assert [row[0] for row in srqr.rows] == [f"S{n}" for n in range(1, 22)]
    answers = {row[0]: row[2] for row in (*coreq.rows, *srqr.rows)}
    assert answers["12"] == "7 experts in 4 countries, 8 interviews."
    assert answers["24"] == "People: 1; besides, rules of a codebook."
    assert answers["18"] == "1 of the 7 experts gave more than one interview."
    assert answers["28"] == answers["S9"] == answers["S21"] == "for the author"


def test_a_very_long_quotation_is_shortened_between_words_and_says_so():
    quote = " ".join(["сенім"] * 8000)

    (shown,) = quotations(report(one_quote(quote)))

    assert len(quote) > 40_000
    assert len(shown.text) <= LONGEST + 5
    assert shown.text.endswith("сенім […]")
    assert "shortened; whole: qual show kz-01" in shown.marks


def test_themes_with_odd_names_and_a_country_with_one_expert_are_shown():
    book = Codebook(
        "odd", "1", (Code("h", {"en": "History"}), Code("a/b", {"en": "A/B"}), Code("c", {"en": "History"}))
    )
    text = "Մեկ փորձագետ։"
    said_ = Source("am-01", "interview", text, (Turn(1, 0, len(text)),), "AM", "AM-01", "hy")
    made = report(tidy_codings([coding(said_, 1, "a/b")], [said_], book))

    headings = [b.text for b in made.blocks if isinstance(b, Heading) and b.level == 2][:3]
    assert headings == ["1. History (h)", "2. A/B", "3. History (c)"]
    assert tables(made)["A/B: by country"].rows[0][:2] == ("Armenia*", "1 of 1")


def test_a_report_without_any_coding_or_codebook_says_so():
    empty = report(tidy_codings([], [], None))
    filtered = report(select(study(), Selection(country=("BY",))))

    for made in (empty, filtered):
        assert said(under(made, "Sample")[0]) == "There are no interviews in this selection."
        assert not quotations(made)
    assert any(isinstance(b, Paragraph) and said(b) == "No codebook is in force." for b in empty.blocks)


def test_agreement_of_two_people_stands_in_the_annex_with_its_interval_or_a_dash():
    from qual.analysis.agreement import agreement

    frame = study()
    units = {"kz-01": [(0, 44), (45, 75), (76, 98)]}
    first = coding(SOURCES[0], 1, "trust", "daniyar")
    second = coding(SOURCES[0], 2, "trust", "daniyar")
    both = tidy_codings([coding(SOURCES[0], 2, "trust"), first, second], SOURCES[:1], CODEBOOK)
    found = agreement(both, units=units, seen={"aigerim": ["kz-01"], "daniyar": ["kz-01"]})

    made = report(frame, agreement=found)

    rows = {row[0]: row for row in tables(made)["Agreement by code"].rows}
    assert rows["Trust"][1:3] == ("3", "67%")
    assert rows["Trust"][4] == "–"
    assert said(under(made, "Agreement between coders")[0]).startswith("2 coders, compared by sentence")
    assert said(under(report(), "Agreement between coders")[0]).startswith("No two people have both read")
