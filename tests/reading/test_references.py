from qual.reading.references import read_references

BIB = """
@article{a2022, author = {Kudaibergenova, Diana T. and Laruelle, Marlene},
  title = {Making {Sense} of "January"},
  journal = {Post-Soviet Affairs}, year = {2022},
  volume = {38}, number = {6}, pages = {441--459}, doi = {10.1/x}}
@phdthesis{b2015, author = {Сысоева, Раушан}, title = {Евразийская интеграция}, school = {UPV}, year = 2015}
@misc{c, title = {Без года}}
"""


def test_an_entry_becomes_a_citation_item_with_names_pages_and_type():
    items = read_references(BIB.encode(), "r.bib")

    assert list(items) == ["a2022", "b2015", "c"]
    assert items["a2022"] == {
        "id": "a2022",
        "type": "article-journal",
        "title": 'Making Sense of "January"',
        "container-title": "Post-Soviet Affairs",
        "volume": "38",
        "issue": "6",
        "DOI": "10.1/x",
        "page": "441–459",
        "issued": {"date-parts": [[2022]]},
        "author": [
            {"family": "Kudaibergenova", "given": "Diana T."},
            {"family": "Laruelle", "given": "Marlene"},
        ],
    }
    assert items["b2015"]["publisher"] == "UPV" and items["b2015"]["type"] == "thesis"
    assert items["b2015"]["author"] == [{"family": "Сысоева", "given": "Раушан"}]
    assert "issued" not in items["c"] and "author" not in items["c"]


def test_what_is_not_bibtex_gives_no_items():
    assert read_references(b"@article{broken", "r.bib") == {}
    assert read_references(b"", "r.bib") == {}
