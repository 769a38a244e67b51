"""Codings as Web Annotations."""

from __future__ import annotations

from qual.export.annotations import annotation
from qual.model import Code, Codebook, Coding, Evidence, Segment, Source

TEXT = "Иә, өте жедел келді. 🕊 Сенеміз."
SOURCE = Source("kz-02", "interview", TEXT)


def test_position_and_quotation_find_the_same_words():
    start = TEXT.index("Сенеміз")
    coding = Coding(
        "2f1c8f0e-94d1-5d5e-9a52-1b6a6a1f2c3d",
        "trust",
        Segment("kz-02", start, start + 7, "Сенеміз"),
        "Бота",
        "accepted",
        assessment=-1,
        created="2022-10-01T08:00:00Z",
    )

    made = annotation(coding, SOURCE, Codebook("b", "1", (Code("trust", {"kk": "Сенім"}),)))

    position, quotation = made["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quotation["exact"] == "Сенеміз"
    assert TEXT.endswith(quotation["prefix"] + quotation["exact"] + quotation["suffix"])
    assert made["id"] == "urn:uuid:2f1c8f0e-94d1-5d5e-9a52-1b6a6a1f2c3d"
    assert made["creator"] == {"type": "Person", "name": "Бота"}
    assert made["body"]["value"] == "trust"
    assert made["body"]["qual:name"] == {"kk": "Сенім"}
    assert (made["qual:status"], made["qual:assessment"]) == ("accepted", -1)


def test_what_rules_suggested_is_by_software_and_says_why():
    evidence = (Evidence("speed/kk", "жедел", 8, 13),)
    coding = Coding("x", "speed", Segment("kz-02", 0, 20, TEXT[:20]), "auto:b@1", evidence=evidence)

    made = annotation(coding, SOURCE)

    assert made["creator"]["type"] == "Software"
    assert made["id"] == "urn:qual:coding:x"
    assert made["qual:evidence"] == [{"rule": "speed/kk", "term": "жедел", "start": 8, "end": 13}]
