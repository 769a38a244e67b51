"""How every figure looks, and how it becomes a file with the same bytes each time."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qual.errors import InvalidRequest
from qual.export.atomic import whole_file
from qual.export.text import clean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ENDINGS = (".png", ".svg", ".pdf")
RESOLUTION = 200  # dots an inch of a PNG
INK, PALE, GRID, GREY = "#1a1a1a", "#9fbfdb", "#d4d4d4", "#6b6b6b"
BLUE = "#1f4e79"
ORANGE = "#d95f02"

_LOOKS: Any = {
    "font.family": "DejaVu Sans",  # comes with matplotlib; has the letters of all seven languages
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": "white",
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "svg.hashsalt": "qual",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "hatch.linewidth": 0.6,
}
_SILENT = {".png": {"Software": None}, ".svg": {"Date": None}, ".pdf": {"CreationDate": None}}


@contextmanager
def looks() -> Iterator[None]:
    """Inside, figures are drawn and saved as all of ours are, whatever the user's own settings say."""
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_LOOKS)
        yield


def new_figure(width: float, height: float) -> Figure:
    """An empty figure, so many inches wide and high. Call it inside `looks`."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def caption(figure: Figure, title: str, notes: Sequence[str]) -> None:
    """The title above, and below what must be known to read the figure."""
    width = int(figure.get_figwidth() * 13)
    figure.suptitle(lines(title, int(width * 0.8)), fontsize=11, fontweight="bold", x=0.01, ha="left")
    text = "\n".join(lines(note, width) for note in notes if note)
    if text:
        figure.supxlabel(text, fontsize=7.5, color=GREY, x=0.01, ha="left")


def lines(text: str, width: int) -> str:
    """Text folded between words."""
    return "\n".join(textwrap.wrap(clean(" ".join(text.split())), max(1, width)) or [""])


def save_figure(figure: Figure, path: str | Path) -> Path:
    """Write a figure as .png, .svg or .pdf. Raises InvalidRequest for another ending, UnwritableFile."""
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InvalidRequest(
            f"{path.name}: a figure cannot be written as {ending or 'a file without an ending'}.",
            hint=f"Choose one of: {', '.join(ENDINGS)}.",
        )
    with whole_file(path) as temporary:
        temporary.write_bytes(_bytes(figure, ending))
    return path


def svg_text(figure: Figure) -> str:
    """A figure as an SVG element to stand inside a web page."""
    text = _bytes(figure, ".svg").decode("utf-8")
    return text[text.index("<svg") :]


def png_bytes(figure: Figure) -> bytes:
    """A figure as a PNG, for a Word file."""
    return _bytes(figure, ".png")


def _bytes(figure: Figure, ending: str) -> bytes:
    file = BytesIO()
    metadata: Any = _SILENT[ending]
    with looks():
        figure.savefig(file, format=ending[1:], dpi=RESOLUTION, metadata=metadata)
    return file.getvalue()
