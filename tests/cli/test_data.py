"""`qual export parquet`, `annotations` and `training`."""

from __future__ import annotations

import json
import sys

import pandas as pd
import pytest
import spacy
from spacy.tokens import DocBin


def test_parquet_holds_what_csv_holds_with_types_and_meanings(ran, qual):
    parquet = pytest.importorskip("pyarrow.parquet")
    done = qual("export", "parquet", "p")
    again = qual("export", "parquet", "q")
    qual("export", "csv", "c")

    assert done.exit_code == again.exit_code == 0, done.output
    assert (ran / "p/codings.parquet").read_bytes() == (ran / "q/codings.parquet").read_bytes()
    table = parquet.read_table(ran / "p/codings.parquet")
    csv = pd.read_csv(ran / "c/codings.csv")
    assert table.column("id").to_pylist() == csv["id"].tolist()
    assert table.column("quote").to_pylist() == csv["quote"].tolist()
    assert table.column("assessment").to_pylist() == [None] * len(csv)
    assert table.column("evidence").to_pylist()[0][0]["term"] == "quickly"
    assert b"code points" in table.schema.field("start").metadata[b"description"]
    listed = pd.read_csv(ran / "p/parquet-dictionary.csv")
    assert listed["column"].tolist()[: table.num_columns] == table.column_names


def test_without_pyarrow_one_sentence_and_no_file(ran, qual, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    done = qual("export", "parquet", "p")

    assert done.exit_code == 1
    assert done.stderr.startswith("Parquet files need the package pyarrow, which is not installed.")
    assert not (ran / "p").exists()


def test_annotations_point_into_the_sources_beside_them(ran, qual):
    done = qual("export", "annotations", "a")

    assert done.stdout == "Wrote a/annotations.jsonl: 5 annotations.\nWrote a/sources.jsonl: 4 sources.\n"
    texts = {}
    for line in (ran / "a/sources.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        texts[record["id"]] = record["text"]
    for line in (ran / "a/annotations.jsonl").read_text(encoding="utf-8").splitlines():
        target = json.loads(line)["target"]
        position, quotation = target["selector"]
        assert texts[target["source"]][position["start"] : position["end"]] == quotation["exact"]


def test_what_nobody_decided_is_left_out_of_training_and_told(ran, qual):
    done = qual("export", "training", "doccano", "t.jsonl")

    assert done.stdout == "Wrote t.jsonl: 9 turns, 0 labels.\n"
    assert done.stderr == (
        "not in the file: 5 suggestions that nobody has decided (--with-suggestions takes them)\n"
    )


def test_a_rejected_coding_is_never_trained_on(ran, qual):
    assert qual("decide", "--code", "exit", "--reject", "--yes", "--coder", "Anna").exit_code == 0

    done = qual("export", "training", "conll", "t.conll", "--with-suggestions")

    assert "-exit" not in (ran / "t.conll").read_text(encoding="utf-8")
    assert "B-speed" in (ran / "t.conll").read_text(encoding="utf-8")
    assert done.exit_code == 0, done.output


def test_spacy_reads_the_docbin_with_codes_as_spans(ran, qual):
    done = qual("export", "training", "spacy", "t.spacy", "--with-suggestions")

    docs = list(DocBin().from_disk(ran / "t.spacy").get_docs(spacy.blank("xx").vocab))
    labels = [span.label_ for doc in docs for span in doc.spans["codes"]]
    assert done.exit_code == 0, done.output
    assert len(docs) == 9
    assert sorted(labels) == ["exit", "identity", "speed", "speed", "speed"]
    assert docs[0].user_data["qual"]["source"] == "am-01"


def test_an_unknown_format_is_named_with_those_there_are(ran, qual):
    done = qual("export", "training", "fasttext")

    assert done.exit_code == 1
    assert done.stderr == "there is no format 'fasttext'. Choose one of doccano, conll, spacy.\n"
