"""A trained pipeline of the user's own decides about lemmas and parts of speech."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from qual.errors import RuleError, UnreadableSettings
from qual.matching.docs import source_docs
from qual.matching.patterns import (
    PatternFinder,
    check_patterns,
    compile_patterns,
    explain_pattern,
    pipeline_version,
)
from qual.matching.plain import Stretch
from qual.matching.units import sentences
from qual.model import Rule
from tests.matching.finding import book, interview

# миротворы is nobody's word: no dictionary gives it this lemma
SENTENCES = [
    [("Миротворы", "миротворец", "NOUN"), ("ушли", "уйти", "VERB"), (".", ".", "PUNCT")],
    [("Наши", "наш", "DET"), ("миротворы", "миротворец", "NOUN"), ("помогли", "помочь", "VERB")],
    [("Стали", "сталь", "NOUN"), ("мало", "мало", "ADV"), (".", ".", "PUNCT")],
    [("Они", "они", "PRON"), ("стали", "стать", "VERB"), ("ждать", "ждать", "VERB")],
]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory) -> str:
    """A folder with a pipeline for Russian, trained on the sentences above."""
    random.seed(1)
    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("ru")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1, "top_k": 3})
    examples = [
        Example.from_dict(
            nlp.make_doc(" ".join(word for word, _, _ in sentence)),
            {"words": [w for w, _, _ in sentence], "lemmas": [lemma for _, lemma, _ in sentence],
             "pos": [pos for _, _, pos in sentence], "morphs": ["" for _ in sentence]},
        )
        for sentence in SENTENCES
    ]  # fmt: skip
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("trained") / "ru-tiny"
    nlp.to_disk(folder)
    return str(folder)


def caught(asked: Rule, text: str, pipelines: dict[str, str], spoken: str = "ru") -> list[str]:
    patterns = compile_patterns(book(asked), pipelines=pipelines)
    finder = PatternFinder(patterns, first_index=0, pipelines=pipelines)
    hits = finder.find(text, [Stretch(start, end, spoken) for start, end in sentences(text)])
    return [text[hit.start : hit.end] for hit in hits]


def test_the_pipeline_tells_the_lemma(pipeline):
    asked = Rule("ru", spacy=(({"LEMMA": "миротворец"},),))
    text = "Миротворы ушли. Наши миротворы помогли."

    assert caught(asked, text, {"ru": pipeline}) == ["Миротворы", "миротворы"]
    assert caught(asked, text, {}) == []


def test_the_pipeline_tells_the_part_of_speech_in_its_context(pipeline):
    asked = Rule("ru", spacy=(({"LOWER": "стали", "POS": "NOUN"},), ({"LEMMA": {"REGEX": "^ст.ть$"}},)))

    assert caught(asked, "Стали мало. Они стали ждать.", {"ru": pipeline}) == ["Стали", "стали"]


def test_what_only_a_pipeline_knows_may_be_asked_when_there_is_one(pipeline):
    asked = Rule(
        "ru", spacy=(({"POS": {"REGEX": "^V"}}, {"ENT_TYPE": ""}, {"MORPH": {"NOT_IN": ["Case=Gen"]}}),)
    )

    with pytest.raises(RuleError, match="MORPH is not known without a trained pipeline"):
        compile_patterns(book(Rule("ru", spacy=(({"MORPH": "Case=Gen"},),))))
    assert list(check_patterns(book(asked), pipelines={"ru": pipeline})) == []
    assert caught(asked, "Они стали ждать долго.", {"ru": pipeline}) != []


def test_a_pattern_of_any_language_asks_the_pipeline_of_each_sentence(pipeline):
    asked = Rule("any", spacy=(({"LEMMA": "миротворец", "POS": "NOUN"},),))

    assert caught(asked, "Миротворы ушли.", {"ru": pipeline}, "ru") == ["Миротворы"]
    assert caught(asked, "Миротворы ушли.", {"ru": pipeline}, "kk") == []


def test_an_explanation_names_the_pipeline(pipeline):
    asked = Rule("ru", spacy=(({"LEMMA": "миротворец"},),))
    (pattern,) = compile_patterns(book(asked))

    reasons = explain_pattern(
        pattern, "Миротворы ушли", 0, 9, Stretch(0, 14, "ru"), pipelines={"ru": pipeline}
    )

    assert reasons == [("Миротворы", "{LEMMA: миротворец}", pipeline)]


def test_docs_are_annotated_by_the_pipeline(pipeline):
    (doc,) = source_docs(interview("Миротворы  ушли."), nlp=spacy.load(pipeline))

    assert doc.text == "Миротворы  ушли."
    assert doc[0].lemma_ == "миротворец"


def test_a_pipeline_that_is_not_there_or_speaks_another_language_is_told(pipeline, tmp_path):
    for name in ("no_such_pipeline", str(tmp_path)):
        with pytest.raises(UnreadableSettings, match=r"the spaCy pipeline .* for ru cannot be loaded"):
            caught(Rule("ru", spacy=(({"LEMMA": "а"},),)), "а", {"ru": name})
    with pytest.raises(UnreadableSettings, match="is for ru, not for kk"):
        caught(Rule("kk", spacy=(({"LEMMA": "а"},),)), "а", {"kk": pipeline}, "kk")


def test_a_pipeline_that_was_trained_anew_is_another(pipeline, tmp_path):
    before = pipeline_version(pipeline)

    assert pipeline_version(pipeline) == before
    (Path(pipeline) / "notes.txt").write_text("again", encoding="utf-8")
    assert pipeline_version(pipeline) != before
    assert pipeline_version("spacy").startswith("spacy==")
    assert pipeline_version("no_such_pipeline") == "no_such_pipeline"
