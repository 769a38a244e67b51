"""A fingerprint changes with whatever changes what is found, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

from qual.matching.fingerprints import code_fingerprints, rules_fingerprint
from qual.model import Code, Codebook, Rule, Term

from .finding import book, rule


def of(codebook):
    return rules_fingerprint(code_fingerprints(codebook))


def test_it_changes_with_whatever_changes_what_is_found():
    plain = rule("ru", "мир")
    changed = [
        plain,
        rule("ru", "миру"),
        rule("kk", "мир"),
        rule("ru", "мир", speakers=("expert", "interviewer")),
        rule("ru", Term("мир", forms=("мирок",))),
        rule("ru", Term("мир", also_parts=True)),
        rule("ru", "мир", "война"),
        Rule("ru", regex=("мир",)),
        Rule("ru", spacy=(({"LEMMA": "мир"},),)),
    ]
    fingerprints = {of(book(each)) for each in changed}

    assert len(fingerprints) == len(changed)
    assert of(book(plain, code="other")) not in fingerprints


def test_it_stays_when_only_lines_names_or_the_version_change():
    before = book(rule("ru", "мир"))
    code = Code("code", rules=(Rule("ru", (Term("мир", line=9),)),))
    after = replace(before, version="2", themes=(Code("theme", name={"en": "Theme"}, codes=(code,)),))

    assert of(before) == of(after)


def test_each_code_has_its_own_so_that_only_what_changed_is_searched_again():
    speed, leaving = Code("speed", rules=(rule("ru", "быстро"),)), Code("exit", rules=(rule("ru", "вывод"),))
    before = code_fingerprints(Codebook("b", "1", (speed, leaving)))
    after = code_fingerprints(Codebook("b", "2", (replace(speed, rules=(rule("ru", "скоро"),)), leaving)))

    assert before["exit"] == after["exit"]
    assert before["speed"] != after["speed"]


def test_token_patterns_change_with_the_pipeline_and_terms_do_not():
    words, tokens = book(rule("ru", "мир")), book(Rule("ru", spacy=(({"LEMMA": "мир"},),)))

    def known(codebook, path):
        return code_fingerprints(codebook, pipelines={"ru": path})

    assert known(words, "one") == known(words, "other")
    assert known(tokens, "one") != known(tokens, "other")
