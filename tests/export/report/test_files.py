"""The files: one web page with nothing from outside, a Word file with styles; the same bytes each time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from qual.errors import UnwritableFile
from qual.export.report import write_docx, write_html
from qual.export.report.content import Heading
from qual.model import AuthorNote
from tests.export.invented import one_quote

from .made import page, report, words_of

ROOT = Path(__file__).resolve().parents[3]
ODD = 'A "B" <script>alert(1)</script> & \x00\x0b\ud800 {{ x }} Հայ'

WRITE = """
import sys
from pathlib import Path
from qual.export.report import write_docx, write_html
from tests.export.report.made import report
write_html(Path(sys.argv[1]) / "r.html", report())
write_docx(Path(sys.argv[1]) / "r.docx", report())
"""


class Tags(HTMLParser):
    """Which tags there are, what they point to, and whether they are closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.links, self.ids = [], set(), [], []

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        told = dict(attributes)
        self.links += [told[name] for name in ("href", "src", "xlink:href") if name in told]
        self.ids += [told["id"]] if "id" in told else []
        if tag not in ("meta", "br", "link", "path", "use", "rect"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in ("meta", "br", "link", "path", "use", "rect"):
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in ("path", "use", "rect"):
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def parsed():
    tags = Tags()
    tags.feed(page())
    return tags


def test_the_page_asks_for_nothing_from_outside_and_runs_no_script(parsed):
    assert not parsed.seen & {"script", "link", "iframe", "img", "object", "form"}
    assert all(link.startswith("#") for link in parsed.links)
    assert "url(http" not in page() and "@import" not in page()


def test_every_link_of_the_page_lands_and_no_id_stands_twice(parsed):
    assert {link[1:] for link in parsed.links} <= set(parsed.ids)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert not parsed.open


def test_text_never_becomes_markup_on_the_page():
    text = page(one_quote(ODD), title=ODD, note=ODD, notes=[AuthorNote("conclusion", "mission", ODD)])

    assert "<script>" not in text
    assert words_of(text).count("{{ x }}") >= 3
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in text
    assert "\x00" not in text


def test_text_never_becomes_markup_in_word_and_odd_characters_do_not_stop_it(tmp_path):
    made = report(one_quote(ODD), title=ODD, note=ODD, notes=[AuthorNote("conclusion", "mission", ODD)])

    document = Document(write_docx(tmp_path / "r.docx", made))

    texts = [line.text for line in document.paragraphs]
    shown = 'A "B" <script>alert(1)</script> & \N{REPLACEMENT CHARACTER}'
    assert sum(text.startswith(shown) for text in texts) >= 3


def test_word_has_styles_captions_with_fields_and_a_table_of_contents(tmp_path):
    made = report()
    path = write_docx(tmp_path / "r.docx", made)
    document = Document(path)

    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
        media = [name for name in package.namelist() if name.startswith("word/media/")]
    styles = {line.style.name for line in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "Quote", "Citation"} <= styles
    contents = [line.text for line in document.paragraphs if line.style.name.startswith("TOC ")]
    assert contents[0] == "Contents"
    links = re.findall(r'w:anchor="([^"]+)"', xml)
    assert len(links) == len(made.headings)
    assert set(links) <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert xml.count('fldCharType="begin"') == xml.count('fldCharType="end"')
    captions = [line.text for line in document.paragraphs if line.style.name == "Caption"]
    numbers = [int(text.split()[1].rstrip(".")) for text in captions if text.startswith("Table ")]
    assert numbers == list(range(1, len(document.tables) + 1))
    assert len(media) == 2


def test_headings_of_the_report_are_those_of_both_files(tmp_path):
    made = report(language="ru")
    told = [b.text for b in made.blocks if isinstance(b, Heading)]

    document = Document(write_docx(tmp_path / "r.docx", made))
    text = page(language="ru")

    assert [line.text for line in document.paragraphs if line.style.name.startswith("Heading ")] == told
    assert re.findall(r"<h[2-5](?: id=\"[^\"]*\")?>([^<]+)</h", text)[1:] == told


def test_word_tells_no_time_person_or_program_but_ours(tmp_path):
    with zipfile.ZipFile(write_docx(tmp_path / "r.docx", report())) as package:
        properties = package.read("docProps/core.xml").decode()

    assert "python-docx" not in properties
    assert set(re.findall(r"dcterms:\w+[^>]*>([^<]+)<", properties)) == {"2000-01-01T00:00:00Z"}
    assert re.findall(r"<dc:creator[^>]*>(.*?)</dc:creator>", properties) == ["qual"]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        told = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", WRITE, str(folder)], check=True, cwd=ROOT, env=told)
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})

    assert written[0].keys() == {"r.html", "r.docx"}
    assert written[0] == written[1]


def test_a_folder_in_the_place_of_the_file_is_said_and_nothing_is_left(tmp_path):
    for write in (write_html, write_docx):
        (tmp_path / "r").mkdir(exist_ok=True)
        with pytest.raises(UnwritableFile, match="is a folder"):
            write(tmp_path / "r", report())
    assert [path.name for path in tmp_path.iterdir()] == ["r"]
