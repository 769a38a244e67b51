"""What README and docs show is what happens."""

from __future__ import annotations

import re

import pytest

from tests.sessions import PAGES, ROOT, alike, run_page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_session_of_a_page_prints_what_the_page_shows(page, tmp_path):
    _, differences = run_page(page, tmp_path)

    assert not differences, "\n".join(f"$ {d.command}\n{d.real}" for d in differences)


def test_three_dots_stand_for_any_lines():
    assert alike("a\n…\nc\n", "a\nb\nb\nc\n")
    assert alike("a\n…\nc\n", "a\nc\n")
    assert not alike("a\nc\n", "a\nb\nc\n")


def test_ids_hashes_and_times_may_differ_and_nothing_else():
    assert alike("Coded ad3cbb82 at 2026-01-11 10:00\n", "Coded 00ffaa11 at 2027-02-12 11:59\n")
    assert not alike("Coded ad3cbb82, Anna\n", "Coded ad3cbb82, Dana\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_to_a_file_of_the_repository_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert not missing
    assert page.is_relative_to(ROOT)
