"""Where coders differ: what was decided, and why. What they coded before stays as it is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qual.errors import InvalidRequest
from qual.model import Adjudication, Coding, Segment
from qual.study.coders import acting_coder, assigned_codes
from qual.study.handcoding import known_code
from qual.study.places import sentences_of

if TYPE_CHECKING:
    from qual.project import Project


def adjudicate(project: Project, segment: Segment, code_id: str, *, keep: bool, reason: str) -> Adjudication:
    """Decide whether a code stands on a segment; what was decided about it before is replaced.

    The decision goes into the layer `agreed`. The coders' codings stay untouched, for agreement is
    computed from what they coded before they talked. Raises InvalidRequest without a reason or an
    adjudicator, and in a source that the adjudicator codes blind.
    """
    coder = acting_coder(project)
    known_code(project, code_id)
    if segment.source_id in project.assignments.hidden_sources():
        raise InvalidRequest(
            f"{coder} codes {segment.source_id} blind and cannot decide what others coded there.",
            hint=f"First: qual done {segment.source_id}",
        )
    return project.adjudications.add(segment, code_id, keep=keep, reason=reason)


def agreed_layer(project: Project) -> list[Coding]:
    """What coders agree on, and what was adjudicated, sentence by sentence.

    A source that the project's coder still codes blind is left out: there they cannot know.
    """
    from qual.analysis.layers import agreed_codings

    hidden = project.assignments.hidden_sources()
    codings = [coding for coding in project.codings.select() if coding.segment.source_id not in hidden]
    adjudications = project.adjudications.all()
    wanted = {coding.segment.source_id for coding in codings}
    wanted |= {adjudication.segment.source_id for adjudication in adjudications}
    units = {
        source.id: [stretch for turn in sentences_of(source).values() for stretch in turn]
        for source in project.sources.all()
        if source.id in wanted
    }
    done: dict[str, set[str]] = defaultdict(set)
    for coder, source_id in project.done.all():
        done[source_id].add(coder)
    limits = assigned_codes(project)

    def read_by(source_id: str, code_id: str) -> set[str]:
        everyone = done[source_id]
        return {coder for coder in everyone if code_id in limits.get((coder, source_id), {code_id})}

    return agreed_codings(codings, adjudications, units=units, read_by=read_by)
