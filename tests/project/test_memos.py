"""Memos: notes whose every version is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from qual.errors import InvalidRequest, NotFound
from qual.model import Memo
from qual.project.tables import memos

from .invented import coding


def test_memos_are_found_by_what_they_are_about(study, reopened):
    study.codings.add([coding("kz-01", "быстро", id="c123")])
    one = study.memos.add("source:kz-01", "Ашық сөйледі 🙂\n\nқайта тыңдау керек")
    study.memos.add("code:speed", "Արագություն. where does it begin?")
    study.memos.add("coding:c123", "ирония?")

    again = reopened(study)

    assert again.memos.select("source:kz-01") == [one]
    assert again.memos.get(one.id) == one
    assert [memo.about for memo in again.memos.select()] == ["source:kz-01", "code:speed", "coding:c123"]
    assert one.coder == "aigerim"
    assert one.created


def test_an_edited_memo_keeps_its_id_and_its_earlier_text(study):
    first = study.memos.add("source:kz-01", "first")

    second = study.memos.edit(first.id, "second")

    assert study.memos.select() == [second]
    assert (second.id, second.text) == (first.id, "second")
    with study.store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(memos)) == 2
    study.undo()
    assert study.memos.select() == [first]


def test_editing_a_memo_to_the_same_text_leaves_no_line(study):
    memo = study.memos.add("source:kz-01", "same")
    before = study.log.entries()

    assert study.memos.edit(memo.id, "same") == memo
    assert study.log.entries() == before


def test_a_memo_can_be_withdrawn_and_comes_back_by_undo(study):
    memo = study.memos.add("source:kz-01", "a thought")
    study.memos.withdraw(memo.id)

    assert study.memos.select() == []
    study.undo()
    assert study.memos.select() == [memo]


def test_a_memo_from_elsewhere_keeps_its_id_coder_and_time(study):
    memo = study.memos.add("source:kz-01", "imported", id="m-1", coder="бека", created="2023-01-01T00:00:00Z")

    assert memo == Memo("m-1", "source:kz-01", "imported", "бека", "2023-01-01T00:00:00Z")
    with pytest.raises(InvalidRequest, match="memo m-1 already"):
        study.memos.add("source:kz-01", "again", id="m-1")


@pytest.mark.parametrize("about", ["", "kz-01", "source:", "theme:x", "source"])
def test_a_memo_must_be_about_something(study, about):
    with pytest.raises(InvalidRequest, match="cannot be about"):
        study.memos.add(about, "text")


def test_what_a_memo_is_about_must_exist(study):
    with pytest.raises(NotFound, match="no source kz-9"):
        study.memos.add("source:kz-9", "text")
    with pytest.raises(NotFound, match="no coding c123"):
        study.memos.add("coding:c123", "text")
    with pytest.raises(NotFound, match="no memo m-1"):
        study.memos.edit("m-1", "text")
    with pytest.raises(InvalidRequest, match="empty"):
        study.memos.add("source:kz-01", " \n")
