"""The worst terms and texts that we could think of: the search ends soon, or is refused with a sentence."""

from __future__ import annotations

import time

import pytest

from qual.errors import RuleError
from qual.matching.engine import FastEngine
from qual.matching.plain import Stretch, find_hits
from tests.matching.finding import compiled, rule

OFTEN = "а б " * 20_000

WORST = [
    ("=а NEAR/100 =б", OFTEN),
    ("((=а NEAR/100 =б) NEAR/100 =а) NEAR/100 =б", OFTEN),
    ("=а NOT NEAR/100 =в", OFTEN),
    ("(=а AND =б) AND (=а AND =б) AND NOT =в", OFTEN),
    ("(=а | =а =б | =б =а) " * 8, OFTEN),
    (" ".join(["(=а | =б | =а =б | =б =а)"] * 12), "а б " * 2_000),
    ("*а*а*а*а*а*аб*", "а" * 300_000),
    ("*аб*в*г*д*е*", "абвгд" * 50_000),
    ("безопасность", "\u0301" * 200_000),
    ("ввод", "ввод-" * 50_000),
    ("security", "𐐨'" * 50_000),
]


@pytest.mark.parametrize(("term", "text"), WORST)
def test_no_term_makes_the_engine_hang(term, text):
    rules = compiled(rule("any", term))
    turn = [Stretch(0, len(text), "ru")]
    started = time.process_time()

    for unit in ("turn", "sentence"):
        FastEngine(rules).find_in_turns(text, turn, unit)

    assert time.process_time() - started < 10


@pytest.mark.parametrize(("term", "text"), WORST)
def test_of_the_worst_terms_both_engines_find_the_same(term, text):
    rules = compiled(rule("any", term))
    text = text[:120]
    turn = [Stretch(0, len(text), "ru")]

    assert FastEngine(rules).find_hits(text, turn) == find_hits(text, turn, rules)


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("а NEAR/1000 б", "a distance lies between 1 and 100 words"),
        ("(" * 5_000 + "мир" + ")" * 5_000, ""),
        (" AND ".join(["мир"] * 500), ""),
        ("*", ""),
    ],
)
def test_a_term_without_measure_is_refused_with_a_sentence(term, told):
    with pytest.raises(RuleError) as refused:
        compiled(rule("ru", term))

    assert told in refused.value.message
    assert len(refused.value.message) < 300
    assert refused.value.hint
