"""Very much text is shared out among processes, and the same is found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qual.errors import RuleError
from qual.matching import pool
from qual.matching.suggest import suggest_in_sources
from qual.model import Rule
from tests.matching.finding import compiled, interview, rule

SOURCES = [
    interview("Миротворцы пришли быстро. 🙂 Потом был вывод войск."),
    interview("О погоде не говорят.", id="kz-02"),
    interview("Бейбітшілік қажет! Қауіпсіздіктің бағасы бар.", id="kz-03", language="kk"),
    interview("Անվտանգության հարցն է։ Խաղաղություն։", id="am-01", language="hy", country="AM"),
    interview("", id="tj-01", country="TJ"),
    interview("В 2022 году мы за безопасность.", id="by-01", country="BY", attributes={"group": "НПО"}),
]

RULES = (
    rule("ru", "быстро", "вывод NEAR/3 войско", "безопасность"),
    rule("kk", "қауіпсіздік"),
    rule("hy", "անվտանգություն"),
    Rule("any", regex=(r"\d{4}",)),
    Rule("ru", spacy=(({"LEMMA": "вывод"}, {"LOWER": "войск"}),)),
)


@pytest.fixture
def small(monkeypatch):
    """Everything is very much text."""
    monkeypatch.setattr(pool, "FROM", 1)
    monkeypatch.setattr(pool, "PORTION", 60)
    monkeypatch.setattr(pool, "cores", lambda: 2)


def test_processes_find_what_one_finds_in_the_same_order(small):
    rules = compiled(*RULES)

    alone = list(suggest_in_sources(SOURCES, rules, coder="auto:book@1", shared=False))
    together = list(suggest_in_sources(SOURCES, rules, coder="auto:book@1"))

    assert together == alone
    assert [len(codings) for codings in alone][:2] == [2, 0]
    assert pool.pays(SOURCES)


def test_little_text_is_searched_here(monkeypatch):
    monkeypatch.setattr(pool, "suggest_in_pool", None)

    assert list(suggest_in_sources(SOURCES, compiled(*RULES), coder="auto:book@1"))


def test_one_core_is_not_shared(small, monkeypatch):
    monkeypatch.setattr(pool, "cores", lambda: 1)

    assert not pool.pays(SOURCES)


def test_portions_hold_every_source_once_and_in_order(monkeypatch):
    monkeypatch.setattr(pool, "PORTION", 60)

    parts = list(pool.portions(SOURCES))

    assert [source for part in parts for source in part] == SOURCES
    assert [len(part) for part in parts] == [2, 2, 2]


def test_a_process_that_dies_loses_nothing(small, monkeypatch):
    rules = compiled(*RULES)
    alone = list(suggest_in_sources(SOURCES, rules, coder="auto:book@1", shared=False))
    monkeypatch.setattr(pool, "_CHILD", "import os; os._exit(9)")

    assert list(suggest_in_sources(SOURCES, rules, coder="auto:book@1")) == alone


def test_what_stops_the_search_is_told_as_ever(small, monkeypatch):
    monkeypatch.setattr(
        pool,
        "_CHILD",
        "from qual.matching import pool, regexes; regexes.SECONDS_PER_SEARCH = 0.05; pool.serve()",
    )
    slow = compiled(Rule("any", regex=("(а|аа)+$",)))

    with pytest.raises(RuleError, match="takes too long") as raised:
        list(suggest_in_sources([interview("а" * 60 + "!")] * 3, slow, coder="auto:book@1"))

    assert raised.value.hint


def test_no_process_is_left_when_the_reader_stops_early(small):
    found = suggest_in_sources(SOURCES, compiled(*RULES), coder="auto:book@1")
    next(found)
    children = _children()
    found.close()

    assert children
    assert not _children() & children


def _children() -> set[int]:
    tasks = Path(f"/proc/{os.getpid()}/task")
    if not tasks.is_dir():
        pytest.skip("no /proc here")
    return {int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()}


def test_a_script_needs_no_guard_around_its_main_part(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from qual.matching import compile_rules, pool\n"
        "from qual.matching.suggest import suggest_in_sources\n"
        "from qual.model import Code, Codebook, Rule, Source, Term, Turn\n"
        "pool.FROM, pool.PORTION, pool.cores = 1, 1, lambda: 2\n"
        "book = Codebook('b', '1', (Code('c', rules=(Rule('ru', (Term('мир'),)),)),))\n"
        "turns = (Turn(1, 0, 7, language='ru'),)\n"
        "sources = [Source(name, 'statement', 'О мире.', turns) for name in 'abc']\n"
        "print(sum(map(len, suggest_in_sources(sources, compile_rules(book), coder='auto:b@1'))))\n",
        encoding="utf-8",
    )

    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("3\n", "")
