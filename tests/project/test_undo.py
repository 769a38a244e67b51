"""Taking back what was done, and doing it again."""

from __future__ import annotations

import tempfile

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from qual.errors import InvalidRequest, NotFound, QualError
from qual.project import Project, check

from .invented import RULES, TEXTS, coding, invented, state, suggestion

SPEED = suggestion("kz-01", "быстро")
SURPRISE = suggestion("kz-02", "удивила", "surprise")


def sync(project, suggestions, source_ids=("kz-01", "kz-02"), coder=RULES):
    return project.codings.sync_suggestions(coder, source_ids, suggestions)


@pytest.fixture
def coded(study):
    """Batch 1 the sources, 2 the codebook, 3 the suggestions, 4 a decision, 5 a coding by hand."""
    study.codebooks.adopt("events", "1.0.0", "id: events", "abc")
    with study.transaction("suggest"):
        sync(study, [SPEED, SURPRISE])
        study.runs.mark(["kz-01", "kz-02"], "r1", "arrays 1")
    study.codings.decide(SPEED.id, "accepted", assessment=1)
    study.codings.add([coding("am-01", "օգնությունը", "help", id="c123")])
    return study


def test_undo_takes_back_the_newest_batch_that_stands(coded):
    states = {5: state(coded)}
    coded.codings.decide("c123", "rejected")

    assert coded.undo().undoes == 6
    assert state(coded) == states[5]
    assert coded.undo().words == "1 coding withdrawn"
    assert coded.undo().words == "1 coding decided"
    assert coded.codings.get(SPEED.id).status == "suggested"
    assert coded.codings.get(SPEED.id).assessment is None
    assert coded.undo().words == "2 search marks withdrawn, 2 codings withdrawn"
    assert coded.undo().words == "1 codebook withdrawn"
    assert coded.undo().words == "4 sources withdrawn"
    with pytest.raises(NotFound, match="nothing to undo"):
        coded.undo()
    assert state(coded) == {
        "sources": [],
        "codebooks": [],
        "codings": [],
        "memos": [],
        "runs": {},
        "done": [],
        "assignments": [],
        "adjudications": [],
    }


def test_undoing_an_undo_does_it_again(coded):
    before = state(coded)
    taken_back = coded.undo()

    again = coded.undo(taken_back.number)

    assert state(coded) == before
    batches = {batch.number: batch for batch in coded.batches()}
    assert again.undoes == taken_back.number
    assert batches[taken_back.number].undone_by == again.number
    assert batches[5].undone_by is None
    assert coded.undo().undoes == 5


def test_an_undone_batch_is_not_undone_twice(coded):
    coded.undo()

    with pytest.raises(InvalidRequest, match="Batch 5 was undone already, by batch 6") as error:
        coded.undo(5)
    assert "qual undo 6" in error.value.hint
    with pytest.raises(NotFound, match="no batch 99"):
        coded.undo(99)


def test_an_older_batch_can_be_undone_when_nothing_hangs_on_it(coded):
    coded.undo(4)

    assert coded.codings.get(SPEED.id).status == "suggested"
    assert coded.codings.get("c123").status == "accepted"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "am-01 has codings from batch 5"),
        (2, r"the codebook events made suggestions in batch 3"),
        (3, r"batch 4 \(accept\) changed coding .* afterwards"),
    ],
)
def test_what_something_later_hangs_on_is_not_undone(coded, number, said):
    before, head = state(coded), coded.log.head

    with pytest.raises(InvalidRequest, match=f"Batch {number} cannot be undone: {said}") as error:
        coded.undo(number)

    assert "qual" in error.value.hint
    assert state(coded) == before
    assert coded.log.head == head


def test_a_memo_or_a_done_mark_holds_a_source(study):
    study.memos.add("source:kz-01", "a thought")
    with pytest.raises(InvalidRequest, match="kz-01 has a memo from batch 2"):
        study.undo(1)
    study.undo()
    study.done.add("kz-02")
    with pytest.raises(InvalidRequest, match="kz-02 was marked as done in batch 4"):
        study.undo(1)
    study.undo()

    study.undo(1)
    assert study.sources.ids() == []


def test_a_memo_holds_a_coding(coded):
    coded.memos.add("coding:c123", "irony?")

    with pytest.raises(InvalidRequest, match="coding c123 has a memo from batch 6"):
        coded.undo(5)


def test_changed_attributes_hold_the_import(study):
    study.sources.update_attributes(invented("kz-01", country="KG"))

    with pytest.raises(InvalidRequest, match=r"batch 2 \(update attributes\) changed source kz-01"):
        study.undo(1)


def test_a_coding_does_not_come_back_without_its_source(study):
    study.codings.add([coding("kz-01", "быстро", id="c123")])
    study.codings.withdraw("c123")
    study.undo(1)

    with pytest.raises(InvalidRequest, match="kz-01 is no longer in the project"):
        study.undo(3)
    with pytest.raises(InvalidRequest, match="no longer in the project"):
        study.codings.restore("c123")


def test_after_an_undone_import_a_better_text_can_take_its_place(project):
    project.sources.add(invented("kz-01", "Оперативнсть"))
    undone = project.undo()

    assert project.sources.add(invented("kz-01", "Оперативность"))
    assert project.sources.get("kz-01").text == "Оперативность"
    with pytest.raises(InvalidRequest, match=r"batch 3 \(add sources\) changed source kz-01"):
        project.undo(undone.number)


def test_a_whole_run_of_suggestions_can_be_undone(study):
    sync(study, [SPEED, SURPRISE])
    before = state(study)
    sync(study, [SURPRISE, suggestion("kz-01", "прибыли")])

    assert study.undo().words == "1 coding withdrawn, 1 coding brought back"
    assert state(study) == before


def test_suggestions_that_were_undone_are_offered_again(study):
    sync(study, [SPEED])
    study.undo()

    assert sync(study, [SPEED]).added == 1


def test_a_batch_is_done_again_only_on_the_ground_it_stood_on(coded):
    """Batch 4 decided on a suggestion of batch 3: without the suggestion there is nothing to decide."""
    decided, suggested = coded.undo(4), coded.undo(3)

    with pytest.raises(InvalidRequest, match=r"batch 3 \(suggest\) had changed .*, and is undone") as error:
        coded.undo(decided.number)
    assert error.value.hint == f"Redo that one first: qual undo {suggested.number}"

    coded.undo(suggested.number)
    coded.undo(decided.number)
    assert coded.codings.get(SPEED.id).status == "accepted"


def test_of_two_texts_under_one_id_only_one_comes_back(project):
    project.sources.add(invented("kz-01", "Біріншісі"))
    first = project.undo()
    project.sources.add(invented("kz-01", "Екіншісі"))
    second = project.undo()
    project.undo(first.number)

    with pytest.raises(InvalidRequest, match=r"batch 1 \(add sources\) changed source kz-01"):
        project.undo(second.number)
    assert project.sources.get("kz-01").text == "Біріншісі"


def test_only_the_last_turn_of_many_can_be_taken_back(coded):
    first = coded.undo(5)
    coded.undo(first.number)
    last = coded.undo(5)

    with pytest.raises(InvalidRequest, match=f"undone already, by batch {first.number + 1}"):
        coded.undo(first.number)
    with pytest.raises(InvalidRequest, match=f"undone already, by batch {last.number}"):
        coded.undo(first.number + 1)


def test_undo_is_not_possible_inside_a_command(study):
    with study.transaction("something"), pytest.raises(InvalidRequest, match="in the middle"):
        study.undo()


def test_several_acts_on_one_coding_are_undone_in_turn(study):
    study.codings.add([coding("kz-01", "быстро", id="c123")])
    memo = study.memos.add("coding:c123", "one")
    before = state(study)
    with study.transaction("think again"):
        study.codings.decide("c123", "rejected")
        study.codings.decide("c123", "accepted", assessment=-1)
        study.codings.withdraw("c123")
        study.codings.restore("c123")
        study.memos.edit(memo.id, "two")
        study.memos.edit(memo.id, "three")
    after = state(study)

    undone = study.undo()
    assert state(study) == before
    study.undo(undone.number)
    assert state(study) == after


def test_batches_say_in_words_what_they_did(coded):
    coded.undo()

    assert [(batch.action, batch.words, batch.undoes, batch.undone_by) for batch in coded.batches()] == [
        ("add sources", "4 sources added", None, None),
        ("adopt codebook", "1 codebook added", None, None),
        ("suggest", "2 codings added, 2 search marks added", None, None),
        ("accept", "1 coding decided", None, None),
        ("add codings", "1 coding added", None, 6),
        ("undo", "1 coding withdrawn", 5, None),
    ]


# --- any sequence of acts --------------------------------------------------------------------------

WORDS = {source_id: text.split()[:4] for source_id, text in TEXTS.items()}


class AnyActs(RuleBasedStateMachine):
    """Acts in any order, undone and done again: the project is always one that could have been."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.project = Project.create(self.folder.name, coder="aigerim")
        # What the project looked like before each batch that stands, for undoing in order.
        self.before: list[dict[str, object]] = []
        self.in_order = True
        self.made = 0
        self.act(lambda: self.project.sources.add_many(invented(source_id) for source_id in TEXTS))

    def act(self, doing) -> None:  # type: ignore[no-untyped-def]
        before, head = state(self.project), self.project.log.head
        try:
            with self.project.transaction("act"):
                doing()
        except QualError:
            assert state(self.project) == before
            assert self.project.log.head == head
        if self.project.log.head != head:
            self.before.append(before)

    @rule(source_id=st.sampled_from(sorted(TEXTS)), other=st.booleans())
    def add_a_source(self, source_id, other):
        text = TEXTS[source_id] + (" …" if other else "")
        self.act(lambda: self.project.sources.add(invented(source_id, text)))

    @rule(source_id=st.sampled_from(sorted(TEXTS)), country=st.sampled_from(["", "KZ", "KG"]))
    def describe_a_source(self, source_id, country):
        self.act(lambda: self.project.sources.update_attributes(invented(source_id, country=country)))

    @rule(source_id=st.sampled_from(sorted(TEXTS)))
    def move_a_file(self, source_id):
        self.made += 1
        self.act(lambda: self.project.sources.update(invented(source_id, turns=(), file=f"{self.made}.txt")))

    @rule(version=st.sampled_from(["1.0.0", "1.1.0"]), content=st.sampled_from(["a", "b"]))
    def adopt_a_codebook(self, version, content):
        self.act(lambda: self.project.codebooks.adopt("events", version, content, content))

    @rule(
        picked=st.sets(st.sampled_from([(id_, word) for id_ in sorted(WORDS) for word in WORDS[id_]])),
        term=st.sampled_from(["быстро", "скорый"]),
        version=st.sampled_from(["1.0.0", "1.1.0"]),
    )
    def suggest(self, picked, term, version):
        coder = f"auto:events@{version}"
        there = self.project.sources.ids()
        found = [
            suggestion(id_, word, term=term, coder=coder) for id_, word in sorted(picked) if id_ in there
        ]

        def doing() -> None:
            self.project.codings.sync_suggestions(coder, there, found)
            self.project.runs.mark(there, term, version)

        self.act(doing)

    @rule(source_id=st.sampled_from(sorted(WORDS)), number=st.integers(0, 3))
    def code_by_hand(self, source_id, number):
        self.made += 1
        made = coding(source_id, WORDS[source_id][number], id=f"hand-{self.made}")
        self.act(lambda: self.project.codings.add([made]))

    @rule(
        number=st.integers(0, 50),
        status=st.sampled_from(["accepted", "rejected", "suggested"]),
        data=st.data(),
    )
    def decide(self, number, status, data):
        codings = self.project.codings.select()
        if codings:
            picked = codings[number % len(codings)]
            assessment = data.draw(st.sampled_from([None, -2, 1, "unchanged"]))
            self.act(lambda: self.project.codings.decide(picked.id, status, assessment=assessment))

    @rule(number=st.integers(0, 50))
    def withdraw_or_restore(self, number):
        codings = self.project.codings.select(include_retired=True)
        if codings:
            picked = codings[number % len(codings)].id
            live = any(one.id == picked for one in self.project.codings.select())
            self.act(
                lambda: (self.project.codings.withdraw if live else self.project.codings.restore)(picked)
            )

    @rule(about=st.sampled_from([f"source:{id_}" for id_ in TEXTS]), text=st.sampled_from(["a", "b"]))
    def note(self, about, text):
        memos = self.project.memos.select(about)
        if memos:
            self.act(lambda: self.project.memos.edit(memos[0].id, text))
        else:
            self.act(lambda: self.project.memos.add(about, text))

    @rule(source_id=st.sampled_from(sorted(TEXTS)))
    def mark_done(self, source_id):
        marked = ("aigerim", source_id) in self.project.done.all()
        self.act(lambda: (self.project.done.withdraw if marked else self.project.done.add)(source_id))

    @precondition(lambda self: self.in_order)
    @rule(count=st.integers(1, 4))
    def undo_in_order_and_do_again(self, count):
        latest = state(self.project)
        undone = []
        for expected in self.before[: -count - 1 : -1]:
            undone.append(self.project.undo().number)
            assert state(self.project) == expected
        for number in reversed(undone):
            self.project.undo(number)
        assert state(self.project) == latest

    @precondition(lambda self: self.in_order and self.before)
    @rule()
    def undo_for_good(self):
        self.project.undo()
        assert state(self.project) == self.before.pop()

    @precondition(lambda self: self.before)
    @rule(number=st.integers(1, 60))
    def undo_any(self, number):
        """Refused without a trace, or done; and then the other way round brings everything back."""
        before, head = state(self.project), self.project.log.head
        try:
            undone = self.project.undo(number)
        except (InvalidRequest, NotFound):
            assert state(self.project) == before
            assert self.project.log.head == head
            return
        self.project.undo(undone.number)
        assert state(self.project) == before

    @precondition(lambda self: self.before)
    @rule(number=st.integers(1, 60))
    def undo_any_for_good(self, number):
        try:
            self.project.undo(number)
        except (InvalidRequest, NotFound):
            return
        self.in_order = False  # from here on only wholeness is checked

    @invariant()
    def the_project_is_whole(self):
        if hasattr(self, "project"):
            assert [problem for problem in check(self.project) if not problem.warning] == []

    def teardown(self):
        if hasattr(self, "project"):
            self.project.close()
            self.folder.cleanup()


AnyActs.TestCase.settings = settings(
    deadline=None,
    max_examples=25,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestAnyActs = AnyActs.TestCase
