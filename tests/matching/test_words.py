"""Words: folding moves nothing, and a word begins and ends where a reader would say."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qual.matching.words import adjacent, exact_key, fold, is_one_word, key, tokens, word_parts

ANY_TEXT = st.text(st.characters(), max_size=60)
LIKELY_TEXT = st.text("абвёЁѐйІіқңүҰհայև Aaİß’'ʼ-‐‑–_.,!\n\u0301\u0300\u030819²𝐝🕊\u00a0", max_size=60)


def words(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[a:b] for a, b in tokens(text, start, end)]


@given(ANY_TEXT | LIKELY_TEXT)
@example("İstanbul ﬁ ß ǅ և")
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)
    assert [fold(character) for character in text] == list(fold(text))


@given(ANY_TEXT | LIKELY_TEXT)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert key(key(text)) == key(text)
    assert exact_key(exact_key(text)) == exact_key(text)
    assert key(exact_key(text)) == key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка", "елка"),
        ("ПАРТНЁРСТВО", "партнерство"),
        ("ҰҚШҰ", "ұқшұ"),
        ("ԵՎՐՈՊԱ", "եվրոպա"),
        ("don’t", "DON'T"),
        ("Інтэрвʼюер", "інтэрв'юер"),
        ("военно‑политический", "военно-политический"),
        ("замо\u0301к", "замок"),
        (unicodedata.normalize("NFC", "не\u0300т"), "нет"),
        (unicodedata.normalize("NFC", "ми\u0300р"), "мир"),
    ],
)
def test_spellings_of_one_word_share_their_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("мел", "мель"), ("қару", "кару"), ("мой", "мои"), ("un", "ун")])
def test_different_words_have_different_keys(one, other):
    assert key(one) != key(other)


def test_an_exact_key_tells_upper_from_lower_case_and_nothing_else_apart():
    assert exact_key("ОДКБ") != exact_key("одкб")
    assert exact_key("Нур‑Султан") == exact_key("Нур-Султан")
    assert exact_key("Артём") == exact_key("Арте\u0301м") == "Артем"
    assert exact_key("Ёлка") == "Елка"


@given(LIKELY_TEXT | ANY_TEXT)
def test_words_lie_in_the_text_one_behind_the_other(text):
    reached = 0
    for start, end in tokens(text):
        assert reached <= start < end <= len(text)
        assert text[start].isalnum()
        assert is_one_word(text[start:end])
        reached = end


@given(LIKELY_TEXT | ANY_TEXT)
def test_every_letter_and_digit_lies_in_a_word(text):
    inside = {at for start, end in tokens(text) for at in range(start, end)}

    assert {at for at, character in enumerate(text) if character.isalnum()} <= inside


@given(LIKELY_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_words_of_a_stretch_stay_inside_it(text, start, end):
    assert all(start <= a < b <= end for a, b in tokens(text, start, end))


def test_words_of_four_languages_are_cut_at_spaces_and_marks():
    assert words("Совет безопасности, г. Астана — 2022 г.") == [
        "Совет", "безопасности", "г", "Астана", "2022", "г",
    ]  # fmt: skip
    assert words("Ұжымдық қауіпсіздік туралы шарт (ҰҚШҰ)") == [
        "Ұжымдық",
        "қауіпсіздік",
        "туралы",
        "шарт",
        "ҰҚШҰ",
    ]
    assert words("Խաղաղապահ առաքելությունը՝ Ղազախստանում։") == ["Խաղաղապահ", "առաքելությունը", "Ղազախստանում"]
    assert words("It's a well-known “two-level game”.") == ["It's", "a", "well-known", "two-level", "game"]


def test_hyphens_and_apostrophes_belong_to_a_word_only_between_letters():
    assert words("-Нур-Султан- 'don’t' военно- и полит--экон") == [
        "Нур-Султан", "don’t", "военно", "и", "полит", "экон",
    ]  # fmt: skip
    assert words("snake_case") == ["snake", "case"]


def test_stress_marks_and_astral_letters_stay_in_their_word():
    assert words("за\u0301мок и 𝐝𝐞𝐜𝐢𝐝𝐞𝐝 🕊️ мир") == ["за\u0301мок", "и", "𝐝𝐞𝐜𝐢𝐝𝐞𝐝", "мир"]
    assert words("\u0301мир") == ["мир"]


def test_a_long_row_of_marks_is_read_as_quickly_as_any_text():
    begun = time.process_time()

    assert not is_one_word("a" + "\u0301" * 5_000 + "!")
    assert words("a" + "\u0301" * 5_000 + "! b") == ["a" + "\u0301" * 5_000, "b"]
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("word", ["мир", "Нур-Султан", "don’t", "2022", "замо\u0301к", "а-б-в", "х"])
def test_one_word_is_one_word(word):
    assert is_one_word(word)


@pytest.mark.parametrize(
    "not_a_word", ["", "-", "мир-", "-мир", "два слова", "г.", "а--б", "а_б", "\u0301а", "*"]
)
def test_anything_else_is_not_one_word(not_a_word):
    assert not is_one_word(not_a_word)


def test_a_hyphenated_word_has_parts_and_a_plain_word_has_none():
    assert word_parts("военно-политический") == ["военно", "политический"]
    assert word_parts("а‑б‐в") == ["а", "б", "в"]
    assert word_parts("don’t") == []
    assert word_parts("мир") == []


def test_words_side_by_side_have_only_white_space_between():
    text = "Совет \n безопасности, мир"

    assert adjacent(text, 5, 8)
    assert not adjacent(text, 20, 22)
    assert not adjacent("аб", 1, 1)
