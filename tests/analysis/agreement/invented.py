"""Invented interviews of numbered sentences, and who coded which of them.

Every sentence is ten characters long and one apart from the next: sentence 0 lies at 0 to 10,
sentence 1 at 11 to 21. `Study.frame` is the tidy frame, made as the project makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qual.analysis.tidy import tidy_codings
from qual.model import Code, Codebook, Coding, Evidence, Segment, Source, Turn

SENTENCE = "Слова, да."
ROBOT = "auto:book@1"

BOOK = Codebook(
    "book",
    "1",
    (
        Code("mission", codes=(Code("speed", assessment=True), Code("exit"))),
        Code("identity", codes=(Code("name"), Code("border"))),
    ),
)


def sentence(number: int) -> tuple[int, int]:
    """Where a sentence lies."""
    return 11 * number, 11 * number + 10


@dataclass
class Study:
    """Interviews with so many sentences each; `read` says who finished which."""

    sentences: dict[str, int]
    read: dict[str, set[str]]
    codings: list[Coding] = field(default_factory=list)
    book: Codebook | None = BOOK

    @property
    def units(self):
        return {name: [sentence(n) for n in range(count)] for name, count in self.sentences.items()}

    @property
    def frame(self):
        sources = []
        for name, count in self.sentences.items():
            text = " ".join([SENTENCE] * count)
            turns = (Turn(1, 0, len(text), "Эксперт"),)
            sources.append(
                Source(
                    name,
                    "interview",
                    text,
                    turns,
                    country=name[:2].upper(),
                    expert=name.upper(),
                    language="ru",
                )
            )
        return tidy_codings(self.codings, sources, self.book)

    @property
    def asked(self):
        """What `agreement` and its kin take besides the frame."""
        return {"units": self.units, "seen": self.read}

    def code(self, coder, source, where, code="speed", *, assessment=None, status="accepted", found=()):
        """A coding of a sentence, of several ("2-4"), or of a stretch (start, end)."""
        if isinstance(where, int):
            where = sentence(where)
        elif isinstance(where, str):
            first, last = map(int, where.split("-"))
            where = (sentence(first)[0], sentence(last)[1])
        start, end = where
        text = " ".join([SENTENCE] * self.sentences[source])
        evidence = tuple(Evidence(f"{code}/ru", term, start, start + 5) for term in found)
        segment = Segment(source, start, end, text[start:end])
        self.codings.append(
            Coding(f"c{len(self.codings)}", code, segment, coder, status, evidence, assessment)
        )
        return self


def two_coders(**sentences: int) -> Study:
    """Ana and Ben have finished every interview."""
    counts = {name.replace("_", "-"): count for name, count in sentences.items()} or {"kz-01": 10}
    return Study(counts, {"ana": set(counts), "ben": set(counts)})
