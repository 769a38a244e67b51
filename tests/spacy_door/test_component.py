"""`nlp.add_pipe("qual_codes")` in pipelines of others."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

import qual.spacy  # registers the component, as the installed package does by itself
from qual.codebook import read_codebook
from qual.errors import InvalidRequest, RuleError, UnreadableCodebook
from qual.matching import compile_rules, suggest_codings
from qual.model import Source, Turn
from qual.spacy import QualCodes

ROOT = Path(__file__).resolve().parents[2]

CODEBOOK = r"""
format: 1
id: book
version: 1.0.0
themes:
  - id: forces
    name: {en: Forces}
    definition: {en: Soldiers and what becomes of them.}
    codes:
      - id: troops
        definition: {en: Troops.}
        rules:
          - {lang: ru, any: [войско, "ввод NEAR/3 контингент"]}
          - {lang: kk, any: [әскер]}
          - {lang: any, any: [=ОДКБ]}
      - id: numbers
        definition: {en: How many.}
        rules:
          - {lang: ru, regex: ['\d{3,} \w+']}
          - {lang: ru, spacy: [{LEMMA: тысяча}, {LEMMA: солдат}]}
"""
TEXT = "Ввели две тысячи солдат. Их было 2500 человек, войска ОДКБ.\nА потом их вывели."


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


def pipeline(codebook: Path, lang: str = "ru", **config: object) -> spacy.Language:
    nlp = spacy.blank(lang)
    nlp.add_pipe("qual_codes", config={"codebook": str(codebook), **config})
    return nlp


def found(doc, key="codes"):
    return [(span.label_, span.text) for span in doc.spans[key]]


SENTENCES = [
    ("numbers", "Ввели две тысячи солдат."),
    ("numbers", "Их было 2500 человек, войска ОДКБ."),
    ("troops", "Их было 2500 человек, войска ОДКБ."),
]


def test_a_doc_has_a_span_for_each_code_and_sentence(codebook):
    assert found(pipeline(codebook)(TEXT)) == SENTENCES


def test_it_finds_what_the_rules_suggest_in_a_source(codebook):
    source = Source("a", "statement", TEXT, (Turn(1, 0, len(TEXT)),), language="ru")
    rules = compile_rules(read_codebook(codebook))

    suggested = suggest_codings(source, rules, coder="auto:book")

    troops = [coding.segment.quote for coding in suggested if coding.code == "troops"]
    assert troops == [text for code, text in SENTENCES if code == "troops"]


def test_the_reason_of_each_span_is_kept_in_the_same_order(codebook):
    doc = pipeline(codebook)(TEXT)

    reasons = doc.user_data["qual_codes"]

    assert [one["code"] for one in reasons] == [span.label_ for span in doc.spans["codes"]]
    evidence = [(e["rule"], TEXT[e["start"] : e["end"]]) for one in reasons for e in one["evidence"]]
    assert evidence == [
        ("numbers/ru", "тысячи солдат"),
        ("numbers/ru", "2500 человек"),
        ("troops/ru", "войска"),
        ("troops/any", "ОДКБ"),
    ]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("match", ["тысячи солдат", "2500 человек", "войска", "ОДКБ"]),
        ("paragraph", [TEXT.split("\n")[0]] * 2),
        ("turn", [TEXT] * 2),
    ],
)
def test_a_span_covers_the_unit_that_is_asked_for(codebook, unit, expected):
    assert [text for _, text in found(pipeline(codebook, unit=unit)(TEXT))] == expected


def test_the_language_is_the_pipelines_unless_it_is_given(codebook):
    text = "Әскерлер келді. Войска."

    assert found(pipeline(codebook, "kk")(text)) == [("troops", "Әскерлер келді.")]
    assert found(pipeline(codebook, "kk", language="ru")(text)) == [("troops", "Войска.")]
    assert found(pipeline(codebook, "de")("Войска ОДКБ kamen.")) == [("troops", "Войска ОДКБ kamen.")]


def test_a_pipeline_of_no_language_lets_each_text_tell_its_own(codebook):
    nlp = pipeline(codebook, "xx")

    assert found(nlp("Бұл туралы біз де айттық, бірақ әскерлер келген жоқ еді.")) != []
    assert found(nlp("Мы и не говорили, что они ввели войска, но это было так.")) != []


def test_spans_go_under_the_key_that_is_asked_for(codebook):
    doc = pipeline(codebook, span_key="qual")(TEXT)

    assert found(doc, "qual") == SENTENCES
    assert "codes" not in doc.spans


def test_pipe_gives_the_same_in_one_process_and_in_several(codebook):
    nlp = pipeline(codebook)
    texts = [TEXT, "", "Войска."] * 4

    alone = [found(doc) for doc in nlp.pipe(texts)]
    together = [found(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=3)]

    assert alone == together == [SENTENCES, [], [("troops", "Войска.")]] * 4


def test_a_saved_pipeline_brings_its_codebook(codebook, tmp_path):
    nlp = pipeline(codebook)
    nlp.to_disk(tmp_path / "saved")
    saved = nlp.to_bytes()
    codebook.unlink()

    from_disk = spacy.load(tmp_path / "saved")
    from_bytes = spacy.blank("ru")
    from_bytes.add_pipe("qual_codes", config={"codebook": str(codebook)})
    from_bytes.from_bytes(saved)

    assert found(from_disk(TEXT)) == SENTENCES
    assert found(from_bytes(TEXT)) == SENTENCES
    assert found(pickle.loads(pickle.dumps(nlp.get_pipe("qual_codes")))(spacy.blank("ru")(TEXT))) == SENTENCES


def test_a_pipeline_that_never_ran_can_be_saved(codebook, tmp_path):
    pipeline(codebook).to_disk(tmp_path / "saved")

    assert (tmp_path / "saved" / "qual_codes" / "codebook.json").exists()
    assert spacy.load(tmp_path / "saved").get_pipe_meta("qual_codes").factory == "qual_codes"


def test_docs_with_spans_survive_being_saved(codebook):
    doc = pipeline(codebook)(TEXT)

    (again,) = DocBin(docs=[doc], store_user_data=True).get_docs(spacy.blank("ru").vocab)

    assert found(again) == SENTENCES
    assert again.user_data["qual_codes"] == doc.user_data["qual_codes"]


def test_a_missing_codebook_is_told_at_the_first_text(codebook):
    nlp = pipeline(codebook.with_name("boook.yaml"))

    with pytest.raises(UnreadableCodebook, match=r"boook\.yaml: there is no such codebook"):
        nlp(TEXT)
    with pytest.raises(InvalidRequest, match="the component qual_codes has no codebook"):
        QualCodes("qual_codes", codebook="").to_bytes()


def test_a_codebook_with_an_error_is_told_at_once(codebook):
    codebook.write_text(CODEBOOK.replace("[войско,", "['(войско',"), encoding="utf-8")
    with pytest.raises(
        RuleError, match=r"book\.yaml, line \d+, code troops, column 1: a bracket is not closed"
    ):
        pipeline(codebook)

    codebook.write_text(CODEBOOK.replace("LEMMA: тысяча", "TAG: NN"), encoding="utf-8")
    with pytest.raises(RuleError, match="TAG is not known without a trained pipeline for ru"):
        pipeline(codebook)

    codebook.write_text("format: 1\nid: book", encoding="utf-8")
    with pytest.raises(UnreadableCodebook, match="missing"):
        pipeline(codebook)


def test_an_unknown_unit_is_refused(codebook):
    with pytest.raises(InvalidRequest, match="'word' is no unit"):
        pipeline(codebook, unit="word")


def entry_points() -> dict[str, dict[str, str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups: dict[str, dict[str, str]] = project.get("entry-points", {})
    return groups


@pytest.mark.skipif("spacy_factories" not in entry_points(), reason="pyproject.toml does not register them")
def test_installing_the_package_is_enough(codebook, tmp_path):
    info = tmp_path / "site" / "qual_interviews-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: qual-interviews\nVersion: 0\n", encoding="utf-8"
    )
    lines = [
        line
        for group, names in entry_points().items()
        for line in (f"[{group}]", *(f"{name} = {target}" for name, target in names.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "import spacy\n"
        "nlp = spacy.blank('kk'); spacy.blank('be'); spacy.blank('tg')\n"
        "nlp.add_pipe('qual_codes', config={'codebook': sys.argv[3]})\n"
        "doc = nlp('Әскерлер.')\n"
        "print([s.label_ for s in doc.spans['codes']], 'sqlalchemy' in sys.modules)\n"
    )

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(info.parent), str(ROOT), str(codebook)],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip

    assert done.stdout.strip() == "['troops'] False", done.stderr


def test_the_room_does_not_hide_the_library():
    assert spacy is not qual.spacy
    assert spacy.blank
