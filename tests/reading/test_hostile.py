"""Transcripts that are broken or mean harm: one clear sentence, in a child with little memory and time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qual.errors import UnreadableSource
from qual.reading.sources import READERS
from tests.reading.office import paragraph, word_file, zip_file

CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (900 * 2**20,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from pathlib import Path
from qual.errors import QualError
from qual.reading import read_sources
for name in sys.argv[1:]:
    try:
        text = " / ".join(reading.source.text for reading in read_sources(Path(name)))
    except QualError as error:
        print(error.message)
    else:
        print("read:", text[:60].replace("\\n", " "))
"""

BILLION = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ODT = (
    '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>'
    "<text:p>{}</text:p></office:text></office:body></office:document-content>"
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData></worksheet>'
)
WORD = word_file(paragraph("Эксперт: Тихо."))
ODT_FILE = zip_file({"content.xml": ODT.format("Сарапшы: Тыныш.")})


def tell(*files: Path) -> list[str]:
    """What the child says of each file; it may write nothing, and has 20 seconds for all of them."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def workbook(sheet: str, *, prologue: str = "") -> bytes:
    from openpyxl import Workbook

    made = io.BytesIO()
    Workbook().save(made)
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, prologue + sheet if name.endswith("sheet1.xml") else old.read(name))
    return changed.getvalue()


def twice(part: str, first: str, second: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, first)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(part, second)
    return file.getvalue()


def linked(part: str, target: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        entry = zipfile.ZipInfo(part)
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, target)
    return file.getvalue()


REFUSED = {
    "entities.docx": (word_file("", prologue=BILLION), "holds a document type declaration"),
    "outside.docx": (word_file(paragraph("&x;"), prologue=OUTSIDE), "holds a document type declaration"),
    "entities.odt": (zip_file({"content.xml": BILLION + ODT}), "holds a document type declaration"),
    "outside.odt": (zip_file({"content.xml": OUTSIDE + ODT}), "holds a document type declaration"),
    "entities.xlsx": (workbook(SHEET, prologue=BILLION), ""),
    "outside.xlsx": (workbook(SHEET.format("&x;"), prologue=OUTSIDE), ""),
    "bomb.docx": (word_file(paragraph("а" * 40_000_000)), "would unpack to many times its size"),
    "bomb.odt": (
        zip_file({"content.xml": ODT.format("а" * 40_000_000)}),
        "would unpack to many times its size",
    ),
    "bomb.xlsx": (workbook(SHEET.format("а" * 40_000_000)), "would unpack to many times its size"),
    "many.odt": (zip_file({f"{n}": "" for n in range(10_001)}), "would unpack to many times its size"),
    "twice.odt": (
        twice("content.xml", ODT.format("Одно"), ODT.format("Другое")),
        "holds two files called",
    ),
    "link.odt": (linked("content.xml", "/etc/passwd"), "holds a link"),
    "cut.docx": (WORD[: len(WORD) // 2], "is damaged"),
    "cut.odt": (ODT_FILE[: len(ODT_FILE) // 2], "is damaged"),
    "text.xlsx": (b"speaker,text\nA,B\n", "is damaged or not a .xlsx file"),
    "deep.docx": (word_file("<w:p>" * 50_000 + "</w:p>" * 50_000), ""),
    "deep.odt": (
        zip_file({"content.xml": ODT.format("<text:span>" * 50_000 + "</text:span>" * 50_000)}),
        "",
    ),
    "deep.html": (b"<div>" * 200_000, ""),
    "deep.json": (b"[" * 200_000, ""),
    "deep.rtf": (b"{\\rtf1 " + b"{" * 200_000, ""),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "is damaged or cannot be read"),
    "endless.pdf": (
        b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>",
        "",
    ),
    "cut.json": ('{"segments": [{"text": "Тихо'.encode(), ""),
    "number.json": (b"9" * 10_000, ""),
    "zeros.srt": (b"\0" * 4000, "is not text"),
    "none.vtt": (b"WEBVTT\n\nNOTE nothing\n", "none.vtt"),
    "mixed.txt": ("Эксперт: Тихо.\n".encode() + "Тихо, очень тихо".encode("cp1251"), "is UTF-8 in part"),
}


def test_each_ends_in_one_sentence_that_names_the_file(tmp_path):
    files = []
    for name, (raw, _) in REFUSED.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(raw)

    said = dict(zip(REFUSED, tell(*files), strict=True))

    for name, (_, expected) in REFUSED.items():
        assert name in said[name], (name, said[name])
        assert expected in said[name], (name, said[name])
        assert "root:" not in said[name]


def test_names_that_climb_out_of_an_archive_are_never_followed(tmp_path):
    hostile = tmp_path / "in" / "climbs.odt"
    hostile.parent.mkdir()
    hostile.write_bytes(
        zip_file(
            {
                "content.xml": ODT.format("Сарапшы: Тыныш."),
                "../climbed.txt": "out",
                str(tmp_path / "absolute.txt"): "out",
            }
        )
    )

    (said,) = tell(hostile)

    assert said == "read: Тыныш."
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["climbs.odt", "in"]


def test_control_characters_and_lone_surrogates_are_taken_out(tmp_path):
    path = tmp_path / "a.json"
    spoken = [{"speaker": "Эксперт", "text": "Ти\u0000хо\ud800, \u0008очень\u202e."}]
    path.write_text(json.dumps(spoken), encoding="utf-8")

    assert tell(path) == ["read: Тихо, очень."]


def _seeds() -> dict[str, bytes]:
    cues = "00:00:01.000 --> 00:00:02.000\n<v Эксперт>Тихо &amp; спокойно.</v>\n\n"
    return {
        ".txt": "---\ncountry: KZ\n---\nВопрос: Как?\n\nОтвет: Тихо.".encode(),
        ".md": b"**Interviewer:** How?\n\n**Expert:** Quietly.",
        ".docx": WORD,
        ".odt": ODT_FILE,
        ".xlsx": workbook(SHEET.format("Эксперт")),
        ".rtf": b"{\\rtf1\\ansi\\ansicpg1251 {\\b Expert:} \\'d2\\u1080?\\par}",
        ".html": "<table><tr><td>Эксперт</td><td>Тихо</td></tr></table><p><b>А:</b> Да".encode(),
        ".vtt": f"WEBVTT\n\n{cues * 2}".encode(),
        ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nExpert: Quietly.\n\n",
        ".csv": "speaker;text\nЭксперт;Тихо\nВопрос;Как?\n".encode("cp1251"),
        ".json": b'{"segments": [{"start": 0.5, "end": 1, "text": "Quietly.", "speaker": "A"}]}',
        ".jsonl": b'{"speaker": "A", "text": "Quietly."}\n{"speaker": "B", "text": "Why?"}\n',
        ".bib": b"@article{a, title = {Trust}, abstract = {Quietly.}, year = 2022}",
        ".pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length 24>>stream\nBT (Expert: Yes) Tj ET\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%EOF",
    }


SEEDS = _seeds()
XML_PARTS = {".docx": "word/document.xml", ".odt": "content.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
CHANGES = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(0, 6), st.binary(max_size=6)), min_size=1, max_size=4
)


def changed(raw: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some taken out and others put in."""
    for place, gone, put in changes:
        at = place % (len(raw) + 1)
        raw = raw[:at] + put + raw[at + gone :]
    return raw


def with_part(raw: bytes, part: str, changes: list[tuple[int, int, bytes]]) -> bytes:
    """An archive that is in order, with one part of it changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed(old.read(name), changes) if name == part else old.read(name))
    return file.getvalue()


def test_there_is_a_small_file_to_change_for_every_reader():
    assert set(SEEDS) | {".htm"} == set(READERS)


@pytest.mark.parametrize("ending", SEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES, inside=st.booleans())
def test_a_changed_file_is_read_or_refused_and_nothing_else(ending, changes, inside):
    raw = SEEDS[ending]
    if inside and ending in XML_PARTS:
        raw = with_part(raw, XML_PARTS[ending], changes)
    else:
        raw = changed(raw, changes)

    try:
        drafts = READERS[ending](raw, f"a{ending}", None)
    except UnreadableSource as error:
        drafts, refusal = [], error.message
    else:
        refusal = ""

    assert not refusal or f"a{ending}" in refusal
    for draft in drafts:
        assert not any("\0" in one.text or "\r" in one.text for one in draft.paragraphs)
