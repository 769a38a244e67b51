"""Stores of other formats."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, Table, Text, insert, select, text, update

from qual.errors import InvalidRequest, ProjectError
from qual.project import Project, check, formats
from qual.project.tables import meta, metadata

from .invented import invented, state


def set_format(project: Project, format_: str) -> None:
    with project.store.changing() as connection:
        connection.execute(update(meta).where(meta.c.name == "format").values(value=format_))
    project.close()


@pytest.fixture
def older(study, monkeypatch):
    """A store of format 1 under a program that is at format 3, and the program's two steps."""
    before = state(study)
    study.close()

    def add_a_table(connection):
        connection.execute(text("CREATE TABLE cases (name TEXT)"))

    def fill_it(connection):
        connection.execute(text("INSERT INTO cases SELECT expert FROM attributes"))

    monkeypatch.setattr(formats, "FORMAT", 3)
    monkeypatch.setattr(formats, "STEPS", {1: add_a_table, 2: fill_it})
    return study.folder, before


def test_a_store_of_a_later_version_is_declined_politely(study):
    set_format(study, "2")

    with pytest.raises(ProjectError, match="later version") as error:
        Project.open(study.folder)

    assert "Update qual" in error.value.hint
    assert [path.name for path in study.folder.iterdir()] == ["qual.db"]


@pytest.mark.parametrize("nonsense", ["", "two", "1.5", "-1"])
def test_a_store_that_does_not_say_its_format_is_declined(study, nonsense):
    set_format(study, nonsense)

    with pytest.raises(ProjectError, match="not a project of qual"):
        Project.open(study.folder)


def test_an_older_store_is_copied_and_then_brought_up_to_date(older):
    folder, before = older

    with Project.open(folder) as project:
        assert state(project) == before
        assert [problem for problem in check(project) if not problem.warning] == []
        with project.store.reading() as connection:
            assert connection.scalar(text("SELECT count(*) FROM cases")) == 4
            assert connection.scalar(select(meta.c.value).where(meta.c.name == "format")) == "3"
        assert project.log.verify() == []
        assert project.batches()[-1].action == "migrate"

    assert (folder / "qual.db.format-1.bak").is_file()
    assert not list(folder.glob("*.part"))


def test_the_copy_is_the_project_as_it_was(older, monkeypatch, tmp_path_factory):
    folder, before = older
    Project.open(folder).close()
    monkeypatch.setattr(formats, "FORMAT", 1)
    elsewhere = tmp_path_factory.mktemp("copy")
    (folder / "qual.db.format-1.bak").rename(elsewhere / "qual.db")

    with Project.open(elsewhere) as project:
        assert state(project) == before


def test_a_store_that_is_up_to_date_is_not_copied(older):
    folder, _ = older
    Project.open(folder).close()
    Project.open(folder).close()

    assert sorted(path.name for path in folder.iterdir()) == ["qual.db", "qual.db.format-1.bak"]


def test_an_earlier_copy_is_never_overwritten(older):
    folder, _ = older
    (folder / "qual.db.format-1.bak").write_text("an earlier copy", encoding="utf-8")
    Project.open(folder).close()

    assert (folder / "qual.db.format-1.bak").read_text(encoding="utf-8") == "an earlier copy"
    assert (folder / "qual.db.format-1-2.bak").is_file()


def test_a_migration_that_fails_leaves_the_store_as_it_was(older, monkeypatch):
    folder, before = older

    def fail(connection):
        connection.execute(text("INSERT INTO cases VALUES ('half')"))
        raise RuntimeError("a fault in the step")

    monkeypatch.setitem(formats.STEPS, 2, fail)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            Project.open(folder)
    monkeypatch.setattr(formats, "FORMAT", 1)

    with Project.open(folder) as project:
        assert state(project) == before
        assert project.log.verify() == []
    assert [path.name for path in folder.iterdir()] == ["qual.db"]


def test_without_room_for_the_copy_nothing_is_migrated(older, monkeypatch):
    folder, before = older
    (folder / "qual.db.format-1.bak.part").mkdir()

    with pytest.raises(ProjectError, match="could not be written; the project was not changed"):
        Project.open(folder)
    monkeypatch.setattr(formats, "FORMAT", 1)

    with Project.open(folder) as project:
        assert state(project) == before


def test_a_migration_cannot_be_undone_but_what_came_before_can(older):
    folder, _ = older
    with Project.open(folder) as project:
        with pytest.raises(InvalidRequest, match="new format"):
            project.undo(2)
        project.undo()

        assert project.sources.ids() == []


def test_the_schema_uses_only_types_that_every_database_has():
    for table in metadata.tables.values():
        assert isinstance(table, Table)
        for column in table.columns:
            assert type(column.type) in (Integer, Text), column


def test_the_schema_and_the_statements_compile_for_postgresql():
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateIndex, CreateTable

    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            one_live = index.name.startswith("one_live")
            assert ("WHERE retired IS NULL" in str(CreateIndex(index).compile(dialect=dialect))) is one_live
        assert "INSERT" in str(insert(table).compile(dialect=dialect))


def test_every_kept_row_knows_its_batch_and_its_retirement():
    from qual.project.tables import NOUNS

    for table in NOUNS.values():
        assert not table.c.batch.nullable
        assert table.c.retired.nullable
        assert isinstance(table.c.n, Column)


def test_a_source_can_be_added_after_a_migration(older):
    folder, _ = older
    with Project.open(folder) as project:
        assert project.sources.add(invented("am-02", "Մենք պատրաստ էինք:"))
