import pytest

from qual.errors import UnreadableSource
from qual.reading import find_transcripts


def test_only_what_can_become_a_source_is_found_in_order(tmp_path):
    for name in [
        "interviews/kz-02.MD",
        "interviews/kz-01.txt",
        "interviews/~$kz-03.docx",
        "interviews/kz-03.docx",
        "interviews/.kz-04.txt",
        "interviews/kz-05.pages",
        "statements/README.md",
        "statements/un.txt",
        "statements/LICENSE.txt",
        "literature/own.bib",
        ".trash/old.txt",
        "attributes.csv",
        "attributes.xlsx",
    ]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")

    found = [path.relative_to(tmp_path).as_posix() for path in find_transcripts(tmp_path)]

    assert found == [
        "interviews/kz-01.txt",
        "interviews/kz-02.MD",
        "interviews/kz-03.docx",
        "literature/own.bib",
        "statements/un.txt",
    ]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(UnreadableSource, match="transcripts: there is no such folder"):
        find_transcripts(tmp_path / "transcripts")
