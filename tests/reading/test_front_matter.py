import pytest

from qual.errors import UnreadableSource
from qual.reading.front_matter import split_front_matter


def split(text):
    return split_front_matter(text.split("\n"), "kz-01.txt")


def test_values_stay_the_words_that_were_typed():
    text = """---
id: kz-01
country: NO
consent: no
recorded: true
date: 2022-10-14
age: 041
theme words: [газ, цены]
note: "said: yes"
---
Expert: Yes."""

    attributes, lines = split(text)

    assert attributes == {
        "id": "kz-01",
        "country": "NO",
        "consent": "no",
        "recorded": "true",
        "date": "2022-10-14",
        "age": "041",
        "theme words": "газ; цены",
        "note": "said: yes",
    }
    assert text.split("\n")[lines:] == ["Expert: Yes."]


@pytest.mark.parametrize("text", ["Expert: Yes.", "---\n\nA line above.\n\n---", "---", "", "— Expert: Yes."])
def test_a_text_without_front_matter_is_left_alone(text):
    assert split(text) == ({}, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ncountry: KZ\n\nExpert: Yes.", "line 1: the front matter is never closed"),
        ("---\ncountry: KZ\nnote: a: b\n---", "line 3: the front matter cannot be understood"),
        ("---\ncountry: KZ\ncountry: KG\n---", "line 3: country is given twice"),
        ("---\ncountry: KZ\nplace: {city: Osh}\n---", "line 3: place holds attributes of its own"),
        ("---\na: '\\\n---", "line 2: the front matter cannot be understood"),
    ],
)
def test_a_mistake_is_told_with_its_line(text, message):
    with pytest.raises(UnreadableSource, match=f"kz-01.txt, {message}") as refused:
        split(text)

    assert refused.value.hint


def test_depth_does_not_topple_the_reader():
    with pytest.raises(UnreadableSource):
        split("---\na: " + "[" * 50_000 + "\n---")
