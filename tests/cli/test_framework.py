"""The workbook goes out, the author writes in it, and what was written comes back."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

TEXT = "=Пришли быстро?\nСенім жоқ, <b>дейді</b>."


@pytest.fixture
def book(ran, qual):
    """Where the workbook of the study stands."""
    assert qual("export", "xlsx", "out.xlsx").exit_code == 0
    return ran / "out.xlsx"


def write(path, sheet, **cells):
    opened = load_workbook(path)
    for place, text in cells.items():
        cell = opened[sheet][place]
        cell.value = text
        cell.data_type = "n" if text is None else "s"
    opened.save(path)


def imported(qual, *more):
    done = qual("import", "framework", "out.xlsx", "--coder", "Әсел", "--json", *more)
    return json.loads(done.stdout) if done.stdout else done


def notes(qual):
    return [
        (note["purpose"], note["code"], note["expert"], note["text"])
        for note in json.loads(qual("conclude", "--json").stdout)
    ]


def test_a_workbook_nobody_wrote_in_changes_nothing(book, qual):
    done = imported(qual, "--yes")

    assert (done["steps"], done["conflicts"], done["problems"], done["batch"]) == ([], [], [], None)


def test_a_row_an_expert_a_column_a_theme_with_the_number_of_segments(book):
    rows = list(load_workbook(book)["Framework"].iter_rows(values_only=True))

    assert rows[0][:4] == ("Expert", "Country", "Mission", "Identity")
    assert [row[:4] for row in rows[1:]] == [
        ("KG-01", "Kyrgyzstan", "[1]", "[1]"),
        ("KZ-01", "Kazakhstan", "[2]", "— not mentioned"),
        ("KZ-02", "Kazakhstan", "[1]", "— not mentioned"),
        ("AM-01", "(not given)", "— not mentioned", "— not mentioned"),
    ]


def test_what_the_author_writes_is_told_then_stored_letter_for_letter_and_can_be_undone(book, qual):
    write(book, "Framework", C3=f"[2] {TEXT}", D3="Молчит об этом.", C4=TEXT)

    told, before = imported(qual), notes(qual)
    stored = imported(qual, "--yes")

    assert [step["what"] for step in told["steps"]] == [
        "=Пришли быстро? Сенім жоқ, <b>дейді</b>.",
        "Молчит об этом.",
        "=Пришли быстро? Сенім жоқ, <b>дейді</b>.",
    ]
    assert before == []
    assert stored["batch"]
    assert notes(qual) == [
        ("summary", "mission", "KZ-01", TEXT),
        ("summary", "mission", "KZ-02", TEXT),
        ("summary", "identity", "KZ-01", "Молчит об этом."),
    ]
    assert imported(qual, "--yes")["steps"] == []  # twice does no harm
    assert qual("undo").exit_code == 0
    assert notes(qual) == []


def test_convergence_and_conclusion_come_back_from_triangulation(book, qual):
    head = [cell.value for cell in load_workbook(book)["Triangulation"][1]]
    convergence, conclusion = (
        "ABCDEFGHIJ"[head.index(name)] for name in ("Convergence", "The author’s conclusion")
    )
    write(
        book,
        "Triangulation",
        **{f"{convergence}2": "partial", f"{conclusion}2": "Екі жақты.", f"{convergence}3": "yes"},
    )

    done = imported(qual, "--yes")

    assert notes(qual) == [
        ("conclusion", "mission", "", "Екі жақты."),
        ("convergence", "mission", "", "partial"),
    ]
    assert [problem["what"] for problem in done["problems"]] == ["'yes' is not a convergence."]


def test_an_emptied_cell_takes_the_text_back_and_an_untouched_one_does_not(ran, qual):
    for expert in ("KZ-01", "KZ-02"):
        qual("conclude", "mission", "--expert", expert, "--summary", "Да.", "--coder", "Әсел")
    qual("export", "xlsx", "out.xlsx")
    path = ran / "out.xlsx"
    assert load_workbook(path)["Framework"]["C3"].value == "[2] Да."
    write(path, "Framework", C3=None)

    done = imported(qual, "--yes")

    assert [step["what"] for step in done["steps"]] == ["taken back: Да."]
    assert notes(qual) == [("summary", "mission", "KZ-02", "Да.")]


def test_what_somebody_wrote_meanwhile_is_a_conflict_and_stays(book, qual):
    write(book, "Framework", C3="[2] Моё.", C4="[1] Новое.")
    qual("conclude", "mission", "--expert", "KZ-01", "--summary", "Чужое.", "--coder", "Бека")

    done = imported(qual, "--yes")

    assert [problem["where"] for problem in done["conflicts"]] == ["Framework row 3, mission"]
    assert "(Бека)" in done["conflicts"][0]["what"]
    assert notes(qual) == [
        ("summary", "mission", "KZ-01", "Чужое."),
        ("summary", "mission", "KZ-02", "Новое."),
    ]


def test_sorted_rows_and_moved_columns_are_known_by_their_hidden_cells(book, qual):
    opened = load_workbook(book)
    sheet = opened["Framework"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    rows = [rows[0], *reversed(rows[1:])]
    for row in rows:
        row[2], row[3] = row[3], row[2]
    rows[2][3] = "[1] Жедел келді."  # kz-02, mission
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    opened.save(book)

    imported(qual, "--yes")

    assert notes(qual) == [("summary", "mission", "KZ-02", "Жедел келді.")]


def test_what_does_not_fit_is_told_and_left_alone(book, qual):
    opened = load_workbook(book)
    sheet = opened["Framework"]
    sheet["C2"].value = "=1+1"  # a formula
    sheet["A3"].value = "KZ-09"  # not the row's expert any more
    sheet["C3"].value = "[2] Чьё это?"
    sheet["D4"].value = "По делу."
    sheet["D1"].value = "Что-то своё"  # a head that is no theme
    sheet.append(["KZ-01", "Kazakhstan", "без ключа"])
    opened.save(book)

    done = qual("import", "framework", "out.xlsx", "--coder", "Әсел", "--yes")

    assert done.exit_code == 1
    for words in (
        "columns that are not read: Что-то своё.",
        "Framework row 2, mission: holds a formula.",
        "Framework row 3: is not tied to its expert",
        "Framework row 6: is not tied to its expert",
    ):
        assert words in done.stderr
    assert notes(qual) == []


def test_a_file_that_is_no_workbook_of_qual_is_one_sentence(ran, qual):
    (ran / "letter.xlsx").write_bytes(b"no zip")
    for name in ("letter.xlsx", "none.xlsx", "qual.toml"):
        done = qual("import", "framework", name, "--coder", "Әсел")
        assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_a_summary_longer_than_a_cell_is_not_taken_for_a_change(ran, qual):
    (ran / "long.txt").write_text("_x000D_ a\x07 " + "Ұзақ сөз. " * 4_000, encoding="utf-8")
    qual("conclude", "mission", "--expert", "KZ-01", "--file", "long.txt", "--coder", "Әсел")
    qual("export", "xlsx", "out.xlsx")

    assert imported(qual, "--yes")["steps"] == []
    assert len(notes(qual)[0][3]) > 32_767
