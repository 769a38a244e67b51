from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook

from qual.export.package import repack

from .invented import study, written

WRITE = """
import sys
from pathlib import Path
from tests.export.invented import study, written
written(Path(sys.argv[1]), study(), title="Invented study", made_with={"qual": "0.1.0"})
"""
ROOT = Path(__file__).resolve().parents[2]


def in_a_child(folder, seed):
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", WRITE, str(folder)],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    return (folder / "results.xlsx").read_bytes()


def test_the_same_input_gives_the_same_bytes(tmp_path):
    assert in_a_child(tmp_path / "one", "1") == in_a_child(tmp_path / "two", "2")


def test_the_order_in_which_codings_were_stored_does_not_matter(tmp_path):
    written(tmp_path, study())
    first = (tmp_path / "results.xlsx").read_bytes()

    written(tmp_path, study().iloc[::-1])

    assert (tmp_path / "results.xlsx").read_bytes() == first


def test_the_file_tells_no_time_no_person_and_no_path(tmp_path):
    written(tmp_path, study())

    with zipfile.ZipFile(tmp_path / "results.xlsx") as package:
        properties = package.read("docProps/core.xml").decode()
        parts = b"".join(package.read(name) for name in package.namelist()).decode()
        dates = {info.date_time for info in package.infolist()}

    assert re.findall(r"<dc:creator[^>]*>(.*?)</dc:creator>", properties) == ["qual"]
    assert set(re.findall(r"dcterms:\w+[^>]*>([^<]+)<", properties)) == {"2000-01-01T00:00:00Z"}
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert str(tmp_path) not in parts


def test_repacking_keeps_every_part_and_puts_the_list_of_types_first(tmp_path):
    Workbook().save(tmp_path / "plain.xlsx")

    repack(tmp_path / "plain.xlsx", tmp_path / "again.xlsx")

    with (
        zipfile.ZipFile(tmp_path / "plain.xlsx") as before,
        zipfile.ZipFile(tmp_path / "again.xlsx") as after,
    ):
        assert after.testzip() is None
        assert sorted(before.namelist()) == sorted(after.namelist())
        assert after.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert before.read("xl/worksheets/sheet1.xml") == after.read("xl/worksheets/sheet1.xml")
