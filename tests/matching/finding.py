"""Short ways to look for a term in a text, so that a test can show its transcript and nothing else."""

from __future__ import annotations

from qual.matching import compile_rules
from qual.matching.compiled import CompiledRules
from qual.matching.plain import Stretch, find_hits
from qual.matching.units import sentences
from qual.model import Code, Codebook, Role, Rule, Source, Term, Turn


def book(*rules: Rule, code: str = "code") -> Codebook:
    """A codebook of one code."""
    return Codebook("book", "1", (Code("theme", codes=(Code(code, rules=rules),)),))


def rule(language: str, *terms: str | Term, speakers: tuple[Role, ...] = ("expert",)) -> Rule:
    written = tuple(Term(term) if isinstance(term, str) else term for term in terms)
    return Rule(language, any=written, speakers=speakers)


def compiled(*rules: Rule) -> CompiledRules:
    return compile_rules(book(*rules))


def found(term: str | Term, text: str, language: str = "ru", *, spoken: str | None = None) -> list[str]:
    """What a term of a language catches in a text, sentence by sentence, as written there."""
    spoken = language if spoken is None else spoken
    stretches = [Stretch(start, end, spoken) for start, end in sentences(text)]
    hits = find_hits(text, stretches, compiled(rule(language, term)))
    return [text[hit.start : hit.end] for hit in hits]


def interview(text: str, *speakers: tuple[str, Role], id: str = "kz-01", **fields: object) -> Source:
    """An interview in which every line is a turn; by default all of them are the expert's."""
    turns = []
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        speaker, role = speakers[(number - 1) % len(speakers)] if speakers else ("Эксперт", "expert")
        turns.append(Turn(number, start, start + len(line), speaker, role))
        start += len(line) + 1
    said: dict[str, object] = {"kind": "interview", "country": "KZ", "expert": "KZ-01", "language": "ru"}
    return Source(id, text=text, turns=tuple(turns), **{**said, **fields})  # type: ignore[arg-type]
