"""Suggesting again searches what changed, and ends where suggesting anew would."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qual import study
from qual.matching import suggest as matching
from qual.model import Selection
from tests.invented_study import CODEBOOK, write_study

QUICKER = ("[быстро, оперативность]", "[дней]")
RENAMED = ("{en: Speed, ru: Оперативность}", "{en: Pace, ru: Темп}")
LEFT_OUT = ('          - {lang: ru, any: ["(вывод | выводить) NEAR/3 войско"]}\n', "")
MORE = ("[общий история]", "[общий история, десять]")
EDITS = [QUICKER, RENAMED, LEFT_OUT, MORE]


def edited(edits):
    text = CODEBOOK
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


def made(folder, text=CODEBOOK):
    write_study(folder)
    (folder / "codebooks" / "invented.yaml").write_text(text, encoding="utf-8")
    study.ensure_project(folder)
    with study.open_project(folder) as project:
        study.add_sources(project)
        study.adopt_codebook(project)
        study.suggest(project)
    return folder


def suggest_with(folder, text):
    (folder / "codebooks" / "invented.yaml").write_text(text, encoding="utf-8")
    with study.open_project(folder) as project:
        study.adopt_codebook(project)
        return study.suggest(project)


def suggestions(folder):
    with study.open_project(folder) as project:
        return {(c.segment.source_id, c.code, c.segment.start, c.evidence) for c in project.codings.select()}


@pytest.fixture
def folder(tmp_path):
    return made(tmp_path / "study")


@pytest.fixture
def searched(monkeypatch):
    """What was searched: sources, and codes with rules."""
    calls = []

    def noted(sources, rules, **choices):
        sources = list(sources)
        calls.append(([s.id for s in sources], sorted({term.code for term in rules.terms})))
        return real(sources, rules, **choices)

    real = matching.suggest_in_sources
    monkeypatch.setattr(matching, "suggest_in_sources", noted)
    return calls


def test_when_nothing_changed_no_rule_is_even_read(folder, searched, monkeypatch):
    monkeypatch.setattr("qual.matching.compile_rules", None)
    with study.open_project(folder) as project:
        done = study.suggest(project)

    assert (done.sources, done.searched) == (4, 0)
    assert searched == []


def test_when_nothing_changed_nothing_heavy_is_loaded(folder):
    heavy = ["numpy", "pandas", "spacy", "pymorphy3", "simplemma", "lark", "regex"]
    code = (
        "import sys\n"
        "from qual import study\n"
        f"with study.open_project({str(folder)!r}) as project:\n"
        "    assert study.suggest(project).searched == 0\n"
        f"print([name for name in {heavy} if name in sys.modules])\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_when_nothing_changed_no_text_is_read(folder, monkeypatch):
    with study.open_project(folder) as project:
        monkeypatch.setattr(type(project.sources), "all", None)

        assert study.suggest(project, Selection(country=("KZ",))).sources == 2


def test_when_a_rule_changed_only_its_code_is_looked_for(folder, searched):
    done = suggest_with(folder, edited([QUICKER]))

    assert searched == [(["am-01", "kg-01", "kz-01", "kz-02"], ["speed"])]
    assert (done.added, done.withdrawn) == (1, 1)  # «дней» in kz-01, no «быстро» there any more


def test_when_a_rule_goes_its_suggestions_are_withdrawn(folder, searched):
    done = suggest_with(folder, edited([LEFT_OUT]))

    assert (done.added, done.withdrawn) == (0, 1)
    assert searched[0][1] == ["exit"]


def test_a_new_name_changes_nothing_that_is_found(folder, searched):
    assert suggest_with(folder, edited([RENAMED])).searched == 0
    assert searched == []


def test_a_new_text_is_searched_with_all_rules_and_the_others_with_none(folder, searched):
    path = folder / "transcripts" / "interviews" / "tj-01.txt"
    path.write_text(
        "---\nexpert: TJ-01\ncountry: TJ\nlanguage: ru\n---\nЭксперт: Пришли быстро.\n", encoding="utf-8"
    )
    with study.open_project(folder) as project:
        study.add_sources(project)
        done = study.suggest(project)

    assert searched == [(["tj-01"], ["exit", "identity", "speed"])]
    assert done.added == 1


def test_what_was_rejected_stays_so_when_another_code_is_searched_again(folder):
    with study.open_project(folder, coder="Анна") as project:
        (coding,) = [
            c for c in project.codings.select() if (c.segment.source_id, c.code) == ("kz-01", "exit")
        ]
        study.decide(project, [coding.id], "rejected")
    suggest_with(folder, edited([QUICKER]).replace("version: 1.0.0", "version: 1.1.0"))
    with study.open_project(folder) as project:
        assert project.codings.get(coding.id).status == "rejected"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(EDITS), unique=True), min_size=1, max_size=3))
def test_any_way_of_edits_ends_where_a_fresh_run_with_the_last_codebook_ends(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("edits")
    shutil.copytree(first_run(tmp_path_factory), folder, dirs_exist_ok=True)
    for edits in steps:
        suggest_with(folder, edited(edits))
    fresh = made(tmp_path_factory.mktemp("fresh") / "study", edited(steps[-1]))

    assert suggestions(folder) == suggestions(fresh)


_RUN = []


def first_run(tmp_path_factory):
    if not _RUN:
        _RUN.append(made(tmp_path_factory.mktemp("first") / "study"))
    return _RUN[0]
