"""Files that mean harm or are broken: one clear sentence, in a child process with little memory and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests.peers.invented import SOURCE, one_source, selection, source, write, xml

CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700 * 2**20,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from qual.errors import QualError
from qual.peers import read_peer
for name in sys.argv[1:]:
    try:
        read = read_peer(name)
    except QualError as error:
        print(error.message)
    else:
        refused = [str(one) for one in read.problems if not one.warning]
        print(len(read.codings), "codings;", "; ".join(refused))
"""

ENTITY = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def tell(*files: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, files)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def link(path: Path) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml(source([selection(1, 0, 5)])))
        entry = ZipInfo(f"sources/{SOURCE}.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return path


def twice(path: Path) -> Path:
    with ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml(""))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("project.qde", xml(""))
    return path


def endless(path: Path) -> Path:
    with ZipFile(path, "w") as archive:  # not compressed, or it would be a bomb
        archive.writestr("project.qde", xml("", origin="x" * 10_000_000))
    return path


def bomb(path: Path) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml(source([selection(1, 0, 5)])))
        with archive.open(f"sources/{SOURCE}.txt", "w") as file:
            for _ in range(40):
                file.write(bytes(2**20))
    return path


def test_each_ends_in_one_sentence(tmp_path):
    text = "Сұрақ: Жедел келді ме?"
    whole = one_source(tmp_path / "good.qdpx", text, [selection(1, 0, 5)]).read_bytes()
    cut = tmp_path / "cut.qdpx"
    cut.write_bytes(whole[: len(whole) // 2])
    torn = tmp_path / "torn.qdpx"
    torn.write_bytes(whole[:60] + bytes(20) + whole[80:])
    deep = "<Code guid='11111111' name='a' isCodable='true'>" * 5000
    cases = {
        "traversal": write(tmp_path / "1.qdpx", xml(""), {"../../../tmp/evil.txt": "x"}),
        "absolute": write(tmp_path / "2.qdpx", xml(""), {"/etc/evil": "x"}),
        "drive": write(tmp_path / "3.qdpx", xml(""), {"C:\\evil": "x"}),
        "link": link(tmp_path / "4.qdpx"),
        "twice": twice(tmp_path / "5.qdpx"),
        "bomb": bomb(tmp_path / "6.qdpx"),
        "entities": write(tmp_path / "7.qdpx", xml("", before=ENTITY), {}),
        "outside": write(tmp_path / "8.qdpx", xml("", before=OUTSIDE), {}),
        "attribute": endless(tmp_path / "9.qdpx"),
        "deep": write(tmp_path / "10.qdpx", xml("", codes=f"<CodeBook><Codes>{deep}"), {}),
        "not XML": write(tmp_path / "11.qdpx", "<Project", {}),
        "other XML": write(tmp_path / "12.qdpx", "<html/>", {}),
        "none": write(tmp_path / "13.qdpx", xml(""), {}, qde="other.xml"),
        "cut": cut,
        "torn": torn,
    }

    told = dict(zip(cases, tell(*cases.values()), strict=True))

    assert "outside itself" in told["traversal"]
    assert "outside itself" in told["absolute"]
    assert "outside itself" in told["drive"]
    assert "holds a link" in told["link"]
    assert "two files called 'project.qde'" in told["twice"]
    assert "unpack to many times its size" in told["bomb"]
    assert "document type declaration" in told["entities"]
    assert "document type declaration" in told["outside"]
    assert "10,000,000 characters" in told["attribute"]
    assert "more than 200 deep" in told["deep"]
    assert "not whole XML (line 1" in told["not XML"]
    assert "begins with html" in told["other XML"]
    assert "holds no project.qde" in told["none"]
    assert "damaged" in told["cut"]
    assert "damaged" in told["torn"]
    assert all(len(one) < 200 for one in told.values())


def test_what_is_wrong_inside_is_left_out_and_the_rest_is_read(tmp_path):
    text = "Сұрақ: Жедел келді ме?"
    files = {f"sources/{SOURCE}.txt": text}
    fine = selection(1, 0, 5)
    cases = {
        "climbs": write(tmp_path / "1.qdpx", xml(source([fine], path="internal://../../etc/passwd")), files),
        "absolute": write(tmp_path / "2.qdpx", xml(source([fine], path="absolute:///etc/passwd")), files),
        "missing": write(tmp_path / "3.qdpx", xml(source([fine], path="internal://gone.txt")), files),
        "huge": write(tmp_path / "4.qdpx", xml(source([fine, selection(2, 0, 10**30)])), files),
        "negative": write(tmp_path / "5.qdpx", xml(source([fine, selection(2, -4, 3)])), files),
        "binary": write(
            tmp_path / "6.qdpx", xml(source([fine])), {f"sources/{SOURCE}.txt": bytes(range(256)) * 9}
        ),
        "no user": write(
            tmp_path / "7.qdpx",
            xml(source([fine])).replace("<Users>", "<!--").replace("</Users>", "-->"),
            files,
        ),
    }

    told = dict(zip(cases, tell(*cases.values()), strict=True))

    assert "leads out of the file" in told["climbs"]
    assert "lies outside the file" in told["absolute"]
    assert "is missing" in told["missing"]
    assert told["huge"].startswith("1 codings")
    assert "no stretch" in told["negative"]
    assert told["binary"].startswith("0 codings")
    assert told["no user"] == "1 codings; "
