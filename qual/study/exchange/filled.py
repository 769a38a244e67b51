"""Coding sheets on their way back: what was filled in, held against what was exported and what is now."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest, NotFound
from qual.model import STATUSES, Code, Codebook, Coding, Segment, Status
from qual.study.coders import acting_coder
from qual.study.exchange.naming import CodeNames
from qual.study.exchange.plan import Import, MemoAct, Step, carry_out, gathered
from qual.study.exchange.planner import Planner, signed
from qual.study.exchange.sheets import memo_hash, settled, text_hash
from qual.study.tagging import required_codebook

if TYPE_CHECKING:
    from qual.project import Project
    from qual.reading.coding_sheet import SheetRead, SheetRow

_STATUS_WORDS = {"предложено": "suggested", "принято": "accepted", "отклонено": "rejected"}


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A coding sheet that came back. `coder` is whom it was made for, "" for nobody in particular."""

    file: str
    read: SheetRead
    coder: str


def read_filled_sheet(path: str | Path) -> FilledSheet:
    """The rows of a coding sheet, as they stand in the file. Raises UnreadableSource."""
    from qual.export.coding_sheet import HIDDEN, NAME, column_of
    from qual.reading.coding_sheet import read_coding_sheet

    read = read_coding_sheet(Path(path), sheet=NAME, columns=column_of(), needed=(*HIDDEN, "quote", "code"))
    made_for = Counter(row.cells.get("for", "") for row in read.rows)
    return FilledSheet(Path(path).name, read, made_for.most_common(1)[0][0] if made_for else "")


def import_coding_sheet(project: Project, sheet: FilledSheet, *, apply: bool = False) -> Import:
    """What a filled sheet changes, and with `apply` the changing itself, as one batch.

    A row counts where it differs from what was exported. What somebody else decided since then is a
    conflict and stays; a row that does not fit is a problem and stays out; the others are taken.
    Importing a sheet twice adds nothing twice. Raises InvalidRequest when nobody is named as the
    coder, or the sheet was made for somebody else or in another project.
    """
    codebook = required_codebook(project)
    coder = acting_coder(project)
    if sheet.coder and sheet.coder != coder:
        raise InvalidRequest(
            f"{sheet.file} was made for {sheet.coder}, not for {coder}.",
            hint=f'Import it with --coder "{sheet.coder}".',
        )
    if not apply:
        return _Filled(project, sheet, codebook).plan()
    with project.transaction("import coding-sheet") as batch:
        plan = _Filled(project, sheet, codebook).plan()
        carry_out(project, plan)
    plan.batch = batch if plan.steps else None
    return plan


class _Wrong(Exception):
    """What keeps a row out, and what to do about it."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose hidden columns are sound."""

    where: str
    id: str
    segment: Segment
    cells: Mapping[str, str]
    was: Mapping[str, Any]

    def said(self, column: str) -> str:
        return settled(self.cells.get(column, ""))


class _Filled:
    """Goes through a sheet row by row."""

    def __init__(self, project: Project, sheet: FilledSheet, codebook: Codebook) -> None:
        self._sheet = sheet
        self._codebook = codebook
        self._names = CodeNames(codebook)
        self._coder = project.coder
        self._planner = Planner(project)
        self._hashes = {source.id: text_hash(source) for source in self._planner.sources.values()}

    def plan(self) -> Import:
        sound = self._sound_rows()
        self._remarks(sound)
        by_id: dict[str, list[_Row]] = defaultdict(list)
        for row in sound:
            if row.id:
                by_id[row.id].append(row)
            else:
                self._try(row, self._from_scratch)
        for rows in by_id.values():
            first, *more = sorted(rows, key=lambda row: row.said("code") != row.was.get("code"))
            self._try(first, self._decided)
            for row in more:
                self._try(row, self._copied)
        plan = self._planner.plan
        plan.steps.sort(key=lambda step: int(step.where.split()[1]))
        plan.problems = gathered(plan.problems)
        plan.conflicts = gathered(plan.conflicts)
        return plan

    def _try(self, row: _Row, read: Any) -> None:
        try:
            read(row)
        except _Wrong as wrong:
            self._planner.problem(row.where, wrong.what, wrong.hint)

    def _remarks(self, sound: Sequence[_Row]) -> None:
        from qual.export.coding_sheet import TO_FILL_IN

        file = self._sheet.file
        if self._sheet.read.ignored:
            heads = ", ".join(self._sheet.read.ignored)
            self._planner.note(file, f"columns that are not read: {heads}.")
        with_ids = any(row.id for row in sound)
        expected = ["code", "status", "assessment", "memo"] if with_ids else ["code", "assessment", "memo"]
        gone = [
            column for column in TO_FILL_IN if column in expected and column not in self._sheet.read.columns
        ]
        if gone:
            self._planner.note(file, f"columns that are gone: {', '.join(gone)}; nothing changes there.")
        versions = {row.cells["codebook"] for row in sound} - {self._codebook.name}
        if versions:
            what = f"exported with {', '.join(sorted(versions))}, but {self._codebook.name} is in force."
            self._planner.note(file, what, "Its codes are checked against the one in force.")

    # --- is the row what was exported? ---------------------------------------------------------

    def _sound_rows(self) -> list[_Row]:
        sound, strange = [], 0
        for row in self._sheet.read.rows:
            where = f"row {row.number}"
            try:
                sound.append(self._checked(row, where))
            except _OfAnotherProject as wrong:
                strange += 1
                self._planner.problem(where, wrong.what, wrong.hint)
            except _Wrong as wrong:
                self._planner.problem(where, wrong.what, wrong.hint)
        if strange and not sound and strange == len(self._sheet.read.rows):
            raise NotFound(
                f"{self._sheet.file} is the sheet of another project: none of its texts is in this one.",
                hint="Go to the folder of its study, or name it with --project.",
            )
        return sound

    def _checked(self, row: SheetRow, where: str) -> _Row:
        from qual.export.coding_sheet import HIDDEN, seal, short_hash, shown

        cells = row.cells
        _refuse_odd_cells(row)
        hidden = [cells.get(column, "") for column in HIDDEN]
        if not any(hidden):
            raise _Wrong(
                "was put in by hand: nothing ties it to the project.",
                "Code the segment in the row of its turn: qual export coding-sheet --what turns",
            )
        if seal(hidden[:-1]) != hidden[-1]:
            raise _Wrong(
                "its hidden columns were changed (ids, offsets or versions).",
                "Export a new sheet and copy into it what you coded.",
            )
        made_for = cells["for"]
        if made_for and made_for != self._coder:
            raise _Wrong(
                f"comes from the sheet of {made_for}.", "Import the sheets of two coders one by one."
            )
        source = self._planner.sources.get(cells["source id"])
        if source is None:
            raise _OfAnotherProject(f"there is no source {cells['source id']} in this project.")
        if self._hashes[source.id] != cells["text sha256"]:
            raise _OfAnotherProject(
                f"{source.id} has another text than when the sheet was exported.", "Export a new sheet."
            )
        start, end = int(cells["start"]), int(cells["end"])
        quote = source.text[start:end]
        same = _squeezed(cells.get("quote", "")) == _squeezed(shown(quote))
        if (
            not same
            or cells.get("source", source.id) != source.id
            or short_hash(quote) != cells["quote sha256"]
        ):
            raise _Wrong(
                "its quote is not the one that was exported: it was edited, or the rows were sorted "
                "without the hidden columns.",
                "Put the quote back as it was, or export a new sheet.",
            )
        was = json.loads(cells["was"]) if cells["was"] else {}
        return _Row(where, cells["id"], Segment(source.id, start, end, quote), cells, was)

    # --- rows of codings -----------------------------------------------------------------------

    def _decided(self, row: _Row) -> None:
        """A row that may decide on a coding, assess it, give it another code, or say something of it."""
        before, columns = row.was, self._sheet.read.columns
        status = _status(row.said("status")) if "status" in columns else before["status"]
        assessment = _assessment(row.said("assessment")) if "assessment" in columns else before["assessment"]
        memo = row.said("memo") if "memo" in columns else None
        new_memo = memo is not None and memo_hash(memo) != before.get("memo sha256", memo_hash(""))
        code = self._other_code(row)
        if assessment != before["assessment"]:
            _refuse_assessment(code or self._codebook.code(before["code"]), assessment)
        target: str | None = row.id
        if code is not None:
            target = self._recode(row, code, status, assessment)
        elif (status, assessment) != (before["status"], before["assessment"]):
            self._decide(row, status, assessment)
        elif not new_memo:
            self._planner.plan.untouched += 1
        if target == row.id and new_memo:
            self._memo(row)
        elif target not in (row.id, None) and memo and code is not None:
            place, about = self._planner.place(row.segment), f"coding:{target}"
            self._planner.add_memo(row.where, about, memo, self._coder, code=code.id, place=place)

    def _other_code(self, row: _Row) -> Code | None:
        """The code that was chosen instead of the one exported; None when it is the same."""
        written = row.said("code")
        if not written:
            raise _Wrong("its code was deleted.", "To refuse the code, set the status to rejected.")
        if written == row.was["code"]:
            return None
        code = self._code(written)
        return None if code.id == row.was["code"] else code

    def _decide(self, row: _Row, status: Status, assessment: int | None) -> None:
        planner, now = self._planner, self._planner.codings.get(row.id)
        if now is not None and (now.status, now.assessment) == (status, assessment):
            planner.plan.already += 1
            return
        old = self._unchanged(row, _in_words(status, assessment))
        if old is None:
            return
        parts = [f"{old.status} → {status}"] if old.status != status else []
        parts += [f"assessment {signed(assessment)}"] if old.assessment != assessment else []
        what, place = ", ".join(parts), planner.place(row.segment)
        decision = (row.id, status, assessment)
        planner.plan.steps.append(
            Step("decided", row.where, what, old.code, place, self._coder, decide=decision)
        )

    def _recode(self, row: _Row, code: Code, status: Status, assessment: int | None) -> str | None:
        """Another code: the id of the coding that has it, None when a conflict keeps it out."""
        before, planner = row.was, self._planner
        if status == "rejected" and before["status"] != "rejected":
            raise _Wrong(
                f"says both {code.id} instead of {before['code']} and rejected.",
                "Choose the other code, or reject the one that was there.",
            )
        there, now = planner.own(self._coder, code.id, row.segment), planner.codings.get(row.id)
        if there is not None and (now is None or now is there or now.status == "rejected"):
            planner.plan.already += 1
            return there.id
        old = self._unchanged(row, code.id)
        if old is None:
            return None
        value = assessment if code.assessment else None
        return planner.recode(row.where, self._coder, old, code.id, assessment=value)

    def _unchanged(self, row: _Row, mine: str) -> Coding | None:
        """The coding of a row, if it still is as it was exported; None, with a conflict, if not."""
        before, planner = row.was, self._planner
        now = planner.codings.get(row.id)
        told = f"{before['code']} in {planner.place(row.segment)}"
        if now is None:
            planner.conflict(row.where, f"{told} is no longer there.")
            return None
        if not now.by_machine and now.coder != self._coder:
            raise _Wrong(
                f"is a coding of {now.coder}, which only {now.coder} changes.",
                f"Code the segment yourself. Where you differ: qual adjudicate {now.id[:8]}",
            )
        theirs = _in_words(now.status, now.assessment)
        if (now.code, now.segment) != (before["code"], row.segment):
            planner.conflict(
                row.where, f"{told}: {mine} in the sheet, another code or borders since the export."
            )
        elif theirs != _in_words(before["status"], before["assessment"]):
            by = now.decided_by or "somebody"
            planner.conflict(row.where, f"{told}: {mine} in the sheet, {theirs} since the export ({by}).")
        else:
            return now
        return None

    def _copied(self, row: _Row) -> None:
        """A row of a coding that has another row: a further code on the same segment."""
        code = self._code(row.said("code"))
        if code.id == row.was["code"]:
            raise _Wrong(
                f"repeats another row ({code.id} on the same segment).",
                "Keep one of them; for a further code, choose it in the copy.",
            )
        assessment = _assessment(row.said("assessment"))
        _refuse_assessment(code, assessment)
        if _status(row.said("status")) == "rejected":
            raise _Wrong(
                f"is a copy that says both {code.id} and rejected.", "Delete the row, or accept the code."
            )
        self._add(row, [(code, assessment)])

    # --- rows to be coded from scratch ---------------------------------------------------------

    def _from_scratch(self, row: _Row) -> None:
        from qual.export.coding_sheet import ASSESSMENT_COLUMNS, CODE_COLUMNS

        chosen: dict[str, tuple[Code, int | None]] = {}
        for code_column, assessment_column in zip(CODE_COLUMNS, ASSESSMENT_COLUMNS, strict=True):
            written = row.said(code_column)
            assessment = _assessment(row.said(assessment_column))
            if not written:
                if assessment is not None:
                    raise _Wrong("has an assessment without a code.", "Choose the code beside it.")
                continue
            code = self._code(written)
            _refuse_assessment(code, assessment)
            if chosen.get(code.id, (code, assessment))[1] != assessment:
                raise _Wrong(f"has {code.id} twice, with two assessments.", "Keep one of them.")
            chosen[code.id] = (code, assessment)
        if not chosen and not row.said("memo"):
            self._planner.plan.untouched += 1
            return
        self._add(row, list(chosen.values()))

    def _add(self, row: _Row, chosen: Sequence[tuple[Code, int | None]]) -> None:
        """Codings of one's own; the memo goes to the first, or to the source when there is none."""
        planner, segment = self._planner, row.segment
        ids = [
            planner.add_coding(row.where, self._coder, code.id, segment, assessment=assessment)
            for code, assessment in chosen
        ]
        memo, place = row.said("memo"), planner.place(segment)
        if chosen and ids[0] is not None:
            about = f"coding:{ids[0]}"
            planner.add_memo(row.where, about, memo, self._coder, code=chosen[0][0].id, place=place)
        elif memo and not chosen:
            text = f"{place.removeprefix(segment.source_id).strip()} {memo}".strip()
            about = f"source:{segment.source_id}"
            planner.add_memo(row.where, about, text, self._coder, code="", place=place)
        elif memo:
            planner.problem(row.where, "its memo was left out with its code.")

    # --- memos ---------------------------------------------------------------------------------

    def _memo(self, row: _Row) -> None:
        planner, text = self._planner, row.said("memo")
        place, code = planner.place(row.segment), str(row.was["code"])
        old = str(row.was.get("memo", ""))
        if row.id not in planner.codings:
            planner.conflict(row.where, f"{code} in {place} is no longer there; its memo was left out.")
            return
        if not old:
            planner.add_memo(row.where, f"coding:{row.id}", text, self._coder, code=code, place=place)
            return
        now = planner.memos.get(old)
        if (now is None and not text) or (now is not None and memo_hash(now.text) == memo_hash(text)):
            planner.plan.already += 1
        elif now is None or memo_hash(now.text) != row.was["memo sha256"]:
            did = "withdrawn" if now is None else "changed"
            planner.conflict(row.where, f"the memo on {code} in {place} was {did} since the export.")
        else:
            what = "memo changed" if text else "memo withdrawn"
            act = MemoAct(now.about, text, self._coder, old)
            planner.plan.steps.append(Step("memo", row.where, what, code, place, self._coder, memo=act))

    # --- what cells say ------------------------------------------------------------------------

    def _code(self, written: str) -> Code:
        code = self._names.find(written)
        if code is None:
            hint = self._names.advice(written)
            if ";" in written and all(self._names.find(part) for part in written.split(";") if part.strip()):
                hint = "Write one code a cell."
            raise _Wrong(f"{self._codebook.name} has no code {written!r}.", hint)
        return code


class _OfAnotherProject(_Wrong):
    """A row about a text that is not here."""


def _refuse_odd_cells(row: SheetRow) -> None:
    from qual.export.coding_sheet import HIDDEN, TO_FILL_IN

    read = {*HIDDEN, *TO_FILL_IN, "quote"}
    formulas = sorted(row.formulas & read)
    if formulas:
        raise _Wrong(
            f"a formula stands under {', '.join(formulas)}.", "Write what it should say as plain text."
        )
    merged = sorted(row.merged & read)
    if merged:
        raise _Wrong(f"cells are merged under {', '.join(merged)}.", "Unmerge them and fill in every row.")


def _squeezed(text: str) -> str:
    return "".join(settled(text).split())


def _status(written: str) -> Status:
    word = written.casefold()
    status = _STATUS_WORDS.get(word, word)
    if status not in STATUSES:
        near = get_close_matches(word, (*STATUSES, *_STATUS_WORDS), 1, 0.5)
        hint = (
            f"Did you mean {_STATUS_WORDS.get(near[0], near[0])}?" if near else f"Use {', '.join(STATUSES)}."
        )
        what = f"there is no status {written!r}." if written else "its status was deleted."
        raise _Wrong(what, hint)
    return status


def _assessment(written: str) -> int | None:
    plain = written.replace("−", "-").replace("–", "-").removeprefix("+").removesuffix(".0")
    if not plain:
        return None
    if plain not in ("-2", "-1", "0", "1", "2"):
        raise _Wrong(f"{written!r} is not an assessment.", "Use −2, −1, 0, 1 or 2, or leave the cell empty.")
    return int(plain)


def _refuse_assessment(code: Code | None, assessment: int | None) -> None:
    if code and assessment is not None and not code.assessment:
        raise _Wrong(f"{code.id} takes no assessment.", "Leave the assessment empty; a memo can say more.")


def _in_words(status: str, assessment: int | None) -> str:
    return status if assessment is None else f"{status} {signed(assessment)}"
