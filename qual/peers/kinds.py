"""Which program a file is from: by what is in it, not by its name."""

from __future__ import annotations

from pathlib import Path

from qual.errors import NotFound, UnreadableSource
from qual.peers.records import PeerProject

KINDS = ("qdpx", "qdc", "taguette", "qualcoder", "rqda", "quotes")


def kind_of_file(path: Path) -> str:
    """One of KINDS. Raises NotFound when there is no such file, UnreadableSource when it is none of them."""
    from qual.peers import qualcoder, taguette
    from qual.peers.sqlite import is_database, reading

    if not path.exists():
        raise NotFound(f"{path}: there is no such file.", hint="Check the path.")
    if path.is_dir():
        if (path / qualcoder.DATABASE).is_file():
            return "qualcoder"
        raise UnreadableSource(
            f"{path.name} is a folder without data.qda.", hint="QualCoder's folders end in .qda."
        )
    if is_database(path):
        with reading(path) as tables:
            names = tables.names
        for kind, needed in (
            ("taguette", taguette.TABLES),
            ("qualcoder", qualcoder.TABLES),
            ("rqda", qualcoder.RQDA_TABLES),
        ):
            if needed <= names:
                return kind
        raise UnreadableSource(
            f"{path.name} is a database, but neither Taguette's, QualCoder's nor RQDA's.",
            hint="Export the project as .qdpx.",
        )
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(b"PK"):
        return "quotes" if path.suffix.casefold() == ".xlsx" else "qdpx"
    if b"CodeBook" in head or path.suffix.casefold() == ".qdc":
        return "qdc"
    if path.suffix.casefold() == ".qdpx":
        return "qdpx"
    if path.suffix.casefold() == ".csv":
        return "quotes"
    raise UnreadableSource(
        f"{path.name} is no project that qual knows.",
        hint="Known are .qdpx, .qdc, and the databases and tables of Taguette, QualCoder and RQDA.",
    )


def read_peer(path: str | Path, *, counting: str = "") -> PeerProject:
    """The project of a file or folder, whichever of KINDS it is. See `qdpx`, `taguette`, `qualcoder`.

    `counting` says how the offsets of a .qdpx count, where nothing in it tells: any of utf16, crlf1, bom,
    joined with "+", or standard.
    """
    from qual.peers.offsets import Counting

    file = Path(path)
    kind = kind_of_file(file)
    if kind == "qdpx":
        from qual.peers.qdpx import read_qdpx

        said = {part.strip() for part in counting.split("+") if part.strip()}
        how = Counting("utf16" in said, "crlf1" in said, "bom" in said) if said else None
        return read_qdpx(file, counting=how)
    if kind == "qdc":
        from qual.peers.qdpx import read_qdc

        return read_qdc(file)
    if kind == "taguette":
        from qual.peers.taguette import read_taguette

        return read_taguette(file)
    if kind == "quotes":
        from qual.peers.quotes import read_quotes

        return read_quotes(file)
    from qual.peers.qualcoder import read_qualcoder, read_rqda

    return read_qualcoder(file) if kind == "qualcoder" else read_rqda(file)
