"""Web pages: paragraphs and tables of the page, no scripts, no menus, nothing hidden."""

from __future__ import annotations

import pytest

from qual.errors import UnreadableSource
from qual.reading import read_sources


def read(tmp_path, page, *, raw=None):
    path = tmp_path / "kz-01.html"
    path.write_bytes(raw if raw is not None else page.encode())
    return read_sources(path)[0]


def turns(reading):
    source = reading.source
    return [(turn.speaker, turn.role, source.text[turn.start : turn.end]) for turn in source.turns]


PAGE = """<html><head><title>x</title><script>var Эксперт = 1</script></head><body>
<nav>Главная | О нас</nav><h1>Интервью</h1>
<p><b>Интервьюер:</b> Что   было?</p><p>Эксперт: Пришли<br>быстро.</p><!-- нет -->
<p style="display: none">скрыто</p><div>И <i>ушли</i>.</div></body></html>"""


def test_paragraphs_are_those_of_the_page(tmp_path):
    reading = read(tmp_path, PAGE)

    assert turns(reading)[1:] == [
        ("Интервьюер", "interviewer", "Что было?"),
        ("Эксперт", "expert", "Пришли\nбыстро.\nИ ушли."),
    ]
    assert "скрыто" not in reading.source.text
    assert any("menus were not read (1)" in problem.what for problem in reading.problems)


def test_a_table_with_speakers_is_a_conversation(tmp_path):
    table = "<table><tr><td>Сұрақ</td><td>Неге?</td></tr><tr><td>Жауап</td><td>Баға үшін.</td></tr></table>"

    assert turns(read(tmp_path, table)) == [
        ("Сұрақ", "interviewer", "Неге?"),
        ("Жауап", "expert", "Баға үшін."),
    ]


def test_the_encoding_that_the_page_names_counts(tmp_path):
    page = '<meta charset="windows-1251"><p>Эксперт: Быстро ли? Да.</p>'

    assert read(tmp_path, "", raw=page.encode("cp1251")).source.encoding == "cp1251"


def test_a_page_nested_without_end_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(UnreadableSource, match="nests its parts too deeply"):
        read(tmp_path, "<div>" * 5000 + "Пришли")


def test_an_address_in_a_page_is_not_fetched(tmp_path, monkeypatch):
    import socket

    monkeypatch.setattr(socket, "socket", None)
    assert turns(read(tmp_path, '<p>Expert: <img src="http://example.org/a.png">Yes.</p>')) == [
        ("Expert", "expert", "Yes.")
    ]


def test_front_matter_that_ends_inside_a_paragraph_takes_none_of_its_words(tmp_path):
    reading = read(tmp_path, "<p>---<br>country: KZ<br>---<br>Эксперт: Пришли быстро.</p><p>И ушли.</p>")

    assert reading.source.country == "KZ"
    assert turns(reading) == [("Эксперт", "expert", "Пришли быстро.\nИ ушли.")]
