"""The scripts in examples/ run on the example study."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from qual import study

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example study after a run."""
    folder = study.init_study(tmp_path_factory.mktemp("example") / "study", example=True)
    with study.open_project(folder) as project:
        study.run_study(project)
    return folder


def run(script, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / script), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_script_on_countries_and_themes_prints_table_and_quotations(example):
    printed = run("country_by_theme.py", example)

    assert "csto-effectiveness" in printed
    assert "KZ-0" in printed


def test_the_script_on_all_tables_writes_the_numbers_of_the_frames(example, tmp_path):
    printed = run("all_tables.py", example, tmp_path)

    with study.open_project(example) as project:
        matrix = study.matrix(project, {}, rows="country", columns="theme", measure="experts")
        pairs = study.cooccurrence(project, unit="expert").pairs
    written = pd.read_csv(tmp_path / "country-theme-experts.csv", index_col=0)
    assert written.to_dict() == matrix.cells.astype(int).to_dict()
    assert len(pd.read_csv(tmp_path / "cooccurrence-theme-expert.csv")) == len(pairs) > 0
    by_country = pd.read_csv(tmp_path / "saturation-by-country.csv")
    assert by_country["case"].tolist() == ["all", "AM", "BY", "KG", "KZ", "RU", "TJ"]
    public = pd.read_csv(tmp_path / "public-country-theme.csv", index_col=0)
    assert (public.loc["BY"].drop("n") == "hidden").all()
    assert printed.count(" rows") == len(list(tmp_path.glob("*.csv"))) > 25


def test_every_interview_of_the_example_says_that_it_is_invented(example):
    with study.open_project(example) as project:
        interviews = [source for source in project.sources.all() if source.kind == "interview"]

    assert len(interviews) >= 14
    assert {source.country for source in interviews} == {"AM", "BY", "KG", "KZ", "RU", "TJ"}
    for source in interviews:
        assert source.attributes["invented"] == "true"
        assert source.turns[0].role == "other"  # the line that says so is nobody's answer
        assert source.turns[0].start == 0


def test_the_example_codebook_has_the_seven_themes_and_no_fault(example):
    codebook, problems = study.check_codebook(example / "codebooks" / "csto-2022.yaml")

    assert problems == []
    assert codebook is not None
    assert [theme.id for theme in codebook.themes] == [
        "january-events",
        "power-transition",
        "domestic-policy",
        "foreign-policy",
        "csto-effectiveness",
        "regional-identity",
        "proposals",
    ]
    assert len(codebook.codes) - 7 >= 35
    assert all(code.definition and code.example for code in codebook.codes if code not in codebook.themes)


def test_no_coding_of_an_interview_stands_on_a_question(example):
    with study.open_project(example) as project:
        sources = {source.id: source for source in project.sources.all()}
        codings = project.codings.select()

    asked = [
        coding.id
        for coding in codings
        if (source := sources[coding.segment.source_id]).kind == "interview"
        and (turn := source.turn_at(coding.segment.start)) is not None
        and turn.role != "expert"
    ]
    assert codings
    assert asked == []
