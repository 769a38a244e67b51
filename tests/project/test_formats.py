"""Stores of other formats."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, Table, Text, insert, select, text, update

from qual.errors import InvalidRequest, ProjectError
from qual.model import Assignment, Segment
from qual.project import Project, check, formats
from qual.project.tables import meta, metadata

from .invented import invented, state


def set_format(project: Project, format_: str) -> None:
    with project.store.changing() as connection:
        connection.execute(update(meta).where(meta.c.name == "format").values(value=format_))
    project.close()


OLD = formats.FORMAT
"""The format of a store that this program makes."""


@pytest.fixture
def older(study, monkeypatch):
    """A store of today's format under a program that is two formats further, and its two steps."""
    before = state(study)
    study.close()

    def add_a_table(connection):
        connection.execute(text("CREATE TABLE cases (name TEXT)"))

    def fill_it(connection):
        connection.execute(text("INSERT INTO cases SELECT expert FROM attributes"))

    monkeypatch.setattr(formats, "FORMAT", OLD + 2)
    monkeypatch.setattr(formats, "STEPS", {OLD: add_a_table, OLD + 1: fill_it})
    return study.folder, before


def test_a_store_of_a_later_version_is_declined_politely(study):
    set_format(study, str(OLD + 1))

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
            assert connection.scalar(select(meta.c.value).where(meta.c.name == "format")) == str(OLD + 2)
        assert project.log.verify() == []
        assert project.batches()[-1].action == "migrate"

    assert (folder / f"qual.db.format-{OLD}.bak").is_file()
    assert not list(folder.glob("*.part"))


def test_the_copy_is_the_project_as_it_was(older, monkeypatch, tmp_path_factory):
    folder, before = older
    Project.open(folder).close()
    monkeypatch.setattr(formats, "FORMAT", OLD)
    elsewhere = tmp_path_factory.mktemp("copy")
    (folder / f"qual.db.format-{OLD}.bak").rename(elsewhere / "qual.db")

    with Project.open(elsewhere) as project:
        assert state(project) == before


def test_a_store_that_is_up_to_date_is_not_copied(older):
    folder, _ = older
    Project.open(folder).close()
    Project.open(folder).close()

    assert sorted(path.name for path in folder.iterdir()) == ["qual.db", f"qual.db.format-{OLD}.bak"]


def test_an_earlier_copy_is_never_overwritten(older):
    folder, _ = older
    (folder / f"qual.db.format-{OLD}.bak").write_text("an earlier copy", encoding="utf-8")
    Project.open(folder).close()

    assert (folder / f"qual.db.format-{OLD}.bak").read_text(encoding="utf-8") == "an earlier copy"
    assert (folder / f"qual.db.format-{OLD}-2.bak").is_file()


def test_a_migration_that_fails_leaves_the_store_as_it_was(older, monkeypatch):
    folder, before = older

    def fail(connection):
        connection.execute(text("INSERT INTO cases VALUES ('half')"))
        raise RuntimeError("a fault in the step")

    monkeypatch.setitem(formats.STEPS, OLD + 1, fail)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            Project.open(folder)
    monkeypatch.setattr(formats, "FORMAT", OLD)

    with Project.open(folder) as project:
        assert state(project) == before
        assert project.log.verify() == []
    assert [path.name for path in folder.iterdir()] == ["qual.db"]


def test_without_room_for_the_copy_nothing_is_migrated(older, monkeypatch):
    folder, before = older
    (folder / f"qual.db.format-{OLD}.bak.part").mkdir()

    with pytest.raises(ProjectError, match="could not be written; the project was not changed"):
        Project.open(folder)
    monkeypatch.setattr(formats, "FORMAT", OLD)

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


# --- from one format to the next ---------------------------------------------------------------


@pytest.fixture
def format_1(tmp_path):
    """A project made by the first format: Aigerim accepted and rejected, Beka's decision was undone."""
    dump = Path(__file__).with_name("format-1.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "qual.db")) as store:
        store.executescript(dump)
    return tmp_path


def test_a_project_of_format_1_keeps_everything_and_says_who_decided(format_1):
    with Project.open(format_1) as project:
        found = {one.code + " " + one.segment.quote: one for one in project.codings.select()}

        assert found["speed быстро"].decided_by == "aigerim"
        assert found["precedent прецедент"].decided_by == "aigerim"
        assert found["speed Оперативность"].decided_by == ""
        assert found["security Ұжымдық қауіпсіздік"].coder == "aigerim"
        assert [memo.text for memo in project.memos.select()] == ["Ашық сөйледі"]
        assert project.done.all() == [("aigerim", "kz-01"), ("бека", "kz-02")]
        assert [problem for problem in check(project) if not problem.warning] == []
    assert (format_1 / "qual.db.format-1.bak").is_file()


def test_a_project_of_format_1_can_be_worked_in_and_its_acts_undone(format_1):
    with Project.open(format_1, coder="бека") as project:
        project.assignments.add([Assignment("бека", "am-01", blind=True)])
        segment = Segment("kz-01", 19, 25, "быстро")
        project.adjudications.add(segment, "speed", keep=True, reason="Сроки названы")
        project.undo()
        project.undo()
        project.undo(3)  # Aigerim's "accept"

        speed = next(one for one in project.codings.select() if one.segment.quote == "быстро")
        assert (speed.status, speed.decided_by) == ("suggested", "")
        assert project.assignments.all() == []
        assert [problem for problem in check(project) if not problem.warning] == []


def test_a_migrated_store_has_the_tables_of_a_new_one(format_1, tmp_path_factory):
    def schema(folder):
        with closing(sqlite3.connect(folder / "qual.db")) as store:
            names = store.execute("SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2").fetchall()
            columns = [
                (table, column[1], column[2])
                for kind, table, _ in names
                if kind == "table"
                for column in store.execute(f"PRAGMA table_info({table})")
            ]
        return names, columns

    new = tmp_path_factory.mktemp("new")
    Project.create(new).close()
    Project.open(format_1).close()

    assert schema(format_1) == schema(new)
