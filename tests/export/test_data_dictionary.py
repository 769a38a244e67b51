"""Every column of every table is explained, in the file and beside it."""

from __future__ import annotations

import pandas as pd

from qual.analysis.tidy import COLUMNS
from qual.export.data_dictionary import MEANINGS, dictionary, meaning


def test_every_column_of_the_tidy_frame_has_a_meaning_of_its_own():
    assert list(MEANINGS["codings"]) == list(COLUMNS)


def test_a_row_tells_table_column_type_and_meaning():
    frame = pd.DataFrame({"start": [0], "status": ["accepted"], "ұйым": ["акимат"]})

    table = dictionary({"codings": frame})

    assert table["column"].tolist() == ["start", "status", "ұйым"]
    assert table["type"].tolist() == ["whole number", "text", "text"]
    assert table["values"].tolist() == ["", "accepted", ""]
    assert meaning("codings", "ұйым") == "An attribute that the study gives its sources."


def test_the_words_of_experts_are_not_among_the_listed_values():
    frame = pd.DataFrame({"quote": ["Мы всё публикуем."], "expert": ["KZ-01"]})

    assert set(dictionary({"codings": frame})["values"]) == {""}
