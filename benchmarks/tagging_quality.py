"""How well does the shipped codebook tag? Precision, recall and F1 per theme and language.

    python -m benchmarks.tagging_quality                 # every shipped set, by theme and language
    python -m benchmarks.tagging_quality --summary       # by theme, development and held out side by side
    python -m benchmarks.tagging_quality FILE.jsonl -v   # another set, with every mistake listed

Rules were tuned on the development sets; the sentences of the held-out sets were not looked at
while tuning. Beside the codebook stands a plain keyword search with the same words: a
term is found when its words occur in the sentence as they are written, in any order, case aside.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from qual import Codebook, Source, Turn, read_codebook
from qual.matching.compiled import CompiledRules, compile_rules
from qual.matching.rules import Atom, Either, Expression, NotNear, Without, parts
from qual.matching.suggest import suggest_codings
from qual.matching.words import key, tokens

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
CODEBOOK = ROOT / "codebooks" / "csto-2022.yaml"
SETS = (
    *("development", "development_2", "development_3", "development_4"),
    *("held_out", "held_out_2"),
)
ENOUGH = 10  # positives that a figure needs

Tagger = Callable[["Sentence"], set[str]]


@dataclass(frozen=True)
class Sentence:
    """A sentence that a reader labelled with the themes it speaks about."""

    id: str
    language: str
    text: str
    themes: frozenset[str]


@dataclass
class Score:
    """Right, wrong and missed labels of one theme."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def positives(self) -> int:
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        return self.right / self.positives if self.positives else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.positives else None


def read_gold(path: Path) -> list[Sentence]:
    """The labelled sentences of a JSON Lines file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Sentence(r["id"], r["language"], r["text"], frozenset(r["themes"])) for r in rows]


def by_rules(codebook: Codebook, sentences: Sequence[Sentence]) -> Tagger:
    """Tags sentences with the rules of the codebook, as `qual suggest` does.

    All sentences of a language are one source with a turn each, so that a word is decided on once.
    """
    rules = compile_rules(codebook)
    theme_of = codebook.theme_of()
    themes: dict[str, set[str]] = {sentence.id: set() for sentence in sentences}
    for language in {sentence.language for sentence in sentences}:
        chosen = [sentence for sentence in sentences if sentence.language == language]
        starts = list(accumulate((len(s.text) + 2 for s in chosen[:-1]), initial=0))
        turns = tuple(
            Turn(number, start, start + len(sentence.text))
            for number, (start, sentence) in enumerate(zip(starts, chosen, strict=True), 1)
        )
        text = "\n\n".join(sentence.text for sentence in chosen)
        source = Source("gold", "statement", text, turns, language=language)
        sentence_at = {turn.start: sentence.id for turn, sentence in zip(turns, chosen, strict=True)}
        for coding in suggest_codings(source, rules, coder=codebook.coder, unit="turn"):
            themes[sentence_at[coding.segment.start]].add(theme_of[coding.code])
    return lambda sentence: themes[sentence.id]


def by_keywords(codebook: Codebook) -> Tagger:
    """Tags a sentence in which the words of a term occur as they are written."""
    rules: CompiledRules = compile_rules(codebook)
    theme_of = codebook.theme_of()

    def tag(sentence: Sentence) -> set[str]:
        words = {key(sentence.text[a:b]) for a, b in tokens(sentence.text)}
        return {
            theme_of[term.code]
            for term in rules.terms
            if term.language in (sentence.language, "any") and _occurs(term.expression, words)
        }

    return tag


def _occurs(expression: Expression, words: set[str]) -> bool:
    if isinstance(expression, Atom):
        written = key(expression.text)
        if expression.kind == "wildcard":
            return any(word.startswith(written.split("*")[0]) for word in words)
        return written in words
    if isinstance(expression, Either):
        return any(_occurs(option, words) for option in expression.options)
    if isinstance(expression, NotNear | Without):
        return _occurs(expression.left, words)
    return all(_occurs(part, words) for part in parts(expression))


def score(sentences: Iterable[Sentence], tag: Tagger, themes: Iterable[str]) -> dict[tuple[str, str], Score]:
    """For each theme and language (and "all") how the tagger did."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for sentence in sentences:
        found = tag(sentence)
        for theme in themes:
            for language in (sentence.language, "all"):
                entry = scores[theme, language]
                if theme in found and theme in sentence.themes:
                    entry.right += 1
                elif theme in found:
                    entry.wrong += 1
                elif theme in sentence.themes:
                    entry.missed += 1
    return scores


def table(sentences: list[Sentence], codebook: Codebook) -> str:
    """The figures as a Markdown table."""
    themes = [theme.id for theme in codebook.themes]
    rules = score(sentences, by_rules(codebook, sentences), themes)
    words = score(sentences, by_keywords(codebook), themes)
    lines = [
        "| theme | language | positives | precision | recall | F1 | keywords: precision | recall | F1 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for theme in themes:
        for language in ("all", *sorted({sentence.language for sentence in sentences})):
            ours, theirs = rules[theme, language], words[theme, language]
            if not ours.positives and not ours.wrong:
                continue
            few = " (too few)" if ours.positives < ENOUGH else ""
            cells = [_share(value) for value in (ours.precision, ours.recall, ours.f1)]
            cells += [_share(value) for value in (theirs.precision, theirs.recall, theirs.f1)]
            lines.append(f"| {theme} | {language} | {ours.positives}{few} | {' | '.join(cells)} |")
    return "\n".join(lines)


def summary(codebook: Codebook) -> str:
    """By theme, all languages together: the first development set beside the held-out one."""
    themes = [theme.id for theme in codebook.themes]
    developed, held_out = (read_gold(GOLD / f"{name}.jsonl") for name in ("development", "held_out"))
    ours = [score(sentences, by_rules(codebook, sentences), themes) for sentences in (developed, held_out)]
    words = score(held_out, by_keywords(codebook), themes)
    lines = [
        f"{'':20}{'development':^22}{'held out':^22}{'keywords, held out':^22}",
        f"{'theme':20}" + f"{'n':>6}{'prec.':>8}{'recall':>8}" * 2 + f"{'prec.':>12}{'recall':>8}",
    ]
    for theme in themes:
        cells = ""
        for scores in ours:
            one = scores[theme, "all"]
            few = one.positives < ENOUGH
            cells += f"{one.positives:>6}" + "".join(
                f"{'too few' if few else _share(value):>8}" for value in (one.precision, one.recall)
            )
        theirs, few = words[theme, "all"], ours[1][theme, "all"].positives < ENOUGH
        figures = ["too few" if few else _share(value) for value in (theirs.precision, theirs.recall)]
        lines.append(f"{theme:20}{cells}{figures[0]:>12}{figures[1]:>8}")
    return "\n".join(lines)


def mistakes(sentences: list[Sentence], codebook: Codebook) -> str:
    """Every sentence that was tagged wrongly, with what was wrong."""
    tag = by_rules(codebook, sentences)
    lines = []
    for sentence in sentences:
        found = tag(sentence)
        for theme in sorted(found ^ sentence.themes):
            kind = "missed" if theme in sentence.themes else "wrong "
            lines.append(f"{kind} {theme:<18} {sentence.id}: {sentence.text}")
    return "\n".join(sorted(lines))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def main() -> None:
    """Print the table of each set asked for."""
    parser = argparse.ArgumentParser(description="Tagging quality of the shipped codebook.")
    parser.add_argument("gold", nargs="*", type=Path, help="JSON Lines; the shipped sets when none is given")
    parser.add_argument("--codebook", type=Path, default=CODEBOOK)
    parser.add_argument("-v", "--verbose", action="store_true", help="list every mistake")
    parser.add_argument("--summary", action="store_true", help="one table by theme")
    options = parser.parse_args()
    codebook = read_codebook(options.codebook)
    if options.summary:
        print(summary(codebook))
        return
    for path in options.gold or [GOLD / f"{name}.jsonl" for name in SETS]:
        sentences = read_gold(path)
        print(f"\n{path.stem}: {len(sentences)} sentences, codebook {codebook.name}\n")
        print(table(sentences, codebook))
        if options.verbose:
            print(f"\n{mistakes(sentences, codebook)}")


if __name__ == "__main__":
    main()
