"""Who codes: names, who is to code what, who is done, and how far each has come."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest, NotFound
from qual.model import AUTO, NOT_GIVEN, Assignment, Selection
from qual.study.tagging import codebook_in_force

if TYPE_CHECKING:
    from qual.model import Source
    from qual.project import AssignCounts, Project
    from qual.project.codings import Counted


def acting_coder(project: Project) -> str:
    """Who the project was opened by. Raises InvalidRequest for nobody.

    So too for a name that differs from one in use in upper and lower case or blanks only: it would
    be a second coder, and agreement between the two would mean nothing.
    """
    coder = project.coder
    if not coder:
        raise InvalidRequest(
            "Nobody is named as the coder.",
            hint='Say who: --coder NAME, or QUAL_CODER, or coder = "NAME" in qual.toml.',
        )
    for known in people(project):
        if known != coder and _alike(known) == _alike(coder):
            raise InvalidRequest(
                f"There is a coder {known} already, and {coder} differs from that in spelling only.",
                hint=f"If you are that person: --coder {known}",
            )
    return coder


def people(project: Project) -> list[str]:
    """Every person who was assigned something, is done with something, coded or decided, sorted."""
    counted = project.codings.counts()
    names = {row.coder for row in counted} | {row.decided_by for row in counted}
    names |= {one.coder for one in project.assignments.all()}
    names |= {coder for coder, _ in project.done.all()}
    return sorted(name for name in names if name and not name.startswith(AUTO))


def coders(project: Project) -> list[str]:
    """The same with the codebooks that suggested something."""
    return sorted({*people(project), *(row.coder for row in project.codings.counts())})


def known_coder(project: Project, name: str) -> str:
    """A name that a person typed, as one of `coders` or of the log. Raises NotFound, with the nearest."""
    there = coders(project)
    if name in there or name in {batch.coder for batch in project.batches()}:
        return name
    near = get_close_matches(name, there, 1, 0.5)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(there) or 'none yet'}."
    raise NotFound(f"there is no coder {name!r}.", hint=hint)


# --- assignments -------------------------------------------------------------------------------


def assign(
    project: Project, coder: str, chosen: Selection, *, blind: bool = False
) -> tuple[list[str], AssignCounts]:
    """Assign the sources that pass the filters to a coder; their ids, and what that changed.

    `code` and `theme` of the filters are the codes the coder is to use, each with all below it;
    without them every code. Raises InvalidRequest when no source passes.
    """
    ids = _sources(project, chosen)
    codes = tuple(dict.fromkeys((*chosen.theme, *chosen.code)))
    name = _one_spelling(project, coder)
    return ids, project.assignments.add([Assignment(name, id_, codes, blind) for id_ in ids])


def unassign(project: Project, coder: str, chosen: Selection) -> list[str]:
    """Take back a coder's assignments to the sources that pass the filters; the ids of those.

    Raises NotFound when the coder has none of them.
    """
    named = known_coder(project, coder)
    passing = {source.id for source in project.sources.all() if chosen.takes(source)}
    has = [one.source_id for one in project.assignments.all() if one.coder == named]
    ids = [source_id for source_id in has if source_id in passing]
    if not ids:
        raise NotFound(f"{named} has no assignment that passes these filters.", hint="See them: qual assign")
    project.assignments.withdraw(named, ids)
    return ids


def assignments(project: Project) -> list[dict[str, Any]]:
    """Every assignment with whether it is done, by coder and source."""
    done = set(project.done.all())
    return [
        {
            "coder": one.coder,
            "source": one.source_id,
            "codes": list(one.codes),
            "blind": one.blind,
            "done": (one.coder, one.source_id) in done,
        }
        for one in project.assignments.all()
    ]


def blind_note(project: Project) -> str:
    """What is left out because the project's coder codes blind, as a sentence; "" for nothing."""
    hidden = sorted(project.assignments.hidden_sources())
    if not hidden:
        return ""
    return (
        f"{project.coder} codes {', '.join(hidden)} blind: suggestions and what others coded there "
        "are left out until it is done."
    )


def assigned_codes(project: Project) -> dict[tuple[str, str], set[str]]:
    """For coder and source the codes to be used, those below included, where not all of them are."""
    return {
        (one.coder, one.source_id): _with_those_below(project, one.codes)
        for one in project.assignments.all()
        if one.codes
    }


def _with_those_below(project: Project, codes: Iterable[str]) -> set[str]:
    codebook = codebook_in_force(project)
    found = set(codes)
    for code_id in codes:
        code = codebook.code(code_id) if codebook else None
        found |= {below.id for below in code.walk()} if code else set()
    return found


def _one_spelling(project: Project, coder: str) -> str:
    from qual.project import coder_name

    name = coder_name(coder)
    if not name:
        raise InvalidRequest("The coder has no name.", hint="Write it: qual assign NAME --source ID")
    for known in people(project):
        if known != name and _alike(known) == _alike(name):
            raise InvalidRequest(
                f"There is a coder {known} already, and {name} differs from that in spelling only.",
                hint=f"Write it as {known}.",
            )
    return name


def _alike(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _sources(project: Project, chosen: Selection) -> list[str]:
    ids = [source.id for source in project.sources.all() if chosen.takes(source)]
    if not ids:
        raise InvalidRequest("no source passes these filters.", hint="qual sources lists what there is.")
    return ids


# --- done ----------------------------------------------------------------------------------------


def mark_done(project: Project, source_ids: Iterable[str], *, done: bool = True) -> list[str]:
    """Say that a coder has read sources to the end and has nothing more to code, or take that back.

    The ids for which it is news. That a coder found nothing in a source is a statement; a source
    without the mark says nothing. For a blind coder the mark is also what shows them the codings
    of the others.
    """
    coder = acting_coder(project)
    ids = list(dict.fromkeys(source_ids))
    marked = set(project.done.all())
    with project.transaction("mark done" if done else "mark not done"):
        if done:
            return [source_id for source_id in ids if project.done.add(source_id)]
        for source_id in ids:
            if (coder, source_id) not in marked and source_id in project.sources:
                raise NotFound(
                    f"{source_id} is not marked as done by {coder}.", hint="There is nothing to take back."
                )
            project.done.withdraw(source_id)
    return ids


def readers(project: Project) -> dict[str, list[str]]:
    """For each person the sources they have read to the end, as `agreement` wants to know."""
    found: dict[str, list[str]] = defaultdict(list)
    for coder, source_id in project.done.all():
        found[coder].append(source_id)
    return dict(found)


# --- progress ------------------------------------------------------------------------------------


def progress(
    project: Project, sources: Iterable[Source] | None = None, counts: Iterable[Counted] | None = None
) -> list[dict[str, Any]]:
    """How far each person has come in each country, by coder and country.

    `assigned` and `done` count sources; `codings` those of their own; `decided` suggestions they
    accepted or rejected; `undecided` suggestions nobody has decided on in sources that are assigned
    to them, for the codes that are (blind coders are not to decide on any). `sources` and `counts`
    are those of the project, where they are at hand.
    """
    known = project.sources.all() if sources is None else sources
    country_of = {source.id: source.country or NOT_GIVEN for source in known}
    rows: dict[tuple[str, str], dict[str, Any]] = {}

    def row(coder: str, source_id: str) -> dict[str, Any]:
        country = country_of.get(source_id, NOT_GIVEN)
        empty = {"assigned": 0, "blind": 0, "done": 0, "codings": 0, "decided": 0, "undecided": 0}
        return rows.setdefault((coder, country), {"coder": coder, "country": country, **empty})

    waiting: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for counted in project.codings.counts() if counts is None else counts:
        by_machine = counted.coder.startswith(AUTO)
        if not by_machine and counted.status != "rejected":
            row(counted.coder, counted.source_id)["codings"] += counted.codings
        if by_machine and counted.decided_by:
            row(counted.decided_by, counted.source_id)["decided"] += counted.codings
        if by_machine and counted.status == "suggested":
            waiting[counted.source_id].append((counted.code, counted.codings))
    for one in project.assignments.all():
        about = row(one.coder, one.source_id)
        about["assigned"] += 1
        about["blind"] += one.blind
        codes = _with_those_below(project, one.codes) if one.codes else None
        if not one.blind:
            about["undecided"] += sum(
                number for code, number in waiting[one.source_id] if codes is None or code in codes
            )
    for coder, source_id in project.done.all():
        row(coder, source_id)["done"] += 1
    return [rows[key] for key in sorted(rows, key=lambda key: (key[0], key[1] == NOT_GIVEN, key[1]))]
