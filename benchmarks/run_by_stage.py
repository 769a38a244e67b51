"""What does `qual run` spend its time and memory on? The model study, stage by stage.

    python -m benchmarks.run_by_stage

The first line is the floor: reading every file of the study once from disk. The study is copied to
a temporary folder and run there in a process of its own, so that memory is that of the run.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path


def main() -> None:
    """Run the child and print its table."""
    with tempfile.TemporaryDirectory() as folder:
        output = subprocess.run(
            [sys.executable, __file__, folder], check=True, capture_output=True, text=True
        ).stdout
    stages = json.loads(output)
    floor = stages[0]["seconds"]
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print("| stage | seconds | × reading the files once | peak memory, MB |")
    print("|---|---|---|---|")
    for stage in stages:
        ratio = stage["seconds"] / floor if floor else 0
        print(f"| {stage['stage']} | {stage['seconds']:.3f} | {ratio:.0f} | {stage['peak']:.0f} |")


def measure(folder: Path) -> list[dict[str, float | str]]:
    """Each stage of a first and of a second run, in this process."""
    from qual import study

    study.init_study(folder, example=True)
    begun = time.perf_counter()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".db":
            path.read_bytes()
    stages: list[dict[str, float | str]] = [_stage("reading the files once", begun)]
    for run in ("first run", "second run"):
        names: list[tuple[str, float]] = []
        begun = time.perf_counter()
        with study.open_project(folder) as project:
            study.run_study(project, stage=partial(_note, names))
        ends = [moment for _, moment in names[1:]] + [time.perf_counter()]
        for (name, start), end in zip(names, ends, strict=True):
            stages.append({"stage": f"{run}: {name}", "seconds": end - start, "peak": _peak()})
        stages.append(_stage(f"{run}: all of it", begun))
    return stages


def _note(names: list[tuple[str, float]], name: str) -> None:
    names.append((name, time.perf_counter()))


def _stage(name: str, begun: float) -> dict[str, float | str]:
    return {"stage": name, "seconds": time.perf_counter() - begun, "peak": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
    else:
        main()
