"""Whatever a file says, it is read or refused in a sentence; what comes in stands where it says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qual.errors import QualError
from qual.peers import read_peer
from tests.peers.invented import AIGERIM, SOURCE, SPEED, THEME, guid, selection, source, write, xml

TEXT = "Сұрақ: Жедел келді ме? 🕊️\r\nЖауап: Иә."
ODD = ["", " ", "x", "{}", "-1", "7", "10000000000", "1e5", "true", "😀", "&#11;", "&amp;"]
ODD += ["internal://", "../x", SPEED, guid(1)]
WHOLE = xml(
    source([selection(1, 0, 5, name="Сұрақ"), selection(2, 7, 12)]),
    more=f'<Notes><Note guid="{guid(8)}"><PlainTextContent>Да.</PlainTextContent></Note></Notes>'
    f'<Sets><Set guid="{guid(9)}" name="a: b"><MemberSource targetGUID="{SOURCE}"/></Set></Sets>',
)
PIECES = [SPEED, THEME, SOURCE, AIGERIM, guid(1), guid(5001), guid(8), '"0"', '"12"', '"true"', "#ff0000"]
PIECES += ["isCodable", "startPosition", "guid", "Code", "Coding", "TextSource", "Notes", "targetGUID"]
PIECES += ["plainTextPath", "</Codes>", "<Sources>"]


@given(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(ODD)), min_size=1, max_size=4),
    st.integers(1, 3),
)
@settings(max_examples=60, deadline=None)
def test_a_mangled_project_is_read_or_refused(tmp_path_factory, changes, times):
    qde = WHOLE
    for piece, odd in changes:
        qde = qde.replace(piece, odd, times)
    file = write(tmp_path_factory.mktemp("f") / "p.qdpx", qde.encode(), {f"sources/{SOURCE}.txt": TEXT})

    try:
        project = read_peer(file)
    except QualError:
        return

    lengths = {one.guid: len(one.text) for one in project.sources}
    assert all(0 <= one.start < one.end <= lengths[one.source] for one in project.codings)
