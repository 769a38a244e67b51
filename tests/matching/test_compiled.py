"""A codebook's rules, parsed: which terms there are, and when a fingerprint changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qual.errors import RuleError
from qual.matching.compiled import compile_rules
from qual.matching.rules import Atom
from qual.model import Code, Codebook, Rule, Term

from .finding import book, compiled, rule


def test_terms_come_in_the_order_of_the_codebook_with_code_language_and_speakers():
    inner = Code("exit", rules=(rule("en", "withdraw*"),))
    asked = rule("kk", "миссия", speakers=("interviewer",))
    theme = Code("mission", rules=(rule("ru", "миссия"), asked), codes=(inner,))

    terms = compile_rules(Codebook("b", "1", (theme,))).terms

    assert [(t.rule, t.term.text, t.speakers) for t in terms] == [
        ("mission/ru", "миссия", ("expert",)),
        ("mission/kk", "миссия", ("interviewer",)),
        ("exit/en", "withdraw*", ("expert",)),
    ]


def test_languages_and_their_atoms_are_told_apart():
    rules = compiled(rule("ru", "совет NEAR/3 =ОДКБ"), rule("any", "CSTO"))

    assert rules.languages == ("any", "ru")
    assert rules.atoms("ru") == {Atom("lemma", "совет"), Atom("exact", "ОДКБ")}
    assert rules.atoms("any") == {Atom("lemma", "csto")}
    assert rules.atoms("kk") == frozenset()


def test_a_term_that_cannot_be_read_says_file_line_code_and_column():
    terms = (Term("мир", line=7), Term("мир NEAR война", line=8))
    broken = replace(book(Rule("ru", any=terms)), file="b.yaml")

    with pytest.raises(RuleError) as raised:
        compile_rules(broken)
    assert raised.value.message == "b.yaml, line 8, code code, column 5: NEAR needs a distance."
    assert raised.value.hint == "Write NEAR/5."
    assert raised.value.column == 5


def test_the_rules_of_some_codes_are_those_of_the_whole_codebook_without_the_others():
    inner = Code("exit", rules=(rule("en", "withdraw*"),))
    whole = Codebook("b", "1", (Code("mission", rules=(rule("ru", "миссия"),), codes=(inner,)),))

    assert [term.code for term in compile_rules(whole, codes={"exit"}).terms] == ["exit"]
    assert compile_rules(whole, codes=()).terms == ()
