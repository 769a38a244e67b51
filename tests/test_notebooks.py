"""The notebooks in examples/ run, show what they really give, and reproduce the tables of the report."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from qual import study
from qual.export.report.content import Table
from tests.notebooks import NOTEBOOKS, run_notebook, stored_outputs


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example study after a run."""
    folder = study.init_study(tmp_path_factory.mktemp("example") / "study", example=True)
    with study.open_project(folder) as project:
        study.run_study(project, quick=True)
    return folder


@pytest.fixture(scope="module")
def ran(example):
    """Outputs and names of the notebook of tables."""
    return run_notebook(NOTEBOOKS[0], example)


def test_the_outputs_in_the_notebook_are_the_real_ones(ran):
    assert [path.name for path in NOTEBOOKS] == ["study_tables.ipynb"]
    assert ran[0] == stored_outputs(NOTEBOOKS[0])


def test_its_frames_are_the_tables_of_the_report(ran, example):
    names = ran[1]
    with study.open_project(example) as project:
        report = study.build_report(project)
        called = {code.id: code.label() for code in study.codebook_in_force(project).codes}
        countries = study.results.country_names(project)
    tables = {block.caption: block for block in report.blocks if isinstance(block, Table)}
    overview, compared = names["overview"], 0

    shown = next(t for t in tables.values() if t.heads[0] == "Theme" and t.heads[-1] == "All")
    assert [row[0] for row in shown.rows] == [called[theme] for theme in overview.cells.columns]
    for theme, row in zip(overview.cells.columns, shown.rows, strict=True):
        values = [f"{overview.cells.loc[case, theme]} of {n}" for case, n in overview.base.items()]
        assert list(row[1:-1]) == values
        assert row[-1] == f"{overview.total[theme]} of {overview.base_total}"
        compared += len(values) + 1

    for theme, frame in names["blocks"].items():
        for row in tables[f"{called[theme]}: by country"].rows[:-1]:
            case = next(code for code, name in countries.items() if name == row[0].rstrip("*"))
            own = frame.loc[case]
            words = f"{own['of words']:.1%}"
            experts, of, segments = (int(own[name]) for name in ("experts", "of", "segments"))
            assert [row[1], row[3], row[4]] == [f"{experts} of {of}", str(segments), words]
            low, high = names["wilson"].loc[(theme, case)] * 100
            assert row[2] == f"{low:.0f}–{high:.0f}%"
            compared += 3

    for caption, table in tables.items():
        if caption.endswith(": codes"):
            for name, experts, segments in table.rows:
                (code,) = [id_ for id_, label in called.items() if label == name.removesuffix(f" ({id_})")]
                own = names["codes"].loc[code]
                assert (experts, segments) == (
                    f"{own['experts']} of {overview.base_total}",
                    str(own["segments"]),
                )
                compared += 2

    sample = names["sample"]
    for row in tables["Experts and interviews by country"].rows[:-1]:
        case = next(code for code, name in countries.items() if name == row[0].rstrip("*"))
        assert list(row[1:]) == [str(value) for value in sample.loc[case]]
        compared += 5
    assert compared > 300


def test_frames_and_results_show_themselves_well(ran):
    shown = ["".join(out["data"].get("text/html", [])) for cell in ran[0] for out in cell if "data" in out]

    assert len(shown) >= 10
    assert all("<table" in html for html in shown)
    assert not any(re.search(r"object at 0x[0-9a-f]+", html) for html in shown)
    assert isinstance(ran[1]["codings"], pd.DataFrame)
