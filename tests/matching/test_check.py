"""The rules of a codebook, checked: each thing that can be wrong, with its line, all of them at once."""

from __future__ import annotations

import pytest

from qual.errors import Problem
from qual.matching.check import check_rules
from qual.model import Code, Codebook, Rule, Term

from .finding import book, found, rule


def problems(*rules: Rule) -> list[Problem]:
    return list(check_rules(book(*rules)))


def only(*rules: Rule) -> Problem:
    (problem,) = problems(*rules)
    return problem


@pytest.mark.parametrize(
    ("language", "term"),
    [
        ("ru", "безопасность"),
        ("ru", "быстро NEAR/4 (реагировать | среагировать)"),
        ("ru", "в течение"),
        ("ru", "=ОДКБ"),
        ("ru", "=CSTO"),
        ("ru", "IT-специалист"),
        ("ru", "COVID-19"),
        ("ru", "мир AND NOT (мир NEAR/3 договор)"),
        ("ru", "мир NOT NEAR/3 война"),
        ("en", "swift* NEAR/5 (deploy | respond | react)"),
        ("en", "don’t"),
        ("kk", "ұжымдық қауіпсіздік"),
        ("hy", "անվտանգություն"),
        ("be", "інтэрв'ю"),
        ("any", "безопасность"),
        ("any", "security"),
    ],
)
def test_a_sound_term_has_no_problems(language, term):
    assert problems(rule(language, term)) == []


def test_a_term_that_cannot_be_read_is_an_error_with_its_line_and_column():
    problem = only(Rule("ru", any=(Term("мир NEAR война", line=12),)))

    assert problem.where == "book@1, line 12, code code"
    assert problem.what == "the term 'мир NEAR война' cannot be read: NEAR needs a distance (column 5)."
    assert problem.hint == "Write NEAR/5."
    assert not problem.warning


@pytest.mark.parametrize(
    "term",
    [
        "мир AND NOT мир",
        "Мир AND NOT мир",
        "мир NOT NEAR/3 мир",
        "(совет мир) NOT NEAR/1 мир",
        "(совет NEAR/3 мир) AND NOT мир",
        "(мир | война) AND NOT (война | мир | совет)",
        "совет AND мир AND NOT мир",
        "совет NEAR/2 война AND NOT (мир | совет NEAR/2 война)",
        "мир AND NOT война AND NOT мир",
        "совет NEAR/2 война AND NOT (совет NEAR/2 война)",
        "совет | (мир AND NOT мир)",
    ],
)
def test_a_term_that_excludes_what_it_looks_for_can_never_match(term):
    problem = only(rule("ru", term))

    assert "excludes what it looks for, so it can never match" in problem.what
    assert not problem.warning


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("мир AND NOT (мир NEAR/3 договор)", "Мир был."),
        ("мир AND NOT (совет мир)", "Мир был."),
        ("(мир | война) AND NOT мир", "Война была."),
        ("мир AND NOT =Мир", "Был мир."),
        ("безопасность AND NOT безопасн*ь", "О безопасности."),
        ("мир NOT NEAR/3 война", "Мир и совет."),
        ("совет NEAR/3 мир AND NOT (совет мир)", "Совет за мир."),
        ("(совет мир) AND NOT (мир война)", "Совет мира."),
    ],
)
def test_a_term_that_can_match_is_not_called_impossible(term, text):
    assert not any("never" in problem.what for problem in problems(rule("ru", term)))
    assert found(term, text)


def test_a_word_with_a_look_alike_letter_of_another_alphabet_is_told():
    latin_a = "безоп\N{LATIN SMALL LETTER A}сность"

    problem = only(rule("ru", f"совет {latin_a}"))

    assert problem.what == f"'{latin_a}' mixes alphabets: a is Latin."
    assert problem.warning
    assert found(latin_a, "О безопасности.") == []


def test_look_alike_letters_are_told_in_exact_forms_wildcards_and_listed_forms_too():
    acronym = "=\N{LATIN CAPITAL LETTER O}Д\N{LATIN CAPITAL LETTER K}БС"
    assert "O, K are Latin" in only(rule("ru", acronym)).what
    assert "с is Cyrillic" in only(rule("en", "\N{CYRILLIC SMALL LETTER ES}ollective*")).what
    assert "o is Latin" in only(rule("ru", Term("мир", forms=("мир\N{LATIN SMALL LETTER O}к",)))).what
    assert "o is Latin" in only(rule("hy", "հայ\N{LATIN SMALL LETTER O}ց")).what


def test_a_term_in_the_letters_of_another_language_stands_in_the_wrong_place():
    assert "not written in the letters of the rule's language, en" in only(rule("en", "безопасность")).what
    assert "language, hy" in only(rule("hy", "безопасность")).what
    assert "language, kk" in only(rule("kk", "անվտանգություն")).what
    assert only(rule("en", "безопасность")).warning


def test_a_letter_on_its_own_is_found_too_often():
    assert only(rule("ru", "в")).what == "'в' is one letter, which stands in many places."
    assert "'A' is one letter" in only(rule("en", "=A")).what
    assert "'я' is one letter" in only(rule("ru", "мир | я")).what
    assert only(rule("ru", "в")).warning


def test_a_russian_word_that_is_no_dictionary_form_says_how_it_is_read():
    problem = only(rule("ru", "совет безопасности"))

    assert problem.what == "'безопасности' is not a dictionary form; it is read as 'безопасность'."
    assert problem.hint == "Write безопасность, or =безопасности for this form alone."
    assert problem.warning


def test_the_same_word_twice_in_a_term_is_told_once():
    assert len(problems(rule("ru", "безопасности NEAR/5 безопасности"))) == 1


def test_a_term_that_stands_twice_in_a_code_is_told_even_on_one_line():
    one_line = Rule("ru", any=(Term("мир", line=5), Term("война", line=5), Term("Мир", line=5)))

    problem = only(one_line)

    assert problem.what == "the term 'Мир' stands here twice (line 5)."
    assert problem.warning


def test_a_term_that_stands_twice_in_two_rules_of_a_code_is_told():
    two_rules = (Rule("ru", any=(Term("мир", line=5),)), Rule("ru", any=(Term("мир", line=9),)))

    assert only(*two_rules).where == "book@1, line 9, code code"


def test_a_term_may_stand_once_for_each_language_speaker_and_code():
    assert problems(rule("ru", "мир"), rule("be", "мир"), rule("ru", "мир", speakers=("interviewer",))) == []
    codes = (Code("a", rules=(rule("ru", "мир"),)), Code("b", rules=(rule("ru", "мир"),)))
    assert list(check_rules(Codebook("b", "1", codes))) == []


def test_listed_forms_must_be_words_and_need_a_lemma():
    two_words = only(rule("ru", Term("мир", forms=("мирный договор", "мирок"))))
    assert two_words.what == "the form 'мирный договор' is not one word, so it can never match."
    no_lemma = only(rule("ru", Term("=ОДКБ", forms=("одкабэшный",))))
    assert no_lemma.what == "the term '=ОДКБ' has no lemma to which its forms could belong."
    assert not two_words.warning and not no_lemma.warning


def test_every_problem_of_every_code_comes_at_once_in_the_order_of_the_codebook():
    codes = (
        Code("one", rules=(Rule("ru", (Term("мир NEAR война", line=3), Term("в", line=4))),)),
        Code("two", rules=(Rule("ru", (Term("мир AND NOT мир", line=8), Term("OR", line=9))),)),
    )

    found_problems = list(check_rules(Codebook("b", "1", codes, file="b.yaml")))

    assert [problem.where for problem in found_problems] == [
        "b.yaml, line 3, code one",
        "b.yaml, line 4, code one",
        "b.yaml, line 8, code two",
        "b.yaml, line 9, code two",
    ]
