"""The plain engine: what each kind of term catches in a text, worked by hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.matching.compiled import CompiledRules, CompiledTerm, compile_rules
from qual.matching.plain import Hit, Stretch, explain_hit, find_hits, fits, matches
from qual.matching.rules import Atom, parse
from qual.matching.words import tokens
from qual.model import Code, Codebook, Term

from .finding import compiled, found, rule

# --- single words ----------------------------------------------------------------------------------


def test_a_russian_lemma_catches_every_inflected_form():
    text = "Безопасность важна. О безопасности молчат. Коллективной БЕЗОПАСНОСТЬЮ занят совет. Это безопасно."

    assert found("безопасность", text) == ["Безопасность", "безопасности", "БЕЗОПАСНОСТЬЮ"]


def test_any_reading_of_a_russian_word_counts():
    text = "Они стали сильнее. Завод варит сталь."

    assert found("стать", text) == ["стали"]
    assert found("сталь", text) == ["стали", "сталь"]


def test_an_inflected_word_in_the_codebook_is_read_as_its_dictionary_form():
    assert found("безопасности", "Безопасность и безопасностью.") == ["Безопасность", "безопасностью"]
    assert found("войска", "Ввод войск. Войско ушло.") == ["войск", "Войско"]


def test_an_english_lemma_catches_its_forms_and_both_spellings():
    assert found("organisation", "Two organizations; the Organisation itself.", "en") == [
        "organizations", "Organisation",
    ]  # fmt: skip
    assert found("deploy", "They deployed troops, deploying fast.", "en") == ["deployed", "deploying"]


def test_a_kazakh_and_an_armenian_lemma_catch_their_endings():
    assert found("қауіпсіздік", "Ұжымдық қауіпсіздік. Біз қауіпсіздікті қорғадық.", "kk") == [
        "қауіпсіздік", "қауіпсіздікті",
    ]  # fmt: skip
    assert found("անվտանգություն", "Անվտանգություն չկա։ Խոսենք անվտանգության մասին։", "hy") == [
        "Անվտանգություն", "անվտանգության",
    ]  # fmt: skip


def test_a_lemma_is_a_whole_word_never_a_piece_of_one():
    assert found("мир", "Мировой порядок, перемирие, кумир.") == []
    assert found("union", "reunion unions", "en") == ["unions"]


def test_in_a_rule_for_any_language_a_lemma_catches_itself_alone():
    assert found("безопасность", "Безопасность. О безопасности.", "any") == ["Безопасность"]


def test_an_exact_form_minds_case_and_endings():
    text = "ОДКБ пришла. Одкб ушла. одкб. Про ОДКБшников молчат."

    assert found("=ОДКБ", text) == ["ОДКБ"]
    assert found("ОДКБ", text) == ["ОДКБ", "Одкб", "одкб"]


def test_an_exact_form_does_not_mind_stress_marks_nor_kinds_of_hyphen_and_apostrophe():
    assert found("=Нур-Султан", "В Нур‑Султан и Нур-Султан, не в нур-султан.") == ["Нур‑Султан", "Нур-Султан"]
    assert found("=D'Artagnan", "D’Artagnan", "en") == ["D’Artagnan"]
    assert found("=Артём", "Арте\u0301м и Артем") == ["Арте\u0301м", "Артем"]


def test_a_wildcard_stands_for_any_letters_wherever_it_is():
    text = "Небезопасный, безопасность, безопаснейший, пасность, опасность."

    assert found("безопасн*", text) == ["безопасность", "безопаснейший"]
    assert found("*ность", text) == ["безопасность", "пасность", "опасность"]
    assert found("*безопасн*", text) == ["Небезопасный", "безопасность", "безопаснейший"]
    assert found("без*ость", text) == ["безопасность"]
    assert found("о*с*т*", text) == ["опасность"]


def test_a_star_may_stand_for_nothing_and_pieces_do_not_share_letters():
    assert found("мир*", "Мир миру.") == ["Мир", "миру"]
    assert found("аба*аба", "аба абааба абаба абахаба", "any") == ["абааба", "абахаба"]


@given(st.text("аб", max_size=8), st.lists(st.text("аб", max_size=3), min_size=2, max_size=4))
def test_a_wildcard_fits_as_the_pattern_would(word, pieces):
    pattern = ".*".join(map(re.escape, pieces))

    assert fits(pieces, word) == bool(re.fullmatch(pattern, word))


def test_yo_stress_apostrophes_and_hyphens_make_no_difference():
    assert found("партнёрство", "Партнерство и партнёрство.") == ["Партнерство", "партнёрство"]
    assert found("партнерство", "Наше партнёрство.") == ["партнёрство"]
    assert found("замок", "За\u0301мок и замо\u0301к.") == ["За\u0301мок", "замо\u0301к"]
    assert found("замо\u0301к*", "Замок.") == ["Замок"]
    assert found("don't", "I don’t; I donʼt", "any") == ["don’t", "donʼt"]
    assert found("военно-политический", "Военно‑политический союз.") == ["Военно‑политический"]


def test_a_decomposed_letter_in_the_codebook_meets_the_composed_one_of_the_text():
    assert found("и\u0306од", "Йод.") == ["Йод"]
    assert found("=и\u0306од", "йод") == ["йод"]
    assert found(Term("мир", forms=("маи\u0306дан",)), "Майдан.") == ["Майдан"]


def test_offsets_are_right_behind_astral_characters():
    text = "🕊🕊 𝐝𝐞 ОДКБ"
    (hit,) = find_hits(text, [Stretch(0, len(text))], compiled(rule("any", "=ОДКБ")))

    assert (hit.start, hit.end) == (6, 10)


def test_listed_forms_count_as_the_lemma():
    term = Term("ОДКБ", forms=("одкабэшный", "ОДКабЭ"))

    assert found(term, "Одкабэшный мандат ОДКБ, одкабэ.") == ["Одкабэшный", "ОДКБ", "одкабэ"]
    assert found("ОДКБ", "Одкабэшный мандат.") == []


def test_a_part_of_a_hyphenated_word_is_found_only_when_the_term_says_so():
    text = "Военно-политический блок, пресс-центр."

    assert found("политический", text) == []
    assert found(Term("политический", also_parts=True), text) == ["Военно-политический"]
    assert found(Term("полит*", also_parts=True), text) == ["Военно-политический"]
    assert found(Term("=центр", also_parts=True), text) == ["пресс-центр"]
    assert found(Term("центр", also_parts=True), "Пресс‑центра нет.") == ["Пресс‑центра"]
    assert found(Term("военно-политический", also_parts=True), text) == ["Военно-политический"]


# --- words in a row --------------------------------------------------------------------------------


def test_words_in_a_row_follow_one_another_with_nothing_but_space_between():
    text = "Совет безопасности. Совет, безопасность. Совету\u00a0 безопасности. Совет нашей безопасности."

    assert found("совет безопасность", text) == ["Совет безопасности", "Совету\u00a0 безопасности"]


def test_a_row_does_not_reach_into_the_next_sentence():
    assert found("совет безопасность", "Собрался совет. Безопасность важна.") == []


def test_a_row_does_not_turn_round():
    assert found("совет безопасность", "Безопасности совет") == []


def test_alternatives_in_a_row():
    text = "Ввод войск, вывод войск, ввод миротворческих сил, вывод сил."

    assert found("(ввод | вывод) войско", text) == ["Ввод войск", "вывод войск"]
    assert found("(ввод | вывод) (войско | миротворческий сила)", text) == [
        "Ввод войск", "вывод войск", "ввод миротворческих сил",
    ]  # fmt: skip
    assert found("ввод | сила", text) == ["Ввод", "ввод", "сил", "сил"]


def test_a_row_may_hold_one_word_twice():
    assert found("мир мир", "Мир мир мир") == ["Мир мир", "мир мир"]


# --- distances -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("distance", "text", "caught"),
    [
        (1, "быстро реагировать", ["быстро реагировать"]),
        (1, "быстро надо реагировать", []),
        (2, "быстро надо реагировать", ["быстро надо реагировать"]),
        (2, "реагировать надо быстро", ["реагировать надо быстро"]),
        (2, "быстро, надо: реагировать", ["быстро, надо: реагировать"]),
        (3, "быстро и очень надо реагировать", []),
        (4, "быстро и очень надо реагировать", ["быстро и очень надо реагировать"]),
    ],
)
def test_neighbours_are_one_apart_and_each_word_between_adds_one(distance, text, caught):
    assert found(f"быстро NEAR/{distance} реагировать", text) == caught


def test_near_may_span_a_comma_but_not_a_full_stop():
    assert found("быстро NEAR/3 реагировать", "Быстро, реагировали. Быстро. Реагировали.") == [
        "Быстро, реагировали"
    ]


def test_before_wants_the_first_word_first():
    assert found("ввод BEFORE/3 войско", "Ввод наших войск.") == ["Ввод наших войск"]
    assert found("ввод BEFORE/3 войско", "Войск этих ввод.") == []
    assert found("ввод BEFORE/2 войско", "Ввод всех наших войск.") == []


def test_near_takes_the_nearest_on_either_side():
    assert found("совет NEAR/5 мир", "Мир и мир, совет и мир и мир") == ["мир, совет", "совет и мир"]


def test_a_distance_counts_from_the_near_end_of_a_row_of_words():
    text = "Совет коллективной безопасности вчера решил"

    decided = "(коллективный безопасность) NEAR/{} решить"
    assert found(decided.format(2), text) == ["коллективной безопасности вчера решил"]
    assert found(decided.format(1), text) == []
    assert found("совет NEAR/1 (коллективный безопасность)", text) == ["Совет коллективной безопасности"]


def test_one_word_is_not_near_itself():
    assert found("мир NEAR/5 мир", "Только мир.") == []
    assert found("мир NEAR/5 мир", "Мир миру.") == ["Мир миру"]
    assert found("(мир | мирный) NEAR/3 мирный", "мирный") == []


def test_near_in_a_chain_goes_on_from_what_was_found():
    text = "ввод всех войск вчера в Алматы"

    assert found("ввод NEAR/2 войско NEAR/3 Алматы", text) == [text]
    assert found("ввод NEAR/2 войско NEAR/2 Алматы", text) == []


def test_not_near_looks_on_both_sides_and_drops_only_those_too_close():
    assert found("мир NOT NEAR/2 война", "Мир и война.") == []
    assert found("мир NOT NEAR/2 война", "Война и мир.") == []
    assert found("мир NOT NEAR/2 война", "Мир, но и война.") == ["Мир"]
    assert found("мир NOT NEAR/2 война", "Мир и война, а потом снова мир.") == ["мир"]
    assert found("мир NOT NEAR/2 война", "Мир.") == ["Мир"]


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("мир совет безопасности", []),
        ("совет безопасности мир", []),
        ("мир и совет безопасности", ["мир"]),
        ("совет безопасности и мир", ["мир"]),
    ],
)
def test_not_near_measures_to_the_near_end_of_a_row_of_words(text, caught):
    assert found("мир NOT NEAR/1 (совет безопасность)", text) == caught
    assert bool(found("(совет безопасность) NOT NEAR/1 мир", text)) == bool(caught)


def test_not_near_holds_for_words_inside_what_was_found():
    assert found("(совет мир) NOT NEAR/1 мир", "Совет мира.") == []


# --- both, and one without the other ---------------------------------------------------------------


def test_and_wants_both_in_one_sentence_and_shows_both():
    assert found("ввод AND войско", "Войска пришли, ввод был быстрым.") == ["Войска", "ввод"]
    assert found("ввод AND войско", "Войска пришли. Ввод был быстрым.") == []


def test_and_not_drops_sentences_that_hold_the_other():
    text = "Мир хрупок. Мир важнее войны. Война и мир. Мир и мир."

    assert found("мир AND NOT война", text) == ["Мир", "Мир", "мир"]


def test_and_with_brackets_and_chains():
    text = "Ввод войск в Алматы. Вывод войск. Ввод в Алматы. Ввод и вывод войск в Алматы."

    assert found("(ввод | вывод) AND войско AND NOT Алматы", text) == ["Вывод", "войск"]
    assert found("(ввод NEAR/1 войско) AND Алматы", text) == ["Ввод войск", "Алматы"]


# --- which rules speak of which stretch ------------------------------------------------------------


def test_a_rule_is_looked_for_in_stretches_of_its_language():
    assert found("мир", "мир", "ru", spoken="ru") == ["мир"]
    assert found("мир", "мир", "ru", spoken="kk") == []
    assert found("мир", "мир", "any", spoken="kk") == ["мир"]
    assert found("мир", "мир", "any", spoken="uk") == ["мир"]


def test_where_nobody_knows_the_language_the_rules_of_all_apply():
    text = "security безопасность"
    rules = compiled(rule("ru", "безопасность"), rule("en", "security"), rule("any", "security"))

    hits = find_hits(text, [Stretch(0, len(text), "")], rules)

    assert [(rules.terms[hit.term].rule, text[hit.start : hit.end]) for hit in hits] == [
        ("code/ru", "безопасность"), ("code/en", "security"), ("code/any", "security"),
    ]  # fmt: skip


def test_a_rule_is_looked_for_in_turns_of_its_speakers():
    text = "мир мир"
    stretches = [Stretch(0, 3, "ru", "interviewer"), Stretch(4, 7, "ru", "expert")]

    def places(*speakers):
        rules = compiled(rule("ru", "мир", speakers=speakers))
        return [hit.start for hit in find_hits(text, stretches, rules)]

    assert places("expert") == [4]
    assert places("interviewer") == [0]
    assert places("interviewer", "expert") == [0, 4]
    assert places("other") == []


def test_a_stretch_hides_what_stands_outside_it():
    text = "совет безопасности мира"

    def caught(start, end):
        hits = find_hits(text, [Stretch(start, end, "ru")], compiled(rule("ru", "совет безопасность", "мир")))
        return [text[hit.start : hit.end] for hit in hits]

    assert caught(0, len(text)) == ["совет безопасности", "мира"]
    assert caught(6, len(text)) == ["мира"]
    assert caught(0, 18) == ["совет безопасности"]


def test_hits_come_by_stretch_term_and_place_and_may_overlap():
    text = "Совет безопасности. Безопасность."
    security = Code("b", rules=(rule("ru", "безопасность"),))
    council = Code("a", rules=(rule("ru", "совет безопасность"),))
    rules = compile_rules(Codebook("x", "1", (security, council)))

    hits = find_hits(text, [Stretch(0, 19, "ru"), Stretch(20, 33, "ru")], rules)

    assert hits == [Hit(0, 0, 6, 18), Hit(0, 1, 0, 18), Hit(1, 0, 20, 32)]


def test_no_rules_no_words_no_hits():
    assert find_hits("мир", [Stretch(0, 3)], CompiledRules(())) == []
    assert find_hits("", [Stretch(0, 0)], compiled(rule("ru", "мир"))) == []
    assert find_hits("— … !", [Stretch(0, 5)], compiled(rule("ru", "мир"))) == []
    assert find_hits("мир", [], compiled(rule("ru", "мир"))) == []


# --- the same, by a definition that anyone can check -----------------------------------------------

LETTERS = st.sampled_from("abc")
TEXTS = st.lists(st.tuples(LETTERS, st.sampled_from([" ", ", "])), max_size=10)


def stands(term: str, spoken: list[tuple[str, str]]) -> bool:
    text = "".join(word + gap for word, gap in spoken)
    return bool(find_hits(text, [Stretch(0, len(text))], compiled(rule("any", term))))


def at(letter: str, spoken: list[tuple[str, str]]) -> list[int]:
    return [number for number, (word, _) in enumerate(spoken) if word == letter]


@given(TEXTS, st.integers(1, 4))
def test_near_before_and_not_near_are_what_their_names_say(spoken, n):
    a, b = at("a", spoken), at("b", spoken)

    assert stands(f"a NEAR/{n} b", spoken) == any(abs(i - j) <= n for i in a for j in b)
    assert stands(f"b NEAR/{n} a", spoken) == stands(f"a NEAR/{n} b", spoken)
    assert stands(f"a BEFORE/{n} b", spoken) == any(0 < j - i <= n for i in a for j in b)
    assert stands(f"a NOT NEAR/{n} b", spoken) == any(all(abs(i - j) > n for j in b) for i in a)


@given(TEXTS)
def test_and_or_not_and_rows_are_what_their_names_say(spoken):
    a, b, c = at("a", spoken), at("b", spoken), at("c", spoken)
    rows = [i for i in a if i + 1 in b and spoken[i][1] == " "]

    assert stands("a AND b", spoken) == bool(a and b)
    assert stands("a AND NOT b", spoken) == bool(a and not b)
    assert stands("a | b", spoken) == bool(a or b)
    assert stands("a b", spoken) == bool(rows)
    assert stands("a b c", spoken) == any(i + 2 in c and spoken[i + 1][1] == " " for i in rows)
    assert stands("a (b | c)", spoken) == bool(rows) or stands("a c", spoken)


TERMS = st.recursive(
    LETTERS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} | {two[1]})"),
        st.tuples(inner, inner, st.integers(1, 3)).map(lambda t: f"({t[0]} NEAR/{t[2]} {t[1]})"),
        st.tuples(inner, inner, st.integers(1, 3)).map(lambda t: f"({t[0]} NOT NEAR/{t[2]} {t[1]})"),
    ),
    max_leaves=5,
)


@given(TERMS, TEXTS)
def test_matches_are_sorted_told_once_and_begin_and_end_with_a_word_that_was_asked_for(term, spoken):
    places = {Atom("lemma", letter): at(letter, spoken) for letter in "abc"}
    gaps = [gap == " " for _, gap in spoken[:-1]]

    results = matches(parse(term), places, gaps)

    assert results == sorted(set(results))
    asked = {letter for letter in term if letter in "abc"}
    for first, last in results:
        assert 0 <= first <= last < len(spoken)
        assert {spoken[first][0], spoken[last][0]} <= asked


@given(st.text("мир Миру,.\n-’ё\u0301🕊", max_size=40))
def test_every_hit_is_a_stretch_of_whole_words_inside_its_sentence(text):
    rules = compiled(rule("ru", "мир", "мир NEAR/2 мир", "ми*"))
    edges = list(tokens(text))

    for hit in find_hits(text, [Stretch(0, len(text), "ru")], rules):
        assert hit.start in {start for start, _ in edges}
        assert hit.end in {end for _, end in edges}


# --- why -------------------------------------------------------------------------------------------


def explained(term: str | Term, text: str, language: str = "ru") -> list[tuple[str, str, str]]:
    written = Term(term) if isinstance(term, str) else term
    rules = compiled(rule(language, written))
    stretch = Stretch(0, len(text), language)
    hit = find_hits(text, [stretch], rules)[0]
    return explain_hit(rules.terms[0], text, hit.start, hit.end, stretch)


def test_every_word_of_a_hit_says_which_word_of_the_term_it_met_and_who_says_so():
    assert explained("совет NEAR/3 (=ОДКБ | безопасн*)", "Совету при ОДКБ") == [
        ("Совету", "совет", "pymorphy3"),
        ("ОДКБ", "=ОДКБ", "exactly this form"),
    ]
    assert explained("безопасн*", "О безопасности.") == [("безопасности", "безопасн*", "wildcard")]
    assert explained(Term("ОДКБ", forms=("одкабэ",)), "одкабэ") == [("одкабэ", "одкб", "listed form")]
    assert explained("deploy", "They deployed", "en") == [("deployed", "deploy", "simplemma")]


def test_only_the_characters_of_the_hit_are_explained():
    term = CompiledTerm("code", "ru", ("expert",), Term("мир"), parse("мир"))

    assert explain_hit(term, "мир мира миру", 4, 8, Stretch(0, 13, "ru")) == [("мира", "мир", "pymorphy3")]
