"""QualCoder's projects (the folder `….qda` with `data.qda` in it) and RQDA's (`….rqda`), both SQLite.

Their offsets count characters, `pos1` and `sellast` not included, and the quote stands beside them.
"""

from __future__ import annotations

from pathlib import Path

from qual.peers.offsets import Moved
from qual.peers.placing import place_quoted
from qual.peers.records import PeerCase, PeerCode, PeerCoding, PeerNote, PeerProject, PeerSource, made_guid
from qual.peers.sqlite import Tables, number_of, reading, text_of

DATABASE = "data.qda"
TABLES = {"source", "code_name", "code_text"}
RQDA_TABLES = {"source", "freecode", "coding"}


def read_qualcoder(path: Path) -> PeerProject:
    """The project in a QualCoder folder or its data.qda. Raises UnreadableSource when it is damaged."""
    file = path / DATABASE if path.is_dir() else path
    name = (path if path.is_dir() else path.parent).name.removesuffix(".qda")
    with reading(file) as tables:
        return _QualCoder(tables, PeerProject(path.name, "QualCoder", name)).read()


class _QualCoder:
    def __init__(self, tables: Tables, project: PeerProject) -> None:
        self.tables, self.project = tables, project
        self.texts: dict[object, tuple[PeerSource, str, Moved]] = {}

    def guid(self, *parts: object) -> str:
        return made_guid("qualcoder", self.project.name, *parts)

    def user(self, owner: object) -> str:
        name = text_of(owner).strip()
        if not name:
            return ""
        guid = made_guid("qualcoder", "user", name)
        self.project.users[guid] = name
        return guid

    def note(self, text: object, sort: str, about: str, owner: object, date: object, *key: object) -> None:
        if text_of(text).strip():
            self.project.notes.append(
                PeerNote(
                    self.guid("note", *key), text_of(text), sort, about, "", self.user(owner), _time(date)
                )
            )

    def read(self) -> PeerProject:
        self._codes()
        self._sources()
        self._codings()
        self._cases()
        for _, memo in self.tables.rows("project", "date", "memo"):
            self.note(memo, "project", "", "", "", "project")
        for number, name, text, owner, date in self.tables.rows(
            "journal", "jid", "name", "jentry", "owner", "date"
        ):
            said = f"{text_of(name)}\n{text_of(text)}".strip()
            self.note(said, "project", "", owner, date, "journal", number)
        for table, what in (("code_image", "codings of pictures"), ("code_av", "codings of audio and video")):
            count = sum(1 for _ in self.tables.rows(table, "cid"))
            if count:
                self.project.left_out[what] = count
        return self.project

    def _codes(self) -> None:
        for number, name, memo, above in self.tables.rows("code_cat", "catid", "name", "memo", "supercatid"):
            parent = self.guid("cat", above) if above is not None else ""
            self.project.codes.append(
                PeerCode(
                    self.guid("cat", number),
                    text_of(name),
                    parent,
                    codable=False,
                    description=text_of(memo).strip(),
                )
            )
        for number, name, memo, cat, colour, above in self.tables.rows(
            "code_name", "cid", "name", "memo", "catid", "color", "supercid"
        ):
            parent = (
                self.guid("code", above)
                if above is not None
                else self.guid("cat", cat)
                if cat is not None
                else ""
            )
            shade = text_of(colour).lower()
            self.project.codes.append(
                PeerCode(self.guid("code", number), text_of(name), parent, True, shade, text_of(memo).strip())
            )

    def _sources(self) -> None:
        lost = 0
        for number, name, text, memo, owner, date in self.tables.rows(
            "source", "id", "name", "fulltext", "memo", "owner", "date"
        ):
            original = text_of(text)
            moved = Moved.of(original)
            if not moved.text.strip():
                lost += 1
                continue
            source = PeerSource(
                self.guid("source", number),
                text_of(name),
                moved.text,
                user=self.user(owner),
                created=_time(date),
            )
            self.note(memo, "source", source.guid, owner, date, "source", number)
            self.project.sources.append(source)
            self.texts[number] = (source, original, moved)
        if lost:
            self.project.left_out["sources without text (pictures, audio, video)"] = lost
        for name, value, number, sort in self.tables.rows("attribute", "name", "value", "id", "attr_type"):
            if sort == "file" and number in self.texts and text_of(value).strip():
                self.texts[number][0].attributes[text_of(name)] = text_of(value).strip()

    def _codings(self) -> None:
        keys = ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo")
        for row, (number, code, file, quote, start, end, owner, date, memo) in enumerate(
            self.tables.rows("code_text", *keys)
        ):
            key = number if number is not None else row
            where = f"coding {key}"
            first, last = number_of(start), number_of(end)
            if file not in self.texts or first is None or last is None:
                self.project.refused(where, "refers to a source or a place that is not there; left out.")
                continue
            source, original, moved = self.texts[file]
            guid = self.guid("coding", file, code, start, end, owner)
            coding = PeerCoding(
                guid, source.guid, self.guid("code", code), first, last, self.user(owner), _time(date)
            )
            if place_quoted(self.project, source, original, moved, coding, text_of(quote), where):
                self.note(memo, "coding", guid, owner, date, "coding", guid)
        for number, file, start, end, memo, owner, date in self.tables.rows(
            "annotation", "anid", "fid", "pos0", "pos1", "memo", "owner", "date"
        ):
            first, last = number_of(start), number_of(end)
            if file in self.texts and text_of(memo).strip() and first is not None and last is not None:
                source, original, _ = self.texts[file]
                said = f"«{original[first:last]}»: {text_of(memo)}"
                self.note(said, "source", source.guid, owner, date, "annotation", number)

    def _cases(self) -> None:
        cases: dict[object, PeerCase] = {}
        for number, name, memo in self.tables.rows("cases", "caseid", "name", "memo"):
            cases[number] = PeerCase(self.guid("case", number), text_of(name), description=text_of(memo))
        for number, file, start, end in self.tables.rows("case_text", "caseid", "fid", "pos0", "pos1"):
            if number not in cases or file not in self.texts:
                continue
            source, original, _ = self.texts[file]
            if number_of(start) == 0 and (number_of(end) or 0) >= len(original) - 1:
                cases[number].sources.append(source.guid)
            else:
                self.project.left_out["parts of sources in cases"] = (
                    self.project.left_out.get("parts of sources in cases", 0) + 1
                )
        for name, value, number, sort in self.tables.rows("attribute", "name", "value", "id", "attr_type"):
            if sort == "case" and number in cases and text_of(value).strip():
                cases[number].attributes[text_of(name)] = text_of(value).strip()
        self.project.cases = list(cases.values())


def read_rqda(path: Path) -> PeerProject:
    """The project in an RQDA file. Raises UnreadableSource when it is damaged."""
    project = PeerProject(path.name, "RQDA", path.stem)

    def guid(*parts: object) -> str:
        return made_guid("rqda", project.name, *parts)

    def user(owner: object) -> str:
        name = text_of(owner).strip()
        if name:
            project.users[guid("user", name)] = name
        return guid("user", name) if name else ""

    with reading(path) as tables:
        above = {
            code: cat
            for code, cat, status in tables.rows("treecode", "cid", "catid", "status")
            if status == 1
        }
        for number, name, memo, status in tables.rows("codecat", "catid", "name", "memo", "status"):
            if status == 1:
                project.codes.append(
                    PeerCode(guid("cat", number), text_of(name), codable=False, description=text_of(memo))
                )
        for number, name, memo, colour, status in tables.rows(
            "freecode", "id", "name", "memo", "color", "status"
        ):
            if status == 1:
                parent = guid("cat", above[number]) if number in above else ""
                shade = text_of(colour).lower()
                project.codes.append(
                    PeerCode(guid("code", number), text_of(name), parent, True, shade, text_of(memo))
                )
        texts = {}
        for number, name, text, memo, status in tables.rows("source", "id", "name", "file", "memo", "status"):
            moved = Moved.of(text_of(text))
            if status != 1 or not moved.text.strip():
                continue
            source = PeerSource(guid("source", number), text_of(name), moved.text, text_of(memo))
            project.sources.append(source)
            texts[number] = (source, text_of(text), moved)
        for name, value, number, status in tables.rows("fileAttr", "variable", "value", "fileID", "status"):
            if status == 1 and number in texts and text_of(value).strip():
                texts[number][0].attributes[text_of(name)] = text_of(value).strip()
        for code, file, quote, start, end, status, owner, memo in tables.rows(
            "coding", "cid", "fid", "seltext", "selfirst", "sellast", "status", "owner", "memo"
        ):
            if status != 1:
                continue
            where = f"coding of {code} in {file}"
            first, last = (int(n) if isinstance(n, (int, float)) else None for n in (start, end))
            if file not in texts or first is None or last is None:
                project.refused(where, "refers to a source or a place that is not there; left out.")
                continue
            source, original, moved = texts[file]
            own = guid("coding", file, code, first, last, owner)
            coding = PeerCoding(own, source.guid, guid("code", code), first, last, user(owner))
            if (
                place_quoted(project, source, original, moved, coding, text_of(quote), where)
                and text_of(memo).strip()
            ):
                project.notes.append(
                    PeerNote(guid("note", own), text_of(memo), "coding", own, user=user(owner))
                )
        cases = {
            number: PeerCase(guid("case", number), text_of(name), description=text_of(memo))
            for number, name, memo, status in tables.rows("cases", "id", "name", "memo", "status")
            if status == 1
        }
        for case, file, status in tables.rows("caselinkage", "caseid", "fid", "status"):
            if (
                status == 1
                and case in cases
                and file in texts
                and texts[file][0].guid not in cases[case].sources
            ):
                cases[case].sources.append(texts[file][0].guid)
        for name, value, case, status in tables.rows("caseAttr", "variable", "value", "caseID", "status"):
            if status == 1 and case in cases and text_of(value).strip():
                cases[case].attributes[text_of(name)] = text_of(value).strip()
        project.cases = list(cases.values())
    return project


def _time(value: object) -> str:
    text = text_of(value).strip().replace(" ", "T")
    return f"{text}Z" if len(text) == 19 else ""
