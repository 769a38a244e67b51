"""export coding-sheet and import coding-sheet: out to Excel, filled in by hand, and back."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from openpyxl import Workbook

from tests.filled_sheets import CODEBOOK, Edited, row_of, rows_of, with_assessment
from tests.invented_study import brought_in

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def sheet(study_folder, qual):
    """A sheet of all suggestions of the invented study."""
    with_assessment(study_folder)
    brought_in(study_folder)
    assert qual("export", "coding-sheet", "sheet.xlsx").exit_code == 0
    return study_folder / "sheet.xlsx"


@pytest.fixture
def turns(ran, qual):
    """A sheet of the turns of kz-01, to be coded from scratch."""
    assert qual("export", "coding-sheet", "turns.xlsx", "--what", "turns", "--source", "kz-01").exit_code == 0
    return ran / "turns.xlsx"


@pytest.fixture
def bring(qual):
    """Import a sheet: what it would do, or with yes=True did, as data."""

    def bring(path, coder="Anna", *, yes=False):
        told = qual("import", "coding-sheet", path, "--json", "--coder", coder, *(["--yes"] if yes else []))
        assert told.stdout, told.stderr
        return json.loads(told.stdout)

    return bring


@pytest.fixture
def quotes(qual):
    """The codings there are: (source, code, coder, status)."""

    def quotes(*filters):
        found = []
        for status in ("suggested", "accepted", "rejected"):
            found += json.loads(qual("quotes", "--json", "--status", status, *filters).stdout)
        return sorted((q["source"], q["code"], q["coder"].partition(":")[0], q["status"]) for q in found)

    return quotes


def steps(done):
    return [(step["where"], step["kind"], step["what"], step["code"]) for step in done["steps"]]


# --- deciding --------------------------------------------------------------------------------


def test_a_sheet_holds_a_row_for_every_coding_that_passes_the_filters(sheet, qual):
    assert len(rows_of(sheet)) == 5
    told = qual("export", "coding-sheet", "kg.xlsx", "--country", "KG", "--code", "speed")

    assert told.stdout == "Wrote kg.xlsx: 1 row.\n"
    (row,) = rows_of(sheet.parent / "kg.xlsx")
    assert (row["source"], row["turn"], row["code"], row["quote"]) == (
        "kg-01",
        2,
        "speed",
        "They came quickly.",
    )
    assert row["evidence"] == "quickly"


def test_nothing_happens_before_yes_and_everything_after_it_in_one_batch(sheet, qual, bring, quotes):
    speed, leaving = row_of(sheet, "speed", "kz-01"), row_of(sheet, "exit", "kz-01")
    with Edited(sheet) as filled:
        filled[speed, "status"] = "accepted"
        filled[speed, "memo"] = "быстро — сказано дважды"
        filled[leaving, "status"] = "Accepted "
        filled[leaving, "assessment"] = "−2"
    before = quotes()

    dry = qual("import", "coding-sheet", sheet, "--coder", "Anna")
    assert dry.exit_code == 0
    assert "2 decided, 1 memo, 3 untouched." in dry.stdout
    assert "Nothing is stored yet." in dry.stdout
    assert quotes() == before

    done = bring(sheet, yes=True)
    assert steps(done) == [
        (f"row {speed}", "decided", "suggested → accepted", "speed"),
        (f"row {speed}", "memo", "memo added", "speed"),
        (f"row {leaving}", "decided", "suggested → accepted, assessment −2", "exit"),
    ]
    assert ("kz-01", "exit", "auto", "accepted") in quotes()
    assert qual("undo", done["batch"]).exit_code == 0
    assert quotes() == before
    assert qual("check").exit_code == 0


def test_importing_a_sheet_twice_adds_nothing_twice(sheet, bring, quotes):
    with Edited(sheet) as filled:
        filled[2, "status"] = "rejected"
        filled[3, "memo"] = "спорно"
    bring(sheet, yes=True)
    once = quotes()

    again = bring(sheet, yes=True)

    assert (again["steps"], again["already"], again["batch"]) == ([], 2, None)
    assert quotes() == once


def test_an_undone_import_can_be_corrected_and_done_again(turns, qual, bring, quotes):
    with Edited(turns) as filled:
        filled[4, "code"] = "identity"
    first = bring(turns, yes=True)
    qual("undo", first["batch"])

    bring(turns, yes=True)

    assert ("kz-01", "identity", "Anna", "accepted") in quotes()


def test_another_code_rejects_the_suggestion_and_adds_ones_own(sheet, bring, quotes):
    row = row_of(sheet, "speed", "kg-01")
    with Edited(sheet) as filled:
        filled[row, "code"] = "identity"
        filled[row, "memo"] = "rather who they are"

    done = bring(sheet, yes=True)

    assert [(what, code) for _, _, what, code in steps(done)] == [
        ("speed → identity", "identity"),
        ("memo added", "identity"),
    ]
    assert ("kg-01", "speed", "auto", "rejected") in quotes()
    assert ("kg-01", "identity", "Anna", "accepted") in quotes()
    assert bring(sheet, yes=True)["steps"] == []


def test_another_code_in_place_of_ones_own_keeps_its_memos(turns, qual, bring, quotes):
    from qual import study

    with Edited(turns) as filled:
        filled[4, "code"] = "speed"
        filled[4, "memo"] = "сомневаюсь"
    bring(turns, yes=True)
    qual("export", "coding-sheet", "own.xlsx", "--coder", "Anna")
    with Edited(turns.parent / "own.xlsx") as filled:
        filled[2, "code"] = "Вывод войск"  # a name means its code

    done = bring("own.xlsx", yes=True)

    assert [(what, code) for _, _, what, code in steps(done)] == [("speed → exit", "exit")]
    assert [quote for quote in quotes() if quote[2] == "Anna"] == [("kz-01", "exit", "Anna", "accepted")]
    with study.open_project(".") as project:
        (own,) = [coding for coding in project.codings.select() if coding.coder == "Anna"]
        assert [memo.text for memo in project.memos.select(f"coding:{own.id}")] == ["сомневаюсь"]
    assert bring("own.xlsx", yes=True)["steps"] == []
    assert qual("undo", done["batch"]).exit_code == 0
    assert ("kz-01", "speed", "Anna", "accepted") in quotes()


def test_what_was_given_another_code_since_is_a_conflict(turns, bring, qual, quotes):
    from qual import study

    with Edited(turns) as filled:
        filled[4, "code"] = "speed"
    bring(turns, yes=True)
    qual("export", "coding-sheet", "own.xlsx", "--for", "Anna", "--coder", "Anna")
    with study.open_project(".", coder="Anna") as project:
        (own,) = [coding for coding in project.codings.select() if coding.coder == "Anna"]
        project.codings.change(own.id, code="exit")
    with Edited(turns.parent / "own.xlsx") as filled:
        filled[2, "status"] = "rejected"

    from_scratch, decided = bring(turns, yes=True), bring("own.xlsx", yes=True)

    assert from_scratch["conflicts"][0]["what"] == "speed in kz-01 [3] was changed since: exit in kz-01 [3]."
    assert decided["conflicts"][0]["what"] == (
        "speed in kz-01 [3]: rejected in the sheet, another code or borders since the export."
    )
    assert [quote for quote in quotes() if quote[2] == "Anna"] == [("kz-01", "exit", "Anna", "accepted")]


def test_a_copied_row_gives_the_segment_a_further_code(sheet, bring, quotes):
    row = row_of(sheet, "speed", "kg-01")
    with Edited(sheet) as filled:
        copy = filled.copy_row(row)
        filled[copy, "code"] = "identity"
        filled[row, "status"] = "accepted"

    bring(sheet, yes=True)

    assert ("kg-01", "speed", "auto", "accepted") in quotes()
    assert ("kg-01", "identity", "Anna", "accepted") in quotes()


def test_sorted_rows_and_deleted_rows_do_no_harm(sheet, bring, quotes):
    with Edited(sheet) as filled:
        rows = [[cell.value for cell in row] for row in filled.sheet.iter_rows(min_row=2)]
        filled.sheet.delete_rows(2, len(rows))
        for values in sorted(rows, key=lambda values: str(values[3]))[:3]:
            filled.sheet.append(values)
        filled[3, "status"] = "accepted"
    done = bring(sheet, yes=True)

    assert [kind for _, kind, _, _ in steps(done)] == ["decided"]
    assert (done["untouched"], done["problems"]) == (2, [])


# --- coding from scratch ---------------------------------------------------------------------


def test_turns_are_coded_with_several_codes_an_assessment_and_a_memo(study_folder, qual, bring, quotes):
    with_assessment(study_folder)
    qual("run", "--quick")
    qual("export", "coding-sheet", "turns.xlsx", "--what", "turns", "--source", "kz-01")
    with Edited(study_folder / "turns.xlsx") as filled:
        filled[4, "code"] = "speed"
        filled[4, "code 2"] = "EXIT"
        filled[4, "assessment 2"] = 1
        filled[4, "memo"] = "оба в одной реплике"
        filled[3, "memo"] = "наводящий вопрос"

    done = bring("turns.xlsx", yes=True)

    assert [what for _, _, what, _ in steps(done)] == ["memo added", "added", "added", "memo added"]
    assert ("kz-01", "exit", "Anna", "accepted") in quotes()
    assert bring("turns.xlsx", yes=True)["already"] == 4
    shown = json.loads(qual("show", "kz-01", "--json").stdout)["turns"][2]
    own = [coding for coding in shown["codings"] if coding["coder"] == "Anna"]
    assert {coding["quote"] for coding in own} == {shown["text"]}


def test_sentences_may_be_the_rows_and_a_theme_narrows_the_codes(ran, qual):
    told = qual(
        "export", "coding-sheet", "s.xlsx", "--what", "sentences", "--expert", "KZ-02", "--theme", "mission"
    )

    assert told.stdout == "Wrote s.xlsx: 2 rows.\n"
    assert [row["quote"] for row in rows_of(ran / "s.xlsx")] == ["Жедел келді ме?", "Иә, өте жедел келді."]
    with Edited(ran / "s.xlsx") as filled:
        codes = [cell.value for cell in filled.book["Codes"]["A"]]
    assert codes == ["code", "mission", "speed", "exit"]


def test_what_was_withdrawn_is_not_brought_back_by_an_old_sheet(turns, bring, quotes):
    from qual import study

    with Edited(turns) as filled:
        filled[4, "code"] = "identity"
    bring(turns, yes=True)
    with study.open_project(".", coder="Anna") as project:
        (own,) = [coding for coding in project.codings.select() if coding.coder == "Anna"]
        project.codings.withdraw(own.id)

    done = bring(turns, yes=True)

    assert done["conflicts"][0]["what"] == "identity in kz-01 [3] was coded before and withdrawn."
    assert not [quote for quote in quotes() if quote[2] == "Anna"]


# --- two people ------------------------------------------------------------------------------


def test_when_two_decide_differently_the_second_is_told_and_nothing_is_lost(sheet, bring, quotes):
    boris = sheet.with_name("boris.xlsx")
    shutil.copy(sheet, boris)
    row, other = row_of(sheet, "speed", "kz-01"), row_of(sheet, "identity", "kg-01")
    with Edited(sheet) as filled:
        filled[row, "status"] = "accepted"
        filled[other, "memo"] = "Anna's thought"
    with Edited(boris) as filled:
        filled[row, "status"] = "rejected"
        filled[row, "memo"] = "nobody says so"
        filled[other, "memo"] = "Boris's thought"
        filled[other, "status"] = "accepted"
    bring(sheet, yes=True)

    done = bring(boris, "Boris", yes=True)

    (conflict,) = done["conflicts"]
    assert conflict["where"] == f"row {row}"
    assert "rejected in the sheet, accepted since the export (Anna)." in conflict["what"]
    assert ("kz-01", "speed", "auto", "accepted") in quotes()
    assert ("kg-01", "identity", "auto", "accepted") in quotes()
    assert sorted(kind for _, kind, _, _ in steps(done)) == ["decided", "memo", "memo"]


def test_the_same_decision_of_two_is_no_conflict(sheet, bring):
    with Edited(sheet) as filled:
        filled[2, "status"] = "accepted"
    bring(sheet, "Anna", yes=True)

    done = bring(sheet, "Boris", yes=True)

    assert (done["already"], done["conflicts"], done["steps"]) == (1, [], [])


def test_only_its_coder_changes_a_coding(turns, qual, bring, quotes):
    with Edited(turns) as filled:
        filled[4, "code"] = "identity"
    bring(turns, yes=True)
    qual("export", "coding-sheet", "all.xlsx")
    row = row_of(turns.parent / "all.xlsx", "Anna", "kz-01", column="coder")
    with Edited(turns.parent / "all.xlsx") as filled:
        filled[row, "status"] = "rejected"
        filled[row, "memo"] = "I would not"

    done = bring("all.xlsx", "Boris", yes=True)

    assert "is a coding of Anna, which only Anna changes." in done["problems"][0]["what"]
    assert ("kz-01", "identity", "Anna", "accepted") in quotes()


def test_a_sheet_for_a_coder_leaves_out_others_and_lets_own_memos_be_edited(turns, qual, bring):
    from qual import study

    with Edited(turns) as filled:
        filled[4, "code"] = "identity"
        filled[4, "memo"] = "первый взгляд"
    bring(turns, yes=True)

    assert qual("export", "coding-sheet", "--for", "Boris", "--coder", "Anna").exit_code == 1
    told = qual("export", "coding-sheet", "--for", "Anna", "--coder", "Anna")
    path = turns.parent / "out" / "coding-sheet-Anna.xlsx"
    assert told.stdout == "Wrote out/coding-sheet-Anna.xlsx: 1 row.\n"
    assert rows_of(path)[0]["memo"] == "первый взгляд"
    with Edited(path) as filled:
        filled[2, "memo"] = "второй взгляд"

    wrong = qual("import", "coding-sheet", path, "--coder", "Boris")
    assert wrong.exit_code == 1
    assert "was made for Anna, not for Boris." in wrong.stderr
    assert qual("import", "coding-sheet", path, "--yes").exit_code == 0  # the sheet says whose it is
    with study.open_project(".") as project:
        assert [(memo.coder, memo.text) for memo in project.memos.select()] == [("Anna", "второй взгляд")]


def test_a_memo_changed_in_both_places_is_a_conflict(turns, qual, bring):
    from qual import study

    with Edited(turns) as filled:
        filled[4, "code"] = "identity"
        filled[4, "memo"] = "one"
    bring(turns, yes=True)
    qual("export", "coding-sheet", "own.xlsx", "--for", "Anna", "--coder", "Anna")
    with study.open_project(".", coder="Anna") as project:
        project.memos.edit(project.memos.select()[0].id, "two")
    with Edited(turns.parent / "own.xlsx") as filled:
        filled[2, "memo"] = "three"

    done = bring("own.xlsx", yes=True)

    assert done["conflicts"][0]["what"] == "the memo on identity in kz-01 [3] was changed since the export."
    with study.open_project(".") as project:
        assert [memo.text for memo in project.memos.select()] == ["two"]


# --- who may see what ------------------------------------------------------------------------


@pytest.fixture
def assign(ran):
    """Assign sources to Anna."""
    from qual import study
    from qual.model import Assignment

    def assign(*source_ids, codes=(), blind=False):
        with study.open_project(".") as project:
            project.assignments.add(Assignment("Anna", id_, tuple(codes), blind) for id_ in source_ids)

    return assign


def test_who_was_assigned_sources_and_codes_gets_those(ran, qual, assign):
    assign("kz-01", "kz-02", codes=["mission"])

    qual("export", "coding-sheet", "own.xlsx", "--for", "Anna")
    qual("export", "coding-sheet", "turns.xlsx", "--for", "Anna", "--what", "turns")
    qual("export", "coding-sheet", "boris.xlsx", "--for", "Boris")

    assert {(row["source"], row["code"]) for row in rows_of(ran / "own.xlsx")} == {
        ("kz-01", "speed"),
        ("kz-01", "exit"),
        ("kz-02", "speed"),
    }
    assert {row["source"] for row in rows_of(ran / "turns.xlsx")} == {"kz-01", "kz-02"}
    with Edited(ran / "turns.xlsx") as filled:
        assert [cell.value for cell in filled.book["Codes"]["A"]][1:] == ["mission", "speed", "exit"]
    assert len(rows_of(ran / "boris.xlsx")) == 5


def test_who_codes_blind_gets_no_suggestions_and_nothing_of_others(ran, qual, assign):
    assign("kz-01", blind=True)

    answer = qual("export", "coding-sheet", "own.xlsx", "--for", "Anna")

    assert answer.exit_code == 1
    assert "there is nothing to code under these filters. See: qual status" in answer.stderr
    assert qual("export", "coding-sheet", "t.xlsx", "--for", "Anna", "--what", "turns").exit_code == 0
    assert {row["quote"][:20] for row in rows_of(ran / "t.xlsx")} > {"Это интервью вымышле"}


# --- what can be wrong with a sheet ----------------------------------------------------------


def merged(sheet):
    sheet.sheet.merge_cells(start_row=2, end_row=3, start_column=sheet.columns["code"], end_column=5)


WRONG = {
    "a status misspelt": (lambda s: s.__setitem__((2, "status"), "acepted"), "Did you mean accepted?"),
    "a status in Russian misspelt": (lambda s: s.__setitem__((2, "status"), "пренято"), "mean accepted?"),
    "a status deleted": (lambda s: s.__setitem__((2, "status"), None), "its status was deleted."),
    "a code nobody has": (lambda s: s.__setitem__((2, "code"), "sped"), "Did you mean speed?"),
    "two codes in a cell": (lambda s: s.__setitem__((2, "code"), "speed; exit"), "Write one code a cell."),
    "a code deleted": (lambda s: s.__setitem__((2, "code"), None), "its code was deleted."),
    "a formula": (
        lambda s: s.__setitem__((2, "code"), '=CONCAT("sp","eed")'),
        "a formula stands under code.",
    ),
    "a formula for a memo": (lambda s: s.__setitem__((2, "memo"), "=A1"), "a formula stands under memo."),
    "merged cells": (merged, "cells are merged under code."),
    "an assessment that is none": (
        lambda s: s.__setitem__((2, "assessment"), "3"),
        "'3' is not an assessment.",
    ),
    "an assessment in words": (lambda s: s.__setitem__((2, "assessment"), "хорошо"), "is not an assessment."),
    "an id edited": (lambda s: s.__setitem__((2, "id"), s[3, "id"]), "its hidden columns were changed"),
    "an offset edited": (lambda s: s.__setitem__((2, "start"), 1), "its hidden columns were changed"),
    "a version edited": (lambda s: s.__setitem__((2, "codebook"), "x@2"), "its hidden columns were changed"),
    "a quote edited": (lambda s: s.__setitem__((2, "quote"), "Так не говорили."), "its quote is not the one"),
    "a quote of another row": (lambda s: s.__setitem__((2, "quote"), s[5, "quote"]), "its quote is not"),
    "another source": (lambda s: s.__setitem__((2, "source"), "kz-02"), "its quote is not the one"),
    "a row put in by hand": (
        lambda s: [s.__setitem__((2, head), None) for head in s.columns if head not in ("quote", "code")],
        "was put in by hand",
    ),
    "another code and rejected": (
        lambda s: [s.__setitem__((2, "code"), "mission"), s.__setitem__((2, "status"), "rejected")],
        "says both mission instead of",
    ),
    "a row twice": (lambda s: s.copy_row(2), "repeats another row"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_row_that_does_not_fit_is_told_in_a_sentence_and_the_others_are_taken(sheet, qual, quotes, case):
    damage, told = WRONG[case]
    good = row_of(sheet, "speed", "kz-02")
    assert good > 3
    with Edited(sheet) as filled:
        filled[good, "status"] = "accepted"
        damage(filled)

    answer = qual("import", "coding-sheet", sheet, "--coder", "Anna", "--yes")

    assert answer.exit_code == 1
    assert told in answer.stderr
    assert answer.stderr.startswith("left alone: row")
    assert len(answer.stderr.splitlines()) == 1
    assert "Traceback" not in answer.output
    assert ("kz-02", "speed", "auto", "accepted") in quotes()
    assert [quote[3] for quote in quotes()].count("suggested") == 4


def test_an_assessment_belongs_only_to_a_code_that_takes_one(sheet, qual):
    with Edited(sheet) as filled:
        filled[row_of(sheet, "speed", "kz-01"), "assessment"] = 1

    answer = qual("import", "coding-sheet", sheet, "--coder", "Anna")

    assert "speed takes no assessment." in answer.stderr


def test_an_assessment_from_scratch_needs_its_code(turns, qual):
    with Edited(turns) as filled:
        filled[4, "assessment 2"] = 1

    assert "an assessment without a code." in qual("import", "coding-sheet", turns, "--coder", "Anna").stderr


def test_the_same_mistake_in_many_rows_is_told_once(sheet, qual):
    with Edited(sheet) as filled:
        for row in (2, 3, 4, 6):
            filled[row, "status"] = "acepted"

    answer = qual("import", "coding-sheet", sheet, "--coder", "Anna")

    assert answer.stderr == "left alone: rows 2–4, 6: there is no status 'acepted'. Did you mean accepted?\n"


def test_columns_of_ones_own_are_left_in_peace_and_told(sheet, qual):
    with Edited(sheet) as filled:
        filled.sheet.cell(1, filled.sheet.max_column + 1).value = "Мои мысли"
        filled.sheet.cell(2, filled.sheet.max_column).value = "…"

    answer = qual("import", "coding-sheet", sheet, "--coder", "Anna")

    assert answer.exit_code == 0
    assert answer.stderr == "note: sheet.xlsx: columns that are not read: Мои мысли.\n"


def test_a_deleted_column_changes_nothing_there(sheet, qual, bring):
    with Edited(sheet) as filled:
        filled.delete_column("memo")
        filled[2, "status"] = "accepted"

    done = bring(sheet)

    assert len(done["steps"]) == 1
    assert done["notes"][0]["what"] == "columns that are gone: memo; nothing changes there."


def test_deleted_hidden_columns_are_named(sheet, qual):
    with Edited(sheet) as filled:
        filled.delete_column("id")

    answer = qual("import", "coding-sheet", sheet, "--coder", "Anna")

    assert answer.exit_code == 1
    assert "columns that tie its rows to the project are gone (id)" in answer.stderr


def test_a_sheet_from_another_project_is_told_once(sheet, qual, tmp_path, monkeypatch):
    from tests.invented_study import TRANSCRIPTS, write_study

    other = write_study(tmp_path / "other")
    for name, text in TRANSCRIPTS.items():
        changed = text.replace("быстро", "скоро").replace("жедел", "тез").replace("quickly", "soon")
        (other / "transcripts" / "interviews" / name).write_text(changed, encoding="utf-8")
    monkeypatch.chdir(other)
    qual("run", "--quick")

    answer = qual("import", "coding-sheet", sheet, "--coder", "Anna")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("sheet.xlsx is the sheet of another project")
    assert len(answer.stderr.splitlines()) == 1


def test_a_suggestion_that_is_no_longer_made_is_a_conflict(sheet, qual, bring):
    row = row_of(sheet, "speed", "kz-02")
    with Edited(sheet) as filled:
        filled[row, "status"] = "accepted"
    path = sheet.parent / CODEBOOK
    text = path.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0")
    path.write_text(text.replace("any: [жедел]", "any: [тез]"), encoding="utf-8")
    qual("codebook", "adopt")
    qual("suggest")

    done = bring(sheet)

    assert done["conflicts"][0]["what"] == "speed in kz-02 [2] is no longer there."
    assert "exported with invented@1.0.0, but invented@1.1.0 is in force." in done["notes"][0]["what"]


def test_a_workbook_of_something_else_is_told(ran, qual):
    book = Workbook()
    book.active.append(["month", "sum"])
    book.save("budget.xlsx")

    answer = qual("import", "coding-sheet", "budget.xlsx", "--coder", "Anna")

    assert answer.exit_code == 1
    assert answer.stderr == (
        "budget.xlsx has no sheet 'Coding' that can be read; there are: Sheet. "
        "Take the file that qual export coding-sheet wrote.\n"
    )


@pytest.mark.parametrize("name", ["missing.xlsx", "notes.txt", "."])
def test_what_is_no_file_of_excel_is_told(ran, qual, name):
    (ran / "notes.txt").write_text("speed", encoding="utf-8")

    answer = qual("import", "coding-sheet", name, "--coder", "Anna")

    assert answer.exit_code == 1
    assert len(answer.stderr.splitlines()) == 1


def test_it_must_be_known_who_coded(sheet, qual):
    answer = qual("import", "coding-sheet", sheet)

    assert answer.exit_code == 1
    assert answer.stderr.startswith("Nobody is named as the coder. Say who: --coder NAME")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--what", "turn"], "Did you mean turns?"),
        (["--what", "turns", "--status", "suggested"], "--coder and --status choose codings"),
        (["--status", "accepted"], "there is nothing to code under these filters."),
        (["--source", "kz-1"], "Did you mean kz-01?"),
    ],
)
def test_a_sheet_that_cannot_be_is_told_in_a_sentence(ran, qual, arguments, message):
    answer = qual("export", "coding-sheet", "x.xlsx", *arguments)

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert not (ran / "x.xlsx").exists()


def test_a_quote_that_is_longer_than_a_cell_comes_back(study_folder, qual, bring):
    path = study_folder / "transcripts" / "interviews" / "long.txt"
    long = "---\ncountry: KZ\nlanguage: ru\n---\nЭксперт: " + "слово _x000D_ и ещё слово, " * 2_000
    path.write_text(long, encoding="utf-8")
    qual("run", "--quick")
    qual("export", "coding-sheet", "t.xlsx", "--what", "turns", "--source", "long")
    with Edited(study_folder / "t.xlsx") as filled:
        filled[2, "code"] = "speed"

    done = bring("t.xlsx", yes=True)

    assert (len(done["steps"]), done["problems"]) == (1, [])


def test_a_memo_may_begin_with_a_dash_and_have_lines(turns, bring):
    from qual import study

    with Edited(turns) as filled:
        filled[4, "code"] = "speed"
        filled[4, "memo"] = "- во-первых\n- во-вторых"
    bring(turns, yes=True)

    with study.open_project(".") as project:
        assert [memo.text for memo in project.memos.select()] == ["- во-первых\n- во-вторых"]


# --- other programs --------------------------------------------------------------------------


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_a_sheet_that_libreoffice_saved_comes_back_whole(sheet, tmp_path, qual, bring):
    with Edited(sheet) as filled:
        filled[2, "status"] = "accepted"
        filled[2, "memo"] = "=не формула\nвторая строка"
        filled.sheet.cell(2, filled.columns["memo"]).data_type = "s"
    out = tmp_path / "saved"
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        + ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(sheet)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (out / "sheet.xlsx").read_bytes() != sheet.read_bytes()

    done = bring(out / "sheet.xlsx", yes=True)

    assert [kind for _, kind, _, _ in steps(done)] == ["decided", "memo"]
    assert (done["untouched"], done["problems"], done["conflicts"], done["notes"]) == (4, [], [], [])
