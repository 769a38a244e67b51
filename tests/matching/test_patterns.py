"""`regex:` and `spacy:` rules: what they find, what is refused, and that nothing makes them hang."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc

from qual.codebook import parse_codebook
from qual.errors import RuleError
from qual.matching import compile_rules, regexes
from qual.matching.docs import blank
from qual.matching.engine import FastEngine
from qual.matching.patterns import (
    PatternFinder,
    check_patterns,
    compile_patterns,
    explain_pattern,
    with_patterns,
)
from qual.matching.plain import Hit, PlainEngine, Stretch
from qual.matching.token_patterns import flaws, written
from qual.matching.token_search import TokenSearch
from qual.matching.units import sentences
from qual.model import Codebook, Role, Rule
from tests.matching.finding import book, rule
from tests.thorough import examples


def tokens(*pattern: dict[str, object], language: str = "ru") -> Rule:
    return Rule(language, spacy=(pattern,))


def regex(*patterns: str, language: str = "any") -> Rule:
    return Rule(language, regex=patterns)


def caught(asked: Rule, text: str, spoken: str | None = None) -> list[str]:
    """What a rule catches in a text, sentence by sentence, as written there."""
    spoken = asked.language.replace("any", "ru") if spoken is None else spoken
    finder = PatternFinder(compile_patterns(book(asked)), first_index=0)
    hits = finder.find(text, [Stretch(start, end, spoken) for start, end in sentences(text)])
    return [text[hit.start : hit.end] for hit in hits]


def wrong(asked: Rule) -> list[str]:
    return [problem.what for problem in check_patterns(book(asked))]


# --- regular expressions ---------------------------------------------------------------------


def test_a_regular_expression_is_found_where_it_stands():
    assert caught(regex(r"\d+ (?:солдат|сарбаз)\w*"), "Пришли 2500 солдат. 70 сарбаз да келді.") == [
        "2500 солдат",
        "70 сарбаз",
    ]


def test_case_counts_unless_the_pattern_says_otherwise():
    assert caught(regex("одкб"), "ОДКБ и одкб.") == ["одкб"]
    assert caught(regex("(?i)одкб"), "ОДКБ и одкб.") == ["ОДКБ", "одкб"]


def test_slashes_around_a_pattern_are_not_part_of_it():
    (pattern,) = compile_patterns(book(regex(r"/ՀԱՊԿ-\w+/")))

    assert pattern.regex == r"ՀԱՊԿ-\w+"
    assert pattern.term.text == r"regex:/ՀԱՊԿ-\w+/"
    assert caught(regex(r"/ՀԱՊԿ-\w+/"), "Սա ՀԱՊԿ-ին է։") == ["ՀԱՊԿ-ին"]


def test_the_ends_of_a_sentence_are_the_ends_of_what_is_searched():
    assert caught(regex(r"^\w+"), "Ввели войска. Вывели их.") == ["Ввели", "Вывели"]
    assert caught(regex(r"\w+ \w+\.$"), "Их ввели тихо. Вывели их.") == ["ввели тихо.", "Вывели их."]


def test_offsets_count_characters_beyond_the_basic_plane():
    text = "😀𝔘 қауіп бар."
    finder = PatternFinder(compile_patterns(book(regex("қауіп"))), first_index=7)

    assert finder.find(text, [Stretch(0, len(text), "kk")]) == [Hit(0, 7, 3, 8)]


def test_what_has_no_characters_is_not_found():
    assert caught(regex(r"\b|(?=в)|xx"), "в январе") == []


def test_matches_of_one_pattern_do_not_overlap():
    assert caught(regex("аба"), "абабаба") == ["аба", "аба"]


def test_a_pattern_is_looked_for_in_its_language_and_in_its_speakers_turns():
    def hits(language: str, speakers: tuple[Role, ...], spoken: str, role: Role) -> int:
        one = Rule(language, regex=("да",), spacy=(({"LOWER": "да"},),), speakers=speakers)
        stretch = Stretch(0, 2, spoken, role)
        return len(PatternFinder(compile_patterns(book(one)), first_index=0).find("да", [stretch]))

    assert hits("ru", ("expert",), "ru", "expert") == 2
    assert hits("ru", ("expert",), "kk", "expert") == 0
    assert hits("any", ("expert",), "kk", "expert") == 2
    assert hits("ru", ("expert",), "", "expert") == 2
    assert hits("ru", ("expert",), "ru", "interviewer") == 0
    assert hits("ru", ("expert", "interviewer"), "ru", "interviewer") == 2


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("(войска", "missing ) (column 8)."),
        ("а*", "it matches no letters at all, so it is found everywhere."),
        ("(?:(?:аб){3000}){3000}", "the pattern repeats repetitions too often (column 1)."),
        ("а(?R)?", "(?R lets the pattern contain itself, which qual does not search for (column 2)."),
        ("а|" * 20_000, "the pattern has 40000 characters; 20000 is the most (column 1)."),
        ("(" * 3000 + "а" + ")" * 3000, "the pattern cannot be read (RecursionError) (column 1)."),
        ("[[а]", None),
        ("войск", None),
    ],
)
def test_a_regular_expression_that_cannot_be_searched_for_is_told(pattern, what):
    found = wrong(regex(pattern))

    assert [one.endswith(what) for one in found] == [True] if what else found == []


def test_the_codebook_says_where_a_pattern_stands_that_cannot_be_compiled():
    text = """
format: 1
id: book
version: 1
themes:
  - id: forces
    definition: {en: x}
    rules:
      - lang: ru
        regex: ['войск\\w+', 'ввод(']
"""
    codebook, _ = parse_codebook(text, "book.yaml")
    assert codebook is not None

    with pytest.raises(RuleError) as raised:
        compile_patterns(codebook)

    assert (
        raised.value.message
        == "book.yaml, line 9, code forces: the pattern regex:/ввод(/: missing ) (column 6)."
    )
    assert raised.value.column == 6
    assert "Put \\" in raised.value.hint


# --- token patterns --------------------------------------------------------------------------


def test_a_token_pattern_takes_every_form_of_its_lemmas():
    pattern = tokens({"LEMMA": "ввод"}, {"POS": "ADJ", "OP": "?"}, {"LEMMA": "войско"})

    assert caught(pattern, "О вводе миротворческих войск. Ввод войск! Вводы в войска.") == [
        "вводе миротворческих войск",
        "Ввод войск",
    ]


@pytest.mark.parametrize(
    ("language", "lemma", "text", "expected"),
    [
        ("kk", "қауіпсіздік", "Ұжымдық қауіпсіздіктің ұйымы.", ["қауіпсіздіктің"]),
        ("hy", "անվտանգություն", "Հավաքական անվտանգության պայմանագիր։", ["անվտանգության"]),
        ("be", "бяспека", "Арганізацыя бяспекі.", ["бяспекі"]),
        ("en", "ally", "Our allies were late.", ["allies"]),
        ("tg", "кишвар", "Ин кишварҳо дуранд.", ["кишварҳо"]),
        ("ky", "өлкө", "Бул өлкөлөр алыс.", ["өлкөлөр"]),
    ],
)
def test_a_lemma_means_in_every_language_what_it_means_as_a_term(language, lemma, text, expected):
    assert caught(tokens({"LEMMA": lemma}, language=language), text) == expected
    assert caught(tokens({"LEMMA": {"IN": [lemma, "xyz"]}}, language=language), text) == expected
    assert expected[0] not in caught(tokens({"LEMMA": {"NOT_IN": [lemma]}}, language=language), text)


def test_yo_and_e_and_stress_marks_do_not_count():
    assert caught(tokens({"LOWER": "партнёрство"}), "Партнерство, партнёрство, партнёрство\u0301.") == [
        "Партнерство",
        "партнёрство",
        "партнёрство\u0301",
    ]


def test_words_in_a_row_may_be_on_two_lines_but_a_mark_stands_between():
    pattern = tokens({"LEMMA": "совет"}, {"LEMMA": "безопасность"})

    assert caught(pattern, "совет\n  безопасности") == ["совет\n  безопасности"]
    assert caught(pattern, "совет, безопасность") == []
    assert caught(
        tokens({"LEMMA": "совет"}, {"IS_PUNCT": True}, {"LEMMA": "безопасность"}), "совет, безопасность"
    )


def test_a_place_is_as_long_as_it_can_be_and_places_do_not_overlap():
    assert caught(tokens({"LOWER": "да", "OP": "+"}), "да да да нет да") == ["да да да", "да"]
    assert caught(tokens({"LOWER": "а"}, {"OP": "*"}, {"LOWER": "б"}), "а в а б г б а") == ["а в а б г б"]
    assert caught(tokens({"LOWER": "а"}, {"LOWER": "б", "OP": "!"}), "а б а в") == ["а в"]
    assert caught(tokens({"LOWER": "а", "OP": "{2,3}"}), "а а а а а") == ["а а а", "а а"]


def test_a_pattern_does_not_reach_into_the_next_sentence():
    assert caught(tokens({"LOWER": "ввод"}, {"OP": "*"}, {"LOWER": "войск"}), "Ввод сил. Часть войск.") == []


def test_attributes_that_only_spacy_knows():
    assert caught(tokens({"IS_DIGIT": True}, {"LEMMA": "солдат"}), "2500 солдат, сто солдат") == [
        "2500 солдат"
    ]
    assert caught(tokens({"SHAPE": "XXXX"}), "ОДКБ и НАТО, ООН") == ["ОДКБ", "НАТО"]
    assert caught(tokens({"LENGTH": {">=": 12}}), "миротворческий контингент там") == ["миротворческий"]
    assert caught(tokens({"LIKE_NUM": True}, language="kk"), "жүз адам", "kk") in (["жүз"], [])


def test_parts_of_speech_are_known_in_russian():
    text = "Быстрый ввод войск помог Казахстану, и мы решили уйти."

    assert caught(tokens({"POS": "ADJ"}), text) == ["Быстрый"]
    assert caught(tokens({"POS": "PROPN"}), text) == ["Казахстану"]
    assert caught(tokens({"POS": {"IN": ["VERB", "PUNCT"]}}), text) == ["помог", ",", "решили", "уйти", "."]


def test_a_word_may_be_told_by_a_regular_expression_or_by_likeness():
    assert caught(tokens({"LOWER": {"REGEX": "^миротвор"}}), "Миротворцы и не миротворцы") == [
        "Миротворцы",
        "миротворцы",
    ]
    assert caught(tokens({"TEXT": {"REGEX": {"NOT_IN": ["^[а-я]", "^Н"]}}}), "Да нет Не") == ["Да"]
    assert caught(tokens({"LEMMA": {"REGEX": "^реформ"}}), "реформы, реформировать, форма") == [
        "реформы",
        "реформировать",
    ]
    assert caught(tokens({"LOWER": {"FUZZY1": "назарбаев"}}), "Назарбаев, Назорбаев, Назоровбаев") == [
        "Назарбаев",
        "Назорбаев",
    ]
    assert caught(tokens({"SHAPE": {"REGEX": "^X+$"}}), "ОДКБ там") == ["ОДКБ"]


def test_names_of_attributes_and_operators_may_be_in_small_letters():
    assert caught(tokens({"lemma": {"in": ["войско"]}, "op": "+"}), "войска войсками") == ["войска войсками"]


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        (({"LEMA": "ввод"},), "'LEMA' is not an attribute of a token."),
        (({"LOWER": "да", "OP": "**"},), "OP: '**' is not an operator."),
        (({"LOWER": "да", "OP": "{5,2}"},), "OP: '{5,2}' is never met."),
        (({"LOWER": {"REGX": "а"}},), "'REGX' is not a condition on LOWER."),
        (({"LOWER": {"REGEX": "(а"}},), "REGEX '(а': missing ) (column 3)."),
        (({"LOWER": ["да"]},), "LOWER: ['да'] is not a text."),
        (({"LOWER": {"IN": []}},), "LOWER: IN is a list of texts."),
        (({"LOWER": "совет мира"},), "LOWER: 'совет мира' is not one token, so it is never met."),
        (({"IS_DIGIT": "да"},), "IS_DIGIT is true or false, not 'да'."),
        (({"LENGTH": "много"},), "LENGTH: 'много' is not a number of letters."),
        (({"LENGTH": -1},), "LENGTH: -1 is the length of no word."),
        (({"LENGTH": {"<": 2**64}},), f"LENGTH: {{'<': {2**64}}} is the length of no word."),
        (({"LEMMA": {"IS_SUBSET": ["да"]}},), "IS_SUBSET is for MORPH; LEMMA has one value."),
        (({"TAG": "NN"},), "TAG is not known without a trained pipeline for ru."),
        (({"DEP": {"IN": ["nsubj"]}},), "DEP is not known without a trained pipeline for ru."),
        (({"MORPH": {"IS_SUBSET": ["Case=Gen"]}},), "MORPH is not known without a trained pipeline for ru."),
        (({"_": {"mine": True}},), "_ asks for an attribute of a pipeline's own, which qual does not have."),
        (({"IS_SPACE": True},), "IS_SPACE is never met: white space is not a token here."),
        (({"OP": "*"},), "no token must be there, so the pattern finds something everywhere."),
        ((), "no token must be there, so the pattern finds something everywhere."),
        (
            ({"LOWER": "а", "OP": "{150}"},) * 2,
            "the pattern is 300 tokens long when its repetitions are written out.",
        ),
    ],
)  # fmt: skip
def test_a_token_pattern_that_cannot_be_searched_for_is_told(pattern, what):
    (found,) = wrong(tokens(*pattern))

    assert found.endswith(f": {what}")
    with pytest.raises(RuleError):
        compile_patterns(book(tokens(*pattern)))


def test_a_part_of_speech_needs_a_pipeline_except_in_russian():
    asked = Rule("kk", spacy=(({"POS": "NOUN"},),))

    assert wrong(asked)[0].endswith("POS is not known without a trained pipeline for kk.")
    assert list(check_patterns(book(asked), pipelines={"kk": "my-pipeline"})) == []
    assert wrong(Rule("ru", spacy=(({"POS": "NOUN"},),))) == []


def test_every_flaw_is_told_at_once():
    asked = Rule("ru", regex=("(", "а*"), spacy=(({"LEMA": "а"}, {"OP": "x"}), ({"TAG": "NN"},)))

    assert len(wrong(asked)) == 5


def test_evidence_shows_a_pattern_as_it_is_written():
    pattern = (
        {"LEMMA": "ввод"},
        {"POS": "ADJ", "OP": "?"},
        {"LOWER": {"IN": ["войск", "сил"]}, "IS_ALPHA": True},
    )
    (compiled,) = compile_patterns(book(tokens(*pattern)))

    assert compiled.rule == "code/ru"
    assert compiled.term.text == (
        "spacy:[{LEMMA: ввод}, {POS: ADJ, OP: '?'}, {LOWER: {IN: [войск, сил]}, IS_ALPHA: true}]"
    )
    assert written(pattern) in compiled.term.text


def test_patterns_can_be_sent_to_another_process():
    patterns = compile_patterns(book(regex("а+"), tokens({"LEMMA": "ввод"})))

    assert pickle.loads(pickle.dumps(patterns)) == patterns


def test_words_alone_are_decided_without_loading_spacy():
    code = (
        "import sys\n"
        "from qual.matching.patterns import PatternFinder, compile_patterns\n"
        "from qual.matching.plain import Stretch\n"
        "from qual.model import Code, Codebook, Rule\n"
        "rule = Rule('ru', regex=('а+',), spacy=(({'LEMMA': 'ввод'}, {'POS': 'NOUN'}),))\n"
        "patterns = compile_patterns(Codebook('b', '1', (Code('c', rules=(rule,)),)))\n"
        "hits = PatternFinder(patterns, first_index=0).find('Ввод войск', [Stretch(0, 10, 'ru')])\n"
        "print(len(hits), 'spacy' in sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["1", "False"]


CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "LOWER": st.sampled_from("ab")
        | st.fixed_dictionaries({"IN": st.lists(st.sampled_from("abc"), min_size=1)})
        | st.fixed_dictionaries({"NOT_IN": st.lists(st.sampled_from("abc"), min_size=1)})
        | st.fixed_dictionaries({"REGEX": st.sampled_from(["a|b", "b+$", "[^a]"])})
        | st.fixed_dictionaries({"FUZZY1": st.sampled_from(["ab", "b"])}),
        "TEXT": st.sampled_from("aA"),
        "IS_DIGIT": st.booleans(),
        "SHAPE": st.sampled_from("xXd") | st.fixed_dictionaries({"REGEX": st.just("x")}),
        "LENGTH": st.fixed_dictionaries({">=": st.just(2)}),
        "OP": st.sampled_from(["?", "*", "+", "!", "{2}", "{1,3}", "{0,2}", "{,2}", "{2,}"]),
    },
)


@settings(max_examples=examples(120, 3000), deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "c", "A", "1", ".", "bb"]), min_size=1, max_size=9),
    st.lists(CONDITIONS, min_size=1, max_size=4),
)
def test_tokens_are_found_where_spacys_matcher_finds_them(words, pattern):
    if any(not flaw.warning for flaw in flaws(pattern, "en", {})):
        return
    doc = Doc(blank("en").vocab, words=words)
    matcher = Matcher(doc.vocab)
    matcher.add("pattern", [pattern], greedy="FIRST")
    search = TokenSearch(pattern, "en", "the pattern", trained=False)

    found = search.places(words, doc)

    assert found == sorted((start, end) for _, start, end in matcher(doc))
    assert all(all(search.reasons(words, doc, *place)) for place in found)
    assert not found or all(any(map(test.word, words)) for test in search.required)


# --- with terms ------------------------------------------------------------------------------


def test_patterns_stand_behind_the_terms_of_a_run():
    codebook = book(rule("ru", "войско"), regex(r"\d{4}"))
    rules = compile_rules(codebook)
    patterns = compile_patterns(codebook)
    text = "Ушли. Войска, 2022. Тогда. А 2023 мы."
    turns = [Stretch(0, len(text), "ru")]

    for engine in (FastEngine(rules), PlainEngine(rules)):
        both = with_patterns(engine, patterns, first_index=len(rules.terms))
        ((stretches, hits),) = both.find_in_turns_of([(text, turns)], "sentence")

        found = [(text[stretches[h.stretch].start :][:6], h.term, text[h.start : h.end]) for h in hits]
        assert sorted(found) == [("А 2023", 1, "2023"), ("Войска", 0, "Войска"), ("Войска", 1, "2022")]


def test_an_engine_without_patterns_stays_as_it_is():
    rules = compile_rules(book(rule("ru", "войско")))
    engine = PlainEngine(rules)

    assert with_patterns(engine, (), first_index=1) is engine


def test_an_explanation_names_for_each_word_what_it_met():
    text = "Он за ввод миротворческих войск."
    stretch = Stretch(0, len(text), "ru")
    one, other = compile_patterns(
        book(regex(r"в\w+"), tokens({"LEMMA": "ввод"}, {"OP": "*"}, {"LOWER": "войск"}))
    )

    assert explain_pattern(one, text, 6, 10, stretch) == [("ввод", r"regex:/в\w+/", "regular expression")]
    assert explain_pattern(other, text, 6, 31, stretch) == [
        ("ввод", "{LEMMA: ввод}", "pymorphy3"),
        ("миротворческих", "{OP: '*'}", "as written"),
        ("войск", "{LOWER: войск}", "as written"),
    ]


# --- nothing hangs ---------------------------------------------------------------------------

LONG = 200_000


@pytest.fixture
def soon(monkeypatch):
    """Limits that are reached soon, so that the test need not wait for them."""
    monkeypatch.setattr(regexes, "SECONDS_PER_SEARCH", 0.1)
    monkeypatch.setattr(regexes, "SECONDS_PER_MILLION", 0.5)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(а+)+$", "а" * 60 + "!"),
        ("(а|аа)+$", "а" * 60 + "!"),
        ("(?:а*)*б|в", "а" * 5000 + "г"),
        (r"(\w+\s?)*:", "слово " * 5000),
        ("х.*.*.*х", "х" + "а" * LONG),
        (r"(.*)\1\1(.*)х", "х" + "а" * 5000),
        ("(?=(а+)+б)х|а", "а" * 3000),
        ("(?:а?){80}а{80}", "а" * 79),
        ("(?b)(?:миротворческий){e<=6}", "мритовреч ский" * 5_000),
        ("|".join(f"слово{number}" for number in range(2000)), "словa " * 20_000),
        (r"(?:(?:\w|\d|[а-я])+[.,]?)+;", "абв" * 1000),
    ],
)
def test_no_regular_expression_makes_a_run_hang(pattern, text, soon):
    assert_ends(book(regex(pattern)), text)


def test_a_pattern_that_is_a_little_slow_everywhere_has_a_limit_for_the_whole_run(monkeypatch):
    monkeypatch.setattr(regexes, "SECONDS_PER_RUN", 0.3)
    text = "а" * 18 + "!"
    finder = PatternFinder(compile_patterns(book(regex("(а|аа)+$"))), first_index=0)

    with pytest.raises(RuleError) as raised:
        finder.find(text, [Stretch(0, len(text), "ru")] * 5000)

    assert "the pattern regex:/(а|аа)+$/ of code code takes too long: more than 0 s" in raised.value.message
    assert "half tagged" in raised.value.message
    assert raised.value.hint.startswith("Do not repeat what is repeated already")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:(?:аб){1000}){1000}",
        "((а{1000}){1000}){1000}",
        "((((((а{10}б){10}в){10}г){10}д){10}е){10}ж){10}",
        "(?x)((а) {1000} ) {1000}",
        "(?=(?:аб){1000}){1000}",
        "(?:" * 5000 + "а" + ")+" * 5000,
        "(?i)" + "|".join(map(str, range(3000))),
        "(?:а{0,60000}){0,60000}б",
        "[" + "".join(map(chr, range(0x400, 0x2400))).replace("\\", "").replace("]", "") + "]+",
    ],
)
def test_no_pattern_takes_long_or_much_memory_to_compile(pattern):
    pytest.importorskip("resource")  # Windows cannot limit memory
    code = (
        "import resource, sys\n"
        "from qual.errors import RuleError\n"
        "from qual.matching.regexes import compile_regex\n"
        "resource.setrlimit(resource.RLIMIT_AS, (300_000_000, 300_000_000))\n"
        "try: compile_regex(sys.stdin.read())\n"
        "except RuleError as error: print(error)\n"
    )

    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        input=pattern, capture_output=True, text=True, check=True, timeout=20, encoding="utf-8",
    )  # fmt: skip

    assert "Memory" not in done.stdout


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (({"LOWER": "а", "OP": "+"},) * 6, "а " * 100_000),
        (({"LOWER": "а"}, {"OP": "*"}, {"LOWER": "а"}, {"OP": "*"}, {"LOWER": "б"}), "а " * 100_000 + "б"),
        (({"IS_ALPHA": True, "OP": "{10,60}"}, {"IS_DIGIT": True}), "а " * 50_000),
        (({"LOWER": "а", "OP": "{0,20}"}, {"LOWER": "а", "OP": "{2,}"}) * 4, "а " * 50_000),
        (({"LOWER": {"REGEX": "^(а+)+$"}},), "а" * 60 + "б"),
        (({"SHAPE": {"REGEX": "^(x|xx)+$"}},), "а" * LONG),
        (({"LOWER": {"FUZZY": "а" * 1000}},), "аб" * 500_000),
        (({"LOWER": {"REGEX": "|".join(map(str, range(3000)))}},), "слово " * 100_000),
    ],
)
def test_no_token_pattern_makes_a_run_hang(pattern, text, soon):
    assert_ends(book(tokens(*pattern)), text)


def assert_ends(codebook, text):
    """The search ends: with what it found, or with a sentence that names the pattern and says what to do."""
    finder = PatternFinder(compile_patterns(codebook), first_index=0)
    started = time.process_time()

    refused = []
    try:
        finder.find(text, [Stretch(0, len(text), "ru")])
    except RuleError as error:
        refused.append(error)

    assert all("of code code takes too long" in error.message and error.hint for error in refused)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "а" * LONG, "\x00", "\U0001f600" * 1000, "\u0301"])
def test_any_text_can_be_searched(text):
    asked = Rule("any", regex=("а$",), spacy=(({"LOWER": "а", "IS_ALPHA": True},),))

    assert caught(asked, text) in ([], ["а"])


@settings(max_examples=examples(80, 1000), deadline=None)
@given(st.text(max_size=60), st.text(max_size=8))
def test_any_text_may_be_written_as_a_pattern(text, pattern):
    asked: Codebook = book(Rule("any", regex=(pattern,), spacy=(({"LOWER": {"REGEX": pattern}},),)))
    try:
        patterns = compile_patterns(asked)
    except RuleError:
        assert any(not problem.warning for problem in check_patterns(asked))
        return

    for hit in PatternFinder(patterns, first_index=0).find(text, [Stretch(0, len(text))]):
        assert 0 <= hit.start < hit.end <= len(text)


VALUES = st.recursive(
    st.sampled_from(["а", "", "да нет", "(", "NOUN", "Case=Gen", "{2,3}", "*", 0, 3, -1, True, False]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["IN", "not_in", "REGEX", "FUZZY2", "IS_SUBSET", ">=", "X"]), inner, max_size=2
        )
    ),
    max_leaves=4,
)
NAMES = st.sampled_from(
    ["LEMMA", "lower", "TEXT", "SHAPE", "MORPH", "POS", "LENGTH", "IS_ALPHA", "OP", "_", "X"]
)


@settings(max_examples=examples(120, 3000), deadline=None)
@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=2), max_size=3))
def test_whatever_stands_in_a_token_pattern_is_told_or_searched_for(pattern):
    asked = Rule("ru", spacy=(tuple(pattern),))
    if any(not problem.warning for problem in check_patterns(book(asked))):
        return

    assert isinstance(caught(asked, "Да, а НОУН это нет 333. А да!"), list)


def test_spacy_is_the_library():
    assert spacy.__file__.endswith("site-packages/spacy/__init__.py")
