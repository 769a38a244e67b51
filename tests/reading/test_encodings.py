import codecs

import pytest

from qual.errors import UnreadableSource
from qual.reading.encodings import decode

RUSSIAN = (
    "Интервьюер: Как вы узнали о событиях в Алматы?\n\n"
    "Эксперт: По радио. Сначала говорили о цене на газ, потом — о захваченном аэропорте."
)
BELARUSIAN = "Эксперт: Мы ўбачылі навіны позна ўвечары, і ніхто не ведаў, што будзе далей."
KAZAKH = "Сарапшы: Бағаның көтерілуі сылтау ғана болды, халықтың ренжуі одан терең жатыр еді, өкінішке қарай."
TAJIK = "Коршинос: Мо хабарҳоро шаб шунидем, ва ҳеҷ кас намедонист, ки пагоҳ чӣ мешавад."


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"])
def test_russian_in_any_old_encoding_is_recognised(encoding):
    raw = RUSSIAN.replace("—", "-").encode(encoding)

    decoded = decode(raw, "kz-01.txt")

    assert decoded.text == RUSSIAN.replace("—", "-")
    assert decoded.encoding == encoding
    assert decoded.guessed


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (BELARUSIAN, "cp1251"),
        (BELARUSIAN, "koi8-u"),
        (BELARUSIAN, "mac-cyrillic"),
        (KAZAKH, "kz1048"),
        (KAZAKH, "ptcp154"),
        (TAJIK, "koi8-t"),
    ],
)
def test_letters_of_the_other_languages_keep_their_shape(text, encoding):
    raw = text.encode(encoding, "ignore")

    assert decode(raw, "by-01.txt").text == raw.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac-cyrillic"])
def test_one_short_sentence_is_enough(encoding):
    raw = "Эксперт: Не знаю.".encode(encoding)

    assert decode(raw, "ru-01.txt").text == "Эксперт: Не знаю."


@pytest.mark.parametrize("text", ["Café Zürich – she said “no”", "Expert: that’s it – fine"])
def test_english_saved_by_windows_keeps_its_quotes_and_accents(text):
    assert decode(text.encode("cp1252"), "am-02.txt").text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_believed_and_taken_away(mark, encoding):
    decoded = decode(mark + "Փորձագետ: Այո։".encode(encoding), "am-01.txt")

    assert decoded.text == "Փորձագետ: Այո։"
    assert decoded.encoding == encoding
    assert not decoded.guessed


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, "Expert: I was in Bishkek.", "Փորձագետ: Այո, իհարկե։"])
def test_utf_16_without_a_mark_is_recognised(text, encoding):
    decoded = decode(text.encode(encoding), "kg-01.txt")

    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, encoding, True)


def test_an_encoding_that_is_given_is_taken_at_its_word():
    assert decode("Эксперт: да".encode("koi8-r"), "x.txt", "koi8-r").text == "Эксперт: да"
    with pytest.raises(UnreadableSource, match=r"x.txt is not utf-8 \(byte 0\)"):
        decode("Эксперт: да".encode("koi8-r"), "x.txt", "utf-8")
    with pytest.raises(UnreadableSource, match="no encoding called 'cp9999'"):
        decode(b"Expert: yes", "x.txt", "cp9999")


def test_a_file_of_two_encodings_is_refused_with_the_line():
    raw = "Интервьюер: Почему так вышло?\n".encode() + "Эксперт: Не знаю.".encode("cp1251")

    with pytest.raises(UnreadableSource, match=r"mixed.txt is UTF-8 in part, but not in line 2"):
        decode(raw, "mixed.txt")


def test_utf_8_that_was_cut_off_is_not_taken_for_something_else():
    with pytest.raises(UnreadableSource, match="UTF-8 in part"):
        decode("Эксперт: Мы видели всё".encode()[:-1], "cut.txt")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\0" * 400, "zero bytes"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"{\\rtf1 x}", ".rtf"),
        (b"PK\x03\x04....", "zip archive"),
        (bytes(range(128, 256)) * 20, "not text in any encoding"),
    ],
)
def test_what_is_not_text_is_refused(raw, message):
    with pytest.raises(UnreadableSource, match=message):
        decode(raw, "x.txt")


def test_a_stray_zero_byte_does_not_make_a_text_unreadable():
    assert decode(b"Expert: we waited and waited\0 there", "x.txt").encoding == "utf-8"
