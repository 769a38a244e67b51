"""Killed at any moment, the project keeps everything it acknowledged and nothing halfway."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

from qual.errors import NotFound
from qual.project import Project, check

from .invented import TEXTS, invented

KILLS = 24

COMMANDS = """
import sys
from qual.model import Coding, Evidence, Segment
from qual.project import Project

folder, life = sys.argv[1:]
with Project.open(folder, coder="aigerim") as project:
    text = project.sources.get("kz-01").text
    print("ready", flush=True)
    for turn in range(100_000):
        name = f"life {life} turn {turn}"
        start = turn % (len(text) - 60)
        suggestions = [
            Coding(
                f"{name} suggestion {n}",
                "speed",
                Segment("kz-01", start + n, start + n + 9, text[start + n : start + n + 9]),
                "auto:events@1.0.0",
                evidence=(Evidence("speed/ru", "быстро", start, start + 9),),
            )
            for n in range(40)
        ]
        with project.transaction("suggest"):
            project.codings.sync_suggestions("auto:events@1.0.0", ["kz-01"], suggestions)
            project.memos.add("source:kz-01", name)
        project.codings.decide([suggestions[0].id, suggestions[1].id], "accepted")
        print("decided", suggestions[0].id, flush=True)
        if turn % 5 == 4:
            print("undoing", suggestions[0].id, flush=True)
            undone = project.undo()
            project.undo(undone.number)
            print("decided", suggestions[0].id, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a matter of Unix")
def test_killed_at_random_moments_it_loses_nothing_it_acknowledged(project):
    project.sources.add(invented("kz-01", TEXTS["kz-01"] * 5))
    project.close()
    moments = random.Random(2022)
    acknowledged: set[str] = set()
    for life in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", COMMANDS, str(project.folder), str(life)],
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            lines = [child.stdout.readline()] if life % 2 else []
            time.sleep(moments.uniform(0, 0.12))
            child.kill()
            lines += child.stdout.read().splitlines(keepends=True)
        for line in lines:
            word, _, name = line.partition(" ")
            if word == "decided" and line.endswith("\n"):
                acknowledged.add(name.strip())
            elif word == "undoing":  # until it is acknowledged anew it may be either
                acknowledged.discard(name.strip())

        with Project.open(project.folder) as survivor:
            accepted = {one.id for one in survivor.codings.select() if one.status == "accepted"}
            assert acknowledged <= accepted
            # A suggestion and its memo came in one transaction: never one without the other.
            newest = {one.id.rsplit(" suggestion", 1)[0] for one in survivor.codings.select()}
            assert newest <= {memo.text for memo in survivor.memos.select()}
            # Two suggestions are accepted in one act: never one of them.
            assert len(accepted) % 2 == 0
            assert [problem for problem in check(survivor) if not problem.warning] == []
    assert len(acknowledged) >= KILLS // 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a matter of Unix")
def test_killed_while_it_is_made_it_can_be_made_again(tmp_path):
    program = (
        "import sys; from qual.project import Project; print('go', flush=True); Project.create(sys.argv[1])"
    )
    for life in range(6):
        folder = tmp_path / str(life)
        with subprocess.Popen(
            [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(life * 0.004)
            child.kill()
        try:
            survivor = Project.open(folder)
        except NotFound:
            survivor = Project.create(folder)
        with survivor:
            assert survivor.sources.add(invented("kz-01"))
            assert [problem for problem in check(survivor) if not problem.warning] == []
