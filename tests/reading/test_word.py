import io

import pytest

from qual.errors import UnreadableSource
from qual.reading import read_sources
from qual.reading.word import read_word
from tests.reading.office import paragraph, table, word_file, zip_file


def read(tmp_path, body, **more):
    path = tmp_path / "kz-01.docx"
    path.write_bytes(word_file(body, **more))
    (reading,) = read_sources(path)
    return reading


def said(source):
    return [(turn.speaker, turn.role, source.text[turn.start : turn.end]) for turn in source.turns]


def remarks(reading):
    return [problem.what for problem in reading.problems]


def test_a_label_may_be_split_over_runs(tmp_path):
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Экс</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'>перт:\u00a0</w:t></w:r>"
        "<w:r><w:t>Да, </w:t></w:r><w:hyperlink><w:r><w:t>конечно</w:t></w:r></w:hyperlink></w:p>"
    )

    source = read(tmp_path, body).source

    assert said(source) == [("Эксперт", "expert", "Да, конечно")]
    assert source.normalised == {"no-break spaces": 1}
    assert source.encoding == ""


def test_a_name_and_time_before_a_soft_line_break_are_a_label(tmp_path):
    body = "".join(
        f"<w:p><w:r><w:t>{name}</w:t></w:r><w:r><w:t xml:space='preserve'>   {time}</w:t><w:br/>"
        f"<w:t>{words}</w:t></w:r></w:p>"
        for name, time, words in [("Aigerim S.", "0:00", "Shall we?"), ("Bakyt T.", "0:04", "Please.")]
    )

    turns = read(tmp_path, body).source.turns

    assert [(turn.speaker, turn.time) for turn in turns] == [("Aigerim S.", "0:00"), ("Bakyt T.", "0:04")]


def test_front_matter_may_stand_in_the_first_paragraphs(tmp_path):
    lines = ["---", "country: Кыргызстан", "date: 2022-10-14", "—", "Эксперт: Да."]

    source = read(tmp_path, "".join(map(paragraph, lines))).source

    assert (source.country, dict(source.attributes)) == ("KG", {"date": "2022-10-14"})
    assert source.text == "Да."


def test_front_matter_may_stand_in_one_paragraph_with_line_breaks(tmp_path):
    lines = ["---", "country: KG", "---", "Эксперт: Да."]
    body = "<w:p><w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines) + "</w:r></w:p>"

    source = read(tmp_path, body).source

    assert (source.country, source.text) == ("KG", "Да.")


def test_tracked_changes_are_read_as_accepted(tmp_path):
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Expert: We </w:t></w:r>"
        "<w:ins><w:r><w:t xml:space='preserve'>did </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>see it.</w:t></w:r></w:p>"
    )

    assert read(tmp_path, body).source.text == "We did see it."


def test_hidden_text_footnotes_and_text_boxes_are_left_out_and_it_is_said(tmp_path):
    body = (
        "<w:p><w:r><w:t>Expert: Yes</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> SECRET</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> and</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='ghost'/></w:rPr><w:t> SECRET</w:t></w:r>"
        "<w:r><w:footnoteReference w:id='1'/></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>BOX</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        "<w:r><w:t> no.</w:t></w:r></w:p>"
    )
    styles = '<w:style w:styleId="ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'

    reading = read(tmp_path, body, styles=styles)

    assert reading.source.text == "Yes and no."
    assert remarks(reading)[:3] == [
        "hidden text was left out (2).",
        "footnotes and endnotes were not read (1).",
        "text boxes were not read (1).",
    ]


def test_a_heading_between_turns_is_nobody_s(tmp_path):
    body = paragraph("Expert: One.") + paragraph("Part two", style="2") + paragraph("Two.")
    styles = '<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>'

    source = read(tmp_path, body, styles=styles).source

    assert said(source) == [
        ("Expert", "expert", "One."),
        ("", "other", "Part two"),
        ("Expert", "expert", "Two."),
    ]


def test_a_table_with_speakers_and_times_is_a_transcript(tmp_path):
    body = paragraph("Это интервью вымышлено.") + table(
        ("№", "Время", "Говорящий", "Слова"),
        ("1", "00:00:09", "И.", "Как это было?"),
        ("2", "00:00:41", "Э.", "Тихо: никого на улицах."),
        ("3", "", "", "Потом громко."),
    )

    source = read(tmp_path, body).source

    assert said(source) == [
        ("", "other", "Это интервью вымышлено."),
        ("И.", "interviewer", "Как это было?"),
        ("Э.", "expert", "Тихо: никого на улицах.\nПотом громко."),
    ]
    assert [turn.time for turn in source.turns] == ["", "00:00:09", "00:00:41"]


def test_a_table_with_names_for_speakers_is_a_transcript(tmp_path):
    body = table(("Anna", "Why?"), ("Bakyt", "Because of the price."), ("Anna", "And then?"))

    assert [turn.speaker for turn in read(tmp_path, body).source.turns] == ["Anna", "Bakyt", "Anna"]


def test_a_table_of_questions_and_answers_is_a_transcript(tmp_path):
    body = table(("Вопрос", "Ответ"), ("Кто это был?", "Никто не знает."), ("Когда?", "В январе."))

    assert [turn.role for turn in read(tmp_path, body).source.turns] == ["interviewer", "expert"] * 2


def test_a_column_of_notes_beside_the_words_is_not_read_and_it_is_said(tmp_path):
    body = table(
        ("Speaker", "Text", "Notes"),
        ("Q", "Why did you leave?", ""),
        ("A", "We had to leave, all of us.", "sighs"),
    )

    reading = read(tmp_path, body)

    assert "sighs" not in reading.source.text
    assert remarks(reading)[0] == "table columns beside the words were not read (1)."


def test_any_other_table_is_read_cell_by_cell(tmp_path):
    body = paragraph("Expert: The numbers:") + table(("Almaty", "many"), ("Osh", "few"))

    assert read(tmp_path, body).source.text == "The numbers:\nAlmaty\nmany\nOsh\nfew"


def test_the_strict_dialect_of_word_is_read_too(tmp_path):
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"

    assert read(tmp_path, paragraph("Expert: Yes."), namespace=namespace).source.text == "Yes."


def test_what_word_processors_write_is_read(tmp_path):
    import docx

    document = docx.Document()
    document.add_heading("Interview")
    document.add_paragraph("Q: Why?")
    document.add_paragraph("A: Because.")
    file = io.BytesIO()
    document.save(file)
    path = tmp_path / "am-02.docx"
    path.write_bytes(file.getvalue())

    (reading,) = read_sources(path)

    assert said(reading.source)[1:] == [("Q", "interviewer", "Why?"), ("A", "expert", "Because.")]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"Expert: plain text", "is damaged or not a .docx file"),
        (b"{\\rtf1 text}", "is damaged or not a .docx file"),
        (word_file(paragraph("x"))[:-40], "is damaged or not a .docx file"),
        (OLE + b"\0" * 600, "is an old Office file under a new name"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (zip_file({"xl/workbook.xml": "<workbook/>"}), "is not a Word file"),
        (zip_file({"word/document.xml": "<w:document>"}), "is damaged"),
        (
            word_file(paragraph("&amp;"), prologue='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
            "holds a document type declaration",
        ),
        (word_file("<w:sdt>" * 60_000 + "</w:sdt>" * 60_000), "nests its parts too deeply"),
    ],
    ids=["text", "rtf", "cut", "doc", "password", "xlsx", "broken", "doctype", "deep"],
)
def test_what_is_not_a_sound_word_file_is_refused(raw, message):
    with pytest.raises(UnreadableSource, match=f"kz-01.docx {message}") as refused:
        read_word(raw, "kz-01.docx")

    assert refused.value.hint


def test_a_file_that_would_unpack_beyond_measure_is_refused_unread(monkeypatch):
    swollen = word_file(paragraph("a" * 30 * 2**20))
    with pytest.raises(UnreadableSource, match="would unpack to many times its size"):
        read_word(swollen, "kz-01.docx")

    monkeypatch.setattr("qual.reading.archives._LARGEST", 100)
    with pytest.raises(UnreadableSource, match="would unpack to many times its size"):
        read_word(word_file(paragraph("Expert: Yes.")), "kz-01.docx")
