"""The method annex: material, codebook, rules, agreement, saturation, log and software."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qual.analysis.ordering import order_of_interviews
from qual.analysis.saturation import Saturation, saturation
from qual.analysis.tidy import counted
from qual.export.figures import draw_saturation
from qual.export.report.content import Block, Heading, Paragraph, Picture, Table, plain
from qual.export.report.material import Material
from qual.model import NOT_GIVEN, Code, in_language

MOST_LISTED = 400
"""Interviews that the annex lists one by one."""


def write_method(material: Material) -> Iterator[Block]:
    """All parts of the annex."""
    yield Heading(material.say("method"), 1, "method")
    for part in (_material, _codebook, _rules, _agreement, _saturation, _software):
        yield from part(material)


def _material(material: Material) -> Iterator[Block]:
    say = material.say
    yield Heading(say("method material"), 2, "method-material")
    yield Paragraph(plain(say("unit text")))
    matrix = material.matrix("experts")
    text = say("unreviewed", codings=matrix.codings, unreviewed=matrix.unreviewed)
    yield Paragraph(plain(text))
    waiting = [source.id for source in material.context.sources if not source.tagged]
    if waiting:
        yield Paragraph(plain(say("waiting", list=", ".join(waiting))), "note")
    interviews = material.sources("interview")[:MOST_LISTED]
    if not interviews:
        return
    codings = Counter(counted(material.codings, reviewed=material.reviewed)["source"].tolist())
    rows = [
        (
            say("not given") if row.value("expert") == NOT_GIVEN else row.expert,
            material.country(row.value("country")),
            row.attributes.get("language", "") or "–",
            row.attributes.get("date", "") or "–",
            str(row.turns),
            str(row.words),
            str(codings[row.id]),
        )
        for row in interviews
    ]
    names = ("expert", "country", "language", "date", "turns", "words", "codings")
    yield Table(
        say("interviews caption"),
        tuple(say(name) for name in names),
        tuple(rows),
        right=frozenset({4, 5, 6}),
        shares=(1.3, 2, 1, 1.6, 1.1, 1, 1.6),
    )


def _codebook(material: Material) -> Iterator[Block]:
    say, codebook = material.say, material.context.codebook
    yield Heading(say("codebook"), 2, "method-codebook")
    if codebook is None:
        yield Paragraph(plain(say("no codebook")), "note")
        return
    matrix = material.matrix("experts", "code")
    themes = material.matrix("experts")
    rows: list[tuple[str, ...]] = []
    for theme in codebook.themes:
        for code, level in _levels(theme, 0):
            total = (themes if code.id in themes.total.index else matrix).total.get(code.id)
            shown = "–" if total is None or total != total or str(total) == "<NA>" else str(int(total))
            rows.append(("  " * level + material.label(code.id), _defined(material, code), shown))
    yield Table(
        say("codebook caption", name=codebook.name),
        (say("code"), say("definition"), say("experts")),
        tuple(rows),
        right=frozenset({2}),
        shares=(1.6, 5, 0.9),
    )


def _levels(code: Code, level: int) -> Iterator[tuple[Code, int]]:
    yield code, level
    for below in code.codes:
        yield from _levels(below, level + 1)


def _defined(material: Material, code: Code) -> str:
    parts = [in_language(code.definition, material.language)]
    for name, texts in (("include", code.include), ("exclude", code.exclude), ("example", code.example)):
        if text := in_language(texts, material.language):
            parts.append(f"{material.say(name)} {text}")
    return "\n".join(part for part in parts if part) or "–"


def _rules(material: Material) -> Iterator[Block]:
    say, codebook = material.say, material.context.codebook
    yield Heading(say("rules"), 2, "method-rules")
    counts: Counter[tuple[str, str]] = Counter()
    unchecked = 0
    for theme in codebook.themes if codebook else ():
        for rule in (rule for code in theme.walk() for rule in code.rules):
            terms = len(rule.any) + len(rule.regex) + len(rule.spacy)
            counts[theme.id, rule.language] += terms
            unchecked += 0 if rule.checked else terms
    if not codebook or not counts:
        yield Paragraph(plain(say("no rules")), "note")
        return
    yield Paragraph(plain(say("rules text")))
    languages = sorted({language for _, language in counts})
    rows = [
        (material.label(theme.id), *(str(counts[theme.id, language]) for language in languages))
        for theme in codebook.themes
    ]
    yield Table(
        say("rules caption"),
        (say("theme"), *languages),
        tuple(rows),
        right=frozenset(range(1, len(languages) + 1)),
        shares=(3, *[1.0] * len(languages)),
        note=say("unchecked", n=unchecked) if unchecked else "",
    )


def _agreement(material: Material) -> Iterator[Block]:
    say, found = material.say, material.agreement
    yield Heading(say("agreement"), 2, "method-agreement")
    if found is None or found.codes.empty:
        yield Paragraph(plain(say("agreement none")), "note")
        return
    yield Paragraph(plain(say("agreement text", coders=len(found.coders), unit=found.unit)))
    rows = [
        (
            material.label(row["code"]),
            str(row["units"]),
            _number(row["percent"], "{:.0%}"),
            _number(row["alpha"]),
            f"{_number(row['low'])} – {_number(row['high'])}" if row["low"] == row["low"] else "–",
        )
        for row in found.codes.to_dict("records")
    ]
    names = ("code", "units", "percent", "alpha", "interval")
    yield Table(
        say("agreement caption"),
        tuple(say(name) for name in names),
        tuple(rows),
        right=frozenset({1, 2, 3, 4}),
        shares=(3, 1, 1.3, 1, 1.6),
    )


def _number(value: float, form: str = "{:.2f}") -> str:
    return form.format(value) if value == value else "–"


def _saturation(material: Material) -> Iterator[Block]:
    say = material.say
    yield Heading(say("saturation"), 2, "method-saturation")
    order = order_of_interviews(material.codings)
    found = saturation(material.codings, order=order, reviewed=material.reviewed)
    if found.curve.empty or not found.curve["cumulative"].iloc[-1]:
        yield Paragraph(plain(say("saturation open")), "note")
        return
    yield Paragraph(plain(_saturated(material, found)))
    figure = draw_saturation(found.curve, language=material.language, note=material.settings.note)
    yield Picture(say("saturation caption"), figure)


def _saturated(material: Material, found: Saturation) -> str:
    """Order, what the last interviews brought, and when no more than a twentieth was new."""
    say, curve = material.say, found.curve
    codes, interviews = int(curve["cumulative"].iloc[-1]), len(curve)
    last = int((curve["new"] > 0).to_numpy().nonzero()[0][-1]) + 1
    told = {"codes": codes, "interviews": interviews, "last": last, "order": say(f"order {found.order}")}
    parts = [say("saturation text", **told)]
    values = {"base": found.base, "run": found.run, "share": f"{found.threshold:.0%}"}
    if found.reached is None:
        parts.append(say("saturation not reached", **values))
    else:
        parts.append(say("saturation reached", reached=found.reached, **values))
    if found.chao2 is not None and found.coverage is not None:
        parts.append(say("saturation chao", chao=f"{found.chao2:.0f}", coverage=f"{found.coverage:.0%}"))
    return " ".join([*parts, say("saturation caution")])


def _software(material: Material) -> Iterator[Block]:
    say = material.say
    yield Heading(say("software"), 2, "method-software")
    yield Paragraph(plain(say("software text")))
    if material.made_with:
        yield Table(
            say("facts caption"),
            (say("fact"), say("value")),
            tuple(material.made_with.items()),
            shares=(1, 2.6),
        )
