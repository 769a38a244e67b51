import pytest

from qual.errors import InvalidRequest
from qual.reading.languages import guess_language, language_code


@pytest.mark.parametrize(
    ("written", "code"),
    [("RU", "ru"), ("Russian", "ru"), ("русский язык", "ru"), ("en-GB", "en"), ("қазақша", "kk"), ("", "")],
)
def test_a_language_is_understood_by_code_or_name(written, code):
    assert language_code(written) == code


def test_what_is_no_language_is_refused():
    with pytest.raises(InvalidRequest, match="'ru, kk' is not a language"):
        language_code("ru, kk")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We heard it on the radio that evening.", "en"),
        ("Мы услышали это вечером по радио.", "ru"),
        ("Біз мұны кешке радиодан естідік, әрине.", "kk"),
        ("Մենք երեկոյան լսեցինք ռադիոյով։", "hy"),
        ("Мы пачулі гэта ўвечары па радыё.", "be"),
        ("Биз муну кечинде радиодон уктук, өзүңүз билесиз.", "ky"),
        ("Мо инро бегоҳӣ аз радио шунидем, ҳатман.", "tg"),
        ("Nós ouvimos isso à noite no rádio, não é?", ""),
        ("2022", ""),
    ],
)
def test_letters_tell_the_language_or_nothing(text, language):
    assert guess_language(text) == language
