"""A YAML file becomes a codebook, and everything that breaks its form is told with its line."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qual.codebook import parse_codebook, read_codebook
from qual.errors import Problem, UnreadableCodebook
from qual.model import Code, Codebook, Rule, Term

STUDY = """\
# invented for a test
format: 1
id: csto-test
version: 1.0.0
title: {en: January events, ru: Январские события}
themes:
  - id: mission
    name: {en: Mission, ru: Миссия, kk: Миссия, hy: Առաքելություն}
    definition: {en: What the mission did.}
    include: {en: its tasks}
    exclude: {ru: реформы}
    example: {hy: "Առաքելությունը ավարտվեց։"}
    codes:
      - id: speed
        name: Speed
        assessment: true
        rules:
          - {lang: ru, any: [быстро, "быстро NEAR/4 (реагировать | среагировать)", =ОДКБ]}
          - lang: kk
            any:
              - жедел
              - {term: ҰҚШҰ, forms: [ұқшұшыл], also_parts: true}
            speakers: [expert, interviewer]
            checked: false
          - lang: en
            regex: swift\\w+
            spacy: [{LEMMA: swift}, {POS: NOUN, OP: "?"}]
"""


def codebook(text: str) -> Codebook:
    read, problems = parse_codebook(text)
    assert problems == []
    assert read is not None
    return read


def problems(text: str) -> list[Problem]:
    return parse_codebook(text, "b.yaml")[1]


def only(text: str) -> Problem:
    (problem,) = problems(text)
    return problem


def with_code(*lines: str) -> str:
    """A codebook of one code; its lines begin at line 6 of the file."""
    head = ["format: 1", "id: b", "version: 1", "themes:", "  - id: theme"]
    return "\n".join([*head, *(f"    {line}" for line in lines)]) + "\n"


# --- what is read ----------------------------------------------------------------------------------


def test_everything_a_codebook_says_is_read():
    read = codebook(STUDY)

    assert (read.id, read.version, read.name) == ("csto-test", "1.0.0", "csto-test@1.0.0")
    assert read.title == {"en": "January events", "ru": "Январские события"}
    (mission,) = read.themes
    assert mission.name["hy"] == "Առաքելություն"
    assert mission.include == {"en": "its tasks"}
    assert mission.exclude == {"ru": "реформы"}
    assert mission.example == {"hy": "Առաքելությունը ավարտվեց։"}
    assert not mission.assessment
    (speed,) = mission.codes
    assert speed.assessment
    assert speed.rules == (
        Rule("ru", (Term("быстро"), Term("быстро NEAR/4 (реагировать | среагировать)"), Term("=ОДКБ"))),
        Rule(
            "kk",
            (Term("жедел"), Term("ҰҚШҰ", forms=("ұқшұшыл",), also_parts=True)),
            speakers=("expert", "interviewer"),
            checked=False,
        ),
        Rule("en", regex=(r"swift\w+",), spacy=(({"LEMMA": "swift"}, {"POS": "NOUN", "OP": "?"}),)),
    )


def test_every_code_rule_and_term_knows_its_line():
    read = codebook(STUDY)
    speed = read.code("speed")
    assert speed is not None

    assert [code.line for code in read.codes] == [7, 14]
    assert [rule.line for rule in speed.rules] == [18, 19, 25]
    assert [term.line for term in speed.rules[1].any] == [21, 22]


def test_every_scalar_is_a_word():
    read = codebook(
        "format: 1\nid: 007\nversion: 1.10\nthemes:\n"
        "  - id: no\n    name: {en: yes, no: ~}\n    definition: 1e5\n"
        "    rules: [{lang: any, any: [null, 2022-01-05, off, 0x10]}]\n"
    )

    assert (read.id, read.version) == ("007", "1.10")
    assert read.themes[0].id == "no"
    assert read.themes[0].name == {"en": "yes", "no": "~"}
    assert read.themes[0].definition == {"und": "1e5"}
    assert [term.text for term in read.themes[0].rules[0].any] == ["null", "2022-01-05", "off", "0x10"]


def test_numbers_and_truth_in_token_patterns_are_those_without_quotation_marks():
    (theme,) = codebook(
        with_code('rules: [{lang: en, spacy: [{ORTH: "2022", LENGTH: 4, IS_ALPHA: false, LEMMA: "true"}]}]')
    ).themes

    assert theme.rules[0].spacy == (({"ORTH": "2022", "LENGTH": 4, "IS_ALPHA": False, "LEMMA": "true"},),)


def test_a_text_without_a_language_says_so_and_blank_texts_are_none():
    (theme,) = codebook(
        with_code("name: Скорость ", "definition: ''", "include: {en: '', ru: ' да '}")
    ).themes

    assert theme.name == {"und": "Скорость"}
    assert theme.label() == theme.label("kk") == "Скорость"
    assert theme.definition == {}
    assert theme.include == {"ru": "да"}


def test_white_space_round_terms_does_not_count():
    (theme,) = codebook(
        with_code('rules: [{lang: ru, any: [" мир ", {term: " да ", forms: [" нет "]}]}]')
    ).themes

    assert theme.rules[0].any == (Term("мир"), Term("да", forms=("нет",)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("Yes", True),
        ("ON", True),
        ("false", False),
        ("no", False),
        ("Off", False),
        ("", False),
    ],
)
def test_true_and_false_are_written_as_people_write_them(written, meant):
    (theme,) = parse_codebook(with_code(f"assessment: {written!r}"))[0].themes  # type: ignore[union-attr]

    assert theme.assessment is meant


def test_what_is_neither_true_nor_false_leaves_things_as_they_are():
    read, _ = parse_codebook(with_code("assessment: да", "rules: [{lang: ru, any: [мир], checked: да}]"))

    assert read is not None
    assert read.themes[0].assessment is False
    assert read.themes[0].rules[0].checked is True


def test_codes_hold_codes_as_deep_as_one_likes():
    read = codebook(
        with_code("codes:", "  - id: a", "    codes:", "      - {id: b, codes: [{id: c}]}", "  - id: d")
    )

    assert [code.id for code in read.codes] == ["theme", "a", "b", "c", "d"]
    assert read.theme_of() == dict.fromkeys(["theme", "a", "b", "c", "d"], "theme")


def test_rules_may_be_shared_by_alias():
    read = codebook(
        with_code(
            "rules: &r [{lang: ru, any: [мир]}]", "codes:", "  - {id: a, rules: *r}", "  - {id: b, rules: *r}"
        )
    )

    assert len({code.rules for code in read.codes}) == 1


def test_a_byte_order_mark_at_the_start_of_a_file_does_no_harm(tmp_path):
    path = tmp_path / "книга кодов.yaml"
    path.write_text(STUDY, encoding="utf-8-sig")

    assert read_codebook(path) == codebook(STUDY)
    assert read_codebook(str(path)).file == "книга кодов.yaml"


# --- what breaks its form --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "line", "what", "hint"),
    [
        (["nmae: Мир"], 6, "'nmae' means nothing here", "Did you mean name?"),
        (["xyz: Мир"], 6, "'xyz' means nothing here", "Known here: id, name"),
        (["codez:", "  - id: a"], 6, "'codez' means nothing here", "Did you mean codes?"),
        (["name: [Мир]"], 6, "name is a text, not a list", "Write name: {en"),
        (["name:", "  English: Peace"], 7, "'English' is not a language code", "Write en"),
        (["name: {en: [Мир]}"], 6, "name in en is a text, not a list or mapping", ""),
        (["assessment: maybe"], 6, "assessment is true or false, not 'maybe'", ""),
        (["codes: {id: a}"], 6, "codes is a list", "begin with -"),
        (["codes:", "  - мир"], 7, "a code is a mapping, not 'мир'", "- id:"),
        (["codes:", "  - name: Мир"], 7, "this code has no id", "Give it one"),
        (["codes:", "  - name: Мир", "    id:"], 7, "this code has no id", "Give it one"),
        (
            ["codes:", "  - name: Мир", "    id: два слова"],
            8,
            "'два слова' cannot be the id",
            "letters, digits",
        ),
        (["codes:", "  - id: ../../etc"], 7, "'../../etc' cannot be the id", "letters, digits"),
        (["codes:", "  - id: [a]"], 7, "id is one word, not a list", ""),
        (["rules:", "  - мир"], 7, "a rule is a mapping, not 'мир'", ""),
        (["rules:", "  - any: [мир]"], 7, "the rule does not say its language", "Add lang: ru"),
        (["rules:", "  - {lang: fr, any: [paix]}"], 7, "'fr' is not a language qual knows", "ru, en, kk"),
        (["rules:", "  - {lang: ru}"], 7, "the rule has no terms, so it can never match", "Add any"),
        (["rules:", "  - {lang: ru, any: []}"], 7, "the rule has no terms, so it can never match", "Add any"),
        (["rules:", "  - {lang: ru, any: мир}"], 7, "any is a list", "begin with -"),
        (
            ["rules:", "  - lang: ru", "    any:", "      - мир", "      -"],
            10,
            "a term is empty",
            "Write a word",
        ),
        (["rules:", "  - lang: ru", "    any: [мир, '  ']"], 8, "a term is empty", "Write a word"),
        (["rules:", "  - lang: ru", "    any: [мир, {forms: [а]}]"], 8, "a term is empty", "Write a word"),
        (["rules:", "  - lang: ru", "    any: [мир, [да]]"], 8, "a term is a text, not a list", ""),
        (
            ["rules:", "  - lang: ru", "    any: [{term: мир, form: [а]}]"],
            8,
            "'form' means nothing",
            "forms?",
        ),
        (
            ["rules:", "  - lang: ru", "    any: [{term: мир, forms: [[а]]}]"],
            8,
            "forms is a list of words",
            "",
        ),
        (
            ["rules:", "  - lang: ru", "    any: [мир]", "    speakers: [all]"],
            9,
            "'all' is not a speaker",
            "expert",
        ),
        (["rules:", "  - lang: ru", "    any: [мир]", "    checked: да"], 9, "checked is true or false", ""),
        (["rules:", "  - lang: ru", "    spacy: [мир]"], 8, "a spaCy pattern is a list of tokens", "LEMMA"),
        (["id: again"], 6, "'id' stands here twice", "Its first place is line 5"),
        (["? [a, b]", ": мир"], 6, "a key is one word", "quotation marks"),
        (['name: "\\ud83d\\ude00"'], 6, "half a character", "itself"),
        (['name: "\\ud800"'], 6, "half a character", "itself"),
        (['name: "\\udfff"'], 6, "half a character", "itself"),
        (
            ["codes: &loop", "  - id: a", "    codes: *loop"],
            6,
            "this entry contains itself",
            "take the alias",
        ),
    ],
)
def test_what_breaks_the_form_is_told_with_its_line_and_what_to_do(lines, line, what, hint):
    problem = only(with_code(*lines))

    assert problem.where.startswith(f"b.yaml, line {line}")
    assert what in problem.what
    assert hint in problem.hint
    assert not problem.warning


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("format: 2\nid: b\nversion: 1\nthemes: [{id: a}]\n", 1, "the format is '2'"),
        ("id: b\nversion: 1\nthemes: [{id: a}]\n", 1, "the format is not given"),
        ("format: 1\nversion: 1\nthemes: [{id: a}]\n", 1, "id is missing"),
        ("format: 1\nid:\nversion: 1\nthemes: [{id: a}]\n", 2, "id is missing"),
        ("format: 1\nid: b\nthemes: [{id: a}]\n", 1, "version is missing"),
        ("format: 1\nid: b\nversion: 1\n", 1, "themes is missing"),
        ("format: 1\nid: b\nversion: 1\nthemes: []\n", 4, "themes is missing"),
        ("format: 1\nid: a/../b\nversion: 1\nthemes: [{id: a}]\n", 2, "'a/../b' cannot be the id"),
        (
            "format: 1\nid: b\nversion: the second\nthemes: [{id: a}]\n",
            3,
            "'the second' cannot be the version",
        ),
        ("format: 1\nid: b\nversion: 1\nthemes: [{id: a}]\nauthor: me\n", 5, "'author' means nothing here"),
        ("- format: 1\n", 1, "a codebook is a mapping"),
        ("just words\n", 1, "a codebook is a mapping"),
    ],
)
def test_the_head_of_a_codebook_is_checked(text, line, what):
    problem = only(text)

    assert problem.where == f"b.yaml, line {line}"
    assert what in problem.what
    assert problem.hint


def test_all_problems_are_told_at_once_in_the_order_of_the_file():
    text = with_code(
        "rules:",
        "  - {lang: fr, any: [paix]}",
        "nmae: Мир",
        "codes:",
        "  - id: два слова",
        "    rules: [{lang: ru}]",
        "    assessment: maybe",
    ).replace("version: 1\n", "version: 1\nauthor: me\n")

    assert [problem.where.split(", ")[1] for problem in problems(text)] == [
        "line 4", "line 8", "line 9", "line 11", "line 12", "line 13",
    ]  # fmt: skip


def test_a_problem_inside_a_code_names_the_code():
    assert only(with_code("nmae: Мир")).where == "b.yaml, line 6, code theme"


def test_what_is_sound_is_read_all_the_same():
    read, _ = parse_codebook(
        with_code("nmae: Мир", "name: Мир", "rules: [{lang: ru, any: [мир, '']}]", "assessment: x")
    )

    assert read is not None
    assert read.themes[0].name == {"und": "Мир"}
    assert read.themes[0].rules[0].any == (Term("мир"),)


def test_half_a_character_is_not_kept():
    read, _ = parse_codebook(with_code('name: "а\\ud800б\\udfffв"'))

    assert read is not None
    assert read.themes[0].name == {"und": "а\N{REPLACEMENT CHARACTER}б\N{REPLACEMENT CHARACTER}в"}


def test_of_a_key_given_twice_the_first_counts():
    read, _ = parse_codebook(with_code("name: первое", "name: второе"))

    assert read is not None
    assert read.themes[0].name == {"und": "первое"}


def test_a_code_below_itself_is_left_out_and_the_others_stay():
    read, _ = parse_codebook(with_code("codes:", "  - &a {id: a, codes: [*a, {id: b}]}", "  - id: c"))

    assert read is not None
    assert [code.id for code in read.codes] == ["theme", "a", "b", "c"]


# --- what is no codebook ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.yaml: the codebook is empty."),
        ("# nothing yet\n", "b.yaml: the codebook is empty."),
        ("format: 1\nid: [b\n", "b.yaml, line 3: not a YAML file"),
        ("format: 1\n\tid: b\n", "b.yaml, line 2: not a YAML file"),
        ("format: 1\nthemes:\n  - id: a\n id: b\n", "b.yaml, line 4: not a YAML file"),
        ("format: 1\nid: *nobody\n", "b.yaml, line 2: not a YAML file"),
        ("format: 1\n---\nformat: 1\n", "b.yaml, line 2: not a YAML file"),
        ("format: 1\nid: b\x07\n", "b.yaml, line 2: a control character (U+0007) stands here."),
    ],
)
def test_what_is_not_yaml_says_where(text, message):
    with pytest.raises(UnreadableCodebook) as raised:
        parse_codebook(text, "b.yaml")

    assert raised.value.message.startswith(message)
    assert raised.value.hint


def test_aliases_that_unfold_without_end_are_declined():
    levels = ["a0: &a0 [мир, мир, мир, мир, мир, мир, мир, мир, мир, мир]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]

    with pytest.raises(UnreadableCodebook, match="aliases of this file unfold to over 200,000 entries"):
        parse_codebook("\n".join(levels), "b.yaml")


@pytest.mark.parametrize("depth", [101, 400, 100_000])
def test_brackets_without_end_are_declined(depth):
    with pytest.raises(UnreadableCodebook, match="inside one another too deeply"):
        parse_codebook("themes: " + "[" * depth + "]" * depth, "b.yaml")


def test_a_file_that_is_missing_or_not_utf8_is_declined_in_one_sentence(tmp_path):
    with pytest.raises(UnreadableCodebook, match=r"nowhere\.yaml: there is no such codebook"):
        read_codebook(tmp_path / "nowhere.yaml")
    (tmp_path / "cp1251.yaml").write_bytes("id: мир".encode("cp1251"))
    with pytest.raises(UnreadableCodebook, match=r"cp1251\.yaml: not UTF-8 \(byte 4\)"):
        read_codebook(tmp_path / "cp1251.yaml")
    with pytest.raises(UnreadableCodebook, match=tmp_path.name):
        read_codebook(tmp_path)


def test_reading_a_codebook_with_errors_tells_the_first_and_how_many_more(tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text(with_code("nmae: Мир", "assessment: maybe", "rules: [{lang: ru}]"), encoding="utf-8")

    with pytest.raises(UnreadableCodebook) as raised:
        read_codebook(path)

    assert raised.value.message == (
        "b.yaml, line 6, code theme: 'nmae' means nothing here. (2 more: qual codebook check)"
    )
    assert raised.value.hint == "Did you mean name?"


@given(st.text(max_size=60) | st.text("format: 1\nidthemes-[]{},&*?!|>'\"#%@`мир\t ", max_size=80))
@example("{? []: []}")
@example("&a [*a]")
@example("&a {*a : *a}")
@example("!!python/object/apply:os.system ['true']")
@example("<<: *a")
@example("\ud800")
def test_any_text_is_a_codebook_with_problems_or_unreadable_never_a_traceback(text):
    try:
        read, found = parse_codebook(text, "b.yaml")
    except UnreadableCodebook as error:
        read, found = None, [Problem("b.yaml", error.message, error.hint)]

    assert found, "no text this short is a sound codebook"
    assert all(problem.where.startswith("b.yaml") and problem.what for problem in found)
    assert read is None or all(isinstance(code, Code) for code in read.codes)
