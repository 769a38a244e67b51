"""A small invented study: what experts of four countries say, in Russian, Kazakh and Armenian."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook, load_workbook

from qual.analysis.tidy import tidy_codings
from qual.export.workbook import write_workbook
from qual.model import Code, Codebook, Coding, Evidence, Rule, Segment, Settings, Source, Term, Turn

COUNTRIES = {"AM": "Armenia", "KG": "Kyrgyzstan", "KZ": "Kazakhstan", "RU": "Russia", "TJ": "Tajikistan"}

CODEBOOK = Codebook(
    "events",
    "2.1.0",
    (
        Code(
            "mission",
            {"en": "The mission", "ru": "Миссия"},
            definition={"en": "What was sent, and how quickly."},
            include={"en": "request, decision, contingents"},
            codes=(
                Code(
                    "speed",
                    {"en": "Speed", "ru": "Оперативность"},
                    codes=(Code("first-day", {"en": "First day"}),),
                ),
                Code(
                    "trust",
                    {"en": "Trust", "ru": "Доверие", "kk": "Сенім"},
                    rules=(
                        Rule("ru", any=(Term("доверие"), Term("верить"))),
                        Rule("kk", any=(Term("сенім"),), checked=False),
                    ),
                ),
            ),
        ),
        Code("identity", {"en": "Identity", "ru": "Идентичность"}),
        Code("proposals", {"en": "Proposals", "ru": "Предложения"}),
    ),
    title={"en": "Invented events", "ru": "Вымышленные события"},
)


def source(source_id: str, sentences: list[str], **fields: Any) -> Source:
    """One turn a sentence."""
    turns, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        turns.append(Turn(number, start, start + len(sentence), "Эксперт"))
        start += len(sentence) + 1
    given: dict[str, Any] = {
        "kind": "interview",
        "country": source_id[:2].upper(),
        "expert": source_id.upper(),
    }
    given |= fields
    return Source(source_id, text="\n".join(sentences), turns=tuple(turns), **given)


INVENTED = {"invented": "true", "date": "2022-11-09", "expert_group": "think tank"}

SOURCES = (
    source(
        "kz-01",
        [
            "Миротворцы прибыли быстро, в первый же день.",
            "Доверие к ним было не у всех.",
            "Әр елдің өз жолы бар.",
        ],
        language="ru",
        attributes=INVENTED,
    ),
    source(
        "kz-02",
        ["Сенім болған жоқ.", "Ортақ бірегейлік бар ма, білмеймін."],
        language="kk",
        attributes=INVENTED,
    ),
    source(
        "kz-03", ["Быстро? Пожалуй."], language="ru", attributes={"invented": "true", "date": "2023-01-20"}
    ),
    source("kz-03b", ["И ещё раз о доверии."], country="KZ", expert="KZ-03", language="ru"),
    source(
        "am-01", ["Մենք սպասում էինք օգնության։", "Վստահություն չկար։"], language="hy", attributes=INVENTED
    ),
    source("ru-01", ["Всё прошло быстро.", "Нужно больше доверия."], language="ru"),
    source("tj-01", ["Об этом ещё никто не читал."], language="ru"),
    source("xx-01", ["Страна здесь не указана, а доверие было."], country="", expert="XX-01", language="ru"),
    source(
        "zz-st",
        ["The Council decided without delay."],
        kind="statement",
        country="RU",
        expert="",
        language="en",
    ),
    source(
        "zz-li", ["Trust is scarce (Ivanova 2022)."], kind="literature", country="", expert="", language="en"
    ),
)

CODED = (  # source, turn, code, coder, status
    ("kz-01", 1, "speed", "auto:events@2.1.0", "suggested"),
    ("kz-01", 1, "first-day", "auto:events@2.1.0", "suggested"),
    ("kz-01", 1, "speed", "aigerim", "accepted"),
    ("kz-01", 2, "trust", "auto:events@2.1.0", "accepted"),
    ("kz-01", 3, "identity", "auto:events@2.1.0", "rejected"),
    ("kz-02", 1, "trust", "auto:events@2.1.0", "suggested"),
    ("kz-02", 2, "identity", "aigerim", "accepted"),
    ("kz-03", 1, "speed", "auto:events@2.1.0", "suggested"),
    ("kz-03b", 1, "trust", "auto:events@2.1.0", "suggested"),
    ("am-01", 2, "trust", "auto:events@2.1.0", "suggested"),
    ("ru-01", 1, "speed", "auto:events@2.1.0", "suggested"),
    ("ru-01", 2, "proposals", "auto:events@2.1.0", "suggested"),
    ("ru-01", 2, "mission", "aigerim", "accepted"),
    ("xx-01", 1, "trust", "auto:events@2.1.0", "suggested"),
    ("zz-st", 1, "speed", "auto:events@2.1.0", "suggested"),
    ("zz-li", 1, "trust", "auto:events@2.1.0", "suggested"),
    ("ru-01", 1, "gone", "auto:events@1.0.0", "suggested"),
    ("kz-01", 2, "also-gone", "auto:events@1.0.0", "accepted"),
)


def coding(said: Source, turn: int, code: str, coder: str = "aigerim", status: Any = "accepted") -> Coding:
    """A coding of a whole turn; the rules give its first word as evidence."""
    place = said.turns[turn - 1]
    quote = said.text[place.start : place.end]
    evidence = ()
    if coder.startswith("auto:"):
        word = quote.split()[0] if quote.split() else quote
        evidence = (Evidence(f"{code}/{said.language}", code, place.start, place.start + len(word)),)
    return Coding(
        f"{said.id}-{turn}-{code}-{coder.partition(':')[0]}",
        code,
        Segment(said.id, place.start, place.end, quote),
        coder,
        status,
        evidence,
        created="2022-12-01T10:30:00+06:00",
    )


def study() -> pd.DataFrame:
    """The tidy frame of the study. Nobody has looked at tj-01 yet."""
    by_id = {said.id: said for said in SOURCES}
    codings = [coding(by_id[source_id], *rest) for source_id, *rest in CODED]
    return tidy_codings(codings, SOURCES, CODEBOOK, tagged=set(by_id) - {"tj-01"})


def one_quote(quote: str, *, codebook: Codebook | None = CODEBOOK, code: str = "trust") -> pd.DataFrame:
    """A frame with a single coding of a single sentence."""
    said = Source("kz-01", "interview", quote, (Turn(1, 0, len(quote)),), "KZ", "KZ-01", "ru")
    return tidy_codings([coding(said, 1, code)], [said], codebook)


def written(
    folder: Path, codings: pd.DataFrame, *, made_with: Any = None, agreement: Any = None, **settings: Any
) -> Workbook:
    """The workbook of these codings, written and opened again."""
    path = write_workbook(
        folder / "results.xlsx",
        codings,
        settings=Settings(**settings),
        made_with=made_with or {},
        country_names=COUNTRIES,
        agreement=agreement,
    )
    return load_workbook(path)


def records(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet that is a table, by the names of its columns."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def column(sheet: Any, head: str) -> list[Any]:
    """The values below a header."""
    return [row[head] for row in records(sheet)]


def texts(sheet: Any) -> Iterable[str]:
    """Every text of a sheet."""
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
