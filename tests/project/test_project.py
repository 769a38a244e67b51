"""Opening and making a project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from qual.errors import InvalidRequest, NotFound, ProjectError
from qual.project import Project

from .invented import invented


@contextmanager
def somebody_else() -> Iterator[None]:
    """Rights are not checked for root, so tests that run as root step down for a moment."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_new_project_is_empty_and_opens_again(tmp_path):
    with Project.create(tmp_path / "новое исследование") as project:
        assert project.sources.all() == []
        assert project.codebooks.in_force is None
        assert project.batches() == []

    with Project.open(tmp_path / "новое исследование", coder="мика") as project:
        assert project.coder == "мика"
        assert project.folder == tmp_path / "новое исследование"


def test_a_closed_project_is_one_file(project):
    project.sources.add(invented("am-01"))
    project.close()

    assert [path.name for path in project.folder.iterdir()] == ["qual.db"]


def test_a_folder_without_a_project_says_how_to_start_one(tmp_path):
    with pytest.raises(NotFound) as error:
        Project.open(tmp_path)

    assert "qual init" in error.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_not_made_over_another(project):
    project.sources.add(invented("am-01"))

    with pytest.raises(ProjectError, match="already"):
        Project.create(project.folder)

    assert project.sources.ids() == ["am-01"]


def test_an_empty_file_left_by_an_interrupted_start_can_be_started_anew(tmp_path):
    (tmp_path / "qual.db").touch()

    with pytest.raises(NotFound, match="holds no project"):
        Project.open(tmp_path)
    with Project.create(tmp_path) as project:
        assert project.sources.ids() == []


@pytest.mark.parametrize(
    "content", [b"Interviewer: Why?\n" * 200, b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path, content):
    (tmp_path / "qual.db").write_bytes(content)

    for act in (Project.open, Project.create):
        with pytest.raises(ProjectError, match=r"qual\.db"):
            act(tmp_path)

    assert (tmp_path / "qual.db").read_bytes() == content


def test_a_database_of_another_program_is_declined(tmp_path):
    import sqlite3

    other = sqlite3.connect(tmp_path / "qual.db")
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()

    for act in (Project.open, Project.create):
        with pytest.raises(ProjectError, match="not a project of qual"):
            act(tmp_path)


@pytest.mark.parametrize("part", [0.9, 0.5, 0.1])
def test_a_cut_file_gets_one_clear_sentence(project, part):
    project.sources.add(invented("am-01", "Мы ждали. " * 20_000))
    project.close()
    path = project.folder / "qual.db"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])

    with pytest.raises(ProjectError, match="damaged") as error:
        Project.open(project.folder)

    assert error.value.hint


@pytest.mark.parametrize("file_only", [True, False])
def test_a_project_that_cannot_be_written_to_says_so(tmp_path, file_only):
    Project.create(tmp_path).close()
    tmp_path.chmod(0o777 if file_only else 0o555)
    (tmp_path / "qual.db").chmod(0o444 if file_only else 0o666)
    parents = [parent for parent in tmp_path.parents if parent.is_relative_to(tmp_path.parents[2])]
    rights = [(parent, parent.stat().st_mode) for parent in parents]
    for parent in parents:
        parent.chmod(0o755)
    try:
        with somebody_else(), pytest.raises(ProjectError, match="cannot be written to"):
            Project.open(tmp_path)
    finally:
        for parent, mode in rights:
            parent.chmod(mode)
        tmp_path.chmod(0o755)


def test_a_folder_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "notes").write_text("a file", encoding="utf-8")

    with pytest.raises(ProjectError, match="notes could not be made"):
        Project.create(tmp_path / "notes")


def test_a_person_cannot_pass_for_a_codebook(tmp_path):
    with pytest.raises(InvalidRequest, match="auto:"):
        Project.create(tmp_path, coder="auto:events@1.0.0")


def test_a_coder_needs_a_name_that_can_be_stored(tmp_path):
    with pytest.raises(InvalidRequest, match="The coder's name holds half of a character"):
        Project.create(tmp_path, coder="Мика\udc80")


def test_a_project_may_lie_under_any_name(tmp_path):
    folder = tmp_path / "50% done? #1 «Қаңтар» file:x"
    with Project.create(folder) as project:
        project.sources.add(invented("kz-01"))

    with Project.open(folder) as project:
        assert project.sources.ids() == ["kz-01"]
