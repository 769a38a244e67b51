"""Projects as other programs write them, made up by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

NAMESPACE = "urn:QDA-XML:project:1.0"
SPEED = "11111111-1111-4111-8111-111111111111"
THEME = "22222222-2222-4222-8222-222222222222"
SOURCE = "33333333-3333-4333-8333-333333333333"
AIGERIM = "44444444-4444-4444-8444-444444444444"
DANA = "55555555-5555-4555-8555-555555555555"

CODES = f"""\
<CodeBook><Codes>
 <Code guid="{THEME}" name="Миссия" isCodable="false" color="#ff0000"><Description>О миссии.</Description>
  <Code guid="{SPEED}" name="Оперативность" isCodable="true"/></Code>
</Codes></CodeBook>"""
USERS = f'<Users><User guid="{AIGERIM}" name="Айгерім"/><User guid="{{{DANA.upper()}}}" name="Dana"/></Users>'


def guid(number: int) -> str:
    return f"66666666-6666-4666-8666-{number:012d}"


def selection(
    number: int, start: int, end: int, *, name: str = "", code: str = SPEED, user: str = AIGERIM
) -> str:
    quoted = name.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\n", "&#10;")
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{quoted}" startPosition="{start}" '
        f'endPosition="{end}" '
        f'creatingUser="{user}" creationDateTime="2022-10-01T09:00:00Z"><Coding guid="{guid(number + 5000)}" '
        f'creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def xml(
    sources: str, *, codes: str = CODES, more: str = "", origin: str = "NVivo 14", before: str = ""
) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<Project xmlns="{NAMESPACE}" name="Қаңтар" '
        f'origin="{origin}">{USERS}{codes}<Sources>{sources}</Sources>{more}</Project>'
    )


def source(selections: Iterable[str], *, path: str = f"internal://{SOURCE}.txt", guid: str = SOURCE) -> str:
    inside = "".join(selections)
    return f'<TextSource guid="{guid}" name="KZ 01.txt" plainTextPath="{path}">{inside}</TextSource>'


def write(
    path: Path, project: str | bytes, files: Mapping[str, str | bytes], *, qde: str = "project.qde"
) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(qde, project)
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def one_source(path: Path, text: str | bytes, selections: Iterable[str], **said: str) -> Path:
    return write(path, xml(source(selections), **said), {f"sources/{SOURCE}.txt": text})


def taguette(path: Path, html: str, highlights: Iterable[tuple[int, int, str, list[int]]]) -> Path:
    """A database as Taguette 1.5 exports it; highlights are byte offsets, snippet and ids of tags."""
    with sqlite3.connect(path) as db:
        db.executescript(
            """
            PRAGMA application_id = 1416066164;
            CREATE TABLE users (login TEXT PRIMARY KEY);
            CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT, created TEXT);
            CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT,
              created TEXT, project_id INTEGER, text_direction TEXT, contents TEXT);
            CREATE TABLE commands (id INTEGER PRIMARY KEY, date TEXT, user_login TEXT, project_id INTEGER,
              document_id INTEGER, payload TEXT);
            CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
              end_offset INTEGER, snippet TEXT);
            CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
            CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
            INSERT INTO projects VALUES (1, 'Қаңтар', '', '2022-10-01 09:00:00');
            INSERT INTO tags VALUES (1, 1, 'mission', 'What it did.'), (2, 1, 'mission.speed', '');
            """
        )
        db.execute(
            "INSERT INTO documents VALUES (1,'KZ 01','','kz.html','2022-10-01 09:00:00',1,'LEFT_TO_RIGHT',?)",
            (html,),
        )
        for number, (start, end, snippet, tags) in enumerate(highlights, 1):
            db.execute("INSERT INTO highlights VALUES (?,1,?,?,?)", (number, start, end, snippet))
            payload = f'{{"type": "highlight_add", "highlight_id": {number}}}'
            db.execute("INSERT INTO commands VALUES (?,'','aigerim',1,1,?)", (number, payload))
            db.executemany("INSERT INTO highlight_tags VALUES (?,?)", [(number, tag) for tag in tags])
    db.close()
    return path


def qualcoder(folder: Path, text: str, codings: Iterable[tuple[int, int, str, str]]) -> Path:
    """A QualCoder folder; codings are offsets, the quote as kept, and who coded."""
    folder.mkdir()
    with sqlite3.connect(folder / "data.qda") as db:
        db.executescript(
            """
            CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT, about TEXT);
            CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT, mediapath TEXT, memo TEXT,
              owner TEXT, date TEXT);
            CREATE TABLE code_cat (catid INTEGER PRIMARY KEY, name TEXT, owner TEXT, date TEXT, memo TEXT,
              supercatid INTEGER);
            CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT, memo TEXT, catid INTEGER, owner TEXT,
              date TEXT, color TEXT);
            CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT,
              pos0 INTEGER, pos1 INTEGER, owner TEXT, date TEXT, memo TEXT);
            CREATE TABLE cases (caseid INTEGER PRIMARY KEY, name TEXT, memo TEXT, owner TEXT, date TEXT);
            CREATE TABLE case_text (id INTEGER PRIMARY KEY, caseid INTEGER, fid INTEGER, pos0 INTEGER,
              pos1 INTEGER);
            CREATE TABLE attribute (attrid INTEGER PRIMARY KEY, name TEXT, attr_type TEXT, value TEXT,
              id INTEGER, date TEXT, owner TEXT);
            INSERT INTO code_cat VALUES (1, 'Миссия', 'Dana', '', '', NULL);
            INSERT INTO code_name VALUES (1, 'Оперативность', 'Как быстро.', 1, 'Dana', '', '#00FF00');
            INSERT INTO cases VALUES (1, 'KZ-01', '', 'Dana', '');
            INSERT INTO attribute VALUES (1, 'country', 'case', 'Казахстан', 1, '', 'Dana');
            INSERT INTO attribute VALUES (2, 'sector', 'file', 'NGO', 1, '', 'Dana');
            """
        )
        db.execute(
            "INSERT INTO source VALUES (1, 'kz-01.txt', ?, NULL, 'Сильное.', 'Dana', '2022-10-01 09:00:00')",
            (text,),
        )
        db.execute("INSERT INTO case_text VALUES (1, 1, 1, 0, ?)", (len(text),))
        for number, (start, end, quote, owner) in enumerate(codings, 1):
            row = (
                number,
                1,
                1,
                quote,
                start,
                end,
                owner,
                "2022-10-01 09:00:00",
                "Спросить." if number == 1 else "",
            )
            db.execute("INSERT INTO code_text VALUES (?,?,?,?,?,?,?,?,?)", row)
    db.close()
    return folder
