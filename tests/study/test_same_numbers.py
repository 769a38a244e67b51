"""Screen, JSON, frame, workbook and both reports show the same number of experts, cell by cell."""

from __future__ import annotations

import json
import re

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner

import qual
from qual import study
from qual.cli import app
from qual.export.report.content import Table
from tests.invented_study import write_study


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = write_study(tmp_path_factory.mktemp("study") / "зерттеу")
    study.ensure_project(folder)
    with study.open_project(folder) as project:
        study.run_study(project)
    return folder


@pytest.fixture(scope="module")
def frame(ran):
    """Country × theme: what every other place must say."""
    with qual.open(ran) as project:
        return qual.theme_matrix(qual.codings(project))


def pairs(frame):
    return [(case, theme) for case in frame.index for theme in frame.columns]


def test_json_says_what_the_frame_says(ran, frame):
    shown = json.loads(CliRunner().invoke(app, ["matrix", "--json", "-p", str(ran)]).stdout)

    assert {(c, t): shown["cells"][c][t] for c, t in pairs(frame)} == {
        (c, t): int(frame.loc[c, t]) for c, t in pairs(frame)
    }
    assert shown["base"] == frame.attrs["base"]


def test_the_screen_says_what_the_frame_says(ran, frame):
    text = CliRunner().invoke(app, ["matrix", "-p", str(ran)]).stdout

    for case in frame.index:
        row = next(line for line in text.splitlines() if line.startswith(case))
        expected = [f"{k} of {frame.attrs['base'][case]}" for k in frame.loc[case]]
        assert re.findall(r"\d+ of \d+", row) == expected


def test_the_workbook_says_what_the_frame_says(ran, frame):
    sheet = load_workbook(ran / "out" / "invented.xlsx")["Country × theme"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in rows if any("(n=" in str(value) for value in row))
    names = {"KZ": "Kazakhstan", "KG": "Kyrgyzstan", "(not given)": "(not given)"}
    columns = {
        case: next(n for n, head in enumerate(heads) if str(head).startswith(names[case]))
        for case in frame.index
    }

    for theme, name in (("mission", "Mission"), ("identity", "Identity")):
        row = next(row for row in rows if row[0] == name)  # the first block counts experts
        for case in frame.index:
            assert row[columns[case]] == frame.loc[case, theme], (case, theme)
            assert f"(n={frame.attrs['base'][case]})" in heads[columns[case]]


def test_the_content_of_the_report_and_both_its_files_say_what_the_frame_says(ran, frame):
    with study.open_project(ran) as project:
        report = study.build_report(project)
    table = next(b for b in report.blocks if isinstance(b, Table) and b.heads[-1] == "All")
    rows = [list(row[1:-1]) for row in table.rows]
    expected = [
        [f"{frame.loc[c, t]} of {frame.attrs['base'][c]}" for c in frame.index] for t in frame.columns
    ]

    in_word = [
        [[cell.text for cell in row.cells][1:-1] for row in table.rows[1:]]
        for table in Document(ran / "out" / "invented.docx").tables
    ]
    page = (ran / "out" / "invented.html").read_text(encoding="utf-8")
    in_page = [
        [re.findall(r"<td[^>]*>([^<]*)</td>", row)[:-1] for row in re.findall(r"<tr><th.*?</tr>", body, re.S)]
        for body in re.findall(r"<tbody>(.*?)</tbody>", page, re.S)
    ]

    assert rows == expected
    assert expected in in_word
    assert expected in in_page
