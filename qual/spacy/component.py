"""A codebook's rules as a component of anyone's spaCy pipeline.

nlp = spacy.blank("ru")
nlp.add_pipe("qual_codes", config={"codebook": "codebooks/csto-2022.yaml"})
nlp("Войска вывели без промедления.").spans["codes"]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, cast, get_args

from spacy.language import Language
from spacy.tokens import Doc

from qual.codebook import parse_codebook
from qual.codebook.reading import read_text
from qual.errors import InvalidRequest, UnreadableCodebook
from qual.matching.compiled import CompiledRules, compile_rules
from qual.matching.docs import SPAN_KEY
from qual.matching.engine import FastEngine
from qual.matching.suggest import Engine, suggest_in_sources
from qual.model import Codebook, Coding, Source, Turn, Unit

FILE = "codebook.json"


class QualCodes:
    """Suggests codes in a Doc's text: one span for a code and a unit, as `qual suggest` does in a turn.

    A span's `label_` is the code, its `kb_id_` is `suggested`. Why a span is there stands in
    `doc.user_data["qual_codes"]`, in the same order. The rules read the text, not the Doc's
    tokens or lemmas, so that they find the same in every pipeline.
    """

    def __init__(
        self,
        name: str,
        *,
        codebook: str,
        language: str = "",
        unit: Unit = "sentence",
        span_key: str = SPAN_KEY,
        pipelines: Mapping[str, str] | None = None,
    ) -> None:
        if unit not in get_args(Unit):
            raise InvalidRequest(f"{unit!r} is no unit.", hint=f"Choose one of: {', '.join(get_args(Unit))}.")
        self.name = name
        self.language = language
        self.unit = unit
        self.span_key = span_key
        self.pipelines = dict(pipelines or {})
        self._path = codebook
        self._file = Path(codebook).name
        self._text: str | None = None
        self._ready: tuple[Codebook, CompiledRules, Engine] | None = None
        if codebook and Path(codebook).exists():  # not where a saved pipeline brings its own
            self._read()

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its spans."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Each Doc of a stream with its spans; the rules read a batch at a time, which is quicker."""
        codebook, rules, engine = self._rules()
        docs = iter(stream)
        while some := list(islice(docs, batch_size)):
            sources = (self._source(doc.text) for doc in some)
            found = suggest_in_sources(sources, rules, coder=codebook.coder, unit=self.unit, engine=engine)
            for doc, codings in zip(some, found, strict=True):
                self._set_spans(doc, codings)
                yield doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The codebook, so that a saved pipeline needs no other file."""
        return json.dumps(self._saved(), ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> QualCodes:
        """The component with a codebook that `to_bytes` saved."""
        return self._restore(json.loads(data))

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Save the codebook in a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> QualCodes:
        """The component with a codebook that `to_disk` saved."""
        return self.from_bytes((Path(path) / FILE).read_bytes())

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_ready": None}  # other processes read the rules themselves

    def _source(self, text: str) -> Source:
        turn = Turn(1, 0, len(text), language=self.language)
        return Source("doc", "statement", text, turns=(turn,), language=self.language)

    def _set_spans(self, doc: Doc, codings: Iterable[Coding]) -> None:
        spans, reasons = [], []
        for coding in codings:
            start, end = coding.segment.start, coding.segment.end
            span = doc.char_span(start, end, coding.code, coding.status, alignment_mode="expand")
            if span is not None:
                spans.append(span)
                reasons.append(_reason(coding))
        doc.spans[self.span_key] = spans
        doc.user_data[self.name] = tuple(reasons)

    def _rules(self) -> tuple[Codebook, CompiledRules, Engine]:
        if self._text is None:
            self._read()
        if self._ready is None:
            self._ready = self._compiled()
        return self._ready

    def _read(self) -> None:
        if not self._path:
            raise InvalidRequest(
                f"the component {self.name} has no codebook.",
                hint='Name one: nlp.add_pipe("qual_codes", config={"codebook": "codebooks/….yaml"}).',
            )
        self._text = read_text(Path(self._path))
        self._ready = self._compiled()

    def _compiled(self) -> tuple[Codebook, CompiledRules, Engine]:
        codebook, problems = parse_codebook(self._text or "", self._file)
        errors = [problem for problem in problems if not problem.warning]
        if codebook is None or errors:
            raise UnreadableCodebook(f"{errors[0].where}: {errors[0].what}", hint=errors[0].hint)
        rules = compile_rules(codebook, pipelines=self.pipelines)
        return codebook, rules, FastEngine(rules)

    def _saved(self) -> dict[str, str]:
        if self._text is None:
            self._read()
        return {"file": self._file, "text": self._text or ""}

    def _restore(self, saved: Mapping[str, str]) -> QualCodes:
        self._file, self._text, self._ready = saved["file"], saved["text"], None
        return self


@Language.factory(
    "qual_codes",
    default_config={
        "codebook": "",
        "language": "",
        "unit": "sentence",
        "span_key": SPAN_KEY,
        "pipelines": {},
    },
    assigns=["doc.spans"],
)
def make_qual_codes(
    nlp: Language,
    name: str,
    codebook: str,
    language: str,
    unit: str,
    span_key: str,
    pipelines: dict[str, str],
) -> QualCodes:
    """`nlp.add_pipe("qual_codes", config={"codebook": …})`; `language` is the pipeline's unless given."""
    spoken = language or (nlp.lang if nlp.lang and nlp.lang != "xx" else "")
    return QualCodes(
        name,
        codebook=codebook,
        language=spoken,
        unit=cast("Unit", unit),
        span_key=span_key,
        pipelines=pipelines,
    )


def _reason(coding: Coding) -> dict[str, Any]:
    return {
        "code": coding.code,
        "start": coding.segment.start,
        "end": coding.segment.end,
        "evidence": tuple(
            {"rule": one.rule, "term": one.term, "start": one.start, "end": one.end}
            for one in coding.evidence
        ),
    }
