"""A process that has loaded what `qual` needs; each command runs in a child forked from it.

A page of docs runs many commands, and nearly all of their time is the loading of libraries. The
child has its own folder, environment and output, as a command in a terminal has.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOADED = ("lark", "numpy", "openpyxl", "pandas", "pymorphy3", "regex", "rich.table", "sqlalchemy", "yaml")
LOADED += ("qual.cli", "qual.codebook", "qual.matching.suggest", "qual.project", "qual.study.results")


class Warm:
    """Runs `qual` with arguments."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[str] | None = None

    def run(self, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> str:
        """What the command prints, stdout and stderr as they came."""
        with tempfile.NamedTemporaryFile(prefix="qual-prints-") as output:
            request = {"arguments": list(arguments), "folder": str(folder), "output": output.name}
            request["environment"] = dict(environment)
            server = self._started()
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(json.dumps(request) + "\n")
            server.stdin.flush()
            assert server.stdout.readline(), "the process that runs commands has ended"
            return Path(output.name).read_text(encoding="utf-8")

    def _started(self) -> subprocess.Popen[str]:
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.warm"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )
        return self._server

    def close(self) -> None:
        """End the process."""
        if self._server is not None:
            assert self._server.stdin is not None
            assert self._server.stdout is not None
            self._server.stdin.close()
            self._server.wait()
            self._server.stdout.close()
            self._server = None


def serve() -> None:
    """Fork a child for each line of stdin, and answer when it has ended."""
    from importlib import import_module

    for name in LOADED:
        import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(**request)
        os.waitpid(child, 0)
        print("done", flush=True)


def _become(arguments: list[str], folder: str, output: str, environment: dict[str, str]) -> None:
    """Be the command; never returns."""
    code = 1
    try:
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        nothing, printed = os.open(os.devnull, os.O_RDONLY), os.open(output, os.O_WRONLY)
        os.dup2(nothing, 0)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        sys.argv = ["qual", *arguments]
        from qual.__main__ import main

        main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
