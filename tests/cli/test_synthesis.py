"""conclude, triangulate."""

from __future__ import annotations

import json


def test_a_conclusion_is_written_shown_and_stands_in_the_triangulation(ran, qual):
    wrote = qual(
        "conclude", "mission", "--text", "Пришли быстро.", "--convergence", "silence", "--coder", "Әсел"
    )
    shown = qual("conclude", "mission")
    table = qual("triangulate", "--json")

    assert wrote.stdout == "Conclusion on mission stored.\nConvergence of mission stored.\n"
    assert "conclusion: Пришли быстро." in shown.stdout
    mission = json.loads(table.stdout)[0]
    assert (mission["conclusion"], mission["convergence"]) == ("Пришли быстро.", "silence")
    assert (mission["interview_voices"], mission["literature_voices"]) == (3, None)
    assert qual("undo").exit_code == 0  # both in one batch
    assert json.loads(qual("conclude", "mission", "--json").stdout) == []


def test_nothing_is_ever_made_up(ran, qual):
    assert qual("conclude").stdout.count("conclusion: not written") == 2
    assert "not written" in qual("triangulate").stdout


def test_a_long_conclusion_comes_from_a_file(ran, qual):
    (ran / "вывод.txt").write_text("\ufeffПервый абзац.\n\nЕкінші абзац.\n", encoding="utf-8")

    qual("conclude", "identity", "--file", "вывод.txt", "--coder", "Әсел")

    written = json.loads(qual("conclude", "identity", "--json").stdout)
    assert written[0]["text"] == "Первый абзац.\n\nЕкінші абзац."


def test_quotations_are_printed_below_when_asked_for(ran, qual):
    printed = qual("triangulate", "--quotes", "1", "--theme", "mission").stdout

    assert "interview · KG · KG-01 · turn 2 · speed" in printed
    assert "They came quickly." in printed


def test_agreement_beside_silence_is_noted(ran, qual):
    statements = ran / "transcripts" / "statements"
    statements.mkdir()
    (statements / "st-01.txt").write_text("Мы обсудили погоду.\n", encoding="utf-8")
    qual("run")
    qual("conclude", "mission", "--convergence", "agreement", "--coder", "Әсел")

    done = qual("triangulate")

    assert "note: mission is called agreement, but silent: statement." in done.stderr


def test_mistakes_are_one_sentence_and_change_nothing(ran, qual):
    for arguments in (
        ("conclude", "--text", "да"),
        ("conclude", "mission", "--text", "да"),  # nobody is named
        ("conclude", "mission", "--delete", "all", "--coder", "Әсел"),
        ("conclude", "mission", "--file", "нет.txt", "--coder", "Әсел"),
        ("conclude", "mission", "--convergence", "yes", "--text", "да", "--coder", "Әсел"),
        ("triangulate", "--columns", "country"),
    ):
        done = qual(*arguments)
        assert (done.exit_code, done.stdout) == (1, ""), arguments
        assert len(done.stderr.splitlines()) == 1
    assert json.loads(qual("conclude", "--json").stdout) == []
