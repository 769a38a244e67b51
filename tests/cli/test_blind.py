"""Blind coding: no command tells a blind coder what the rules or others found in the source."""

from __future__ import annotations

import json
import re
import shutil
import zipfile

import pytest

from tests.test_house import every_command

ASEL = ("--coder", "Әсел")
BEKA = ("--coder", "Бека")
SECRETS = ("Тайная заметка", "Тайный довод", "Жасырын")
"""Beka's memo on a coding, the reason of a decision, Beka's memo on the source."""


def code(qual, sentence, code_id, coder):
    done = qual("code", "kz-01", "--code", code_id, "--turn", "3", "--sentence", sentence, *coder, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["id"]


@pytest.fixture
def twins(study_folder, tmp_path, monkeypatch, qual):
    """Two copies of one study. Asel is to code kz-01 blind and coded one sentence of it.

    In the first the rules and Beka coded kz-01, too; in the second nobody else has. Gives the two
    folders and the ids that Asel must not meet.
    """
    qual("add")
    qual("codebook", "adopt")
    qual("suggest", "--source", "kz-02,kg-01,am-01")
    qual("assign", "Әсел", "--source", "kz-01", "--blind")
    code(qual, "1", "speed", ASEL)
    alone = tmp_path / "alone"
    shutil.copytree(study_folder, alone)

    qual("suggest")
    hidden = [q["id"] for q in json.loads(qual("quotes", "--json", "--source", "kz-01").stdout)]
    (own,) = json.loads(qual("quotes", "--json", "--coder", "Әсел").stdout)
    hidden.remove(own["id"])
    beka = code(qual, "2", "exit", BEKA)
    code(qual, "1", "speed", BEKA)
    hidden = [
        q["id"]
        for q in json.loads(qual("quotes", "--json", "--source", "kz-01").stdout)
        if q["id"] != own["id"]
    ]
    qual("memo", f"coding:{beka}", SECRETS[0], *BEKA)
    qual("adjudicate", beka, "--yes-code", "--reason", SECRETS[1], *BEKA)
    qual("memo", "source:kz-01", SECRETS[2], *BEKA)
    hidden += [row["id"] for row in json.loads(qual("adjudicate", "--json").stdout)]
    hidden += [memo["id"] for memo in json.loads(qual("memo", "--json").stdout)]
    monkeypatch.setenv("QUAL_CODER", "Әсел")
    return study_folder, alone, hidden


def everything(answer, folder):
    """What a command printed and wrote, as one text."""
    parts = [answer.output, answer.stderr]
    for path in sorted((folder / "out").rglob("*")):
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as package:
                parts += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        elif path.is_file():
            parts.append(path.read_bytes().decode("utf-8-sig", "replace"))  # a figure holds no text
    return "\n".join(parts)


MATERIAL = {"source": "kz-01", "sources": "kz-01", "expression": "войско", "code": "exit", "about": ""}
"""What the arguments of a command are given, by their names; a coding's id is a hidden one."""

OPTIONS = {
    "qual code": ["--code", "identity", "--turn", "3", "--sentence", "3"],
    "qual recode": ["--code", "speed"],
    "qual move": ["--turn", "3", "--sentence", "1"],
    "qual decide": ["--reject"],
    "qual adjudicate": [],
    "qual codebook terms": ["--forms", "0"],
    "qual export coding-sheet": ["--what", "segments"],
}
NOT_HERE = {"qual init", "qual done", "qual import coding-sheet", "qual import comments"}
"""Makes another study; opens the eyes, which is tested below; read files that a person brings."""


def invocations(name, command, hidden):
    """A command with its arguments filled in, plain and as JSON, on hidden codings and on all."""
    words = name.split()[1:]
    given: list[str] = []
    for parameter in command.params:
        if parameter.param_type_name == "argument" and (parameter.required or parameter.name == "codings"):
            given.append(MATERIAL.get(parameter.name, hidden[0]))
    given += OPTIONS.get(name, [])
    yield [*words, *given]
    if any("--json" in parameter.opts for parameter in command.params):
        yield [*words, *given, "--json"]
    if any("--layer" in parameter.opts for parameter in command.params):
        for layer in ("Бека", "agreed", "Әсел"):
            yield [*words, *given, "--layer", layer]
    if name == "qual decide":
        yield [*words, "--accept", "--source", "kz-01"]
        yield [*words, "--accept", "--source", "kz-01", "--yes"]


WALKED = [(name, command) for name, command in every_command() if name not in NOT_HERE]


@pytest.mark.parametrize(("name", "command"), WALKED, ids=[name for name, _ in WALKED])
def test_no_command_tells_of_what_is_hidden(twins, qual, name, command):
    folder, _, hidden = twins
    for arguments in invocations(name, command, hidden):
        answer = qual(*arguments)
        told = everything(answer, folder)

        assert answer.exit_code in (0, 1), (arguments, answer.output)
        for id_ in hidden:
            # Whoever asks for an id may have it repeated, and no more than that.
            asked = id_ in arguments
            assert id_ not in told or asked, arguments
            assert id_[:8] not in told or asked, arguments
        for secret in SECRETS:
            assert secret not in told, arguments


SAME = [
    "status",
    "status --json",
    "matrix --json",
    "matrix --columns code --measure segments --json",
    "matrix --measure matches --rows expert --json",
    "matrix --rows coder --json",
    "matrix --reviewed",
    "matrix --layer agreed --json",
    "matrix --layer Әсел --json",
    "quotes",
    "quotes --json",
    "quotes --source kz-01 --json",
    "quotes --layer agreed --json",
    "show kz-01",
    "show kz-01 --sentences --json",
    "sources --json",
    "search войско",
    "codebook terms --json",
    "codebook terms --source kz-01",
    "memo --json",
    "adjudicate --json",
    "decide --accept --source kz-01",
    "decide --accept --theme mission --json",
    "export csv",
    "check",
]


@pytest.mark.parametrize("arguments", SAME)
def test_what_a_command_tells_is_what_it_would_tell_if_nobody_else_had_coded(
    twins, qual, monkeypatch, arguments
):
    seen, alone, _ = twins
    told = []
    for folder in (seen, alone):
        monkeypatch.chdir(folder)
        told.append(without_times(everything(qual(*arguments.split()), folder)))

    assert told[0] == told[1]


def without_times(text):
    return re.sub(r"\d{4}-\d\d-\d\d[T ][\d:.]+Z?", "TIME", text)


def test_the_workbook_of_a_blind_coder_holds_no_row_of_others(twins, qual):
    import openpyxl

    folder, _, hidden = twins
    qual("export", "xlsx")
    book = openpyxl.load_workbook(folder / "out" / "invented.xlsx", read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    book.close()

    assert not set(hidden) & cells


def test_a_matrix_says_that_something_is_left_out_and_shows_no_false_silence(twins, qual):
    def cell():
        return json.loads(qual("matrix", "--json", "--source", "kz-01").stdout)["cells"]["KZ"]["identity"]

    assert "Әсел codes kz-01 blind" in qual("matrix").stderr
    assert cell() == 0  # Asel has begun there
    (own,) = json.loads(qual("quotes", "--json", "--coder", "Әсел").stdout)
    qual("delete", own["id"])
    assert cell() is None  # with nothing of hers the source is not coded yet, as far as she may know


def test_done_shows_what_others_coded_and_not_hides_it_again(twins, qual):
    done = qual("done", "kz-01")
    assert "What others coded in kz-01 is shown from now on." in done.stderr
    shown = qual("show", "kz-01").stdout
    assert "Бека" in shown
    assert SECRETS[0] in qual("memo").stdout
    later = qual("code", "kz-01", "--code", "identity", "--turn", "3")
    assert "this one is not blind" in later.stderr

    again = qual("done", "kz-01", "--not")
    assert "hidden again" in again.stderr
    assert "Бека" not in qual("show", "kz-01").stdout


def test_a_blind_coder_cannot_adjudicate_there(twins, qual):
    where = ("--source", "kz-01", "--turn", "3", "--sentence", "1", "--code", "speed")
    answer = qual("adjudicate", *where, "--yes-code", "--reason", "да")

    assert answer.exit_code == 1
    assert answer.stderr == (
        "Әсел codes kz-01 blind and cannot decide what others coded there. First: qual done kz-01\n"
    )


def test_who_looks_may_be_said_to_each_command_and_in_the_settings(twins, qual, monkeypatch):
    folder, _, hidden = twins
    monkeypatch.delenv("QUAL_CODER")
    assert hidden[0] in qual("quotes", "--json").stdout
    assert hidden[0] not in qual("quotes", "--json", "--coder-name", "Әсел").stdout
    (folder / "qual.toml").write_text('coder = "Әсел"\n', encoding="utf-8")
    assert hidden[0] not in qual("quotes", "--json").stdout
    assert hidden[0] in qual("quotes", "--json", "--coder-name", "Бека").stdout


def test_others_are_not_blind_because_one_is(twins, qual):
    _, _, hidden = twins

    assert hidden[0] in qual("quotes", "--json", "--coder-name", "Бека").stdout


def test_every_command_that_is_not_walked_is_named(qual):
    assert {name for name, _ in every_command()} >= NOT_HERE
