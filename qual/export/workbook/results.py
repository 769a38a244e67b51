"""What the sheets draw on: codings, numbers and names, each made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qual.analysis.cooccurrence import Cooccurrence, Unit, cooccurrence
from qual.analysis.matrix import Columns, Matrix, Measure, column_members, count_matrix
from qual.analysis.quotes import quotes
from qual.analysis.saturation import PERMUTATIONS, Saturation, saturation
from qual.analysis.tidy import NOT_IN_CODEBOOK, Context, context_of, counted, select
from qual.export.workbook.wording import Wording
from qual.model import AUTO, KINDS, NOT_GIVEN, AuthorNotes, Code, Selection, Settings, in_language

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.agreement import Agreement


@dataclass(frozen=True)
class Results:
    """The codings of a study, ready to be shown, and what the author wrote."""

    codings: pd.DataFrame
    settings: Settings
    made_with: Mapping[str, str]
    country_names: Mapping[str, str]
    notes: AuthorNotes = field(default_factory=AuthorNotes)
    sentences: Mapping[str, Sequence[tuple[int, int]]] | None = None  # of each source
    agreement: Agreement | None = None  # of the people who coded; None when nobody can be compared

    @cached_property
    def say(self) -> Wording:
        """The texts of the sheets, in the language of the results."""
        return Wording(self.language)

    @property
    def language(self) -> str:
        """The language of the results."""
        return self.settings.language

    @cached_property
    def context(self) -> Context:
        """The sources and the codebook the codings are about."""
        return context_of(self.codings)

    @cached_property
    def title(self) -> str:
        """What the study is called: by its settings, else by its codebook."""
        codebook = self.context.codebook
        return (
            self.settings.title
            or (in_language(codebook.title, self.language) if codebook else "")
            or self.say("untitled")
        )

    @cached_property
    def invented(self) -> int:
        """How many sources are invented for demonstration."""
        return sum(source.attributes.get("invented") == "true" for source in self.context.sources)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name of every code, by id. Where two have the same name the id follows."""
        codes = self.context.codebook.codes if self.context.codebook else ()
        names = {code.id: code.label(self.language) for code in codes}
        times = Counter(name.casefold() for name in names.values())
        return {
            code_id: f"{name} ({code_id})" if times[name.casefold()] > 1 else name
            for code_id, name in names.items()
        }

    def label(self, code_id: str) -> str:
        """The name of a code; the id of one that the codebook no longer has."""
        if code_id == NOT_IN_CODEBOOK:
            return self.say(code_id)
        return self.labels.get(code_id, code_id)

    def country(self, code: str) -> str:
        """The name of a country in the language of the results."""
        return self.say(NOT_GIVEN) if code == NOT_GIVEN else self.country_names.get(code, code)

    def by_country(self, measure: Measure, columns: Columns = "theme") -> Matrix:
        """Country × theme, or × code."""
        return self._counted("country", columns, measure)

    def by_expert(self, columns: Columns = "theme") -> Matrix:
        """Expert × theme, or × code, in segments."""
        return self._counted("expert", columns, "segments")

    def _counted(self, rows: str, columns: Columns, measure: Measure) -> Matrix:
        made = self._matrices
        if (rows, columns, measure) not in made:
            made[rows, columns, measure] = count_matrix(
                self.codings, rows=rows, columns=columns, measure=measure
            )
        return made[rows, columns, measure]

    @cached_property
    def _matrices(self) -> dict[tuple[str, Columns, Measure], Matrix]:
        return {}

    @cached_property
    def interviews(self) -> Matrix:
        """Experts by country and theme: the table that says how many codings count and are reviewed."""
        return self.by_country("experts")

    def totals(self, measure: Measure) -> dict[str, int]:
        """For every theme and code its number over all interviews."""
        totals: dict[str, int] = {}
        levels: tuple[Columns, ...] = ("code", "theme")
        for columns in levels:
            matrix = self.by_country(measure, columns)
            totals |= {str(code): int(n) for code, n in matrix.total.items()}
        return totals

    @cached_property
    def strays(self) -> list[str]:
        """Codes that codings use and the codebook no longer has."""
        return sorted(set(self.codings["code"].unique()) - set(self.labels))

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The codings that count, so that the quotes of a cell stand together.

        As `quotes` orders them, but within a theme interviews first, then statements, then
        literature; and codes that the codebook no longer has one after the other, like the columns
        of a matrix.
        """
        frame = quotes(self.codings)
        themes = self.context.codebook.theme_of() if self.context.codebook else {}
        columns = [*(self.context.codebook.themes if self.context.codebook else ())]
        rank = {code.id: n for n, code in enumerate(columns)}
        rank |= {code: len(columns) + n for n, code in enumerate(self.strays)}
        column = frame["code"].map(lambda code: themes.get(code, code))
        keys: dict[str, pd.Series[Any]] = {
            "column": column.map(rank).astype("int64"),
            "kind": frame["kind"].map(KINDS.index).astype("int64"),
        }
        return frame.assign(column=column).loc[_order(keys, frame.index)]

    @cached_property
    def segments(self) -> pd.DataFrame:
        """All codings, rejected ones too, in the order of the material."""
        sources = {source.id: n for n, source in enumerate(self.context.sources)}
        frame = self.codings
        keys: dict[str, pd.Series[Any]] = {"material": frame["source"].map(sources).astype("int64")}
        keys |= {name: frame[name] for name in ("start", "end", "theme", "code", "coder", "id")}
        return frame.loc[_order(keys, frame.index)]

    def first_quotes(
        self, name: str, columns: Columns = "theme", *, kinds: Collection[str] = ("interview",)
    ) -> dict[tuple[str, str], int]:
        """For each (country or expert, column) the place of its first quote from an interview, from 0.

        `name` may be "kind", and `kinds` may hold others than interviews.
        """
        first: dict[tuple[str, str], int] = {}
        frame = self.quotes
        columns_of: dict[str, list[str]] = {}
        for column, codes in column_members(self.context, frame, columns).items():
            for code in codes:
                columns_of.setdefault(code, []).append(column)
        cells = zip(frame["kind"], frame[name], frame["code"], strict=True)
        for place, (kind, case, code) in enumerate(cells):
            if kind in kinds:
                for column in columns_of.get(code, ()):
                    first.setdefault((case, column), place)
        return first

    @cached_property
    def places(self) -> dict[str, tuple[str, int]]:
        """For every code of the codebook its theme and how deep it stands below it (0: a theme)."""
        found: dict[str, tuple[str, int]] = {}

        def walk(code: Code, theme: str, depth: int) -> None:
            found[code.id] = (theme, depth)
            for below in code.codes:
                walk(below, theme, depth + 1)

        for theme in self.context.codebook.themes if self.context.codebook else ():
            walk(theme, theme.id, 0)
        return found

    def place_of(self, code_id: str) -> tuple[str, int]:
        """The theme and the depth of any code; one that the codebook no longer has stands outside."""
        return self.places.get(code_id, (NOT_IN_CODEBOOK, 1))

    @cached_property
    def countries_of_experts(self) -> dict[str, list[str]]:
        """The countries of each expert, rarely more than one; experts by country, then by name."""
        countries: dict[str, set[str]] = {}
        for source in self.context.sources:
            if source.kind == "interview":
                countries.setdefault(source.value("expert"), set()).add(source.value("country"))
        homes = {expert: sorted(found) for expert, found in countries.items()}
        return dict(sorted(homes.items(), key=lambda home: (NOT_GIVEN in home[1], home[1], home[0])))

    @cached_property
    def parts(self) -> dict[str, set[str]]:
        """For every code of the codebook those below it."""
        codes = self.context.codebook.codes if self.context.codebook else ()
        return {code.id: {below.id for below in code.walk()} - {code.id} for code in codes}

    def cooccurrence(self, columns: Columns) -> Cooccurrence:
        """Which themes or codes stand in the same sentence; in the same turn where none are known."""
        if columns not in self._together:
            unit: Unit = "turn" if self.sentences is None else "sentence"
            self._together[columns] = cooccurrence(
                self.codings, columns=columns, unit=unit, units=self.sentences
            )
        return self._together[columns]

    @cached_property
    def _together(self) -> dict[str, Cooccurrence]:
        return {}

    @cached_property
    def saturation(self) -> Saturation | None:
        """How codes accumulate over the interviews, by date where they have one; None without any."""
        return self._saturation(self.codings)

    @cached_property
    def saturation_by_country(self) -> dict[str, Saturation]:
        """The same for each country."""
        found = {}
        for country in self.interviews.base.index:
            chosen = select(self.codings, Selection(country=(str(country),)))
            own = self._saturation(chosen, permutations=1)  # of which only the real order is shown
            if own is not None:
                found[str(country)] = own
        return found

    def _saturation(self, codings: pd.DataFrame, *, permutations: int = PERMUTATIONS) -> Saturation | None:
        interviews = [row for row in context_of(codings).sources if row.kind == "interview" and row.tagged]
        if not interviews:
            return None
        dated = any("date" in row.attributes for row in interviews)
        return saturation(codings, order="date" if dated else "source", permutations=permutations)

    def counted_by_source(self) -> Counter[str]:
        """How many codings that count each source has."""
        return Counter(counted(self.codings)["source"].tolist())


def short_coder(coder: str) -> str:
    """A person's name as it is; `auto` for the rules of a codebook."""
    return AUTO.rstrip(":") if coder.startswith(AUTO) else coder


def _order(keys: Mapping[str, pd.Series[Any]], index: pd.Index[Any]) -> pd.Index[Any]:
    import pandas as pd

    return pd.DataFrame(dict(keys), index=index).sort_values(list(keys), kind="stable").index
