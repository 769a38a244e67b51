"""The project as data: Parquet, Web Annotations, and labelled turns for those who train models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest
from qual.model import ALL, Coding, Selection, Source
from qual.study.exchange.exported import Exported
from qual.study.results import codings as tidy_frame
from qual.study.results import sources as sources_frame
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.export.training import CodedTurn
    from qual.project import Project

TRAINING = {"doccano": "doccano.jsonl", "conll": "codings.conll", "spacy": "codings.spacy"}
"""The formats for training, with the file that each is written to."""


def export_parquet(
    project: Project,
    folder: str | Path | None = None,
    selection: Selection | None = None,
    *,
    layer: str = ALL,
) -> list[Path]:
    """Write codings and sources as Parquet files, with a data dictionary beside; the paths written.

    Raises InvalidRequest, before anything is written, where pyarrow is not installed.
    """
    from qual.export.data_dictionary import dictionary
    from qual.export.parquet import require_pyarrow, write_parquet
    from qual.export.tables import write_csv

    require_pyarrow()
    target = Path(folder) if folder else project.folder / "out"
    tables = {
        "codings": tidy_frame(project, selection, layer=layer),
        "sources": sources_frame(project, selection),
    }
    written = [write_parquet(target / f"{name}.parquet", table, table=name) for name, table in tables.items()]
    return [*written, write_csv(target / "parquet-dictionary.csv", dictionary(tables))]


def export_annotations(
    project: Project,
    folder: str | Path | None = None,
    selection: Selection | None = None,
    *,
    layer: str = ALL,
) -> list[Exported]:
    """Write codings as Web Annotations and, beside them, the sources they point into; both JSON Lines."""
    from qual.export.annotations import annotation, source_record, write_json_lines

    target = Path(folder) if folder else project.folder / "out"
    sources = {source.id: source for source in _sources(project, selection)}
    chosen = _codings(project, selection, layer)
    codebook = codebook_in_force(project)
    first = write_json_lines(
        target / "annotations.jsonl",
        (annotation(coding, sources[coding.segment.source_id], codebook) for coding in chosen),
    )
    second = write_json_lines(target / "sources.jsonl", map(source_record, sources.values()))
    return [
        Exported(first, {"annotations": len(chosen)}),
        Exported(second, {"sources": len(sources)}),
    ]


def export_training(
    project: Project,
    to: str,
    file: str | Path | None = None,
    selection: Selection | None = None,
    *,
    layer: str = ALL,
    with_suggestions: bool = False,
) -> Exported:
    """Write turns with their codes as `to` wants them: "doccano", "conll" or "spacy" (a DocBin).

    What people coded or accepted counts; with `with_suggestions` also what nobody has decided.
    Rejected codings are never among them. Raises InvalidRequest for another format.
    """
    from qual.export.training import coded_turns, over_several_turns, write_conll, write_doccano

    if to not in TRAINING:
        raise InvalidRequest(f"there is no format {to!r}.", hint=f"Choose one of {', '.join(TRAINING)}.")
    path = Path(file) if file else project.folder / "out" / TRAINING[to]
    sources = _sources(project, selection)
    every = [one for one in _codings(project, selection, layer) if one.status != "rejected"]
    chosen = [one for one in every if with_suggestions or one.status == "accepted" or not one.by_machine]
    turns = list(coded_turns(sources, chosen))
    if to == "doccano":
        write_doccano(path, turns)
    elif to == "conll":
        write_conll(path, _with_tokens(turns))
    else:
        _write_doc_bin(path, sources, chosen)
    lost = {
        "suggestions that nobody has decided (--with-suggestions takes them)": len(every) - len(chosen),
        "assessments": sum(coding.assessment is not None for coding in chosen),
        "codings over several turns, cut where a turn ends": over_several_turns(sources, chosen),
    }
    counts = {"turns": len(turns), "labels": sum(len(turn.labels) for turn in turns)}
    return Exported(path, counts, lost={what: times for what, times in lost.items() if times})


def _sources(project: Project, selection: Selection | None) -> list[Source]:
    return project.sources.all(selection)


def _codings(project: Project, selection: Selection | None, layer: str) -> list[Coding]:
    """The codings that a frame of this layer and selection has rows of, as records, in its order."""
    from qual.study.adjudicating import agreed_layer

    records = agreed_layer(project) if layer == "agreed" else project.codings.select()
    known = {coding.id: coding for coding in records}
    frame = tidy_frame(project, selection, layer=layer)
    return [known[coding_id] for coding_id in frame["id"]]


def _with_tokens(turns: Sequence[CodedTurn]) -> Iterator[tuple[CodedTurn, list[tuple[int, int]]]]:
    from qual.matching.docs import pieces

    for coded in turns:
        places = [(start, end) for start, end in pieces(coded.text) if coded.text[start:end].strip()]
        yield coded, places


def _write_doc_bin(path: Path, sources: Sequence[Source], codings: Sequence[Coding]) -> None:
    from spacy.tokens import DocBin

    from qual.export.atomic import whole_file
    from qual.matching.docs import docs

    docbin = DocBin(store_user_data=True)
    for doc in docs(sources, codings):
        docbin.add(doc)
    with whole_file(path) as temporary:
        docbin.to_disk(temporary)
