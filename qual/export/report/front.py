"""The report before its themes: research questions, the sample, who speaks of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qual.analysis.matrix import Matrix, unit_of
from qual.analysis.tidy import SourceRow
from qual.export.figures import draw_country_theme
from qual.export.report.content import Block, Heading, Items, Paragraph, Picture, Table, plain
from qual.export.report.material import Material
from qual.model import NOT_GIVEN

MOST_VALUES = 8
MOST_NAMED = 5
"""Countries whose names stand side by side at the head of a table; of more their codes do."""

_NOT_OF_EXPERTS = ("invented", "note", "language", "date", "id", "title", "licence", "attribution", "url")


def write_questions(material: Material) -> Iterator[Block]:
    """The research questions of qual.toml."""
    say = material.say
    yield Heading(say("questions"), 1, "questions")
    questions = [question for question in material.settings.questions if question.strip()]
    if questions:
        yield Items(tuple(plain(question) for question in questions))
    else:
        yield Paragraph(plain(say("questions open")), "open")


def write_sample(material: Material) -> Iterator[Block]:
    """Who was interviewed: by country, and by the attributes of the interviews."""
    say = material.say
    yield Heading(say("sample"), 1, "sample")
    interviews = material.sources("interview")
    if not interviews:
        yield Paragraph(plain(say("no interviews")), "note")
    else:
        yield _by_country(material, interviews)
        rows = list(_by_attribute(material, interviews))
        if rows:
            heads = (say("attribute"), say("values"))
            yield Table(say("attribute caption"), heads, tuple(rows), shares=(1, 3))
    kinds = {kind: len(material.sources(kind)) for kind in ("statement", "literature")}
    if any(kinds.values()):
        text = say("other material", statements=kinds["statement"], literature=kinds["literature"])
        yield Paragraph(plain(text))


def _by_country(material: Material, interviews: Sequence[SourceRow]) -> Table:
    say = material.say
    rows = []
    for country in material.matrix("experts").base.index:
        own = [source for source in interviews if source.value("country") == country]
        star = "*" if country in material.small else ""
        rows.append((material.country(str(country)) + star, *_figures(own)))
    rows.append((say("all"), *_figures(interviews)))
    return Table(
        say("sample caption"),
        (say("country"), say("experts"), say("interviews"), say("words"), say("languages"), say("dates")),
        tuple(rows),
        right=frozenset({1, 2, 3}),
        shares=(2.6, 1.6, 1.6, 1.2, 2, 3.2),
        total=True,
        note=say("small", n=material.settings.small_base) if material.small else "",
    )


def _figures(sources: Sequence[SourceRow]) -> tuple[str, ...]:
    languages = sorted({source.attributes.get("language", "") for source in sources} - {""})
    dates = sorted({source.attributes.get("date", "") for source in sources} - {""})
    return (
        str(len({unit_of(source) for source in sources})),
        str(len(sources)),
        str(sum(source.words for source in sources)),
        ", ".join(languages) or "–",
        f"{dates[0]} – {dates[-1]}" if len(dates) > 1 else (dates or ["–"])[0],
    )


def _by_attribute(material: Material, interviews: Sequence[SourceRow]) -> Iterator[tuple[str, str]]:
    names = sorted({name for source in interviews for name in source.attributes} - set(_NOT_OF_EXPERTS))
    for name in names:
        experts = {(unit_of(source), source.value(name)) for source in interviews}
        counts = Counter(value for _, value in experts)
        if 1 < len(counts) <= MOST_VALUES:
            told = sorted(counts.items(), key=lambda pair: (pair[0] == NOT_GIVEN, -pair[1], pair[0]))
            values = [f"{material.say('not given') if v == NOT_GIVEN else v}: {n}" for v, n in told]
            yield name.replace("_", " "), "; ".join(values)


def write_overview(material: Material) -> Iterator[Block]:
    """Country × theme, as a figure and as a table."""
    say = material.say
    matrix = material.matrix("experts")
    yield Heading(say("overview"), 1, "overview")
    if matrix.base.empty or not len(matrix.cells.columns):
        yield Paragraph(plain(say("no codings")), "note")
        return
    names = {str(column): material.label(str(column)) for column in matrix.cells.columns}
    figure = draw_country_theme(
        matrix,
        language=material.language,
        names=names,
        cases=material.country_names,
        small_base=material.settings.small_base,
        note=material.settings.note,
    )
    yield Picture(say("overview caption"), figure, say("overview told"))
    yield _table(material, matrix, names)
    text = say("unreviewed", codings=matrix.codings, unreviewed=matrix.unreviewed)
    yield Paragraph(plain(text), "note")


def _table(material: Material, matrix: Matrix, names: dict[str, str]) -> Table:
    """Themes in rows, since their names are long; countries in columns."""
    say = material.say
    cases = [str(case) for case in matrix.cells.index]
    stars = ["*" if case in material.small else "" for case in cases]
    rows = []
    for column, name in names.items():
        cells = [of(material, matrix.cells.loc[case, column], int(matrix.base[case])) for case in cases]
        rows.append((name, *cells, of(material, matrix.total[column], matrix.base_total)))
    notes = [say("small", n=material.settings.small_base)] if material.small else []
    notes += [say("dash")] if matrix.cells.isna().to_numpy().any() else []
    named = [material.country(case) for case in cases]
    if len(cases) > MOST_NAMED:  # names would not fit side by side
        notes.append(
            "; ".join(f"{case} {name}" for case, name in zip(cases, named, strict=True) if case != name)
        )
        named = [name if case == NOT_GIVEN else case for case, name in zip(cases, named, strict=True)]
    heads = [name + star for name, star in zip(named, stars, strict=True)]
    return Table(
        say("overview caption"),
        (say("theme"), *heads, say("all")),
        tuple(rows),
        right=frozenset(range(1, len(cases) + 2)),
        shares=(2.4, *[1.0] * len(cases), 1.1),
        note=" ".join(notes),
    )


def of(material: Material, value: object, base: int) -> str:
    """A number of experts with its base, “3 of 5”; a dash where nobody has coded yet."""
    import pandas as pd

    return "–" if pd.isna(value) else material.say("of", k=int(value), n=base)  # type: ignore[call-overload]
