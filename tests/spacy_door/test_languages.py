"""Kazakh, Belarusian and Tajik in spaCy."""

from __future__ import annotations

import pytest

import qual.spacy
from qual.spacy import Belarusian, Kazakh, Tajik


@pytest.mark.parametrize(
    ("nlp", "text", "expected"),
    [
        (
            Kazakh(),
            "Сәуір-маусымда «ҰҚШҰ» келді, т.б. айтты.Бәрі де!",
            ["Сәуір-маусымда", "«", "ҰҚШҰ", "»", "келді", ",", "т.б.", "айтты", ".", "Бәрі", "де", "!"],
        ),
        (
            Belarusian(),
            "Сям'я, інтэрв’ю (у 2022 г.) — і г.д.",
            ["Сям'я", ",", "інтэрв’ю", "(", "у", "2022", "г.", ")", "—", "і", "г.д."],
        ),
        (Tajik(), "Ҷумҳурии Тоҷикистон: «не»…", ["Ҷумҳурии", "Тоҷикистон", ":", "«", "не", "»", "…"]),
    ],
)
def test_text_is_cut_into_words_and_marks(nlp, text, expected):
    doc = nlp(text)

    assert [token.text for token in doc] == expected
    assert doc.text == text


@pytest.mark.parametrize(
    ("nlp", "number", "other", "stop", "content"),
    [
        (Kazakh(), "жетпіс", "жеті-сегіз", "және", "қауіпсіздік"),
        (Belarusian(), "дзесяць", "дзесятак", "што", "бяспека"),
        (Tajik(), "панҷоҳ", "панҷа", "барои", "амният"),
    ],
)
def test_numbers_and_stop_words_are_known(nlp, number, other, stop, content):
    words = nlp(f"{number} {number.capitalize()} {other} 2 500,5 1/3 {stop} {stop.upper()} {content}")

    assert [word.text for word in words if word.like_num] == [
        number,
        number.capitalize(),
        "2",
        "500,5",
        "1/3",
    ]
    assert [word.text for word in words if word.is_stop] == [stop, stop.upper()]


@pytest.mark.parametrize("code", ["kk", "be", "tg"])
def test_a_pipeline_in_the_language_can_be_saved_and_loaded(code, tmp_path):
    import spacy

    assert qual.spacy
    nlp = spacy.blank(code)
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path)

    again = spacy.load(tmp_path)

    assert again.lang == code
    assert [sent.text for sent in again("Бір. Екі.").sents] == ["Бір.", "Екі."]
