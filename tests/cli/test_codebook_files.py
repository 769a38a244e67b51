"""Codebooks go to Excel and back, and a new version keeps every coding."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from openpyxl import load_workbook

from qual.codebook import read_codebook, write_codebook
from qual.model import Code, Codebook, Rule, Term
from qual.study import exchange
from tests.invented_study import CODEBOOK


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_codebook_goes_to_a_table_and_comes_back_identical(study_folder, qual, ending):
    qual("codebook", "adopt")

    out = qual("codebook", "export", f"out/c.{ending}")
    back = qual("codebook", "import", f"out/c.{ending}", "again.yaml")
    twice = qual("codebook", "export", f"out/d.{ending}", "--from", "again.yaml")

    assert (out.exit_code, back.exit_code, twice.exit_code) == (0, 0, 0), back.output
    original = study_folder / "codebooks" / "invented.yaml"
    assert write_codebook(read_codebook("again.yaml")) == write_codebook(read_codebook(original))
    assert (study_folder / f"out/c.{ending}").read_bytes() == (study_folder / f"out/d.{ending}").read_bytes()


def test_no_cell_is_a_formula(tmp_path):
    book = Codebook("c", "1.0.0", (Code("a", {"ru": "=1+1"}, rules=(Rule("ru", (Term("=ОДКБ"),)),)),))
    (tmp_path / "c.yaml").write_text(write_codebook(book), encoding="utf-8")
    for ending in ("xlsx", "csv"):
        exchange.export_codebook(None, tmp_path / f"c.{ending}", codebook_file=tmp_path / "c.yaml")  # type: ignore[arg-type]
        assert exchange.read_any_codebook(tmp_path / f"c.{ending}").codebook.themes[0].name == {"ru": "=1+1"}

    cells = [cell for row in load_workbook(tmp_path / "c.xlsx").active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'=1+1" in (tmp_path / "c.csv").read_text(encoding="utf-8-sig")


def test_a_qdc_goes_out_valid_and_comes_back_with_its_levels(study_folder, qual):
    qual("codebook", "adopt")

    out = qual("export", "qdc", "c.qdc")
    back = qual("codebook", "import", "c.qdc", "again.yaml")

    root = ET.parse(study_folder / "c.qdc").getroot()
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    assert "rules of codes" in out.stderr
    assert back.exit_code == 0
    again = read_codebook("again.yaml")
    assert [[code.name["und"] for code in theme.walk()] for theme in again.themes] == [
        ["Mission", "Speed", "Exit"],
        ["Identity"],
    ]


def test_a_new_version_keeps_every_coding_and_lists_what_needs_a_decision(ran, qual):
    new = (
        CODEBOOK.replace("1.0.0", "2.0.0")
        .replace("id: speed", "id: tempo")
        .replace("ru: Миссия", "ru: Операция")
    )
    (ran / "new.yaml").write_text(new, encoding="utf-8")
    before = qual("status").output

    told = qual("codebook", "diff", "new.yaml")
    adopted = qual("codebook", "adopt", "new.yaml")

    assert "new id" in told.output
    assert "renamed" in told.output
    assert "speed: 3 codings; new id, so it seems: tempo" in adopted.output, adopted.output
    assert qual("status").output.splitlines()[2:] == before.splitlines()[2:]


def test_another_file_in_its_place_is_never_written_over(study_folder, qual):
    (study_folder / "invented.csv").write_text("name\nИная\n", encoding="utf-8")

    done = qual("codebook", "import", "invented.csv")

    assert done.exit_code == 1
    assert "is there already" in done.stderr
    assert (study_folder / "codebooks" / "invented.yaml").read_text(encoding="utf-8") == CODEBOOK
