"""Dictionaries of quanteda, LIWC and WordStat become rules, and back."""

from __future__ import annotations

import pytest

from qual.codebook import parse_codebook
from qual.codebook.dictionaries import read_dictionary, write_dictionary
from qual.errors import UnreadableCodebook
from tests.invented_study import CODEBOOK

QUANTEDA = """\
Миссия:
  __: [миротвор*]
  NO: [быстро, ввод войск]
Exit: [withdraw*, "no", "(x)", ":-)"]
"""
LIWC = "%\r\n1\tAffect\r\n\t02 Anger\r\n%\r\nненави*\t1\t2\r\nkind 1\r\nlike\t(02 134)125\r\nlost\t9\r\n"
WORDSTAT = "MISSION\n\tSPEED\n\t\tQUICK (1)\n\t\tVERY_FAST (2)\n\t\tБЫСТРО (1)\nEXIT\n\tLEAVE* (1)\n"


def tree(codes):
    return {
        code.name["und"]: ([term.text for rule in code.rules for term in rule.any], tree(code.codes))
        for code in codes
    }


def test_quanteda_keeps_words_of_a_level_and_what_looks_like_yes_or_no():
    codebook, problems = read_dictionary(QUANTEDA, "d.yaml", language="ru")

    assert tree(codebook.themes) == {
        "Миссия": (["миротвор*"], {"NO": (["быстро", "ввод войск"], {})}),
        "Exit": (["withdraw*", "no"], {}),
    }
    assert codebook.themes[0].rules[0].language == "ru"
    assert [problem.what[:12] for problem in problems] == ["Exit: '(x)' ", "Exit: ':-)' ", "3 words with"]


def test_liwc_takes_blanks_for_tabs_and_tells_conditions():
    codebook, problems = read_dictionary(LIWC, "d.dic")

    assert tree(codebook.themes) == {"Affect": (["ненави*", "kind"], {"Anger": (["ненави*"], {})})}
    assert any("condition" in problem.what for problem in problems)
    assert any("category 9" in problem.what for problem in problems)


def test_wordstat_nests_by_tabs():
    codebook, problems = read_dictionary(WORDSTAT, "d.cat")

    assert tree(codebook.themes) == {
        "MISSION": ([], {"SPEED": (["QUICK", "VERY FAST", "БЫСТРО"], {})}),
        "EXIT": (["LEAVE*"], {}),
    }
    assert any("weight 2" in problem.what for problem in problems)


def test_a_liwc_file_without_categories_is_refused():
    with pytest.raises(UnreadableCodebook, match="between two lines of %"):
        read_dictionary("word\t1\n", "d.dic")


@pytest.mark.parametrize("ending", ["yaml", "dic", "cat"])
def test_what_a_dictionary_can_say_comes_back(ending):
    codebook, _ = parse_codebook(CODEBOOK)

    text, lost = write_dictionary(codebook, ending)
    again, _ = read_dictionary(text, f"d.{ending}")

    assert tree(again.themes) == {
        "Mission": (
            [],
            {"Speed": (["быстро", "оперативность", "quickly", "жедел"], {}), "Exit": (["withdraw*"], {})},
        ),
        "Identity": (["общий история", "common history"], {}),
    }
    assert sum("cannot be said" in problem.what for problem in lost) == 2
