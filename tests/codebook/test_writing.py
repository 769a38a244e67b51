"""What is written reads back as the same codebook, whatever is in it."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from qual.codebook import parse_codebook, write_codebook
from qual.model import LANGUAGES, ROLES, Code, Codebook, Rule, Term

NASTY = [
    "no", "NO", "yes", "on", "~", "null", "true", "007", "1e5", "0x1F", "1_000", "12:30", "2022-01-05",
    ".inf", "-", "?", ":", ": #", "# not a comment", "a: b", "- a", "[a", "{a", "&a", "*a", "!a", "%a", "@a",
    "`a", "|", ">", "'", '"', "it's", 'say "no"', "---", "...", "<<", "=", "--- a", "a #b", "a:", "\\n", "\\",
    "line\nbreak", "two\n\n  indented\nlines", "tab\there", "a\rb", "a\r\nb", "a\x1bb",
    "a\u00a0b", "a\u2028b", "a\u0085b", "\u200bx", "\ufeffa", "замо\u0301к", "и\u0306", "𝐝𝐞𝐜𝐢𝐝𝐞𝐝 🕊️",
    "«Совет безопасности»", "Ұжымдық қауіпсіздік", "Հավաքական անվտանգություն։", "=ОДКБ", "безопасн*",
    "a" * 200, "слово " * 40 + "x", "a " * 120 + "\n" + "b " * 120 + "c",
]  # fmt: skip

LETTERS = st.characters(exclude_categories=["Cs"])
TEXT = (st.sampled_from(NASTY) | st.text(LETTERS, min_size=1, max_size=30)).map(str.strip).filter(bool)
TEXTS = st.dictionaries(
    st.sampled_from(["en", "ru", "kk", "hy", "no", "und", "tg"]), TEXT, max_size=3
)  # fmt: skip
IDS = st.sampled_from(["no", "007", "1e5", "null", "мир", "a.b-c_d", "2022-01-05", "ғ"]) | st.text(
    string.ascii_lowercase + "жқա0123", min_size=1, max_size=6
)
TERMS = st.builds(Term, TEXT, st.lists(TEXT, max_size=2).map(tuple), st.booleans())
TOKENS = st.dictionaries(
    st.sampled_from(["LEMMA", "ORTH", "LENGTH", "OP", "IS_ALPHA"]),
    TEXT | st.integers(-999, 999) | st.booleans() | st.fixed_dictionaries({"IN": st.lists(TEXT, max_size=2)}),
    min_size=1,
    max_size=2,
)
RULES = st.builds(
    Rule,
    st.sampled_from([*LANGUAGES, "any"]),
    any=st.lists(TERMS, min_size=1, max_size=2).map(tuple),
    regex=st.lists(TEXT, max_size=1).map(tuple),
    spacy=st.lists(st.lists(TOKENS, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    speakers=st.sampled_from([("expert",), ("interviewer",), ("other", "expert"), ROLES]),
    checked=st.booleans(),
)


def codes(below: st.SearchStrategy[tuple[Code, ...]]) -> st.SearchStrategy[Code]:
    return st.builds(
        Code,
        IDS,
        name=TEXTS,
        definition=TEXTS,
        include=TEXTS,
        exclude=TEXTS,
        example=TEXTS,
        assessment=st.booleans(),
        rules=st.lists(RULES, max_size=2).map(tuple),
        codes=below,
    )


LEAVES = codes(st.just(()))
THEMES = codes(st.lists(codes(st.lists(LEAVES, max_size=1).map(tuple)), max_size=2).map(tuple))
CODEBOOKS = st.builds(
    Codebook,
    IDS,
    st.sampled_from(["1.0.0", "1", "1e5", "2022-01-05", "0x10", "1.10"]),
    st.lists(THEMES, min_size=1, max_size=2).map(tuple),
    title=TEXTS,
)


@given(CODEBOOKS)
def test_reading_what_was_written_gives_the_same_codebook_and_writing_that_the_same_text(codebook):
    text = write_codebook(codebook)
    read, problems = parse_codebook(text)

    assert problems == []
    assert read == codebook
    assert write_codebook(read) == text


def test_every_nasty_text_survives_as_a_name_and_as_a_term():
    texts = list(dict.fromkeys(text.strip() for text in NASTY))
    themes = tuple(
        Code(f"c{n}", name={"en": text}, rules=(Rule("any", (Term(text), Term(text, forms=(text,)))),))
        for n, text in enumerate(texts)
    )

    read, problems = parse_codebook(write_codebook(Codebook("b", "1", themes)))

    assert problems == []
    assert read is not None
    for code, text in zip(read.themes, texts, strict=True):
        assert code.name == {"en": text}
        assert code.rules[0].any == (Term(text), Term(text, forms=(text,)))


def test_a_written_codebook_is_pleasant_to_read():
    rules = (
        Rule("ru", (Term("быстро"), Term("ОДКБ", forms=("одкабэ",), also_parts=True))),
        Rule("kk", (Term("жедел"),), speakers=("interviewer",), checked=False),
    )
    code = Code(
        "speed",
        name={"ru": "Оперативность"},
        definition={"und": "How quickly."},
        assessment=True,
        rules=rules,
    )
    codebook = Codebook("book", "1.0.0", (Code("mission", codes=(code,)),), title={"en": "Events"})

    assert (
        write_codebook(codebook)
        == """\
format: 1
id: book
version: 1.0.0
title:
  en: Events
themes:
- id: mission
  codes:
  - id: speed
    name:
      ru: Оперативность
    definition: How quickly.
    assessment: true
    rules:
    - lang: ru
      any:
      - быстро
      - term: ОДКБ
        forms:
        - одкабэ
        also_parts: true
    - lang: kk
      any:
      - жедел
      speakers:
      - interviewer
      checked: false
"""
    )
