"""The rows of the tables of agreement, as dictionaries; `report` makes frames of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qual.analysis.agreement.cases import Case
from qual.analysis.agreement.chance import (
    AC1,
    BRENNAN_PREDIGER,
    FLEISS,
    KAPPA,
    KAPPA_MAX,
    PERCENT,
    gwet,
    specific,
    weight_matrix,
)
from qual.analysis.agreement.estimate import NOTHING_IN_COMMON, ONE_VALUE, OVERLAPPING
from qual.analysis.agreement.frames import Row
from qual.analysis.agreement.krippendorff import NOMINAL_BINARY, ORDINAL, by_distance
from qual.analysis.agreement.layout import TOKEN
from qual.analysis.agreement.prepare import SCALE, CodedUnits
from qual.analysis.agreement.ratings import Floats, Ints, Ratings
from qual.analysis.agreement.unitizing import (
    Coefficient,
    Stretches,
    boundaries_alpha,
    code_alpha,
    codes_alpha,
    coverage,
    length_sums,
    u_alpha,
)

ALL_CODES = "all codes"
POSITIVE, NEGATIVE = specific(1), specific(0)
AC2 = gwet(weight_matrix("ordinal", SCALE))


def code_rows(coded: CodedUnits, cases: Sequence[Case]) -> Iterator[Row]:
    """A row for each code and case: presence or absence of the code, unit by unit."""
    units = _units(coded)
    for code, name in enumerate(coded.codes):
        ratings = coded.presence(code)
        pairs, nominal = PERCENT.sums(ratings), NOMINAL_BINARY.sums(ratings)
        positive, negative = POSITIVE.sums(ratings), NEGATIVE.sums(ratings)
        lengths = length_sums(coded.stretches.of_codes([code]))
        applied = _applied(coded, code)
        for case in cases:
            alpha = case.row(nominal, NOMINAL_BINARY.statistic, why=ONE_VALUE)
            no, yes = case.total(nominal)[1:]
            yield (
                {"case": case.name, "code": name, "coders": case.coders, "sources": case.sources}
                | {"units": int(units[case.member].sum())}
                | _coded_by(coded, case, applied)
                | {"prevalence": float(yes / (yes + no)) if yes + no else None}
                | {
                    "percent": case.figure(pairs, PERCENT.statistic),
                    "positive": case.figure(positive, POSITIVE.statistic),
                    "negative": case.figure(negative, NEGATIVE.statistic),
                }
                | _of_two(coded, case, ratings, pairs)
                | {
                    "fleiss": case.figure(pairs, FLEISS.statistic),
                    "ac1": case.figure(pairs, AC1.statistic),
                    "alpha": alpha["value"],
                    "low": alpha["low"],
                    "high": alpha["high"],
                    "boundaries": case.figure(lengths, boundaries_alpha(1).statistic),
                    "reason": alpha["reason"],
                }
            )


def interview_rows(coded: CodedUnits) -> Iterator[Row]:
    """A row for each code and source in which somebody applied it."""
    units = _units(coded)
    for code, name in enumerate(coded.codes):
        ratings = coded.presence(code)
        applied = _applied(coded, code).sum(axis=1)
        percent = PERCENT.statistic(PERCENT.sums(ratings))
        positive = POSITIVE.statistic(POSITIVE.sums(ratings))
        alpha = NOMINAL_BINARY.statistic(NOMINAL_BINARY.sums(ratings))
        for n in np.flatnonzero(applied):
            undefined = np.isnan(alpha[n])
            yield {
                "code": name,
                "source": coded.sources[n],
                "units": int(units[n]),
                "percent": float(percent[n]),
                "positive": float(positive[n]),
                "alpha": None if undefined else float(alpha[n]),
                "reason": ONE_VALUE if undefined else "",
            }


def assessment_rows(coded: CodedUnits, cases: Sequence[Case]) -> Iterator[Row]:
    """A row for each case and each code to which two coders gave a value in the same unit."""
    for code, name in enumerate(coded.codes):
        ratings = coded.assessments(code)
        if not ratings.pairable.any():
            continue
        ordinal, agreed = ORDINAL.sums(ratings), AC2.sums(ratings)
        for case in cases:
            pairable = case.member[ratings.cluster] & ratings.pairable
            alpha = case.row(
                ordinal, ORDINAL.statistic, why=ONE_VALUE if pairable.any() else NOTHING_IN_COMMON
            )
            yield {
                "case": case.name,
                "code": name,
                "coders": case.coders,
                "sources": len(np.unique(ratings.cluster[pairable])),
                "units": int(pairable.sum()),
                "alpha": alpha["value"],
                "low": alpha["low"],
                "high": alpha["high"],
                "ac2": case.figure(agreed, AC2.statistic),
                "reason": alpha["reason"],
            }


# --- several codes together ------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """A measure over several codes; `units` is what it compares, counted in each source."""

    measure: str
    about: str
    of: str
    units: Ints
    sums: Floats
    coefficient: Coefficient
    coverage: Callable[[Floats], float | None] | None = None


def overall_rows(coded: CodedUnits, cases: Sequence[Case], themes: Mapping[str, str]) -> Iterator[Row]:
    """A row for each measure over several codes and case; `themes` maps a code to its theme."""
    for line in [*_set_lines(coded), *_stretch_lines(coded, themes)]:
        for case in cases:
            total = case.total(line.sums)
            found = case.row(line.sums, line.coefficient.statistic, why=line.coefficient.why_undefined(total))
            yield {
                "case": case.name,
                "measure": line.measure,
                "about": line.about,
                "of": line.of,
                "coders": case.coders,
                "sources": case.sources,
                "units": int(line.units[case.member].sum()),
                "value": found["value"],
                "low": found["low"],
                "high": found["high"],
                "coverage": line.coverage(total) if line.coverage else None,
                "reason": found["reason"],
            }


def _set_lines(coded: CodedUnits) -> Iterator[_Line]:
    """Alpha on the sets of codes that coders gave to the units."""
    ratings, masi, jaccard = coded.sets()
    for name, apart in (("alpha (MASI)", masi), ("alpha (Jaccard)", jaccard)):
        measure = by_distance(apart)
        coefficient = Coefficient(measure.statistic, lambda sums: ONE_VALUE)
        yield _Line(name, ALL_CODES, coded.layout.unit, _units(coded), measure.sums(ratings), coefficient)


def _stretch_lines(coded: CodedUnits, themes: Mapping[str, str]) -> Iterator[_Line]:
    """The unitizing family, over codes that exclude each other."""
    of = "tokens" if coded.layout.unit == TOKEN else "characters"
    size = coded.layout.lengths
    anything = length_sums(coded.stretches.as_one())
    yield _Line("|u-alpha", ALL_CODES, of, size, anything, boundaries_alpha(1))
    domains = {ALL_CODES: list(range(len(coded.codes)))} | _themes(coded, themes)
    open_codes = dict.fromkeys(coded.codes, OVERLAPPING)
    for about, members in domains.items():
        stretches = coded.stretches.of_codes(members)
        clash = stretches.overlap()
        if clash is not None:
            why = _clash(coded, stretches, clash)
            yield _Line("u-alpha", about, of, size, anything, _refused(why))
            yield _Line("cu-alpha", about, of, size, anything, _refused(why))
            continue
        q, sums = len(members), length_sums(stretches)
        yield _Line("u-alpha", about, of, size, sums, u_alpha(q))
        yield _Line("cu-alpha", about, of, size, sums, codes_alpha(q))
        for n, code in enumerate(stretches.codes):
            if open_codes.pop(code, None):  # the widest domain that allows it is enough
                yield _Line("(k)u-alpha", code, of, size, sums, code_alpha(q, n), _covered(q, n))
    for code, why in open_codes.items():
        yield _Line("(k)u-alpha", code, of, size, anything, _refused(why))


def _themes(coded: CodedUnits, themes: Mapping[str, str]) -> dict[str, list[int]]:
    """Themes of which several codes were used, when there is more than one theme."""
    found: dict[str, list[int]] = {}
    for n, code in enumerate(coded.codes):
        found.setdefault(themes.get(code, code), []).append(n)
    return {theme: codes for theme, codes in found.items() if 1 < len(codes) < len(coded.codes)}


def _clash(coded: CodedUnits, stretches: Stretches, clash: tuple[int, int]) -> str:
    """Who put which two codes on the same text."""
    first, second = (stretches.codes[stretches.code[n]] for n in clash)
    coder, source = coded.coders[stretches.coder[clash[0]]], coded.sources[stretches.text[clash[0]]]
    return f"{OVERLAPPING}: {coder} has {first} and {second} on the same text in {source}"


def _refused(why: str) -> Coefficient:
    return Coefficient(lambda sums: np.asarray(np.nan), lambda sums: why)


def _covered(codes: int, code: int) -> Callable[[Floats], float | None]:
    return lambda sums: coverage(codes, code, sums)


# --- counts ----------------------------------------------------------------------------------


def _units(coded: CodedUnits) -> Ints:
    """Units of each source."""
    return np.bincount(coded.layout.source, minlength=len(coded.sources))


def _applied(coded: CodedUnits, code: int) -> Ints:
    """Sources × coders: units to which the code was applied."""
    at = coded.of_code(code)
    place = coded.layout.source[coded.unit[at]] * len(coded.coders) + coded.coder[at]
    counts = np.bincount(place, minlength=len(coded.sources) * len(coded.coders))
    return counts.reshape(len(coded.sources), len(coded.coders))


def _coded_by(coded: CodedUnits, case: Case, applied: Ints) -> Row:
    """The units each coder coded, None for who finished no source of the case."""
    finished = np.flatnonzero(coded.seen[case.member].any(axis=0)).tolist()
    times = applied[case.member].sum(axis=0)
    return {f"coded {c}": int(times[n]) if n in finished else None for n, c in enumerate(coded.coders)}


def _of_two(coded: CodedUnits, case: Case, ratings: Ratings, pairs: Floats) -> Row:
    """The measures of exactly two coders: the two of the case, whoever else there is."""
    two = np.flatnonzero(coded.seen[case.member].any(axis=0))
    if len(two) != 2:
        return {"kappa": None, "kappa_max": None, "pabak": None}
    table = KAPPA.sums(replace(ratings, values=ratings.values[:, two]))
    return {
        "kappa": case.figure(table, KAPPA.statistic),
        "kappa_max": case.figure(table, KAPPA_MAX.statistic),
        "pabak": case.figure(pairs, BRENNAN_PREDIGER.statistic),
    }
