"""A door for those who work with spaCy: codings as spans, rules as a pipeline component.

`material` gives the turns of a study as `Doc`s, `component` is `nlp.add_pipe("qual_codes")`,
`display` draws a coded turn with displaCy, `languages` adds Kazakh, Belarusian and Tajik to
`spacy.blank`. Installing `qual` registers component and languages; nothing needs to be imported.
"""

from qual.matching.docs import source_docs, turn_doc
from qual.spacy.component import QualCodes
from qual.spacy.display import render
from qual.spacy.languages import Belarusian, Kazakh, Tajik
from qual.spacy.material import docs

__all__ = ["Belarusian", "Kazakh", "QualCodes", "Tajik", "docs", "render", "source_docs", "turn_doc"]
