"""Whether one rule set, translated into seven languages, finds the same sentences.

    python -m benchmarks.seven_languages DIR        # DIR/<language>/*.tsv with index_id and text
    python -m benchmarks.seven_languages DIR -v     # with every sentence that a language misses

DIR is SIB-200 (Adelani et al. 2023): the same 800 sentences of news, travel and encyclopaedia in
every language, joined by `index_id`. `seven_languages.txt` has 25 everyday words, translated into each
language before looking at what they catch. A sentence counts as meant when at least four of the
seven languages find the word there. What a language misses of these is a form that its rules do
not know, or, far more often, a translator's other word; `-v` shows which.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from itertools import accumulate
from pathlib import Path

from qual import Code, Codebook, Rule, Source, Term, Turn
from qual.matching.compiled import compile_rules
from qual.matching.suggest import suggest_codings

FOLDERS = {
    "ru": "rus_Cyrl", "en": "eng_Latn", "kk": "kaz_Cyrl", "hy": "hye_Armn",
    "be": "bel_Cyrl", "ky": "kir_Cyrl", "tg": "tgk_Cyrl",
}  # fmt: skip
MOST = 4  # of the seven languages

WORDS = Path(__file__).with_suffix(".txt")
"""A word a line, with its translations: the terms of a rule of each language."""

Found = dict[str, dict[str, set[str]]]
"""For each word and language the sentences in which it was found."""


def codebook() -> Codebook:
    """A code for each word, with a rule for each language."""
    codes = []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        name, *translations = (cell.strip() for cell in line.split("|"))
        rules = []
        for translation in translations:
            language, terms = translation.split(" ", 1)
            rules.append(Rule(language, tuple(Term(term.strip()) for term in terms.split(","))))
        codes.append(Code(name, rules=tuple(rules)))
    return Codebook("seven", "1", tuple(codes))


def read_sentences(folder: Path) -> dict[str, str]:
    """The sentences of a language by their number."""
    sentences = {}
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                sentences[row["index_id"]] = row["text"]
    if not sentences:
        raise SystemExit(f"{folder} has no sentences (*.tsv with index_id and text).")
    return sentences


def find(texts: dict[str, dict[str, str]]) -> Found:
    """Where each word is found, in each language; every sentence is a turn."""
    book = codebook()
    rules = compile_rules(book)
    found: Found = {code.id: {language: set() for language in texts} for code in book.codes}
    for language, sentences in texts.items():
        starts = accumulate((len(text) + 2 for text in sentences.values()), initial=0)
        places = dict(zip(starts, sentences, strict=False))
        turns = tuple(
            Turn(number, start, start + len(sentences[id_]), language=language)
            for number, (start, id_) in enumerate(places.items(), 1)
        )
        source = Source(language, "statement", "\n\n".join(sentences.values()), turns, language=language)
        for coding in suggest_codings(source, rules, coder=book.coder, unit="turn"):
            found[coding.code][language].add(places[coding.segment.start])
    return found


def meant(of: dict[str, set[str]]) -> set[str]:
    """The sentences in which most languages find a word."""
    votes = Counter(id_ for ids in of.values() for id_ in ids)
    return {id_ for id_, languages in votes.items() if languages >= MOST}


def tell(found: Found) -> None:
    """By language: how many of the meant sentences it finds, and what else it finds; then by word."""
    print("| | " + " | ".join(FOLDERS) + " |\n" + "|---" * (len(FOLDERS) + 1) + "|")
    wanted = sum(len(meant(of)) for of in found.values())
    right = {name: sum(len(of[name] & meant(of)) for of in found.values()) for name in FOLDERS}
    more = {name: sum(len(of[name] - meant(of)) for of in found.values()) for name in FOLDERS}
    print(f"| of {wanted}: found | " + " | ".join(str(right[name]) for name in FOLDERS) + " |")
    print("| the same in % | " + " | ".join(f"{100 * right[name] / wanted:.0f}" for name in FOLDERS) + " |")
    print("| found besides | " + " | ".join(str(more[name]) for name in FOLDERS) + " |")
    print("\n| word | meant | missed by |\n|---|---|---|")
    for word, of in found.items():
        missed = {name: len(meant(of) - of[name]) for name in FOLDERS}
        by = ", ".join(f"{name} {count}" for name, count in missed.items() if count)
        print(f"| {word} | {len(meant(of))} | {by or '–'} |")


def tell_missed(found: Found, texts: dict[str, dict[str, str]]) -> None:
    """Every sentence that a language misses, in that language and in English."""
    for word, of in found.items():
        for name in FOLDERS:
            for id_ in sorted(meant(of) - of[name]):
                print(f"\n{word} missed in {name}, {id_}\n  {texts[name][id_]}\n  {texts['en'][id_]}")


def main() -> None:
    """Parse the command and print the tables."""
    parser = argparse.ArgumentParser(description="Does a translated rule set find the same sentences?")
    parser.add_argument("folder", type=Path, help="SIB-200: a folder for each language")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what is missed")
    options = parser.parse_args()
    texts = {name: read_sentences(options.folder / below) for name, below in FOLDERS.items()}
    found = find(texts)
    tell(found)
    if options.verbose:
        tell_missed(found, texts)


if __name__ == "__main__":
    main()
