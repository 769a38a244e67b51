"""add, sources, show and search; what a bad file is answered with."""

from __future__ import annotations

import json

import pytest


def interviews(folder):
    return folder / "transcripts" / "interviews"


def test_sources_are_listed_with_the_documented_fields(ran, qual):
    listed = json.loads(qual("sources", "--json").stdout)

    assert [source["id"] for source in listed] == ["am-01", "kg-01", "kz-01", "kz-02"]
    assert {"id", "kind", "country", "expert", "language", "words", "turns", "file"} <= set(listed[0])
    assert listed[1]["file"] == "transcripts/interviews/kg-01.md"


def test_words_of_a_source_are_those_of_its_expert(ran, qual):
    listed = {source["id"]: source for source in json.loads(qual("sources", "--json").stdout)}

    assert listed["kz-02"]["words"] == 4  # Иә, өте жедел келді.
    assert listed["am-01"]["words"] == 4  # О погоде? Погода хорошая.


def test_show_tells_turns_speakers_and_codings(ran, qual):
    shown = qual("show", "kz-01").stdout

    assert "Эксперт  (expert)" in shown
    assert "speed  suggested" in shown
    assert "Эксперт:" not in shown


def test_search_finds_inflected_forms_with_their_context(ran, qual):
    found = qual("search", "войско")

    assert found.exit_code == 0
    assert "[войск]" in found.stdout
    assert "[войска]" in found.stdout
    assert "2 places in 1 source." in found.stderr


def test_search_can_skip_the_interviewer(ran, qual):
    found = json.loads(qual("search", "войско", "--experts-only", "--json").stdout)

    assert [place["match"] for place in found] == ["войск"]


def test_a_mistake_in_a_search_is_told_with_the_column(ran, qual):
    answer = qual("search", "(ввод | вывод")

    assert answer.exit_code == 1
    assert "a bracket is not closed" in answer.stderr


def test_text_in_another_encoding_is_read_and_the_encoding_is_shown(study_folder, qual):
    text = "Интервьюер: Почему?\n\nЭксперт: Потому что пришли быстро, и это все видели своими глазами."
    (interviews(study_folder) / "ru-01.txt").write_bytes(text.encode("cp1251"))
    added = qual("add")

    assert added.exit_code == 0
    assert "cp1251" in added.stdout


BAD = {
    "an empty file": ("ru-01.txt", b"", "ru-01.txt"),
    "only a byte order mark": ("ru-01.txt", b"\xef\xbb\xbf \n", "ru-01.txt"),
    "a broken Word file": ("ru-01.docx", b"PK\x03\x04 broken", "ru-01.docx"),
    "a .doc file": ("ru-01.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ru-01.doc"),
    "a .doc file renamed": ("ru-01.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99, "ru-01.docx"),
    "a country misspelt": ("ru-01.txt", "---\ncountry: Rusia\n---\nЭксперт: Да.".encode(), "Russia"),
    "an attribute that clashes with a column": (
        "ru-01.txt",
        "---\ncountry: RU\ntheme: x\n---\nЭксперт: Да.".encode(),
        "theme",
    ),
    "two sources with one id": (
        "ru-01.txt",
        "---\nid: kz-01\ncountry: RU\n---\nЭксперт: Да.".encode(),
        "kz-01",
    ),
    "front matter that is not YAML": (
        "ru-01.txt",
        "---\ncountry: [RU\n---\nЭксперт: Да.".encode(),
        "ru-01.txt",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gets_one_clear_sentence_and_nothing_is_changed(study_folder, qual, case):
    name, content, named = BAD[case]
    (interviews(study_folder) / name).write_bytes(content)

    answer = qual("run")

    assert answer.exit_code == 1
    assert named in answer.stderr
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert json.loads(qual("sources", "--json").stdout) == []


def test_add_lists_every_bad_file_at_once(study_folder, qual):
    (interviews(study_folder) / "ru-01.txt").write_bytes(b"")
    (interviews(study_folder) / "ru-02.docx").write_bytes(b"broken")
    answer = qual("add")

    assert answer.exit_code == 1
    assert "ru-01.txt" in answer.stderr
    assert "ru-02.docx" in answer.stderr
    assert "Nothing was added." in answer.stderr


def test_the_wrong_encoding_named_by_hand_is_refused(study_folder, qual):
    text = "Эксперт: Да, они пришли быстро и ушли быстро."
    path = interviews(study_folder) / "ru-01.txt"
    path.write_bytes(text.encode("cp1251"))
    answer = qual("add", path, "--encoding", "utf-8")

    assert answer.exit_code == 1
    assert "ru-01.txt" in answer.stderr


def test_an_interview_without_country_is_kept_and_noted(study_folder, qual):
    answer = qual("add")

    assert answer.exit_code == 0
    assert "am-01" in answer.stderr
    assert "country" in answer.stderr


def test_a_file_of_ten_megabytes_in_one_line_is_read(study_folder, qual):
    sentence = "Они пришли быстро, и потом был вывод войск без шума. "
    text = "---\ncountry: RU\nlanguage: ru\n---\nЭксперт: " + sentence * (
        10_000_000 // len(sentence.encode())
    )
    path = interviews(study_folder) / "ru-01.txt"
    path.write_text(text, encoding="utf-8")
    answer = qual("add", path)

    assert answer.exit_code == 0
    assert "ru-01" in answer.stdout


# --- how files would be read -----------------------------------------------------------------------


def test_a_dry_run_tells_speakers_and_turns_and_stores_nothing(study_folder, qual):
    told = qual("add", "--dry-run")

    assert told.exit_code == 0
    assert "Интервьюер? 1, Эксперт 1" in told.stdout
    assert "4 new sources. Nothing was stored" in told.stdout
    assert json.loads(qual("sources", "--json").stdout) == []


def test_a_dry_run_shows_the_table_although_a_file_cannot_be_read(study_folder, qual):
    (interviews(study_folder) / "bad.docx").write_bytes(b"no Word file")
    told = qual("add", "--dry-run")

    assert told.exit_code == 1
    assert "KZ-01" in told.stdout
    assert "bad.docx is damaged or not a .docx file" in told.stderr


def test_how_files_are_read_can_be_had_as_json(study_folder, qual):
    (interviews(study_folder) / "tj-01.vtt").write_text(
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Мусоҳиба>Чаро?\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v TJ-01>Нархи газ.\n",
        encoding="utf-8",
    )
    told = {one["id"]: one for one in json.loads(qual("add", "--dry-run", "--json").stdout)}

    assert told["tj-01"]["times"] == 2
    assert told["tj-01"]["speakers"][1] == {"label": "TJ-01", "role": "expert", "turns": 1}
    assert any("no country given" in remark for remark in told["tj-01"]["remarks"])
