"""The manifest of a run, and whether everything comes out again."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from qual import study
from qual.cli import app
from qual.errors import QualError
from qual.model import Selection
from tests.invented_study import write_study


@pytest.fixture
def ran(tmp_path):
    folder = write_study(tmp_path / "зерттеу")
    study.ensure_project(folder)
    with study.open_project(folder) as project:
        study.run_study(project, quick=True)
    return folder


def differences(folder):
    with study.open_project(folder) as project:
        return [(one.kind, one.what) for one in study.verify(project)]


def kinds(folder):
    return {kind for kind, _ in differences(folder)}


def test_what_was_not_touched_comes_out_as_it_was_in_full_and_in_a_quick_run(ran):
    assert differences(ran) == []

    with study.open_project(ran) as project:
        done = study.run_study(project)

    manifest = json.loads((ran / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["outputs"]) == {
        "out/invented.xlsx",
        "out/invented.html",
        "out/invented.docx",
        *(f"out/figures/{path.name}" for path in done.figures),
    }
    assert "xl/workbook.xml" in manifest["outputs"]["out/invented.xlsx"]
    assert differences(ran) == []


def test_a_second_run_writes_the_same_manifest(ran):
    first = (ran / "out" / "manifest.json").read_bytes()
    with study.open_project(ran) as project:
        study.run_study(project, quick=True)

    assert (ran / "out" / "manifest.json").read_bytes() == first


def test_the_manifest_names_no_path_of_the_computer_and_no_person(ran):
    text = (ran / "out" / "manifest.json").read_text(encoding="utf-8")

    assert str(ran.parent) not in text
    assert "transcripts/interviews/kz-02.txt" in text


def test_a_changed_a_new_and_a_missing_transcript_are_told_apart(ran):
    interviews = ran / "transcripts" / "interviews"
    (interviews / "kz-01.txt").write_text("---\nexpert: KZ-01\n---\nЭксперт: Иначе.\n", encoding="utf-8")
    (interviews / "kz-02.txt").unlink()
    (interviews / "tj-01.txt").write_text("Сарҳад.", encoding="utf-8")

    assert differences(ran) == [
        ("inputs", "1 input file changed: transcripts/interviews/kz-01.txt."),
        ("inputs", "1 input file gone: transcripts/interviews/kz-02.txt."),
        ("inputs", "1 input file new: transcripts/interviews/tj-01.txt."),
    ]


def test_another_codebook_in_force_is_told_with_what_follows_from_it(ran):
    file = ran / "codebooks" / "invented.yaml"
    changed = (
        file.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0").replace("quickly, ", "")
    )
    file.write_text(changed, encoding="utf-8")
    with study.open_project(ran) as project:
        study.adopt_codebook(project)

    found = differences(ran)

    assert ("codebook", "codebook invented 1.1.0 is in force; results rest on invented 1.0.0.") in found
    assert {"inputs", "codebook", "suggestions", "results"} <= {kind for kind, _ in found}


def test_other_packages_are_named_with_both_versions(ran):
    path = ran / "out" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    now = manifest["packages"]["pandas"]
    manifest["packages"]["pandas"] = "1.0"
    path.write_text(json.dumps(manifest), encoding="utf-8")

    assert differences(ran) == [("packages", f"other versions are installed: pandas 1.0 → {now}.")]


def test_a_decision_since_the_run_is_a_change_of_the_project(ran):
    with study.open_project(ran, coder="aigerim") as project:
        study.decide(project, [project.codings.select()[0].id], "rejected")

    found = differences(ran)

    assert ("project", "codings have changed since the run.") in found
    assert {kind for kind, _ in found} == {"project", "results"}
    assert any(what.startswith("out/invented.xlsx comes out otherwise in xl/") for _, what in found)


def test_a_result_that_was_edited_or_lost_is_told_and_comes_out_again(ran):
    workbook = ran / "out" / "invented.xlsx"
    workbook.write_bytes(workbook.read_bytes()[:1000])
    assert differences(ran) == [("outputs", "1 result changed on disk: out/invented.xlsx.")]

    workbook.unlink()
    assert differences(ran) == [("outputs", "1 result gone on disk: out/invented.xlsx.")]


def test_a_suggestion_that_the_rules_do_not_give_is_told(ran):
    with study.open_project(ran) as project, project.transaction("test"):
        one = project.codings.select(Selection(source=("kz-02",)))[0]
        project.codings.sync_suggestions(one.coder, ["kz-02"], [])

    assert ("suggestions", "the rules suggest 1 codings that the project lacks.") in differences(ran)


def test_without_a_manifest_or_with_another_file_the_next_step_is_named(ran):
    path = ran / "out" / "manifest.json"
    for text, told in (
        ("[]", "is not a manifest"),
        ("{", "cannot be read"),
        ('{"format": 1}', "has no inputs"),
    ):
        path.write_text(text, encoding="utf-8")
        with study.open_project(ran) as project, pytest.raises(QualError, match=told):
            study.verify(project)
    path.unlink()
    with study.open_project(ran) as project, pytest.raises(QualError, match=r"there is no manifest.json"):
        study.verify(project)


def test_each_kind_has_its_exit_code_and_the_first_is_that_of_the_cause(ran, monkeypatch):
    monkeypatch.chdir(ran)
    fine = CliRunner().invoke(app, ["verify"])
    assert (fine.exit_code, fine.stdout) == (
        0,
        "All results come out as they were: same inputs, codebook, packages, codings and files.\n",
    )

    (ran / "qual.toml").write_text('title = "Басқа"\n', encoding="utf-8")
    wrong = CliRunner().invoke(app, ["verify"])
    as_json = CliRunner().invoke(app, ["verify", "--json"])

    assert wrong.exit_code == as_json.exit_code == study.EXIT_CODES["inputs"] == 3
    assert [row["kind"] for row in json.loads(as_json.stdout)] == ["inputs", "results"]
    assert sorted(study.EXIT_CODES.values()) == [3, 4, 5, 6, 7, 8, 9]
