"""Coding that was done elsewhere comes into the project: in Excel, or as comments in Word.

Begin with `sheets` (out to Excel), `filled` (back from there), `comments`, and `authored` (what the
author wrote in the workbook). The ways in make a plan (`plan`, `planner`): what would be added,
changed, decided, and what does not fit. Carrying it out is one batch, which `undo` takes back; doing
it twice adds nothing twice. `naming` finds the codes in what people write.
"""

from qual.study.exchange.authored import import_framework
from qual.study.exchange.comments import aliases_of, import_comments
from qual.study.exchange.filled import FilledSheet, import_coding_sheet, read_filled_sheet
from qual.study.exchange.plan import Import, Step
from qual.study.exchange.sheets import export_coding_sheet

__all__ = [
    "FilledSheet",
    "Import",
    "Step",
    "aliases_of",
    "export_coding_sheet",
    "import_coding_sheet",
    "import_comments",
    "import_framework",
    "read_filled_sheet",
]
