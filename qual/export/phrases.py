"""What results say by themselves, in English and Russian: one table of texts a kind of result."""

from __future__ import annotations

from collections.abc import Mapping


class Phrases:
    """The texts of a table in one language: `say("k of n", k=2, n=3)`. Other languages read English."""

    texts: Mapping[str, tuple[str, str]] = {}

    def __init__(self, language: str) -> None:
        self.russian = language == "ru"

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with these values in their places."""
        text = self.texts[key][self.russian]
        return text.format(**values) if values else text
