"""qual export html and docx."""

from __future__ import annotations

from docx import Document

from qual import study


def test_both_forms_are_written_beside_the_workbook_with_the_same_numbers(ran, qual):
    assert qual("export", "html").stdout == "Wrote out/invented.html\n"
    assert qual("export", "docx").stdout == "Wrote out/invented.docx\n"

    page = (ran / "out" / "invented.html").read_text(encoding="utf-8")
    document = Document(ran / "out" / "invented.docx")
    assert "KZ-01, turn 3 [" in page
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    with study.open_project(ran) as project:
        matrix = study.matrix(project, {})
    k = matrix.cells.loc["KZ", "mission"]
    assert [row for row in rows if row[0] == "Kazakhstan*" and row[1] == f"{k} of {matrix.base['KZ']}"]
    assert f">{k} of {matrix.base['KZ']}<" in page


def test_a_second_run_gives_the_same_bytes(ran, qual):
    for form in ("html", "docx"):
        qual("export", form, f"one.{form}")
        qual("export", form, f"two.{form}")
        assert (ran / f"one.{form}").read_bytes() == (ran / f"two.{form}").read_bytes()


def test_filters_and_the_number_of_quotations_are_heeded(ran, qual):
    qual("export", "html", "kg.html", "--country", "KG", "--quotes", "1")

    page = (ran / "kg.html").read_text(encoding="utf-8")
    assert "KG-01, turn 2 [" in page
    assert "KZ-01" not in page


def test_mistakes_are_told_in_a_sentence(ran, qual):
    wrong = qual("export", "html", "report.pdf")
    none = qual("export", "docx", "--quotes", "0")

    assert (wrong.exit_code, wrong.stderr) == (1, "report.pdf does not end in .html. Name it report.html\n")
    assert (none.exit_code, none.stderr) == (
        1,
        "A report needs at least one quotation a country. Write --quotes 2.\n",
    )


def test_the_log_head_and_the_versions_stand_in_the_annex(ran, qual):
    qual("export", "html", "r.html")
    page = (ran / "r.html").read_text(encoding="utf-8")

    with study.open_project(ran) as project:
        assert project.log.head in page
    assert "invented 1.0.0" in page and "pandas" in page


def test_the_language_of_the_settings_is_the_language_of_the_report(ran, qual):
    (ran / "qual.toml").write_text(
        'title = "Сынақ"\nlanguage = "ru"\nquestions = ["Неге?"]\n', encoding="utf-8"
    )

    qual("export", "html", "r.html")

    page = (ran / "r.html").read_text(encoding="utf-8")
    assert '<html lang="ru">' in page and "Исследовательские вопросы" in page and "Неге?" in page
