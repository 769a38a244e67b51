"""Tables of quotes of Taguette and QualCoder: without offsets, so the words are looked for in the texts."""

from __future__ import annotations

import re
from pathlib import Path

from qual.errors import UnreadableSource
from qual.peers.records import PeerCode, PeerProject, PeerQuote, made_guid

_HEADINGS = {
    "Taguette": ({"document", "tag", "content"}, ("document", "tag", "content", "", "")),
    "QualCoder": ({"coder", "coded", "codename"}, ("filename", "codename", "coded", "coder", "coded_memo")),
}


def read_quotes(path: Path) -> PeerProject:
    """The codes and quotes of such a .csv or .xlsx file. Raises UnreadableSource when it is none."""
    from qual.reading.sheet import table_rows

    rows = table_rows(path)
    headings = [cell.strip().casefold().lstrip("\ufeff") for cell in rows[0][1]] if rows else []
    program = next((one for one, (needed, _) in _HEADINGS.items() if needed <= set(headings)), "")
    if not program:
        raise UnreadableSource(
            f"{path.name} is no table of quotes of Taguette or QualCoder.",
            hint="Taguette's has document, tag and content; QualCoder's Coder, Coded and Codename.",
        )
    names = _HEADINGS[program][1]
    project = PeerProject(path.name, f"{program}'s table", path.stem)
    columns = [headings.index(name) if name in headings else -1 for name in names]
    if program == "QualCoder" and columns[0] < 0:
        columns[0] = headings.index("file") if "file" in headings else 0
    known: dict[str, str] = {}
    for number, cells in rows[1:]:
        document, name, quote, coder, memo = (
            cells[column].strip() if 0 <= column < len(cells) else "" for column in columns
        )
        if not (document and name and quote):
            if any(cells):
                project.refused(f"row {number}", "lacks a document, a code or a quote; left out.")
            continue
        if name not in known:
            known[name] = made_guid("quotes", "code", name)
            project.codes.append(PeerCode(known[name], name))
        user = made_guid("user", coder) if coder else ""
        if user:
            project.users[user] = coder
        project.quotes.append(PeerQuote(f"row {number}", document, known[name], quote, user, memo))
    return project


def places_of(text: str, quote: str) -> list[tuple[int, int]]:
    """Where the words of a quote stand in a text, whatever blanks are between them; no more than 9 places."""
    words = quote.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) == 9:
            break
    return found
