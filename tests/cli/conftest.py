"""Commands are run in a small invented study, and answer with exit code, stdout and stderr."""

from __future__ import annotations

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


@pytest.fixture
def ran(study_folder, qual):
    """The study after `qual run`."""
    done = qual("run", "--quick")
    assert done.exit_code == 0, done.output
    return study_folder
