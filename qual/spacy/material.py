"""A study's turns as spaCy `Doc`s, with their codings as spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from qual.matching.docs import docs as docs_of_sources
from qual.model import Coding, Selection, Source

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from qual.project import Project


def docs(
    material: Project | Iterable[Source],
    codings: Iterable[Coding] | None = None,
    *,
    selection: Selection | None = None,
    nlp: Language | Mapping[str, Language] | None = None,
) -> Iterator[Doc]:
    """A Doc for each turn of a project or of sources, in order, with codings in `doc.spans["codes"]`.

    Of a project all its codings are taken, unless `codings` are given; `selection` chooses among
    sources and codings as it does everywhere. `nlp` is a pipeline, or one for each language.
    """
    if not isinstance(material, Iterable):
        if codings is None:
            codings = material.codings.select(selection)
        material = material.sources.all(selection)
    elif selection is not None:
        material = (source for source in material if selection.takes(source))
    return docs_of_sources(material, codings or (), nlp=nlp)
