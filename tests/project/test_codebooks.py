"""Codebooks: every adoption kept, the last in force."""

from __future__ import annotations

import hashlib

import pytest

from qual.errors import InvalidRequest

from .invented import coding, suggestion

FIRST = "id: events\nversion: 1.0.0\ntitle: {kk: Қаңтар оқиғасы, hy: Հունվար}\n"
SECOND = FIRST.replace("1.0.0", "1.1.0")


def adopt(project, text, version="1.0.0"):
    return project.codebooks.adopt("events", version, text, hashlib.sha256(text.encode()).hexdigest())


def test_the_codebook_adopted_last_is_in_force(project, reopened):
    assert project.codebooks.in_force is None
    adopt(project, FIRST)
    adopt(project, SECOND, "1.1.0")

    in_force = reopened(project).codebooks.in_force

    assert (in_force.name, in_force.text, in_force.batch) == ("events@1.1.0", SECOND, 2)
    assert [codebook.version for codebook in project.codebooks.history()] == ["1.0.0", "1.1.0"]


def test_adopting_the_codebook_in_force_does_nothing(project):
    assert adopt(project, FIRST) is True
    assert adopt(project, FIRST) is False
    assert len(project.batches()) == 1


def test_an_earlier_version_can_be_taken_up_again(project):
    adopt(project, FIRST)
    adopt(project, SECOND, "1.1.0")

    assert adopt(project, FIRST) is True
    assert project.codebooks.in_force.version == "1.0.0"
    assert len(project.codebooks.history()) == 3


def test_a_version_may_change_while_nobody_has_decided_with_it(study):
    adopt(study, FIRST)
    study.codings.sync_suggestions("auto:events@1.0.0", ["kz-01"], [suggestion("kz-01", "быстро")])

    assert adopt(study, FIRST + "# mended\n") is True
    assert study.codebooks.in_force.text.endswith("# mended\n")
    replaced = study.log.entries(target="codebook:events@1.0.0")[-1]
    assert replaced.detail["replaces"] == hashlib.sha256(FIRST.encode()).hexdigest()


@pytest.mark.parametrize("decision", ["accepted", "rejected", "assessed"])
def test_a_version_somebody_decided_with_keeps_its_content(study, decision):
    adopt(study, FIRST)
    found = suggestion("kz-01", "быстро")
    study.codings.sync_suggestions("auto:events@1.0.0", ["kz-01"], [found])
    if decision == "assessed":
        study.codings.decide(found.id, "suggested", assessment=1)
    else:
        study.codings.decide(found.id, decision)

    with pytest.raises(InvalidRequest, match=r"events@1\.0\.0 changed, but 1 of its suggestions") as error:
        adopt(study, FIRST + "# mended\n")

    assert "version:" in error.value.hint
    assert study.codebooks.in_force.text == FIRST
    assert adopt(study, SECOND, "1.1.0") is True


def test_codings_by_hand_do_not_bind_a_version(study):
    adopt(study, FIRST)
    study.codings.add([coding("kz-01", "быстро")])

    assert adopt(study, FIRST + "# mended\n") is True


def test_a_decision_that_was_undone_does_not_bind_either(study):
    adopt(study, FIRST)
    found = suggestion("kz-01", "быстро")
    study.codings.sync_suggestions("auto:events@1.0.0", ["kz-01"], [found])
    study.codings.decide(found.id, "accepted")
    study.undo()

    assert adopt(study, FIRST + "# mended\n") is True


def test_a_codebook_needs_a_name(project):
    with pytest.raises(InvalidRequest, match="needs an id"):
        project.codebooks.adopt("", "1.0.0", FIRST, "0")
