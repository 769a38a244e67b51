"""REFI-QDA projects (.qdpx) are read, with the quirks that files of real programs have.

The standard (REFI-QDA 1.5, 2019) counts code points and leaves byte order marks and line ends open; the
programs settle these in different ways: see `offsets`.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import QualError, UnreadableSource
from qual.peers.container import Container
from qual.peers.offsets import (
    BOM,
    Counting,
    Moved,
    Text,
    best_counting,
    looks_like_a_quote,
    quote_fits,
)
from qual.peers.records import (
    PeerCase,
    PeerCode,
    PeerCoding,
    PeerNote,
    PeerProject,
    PeerSet,
    PeerSource,
    made_guid,
)
from qual.peers.xml import local, parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

OURS = "qual"
"""The name of the note in which qual keeps what REFI-QDA has no place for."""

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.I)


@dataclass(slots=True)
class _Selection:
    """A stretch as it is written: offsets in the counting of the program."""

    guid: str
    name: str
    start: str
    end: str
    user: str
    created: str
    description: str
    codings: list[tuple[str, str, str, str]] = field(default_factory=list)  # guid, code, user, created
    notes: list[tuple[str, str]] = field(default_factory=list)  # guid of the coding or "", guid of the note


def read_qdpx(path: Path, *, counting: Counting | None = None) -> PeerProject:
    """The project in a .qdpx file. Raises UnreadableSource when it is none, is damaged or means harm.

    Every offset is led to code points of the text as it is kept; what was repaired, and what could not
    be taken, stands in `problems`. `counting` says how the program counts, where it is known.
    """
    container = Container(path)
    reader = _Reader(container, path.name, counting)
    return reader.read()


def read_qdc(path: Path) -> PeerProject:
    """The codebook in a .qdc file, as a project that has nothing else."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(
            f"{path.name} cannot be read ({error.strerror}).", hint="Check the path."
        ) from None
    root, blanked = parse(raw, path.name, "", lambda _element, _above: None)
    project = PeerProject(path.name, root.get("origin", "") or "REFI-QDA")
    if local(root) != "CodeBook":
        raise UnreadableSource(
            f"{path.name} is no REFI-QDA codebook: it begins with {local(root)[:40]}.",
            hint="Export it as .qdc.",
        )
    _told_blanked(project, blanked)
    codes = _Codes(project)
    for child in root:
        if local(child) == "Codes":
            codes.take(child)
        elif local(child) == "Sets":
            project.sets = [_set(one) for one in child if local(one) == "Set"]
    return project


class _Reader:
    def __init__(self, container: Container, file: str, counting: Counting | None) -> None:
        self.container = container
        self.project = PeerProject(file, "REFI-QDA")
        self.counting = counting
        self.selections: dict[str, list[_Selection]] = defaultdict(list)
        self.elsewhere = 0
        self.note_refs: dict[str, list[tuple[str, str]]] = defaultdict(list)  # note: (sort, guid)
        self.variables: dict[str, str] = {}
        self.seen: dict[str, str] = {}  # guid: what has it

    def read(self) -> PeerProject:
        root, blanked = parse(self.container.project(), "project.qde", "PlainTextSelection", self.passing)
        project = self.project
        if local(root) != "Project":
            raise UnreadableSource(
                f"{project.file} is no REFI-QDA project: it begins with {local(root)[:40]}.",
                hint="Export it as a REFI-QDA project.",
            )
        _told_blanked(project, blanked)
        project.program = root.get("origin", "") or "REFI-QDA"
        project.name = root.get("name", "")
        parts = {local(child): child for child in root}
        for user in parts.get("Users", ()):
            project.users[_guid(user)] = user.get("name") or user.get("id") or ""
        codes = _Codes(project, self.note_refs)
        for child in parts.get("CodeBook", ()):
            codes.take(child)
        for variable in parts.get("Variables", ()):
            self.variables[_guid(variable)] = variable.get("name", "")
        for source in parts.get("Sources", ()):
            self.source(source)
        for case in parts.get("Cases", ()):
            self.case(case)
        for one in parts.get("Sets", ()):
            project.sets.append(_set(one))
            if any(local(child) == "MemberNote" for child in one):
                self.lost("notes in sets")
        for ref in root:
            if local(ref) == "NoteRef":
                self.note_refs[_guid(ref, "targetGUID")].append(("project", ""))
        self.links(parts.get("Links", ()))
        self.lost("graphs", sum(1 for _ in parts.get("Graphs", ())))
        self.lost("selections of pictures, PDF pages, audio or video", self.elsewhere)
        description = parts.get("Description")
        if description is not None and (description.text or "").strip():
            guid = made_guid("description", project.file, project.name)
            project.notes.append(PeerNote(guid, description.text or "", "project"))
        for note in parts.get("Notes", ()):
            self.note(note)
        for gone in sorted(set(self.note_refs)):
            for sort, about in self.note_refs[gone][:1]:
                project.refused(
                    f"{sort} {about}".strip(), f"refers to a note {gone or '(none)'} that is not there."
                )
        return project

    def lost(self, what: str, times: int = 1) -> None:
        if times:
            self.project.left_out[what] = self.project.left_out.get(what, 0) + times

    # --- selections, as they pass ------------------------------------------------------------------

    def passing(self, element: Element, above: list[Element]) -> None:
        found = _Selection(
            _guid(element),
            element.get("name", ""),
            element.get("startPosition", ""),
            element.get("endPosition", ""),
            _guid(element, "creatingUser"),
            sys.intern(element.get("creationDateTime", "")),
            "",
        )
        for child in element:
            name = local(child)
            if name == "Description":
                found.description = child.text or ""
            elif name == "Coding":
                coding = _coding(child)
                found.codings.append(coding)
                found.notes += [(coding[0], note) for note in _note_refs(child)]
            elif name == "NoteRef":
                found.notes.append(("", _guid(child, "targetGUID")))
        self.selections[_guid(above[-1]) if above else ""].append(found)

    # --- sources -----------------------------------------------------------------------------------

    def source(self, element: Element) -> None:
        sort, guid = local(element), _guid(element)
        texts = [element]
        if sort == "PDFSource":
            texts = [child for child in element if local(child) == "Representation"]
            self.elsewhere += sum(local(child) == "PDFSelection" for child in element)
        elif sort != "TextSource":
            self.elsewhere += sum(local(child).endswith("Selection") for child in element)
            texts = []
        where = f"source {_shown(element.get('name', '')) or guid}"
        if not texts:
            self.lost({"PDFSource": "PDF sources without text"}.get(sort, f"{_in_words(sort)} sources"))
            return
        text = texts[0]
        try:
            decoded = self.text_of(text)
        except QualError as error:
            self.project.refused(where, error.message, error.hint)
            self.lost("codings of sources that could not be read", self._codings_of(text))
            return
        if not decoded.strip(f"{BOM} \t\r\n"):
            self.project.repaired(where, "has no text and was left out.")
            return
        if guid in self.seen or not guid:
            self.project.repaired(
                where, f"has the guid of {self.seen.get(guid, 'nothing')}; it got another one."
            )
            guid = made_guid("source", self.project.file, element.get("name", ""), len(self.project.sources))
        self.seen[guid] = where
        counted = Text(decoded)
        moved = Moved.of(counted.text)
        if not moved.text.strip():
            self.project.repaired(where, "has no text and was left out.")
            return
        source = PeerSource(
            guid,
            element.get("name", ""),
            moved.text,
            user=_guid(element, "creatingUser"),
            created=element.get("creationDateTime", ""),
        )
        for part in {id(element): element, id(text): text}.values():
            for child in part:
                self._of_source(child, source, len(moved.text))
        self.project.sources.append(source)
        self.place(source, where, counted, moved, self.selections.pop(_guid(text), []))

    def _codings_of(self, text: Element) -> int:
        return sum(len(selection.codings) for selection in self.selections.pop(_guid(text), []))

    def _of_source(self, child: Element, source: PeerSource, length: int) -> None:
        name = local(child)
        if name == "Description" and (child.text or "").strip():
            source.description = child.text or ""
        elif name == "Coding":
            guid, code, user, created = _coding(child)
            self.project.codings.append(
                PeerCoding(
                    guid or made_guid("coding", source.guid, code),
                    source.guid,
                    code,
                    0,
                    length,
                    user,
                    created,
                )
            )
            for note in _note_refs(child):
                self.note_refs[note].append(("coding", guid))
        elif name == "NoteRef":
            self.note_refs[_guid(child, "targetGUID")].append(("source", source.guid))
        elif name == "VariableValue":
            self.value(child, source.attributes)

    def text_of(self, element: Element) -> str:
        """The text of a source or note, a byte order mark left on it. Raises UnreadableSource."""
        from qual.reading.encodings import decode

        path = element.get("plainTextPath", "")
        inline = next((child for child in element if local(child) == "PlainTextContent"), None)
        if path:
            raw = self.container.read(path)
            name = element.get("name", "") or path.rpartition("/")[2]
            marked = raw.startswith(b"\xef\xbb\xbf")
            return (BOM if marked else "") + decode(raw, _shown(name)).text
        if inline is not None:
            return inline.text or ""
        if element.get("richTextPath"):
            raise UnreadableSource(
                "has formatted text alone, and codings count the plain text.",
                hint="Export it with plain text.",
            )
        return ""

    def place(
        self, source: PeerSource, where: str, text: Text, moved: Moved, selections: list[_Selection]
    ) -> None:
        """Lead the selections of a source to its text, by the counting that its quotes prove."""
        anchors = [
            (start, end, one.name)
            for one in selections
            if looks_like_a_quote(one.name)
            and (start := _number(one.start)) is not None
            and (end := _number(one.end)) is not None
        ]
        expected = self.counting or _expected(self.project.program, text)
        proven = True
        if self.counting is None:
            counting, proven = best_counting(text, anchors, expected)
        else:
            counting = self.counting
        if not counting.standard and selections:
            by = "as you said" if self.counting else "its quotes show" if proven else "as that program does"
            self.project.repaired(where, f"its offsets count {counting} ({by}); they were led to characters.")
        elif text.ambiguous and selections and not proven:
            self.project.repaired(
                where,
                "no quotes tell how its offsets were counted; taken as characters, as the standard says.",
                "Look at some of its quotes; if they are shifted, say --count utf16, crlf1 or bom.",
            )
        place = text.place(counting)
        differing: list[str] = []
        for one in selections:
            self._place_one(source, where, one, place, text, moved, differing)
        if differing and proven:
            self.project.repaired(
                where,
                f"{len(differing)} selections bear a name that is not their quote, the first {differing[0]}.",
                "They may have been renamed; look at them.",
            )

    def _place_one(
        self,
        source: PeerSource,
        where: str,
        one: _Selection,
        place: object,
        text: Text,
        moved: Moved,
        differing: list[str],
    ) -> None:
        start, end = _number(one.start), _number(one.end)
        first = place(start) if start is not None else None  # type: ignore[operator]
        last = place(end) if end is not None else None  # type: ignore[operator]
        if first is None or last is None or first >= last:
            told = f"{_shown(one.start) or '?'}–{_shown(one.end) or '?'}"
            self.project.refused(
                f"selection {one.guid}",
                f"lies at {told}, which is no stretch of {source.name or source.guid} "
                f"({len(text.text)} characters); {len(one.codings)} codings left out.",
            )
            return
        if looks_like_a_quote(one.name) and not quote_fits(text.text[first:last], one.name):
            differing.append(one.guid)
        begins, ends = moved.start(first), moved.end(last)
        if begins >= ends:
            self.project.refused(f"selection {one.guid}", "covers characters that nobody sees; left out.")
            return
        twice: set[tuple[str, str]] = set()
        first_coding = ""
        for number, (guid, code, user, created) in enumerate(one.codings):
            who = user or one.user
            if (code, who) in twice:
                continue
            twice.add((code, who))
            if not guid or guid in self.seen:
                guid = made_guid("coding", one.guid, guid, code, who, number)
            self.seen[guid] = "a coding"
            first_coding = first_coding or guid
            self.project.codings.append(
                PeerCoding(guid, source.guid, code, begins, ends, who, created or one.created, one.guid)
            )
        if one.description.strip():
            sort, about = ("coding", first_coding) if first_coding else ("source", source.guid)
            said = one.description if first_coding else f"«{moved.text[begins:ends]}»: {one.description}"
            self.project.notes.append(
                PeerNote(
                    made_guid("description", one.guid), said, sort, about, user=one.user, created=one.created
                )
            )
        for coding, note in one.notes:
            target = coding or first_coding
            self.note_refs[note].append(("coding", target) if target else ("source", source.guid))
        if not (one.codings or one.notes or one.description.strip()):
            self.lost("selections without code or note")

    # --- the rest ------------------------------------------------------------------------------------

    def value(self, element: Element, attributes: dict[str, str]) -> None:
        variable, value = "", ""
        for child in element:
            if local(child) == "VariableRef":
                variable = self.variables.get(_guid(child, "targetGUID"), "")
            else:
                value = (child.text or "").strip()
        if variable and value:
            attributes[variable] = value
        elif value:
            self.project.refused("a value", f"{_shown(value)} belongs to no variable; left out.")

    def case(self, element: Element) -> None:
        case = PeerCase(_guid(element), element.get("name", ""))
        for child in element:
            name = local(child)
            if name == "Description":
                case.description = child.text or ""
            elif name == "VariableValue":
                self.value(child, case.attributes)
            elif name == "SourceRef":
                case.sources.append(_guid(child, "targetGUID"))
            elif name == "SelectionRef":
                self.lost("parts of sources in cases")
            elif name == "CodeRef":
                self.lost("codes of cases")
        self.project.cases.append(case)

    def links(self, elements: object) -> None:
        """NVivo's annotations are notes that a link leads to their selection."""
        placed = {coding.selection: coding.guid for coding in reversed(self.project.codings)}
        by_source = {source.guid for source in self.project.sources}
        for link in elements:  # type: ignore[attr-defined]
            origin, target = _guid(link, "originGUID"), _guid(link, "targetGUID")
            if target in placed and target:
                self.note_refs[origin].append(("coding", placed[target]))
            elif target in by_source:
                self.note_refs[origin].append(("source", target))
            else:
                self.lost("links")

    def note(self, element: Element) -> None:
        guid, name = _guid(element), element.get("name", "")
        refs = self.note_refs.pop(guid, [])
        where = f"note {_shown(name) or guid}"
        try:
            text = self.text_of(element).removeprefix(BOM)
        except QualError as error:
            self.project.refused(where, error.message, error.hint)
            return
        if name == OURS and text.startswith('{"qual"'):
            self.project.ours = text
            return
        if selections := self.selections.pop(guid, []):
            self.lost("codings of notes", sum(len(one.codings) for one in selections))
        if not text.strip():
            return
        user, created = _guid(element, "creatingUser"), element.get("creationDateTime", "")
        for number, (sort, about) in enumerate(refs or [("project", "")]):
            own = guid if guid and not number else made_guid("note", guid, sort, about)
            self.project.notes.append(PeerNote(own, text, sort, about, name, user, created))


class _Codes:
    """Takes codes of any depth; each guid once."""

    def __init__(
        self, project: PeerProject, note_refs: dict[str, list[tuple[str, str]]] | None = None
    ) -> None:
        self.project = project
        self.note_refs = note_refs
        self.taken: set[str] = set()

    def take(self, element: Element, above: str = "") -> None:
        for child in element:
            if local(child) == "Code":
                self.code(child, above)

    def code(self, element: Element, above: str) -> None:
        guid, name = _guid(element), element.get("name", "")
        where = f"code {_shown(name) or guid or '?'}"
        if not guid or guid in self.taken:
            why = "a guid that another code has" if guid else "no guid"
            guid = made_guid("code", above, name, element.get("guid", ""), len(self.taken))
            self.project.repaired(where, f"has {why}; it got one of its own.")
        self.taken.add(guid)
        codable = element.get("isCodable", "true").strip().casefold() not in ("false", "0")
        if "isCodable" not in element.attrib:
            self.project.repaired(where, "does not say whether it is codable; taken as yes.")
        colour = element.get("color", "").strip()
        if colour and not _COLOUR.fullmatch(colour):
            self.project.repaired(where, f"its colour {_shown(colour)} is none of REFI-QDA and was dropped.")
            colour = ""
        code = PeerCode(guid, name, above, codable, colour.lower())
        self.project.codes.append(code)
        for child in element:
            if local(child) == "Description":
                code.description = (child.text or "").strip()
            elif local(child) == "NoteRef" and self.note_refs is not None:
                self.note_refs[_guid(child, "targetGUID")].append(("code", guid))
        self.take(element, guid)


def _set(element: Element) -> PeerSet:
    found = PeerSet(_guid(element), element.get("name", ""))
    for child in element:
        guid = _guid(child, "targetGUID") or _guid(child)
        if local(child) == "MemberCode":
            found.codes.append(guid)
        elif local(child) == "MemberSource":
            found.sources.append(guid)
        elif local(child) == "Description":
            found.description = child.text or ""
    return found


def _coding(element: Element) -> tuple[str, str, str, str]:
    code = next((_guid(child, "targetGUID") for child in element if local(child) == "CodeRef"), "")
    return (
        _guid(element),
        code,
        _guid(element, "creatingUser"),
        sys.intern(element.get("creationDateTime", "")),
    )


def _note_refs(element: Element) -> Iterator[str]:
    for child in element:
        if local(child) == "NoteRef":
            yield _guid(child, "targetGUID")


def _guid(element: Element, attribute: str = "guid") -> str:
    """A guid as it is kept: lower case, no braces. Ids that are no guid stay as they are."""
    written = element.get(attribute, "").strip()
    plain = written.strip("{}").casefold()
    if not plain or _GUID.fullmatch(plain):
        return plain if attribute == "guid" else sys.intern(plain)  # thousands name one code and one user
    return made_guid("id", written[:200])


def _number(written: str) -> int | None:
    plain = written.strip()
    return int(plain) if re.fullmatch(r"\+?\d{1,12}", plain) else None


def _expected(program: str, text: Text) -> Counting:
    """What a program is known to do where the standard is silent."""
    named = program.casefold()
    if "atlas" in named or "maxqda" in named or "qualcoder" in named:
        return Counting(crlf_is_one=text.crlf)
    return Counting()


def _told_blanked(project: PeerProject, times: int) -> None:
    if times:
        project.repaired(
            "project.qde" if project.file.endswith("qdpx") else project.file,
            f"{times} control characters, which XML forbids, were replaced by blanks.",
        )


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain if len(plain) <= 60 else plain[:57] + "…"


def _in_words(sort: str) -> str:
    return {"PictureSource": "picture", "AudioSource": "audio", "VideoSource": "video"}.get(sort, sort[:40])
