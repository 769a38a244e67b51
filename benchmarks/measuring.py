"""One measurement of `benchmarks/engine.py`, in a process of its own: called with a task as JSON."""

from __future__ import annotations

import gc
import hashlib
import json
import pickle
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import rivals
from benchmarks.codebooks import CODEBOOKS, many, phrases
from benchmarks.corpus import STUDY, read_transcript
from benchmarks.rivals import Hits
from qual.matching.compiled import CompiledRules
from qual.matching.engine import FastEngine, fast
from qual.matching.engine.tokens import read_words
from qual.matching.plain import PlainEngine, Stretch
from qual.model import Unit

COMPARED = 30  # transcripts on which hits are compared

Task = dict[str, Any]
Result = dict[str, Any]


def measure(task: Task) -> Result:
    """What a child process does: the work that a task names, timed."""
    paths = sorted(Path(task["folder"]).iterdir())[: task.get("files")]
    work: Callable[[Task, list[Path]], Result] = globals()[f"measure_{task['work']}"]
    return work(task, paths) | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def measure_reading(task: Task, paths: list[Path]) -> Result:
    """The floor: reading the files, which are in the page cache, and decoding them."""
    data = [path.read_bytes() for path in paths]
    read = _best(lambda: [path.read_bytes() for path in paths])
    return {
        "mb": sum(map(len, data)) / 1e6,
        "read": read,
        "decode": _best(lambda: [d.decode() for d in data]),
    }


def measure_rival(task: Task, paths: list[Path]) -> Result:
    """A rival looks for phrases, once or twice."""
    try:
        find = getattr(rivals, task["name"])(phrases())
    except ImportError as error:
        return {"missing": error.name}
    texts = [read_transcript(path).text for path in paths]
    hits, cold = _timed(lambda: find(texts))
    warm = _best(lambda: find(texts), 1) if task.get("warm") else None
    _keep(task, hits)
    return _size(paths) | {"cold": cold, "warm": warm}


def measure_ours(task: Task, paths: list[Path]) -> Result:
    """One of our engines: made ready, then over all texts with no word known, then again."""
    rules, compiled = _timed(CODEBOOKS[task["codebook"]])
    engine, ready = _timed(lambda: _ready(rules, task["name"]))
    unit = task["unit"]
    texts = [(transcript.text, transcript.turns) for transcript in map(read_transcript, paths)]
    counts, cold = _timed(lambda: _count(engine, texts, unit))
    result = _size(paths) | {"cold": cold, "hits": counts, "terms": len(rules.terms)}
    result |= {"compiled": compiled, "ready": ready, "warm": None}
    if isinstance(engine, FastEngine):
        result["warm"] = _best(lambda: _count(engine, texts, unit))
        result["files"] = _best(lambda: _count(engine, _read(paths), unit))
        result["types"] = engine.words_known
    answers = engine.find_in_turns_of(_read(paths[:COMPARED]), unit)
    _keep(task, [{(hit.start, hit.end, hit.term) for hit in hits} for _, hits in answers])
    return result


def measure_stages(task: Task, paths: list[Path]) -> Result:
    """What the fast engine spends its time on, from the files: seconds by stage, cold and warm."""
    engine = _ready(phrases(), "fast")
    watch = _Watch()
    known: Any = engine._known  # type: ignore[union-attr]
    known.met = watch.over("deciding what each word means", known.met)
    steps: Any = fast
    steps.read_words = watch.over("finding, folding and hashing words", steps.read_words)
    for name in ("find_phrases", "find_operators"):
        setattr(steps, name, watch.over("joining words to phrases", getattr(steps, name)))
    read = watch.over("reading and decoding", read_transcript)
    turns = watch.over("listing the turns", lambda transcript: transcript.turns)
    found: Result = {}
    for heat in ("cold", "warm"):
        watch.seconds.clear()
        texts = ((transcript.text, turns(transcript)) for transcript in map(read, paths))
        _, all_of_it = _timed(partial(_count, engine, texts, "turn"))
        rest = all_of_it - sum(watch.seconds.values())
        found[heat] = {**watch.seconds, "laying texts end to end, handing out hits": rest}
    return found


class _Watch:
    """Counts the CPU seconds that some functions take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def over(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, with its time counted as a stage's."""

        def watched(*given: Any, **named: Any) -> Any:
            begun = time.process_time()
            result = work(*given, **named)
            self.seconds[stage] += time.process_time() - begun
            return result

        return watched


def measure_size(task: Task, paths: list[Path]) -> Result:
    """Files of any number, read as they are needed."""
    engine = _ready(phrases(), "fast")
    _, cold = _timed(lambda: _count(engine, _read(paths), "turn"))
    return {"mb": sum(path.stat().st_size for path in paths) / 1e6, "cold": cold}


def measure_rules(task: Task, paths: list[Path]) -> Result:
    """A codebook of some size."""
    rules = many(task["rules"])
    engine, ready = _timed(lambda: _ready(rules, "fast"))
    texts = [(transcript.text, transcript.turns) for transcript in map(read_transcript, paths)]
    hits, cold = _timed(lambda: _count(engine, texts, "turn"))
    return {"ready": ready, "cold": cold, "warm": _best(lambda: _count(engine, texts, "turn")), "hits": hits}


def measure_retagging(task: Task, paths: list[Path]) -> Result:
    """All files, then again after one in a hundred has changed: by size and time, then by hash."""
    engine = _ready(phrases(), "fast")
    known: dict[Path, tuple[int, int, bytes]] = {}

    def tag(some: Sequence[Path]) -> int:
        for path in some:
            stat = path.stat()
            known[path] = (stat.st_mtime_ns, stat.st_size, hashlib.blake2b(path.read_bytes()).digest())
        return _count(engine, _read(some), "turn")

    def changed() -> list[Path]:
        touched = [
            path for path in paths if known[path][:2] != (path.stat().st_mtime_ns, path.stat().st_size)
        ]
        return [path for path in touched if known[path][2] != hashlib.blake2b(path.read_bytes()).digest()]

    _, all_of_them = _timed(lambda: tag(paths))
    some = random.Random(1).sample(paths, max(1, len(paths) // 100))
    for path in some:
        path.write_bytes(path.read_bytes() + "Эксперт: коллективная безопасность.\n".encode())
    _, again = _timed(lambda: tag(changed()))
    _, hashing = _timed(lambda: [hashlib.blake2b(path.read_bytes()).digest() for path in paths])
    return {"files": len(paths), "changed": len(some), "all": all_of_them, "again": again, "hashing": hashing}


def _ready(rules: CompiledRules, name: str) -> PlainEngine | FastEngine:
    """An engine that has loaded what it needs for the languages of the text."""
    engine = PlainEngine(rules) if name == "plain" else FastEngine(rules)
    for language in STUDY:
        list(engine.find_in_turns_of([("1", [Stretch(0, 1, language)])], "turn"))
    return engine


def _count(engine: PlainEngine | FastEngine, texts: Iterable[tuple[str, list[Stretch]]], unit: Unit) -> int:
    return sum(len(hits) for _, hits in engine.find_in_turns_of(texts, unit))


def _read(paths: Iterable[Path]) -> Iterator[tuple[str, list[Stretch]]]:
    for path in paths:
        transcript = read_transcript(path)
        yield transcript.text, transcript.turns


def _size(paths: Iterable[Path]) -> Result:
    texts = [path.read_bytes() for path in paths]
    return {
        "mb": sum(map(len, texts)) / 1e6,
        "tokens": sum(len(read_words(text.decode()).starts) for text in texts),
    }


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    gc.collect()
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def _best(work: Callable[[], Any], times: int = 3) -> float:
    return min(_timed(work)[1] for _ in range(times))


def _keep(task: Task, hits: list[Hits]) -> None:
    Path(task["keep"]).write_bytes(pickle.dumps(hits[:COMPARED]))


if __name__ == "__main__":
    print(json.dumps(measure(json.loads(sys.argv[1]))))
