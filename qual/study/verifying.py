"""Whether results can be made again: the manifest of a run, and a second run beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from qual.errors import QualError
from qual.export.manifest import file_hash, output_hashes, read_manifest, write_manifest
from qual.model import AUTO
from qual.study.collecting import study_files
from qual.study.drawing import export_figure
from qual.study.opening import settings_of
from qual.study.results import codings, export_workbook, made_with
from qual.study.synthesis import build_report, software, write_report
from qual.study.tagging import codebook_file, codebook_in_force

if TYPE_CHECKING:
    from qual.project import Project

Kind = Literal["inputs", "codebook", "packages", "project", "outputs", "suggestions", "results"]
EXIT_CODES: dict[Kind, int] = {
    "inputs": 3,
    "codebook": 4,
    "packages": 5,
    "project": 6,
    "outputs": 7,
    "suggestions": 8,
    "results": 9,
}
"""The exit code of `qual verify` for each kind of difference, causes before effects."""

FILE = "out/manifest.json"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise than the manifest says, in a sentence."""

    kind: Kind
    what: str


def write_run_manifest(project: Project, outputs: Sequence[Path]) -> Path:
    """Write out/manifest.json for the results of a run."""
    within = _within(project.folder, outputs)
    hashes = {name: output_hashes(path) for name, path in within.items()}
    return write_manifest(project.folder / FILE, {**_state(project), "outputs": hashes})


def verify(project: Project) -> list[Difference]:
    """Compare files, codebook, packages, project and results with the manifest, then make all again.

    Rules are applied to the stored texts and results are written in a place of their own; the study
    itself is not touched. Empty when everything comes out as it was. Raises QualError without a manifest.
    """
    manifest = read_manifest(project.folder / FILE)
    now = _state(project)
    found = [
        *_compared("inputs", manifest["inputs"], now["inputs"], "input file"),
        *_codebook(manifest["codebook"], now["codebook"]),
        *_packages(manifest["packages"], now["packages"]),
        *_project(project, manifest["project"], now["project"]),
        *_outputs(project.folder, manifest["outputs"]),
        *_suggested_again(project),
        *_written_again(project, manifest["outputs"]),
    ]
    return sorted(found, key=lambda one: EXIT_CODES[one.kind])


def _state(project: Project) -> dict[str, dict[str, str]]:
    inputs = {name: file_hash(path) for name, path in _inputs(project).items()}
    facts = made_with(project)
    rules = [(run.source_id, run.rules_sha256) for run in project.runs.last().values()]
    return {
        "inputs": inputs,
        "codebook": {
            "name": facts.get("codebook", ""),
            "sha256": facts.get("codebook (sha256)", ""),
            "rules (sha256)": _hash(sorted(rules)),
        },
        "packages": {"qual": facts["qual"], **software()},
        "project": {
            "texts": facts["sources (sha256)"],
            "codings": _hash(_codings(project)),
            "memos": _hash(sorted((memo.about, memo.text) for memo in project.memos.select())),
            "log head": project.log.head,
        },
    }


def _inputs(project: Project) -> dict[str, Path]:
    """qual.toml, the codebook, and every file that sources are read from."""
    files = [project.folder / "qual.toml", *study_files(project.folder)]
    with suppress(QualError):  # no codebook, or several: then none is an input
        files.append(codebook_file(project))
    return _within(project.folder, files)


def _within(folder: Path, files: Iterable[Path]) -> dict[str, Path]:
    """Files by their path below the study folder; what is not there, or stands elsewhere, is left out."""
    root = folder.resolve()
    there = [path for path in files if path.is_file() and path.resolve().is_relative_to(root)]
    return {path.resolve().relative_to(root).as_posix(): path for path in sorted(there)}


def _codings(project: Project) -> list[tuple[Any, ...]]:
    names = ("id", "source", "code", "coder", "status", "decided_by", "start", "end", "assessment")
    columns = project.codings.columns(names)
    return sorted(zip(*(map(str, columns[name]) for name in names), strict=True))


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


# --- what differs --------------------------------------------------------------------------------


def _compared(
    kind: Kind, before: Mapping[str, str], now: Mapping[str, str], noun: str
) -> Iterable[Difference]:
    told = (
        ("changed", [name for name in before if name in now and before[name] != now[name]]),
        ("gone", [name for name in before if name not in now]),
        ("new", [name for name in now if name not in before]),
    )
    for word, names in told:
        if names:
            yield Difference(kind, f"{_counted(len(names), noun)} {word}: {_some(names)}.")


def _codebook(before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[Difference]:
    if before.get("sha256") != now["sha256"]:
        was = before.get("name") or "none"
        yield Difference("codebook", f"codebook {now['name'] or 'none'} is in force; results rest on {was}.")
    elif before.get("rules (sha256)") != now["rules (sha256)"]:
        yield Difference("codebook", "other rules have been applied since.")


def _packages(before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[Difference]:
    changed = [
        f"{name} {before.get(name, 'none')} → {now.get(name, 'none')}"
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]
    if changed:
        yield Difference("packages", f"other versions are installed: {', '.join(changed)}.")


def _project(project: Project, before: Mapping[str, str], now: Mapping[str, str]) -> Iterable[Difference]:
    from qual.project.check import check

    for problem in check(project):
        if not problem.warning:
            yield Difference("project", f"{problem.where}: {problem.what}")
    for name in ("texts", "codings", "memos"):
        if before.get(name) != now[name]:
            yield Difference("project", f"{name} have changed since the run.")
    if before.get("log head") != now["log head"] and all(
        before.get(n) == now[n] for n in ("codings", "memos")
    ):
        yield Difference("project", "the log has other lines than at the run.")


def _outputs(folder: Path, before: Mapping[str, Mapping[str, str]]) -> Iterable[Difference]:
    there = {name: output_hashes(folder / name) for name in before if (folder / name).is_file()}
    gone = [name for name in before if name not in there]
    changed = [name for name, parts in there.items() if parts != before[name]]
    for word, names in (("changed", changed), ("gone", gone)):
        if names:
            yield Difference("outputs", f"{_counted(len(names), 'result')} {word} on disk: {_some(names)}.")


# --- all again -----------------------------------------------------------------------------------


def _suggested_again(project: Project) -> Iterable[Difference]:
    """Apply the codebook in force to the stored texts, and compare with what the project holds."""
    from qual.matching import compile_rules
    from qual.matching.suggest import suggest_in_sources

    codebook, settings = codebook_in_force(project), settings_of(project)
    if codebook is None:
        return
    known = set(project.runs.last()) - project.assignments.hidden_sources()
    sources = [source for source in project.sources.all() if source.id in known]
    rules = compile_rules(codebook, pipelines=settings.pipelines)
    found = suggest_in_sources(sources, rules, coder=codebook.coder, unit=settings.unit)
    anew = {coding.id for codings in found for coding in codings}
    rows = list(zip(*project.codings.columns(("id", "coder", "status", "source")).values(), strict=True))
    there = {id_ for id_, coder, _, source in rows if coder.startswith(AUTO) and source in known}
    waiting = {
        id_
        for id_, coder, status, source in rows
        if coder.startswith(AUTO) and status == "suggested" and source in known
    }
    if missing := len(anew - there):
        yield Difference("suggestions", f"the rules suggest {missing} codings that the project lacks.")
    if more := len(waiting - anew):
        yield Difference("suggestions", f"the rules do not suggest {more} of the project's suggestions.")


def _written_again(project: Project, before: Mapping[str, Mapping[str, str]]) -> Iterable[Difference]:
    """Write each result of the manifest anew, elsewhere, and compare part by part."""
    frame = codings(project)
    report = build_report(project, frame=frame) if any(_form(name) for name in before) else None
    for name in before:
        with TemporaryDirectory() as place:
            target = Path(place) / Path(name).name
            if target.suffix == ".xlsx":
                export_workbook(project, target, frame=frame)
            elif report is not None and _form(name):
                write_report(project, report, _form(name), target)
            else:
                export_figure(project, target.stem, target)
            anew = output_hashes(target)
        parts = [part for part in sorted({*anew, *before[name]}) if anew.get(part) != before[name].get(part)]
        if parts:
            where = f" in {_some(parts)}" if any(parts) else ""
            yield Difference("results", f"{name} comes out otherwise{where}.")


def _form(name: str) -> str:
    return next((form for form in ("html", "docx") if name.endswith(f".{form}")), "")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _some(names: Sequence[str]) -> str:
    more = f" … ({len(names)})" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"
