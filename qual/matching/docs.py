"""spaCy's `Doc` for those who work with spaCy: our words, and codings as spans.

A Doc holds one turn. Its tokens are the words that rules see, and what stands between them:
each mark a token (a row of the same mark one: ...), and white space as spaCy keeps it, so that
`doc.text` is the turn's text, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from qual.matching.languages import turn_languages
from qual.matching.words import tokens
from qual.model import Coding, Source, Turn

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

SPAN_KEY = "codes"
"""The group of spans that codings are in: `doc.spans["codes"]`."""

BATCH = 200
"""Turns that a pipeline is given at a time."""

_BETWEEN = re.compile(r"\s+|(\S)\1*")


def pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the words of `text[start:end]` stand, and whatever is between them; every character is in one."""
    at = start
    stop = len(text) if end is None else end
    for first, last in tokens(text, start, stop):
        if at < first:
            yield from (match.span() for match in _BETWEEN.finditer(text, at, first))
        yield first, last
        at = last
    if at < stop:
        yield from (match.span() for match in _BETWEEN.finditer(text, at, stop))


def words_and_spaces(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text as spaCy has them: a single blank belongs to the token before it."""
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pieces(text):
        piece = text[start:end]
        if words and piece[0] == " " and not spaces[-1]:
            spaces[-1] = True
            piece = piece[1:]
        if piece:
            words.append(piece)
            spaces.append(False)
    return words, spaces


def turn_doc(
    source: Source, turn: Turn, codings: Iterable[Coding] = (), *, nlp: Language | None = None
) -> Doc:
    """The Doc of one turn, with the codings that lie in it, in part at least, as `doc.spans["codes"]`.

    A span's `label_` is the code, its `id_` the coding, its `kb_id_` the status; it covers whole
    tokens. `doc.user_data["qual"]` names the source and the turn, and says where the turn begins
    in the source's text. With a pipeline `nlp` its components annotate our tokens.
    """
    languages = dict(zip(source.turns, turn_languages(source), strict=True))
    language = languages.get(turn, turn.language or source.language)
    return next(_docs([(source, turn, language)], codings, nlp))


def source_docs(
    source: Source, codings: Iterable[Coding] = (), *, nlp: Language | None = None
) -> Iterator[Doc]:
    """A Doc for each turn of a source, in order; see `turn_doc`."""
    return docs([source], codings, nlp=nlp)


def docs(
    sources: Iterable[Source],
    codings: Iterable[Coding] = (),
    *,
    nlp: Language | Mapping[str, Language] | None = None,
) -> Iterator[Doc]:
    """A Doc for each turn of each source, in order; sources are asked for as they are needed.

    `nlp` is a pipeline, or one for each language (`{"ru": …}`); turns go through it in batches, as in
    `nlp.pipe`. Without a pipeline for its language a turn gets tokens and spans and nothing else.
    """
    turns = (
        (source, turn, language)
        for source in sources
        for turn, language in zip(source.turns, turn_languages(source), strict=True)
    )
    return _docs(turns, codings, nlp)


@cache
def blank(language: str) -> Language:
    """An empty pipeline of a language, with its stop words and number words; `xx` where spaCy has none."""
    import spacy

    try:
        return spacy.blank(language or "xx")
    except ImportError:
        return spacy.blank("xx")


def _docs(
    turns: Iterable[tuple[Source, Turn, str]],
    codings: Iterable[Coding],
    nlp: Language | Mapping[str, Language] | None,
) -> Iterator[Doc]:
    coded: dict[str, list[Coding]] = {}
    for coding in codings:
        coded.setdefault(coding.segment.source_id, []).append(coding)
    made = (_doc(source, turn, language, nlp) for source, turn, language in turns)
    for _, same in groupby(made, key=lambda one: id(one[0])):  # turns in a row that share a pipeline
        while batch := list(islice(same, BATCH)):
            pipeline = batch[0][0]
            plain = [doc for _, doc, _, _ in batch]
            annotated = pipeline.pipe(plain) if pipeline else plain
            for doc, (_, _, source, turn) in zip(annotated, batch, strict=True):
                doc.spans[SPAN_KEY] = _spans(doc, turn, coded.get(source.id, []))
                yield doc


def _doc(
    source: Source, turn: Turn, language: str, nlp: Language | Mapping[str, Language] | None
) -> tuple[Language | None, Doc, Source, Turn]:
    from spacy.tokens import Doc

    pipeline = nlp.get(language) if isinstance(nlp, Mapping) else nlp
    words, spaces = words_and_spaces(source.text[turn.start : turn.end])
    doc = Doc((pipeline or blank(language)).vocab, words=words, spaces=spaces)
    doc.user_data["qual"] = {
        "source": source.id,
        "kind": source.kind,
        "turn": turn.number,
        "role": turn.role,
        "start": turn.start,
        "language": language,
    }
    return pipeline, doc, source, turn


def _spans(doc: Doc, turn: Turn, codings: Iterable[Coding]) -> list[Span]:
    """The parts of codings that lie in a turn, in order; white space alone is no part."""
    spans = []
    text = doc.text
    for coding in sorted(codings, key=lambda one: (one.segment.start, -one.segment.end, one.code, one.id)):
        start = max(coding.segment.start, turn.start) - turn.start
        end = min(coding.segment.end, turn.end) - turn.start
        if start < end and text[start:end].strip():
            span = doc.char_span(
                start, end, coding.code, coding.status, span_id=coding.id, alignment_mode="expand"
            )
            assert span is not None  # every character is in a token
            spans.append(span)
    return spans
