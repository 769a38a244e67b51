"""Coding that was done elsewhere comes into the project: in Excel, or as comments in Word.

Begin with `sheets` (out to Excel), `filled` (back from there), `comments`, and `authored` (what the
author wrote in the workbook). The ways in make a plan (`plan`, `planner`): what would be added,
changed, decided, and what does not fit. Carrying it out is one batch, which `undo` takes back; doing
it twice adds nothing twice. `naming` finds the codes in what people write.
`incoming` and `outgoing` take whole projects, of other programs in and as REFI-QDA out; `data` hands
codings to programs that count, draw and learn.
"""

from qual.study.exchange.authored import import_framework
from qual.study.exchange.codebooks import (
    CodebookRead,
    VersionDiff,
    columns_of,
    diff_codebooks,
    export_codebook,
    import_codebook,
    read_any_codebook,
)
from qual.study.exchange.comments import aliases_of, import_comments
from qual.study.exchange.data import export_annotations, export_parquet, export_training
from qual.study.exchange.exported import Exported
from qual.study.exchange.filled import FilledSheet, import_coding_sheet, read_filled_sheet
from qual.study.exchange.incoming import PeerImport, import_peer, read_peer_project
from qual.study.exchange.outgoing import export_qdc, export_qdpx
from qual.study.exchange.plan import Import, Step
from qual.study.exchange.sheets import export_coding_sheet

__all__ = [
    "CodebookRead",
    "Exported",
    "FilledSheet",
    "Import",
    "PeerImport",
    "Step",
    "VersionDiff",
    "aliases_of",
    "columns_of",
    "diff_codebooks",
    "export_annotations",
    "export_codebook",
    "export_coding_sheet",
    "export_parquet",
    "export_qdc",
    "export_qdpx",
    "export_training",
    "import_codebook",
    "import_coding_sheet",
    "import_comments",
    "import_framework",
    "import_peer",
    "read_any_codebook",
    "read_filled_sheet",
    "read_peer_project",
]
