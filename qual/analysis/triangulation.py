"""Triangulation: what interviews, literature and statements each say of a theme, side by side.

After Farmer, Robinson, Elliott & Eyles (2006), Developing and implementing a triangulation protocol
for qualitative health research, Qualitative Health Research 16(3), 377–394. Counts and silence are
computed. Whether the sources agree is the author's to say, and what follows from it as well.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, get_args

from qual.analysis.matrix import Columns, column_members, unit_of
from qual.analysis.picking import pick_quotes
from qual.analysis.quotes import quotes as in_order
from qual.analysis.tidy import context_of, counted
from qual.errors import InvalidRequest
from qual.model import KINDS, AuthorNotes

if TYPE_CHECKING:
    import pandas as pd

PARTS = ("voices", "of", "sources", "segments", "quotes")
"""What the frame tells of each kind of source, as `interview_voices` and so on."""


def triangulation(
    codings: pd.DataFrame,
    *,
    columns: str = "theme",
    reviewed: bool = False,
    notes: AuthorNotes | None = None,
    quotes: int = 3,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """One row a theme or code: what each kind of source says of it, and what the author makes of that.

    `id` and `name`; then for interview, statement and literature `<kind>_voices` (experts of
    interviews, sources of the others, that speak of it), `<kind>_of` (how many there are that
    somebody has looked at), `<kind>_sources`, `<kind>_segments` (different stretches of text) and
    `<kind>_quotes` (ids of at most so many codings, balanced over countries and experts). `silent`
    names the kinds that say nothing of it although another does, "" when there is none; a kind of
    which there is nothing, or nothing looked at yet, is not silent: its counts are missing.
    `convergence` and `conclusion` are what `notes` hold, the author's words, "" when not written.

    A theme stands for all its codes, as a union. Counts take all codings that are not rejected;
    `reviewed` takes accepted ones only, `only` leaves out all other themes or codes. Raises
    InvalidRequest for columns that are neither.
    """
    import pandas as pd

    if columns not in get_args(Columns):
        raise InvalidRequest(f"columns are theme or code, not {columns!r}.", hint="Write columns='theme'.")
    level: Columns = "code" if columns == "code" else "theme"
    notes = notes or AuthorNotes()
    context = context_of(codings)
    frame = in_order(codings, reviewed=reviewed)
    voices = {row.id: unit_of(row) for row in context.sources}
    looked = {kind: [row.id for row in context.sources if row.kind == kind and row.tagged] for kind in KINDS}
    members = column_members(context, counted(codings, reviewed=reviewed), level)
    if only is not None:
        members = {column: codes for column, codes in members.items() if column in only}
    rows_of = {pair: list(at) for pair, at in frame.groupby(["kind", "code"], sort=False).indices.items()}
    rows = []
    for column, codes in members.items():
        row: dict[str, Any] = {"id": column, "name": _name(codings, column)}
        for kind in KINDS:
            at = sorted(n for code in codes for n in rows_of.get((kind, code), ()))
            told = _of_kind(frame.iloc[at] if at else None, looked[kind], voices, quotes)
            row |= {f"{kind}_{part}": value for part, value in told.items()}
        speaking = [kind for kind in KINDS if row[f"{kind}_voices"]]
        silent = [kind for kind in KINDS if row[f"{kind}_voices"] == 0]
        row["silent"] = ", ".join(silent) if speaking else ""
        row["convergence"] = notes.text("convergence", column)
        row["conclusion"] = notes.text("conclusion", column)
        rows.append(row)
    heads = [f"{kind}_{part}" for kind in KINDS for part in PARTS]
    table = pd.DataFrame(rows, columns=["id", "name", *heads, "silent", "convergence", "conclusion"])
    counts = [head for head in heads if not head.endswith("_quotes")]
    return table.astype(dict.fromkeys(counts, "Int64"))


def _of_kind(
    said: pd.DataFrame | None, looked: list[str], voices: dict[str, str], quotes: int
) -> dict[str, Any]:
    if not looked:
        return {"voices": None, "of": 0, "sources": None, "segments": None, "quotes": []}
    of = len({voices[source] for source in looked})
    if said is None:
        return {"voices": 0, "of": of, "sources": 0, "segments": 0, "quotes": []}
    once = said.drop_duplicates(["source", "start", "end"])
    sources = set(said["source"])
    return {
        "voices": len({voices[source] for source in sources}),
        "of": of,
        "sources": len(sources),
        "segments": len(once),
        "quotes": _picked(once, quotes),
    }


def _picked(said: pd.DataFrame, number: int) -> list[str]:
    """All of one theme or code, whatever theme the codings stand in."""
    if not number:
        return []
    return list(pick_quotes(said.assign(of="it"), number, within=("of",))["id"])


def _name(codings: pd.DataFrame, column: str) -> str:
    codebook = context_of(codings).codebook
    code = codebook.code(column) if codebook else None
    return code.label() if code else column
