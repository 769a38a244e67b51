"""The project goes out as REFI-QDA, for NVivo, MAXQDA, ATLAS.ti, QualCoder and others, and back again.

What the standard has no place for stands in a note called "qual": whoever brings the file back into
qual gets everything again, and what another program added beside it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound
from qual.model import Code, Codebook, Coding, Memo, Selection, Source, in_language
from qual.study.exchange.exported import Exported
from qual.study.exchange.incoming import PROJECT_NOTES
from qual.study.opening import settings_of
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.peers import PeerProject
    from qual.peers.extras import Extras
    from qual.project import Project

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def export_qdpx(
    project: Project, path: str | Path | None = None, selection: Selection | None = None
) -> Exported:
    """Write the project, or the sources and codings of a selection, as a .qdpx file.

    Rejected codings are not shown to other programs. The same project gives the same bytes. Raises
    NotFound when there is nothing to write.
    """
    from qual import __version__
    from qual.export.atomic import whole_file
    from qual.peers import PeerProject
    from qual.peers.writing import write_qdpx

    codebook = codebook_in_force(project)
    title = settings_of(project).title or project.folder.resolve().name
    peer = PeerProject("", f"qual {__version__}", title)
    going = _Outgoing(project, peer, codebook, selection or Selection())
    if not going.sources:
        raise NotFound("There are no sources to export.", hint="See: qual sources")
    done = going.done(Path(path) if path else project.folder / "out" / f"{_file_name(title)}.qdpx")
    with whole_file(done.path) as unfinished:
        write_qdpx(peer, unfinished)
    return done


def export_qdc(project: Project, path: str | Path | None = None) -> Exported:
    """Write the codebook in force as a .qdc file: names, definitions, levels, colours, guids."""
    codebook = codebook_in_force(project)
    if codebook is None:
        raise NotFound("No codebook is in force.", hint="Adopt one: qual codebook adopt")
    target = Path(path) if path else project.folder / "out" / f"{codebook.id}.qdc"
    return write_codebook_qdc(codebook, target, owner=project.id, language=settings_of(project).language)


def write_codebook_qdc(codebook: Codebook, path: Path, *, owner: str, language: str = "en") -> Exported:
    """The same for any codebook. `owner` is the project whose codes these are: their guids depend on it."""
    from qual import __version__
    from qual.export.atomic import whole_file
    from qual.peers import PeerProject
    from qual.peers.writing import write_qdc

    peer = PeerProject("", f"qual {__version__}", codebook.id)
    lost = _add_codes(peer, codebook, owner, language)
    with whole_file(path) as unfinished:
        unfinished.write_text(write_qdc(peer), encoding="utf-8")
    rules = sum(len(code.rules) for code in codebook.codes)
    if rules:
        lost["rules of codes"] = rules
    return Exported(path, {"codes": len(codebook.codes)}, lost=dict(+lost))


class _Outgoing:
    def __init__(
        self, project: Project, peer: PeerProject, codebook: Codebook | None, selection: Selection
    ) -> None:
        from qual.peers.extras import Extras

        self.project, self.peer, self.codebook = project, peer, codebook
        self.extras: Extras = Extras(project.id)
        self.hidden: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        language = settings_of(project).language
        if codebook is not None and (adopted := project.codebooks.in_force):
            self.extras.codebook = adopted.text
            self.hidden += _add_codes(peer, codebook, project.id, language)
            rules = sum(len(code.rules) for code in codebook.codes)
            self.hidden["rules of codes"] = rules
        self.codes = {code.id: _code_guid(project.id, code) for code in codebook.codes} if codebook else {}
        self.sources = project.sources.all(_of_sources(selection))
        self.guids = {source.id: _source_guid(project.id, source) for source in self.sources}
        chosen = project.codings.select(selection) if self.sources else []
        self.codings = [coding for coding in chosen if coding.segment.source_id in self.guids]
        self.memos = project.memos.select()
        self.coding_guids: dict[str, str] = {}
        for source in self.sources:
            self._source(source)
        for coding in self.codings:
            self._coding(coding)
        for memo in self.memos:
            self._memo(memo)
        self._sets()
        self.extras.log = [
            [entry.n, entry.time, entry.coder, entry.action, entry.target] for entry in project.log.entries()
        ]
        peer.ours = self.extras.write()

    def done(self, path: Path) -> Exported:
        counts = {
            "sources": len(self.sources),
            "codes": len(self.peer.codes),
            "codings": len(self.peer.codings),
            "notes": len(self.peer.notes),
        }
        return Exported(path, counts, dict(+self.hidden), dict(+self.lost))

    def user(self, name: str) -> str:
        from qual.peers.records import made_guid

        if not name:
            return ""
        guid = made_guid("user", name)
        self.peer.users[guid] = name
        return guid

    def _source(self, source: Source) -> None:
        from qual.peers import PeerCase, PeerSource
        from qual.peers.records import made_guid

        guid = self.guids[source.id]
        facts = {name: value for name, value in source.attributes.items() if name not in ("guid", "sets")}
        facts |= {
            name: value
            for name in ("kind", "country", "expert", "language")
            if (value := source.attribute(name))
        }
        self.peer.sources.append(PeerSource(guid, source.id, source.text, attributes=facts))
        if source.expert:
            case_guid = made_guid(self.project.id, "case", source.expert)
            case = next((one for one in self.peer.cases if one.guid == case_guid), None)
            if case is None:
                case = PeerCase(case_guid, source.expert)
                self.peer.cases.append(case)
                if source.country:
                    case.attributes["country"] = source.country
            case.sources.append(guid)
        self.hidden["turns and speakers"] += len(source.turns)
        self.extras.sources[guid] = {
            "id": source.id,
            "sha256": hashlib.sha256(source.text.encode()).hexdigest(),
            "kind": source.kind,
            "country": source.country,
            "expert": source.expert,
            "language": source.language,
            "attributes": dict(source.attributes),
            "turns": [list(astuple(turn)) for turn in source.turns],
            "file": source.file,
            "encoding": source.encoding,
            "file_sha256": source.file_sha256,
            "normalised": dict(source.normalised),
        }

    def _coding(self, coding: Coding) -> None:
        from qual.peers import PeerCoding
        from qual.peers.records import made_guid

        guid = coding.id if _GUID.fullmatch(coding.id) else made_guid(self.project.id, "coding", coding.id)
        segment = coding.segment
        if coding.code not in self.codes:
            self.lost["codings whose code is not in the codebook in force"] += 1
            return
        self.coding_guids[coding.id] = guid
        said: dict[str, object] = {"status": coding.status, "coder": coding.coder, "created": coding.created}
        if guid != coding.id:
            said["id"] = coding.id
        if coding.evidence:
            said["evidence"] = [[one.rule, one.term, one.start, one.end] for one in coding.evidence]
            self.hidden["codings with evidence of a rule"] += 1
        if coding.assessment is not None:
            said["assessment"] = coding.assessment
            self.hidden["assessments"] += 1
        if coding.decided_by:
            said["decided_by"] = coding.decided_by
        if coding.status == "rejected":
            said |= {
                "code": coding.code,
                "source": self.guids[segment.source_id],
                "at": [segment.start, segment.end],
            }
            self.hidden["rejected codings"] += 1
        else:
            self.hidden["suggestions nobody decided on (shown as codings)"] += coding.status == "suggested"
            self.peer.codings.append(
                PeerCoding(
                    guid,
                    self.guids[segment.source_id],
                    self.codes[coding.code],
                    segment.start,
                    segment.end,
                    self.user(coding.coder),
                    coding.created,
                )
            )
        self.extras.codings[guid] = said

    def _memo(self, memo: Memo) -> None:
        from qual.peers import PeerNote
        from qual.peers.records import made_guid

        noun, _, about = memo.about.partition(":")
        guid = memo.id if _GUID.fullmatch(memo.id) else made_guid(self.project.id, "memo", memo.id)
        sort, target = "project", ""
        if noun == "source":
            sort, target = noun, self.guids.get(about, "")
        elif noun in ("coding", "pin"):
            shown = {coding.guid for coding in self.peer.codings} if about in self.coding_guids else set()
            target = self.coding_guids.get(about, "")
            sort, target = ("coding", target) if target in shown else ("project", target)
        elif memo.about != PROJECT_NOTES and noun == "code":
            sort, target = "code", self.codes.get(about, "")
        if (not target and sort != "project") or (noun in ("coding", "pin") and not target):
            self.lost["memos on what is not exported"] += 1
            return
        if sort == "project":
            target = ""
        name = "" if sort != "project" or memo.about == PROJECT_NOTES else memo.about
        self.peer.notes.append(
            PeerNote(guid, memo.text, sort, target, name, self.user(memo.coder), memo.created)
        )
        self.extras.memos[guid] = {
            "id": memo.id,
            "about": memo.about,
            "coder": memo.coder,
            "created": memo.created,
        }

    def _sets(self) -> None:
        from qual.peers import PeerSet
        from qual.peers.records import made_guid

        sets: dict[str, PeerSet] = {}
        for source in self.sources:
            for name in filter(None, source.attributes.get("sets", "").split("; ")):
                one = sets.setdefault(name, PeerSet(made_guid(self.project.id, "set", name), name))
                one.sources.append(self.guids[source.id])
        self.peer.sets = list(sets.values())


def _add_codes(peer: PeerProject, codebook: Codebook, owner: str, language: str) -> Counter[str]:
    from qual.peers import PeerCode

    lost: Counter[str] = Counter()

    def add(code: Code, above: str) -> None:
        guid = _code_guid(owner, code)
        said = [in_language(code.definition, language)]
        for part in ("include", "exclude", "example"):
            text = in_language(getattr(code, part), language)
            said += [f"{part.capitalize()}: {text}"] if text else []
        for texts in (code.name, code.definition):
            lost["names and definitions in further languages"] += max(0, len(texts) - 1)
        description = "\n\n".join(filter(None, said))
        peer.codes.append(PeerCode(guid, code.label(language), above, code.codable, code.colour, description))
        for below in code.codes:
            add(below, guid)

    for theme in codebook.themes:
        add(theme, "")
    return lost


def _code_guid(owner: str, code: Code) -> str:
    from qual.peers.records import made_guid

    return code.guid if _GUID.fullmatch(code.guid) else made_guid(owner, "code", code.id)


def _source_guid(owner: str, source: Source) -> str:
    from qual.peers.records import made_guid

    guid = source.attributes.get("guid", "")
    return guid if _GUID.fullmatch(guid) else made_guid(owner, "source", source.id)


def _of_sources(selection: Selection) -> Selection:
    from dataclasses import replace

    return replace(selection, theme=(), code=(), coder=(), status=())


def _file_name(title: str) -> str:
    plain = re.sub(r"[^\w.-]+", "-", title).strip("-.")[:60]
    if not plain:
        raise InvalidRequest("The study has no title to name the file by.", hint="Name a file.")
    return plain
