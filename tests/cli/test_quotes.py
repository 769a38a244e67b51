"""Quotations as researchers want them: columns, context, files, pins."""

from __future__ import annotations

import csv
import json

import pytest
from openpyxl import load_workbook

from qual import study


def written(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_of_quotations_has_attributes_levels_and_a_citation(ran, qual):
    answer = qual("quotes", "--to", "q.csv", "--expert", "KZ-01")
    rows = written(ran / "q.csv")

    assert answer.stdout == "Wrote q.csv: 2 quotations.\n"
    assert rows[0]["level_1"] == rows[0]["theme"] == "Mission"
    assert {row["level_2"] for row in rows} == {"Speed", "Exit"}
    assert (rows[0]["group"], rows[0]["date"]) == ("academia", "2022-10-01")
    assert rows[0]["citation"] == f"KZ-01, turn {rows[0]['turn']} [{rows[0]['id'][:8]}]"
    assert rows[0]["quote"] == "Да, пришли быстро."


def test_context_is_so_many_sentences_and_names_another_speaker(ran, qual):
    qual("quotes", "--to", "q.csv", "--expert", "KZ-01", "--code", "speed", "--context", "1")
    row = written(ran / "q.csv")[0]

    assert row["before"] == "Интервьюер: Есть ли общая история?"
    assert row["after"] == "Потом был вывод войск."


def test_context_stands_around_the_quote_on_screen_and_in_json(ran, qual):
    shown = qual("quotes", "--context", "1", "--code", "speed", "--expert", "KZ-01")
    record = json.loads(
        qual("quotes", "--context", "1", "--code", "speed", "--expert", "KZ-01", "--json").stdout
    )[0]

    assert "Есть ли общая история? [Да, пришли быстро.] Потом был вывод войск." in shown.stdout
    assert record["after"] == "Потом был вывод войск."


def test_pick_takes_so_many_of_each_theme_from_different_countries(ran, qual):
    records = json.loads(qual("quotes", "--pick", "2", "--json").stdout)
    mission = [record for record in records if record["theme"] == "mission"]

    assert sorted(record["country"] for record in mission) == ["KG", "KZ"]
    assert len(records) == 3


def test_a_pinned_quotation_is_picked_first_and_the_pin_can_be_undone(ran, qual):
    exit_ = json.loads(qual("quotes", "--code", "exit", "--json").stdout)[0]["id"]
    picked = lambda: {r["id"] for r in json.loads(qual("quotes", "--pick", "1", "--json").stdout)}  # noqa: E731
    assert exit_ not in picked()

    first = qual("pin", exit_[:8], "--coder", "aigerim")
    again = qual("pin", exit_, "--coder", "aigerim")

    assert first.stdout.startswith(f"{exit_[:8]} is pinned: Потом")
    assert "is pinned already" in again.stdout
    assert exit_ in picked()
    assert json.loads(qual("pin", "--json").stdout)[0]["id"] == exit_
    assert "pin" in qual("log").stdout

    qual("undo", "--coder", "aigerim")
    assert exit_ not in picked()


def test_a_pin_is_taken_away(ran, qual):
    exit_ = json.loads(qual("quotes", "--code", "exit", "--json").stdout)[0]["id"]
    qual("pin", exit_, "--coder", "aigerim")

    assert "is not pinned any more" in qual("unpin", exit_, "--coder", "daniyar").stdout
    assert json.loads(qual("pin", "--json").stdout) == []
    refused = qual("unpin", exit_, "--coder", "daniyar")
    assert (refused.exit_code, refused.stderr) == (1, f"{exit_[:8]} is not pinned. qual pin lists what is.\n")


def test_a_pin_is_no_memo_of_the_list_and_survives_tagging_anew(ran, qual):
    exit_ = json.loads(qual("quotes", "--code", "exit", "--json").stdout)[0]["id"]
    qual("pin", exit_, "--coder", "aigerim")
    qual("run")

    assert json.loads(qual("memo", "--json").stdout) == []
    assert json.loads(qual("pin", "--json").stdout)[0]["id"] == exit_


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quotes", "--to", "q.docx"], "q.docx: quotations cannot be written as .docx. Choose one of"),
        (["quotes", "--pick", "-1"], "A number of quotations or sentences is not negative."),
        (["pin", "nothing", "--coder", "a"], "nothing"),
        (["pin", "abcd"], "Nobody is named as the coder."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(ran, qual, arguments, message):
    answer = qual(*arguments)

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert answer.stderr.count("\n") == 1


NASTY = "=1+1 <b>**bold**</b> [x](y) `z` | a # \x07 _x000D_"


def test_markup_and_formulas_stay_text_in_every_file(ran, tmp_path):
    with study.open_project(ran) as project:
        table = study.quote_table(project).head(1).assign(quote=NASTY)
        paths = [
            study.export_quotes(project, tmp_path / f"q{end}", table) for end in (".md", ".xlsx", ".csv")
        ]
        bytes_of = [path.read_bytes() for path in paths]
        for path in paths:
            study.export_quotes(project, path, table)

    markdown = paths[0].read_text(encoding="utf-8")
    assert r"> \=1+1 \<b\>\*\*bold\*\*\</b\> \[x\](y) \`z\` \| a \# � \_x000D\_" in markdown
    sheet = load_workbook(paths[1])["Quotes"]
    cell = next(c for row in sheet.iter_rows(min_row=2) for c in row if "bold" in str(c.value))
    assert cell.data_type == "s"
    assert "'=1+1" in paths[2].read_text(encoding="utf-8-sig")
    assert [path.read_bytes() for path in paths] == bytes_of


def test_an_empty_study_gives_files_with_a_head_and_nothing_else(study_folder, qual):
    qual("add")
    qual("codebook", "adopt")
    for name in ("q.csv", "q.xlsx", "q.md"):
        assert qual("quotes", "--to", name, "--context", "1", "--pick", "2").exit_code == 0
    assert written(study_folder / "q.csv") == []
