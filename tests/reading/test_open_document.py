"""Files of LibreOffice: paragraphs and tables, without what was deleted, commented or noted."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from qual.errors import UnreadableSource
from qual.reading import read_sources

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
)
TAIL = "</office:text></office:body></office:document-content>"


def document(body, manifest="<manifest/>"):
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", HEAD + body + TAIL)
    return packed.getvalue()


def read(tmp_path, raw):
    path = tmp_path / "kz-01.odt"
    path.write_bytes(raw)
    return read_sources(path)[0]


def turns(reading):
    source = reading.source
    return [(turn.speaker, turn.role, source.text[turn.start : turn.end]) for turn in source.turns]


def test_paragraphs_keep_their_blanks_and_line_breaks(tmp_path):
    body = (
        "<text:tracked-changes><text:p>удалено</text:p></text:tracked-changes>"
        "<text:h>Сұхбат</text:h><text:p>Интервьюер: Что<text:s text:c='1'/>было?</text:p>"
        "<text:p>Эксперт: <text:span>Пришли</text:span>\n  быстро.<text:line-break/>Ушли.</text:p>"
    )

    assert turns(read(tmp_path, document(body)))[1:] == [
        ("Интервьюер", "interviewer", "Что было?"),
        ("Эксперт", "expert", "Пришли быстро.\nУшли."),
    ]


def test_notes_and_comments_are_no_words_and_this_is_told(tmp_path):
    note = "<text:note><text:note-body><text:p>не слова</text:p></text:note-body></text:note>"
    body = f"<text:p>Expert: Yes{note}.</text:p>"
    reading = read(tmp_path, document(body))

    assert turns(reading) == [("Expert", "expert", "Yes.")]
    assert any("footnotes and endnotes were not read (1)" in problem.what for problem in reading.problems)


def test_a_table_with_speakers_is_a_conversation(tmp_path):
    cells = [("Вопрос", "Почему?"), ("Ответ", "Цена на газ.")]
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in cells
    )

    assert turns(read(tmp_path, document(f"<table:table>{rows}</table:table>"))) == [
        ("Вопрос", "interviewer", "Почему?"),
        ("Ответ", "expert", "Цена на газ."),
    ]


def test_a_password_is_told(tmp_path):
    with pytest.raises(UnreadableSource, match="protected by a password"):
        read(tmp_path, document("", manifest="<manifest:encryption-data/>"))


@pytest.mark.parametrize("raw", [b"PK\x03\x04 cut off", document("")[:200], document("<text:p>")])
def test_a_damaged_file_is_told(tmp_path, raw):
    with pytest.raises(UnreadableSource, match="damaged"):
        read(tmp_path, raw)


def test_entities_are_refused_before_they_unfold(tmp_path):
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "ab">]><a>&b;</a>')
    with pytest.raises(UnreadableSource, match="document type declaration"):
        read(tmp_path, packed.getvalue())


def test_front_matter_that_ends_inside_a_paragraph_takes_none_of_its_words(tmp_path):
    fence = "---<text:line-break/>country: KZ<text:line-break/>---<text:line-break/>"
    reading = read(tmp_path, document(f"<text:p>{fence}Эксперт: Пришли.</text:p><text:p>И ушли.</text:p>"))

    assert reading.source.country == "KZ"
    assert turns(reading) == [("Эксперт", "expert", "Пришли.\nИ ушли.")]
