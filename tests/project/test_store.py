"""Transactions: whole or absent, one writer at a time, one clear sentence."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from qual.errors import InvalidRequest, ProjectError
from qual.project import Project, check, sqlite
from qual.project.tables import codings, log, sources

from .invented import coding, invented, state


def test_everything_in_a_transaction_is_one_batch(study):
    with study.transaction("code by hand") as batch:
        study.codings.add([coding("kz-01", "быстро")])
        study.memos.add("source:kz-01", "Ашық сөйледі")

    last = study.batches()[-1]
    assert (last.number, last.action, last.coder) == (batch, "code by hand", "aigerim")
    assert last.words == "1 coding added, 1 memo added"


def test_a_transaction_that_fails_leaves_nothing_behind(study):
    before, head = state(study), study.log.head

    def fail() -> None:
        with study.transaction("code by hand"):
            study.codings.add([coding("kz-01", "быстро")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert state(study) == before
    assert study.log.head == head


def test_a_transaction_that_changes_nothing_leaves_no_line(study):
    before = study.log.entries()

    with study.transaction("look"):
        study.sources.add(invented("kz-01"))

    assert study.log.entries() == before


def test_a_part_that_fails_is_taken_back_alone(study):
    def fail() -> None:
        with study.transaction("a part"):
            study.memos.add("source:kz-01", "goes away with the part")
            study.codings.decide("nowhere", "accepted", assessment=7)

    with study.transaction("code by hand"):
        study.codings.add([coding("kz-01", "быстро")])
        with pytest.raises(InvalidRequest):
            fail()
        study.memos.add("source:kz-01", "stays")

    assert [memo.text for memo in study.memos.select()] == ["stays"]
    assert len(study.codings.select()) == 1
    assert check_store(study) == []


def test_inside_a_transaction_one_reads_what_one_wrote(study):
    with study.transaction("code by hand"):
        study.codings.add([coding("kz-01", "быстро")])

        assert len(study.codings.select()) == 1


def test_a_reader_sees_a_transaction_only_when_it_is_over(study):
    with Project.open(study.folder) as reader, study.transaction("code by hand"):
        study.codings.add([coding("kz-01", "быстро")])

        assert reader.codings.select() == []


def test_the_store_is_set_up_for_safety(study):
    with study.store.reading() as connection:
        answers = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert answers == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_the_database_itself_refuses_to_change_log_and_texts(study):
    study.codings.add([coding("kz-01", "быстро")])
    for statement in (
        update(log).values(coder="somebody else"),
        delete(log),
        update(sources).values(text="Другое"),
        delete(sources),
        delete(codings),
    ):
        with (
            pytest.raises(DBAPIError, match=r"append-only|never changes|not erased"),
            study.store.engine.begin() as it,
        ):
            it.execute(statement)


# --- two writers -----------------------------------------------------------------------------------


def test_a_second_writer_waits_for_the_first(study):
    def hold():
        with Project.open(study.folder, coder="бека") as other, other.transaction("slow"):
            other.sources.add(invented("am-02", "Սպասեք:"))
            held.set()
            time.sleep(0.5)

    held = threading.Event()
    first = threading.Thread(target=hold)
    first.start()
    held.wait()
    study.codings.add([coding("kz-01", "быстро")])
    first.join()

    assert "am-02" in study.sources.ids()
    assert [batch.coder for batch in study.batches()[-2:]] == ["бека", "aigerim"]
    assert study.log.verify() == []


def test_a_writer_that_waits_in_vain_gets_one_clear_sentence(study, monkeypatch):
    monkeypatch.setattr(sqlite, "WAIT", 0.05)
    with (
        Project.open(study.folder) as other,
        study.transaction("slow"),
        pytest.raises(ProjectError) as error,
    ):
        other.sources.add(invented("am-02", "Սպասեք:"))

    assert (
        error.value.message
        == "Another program is writing to this project; nothing of this command was stored."
    )
    assert "try again" in error.value.hint


def test_many_writers_take_turns_without_losing_a_line(study):
    def write(number: int) -> None:
        with Project.open(study.folder, coder=f"coder {number}") as project:
            for turn in range(10):
                project.memos.add("source:kz-01", f"memo {number}.{turn}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({memo.text for memo in study.memos.select()}) == 40
    assert len(study.batches()) == 41
    assert study.log.verify() == []


# --- a full disk -----------------------------------------------------------------------------------


def check_store(project: Project) -> list[object]:
    """What is wrong apart from the transcripts, which these tests do not write to disk."""
    return [problem for problem in check(project) if not problem.warning]


def test_a_full_disk_gets_one_clear_sentence_and_harms_nothing(study, reopened):
    before, head = state(study), study.log.head
    with study.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")

    with pytest.raises(ProjectError, match="The disk is full; nothing of this command was stored"):
        study.sources.add(invented("am-02", "Մենք սպասում էինք: " * 10_000))

    assert state(study) == before
    again = reopened(study)
    assert state(again) == before
    assert again.log.head == head
    assert check_store(again) == []
    assert again.sources.add(invented("am-02", "Մենք սպասում էինք: " * 10_000))


def test_a_disk_full_halfway_cannot_be_overlooked(study):
    before = state(study)
    with study.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")

    def go_on_regardless() -> None:
        with study.transaction("add"):
            study.codings.add([coding("kz-01", "быстро")])
            with pytest.raises(ProjectError, match="disk is full"):
                study.sources.add(invented("am-02", "Մենք սպասում էինք: " * 10_000))
            study.codings.add([coding("kz-01", "прецедент")])

    with pytest.raises(ProjectError, match="nothing of"):
        go_on_regardless()

    assert state(study) == before
    assert check_store(study) == []


def test_nothing_is_stored_after_the_database_gave_up(study):
    """SQLite may end a transaction by itself; statements after that would each stand alone."""
    before, head = state(study), study.log.head

    def lose_the_transaction() -> None:
        with study.transaction("a part") as _, study.store.reading() as connection:
            connection.exec_driver_sql("ROLLBACK")
            raise ZeroDivisionError

    def go_on_regardless() -> None:
        with study.transaction("add"):
            study.codings.add([coding("kz-01", "быстро")])
            with pytest.raises(ZeroDivisionError):
                lose_the_transaction()
            with pytest.raises(ProjectError, match="gave this command up"):
                study.codings.add([coding("kz-01", "прецедент")])

    with pytest.raises(ProjectError, match="gave this command up"):
        go_on_regardless()

    assert state(study) == before
    assert study.log.head == head
    assert study.codings.add([coding("kz-01", "быстро")]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of Unix")
def test_a_file_that_may_not_grow_gets_one_clear_sentence(study):
    program = """
import resource, signal, sys
from qual.errors import ProjectError
from qual.model import Source
from qual.project import Project

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Project.open(sys.argv[1]) as project:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        project.sources.add(Source("am-02", "interview", "Բառ " * 100_000))
    except ProjectError as error:
        print(error.message)
"""
    before = state(study)
    study.close()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(study.folder)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert (
        done.stdout.strip().endswith("nothing of this command was stored.") or "disk is full" in done.stdout
    )
    assert done.stderr == ""
    with Project.open(study.folder) as again:
        assert state(again) == before
        assert check_store(again) == []


def test_an_error_nobody_foresaw_is_still_one_sentence(study):
    with (
        pytest.raises(ProjectError, match="could not be read or written") as error,
        study.store.reading() as it,
    ):
        it.execute(text("SELECT nothing FROM nowhere"))

    assert "qual check" in error.value.hint
    assert isinstance(error.value.__cause__, DBAPIError)
    assert isinstance(error.value.__cause__.orig, sqlite3.Error)
