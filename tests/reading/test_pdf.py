"""PDF: words in order, without running titles; scanned, locked and damaged files are refused."""

from __future__ import annotations

import io
import zlib

import pytest

from qual.errors import UnreadableSource
from qual.reading import read_sources


def pdf(*pages):
    """A PDF with one line of ASCII text below the other on each page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    kids = []
    for lines in pages:
        stream = "BT /F1 10 Tf 12 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{n} 0 R' for n in kids)}] >>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    end += f"startxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def read(tmp_path, raw):
    path = tmp_path / "kz-01.pdf"
    path.write_bytes(raw)
    return read_sources(path)[0]


def turns(reading):
    source = reading.source
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


PAGES = [
    [
        "Project January",
        "Interviewer: How was it?",
        "Expert: They came quickly, and the whole of the coun-",
        "try was waiting for it. 1",
        "1",
    ],
    [
        "Project January",
        "Nobody knew what would come of it, and nobody asked us.",
        "Interviewer: And then?",
        "2",
    ],
    ["Project January", "Expert: Then they left.", "3"],
]


def test_running_titles_and_page_numbers_are_taken_off_and_told(tmp_path):
    reading = read(tmp_path, pdf(*PAGES))

    assert "Project January" not in reading.source.text
    assert any("left out at the edges of pages: 'Project January' (3×)" in p.what for p in reading.problems)


def test_lines_and_broken_words_are_put_together_over_pages(tmp_path):
    reading = read(tmp_path, pdf(*PAGES))

    assert [speaker for speaker, _ in turns(reading)] == ["Interviewer", "Expert", "Interviewer", "Expert"]
    assert "the whole of the country was waiting" in turns(reading)[1][1]
    assert reading.source.normalised["words broken at a line end"] == 1


def test_a_label_at_the_edge_of_every_page_is_no_running_title(tmp_path):
    reading = read(
        tmp_path,
        pdf(
            *[
                ["Expert:", f"Answer number {word} is a long one, is it not."]
                for word in ("one", "two", "three")
            ]
        ),
    )

    assert len(turns(reading)) >= 1
    assert all(speaker == "Expert" for speaker, _ in turns(reading))


def test_pictures_of_pages_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(UnreadableSource, match="it was scanned") as refused:
        read(tmp_path, pdf([], [], []))
    assert "OCR" in refused.value.hint


def test_a_password_is_told(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*PAGES))))
    writer.encrypt("тайна", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(UnreadableSource, match="protected by a password"):
        read(tmp_path, locked.getvalue())


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.4 and no more", b"%PDF-1.7\n" + zlib.compress(b"x" * 1000), pdf(*PAGES)[:300]]
)
def test_a_damaged_file_is_told_in_a_sentence(tmp_path, raw):
    with pytest.raises(UnreadableSource, match=r"damaged|scanned"):
        read(tmp_path, raw)
