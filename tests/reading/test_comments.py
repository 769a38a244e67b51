"""Where comments stand: in the text of the source, to the character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qual.errors import UnreadableSource
from qual.reading import read_source
from qual.reading.comments import read_comments
from tests.reading.commented import commented, deleted, mark, p, rows, run, runs
from tests.reading.office import word_file


def read(tmp_path, body, comments=None):
    """The source and its comments."""
    path = tmp_path / "kz-01.docx"
    path.write_bytes(commented(body, comments or {1: ("Анна", "#speed"), 2: ("Борис", "#exit")}))
    source = read_source(path)
    return source, read_comments(path, source.text)


def marked(tmp_path, body, comments=None):
    """Which words each comment stands on, or what keeps it from standing on any."""
    source, found = read(tmp_path, body, comments)
    return [comment.trouble or source.text[comment.start : comment.end] for comment in found]


ONE = {1: ("Анна", "#speed")}


def test_a_range_may_be_a_part_of_a_run(tmp_path):
    assert marked(tmp_path, p("Эксперт: Да, <1>пришли быстро</1>. Потом ушли."), ONE) == ["пришли быстро"]


def test_a_range_may_lie_over_several_runs(tmp_path):
    assert marked(tmp_path, p("Жауап: Иә, өте| <1>же|дел| кел</1>|ді."), ONE) == ["жедел кел"]


def test_a_range_may_go_over_two_paragraphs_of_a_turn(tmp_path):
    body = p("Эксперт: Сначала <1>протест.") + p("Потом вывод</1> войск.") + p("Интервьюер: Когда?")

    assert marked(tmp_path, body, ONE) == ["протест.\nПотом вывод"]


def test_ranges_may_overlap_and_come_in_the_order_of_the_page(tmp_path):
    body = p("Эксперт: Пришли <2>очень <1>быстро</2> и ушли</1>.")

    source, found = read(tmp_path, body)

    assert [(c.number, c.author, source.text[c.start : c.end]) for c in found] == [
        (1, "Борис", "очень быстро"),
        (2, "Анна", "быстро и ушли"),
    ]


def test_a_label_inside_the_range_does_not_count(tmp_path):
    body = p("Интервьюер: Как?") + p("<1>[00:12:31] Эксперт: Быстро</1>, да.")

    assert marked(tmp_path, body, ONE) == ["Быстро"]


def test_a_comment_on_the_label_alone_stands_on_no_words(tmp_path):
    assert marked(tmp_path, p("<1>Эксперт:</1> Быстро."), ONE) == ["no words"]
    assert marked(tmp_path, p("<1>Эксперт:</1>") + p("Быстро.") + p("Эксперт: Да."), ONE) == ["no words"]


def test_white_space_at_the_ends_of_a_range_is_left_out(tmp_path):
    assert marked(tmp_path, p("Эксперт: Да,<1> быстро </1>вышли."), ONE) == ["быстро"]


def test_normalised_characters_do_not_move_the_range(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Иә, ещё\u00a0жаңа\u00adлық, ")
    body = p(f"Жауап: {decomposed}<1>құр\u200bылым й</1>ок.").replace("й", "и\u0306")

    assert marked(tmp_path, body, ONE) == ["құрылым й"]


def test_comments_may_lie_in_a_table_with_a_column_of_speakers(tmp_path):
    body = rows(
        ("Время", "Спикер", "Текст"),
        ("00:01", "Интервьюер", "Быстро?"),
        ("00:02", "Эксперт", "Да, <1>быстро</1>."),
        ("00:03", "Эксперт", "И <2>ушли."),
    ) + p("Потом</2> всё.")

    assert marked(tmp_path, body) == ["быстро", "ушли.\nПотом"]


def test_a_range_may_begin_between_paragraphs_and_between_rows(tmp_path):
    table = rows(("Интервьюер", "Быстро?"), ("Эксперт", "Да, быстро."), ("Эксперт", "Ушли."))
    begin = table.replace("</w:tr><w:tr>", f"</w:tr>{mark('<1>')}<w:tr>", 1)
    body = p("Это интервью вымышлено.") + begin.replace("</w:tr></w:tbl>", f"{mark('</1>')}</w:tr></w:tbl>")

    assert marked(tmp_path, mark("<2>") + body + mark("</2>"))[1] == "Да, быстро.\n\nУшли."


def test_front_matter_and_repeated_answers_do_not_lead_astray(tmp_path):
    lines = ["---", "country: KZ", "note: Да.", "---", "Эксперт: Да.", "Интервьюер: Точно?"]
    body = "".join(map(p, lines)) + p("Эксперт: <1>Да.</1>") + p("Интервьюер: Спасибо.")

    source, (comment,) = read(tmp_path, body, ONE)

    assert source.turn_at(comment.start).number == 3
    assert source.text[comment.start : comment.end] == "Да."


def test_a_comment_on_deleted_words_is_told(tmp_path):
    whole = f"<w:p>{runs('Эксперт: Да')}{mark('<1>')}{deleted(', очень')}{mark('</1>')}{run('.')}</w:p>"
    inside = whole.replace(mark("<1>"), "").replace("<w:del>", f"<w:del>{mark('<1>')}")

    assert marked(tmp_path, whole, ONE) == ["deleted"]
    assert marked(tmp_path, inside, ONE) == ["deleted"]


def test_what_is_left_of_a_range_with_deleted_words_counts(tmp_path):
    body = f"<w:p>{runs('Эксперт: <1>Они ')}{deleted('не ')}{runs('ушли</1>.')}</w:p>"

    assert marked(tmp_path, body, ONE) == ["Они ушли"]


def test_a_comment_in_a_deleted_row_is_told(tmp_path):
    body = rows(("Эксперт", "Да."), ("Эксперт", "<1>Нет.</1>"))
    body = body.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>").replace(
        "<w:trPr><w:del/></w:trPr>", "", 1
    )

    assert marked(tmp_path, body, ONE) == ["deleted"]


def test_a_comment_on_hidden_words_stands_on_none(tmp_path):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>между нами</w:t></w:r>"
    body = f"<w:p>{runs('Эксперт: Да<1>')}{hidden}{runs('</1>.')}</w:p>"

    assert marked(tmp_path, body, ONE) == ["no words"]


def test_a_comment_without_a_range_comes_last(tmp_path):
    body = p("Эксперт: Да, <2>быстро</2>.")

    assert marked(tmp_path, body) == ["быстро", "no range"]


def test_a_comment_in_several_paragraphs_keeps_its_lines(tmp_path):
    _, (comment,) = read(tmp_path, p("Эксперт: <1>Да</1>."), {1: (" Анна  Б. ", "#speed\nтак и есть")})

    assert (comment.author, comment.words) == ("Анна Б.", "#speed\nтак и есть")


def test_a_file_without_comments_has_none(tmp_path):
    path = tmp_path / "kz-01.docx"
    path.write_bytes(word_file(p("Эксперт: Да.")))

    assert read_comments(path, read_source(path).text) == []


def test_a_file_with_another_text_is_told(tmp_path):
    path = tmp_path / "kz-01.docx"
    path.write_bytes(commented(p("Эксперт: <1>Да</1>."), ONE))

    with pytest.raises(UnreadableSource, match="cannot be found in its text"):
        read_comments(path, "Something else.")


def test_comments_that_python_docx_writes_are_read(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    paragraph = document.add_paragraph("Эксперт: Они ")
    one, _, other = paragraph.add_run("пришли "), paragraph.add_run("очень "), paragraph.add_run("быстро")
    document.add_comment([one, other], text="#speed", author="Анна")
    path = tmp_path / "kz-01.docx"
    document.save(path)
    source = read_source(path)

    (comment,) = read_comments(path, source.text)

    assert (comment.author, comment.words) == ("Анна", "#speed")
    assert source.text[comment.start : comment.end] == "пришли очень быстро"


WORDS = st.text(alphabet="абв ёйқұ\u0301\u00a0\u00ad.,", min_size=1, max_size=12)


@settings(max_examples=60)
@given(before=WORDS, inside=WORDS, after=WORDS, answers=st.lists(st.sampled_from(["Да.", "Нет.", "Да, да."])))
def test_wherever_a_comment_stands_its_words_are_those_of_the_page(
    tmp_path_factory, before, inside, after, answers
):
    from qual.reading.normalise import normalise

    body = "".join(p(f"Эксперт: {answer}") for answer in answers)
    body += p(f"Эксперт: Да {before} <1>|х{inside}х</1> {after}") + body

    (words,) = marked(tmp_path_factory.mktemp("word"), body, ONE)

    assert words == normalise(f"х{inside}х")[0]
