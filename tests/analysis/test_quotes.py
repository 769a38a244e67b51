"""Quotations, in the order in which one reads them."""

from __future__ import annotations

import json

import pandas as pd

from qual.analysis.quotes import JSON_FIELDS, quote_records, quotes
from qual.analysis.tidy import context_of, tidy_codings
from qual.model import Coding

from .said import BOOK, coding, source

KZ = source("kz-01", "Мир. Порядок. Доверие.")
AM = source("am-01", "Վստահություն չկա։", language="hy")
AM_AGAIN = source("am-00", "Վստահություն կա։", language="hy", expert="AM-09")
LOST = source("aa-01", "Мир.", country="", expert="")
EVERYONE = [LOST, KZ, AM, AM_AGAIN]


def read(*codings: Coding, **choices: bool) -> list[str]:
    return quotes(tidy_codings(codings, EVERYONE, BOOK), **choices)["id"].tolist()


def test_quotes_come_by_theme_in_the_order_of_the_codebook_before_all_else():
    assert read(
        coding(AM, "Վստահություն", "identity", id="identity"),
        coding(KZ, "Мир.", "gone", id="gone"),
        coding(KZ, "Доверие.", "exit", id="mission"),
    ) == ["mission", "identity", "gone"]


def test_then_by_country_expert_source_and_place():
    assert read(
        coding(KZ, "Доверие.", id="kz late"),
        coding(KZ, "Мир.", id="kz early"),
        coding(AM_AGAIN, "կա", id="am-09"),
        coding(AM, "չկա", id="am-01"),
    ) == ["am-01", "am-09", "kz early", "kz late"]


def test_what_has_no_country_or_expert_comes_last_as_in_a_matrix():
    nobody = source("kz-00", "Мир.", expert="")
    frame = tidy_codings(
        [coding(LOST, "Мир.", id="lost"), coding(nobody, "Мир.", id="nobody"), coding(KZ, "Мир.", id="kz")],
        [*EVERYONE, nobody],
        BOOK,
    )

    assert quotes(frame)["id"].tolist() == ["kz", "nobody", "lost"]


def test_of_one_place_the_shorter_comes_first_then_codes_in_the_order_of_the_codebook_then_coders():
    assert read(
        coding(KZ, "Мир.", "exit", id="exit"),
        coding(KZ, "Мир. Порядок.", "speed", id="long"),
        coding(KZ, "Мир.", "hours", id="hours бека", coder="бека"),
        coding(KZ, "Мир.", "hours", id="hours анна", coder="анна"),
        coding(KZ, "Мир.", "speed", id="speed"),
    ) == ["speed", "hours анна", "hours бека", "exit", "long"]


def test_rejected_codings_are_left_out_unless_they_are_asked_for():
    codings = [
        coding(KZ, "Мир.", id="accepted"),
        coding(KZ, "Порядок.", id="suggested", status="suggested"),
        coding(KZ, "Доверие.", id="rejected", status="rejected"),
    ]

    assert read(*codings) == ["accepted", "suggested"]
    assert read(*codings, reviewed=True) == ["accepted"]
    assert read(*codings, with_rejected=True) == ["accepted", "suggested", "rejected"]


def test_all_columns_and_the_context_stay():
    frame = tidy_codings([coding(KZ, "Мир.")], EVERYONE, BOOK)

    assert list(quotes(frame).columns) == list(frame.columns)
    assert context_of(quotes(frame)) is context_of(frame)


def test_the_order_of_the_codings_does_not_matter():
    codings = [
        coding(each, each.text[:3], code)
        for each in EVERYONE
        for code in ("hours", "exit", "identity", "gone")
    ]

    assert read(*codings) == read(*codings[::-1])


def test_a_frame_put_together_from_pieces_shows_every_quote_once():
    frame = tidy_codings([coding(KZ, "Мир.", id="a"), coding(AM, "չկա", id="b")], EVERYONE, BOOK)
    pieces = pd.concat([frame.iloc[[0]], frame.iloc[[1]].set_axis([0])])
    pieces.attrs = frame.attrs

    assert quotes(pieces)["id"].tolist() == ["b", "a"]


def test_no_quotes_are_an_empty_frame():
    assert quotes(tidy_codings([], EVERYONE, BOOK)).empty
    assert quote_records(tidy_codings([], EVERYONE, BOOK)) == []


def test_records_are_plain_and_hold_the_evidence():
    frame = tidy_codings([coding(KZ, "Мир. Порядок.", id="x", matches=("Порядок",))], EVERYONE, BOOK)

    (record,) = json.loads(json.dumps(quote_records(frame)))

    assert tuple(record) == JSON_FIELDS
    assert record == {
        "id": "x",
        "source": "kz-01",
        "kind": "interview",
        "country": "KZ",
        "expert": "KZ-01",
        "turn": 1,
        "theme": "mission",
        "code": "speed",
        "coder": "анна",
        "status": "accepted",
        "start": 0,
        "end": 13,
        "quote": "Мир. Порядок.",
        "evidence": [{"rule": "speed/ru", "term": "Порядок", "start": 5, "end": 12}],
    }
