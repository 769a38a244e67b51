"""What is wrong with a codebook: every kind of problem, all at once, in the order of the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qual.codebook import check_codebook, read_codebook
from qual.errors import Problem, UnreadableCodebook
from qual.matching import check_rules

SOUND = """\
format: 1
id: sound
version: 1.0.0
themes:
  - id: mission
    name: {en: Mission, ru: Миссия}
    definition: {en: What the mission did.}
    codes:
      - id: speed
        name: {en: Speed, ru: Оперативность}
        definition: {en: How quickly it came.}
        rules:
          - {lang: ru, any: [быстро, "быстро NEAR/4 (реагировать | среагировать)"]}
          - {lang: kk, any: [жедел]}
          - {lang: hy, any: [արագ]}
"""


@pytest.fixture
def check(tmp_path):
    def checked(text: str) -> list[Problem]:
        path = tmp_path / "b.yaml"
        path.write_text(text, encoding="utf-8")
        return check_codebook(path, check_rules)[1]

    return checked


def lines(problems: list[Problem]) -> list[str]:
    return [problem.where.removeprefix("b.yaml, line ") for problem in problems]


def test_a_sound_codebook_has_no_problems(check):
    assert check(SOUND) == []


def test_the_codebook_comes_with_its_problems(tmp_path):
    path = tmp_path / "sound.yaml"
    path.write_text(SOUND, encoding="utf-8")

    codebook, problems = check_codebook(path)

    assert codebook == read_codebook(path)
    assert problems == []


def test_every_kind_of_problem_is_told_at_once_in_the_order_of_the_file(check):
    problems = check("""\
format: 1
id: b
version: 1
auhtor: me
themes:
  - id: mission
    name: {en: Mission, ru: Миссия}
    definition: {en: What the mission did.}
    codes:
      - &exit
        id: exit
        name: {en: Exit}
        definition: {en: How it left.}
        rules:
          - {lang: fr, any: [sortie]}
          - lang: ru
            any:
              - вывод NEAR войско
              - вывод AND NOT вывод
              - вывода
              - "ввoд"
              - =ОДКБ
              - =ОДКБ
              - в
          - {lang: en}
        codes: [*exit]
      - id: speed
        definition: {en: How quickly it came.}
      - id: speed
        name: exit
""")

    assert [(where, problem.warning) for where, problem in zip(lines(problems), problems, strict=True)] == [
        ("4", False),  # an unknown key
        ("10", False),  # the code contains itself
        ("15, code exit", False),  # French
        ("18, code exit", False),  # NEAR without a distance
        ("19, code exit", False),  # never matches
        ("20, code exit", True),  # no dictionary form
        ("21, code exit", True),  # a Latin letter
        ("23, code exit", True),  # twice
        ("24, code exit", True),  # one letter
        ("25, code exit", False),  # no terms
        ("27, code speed", True),  # no rules
        ("27, code speed", True),  # no name
        ("29, code speed", False),  # the same id
        ("29, code speed", True),  # no definition
        ("29, code speed", True),  # no rules
        ("29, code speed", True),  # the same name
        ("29, code speed", True),  # a name without its language
    ]
    assert all(problem.what for problem in problems)


def test_an_id_used_twice_names_every_line(check):
    again = SOUND[SOUND.index("      - id: speed") :].replace("Speed", "Pace")

    (problem,) = check(SOUND + again)

    assert problem == Problem(
        "b.yaml, line 16, code speed",
        "the id is used 2 times (also line 9).",
        "Give each code an id of its own.",
    )


def test_a_theme_and_a_code_cannot_share_an_id(check):
    problems = check(SOUND.replace("id: speed", "id: mission"))

    assert [(problem.where, problem.what) for problem in problems] == [
        ("b.yaml, line 9, code mission", "the id is used 2 times (also line 5).")
    ]


def test_a_code_repeated_by_alias_is_an_id_used_twice(check):
    problems = check(SOUND.replace("      - id: speed", "      - &s\n        id: speed") + "      - *s\n")

    assert any("the id is used 2 times" in problem.what for problem in problems)


def test_a_code_without_rules_is_worth_knowing_a_theme_with_codes_is_not(check):
    (problem,) = check(SOUND + "      - {id: trust, name: {en: Trust}, definition: {en: Faith in it.}}\n")

    assert problem.where == "b.yaml, line 16, code trust"
    assert problem.what == "the code has no rules, so nothing suggests it."
    assert problem.warning


def test_a_theme_without_codes_needs_rules_of_its_own(check):
    theme = "  - {id: identity, name: {en: Identity}, definition: {en: Who we are.}"

    (problem,) = check(SOUND + theme + "}\n")
    assert "no rules" in problem.what
    assert check(SOUND + theme + ", rules: [{lang: ru, any: [общий история]}]}\n") == []


def test_a_code_without_definition_or_name_is_worth_knowing(check):
    (no_definition,) = check(SOUND.replace("        definition: {en: How quickly it came.}\n", ""))
    (no_name,) = check(SOUND.replace("        name: {en: Speed, ru: Оперативность}\n", ""))

    assert (no_definition.what, no_definition.warning) == ("the code has no definition.", True)
    assert (no_name.what, no_name.warning) == ("the code has no name.", True)


def test_two_codes_of_one_name_look_alike_in_a_table(check):
    (problem,) = check(SOUND.replace("{en: Speed, ru: Оперативность}", "{en: MISSION, ru: Оперативность}"))

    assert problem.where == "b.yaml, line 9, code speed"
    assert problem.what == "its name 'MISSION' is also that of mission (line 5)."
    assert problem.warning


def test_a_name_without_its_language_matters_only_among_names_in_several(check):
    (problem,) = check(SOUND.replace("{en: Speed, ru: Оперативность}", "Speed"))
    assert problem.what == "the name does not say its language."
    assert problem.warning

    all_plain = SOUND.replace("{en: Speed, ru: Оперативность}", "Speed").replace(
        "{en: Mission, ru: Миссия}", "Mission"
    )
    assert check(all_plain) == []


def test_a_codebook_without_themes_is_told_once(check):
    (problem,) = check("format: 1\nid: b\nversion: 1\nthemes: []\n")

    assert problem.where == "b.yaml, line 4"
    assert not problem.warning


def test_an_error_stands_before_a_warning_on_the_same_line(check):
    problems = check(
        "format: 1\nid: b\nversion: 1\nthemes: [{id: a, definition: мир, rules: [{lang: fr}]}]\n"
    )

    assert [problem.warning for problem in problems] == sorted(problem.warning for problem in problems)
    assert len(problems) > 2


def test_what_is_not_yaml_raises_and_names_the_place(check):
    with pytest.raises(UnreadableCodebook, match=r"b\.yaml, line 2: not a YAML file"):
        check("format: 1\nthemes: ]\n")


def test_further_checks_take_part(tmp_path):
    path = tmp_path / "sound.yaml"
    path.write_text(SOUND, encoding="utf-8")

    def nothing_is_good_enough(codebook):
        yield Problem(f"{codebook.file}, line 3", "too young")

    assert check_codebook(path, nothing_is_good_enough)[1] == [Problem("sound.yaml, line 3", "too young")]


def test_a_codebook_without_a_file_is_named_by_its_id(tmp_path):
    from qual.codebook.check import unique_ids

    path = Path(tmp_path / "sound.yaml")
    path.write_text(SOUND, encoding="utf-8")
    codebook = read_codebook(path)
    doubled = replace(codebook, themes=codebook.themes * 2, file="")

    assert [problem.where for problem in unique_ids(doubled)] == [
        "sound@1.0.0, line 5, code mission",
        "sound@1.0.0, line 9, code speed",
    ]
