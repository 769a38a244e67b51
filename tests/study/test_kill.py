"""kill -9 at any moment: the project opens, is in order, and what was acknowledged is there."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time

import pytest

from qual import study
from tests.invented_study import write_study

TIMES = 12

# Suggests, undoes and exports over and over; says so after each command has returned.
CHILD = """
import json, sys
from pathlib import Path
from qual import study
folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    with study.open_project(folder) as project:
        done = study.suggest(project)
        print(json.dumps(["suggest", project.log.head]), flush=True)
    with study.open_project(folder) as project:
        study.export_workbook(project)
        study.export_csv(project)
        print(json.dumps(["export", project.log.head]), flush=True)
    with study.open_project(folder) as project:
        study.undo(project)
        print(json.dumps(["undo", project.log.head]), flush=True)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = write_study(tmp_path_factory.mktemp("killed") / "study")
    study.ensure_project(folder)
    with study.open_project(folder) as project:
        study.add_sources(project)
        study.adopt_codebook(project)
    return folder


@pytest.mark.parametrize("seed", range(TIMES))
def test_a_killed_command_leaves_the_project_whole_and_loses_nothing_acknowledged(folder, seed):
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    wait = random.Random(seed).uniform(0.3, 1.5)
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    told = child.stdout.read().splitlines()
    child.wait()
    child.stdout.close()

    acknowledged = [json.loads(line) for line in told if line.endswith("]")]
    with study.open_project(folder) as project:
        hashes = {entry.hash for entry in project.log.entries()}
        assert study.check_study(project) == []
        assert all(head in hashes for _, head in acknowledged)
    workbook = folder / "out" / "invented.xlsx"
    if workbook.exists():
        import openpyxl

        openpyxl.load_workbook(workbook).close()
    strays = [path.name for path in (folder / "out").glob("[!.]*") if path.suffix not in (".xlsx", ".csv")]
    assert strays == []  # what a killed export began is hidden, and cleared away by a later one
