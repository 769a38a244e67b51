"""A file becomes a source: its text in one spelling, its turns, its attributes.

    from pathlib import Path
    from qual.reading import find_transcripts, read_attributes, read_sources

    sheet = read_attributes(Path("transcripts/attributes.csv"))
    for path in find_transcripts(Path("transcripts")):
        for reading in read_sources(path, root=Path("."), attributes=sheet.get(path.stem)):
            print(reading.source, *reading.problems)

Start at `sources.py`. A reader (`plain`, `word`, `bibliography`) makes a `Draft` of a file; `turns`
finds out who speaks; `encodings`, `normalise`, `front_matter`, `labels` and `countries` each know
one thing. A new format is a new reader in `sources.READERS`. Speaker labels in more languages belong
into `label_words.py`.
"""

from __future__ import annotations

from qual.reading.countries import country_code, country_name
from qual.reading.sheet import read_attributes
from qual.reading.sources import Reading, read_source, read_sources
from qual.reading.transcripts import find_transcripts

__all__ = [
    "Reading",
    "country_code",
    "country_name",
    "find_transcripts",
    "read_attributes",
    "read_source",
    "read_sources",
]
