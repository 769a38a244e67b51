import pytest

from qual.errors import InvalidRequest
from qual.reading import country_code, country_name

SIX = ("AM", "BY", "KZ", "KG", "RU", "TJ")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("KZ", "KZ"),
        ("kz ", "KZ"),
        ("KAZ", "KZ"),
        ("казахстан ", "KZ"),
        ("Республика  Казахстан", "KZ"),
        ("Қазақстан", "KZ"),
        ("Киргизия", "KG"),
        ("КЫРГЫЗСТАН", "KG"),
        ("Kyrgyz Republic", "KG"),
        ("Белоруссия", "BY"),
        ("Беларусь", "BY"),
        ("РФ", "RU"),
        ("the Russian Federation", "RU"),
        ("Հայաստան", "AM"),
        ("Ҷумҳурии Тоҷикистон", "TJ"),
        ("NO", "NO"),
        ("uk", "GB"),
        ("Соединенные Штаты", "US"),
        ("Кот-д’Ивуар", "CI"),
        ("", ""),
    ],
)
def test_any_name_of_a_country_gives_its_code(written, code):
    assert country_code(written) == code


@pytest.mark.parametrize("code", SIX)
@pytest.mark.parametrize("language", ["en", "ru", "kk", "hy", "be", "ky", "tg"])
def test_the_six_states_are_named_and_understood_in_seven_languages(code, language):
    assert country_code(country_name(code, language)) == code


def test_a_misspelt_country_is_refused_with_the_nearest_name():
    with pytest.raises(InvalidRequest) as refused:
        country_code("Казахстн")

    assert refused.value.message == "no country is called 'Казахстн'."
    assert refused.value.hint.startswith("Did you mean Казахстан (KZ)?")


def test_a_code_that_does_not_exist_is_refused():
    with pytest.raises(InvalidRequest, match="'XX'"):
        country_code("XX")


def test_names_fall_back_to_english_and_then_to_the_code():
    assert country_name("KG") == "Kyrgyzstan"
    assert country_name("KG", "ru") == "Кыргызстан"
    assert country_name("DE", "hy") == "Germany"
    assert country_name("XX") == "XX"
