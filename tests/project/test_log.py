"""The log: append-only, chained, and free of anything from an interview."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update

from qual.project import Project, check
from qual.project.log import START
from qual.project.tables import log, meta

from .invented import RULES, TEXTS, coding, invented, suggestion

COLUMNS = ("n", "batch", "time", "coder", "action", "target", "detail", "prev", "hash")


@pytest.fixture
def busy(study):
    """A project in which every kind of act happened."""
    study.codebooks.adopt("events", "1.0.0", "id: events", "abc")
    found = [suggestion("kz-01", "быстро"), suggestion("kz-02", "удивила")]
    with study.transaction("suggest"):
        study.codings.sync_suggestions(RULES, ["kz-01", "kz-02"], found)
        study.runs.mark(["kz-01", "kz-02"], "r1", "arrays 1")
    study.codings.decide(found[0].id, "accepted", assessment=1)
    study.codings.add([coding("am-01", "օգնությունը", "help", id="c123")])
    memo = study.memos.add("coding:c123", "A memo that names Gayane")
    study.memos.edit(memo.id, "A memo that names Gayane Petrosyan")
    study.sources.update_attributes(invented("kz-01", country="KG", attributes={"name": "Gayane"}))
    study.done.add("kz-01")
    study.codings.withdraw("c123")
    study.undo()
    return study


def tamper(project, *statements):
    """Change the log behind the back of the triggers, as a person with a database tool could."""
    with project.store.changing() as connection:
        for name in ("log_is_never_changed", "log_is_never_cut"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        for statement in statements:
            connection.execute(statement)


def test_a_batch_begins_with_a_line_that_names_the_command(study):
    study.codings.add([coding("kz-01", "быстро")])

    heading, line = study.log.entries(batch=2)

    assert (heading.action, heading.target, heading.detail) == ("batch", "add codings", {})
    assert (line.action, line.coder, line.batch) == ("add coding", "aigerim", 2)
    assert line.time.endswith("Z")


def test_each_line_is_hashed_with_the_one_before(busy):
    prev = START
    for line in busy.log.entries():
        said = {name: getattr(line, name) for name in ("n", "batch", "time", "coder", "action", "target")}
        said["detail"] = json.dumps(line.detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert line.prev == prev
        assert line.hash == hashlib.sha256((prev + written).encode()).hexdigest()
        prev = line.hash
    assert busy.log.head == prev


def test_an_untouched_log_verifies(busy, project):
    assert busy.log.verify() == []


def test_the_log_of_an_empty_project_verifies(project):
    assert project.log.verify() == []
    assert project.log.head == START


def test_nothing_from_an_interview_stands_in_the_log(busy):
    with busy.store.reading() as connection:
        written = json.dumps([list(row) for row in connection.execute(select(log))], ensure_ascii=False)
    for said in TEXTS.values():
        for word in said.split():
            assert len(word) < 4 or word not in written, word
    for private in ("Gayane", "think tank", "KZ-01", "transcripts", "Эксперт", "быстро"):
        assert private not in written, private


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_tampering_with_any_column_of_any_line_is_found(busy, column, place):
    lines = busy.log.entries()
    line = {"first": lines[0], "middle": lines[len(lines) // 2], "last": lines[-1]}[place]
    is_ = getattr(line, column)
    other = {"n": line.n + 1000, "batch": line.batch + 1, "detail": '{"row": 1}'}.get(column, f"{is_}x")

    tamper(busy, update(log).where(log.c.n == line.n).values({column: other}))

    assert busy.log.verify()
    assert any("log" in problem.where for problem in check(busy))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=40,
)
@given(
    column=st.sampled_from(COLUMNS),
    place=st.floats(0, 0.999),
    letters=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
    as_bytes=st.booleans(),
)
def test_any_other_value_anywhere_is_found(busy, column, place, letters, as_bytes):
    lines = busy.log.entries()
    line = lines[int(place * len(lines))]
    with busy.store.reading() as connection:
        is_ = connection.scalar(select(log.c[column]).where(log.c.n == line.n))
    other: object = line.n + 5000 if column in ("n", "batch") else letters
    if as_bytes and column not in ("n", "batch"):
        other = letters.encode()
    if other == is_:
        return
    set_to = text(f"UPDATE log SET {column} = :value WHERE n = :n")

    tamper(busy, set_to.bindparams(value=other, n=line.n))
    found = busy.log.verify()
    back_at = other if column == "n" else line.n
    tamper(busy, set_to.bindparams(value=is_, n=back_at))

    assert found
    assert busy.log.verify() == []


def test_a_line_taken_out_or_put_in_is_found(busy):
    lines = busy.log.entries()
    tamper(busy, delete(log).where(log.c.n == 3))
    assert "a line before it is missing" in busy.log.verify()[0].what

    tamper(busy, insert(log).values({**{name: getattr(lines[2], name) for name in COLUMNS}, "detail": "{}"}))
    assert busy.log.verify()


def test_lines_cut_off_the_end_are_missed_even_after_new_ones(busy):
    count = len(busy.log.entries())
    tamper(busy, delete(log).where(log.c.n > count - 2))
    assert "2 lines at its end are missing" in busy.log.verify()[0].what

    busy.memos.add("source:kz-02", "life goes on")

    assert "2 lines before it are missing" in busy.log.verify()[0].what


def test_an_end_that_was_moved_is_found(busy):
    tamper(busy, update(meta).where(meta.c.name == "log_end").values(value='{"batch":1,"hash":"x","n":1}'))

    assert busy.log.verify()


@pytest.mark.parametrize("nonsense", [None, "", "nonsense", "[1]", '{"last":9}'])
def test_a_store_that_lost_the_end_of_its_log_says_so(busy, nonsense):
    end = meta.c.name == "log_end"
    tamper(
        busy, delete(meta).where(end) if nonsense is None else update(meta).where(end).values(value=nonsense)
    )

    assert "does not say where its log ends" in busy.log.verify()[-1].what


def test_the_log_survives_the_closing_of_the_project(busy, reopened):
    head, lines = busy.log.head, busy.log.entries()

    again = reopened(busy)

    assert again.log.head == head
    assert again.log.entries() == lines


def test_a_coder_may_have_a_name_in_any_script(tmp_path):
    for number, coder in enumerate(("", "Մարիամ", "🕵️", 'a"b\\c', "=Әсел+1", "د. سارا")):
        with Project.create(tmp_path / str(number), coder=coder) as project:
            project.sources.add(invented("am-01"))

            assert project.log.entries()[0].coder == coder
            assert project.log.verify() == []
