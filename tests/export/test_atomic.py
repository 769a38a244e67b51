from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qual.errors import UnwritableFile
from qual.export.atomic import STALE, whole_file

from .invented import one_quote, written

ROOT = Path(__file__).resolve().parents[2]
WRITE_FOR_EVER = """
import sys
from pathlib import Path
from tests.export.invented import study, written
print("ready", flush=True)
while True:
    written(Path(sys.argv[1]), study())
"""


def write(path, text):
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def test_the_folder_is_made_and_nothing_is_left_beside_the_file(tmp_path):
    write(tmp_path / "out" / "таблица 1.csv", "a")
    write(tmp_path / "out" / "таблица 1.csv", "b")

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["таблица 1.csv"]
    assert (tmp_path / "out" / "таблица 1.csv").read_text(encoding="utf-8") == "b"


def test_what_goes_wrong_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.csv"
    write(path, "old")

    with pytest.raises(UnicodeEncodeError):
        write(path, "half \ud800")

    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_symbolic_link_stays_a_link(tmp_path):
    (tmp_path / "shared").mkdir()
    link = tmp_path / "a.csv"
    link.symlink_to(tmp_path / "shared" / "a.csv")

    write(link, "new")

    assert link.is_symlink()
    assert (tmp_path / "shared" / "a.csv").read_text(encoding="utf-8") == "new"


def test_a_killed_run_leaves_the_last_whole_workbook(tmp_path):
    path = tmp_path / "results.xlsx"
    for pause in (0.05, 0.13, 0.31, 0.53, 0.7):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITE_FOR_EVER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        with child:
            assert child.stdout is not None
            child.stdout.readline()
            while not path.exists():
                assert child.poll() is None
                time.sleep(0.01)
            time.sleep(pause)
            child.send_signal(signal.SIGKILL)
        assert load_workbook(path).sheetnames[0] == "README"


def test_what_a_killed_run_left_is_cleared_away_after_a_while(tmp_path):
    old, young = tmp_path / ".qual-0.part", tmp_path / ".qual-1.part"
    for left in (old, young):
        left.write_text("Доверие…", encoding="utf-8")
    os.utime(old, (time.time() - 2 * STALE,) * 2)

    write(tmp_path / "a.csv", "a")

    assert sorted(path.name for path in tmp_path.iterdir()) == [".qual-1.part", "a.csv"]


def test_a_path_that_is_a_folder_gets_one_sentence(tmp_path):
    (tmp_path / "results.xlsx").mkdir()

    with pytest.raises(UnwritableFile, match=r"results\.xlsx is a folder\. Name a file inside it\."):
        written(tmp_path, one_quote("Да."))


def test_a_place_below_a_file_gets_one_sentence(tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")

    with pytest.raises(UnwritableFile, match="out is not a folder"):
        write(tmp_path / "out" / "a.csv", "a")


@pytest.mark.parametrize(
    ("step", "error", "said"),
    [
        (
            "touch",
            PermissionError(errno.EACCES, "Permission denied"),
            "is not writable. Choose another folder",
        ),
        ("touch", OSError(errno.EROFS, "Read-only file system"), "is not writable. Choose another folder"),
        (
            "touch",
            OSError(errno.ENAMETOOLONG, "File name too long"),
            "could not be written: File name too long.",
        ),
        ("write_text", OSError(errno.ENOSPC, "No space left on device"), "the disk is full."),
        ("replace", PermissionError(errno.EACCES, "Permission denied"), "Close it in Excel and try again."),
    ],
)
def test_every_refusal_gets_one_sentence_and_leaves_nothing(tmp_path, monkeypatch, step, error, said):
    path = tmp_path / "a.csv"
    write(path, "old")

    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(Path, step, refuse)
    with pytest.raises(UnwritableFile) as caught:
        write(path, "new")
    monkeypatch.undo()

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user to whom permissions apply")
def test_a_folder_without_permission_gets_one_sentence(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UnwritableFile, match="is not writable"):
            written(tmp_path, one_quote("Да."))
    finally:
        tmp_path.chmod(0o700)
