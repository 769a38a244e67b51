"""REFI-QDA projects as real programs write them: counted in their own ways, and put right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qual.errors import UnreadableSource
from qual.peers import read_peer
from qual.peers.offsets import Counting, Moved, Text, best_counting
from tests.peers.invented import (
    AIGERIM,
    DANA,
    SOURCE,
    SPEED,
    THEME,
    guid,
    one_source,
    selection,
    source,
    write,
    xml,
)

LINES = "Сұрақ: Жедел келді ме? 🕊️\r\nЖауап: Иә, өте жедел келді. 𝐈 saw it.\r\nՄենք սպասում էինք։"
QUOTES = ("Иә, өте жедел", "saw it", "սպասում էինք")


def counted(text: str, offset: int, *, utf16: bool = False, crlf1: bool = False, bom: bool = False) -> int:
    """The offset that a program writes which counts so."""
    before = text[:offset].replace("\r\n", "\n") if crlf1 else text[:offset]
    return (len(before.encode("utf-16-le")) // 2 if utf16 else len(before)) + bom


def quotes_of(project) -> list[str]:
    texts = {one.guid: one.text for one in project.sources}
    return [texts[one.source][one.start : one.end] for one in project.codings]


@pytest.mark.parametrize("utf16", [False, True])
@pytest.mark.parametrize("crlf1", [False, True])
@pytest.mark.parametrize("bom", [False, True])
def test_whatever_a_program_counts_its_quotes_are_found_again(tmp_path, utf16, crlf1, bom):
    places = [(LINES.index(quote), LINES.index(quote) + len(quote)) for quote in QUOTES]
    how = {"utf16": utf16, "crlf1": crlf1, "bom": bom}
    selections = [
        selection(n, counted(LINES, start, **how), counted(LINES, end, **how), name=QUOTES[n])
        for n, (start, end) in enumerate(places)
    ]
    file = one_source(tmp_path / "p.qdpx", "\ufeff" * bom + LINES, selections)

    project = read_peer(file)

    assert quotes_of(project) == list(QUOTES)
    assert all(problem.warning for problem in project.problems)
    assert any("its quotes show" in problem.what for problem in project.problems) == any(how.values())


def test_without_quotes_the_standard_holds_and_the_doubt_is_told(tmp_path):
    start = LINES.index("saw it")
    file = one_source(tmp_path / "p.qdpx", LINES, [selection(1, start, start + 6)])

    project = read_peer(file)

    assert quotes_of(project) == ["saw it"]
    assert "no quotes tell" in project.problems[0].what


def test_a_person_may_say_how_a_program_counts(tmp_path):
    start = counted(LINES, LINES.index("saw it"), utf16=True, crlf1=True)
    file = one_source(tmp_path / "p.qdpx", LINES, [selection(1, start, start + 6)])

    assert quotes_of(read_peer(file, counting="utf16+crlf1")) == ["saw it"]


def test_codes_users_coders_and_levels_come_with_their_guids(tmp_path):
    twice = selection(1, 0, 5, name="Сұрақ").replace(
        "</PlainTextSelection>",
        f'<Coding guid="{guid(9)}" creatingUser="{DANA}"><CodeRef targetGUID="{{{SPEED.upper()}}}"/></Coding>'
        "</PlainTextSelection>",
    )

    project = read_peer(one_source(tmp_path / "p.qdpx", LINES, [twice]))

    theme, speed = project.codes
    assert (theme.name, theme.codable, theme.colour, theme.description) == (
        "Миссия",
        False,
        "#ff0000",
        "О миссии.",
    )
    assert (speed.guid, speed.above, speed.codable) == (SPEED, THEME, True)
    assert project.users == {AIGERIM: "Айгерім", DANA: "Dana"}
    assert [(one.code, one.user) for one in project.codings] == [(SPEED, AIGERIM), (SPEED, DANA)]


def test_cases_variables_notes_sets_and_annotations_come_along(tmp_path):
    variable, note, annotation = guid(70), guid(71), guid(72)
    more = (
        f'<Notes><Note guid="{note}" name="Мысль"><PlainTextContent>Проверить.</PlainTextContent></Note>'
        f'<Note guid="{annotation}"><PlainTextContent>Громко.</PlainTextContent></Note></Notes>'
        f'<Links><Link guid="{guid(73)}" originGUID="{annotation}" targetGUID="{guid(1)}"/></Links>'
        f'<Sets><Set guid="{guid(74)}" name="sector: NGO"><MemberSource targetGUID="{SOURCE}"/></Set></Sets>'
        f'<Graphs><Graph guid="{guid(75)}" name="карта"/></Graphs>'
    )
    text = source([selection(1, 0, 5)]).replace(
        "</TextSource>", f'<NoteRef targetGUID="{note}"/></TextSource>'
    )
    cases = (
        f'<Variables><Variable guid="{variable}" name="Возраст" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{guid(76)}" name="KZ-01"><VariableValue><VariableRef targetGUID="{variable}"/>'
        f'<IntegerValue>51</IntegerValue></VariableValue><SourceRef targetGUID="{SOURCE}"/></Case></Cases>'
    )
    whole = xml(text, more=more).replace("<Sources>", f"{cases}<Sources>")

    project = read_peer(write(tmp_path / "p.qdpx", whole, {f"sources/{SOURCE}.txt": LINES}))

    assert project.cases[0].attributes == {"Возраст": "51"}
    assert project.sets[0].sources == [SOURCE]
    assert [(one.text, one.sort, one.about) for one in project.notes] == [
        ("Проверить.", "source", SOURCE),
        ("Громко.", "coding", guid(5001)),
    ]
    assert project.left_out == {"graphs": 1}


@pytest.mark.parametrize(
    ("qde", "path", "entry"),
    [
        ("Project.qde", "internal://A.txt", "Sources/a.TXT"),
        ("NVivo.qde", "A.txt", "sources/A.txt"),
        ("project.qde", "internal://A.txt", "A.txt"),
    ],
)
def test_names_in_the_archive_are_found_as_real_files_have_them(tmp_path, qde, path, entry):
    whole = xml(source([selection(1, 0, 5)], path=path))

    project = read_peer(write(tmp_path / "p.qdpx", whole, {entry: LINES}, qde=qde))

    assert quotes_of(project) == ["Сұрақ"]


def test_what_cannot_be_placed_is_told_and_left_out(tmp_path):
    file = one_source(
        tmp_path / "p.qdpx",
        "Оперативность удивила.",
        [selection(1, 0, 13), selection(2, 10, 400), selection(3, 5, 2), selection(4, 0, 13, code=guid(99))],
        codes=f'<CodeBook><Codes><Code guid="{SPEED}" name="A" isCodable="yes" color="rgba(1,2,3,0.5)"/>'
        "</Codes></CodeBook>",
    )

    project = read_peer(file)

    told = [str(problem) for problem in project.problems]
    assert [one.guid for one in project.codings] == [guid(5001), guid(5004)]
    assert any("rgba(1,2,3,0.5)" in one for one in told)
    assert any("10–400" in one for one in told)
    assert any("5–2" in one for one in told)


def test_control_characters_become_blanks_that_keep_every_offset(tmp_path):
    text = "<PlainTextContent>Да\x0b нет\x01 быстро</PlainTextContent>"
    quote = selection(1, 9, 15, name="быстро")
    inline = f'<TextSource guid="{SOURCE}" name="a">{text}{quote}</TextSource>'

    project = read_peer(write(tmp_path / "p.qdpx", xml(inline), {}))

    assert quotes_of(project) == ["быстро"]
    assert "2 control characters" in str(project.problems[0])


def test_a_source_of_another_encoding_is_read(tmp_path):
    file = one_source(
        tmp_path / "p.qdpx", "Оперативность всех удивила.".encode("cp1251"), [selection(1, 0, 13)]
    )

    assert quotes_of(read_peer(file)) == ["Оперативность"]


def test_the_codebook_alone_is_read(tmp_path):
    (tmp_path / "c.qdc").write_text(
        '\ufeff<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette">'
        f'<Codes><Code guid="{SPEED}" name="Жылдамдық" isCodable="true"/></Codes><Sets/></CodeBook>',
        encoding="utf-8",
    )

    project = read_peer(tmp_path / "c.qdc")

    assert [code.name for code in project.codes] == ["Жылдамдық"]


# --- what holds for any text -----------------------------------------------------------------------

TEXTS = st.text(st.sampled_from("аяЖә҃eé🕊𝐈\r\n \u00a0\u0306\u200dикий"), min_size=1, max_size=60).map(
    lambda text: text.replace("\r", "\r\n") if "\r" in text else text
)


@given(TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_every_counting_leads_back_to_the_character(text, data):
    at = data.draw(st.integers(0, len(text)))
    if 0 < at < len(text) and text[at - 1 : at + 1] == "\r\n":
        return
    how = {name: data.draw(st.booleans()) for name in ("utf16", "crlf1")}

    place = Text(text).place(Counting(how["utf16"], how["crlf1"]))

    assert place(counted(text, at, **how)) == at


@given(TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_a_stretch_keeps_its_words_when_the_text_is_normalised(text, data):
    from qual.reading.normalise import normalise

    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    moved = Moved.of(text)

    assert 0 <= moved.start(start) <= moved.end(end) <= len(moved.text)
    kept = moved.text[moved.start(start) : moved.end(end)]
    if all(text[at : at + 1].isalnum() or at in (0, len(text)) for at in (start, end)):
        assert normalise(text[start:end])[0] == kept


def test_a_single_doubtful_quote_does_not_turn_a_source_over():
    text = Text("А\r\nБ да. Да.")

    assert best_counting(text, [(3, 4, "Б")], Counting()) == (Counting(), True)


def test_something_else_is_named_as_what_it_is(tmp_path):
    (tmp_path / "a.qdpx").write_text("no archive", encoding="utf-8")

    with pytest.raises(UnreadableSource, match="damaged or not a"):
        read_peer(tmp_path / "a.qdpx")
