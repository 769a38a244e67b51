"""Commands are run in a small invented study, and answer with exit code, stdout and stderr."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from qual.cli import app
from tests.invented_study import write_study


@pytest.fixture
def study_folder(tmp_path, monkeypatch):
    """The files of the study; the current folder is in it."""
    folder = write_study(tmp_path / "study")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def qual() -> Callable[..., object]:
    """Run `qual` with arguments."""
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="session")
def first_run(tmp_path_factory):
    """The study after `qual run`, made once: nearly every test begins there."""
    folder = write_study(tmp_path_factory.mktemp("first-run") / "study")
    done = CliRunner().invoke(app, ["run", "--quick", "--project", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def ran(study_folder, first_run):
    """A copy of it; the current folder is in it."""
    shutil.copytree(first_run, study_folder, dirs_exist_ok=True)
    return study_folder
