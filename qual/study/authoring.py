"""What the author writes on themes and codes: conclusions, convergence, summaries. Never generated.

There is one text of each purpose for a theme or code, or for it in one country or by one expert.
Whoever writes it anew replaces it, and the old one stays in the history. Such a note is a memo, so
log, undo, archive and merge know it; its id follows from its subject, so that two copies of a
project notice when both wrote it.
"""

from __future__ import annotations

import uuid
from difflib import get_close_matches
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest, NotFound
from qual.model import (
    ALL,
    CONVERGENCES,
    PURPOSES,
    AuthorNote,
    AuthorNotes,
    Memo,
    Purpose,
    Selection,
)
from qual.study.coders import acting_coder
from qual.study.handcoding import known_code
from qual.study.results import codings

if TYPE_CHECKING:
    import pandas as pd

    from qual.project import Project

_IDS = uuid.UUID("6b7c3c0a-7f5e-5d7e-9a64-3b8f3f1c2d11")


def author_notes(project: Project) -> AuthorNotes:
    """Everything the author has written, in the order in which it was first written.

    What others wrote of an expert whom the project's coder codes blind is left out.
    """
    found = [note for memo in project.memos.select() if (note := AuthorNote.of_memo(memo))]
    return AuthorNotes(tuple(found))


def write_note(
    project: Project, purpose: Purpose, code_id: str, text: str, *, country: str = "", expert: str = ""
) -> AuthorNote:
    """Write what the author concludes, or write it anew; the note as it stands.

    `country` is a code or a name. Raises NotFound for a code, country or expert that is not there,
    InvalidRequest for an empty text, an unknown convergence, and when nobody is named as the coder.
    """
    note = checked_note(project, purpose, code_id, text, country=country, expert=expert)
    there = _memo_of(project, note)
    memo = project.memos.edit(there.id, note.text) if there else _added(project, note)
    return AuthorNote.of_memo(memo) or note


def checked_note(
    project: Project, purpose: Purpose, code_id: str, text: str, *, country: str = "", expert: str = ""
) -> AuthorNote:
    """The note that `write_note` would write. Raises what it would raise, and changes nothing."""
    acting_coder(project)
    note = _subject(project, purpose, code_id, text.strip(), country, expert)
    if not note.text:
        raise InvalidRequest(f"The {purpose} is empty.", hint="Write a text, or take it back with --delete.")
    if purpose == "convergence" and note.text not in CONVERGENCES:
        near = get_close_matches(note.text.lower(), CONVERGENCES, 1, 0.5)
        hint = f"Did you mean {near[0]}?" if near else f"Choose one of: {', '.join(CONVERGENCES)}."
        raise InvalidRequest(f"{note.text!r} is not a convergence.", hint=hint)
    _refuse_unseen(project, note)
    return note


def withdraw_note(
    project: Project, purpose: Purpose, code_id: str, *, country: str = "", expert: str = ""
) -> AuthorNote:
    """Take a note of the author back; undo brings it back. Raises NotFound when nothing is written."""
    acting_coder(project)
    note = _subject(project, purpose, code_id, "", country, expert)
    there = _memo_of(project, note)
    if there is None:
        raise NotFound(f"No {note_in_words(note)} is written.", hint="See what is with: qual conclude")
    project.memos.withdraw(there.id)
    return AuthorNote.of_memo(there) or note


def note_in_words(note: AuthorNote) -> str:
    """What a note is about: `summary of trust, expert KZ-01`."""
    place = f", expert {note.expert}" if note.expert else f", country {note.country}" if note.country else ""
    joined = "on" if note.purpose == "conclusion" else "of"
    return f"{note.purpose} {joined} {note.code}{place}"


def known_expert(project: Project, name: str) -> str:
    """The pseudonym of an expert who was interviewed. Raises NotFound, with the nearest."""
    there = sorted({source.expert for source in project.sources.all() if source.expert})
    if name in there:
        return name
    near = get_close_matches(name, there, 1, 0.5)
    hint = f"Did you mean {near[0]}?" if near else "qual sources lists who there is."
    raise NotFound(f"There is no expert {name!r}.", hint=hint)


def _subject(
    project: Project, purpose: Purpose, code_id: str, text: str, country: str, expert: str
) -> AuthorNote:
    if purpose not in PURPOSES:
        raise InvalidRequest(f"{purpose!r} is no purpose.", hint=f"Choose one of: {', '.join(PURPOSES)}.")
    if country and expert:
        raise InvalidRequest("A note is about a country or about an expert.", hint="Leave one of them out.")
    if expert and purpose != "summary":
        raise InvalidRequest(
            f"A {purpose} is not about one expert.", hint="Write a summary for an expert, with --summary."
        )
    return AuthorNote(
        purpose,
        known_code(project, code_id).id,
        text,
        _known_country(project, country) if country else "",
        known_expert(project, expert) if expert else "",
    )


def _known_country(project: Project, name: str) -> str:
    from qual.reading.countries import country_code

    there = sorted({source.country for source in project.sources.all() if source.country})
    code = country_code(name)
    if code not in there:
        raise NotFound(f"No source is from {name!r}.", hint=f"There are: {', '.join(there) or 'none'}.")
    return code


def _refuse_unseen(project: Project, note: AuthorNote) -> None:
    """Nobody writes over what they may not see yet."""
    hidden = project.assignments.hidden_sources()
    if note.expert and any(s.expert == note.expert for s in project.sources.all() if s.id in hidden):
        raise InvalidRequest(
            f"{project.coder} codes {note.expert} blind.", hint="Mark the source as done first: qual done"
        )


def _memo_of(project: Project, note: AuthorNote) -> Memo | None:
    return next(iter(project.memos.select(note.about)), None)


def _added(project: Project, note: AuthorNote) -> Memo:
    return project.memos.add(note.about, note.text, id=str(uuid.uuid5(_IDS, note.about)))


def triangulate(
    project: Project,
    chosen: Selection | None = None,
    *,
    columns: str = "theme",
    layer: str = ALL,
    reviewed: bool = False,
    quotes: int = 3,
) -> pd.DataFrame:
    """What interviews, literature and statements say of each theme, with the author's words.

    See `analysis.triangulation` for the columns; filters as in every command. Raises InvalidRequest
    for columns that are neither theme nor code.
    """
    from qual.analysis.triangulation import triangulation

    frame = codings(project, chosen, layer=layer)
    notes = author_notes(project)
    return triangulation(frame, columns=columns, reviewed=reviewed, notes=notes, quotes=quotes)
