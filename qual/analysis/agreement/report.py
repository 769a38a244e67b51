"""Agreement between the people who coded a study.

The unit is what is compared, the interview is what is drawn again for an interval; both are
printed with every figure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qual.analysis.agreement.bootstrap import REPLICATES, SEED
from qual.analysis.agreement.cases import Case, cases_of
from qual.analysis.agreement.frames import Row, framed
from qual.analysis.agreement.prepare import Columns, Seen, Units, code_units
from qual.analysis.agreement.tables import assessment_rows, code_rows, interview_rows, overall_rows
from qual.analysis.records import records
from qual.analysis.tidy import context_of

if TYPE_CHECKING:
    import pandas as pd

_EXTENT = ("coders", "sources", "units")
CODES = (
    *("code", *_EXTENT, "prevalence", "percent", "positive", "negative", "kappa", "kappa_max", "pabak"),
    *("fleiss", "ac1", "alpha", "low", "high", "boundaries", "reason"),
)
OVERALL = ("measure", "about", "of", *_EXTENT, "value", "low", "high", "coverage", "reason")
ASSESSMENTS = ("code", *_EXTENT, "alpha", "low", "high", "ac2", "reason")
INTERVIEWS = ("code", "source", "units", "percent", "positive", "alpha", "reason")


@dataclass(frozen=True)
class Agreement:
    """Agreement of people, with what is needed to read it.

    `codes` has a row a code, `overall` a row a measure over several codes, `assessments` a row a
    code to which two coders gave values −2 to +2, `interviews` a row a code and source. With `by`
    the first column of the first three holds the value of that attribute; "all" comes first. A
    figure that is undefined is missing and `reason` says why. `unit` is what was compared, `accepted`
    says of how many accepted suggestions each person's codings consist, where that is known,
    `left_out` says how many codings took no part: by coders who had not finished the source, in
    sources that fewer than two finished, outside every unit.
    """

    unit: str
    coders: tuple[str, ...]
    codes: pd.DataFrame
    overall: pd.DataFrame
    assessments: pd.DataFrame
    interviews: pd.DataFrame
    by: str | None = None
    replicates: int = REPLICATES
    seed: int = SEED
    left_out: Mapping[str, int] = field(default_factory=dict)
    accepted: Mapping[str, int] = field(default_factory=dict)

    @property
    def used(self) -> pd.DataFrame:
        """The rows of codes that somebody used: about the others there is nothing to agree."""
        coded = self.codes[[f"coded {coder}" for coder in self.coders]].sum(axis=1) > 0
        return self.codes[self.codes["code"].isin(self.codes.loc[coded, "code"])]

    def to_json(self) -> dict[str, Any]:
        """The record as plain values; what is missing is None."""
        return {
            "unit": self.unit,
            "coders": list(self.coders),
            "by": self.by,
            "codes": records(self.codes),
            "overall": records(self.overall),
            "assessments": records(self.assessments),
            "interviews": records(self.interviews),
            "replicates": self.replicates,
            "seed": self.seed,
            "left_out": dict(self.left_out),
        }

    def _repr_html_(self) -> str:
        tables = [self.overall, self.codes, *([self.assessments] if len(self.assessments) else [])]
        shown = "".join(table.round(3).to_html(na_rep="–", index=False) for table in tables)
        return f"{shown}<p>unit: {self.unit}; intervals over interviews, 95 %</p>"


def agreement(
    codings: pd.DataFrame,
    *,
    units: Units,
    seen: Seen,
    unit: str = "sentence",
    columns: Columns = "code",
    codes: Collection[str] | None = None,
    coders: Sequence[str] | None = None,
    by: str | None = None,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> Agreement:
    """Agreement of the people who coded, for each code and over all codes.

    `codings` is the tidy frame (`qual.codings`), `units` the units of each source as (start, end),
    `unit` what they are called, `seen` for each coder the sources read to the end. A coder who
    finished a source and did not code a unit said no; one who never saw it is missing. Choose
    people with `coders`, not by filtering the frame: someone whose rows were filtered away looks
    like someone who coded nothing. `codes` takes codes together with everything below them,
    `columns="theme"` compares themes in place of codes, `by` adds rows for each value of an
    attribute ("country").

    A unit is coded when a segment shares a character with it; what a coder coded twice counts
    once. Machines ("auto:…") and rejected codings take no part (see `validation`), nor do sources
    that fewer than two people finished.

    The columns of `codes`:

    - `code`, `coders` (who finished any of the sources), `sources`, `units`, and for each coder
      `coded <name>`, the units coded (missing where the coder finished none of the sources);
    - `prevalence`: of all decisions of all coders on all units, the share that says yes;
    - `percent`, `positive`, `negative`: agreement, and agreement on presence and on absence;
    - `kappa`, `kappa_max`, `pabak`: where exactly two coders finished the sources;
    - `fleiss`, `ac1`, `alpha` (nominal), `low` and `high` (95 %, of alpha);
    - `boundaries`: |u-alpha of the code, on characters (on tokens when they are the unit);
    - `reason`: why alpha is missing, else why its interval is.

    The columns of `overall`: `measure` ("alpha (MASI)", "alpha (Jaccard)", "|u-alpha", "u-alpha",
    "cu-alpha", "(k)u-alpha"), `about` ("all codes", a theme, or a code), `of` (what was compared:
    the unit, characters, tokens), `coders`, `sources`, `units` (how many of those), `value`,
    `low`, `high`, `coverage` (of (k)u-alpha), `reason`. |u-alpha over all codes compares coded
    text with text that is not, whatever the code. u-, cu- and (k)u-alpha need codes that exclude
    each other: they are given over all codes and within each theme where no coder put two codes on
    the same text, and refused otherwise ("codes overlap: …").

    `assessments`: `code`, `coders`, `sources`, `units` (that two coders assessed), `alpha`
    (ordinal), `low`, `high`, `ac2` (ordinal weights over −2 to +2), `reason`. Where one coder gave
    a unit several assessments of a code, that coder's is missing. `interviews`: `code`, `source`
    (those in which somebody applied it), `units`, `percent`, `positive`, `alpha`, `reason`.

    Intervals draw whole sources again, `replicates` times, always alike for one `seed`. With fewer
    than eight sources that two people finished there is none; read `interviews` then.

    Formulas and literature stand with the measures: `chance`, `krippendorff`, `unitizing` of this
    package. Raises InvalidRequest for a coder who finished nothing, a machine among `coders`, an
    attribute no source has, and units that overlap.
    """
    context = context_of(codings)
    coded = code_units(
        codings, units=units, seen=seen, unit=unit, columns=columns, codes=codes, coders=coders
    )
    cases = cases_of(codings, coded, by=by, replicates=replicates, seed=seed)
    themes = context.codebook.theme_of() if context.codebook and columns == "code" else {}
    who = tuple(f"coded {coder}" for coder in coded.coders)
    names = (*CODES[:4], *who, *CODES[4:])
    return Agreement(
        unit=unit,
        coders=coded.coders,
        codes=_by_case(code_rows(coded, cases), names, cases, by, counts=who),
        overall=_by_case(overall_rows(coded, cases, themes), OVERALL, cases, by),
        assessments=_by_case(assessment_rows(coded, cases), ASSESSMENTS, cases, by),
        interviews=framed(interview_rows(coded), INTERVIEWS),
        by=by,
        replicates=replicates,
        seed=seed,
        left_out=coded.left_out,
    )


def _by_case(
    rows: Iterable[Row],
    names: Sequence[str],
    cases: Sequence[Case],
    by: str | None,
    *,
    counts: Collection[str] = (),
) -> pd.DataFrame:
    """Rows as a frame, case after case; with `by` the case stands in a first column of that name."""
    order = {case.name: n for n, case in enumerate(cases)}
    ordered = sorted(rows, key=lambda row: order[row["case"]])
    frame = framed(ordered, names, counts=counts)
    if by is not None:
        import pandas as pd

        frame.insert(0, by, pd.Series([row["case"] for row in ordered], dtype="str"))
    return frame
