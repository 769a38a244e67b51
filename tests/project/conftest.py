"""Projects to test with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qual.project import Project

from .invented import TEXTS, invented


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project in which Aigerim works."""
    with Project.create(tmp_path, coder="aigerim") as opened:
        yield opened


@pytest.fixture
def study(project: Project) -> Project:
    """A project with four sources."""
    project.sources.add_many(invented(source_id) for source_id in TEXTS)
    return project


Reopen = Callable[[Project], Project]


@pytest.fixture
def reopened() -> Iterator[Reopen]:
    """Close a project and open it again, as the next command would."""
    opened: list[Project] = []

    def again(project: Project) -> Project:
        project.close()
        opened.append(Project.open(project.folder, coder=project.coder))
        return opened[-1]

    yield again
    for project in opened:
        project.close()
