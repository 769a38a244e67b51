"""A REFI-QDA project of 50 MB of text with 100,000 selections: time by its size, memory by its text.

    python -m benchmarks.refi            # prints the table of docs/interchange.md
    python -m benchmarks.refi --small    # a tenth, to see that it runs

Each row is a process of its own, so that its peak of memory is its own. What is compared are ratios inside
one run: four times the file should take four times as long, and memory is told as a multiple of the text.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

WORDS = "Миротворцы прибыли быстро, и это всех удивило. The mission left within days, as promised. "
"""Half of its letters take two bytes in UTF-8, as those of a study in Russian and English do."""

CHILD = """
import resource, sys, time
import defusedxml.ElementTree, regex, sqlalchemy.dialects.sqlite
import qual.peers.qdpx, qual.study.exchange.incoming, qual.codebook, qual.reading
from qual.peers import read_peer
from qual.project import Project
from qual.study import exchange
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
what, file, folder = sys.argv[1:]
base, begun = peak(), time.perf_counter()
peer = read_peer(file)
if what == "import":
    with Project.create(folder, coder="me") as project:
        exchange.import_peer(project, peer, apply=True)
print(time.perf_counter() - begun, peak() - base, len(peer.codings))
"""


def make(path: Path, *, megabytes: float, selections: int, sources: int = 50) -> int:
    """Write such a file; the bytes of its texts in UTF-8."""
    from qual.peers import PeerCode, PeerCoding, PeerProject, PeerSource
    from qual.peers.records import made_guid
    from qual.peers.writing import write_qdpx

    user = made_guid("user")
    peer = PeerProject("", "benchmark", "benchmark", users={user: "Dana"})
    peer.codes = [PeerCode(made_guid("code", n), f"code {n}") for n in range(100)]
    each = int(megabytes * 1e6 / sources / len(WORDS.encode()))
    total = 0
    for n in range(sources):
        text = (WORDS * 8 + "\n") * max(1, each // 8)
        guid = made_guid("source", n)
        peer.sources.append(PeerSource(guid, f"kz-{n:02}", text))
        total += len(text.encode())
        step = max(1, (len(text) - 60) // (selections // sources))
        for m in range(selections // sources):
            code = peer.codes[(n + m) % 100].guid
            peer.codings.append(
                PeerCoding(made_guid(n, m), guid, code, m * step, m * step + 46, user, "2022-10-01T09:00:00Z")
            )
    write_qdpx(peer, path)
    return total


def run(what: str, file: Path, folder: Path) -> tuple[float, float, int]:
    """Seconds, bytes at the peak beyond those of the program itself, and codings of one process."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, what, str(file), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak, codings = done.stdout.split()
    return float(seconds), float(peak), int(codings)


def made_apart(path: Path, *, megabytes: float, selections: int) -> int:
    """The same in a process of its own: a child's peak begins at that of its parent."""
    code = "from pathlib import Path; from benchmarks.refi import make; "
    code += f"print(make(Path({str(path)!r}), megabytes={megabytes}, selections={selections}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout)


def main() -> None:
    """Print the table."""
    scale = 0.1 if "--small" in sys.argv else 1.0
    print("| text | selections | step | × time of a quarter | × text at the peak |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what in ("read", "import"):
            before = 0.0
            for part in (0.25, 1.0):
                file = Path(folder) / f"{part}.qdpx"
                size = made_apart(file, megabytes=50 * scale * part, selections=int(100_000 * scale * part))
                seconds, peak, codings = run(what, file, Path(folder) / f"{what}-{part}")
                ratio = f"{seconds / before:.1f}" if before else "1"
                print(
                    f"| {size / 1e6:.1f} MB | {codings:,} | {what} | {ratio} | {peak / size:.1f} |",
                    flush=True,
                )
                print(
                    f"  ({seconds:.1f} s, {peak / 1e6:.0f} MB)",
                    file=sys.stderr,
                )
                before = seconds


if __name__ == "__main__":
    main()
