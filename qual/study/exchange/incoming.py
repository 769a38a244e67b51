"""A project of another program comes in: its codes, texts, codings and notes, as one batch.

Identity is the guid: what came once is known again, whatever it is called by now. Nothing that is in the
project is changed; what differs there is told.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from qual.errors import InvalidRequest, Problem, QualError
from qual.model import (
    AUTO,
    KINDS,
    Codebook,
    Coding,
    Kind,
    Memo,
    Segment,
    Source,
)
from qual.study.exchange.incoming_codes import free_id, grown
from qual.study.exchange.incoming_sources import said_by_cases, turns_in
from qual.study.exchange.own_extras import coding_with_extra, source_as_it_was
from qual.study.opening import settings_of
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.peers import PeerCoding, PeerProject, PeerSource
    from qual.peers.extras import Extras
    from qual.project import Project

PROJECT_NOTES = "code:project"
"""Where notes on a project as a whole are kept: the store knows notes on sources, codes and codings."""


AT_ONCE = 5_000


@dataclass
class PeerImport:
    """What an import brings, or brought: then `batch` is its number."""

    program: str
    new: dict[str, int] = field(default_factory=dict)  # codes, sources, codings, memos
    already: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    codebook: str = ""  # the codebook that is or would be in force
    codebook_file: Path | None = None  # where its YAML was written
    batch: int | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to store."""
        return not any(self.new.values())


def read_peer_project(path: str | Path, *, counting: str = "", only: tuple[str, ...] = ()) -> PeerProject:
    """The project in a file or folder of another program: see `qual.peers`.

    Raises UnreadableSource for none or a damaged one, and InvalidRequest for one that is none of `only`.
    """
    from qual.peers import kind_of_file, read_peer

    file = Path(path)
    kind = kind_of_file(file)
    if only and kind not in only:
        raise InvalidRequest(
            f"{file.name} is of another kind ({kind}).",
            hint=f"Bring it in with: qual import project {file.name}",
        )
    return read_peer(file, counting=counting)


def import_peer(
    project: Project, peer: PeerProject, *, kind: Kind = "interview", apply: bool = False
) -> PeerImport:
    """Bring a project of another program in; without `apply` only say what would come.

    Sources, codes, codings and notes are known again by their guid, sources also by their text, so a
    second import adds only what is new. Codings come in as accepted, by the coder who made them.
    Raises InvalidRequest for a coder who codes blind here.
    """
    if project.assignments.hidden_sources():
        raise InvalidRequest(
            f"{project.coder} codes blind here, and an import shows what others coded.",
            hint="Let somebody else import, or mark the sources as done first.",
        )
    if not apply:
        return _Incoming(project, peer, kind).planned()
    with project.transaction("import project") as batch:
        incoming = _Incoming(project, peer, kind)
        done = incoming.planned()
        if not done.empty:
            incoming.store()
    if not done.empty:
        done.batch = batch
        done.codebook_file = incoming.write_codebook()
    return done


class _Incoming:
    def __init__(self, project: Project, peer: PeerProject, kind: Kind) -> None:
        from qual.peers.extras import Extras

        self.project, self.peer, self.kind = project, peer, kind
        self.extras: Extras = Extras.read(peer.ours)
        self.done = PeerImport(peer.program, left_out=dict(peer.left_out), problems=list(peer.problems))
        self.in_force = codebook_in_force(project)
        self.codebook: Codebook | None = self.in_force
        self.text = ""  # of the codebook to adopt; "" when the one in force stays
        self.code_ids: dict[str, str] = {}
        self.source_ids: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.sources: list[Source] = []
        self.codings: list[Coding] = []
        self.coding_ids: dict[str, str] = {}
        self.new_sources: set[str] = set()
        self.undos = {batch.number for batch in project.batches() if batch.undoes is not None}
        self.names: dict[str, str] = {}  # of users, by guid
        self.memos: list[Memo] = []

    def planned(self) -> PeerImport:
        """Everything, in the order in which it can be stored."""
        self.names = self._coders()
        self._codes()
        self._sources()
        self._quotes()
        self._codings()
        self._memos()
        if self.extras.log:
            self.done.left_out["lines of the log of the project it came from"] = len(self.extras.log)
        return self.done

    def store(self) -> None:
        if self.text and self.codebook is not None:
            sha256 = hashlib.sha256(self.text.encode()).hexdigest()
            self.project.codebooks.adopt(self.codebook.id, self.codebook.version, self.text, sha256)
        self.project.sources.add_many(self.sources)
        for first in range(0, len(self.codings), AT_ONCE):  # their rows would fill the memory together
            self.project.codings.add(self.codings[first : first + AT_ONCE])
        self.project.memos.add_many(self.memos)

    def count(self, noun: str, new: int, already: int) -> None:
        self.done.new[noun], self.done.already[noun] = new, already

    def told(self, where: str, what: str, hint: str = "", *, warning: bool = False) -> None:
        self.done.problems.append(Problem(where, what, hint, warning))

    # --- codes -------------------------------------------------------------------------------------

    def _codes(self) -> None:
        from qual.codebook import parse_codebook, write_codebook
        from qual.peers.records import made_guid

        theirs: Codebook | None = None
        if self.extras.codebook:
            theirs, _ = parse_codebook(self.extras.codebook, "codebook")
        base = self.in_force or theirs
        known: dict[str, str] = {}
        for codebook, owner in ((theirs, self.extras.project), (base, self.project.id)):
            ids = {code.id for code in base.codes} if base else set()
            for code in codebook.codes if codebook else ():
                if code.id in ids:
                    known[made_guid(owner, "code", code.id)] = code.id
                    if code.guid:
                        known[code.guid] = code.id
        if self.peer.quotes and base is not None:  # a table of quotes has names alone
            named = {
                text.casefold(): code.id for code in base.codes for text in (*code.name.values(), code.id)
            }
            known |= {
                code.guid: named[code.name.casefold()]
                for code in self.peer.codes
                if code.name.casefold() in named
            }
        fresh = [code for code in self.peer.codes if code.guid not in known]
        here = len(base.codes) if base is not None and base is not self.in_force else 0
        self.count("codes", len(fresh) + here, len(self.peer.codes) - len(fresh) - here)
        self.code_ids = known
        if fresh:
            self.codebook, self.code_ids = grown(base, fresh, known, self.peer)
            self.text = write_codebook(self.codebook)
        elif self.in_force is None and theirs is not None:
            self.codebook, self.text = theirs, self.extras.codebook
        self._sets_of_codes()
        self.done.codebook = self.codebook.name if self.codebook else ""

    def _sets_of_codes(self) -> None:
        for one in self.peer.sets:
            for guid in one.codes:
                if guid in self.code_ids:
                    said = f"Set: {one.name}" + (f"\n{one.description}" if one.description else "")
                    self._memo(f"code:{self.code_ids[guid]}", said, "set", one.guid, guid)
                else:
                    self.told(f"set {one.name}", f"names a code {guid[:36] or '(none)'} that is not there.")

    def write_codebook(self) -> Path | None:
        """Put the YAML of a new codebook into the study, where no other file is in its way."""
        if not self.text or self.codebook is None:
            return None
        from qual.export.atomic import whole_file

        folder = self.project.folder
        named = f"{self.codebook.id}.yaml"
        others = [*folder.glob("codebooks/*.yaml"), *folder.glob("codebooks/*.yml")]
        if not others or (self.in_force is None and _only_the_template(others)):
            for path in others:
                path.unlink()
            target = folder / "codebooks" / named
        else:
            target = folder / "out" / f"{self.codebook.id}-{self.codebook.version}.yaml"
        kept = folder / "codebooks" / named
        if kept.is_file() and kept.read_text(encoding="utf-8", errors="replace") == self.text:
            return kept
        with whole_file(target) as path:
            path.write_text(self.text, encoding="utf-8")
        return target

    # --- sources -----------------------------------------------------------------------------------

    def _sources(self) -> None:
        from qual.peers.records import made_guid

        known = self.project.sources.all()
        by_guid = {made_guid(self.project.id, "source", source.id): source for source in known}
        by_guid |= {source.attributes["guid"]: source for source in known if "guid" in source.attributes}
        by_text = {source.text: source for source in reversed(known)}
        taken = {source.id for source in known}
        values = said_by_cases(self.peer)
        already = 0
        for one in self.peer.sources:
            extra = self.extras.sources.get(one.guid, {})
            same = by_guid.get(one.guid)
            if same is not None and same.text != one.text:
                self.told(
                    one.name or one.guid,
                    f"has another text than {same.id}, which has the same guid; it was left out.",
                    "Import it into a project of its own.",
                )
                continue
            same = same or by_text.get(one.text)
            if same is not None:
                already += 1
                self.source_ids[one.guid], self.texts[one.guid] = same.id, same.text
                continue
            source = self._source(one, extra, values.get(one.guid, {}), taken)
            taken.add(source.id)
            by_text[source.text] = source
            self.sources.append(source)
            self.new_sources.add(source.id)
            self.source_ids[one.guid], self.texts[one.guid] = source.id, source.text
            if one.description.strip() and not extra:
                self._memo(f"source:{source.id}", one.description, "description", one.guid)
        for case in self.peer.cases:
            if case.description.strip() and case.name != NOT_A_CASE:
                for guid in case.sources:
                    if guid in self.source_ids:
                        said = f"{case.name}: {case.description}"
                        self._memo(f"source:{self.source_ids[guid]}", said, "case", case.guid, guid)
        self.count("sources", len(self.sources), already)

    def _source(
        self, one: PeerSource, extra: dict[str, Any], values: dict[str, str], taken: set[str]
    ) -> Source:
        from qual.reading.attributes import suggested_id

        if extra and extra.get("sha256") == hashlib.sha256(one.text.encode()).hexdigest():
            try:
                return replace(source_as_it_was(one, extra), id=free_id(str(extra["id"]), taken))
            except (KeyError, TypeError, ValueError):
                pass
        stem = one.name.rsplit(".", 1)[0] if one.name[-5:].count(".") else one.name
        id_ = free_id(suggested_id(stem)[:80], taken)
        facts = self._facts({**values, **one.attributes}, one.name or id_)
        kind = cast("Kind", facts.pop("kind")) if facts.get("kind") in KINDS else self.kind
        expert = facts.pop("expert", "") or facts.pop("case expert", "") or id_
        facts.pop("case expert", None)
        settings = settings_of(self.project)
        turns = turns_in(one.text, kind, expert, (*settings.interviewer_labels,), (*settings.expert_labels,))
        from qual.reading.languages import guess_language

        return Source(
            id_,
            kind,
            one.text,
            turns,
            country=facts.pop("country", ""),
            expert=expert if kind == "interview" else "",
            language=facts.pop("language", "") or guess_language(one.text),
            attributes={**facts, "guid": one.guid},
            file=self.peer.file,
        )

    def _facts(self, written: dict[str, str], where: str) -> dict[str, str]:
        """Attributes under names that they may have here, a country as its code."""
        from qual.reading.attributes import TAKEN
        from qual.reading.countries import country_code, is_country
        from qual.reading.normalise import normalise

        facts: dict[str, str] = {}
        for name, value in written.items():
            plain = " ".join(normalise(name)[0].split())
            said = normalise(value)[0].strip()
            key = plain.casefold()
            if key in ("country", "страна", "ел", "երկիր"):
                if is_country(said):
                    facts["country"] = country_code(said)
                    continue
                self.told(where, f"no country is called {said!r}; kept as source_country.", warning=True)
                key = "country"
            elif key in ("expert", "case expert"):
                facts[key] = said
                continue
            if key == "kind" and said in KINDS:
                facts["kind"] = said
            elif key == "language" and len(said) == 2:
                facts["language"] = said.lower()
            elif said and plain:
                facts[f"source_{key}" if key in TAKEN or key == "guid" else plain] = said
        return facts

    # --- codings -----------------------------------------------------------------------------------

    def _quotes(self) -> None:
        """Codings of a table of quotes, each where its words stand, if that is one place only."""
        from qual.peers import PeerCoding, PeerNote
        from qual.peers.quotes import places_of
        from qual.peers.records import made_guid
        from qual.reading.attributes import suggested_id
        from qual.reading.normalise import normalise

        here = {source.id: source for source in self.project.sources.all()} if self.peer.quotes else {}
        by_name = {Path(source.file).name.casefold(): source for source in here.values()}
        by_name |= {source.id.casefold(): source for source in here.values()}
        for one in self.peer.quotes:
            names = (one.document, Path(one.document).stem, suggested_id(one.document))
            source = next((by_name[name.casefold()] for name in names if name.casefold() in by_name), None)
            if source is None:
                self.told(
                    one.where, f"no source is called {one.document!r}.", "Add its text first: qual add FILE"
                )
                continue
            places = places_of(source.text, normalise(one.quote)[0])
            if len(places) != 1:
                why = "do not stand" if not places else f"stand {len(places)} times or more"
                self.told(one.where, f"its words {why} in {source.id}; left out.", "Code it by hand.")
                continue
            ((start, end),) = places
            guid = made_guid("quotes", source.id, one.code, start, end, one.user)
            self.source_ids[source.id], self.texts[source.id] = source.id, source.text
            self.peer.codings.append(PeerCoding(guid, source.id, one.code, start, end, one.user))
            if one.memo:
                self.peer.notes.append(
                    PeerNote(made_guid("memo", guid), one.memo, "coding", guid, user=one.user)
                )
        self.peer.quotes = []

    def _codings(self) -> None:
        there = {coding.id: coding for coding in self.project.codings.select()}
        withdrawn = {coding.id for coding in self.project.codings.select(include_retired=True)} - set(there)
        acts = {
            (c.segment.source_id, c.code, c.segment.start, c.segment.end, c.coder): c.id
            for c in there.values()
        }
        already = 0
        refused: dict[str, list[str]] = defaultdict(list)
        names = self.names
        for coding in self._all_codings(names, refused):
            if coding.id in there:
                self.coding_ids[coding.id] = coding.id
                already += 1
                mine = there[coding.id]
                if (mine.code, mine.segment) != (coding.code, coding.segment):
                    self.told(
                        f"coding {coding.id[:8]}",
                        f"is {_in_words(mine)} here and {_in_words(coding)} there; it stays as it is here.",
                        warning=True,
                    )
                continue
            if coding.id in withdrawn and self._taken_back(coding):
                refused["were withdrawn here since they were imported"].append(coding.id)
                continue
            segment = coding.segment
            act = (segment.source_id, coding.code, segment.start, segment.end, coding.coder)
            if act in acts:
                self.coding_ids[coding.id] = acts[act]
                already += 1
                continue
            acts[act] = coding.id
            self.coding_ids[coding.id] = coding.id
            self.codings.append(coding)
        for reason, ids in refused.items():
            first = ", ".join(ids[:3]) + (", …" if len(ids) > 3 else "")
            self.told(f"{len(ids)} codings" if len(ids) > 1 else "1 coding", f"{reason}: {first}.")
        self.count("codings", len(self.codings), already)

    def _all_codings(self, names: dict[str, str], refused: dict[str, list[str]]) -> Iterator[Coding]:
        seen = set()
        for one in self.peer.codings:
            text = self.texts.get(one.source)
            if text is None:
                refused["stand in sources that were not taken"].append(one.guid)
            elif one.code not in self.code_ids:
                refused["name a code that is not in the codebook"].append(one.guid)
            elif not 0 <= one.start < one.end <= len(text):
                refused["lie outside their source"].append(one.guid)
            else:
                seen.add(one.guid)
                yield self._coding(one, text, names)
        for guid, extra in self.extras.codings.items():
            if guid not in seen and "at" in extra:  # rejected ones, which other programs do not show
                text = self.texts.get(str(extra.get("source")))
                start, end = extra["at"]
                if text is None or not self._has_code(extra.get("code")):
                    refused["of the private note stand in nothing that was taken"].append(guid)
                    continue
                source = self.source_ids[str(extra["source"])]
                segment = Segment(source, start, end, text[start:end])
                yield coding_with_extra(Coding(guid, extra["code"], segment, "imported", "rejected"), extra)

    def _taken_back(self, coding: Coding) -> bool:
        """Whether somebody withdrew a coding that came once, rather than undoing the whole import."""
        if coding.segment.source_id in self.new_sources:
            return False
        history = self.project.codings.history(coding.id)
        return bool(history) and history[-1].batch not in self.undos

    def _has_code(self, id_: object) -> bool:
        return self.codebook is not None and self.codebook.code(str(id_)) is not None

    def _coding(self, one: PeerCoding, text: str, names: dict[str, str]) -> Coding:
        segment = Segment(self.source_ids[one.source], one.start, one.end, text[one.start : one.end])
        coding = Coding(
            one.guid,
            self.code_ids[one.code],
            segment,
            names.get(one.user) or self.project.coder or "imported",
            "accepted",
            created=_time(one.created),
        )
        extra = self.extras.codings.get(one.guid)
        return coding_with_extra(coding, extra) if extra else coding

    def _coders(self) -> dict[str, str]:
        """For every user a name that a coder can have; the same letters give the same person."""
        from qual.project import coder_name
        from qual.study.coders import people

        known = {_folded(name): name for name in people(self.project)}
        names = {}
        for guid, name in self.peer.users.items():
            if name.startswith(AUTO):
                names[guid] = name
                continue
            plain = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in name)
            plain = " ".join(plain.replace(",", " ").split())[:100]
            if not plain:
                continue
            plain = known.get(_folded(plain), plain)
            try:
                names[guid] = coder_name(plain)
            except QualError:
                names[guid] = f"{plain} (imported)"
            if names[guid] != name:
                self.told(f"user {name[:60]!r}", f"is the coder {names[guid]} here.", warning=True)
        return names

    # --- memos -------------------------------------------------------------------------------------

    def _memos(self) -> None:
        for note in self.peer.notes:
            extra = self.extras.memos.get(note.guid)
            if extra:
                about = self._about_again(str(extra.get("about", "")))
                if about:
                    memo = Memo(
                        str(extra.get("id") or note.guid),
                        about,
                        note.text,
                        str(extra.get("coder", "")),
                        str(extra.get("created", "")),
                    )
                    self.memos.append(memo)
                continue
            about = ""
            if note.sort == "source" and note.about in self.source_ids:
                about = f"source:{self.source_ids[note.about]}"
            elif note.sort == "code" and note.about in self.code_ids:
                about = f"code:{self.code_ids[note.about]}"
            elif note.sort == "coding" and note.about in self.coding_ids:
                about = f"coding:{self.coding_ids[note.about]}"
            elif note.sort == "project":
                about = PROJECT_NOTES
            if not about:
                self.told(f"note {note.name or note.guid}", f"is about a {note.sort} that was not taken.")
                continue
            title = f"{note.name}\n" if note.name and not note.text.startswith(note.name) else ""
            coder = self.names.get(note.user) or self.project.coder or "imported"
            self.memos.append(Memo(note.guid, about, title + note.text, coder, _time(note.created)))
        self._known_memos()

    def _about_again(self, about: str) -> str:
        """What a memo of our own was about, under the ids that sources and codings have here."""
        noun, _, id_ = about.partition(":")
        if noun == "source":
            guid = next((g for g, said in self.extras.sources.items() if said.get("id") == id_), "")
            return f"source:{self.source_ids[guid]}" if guid in self.source_ids else ""
        if noun in ("coding", "pin"):
            return f"{noun}:{self.coding_ids[id_]}" if id_ in self.coding_ids else ""
        return about

    def _known_memos(self) -> None:
        from qual.reading.normalise import normalise

        live = {memo.id: memo for memo in self.project.memos.select()}
        fresh: list[Memo] = []
        already = 0
        again = bool(self.done.already.get("sources"))  # else nothing can have been withdrawn
        for memo in self.memos:
            memo = replace(memo, text=normalise(memo.text)[0] if not _plain(memo.text) else memo.text)
            if memo.id in live:
                already += 1
                if live[memo.id].text != memo.text:
                    self.told(
                        f"memo {memo.id[:8]}", "reads otherwise there; it stays as it is here.", warning=True
                    )
            elif again and self.project.memos.versions(memo.id):
                self.told(f"memo {memo.id[:8]}", "was withdrawn here since it was imported.", warning=True)
            elif memo.text.strip():
                fresh.append(memo)
        self.memos = fresh
        self.count("memos", len(fresh), already)

    def _memo(self, about: str, text: str, *key: object) -> None:
        from qual.peers.records import made_guid

        coder = self.project.coder or "imported"
        self.memos.append(Memo(made_guid("memo", *key), about, text, coder))


NOT_A_CASE = ""
"""Quirkos and MAXQDA carry a source's values in a case without a name."""


def _only_the_template(paths: list[Path]) -> bool:
    from qual.study.opening import CODEBOOK_TEMPLATE

    return len(paths) == 1 and paths[0].read_text(
        encoding="utf-8", errors="replace"
    ) == CODEBOOK_TEMPLATE.format(id="my-codebook")


def _in_words(coding: Coding) -> str:
    return f"{coding.code} at {coding.segment.start}–{coding.segment.end}"


def _time(written: str) -> str:
    """A time as the store keeps it, "" for one that is none."""
    from datetime import UTC, datetime

    try:
        read = datetime.fromisoformat(written.strip())
    except ValueError:
        return ""
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _plain(text: str) -> bool:
    return all(c.isprintable() or c == "\n" for c in text)
