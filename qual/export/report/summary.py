"""The report behind its themes: the countries beside each other, and the references."""

from __future__ import annotations

from collections.abc import Iterator

from qual.export.report.content import Block, Heading, Items, Paragraph, Run, Table, plain
from qual.export.report.material import Material
from qual.export.report.themes import authors


def write_summary(material: Material) -> Iterator[Block]:
    """What all, and what none, of a country's experts speak of; then the author's summary."""
    say, matrix = material.say, material.matrix("experts")
    yield Heading(say("summary"), 1, "summary")
    rows = []
    for case in matrix.cells.index:
        n, numbers = int(matrix.base[case]), matrix.cells.loc[case]
        known = {theme.id: theme for theme in material.themes}
        every = [material.label(t) for t in known if not numbers.isna().all() and numbers[t] == n]
        none = [material.label(t) for t in known if not numbers.isna().all() and numbers[t] == 0]
        star = "*" if case in material.small else ""
        named = f"{material.country(str(case))}{star} (n = {n})"
        rows.append((named, "; ".join(every) or "–", "; ".join(none) or "–"))
    if rows and material.themes:
        yield Table(
            say("summary caption"),
            (say("country"), say("all speak"), say("none speaks")),
            tuple(rows),
            shares=(1.2, 3, 2),
            note=say("small", n=material.settings.small_base) if material.small else "",
        )
    yield Heading(say("countries"), 2, "authors-countries")
    written = False
    for case in matrix.cells.index:
        for theme in material.themes:
            text = material.notes.text("conclusion", theme.id, country=str(case))
            written = written or bool(text)
            yield from authors(text, about=f"{material.country(str(case))}: {material.label(theme.id)}")
    if not written:
        yield Paragraph(plain(say("countries open")), "open")


def write_references(material: Material) -> Iterator[Block]:
    """Literature and statements in the order of the citation style; licences that ask for it are named."""
    say = material.say
    yield Heading(say("references"), 1, "references")
    cited = material.cited
    groups = [(kind, {row.id: row for row in material.sources(kind)}) for kind in ("literature", "statement")]
    if not any(sources for _, sources in groups):
        yield Paragraph(plain(say("no references")), "note")
    for kind, sources in groups:
        if not sources:
            continue
        plural = "literature" if kind == "literature" else "statements"
        yield Heading(say(plural), 2, f"references-{plural}")
        entries = []
        for key in (key for key in cited.order if key in sources):
            of = sources[key].attributes.get
            licence = ". ".join(part for part in (of("attribution"), of("licence")) if part)
            entries.append((*cited.entries[key], *([Run(f" [{licence}]")] if licence else [])))
        yield Items(tuple(entries), hanging=True)
