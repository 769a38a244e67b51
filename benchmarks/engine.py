"""How fast the engines are, and how near to reading the files they come.

    pip install google-re2 ahocorasick-rs        # two of the rivals; without them their rows stay empty
    python -m benchmarks.engine                  # one run, one core: about five minutes
    python -m benchmarks.engine --text DIR --mb 30 --scale-mb 100

Text: what is in DIR, see `corpus.py`. Every row is a process of its own on one core, so that its
memory can be told; figures are CPU seconds, without the time to make an engine ready. Slow rows
take the first transcripts only, and hits are compared on the same ones. Other work on the machine
disturbs absolute figures; read the ratios.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import pickle
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.codebooks import phrases
from benchmarks.corpus import ROOT, text_folder, write_transcripts
from benchmarks.measuring import COMPARED, Result
from benchmarks.rivals import spacy_terms

NAIVE = "naive spaCy: blank ru, pymorphy3 lemmatizer, PhraseMatcher"
RIVALS = {
    # label: (function, transcripts, also warm)
    NAIVE: ("naive_spacy", 10, False),
    "spaCy, each word type lemmatised once": ("spacy_with_cache", COMPARED, True),
    "`re`, one alternation of all forms": ("one_regex", COMPARED, False),
    "google-re2, one alternation of all forms": ("google_re2", COMPARED, False),
    "ahocorasick-rs, all forms": ("aho_corasick", 2 * COMPARED, False),
}

FLOORS = (
    # what was asked, its figure, the bound, whether at least
    ("hits as those of the plain engine", "identical", 1, True),
    ("no word known, times naive spaCy", "cold × naive", 400, True),
    ("warm, times naive spaCy", "warm × naive", 800, True),
    ("no word known, times the best regular expression", "cold × regex", 15, True),
    ("peak memory at the most text, MB", "peak", 400, False),
    ("600 rules, times the time of 60, warm", "600 × rules", 1.5, False),
    ("600 rules, times the time of 60, no word known", "600 × rules cold", 1.5, False),
    ("6,000 rules, times the time of 600, warm", "6000 × rules", 1.5, False),
    ("6,000 rules, times the time of 600, no word known", "6000 × rules cold", 1.5, False),
    ("again after 1 % of the files changed, times faster", "again", 50, True),
)


class Run:
    """Calls child processes, one after the other, on one core."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.source = source
        self.texts = folder / "texts"
        self._hits = folder / "hits"
        self._hits.mkdir()

    def call(self, work: str, name: str = "", **more: Any) -> Result:
        """The result of one piece of work."""
        task = {
            "work": work,
            "name": name,
            "folder": str(self.texts),
            "keep": str(self._hits / (name or work)),
        }
        command = [sys.executable, "-m", "benchmarks.measuring", json.dumps(task | more)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
        return dict(json.loads(done.stdout))

    def parity(self, name: str, terms: set[int] | None = None) -> str:
        """How many of the plain engine's hits another one found, and how many more, in percent."""
        found, wanted = (pickle.loads((self._hits / which).read_bytes()) for which in (name, "plain"))
        both = [
            ({hit for hit in these if terms is None or hit[2] in terms} for these in pair)
            for pair in zip(found, wanted, strict=False)
        ]
        right = extra = asked = 0
        for mine, theirs in both:
            right += len(mine & theirs)
            extra += len(mine - theirs)
            asked += len(theirs)
        if right == asked and not extra:
            return "all / none"
        return f"{100 * right / asked:.2f} % / {100 * extra / asked:.2f} %"


def compare(run: Run, mb: float) -> dict[str, float]:
    """The table of engines; the speeds that floors ask for."""
    total = write_transcripts(run.source, mb * 1e6, run.texts) / 1e6
    plain = run.call("ours", "plain", files=COMPARED, codebook="phrases", unit="turn")
    per_mb = plain["tokens"] / plain["mb"]
    results = {
        label: run.call("rival", name, files=files, warm=warm)
        for label, (name, files, warm) in RIVALS.items()
    }
    floor = run.call("reading")
    fast = run.call("ours", "fast", codebook="phrases", unit="turn")
    stages = run.call("stages")
    naive = results[NAIVE]["mb"] / results[NAIVE]["cold"]
    russian = spacy_terms(phrases())

    print(f"Phrases: {fast['terms']} terms of the shipped codebook and such pairs of words, unit turn,")
    print(f"{total:.0f} MB, {per_mb * total / 1e6:.2f} M words, {fast['types']:,} word types of interest,")
    print(f"{fast['hits']:,} hits.\n")
    print(
        "| engine | MB | MB/s | M words/s | × naive spaCy | peak MB | of the plain engine's: found / extra |"
    )
    print("|---|---|---|---|---|---|---|")

    def row(label: str, result: Result, seconds: float, parity: str = "") -> float:
        speed = float(result["mb"]) / seconds
        words = speed * per_mb / 1e6
        figures = f"{short(speed)} | {short(words)} | {short(speed / naive)} | {result['peak']:.0f}"
        print(f"| {label} | {result['mb']:.1f} | {figures} | {parity} |", flush=True)
        return speed

    row("floor: reading the files", floor, floor["read"])
    row("floor: reading and decoding them", floor, floor["read"] + floor["decode"])
    best_regex = 0.0
    for label, result in results.items():
        if "missing" in result:
            print(f"| {label} | not installed: {result['missing']} | | | | | |")
            continue
        spacy = "spaCy" in label
        parity = run.parity(RIVALS[label][0], russian if spacy else None)
        parity += " (terms of Russian lemmas)" if spacy else ""
        speed = row(label, result, result["cold"], parity)
        if "alternation" in label:
            best_regex = max(best_regex, speed)
        if result["warm"]:
            row("the same, when it knows the words", result, result["warm"], parity)
    row("our plain engine", plain, plain["cold"], "all / none")
    parity = run.parity("fast")
    cold = row("**our fast engine, no word known**", fast, fast["cold"], parity)
    warm = row("**the same, when it knows the words**", fast, fast["warm"], parity)
    row("the same, from the files", fast, fast["files"], parity)
    times = fast["files"] / (floor["read"] + floor["decode"])
    print(f"\nMade ready in {fast['ready']:.2f} s. From the files, with the words known, it takes")
    print(f"{times:.1f} times as long as reading and decoding them.\n")
    tell_stages(stages)
    return {
        "cold × naive": cold / naive,
        "warm × naive": warm / naive,
        "cold × regex": cold / best_regex,
        "identical": float(parity == "all / none"),
    }


def tell_stages(stages: Result) -> None:
    """The table of what the time is spent on."""
    print("| what the time from the files is spent on | no word known | warm |\n|---|---|---|")
    totals = [sum(stages[heat].values()) for heat in ("cold", "warm")]
    for stage in stages["warm"]:
        shares = [stages[heat][stage] / all_ for heat, all_ in zip(("cold", "warm"), totals, strict=True)]
        print(f"| {stage} | {shares[0]:.0%} | {shares[1]:.0%} |")
    print(flush=True)


def in_use(run: Run) -> None:
    """The fast engine with the whole shipped codebook."""
    print("The whole codebook of the model study (NEAR, AND, NOT), as `qual suggest` uses it:\n")
    print("| unit | engine | terms | MB | no word known, MB/s | warm, MB/s | hits | found / extra |")
    print("|---|---|---|---|---|---|---|---|")
    for unit in ("turn", "sentence"):
        plain = run.call("ours", "plain", files=3, codebook="shipped", unit=unit)
        fast = run.call("ours", "fast", files=60, codebook="shipped", unit=unit)
        for engine, result, parity in (("plain", plain, ""), ("fast", fast, run.parity("fast"))):
            cold = short(result["mb"] / result["cold"])
            warm = short(result["mb"] / result["warm"]) if result["warm"] else ""
            figures = f"{result['terms']} | {result['mb']:.1f} | {cold} | {warm} | {result['hits']}"
            print(f"| {unit} | {engine} | {figures} | {parity} |", flush=True)
    print(
        f"\nThe codebook is compiled in {fast['compiled']:.1f} s and made ready in {fast['ready']:.1f} s.\n"
    )


def scale(run: Run, mb: float) -> dict[str, float]:
    """More text, more rules, and tagging again after a change."""
    run.texts = run.texts.parent / "many texts"
    write_transcripts(run.source, mb * 1e6, run.texts)
    count = len(list(run.texts.iterdir()))

    print("More text, read from files as it is needed, no word known at the beginning:\n")
    print("| MB | seconds | MB/s | peak MB |\n|---|---|---|---|")
    for part in (100, 10, 1):
        most = run.call("size", files=max(1, count // part))
        speed = most["mb"] / most["cold"]
        print(f"| {most['mb']:.1f} | {most['cold']:.2f} | {speed:.0f} | {most['peak']:.0f} |", flush=True)

    print(f"\nMore rules, on {min(mb, max(10, mb / 10)):.0f} MB:\n")
    print("| rules | made ready, s | no word known, s | warm, s | hits |\n|---|---|---|---|---|")
    seconds = {}
    for rules in (60, 600, 6000):
        of = seconds[rules] = run.call("rules", rules=rules, files=max(1, count // 10))
        figures = f"{of['ready']:.2f} | {of['cold']:.2f} | {of['warm']:.2f} | {of['hits']}"
        print(f"| {rules} | {figures} |", flush=True)

    again = run.call("retagging")
    faster = again["all"] / again["again"]
    print(
        f"\nAgain after {again['changed']} of {again['files']} files changed: {again['again']:.3f} s instead"
    )
    print(f"of {again['all']:.2f} s, {faster:.0f} times faster. (Files are told apart by size and time, then")
    print(f"by hash; to hash all of them takes {again['hashing']:.2f} s.)\n")
    return {
        "peak": most["peak"],
        "600 × rules": seconds[600]["warm"] / seconds[60]["warm"],
        "600 × rules cold": seconds[600]["cold"] / seconds[60]["cold"],
        "6000 × rules": seconds[6000]["warm"] / seconds[600]["warm"],
        "6000 × rules cold": seconds[6000]["cold"] / seconds[600]["cold"],
        "again": faster,
    }


def tell_floors(reached: dict[str, float]) -> None:
    """What was asked for, and what this run gave."""
    print("| floor | asked | reached | |\n|---|---|---|---|")
    for label, name, bound, at_least in FLOORS:
        value = reached[name]
        met = "yes" if (value >= bound if at_least else value <= bound) else "**no**"
        print(f"| {label} | {'≥' if at_least else '≤'} {bound} | {short(value)} | {met} |")


def short(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> str:
    """What the figures depend on; no names."""
    versions = []
    for name in ("numpy", "spacy", "pymorphy3", "simplemma", "google-re2", "ahocorasick-rs"):
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"no {name}")
    where = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, one used"
    return f"{where}, Python {platform.python_version()}, {', '.join(versions)}"


def main() -> None:
    """Parse the command and print everything."""
    parser = argparse.ArgumentParser(description="How fast are the engines?")
    parser.add_argument("--text", type=Path, default=text_folder(), help="folder with texts")
    parser.add_argument("--mb", type=float, default=30, help="size of the comparison")
    parser.add_argument("--scale-mb", type=float, default=100, help="size of the largest text")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options.text.resolve(), Path(folder))
        print(machine() + ".\n", flush=True)
        reached = compare(run, options.mb)
        in_use(run)
        reached |= scale(run, options.scale_mb)
        tell_floors(reached)


if __name__ == "__main__":
    main()
