"""Notes on sources, codes and codings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qual.errors import InvalidRequest
from qual.model import PIN, AuthorNote, Memo
from qual.study.coders import acting_coder
from qual.study.handcoding import known_code

if TYPE_CHECKING:
    from qual.project import Project

_FORM = "Write source:<id>, code:<id> or coding:<id>."


def memos(project: Project, about: str = "") -> list[Memo]:
    """The memos about one thing, or all, oldest first, each as it reads now. Raises NotFound."""
    found = project.memos.select(subject(project, about) if about else "")
    # `pins` and `authoring` list the others
    return [memo for memo in found if not memo.about.startswith(PIN) and AuthorNote.of_memo(memo) is None]


def add_memo(project: Project, about: str, text: str) -> Memo:
    """Note something on `source:<id>`, `code:<id>` or `coding:<id>`, whose id may be cut.

    The same text by the same coder on the same thing is not noted twice. Raises NotFound for what
    is not there, InvalidRequest for an empty text and when nobody is named as the coder.
    """
    coder = acting_coder(project)
    there = subject(project, about)
    for memo in project.memos.select(there):
        if (memo.coder, memo.text) == (coder, text.strip()):
            return memo
    return project.memos.add(there, text.strip())


def edit_memo(project: Project, memo_id: str, text: str) -> Memo:
    """Put another text in a memo of one's own. The old one stays in the history."""
    return project.memos.edit(_own(project, memo_id).id, text.strip())


def withdraw_memo(project: Project, memo_id: str) -> Memo:
    """Take a memo of one's own back. It stays in the history, and undo brings it back."""
    memo = _own(project, memo_id)
    project.memos.withdraw(memo.id)
    return memo


def subject(project: Project, about: str) -> str:
    """What a memo is about, with the whole id. Raises NotFound and InvalidRequest."""
    noun, colon, id_ = about.strip().partition(":")
    if not colon or not id_:
        raise InvalidRequest(f"A memo cannot be about {about!r}.", hint=_FORM)
    if noun == "source":
        return f"source:{project.sources.get(id_).id}"
    if noun == "code":
        return f"code:{known_code(project, id_).id}"
    if noun == "coding":
        return f"coding:{project.codings.get(id_, include_retired=True).id}"
    raise InvalidRequest(f"A memo cannot be about a {noun}.", hint=_FORM)


def _own(project: Project, memo_id: str) -> Memo:
    coder = acting_coder(project)
    memo = project.memos.get(memo_id)
    if memo.coder not in ("", coder):
        raise InvalidRequest(
            f"Memo {memo.id[:8]} is {memo.coder}'s.", hint="Write one of your own beside it."
        )
    return memo
