"""A YAML text gives the same entries whichever loader reads it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from qual.codebook import nodes
from qual.errors import UnreadableCodebook

PIECES = st.sampled_from(
    ["- ", "a: ", "қауіпсіздік", "Ազգ", ": ", "\n", "\n  ", "[", "]", "{", "}", ", ", "'", '"', "|\n", ">-\n"]
    + ["# ", "&x ", "*x", "no", "007", "\\ud800", "\u2028", "\x85", "\ufeff", "\x07", "😀", "---\n"]
)


def content(entry: nodes.Entry) -> object:
    if isinstance(entry.value, list):
        return [content(item) for item in entry.value]
    if isinstance(entry.value, dict):
        return {key: content(value) for key, value in entry.value.items()}
    return entry.value, entry.plain


def read(text: str, *, quickly: bool) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", quickly)
        try:
            entry, problems = nodes.read_yaml(text, "csto.yaml")
            return content(entry), [problem.what for problem in problems]
        except UnreadableCodebook as error:
            return str(error)


@given(st.lists(PIECES, max_size=25).map("".join))
@example("code:\n  - id: speed\n    name: 'Быстрота'\n    rules: [быстрот*, \"=ОДКБ\"]\n")
@example("a: |\n  строка\n  екінші\nb: &x [1]\nc: *x\n")
@example("[" * 101)
def test_libyaml_and_the_python_loader_agree_on_any_text(text):
    assert read(text, quickly=True) == read(text, quickly=False)


def test_brackets_without_end_are_refused_before_libyaml_descends():
    with pytest.raises(UnreadableCodebook, match="too deeply"):
        nodes.read_yaml("[" * 200_000, "csto.yaml")
