"""Invented experts and what they say, in several scripts."""

from __future__ import annotations

import hashlib
import uuid

from qual.model import Coding, Evidence, Segment, Source, Status, Turn
from qual.project import Project

RULES = "auto:events@1.0.0"

TEXTS = {
    "am-01": "Ըստ էության, մենք սպասում էինք օգնության: Բայց օգնությունը չեկավ:",
    "kz-01": "Миротворцы прибыли быстро. Ұжымдық қауіпсіздік сол күні қорғады. 🕊️ Это был прецедент.",
    "kz-02": "Біз оны күткен жоқпыз. Оперативность всех удивила.",
    "statement-01": "The Council 𝐝𝐞𝐜𝐢𝐝𝐞𝐝 to act without delay.",
}


def invented(source_id: str, text: str = "", **fields: object) -> Source:
    text = text or TEXTS[source_id]
    kind = "statement" if source_id.startswith("statement") else "interview"
    said: dict[str, object] = {
        "kind": kind,
        "text": text,
        "turns": (Turn(1, 0, len(text), "Эксперт"),),
        "country": source_id[:2].upper() if kind == "interview" else "",
        "expert": source_id.upper() if kind == "interview" else "",
        "language": "ru",
        "attributes": {"sector": "think tank", "сфера": "аналитика"},
        "file": f"transcripts/{source_id}.txt",
        "encoding": "utf-8",
        "file_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "normalised": {"line ends": 2},
    }
    return Source(source_id, **{**said, **fields})  # type: ignore[arg-type]


def coding(
    source_id: str,
    words: str,
    code: str = "speed",
    *,
    coder: str = "aigerim",
    status: Status = "accepted",
    id: str = "",
    text: str = "",
    **fields: object,
) -> Coding:
    start = (text or TEXTS[source_id]).index(words)
    return Coding(
        id or str(uuid.uuid4()),
        code,
        Segment(source_id, start, start + len(words), words),
        coder,
        status,
        **fields,  # type: ignore[arg-type]
    )


def suggestion(
    source_id: str, words: str, code: str = "speed", *, term: str = "быстро", **fields: object
) -> Coding:
    """The same words and code always get the same id, as the machine's do."""
    start = TEXTS[source_id].index(words)
    name = f"{source_id} {start} {start + len(words)} {code}"
    said: dict[str, object] = {
        "coder": RULES,
        "status": "suggested",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "evidence": (Evidence(f"{code}/ru", term, start, start + len(words)),),
    }
    return coding(source_id, words, code, **{**said, **fields})  # type: ignore[arg-type]


def state(project: Project) -> dict[str, object]:
    """Everything that counts in a project, to compare."""
    return {
        "sources": project.sources.all(),
        "codebooks": project.codebooks.history(),
        "codings": project.codings.select(),
        "memos": project.memos.select(),
        "runs": project.runs.last(),
        "done": project.done.all(),
        "assignments": project.assignments.all(),
        "adjudications": project.adjudications.all(),
    }
