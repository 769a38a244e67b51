"""A coded turn as HTML, drawn by displaCy: a line under what is coded, a colour for each theme."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from spacy import displacy
from spacy.tokens import Doc, Span

from qual.matching.docs import SPAN_KEY
from qual.model import Codebook

COLOURS = (
    *("#8dd3c7", "#fdb462", "#80b1d3", "#fb8072", "#b3de69", "#bebada"),
    *("#fccde5", "#ffd92f", "#a6cee3", "#e5c494", "#66c2a5", "#d9d9d9"),
)
"""For themes in the order of the codebook; from the thirteenth on they begin anew."""


def render(
    doc: Doc | Span,
    codebook: Codebook | None = None,
    *,
    language: str = "en",
    title: str = "",
    span_key: str = SPAN_KEY,
    page: bool = False,
) -> str:
    """HTML of a turn, or of a sentence of it, with its codes.

    With a codebook codes are shown by their names in a language, and codes of one theme in one
    colour; without, by their ids, each in its own. Rejected codings are not drawn. Text, names and
    title are shown as they are: nothing in them becomes markup. `page` makes a whole page.
    """
    spans = [span for span in _spans(doc, span_key) if span.kb_id_ != "rejected"]
    names, colours = _legend(spans, codebook, language)
    tokens, first_of = _tokens(doc, spans)
    drawn = {
        "tokens": tokens,
        "spans": [
            {
                "start_token": first_of[max(span.start, _first(doc))],
                "end_token": first_of[min(span.end, _first(doc) + len(doc))],
                "label": names[span.label_],
            }
            for span in spans
        ],
        "title": escape(title) or None,
        "settings": {
            "lang": escape(doc.lang_ if isinstance(doc, Doc) else doc.doc.lang_),
            "direction": "ltr",
        },
    }
    options = {"colors": {names[code]: colour for code, colour in colours.items()}}
    return str(displacy.render(drawn, style="span", manual=True, page=page, jupyter=False, options=options))


def _spans(doc: Doc | Span, span_key: str) -> list[Span]:
    """The codings that lie in what is drawn, in part at least."""
    whole = doc if isinstance(doc, Doc) else doc.doc
    first, last = _first(doc), _first(doc) + len(doc)
    return [span for span in whole.spans.get(span_key, []) if span.start < last and span.end > first]


def _first(doc: Doc | Span) -> int:
    return 0 if isinstance(doc, Doc) else int(doc.start)


def _tokens(doc: Doc | Span, spans: list[Span]) -> tuple[list[str], dict[int, int]]:
    """What displaCy draws between blanks, and for each token of the Doc in which of these it is.

    A mark stays with the word before it, unless a span begins or ends between them.
    """
    edges = {edge for span in spans for edge in (span.start, span.end)}
    drawn: list[str] = []
    first_of: dict[int, int] = {}
    apart = True
    for token in doc:
        if apart or token.i in edges or token.is_space:
            drawn.append("")
        drawn[-1] += token.text
        first_of[token.i] = len(drawn) - 1
        apart = bool(token.whitespace_) or token.is_space
    first_of[_first(doc) + len(doc)] = len(drawn)
    return drawn, first_of


def _legend(
    spans: list[Span], codebook: Codebook | None, language: str
) -> tuple[dict[str, str], dict[str, str]]:
    """For each code the name that is shown, safe as HTML, and its colour."""
    codes = list(dict.fromkeys(span.label_ for span in spans))
    if codebook is None:
        groups = {code: code for code in codes}
        order = sorted(codes)
        names = {code: code for code in codes}
    else:
        themes: dict[str, Any] = codebook.theme_of()
        groups = {code: themes.get(code, code) for code in codes}
        order = [theme.id for theme in codebook.themes]
        order += sorted({group for group in groups.values() if group not in order})
        found = {code: codebook.code(code) for code in codes}
        names = {code: entry.label(language) if entry else code for code, entry in found.items()}
    times = Counter(name.upper() for name in names.values())  # displaCy keeps colours by name, in capitals
    shown = {
        code: escape(name if times[name.upper()] == 1 else f"{name} ({code})") for code, name in names.items()
    }
    return shown, {code: COLOURS[order.index(groups[code]) % len(COLOURS)] for code in codes}
