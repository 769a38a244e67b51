"""Citations: APA 7 and GOST R 7.0.5-2008, as their manuals show them."""

from __future__ import annotations

from qual.export.report.citing import references

ARTICLE = {
    "id": "Grady2019",
    "type": "article-journal",
    "author": [
        {"family": "Grady", "given": "J. S."},
        {"family": "Her", "given": "M."},
        {"family": "Moreno", "given": "G."},
        {"family": "Perez", "given": "C."},
        {"family": "Yelinek", "given": "J."},
    ],
    "title": "Emotions in storybooks: A comparison of storybooks that represent ethnic and racial groups "
    "in the United States",
    "container-title": "Psychology of Popular Media Culture",
    "volume": "8",
    "issue": "3",
    "page": "207–217",
    "issued": {"date-parts": [[2019]]},
    "DOI": "10.1037/ppm0000185",
}
"""The article of the APA Style Common Reference Examples Guide (Publication Manual, 7th ed., 2020)."""


def work(key, title, year=2022, author="Шамаров", **more):
    issued = {"date-parts": [[year]]} if year else {}
    return {
        "id": key,
        "type": "book",
        "author": [{"family": author}],
        "title": title,
        "issued": issued,
        **more,
    }


def text(entry):
    return "".join(run.text for run in entry)


def test_apa_lists_and_cites_an_article_as_its_manual_does():
    made = references([ARTICLE])

    assert text(made.entries["Grady2019"]) == (
        "Grady, J. S., Her, M., Moreno, G., Perez, C., & Yelinek, J. (2019). Emotions in storybooks: A "
        "comparison of storybooks that represent ethnic and racial groups in the United States. Psychology "
        "of Popular Media Culture, 8(3), 207–217. https://doi.org/10.1037/ppm0000185"
    )
    assert [run.text for run in made.entries["Grady2019"] if run.italic] == [
        "Psychology of Popular Media Culture",
        "8",
    ]
    assert made.cited["Grady2019"] == "(Grady et al., 2019)"


def test_gost_lists_an_article_with_two_strokes_and_russian_abbreviations():
    article = ARTICLE | {
        "author": [{"family": "Иванов", "given": "И. И."}],
        "title": "О памяти",
        "container-title": "Вестник",
        "id": "i",
    }

    made = references([article], style="gost", language="ru")

    assert text(made.entries["i"]) == "Иванов И. И. О памяти // Вестник. 2019. Т. 8. № 3. С. 207–217."
    assert made.cited["i"] == "[Иванов, 2019]"


def test_two_works_of_an_author_in_a_year_get_letters_in_list_and_text():
    for style, marks in (("apa", "()"), ("gost", "[]")):
        made = references(
            [work("B", "Второе 2022 года"), work("A", "Первое"), work("C", "Иное", 2020)], style=style
        )

        assert {key: made.cited[key] for key in "ABC"} == {
            key: f"{marks[0]}Шамаров, {year}{marks[1]}"
            for key, year in (("A", "2022b"), ("B", "2022a"), ("C", "2020"))
        }
        assert "2022 года" in text(made.entries["B"]) and "2022a" in text(made.entries["B"])
        assert "2022b" in text(made.entries["A"])


def test_names_of_journals_keep_their_letters_and_a_question_its_mark():
    item = ARTICLE | {"title": "Por que?", "container-title": "Rossiya i Novye Gosudarstva"}

    told = text(references([item]).entries["Grady2019"])

    assert "Por que? Rossiya i Novye Gosudarstva, 8(3)" in told


def test_markup_and_odd_characters_in_a_title_stay_text():
    made = references([work("a", "A & B <i>x</i> \ue000\x00 C")])

    assert "A & B <i>x</i> �� C" in text(made.entries["a"])


def test_a_work_without_author_or_year_is_still_listed_and_keys_differ_by_case():
    made = references(
        [work("x", "First", None), work("X", "Second", 1999), {"id": "n", "type": "book", "title": "Alone"}]
    )

    assert set(made.order) == {"x", "X", "n"}
    assert "First" in text(made.entries["x"]) and "Second" in text(made.entries["X"])
    assert "Alone" in text(made.entries["n"])


def test_nothing_to_cite_is_no_references():
    assert references([]).order == ()
