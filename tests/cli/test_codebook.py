"""codebook check, show, adopt and terms; suggest and explain."""

from __future__ import annotations

import json

import pytest


def book(folder):
    return folder / "codebooks" / "invented.yaml"


def test_a_sound_codebook_passes(study_folder, qual):
    checked = qual("codebook", "check")

    assert checked.exit_code == 0
    assert "2 themes, 2 codes" in checked.stdout


def test_every_problem_is_told_at_once_with_its_line(study_folder, qual):
    text = book(study_folder).read_text(encoding="utf-8")
    text = (
        text.replace("id: exit", "id: speed")
        .replace("lang: kk", "lang: xx")
        .replace("[быстро,", "['(быстро',")
    )
    book(study_folder).write_text(text, encoding="utf-8")
    checked = qual("codebook", "check")

    assert checked.exit_code == 1
    assert "'xx' is not a language qual knows" in checked.stderr
    assert "the id is used 2 times" in checked.stderr
    assert "a bracket is not closed" in checked.stderr
    assert all(", line " in line for line in checked.stderr.splitlines()[:-1])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such codebook"),
        ("", "the codebook is empty"),
        ("themes: [", "not a YAML file"),
        ("format: 1\nid: x\nversion: 1\nthemes: &a [*a]", "this entry contains itself"),
    ],
)
def test_a_missing_or_broken_codebook_gets_one_sentence(study_folder, qual, content, message):
    (study_folder / "qual.toml").write_text('codebook = "codebooks/invented.yaml"\n', encoding="utf-8")
    if content is None:
        book(study_folder).unlink()
    else:
        book(study_folder).write_text(content, encoding="utf-8")
    answer = qual("run")

    assert answer.exit_code == 1
    assert message in answer.stderr
    assert "Traceback" not in answer.output


def test_show_prints_the_tree_or_one_code_with_its_rules(ran, qual):
    assert "  speed" in qual("codebook", "show").stdout
    one = qual("codebook", "show", "speed").stdout
    assert "definition: How quickly it came." in one
    assert "ru: быстро; оперативность" in one
    assert "Did you mean speed?" in qual("codebook", "show", "sped").stderr


def test_terms_tells_what_each_term_catches_and_what_never_matches(ran, qual):
    terms = {term["term"]: term for term in json.loads(qual("codebook", "terms", "--json").stdout)}

    assert terms["быстро"]["forms"] == {"быстро": 1}
    assert terms["быстро"]["countries"] == ["KZ"]
    assert terms["оперативность"]["hits"] == 0
    assert "оперативность" in qual("codebook", "terms", "--unused").stdout


def test_terms_tells_which_terms_share_words(ran, qual):
    text = book(ran).read_text(encoding="utf-8").replace("[общий история]", "[общий история, войско, быстр*]")
    book(ran).write_text(text.replace("1.0.0", "1.1.0"), encoding="utf-8")
    qual("codebook", "adopt")

    told = qual("codebook", "terms", "--overlaps", "--code", "identity")
    (shared,) = [
        term["overlaps"]
        for term in json.loads(qual("codebook", "terms", "--json").stdout)
        if term["term"] == "войско"
    ]

    assert "(вывод | выводить) NEAR/3 войско" in told.stdout
    assert "быстро" in told.stdout
    assert "3 terms, 2 of them share words" not in told.stdout
    assert "4 terms, 2 of them share words with another." in told.stderr
    assert shared == [{"code": "exit", "term": "(вывод | выводить) NEAR/3 войско", "hits": 1}]


def test_a_changed_rule_is_searched_anew_and_withdraws_what_it_no_longer_finds(ran, qual):
    text = book(ran).read_text(encoding="utf-8").replace("[быстро, оперативность]", "[оперативность]")
    book(ran).write_text(text.replace("1.0.0", "1.1.0"), encoding="utf-8")

    assert "invented@1.1.0 is in force" in qual("codebook", "adopt").stdout
    assert "1 withdrawn" in qual("suggest").stdout


def test_suggest_without_a_codebook_says_what_to_do(study_folder, qual):
    qual("add")
    answer = qual("suggest")

    assert answer.exit_code == 1
    assert answer.stderr == "no codebook is in force yet. qual codebook adopt puts one into force.\n"


def test_explain_names_rule_words_and_who_says_so(ran, qual):
    quote = next(q for q in json.loads(qual("quotes", "--json").stdout) if q["code"] == "exit")
    told = qual("explain", quote["id"][:8]).stdout

    assert "Потом был [вывод войск]." in told
    assert "(вывод | выводить) NEAR/3 войско" in told
    assert "войск ← войско, pymorphy3" in told


def test_explain_says_when_the_codebook_no_longer_has_the_term(ran, qual):
    quote = next(q for q in json.loads(qual("quotes", "--json").stdout) if q["code"] == "exit")
    rules = '          - {lang: ru, any: ["(вывод | выводить) NEAR/3 войско"]}\n'
    text = book(ran).read_text(encoding="utf-8").replace(rules, "")
    book(ran).write_text(text.replace("1.0.0", "1.1.0"), encoding="utf-8")
    qual("codebook", "adopt")

    told = qual("explain", quote["id"]).stdout
    (reason,) = json.loads(qual("explain", quote["id"], "--json").stdout)["evidence"]

    assert "the codebook in force no longer has this term" in told
    assert (reason["in force"], reason["words"]) == (False, [])


def test_explain_of_something_unknown_is_told(ran, qual):
    answer = qual("explain", "00000000")

    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1
