"""Cases that differ: alone in speaking, alone in silence, of an opposite judgement."""

from __future__ import annotations

from dataclasses import replace

from qual.analysis.deviant import deviant_cases
from qual.analysis.tidy import tidy_codings
from qual.model import Code, Codebook, Coding, Segment, Source, Turn

BOOK = Codebook("b", "1", (Code("t", codes=(Code("u"),)), Code("v")))
TEXT = "Пікір әртүрлі."
EXPERTS = ("am-01", "by-01", "kz-01", "ru-01", "tj-01")


def interview(id_):
    return Source(id_, "interview", TEXT, (Turn(1, 0, len(TEXT)),), id_[:2].upper(), id_.upper(), "kk")


def spoken(id_, code, assessment=None):
    segment = Segment(id_, 0, len(TEXT), TEXT)
    return Coding(f"{id_}-{code}-{assessment}", code, segment, "aigerim", "accepted", assessment=assessment)


def cases(codings, experts=EXPERTS, **choices):
    frame = tidy_codings(codings, [interview(id_) for id_ in experts], BOOK, **choices)
    table = deviant_cases(frame)
    return [(r["theme"], r["expert"], r["reason"], r["k"], r["n"]) for r in table.to_dict("records")]


def test_the_only_one_who_is_silent_and_the_only_one_who_speaks():
    said = [spoken(id_, "u") for id_ in EXPERTS[:4]] + [spoken("kz-01", "v")]

    assert cases(said) == [("t", "TJ-01", "silent", 4, 4), ("v", "KZ-01", "alone", 1, 5)]


def test_a_judgement_against_all_others_by_two_or_more():
    said = [spoken(id_, "u", 1) for id_ in EXPERTS[:4]] + [spoken("tj-01", "u", -1)]

    assert cases(said) == [("t", "TJ-01", "against", 4, 4)]
    assert cases([*said[:4], spoken("tj-01", "u", 0)]) == []


def test_experts_count_by_their_own_mean_so_that_nobody_counts_twice():
    said = [spoken(id_, "u", 1) for id_ in EXPERTS[:4]]
    said += [spoken("tj-01", "u", value) for value in (-2, 2, 0)]

    assert cases(said) == []


def test_with_fewer_than_four_experts_nobody_differs_and_who_is_not_coded_yet_is_not_silent():
    assert cases([spoken("kz-01", "v")], experts=("kz-01", "ru-01", "am-01")) == []
    said = [spoken(id_, "u") for id_ in EXPERTS[:4]]
    assert cases(said, tagged=EXPERTS[:4]) == []


def test_rejected_codings_do_not_speak():
    said = [spoken(id_, "u") for id_ in EXPERTS]

    assert cases([*said[:4], replace(said[4], status="rejected")]) == [("t", "TJ-01", "silent", 4, 4)]
