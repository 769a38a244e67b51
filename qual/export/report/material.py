"""What a report is made from: codings, numbers, the author's words, references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qual.analysis.comparison import comparison
from qual.analysis.matrix import Matrix, Measure, count_matrix
from qual.analysis.quotes import quotes
from qual.analysis.tidy import Context, SourceRow, context_of
from qual.analysis.triangulation import triangulation
from qual.export.report.citing import References, references
from qual.export.report.wording import Wording
from qual.model import EMPTY, NOT_GIVEN, AuthorNotes, Code, Settings, in_language

if TYPE_CHECKING:
    import pandas as pd

    from qual.analysis.agreement import Agreement


@dataclass(frozen=True)
class Material:
    """All that a report draws on. `quotations` is how many a country may have in each theme."""

    codings: pd.DataFrame
    settings: Settings
    made_with: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    country_names: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    notes: AuthorNotes = field(default_factory=AuthorNotes)
    pinned: Collection[str] = ()
    literature: Sequence[Mapping[str, Any]] = ()  # citation items (CSL-JSON), `id` that of the source
    agreement: Agreement | None = None
    quotations: int = 2
    reviewed: bool = False

    @cached_property
    def say(self) -> Wording:
        """The texts of the report in its language."""
        return Wording(self.language)

    @property
    def language(self) -> str:
        """The language of the report: Russian, or English."""
        return "ru" if self.settings.language == "ru" else "en"

    @cached_property
    def context(self) -> Context:
        """The sources and the codebook."""
        return context_of(self.codings)

    @cached_property
    def title(self) -> str:
        """What the study is called."""
        codebook = self.context.codebook
        return (
            self.settings.title
            or (in_language(codebook.title, self.settings.language) if codebook else "")
            or self.say("untitled")
        )

    @cached_property
    def themes(self) -> tuple[Code, ...]:
        """The themes that the filters let pass, in codebook order."""
        shown = set(map(str, self.matrix("experts").cells.columns))
        return tuple(
            t for t in (self.context.codebook.themes if self.context.codebook else ()) if t.id in shown
        )

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name of every code. Where two have the same name the id follows."""
        codes = self.context.codebook.codes if self.context.codebook else ()
        names = {code.id: code.label(self.settings.language) for code in codes}
        times = Counter(name.casefold() for name in names.values())
        return {id_: f"{name} ({id_})" if times[name.casefold()] > 1 else name for id_, name in names.items()}

    def label(self, code_id: str) -> str:
        """The name of a code; the id of one that the codebook no longer has."""
        return self.labels.get(code_id, code_id)

    def country(self, code: str) -> str:
        """The name of a country."""
        return self.say("not given") if code == NOT_GIVEN else self.country_names.get(code, code)

    def sources(self, kind: str) -> list[SourceRow]:
        """The sources of one kind."""
        return [source for source in self.context.sources if source.kind == kind]

    @cached_property
    def invented(self) -> int:
        """How many sources are invented for demonstration."""
        return sum(source.attributes.get("invented") == "true" for source in self.context.sources)

    @cached_property
    def intervals(self) -> dict[tuple[str, str], tuple[float, float]]:
        """For each theme and country Wilson's 95 % interval of the share of experts who speak of it."""
        shares = comparison(self.codings, reviewed=self.reviewed).shares
        columns = (shares[name] for name in ("column", "country", "low", "high"))
        return {(theme, case): (low, high) for theme, case, low, high in zip(*columns, strict=True)}

    @cached_property
    def triangulated(self) -> dict[str, dict[Any, Any]]:
        """For each theme what each kind of source says of it; see `analysis.triangulation`."""
        frame = triangulation(self.codings, reviewed=self.reviewed)
        return {row["id"]: row for row in frame.to_dict("records")}

    def matrix(self, measure: Measure, columns: Any = "theme", *, kind: str = "interview") -> Matrix:
        """Country × theme or code, made once for each measure."""
        made: dict[tuple[str, str, str], Matrix] = self._matrices
        key = (measure, columns, kind)
        if key not in made:
            made[key] = count_matrix(
                self.codings, columns=columns, measure=measure, kind=kind, reviewed=self.reviewed
            )
        return made[key]

    @cached_property
    def _matrices(self) -> dict[tuple[str, str, str], Matrix]:
        return {}

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The codings that count, in reading order."""
        return quotes(self.codings, reviewed=self.reviewed)

    @cached_property
    def small(self) -> set[str]:
        """Countries with fewer experts than `small_base`."""
        base = self.matrix("experts").base
        return {str(case) for case, n in base.items() if n < self.settings.small_base}

    @cached_property
    def cited(self) -> References:
        """Literature and statements, cited in the style of the study."""
        items = {str(item["id"]): item for item in self.literature}
        for source in (*self.sources("literature"), *self.sources("statement")):
            items.setdefault(source.id, _item(source))
        style = self.settings.citations or ("gost" if self.language == "ru" else "apa")
        return references(list(items.values()), style=style, language=self.language)


_HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Dr|H\.? ?E)\.? +")


def _item(source: SourceRow) -> dict[str, Any]:
    """What the attributes of a source tell of it, as a citation item."""
    of = source.attributes.get
    item: dict[str, Any] = {
        "id": source.id,
        "type": "webpage" if of("url") else "document",
        "title": of("title") or source.id,
    }
    if source.kind == "literature":
        item["type"] = "article-journal" if of("journal") else "book"
        item |= {"container-title": of("journal")} if of("journal") else {}
    people = of("author") or of("speaker_name") or of("body")
    if people:
        item["author"] = [{"literal": _HONORIFIC.sub("", name.strip())} for name in people.split(";")]
        if of("body") and of("body") != people:
            item["publisher"] = of("body")
    parts = [int(part) for part in (of("date") or of("year") or "").split("-")[:3] if part.isdigit()]
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return item | {name: text for name, text in (("URL", of("url")), ("DOI", of("doi"))) if text}
