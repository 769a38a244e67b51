"""Reports of the invented study of tests/export/invented.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from qual.export.report import Material, Report, build_report, html_text
from qual.export.report.content import Heading, Paragraph, Quotation, Table
from qual.model import AuthorNote, AuthorNotes, Settings
from tests.export.invented import COUNTRIES, study


def material(
    codings: pd.DataFrame | None = None, *, notes: Iterable[AuthorNote] = (), **choices: Any
) -> Material:
    settings = {
        name: choices.pop(name) for name in ("language", "questions", "note", "title") if name in choices
    }
    return Material(
        study() if codings is None else codings,
        Settings(**{"title": "Invented study"} | settings),
        made_with={"qual": "0.1.0"},
        country_names=COUNTRIES,
        notes=AuthorNotes(tuple(notes)),
        **choices,
    )


def report(codings: pd.DataFrame | None = None, **choices: Any) -> Report:
    return build_report(material(codings, **choices))


def page(codings: pd.DataFrame | None = None, **choices: Any) -> str:
    return html_text(report(codings, **choices))


def tables(made: Report) -> dict[str, Table]:
    return {block.caption: block for block in made.blocks if isinstance(block, Table)}


def quotations(made: Report) -> list[Quotation]:
    return [block for block in made.blocks if isinstance(block, Quotation)]


def under(made: Report, heading: str) -> list[Any]:
    """The blocks under the first heading with this text, up to the next of its level or above."""
    place = next(n for n, b in enumerate(made.blocks) if isinstance(b, Heading) and b.text == heading)
    level = made.blocks[place].level
    found = []
    for block in made.blocks[place + 1 :]:
        if isinstance(block, Heading) and block.level <= level:
            break
        found.append(block)
    return found


def said(block: Paragraph) -> str:
    return "".join(run.text for run in block.text)


def words_of(text: str) -> str:
    """The text of a page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
