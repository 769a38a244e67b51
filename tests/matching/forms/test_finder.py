import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.matching.forms import ACCEPTED, ANALYSED, canonical, finder, source
from qual.matching.words import key, tokens

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїўәғқңөұүһҷҳӣӯ'-abcxyz0աբգդեէըիոսցուվյնկմրև"
WORDS = (
    st.text(LETTERS, min_size=1, max_size=25)
    .filter(lambda text: [*tokens(text)] == [(0, len(text))])
    .map(key)
)


@pytest.mark.parametrize("language", [*ACCEPTED, *ANALYSED, "any"])
@given(word=WORDS, others=st.lists(WORDS, max_size=3))
def test_every_lemma_is_a_form_of_itself(language, word, others):
    assert word in finder(language, [word, *others])(word)


@pytest.mark.parametrize("language", ACCEPTED)
@given(lemma=WORDS, word=WORDS)
def test_a_lemma_alone_is_found_where_it_is_found_among_others(language, lemma, word):
    alone, among = finder(language, [lemma]), finder(language, [lemma, word, "мова", "երկիր"])

    assert (lemma in alone(word)) == (lemma in among(word))


@pytest.mark.parametrize("language", ACCEPTED)
@pytest.mark.parametrize("letter", ["а", "к", "і", "ь", "ո", "ւ", "-", "ҳо", "лар", "ներ", "նե"])
def test_a_word_or_a_lemma_without_end_is_answered(language, letter):
    endless = letter * 500_000
    find = finder(language, ["қауіпсіздік", "мова", "երկիր", "амният", endless])

    assert find(endless) == {endless}
    assert find("мова" + endless) == frozenset()


@pytest.mark.parametrize("language", ACCEPTED)
def test_a_codebook_may_spell_a_lemma_twice(language):
    find = finder(language, ["бяспека", "бясьпека", "ձեւ", "ձև", "ҳамкорӣ", "ҳамкори"])

    assert find("бяспека") >= {"бяспека"}
    assert len(find("ձև") | find("бяспека") | find("ҳамкорӣ")) >= 3


def test_a_language_without_a_table_takes_words_as_they_are():
    find = finder("uz", ["xavfsizlik"])

    assert find("xavfsizlik") == {"xavfsizlik"}
    assert find("xavfsizlikni") == frozenset()
    assert source("uz") == "as written"
    assert canonical("uz", "xavfsizligi") == "xavfsizligi"


def test_explanations_name_who_decides():
    assert [source(language) for language in ("ru", "en", "kk")] == ["pymorphy3", "simplemma", "kk endings"]


@pytest.mark.parametrize("word", ["организации", "реформированных", "слышащего", "власть-то", "вооружена"])
def test_a_dictionary_form_is_its_own_dictionary_form(word):
    lemma = canonical("ru", word)

    assert canonical("ru", lemma) == lemma
