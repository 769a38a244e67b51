"""import comments: what people noted in Word becomes codings."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from tests.invented_study import brought_in
from tests.reading.commented import commented, p

TURNS = (
    "Интервьюер: Быстро ли пришли войска?",
    "Эксперт: Да, пришли очень быстро.",
    "И так же ушли.",
    "Интервьюер: А история?",
    "Эксперт: Жалпы тарих бар ғой. У нас общая история.",
)
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FRONT = ("---", "country: KZ", "language: ru", "expert: KZ-03", "---")


def page(*turns):
    return "".join(map(p, (*FRONT, *turns)))


@pytest.fixture
def imported(study_folder, qual):
    """The study with an interview in Word."""
    path = study_folder / "transcripts" / "interviews" / "kz-03.docx"
    path.write_bytes(commented(page(*TURNS), {}))
    return brought_in(study_folder)


@pytest.fixture
def back(imported):
    """Put the file that came back, with comments, into a folder of its own."""
    folder = imported / "back"
    folder.mkdir()

    def back(comments, *turns, name="kz-03.docx"):
        given = {n: said if isinstance(said, tuple) else ("Анна", said) for n, said in comments.items()}
        path = folder / name
        path.write_bytes(commented(page(*turns), given))
        return path

    return back


@pytest.fixture
def bring(qual):
    """Import comments: what it would do, or with "--yes" did, as data."""

    def bring(path, *options):
        told = qual("import", "comments", path, "--json", *options)
        assert told.stdout, told.stderr
        return json.loads(told.stdout)

    return bring


@pytest.fixture
def own(qual):
    """The codings of people: (coder, code, quote)."""

    def own():
        found = json.loads(qual("quotes", "--json", "--source", "kz-03").stdout)
        people = [q for q in found if not q["coder"].startswith("auto:")]
        return sorted((q["coder"], q["code"], q["quote"]) for q in people)

    return own


def test_comments_become_codings_with_memos_in_one_batch_that_can_be_undone(back, qual, own):
    path = back(
        {1: "#speed сказано прямо", 2: ("Борис", "speed; exit")},
        TURNS[0],
        "Эксперт: Да, пришли <1>очень| быстро</1>.",
        "И <2>так же ушли</2>.",
        *TURNS[3:],
    )

    dry = qual("import", "comments", path)
    assert dry.exit_code == 0
    assert "3 added, 1 memo." in dry.stdout
    assert "Nothing is stored yet." in dry.stdout
    assert own() == []

    done = json.loads(qual("import", "comments", path, "--yes", "--json").stdout)
    assert own() == [
        ("Анна", "speed", "очень быстро"),
        ("Борис", "exit", "так же ушли"),
        ("Борис", "speed", "так же ушли"),
    ]
    assert [step["what"] for step in done["steps"]] == ["added", "memo added", "added", "added"]
    assert qual("check").exit_code == 0

    assert qual("undo", done["batch"]).exit_code == 0
    assert own() == []


def test_importing_comments_twice_adds_nothing_twice(back, bring, own):
    path = back({1: "#speed так"}, TURNS[0], "Эксперт: <1>Да</1>, пришли очень быстро.", *TURNS[2:])
    bring(path, "--yes")

    again = bring(path, "--yes")

    assert (again["steps"], again["already"], again["batch"]) == ([], 2, None)
    assert len(own()) == 1


def test_a_name_in_any_language_is_a_code_and_kazakh_words_are_quoted_as_they_stand(back, bring, own):
    path = back({1: "Идентичность"}, *TURNS[:4], "Эксперт: <1>Жалпы тарих</1> бар ғой. У нас общая история.")
    bring(path, "--yes")

    assert own() == [("Анна", "identity", "Жалпы тарих")]


def test_authors_are_told_who_they_are(back, bring, own, qual):
    path = back({1: ("Microsoft Office User", "#exit")}, *TURNS[:2], "<1>И так же ушли.</1>", *TURNS[3:])
    bring(path, "--as", "microsoft office user = Анна", "--yes")

    assert own() == [("Анна", "exit", "И так же ушли.")]
    wrong = qual("import", "comments", path, "--as", "Anna=A")
    assert wrong.exit_code == 1
    assert wrong.stderr == (
        "nobody called Anna commented in kz-03.docx. Its comments are by: Microsoft Office User.\n"
    )
    assert 'Write --as "Author=Coder".' in qual("import", "comments", path, "--as", "Anna").stderr


def test_a_coder_is_not_doubled_by_small_letters(back, bring, own):
    bring(back({1: "#exit"}, *TURNS[:2], "<1>И так</1> же ушли.", *TURNS[3:]), "--yes")
    bring(back({1: ("АННА", "#speed")}, *TURNS[:2], "И так <1>же ушли</1>.", *TURNS[3:]), "--yes")

    assert {coder for coder, _, _ in own()} == {"Анна"}


def test_a_comment_without_an_author_is_whoever_imports_it(back, bring, qual):
    path = back({1: ("", "#exit")}, *TURNS[:2], "<1>И так же ушли.</1>", *TURNS[3:])

    assert "has no author." in qual("import", "comments", path).stderr
    assert bring(path, "--coder", "Dana")["steps"][0]["coder"] == "Dana"


def test_an_author_who_cannot_be_a_coder_is_told(back, qual):
    path = back({1: ("auto:x@1", "#exit")}, *TURNS[:2], "<1>И так же ушли.</1>", *TURNS[3:])

    answer = qual("import", "comments", path)

    assert answer.exit_code == 1
    assert '--as "auto:x@1=NAME"' in answer.stderr


LEFT_ALONE = {
    "a code nobody has": (
        "#sped",
        "<1>И так же ушли.</1>",
        "names 'sped', which is no code of invented@1.0.0.",
    ),
    "a remark": ("Интересно!", "<1>И так же ушли.</1>", "names no code of invented@1.0.0."),
    "nothing": ("", "<1>И так же ушли.</1>", "is empty."),
    "no words": ("#exit", "И<1> </1>так же ушли.", "stands on no words of the interview"),
    "no range": ("#exit", "И так же ушли.", "stands on no range of the text."),
}


@pytest.mark.parametrize("case", LEFT_ALONE)
def test_a_comment_that_does_not_fit_is_listed_and_the_others_are_taken(back, qual, own, case):
    words, third, told = LEFT_ALONE[case]
    path = back(
        {1: words, 2: "#speed"}, TURNS[0], "Эксперт: <2>Да</2>, пришли очень быстро.", third, *TURNS[3:]
    )

    answer = qual("import", "comments", path, "--yes")

    assert answer.exit_code == 1
    assert told in answer.stderr
    assert "(Анна" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert own() == [("Анна", "speed", "Да")]


def test_a_comment_across_turns_is_refused_and_listed(back, qual, own):
    path = back(
        {1: "#speed"},
        "Интервьюер: Быстро ли <1>пришли войска?",
        "Эксперт: Да</1>, пришли очень быстро.",
        *TURNS[2:],
    )

    answer = qual("import", "comments", path, "--yes")

    assert "goes across turns; a segment lies within one." in answer.stderr
    assert own() == []


def test_a_comment_on_a_question_is_taken_and_noted(back, qual, own):
    path = back({1: "#speed"}, "Интервьюер: <1>Быстро ли</1> пришли войска?", *TURNS[1:])

    answer = qual("import", "comments", path, "--yes")

    assert answer.exit_code == 0
    assert answer.stderr == "note: comment 1: (Анна: #speed) stands on the interviewer's words.\n"
    assert own() == [("Анна", "speed", "Быстро ли")]


# --- which source ----------------------------------------------------------------------------


def test_a_renamed_file_is_known_by_its_text(back, bring):
    path = back({1: "#exit"}, *TURNS[:2], "<1>И так же ушли.</1>", *TURNS[3:], name="Анна, вторник.docx")

    assert bring(path)["steps"][0]["place"] == "kz-03 [2]"


def test_a_source_that_came_as_plain_text_may_be_commented_in_word(ran, bring, tmp_path):
    turns = (
        "Это интервью вымышлено.",
        "Интервьюер: Быстро ли вывели войска? Есть ли общая история?",
        "Эксперт: Да, пришли быстро. <1>Потом был вывод войск.",
        "И всё это</1> заняло дней десять.",
    )
    path = tmp_path / "from Anna.docx"
    path.write_bytes(commented("".join(map(p, turns)), {1: ("Анна", "#exit")}))

    assert bring(path, "--source", "kz-01")["steps"][0]["place"] == "kz-01 [3]"


def test_comments_in_turns_that_were_changed_are_left_alone_and_the_others_taken(back, qual, own):
    path = back(
        {1: "#speed", 2: "#identity"},
        TURNS[0],
        "Эксперт: Да, пришли <1>очень-очень быстро</1>.",
        TURNS[2],
        TURNS[3],
        "Эксперт: Жалпы тарих бар ғой. У нас <2>общая история</2>.",
        "Интервьюер: Спасибо.",
    )

    answer = qual("import", "comments", path, "--yes")

    assert answer.exit_code == 1
    assert "its text differs from kz-03 in turn 2; comments there are left alone." in answer.stderr
    assert "comment 1: (Анна: #speed) stands in words that differ from those of kz-03." in answer.stderr
    assert own() == [("Анна", "identity", "общая история")]


def test_another_interview_is_refused_as_a_whole(back, qual):
    path = back({1: "#speed"}, "Интервьюер: О чём?", "Эксперт: <1>О погоде</1>.")

    answer = qual("import", "comments", path, "--source", "kz-03")

    assert answer.exit_code == 1
    assert answer.stderr.startswith("the file has another text than kz-03: 0 of its 4 turns are the same.")


def test_a_file_that_is_no_source_is_told(back, qual):
    path = back({1: "#speed"}, "Эксперт: <1>О погоде</1>.", name="погода.docx")

    answer = qual("import", "comments", path)

    assert answer.exit_code == 1
    assert answer.stderr == (
        "погода.docx is none of the sources, neither by its name nor by its text. "
        "Say which one it is: --source ID\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("kz-03.docx", b"broken", "damaged or not a .docx file"),
        ("kz-03.doc", b"\xd0\xcf\x11\xe0", "comments are read from .docx."),
        ("missing.docx", None, "there is no such file."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(imported, qual, tmp_path, name, content, told):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    answer = qual("import", "comments", path)

    assert answer.exit_code == 1
    assert told in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_file_without_comments_gives_nothing_to_do(back, qual):
    answer = qual("import", "comments", back({}, *TURNS))

    assert (answer.exit_code, answer.stdout) == (0, "nothing to do.\n")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_comments_in_a_file_that_libreoffice_saved_stand_where_they_stood(back, bring, tmp_path):
    path = back(
        {1: "#speed сказано прямо", 2: ("Борис", "speed; exit")},
        TURNS[0],
        "Эксперт: Да, пришли <1>очень| быстро</1>.",
        "И <2>так же ушли</2>.",
        *TURNS[3:],
    )
    before = bring(path)
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        + ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert bring(tmp_path / "saved" / "kz-03.docx") == before
    assert len(before["steps"]) == 4


def test_what_was_withdrawn_is_not_brought_back_by_the_same_comment(back, bring, own):
    from qual import study

    path = back({1: "#speed так"}, TURNS[0], "Эксперт: <1>Да</1>, пришли очень быстро.", *TURNS[2:])
    bring(path, "--yes")
    with study.open_project(".", coder="Анна") as project:
        (mine,) = [coding for coding in project.codings.select() if coding.coder == "Анна"]
        project.memos.withdraw(project.memos.select(f"coding:{mine.id}")[0].id)
        project.codings.withdraw(mine.id)

    done = bring(path, "--yes")

    assert done["conflicts"][0]["what"] == "speed in kz-03 [2] was coded before and withdrawn."
    assert done["problems"][0]["what"].endswith("its memo was left out with its code.")
    assert own() == []
