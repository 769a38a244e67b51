"""The house stands: rooms import downward, help is quick, nothing is left out of the pages."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from tests.sessions import help_of_the_commands

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "qual"

BELOW: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "settings": {"model", "errors"},
    "reading": {"model", "errors"},
    "codebook": {"model", "errors"},
    "matching": {"model", "errors"},
    "project": {"model", "errors"},
    "analysis": {"model", "errors"},
    "peers": {"model", "errors", "reading"},
    "export": {"model", "errors", "analysis"},
    "study": {
        "model",
        "errors",
        "settings",
        "reading",
        "codebook",
        "matching",
        "project",
        "analysis",
        "export",
        "peers",
    },
    "spacy": {"model", "errors", "codebook", "matching", "project"},
    "cli": {"model", "errors", "study", "analysis", "project"},
}
"""What a room may import besides itself. The command line prints records of `analysis`, and hands
an open `project` from one step to the next."""

HEAVY = {
    "pandas",
    "numpy",
    "spacy",
    "openpyxl",
    "rich",
    "pymorphy3",
    "simplemma",
    "sqlalchemy",
    "lark",
    "docx",
    "lxml",
    "matplotlib",
    "scipy",
    "jinja2",
    "pypdf",
    "bs4",
    "citeproc",
    "pyarrow",
}


def rooms_imported_by(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "qual":
                names = [f"qual.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("qual.")}
    return found - {"__version__"}


@pytest.mark.parametrize("room", BELOW)
def test_a_room_imports_only_what_is_below_it(room):
    files = [PACKAGE / f"{room}.py"] if (PACKAGE / f"{room}.py").exists() else (PACKAGE / room).rglob("*.py")
    strays = {
        f"{path.relative_to(ROOT)} imports {other}"
        for path in files
        for other in rooms_imported_by(path) - BELOW[room] - {room}
    }

    assert not strays


def test_every_room_has_its_place_in_the_plan():
    there = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert there - {"__init__", "__main__", "example"} == set(BELOW)


@pytest.mark.parametrize("arguments", [["--help"], ["matrix", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments):
    code = f"import sys, runpy; sys.argv = ['qual', *{arguments}]\n"
    code += "try: runpy.run_module('qual', run_name='__main__')\nexcept SystemExit: pass\n"
    code += "print('MODULES', *sorted(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert "qual" in done.stdout
    assert not HEAVY & set(done.stdout.rpartition("MODULES ")[2].split())


def test_the_help_that_is_kept_is_what_the_commands_say():
    assert (PACKAGE / "cli" / "help.txt").read_text(encoding="utf-8") == help_of_the_commands()


def test_importing_qual_loads_nothing_heavy():
    code = "import sys, qual; print(*sorted(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert not HEAVY & set(done.stdout.split())


def test_every_public_name_is_there_and_documented():
    import qual

    for name in qual.__all__:
        thing = getattr(qual, name)
        assert name == "__version__" or thing.__doc__, name


def commands(group: TyperGroup, above: str = "qual") -> list[tuple[str, Any]]:
    found = []
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            found += commands(command, f"{above} {name}")
        else:
            found.append((f"{above} {name}", command))
    return found


def every_command() -> list[tuple[str, Any]]:
    from qual.cli import app

    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return commands(group)


def test_every_command_is_in_the_docs():
    pages = "".join(
        page.read_text(encoding="utf-8") for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    )

    assert [name for name, _ in every_command() if name not in pages] == []


def test_every_command_says_what_it_does_and_so_does_every_option():
    silent = [name for name, command in every_command() if not command.help]
    silent += [
        f"{name} {parameter.name}"
        for name, command in every_command()
        for parameter in command.params
        if not getattr(parameter, "help", None)
    ]

    assert silent == []


def test_the_lock_names_no_address_and_every_file_has_a_hash():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in lock
    assert "--index-url" not in lock
    assert lock.count("--hash=sha256:") >= lock.count("==")
