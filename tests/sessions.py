"""The sessions in README and docs are real: this runs them and compares, or writes them anew.

    python tests/sessions.py          # which sessions differ
    python tests/sessions.py --write  # put the real output into the pages

A fenced block marked `console` holds commands after `$ ` and their output. All blocks of a page run
in one fresh copy of the example study, in order; `cd` carries over. The first `qual run` in an
untouched example is the same on every page, so it is really run once and its folder copied. A line
`…` in the expected output stands for any lines; ids, hashes and times are not compared. `make demo`
is run as `qual run`, which is what it does. Blocks marked `python` are run in the same folder; a
block marked `text` directly behind one is its output.
"""

from __future__ import annotations

import atexit
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.warm import Warm

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```\n(?:\n*^```text\n(.*?)^```\n)?", re.M | re.S)
ANY_LINES = "…"
CHANGING = re.compile(
    r"\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9a-f]{8}"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)\b"
)


_RUN_ONCE: dict[bool, tuple[Path, str]] = {}
"""The example after its first run, and what that printed; by whether there was a project before."""


@dataclass(frozen=True)
class Difference:
    """A command whose output is not what the page shows."""

    page: str
    command: str
    shown: str
    real: str


def run_page(page: Path, folder: Path) -> tuple[str, list[Difference]]:
    """The page with its real outputs, and where they differ from what it shows."""
    session = Session(folder)
    differences: list[Difference] = []
    text = page.read_text(encoding="utf-8")

    def renew(match: re.Match[str]) -> str:
        language, body, output = match.groups()
        if language == "python":
            real = session.python(body)
            if output is not None and not alike(output, real):
                differences.append(Difference(page.name, body, output, real))
                return match.group().replace(f"```text\n{output}```", f"```text\n{real}```")
            return match.group()
        parts = []
        for command, shown in commands(body):
            real = session.run(command)
            if alike(shown, real):
                real = shown
            else:
                differences.append(Difference(page.name, command, shown, real))
            parts.append(f"$ {command}\n{real}")
        return f"```console\n{''.join(parts)}```\n"

    return BLOCK.sub(renew, text), differences


def commands(body: str) -> list[tuple[str, str]]:
    """The commands of a console block with the output shown for each."""
    found: list[tuple[str, str]] = []
    for line in body.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:].rstrip("\n"), ""))
        else:
            command, shown = found[-1]
            found[-1] = (command, shown + line)
    return found


def alike(shown: str, real: str) -> bool:
    """Whether an output is what the page shows; `…` on a line of its own stands for any lines.

    Ids, hashes and times may differ: those of codings by a person are new each time.
    """
    pieces = [re.escape(piece) for piece in re.split(rf"^{ANY_LINES}\n", _steady(shown), flags=re.M)]
    return re.fullmatch("(?:.*\n)*?".join(pieces), _steady(real)) is not None


def _steady(text: str) -> str:
    return CHANGING.sub("~", text)


class Session:
    """A terminal in a copy of the example study."""

    def __init__(self, folder: Path) -> None:
        from qual import study

        self.folder = study.init_study(folder / "csto-2022", example=True)
        (self.folder / "qual.db").unlink()  # the reader of a page has not made the project yet
        self.untouched = True
        self.environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "100",
            "LC_ALL": "C.UTF-8",
        }

    def run(self, command: str) -> str:
        """What a command prints, stdout and stderr as a reader would see them."""
        words = shlex.split(command)
        if words[:1] == ["cd"]:
            self.folder = (self.folder / words[1]).resolve()
            return ""
        if command in ("make demo", "qual run"):
            if self.untouched:
                self.untouched = False
                return self.first_run()
            command = "qual run"
        self.untouched = self.untouched and command.startswith("qual init --example")
        return self.really_run(command)

    def first_run(self) -> str:
        """What the first `qual run` prints; the folder is as it leaves it."""
        begun = (self.folder / "qual.db").exists()
        if begun not in _RUN_ONCE:
            output = self.really_run("qual run")
            kept = Path(tempfile.mkdtemp(prefix="qual-run-once-"))
            atexit.register(shutil.rmtree, kept, ignore_errors=True)
            shutil.copytree(self.folder, kept, dirs_exist_ok=True)
            _RUN_ONCE[begun] = (kept, output)
            return output
        kept, output = _RUN_ONCE[begun]
        shutil.copytree(kept, self.folder, dirs_exist_ok=True)
        return output

    def really_run(self, command: str) -> str:
        """The same, in a process of its own: a warm one for `qual` alone, else one of the shell."""
        words = shlex.split(command)
        if words[0] == "qual" and not _needs_shell(command, words) and hasattr(os, "fork"):
            printed = _WARM.run(words[1:], folder=self.folder, environment=self.environment)
            return tidied(printed, self.folder)
        line = re.sub(r"^qual\b|(?<=[|&;] )qual\b", f"{shlex.quote(sys.executable)} -m qual", command)
        done = subprocess.run(
            line,
            shell=True,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return tidied(done.stdout, self.folder)

    def python(self, code: str) -> str:
        """What a script prints. A script that fails is a broken page."""
        done = subprocess.run(
            [sys.executable, "-"],
            input=code,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{code}\n{done.stderr}"
        return tidied(done.stdout, self.folder)


_WARM = Warm()
atexit.register(_WARM.close)


def _needs_shell(command: str, words: list[str]) -> bool:
    """Whether a command is more than a program with its arguments: pipes, patterns, variables."""
    marks = shlex.shlex(command, posix=True, punctuation_chars=True)
    joined = any(set(token) <= set("();<>|&") for token in marks)
    return joined or any(mark in word for word in words for mark in "*?~$`")


def tidied(output: str, folder: Path) -> str:
    """Without the temporary folder and without blanks at line ends; ends in a line break."""
    text = output.replace(str(folder), "csto-2022")
    lines = [line.rstrip() for line in text.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def help_of_the_commands() -> str:
    """What `qual --help` says in a terminal of 80 columns."""
    from typer.testing import CliRunner

    from qual.cli import app

    return CliRunner().invoke(app, ["--help"], prog_name="qual", terminal_width=80).stdout


def main() -> int:
    """Compare all pages, or write them anew; the kept help as well."""
    write = "--write" in sys.argv
    if write:
        (ROOT / "qual" / "cli" / "help.txt").write_text(help_of_the_commands(), encoding="utf-8")
    wanted = [Path(name).resolve() for name in sys.argv[1:] if not name.startswith("-")]
    different = 0
    for page in wanted or PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text, differences = run_page(page, Path(folder))
        different += len(differences)
        for difference in differences:
            print(f"{difference.page}: $ {difference.command}\n{difference.real}")
        if write:
            page.write_text(text, encoding="utf-8")
    return 0 if write else int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
