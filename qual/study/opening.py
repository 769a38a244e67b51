"""Making, opening and choosing: where every other step begins."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qual.errors import InvalidRequest, NotFound, ProjectError
from qual.model import KINDS, NOT_GIVEN, STATUSES, Codebook, Kind, Selection, Settings
from qual.settings import read_settings

if TYPE_CHECKING:
    from qual.project import Project

FOLDERS = ("codebooks", "transcripts/interviews", "transcripts/statements", "transcripts/literature")

SETTINGS_TEMPLATE = """\
title = {title}
language = "en"                # of names in results: en or ru
unit = "sentence"              # what a suggestion covers: sentence, turn, paragraph or match

[counting]
small_base = 3                 # countries with fewer experts are marked

[speakers]                     # labels beyond those that qual knows in seven languages
interviewer = []
expert = []
"""

CODEBOOK_TEMPLATE = """\
format: 1
id: {id}
version: 0.1.0
title: {{en: "My codebook"}}
themes:
  - id: first-theme
    name: {{en: First theme, ru: Первая тема}}
    definition: {{en: "What a segment must speak about to belong here."}}
    codes:
      - id: first-code
        name: {{en: First code, ru: Первый код}}
        definition: {{en: "Narrower than the theme."}}
        rules:
          - {{lang: en, any: [security, "troop* NEAR/5 (deploy | send)"]}}
          - {{lang: ru, any: [безопасность, "(ввод | вывод) NEAR/5 войско"]}}
"""


def open_project(folder: str | Path = ".", *, coder: str = "") -> Project:
    """The project of a study folder, to be used in a `with` block.

    `coder` is who codes, and looks, from now on; without one QUAL_CODER of the environment, then
    `coder` of qual.toml. Raises NotFound when the folder has no project, ProjectError when its
    store cannot be used, InvalidRequest for an impossible name.
    """
    from qual.project import Project

    named = coder or os.environ.get("QUAL_CODER", "") or read_settings(Path(folder)).coder
    return Project.open(folder, coder=named)


def settings_of(project: Project) -> Settings:
    """What qual.toml says of the study a project belongs to. Raises UnreadableSettings."""
    return read_settings(project.folder)


def init_study(folder: str | Path, *, example: bool = False) -> Path:
    """Make a study folder: an empty one with a codebook to fill in, or a copy of the example.

    Nothing that is already there is overwritten. Returns the folder. Raises ProjectError when it
    cannot be written, or already holds a project.
    """
    from qual.project import Project

    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        if example:
            _copy_example(target)
        else:
            _write_templates(target)
    except OSError as error:
        raise ProjectError(
            f"{target.name or target}: the folder cannot be written ({error.strerror}).",
            hint="Choose a folder of your own.",
        ) from None
    with Project.create(target):
        return target


def ensure_project(folder: str | Path) -> bool:
    """Make the store of a study folder when there is none yet; True when it was made."""
    from qual.project import Project

    target = Path(folder)
    if (target / "qual.db").exists():
        return False
    if not target.is_dir():
        raise NotFound(f"{target}: there is no such folder.", hint="qual init makes one.")
    with Project.create(target):
        return True


def make_selection(
    codebook: Codebook | None = None,
    *,
    country: Iterable[str] = (),
    theme: Iterable[str] = (),
    code: Iterable[str] = (),
    kind: Iterable[str] = (),
    expert: Iterable[str] = (),
    source: Iterable[str] = (),
    coder: Iterable[str] = (),
    status: Iterable[str] = (),
) -> Selection:
    """Filters as a person types them: `KZ,KG`, `Казахстан`, a theme's id.

    Raises InvalidRequest for a country, theme, code, kind or status that does not exist, with the
    nearest one that does; a filter never silently lets everything or nothing pass.
    """
    from qual.reading.countries import country_code

    codes = [c.id for c in codebook.codes] if codebook else []
    themes = [t.id for t in codebook.themes] if codebook else []
    return Selection(
        country=tuple(
            name if name == NOT_GIVEN or name == "" else country_code(name) for name in _split(country)
        ),
        theme=tuple(_one_of(name, themes, "theme") if codebook else name for name in _split(theme)),
        code=tuple(_one_of(name, codes, "code") if codebook else name for name in _split(code)),
        kind=tuple(_one_of(name, KINDS, "kind") for name in _split(kind)),
        expert=tuple(_split(expert)),
        source=tuple(_split(source)),
        coder=tuple(_split(coder)),
        status=tuple(_one_of(name, STATUSES, "status") for name in _split(status)),
    )


def kind_of(value: str) -> Kind | None:
    """A kind of source as a person typed it; None for "". Raises InvalidRequest."""
    return cast("Kind", _one_of(value, KINDS, "kind")) if value else None


def _split(values: Iterable[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _one_of(value: str, known: Iterable[str], noun: str) -> str:
    choices = list(known)
    if value in choices:
        return value
    near = get_close_matches(value.lower(), choices, 1, 0.5)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(choices)}."
    raise InvalidRequest(f"there is no {noun} {value!r}.", hint=hint)


def example_folder() -> Path:
    """Where the example study lies: beside the package in a checkout, inside it when installed."""
    installed = Path(str(files("qual"))) / "example"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2]


def _copy_example(target: Path) -> None:
    origin = example_folder()
    wanted = [origin / "qual.toml", origin / "references.bib"]
    for name in ("codebooks", "transcripts"):
        wanted += [path for path in sorted((origin / name).rglob("*")) if path.is_file()]
    for path in wanted:
        copy = target / path.relative_to(origin)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            copy.write_bytes(path.read_bytes())


def _write_templates(target: Path) -> None:
    for name in FOLDERS:
        (target / name).mkdir(parents=True, exist_ok=True)
    title = target.resolve().name or "study"
    settings = target / "qual.toml"
    if not settings.exists():
        quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
        settings.write_text(SETTINGS_TEMPLATE.format(title=quoted), encoding="utf-8")
    if not any((target / "codebooks").glob("*.yaml")):
        codebook = target / "codebooks" / "codebook.yaml"
        codebook.write_text(CODEBOOK_TEMPLATE.format(id="my-codebook"), encoding="utf-8")
