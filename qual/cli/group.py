"""How the command line speaks: errors in a sentence, help by chapter."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from qual.errors import QualError

STUDY, SOURCES, CODEBOOK, CODING, PEOPLE, RESULTS, FILES = (
    "Study",
    "Sources",
    "Codebook",
    "Coding",
    "People",
    "Results",
    "Files",
)
CHAPTERS = (STUDY, SOURCES, CODEBOOK, CODING, PEOPLE, RESULTS, FILES)


class PoliteGroup(TyperGroup):
    """A group of commands whose errors are sentences and whose help is in chapters."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what a person can put right is said in a sentence, with exit code 1."""
        try:
            return super().invoke(ctx)
        except QualError as error:
            complain(error)
            raise typer.Exit(1) from None
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until the end
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            typer.echo("Stopped. What was finished is stored, nothing is half done.", err=True)
            raise typer.Exit(1) from None

    def list_commands(self, ctx: Any) -> list[str]:
        """Commands in the order in which the chapters name them."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands, chapter by chapter."""
        shown = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        if not any(getattr(command, "rich_help_panel", None) in CHAPTERS for _, command in shown):
            super().format_commands(ctx, formatter)
            return
        for chapter in CHAPTERS:
            rows = [
                (name, command.get_short_help_str(limit=100))
                for name, command in shown
                if command and not command.hidden and getattr(command, "rich_help_panel", None) == chapter
            ]
            if rows:
                with formatter.section(chapter):
                    formatter.write_dl(rows)


def complain(error: QualError) -> None:
    """One line on stderr: what is wrong, and what to do."""
    message = error.message if error.message.endswith((".", "!", "?")) else f"{error.message}."
    typer.echo(f"{message} {error.hint}".strip(), err=True)
