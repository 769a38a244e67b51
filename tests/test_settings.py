"""qual.toml: what it says is taken, what it says wrongly is declined in one sentence."""

from __future__ import annotations

import pytest

from qual.errors import UnreadableSettings
from qual.model import Settings
from qual.settings import read_settings


def test_without_a_file_everything_has_a_default(tmp_path):
    assert read_settings(tmp_path) == Settings()
    assert Settings().unit == "sentence"
    assert Settings().small_base == 3


def test_an_empty_file_changes_nothing(tmp_path):
    (tmp_path / "qual.toml").write_text("# nothing yet\n", encoding="utf-8")

    assert read_settings(tmp_path) == Settings()


def test_everything_a_file_can_say_is_taken(tmp_path):
    (tmp_path / "qual.toml").write_text(
        """\
title = "Январские события"
language = "ru"
codebook = "codebooks/csto.yaml"
workbook = "out/итог.xlsx"
unit = "turn"
coder = "Анна"
note = "Интервью вымышлены."

[counting]
small_base = 5

[speakers]
interviewer = ["Модератор", "Հարց"]
expert = ["Гость"]
""",
        encoding="utf-8",
    )

    assert read_settings(tmp_path) == Settings(
        title="Январские события",
        language="ru",
        codebook="codebooks/csto.yaml",
        workbook="out/итог.xlsx",
        unit="turn",
        coder="Анна",
        note="Интервью вымышлены.",
        small_base=5,
        interviewer_labels=("Модератор", "Հարց"),
        expert_labels=("Гость",),
    )


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "qual.toml").write_text('title = "Study"\n', encoding="utf-8-sig")

    assert read_settings(tmp_path).title == "Study"


def test_no_marked_bases_are_a_base_of_zero(tmp_path):
    (tmp_path / "qual.toml").write_text("[counting]\nsmall_base = 0\n", encoding="utf-8")

    assert read_settings(tmp_path).small_base == 0


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("title = Study\n", "qual.toml: Invalid value (at line 1, column 9).", "quotation marks"),
        ('title = "a"\ntitle = "b"\n', "at line 2", "quotation marks"),
        ("a = " + "[" * 9_000 + "]" * 9_000, "qual.toml: brackets stand inside one another too deeply.", ""),
        ("titel = 'Study'\n", "qual.toml: 'titel' means nothing.", "Did you mean title?"),
        ("zzz = 1\n", "qual.toml: 'zzz' means nothing.", "Known: title, language, codebook"),
        ("small_base = 3\n", "qual.toml: 'small_base' means nothing.", "It belongs under [counting]."),
        (
            "[counting]\nsmal_base = 3\n",
            "'smal_base' under [counting] means nothing.",
            "Did you mean small_base?",
        ),
        (
            "[counting]\nexpert = []\n",
            "'expert' under [counting] means nothing.",
            "It belongs under [speakers].",
        ),
        ("[speakers]\nnote = 'x'\n", "'note' under [speakers] means nothing.", "top of the file"),
        ("title = 5\n", "qual.toml: title is a text.", 'title = "…"'),
        ("codebook = ['a.yaml']\n", "qual.toml: codebook is a text.", 'codebook = "…"'),
        ("unit = 'word'\n", "qual.toml: unit = 'word' is unknown.", "sentence, turn, paragraph, match"),
        ("language = 'english'\n", "qual.toml: language = 'english' is unknown.", "ru, en, kk"),
        ("counting = 3\n", "qual.toml: counting is a table.", "[counting] on a line of its own"),
        ("speakers = ['Модератор']\n", "qual.toml: speakers is a table.", "[speakers] on a line of its own"),
        ("[counting]\nsmall_base = -1\n", "qual.toml: small_base is a number of experts.", "small_base = 3"),
        ("[counting]\nsmall_base = '3'\n", "qual.toml: small_base is a number of experts.", "small_base = 3"),
        ("[counting]\nsmall_base = 2.5\n", "qual.toml: small_base is a number of experts.", "small_base = 3"),
        (
            "[counting]\nsmall_base = true\n",
            "qual.toml: small_base is a number of experts.",
            "small_base = 3",
        ),
        (
            "[speakers]\nexpert = 'Гость'\n",
            "expert under [speakers] is a list of labels",
            'expert = ["Moderator"]',
        ),
        ("[speakers]\ninterviewer = [1]\n", "interviewer under [speakers] is a list of labels", "Moderator"),
    ],
)
def test_what_is_wrong_is_declined_in_one_sentence_with_what_to_do(tmp_path, text, message, hint):
    (tmp_path / "qual.toml").write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableSettings) as raised:
        read_settings(tmp_path)

    assert message in raised.value.message
    assert hint in raised.value.hint
    assert "\n" not in str(raised.value)


def test_a_file_in_another_encoding_is_declined(tmp_path):
    (tmp_path / "qual.toml").write_bytes('title = "Опрос"'.encode("cp1251"))

    with pytest.raises(UnreadableSettings, match=r"qual\.toml: not UTF-8") as raised:
        read_settings(tmp_path)
    assert raised.value.hint == "Save it as UTF-8."


def test_a_folder_in_its_place_is_declined(tmp_path):
    (tmp_path / "qual.toml").mkdir()

    with pytest.raises(UnreadableSettings, match=r"^qual\.toml: "):
        read_settings(tmp_path)
