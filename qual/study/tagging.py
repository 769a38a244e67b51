"""The codebook comes into force, suggests codings, and says why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound, Problem
from qual.model import EMPTY, Codebook, Coding, Evidence, Selection, Settings, Source
from qual.settings import read_settings
from qual.study.collecting import Progress
from qual.study.opening import settings_of

if TYPE_CHECKING:
    from qual.matching.search import Found
    from qual.matching.usage import TermUse
    from qual.project import Project


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a run of the rules changed."""

    sources: int  # that were asked for
    searched: int  # of these, that had to be searched: the others have not changed, nor have the rules
    added: int
    withdrawn: int  # undecided suggestions that the rules no longer give
    decided: int  # found again, but accepted or rejected by a person: left alone


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence, word by word: (word, what it met, who says so)."""

    evidence: Evidence
    words: tuple[tuple[str, str, str], ...]
    in_force: bool = True  # False when the codebook in force no longer has the term; then there are no words


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a coding exists."""

    coding: Coding
    source: Source
    code_name: str
    reasons: tuple[Reason, ...]


def codebook_file(project: Project) -> Path:
    """The codebook file of a study: what qual.toml says, else the only one in codebooks/."""
    return codebook_path(project.folder)


def codebook_path(folder: Path) -> Path:
    """The same for a folder, before there is a project in it."""
    named = read_settings(folder).codebook
    if named:
        return folder / named
    found = sorted([*folder.glob("codebooks/*.yaml"), *folder.glob("codebooks/*.yml")])
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            "codebooks/ has no codebook.", hint="Put a .yaml file there; docs/method.md shows the form."
        )
    names = ", ".join(path.name for path in found)
    raise InvalidRequest(
        f"codebooks/ has several: {names}.",
        hint=f'Say which in qual.toml: codebook = "codebooks/{found[0].name}"',
    )


def check_codebook(path: Path, pipelines: Mapping[str, str] = EMPTY) -> tuple[Codebook | None, list[Problem]]:
    """The codebook of a file and everything that is wrong with it, rules included.

    `pipelines` are the user's own spaCy pipelines, which decide what token patterns can ask.
    """
    from qual.codebook import check_codebook as check
    from qual.matching import check_rules
    from qual.matching.patterns import check_patterns

    return check(path, check_rules, partial(check_patterns, pipelines=pipelines))


def adopt_codebook(project: Project, path: Path | None = None) -> tuple[Codebook, bool]:
    """Put a codebook file into force; True when it was not in force already.

    Raises UnreadableCodebook with the first problem when the file has errors.
    """
    from qual.codebook.reading import read_text
    from qual.errors import UnreadableCodebook

    file = path or codebook_file(project)
    codebook, problems = check_codebook(file, settings_of(project).pipelines)
    errors = [problem for problem in problems if not problem.warning]
    if codebook is None or errors:
        first = errors[0]
        more = (
            f" There are {len(errors) - 1} more: qual codebook check {file.name}" if len(errors) > 1 else ""
        )
        raise UnreadableCodebook(f"{first.where}: {first.what}", hint=f"{first.hint}{more}")
    text = read_text(file)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    in_force = project.codebooks.in_force
    if in_force is not None and in_force.sha256 == sha256:
        return codebook, False
    project.codebooks.adopt(codebook.id, codebook.version, text, sha256)
    return codebook, True


def codebook_in_force(project: Project) -> Codebook | None:
    """The codebook that counts in a project, or None before one was adopted."""
    adopted = project.codebooks.in_force
    return _parsed(adopted.text, f"{adopted.id}.yaml") if adopted else None


def required_codebook(project: Project) -> Codebook:
    """The codebook in force. Raises NotFound before one was adopted."""
    codebook = codebook_in_force(project)
    if codebook is None:
        raise NotFound("no codebook is in force yet.", hint="qual codebook adopt puts one into force.")
    return codebook


@lru_cache(maxsize=8)
def _parsed(text: str, file: str) -> Codebook | None:
    from qual.codebook import parse_codebook

    return parse_codebook(text, file)[0]


def suggest(
    project: Project, selection: Selection | None = None, *, progress: Progress | None = None
) -> Suggested:
    """Let the rules of the codebook in force suggest codings in the chosen sources (all, if None).

    Undecided suggestions become what the rules say now: new ones are added, ones that the rules
    no longer give are withdrawn. What a person decided stays; what was rejected is not offered
    again. Only what changed is searched: new and changed texts with all rules, the others with the
    rules of the codes that changed since. One batch, which `undo` takes back.
    """
    from qual.matching.fingerprints import code_fingerprints, rules_fingerprint

    codebook = required_codebook(project)
    settings = settings_of(project)
    chosen = project.sources.ids(selection)
    if not chosen:
        raise _nothing_chosen(project)
    fingerprints = code_fingerprints(codebook, pipelines=settings.pipelines)
    rules_sha256 = rules_fingerprint(fingerprints)
    engine = f"{_engine_version()}/{settings.unit}"
    waiting = set(project.runs.pending(rules_sha256, engine))
    wanted = tuple(source_id for source_id in chosen if source_id in waiting)
    if not wanted:
        return Suggested(len(chosen), 0, 0, 0, 0)
    changed = project.sources.all(Selection(source=wanted))
    portions = _portions(project, changed, fingerprints, engine)
    added = withdrawn = decided = done = 0
    with project.transaction("suggest"):
        for codes, portion in portions:
            found = _found(portion, codebook, codes, settings, partial(_tell, progress, done, len(changed)))
            ids = [source.id for source in portion]
            counts = project.codings.sync_suggestions(codebook.coder, ids, found, codes=codes)
            added, withdrawn = added + counts.added, withdrawn + counts.withdrawn
            decided, done = decided + counts.kept_decided, done + len(portion)
        project.runs.mark([source.id for source in changed], rules_sha256, engine)
    return Suggested(len(chosen), len(changed), added, withdrawn, decided)


Codes = frozenset[str] | None
"""The codes that are looked for again; None for all."""


def _portions(
    project: Project, changed: Sequence[Source], fingerprints: Mapping[str, str], engine: str
) -> list[tuple[Codes, list[Source]]]:
    """The sources to search, together with others that are searched for the same codes.

    A source whose text is the one that was searched needs only the codes whose rules are others now;
    what they were is known from the codebooks that the project adopted.
    """
    last = project.runs.last()
    earlier: dict[str, Codes] = {}
    portions: dict[Codes, list[Source]] = {}
    for source in changed:
        mark = last.get(source.id)
        codes: Codes = None
        if mark is not None and mark.current and mark.engine == engine:
            if mark.rules_sha256 not in earlier:
                earlier[mark.rules_sha256] = _changed_codes(project, mark.rules_sha256, fingerprints)
            codes = earlier[mark.rules_sha256]
        portions.setdefault(codes, []).append(source)
    return list(portions.items())


def _changed_codes(project: Project, rules_sha256: str, now: Mapping[str, str]) -> Codes:
    """The codes whose rules are not those that a source was searched with; None when these are unknown."""
    from qual.matching.fingerprints import code_fingerprints, rules_fingerprint

    pipelines = settings_of(project).pipelines
    for adopted in reversed(project.codebooks.history()):
        codebook = _parsed(adopted.text, f"{adopted.id}.yaml")
        before = code_fingerprints(codebook, pipelines=pipelines) if codebook else {}
        if codebook and rules_fingerprint(before) == rules_sha256:
            return frozenset(code for code in {*before, *now} if before.get(code) != now.get(code))
    return None


def _found(
    sources: Sequence[Source],
    codebook: Codebook,
    codes: Codes,
    settings: Settings,
    tell: Callable[[int, str], None],
) -> list[Coding]:
    """What the rules (of these codes) suggest in sources."""
    from qual.matching import compile_rules
    from qual.matching.suggest import suggest_in_sources

    rules = compile_rules(codebook, pipelines=settings.pipelines, codes=codes)
    found = suggest_in_sources(sources, rules, coder=codebook.coder, unit=settings.unit)
    suggestions: list[Coding] = []
    for number, (source, codings) in enumerate(zip(sources, found, strict=True)):
        tell(number, source.id)
        suggestions += codings
    return suggestions


def _tell(progress: Progress | None, before: int, of: int, number: int, source_id: str) -> None:
    if progress:
        progress(before + number, of, source_id)


def _engine_version() -> str:
    from qual.matching.suggest import ENGINE

    return ENGINE


def _chosen(project: Project, selection: Selection | None) -> list[Source]:
    """The sources that the filters take. Raises InvalidRequest when there are none."""
    sources = [s for s in project.sources.all() if selection is None or selection.takes(s)]
    if not sources:
        raise _nothing_chosen(project)
    return sources


def _nothing_chosen(project: Project) -> InvalidRequest:
    if not len(project.sources):
        return InvalidRequest("the project has no sources yet.", hint="qual add brings them in.")
    return InvalidRequest("no source passes these filters.", hint="qual sources lists what there is.")


def explain(project: Project, coding_id: str) -> Explanation:
    """Why a coding exists: each term with the words that met it. Raises NotFound.

    A term that the codebook in force no longer has is named without its words.
    """
    from qual.matching import compile_rules
    from qual.matching.compiled import CompiledTerm
    from qual.matching.patterns import explain_pattern
    from qual.matching.plain import Stretch, explain_hit

    settings = settings_of(project)
    coding = project.codings.get(coding_id)
    source = project.sources.get(coding.segment.source_id)
    codebook = codebook_in_force(project)
    code = codebook.code(coding.code) if codebook else None
    known = {}
    if codebook and code:
        rules = compile_rules(replace(codebook, themes=(code,)), pipelines=settings.pipelines)
        known = {(entry.rule, entry.term.text): entry for entry in rules.everything}
    turn = source.turn_at(coding.segment.start)
    language = (turn.language if turn else "") or source.language
    stretch = Stretch(coding.segment.start, coding.segment.end, language)
    reasons = []
    for evidence in coding.evidence:
        entry = known.get((evidence.rule, evidence.term))
        place = (source.text, evidence.start, evidence.end, stretch)
        if entry is None:
            words = []
        elif isinstance(entry, CompiledTerm):
            words = explain_hit(entry, *place)
        else:
            words = explain_pattern(entry, *place, pipelines=settings.pipelines)
        reasons.append(Reason(evidence, tuple(words), entry is not None))
    name = code.label(settings.language) if code else coding.code
    return Explanation(coding, source, name, tuple(reasons))


def term_uses(project: Project, selection: Selection | None = None) -> list[TermUse]:
    """What every term of the codebook in force catches in the chosen sources.

    Not in those that the project's coder codes blind: it would be the suggestions by another name.
    """
    from qual.matching import compile_rules
    from qual.matching.usage import term_uses as uses

    codebook = required_codebook(project)
    checked = {f"{code.id}/{rule.language}" for code in codebook.codes for rule in code.rules if rule.checked}
    hidden = project.assignments.hidden_sources()
    sources = [source for source in _chosen(project, selection) if source.id not in hidden]
    settings = settings_of(project)
    rules = compile_rules(codebook, pipelines=settings.pipelines)
    found = uses(sources, rules, unit=settings.unit, checked=checked)
    if selection is None or not (selection.code or selection.theme):
        return found
    wanted = {
        below.id
        for code_id in (*selection.code, *selection.theme)
        for code in [codebook.code(code_id)]
        if code
        for below in code.walk()
    }
    return [use for use in found if use.code in wanted]


def search(
    project: Project,
    expression: str,
    selection: Selection | None = None,
    *,
    experts_only: bool = False,
    width: int = 50,
) -> Sequence[Found]:
    """Every place where an expression of the rule language stands in the chosen sources."""
    from qual.matching.search import search as find
    from qual.model import ROLES

    sources = _chosen(project, selection)
    speakers = ("expert",) if experts_only else ROLES
    return list(find(sources, expression, speakers=speakers, width=width))
