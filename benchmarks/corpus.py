"""Text for the benchmarks: transcripts of a given size, made of the real texts in a folder.

Files are read as they are (UTF-8, else what chardet says), sorted by language, cut into turns of
some hundred characters at white space, and strung together to transcripts of about 60 kB until the
size is reached. When a language's texts come round again, two words in a hundred are changed, so
that new word types keep coming as they do in real text, and no two transcripts are the same.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import chardet

from qual.matching.languages import detect
from qual.matching.plain import Stretch

ROOT = Path(__file__).resolve().parents[1]
STUDY = {"ru": 0.9, "en": 0.1}
"""Shares of languages in bytes: a study in Russian with some English statements."""

TRANSCRIPT = 60_000  # bytes
TURN = 450  # characters, about the mean of the model study's interviews
CHANGED = 0.02
NOT_TEXT = ("readme", "source", "license", "labels")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text in one language; each line is a turn."""

    language: str
    text: str

    @property
    def turns(self) -> list[Stretch]:
        """The turns, for an engine to look in."""
        found = []
        start = 0
        for line in self.text.splitlines(keepends=True):
            found.append(Stretch(start, start + len(line) - 1, self.language))
            start += len(line)
        return found

    @property
    def name(self) -> str:
        """What a file name ends in."""
        return f"{self.language}.txt"


def text_folder() -> Path:
    """Where text is looked for when nobody says: beside the checkout, else the study's own transcripts."""
    beside = ROOT.parent / "shared" / "data"
    return beside if beside.is_dir() else ROOT / "transcripts"


def transcripts(folder: Path, size: float, shares: Mapping[str, float] = STUDY) -> Iterator[Transcript]:
    """Transcripts of so many bytes altogether."""
    rng = random.Random(7)
    texts = {language: text for language, text in read_texts(folder).items() if language in shares}
    if not texts:
        raise SystemExit(f"{folder} has no text in {', '.join(shares)}.")
    given = {language: shares[language] for language in texts}
    readers = {language: _turns(language, text, rng) for language, text in sorted(texts.items())}
    made = dict.fromkeys(texts, 0)
    while sum(made.values()) < size:
        language = min(made, key=lambda name: made[name] / given[name])
        lines, length = [], 0
        while length < TRANSCRIPT:
            lines.append(next(readers[language]))
            length += len(lines[-1].encode()) + 1
        made[language] += length
        yield Transcript(language, "\n".join(lines) + "\n")


def write_transcripts(folder: Path, size: float, into: Path, shares: Mapping[str, float] = STUDY) -> int:
    """Write transcripts as files into a folder; how many bytes they have altogether."""
    into.mkdir(parents=True, exist_ok=True)
    total = 0
    for number, transcript in enumerate(transcripts(folder, size, shares)):
        data = transcript.text.encode()
        (into / f"{number:05d}.{transcript.name}").write_bytes(data)
        total += len(data)
    return total


def read_transcript(path: Path) -> Transcript:
    """A transcript that `write_transcripts` wrote."""
    return Transcript(path.suffixes[-2][1:], path.read_bytes().decode())


def read_texts(folder: Path) -> dict[str, str]:
    """All text in a folder, by language: .txt and .md files, and the last column of .tsv files."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".txt", ".md", ".tsv") or path.name.lower().startswith(NOT_TEXT):
            continue
        text = _decoded(path.read_bytes())
        if path.suffix == ".tsv":
            text = "\n".join(line.rpartition("\t")[2] for line in text.splitlines()[1:])
        if language := detect(text[:20_000]):
            found[language].append(text)
    return {language: "\n".join(texts) for language, texts in found.items()}


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(str(chardet.detect(data)["encoding"]), "replace")


def _turns(language: str, text: str, rng: random.Random) -> Iterator[str]:
    """The turns of a text, again and again, each time with other words changed."""
    letters = Counter(character for character in text.lower() if character.isalpha())
    alphabet = "".join(letter for letter, times in letters.items() if times > len(text) / 2000)
    words = text.split()
    while True:
        line: list[str] = []
        length = 0
        for word in words:
            line.append(word)
            length += len(word) + 1
            if length > TURN and word[-1] in ".!?:։":
                yield " ".join(line)
                line, length = [], 0
        yield " ".join(line) or " "
        words = [_changed(word, alphabet, rng) if rng.random() < CHANGED else word for word in words]


def _changed(word: str, alphabet: str, rng: random.Random) -> str:
    """The word with another letter somewhere; one without enough letters stays."""
    places = [at for at, character in enumerate(word) if character.isalpha()]
    if len(places) < 3:
        return word
    at = rng.choice(places)
    return word[:at] + rng.choice(alphabet) + word[at + 1 :]
