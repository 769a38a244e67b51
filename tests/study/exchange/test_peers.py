"""Projects come in from other programs, once however often, and go out without losing anything."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qual.model import Coding, Evidence, Segment, Selection
from qual.peers import read_peer
from qual.project import Project, check
from qual.study import exchange
from tests.invented_study import CODEBOOK
from tests.peers.invented import AIGERIM, DANA, SOURCE, SPEED, guid, one_source, selection, source, write, xml
from tests.project.invented import TEXTS, coding, invented, suggestion

SCHEMA = Path(__file__).parents[2] / "peers" / "Project.xsd"
SAID = "Сұрақ: Жедел келді ме?\r\nЖауап: Иә, өте жедел келді. Сол күні."


def brought(folder: Path, file: Path, **said):
    with Project.create(folder, coder="me") as project:
        exchange.import_peer(project, read_peer(file), apply=True, **said)
    return Project.open(folder, coder="me")


@pytest.fixture
def nvivo(tmp_path):
    start = SAID.index("өте жедел")
    return one_source(
        tmp_path / "n.qdpx", SAID, [selection(1, start, start + 9, name="өте жедел", user=DANA)]
    )


def test_a_project_comes_in_with_codes_coders_turns_and_words(tmp_path, nvivo):
    with brought(tmp_path / "s", nvivo) as project:
        source, (found,) = project.sources.get("KZ-01"), project.codings.select()
        codebook = exchange.incoming.codebook_in_force(project)

        assert (found.id, found.coder, found.status, found.code) == (
            guid(5001),
            "Dana",
            "accepted",
            "оперативность",
        )
        assert found.segment.quote == "өте жедел" == source.text[found.segment.start : found.segment.end]
        assert [(turn.speaker, turn.role) for turn in source.turns] == [
            ("Сұрақ", "interviewer"),
            ("Жауап", "expert"),
        ]
        assert "\r" not in source.text
        assert [(code.id, code.codable, code.guid) for code in codebook.codes][1] == (
            "оперативность",
            True,
            SPEED,
        )
        assert not codebook.themes[0].codable
        assert [problem for problem in check(project) if not problem.warning] == []
    assert (tmp_path / "s" / "codebooks" / "қаңтар.yaml").is_file()


def test_the_same_file_again_adds_nothing_and_one_with_more_adds_that(tmp_path, nvivo):
    more = one_source(
        tmp_path / "more.qdpx",
        SAID,
        [selection(1, SAID.index("өте"), SAID.index("өте") + 9), selection(2, 0, 5, name="Сұрақ")],
    )
    with brought(tmp_path / "s", nvivo) as project:
        again = exchange.import_peer(project, read_peer(nvivo), apply=True)
        then = exchange.import_peer(project, read_peer(more), apply=True)

        assert again.empty
        assert again.batch is None
        assert (then.new["codings"], then.new["sources"], then.new["codes"]) == (1, 0, 0)


def test_a_dry_run_stores_nothing_and_undo_takes_an_import_back(tmp_path, nvivo):
    with Project.create(tmp_path / "s", coder="me") as project:
        dry = exchange.import_peer(project, read_peer(nvivo))
        assert (dry.new["sources"], len(project.sources), project.batches()) == (1, 0, [])
        exchange.import_peer(project, read_peer(nvivo), apply=True)

        project.undo()

        assert (len(project.sources), project.codings.select(), project.codebooks.in_force) == (0, [], None)
        assert exchange.import_peer(project, read_peer(nvivo), apply=True).new["codings"] == 1


def test_a_coding_withdrawn_here_does_not_come_back(tmp_path, nvivo):
    with brought(tmp_path / "s", nvivo) as project:
        project.codings.withdraw(guid(5001))

        again = exchange.import_peer(project, read_peer(nvivo), apply=True)

        assert project.codings.select() == []
        assert "withdrawn here" in str(again.problems[-1])


def test_codes_renamed_and_moved_there_are_the_same_codes_here(tmp_path, nvivo):
    start = SAID.index("Сол")
    renamed = one_source(
        tmp_path / "r.qdpx",
        SAID,
        [selection(7, start, start + 3, name="Сол")],
        codes=f'<CodeBook><Codes><Code guid="{SPEED}" name="Tempo" isCodable="true"/></Codes></CodeBook>',
    )
    with brought(tmp_path / "s", nvivo) as project:
        exchange.import_peer(project, read_peer(renamed), apply=True)

        assert {one.code for one in project.codings.select()} == {"оперативность"}


def test_cases_become_experts_and_their_values_attributes(tmp_path):
    variable = guid(70)
    cases = (
        f'<Variables><Variable guid="{variable}" name="Country" typeOfVariable="Text"/></Variables>'
        f'<Cases><Case guid="{guid(76)}" name="Эксперт 7"><VariableValue>'
        f'<VariableRef targetGUID="{variable}"/><TextValue>Казахстан</TextValue></VariableValue>'
        f'<SourceRef targetGUID="{SOURCE}"/></Case></Cases>'
    )
    whole = xml(source([selection(1, 0, 5)])).replace("<Sources>", f"{cases}<Sources>")
    file = write(tmp_path / "p.qdpx", whole, {f"sources/{SOURCE}.txt": SAID})

    with brought(tmp_path / "s", file) as project:
        (read,) = project.sources.all()

        assert (read.country, read.expert) == ("KZ", "Эксперт 7")


# --- out and back ------------------------------------------------------------------------------------


def study(folder: Path) -> Project:
    project = Project.create(folder, coder="aigerim")
    project.codebooks.adopt("invented", "1.0.0", CODEBOOK, "x" * 64)
    project.sources.add_many(invented(source_id) for source_id in TEXTS)
    made = "2026-01-05T10:00:00.000Z"
    project.codings.add(
        [
            suggestion("kz-01", "Миротворцы прибыли быстро.", created=made),
            coding("am-01", "մենք սպասում էինք", coder="Dana", assessment=-2, created=made),
            coding("kz-02", "Оперативность", id="short", created=made, decided_by="Dana"),
            coding("statement-01", "𝐝𝐞𝐜𝐢𝐝𝐞𝐝", "exit", status="rejected", created=made),
        ]
    )
    project.memos.add("coding:short", "Спросить\nещё раз.", id="note", created=made)
    project.memos.add("code:speed", "Жылдам.", created=made)
    project.memos.add("source:kz-01", "Қайта оқу.", created=made)
    project.memos.add("conclusion:mission/country/KZ", "Быстро, но ненадолго.", created=made)
    return project


def there_and_back(project: Project, folder: Path) -> Project:
    file = exchange.export_qdpx(project, folder / "out.qdpx").path
    return brought(folder / "again", file)


def test_qual_to_qdpx_to_qual_loses_nothing(tmp_path):
    with study(tmp_path / "s") as project, there_and_back(project, tmp_path) as again:
        assert again.codings.select() == project.codings.select()
        assert again.sources.all() == project.sources.all()
        assert sorted(again.memos.select(), key=lambda m: m.id) == sorted(
            project.memos.select(), key=lambda m: m.id
        )
        assert again.codebooks.in_force.text == CODEBOOK


@given(st.data())
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_whatever_is_coded_comes_back_the_same(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("round")
    text = data.draw(st.text(st.sampled_from("аяЖәє ՄX🕊𝐈&<\"'\n.:"), min_size=1, max_size=80))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda at: at[0] < at[1]
    )
    codings = [
        Coding(
            guid(n), data.draw(st.sampled_from(["speed", "exit", "identity"])),
            Segment("kz-01", start, end, text[start:end]),
            data.draw(st.sampled_from(["Дана", "auto:invented@1.0.0"])),
            data.draw(st.sampled_from(["suggested", "accepted", "rejected"])),
            data.draw(st.sampled_from([(), (Evidence("speed/ru", "быстро", start, end),)])),
            data.draw(st.sampled_from([None, -2, 0, 2])), "2026-01-05T10:00:00.000Z",
            data.draw(st.sampled_from(["", "Дана"])),
        )
        for n, (start, end) in enumerate(data.draw(st.lists(spans, max_size=6, unique=True)))
    ]  # fmt: skip
    if not text.strip():
        return
    with Project.create(folder / "s", coder="me") as project:
        project.codebooks.adopt("invented", "1.0.0", CODEBOOK, "x" * 64)
        project.sources.add(invented("kz-01", text))
        project.codings.add(codings)
        with there_and_back(project, folder) as again:
            assert again.codings.select() == project.codings.select()
            assert again.sources.all() == project.sources.all()


def test_back_in_its_own_project_a_file_changes_nothing(tmp_path):
    with study(tmp_path / "s") as project:
        file = exchange.export_qdpx(project, tmp_path / "out.qdpx").path

        back = exchange.import_peer(project, read_peer(file), apply=True)

        assert back.empty, (back.new, back.problems)


def test_what_another_program_adds_to_our_file_comes_back_beside_what_we_had(tmp_path):
    with study(tmp_path / "s") as project:
        file = exchange.export_qdpx(project, tmp_path / "out.qdpx").path
        with ZipFile(file) as archive:
            parts = {name: archive.read(name).decode() for name in archive.namelist()}
        theirs = f'<User guid="{AIGERIM}" name="NVivo user"/></Users>'
        added = selection(1, 0, 4)
        first_code = read_peer(file).codes[1].guid
        qde = parts.pop("project.qde").replace("</Users>", theirs)
        qde = qde.replace("</TextSource>", f"{added.replace(SPEED, first_code)}</TextSource>", 1)
        qde = qde.replace("<PlainTextSelection", "\n<PlainTextSelection")

        # REFI-QDA wants selections before values, but a reader should not mind.
        back = exchange.import_peer(project, read_peer(write(tmp_path / "b.qdpx", qde, parts)), apply=True)

        assert back.new["codings"] == 1
        assert {one.coder for one in project.codings.select(Selection(coder=("NVivo user",)))} == {
            "NVivo user"
        }


def test_the_file_is_valid_by_the_schema_and_the_same_each_time(tmp_path):
    import xmlschema

    with study(tmp_path / "s") as project:
        one = exchange.export_qdpx(project, tmp_path / "1.qdpx").path
        two = exchange.export_qdpx(project, tmp_path / "2.qdpx").path
    with ZipFile(one) as archive:
        qde = archive.read("project.qde")
        names = archive.namelist()

    assert one.read_bytes() == two.read_bytes()
    assert [str(error) for error in xmlschema.XMLSchema(str(SCHEMA)).iter_errors(ET.fromstring(qde))] == []
    assert names[0] == "project.qde"
    assert all(name.startswith("sources/") for name in names[1:])


def test_rejected_codings_are_not_shown_to_other_programs(tmp_path):
    with study(tmp_path / "s") as project:
        done = exchange.export_qdpx(project, tmp_path / "1.qdpx")
        project.folder.joinpath("x").touch()

        assert done.counts["codings"] == 3
        assert done.hidden["rejected codings"] == 1
