"""When the rules of a code look for something else: told from the codebook alone, without reading a term.

A code whose fingerprint is the same finds the same in the same text, so only the others need be
searched again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from qual.matching.compiled import rule_terms
from qual.matching.patterns import patterns_of, pipeline_version
from qual.model import EMPTY, Codebook


def code_fingerprints(codebook: Codebook, *, pipelines: Mapping[str, str] = EMPTY) -> dict[str, str]:
    """For each code that has rules a hash of what they look for.

    It changes with a term, its forms, its language, whose turns are searched, a pattern, and, for
    token patterns, with the user's spaCy pipelines; not with names, definitions, lines or the version.
    """
    content: dict[str, list[object]] = {}
    for code, rule, term in rule_terms(codebook.codes):
        told = [rule.language, rule.speakers, term.text, term.forms, term.also_parts]
        content.setdefault(code.id, []).append(told)
    versions: list[object] = []
    for pattern in patterns_of(codebook):
        entry: list[object] = [pattern.language, pattern.speakers, pattern.term.text]
        if pattern.regex is None:
            versions = versions or [
                [name, pipeline_version(path)] for name, path in sorted(pipelines.items())
            ]
            entry += versions
        content.setdefault(pattern.code, []).append(entry)
    return {code: _hash(told) for code, told in content.items()}


def rules_fingerprint(fingerprints: Mapping[str, str]) -> str:
    """One hash for the rules of all codes."""
    return _hash(sorted(fingerprints.items()))


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
