"""COREQ and SRQR, filled as far as the project knows, open where the author must write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from qual.analysis.matrix import unit_of
from qual.export.report.checklist_items import ANSWERS, COREQ, KNOWN_COREQ, KNOWN_SRQR, SRQR
from qual.export.report.content import Block, Heading, Paragraph, Table, plain
from qual.export.report.material import Material
from qual.model import AUTO


def write_checklists(material: Material) -> Iterator[Block]:
    """Both lists."""
    say = material.say
    yield Heading(say("checklists"), 1, "checklists")
    yield Paragraph(plain(say("checklists text")))
    values = _values(material)
    lists = (("coreq", COREQ, KNOWN_COREQ, ""), ("srqr", SRQR, KNOWN_SRQR, "S"))
    for name, items, known, letter in lists:
        yield Heading(say(name), 2, name)
        rows = [
            (f"{letter}{number}", item[say.russian], _answer(material, known.get(number, ""), values))
            for number, item in enumerate(items, 1)
        ]
        heads = ("№" if say.russian else "No.", say("item"), say("answer"))
        yield Table(say(name), heads, tuple(rows), shares=(0.5, 3, 4), note=say(f"{name} source"))


def _answer(material: Material, key: str, values: Mapping[str, object]) -> str:
    say = material.say
    in_part = key.startswith("part ")
    key = key.removeprefix("part ")
    if (key == "mode" and not values["modes"]) or (key == "question" and not material.settings.questions):
        key = ""
    if not key:
        return say("for the author")
    text = ANSWERS[key][say.russian].format(**values)
    return f"{text} {say('add')}" if in_part else text


def _values(material: Material) -> dict[str, object]:
    interviews = material.sources("interview")
    by_expert = Counter(unit_of(source) for source in interviews)
    codebook = material.context.codebook
    modes = Counter(mode for source in interviews if (mode := source.attributes.get("mode", "")))
    coders = {*material.codings["coder"], *material.codings["decided_by"]}
    return {
        "codebook": codebook.name if codebook else "–",
        "experts": len(by_expert),
        "interviews": len(interviews),
        "countries": len({source.country for source in interviews if source.country}),
        "repeated": sum(n > 1 for n in by_expert.values()),
        "modes": ", ".join(f"{mode} ({n})" for mode, n in sorted(modes.items())),
        "people": len({coder for coder in coders if coder and not str(coder).startswith(AUTO)}),
        "themes": len(codebook.themes) if codebook else 0,
        "codes": len(codebook.codes) - len(codebook.themes) if codebook else 0,
        "version": material.made_with.get("qual", ""),
        "title": material.title,
    }
