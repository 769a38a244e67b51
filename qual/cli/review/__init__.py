"""Chapter Coding: review, one key a decision.

On a terminal the keys are read one by one (`keyboard`) and the screen is drawn with what every
terminal knows; elsewhere, and with TERM=dumb, each answer is a line (`lines`), so that a review can
be scripted. `walk` does what a key says, `card` writes what stands on the screen, `lettering` fits
text to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from qual.cli.group import CODING
from qual.cli.options import HERE, AsCoder, InProject, with_filters


def register(app: typer.Typer) -> None:
    """Put this chapter's command into the app."""
    app.command(rich_help_panel=CODING)(review)


@with_filters
def review(project: InProject = HERE, coder_name: AsCoder = "", *, filters: Mapping[str, Any]) -> None:
    r"""Walk through suggestions: one key decides, and you can stop at any time.

    Without a terminal each line of the input is an answer: printf 'a\nr\nq\n' | qual review
    """
    from qual import study
    from qual.cli.review.keyboard import has_keys, keyboard
    from qual.cli.review.lines import Lines
    from qual.cli.review.walk import go_through, summary
    from qual.study import reviewing

    with study.open_project(project, coder=coder_name) as opened:
        walk = reviewing.Review(opened, study.selection(opened, filters))
        if not len(walk):
            typer.echo(reviewing.nothing_left(opened, walk.chosen))
            return
        if has_keys():
            with keyboard() as terminal:
                go_through(walk, terminal)
        else:
            go_through(walk, Lines())
        typer.echo(summary(walk))
