"""Taguette's, QualCoder's and RQDA's databases: offsets, coders and levels that their tables hold."""

from __future__ import annotations

import sqlite3

import pytest

from qual.errors import InvalidRequest, UnreadableSource
from qual.peers import kind_of_file, read_peer
from qual.project import Project
from qual.study import exchange
from tests.invented_study import CODEBOOK
from tests.peers.invented import qualcoder, taguette
from tests.project.invented import invented

HTML = "<p>Сұрақ: Жедел келді &amp; кетті ме?</p>\n<p>Жауап: <b>Иә</b>, өте жедел 🕊️ келді.</p>"
VISIBLE = "Сұрақ: Жедел келді & кетті ме?\nЖауап: Иә, өте жедел 🕊️ келді."
TEXT = "Сұрақ: Жедел келді ме?\nЖауап: Иә, өте жедел 🕊️ келді."


def in_bytes(quote: str) -> tuple[int, int]:
    start = VISIBLE.encode().index(quote.encode())
    return start, start + len(quote.encode())


def quotes_of(project) -> list[str]:
    texts = {one.guid: one.text for one in project.sources}
    return [texts[one.source][one.start : one.end] for one in project.codings]


def test_taguette_counts_bytes_of_what_is_visible(tmp_path):
    file = taguette(
        tmp_path / "project.sqlite3",
        HTML,
        [
            (*in_bytes("& кетті"), "&amp; кетті", [1]),
            (*in_bytes("Иә, өте жедел 🕊️"), "<b>Иә</b>, өте жедел 🕊️", [1, 2]),
            (*in_bytes("келді."), "", []),
        ],
    )

    project = read_peer(file)

    assert kind_of_file(file) == "taguette"
    assert quotes_of(project) == ["& кетті", "Иә, өте жедел 🕊️", "Иә, өте жедел 🕊️"]
    assert [(code.name, bool(code.above)) for code in project.codes] == [("mission", False), ("speed", True)]
    assert set(project.users.values()) == {"aigerim"}
    assert project.left_out == {"highlights without a tag": 1}


def test_a_highlight_of_taguette_that_does_not_fit_is_told(tmp_path):
    start, end = in_bytes("Иә")
    highlights = [(start + 1, end, "", [1]), (start, end, "Жоқ", [1]), (0, 9999, "", [1])]

    project = read_peer(taguette(tmp_path / "p.sqlite3", HTML, highlights))

    assert project.codings == []
    assert [problem.where for problem in project.problems] == ["highlight 1", "highlight 2", "highlight 3"]


def test_taguettes_own_database_with_several_projects_asks_which(tmp_path):
    file = taguette(tmp_path / "taguette.sqlite3", HTML, [])
    with sqlite3.connect(file) as db:
        db.execute("INSERT INTO projects VALUES (2, 'Other', '', '')")
    db.close()

    with pytest.raises(InvalidRequest, match="2 projects: Қаңтар, Other"):
        read_peer(file)


def test_qualcoder_brings_its_quotes_coders_cases_and_memos(tmp_path):
    start = TEXT.index("өте жедел")
    folder = qualcoder(tmp_path / "январь.qda", TEXT, [(start, start + 9, "өте жедел", "Dana")])

    with Project.create(tmp_path / "s", coder="me") as project:
        exchange.import_peer(project, read_peer(folder), apply=True)
        (source,), (coding,) = project.sources.all(), project.codings.select()

        assert (coding.segment.quote, coding.coder, coding.code) == ("өте жедел", "Dana", "оперативность")
        assert (source.id, source.expert, source.country) == ("kz-01", "KZ-01", "KZ")
        assert source.attributes["sector"] == "NGO"
        assert {memo.text for memo in project.memos.select()} == {"Сильное.", "Спросить."}
        assert exchange.import_peer(project, read_peer(folder)).empty


def test_a_shifted_quote_of_qualcoder_is_found_near_by_or_left_out(tmp_path):
    start = TEXT.index("өте жедел")
    codings = [(start + 3, start + 12, "өте жедел", "Dana"), (0, 5, "не сказано", "Dana")]

    project = read_peer(qualcoder(tmp_path / "p.qda", TEXT, codings))

    assert quotes_of(project) == ["өте жедел"]
    assert "3 characters from its offsets" in str(project.problems[0])
    assert "does not stand" in str(project.problems[1])


def test_rqda_leaves_out_what_was_deleted_there(tmp_path):
    with sqlite3.connect(tmp_path / "p.rqda") as db:
        db.executescript(
            """
            CREATE TABLE source (name TEXT, id INTEGER, file TEXT, memo TEXT, owner TEXT, status INTEGER);
            CREATE TABLE freecode (name TEXT, memo TEXT, owner TEXT, id INTEGER, status INTEGER, color TEXT);
            CREATE TABLE codecat (name TEXT, cid INTEGER, catid INTEGER, memo TEXT, status INTEGER);
            CREATE TABLE treecode (cid INTEGER, catid INTEGER, status INTEGER);
            CREATE TABLE coding (cid INTEGER, fid INTEGER, seltext TEXT, selfirst REAL, sellast REAL,
              status INTEGER, owner TEXT, memo TEXT);
            INSERT INTO source VALUES ('kz', 1, 'Быстро пришли.', NULL, 'Dana', 1);
            INSERT INTO freecode VALUES ('Быстрота', NULL, 'Dana', 1, 1, NULL);
            INSERT INTO freecode VALUES ('Стёртый', NULL, 'Dana', 2, 0, NULL);
            INSERT INTO codecat VALUES ('Миссия', NULL, 1, NULL, 1);
            INSERT INTO treecode VALUES (1, 1, 1);
            INSERT INTO coding VALUES (1, 1, 'Быстро', 0, 6, 1, 'Dana', NULL);
            INSERT INTO coding VALUES (1, 1, 'пришли', 7, 13, 0, 'Dana', NULL);
            """
        )
    db.close()

    project = read_peer(tmp_path / "p.rqda")

    assert quotes_of(project) == ["Быстро"]
    assert [(code.name, code.codable) for code in project.codes] == [("Миссия", False), ("Быстрота", True)]


def test_a_damaged_database_and_a_strange_one_are_named(tmp_path):
    (tmp_path / "cut.sqlite3").write_bytes(taguette(tmp_path / "w.sqlite3", HTML, []).read_bytes()[:5000])
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.execute("CREATE TABLE bookmarks (n)")
    db.close()

    with pytest.raises(UnreadableSource, match="damaged"):
        read_peer(tmp_path / "cut.sqlite3")
    with pytest.raises(UnreadableSource, match="neither Taguette's"):
        read_peer(tmp_path / "x.db")


@pytest.mark.parametrize(
    "table",
    [
        "id,document,tag,content\n1,kz-01.txt,Темп,өте   жедел\n2,kz-01,speed,келді\n3,kg-07,speed,x\n",
        (
            '\ufeff"File","Coder","Coded","Id","Codename","Coded_Memo"\n'
            '"kz-01.txt","Dana","өте жедел","1","Темп",""\n"kz-01","Dana","келді","2","speed",""\n'
            '"kg-07","D","x","3","speed",""\n'
        ),
    ],
)
def test_quotes_of_a_table_are_taken_where_they_stand_once(tmp_path, table):
    (tmp_path / "quotes.csv").write_text(table, encoding="utf-8")
    with Project.create(tmp_path / "s", coder="Dana") as project:
        project.codebooks.adopt("invented", "1.0.0", CODEBOOK, "x" * 64)
        project.sources.add(invented("kz-01", TEXT))

        done = exchange.import_peer(project, read_peer(tmp_path / "quotes.csv"), apply=True)

        (coding,) = project.codings.select()
        assert (coding.segment.quote, coding.code, coding.coder) == ("өте жедел", "темп", "Dana")
        assert "stand 2 times" in str(done.problems[0])
        assert "no source is called 'kg-07'" in str(done.problems[1])
        assert done.new["codes"] == 1
        assert exchange.import_peer(project, read_peer(tmp_path / "quotes.csv")).empty
