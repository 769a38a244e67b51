"""What can go wrong, in words a researcher can act on.

A call that cannot go on raises a `QualError`: one clear sentence and a hint. What is wrong in a
researcher's file is a finding: a `Problem`. Findings are collected, all of them, and returned.
"""

from __future__ import annotations

from dataclasses import dataclass


class QualError(Exception):
    """Something a person can put right. `hint` says how."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UnreadableSource(QualError):
    """A file could not be turned into text."""


class UnreadableCodebook(QualError):
    """A file could not be turned into a codebook."""


class UnreadableSettings(QualError):
    """The study's qual.toml could not be understood."""


class RuleError(QualError):
    """A term of a rule is not written in the rule language. `column` counts from 1 inside the term."""

    def __init__(self, message: str, *, column: int = 1, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.column = column


class ProjectError(QualError):
    """The project's store cannot be opened, read or written."""


class NotFound(QualError):
    """No source, code, coding or batch by that name."""


class InvalidRequest(QualError):
    """The call asks for something that has no meaning here, such as an unknown measure."""


class UnwritableFile(QualError):
    """A result could not be written where it was asked for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding in a researcher's file: where, what, and what to do about it."""

    where: str
    what: str
    hint: str = ""
    warning: bool = False  # worth knowing, nothing is broken

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.hint}".strip()
