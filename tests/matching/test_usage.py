"""What each term catches: the forms, the sources, and which terms catch the same."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from qual.matching.compiled import compile_rules
from qual.matching.plain import Hit
from qual.matching.usage import _overlapping, term_uses
from qual.model import Code, Codebook, Rule, Source, Term

from .finding import compiled, interview, rule


def uses(sources: list[Source], *rules: Rule, **choices: object):
    return term_uses(sources, compiled(*rules), **choices)  # type: ignore[arg-type]


def test_every_term_is_there_in_codebook_order_also_one_that_found_nothing():
    mission, silence = uses([interview("Миссия. О миссии, миссии.")], rule("ru", "миссия", "молниеносный"))

    assert (mission.code, mission.rule, mission.language, mission.term) == ("code", "code/ru", "ru", "миссия")
    assert mission.forms == Counter({"миссии": 2, "миссия": 1})
    assert mission.hits == 3
    assert (silence.term, silence.hits, silence.forms) == ("молниеносный", 0, Counter())
    assert silence.sources == silence.experts == silence.countries == frozenset()


def test_forms_are_told_folded_and_with_single_spaces():
    source = interview("СОВЕТ  безопасности. Сове\u0301т\tбезопасности.")

    (use,) = uses([source], rule("ru", "совет безопасность"))

    assert use.forms == Counter({"совет безопасности": 2})


def test_sources_experts_and_countries_are_counted_once():
    sources = [
        interview("мир, мир"),
        interview("мир", id="kz-01-again"),
        interview("мир", id="am-01", country="AM", expert="AM-01"),
        interview("мир", id="un-01", kind="statement", expert="", country=""),
        interview("война", id="by-01", country="BY", expert="BY-01"),
    ]

    (use,) = uses(sources, rule("ru", "мир"))

    assert use.hits == 5
    assert use.sources == {"kz-01", "kz-01-again", "am-01", "un-01"}
    assert use.experts == {"KZ-01", "AM-01"}
    assert use.countries == {"KZ", "AM"}


def test_terms_of_one_code_that_catch_the_same_words_are_named():
    lemma, wildcard, row = uses(
        [interview("Безопасность. Совет безопасности.")],
        rule("ru", "безопасность", "безопасн*", "совет безопасность"),
    )

    assert lemma.also == Counter({"безопасн*": 2})
    assert wildcard.also == Counter({"безопасность": 2})
    assert row.also == Counter()


def test_terms_of_different_codes_may_catch_the_same_words():
    codes = (Code("a", rules=(rule("ru", "мир"),)), Code("b", rules=(rule("ru", "мир"),)))

    both = term_uses([interview("мир")], compile_rules(Codebook("x", "1", codes)))

    assert [(use.code, use.hits, use.also) for use in both] == [("a", 1, Counter()), ("b", 1, Counter())]


def test_terms_that_share_words_are_named_whatever_their_code():
    codes = (
        Code("a", rules=(rule("ru", "совет безопасность", "мир"),)),
        Code("b", rules=(rule("ru", "безопасность коллективный", "безопасность", "война"),)),
    )
    source = interview("Совет безопасности, коллективной. Безопасность. Мир и война.")

    uses = term_uses([source], compile_rules(Codebook("x", "1", codes)))

    assert {use.term: dict(use.overlaps) for use in uses if use.overlaps} == {
        "совет безопасность": {("b", "безопасность"): 1},
        "безопасность": {("a", "совет безопасность"): 1},
    }


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12), st.integers(1, 4)), max_size=8))
def test_overlaps_are_those_that_comparing_every_pair_finds(spans):
    hits = [Hit(0, term, start, start + length) for term, start, length in spans]

    found = sorted((term, sorted(others)) for term, others in _overlapping(hits))

    pairs = [
        (
            one.term,
            sorted({o.term for o in hits if o.term != one.term and o.start < one.end > one.start < o.end}),
        )
        for one in hits
    ]
    assert found == sorted(pair for pair in pairs if pair[1])


def test_interviewers_words_are_not_counted():
    source = interview("Мир?\nМир.", ("Интервьюер", "interviewer"), ("Эксперт", "expert"))

    assert [use.hits for use in uses([source], rule("ru", "мир"))] == [1]


def test_the_unit_decides_what_stands_together():
    source = interview("Ввод был. Потом вывод.")

    assert [use.hits for use in uses([source], rule("ru", "ввод AND вывод"))] == [0]
    assert [use.hits for use in uses([source], rule("ru", "ввод AND вывод"), unit="turn")] == [2]


def test_terms_say_whether_a_speaker_of_the_language_has_looked_at_them():
    russian, kazakh = uses([], rule("ru", "мир"), rule("kk", Term("бейбітшілік")), checked=["code/ru"])

    assert russian.checked
    assert not kazakh.checked
