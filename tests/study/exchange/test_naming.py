"""What people write into a comment, and which codes they mean by it."""

from __future__ import annotations

import pytest

from qual.codebook import parse_codebook
from qual.study.exchange.naming import CodeNames
from tests.invented_study import CODEBOOK


def names(text=CODEBOOK):
    codebook, problems = parse_codebook(text, "invented.yaml")
    assert not problems
    return CodeNames(codebook)


@pytest.mark.parametrize(
    ("comment", "codes", "memo"),
    [
        ("#speed", ["speed"], ""),
        ("#Speed #EXIT", ["speed", "exit"], ""),
        ("#speed — это важно", ["speed"], "это важно"),
        ("Спорно: #exit, #speed. Но всё же", ["exit", "speed"], "Спорно: Но всё же"),
        ("# speed", ["speed"], ""),
        ("#Вывод войск был быстрым", ["exit"], "был быстрым"),
        ("#вывод_войск", ["exit"], ""),
        ("см. вопрос #3, #speed", ["speed"], "см. вопрос #3"),
        ("speed; exit", ["speed", "exit"], ""),
        ("speed;exit;", ["speed", "exit"], ""),
        ("speed, exit", ["speed", "exit"], ""),
        ("speed\nexit\nи ещё мысль", ["speed", "exit"], "и ещё мысль"),
        ("Вывод войск: так и сказал", ["exit"], "так и сказал"),
        ("ОПЕРАТИВНОСТЬ", ["speed"], ""),
        ("speed – but only at first", ["speed"], "but only at first"),
        ("speed; but only at first", ["speed"], "but only at first"),
        ("speed. ", ["speed"], ""),
        ("speed; speed", ["speed"], ""),
    ],
)
def test_codes_and_memo_of_a_comment(comment, codes, memo):
    named = names().in_comment(comment)

    assert (list(named.codes), named.memo, named.unknown) == (codes, memo, ())


@pytest.mark.parametrize(
    ("comment", "unknown"),
    [
        ("#sped", "sped"),
        ("#speed #exti", "exti"),
        ("#speed-limit", "speed-limit"),
        ("speed; exti", "exti"),
        ("speed, exti", "exti"),
        ("speed; оперативнасть", "оперативнасть"),
    ],
)
def test_a_word_that_was_meant_as_a_code_and_is_none_is_told(comment, unknown):
    assert names().in_comment(comment).unknown == (unknown,)


@pytest.mark.parametrize("comment", ["Speed is what he means.", "Интересно!", "вопрос #3", "", "см. speed"])
def test_a_remark_names_no_code(comment):
    named = names().in_comment(comment)

    assert (named.codes, named.unknown) == ((), ())


def test_a_name_of_two_codes_names_neither_and_the_advice_says_so():
    both = names(CODEBOOK.replace("ru: Вывод войск", "ru: Оперативность"))

    assert both.find("оперативность") is None
    assert both.advice("оперативность") == (
        "'оперативность' is the name of several codes: speed, exit. Write the id."
    )
    assert both.in_comment("#оперативность").unknown == ("оперативность",)


def test_an_id_goes_before_a_name():
    assert names(CODEBOOK.replace("en: Exit", "en: Speed")).find("SPEED").id == "speed"


def test_the_letter_yo_is_no_difference():
    assert names(CODEBOOK.replace("ru: Вывод войск", "ru: Ещё об уходе")).find("ЕЩЕ  об уходе").id == "exit"


def test_the_advice_is_the_nearest_code_or_where_to_look():
    assert names().advice("sped") == "Did you mean speed?"
    assert names().advice("погода") == "qual codebook show lists all codes."
