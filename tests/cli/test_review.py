"""review: the keys, the screen, answers as lines, and a terminal that is left as it was."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest
from typer.testing import CliRunner

from qual import study
from qual.cli import app
from qual.cli.review import lettering
from qual.cli.review.lettering import wrapped
from qual.model import Coding, Segment, Selection, Source, Turn
from tests.invented_study import CODEBOOK, brought_in

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m"


@pytest.fixture
def folder(study_folder, qual):
    """The study after `qual run`; its code exit takes an assessment."""
    rated = CODEBOOK.replace(
        "definition: {en: How it left.}",
        "definition: {en: How it left.}\n        assessment: true\n"
        "        include: {en: The way home.}\n        exclude: {en: The way there.}",
    )
    (study_folder / "codebooks" / "invented.yaml").write_text(rated, encoding="utf-8")
    return brought_in(study_folder)


@pytest.fixture
def review(folder):
    """Review with answers as lines."""

    def run(answers, *arguments, coder="Асель"):
        named = ["--coder-name", coder] if coder else []
        return CliRunner().invoke(app, ["review", *named, *arguments], input=answers, env={"COLUMNS": "80"})

    return run


def codings(folder, **chosen):
    with study.open_project(folder) as project:
        return project.codings.select(Selection(**chosen))


def decided(folder):
    """Source, code, status, assessment and coder of what is decided."""
    return [
        (c.segment.source_id, c.code, c.status, c.assessment, "rules" if c.by_machine else c.coder)
        for c in codings(folder, status=("accepted", "rejected"))
    ]


# --- answers as lines ----------------------------------------------------------------------------


def test_a_line_is_an_answer(review, folder):
    done = review("a\nr\nq\n")

    assert done.exit_code == 0
    assert decided(folder) == [
        ("kg-01", "speed", "accepted", None, "rules"),
        ("kg-01", "identity", "rejected", None, "rules"),
    ]
    assert done.stdout.splitlines()[:2] == ["1 of 5 · kg-01 · KG Kyrgyzstan · KG-01 · turn 2 Expert", ""]
    assert done.stdout.splitlines()[-1].startswith("1 accepted, 1 rejected; 3 left.")


def test_the_sentence_stands_in_its_turn_with_the_match_marked_and_the_code_below(review):
    shown = review("q\n", "--source", "kz-01", "--code", "exit").stdout

    assert "Да, пришли быстро.\n│ Потом был [вывод войск].\nИ всё это заняло дней десять.\n" in shown
    assert "exit · Exit\nHow it left.\n" in shown
    assert "rule exit/ru: (вывод | выводить) NEAR/3 войско → вывод войск\n" in shown
    assert "include: The way home.\nexclude: The way there.\n" in shown
    assert "a accept  r reject" in shown.replace("\u00a0", " ")


def test_the_end_of_the_input_quits(review, folder):
    assert review("a\n").exit_code == 0
    assert len(decided(folder)) == 1


def test_the_queue_is_what_is_still_undecided(review):
    review("a\ns\nr\nq\n")

    again = review("q\n")

    assert again.stdout.startswith("1 of 3 · kg-01")  # the skipped one is the first again
    assert "identity" in again.stdout


def test_filters_filter(review, folder):
    review("a\na\na\na\na\na\n", "--country", "KZ", "--theme", "mission", "--code", "speed")

    assert [place[:2] for place in decided(folder)] == [("kz-01", "speed"), ("kz-02", "speed")]
    wrong = review("", "--code", "spede")
    assert (wrong.exit_code, "Did you mean speed?" in wrong.stderr) == (1, True)


def test_what_was_decided_can_be_gone_through_by_its_status(review, folder):
    review("a\nr\nq\n")

    done = review("r\n", "--status", "accepted,rejected")

    assert done.stdout.startswith("1 of 2")
    assert "speed · Speed, accepted by Асель" in done.stdout
    assert [place[2] for place in decided(folder)] == ["rejected", "rejected"]
    assert done.stdout.endswith("1 rejected.\n")


def test_without_a_coder_there_is_one_sentence(review, folder, monkeypatch):
    monkeypatch.delenv("QUAL_CODER", raising=False)
    done = review("a\n", coder="")

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "Say who: --coder NAME" in done.stderr
    assert decided(folder) == []


def test_nothing_to_review_says_what_to_do_next(review):
    review("a\n" * 5)

    assert review("").stdout == (
        "Nothing left to review: 5 suggestions are accepted, 0 rejected. Next: qual matrix --reviewed\n"
    )
    assert "qual quotes" in review("", "--status", "rejected").stdout


def test_behind_the_last_one_one_can_still_take_back(review, folder):
    done = review("a\n" * 5 + "a\nu\nr\n")

    assert "That was the last one." in done.stdout
    assert [place[2] for place in decided(folder)].count("rejected") == 1


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a", ("accepted", None)),
        ("A", ("accepted", None)),
        ("ф", ("accepted", None)),
        ("r", ("rejected", None)),
        ("К", ("rejected", None)),
        ("8", ("accepted", -2)),
        ("-2", ("accepted", -2)),
        ("−1", ("accepted", -1)),
        ("9", ("accepted", -1)),
        ("0", ("accepted", 0)),
        ("1", ("accepted", 1)),
        ("+2", ("accepted", 2)),
    ],
)
def test_each_key_decides_in_either_layout(review, folder, typed, stored):
    done = review(f"{typed}\nq\n", "--code", "exit")

    assert done.exit_code == 0
    assert [place[2:4] for place in decided(folder)] == [stored]


@pytest.mark.parametrize("typed", ["c exit -1", "с вывод −1", "д exi -1", "c\nexit -1", "c 3 -1", "c i 3 -1"])
def test_another_code_by_id_name_or_number(review, folder, typed):
    done = review(f"{typed}\nq\n", "--source", "kz-02")

    assert done.exit_code == 0, done.stderr
    assert decided(folder) == [
        ("kz-02", "exit", "accepted", -1, "Асель"),
        ("kz-02", "speed", "rejected", None, "rules"),
    ]
    assert "Accepted with changes exit −1." in done.stdout


@pytest.mark.parametrize(
    ("typed", "quote"),
    [
        ("w\na", "Да, пришли быстро. Потом был вывод войск."),
        ("ц\nц\nф", "Да, пришли быстро. Потом был вывод войск.\nИ всё это заняло дней десять."),
        ("ш\nш\nу\na", "Да, пришли быстро. Потом был вывод войск."),
        ("n\na", "быстро"),
        ("т\nw\na", "Да, пришли быстро."),
    ],
)
def test_wider_and_narrower(review, folder, typed, quote):
    review(f"{typed}\nq\n", "--source", "kz-01", "--code", "speed")

    assert [c.segment.quote for c in codings(folder, status=("accepted",))] == [quote]


@pytest.mark.parametrize(
    "typed", ["m неясно, кто пришёл", "ь\nнеясно, кто пришёл", "з неясно, кто пришёл", "м неясно, кто пришёл"]
)
def test_a_memo_is_stored_and_shown(review, folder, typed):
    done = review(f"{typed}\nq\n")

    assert "memo by Асель: неясно, кто пришёл" in done.stdout
    with study.open_project(folder) as project:
        assert [memo.text for memo in project.memos.select()] == ["неясно, кто пришёл"]


@pytest.mark.parametrize("undo", ["u", "г"])
def test_undo_takes_back_as_often_as_something_was_done(review, folder, undo):
    done = review(f"a\nc exit\nm note\n{undo}\n{undo}\n{undo}\n{undo}\nq\n")

    assert decided(folder) == []
    for told in ("memo on speed", "accepted with changes exit", "accepted speed"):
        assert f"Taken back: {told}." in done.stdout
    assert "There is nothing to take back in this review." in done.stdout


@pytest.mark.parametrize("keys", ["s\nb", "ы\nи", "s\nі", "s\nн"])
def test_back_from_a_skipped_one(review, keys):
    done = review(f"{keys}\nq\n")

    assert re.findall(r"^(\d) of 5", done.stdout, re.M) == ["1", "2", "1"]


@pytest.mark.parametrize("typed", ["й", "в", "Q"])
def test_quit_in_either_layout(review, folder, typed):
    review(f"{typed}\na\n")

    assert decided(folder) == []


@pytest.mark.parametrize("typed", ["?", ","])
def test_help_names_every_key_and_its_russian_ones(review, typed):
    done = review(f"{typed}\nq\n")

    assert "a ф        Accept it" in done.stdout
    assert "c с д " in done.stdout and "8 9 0 1 2" in done.stdout


@pytest.mark.parametrize("typed", ["yes", "x", "c zzz", "c i", "1", "п", "о"])
def test_an_answer_that_cannot_be_carried_out_ends_a_script_before_it_does_harm(review, folder, typed):
    done = review(f"r\n{typed}\na\na\n")

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert len(decided(folder)) == 1


def test_a_word_that_means_several_codes_names_them(review):
    assert "identity (1), mission (2), exit (3): c i 1 takes the first" in review("c i\n").stderr


def test_escape_sequences_in_an_interview_are_made_harmless(review, folder):
    text = f"Было {ESCAPES}быстро и \u202eдолго.\r"
    with study.open_project(folder, coder="Асель") as project:
        project.sources.add(
            Source("zz-01", "interview", text, (Turn(1, 0, len(text), f"Эксперт{ESCAPES}"),), expert=ESCAPES)
        )
        segment = Segment("zz-01", 0, len(text), text)
        project.codings.add([Coding("odd", "speed", segment, f"{ESCAPES}", "suggested")])
        project.memos.add("coding:odd", f"memo {ESCAPES}")
    shown = review("q\n", "--source", "zz-01").stdout

    assert "␛]0;owned␇␛[2J�31mбыстро и �долго." in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_the_log_tells_who_did_what(review, qual):
    review("a\nc exit\nq\n")

    last = json.loads(qual("log", "--json").stdout)["batches"][-2:]
    assert [(batch["coder"], batch["action"]) for batch in last] == [("Асель", "accept"), ("Асель", "recode")]


# --- lines of text -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1, 7, 20, 80])
def test_text_is_wrapped_to_the_width_and_loses_no_letter(width):
    text = "Қазақстан — ең 🕊️ үлкен… «Ժողովրդավարություն»: " + "ы" * 50 + " 漢字漢字 e\u0301tude\nвторая"

    lines = wrapped([(text[:20], ""), (text[20:], "match")], width)

    assert all(lettering.columns(line) <= max(width, 2) for line in lines)
    assert "".join(t for line in lines for t, _ in line).replace(" ", "") == re.sub(r"\s", "", text)


# --- a terminal ----------------------------------------------------------------------------------

PIPED = """
from qual.cli import app
app(prog_name="qual")
"""
PROGRAM = f"""
import os
os.close(os.open(os.ttyname(0), os.O_RDWR))  # the terminal of this session from now on
{PIPED}
"""


class Screen:
    """A review in a pseudo-terminal: press keys, see the screen."""

    def __init__(self, folder, *arguments, columns=80, lines=30, term="xterm"):
        self.master, self.slave = pty.openpty()
        self.resize(columns, lines)
        self.modes = termios.tcgetattr(self.slave)
        self.printed = ""
        hidden = {"COLUMNS", "LINES", "QUAL_CODER", "NO_COLOR"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "review", "--coder-name", "Асель", *arguments],
            cwd=folder,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            env={k: v for k, v in os.environ.items() if k not in hidden}
            | {"TERM": term, "LC_ALL": "C.UTF-8"},
        )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def resize(self, columns, lines):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys, until):
        """Press keys and wait for words on the screen; the screen as it is then."""
        self.printed = ""
        os.write(self.master, keys.encode())
        return self.wait(until)

    def wait(self, until):
        end = time.monotonic() + 20
        while until not in self.text or not self.is_drawn:
            running = self.process.poll() is None or select.select([self.master], [], [], 0)[0]
            assert running and time.monotonic() < end, f"{until!r} never came:\n{self.text}"
            if select.select([self.master], [], [], 0.1)[0]:
                self.printed += self.read()
        return self.text

    def read(self):
        data = b""
        while True:
            try:
                data += os.read(self.master, 65536)
                return data.decode()
            except UnicodeDecodeError:
                continue  # in the middle of a letter
            except OSError:  # nobody has the other side open any more
                return ""

    @property
    def is_drawn(self):
        """Whether the last screen is there down to its end."""
        _, begun, drawn = self.printed.rpartition("\x1b[H")
        return not begun or "\x1b[J" in drawn

    @property
    def text(self):
        """What stands on the screen since it was last drawn whole."""
        drawn = self.printed.rpartition("\x1b[H")[2]
        return re.sub(r"\x1b\[[0-?]*[@-~]", "", drawn).replace("\r\n", "\n").replace("\u00a0", " ")

    def end(self):
        """Wait for the end: the exit code, and what was printed last."""
        code = self.process.wait(60)
        while select.select([self.master], [], [], 0.1)[0]:
            self.printed += self.read()
        return code, self.printed


KEYS = "q quit"
"""The last words of a screen that is drawn whole."""


def test_a_review_in_a_terminal(folder):
    with Screen(folder) as screen:
        first = screen.wait(KEYS)
        assert "1 of 5 · kg-01 · KG Kyrgyzstan · KG-01 · turn 2 Expert" in first
        assert "│ They came quickly." in first
        assert "\x1b[1;33mquickly\x1b[0m" in screen.printed
        assert "\x1b[2mWe have a common history, you know.\x1b[0m" in screen.printed

        assert "Accepted speed." in screen.press("a", "2 of 5")
        assert decided(folder)[0][:3] == ("kg-01", "speed", "accepted")
        assert "Rejected identity." in screen.press("к", "3 of 5")
        assert "segment: two sentences" in screen.press("w", "stored once you accept")
        screen.press("n", "│ Да, пришли быстро.\n")
        assert "Skipped" in screen.press("s", "4 of 5")
        assert "−2" in screen.text  # exit takes an assessment
        assert "Accepted exit −1." in screen.press("-1", "5 of 5")
        assert "Taken back: accepted exit −1." in screen.press("u", "4 of 5")
        assert "Accepted exit +2." in screen.press("2", "5 of 5")
        screen.press("m", "Memo: ")
        screen.press("неясноо", "Memo: неясноо")
        screen.press("\x7f", "Memo: неясно")
        assert "memo by Асель: неясно" in screen.press("\r", "Memo on speed.")
        assert "3 of 5, skipped before" in screen.press("a", "Accepted speed.")
        assert "8 9 0 1 2" in screen.press("?", "Any key goes on.")
        screen.press(" ", "3 of 5, skipped before")
        screen.press("b", "5 of 5")
        screen.press("q", "3 accepted, 1 rejected, 1 memo; 1 left.")
        code, _ = screen.end()

        assert code == 0
        assert termios.tcgetattr(screen.slave) == screen.modes
    assert decided(folder) == [
        ("kg-01", "speed", "accepted", None, "rules"),
        ("kg-01", "identity", "rejected", None, "rules"),
        ("kz-01", "exit", "accepted", 2, "rules"),
        ("kz-02", "speed", "accepted", None, "rules"),
    ]


def test_a_code_is_chosen_from_a_list_that_grows_shorter(folder):
    with Screen(folder, "--source", "kz-02") as screen:
        screen.wait("1 of 1")
        shown = screen.press("c", "Another code")
        assert ">  1 mission · Mission\n   2 speed · Speed\n" in shown
        listed = screen.press("вы", "): вы").rpartition("жедел\n\n")[2]
        assert listed.startswith(">  1 exit · Exit\nAnother code")
        screen.press("\x1b", "Nothing was changed.")
        screen.press("c", "Another code")
        screen.press("\r", "Nothing was changed.")
        screen.press("c", "Another code")
        screen.press("\x1b[B", ">  2 speed")
        screen.press("\x1b[A", ">  1 mission")
        screen.press("exi", "): exi")
        screen.press("\t", "): exit")
        screen.press(" +1", "): exit +1")
        assert "Accepted with changes exit +1." in screen.press("\r", "That was the last one.")
        screen.press("q", "1 changed.")
        assert screen.end()[0] == 0
    assert decided(folder)[0] == ("kz-02", "exit", "accepted", 1, "Асель")


def test_a_review_goes_on_where_the_last_one_stopped(folder):
    with Screen(folder) as screen:
        screen.wait("1 of 5")
        screen.press("a", "2 of 5")
        screen.press("q", "4 left")
        screen.end()
    with Screen(folder) as screen:
        assert "kg-01" in screen.wait("1 of 4")
        assert "identity · Identity" in screen.text


def test_keys_that_are_no_answers_decide_nothing(folder):
    """An arrow ends in A, and pasted text is full of letters."""
    with Screen(folder) as screen:
        screen.wait("1 of 5")
        os.write(screen.master, b"\x1b[A\x1bOA\x1b[1;5A\x1b[3~ \r\t")
        os.write(screen.master, "\x1b[200~raaar\nкфф\x1b[201~".encode())
        assert "1 of 5" in screen.press("w", "segment:")
        assert "'x' means nothing here. ? tells the keys." in screen.press("x", "means nothing")
        screen.press("m", "Memo: ")
        screen.press("\x1b[200~one\r\ntwo\x1b[201~", "Memo: one two")
        screen.press("\x15", "Memo: ")
        screen.press("\r", "No memo was written.")
    assert decided(folder) == []


def test_ctrl_c_leaves_the_terminal_as_it_was_and_nothing_half_done(folder):
    with Screen(folder) as screen:
        screen.wait("1 of 5")
        screen.press("a", "2 of 5")
        screen.press("m", "Memo: ")
        screen.press("half a mem", "half a mem")
        screen.press("\x03", "Stopped.")
        code, printed = screen.end()

        assert code == 1
        assert "\x1b[?1049l" in printed and "Traceback" not in printed
        assert termios.tcgetattr(screen.slave) == screen.modes
    assert len(decided(folder)) == 1
    with study.open_project(folder) as project:
        assert project.memos.select() == []
        assert study.check_study(project) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_review_that_is_ended_from_outside_loses_nothing(folder, how):
    with Screen(folder) as screen:
        screen.wait("1 of 5")
        screen.press("a", "2 of 5")
        screen.process.send_signal(how)
        screen.end()
        if how == signal.SIGTERM:
            assert termios.tcgetattr(screen.slave) == screen.modes
    assert len(decided(folder)) == 1


def test_the_screen_follows_the_size_of_the_window(folder):
    with Screen(folder, "--source", "kz-01", columns=120) as screen:
        assert re.search("│ Да, пришли быстро. +speed · Speed", screen.wait("1 of 2"))  # side by side
        for columns, lines in ((20, 8), (40, 12), (200, 60), (80, 24)):
            screen.printed = ""
            screen.resize(columns, lines)
            screen.wait(KEYS)
            shown = screen.text.split("\n")
            assert len(shown) <= lines
            assert all(lettering.columns([(line, "")]) < columns for line in shown if "1 of 2" not in line)
        screen.press("a", "2 of 2")
    assert len(decided(folder)) == 1


def test_a_dumb_terminal_takes_lines(folder):
    with Screen(folder, term="dumb") as screen:
        screen.wait("> ")
        screen.press("x\n", "'x' means nothing here. ? tells the keys.")  # a person can be asked again
        screen.press("a\n", "2 of 5")
        screen.press("q\n", "4 left")
        code, printed = screen.end()

    assert code == 0 and "\x1b" not in printed
    assert len(decided(folder)) == 1


# --- kill -9 -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_killed_in_the_middle_it_loses_nothing_it_acknowledged(study_folder, qual, seed):
    said = " ".join(f"Пришли быстро, на {day} день." for day in range(400))
    path = study_folder / "transcripts" / "interviews" / "kz-01.txt"
    path.write_text(
        f"---\nexpert: KZ-01\ncountry: KZ\nlanguage: ru\n---\nЭксперт: {said}\n", encoding="utf-8"
    )
    brought_in(study_folder)
    (study_folder / "answers").write_text("a\nr\nc exit\nw\na\n" * 200, encoding="utf-8")
    with (
        (study_folder / "answers").open("rb") as answers,
        subprocess.Popen(
            [sys.executable, "-c", PIPED, "review", "--coder-name", "Асель", "--source", "kz-01"],
            stdin=answers,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        told = [""]
        while not told[-1].startswith("Accepted"):
            told.append(process.stdout.readline())
        time.sleep(random.Random(seed).uniform(0.05, 0.8))
        process.kill()
        told += process.stdout.readlines()

    accepted = sum(line == "Accepted speed.\n" for line in told)
    rejected = sum(line == "Rejected speed.\n" for line in told)
    recoded = sum(line == "Accepted with changes exit.\n" for line in told)
    moved = sum(line == "Accepted with changes speed.\n" for line in told)
    with study.open_project(study_folder) as project:
        there = project.codings.select(Selection(source=("kz-01",)))
        own = [coding for coding in there if not coding.by_machine]
        stored = [coding for coding in there if coding.by_machine]
        assert study.check_study(project)[1:] == []  # the transcript was changed, nothing else
    assert len([c for c in stored if c.status == "accepted"]) >= accepted
    assert len([c for c in own if c.code == "exit"]) >= recoded
    assert len([c for c in own if c.code == "speed"]) >= moved
    replaced = [c for c in stored if c.status == "rejected"]
    assert len(replaced) >= rejected + recoded + moved
    assert len(decided(study_folder)) <= accepted + rejected + 2 * (recoded + moved) + 2  # one more, whole
