"""The coding sheet: segments, turns or sentences to be coded in Excel, and read back afterwards.

What a coder fills in has drop-downs; what ties a row to the project stands in hidden columns, with
a seal that shows when somebody changed them. `qual.study.exchange` reads the sheet back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from qual.errors import UnwritableFile
from qual.export.atomic import whole_file
from qual.export.package import repack
from qual.export.workbook.cells import Value
from qual.export.workbook.cells import shown as shown
from qual.export.workbook.layout import row_height
from qual.export.workbook.sheet import Book, Page, Sheet
from qual.model import STATUSES, Code

NAME, CODES, README = "Coding", "Codes", "Read me"
ASSESSMENTS = (-2, -1, 0, 1, 2)
MOST_CODES = 3  # that a row to be coded from scratch has room for

CODE_COLUMNS = ("code", *(f"code {n}" for n in range(2, MOST_CODES + 1)))
ASSESSMENT_COLUMNS = ("assessment", *(f"assessment {n}" for n in range(2, MOST_CODES + 1)))
TO_FILL_IN = ("status", "memo", *CODE_COLUMNS, *ASSESSMENT_COLUMNS)
HIDDEN = ("id", "source id", "start", "end", "quote sha256", "text sha256", "codebook", "for", "was", "seal")
"""Columns that tie a row to the project. `was` is what the coder could change, as it was exported."""

_SEGMENTS = ("source", "turn", "speaker", "quote", "code", "status", "assessment", "memo")
_BESIDE = ("coder", "evidence", "other memos")  # to be read, behind what is to be filled in
_FROM_SCRATCH = (
    "source",
    "turn",
    "speaker",
    "quote",
    *(name for pair in zip(CODE_COLUMNS, ASSESSMENT_COLUMNS, strict=True) for name in pair),
    "memo",
)

_IN_RUSSIAN = {
    "source": "источник",
    "turn": "реплика",
    "speaker": "говорящий",
    "quote": "цитата",
    "code": "код",
    "status": "статус",
    "assessment": "оценка",
    "memo": "мемо",
    "coder": "кодировщик",
    "evidence": "основание",
    "other memos": "другие мемо",
    "name": "название",
    "part of": "входит в",
    "definition": "определение",
}
_WIDTHS = {"turn": 8, "speaker": 16, "quote": 70, "memo": 34, "status": 12, "evidence": 30, "other memos": 30}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class RowToCode:
    """One row: a coding to be decided on, or with an empty `id` a stretch to be coded from scratch."""

    source: str
    turn: int
    speaker: str
    quote: str
    start: int
    end: int
    text_sha256: str
    asked: bool = False  # the interviewer's words, shown for their sense
    id: str = ""
    code: str = ""
    status: str = ""
    assessment: int | None = None
    memo: str = ""
    coder: str = ""
    evidence: str = ""
    other_memos: str = ""
    was: str = ""


def write_coding_sheet(
    path: Path,
    rows: Sequence[RowToCode],
    codes: Sequence[Code],
    *,
    codebook: str,
    from_scratch: bool,
    coder: str = "",
    title: str = "",
    language: str = "en",
) -> Path:
    """Write the sheet; the path it was written to. The same input gives the same bytes.

    `codes` are those the drop-downs offer, `codebook` names their version, `coder` is the person
    who is to fill the sheet in, if it is for one. Raises UnwritableFile; also when another sheet
    stands there already, because somebody may have coded in it.
    """
    book = Book(title=title)
    beside = _BESIDE if any(row.other_memos for row in rows) else _BESIDE[:-1]
    columns = _FROM_SCRATCH if from_scratch else (*_SEGMENTS, *beside)
    _write_rows(book, rows, columns, codebook=codebook, coder=coder, codes=len(codes), language=language)
    _write_codes(book, codes, language)
    _write_readme(book, codebook, coder, language, from_scratch=from_scratch)
    written = BytesIO()
    book.save(written)
    before = path.read_bytes() if path.is_file() else None
    with whole_file(path) as temporary:
        repack(written, temporary)
        if before is not None and before != temporary.read_bytes():
            raise UnwritableFile(
                f"{path.name} is there already, and somebody may have coded in it.",
                hint="Import it and move it away, or give the new sheet another name.",
            )
    return path


# --- what the reader of a sheet must know, too -----------------------------------------------


def head(column: str, language: str) -> str:
    """The heading of a column."""
    if language != "ru":
        return column
    word, _, number = column.rpartition(" ") if column[-1].isdigit() else (column, "", "")
    return f"{_IN_RUSSIAN.get(word, word)} {number}".strip()


def column_of() -> dict[str, str]:
    """For each heading, in whatever language and in small letters, the column it means."""
    visible = dict.fromkeys((*_SEGMENTS, *_BESIDE, *_FROM_SCRATCH))
    heads = {head(column, language): column for column in visible for language in ("en", "ru")}
    return heads | {column: column for column in HIDDEN}


def unescaped(text: str) -> str:
    """Text of a cell as it is meant: `_x005F_` stands for an underscore."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def short_hash(text: str) -> str:
    """Enough of a hash to tell texts apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def seal(values: Sequence[str]) -> str:
    """What shows that the hidden columns of a row, in their order, are as they were exported."""
    return short_hash("\n".join(values))


# --- the sheets ------------------------------------------------------------------------------


def _write_rows(
    book: Book,
    rows: Sequence[RowToCode],
    columns: tuple[str, ...],
    *,
    codebook: str,
    coder: str,
    codes: int,
    language: str,
) -> None:
    heads = [head(column, language) for column in columns] + list(HIDDEN)
    widths = [_width(column, [row.source for row in rows]) for column in columns]
    page = Page([*widths, *(10.0 for _ in HIDDEN)], printed=columns.index("memo") + 1)
    sheet = book.sheet(NAME, page)
    target: Any = book.workbook.worksheets[-1]
    for number in range(len(columns) + 1, len(heads) + 1):
        target.column_dimensions[_letter(number)].hidden = True
    sheet.add(
        [
            sheet.cell(text, "head" if column in TO_FILL_IN else "band")
            for column, text in zip((*columns, *HIDDEN), heads, strict=True)
        ],
        height=row_height(zip(heads, page.widths, strict=True), 2),
    )
    for row in rows:
        cells = [_cell(sheet, row, column) for column in columns]
        hidden = _hidden_values(row, codebook, coder)
        cells += [sheet.cell(value, "one line") for value in (*hidden, seal([str(v) for v in hidden]))]
        wrapped = [
            (str(getattr(row, _field(column), "") or ""), width)
            for column, width in zip(columns, widths, strict=True)
        ]
        sheet.add(cells, height=row_height(wrapped))
    sheet.table("tblCoding", heads)
    last = max(2, sheet.rows)
    for number, column in enumerate(columns, 1):
        area = f"{_letter(number)}2:{_letter(number)}{last}"
        if column in CODE_COLUMNS:
            _offer(target, area, f"{CODES}!$A$2:$A${codes + 1}", _WRONG["code", language == "ru"])
        elif column == "status":
            _offer(target, area, f'"{",".join(STATUSES)}"', _WRONG["status", language == "ru"])
        elif column in ASSESSMENT_COLUMNS:
            values = ",".join(map(str, ASSESSMENTS))
            _offer(target, area, f'"{values}"', _WRONG["assessment", language == "ru"])


def _hidden_values(row: RowToCode, codebook: str, coder: str) -> tuple[Value, ...]:
    """All but the seal, in the order of HIDDEN."""
    quote = short_hash(row.quote)
    return (row.id, row.source, row.start, row.end, quote, row.text_sha256, codebook, coder, row.was)


def _cell(sheet: Sheet, row: RowToCode, column: str) -> Any:
    if column in CODE_COLUMNS[1:] or column in ASSESSMENT_COLUMNS[1:]:
        cell = sheet.cell(None, "text")
    else:
        value = getattr(row, _field(column))
        style = "note" if row.asked and column in ("speaker", "quote") else "text"
        cell = sheet.cell(value if value != "" else None, style)
    if column in CODE_COLUMNS or column == "memo":
        cell.number_format = "@"  # Excel takes a code 1-2 for a date otherwise, and "- no" for a formula
    return cell


def _field(column: str) -> str:
    return column.replace(" ", "_")


def _width(column: str, sources: Sequence[str]) -> float:
    if column == "source":
        return min(30, max([10, *(len(source) + 2 for source in sources)]))
    kind = column.rstrip(" 0123456789")
    return float(_WIDTHS.get(kind, {"code": 22, "assessment": 12, "coder": 18}.get(kind, 14)))


def _offer(target: Any, area: str, formula: str, wrong: tuple[str, str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    title, text = wrong
    target.data_validations.append(
        DataValidation(
            type="list",
            formula1=formula,
            sqref=area,
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="stop",
            errorTitle=title,
            error=text,
        )
    )


_WRONG = {
    ("code", False): ("No such code", f"Choose an id from the list; the sheet {CODES} says what each means."),
    ("code", True): ("Нет такого кода", f"Выберите id из списка; что он значит, сказано на листе {CODES}."),
    ("status", False): ("No such status", f"Choose {', '.join(STATUSES)}."),
    ("status", True): ("Нет такого статуса", f"Выберите {', '.join(STATUSES)}."),
    ("assessment", False): ("Not an assessment", "Choose a number from −2 to 2, or leave the cell empty."),
    ("assessment", True): ("Не оценка", "Выберите число от −2 до 2 или оставьте ячейку пустой."),
}


def _write_codes(book: Book, codes: Sequence[Code], language: str) -> None:
    """The codes with what they mean, the first column being what the drop-downs offer."""
    above = {below.id: code.label(language) for code in codes for below in code.codes}
    widths = (24.0, 34.0, 30.0, 60.0, 12.0)
    sheet = book.sheet(CODES, Page(widths))
    heads = [head(name, language) for name in ("code", "name", "part of", "definition", "assessment")]
    sheet.add([sheet.cell(text, "band") for text in heads])
    yes = "да" if language == "ru" else "yes"
    for code in codes:
        definition = code.definition.get(language) or next(iter(code.definition.values()), "")
        texts = [code.id, code.label(language), above.get(code.id, ""), definition]
        cells = [sheet.cell(text or None) for text in (*texts, yes if code.assessment else "")]
        sheet.add(cells, height=row_height(zip(texts, widths, strict=False)))
    sheet.table("tblCodes", heads)


def _write_readme(book: Book, codebook: str, coder: str, language: str, *, from_scratch: bool) -> None:
    sheet = book.sheet(README, Page((100.0,), repeat=0, portrait=True))
    told = _README_RU if language == "ru" else _README_EN
    sheet.note(book.title or NAME, "title")
    for name in ("codebook", *(["coder"] if coder else [])):
        sheet.note(told[name].format(codebook=codebook, coder=coder), "plain")
    for name in (
        "fill in",
        "from scratch" if from_scratch else "segments",
        "assessment",
        "memo",
        "free",
        "back",
    ):
        sheet.note(told[name], "plain")


_README_EN = {
    "codebook": "Codebook {codebook}.",
    "coder": "For {coder}.",
    "fill in": "Columns with a dark heading are yours to fill in; the others are to be read.",
    "segments": (
        "Set the status to accepted or rejected. Where another code is right, choose it: the old one is "
        "then rejected, or, if it was your own, replaced."
    ),
    "from scratch": "Choose up to three codes for each row. A row without a code stays as it is.",
    "assessment": "An assessment from −2 to 2 is only for codes that take one; the sheet Codes says which.",
    "memo": "A memo is kept with the coding, or with the source where a row has no code.",
    "free": (
        "Sort and filter as you like, delete rows you do not need, add columns of your own. Leave the quote "
        "and the hidden columns as they are, and merge no cells."
    ),
    "back": "Back into the project: qual import coding-sheet, which first shows what it would do.",
}
_README_RU = {
    "codebook": "Кодовая книга {codebook}.",
    "coder": "Для кодировщика: {coder}.",
    "fill in": "Столбцы с тёмным заголовком заполняете вы, остальные — для чтения.",
    "segments": (
        "Поставьте статус accepted (принято) или rejected (отклонено). Если верен другой код, выберите его: "
        "прежний будет отклонён, а если он был вашим — заменён."
    ),
    "from scratch": "Выберите для строки до трёх кодов. Строка без кода остаётся как есть.",
    "assessment": "Оценка от −2 до 2 — только для кодов, у которых она есть; каких, сказано на листе Codes.",
    "memo": "Мемо хранится при кодировании, а где у строки нет кода — при источнике.",
    "free": (
        "Сортируйте и фильтруйте, удаляйте ненужные строки, добавляйте свои столбцы. Цитату и скрытые "
        "столбцы не меняйте, ячейки не объединяйте."
    ),
    "back": "Обратно в проект: qual import coding-sheet; сначала он покажет, что сделает.",
}


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
