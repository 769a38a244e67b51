"""The tables of the store, as a schema to read.

Nothing a person did is ever erased. A row says in which batch it came (`batch`) and, if it no
longer counts, which batch took it back (`retired`); a changed thing is a new row. A batch is one
transaction: everything one command did. `n` numbers the rows of a table; the log speaks of it.

Only types and constraints that SQLite and PostgreSQL share. JSON stands as text.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    event,
)

metadata = MetaData()


# What the store says of itself: `format`, `project` (an id of its own), `created`, and `log_end`,
# the number, batch and hash of the last log line, so that lines cut off the end are missed.
meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


# --- sources ---------------------------------------------------------------------------------

# A source is its id and its text, and neither ever changes. Taking the addition of a source back
# and adding a better text under the same id makes a new row.
sources = Table(
    "sources",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),  # of the text in UTF-8
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)

# What is said of a source: the values one compares by. One live row a source.
attributes = Table(
    "attributes",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("source", ForeignKey("sources.n"), nullable=False),
    Column("kind", Text, nullable=False),  # interview, statement, literature
    Column("country", Text, nullable=False),  # ISO 3166 alpha-2, "" when not given
    Column("expert", Text, nullable=False),  # a pseudonym
    Column("language", Text, nullable=False),  # ISO 639-1
    Column("more", Text, nullable=False),  # JSON: every other attribute
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)

# How the source was read: its file and, in `turns`, who speaks where. One live row a source.
readings = Table(
    "readings",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("source", ForeignKey("sources.n"), nullable=False),
    Column("file", Text, nullable=False),  # relative to the study folder, with "/"
    Column("file_sha256", Text, nullable=False),  # of the bytes; "" when there was no file
    Column("encoding", Text, nullable=False),
    Column("normalised", Text, nullable=False),  # JSON: what normalising did, and how often
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)

turns = Table(
    "turns",
    metadata,
    Column("reading", ForeignKey("readings.n"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),  # code points of the text, end exclusive
    Column("end", Integer, nullable=False),
    Column("speaker", Text, nullable=False),  # the label as written
    Column("role", Text, nullable=False),  # expert, interviewer, other
    Column("time", Text, nullable=False),  # a time stamp as written
    Column("language", Text, nullable=False),
)


# --- codebooks -------------------------------------------------------------------------------

# Every adoption of a codebook, its text verbatim. The last one not taken back is in force.
codebooks = Table(
    "codebooks",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)


# --- codings ---------------------------------------------------------------------------------

# One code on one segment by one coder. `id` is the name the coding keeps for ever; a suggestion
# whose evidence changed, or a coding that got another code or other borders, is a new row under
# the same id.
codings = Table(
    "codings",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("source", ForeignKey("sources.n"), nullable=False),
    Column("code", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),  # text[start:end]; beside the offsets so that drift shows
    Column("coder", Text, nullable=False),  # a person, or auto:<codebook>@<version>
    Column("status", Text, nullable=False),  # suggested, accepted, rejected
    Column("assessment", Integer),  # −2 to +2
    Column("evidence", Text, nullable=False),  # JSON: [[rule, term, start, end], …]
    Column("created", Text, nullable=False),  # ISO 8601, UTC
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),  # the batch that withdrew it
    # Who accepted, rejected or assessed it last; "" for what nobody did. Since format 2.
    Column("decided_by", Text, nullable=False, server_default=""),
    CheckConstraint('"start" >= 0 AND "start" < "end"', name="a_coding_has_a_segment"),
    CheckConstraint("assessment BETWEEN -2 AND 2", name="an_assessment_is_minus_two_to_two"),
)

# Notes. An edited memo is a new row under the same id.
memos = Table(
    "memos",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("about", Text, nullable=False),  # source:<id>, code:<id>, coding:<id> or pin:<coding>
    Column("text", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)

# "I have read this source and there is nothing more to code": silence told apart from not yet.
done = Table(
    "done",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("source", ForeignKey("sources.n"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)

# Who is to code which source, with which codes, and whether blind: without seeing suggestions and
# what others coded there, until the source is done. One live row a coder and source. Since format 2.
assignments = Table(
    "assignments",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("source", ForeignKey("sources.n"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("codes", Text, nullable=False),  # JSON: ids, each with everything below it; [] for all
    Column("blind", Integer, nullable=False),  # 1 or 0
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)

# What an adjudicator decided where coders differ: that a code stands on a stretch, or does not.
# The codings it decides about stay as they are. Since format 2.
adjudications = Table(
    "adjudications",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("source", ForeignKey("sources.n"), nullable=False),
    Column("code", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("keep", Integer, nullable=False),  # 1 or 0
    Column("reason", Text, nullable=False),
    Column("coder", Text, nullable=False),  # the adjudicator
    Column("created", Text, nullable=False),
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
    CheckConstraint('"start" >= 0 AND "start" < "end"', name="an_adjudication_has_a_segment"),
)

# What the machine has looked at, and with which rules; the last live row of a source counts. What
# bears on the answer stands here beside the text: who speaks where, kind and language. Answers
# kept for each hash of rules can hang on `n`.
tagged = Table(
    "tagged",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("source", ForeignKey("sources.n"), nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("reading", ForeignKey("readings.n"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("rules_sha256", Text, nullable=False),
    Column("engine", Text, nullable=False),  # name and version of what searched
    Column("batch", Integer, nullable=False),
    Column("retired", Integer),
)


# --- the log ---------------------------------------------------------------------------------

# Append-only and chained: `hash` is sha256(prev + the line as canonical JSON). The first line of
# a batch has the action "batch" and, as its target, what the command was. Ids, offsets and
# statuses only: a quote, a name or a memo here could never be forgotten again.
log = Table(
    "log",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("batch", Integer, nullable=False),
    Column("time", Text, nullable=False),  # ISO 8601, UTC
    Column("coder", Text, nullable=False),
    Column("action", Text, nullable=False),  # "batch", or a verb and a noun: "add coding"
    Column("target", Text, nullable=False),  # "coding:<id>", "source:<id>", …
    Column("detail", Text, nullable=False),  # canonical JSON
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

NOUNS = {
    "source": sources,
    "attributes": attributes,
    "reading": readings,
    "codebook": codebooks,
    "coding": codings,
    "memo": memos,
    "done": done,
    "assignment": assignments,
    "adjudication": adjudications,
    "tagged": tagged,
}
"""The tables whose rows come, go and return, by the noun the log uses."""


# --- looking up, and never twice ---------------------------------------------------------------


def _one_live(name: str, *columns: Column[object]) -> None:
    live = columns[0].table.c.retired.is_(None)
    Index(name, *columns, unique=True, sqlite_where=live, postgresql_where=live)


_one_live("one_live_source", sources.c.id)
_one_live("one_live_attributes", attributes.c.source)
_one_live("one_live_reading", readings.c.source)
_one_live("one_live_coding", codings.c.id)
_one_live("one_live_memo", memos.c.id)
_one_live("one_live_done", done.c.source, done.c.coder)
_one_live("one_live_assignment", assignments.c.source, assignments.c.coder)
_one_live(
    "one_live_adjudication",
    adjudications.c.source,
    adjudications.c.code,
    adjudications.c.start,
    adjudications.c.end,
)
Index("codings_by_id", codings.c.id)
Index("codings_by_source", codings.c.source, codings.c.start)
Index("memos_by_about", memos.c.about)
Index("tagged_by_source", tagged.c.source)
Index("log_by_batch", log.c.batch)
Index("log_by_target", log.c.target)


# --- what the database itself refuses -----------------------------------------------------------

# PostgreSQL will need triggers of its own; the hash chain shows the damage on either.
for _table, _event, _name, _says in (
    (log, "UPDATE", "log_is_never_changed", "the log is append-only"),
    (log, "DELETE", "log_is_never_cut", "the log is append-only"),
    (sources, "UPDATE OF id, text, text_sha256", "text_never_changes", "a text never changes"),
    (sources, "DELETE", "sources_are_never_erased", "a source is retired, not erased"),
    (codings, "DELETE", "codings_are_never_erased", "a coding is retired, not erased"),
    (adjudications, "DELETE", "adjudications_are_never_erased", "an adjudication is retired, not erased"),
):
    _trigger = (
        f"CREATE TRIGGER {_name} BEFORE {_event} ON {_table.name} BEGIN SELECT RAISE(ABORT, '{_says}'); END"
    )
    event.listen(_table, "after_create", DDL(_trigger).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]
