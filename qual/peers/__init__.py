"""Projects of other programs become records, and our own become a file that they read.

`read_peer` takes a file or folder and finds out whose it is: REFI-QDA (`qdpx`, and `qdc` for a
codebook alone), Taguette (`taguette`), QualCoder (`qualcoder`) or RQDA (`rqda`). What comes back are the
records of `records`; what was repaired or had to be left out stands in their `problems`. Nothing of the
project is known here: `study.exchange` brings the records in.
"""

from qual.peers.kinds import KINDS, kind_of_file, read_peer
from qual.peers.records import (
    PeerCase,
    PeerCode,
    PeerCoding,
    PeerNote,
    PeerProject,
    PeerQuote,
    PeerSet,
    PeerSource,
)

__all__ = [
    "KINDS",
    "PeerCase",
    "PeerCode",
    "PeerCoding",
    "PeerNote",
    "PeerProject",
    "PeerQuote",
    "PeerSet",
    "PeerSource",
    "kind_of_file",
    "read_peer",
]
