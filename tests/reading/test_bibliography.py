import pytest

from qual.errors import UnreadableSource
from qual.reading import read_source, read_sources

INVENTED = """@comment{An invented bibliography.}
@article{орлова2022,
  title = {Тихий январь: о чём молчали {ОДКБ} и соседи},
  author = {Орлова, Анна and Petrov, José},
  journal = {Вестник},
  year = 2022, month = jan,
  doi = {10.0000/example},
  abstract = {Мы спросили.
    Нам ответили.},
  keywords = {январь, миротворцы},
}
@book{sapar-2021, title = {Quiet Winters: {A} Study of R{\\"a}ume}, author = {Sapar, Bakyt}}
@misc{kanat.2020, title = {Қазақстанның жаңа жолы}, langid = {kazakh}}
"""


def entries(tmp_path, text=INVENTED):
    path = tmp_path / "references.bib"
    path.write_text(text, encoding="utf-8")
    return read_sources(path, root=tmp_path)


def test_each_entry_becomes_a_source_of_literature(tmp_path):
    sources = [reading.source for reading in entries(tmp_path)]

    assert [(source.id, source.kind, source.language) for source in sources] == [
        ("орлова2022", "literature", "ru"),
        ("sapar-2021", "literature", "en"),
        ("kanat.2020", "literature", "kk"),
    ]
    assert {source.file for source in sources} == {"references.bib"}


def test_title_abstract_and_keywords_are_its_paragraphs(tmp_path):
    source = entries(tmp_path)[0].source

    assert source.text == (
        "Тихий январь: о чём молчали ОДКБ и соседи\nМы спросили. Нам ответили.\nянварь, миротворцы"
    )
    assert [(turn.speaker, turn.role) for turn in source.turns] == [("", "other")]


def test_its_particulars_are_attributes(tmp_path):
    source = entries(tmp_path)[0].source

    assert dict(source.attributes) == {
        "author": "Орлова, Анна; Petrov, José",
        "year": "2022",
        "journal": "Вестник",
        "doi": "10.0000/example",
        "title": "Тихий январь: о чём молчали ОДКБ и соседи",
        "entry_type": "article",
    }


def test_latex_becomes_letters_and_a_colon_in_a_title_makes_no_speaker(tmp_path):
    source = entries(tmp_path)[1].source

    assert source.text == "Quiet Winters: A Study of Räume"


def test_a_bibliography_is_not_one_source(tmp_path):
    entries(tmp_path)

    with pytest.raises(UnreadableSource, match="holds 3 sources"):
        read_source(tmp_path / "references.bib")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@article{a,\n title = {A", "references.bib, line 2: this is not BibTeX"),
        ("@article{a, title=unknown}", "line 1: this is not BibTeX"),
        ("@article{a,title={A}} @book{A,title={B}}", "repeated bibliography entry"),
        ("@article{a:1,title={A}}", "'a:1' cannot be an id"),
        ("@article{a,year=2022}", "entry a has no title, abstract or keywords"),
        ("Just prose.", "holds no entries"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, text, message):
    with pytest.raises(UnreadableSource, match=message) as refused:
        entries(tmp_path, text)

    assert refused.value.hint
