"""Reviewing: what waits, what is shown, how each decision is stored, and the way through the queue."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual import study
from qual.errors import InvalidRequest
from qual.model import Assignment, Coding, Evidence, Segment, Selection, Source, Turn
from qual.study import reviewing
from qual.study.reviewing import Review
from tests.invented_study import CODEBOOK, write_study

LONG = """\
---
expert: KZ-03
country: KZ
language: ru
---
Эксперт: Мы ждали. Пришли быстро, за сутки. Потом всё стихло.

Второй абзац. И конец.
"""


@pytest.fixture
def folder(tmp_path):
    folder = write_study(tmp_path / "study")
    (folder / "transcripts" / "interviews" / "kz-03.txt").write_text(LONG, encoding="utf-8")
    rated = CODEBOOK.replace(
        "definition: {en: How it left.}",
        "definition: {en: How it left.}\n        assessment: true\n        include: {en: The way home.}",
    )
    (folder / "codebooks" / "invented.yaml").write_text(rated, encoding="utf-8")
    study.ensure_project(folder)
    with study.open_project(folder) as project:
        study.run_study(project, quick=True)
    return folder


@pytest.fixture
def project(folder):
    with study.open_project(folder, coder="Асель") as opened:
        yield opened


def one(project, source, code):
    """The only coding of a code in a source."""
    (coding,) = project.codings.select(Selection(source=(source,), code=(code,)))
    return coding


def places(project, chosen=None):
    codings = map(project.codings.get, reviewing.queue(project, chosen))
    return [(coding.segment.source_id, coding.code) for coding in codings]


def decisions(project):
    """What people decided: source, code, status, coder, and who decided."""
    return {
        (c.segment.source_id, c.code, c.status, c.coder, c.decided_by)
        for c in project.codings.select()
        if c.status != "suggested"
    }


RULES = "auto:invented@1.0.0"


# --- the queue ---------------------------------------------------------------------------------


def test_suggestions_wait_in_reading_order(project):
    assert places(project) == [
        ("kg-01", "speed"),
        ("kg-01", "identity"),
        ("kz-01", "speed"),
        ("kz-01", "exit"),
        ("kz-02", "speed"),
        ("kz-03", "speed"),
    ]


def test_a_theme_takes_all_codes_below_it(project):
    assert {code for _, code in places(project, Selection(theme=("mission",)))} == {"speed", "exit"}
    assert places(project, Selection(theme=("identity",))) == [("kg-01", "identity")]


def test_filters_are_conditions_and_never_let_everything_pass(project):
    assert places(project, Selection(theme=("identity",), code=("speed",))) == []
    assert places(project, Selection(country=("KZ",), code=("exit",))) == [("kz-01", "exit")]
    assert places(project, Selection(kind=("statement",))) == []


def test_what_was_decided_waits_no_more_and_is_found_by_its_status(project):
    reviewing.accept(project, one(project, "kz-01", "exit"))
    reviewing.reject(project, one(project, "kz-02", "speed"))

    assert len(reviewing.queue(project)) == 4
    assert places(project, Selection(status=("accepted",))) == [("kz-01", "exit")]
    assert places(project, Selection(status=("accepted", "rejected"))) == [
        ("kz-01", "exit"),
        ("kz-02", "speed"),
    ]


def test_who_codes_a_source_blind_is_shown_no_suggestion_of_it(project):
    project.assignments.add([Assignment("Асель", "kz-01", blind=True)])

    assert "kz-01" not in {source for source, _ in places(project)}
    for coding_id in reviewing.queue(project):
        reviewing.reject(project, project.codings.get(coding_id))
    assert "kz-01 you code blind" in reviewing.nothing_left(project, Selection())


def test_an_empty_queue_says_what_to_do_next(folder, project):
    def said(chosen=None):
        return reviewing.nothing_left(project, chosen or Selection())

    assert said(Selection(country=("AM",))).endswith("6 do without them. Next: qual review")
    assert "No accepted coding" in said(Selection(status=("accepted",)))
    for coding_id in reviewing.queue(project):
        reviewing.accept(project, project.codings.get(coding_id))
    assert "6 suggestions are accepted, 0 rejected" in said()


def test_before_the_rules_were_asked_the_next_step_is_suggest(tmp_path):
    folder = write_study(tmp_path / "fresh")
    study.ensure_project(folder)
    with study.open_project(folder, coder="Асель") as project:
        study.add_sources(project)

        assert reviewing.nothing_left(project, Selection()).endswith("Next: qual suggest")


# --- what is shown -------------------------------------------------------------------------------


def test_a_coding_is_shown_with_its_turn_code_rule_and_neighbours(project):
    coding = one(project, "kz-01", "exit")
    project.memos.add(f"coding:{coding.id}", "спросить ещё раз")

    shown = reviewing.show(project, coding.id)

    assert (shown.country, shown.turn.number, shown.turn.speaker) == ("KZ Kazakhstan", 3, "Эксперт")
    assert (shown.name, shown.definition, shown.include) == ("Exit", "How it left.", "The way home.")
    assert (shown.size, shown.changed, shown.assessment) == ("sentence", False, True)
    assert [shown.source.text[e.start : e.end] for e in shown.evidence] == ["вывод войск"]
    assert [memo.text for memo in shown.memos] == ["спросить ещё раз"]
    assert shown.others == ()  # the speed of the sentence before is another segment


def test_other_codes_of_the_segment_are_shown_and_rejected_ones_are_not(project):
    speed, exit_ = one(project, "kz-01", "speed"), one(project, "kz-01", "exit")
    turn = reviewing.sizes(project.sources.get("kz-01"), exit_)[-1].segment

    assert [c.code for c in reviewing.show(project, exit_.id, turn).others] == ["speed"]
    reviewing.reject(project, speed)
    assert reviewing.show(project, exit_.id, turn).others == ()


def quotes(source, coding):
    return [(size.name, size.segment.quote) for size in reviewing.sizes(source, coding)]


def test_segments_grow_from_the_match_to_the_turn(project):
    source = project.sources.get("kz-03")

    assert quotes(source, one(project, "kz-03", "speed")) == [
        ("match", "быстро"),
        ("sentence", "Пришли быстро, за сутки."),
        ("two sentences", "Пришли быстро, за сутки. Потом всё стихло."),
        ("paragraph", "Мы ждали. Пришли быстро, за сутки. Потом всё стихло."),
        ("turn", source.text[source.turns[0].start : source.turns[0].end]),
    ]


def by_hand(source, words, **fields):
    start = source.text.index(words)
    segment = Segment(source.id, start, start + len(words), words)
    return Coding("by-hand", "speed", segment, "Асель", "accepted", **fields)


def test_the_last_sentence_of_a_paragraph_takes_the_one_before(project):
    source = project.sources.get("kz-03")

    assert quotes(source, by_hand(source, "стихло"))[:3] == [
        ("as it is", "стихло"),
        ("sentence", "Потом всё стихло."),
        ("two sentences", "Пришли быстро, за сутки. Потом всё стихло."),
    ]


def test_a_coding_across_turns_stays_as_it_is(project):
    source = project.sources.get("kz-01")
    across = source.text[source.turns[1].start : source.turns[2].end]

    assert quotes(source, by_hand(source, across)) == [("as it is", across)]


TEXT = st.text(st.sampled_from("аб яА.!? \n«»։\U0001d4d0"), min_size=1, max_size=60)


@given(data=st.data(), text=TEXT)
def test_every_size_holds_the_one_before_and_its_quote_stands_in_the_text(data, text):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=3)))
    turns = [(a, b) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if a < b]
    source = Source("s", "interview", text, tuple(Turn(n, a, b) for n, (a, b) in enumerate(turns, 1)))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    at = data.draw(st.integers(start, end - 1))
    coding = Coding("c", "x", Segment("s", start, end, text[start:end]), "auto:x@1")
    matched = Coding(
        "c", "x", coding.segment, "auto:x@1", evidence=(Evidence("x/ru", "x", at, min(at + 2, end)),)
    )

    for each in (coding, matched):
        segments = [size.segment for size in reviewing.sizes(source, each)]
        assert each.segment in segments
        assert all(s.quote == text[s.start : s.end] for s in segments)
        for inner, outer in pairwise(segments):
            assert outer.start <= inner.start and inner.end <= outer.end and inner != outer


def test_codes_are_found_by_id_or_name_in_any_language_best_first(project):
    codebook = study.codebook_in_force(project)

    def found(words, **options):
        return [code.id for code in reviewing.find_codes(codebook, words, **options)]

    assert found("speed") == found("SPE") == found("оператив") == found("  Оперативность ") == ["speed"]
    assert found("вывод") == found("войск") == ["exit"]
    assert found("i") == ["identity", "mission", "exit"]  # begins so, then holds it
    assert found("zzz") == []
    assert found("", first=["exit"]) == ["exit", "mission", "speed", "identity"]


# --- what is decided ---------------------------------------------------------------------------


def test_accepting_is_one_batch_by_the_coder(project):
    coding = one(project, "kz-01", "speed")

    act = reviewing.accept(project, coding)

    batch = project.batches()[-1]
    assert (batch.number, batch.action, batch.coder) == (act.batch, "accept", "Асель")
    assert decisions(project) == {("kz-01", "speed", "accepted", RULES, "Асель")}


def test_accepting_what_is_accepted_leaves_no_trace(project):
    reviewing.accept(project, one(project, "kz-01", "speed"))
    batches = len(project.batches())

    act = reviewing.accept(project, one(project, "kz-01", "speed"))

    assert (act.batch, len(project.batches())) == (0, batches)


def test_an_assessment_accepts_and_can_be_changed(project):
    reviewing.accept(project, one(project, "kz-01", "exit"), assessment=-2)
    assert one(project, "kz-01", "exit").assessment == -2

    reviewing.accept(project, one(project, "kz-01", "exit"), assessment=0)
    assert (one(project, "kz-01", "exit").assessment, one(project, "kz-01", "exit").status) == (0, "accepted")

    reviewing.accept(project, one(project, "kz-01", "exit"))
    assert one(project, "kz-01", "exit").assessment == 0


def test_a_code_without_assessment_takes_none(project):
    with pytest.raises(InvalidRequest, match="speed takes no assessment"):
        reviewing.accept(project, one(project, "kz-01", "speed"), assessment=1)
    with pytest.raises(InvalidRequest, match="speed takes no assessment"):
        reviewing.accept(project, one(project, "kz-01", "exit"), code="speed", assessment=1)

    assert decisions(project) == set()


def test_another_code_rejects_the_suggestion_and_adds_the_coders_own(project):
    before = one(project, "kz-01", "speed")

    act = reviewing.accept(project, before, code="exit", assessment=1)

    own = project.codings.get(act.coding)
    assert (own.code, own.coder, own.status, own.assessment) == ("exit", "Асель", "accepted", 1)
    assert (own.segment, own.evidence) == (before.segment, ())
    assert project.codings.get(before.id).status == "rejected"
    assert project.batches()[-1].action == "recode"


def test_both_stand_in_one_batch_and_the_log_leads_from_one_to_the_other(project):
    before = one(project, "kz-01", "speed")

    act = reviewing.accept(project, before, code="identity")

    targets = {entry.target for entry in project.log.entries(batch=act.batch) if entry.action != "batch"}
    assert targets == {f"coding:{before.id}", f"coding:{act.coding}"}
    assert reviewing.replaced(project, project.codings.get(act.coding)) == before.id
    assert reviewing.show(project, act.coding).replaces == before.id
    assert reviewing.replaced(project, project.codings.get(before.id)) == ""
    project.undo(act.batch)
    assert decisions(project) == set()


def test_a_wider_segment_keeps_the_rules_reasons(project):
    before = one(project, "kz-03", "speed")
    sizes = {size.name: size.segment for size in reviewing.sizes(project.sources.get("kz-03"), before)}

    act = reviewing.accept(project, before, segment=sizes["paragraph"])

    own = project.codings.get(act.coding)
    assert (own.segment, own.evidence, own.coder) == (sizes["paragraph"], before.evidence, "Асель")
    assert project.batches()[-1].action == "move borders"
    assert study.check_study(project) == []


def test_a_code_that_stands_there_already_is_accepted_and_not_added_again(project):
    exit_ = one(project, "kz-01", "exit")

    act = reviewing.accept(project, one(project, "kz-01", "speed"), code="exit", segment=exit_.segment)

    assert act.coding == exit_.id
    assert decisions(project) == {
        ("kz-01", "exit", "accepted", RULES, "Асель"),
        ("kz-01", "speed", "rejected", RULES, "Асель"),
    }


def test_a_coders_own_coding_keeps_its_id_when_it_changes(project):
    source = project.sources.get("kz-03")
    own = by_hand(source, "Мы ждали.")
    project.codings.add([own])

    act = reviewing.accept(project, project.codings.get(own.id), code="identity")

    assert act.coding == own.id
    assert project.codings.get(own.id).code == "identity"


def test_a_coding_of_somebody_else_is_rejected_and_never_rewritten(folder, project):
    own = by_hand(project.sources.get("kz-03"), "Мы ждали.")
    project.codings.add([own])
    with study.open_project(folder, coder="Bota") as others:
        act = reviewing.accept(others, others.codings.get(own.id), code="identity")

    now = project.codings.get(own.id)
    assert (now.code, now.coder, now.status, now.decided_by) == ("speed", "Асель", "rejected", "Bota")
    assert project.codings.get(act.coding).coder == "Bota"


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(folder, project):
    seen = one(project, "kz-01", "speed")
    with study.open_project(folder, coder="Bota") as others:
        reviewing.reject(others, seen)

    for decide in (reviewing.accept, reviewing.reject):
        with pytest.raises(InvalidRequest, match="changed meanwhile by Bota; it is rejected now"):
            decide(project, seen)
    assert decisions(project) == {("kz-01", "speed", "rejected", RULES, "Bota")}


def test_a_code_that_is_not_in_the_codebook_is_refused(project):
    with pytest.raises(InvalidRequest, match="no code 'spede'"):
        reviewing.accept(project, one(project, "kz-01", "exit"), code="spede")


def test_a_memo_stands_with_the_coding_and_its_words_not_in_the_log(project):
    coding = one(project, "kz-01", "speed")

    reviewing.note(project, coding, "  неясно, кто пришёл ")

    (memo,) = project.memos.select(f"coding:{coding.id}")
    assert (memo.text, memo.coder) == ("неясно, кто пришёл", "Асель")
    assert "неясно" not in str(project.log.entries())


def test_without_a_coder_nothing_is_decided(folder):
    with study.open_project(folder) as project:
        coding = one(project, "kz-01", "speed")
        for decide in (
            lambda: reviewing.accept(project, coding),
            lambda: reviewing.reject(project, coding),
            lambda: reviewing.note(project, coding, "x"),
            lambda: Review(project),
        ):
            with pytest.raises(InvalidRequest, match="Nobody is named as the coder"):
                decide()


# --- the way through the queue -----------------------------------------------------------------


def before(walk):
    """What lies before the reviewer."""
    return walk.shown and (walk.shown.coding.segment.source_id, walk.shown.coding.code)


def test_each_decision_goes_on_to_the_next_that_waits(project):
    walk = Review(project)
    seen = []
    while walk.shown:
        seen.append((walk.number, *before(walk)))
        walk.accept() if walk.number % 2 else walk.reject()

    assert seen == [(n, *place) for n, place in enumerate(places(project, ANY), 1)]
    assert dict(walk.counts()) == {"accepted": 3, "rejected": 3}
    with pytest.raises(InvalidRequest, match="the last one"):
        walk.accept()


ANY = Selection(status=("suggested", "accepted", "rejected"))


def test_a_later_review_goes_on_with_what_is_undecided(folder, project):
    walk = Review(project)
    walk.accept()
    walk.skip()
    walk.reject()
    project.close()

    with study.open_project(folder, coder="Асель") as again:
        walk = Review(again)
        assert (len(walk), before(walk)) == (4, ("kg-01", "identity"))  # skipped then, and not now


def test_skipped_ones_come_last_and_keep_their_number(project):
    walk = Review(project)
    walk.skip()
    for _ in range(5):
        walk.accept()

    assert (before(walk), walk.number, walk.again) == (("kg-01", "speed"), 1, True)
    walk.skip()
    assert before(walk) == ("kg-01", "speed")
    walk.reject()
    assert walk.shown is None


def test_undo_takes_back_act_after_act_and_goes_there(project):
    walk = Review(project)
    walk.accept()
    walk.accept(code="speed")
    walk.skip()
    walk.note("memo")
    walk.resize(1)
    walk.accept(assessment=1)
    told = []
    while act := walk.undo():
        told.append((act.what, before(walk)))

    assert told == [
        ("changed", ("kz-01", "exit")),
        ("noted", ("kz-01", "exit")),
        ("skipped", ("kz-01", "speed")),
        ("changed", ("kg-01", "identity")),
        ("accepted", ("kg-01", "speed")),
    ]
    assert decisions(project) == set() and project.memos.select() == []
    assert len(reviewing.queue(project)) == 6
    for _ in range(6):
        walk.accept()
    assert walk.shown is None  # the skip was taken back, too


def test_undo_takes_back_nothing_from_before_this_review(folder, project):
    Review(project).accept()

    assert Review(project).undo() is None
    assert len(decisions(project)) == 1


def test_undo_is_refused_when_somebody_has_built_on_it(folder, project):
    walk = Review(project)
    walk.accept()
    with study.open_project(folder, coder="Bota") as others:
        reviewing.reject(others, one(others, "kg-01", "speed"))

    with pytest.raises(InvalidRequest, match="cannot be undone"):
        walk.undo()
    assert before(walk) == ("kg-01", "identity")


def test_back_shows_what_was_decided_and_it_can_be_decided_anew(project):
    walk = Review(project)
    assert not walk.back()
    walk.accept()
    walk.accept(code="exit", assessment=2)

    walk.back()
    assert (walk.shown.coding.code, walk.shown.coding.coder, walk.number) == ("exit", "Асель", 2)
    walk.back()
    assert (walk.shown.coding.code, walk.shown.coding.status) == ("speed", "accepted")
    walk.reject()

    assert before(walk) == ("kz-01", "speed")  # and not the one in between, which is decided
    assert one(project, "kg-01", "speed").status == "rejected"


def test_a_changed_segment_is_kept_only_by_accepting(project):
    walk = Review(project, Selection(source=("kz-03",)))
    walk.resize(1)
    assert (walk.shown.size, walk.shown.changed) == ("two sentences", True)
    assert walk.resize(-1) and walk.resize(-1)
    assert (walk.shown.size, walk.resize(-1)) == ("match", False)
    walk.skip()

    assert (walk.shown.size, walk.shown.changed) == ("sentence", False)
    assert decisions(project) == set()


def test_what_others_withdraw_or_decide_meanwhile_is_passed_over(folder, project):
    walk = Review(project)
    with study.open_project(folder, coder="Bota") as others:
        reviewing.accept(others, one(others, "kg-01", "identity"))
        reviewing.accept(others, one(others, "kz-01", "speed"))
        others.codings.withdraw(one(others, "kz-01", "speed").id)
    walk.accept()

    assert before(walk) == ("kz-01", "exit")
    assert walk.back() and before(walk) == ("kg-01", "identity")
    assert walk.shown.coding.decided_by == "Bota"


def test_accepted_ones_can_be_gone_through_again(project):
    for coding_id in reviewing.queue(project):
        reviewing.accept(project, project.codings.get(coding_id))
    walk = Review(project, Selection(status=("accepted",), code=("speed",)))

    walk.accept()
    walk.reject()

    assert (len(walk), walk.number, dict(walk.counts())) == (4, 3, {"rejected": 1})


def test_codes_chosen_lately_are_offered_first(project):
    walk = Review(project)
    walk.accept(code="identity")
    walk.accept(code="exit")

    assert walk.recent == ["exit", "identity"]
