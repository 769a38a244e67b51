import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qual.errors import QualError, UnreadableSource
from qual.reading import read_source, read_sources

INTERVIEW = """---
country: Казахстан
language: Russian
date: 2022-10-14
expert_group: NGO
---

Это интервью вымышлено.

Интервьюер: Как это было?

Эксперт: Тихо.
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def remarks(path, **options):
    (reading,) = read_sources(path, **options)
    return [problem.what for problem in reading.problems]


def test_front_matter_fills_the_fields_and_the_attributes(tmp_path):
    path = written(tmp_path, "transcripts/interviews/kz-01.txt", INTERVIEW)

    (reading,) = read_sources(path, root=tmp_path)

    source = reading.source
    assert (source.id, source.kind, source.expert, source.country, source.language) == (
        "kz-01",
        "interview",
        "kz-01",
        "KZ",
        "ru",
    )
    assert dict(source.attributes) == {"date": "2022-10-14", "expert_group": "NGO"}
    assert source.file == "transcripts/interviews/kz-01.txt"
    assert source.encoding == "utf-8"
    assert source.file_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.words == 1
    assert reading.problems == ()


def test_an_unlabelled_paragraph_continues_its_speaker(tmp_path):
    path = written(
        tmp_path, "at-01.txt", "Expert: We publish everything.\n\nEven the minutes.\n\nInterviewer: Why?"
    )

    turns = read_source(path).turns

    assert [turn.speaker for turn in turns] == ["Expert", "Interviewer"]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("interviews", "interview"),
        ("statements", "statement"),
        ("Literature", "literature"),
        ("statements/un", "statement"),
        ("elsewhere", "interview"),
    ],
)
def test_the_folder_tells_the_kind(tmp_path, folder, kind):
    assert read_source(written(tmp_path, f"{folder}/a.txt", "Expert: Yes.")).kind == kind


def test_front_matter_goes_before_the_sheet_and_the_sheet_before_the_folder(tmp_path):
    path = written(
        tmp_path, "interviews/un.txt", "---\ncountry: KZ\nyear: 2022\n---\nWe thank the President."
    )
    sheet = {"Country": "Қазақстан", "year": "2021", "kind": "statement", "body": "UN"}

    (reading,) = read_sources(path, root=tmp_path, attributes=sheet, kind="literature")

    source = reading.source
    assert (source.kind, source.country, dict(source.attributes)) == (
        "statement",
        "KZ",
        {"year": "2022", "body": "UN"},
    )
    assert [problem.what for problem in reading.problems if "given as" in problem.what] == [
        "year was given as '2021', but the file says '2022', which counts."
    ]


def test_the_pseudonym_from_the_sheet_is_a_label_of_the_expert(tmp_path):
    path = written(tmp_path, "kz-01.txt", "Интервьюер: Кто вы?\n\nВрач из Алматы: Никто.")

    source = read_source(path, attributes={"expert": "Врач из Алматы"})

    assert [turn.role for turn in source.turns] == ["interviewer", "expert"]


def test_labels_of_the_study_are_passed_on(tmp_path):
    path = written(
        tmp_path, "kz-01.txt", "Дильназ: Кто вы?\n\nСерик: Никто.\n\nДильназ: А он?\n\nСерик: Тоже."
    )

    source = read_source(path, interviewer_labels=["Дильназ"], expert_labels=["Серик"])

    assert [turn.role for turn in source.turns] == ["interviewer", "expert"] * 2


def test_what_is_missing_or_guessed_is_said(tmp_path):
    path = tmp_path / "ru-01.txt"
    path.write_bytes("Эксперт: Мы видели всё это из окна, и никто не поверил.".encode("cp1251"))

    assert remarks(path) == ["encoding guessed: cp1251.", "no country given.", "language guessed: ru."]


def test_a_statement_needs_no_country_and_has_no_expert(tmp_path):
    path = written(tmp_path, "statements/a.txt", "---\nexpert: Anna\nlanguage: en\n---\nWe agreed.")

    assert read_source(path).expert == ""
    assert remarks(path) == ["expert was left out, a statement has none."]


def test_a_file_name_with_spaces_gives_an_id_without(tmp_path):
    path = written(tmp_path, "Интервью 3 (Бишкек).txt", "Эксперт: Да.")

    assert read_source(path).id == "Интервью-3-Бишкек"
    assert "its id is Интервью-3-Бишкек, made from the file's name." in remarks(path)


def test_line_ends_of_any_system_give_the_same_text(tmp_path):
    texts = {
        read_source(written(tmp_path, f"{number}.txt", INTERVIEW.replace("\n", end))).text
        for number, end in enumerate(["\n", "\r\n", "\r"])
    }

    assert texts == {"Это интервью вымышлено.\n\nКак это было?\n\nТихо."}


def test_markdown_stays_as_it_is_but_for_its_labels(tmp_path):
    text = '# Interview\n\n**Interviewer:** Why *now*?\n\n**AM-02:** I say "unrest", **not** more.\n'

    source = read_source(written(tmp_path, "am-02.md", text))

    assert source.text == '# Interview\n\nWhy *now*?\n\nI say "unrest", **not** more.'
    assert [turn.role for turn in source.turns] == ["other", "interviewer", "expert"]


@pytest.mark.parametrize(
    ("front", "message", "hint"),
    [
        ("country: Казахстн", "no country is called 'Казахстн'", "Did you mean Казахстан"),
        ("kind: intervew", "there is no kind 'intervew'", "Write one of interview, statement, literature"),
        ("language: Martian", "'Martian' is not a language", "two-letter"),
        ("id: a/b c", "'a/b c' cannot be an id", "Call it a-b-c"),
        ("id: ..", "'..' cannot be an id", "Call it"),
        ("code: x", "an attribute cannot be called 'code'", "source_code"),
        ("Status: x", "an attribute cannot be called 'Status'", "source_status"),
    ],
)
def test_a_wrong_attribute_is_refused_with_a_way_out(tmp_path, front, message, hint):
    path = written(tmp_path, "kz-01.txt", f"---\n{front}\n---\nExpert: Yes.")

    with pytest.raises(UnreadableSource) as refused:
        read_sources(path)

    assert refused.value.message.startswith(f"kz-01.txt: {message}")
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.txt", b"", "a.txt is empty"),
        ("a.txt", b"\xef\xbb\xbf", "a.txt is empty"),
        ("a.txt", b" \r\n\t\n", "a.txt is empty"),
        ("a.docx", b"", "a.docx is empty"),
        ("a.txt", "\ufeff \n".encode("utf-16-le"), "a.txt holds no words"),
        ("a.txt", b"Expert:\n\nInterviewer:\n", "a.txt holds no words"),
        ("a.doc", b"\xd0\xcf", "a.doc: no reader for .doc"),
        ("a.pdf", b"%PDF", "a.pdf is not a PDF file"),
        ("a.pages", b"x", "a.pages: no reader for .pages"),
        ("a", b"x", "a: no reader for a file without an ending"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(tmp_path, name, raw, message):
    path = tmp_path / name
    path.write_bytes(raw)

    with pytest.raises(UnreadableSource, match=message) as refused:
        read_sources(path)

    assert refused.value.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UnreadableSource, match=r"a.txt: there is no such file"):
        read_sources(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(UnreadableSource, match=r"b.txt is a folder"):
        read_sources(tmp_path / "b.txt")


def test_ten_megabytes_in_one_line_take_seconds(tmp_path):
    path = written(tmp_path, "a.txt", "Эксперт: " + "и так далее " * 480_000)

    began = time.perf_counter()
    source = read_source(path)

    assert len(source.text) > 5_000_000 and len(source.turns) == 1
    assert time.perf_counter() - began < 10


many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
written_bytes = st.lists(
    st.sampled_from(
        [b"---\n", b"id: a\n", b"Expert: ", "Э.: да\n".encode(), "да".encode("cp1251"), b"\0", b"\xff\xfe"]
    )
    | st.binary(max_size=30),
    max_size=8,
).map(b"".join)


@many
@given(written_bytes, st.sampled_from([".txt", ".md", ".bib", ".docx"]))
def test_any_bytes_become_a_source_or_a_sentence(tmp_path, raw, ending):
    path = tmp_path / f"a{ending}"
    path.write_bytes(raw)

    try:
        readings = read_sources(path)
    except QualError:
        return
    for reading in readings:
        assert all(reading.source.text[turn.start : turn.end] for turn in reading.source.turns)


@many
@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_text_in_a_declared_encoding_is_never_guessed(tmp_path, text, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(f"Expert: x{text}".encode(encoding))

    (reading,) = read_sources(path)

    assert not any("encoding" in problem.what for problem in reading.problems)
