"""Records become a REFI-QDA project (.qdpx) or codebook (.qdc): valid, and the same bytes each time.

What strict readers need is kept to: UTF-8 without a byte order mark, `project.qde`, `sources/` in lower
case, texts under their guid, no empty lists, colours of six digits, one selection for each coding, and
the quote as the name of the selection.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qual.peers.records import PeerCode, PeerCoding, PeerNote, PeerProject, PeerSource, made_guid

PROJECT_SCHEMA = "urn:QDA-XML:project:1.0"
CODEBOOK_SCHEMA = "urn:QDA-XML:codebook:1.0"
OURS = "qual"

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_qdpx(project: PeerProject, path: Path) -> None:
    """Write a .qdpx file to a path. What it holds is decided by the records; nothing of today goes in."""
    texts = {source.guid: source.text for source in project.sources}
    texts |= {note.guid: note.text for note in project.notes}
    if project.ours:
        texts[made_guid(OURS, project.name)] = project.ours
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        _entry(archive, "project.qde", _Writer(project).project())
        for guid, text in sorted(texts.items()):
            _entry(archive, f"sources/{guid}.txt", text)


def write_qdc(project: PeerProject) -> str:
    """The XML of a .qdc file: the codes, and sets of codes."""
    writer = _Writer(project)
    writer.line(0, "CodeBook", xmlns=CODEBOOK_SCHEMA, origin=project.program)
    writer.codes(1)
    sets = [one for one in project.sets if one.codes]
    if sets:
        writer.line(1, "Sets")
        for one in sets:
            writer.line(2, "Set", guid=one.guid, name=one.name)
            writer.text(3, "Description", one.description)
            for guid in one.codes:
                writer.line(3, "MemberCode", guid=guid, closed=True)
            writer.end(2, "Set")
        writer.end(1, "Sets")
    writer.end(0, "CodeBook")
    return writer.all()


def _entry(archive: ZipFile, name: str, text: str) -> None:
    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, text.encode("utf-8"))


class _Writer:
    def __init__(self, peer: PeerProject) -> None:
        self.peer = peer
        self.out = StringIO()
        self.out.write('<?xml version="1.0" encoding="utf-8"?>\n')
        self.notes: dict[tuple[str, str], list[PeerNote]] = defaultdict(list)
        for note in peer.notes:
            self.notes[note.sort, note.about].append(note)
        self.variables = _variables(peer)

    def all(self) -> str:
        """Everything that was written."""
        return self.out.getvalue()

    def line(self, depth: int, element: str, /, *, closed: bool = False, **attributes: str) -> None:
        """An opening element, or a closed one; attributes without a value are left out."""
        said = "".join(f" {key}={_quoted(value)}" for key, value in attributes.items() if value != "")
        self.out.write(f"{' ' * depth}<{element}{said}{'/' if closed else ''}>\n")

    def end(self, depth: int, name: str) -> None:
        """A closing element."""
        self.out.write(f"{' ' * depth}</{name}>\n")

    def text(self, depth: int, name: str, text: str) -> None:
        """An element with text; none for nothing."""
        if text.strip():
            self.out.write(f"{' ' * depth}<{name}>{escape(_allowed(text))}</{name}>\n")

    def refs(self, depth: int, sort: str, about: str) -> None:
        """References to the notes on something."""
        for note in self.notes.get((sort, about), ()):
            self.line(depth, "NoteRef", targetGUID=note.guid, closed=True)

    def project(self) -> str:
        peer = self.peer
        self.line(0, "Project", xmlns=PROJECT_SCHEMA, name=peer.name or "qual", origin=peer.program)
        if peer.users:
            self.line(1, "Users")
            for guid, name in sorted(peer.users.items(), key=lambda user: (user[1], user[0])):
                self.line(2, "User", guid=guid, name=name, closed=True)
            self.end(1, "Users")
        if peer.codes:
            self.line(1, "CodeBook")
            self.codes(2)
            self.end(1, "CodeBook")
        self.of_cases()
        self.sources()
        self.all_notes()
        self.sets()
        self.refs(1, "project", "")
        if peer.ours:
            self.line(1, "NoteRef", targetGUID=made_guid(OURS, peer.name), closed=True)
        self.end(0, "Project")
        return self.all()

    def codes(self, depth: int) -> None:
        below: dict[str, list[PeerCode]] = defaultdict(list)
        for code in self.peer.codes:
            below[code.above].append(code)
        if not self.peer.codes:
            return
        self.line(depth, "Codes")
        in_codebook = depth == 1
        for code in below[""]:
            self.code(code, below, depth + 1, with_notes=not in_codebook)
        self.end(depth, "Codes")

    def code(self, code: PeerCode, below: dict[str, list[PeerCode]], depth: int, *, with_notes: bool) -> None:
        notes = self.notes.get(("code", code.guid), []) if with_notes else []
        said = {
            "guid": code.guid,
            "name": code.name,
            "isCodable": "true" if code.codable else "false",
            "color": _six(code.colour),
        }
        children = below.get(code.guid, [])
        if not (children or notes or code.description.strip()):
            self.line(depth, "Code", closed=True, **said)
            return
        self.line(depth, "Code", closed=False, **said)
        self.text(depth + 1, "Description", code.description)
        for note in notes:
            self.line(depth + 1, "NoteRef", targetGUID=note.guid, closed=True)
        for child in children:
            self.code(child, below, depth + 1, with_notes=with_notes)
        self.end(depth, "Code")

    def of_cases(self) -> None:
        if self.variables:
            self.line(1, "Variables")
            for name, guid in self.variables.items():
                self.line(2, "Variable", guid=guid, name=name, typeOfVariable="Text", closed=True)
            self.end(1, "Variables")
        if not self.peer.cases:
            return
        self.line(1, "Cases")
        for case in self.peer.cases:
            self.line(2, "Case", guid=case.guid, name=case.name)
            self.text(3, "Description", case.description)
            self.values(3, case.attributes)
            for guid in case.sources:
                self.line(3, "SourceRef", targetGUID=guid, closed=True)
            self.end(2, "Case")
        self.end(1, "Cases")

    def values(self, depth: int, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            self.line(depth, "VariableValue")
            self.line(depth + 1, "VariableRef", targetGUID=self.variables[name], closed=True)
            self.text(depth + 1, "TextValue", value)
            self.end(depth, "VariableValue")

    def sources(self) -> None:
        if not self.peer.sources:
            return
        by_source: dict[str, list[PeerCoding]] = defaultdict(list)
        for coding in self.peer.codings:
            by_source[coding.source].append(coding)
        self.line(1, "Sources")
        for source in self.peer.sources:
            self.source(source, by_source[source.guid])
        self.end(1, "Sources")

    def source(self, source: PeerSource, codings: list[PeerCoding]) -> None:
        self.line(
            2,
            "TextSource",
            guid=source.guid,
            name=source.name,
            plainTextPath=f"internal://{source.guid}.txt",
            creatingUser=source.user,
            creationDateTime=_time(source.created),
        )
        self.text(3, "Description", source.description)
        for coding in codings:
            self.line(
                3,
                "PlainTextSelection",
                guid=coding.selection or made_guid("selection", coding.guid),
                name=source.text[coding.start : coding.end],
                startPosition=str(coding.start),
                endPosition=str(coding.end),
                creatingUser=coding.user,
                creationDateTime=_time(coding.created),
            )
            self.line(
                4,
                "Coding",
                guid=coding.guid,
                creatingUser=coding.user,
                creationDateTime=_time(coding.created),
            )
            self.line(5, "CodeRef", targetGUID=coding.code, closed=True)
            self.refs(5, "coding", coding.guid)
            self.end(4, "Coding")
            self.end(3, "PlainTextSelection")
        self.refs(3, "source", source.guid)
        self.values(3, source.attributes)
        self.end(2, "TextSource")

    def all_notes(self) -> None:
        notes = [*self._notes()]
        if not notes:
            return
        self.line(1, "Notes")
        for note in notes:
            self.line(
                2,
                "Note",
                closed=True,
                guid=note.guid,
                name=note.name,
                plainTextPath=f"internal://{note.guid}.txt",
                creatingUser=note.user,
                creationDateTime=_time(note.created),
            )
        self.end(1, "Notes")

    def _notes(self) -> Iterator[PeerNote]:
        yield from self.peer.notes
        if self.peer.ours:
            yield PeerNote(made_guid(OURS, self.peer.name), "", "project", name=OURS)

    def sets(self) -> None:
        sets = [one for one in self.peer.sets if one.codes or one.sources]
        if not sets:
            return
        self.line(1, "Sets")
        for one in sets:
            self.line(2, "Set", guid=one.guid, name=one.name)
            self.text(3, "Description", one.description)
            for guid in one.codes:
                self.line(3, "MemberCode", targetGUID=guid, closed=True)
            for guid in one.sources:
                self.line(3, "MemberSource", targetGUID=guid, closed=True)
            self.end(2, "Set")
        self.end(1, "Sets")


def _variables(peer: PeerProject) -> dict[str, str]:
    """The guid of every variable that has a value somewhere, in the order in which they come up."""
    names: dict[str, str] = {}
    for attributes in (*(case.attributes for case in peer.cases), *(one.attributes for one in peer.sources)):
        for name in attributes:
            names.setdefault(name, made_guid("variable", name))
    return names


def _quoted(value: str) -> str:
    # A line break in an attribute would become a blank when it is read; a reader should see that it was one.
    return quoteattr(_allowed(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _time(written: str) -> str:
    return written if _TIME.fullmatch(written) else ""


def _six(colour: str) -> str:
    if re.fullmatch(r"#[0-9a-fA-F]{3}", colour):
        return "#" + "".join(digit * 2 for digit in colour[1:])
    return colour.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else ""
