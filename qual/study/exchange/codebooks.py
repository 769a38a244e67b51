"""Codebooks come from Excel, CSV, REFI-QDA and dictionaries, go out as such, and are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound, Problem, UnreadableCodebook
from qual.model import Codebook
from qual.study.opening import settings_of
from qual.study.tagging import check_codebook, codebook_in_force

if TYPE_CHECKING:
    from qual.codebook.comparing import Change
    from qual.project import Project

FORMATS = ("xlsx", "csv", "qdc", "yaml", "quanteda", "dic", "cat")


@dataclass(frozen=True)
class CodebookRead:
    """A codebook that was read from some format, and what its reader had to say."""

    codebook: Codebook
    problems: list[Problem] = field(default_factory=list)


def read_any_codebook(
    path: str | Path, *, columns: Mapping[str, str] | None = None, language: str = "", format: str = ""
) -> CodebookRead:
    """The codebook of a .xlsx, .csv, .qdc, .dic, .cat or .yaml file: qual's own YAML, or quanteda's.

    `columns` maps our columns to headings of a table; `language` is that of texts and terms that do not
    say theirs; `format` is one of FORMATS where the ending does not tell. Raises UnreadableCodebook.
    """
    from qual.codebook.reading import read_text

    file = Path(path)
    kind = format or _format_of(file)
    if kind in ("xlsx", "csv"):
        return _of_table(file, columns, language)
    if kind == "qdc":
        return _of_qdc(file)
    if kind == "yaml":
        text = read_text(file)
        if _is_ours(text):
            from qual.codebook import read_codebook

            return CodebookRead(read_codebook(file))
        kind = "quanteda"
    from qual.codebook.dictionaries import read_dictionary
    from qual.reading.encodings import decode
    from qual.reading.files import read_bytes

    if not file.is_file():
        raise NotFound(f"{file}: there is no such file.", hint="Check the path.")
    text = decode(read_bytes(file, file.name), file.name).text
    name = file.name if kind != "quanteda" else f"{file.stem}.yaml"
    codebook, problems = read_dictionary(text, name, language=language or "any")
    return CodebookRead(codebook, problems)


def import_codebook(
    folder: Path,
    path: str | Path,
    to: str | Path | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    language: str = "",
    format: str = "",
    id: str = "",
) -> tuple[Path, CodebookRead]:
    """Write the codebook of any of these formats as YAML into the study: where to, and what was read.

    `to` is codebooks/<id>.yaml when not given. Raises InvalidRequest when another file stands there.
    """
    from qual.codebook import write_codebook
    from qual.export.atomic import whole_file

    read = read_any_codebook(path, columns=columns, language=language, format=format)
    codebook = replace(read.codebook, id=id) if id else read.codebook
    text = write_codebook(codebook)
    target = Path(to) if to else folder / "codebooks" / f"{codebook.id}.yaml"
    if target.exists() and target.read_bytes() != text.encode() and to is None:
        raise InvalidRequest(
            f"codebooks/{target.name} is there already and says something else.",
            hint="Say where to write it, or compare: qual codebook diff",
        )
    with whole_file(target) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
    _, found = check_codebook(target)
    errors = [problem for problem in found if not problem.warning]
    return target, CodebookRead(codebook, [*read.problems, *errors])


def export_codebook(
    project: Project, path: str | Path, *, codebook_file: str | Path | None = None, format: str = ""
) -> tuple[Path, list[Problem]]:
    """Write the codebook in force, or that of a file, in the format that the ending says.

    What the format cannot say comes back as problems. The same codebook gives the same bytes.
    """
    from qual.codebook import read_codebook, write_codebook
    from qual.export.atomic import whole_file

    codebook = read_codebook(codebook_file) if codebook_file else codebook_in_force(project)
    if codebook is None:
        raise NotFound("No codebook is in force.", hint="Adopt one, or name a file: --from FILE")
    file = Path(path)
    kind = format or _format_of(file)
    problems: list[Problem] = []
    if kind in ("xlsx", "csv"):
        from qual.codebook.table import table_of
        from qual.export.codebook_table import write_table

        return write_table(file, table_of(codebook), title=codebook.name), []
    if kind == "qdc":
        from qual.study.exchange.outgoing import write_codebook_qdc

        done = write_codebook_qdc(codebook, file, owner=project.id, language=settings_of(project).language)
        return file, [
            Problem(file.name, f"{n} {what} are not in it.", warning=True) for what, n in done.lost.items()
        ]
    if kind == "yaml":
        text = write_codebook(codebook)
    else:
        from qual.codebook.dictionaries import write_dictionary

        text, problems = write_dictionary(codebook, kind)
    with whole_file(file) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
    return file, problems


def columns_of(given: Iterable[str]) -> dict[str, str]:
    """Columns as a person maps them: `name=Код`. Raises InvalidRequest."""
    from qual.codebook.table import ALIASES

    columns = {}
    for one in given:
        name, sign, heading = one.partition("=")
        plain = name.strip().casefold().replace("color", "colour")
        if not (sign and heading.strip()) or plain not in ALIASES:
            raise InvalidRequest(
                f"{one!r} does not say which column is which.",
                hint=f'Write --map name="My heading"; there are: {", ".join(ALIASES)}.',
            )
        columns[plain] = heading.strip()
    return columns


# --- versions --------------------------------------------------------------------------------


@dataclass(frozen=True)
class VersionDiff:
    """The changes from one codebook to another, and how many codings stand on each old code."""

    old: Codebook
    new: Codebook
    changes: list[Change]
    codings: Mapping[str, int]

    @property
    def to_decide(self) -> list[Change]:
        """Changes after which codings have no code until somebody says which."""
        return [one for one in self.changes if one.needs_decision and self.codings.get(one.code)]


def diff_codebooks(project: Project | None, old: Codebook | None, new: Codebook) -> VersionDiff:
    """What changed from an old codebook, or the one in force, to a new one, and what it means for codings."""
    from qual.codebook.comparing import compare_codebooks

    before = old or (codebook_in_force(project) if project else None)
    if before is None:
        raise NotFound("No codebook is in force to compare with.", hint="Name two files.")
    counted: Counter[str] = Counter()
    if project is not None:
        for row in project.codings.counts():
            if row.status != "rejected":
                counted[row.code] += row.codings
    return VersionDiff(before, new, compare_codebooks(before, new), counted)


# --- in --------------------------------------------------------------------------------------


def _of_table(file: Path, columns: Mapping[str, str] | None, language: str) -> CodebookRead:
    from qual.codebook.table import codebook_of_table, id_of
    from qual.export.codebook_table import unguarded
    from qual.reading.sheet import table_rows

    if not file.is_file():
        raise NotFound(f"{file}: there is no such file.", hint="Check the path.")
    rows = [(number, [unguarded(cell) for cell in row]) for number, row in table_rows(file)]
    codebook, problems = codebook_of_table(
        rows, file.name, columns=columns, id=id_of(file.stem), language=language
    )
    return CodebookRead(codebook, problems)


def _of_qdc(file: Path) -> CodebookRead:
    from qual.peers import read_peer
    from qual.study.exchange.incoming_codes import codebook_of

    peer = read_peer(file)
    if not peer.codes:
        raise UnreadableCodebook(f"{file.name} holds no codes.", hint="Export the codebook anew.")
    lost = [Problem(file.name, f"its set {one.name} was left out.", warning=True) for one in peer.sets]
    return CodebookRead(codebook_of(peer), [*peer.problems, *lost])


def _is_ours(text: str) -> bool:
    return any(line.startswith("themes:") for line in text.split("\n"))


def _format_of(file: Path) -> str:
    ending = file.suffix.casefold().removeprefix(".")
    ending = "yaml" if ending == "yml" else ending
    if ending not in FORMATS:
        raise InvalidRequest(
            f"{file.name}: no codebook has that ending.", hint=f"Known are: {', '.join(FORMATS)} (--form)."
        )
    return ending
