"""The codebooks a project adopted, their texts verbatim. The store knows no codes, only texts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from qual.errors import InvalidRequest
from qual.model import AUTO
from qual.project import acts
from qual.project.store import AnyRow, Store
from qual.project.tables import codebooks, codings


@dataclass(frozen=True, slots=True)
class AdoptedCodebook:
    """One adoption: the codebook's file as it was, and the batch that adopted it."""

    id: str
    version: str
    text: str
    sha256: str
    batch: int

    @property
    def name(self) -> str:
        """Id and version as one word, `csto-2022@1.0.0`."""
        return f"{self.id}@{self.version}"


class Codebooks:
    """The codebooks of a project, every adoption kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def in_force(self) -> AdoptedCodebook | None:
        """The codebook adopted last, or None while there is none."""
        adopted = self.history()
        return adopted[-1] if adopted else None

    def history(self) -> list[AdoptedCodebook]:
        """Every adoption that was not taken back, oldest first."""
        with self._store.reading() as connection:
            return [_adopted(row) for row in _live(connection)]

    def adopt(self, codebook_id: str, version: str, text: str, sha256: str) -> bool:
        """Put a codebook in force. False when it is in force already, letter for letter.

        A version means one content. Other content under the same version passes only while nobody
        has decided on a suggestion of that version; afterwards InvalidRequest asks for a new one.
        """
        if not codebook_id or not version:
            raise InvalidRequest("A codebook needs an id and a version.", hint="Write `id:` and `version:`.")
        name = f"{codebook_id}@{version}"
        with self._store.transaction("adopt codebook") as writing:
            adopted = [_adopted(row) for row in _live(writing.connection)]
            if adopted and adopted[-1].name == name and adopted[-1].sha256 == sha256:
                return False
            same_version = [codebook for codebook in adopted if codebook.name == name]
            changed = bool(same_version) and same_version[-1].sha256 != sha256
            if changed and (decided := _decided(writing.connection, AUTO + name)):
                raise InvalidRequest(
                    f"The codebook {name} changed, but {decided} of its suggestions were decided on already.",
                    hint="Raise `version:` in the codebook, then adopt it again.",
                )
            told = {"sha256": sha256, "replaces": same_version[-1].sha256} if changed else {"sha256": sha256}
            values = {"id": codebook_id, "version": version, "text": text, "sha256": sha256}
            acts.add(writing, "codebook", [acts.NewRow(f"codebook:{name}", values, told)])
        return True


def _live(connection: Connection) -> list[AnyRow]:
    columns = codebooks.c
    rows = select(columns.n, columns.id, columns.version, columns.text, columns.sha256, columns.batch)
    return list(connection.execute(rows.where(columns.retired.is_(None)).order_by(columns.n)).all())


def _adopted(row: AnyRow) -> AdoptedCodebook:
    return AdoptedCodebook(row.id, row.version, row.text, row.sha256, row.batch)


def _decided(connection: Connection, coder: str) -> int:
    """How many suggestions of a codebook a person decided on, withdrawn ones included."""
    by_hand = or_(codings.c.status != "suggested", codings.c.assessment.is_not(None))
    count = select(func.count(codings.c.id.distinct())).where(codings.c.coder == coder, by_hand)
    return int(connection.scalar(count) or 0)
