"""A report as one web page: no scripts, nothing from outside, figures inside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.export.atomic import whole_file
from qual.export.figures import svg_text
from qual.export.report.content import Block, Picture, Quotation, Report, Table
from qual.export.text import clean

if TYPE_CHECKING:
    from jinja2 import Template


def write_html(path: str | Path, report: Report) -> Path:
    """Write a report as an HTML file; the path. Same report, same bytes. Raises UnwritableFile."""
    path = Path(path)
    text = html_text(report)
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return path


def html_text(report: Report) -> str:
    """The page. Every text is escaped on its way; only figures, which we drew ourselves, come as they are."""
    from markupsafe import Markup

    numbers = {"Table": 0, "Picture": 0}
    shown: list[dict[str, Any]] = []
    for block in report.blocks:
        kind = type(block).__name__
        entry: dict[str, Any] = {"kind": kind, "block": block}
        if isinstance(block, Table | Picture):
            numbers[kind] += 1
            entry["number"] = numbers[kind]
        if isinstance(block, Picture):
            entry["svg"] = Markup(_own_ids(svg_text(block.figure), numbers[kind]))
        shown.append(entry)
    anchors = _free_anchors(report.blocks)
    return (
        _template().render(report=report, shown=shown, anchors=anchors, style=Markup(_part("page.css")))
        + "\n"
    )


def _own_ids(svg: str, number: int) -> str:
    """Ids of several figures in one page must not meet."""
    for before in (' id="', 'xlink:href="#', "url(#"):
        svg = svg.replace(before, f"{before}figure{number}-")
    return svg


def _free_anchors(blocks: Sequence[Block]) -> dict[int, str]:
    """For each quotation, by its place, an anchor that no earlier one has."""
    seen: set[str] = set()
    anchors = {}
    for place, block in enumerate(blocks):
        if isinstance(block, Quotation) and block.anchor not in seen:
            seen.add(block.anchor)
            anchors[place] = f"S{block.anchor}"
    return anchors


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["clean"] = clean
    return environment.from_string(_part("page.html"))


def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
