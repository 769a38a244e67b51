import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qual.reading.normalise import normalise

any_text = st.text(st.characters(codec=None, exclude_categories=()))


def test_each_change_is_counted():
    text, changes = normalise("Да\u00adлёкий\u00a0го\u200bлос\r\nи\u0306\rҷавоб\x07\ud800")

    assert text == "Далёкий голос\nй\nҷавоб"
    assert changes == {
        "soft hyphens": 1,
        "no-break spaces": 1,
        "zero-width": 1,
        "line ends": 2,
        "composed (NFC)": 1,
        "control characters": 2,
    }


def test_letters_of_seven_languages_and_astral_characters_survive():
    text = "ёъ ҚқҒғ Հայերեն՝ և։ ўІі ңөү ҳҷӣӯ \U0001f54a\U00010330\ttab"

    assert normalise(text) == (text, {})


def test_word_s_own_line_break_becomes_a_line_end():
    assert normalise("one\vtwo\u2028three")[0] == "one\ntwo\nthree"


@given(any_text)
def test_normalising_twice_changes_nothing_more(text):
    once, _ = normalise(text)

    assert normalise(once) == (once, {})
    assert unicodedata.is_normalized("NFC", once)


@given(any_text)
def test_what_is_normalised_can_be_written_to_any_file(text):
    plain, _ = normalise(text)

    plain.encode("utf-8")
    assert not any(ord(char) < 32 and char not in "\n\t" for char in plain)
    assert "\ufffe" not in plain and "\ufeff" not in plain
