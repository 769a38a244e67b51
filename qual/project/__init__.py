"""The store of a project: one folder, one `qual.db`, every change logged and none ever lost.

Start with `project.py`, then `tables.py`, which reads like a schema. Each collection has a file of
its own; `acts.py` holds what they share, `undo.py` turns acts round, `check.py` looks for damage.
`blind.py` says what a coder may not see yet. All SQL of `qual` is here.
"""

from qual.project.assignments import AssignCounts
from qual.project.batches import Batch
from qual.project.check import check
from qual.project.codebooks import AdoptedCodebook
from qual.project.codings import COLUMNS
from qual.project.log import LogEntry
from qual.project.names import coder_name
from qual.project.project import Project
from qual.project.runs import Tagged
from qual.project.suggestions import SyncCounts

__all__ = [
    "COLUMNS",
    "AdoptedCodebook",
    "AssignCounts",
    "Batch",
    "LogEntry",
    "Project",
    "SyncCounts",
    "Tagged",
    "check",
    "coder_name",
]
