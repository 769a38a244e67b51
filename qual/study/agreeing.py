"""Whether coders agree, where they do not, and how far the rules can be trusted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from qual.errors import InvalidRequest
from qual.model import AUTO, Selection, Source
from qual.study.coders import assigned_codes, known_coder, readers
from qual.study.places import sentences_of, whereabouts
from qual.study.results import columns_frame

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.agreement import Agreement, Validation
    from qual.project import Project

AgreementUnit = Literal["sentence", "turn", "token"]

AGREEING = ("source", "code", "coder", "status", "decided_by", "start", "end", "assessment")
"""The columns of a coding that agreement looks at."""


@dataclass(frozen=True)
class Compared:
    """What is compared: the frame of what people stand for, the units, who read what, which codes.

    `codes` is None for all; else the ones that everybody was assigned, and `left_out` how many
    codings of others there are. `accepted` counts for each person the suggestions they accepted.
    """

    frame: pd.DataFrame
    sources: Mapping[str, Source]
    units: Mapping[str, Sequence[tuple[int, int]]]
    seen: Mapping[str, Collection[str]]
    unit: AgreementUnit
    coders: tuple[str, ...] | None
    codes: tuple[str, ...] | None
    accepted: Mapping[str, int]

    @property
    def arguments(self) -> dict[str, Any]:
        """What the measures of `analysis.agreement` take."""
        return {
            "units": self.units,
            "seen": self.seen,
            "unit": self.unit,
            "coders": self.coders,
            "codes": self.codes,
        }


def agreement(
    project: Project,
    selection: Selection | None = None,
    *,
    unit: AgreementUnit = "sentence",
    columns: Literal["code", "theme"] = "code",
    by: str | None = None,
    replicates: int | None = None,
) -> Agreement:
    """Agreement of the people who coded, per code and overall; see `analysis.agreement.agreement`.

    A person stands for their own codings and for the suggestions they accepted, as coded before
    anybody adjudicated. Only sources that two people marked as done take part: elsewhere silence
    says nothing. The `coder` of the selection chooses people. `unit` is sentence, turn or token; in
    interviews only what experts say is compared. Codes that somebody was not assigned are left out
    for all. Raises InvalidRequest with fewer than two people who are done with the same source.
    """
    from qual.analysis import agreement as measures

    chosen = compared(project, selection, unit=unit)
    _refuse_alone(chosen)
    more: dict[str, Any] = {} if replicates is None else {"replicates": replicates}
    found = measures.agreement(chosen.frame, **chosen.arguments, columns=columns, by=by, **more)
    return replace(found, accepted=chosen.accepted)


def disagreements(
    project: Project, selection: Selection | None = None, *, unit: AgreementUnit = "sentence"
) -> pd.DataFrame:
    """The units that people did not code alike, the worst first, each with its place and quote.

    A row a unit: `source`, `place` ("turn 3 sentence 2"), `quote`, and the columns of
    `analysis.agreement.disagreements`, a coder's codes among them.
    Raises InvalidRequest as `agreement` does.
    """
    import pandas as pd

    from qual.analysis import agreement as measures

    chosen = compared(project, selection, unit=unit)
    _refuse_alone(chosen)
    found = measures.disagreements(chosen.frame, **chosen.arguments)
    sources = chosen.sources
    tell = {source_id: whereabouts(sources[source_id]) for source_id in set(found["source"])}
    rows = list(zip(found["source"], found["start"], found["end"], strict=True))
    places = [tell[source_id](start) for source_id, start, _ in rows]
    quotes = [" ".join(sources[source_id].text[start:end].split()) for source_id, start, end in rows]
    found.insert(1, "place", pd.Series(places, dtype="str"))
    found.insert(2, "quote", pd.Series(quotes, dtype="str"))
    return found


def confusion(
    project: Project, selection: Selection | None = None, *, unit: AgreementUnit = "sentence"
) -> pd.DataFrame:
    """For each two people, which code of one stands where the other has which; how many units.

    See `analysis.agreement.confusion`. Raises InvalidRequest as `agreement` does.
    """
    from qual.analysis import agreement as measures

    chosen = compared(project, selection, unit=unit)
    _refuse_alone(chosen)
    return measures.confusion(chosen.frame, **chosen.arguments)


def validation(
    project: Project,
    selection: Selection | None = None,
    *,
    unit: AgreementUnit = "sentence",
    columns: Literal["code", "theme"] = "code",
) -> Validation:
    """Precision and recall of the rules against people; see `analysis.agreement.validation`.

    People are those who are done with a source and decided on no suggestion there: by the others'
    codings the rules would judge themselves. Where nobody coded apart, precision and recall are
    missing and only `accepted`, `rejected` and `kept` are told. Raises InvalidRequest when nobody is
    done with a source, and when the rules have suggested nothing.
    """
    from qual.analysis import agreement as measures

    chosen = compared(project, selection, unit=unit, machines=True)
    if not chosen.seen:
        raise InvalidRequest(
            "Nobody is done with a source here.", hint="Each says it after reading: qual done SOURCE"
        )
    if not chosen.frame["coder"].str.startswith(AUTO).any():
        raise InvalidRequest("The rules have suggested nothing here.", hint="qual suggest asks them.")
    apart = _who_coded_apart(chosen)
    arguments = chosen.arguments | ({"seen": apart} if apart else {})
    if apart and chosen.coders:
        arguments["coders"] = [name for name in chosen.coders if name in apart] or None
    found = measures.validation(chosen.frame, **arguments, columns=columns)
    if apart:
        return found
    unknown = ["people", "both", "undecided", "precision", "recall", "f1"]
    nothing = dict.fromkeys(unknown)
    return replace(found, coders=(), codes=found.codes.assign(**nothing), rules=found.rules.assign(**nothing))


def _who_coded_apart(chosen: Compared) -> dict[str, list[str]]:
    """For each person the sources they are done with and in which they decided on no suggestion."""
    frame = chosen.frame
    decided = frame[frame["coder"].str.startswith(AUTO) & (frame["decided_by"] != "")]
    pairs = set(zip(decided["decided_by"], decided["source"], strict=True))
    apart = {
        name: [source_id for source_id in own if (name, source_id) not in pairs]
        for name, own in chosen.seen.items()
        if chosen.coders is None or name in chosen.coders
    }
    return {name: own for name, own in apart.items() if own}


def compared(
    project: Project,
    selection: Selection | None = None,
    *,
    unit: AgreementUnit = "sentence",
    machines: bool = False,
) -> Compared:
    """What agreement is computed from. With `machines` the suggestions stay those of the codebook."""
    if unit not in get_args(AgreementUnit):
        raise InvalidRequest(
            f"The unit is sentence, turn or token, not {unit!r}.", hint="Sentences are the usual choice."
        )
    chosen = selection or Selection()
    named = tuple(known_coder(project, name) for name in dict.fromkeys(chosen.coder)) or None
    hidden = project.assignments.hidden_sources()
    columns = AGREEING if not machines else (*AGREEING, "evidence")
    frame = columns_frame(project, columns, replace(chosen, coder=(), theme=(), code=()))
    sources = {source.id: source for source in project.sources.all()}
    there = {source_id for source_id, source in sources.items() if chosen.takes(source)} - hidden
    seen = {name: sorted(set(own) & there) for name, own in readers(project).items()}
    seen = {name: own for name, own in seen.items() if own}
    shared = {source_id for own in seen.values() for source_id in own}
    units = {source_id: units_of(sources[source_id], unit) for source_id in sorted(shared)}
    codes = _codes_of_all(project, seen, named, chosen)
    accepted: dict[str, int] = {}
    if not machines:
        accepted = _accepted(frame, seen, codes)
        frame = _behind_persons(frame)
    return Compared(frame, sources, units, seen, unit, named, codes, accepted)


def units_of(source: Source, unit: AgreementUnit) -> list[tuple[int, int]]:
    """The units of a source as (start, end): of an interview in which experts are known, only theirs."""
    from qual.matching.words import tokens

    turns = [turn for turn in source.turns if turn.role == "expert"] if source.kind == "interview" else []
    turns = turns or list(source.turns)
    if unit == "turn":
        return [(turn.start, turn.end) for turn in turns if source.text[turn.start : turn.end].strip()]
    sentences = sentences_of(source)
    stretches = [stretch for turn in turns for stretch in sentences[turn.number]]
    if unit == "sentence":
        return stretches
    return [token for start, end in stretches for token in tokens(source.text, start, end)]


def _behind_persons(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without suggestions, except those a person accepted: they are that person's."""
    by_machine = frame["coder"].str.startswith(AUTO)
    accepted = _is_accepted(frame)
    kept = frame.assign(coder=frame["coder"].mask(accepted, frame["decided_by"]))[~by_machine | accepted]
    kept.attrs = dict(frame.attrs)
    return kept


def _is_accepted(frame: pd.DataFrame) -> pd.Series[bool]:
    """Which rows are suggestions that a person accepted."""
    by_machine = frame["coder"].str.startswith(AUTO)
    return by_machine & (frame["status"] == "accepted") & (frame["decided_by"] != "")


def _accepted(
    frame: pd.DataFrame, seen: Mapping[str, Collection[str]], codes: Collection[str] | None
) -> dict[str, int]:
    """For each person the suggestions they accepted in sources they are done with."""
    rows = frame[_is_accepted(frame)]
    if codes is not None:
        rows = rows[rows["code"].isin(codes)]
    counts = {
        name: int(((rows["decided_by"] == name) & rows["source"].isin(own)).sum())
        for name, own in seen.items()
    }
    return {name: number for name, number in counts.items() if number}


def _codes_of_all(
    project: Project,
    seen: Mapping[str, Collection[str]],
    named: tuple[str, ...] | None,
    chosen: Selection,
) -> tuple[str, ...] | None:
    """The codes that the filters name and everybody was to use; None for all."""
    from qual.study.tagging import codebook_in_force

    codebook = codebook_in_force(project)
    known = {code.id for code in codebook.codes} if codebook else set()
    taken = set(known)
    for wanted in (chosen.theme, chosen.code):
        if wanted:
            roots = [codebook.code(code_id) if codebook else None for code_id in wanted]
            taken &= {below.id for root in roots if root for below in root.walk()}
    for (coder, source_id), codes in assigned_codes(project).items():
        if source_id in seen.get(coder, ()) and (named is None or coder in named):
            taken &= codes
    return None if taken == known else tuple(sorted(taken))


def _refuse_alone(chosen: Compared) -> None:
    people = [name for name in chosen.seen if chosen.coders is None or name in chosen.coders]
    shared = [
        source_id for source_id in chosen.units if sum(source_id in chosen.seen[name] for name in people) > 1
    ]
    if shared:
        return
    if len(people) > 1:
        raise InvalidRequest(
            f"No source is done by two of {', '.join(sorted(people))}, so nothing can be compared.",
            hint="qual status tells who is done with what; qual done SOURCE says that you are.",
        )
    one = f"Only {people[0]} is done with a source here" if people else "Nobody is done with a source here"
    raise InvalidRequest(
        f"{one}, and agreement takes two.", hint="Each says it after reading: qual done SOURCE --coder NAME"
    )
