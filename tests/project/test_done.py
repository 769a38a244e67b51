"""Marks of "read, nothing more to code"."""

from __future__ import annotations

import pytest

from qual.errors import NotFound


def test_each_coder_is_done_with_a_source_for_themselves(study, reopened):
    assert study.done.add("kz-01") is True
    assert study.done.add("kz-01") is False
    assert study.done.add("kz-01", coder="бека") is True

    assert reopened(study).done.all() == [("aigerim", "kz-01"), ("бека", "kz-01")]


def test_a_mark_can_be_taken_back_and_set_again(study):
    study.done.add("kz-01")
    study.done.withdraw("kz-01")

    assert study.done.all() == []
    assert study.done.add("kz-01") is True
    with pytest.raises(NotFound, match="kz-02 is not marked"):
        study.done.withdraw("kz-02")
    with pytest.raises(NotFound, match="no source kz-9"):
        study.done.add("kz-9")
