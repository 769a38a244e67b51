"""Very much text, shared out among processes: one for each core, each with an engine of its own.

Below `FROM` characters that is not worth the seconds in which the processes start. They are plain
`python` processes that read pickles from a pipe and write pickles to one, so a researcher's script
needs no `if __name__ == "__main__"`, and nothing is copied from this process but what they are
given. Which process searches what has no bearing on what is found.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from qual.errors import QualError
from qual.model import Coding, Source, Unit

if TYPE_CHECKING:
    from qual.matching.compiled import CompiledRules

FROM = 100_000_000
"""Characters from which on the work is shared out: about 200 MB of Cyrillic."""

PORTION = 2_000_000
"""Characters that a process gets at a time, or one source."""

MOST = 8
"""Processes at most: each takes some 200 MB of memory."""

_CHILD = "from qual.matching.pool import serve; serve()"
_HERE = str(Path(__file__).resolve().parents[2])


def pays(sources: Sequence[Source]) -> bool:
    """Whether sources are so long that it pays to share them out, and there are cores to share them among."""
    return sum(len(source.text) for source in sources) >= FROM and cores() > 1 and bool(sys.executable)


def cores() -> int:
    """How many processes work at a time."""
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(free, MOST)


def suggest_in_pool(
    sources: Sequence[Source], rules: CompiledRules, *, coder: str, unit: Unit
) -> Iterator[list[Coding]]:
    """What `suggest_in_sources` gives, found by several processes.

    A process that dies (for want of memory, say) loses nothing: its portion is searched here.
    """
    from qual.matching.suggest import suggest_in_sources

    parts = list(portions(sources))
    asked = pickle.dumps((rules.terms, rules.patterns, dict(rules.pipelines), coder, unit))
    idle: SimpleQueue[_Process] = SimpleQueue()
    processes = [_Process(asked) for _ in range(min(cores(), len(parts)))]
    for process in processes:
        idle.put(process)

    def search(part: list[Source]) -> list[list[Coding]] | None:
        process = idle.get()
        try:
            return process.search(part)
        finally:
            idle.put(process)

    threads = ThreadPoolExecutor(len(processes))
    try:
        for part, found in zip(parts, threads.map(search, parts), strict=True):
            if found is None:
                yield from suggest_in_sources(part, rules, coder=coder, unit=unit, shared=False)
            else:
                yield from found
    finally:
        for process in processes:
            process.end()
        threads.shutdown(cancel_futures=True)


def portions(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """The sources, in order, in portions of about the same length."""
    portion: list[Source] = []
    size = 0
    for source in sources:
        portion.append(source)
        size += len(source.text)
        if size >= PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


class _Process:
    """A process that searches portions, one after the other."""

    def __init__(self, asked: bytes) -> None:
        path = os.pathsep.join(filter(None, (_HERE, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
        )
        self._asked: bytes | None = asked

    def search(self, part: list[Source]) -> list[list[Coding]] | None:
        """What was found; None when the process is no more. Raises what the search raised."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            if self._asked is not None:
                self._process.stdin.write(self._asked)
                self._asked = None
            pickle.dump([_plain(source) for source in part], self._process.stdin)
            self._process.stdin.flush()
            answer = pickle.load(self._process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return None
        if isinstance(answer, QualError):
            raise answer
        return list(answer)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be written to the process is no longer asked


def _plain(source: Source) -> Source:
    """A source with all that is searched and nothing that cannot be sent."""
    return replace(source, attributes={}, normalised={})


def serve() -> None:
    """What such a process does: read what is asked, then answer for one portion after the other."""
    from qual.matching.compiled import CompiledRules
    from qual.matching.engine import FastEngine
    from qual.matching.suggest import suggest_in_sources

    given, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not write between the answers
    try:
        terms, patterns, pipelines, coder, unit = pickle.load(given)
        rules = CompiledRules(terms, patterns, pipelines)
        engine = FastEngine(rules)
        while True:
            part = pickle.load(given)
            try:
                answer: object = list(suggest_in_sources(part, rules, coder=coder, unit=unit, engine=engine))
            except QualError as error:
                answer = error
            pickle.dump(answer, answers)
            answers.flush()
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return  # nothing more is asked
