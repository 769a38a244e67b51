"""Tables, JSON, problems and progress on a terminal."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from qual.errors import Problem

if TYPE_CHECKING:
    from qual.project import Project
    from qual.study.exchange import Exported

WIDEST = 200  # characters of a line when the output is not a terminal


def print_json(value: object) -> None:
    """JSON on stdout, in every script as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Iterable[int] = (),
    head_width: int = 10,
    wrap: Iterable[int] = (),
) -> None:
    """A table on stdout. `right` columns are set flush right, headers wrap between words.

    Columns in `wrap` may be folded over several lines, the others never are.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    flush, folding = set(right), set(wrap)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, header in enumerate(headers):
        widest = max((len(word) for word in header.split()), default=1)
        wrapped = "\n".join(textwrap.wrap(header, max(head_width, widest)) or [""])
        table.add_column(
            Text(wrapped),
            justify="right" if number in flush else "left",
            no_wrap=number not in folding,
            overflow="fold",
            vertical="top",
        )
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    _console().print(table)


def tell_blind(project: Project) -> None:
    """Say on stderr what is left out because the coder codes it blind; nothing when they see all."""
    from qual import study

    note = study.blind_note(project)
    if note:
        typer.echo(f"note: {note}", err=True)


def tell_written(done: Exported) -> None:
    """Say what was written for another program, and on stderr what it will not see of it."""
    for what, times in done.hidden.items():
        typer.echo(f"for qual alone: {times} {what}", err=True)
    for what, times in done.lost.items():
        typer.echo(f"not in the file: {times} {what}", err=True)
    said = ", ".join(plural(times, noun.removesuffix("s")) for noun, times in done.counts.items())
    typer.echo(f"Wrote {done.path}: {said}.")


def print_problems(problems: Sequence[Problem]) -> None:
    """Findings on stderr, errors first, one a line."""
    for problem in sorted(problems, key=lambda problem: problem.warning):
        typer.echo(("note: " if problem.warning else "") + str(problem), err=True)


def highlighted(before: str, match: str, after: str) -> str:
    """A match between its surroundings: bold on a terminal, in square brackets elsewhere."""
    if sys.stdout.isatty():
        return before + typer.style(match, bold=True, fg=typer.colors.YELLOW) + after
    return f"{before}[{match}]{after}"


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A progress bar on stderr for long work; nothing when that is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[item]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, item="")

        def tell(done: int, of: int, item: str) -> None:
            bar.update(task, completed=done, total=of, item=item)

        yield tell


def plural(number: int, noun: str, nouns: str = "") -> str:
    """`1 source`, `3 sources`."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def _console() -> Any:
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDEST
    return Console(width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)
