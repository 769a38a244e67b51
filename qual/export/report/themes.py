"""A block for each theme: numbers, quotations, other sources, and what the author concludes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qual.analysis.deviant import deviant_cases
from qual.analysis.picking import pick_quotes
from qual.export.quotation import SHORT, citation
from qual.export.report.content import (
    Block,
    Heading,
    Items,
    Paragraph,
    Quotation,
    Run,
    Table,
    plain,
)
from qual.export.report.front import of
from qual.export.report.material import Material
from qual.model import CONVERGENCES, Code

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 1200
"""Characters of a quotation that the report shows; what is longer is shortened, and says so."""

MOST_CITED = 12


def write_themes(material: Material) -> Iterator[Block]:
    """All themes, in codebook order."""
    yield Heading(material.say("themes"), 1, "themes")
    if not material.themes:
        yield Paragraph(plain(material.say("no codings")), "note")
    deviant = deviant_cases(material.codings, reviewed=material.reviewed)
    for number, theme in enumerate(material.themes, 1):
        yield from _theme(material, theme, number, deviant[deviant["theme"] == theme.id])


def _theme(material: Material, theme: Code, number: int, deviant: pd.DataFrame) -> Iterator[Block]:
    say, name = material.say, material.label(theme.id)
    yield Heading(f"{number}. {name}", 2, f"theme-{number}")
    definition = theme.definition.get(material.language) or theme.definition.get("en", "")
    if definition:
        yield Paragraph((Run(definition, italic=True),))
    yield Paragraph(plain(_prevalence(material, theme)), "lead")
    if len(material.matrix("experts").base):
        yield _countries(material, theme, name)
    codes = list(_codes(material, theme))
    if codes:
        heads = (say("code"), say("experts"), say("segments"))
        yield Table(
            say("codes caption", theme=name),
            heads,
            tuple(codes),
            right=frozenset({1, 2}),
            shares=(4, 1, 1),
            note=say("codes note"),
        )
    yield from authors(material.notes.text("summary", theme.id), about=say("authors summary"))
    quotes = material.quotes[material.quotes["theme"] == theme.id]
    yield from _experts(material, quotes, number)
    yield Heading(say("deviant"), 3, f"theme-{number}-deviant")
    cases = tuple(plain(_deviant(material, row)) for row in deviant.to_dict("records"))
    yield Items(cases) if cases else Paragraph(plain(say("deviant none")), "note")
    for kind in ("literature", "statement"):
        yield from _others(material, quotes[quotes["kind"] == kind], kind, theme, number)
    yield Heading(say("convergence"), 3, f"theme-{number}-convergence")
    yield from _convergence(material, theme)
    yield Heading(say("conclusion"), 3, f"theme-{number}-conclusion")
    yield from authors(material.notes.text("conclusion", theme.id), missing=say("not written"))
    for code in theme.walk():
        if code.id != theme.id:
            about = material.label(code.id)
            yield from authors(material.notes.text("conclusion", code.id), about=about)
    for note in material.notes.of(theme.id):
        if note.purpose == "conclusion" and note.country:
            yield from authors(note.text, about=material.country(note.country))


def _convergence(material: Material, theme: Code) -> Iterator[Block]:
    """Which kinds of source are silent is computed; how they agree the author says."""
    say = material.say
    silent = material.triangulated.get(theme.id, {}).get("silent", "")
    if silent:
        kinds = ", ".join(say(f"silent {kind} kind") for kind in silent.split(", "))
        yield Paragraph(plain(say("silent kinds", list=kinds)))
    value = material.notes.text("convergence", theme.id)
    shown = say(f"{value} value") if value in CONVERGENCES else value
    yield from authors(shown, missing=say("not written"))


def authors(text: str, *, about: str = "", missing: str = "") -> Iterator[Block]:
    """The author's own words, paragraph by paragraph, and never more than that."""
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    for place, part in enumerate(paragraphs):
        label = (Run(f"{about}. ", bold=True),) if about and place == 0 else ()
        yield Paragraph((*label, Run(part)), "author")
    if not paragraphs and missing:
        yield Paragraph(plain(missing), "open")


# --- numbers -------------------------------------------------------------------------------------


def _prevalence(material: Material, theme: Code) -> str:
    import pandas as pd

    say, matrix = material.say, material.matrix("experts")
    total = matrix.total[theme.id]
    if pd.isna(total):
        return say("prevalence open")
    if not int(total):
        return say("prevalence none")
    countries = int((matrix.cells[theme.id].fillna(0) > 0).sum())
    k, n, all_ = int(total), matrix.base_total, len(matrix.cells.index)
    return say("prevalence", k=k, n=n, countries=countries, all=all_)


def _countries(material: Material, theme: Code, name: str) -> Table:
    say = material.say
    experts, segments, words = (material.matrix(m) for m in ("experts", "segments", "words"))
    rows = []
    for case in experts.cells.index:
        star = "*" if case in material.small else ""
        k, n = experts.cells.loc[case, theme.id], int(experts.base[case])
        more = (segments.cells.loc[case, theme.id], words.cells.loc[case, theme.id])
        interval = _interval(material.intervals.get((theme.id, str(case))))
        rows.append((material.country(str(case)) + star, of(material, k, n), interval, *_emphasis(*more)))
    total = of(material, experts.total[theme.id], experts.base_total)
    rows.append((say("all"), total, "", *_emphasis(segments.total[theme.id], words.total[theme.id])))
    return Table(
        say("prevalence caption", theme=name),
        (say("country"), say("experts"), say("wilson"), say("segments"), say("of words")),
        tuple(rows),
        right=frozenset({1, 2, 3, 4}),
        shares=(3, 1.2, 1.7, 1.2, 1.2),
        total=True,
        note=say("small", n=material.settings.small_base) if material.small else "",
    )


def _interval(ends: tuple[float, float] | None) -> str:
    if ends is None or ends[0] != ends[0]:
        return "–"
    return f"{100 * ends[0]:.0f}–{100 * ends[1]:.0f}%"


def _emphasis(segments: Any, words: Any) -> tuple[str, str]:
    import pandas as pd

    return (
        "–" if pd.isna(segments) else str(int(segments)),
        "–" if pd.isna(words) else f"{float(words):.1%}",
    )


def _codes(material: Material, theme: Code) -> Iterator[tuple[str, str, str]]:
    experts, segments = material.matrix("experts", "code"), material.matrix("segments", "code")
    for code in theme.walk():
        if code.id == theme.id or code.id not in experts.total.index:
            continue
        k, n = experts.total[code.id], experts.base_total
        yield material.label(code.id), of(material, k, n), _emphasis(segments.total[code.id], None)[0]


# --- quotations ----------------------------------------------------------------------------------


def _experts(material: Material, quotes: pd.DataFrame, number: int) -> Iterator[Block]:
    say, matrix = material.say, material.matrix("experts")
    yield Heading(say("what experts say"), 3, f"theme-{number}-experts")
    said = quotes[quotes["kind"] == "interview"]
    if said.empty:
        yield Paragraph(plain(say("no quotes")), "note")
        return
    yield Paragraph(plain(say("quotes chosen", n=material.quotations)), "note")
    picked = pick_quotes(said, material.quotations, pinned=material.pinned, within=("country",))
    for case in matrix.base.index:
        own = picked[picked["country"] == case]
        yield Heading(material.country(str(case)), 4)
        if own.empty:
            waits = matrix.cells.loc[case].isna().all()
            text = say("prevalence open") if waits else say("silent country", n=int(matrix.base[case]))
            yield Paragraph(plain(text), "note")
        yield from _pinned_first(material, own)


def _pinned_first(material: Material, quotes: pd.DataFrame) -> Iterator[Quotation]:
    rows: list[dict[Any, Any]] = quotes.to_dict("records")
    for row in sorted(rows, key=lambda row: row["id"] not in material.pinned):
        yield _quotation(material, row)


def _quotation(material: Material, row: Mapping[Any, Any]) -> Quotation:
    text, short = shortened(row["quote"])
    marks = [material.say("pinned")] if row["id"] in material.pinned else []
    marks += [material.say("not reviewed")] if row["status"] == "suggested" else []
    marks += [material.say("shortened", source=row["source"])] if short else []
    cited = citation(row, material.language)
    if row["kind"] != "interview" and row["source"] in material.cited.cited:
        place = cited.partition(", ")[2]
        cited = f"{_bare(material.cited.cited[row['source']])}, {place}"
    return Quotation(text, cited, material.label(row["code"]), row["id"][:SHORT], tuple(marks))


def shortened(quote: str) -> tuple[str, bool]:
    """A quotation on one line, cut between words when it is very long; and whether it was cut."""
    text = " ".join(quote.split())
    if len(text) <= LONGEST:
        return text, False
    cut = text[:LONGEST].rsplit(" ", 1)[0] if " " in text[:LONGEST] else text[:LONGEST]
    return f"{cut} […]", True


def _others(material: Material, quotes: pd.DataFrame, kind: str, theme: Code, number: int) -> Iterator[Block]:
    say = material.say
    plural = "literature" if kind == "literature" else "statements"
    yield Heading(say(plural), 3, f"theme-{number}-{plural}")
    sources = [source.id for source in material.sources(kind)]
    if not sources:
        yield Paragraph(plain(say(f"no {plural}")), "note")
        return
    speaking = [source for source in sources if source in set(quotes["source"])]
    if not speaking:
        yield Paragraph(plain(say(f"silent {plural}", n=len(sources))), "lead")
        return
    cited = "; ".join(_bare(material.cited.cited[source]) for source in speaking[:MOST_CITED])
    if len(speaking) > MOST_CITED:
        cited = f"{cited}; {say('and more', n=len(speaking) - MOST_CITED)}"
    text = say(f"of {plural}", k=len(speaking), n=len(sources), list=cited)
    yield Paragraph(plain(text), "lead")
    picked = pick_quotes(quotes, 2 * material.quotations, pinned=material.pinned, within=("theme",))
    yield from _pinned_first(material, picked)


def _bare(cited: str) -> str:
    """A citation without its brackets."""
    return cited[1:-1] if cited[:1] + cited[-1:] in ("()", "[]") else cited


def _deviant(material: Material, row: Mapping[Any, Any]) -> str:
    values = {"expert": row["expert"], "country": material.country(row["country"])}
    if row["reason"] == "against":
        values |= {"own": _signed(row["own"]), "others": _signed(row["others"])}
    return material.say(f"deviant {row['reason']}", k=row["k"], n=row["n"], **values)


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−").replace("+0.0", "0").replace(".0", "")
