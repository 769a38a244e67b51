"""Words are counted as lemmas where a language has a dictionary."""

from __future__ import annotations

from qual.matching.frequencies import word_counts
from qual.model import Source, Turn


def said(text, language, role="expert"):
    return Source("kz-01", "interview", text, (Turn(1, 0, len(text), role=role),), language=language)


def counts(*arguments, **options):
    return dict(word_counts([said(*arguments)], **options)["kz-01"])


def test_forms_of_a_russian_word_are_one_word():
    assert counts("Войска, войск, войсками и 2022 год.", "ru") == {"войско": 3, "год": 1}


def test_other_languages_count_words_as_written():
    assert counts("Әскер әскерлер Әскер", "kk") == {"әскер": 2, "әскерлер": 1}


def test_what_the_interviewer_says_is_not_counted():
    assert counts("Войска ушли?", "ru", "interviewer") == {}


def test_only_what_lies_in_the_stretches_is_counted():
    source = said("Войска ушли. Мост стоит.", "ru")

    assert word_counts([source], within={"kz-01": [(0, 6), (13, 17)]})["kz-01"] == {"войско": 1, "мост": 1}
    assert word_counts([source], within={})["kz-01"] == {}
