"""A project as plain text files, and the project of these files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qual.errors import InvalidRequest, ProjectError
from qual.model import Assignment
from qual.project import Project, check

from .invented import coding, state, suggestion


def lived_in(study: Project) -> Project:
    """A project with a past: codings of two coders, decisions, a withdrawal, memos, an undo."""
    offered = suggestion("kz-01", "Миротворцы прибыли быстро.")
    mine = coding("am-01", "մենք սպասում էինք", id="mine-1")
    study.codebooks.adopt("events", "1.0.0", "format: 1\nid: events\n# ҰҚШҰ 🕊️\n", "0" * 64)
    study.codings.add([offered, mine, coding("statement-01", "𝐝𝐞𝐜𝐢𝐝𝐞𝐝", coder="Dana K.", id="hers-1")])
    study.codings.decide(offered.id, "accepted", assessment=-2)
    study.memos.add("coding:mine-1", 'Հարցնել "կրկին"\n=1+1')
    study.codings.withdraw("hers-1")
    study.done.add("am-01")
    study.assignments.add([Assignment("Dana K.", "kz-02", ("speed",))])
    study.undo()
    return study


def restored(archive: Path, folder: Path) -> Project:
    Project.restore(archive, folder)
    return Project.open(folder, coder="aigerim")


def test_restoring_an_archive_gives_the_same_project_down_to_the_log(study, tmp_path):
    lived_in(study).archive(tmp_path / "archive")

    with restored(tmp_path / "archive", tmp_path / "again") as again:
        assert state(again) == state(study)
        assert again.log.entries() == study.log.entries()
        assert (again.id, again.log.head) == (study.id, study.log.head)
        assert [p for p in check(again) if not p.warning] == []
        assert again.codings.history("hers-1") == study.codings.history("hers-1")


def test_the_archive_of_a_restored_project_is_the_same_to_the_letter(study, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    names = lived_in(study).archive(first)
    with restored(first, tmp_path / "again") as again:
        assert again.archive(second) == names

    assert {n: (first / n).read_bytes() for n in names} == {n: (second / n).read_bytes() for n in names}


def test_a_restored_project_goes_on_where_it_was(study, tmp_path):
    lived_in(study).archive(tmp_path / "archive")

    with restored(tmp_path / "archive", tmp_path / "again") as again:
        again.codings.add([coding("kz-02", "Оперативность", id="later")])
        again.undo()
        assert again.log.verify() == []


def test_texts_and_codebooks_stand_in_files_of_their_own_letter_for_letter(study, tmp_path):
    lived_in(study).archive(tmp_path)

    assert (tmp_path / "texts" / "kz-01.txt").read_bytes().decode() == study.sources.get("kz-01").text
    assert "ҰҚШҰ 🕊️" in (tmp_path / "codebooks" / "events@1.0.0.yaml").read_text(encoding="utf-8")


def test_one_more_coding_changes_no_line_that_was_there(study, tmp_path):
    lived_in(study).archive(tmp_path)
    before = (tmp_path / "codings.jsonl").read_text(encoding="utf-8")
    study.codings.add([coding("kz-02", "Оперативность", id="later")])

    study.archive(tmp_path)

    after = (tmp_path / "codings.jsonl").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert len(after.splitlines()) == len(before.splitlines()) + 1


def test_what_else_lies_in_the_folder_stays_and_a_file_of_an_undone_import_goes(study, tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / ".git").write_text("mine", encoding="utf-8")
    study.archive(tmp_path / "archive", {"qual.toml": b'title = "x"\n'})

    study.archive(tmp_path / "archive")

    assert (tmp_path / "archive" / ".git").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "archive" / "study" / "qual.toml").exists()


@pytest.mark.parametrize("odd", ["../../etc/passwd", "a/b", "КГ 01: заметки", ".hidden", "x" * 200, "am-01."])
def test_a_source_id_never_becomes_a_path(project, tmp_path, odd):
    from .invented import invented

    project.sources.add(invented(odd, "Текст."))
    project.archive(tmp_path / "archive")

    written = list((tmp_path / "archive").rglob("*.txt"))
    assert [path.parent.name for path in written] == ["texts"]
    with restored(tmp_path / "archive", tmp_path / "again") as again:
        assert again.sources.ids() == [odd]


def test_a_coder_who_codes_blind_cannot_archive_what_others_coded(study, tmp_path):
    study.assignments.add([Assignment("aigerim", "kz-01", blind=True)])

    with pytest.raises(InvalidRequest, match="blind"):
        study.archive(tmp_path / "archive")


def changed(name):
    def change(archive: Path) -> None:
        path = archive / name
        path.write_bytes(path.read_bytes().replace(b"speed", b"spead") + b" ")

    return change


def without(name):
    return lambda archive: (archive / name).unlink()


def contents(**said):
    def change(archive: Path) -> None:
        path = archive / "archive.json"
        path.write_text(json.dumps(json.loads(path.read_bytes()) | said), encoding="utf-8")

    return change


def linked(archive: Path) -> None:
    text = archive / "texts" / "kz-01.txt"
    copy = archive.parent / "elsewhere.txt"
    copy.write_bytes(text.read_bytes())
    text.unlink()
    text.symlink_to(copy)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (changed("codings.jsonl"), "codings.jsonl is missing or was changed"),
        (changed("texts/kz-01.txt"), "texts/kz-01.txt is missing or was changed"),
        (without("log.jsonl"), "log.jsonl is missing"),
        (without("archive.json"), "no archive"),
        (linked, "texts/kz-01.txt is missing or was changed"),
        (contents(files={"../../passwd": "0"}), "outside the archive"),
        (contents(files={"/etc/passwd": "0"}), "outside the archive"),
        (contents(files={}), "is missing"),
        (contents(meta={"format": "99"}), "later version"),
        (contents(meta={}), "cannot be read"),
        (contents(kind="something"), "does not speak of an archive"),
    ],
)
def test_an_archive_that_was_harmed_is_refused_in_a_sentence_and_leaves_nothing(study, tmp_path, harm, says):
    lived_in(study).archive(tmp_path / "archive")
    harm(tmp_path / "archive")

    with pytest.raises(ProjectError, match=says) as caught:
        Project.restore(tmp_path / "archive", tmp_path / "again")

    assert caught.value.hint
    assert list((tmp_path / "again").glob("*")) + list((tmp_path / "again").glob(".*")) == []


def test_a_row_that_was_changed_with_its_hash_still_breaks_the_log(study, tmp_path):
    import hashlib

    lived_in(study).archive(tmp_path / "archive")
    path = tmp_path / "archive" / "log.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"accepted"', b'"rejected"'))
    listed = json.loads((tmp_path / "archive" / "archive.json").read_bytes())
    listed["files"]["log.jsonl"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / "archive" / "archive.json").write_text(json.dumps(listed), encoding="utf-8")

    with pytest.raises(ProjectError, match="was changed after it was written"):
        Project.restore(tmp_path / "archive", tmp_path / "again")


def test_a_folder_with_a_project_is_not_restored_over(study, tmp_path):
    study.archive(tmp_path / "archive")

    with pytest.raises(ProjectError, match="already"):
        Project.restore(tmp_path / "archive", study.folder)
