from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.matching.languages import detect, turn_languages
from qual.model import LANGUAGES, Source, Turn

ANSWERS = {
    "ru": "Мы этого не ждали, но люди вышли на улицы, и никто уже не мог их остановить. "
    "Потом пришли миротворцы, и стало тихо.",
    "en": "We did not expect it, but people took to the streets, and nobody could stop them any more. "
    "Then the peacekeepers came, and it was quiet.",
    "kk": "Біз мұны күткен жоқпыз, бірақ халық көшеге шықты, енді оны ешкім тоқтата алмады. "
    "Содан кейін бітімгерлер келіп, қала тынышталды.",
    "ky": "Биз муну күткөн эмеспиз, бирок эл көчөгө чыкты, эми аны эч ким токтото алган жок. "
    "Андан кийин бейпилдик күчтөрү келип, шаар тынчып калды.",
    "tg": "Мо инро интизор набудем, аммо мардум ба кӯчаҳо баромаданд ва касе онҳоро боздошта натавонист. "
    "Баъд сулҳбонон омаданд ва шаҳр ором шуд.",
    "hy": "Մենք դա չէինք սպասում, բայց մարդիկ դուրս եկան փողոց, և ոչ ոք այլևս չէր կարող նրանց կանգնեցնել։ "
    "Հետո եկան խաղաղապահները։",
    "be": "Мы гэтага не чакалі, але людзі выйшлі на вуліцы, і ніхто ўжо не мог іх спыніць. "
    "Потым прыйшлі міратворцы, і стала ціха.",
}
"""One answer in every language."""


def interview(*turns, language="", turn_language=""):
    text = "\n".join(turns)
    places, at = [], 0
    for number, turn in enumerate(turns, 1):
        places.append(Turn(number, at, at + len(turn), language=turn_language))
        at += len(turn) + 1
    return Source("x-01", "interview", text, tuple(places), language=language)


@pytest.mark.parametrize(("language", "answer"), ANSWERS.items())
def test_an_answer_is_told_by_its_letters_and_small_words(language, answer):
    assert detect(answer) == language
    assert detect(answer.split(", ")[0] + ", " + answer.split(", ")[1]) == language


def test_every_language_has_an_answer_here():
    assert set(ANSWERS) == set(LANGUAGES)


def test_a_belarusian_sentence_without_its_own_letters_is_not_russian():
    assert detect("Мы гэта бачылі, але не было каму спытаць, што адбываецца насамрэч у Казахстане.") == "be"


def test_a_kyrgyz_sentence_without_its_own_letters_is_told_by_its_words():
    assert detect("Бул маселе боюнча парламент добуш берди жана андан кийин аскерлер жолго чыкты.") == "ky"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Да.",
        "Ооба, макул.",
        "2022, 4.",
        "ОДКБ! ЕАЭС, КНБ, США.",
        "Токаев, Назарбаев, Лукашенко, Пашинян, Алматы, Астана, Бишкек, Душанбе.",
        "Қасым-Жомарт Тоқаев, Нұрсұлтан Назарбаев, Қазақстан, Қырғызстан, Өзбекстан.",
        "NATO, CSTO, EU; Kassym-Jomart Tokayev, Nikol Pashinyan.",
        "Балам, уруштан кач, сөздөн качпа.",
    ],
)
def test_names_acronyms_and_a_few_words_tell_nothing(text):
    assert detect(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ми цього не чекали, але люди вийшли на вулиці, і ніхто вже не міг їх зупинити.",
        "Wir haben das nicht erwartet, aber die Leute gingen auf die Straße, so was in der Art.",
        "Bunu beklemiyorduk ama insanlar sokağa çıktı ve onları kimse durduramadı.",
        "Nós não esperávamos isso, mas as pessoas foram para as ruas e ninguém as parou.",
        "დიახ, ჩვენ ეს ვნახეთ და არ გვინდა.",
    ],
)
def test_a_language_that_is_not_ours_is_not_guessed(text):
    assert detect(text) == ""


def test_only_the_candidates_are_guessed():
    assert detect(ANSWERS["kk"], ("ru", "en")) == ""
    assert (
        detect("Ми цього не чекали, але люди вийшли, і ніхто вже не міг їх зупинити.", (*LANGUAGES, "uk"))
        == "uk"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ну, это как бы win-win, понимаете, для обеих сторон, то есть для всех нас.", "ru"),
        ("Біз бәріміз көрдік, ну, короче, ситуация күрделі болды, сондықтан үйде отырдық.", "kk"),
        ("Они говорят «біз біргеміз», но это только слова, а на деле каждый сам за себя.", "ru"),
        ("They call it Қанды қаңтар, the bloody January, and nobody here wants to talk about it.", "en"),
    ],
)
def test_a_turn_in_two_languages_has_that_of_most_of_its_words(text, language):
    assert detect(text) == language


@pytest.mark.parametrize("given_language", LANGUAGES)
def test_a_long_answer_in_another_language_is_told_in_any_interview(given_language):
    source = interview(*ANSWERS.values(), language=given_language)

    assert turn_languages(source) == tuple(ANSWERS)


def test_the_language_of_the_source_is_the_default_for_what_is_short_or_doubtful():
    source = interview("Біз көрдік.", "ОДКБ", "Yes.", "Я так адчуваю, і ўсё тут.", "", language="ru")

    assert turn_languages(source) == ("ru",) * 5


def test_what_a_turn_says_of_itself_comes_first():
    assert turn_languages(interview(ANSWERS["ru"], language="ru", turn_language="uz")) == ("uz",)


def test_in_a_source_without_a_language_short_turns_follow_the_majority():
    source = interview(ANSWERS["kk"], "Иә.", ANSWERS["ru"], ANSWERS["kk"])

    assert turn_languages(source) == ("kk", "kk", "ru", "kk")


def test_nobody_knows_the_language_of_a_source_of_short_turns():
    assert turn_languages(interview("Да.", "Нет.", "ОДКБ")) == ("", "", "")


def test_a_source_in_a_language_that_is_not_ours_keeps_it():
    uzbek = "Биз буни кутмаган эдик, лекин одамлар кўчага чиқди ва уларни ҳеч ким тўхтата олмади."

    assert turn_languages(interview(uzbek, ANSWERS["ru"], language="uz")) == ("uz", "uz")


def read_interview(name):
    """A transcript of the example as a source: its paragraphs are its turns."""
    folder = Path(__file__).parents[2] / "transcripts" / "interviews"
    text = (folder / f"{name}.txt").read_text(encoding="utf-8-sig").split("---\n", 2)[2]
    return interview(*(paragraph for paragraph in text.split("\n\n") if paragraph.strip()))


@pytest.mark.parametrize(
    ("name", "language"),
    [("by-01", "ru"), ("tj-01", "ru"), ("kg-03", "ru"), ("kz-04", "kk"), ("am-01", "hy")],
)
def test_the_example_interviews_keep_their_language_in_spite_of_other_words(name, language):
    source = read_interview(name)

    assert set(turn_languages(source)) == {language}
    assert set(turn_languages(replace(source, language=language))) == {language}


@given(st.text(), st.sampled_from(["", *LANGUAGES, "uz"]))
def test_any_text_is_answered(text, language):
    assert detect(text) in ("", *LANGUAGES)
    assert turn_languages(interview(text, language=language))[0] in ("", *LANGUAGES, "uz")
