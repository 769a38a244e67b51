"""The labelled sentences are sound, and the shipped codebook keeps its floors on the development sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.tagging_quality import CODEBOOK, ENOUGH, by_rules, read_gold, score
from qual import read_codebook

GOLD = Path(__file__).parent
SETS = sorted(path.name for path in GOLD.glob("*.jsonl") if path.name != "second_reader.jsonl")
FLOOR = {"precision": 0.75, "recall": 0.65}


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_unique_ids_and_known_themes(name):
    rows = [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    themes = {theme.id for theme in read_codebook(CODEBOOK).themes}

    assert len({row["id"] for row in rows}) == len(rows)
    assert all(set(row["themes"]) <= themes and row["text"].strip() == row["text"] for row in rows)


def test_no_sentence_stands_in_two_sets():
    texts = [{row.text for row in read_gold(GOLD / name)} for name in SETS]

    assert sum(len(own) for own in texts) == len(set().union(*texts))


def test_the_development_set_has_more_than_250_sentences():
    assert len(read_gold(GOLD / "development.jsonl")) >= 250


@pytest.mark.parametrize("name", [name for name in SETS if name.startswith("development")])
def test_every_theme_with_enough_positives_keeps_its_floors_on_the_development_sets(name):
    codebook = read_codebook(CODEBOOK)
    sentences = read_gold(GOLD / name)
    themes = [theme.id for theme in codebook.themes]

    scores = score(sentences, by_rules(codebook, sentences), themes)

    below = {
        (theme, figure): round(value, 2)
        for theme in themes
        if (entry := scores[theme, "all"]).positives >= ENOUGH
        for figure, floor in FLOOR.items()
        if (value := getattr(entry, figure)) is None or value < floor
    }
    assert below == {}
