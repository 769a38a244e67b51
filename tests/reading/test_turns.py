import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.model import KINDS
from qual.reading.draft import Paragraph
from qual.reading.labels import known_labels
from qual.reading.turns import read_turns


def conversation(text, *, kind="interview", **known):
    paragraphs = [Paragraph(paragraph) for paragraph in text.split("\n\n")]
    return read_turns(paragraphs, kind=kind, known=known_labels(**known), where="kz-01.txt")


def said(read):
    return [(turn.speaker, turn.role, read.text[turn.start : turn.end]) for turn in read.turns]


def remarks(read):
    return [problem.what for problem in read.problems]


def test_labels_and_times_are_kept_in_the_turns_and_out_of_the_text():
    read = conversation("[00:00:05] Интервьюер: Как это было?\n\n[00:00:31] Эксперт: Тихо.\n\nПотом громко.")

    assert read.text == "Как это было?\n\nТихо.\nПотом громко."
    assert [(turn.number, turn.speaker, turn.role, turn.time) for turn in read.turns] == [
        (1, "Интервьюер", "interviewer", "00:00:05"),
        (2, "Эксперт", "expert", "00:00:31"),
    ]


def test_text_before_the_first_label_is_nobody_s():
    read = conversation("This interview is invented.\n\nQ: Why?\n\nA: Because.")

    assert said(read) == [
        ("", "other", "This interview is invented."),
        ("Q", "interviewer", "Why?"),
        ("A", "expert", "Because."),
    ]


def test_the_expert_s_pseudonym_is_a_label_of_the_expert():
    read = conversation("Interviewer: Why?\n\nkg-01: Because.", expert="KG-01")

    assert said(read)[1] == ("kg-01", "expert", "Because.")
    assert remarks(read) == []


def test_words_may_stand_in_the_paragraph_below_their_label():
    read = conversation("Сұхбат алушы:\n\nНеге?\n\nСарапшы:\nСебебі белгілі.\n\nӘрине.")

    assert said(read) == [
        ("Сұхбат алушы", "interviewer", "Неге?"),
        ("Сарапшы", "expert", "Себебі белгілі.\nӘрине."),
    ]


def test_a_line_break_inside_a_paragraph_stays_unless_a_label_follows():
    read = conversation("Expert: We saw it\nfrom the window.\nInterviewer: And then?")

    assert said(read) == [
        ("Expert", "expert", "We saw it\nfrom the window."),
        ("Interviewer", "interviewer", "And then?"),
    ]


def test_names_and_times_alone_on_their_line_are_labels():
    read = conversation(
        "Aigerim S.  0:00\nShall we start?\n\nBakyt T.  0:04\nPlease.", expert_labels=["Bakyt T."]
    )

    assert said(read) == [("Aigerim S.", "other", "Shall we start?"), ("Bakyt T.", "expert", "Please.")]
    assert [turn.time for turn in read.turns] == ["0:00", "0:04"]


def test_known_words_alone_on_their_line_are_labels_when_they_come_back():
    read = conversation(
        "**Вопрос**\n\nКто?\n\n**Ответ**\n\nНикто.\n\n**Вопрос**\n\nКогда?\n\n**Ответ**\n\nТогда."
    )

    assert [turn.speaker for turn in read.turns] == ["Вопрос", "Ответ", "Вопрос", "Ответ"]


def test_an_interview_without_labels_is_one_turn_of_the_expert():
    read = conversation("Мы проснулись от шума.\n\nВыстрелы были потом.")

    assert said(read) == [("", "expert", "Мы проснулись от шума.\nВыстрелы были потом.")]
    assert remarks(read) == ["no speaker labels found, the whole text counts as the expert's."]


def test_unknown_labels_beside_a_known_interviewer_are_the_expert():
    read = conversation("Интервьюер: Кто вы?\n\nАйгуль: Врач.\n\nИнтервьюер: И?\n\nАйгуль: И всё.")

    assert {turn.role for turn in read.turns if turn.speaker == "Айгуль"} == {"expert"}
    assert remarks(read) == ["labels taken for the expert's: Айгуль (2 turns)."]


def test_unknown_labels_beside_a_known_expert_are_others():
    read = conversation("Q: Why?\n\nA: Well.\n\nAnna: Tea?\n\nA: Please.\n\nAnna: Sugar?")

    assert {turn.role for turn in read.turns if turn.speaker == "Anna"} == {"other"}
    assert remarks(read) == ["labels not known: Anna (2 turns)."]
    assert "[speakers] interviewer" in read.problems[0].hint and "qual.toml" in read.problems[0].hint


def test_when_nobody_is_known_nobody_is_the_expert_and_it_is_said():
    read = conversation("П.Орлов: Кто?\n\nВ.Соколова: Я.")

    assert {turn.role for turn in read.turns} == {"other"}
    assert remarks(read) == [
        "no turn counts as the expert's; labels not known: П.Орлов (1 turn), В.Соколова (1 turn)."
    ]


def test_labels_of_the_study_give_the_roles():
    text = "П.Орлов: Кто?\n\nВ.Соколова: Я."

    read = conversation(text, interviewer_labels=["п. орлов"], expert_labels=["В.Соколова"])

    assert [turn.role for turn in read.turns] == ["interviewer", "expert"]
    assert remarks(read) == []


@pytest.mark.parametrize("kind", ["statement", "literature"])
def test_in_other_kinds_labels_make_turns_and_all_words_count(kind):
    read = conversation("Press conference\n\nMinister Anna Petrova: We agreed.\n\nВопрос: Когда?", kind=kind)

    assert said(read) == [
        ("", "other", "Press conference"),
        ("Minister Anna Petrova", "other", "We agreed."),
        ("Вопрос", "other", "Когда?"),
    ]
    assert remarks(read) == []


@pytest.mark.parametrize(
    "paragraph",
    [
        "Главное: не спешить.",
        "Note: nobody was hurt.",
        "Новый Казахстан: что это?",
        "Central Asia: who is that?",
    ],
)
def test_a_word_before_a_colon_does_not_make_a_speaker(paragraph):
    read = conversation(
        f"Interviewer: Why?\n\nExpert: Well.\n\n{paragraph}\n\n{paragraph.split(':')[0]} again."
    )

    assert [turn.speaker for turn in read.turns] == ["Interviewer", "Expert"]


def test_a_note_that_comes_back_is_still_not_a_speaker():
    read = conversation(
        "Interviewer: Why?\n\nExpert: Well.\n\nNote: one.\n\nNote: two.\n\nГлавное: три.\n\nГлавное: 4."
    )

    assert len(read.turns) == 2


def test_a_question_one_puts_to_oneself_stays_with_its_speaker():
    read = conversation(
        "Интервьюер: Почему?\n\nЭксперт: Смотрите.\n\nВопрос: кому это выгодно?\n\n"
        "Интервьюер: И кому?\n\nЭксперт: Никому."
    )

    assert [turn.speaker for turn in read.turns] == ["Интервьюер", "Эксперт"] * 2


def test_wrapped_lines_do_not_begin_with_speakers():
    read = conversation(
        "We proclaimed it in 2018.\nWater Action Decade: that was\nits name.", kind="statement"
    )

    assert len(read.turns) == 1


def test_a_full_stop_that_looks_like_a_colon_ends_sentences_in_armenian():
    read = conversation(
        "Հարց: Լսու՞մ եք։\n\nՊատասխան: Այո։\n\nԼավ։ Սկսենք։\n\nԼավ։ Շարունակենք։\n\nԱյո: Գիտեմ:\n\nԱյո: Լավ:"
    )

    assert [turn.speaker for turn in read.turns] == ["Հարց", "Պատասխան"]


def test_a_heading_between_turns_is_nobody_s_and_the_speaker_goes_on():
    paragraphs = [
        Paragraph("Expert: One."),
        Paragraph("## Part two", heading=True),
        Paragraph("Two."),
        Paragraph("### Interviewer: Three?", heading=True),
    ]

    read = read_turns(paragraphs, kind="interview", known=known_labels())

    assert said(read) == [
        ("Expert", "expert", "One."),
        ("", "other", "## Part two"),
        ("Expert", "expert", "Two."),
        ("Interviewer", "interviewer", "Three?"),
    ]


def test_time_stamps_inside_a_turn_leave_the_words_and_are_counted():
    read = conversation("[00:01] Expert: One.\n\n[00:02] Two.\n\n[00:03] Three, at 12:30.")

    assert read.text == "One.\nTwo.\nThree, at 12:30."
    assert read.time_stamps == 2


def test_a_speaker_named_by_the_layout_needs_no_label_in_the_text():
    paragraphs = [
        Paragraph("Why: so?", speaker="И.", time="0:01"),
        Paragraph("Well.", speaker="Э."),
        Paragraph("Yes.", ""),
    ]

    read = read_turns(paragraphs, kind="interview", known=known_labels())

    assert said(read) == [("И.", "interviewer", "Why: so?"), ("Э.", "expert", "Well.\nYes.")]


def test_labels_without_words_leave_no_turn():
    assert said(conversation("Expert:\n\nInterviewer: Why?\n\nExpert:")) == [
        ("Interviewer", "interviewer", "Why?")
    ]


pieces = st.sampled_from(
    [
        "Expert:",
        "И.:",
        "**Q:**",
        "[00:12]",
        "Anna Petrova:",
        "Note:",
        "\n",
        "\n\n",
        " ",
        "слово",
        "։",
        "Հարց՝",
        "#",
        "\t",
        "🕊",
    ]
)
any_conversation = st.lists(pieces | st.text(max_size=12), max_size=40).map("".join)


@given(any_conversation, st.sampled_from(KINDS))
def test_turns_are_ordered_apart_and_frame_their_words(text, kind):
    read = conversation(text, kind=kind)

    end = -2
    for number, turn in enumerate(read.turns, start=1):
        words = read.text[turn.start : turn.end]
        assert turn.number == number
        assert turn.start == end + 2
        assert words and words == words.strip()
        end = turn.end
    assert end == (len(read.text) or -2)
    if kind != "interview":
        assert {turn.role for turn in read.turns} <= {"other"}


@given(st.text(alphabet="абв 🕊\t\n.,«»()", max_size=200))
def test_no_word_of_a_text_without_labels_is_lost(text):
    assert conversation(text).text.split() == text.split()
