"""Rules against people: how much of what the rules suggest is right, and how much they miss.

A codebook is not a further coder. Alpha between rules and people would say how interchangeable
they are; what one wants to know is how far suggestions can be trusted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from qual.analysis.agreement.frames import Row, framed
from qual.analysis.agreement.layout import Layout
from qual.analysis.agreement.prepare import CodedUnits, Columns, Seen, Units, code_units, place_codings
from qual.analysis.agreement.ratings import Bools, Ints
from qual.analysis.records import records
from qual.analysis.tidy import context_of
from qual.errors import InvalidRequest
from qual.model import AUTO

if TYPE_CHECKING:
    import pandas as pd

People = Literal["majority", "any", "all"]
COUNTED = ("suggested", "people", "both", "undecided")
SCORES = ("precision", "recall", "f1")
REVIEW = ("accepted", "rejected", "kept")


@dataclass(frozen=True)
class Validation:
    """How well rules do against people.

    `codes` has a row a code, `rules` a row a code, rule and term. `unit` is what was counted,
    `people` what a unit needs to count as coded by people, `sources` those that people finished
    and that the rules were applied to.
    """

    unit: str
    people: str
    coders: tuple[str, ...]
    machines: tuple[str, ...]
    sources: tuple[str, ...]
    codes: pd.DataFrame
    rules: pd.DataFrame

    def to_json(self) -> dict[str, Any]:
        """The record as plain values; what is missing is None."""
        return {
            "unit": self.unit,
            "people": self.people,
            "coders": list(self.coders),
            "machines": list(self.machines),
            "sources": list(self.sources),
            "codes": records(self.codes),
            "rules": records(self.rules),
        }


def validation(
    codings: pd.DataFrame,
    *,
    units: Units,
    seen: Seen,
    unit: str = "sentence",
    columns: Columns = "code",
    codes: Collection[str] | None = None,
    coders: Sequence[str] | None = None,
    machines: Sequence[str] | None = None,
    people: People = "majority",
) -> Validation:
    """Precision and recall of the rules, for each code and for each term of a rule.

    Arguments as in `agreement`; sources that one person finished are enough. `machines` picks the
    codebooks by coder ("auto:…", all of them when None). A source counts when the rules were
    applied to it: when `seen` names it for one of the machines, or, where `seen` names no machine,
    when somebody has looked at it at all. `people` is what makes a unit coded: "majority" of those
    who finished the source (a tie leaves the unit out, as `undecided`), "any", or "all".

    The columns of `codes`, in units: `suggested`, `people` (who coded it), `both`, `undecided`
    (left out of the other three), `precision` = both/suggested, `recall` = both/people, `f1`. All
    suggestions count, rejected ones, too: they are what the rules said. These figures mean what
    they say only if people coded without seeing suggestions.

    The last columns come from review and are counted in suggestions: `accepted`, `rejected`, and
    `kept` = accepted/(accepted + rejected): precision among the suggestions people decided, whoever
    coded what. It needs no coding by hand, and knows nothing of what the rules missed.

    `rules` has the same columns behind `code`, `rule` and `term` (from the evidence); there a unit
    is suggested where the words were found that met the term, and `recall` is what this term finds
    alone. Missing where nothing is to be divided by. Raises InvalidRequest as `agreement` does, and
    for a machine that made no suggestion.
    """
    if people not in get_args(People):
        raise InvalidRequest(f"people are majority, any or all, not {people!r}.")
    context = context_of(codings)
    named = _machines(codings, machines)
    applied = _applied_to(seen, named, [row.id for row in context.sources if row.tagged])
    human = code_units(
        codings,
        units={source: own for source, own in units.items() if source in applied},
        seen=seen,
        unit=unit,
        columns=columns,
        codes=codes,
        coders=coders,
        at_least=1,
    )
    layout = human.layout
    suggestions = codings[codings["coder"].isin(named) & codings["source"].isin(layout.sources)]
    everywhere = np.ones((len(layout.sources), len(named)), dtype=np.bool_)
    machine = place_codings(
        suggestions,
        context=context,
        layout=layout,
        coders=named,
        seen=everywhere,
        columns=columns,
        codes=codes,
    )
    labels = _order(context, human, machine)
    truth = {code: _judged(human, code, people) for code in labels}
    names = (*COUNTED, *SCORES, *REVIEW)
    return Validation(
        unit=unit,
        people=people,
        coders=human.coders,
        machines=named,
        sources=layout.sources,
        codes=framed(
            _code_rows(machine, suggestions, columns, labels, truth),
            ("code", *names),
        ),
        rules=framed(
            _rule_rows(suggestions, layout, columns, labels, truth),
            ("code", "rule", "term", *names),
        ),
    )


def _machines(codings: pd.DataFrame, asked: Sequence[str] | None) -> tuple[str, ...]:
    there = sorted(name for name in codings["coder"].unique() if name.startswith(AUTO))
    if asked is None:
        return tuple(there)
    for name in asked:
        if name not in there:
            raise InvalidRequest(
                f"{name!r} has suggested nothing.", hint=f"There are: {', '.join(there) or 'none'}."
            )
    return tuple(dict.fromkeys(asked))


def _applied_to(seen: Seen, machines: Sequence[str], tagged: Sequence[str]) -> set[str]:
    known = [set(seen[name]) for name in machines if name in seen]
    return set().union(*known) if known else set(tagged)


def _order(context: Any, human: CodedUnits, machine: CodedUnits) -> tuple[str, ...]:
    book = [code.id for code in context.codebook.codes] if context.codebook else []
    used = {*human.codes, *machine.codes}
    return (*(code for code in book if code in used), *sorted(used - set(book)))


@dataclass(frozen=True)
class _Judged:
    """For every unit whether people coded it, and whether they are undecided."""

    coded: Bools
    undecided: Bools


def _judged(human: CodedUnits, name: str, people: People) -> _Judged:
    votes = np.zeros(human.layout.n_units, dtype=np.int64)
    if name in human.codes:
        units = human.unit[human.of_code(human.codes.index(name))]
        votes = np.bincount(units, minlength=human.layout.n_units)
    readers = human.seen.sum(axis=1)[human.layout.source]
    if people == "any":
        return _Judged(votes > 0, np.zeros_like(votes, dtype=np.bool_))
    if people == "all":
        return _Judged(votes == readers, np.zeros_like(votes, dtype=np.bool_))
    return _Judged(2 * votes > readers, 2 * votes == readers)


def _code_rows(
    machine: CodedUnits,
    suggestions: pd.DataFrame,
    columns: Columns,
    labels: Sequence[str],
    truth: Mapping[str, _Judged],
) -> Iterator[Row]:
    decided = suggestions.groupby([columns, "status"]).size().to_dict()
    for code in labels:
        units = np.empty(0, dtype=np.int64)
        if code in machine.codes:
            units = np.unique(machine.unit[machine.of_code(machine.codes.index(code))])
        counts = tuple(int(decided.get((code, status), 0)) for status in ("accepted", "rejected"))
        yield {"code": code} | _scores(units, truth[code], *counts)


def _rule_rows(
    suggestions: pd.DataFrame,
    layout: Layout,
    columns: Columns,
    labels: Sequence[str],
    truth: Mapping[str, _Judged],
) -> Iterator[Row]:
    import pandas as pd

    places = (
        suggestions[["source", columns, "status", "evidence"]].explode("evidence").dropna(subset="evidence")
    )
    evidence = places["evidence"].tolist()
    begin, stop = layout.units_of(
        pd.Index(layout.sources).get_indexer(pd.Index(places["source"])).astype(np.int64),
        np.array([found.start for found in evidence], dtype=np.int64),
        np.array([found.end for found in evidence], dtype=np.int64),
    )
    terms: dict[tuple[str, str, str], list[int]] = {}
    for n, (code, found) in enumerate(zip(places[columns].tolist(), evidence, strict=True)):
        if code in truth:
            terms.setdefault((code, found.rule, found.term), []).append(n)
    status, coding = places["status"].tolist(), places.index.tolist()
    for key in sorted(terms, key=lambda key: (labels.index(key[0]), *key[1:])):
        rows = terms[key]
        units = np.unique(np.concatenate([np.arange(begin[n], stop[n]) for n in rows]))
        decided = Counter({coding[n]: status[n] for n in rows}.values())
        scores = _scores(units, truth[key[0]], decided["accepted"], decided["rejected"])
        yield {"code": key[0], "rule": key[1], "term": key[2]} | scores


def _scores(suggested: Ints, truth: _Judged, accepted: int, rejected: int) -> Row:
    undecided = int(truth.undecided.sum())
    suggested = suggested[~truth.undecided[suggested]]
    both, found, people = int(truth.coded[suggested].sum()), len(suggested), int(truth.coded.sum())
    return {
        "suggested": found,
        "people": people,
        "both": both,
        "undecided": undecided,
        "precision": both / found if found else None,
        "recall": both / people if people else None,
        "f1": 2 * both / (found + people) if found + people else None,
        "accepted": accepted,
        "rejected": rejected,
        "kept": accepted / (accepted + rejected) if accepted + rejected else None,
    }
