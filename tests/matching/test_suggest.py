"""Suggestions: one coding for each code and unit, from the right turns, with a lasting id."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.matching.compiled import compile_rules
from qual.matching.plain import Hit
from qual.matching.suggest import longest, source_turns, suggest_codings, suggestion_id
from qual.model import Code, Codebook, Coding, Source, Turn

from .finding import compiled, interview, rule

TURNS = (("Интервьюер", "interviewer"), ("Эксперт", "expert"))


def suggested(source: Source, *rules, unit="sentence") -> list[Coding]:
    return suggest_codings(source, compiled(*rules), coder="auto:book@1", unit=unit)


def quotes(codings: list[Coding]) -> list[str]:
    return [coding.segment.quote for coding in codings]


def evidence(source: Source, coding: Coding) -> list[str]:
    return [source.text[one.start : one.end] for one in coding.evidence]


def test_a_suggestion_covers_the_sentence_that_holds_the_match():
    source = interview("Это было давно. Миротворцы пришли быстро, за день! Потом ушли.")

    (coding,) = suggested(source, rule("ru", "быстро"))

    assert coding.segment.quote == "Миротворцы пришли быстро, за день!"
    assert source.text[coding.segment.start : coding.segment.end] == coding.segment.quote
    assert (coding.segment.source_id, coding.code, coding.coder, coding.status) == (
        "kz-01", "code", "auto:book@1", "suggested",
    )  # fmt: skip
    assert [(one.rule, one.term) for one in coding.evidence] == [("code/ru", "быстро")]
    assert evidence(source, coding) == ["быстро"]


def test_an_interviewers_words_are_never_tagged():
    source = interview("Была ли миссия быстрой? Миссия!\nДа, миссия была.\nА что миссия?\nНе знаю.", *TURNS)

    assert quotes(suggested(source, rule("ru", "миссия"))) == ["Да, миссия была."]


def test_a_rule_that_names_the_interviewer_opts_in_and_leaves_the_other_rules_alone():
    source = interview("Миссия?\nДа, миссия. И ввод войск.", *TURNS)
    asked = rule("ru", "миссия", speakers=("interviewer",))

    assert quotes(suggested(source, asked)) == ["Миссия?"]
    assert quotes(suggested(source, asked, rule("ru", "ввод"))) == ["Миссия?", "И ввод войск."]
    both = rule("ru", "миссия", speakers=("interviewer", "expert"))
    assert quotes(suggested(source, both)) == ["Миссия?", "Да, миссия."]


def test_turns_of_other_speakers_are_not_the_experts():
    source = interview("Миссия ушла.\nМиссия пришла.", ("Переводчик", "other"), ("Эксперт", "expert"))

    assert quotes(suggested(source, rule("ru", "миссия"))) == ["Миссия пришла."]


@pytest.mark.parametrize("kind", ["statement", "literature"])
def test_all_text_of_statements_and_literature_counts_whoever_speaks(kind):
    source = interview("Вопрос о миссии?\nМиссия завершена.", *TURNS, kind=kind)

    assert quotes(suggested(source, rule("ru", "миссия"))) == ["Вопрос о миссии?", "Миссия завершена."]


def test_text_outside_every_turn_is_not_searched():
    text = "Эксперт: Миссия. Эксперт: Нет."
    source = replace(interview(text), turns=(Turn(1, 9, 16), Turn(2, 26, 30)))

    assert quotes(suggested(source, rule("ru", "миссия", "эксперт"))) == ["Миссия."]


def test_several_matches_of_one_code_in_a_sentence_make_one_coding_with_all_their_evidence():
    source = interview("Быстро пришли и быстро, оперативно ушли. Быстро!")

    first, second = suggested(source, rule("ru", "быстро", "оперативно"), rule("any", "ушли"))

    assert evidence(source, first) == ["Быстро", "быстро", "оперативно", "ушли"]
    assert [one.rule for one in first.evidence] == ["code/ru", "code/ru", "code/ru", "code/any"]
    assert evidence(source, second) == ["Быстро"]


def test_of_matches_of_a_code_inside_one_another_the_longest_stays():
    source = interview("Совет безопасности ООН и безопасность.")

    (coding,) = suggested(source, rule("ru", "безопасность", "совет безопасность", "совет"))

    assert evidence(source, coding) == ["Совет безопасности", "безопасность"]


def test_of_two_terms_that_caught_the_same_words_the_first_stays():
    source = interview("О безопасности.")

    (coding,) = suggested(source, rule("ru", "безопасн*", "безопасность"))

    assert [one.term for one in coding.evidence] == ["безопасн*"]


def test_different_codes_may_overlap():
    source = interview("Совет безопасности ОДКБ решил.")
    codes = (
        Code("security", rules=(rule("ru", "безопасность"),)),
        Code("council", rules=(rule("ru", "совет безопасность"),)),
    )
    rules = compile_rules(Codebook("b", "1", codes))

    codings = suggest_codings(source, rules, coder="auto:b@1")

    assert [(coding.code, evidence(source, coding)) for coding in codings] == [
        ("council", ["Совет безопасности"]), ("security", ["безопасности"]),
    ]  # fmt: skip
    assert len({coding.id for coding in codings}) == 2


def test_suggestions_come_by_place_whatever_the_order_of_the_rules():
    source = interview("Ввод войск.\nВывод войск.")
    codes = (Code("exit", rules=(rule("ru", "вывод"),)), Code("entry", rules=(rule("ru", "ввод"),)))

    codings = suggest_codings(source, compile_rules(Codebook("b", "1", codes)), coder="auto:b@1")

    assert [coding.code for coding in codings] == ["entry", "exit"]


# --- units -----------------------------------------------------------------------------------------

LONG_TURN = Source(
    "kz-01", "interview", "Ввод был. А потом\nи вывод. Ввод, вывод.", (Turn(1, 0, 39),), language="ru"
)  # fmt: skip


def test_the_unit_turn_makes_one_coding_a_turn():
    source = interview("Ввод был. И вывод, и ввод.\nНичего.\nСнова ввод.")

    codings = suggested(source, rule("ru", "ввод"), unit="turn")

    assert quotes(codings) == ["Ввод был. И вывод, и ввод.", "Снова ввод."]
    assert evidence(source, codings[0]) == ["Ввод", "ввод"]


def test_the_unit_paragraph_makes_one_coding_a_line_of_a_turn():
    assert quotes(suggested(LONG_TURN, rule("ru", "ввод", "вывод"), unit="paragraph")) == [
        "Ввод был. А потом", "и вывод. Ввод, вывод.",
    ]  # fmt: skip


def test_the_unit_match_makes_one_coding_a_match():
    codings = suggested(LONG_TURN, rule("ru", "ввод", "вывод", "в*вод"), unit="match")

    assert quotes(codings) == ["Ввод", "вывод", "Ввод", "вывод"]
    assert all(len(coding.evidence) == 1 for coding in codings)
    assert len({coding.id for coding in codings}) == 4
    assert all((c.segment.start, c.segment.end) == (c.evidence[0].start, c.evidence[0].end) for c in codings)


@pytest.mark.parametrize(("unit", "count"), [("sentence", 0), ("match", 0), ("paragraph", 1), ("turn", 1)])
def test_and_holds_inside_one_unit_only(unit, count):
    source = interview("Ввод был. Потом вывод.")

    assert len(suggested(source, rule("ru", "ввод AND вывод"), unit=unit)) == count


@pytest.mark.parametrize(("unit", "count"), [("sentence", 1), ("match", 1), ("paragraph", 0), ("turn", 0)])
def test_and_not_looks_no_further_than_its_unit(unit, count):
    source = interview("Ввод был. Потом вывод.")

    assert len(suggested(source, rule("ru", "ввод AND NOT вывод"), unit=unit)) == count


# --- languages -------------------------------------------------------------------------------------


def test_the_language_of_a_turn_counts_before_that_of_the_source():
    text = "Біз қауіпсіздік дедік.\nМы сказали: безопасность."
    turns = (Turn(1, 0, 22), Turn(2, 23, len(text), language="ru"))
    source = Source("kz-02", "interview", text, turns, language="kk")

    codings = suggested(source, rule("kk", "қауіпсіздік", "безопасность"), rule("ru", "безопасность"))

    assert [(coding.segment.quote, coding.evidence[0].rule) for coding in codings] == [
        ("Біз қауіпсіздік дедік.", "code/kk"), ("Мы сказали: безопасность.", "code/ru"),
    ]  # fmt: skip


def test_rules_for_any_language_are_looked_for_in_all():
    armenian = Source("am-01", "interview", "ՀԱՊԿ-ը եկավ։ CSTO.", (Turn(1, 0, 18),), language="hy")

    assert quotes(suggested(armenian, rule("any", "=CSTO"), rule("en", "CSTO"))) == ["CSTO."]


# --- ids -------------------------------------------------------------------------------------------


def test_the_same_suggestion_has_the_same_id_in_the_next_run_and_under_the_next_version():
    source = interview("Пришли быстро.")
    (coding,) = suggested(source, rule("ru", "быстро"))

    (again,) = suggest_codings(source, compiled(rule("ru", "быстр*", "прийти")), coder="auto:book@2")

    assert again.id == coding.id == suggestion_id(source, "code", 0, 14)
    assert UUID(coding.id).version == 5


def test_an_id_is_what_it_was_when_decisions_were_stored_under_it():
    assert suggestion_id(interview("Пришли быстро."), "code", 0, 14) == "e1a8d979-21fd-566f-82fa-0a0716a360aa"


def test_another_source_code_place_or_text_has_another_id():
    text = "быстро и быстро"
    source = interview(text)
    ids = {
        suggestion_id(source, "code", 0, 6),
        suggestion_id(source, "code", 9, 15),
        suggestion_id(source, "code", 0, 8),
        suggestion_id(source, "edoc", 0, 6),
        suggestion_id(interview(text, id="kz-02"), "code", 0, 6),
        suggestion_id(interview("Быстро и быстро"), "code", 0, 6),
    }

    assert len(ids) == 6


# --- the longest -----------------------------------------------------------------------------------

HITS = st.lists(
    st.builds(
        lambda term, start, length: Hit(0, term, start, start + length),
        st.integers(0, 3), st.integers(0, 12), st.integers(1, 6),
    ),
    max_size=12,
)  # fmt: skip


@given(HITS)
def test_longest_leaves_no_hit_inside_another(hits):
    kept = longest(hits)

    for one, other in permutations(kept, 2):
        assert not (other.start <= one.start and one.end <= other.end)


@given(HITS)
def test_longest_drops_only_what_lies_inside_a_hit_that_stays(hits):
    kept = longest(hits)

    assert set(kept) <= set(hits)
    for hit in hits:
        assert any(one.start <= hit.start and hit.end <= one.end for one in kept)


@given(HITS, st.randoms(use_true_random=False))
def test_longest_does_not_depend_on_the_order_of_the_hits(hits, random):
    shuffled = list(hits)
    random.shuffle(shuffled)

    assert longest(shuffled) == longest(hits) == longest(longest(hits))


def test_hits_that_only_overlap_both_stay():
    hits = [Hit(0, 0, 0, 10), Hit(0, 1, 5, 15), Hit(0, 2, 10, 15), Hit(0, 3, 0, 4)]

    assert longest(hits) == hits[:2]


# --- stretches -------------------------------------------------------------------------------------


def test_only_turns_that_some_rule_speaks_of_are_searched():
    source = interview("Вопрос.\nОтвет. Ещё ответ.", *TURNS)

    def searched(*rules):
        turns = source_turns(source, compiled(*rules))
        return [(source.text[turn.start : turn.end], turn.role) for turn in turns]

    assert searched(rule("ru", "мир")) == [("Ответ. Ещё ответ.", "expert")]
    assert searched(rule("ru", "мир", speakers=("interviewer",))) == [("Вопрос.", "interviewer")]
    assert searched() == []


PIECES = st.sampled_from(["Ввод войск", "был", "вывод", "быстро", ". ", "\n", ", ", " "])


@given(st.lists(PIECES, max_size=15))
def test_every_suggestion_quotes_its_offsets_and_holds_its_evidence(pieces):
    source = interview(" ".join(pieces))

    for unit in ("sentence", "turn", "paragraph", "match"):
        codings = suggested(source, rule("ru", "ввод войско", "вывод", "быстро AND вывод"), unit=unit)
        assert len({coding.id for coding in codings}) == len(codings)
        for coding in codings:
            segment = coding.segment
            assert source.text[segment.start : segment.end] == segment.quote == segment.quote.strip()
            assert coding.evidence
            assert all(segment.start <= one.start < one.end <= segment.end for one in coding.evidence)
        if unit != "match":
            assert all(a.segment.end <= b.segment.start for a, b in pairwise(codings))
