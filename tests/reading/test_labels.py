import pytest

from qual.reading.labels import could_be_label, known_labels, label_at, looks_like_a_name, role_of

KNOWN = known_labels(expert="KZ-03")


@pytest.mark.parametrize(
    ("line", "name", "time"),
    [
        ("Эксперт: Да.", "Эксперт", ""),
        ("Эксперт : Да.", "Эксперт", ""),
        ("[00:12:31] Эксперт: Да.", "Эксперт", "00:12:31"),
        ("00:12:31 Эксперт: Да.", "Эксперт", "00:12:31"),
        ("(0:12) - Эксперт: Да.", "Эксперт", "0:12"),
        ("[00:12:31 - 00:12:40] Эксперт: Да.", "Эксперт", "00:12:31"),
        ("Ответ [00:12:31]: Да.", "Ответ", "00:12:31"),
        ("Эксперт (00:12): Да.", "Эксперт", "00:12"),
        ("Эксперт: [00:12:31] Да.", "Эксперт", "00:12:31"),
        ("**Эксперт:** Да.", "Эксперт", ""),
        ("**Эксперт**: Да.", "Эксперт", ""),
        ("**Эксперт: Да.**", "Эксперт", ""),
        ("**[00:12] Эксперт:** Да.", "Эксперт", "00:12"),
        ("### Эксперт: Да.", "Эксперт", ""),
        ("— Эксперт: Да.", "Эксперт", ""),
        ("[Эксперт]: Да.", "Эксперт", ""),
        ("Эксперт 2: Да.", "Эксперт 2", ""),
        ("Э.: Да.", "Э.", ""),
    ],
)
def test_labels_are_found_however_they_are_typed(line, name, time):
    label = label_at(line)

    assert (label.name, label.time, label.words.strip()) == (name, time, "Да.")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Interviewer", "interviewer"),
        ("MODERATOR", "interviewer"),
        ("Q", "interviewer"),
        ("Q12", "interviewer"),
        ("I.", "interviewer"),
        ("Интервьюер", "interviewer"),
        ("И.", "interviewer"),
        ("В", "interviewer"),
        ("Ведущая", "interviewer"),
        ("Сұхбат алушы", "interviewer"),
        ("Сұрақ", "interviewer"),
        ("Հարցազրուցավար", "interviewer"),
        ("Հարց", "interviewer"),
        ("Інтэрв’юер", "interviewer"),
        ("Пытанне", "interviewer"),
        ("Алып баруучу", "interviewer"),
        ("Суроо", "interviewer"),
        ("Мусоҳиб", "interviewer"),
        ("Савол", "interviewer"),
        ("Interviewee", "expert"),
        ("A", "expert"),
        ("Эксперт", "expert"),
        ("Эксперт 2", "expert"),
        ("Эксперт №2", "expert"),
        ("Эксперт (смеётся)", "expert"),
        ("Expert KZ-07", "expert"),
        ("О.", "expert"),
        ("Р", "expert"),
        ("Сарапшы", "expert"),
        ("Жауап", "expert"),
        ("Փորձագետ", "expert"),
        ("Պատասխան", "expert"),
        ("Рэспандэнт", "expert"),
        ("Жооп", "expert"),
        ("Коршинос", "expert"),
        ("Мусоҳибашаванда", "expert"),
        ("kz-03", "expert"),
        ("Anna", None),
        ("Expert opinion", None),
    ],
)
def test_the_usual_words_of_seven_languages_are_known(label, role):
    assert role_of(label, KNOWN) == role


def test_latin_letters_that_look_cyrillic_make_the_same_label():
    assert role_of("Экcпepт", KNOWN) == "expert"
    assert role_of("B", KNOWN) == "interviewer"


def test_the_study_s_own_labels_go_before_the_usual_ones():
    known = known_labels(interviewer_labels=["Айгуль"], expert_labels=["Модератор"])

    assert role_of("АЙГУЛЬ", known) == "interviewer"
    assert role_of("Модератор", known) == "expert"


def test_an_armenian_stop_can_be_the_colon_of_a_known_label():
    assert label_at("Փորձագետ՝ Այո։").words == " Այո։"
    assert label_at("Հարց։ Ինչու՞").form == "armenian"


@pytest.mark.parametrize(
    "line",
    ["https://example.org is down", "В 12:30 мы вышли.", "Так вот, скажу: нет.", "«Нет»: так и сказал", ""],
)
def test_prose_is_not_a_label(line):
    label = label_at(line)

    assert label is None or label.form == "alone" or not could_be_label(label.name)


@pytest.mark.parametrize(
    "name", ["В.Путин", "А. С. Иванов", "President of Nowhere Anna Petrova", "Айгуль Сатпаева", "Радик Б."]
)
def test_personal_names_are_recognised(name):
    assert could_be_label(name) and looks_like_a_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Главное",
        "Note",
        "Новый Казахстан",
        "Central Asia",
        "Совет Безопасности",
        "The Long Way",
        "Токаев сказал",
        "1991",
    ],
)
def test_other_capitalised_words_are_not_names(name):
    assert not looks_like_a_name(name)


@pytest.mark.parametrize(
    "name", ["Главное", "Note", "Самое главное", "Во-первых", "Да. Потом", "Այո", "эксперты"]
)
def test_ways_to_begin_a_sentence_are_not_labels(name):
    assert not could_be_label(name)
