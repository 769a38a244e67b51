"""What became of codes between two versions."""

from __future__ import annotations

from qual.codebook.comparing import Change, compare_codebooks
from qual.model import Code, Codebook, Rule, Term


def code(id: str, name: str = "", *terms: str, below: tuple[Code, ...] = (), **said: object) -> Code:
    rules = (Rule("ru", tuple(Term(term) for term in terms)),) if terms else ()
    return Code(id, {"ru": name or id}, rules=rules, codes=below, **said)  # type: ignore[arg-type]


def changes(old: list[Code], new: list[Code]) -> dict[str, tuple[str, ...]]:
    found = compare_codebooks(Codebook("a", "1", tuple(old)), Codebook("a", "2", tuple(new)))
    return {f"{one.sort} {one.code}".strip(): one.to for one in found}


def test_the_same_says_nothing():
    assert changes([code("a", "А", "мир")], [code("a", "А", "мир")]) == {}


def test_renamed_moved_and_other_rules_keep_their_codings():
    found = changes(
        [code("t", below=(code("a", "Скорость", "быстро"),)), code("u")],
        [code("t"), code("u", below=(code("a", "Темп", "быстро", "жедел"),))],
    )

    assert found == {"renamed a": ("a",), "moved a": ("a",), "rules a": ("a",)}
    assert not any(Change(key.split()[0], "a").needs_decision for key in found)  # type: ignore[arg-type]


def test_a_new_id_is_known_by_guid_or_name():
    assert changes([code("a", "Сенім", guid="1")], [code("b", "Trust", guid="1")])["new id a"] == ("b",)
    assert changes([code("trust", "Доверие")], [code("сенім", "Доверие")]) == {"new id trust": ("сенім",)}


def test_merged_split_removed_and_added():
    assert changes([code("a", "А", "мир", "лад"), code("b", "Б", "б")], [code("b", "Б", "б", "мир", "лад")])[
        "merged a"
    ] == ("b",)
    assert changes([code("a", "Сила", "мир", "лад")], [code("c", "Ц", "мир"), code("d", "Д", "лад")]) == {
        "split a": ("c", "d")
    }
    assert changes([code("a", "А", "мир")], [code("z", "Я", "вид")]) == {"removed a": (), "added": ("z",)}
