"""A study's turns as Docs."""

from __future__ import annotations

import qual.spacy
from qual import Project, Segment, Selection
from qual.model import Coding
from tests.matching.finding import interview


def test_a_project_gives_its_turns_with_its_codings(tmp_path):
    source = interview("Ввели войска.\nИ вывели.", id="kz-01")
    coding = Coding(
        "00000000-0000-4000-8000-000000000001", "troops", Segment("kz-01", 6, 12, "войска"), "aida"
    )
    with Project.create(tmp_path, coder="aida") as project:
        project.sources.add_many([source, interview("Жоқ.", id="kg-01", country="KG", language="ky")])
        project.codings.add([coding])

        found = list(qual.spacy.docs(project))
        chosen = list(qual.spacy.docs(project, selection=Selection(country=("KG",))))
        bare = list(qual.spacy.docs(project, []))

    spans = {
        (d.user_data["qual"]["source"], span.text, span.label_) for d in found for span in d.spans["codes"]
    }
    assert spans == {("kz-01", "войска", "troops")}
    assert [doc.text for doc in found] == ["Жоқ.", "Ввели войска.", "И вывели."]
    assert [doc.text for doc in chosen] == ["Жоқ."]
    assert not any(list(doc.spans["codes"]) for doc in bare)


def test_sources_give_their_turns_without_a_project():
    sources = [interview("Да.", id="kz-01"), interview("Нет.", id="kg-01", country="KG")]

    assert [doc.text for doc in qual.spacy.docs(sources)] == ["Да.", "Нет."]
    assert [doc.text for doc in qual.spacy.docs(sources, selection=Selection(country=("KG",)))] == ["Нет."]
