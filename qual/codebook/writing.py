"""A Codebook becomes a YAML text that reads back as the same codebook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from qual.codebook.reading import FORMAT, TEXTS, UNDETERMINED
from qual.model import Code, Codebook, Rule, Term

if TYPE_CHECKING:
    from yaml import SafeDumper, ScalarNode

RARE_LINE_ENDS = "\x85\u2028\u2029"


def write_codebook(codebook: Codebook) -> str:
    """The YAML text of a codebook. Comments and layout of a file it came from are not kept."""
    import yaml

    data: dict[str, Any] = {"format": int(FORMAT), "id": codebook.id, "version": codebook.version}
    if codebook.title:
        data["title"] = _texts(codebook.title)
    data["themes"] = [_code(theme) for theme in codebook.themes]
    return str(yaml.dump(data, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=100))


@cache
def _dumper() -> type[SafeDumper]:
    """YAML's own, but for the rare line ends: as they are, they would come back as spaces."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    def text(dumper: SafeDumper, value: str) -> ScalarNode:
        style = '"' if any(character in RARE_LINE_ENDS for character in value) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return Dumper


def _code(code: Code) -> dict[str, Any]:
    data: dict[str, Any] = {"id": code.id}
    for name in TEXTS:
        texts = getattr(code, name)
        if texts:
            data[name] = _texts(texts)
    if code.assessment:
        data["assessment"] = True
    if code.guid:
        data["guid"] = code.guid
    if code.colour:
        data["colour"] = code.colour
    if not code.codable:
        data["codable"] = False
    if code.rules:
        data["rules"] = [_rule(rule) for rule in code.rules]
    if code.codes:
        data["codes"] = [_code(below) for below in code.codes]
    return data


def _rule(rule: Rule) -> dict[str, Any]:
    data: dict[str, Any] = {"lang": rule.language}
    if rule.any:
        data["any"] = [_term(term) for term in rule.any]
    if rule.regex:
        data["regex"] = list(rule.regex)
    if rule.spacy:
        data["spacy"] = [[dict(token) for token in pattern] for pattern in rule.spacy]
    if rule.speakers != ("expert",):
        data["speakers"] = list(rule.speakers)
    if not rule.checked:
        data["checked"] = False
    return data


def _term(term: Term) -> str | dict[str, Any]:
    if not term.forms and not term.also_parts:
        return term.text
    data: dict[str, Any] = {"term": term.text}
    if term.forms:
        data["forms"] = list(term.forms)
    if term.also_parts:
        data["also_parts"] = True
    return data


def _texts(texts: Mapping[str, str]) -> str | dict[str, str]:
    return texts[UNDETERMINED] if set(texts) == {UNDETERMINED} else dict(texts)
