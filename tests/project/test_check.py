"""Looking for damage: texts, offsets, quotes, log, files."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import insert, text

from qual.project import check
from qual.project.tables import codings

from .invented import RULES, TEXTS, coding, invented, suggestion


@pytest.fixture
def whole(study):
    """A coded project whose transcripts stand in the folder."""
    for source_id, said in TEXTS.items():
        path = study.folder / "transcripts" / f"{source_id}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(said.encode())
    study.codebooks.adopt("events", "1.0.0", "id: events", "abc")
    found = [suggestion("kz-01", "быстро"), suggestion("kz-02", "удивила", "surprise")]
    study.codings.sync_suggestions(RULES, ["kz-01", "kz-02"], found)
    study.codings.decide(found[0].id, "accepted")
    study.codings.add([coding("am-01", "օգնությունը", "help", id="c123")])
    study.runs.mark(["kz-01"], "r1", "arrays 1")
    study.memos.add("coding:c123", "a thought")
    assert check(study) == []
    return study


def behind_its_back(project, statement):
    """What a person with a database tool could do."""
    with project.store.changing() as connection:
        for name in ("text_never_changes", "codings_are_never_erased", "sources_are_never_erased"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        (
            "UPDATE sources SET text = text || '!' WHERE id = 'kz-01'",
            "kz-01",
            "not the one that was imported",
        ),
        ("UPDATE codings SET quote = 'иначе' WHERE id = 'c123'", "coding c123 in am-01", "the quote is not"),
        ("UPDATE codings SET \"start\" = 3 WHERE id = 'c123'", "coding c123", "the quote is not"),
        ("UPDATE codings SET \"end\" = 9000 WHERE id = 'c123'", "coding c123", "are not in the text"),
        (
            "UPDATE codings SET evidence = '[[\"r\",\"t\",1,9000]]' WHERE id = 'c123'",
            "coding c123",
            "evidence at 1 to",
        ),
        (
            "UPDATE codings SET evidence = 'nonsense' WHERE id = 'c123'",
            "coding c123",
            "evidence cannot be read",
        ),
        ('UPDATE turns SET "end" = 9000', "kz-01, turn 1", "lies outside the text"),
        (
            "UPDATE codings SET status = 'rejected' WHERE id = 'c123'",
            "coding c123",
            "but accepted by the log",
        ),
        (
            "UPDATE codings SET assessment = 2 WHERE id = 'c123'",
            "coding c123",
            "its assessment is 2, but None",
        ),
        ("UPDATE codings SET code = 'other' WHERE id = 'c123'", "coding c123", "its code is other, but help"),
        ("UPDATE codings SET coder = 'бека' WHERE id = 'c123'", "coding c123", "its coder is бека"),
        ("UPDATE codings SET retired = 2 WHERE id = 'c123'", "coding c123", "by the log it does"),
        ("DELETE FROM codings WHERE id = 'c123'", "coding c123", "is not stored"),
        ("UPDATE codebooks SET sha256 = 'x'", "codebook events", "its sha256 is x"),
        ("UPDATE memos SET retired = 3", "memo", "by the log it does"),
        ("DELETE FROM tagged", "tagged kz-01", "is not stored"),
    ],
)
def test_what_was_changed_behind_its_back_is_found(whole, statement, where, what):
    behind_its_back(whole, statement)

    found = [str(problem) for problem in check(whole)]

    assert any(where in problem and what in problem for problem in found), found


def test_a_coding_put_in_behind_its_back_is_found(whole):
    with whole.store.changing() as connection:
        values = dict(connection.execute(text("SELECT * FROM codings WHERE id = 'c123'")).one()._mapping)
        connection.execute(insert(codings).values({**values, "n": 999, "id": "forged"}))

    assert [problem.where for problem in check(whole)] == ["coding forged"]


def test_a_row_that_points_nowhere_is_found(whole):
    with closing(sqlite3.connect(whole.folder / "qual.db")) as other, other:
        other.execute("UPDATE codings SET source = 999 WHERE id = 'c123'")

    assert any("points to a missing row of sources" in problem.what for problem in check(whole))


def test_a_damaged_page_is_reported_and_not_a_traceback(whole):
    whole.close()
    path = whole.folder / "qual.db"
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)

    assert any("damaged" in str(problem) for problem in check(whole))


def test_a_transcript_that_changed_is_named_and_the_imported_text_stays(whole):
    path = whole.folder / "transcripts" / "kz-01.txt"
    path.write_text(TEXTS["kz-01"] + " Тағы бір сөз.", encoding="utf-8")

    (problem,) = check(whole)

    assert problem.where == "transcripts/kz-01.txt"
    assert "The imported text of kz-01 stays in use and the codings are untouched" in problem.what
    assert "qual add" in problem.hint
    assert problem.warning


def test_a_transcript_that_is_gone_is_named(whole):
    (whole.folder / "transcripts" / "kz-01.txt").unlink()
    (whole.folder / "transcripts" / "kz-02.txt").unlink()
    (whole.folder / "transcripts" / "kz-02.txt").mkdir()

    found = check(whole)

    assert [problem.where for problem in found] == ["transcripts/kz-01.txt", "transcripts/kz-02.txt"]
    assert all("not there any more" in problem.what and problem.warning for problem in found)


def test_a_file_of_many_sources_is_named_once(project):
    project.sources.add_many(
        invented(f"ref-{n}", f"Մեջբերում {n}", file="references.bib", file_sha256="0") for n in range(5)
    )
    (project.folder / "references.bib").write_text("@book{}", encoding="utf-8")

    (problem,) = check(project)

    assert "ref-0, ref-1, ref-2 and 2 more" in problem.what


def test_a_file_outside_the_study_is_not_looked_at(project):
    (project.folder.parent / "outside.txt").write_text("x", encoding="utf-8")
    project.sources.add(invented("kz-01", file="../outside.txt"))

    (problem,) = check(project)

    assert "outside the study folder" in problem.what


def test_codes_that_the_codebook_lacks_are_named_with_their_codings(whole):
    (problem,) = check(whole, codes={"speed", "surprise"})

    assert str(problem).startswith(
        "code help: stands on 1 coding, but the codebook in force does not have it."
    )


def test_what_was_taken_back_is_no_problem(whole):
    whole.codings.withdraw("c123")
    whole.undo()
    whole.codings.sync_suggestions(RULES, ["kz-01", "kz-02"], [])

    assert check(whole) == []
