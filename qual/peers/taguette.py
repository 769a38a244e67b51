"""Taguette's projects: the SQLite file of "Export project", or its own database with one project in it.

Its offsets count UTF-8 bytes of the document's HTML without the tags; its tags nest by dots in their
names; who coded stands in its log of commands alone.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from pathlib import Path

from qual.errors import InvalidRequest
from qual.peers.offsets import Moved, quote_fits
from qual.peers.records import PeerCode, PeerCoding, PeerProject, PeerSource, made_guid
from qual.peers.sqlite import number_of, reading, text_of

APPLICATION_ID = 1416066164
TABLES = {"documents", "highlights", "tags", "highlight_tags"}


def read_taguette(path: Path, *, wanted: str = "") -> PeerProject:
    """The project in a Taguette database; `wanted` names one of several.

    Raises UnreadableSource when it is damaged and InvalidRequest when it holds several projects and
    none, or none of them, is named.
    """
    with reading(path) as tables:
        projects = {row[0]: text_of(row[1]) for row in tables.rows("projects", "id", "name")}
        chosen = [number for number, name in projects.items() if not wanted or wanted in (name, str(number))]
        if len(chosen) != 1:
            names = ", ".join(projects.values())
            raise InvalidRequest(
                f"{path.name} holds {len(projects)} projects: {names}."
                if projects
                else f"{path.name} is empty.",
                hint="Export one of them in Taguette (Project info, Export project).",
            )
        own = chosen[0]
        project = PeerProject(path.name, "Taguette", projects[own])
        tags = _tags(
            project,
            [
                row[:3]
                for row in tables.rows("tags", "id", "path", "description", "project_id")
                if row[3] == own
            ],
        )
        whose = _coders(
            project,
            [
                row[:2]
                for row in tables.rows("commands", "user_login", "payload", "project_id")
                if row[2] == own
            ],
        )
        tagged: dict[object, list[str]] = {}
        for highlight, tag in tables.rows("highlight_tags", "highlight_id", "tag_id"):
            if tag in tags:
                tagged.setdefault(highlight, []).append(tags[tag])
        documents = {}
        for row in tables.rows("documents", "id", "name", "description", "contents", "created", "project_id"):
            if row[5] != own:
                continue
            text = _visible(text_of(row[3]))
            moved = Moved.of(text)
            if not moved.text.strip():
                project.repaired(f"document {text_of(row[1])}", "has no text and was left out.")
                continue
            source = PeerSource(
                made_guid("taguette", project.name, "document", row[0]),
                text_of(row[1]),
                moved.text,
                text_of(row[2]),
                created=_time(row[4]),
            )
            project.sources.append(source)
            documents[row[0]] = (source, _Bytes(text), text, moved)
        untagged = 0
        for number, document, start, end, snippet in tables.rows(
            "highlights", "id", "document_id", "start_offset", "end_offset", "snippet"
        ):
            if document not in documents:
                continue
            codes = tagged.get(number, [])
            untagged += not codes
            _highlight(
                project,
                number,
                codes,
                start,
                end,
                text_of(snippet),
                whose.get(number, ""),
                documents[document],
            )
    if untagged:
        project.left_out["highlights without a tag"] = untagged
    return project


class _Bytes:
    """Leads from offsets in UTF-8 to those in characters."""

    def __init__(self, text: str) -> None:
        self.raw = text.encode("utf-8", "surrogatepass")
        self.plain = len(self.raw) == len(text)
        self._lines = [0]
        self._chars = [0]
        chars = 0
        for line in text.split("\n"):
            chars += len(line) + 1
            self._lines.append(self._lines[-1] + len(line.encode("utf-8", "surrogatepass")) + 1)
            self._chars.append(chars)

    def __call__(self, offset: object) -> int | None:
        number = number_of(offset)
        if number is None or not 0 <= number <= len(self.raw):
            return None
        if self.plain:
            return number
        n = max(0, bisect_left(self._lines, number + 1) - 1)
        try:
            return self._chars[n] + len(self.raw[self._lines[n] : number].decode())
        except UnicodeDecodeError:
            return None


def _highlight(
    project: PeerProject,
    number: object,
    codes: list[str],
    start: object,
    end: object,
    snippet: str,
    user: str,
    document: tuple[PeerSource, _Bytes, str, Moved],
) -> None:
    source, place, text, moved = document
    where = f"highlight {number}"
    first, last = place(start), place(end)
    if first is None or last is None or first >= last:
        project.refused(
            where, f"lies at bytes {start}–{end}, which is no stretch of {source.name}; left out."
        )
        return
    said = _visible(snippet)
    if said and not quote_fits(text[first:last], said):
        project.refused(where, f"its words are not those at bytes {start}–{end} of {source.name}; left out.")
        return
    begins, ends = moved.start(first), moved.end(last)
    if begins >= ends:
        return
    for code in codes:
        guid = made_guid("taguette", project.name, "highlight", number, code)
        project.codings.append(PeerCoding(guid, source.guid, code, begins, ends, user))


def _tags(project: PeerProject, rows: list[tuple[object, ...]]) -> dict[object, str]:
    """Tags become codes; one stands below another whose name and a dot begin its own."""
    guids = {text_of(path): made_guid("taguette", project.name, "tag", number) for number, path, _ in rows}
    tags = {}
    for number, path, description in sorted(rows, key=lambda row: text_of(row[1])):
        name = text_of(path)
        above = name
        while "." in above:
            above = above.rpartition(".")[0]
            if above in guids:
                break
        else:
            above = ""
        short = name.removeprefix(f"{above}.") if above else name
        tags[number] = guids[name]
        project.codes.append(
            PeerCode(
                guids[name], short or name, guids.get(above, ""), description=text_of(description).strip()
            )
        )
    return tags


def _coders(project: PeerProject, rows: list[tuple[object, ...]]) -> dict[object, str]:
    """Who touched each highlight last, by the log."""
    whose: dict[object, str] = {}
    for login, payload in rows:
        try:
            said = json.loads(payload) if isinstance(payload, str) else {}
        except ValueError:
            continue
        if isinstance(said, dict) and said.get("type") == "highlight_add" and login:
            guid = made_guid("taguette", "user", login)
            project.users[guid] = text_of(login)
            whose[said.get("highlight_id", said.get("id"))] = guid
    return whose


def _visible(html: str) -> str:
    """The text of HTML as Taguette counts it: every character between the tags."""
    if "<" not in html and "&" not in html:
        return html
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser").get_text()


def _time(value: object) -> str:
    text = text_of(value).replace(" ", "T")
    return f"{text}Z" if text and "+" not in text and not text.endswith("Z") else text
