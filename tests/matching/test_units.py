import pytest
from hypothesis import given
from hypothesis import strategies as st

from qual.matching.units import ABBREVIATIONS, sentences, units
from qual.model import LANGUAGES, Turn

HARD = {
    "ru": [
        "К.К. Токаев выступил в г. Астане.|Он говорил о безопасности.",
        "Это, т.е. вопрос о границе, решался в 2022 г. в Ереване.|Потом всё изменилось.",
        "Музей им. А.С. Пушкина закрыт.|Мы пошли дальше.",
        "Договор подписан 15 мая 1992 г.|Стороны договорились о помощи.",
        "Страны ЕАЭС и др. объединения спорят.|И т.д.",
        "Население — 7,5 млн. человек, бюджет — 3,2 млрд. руб. в год.|Это немного.",
        "По словам проф. Иванова, это не так.|См. стр. 12 и рис. 4.",
        "«Мы против!» — сказал он.|Зал молчал.",
        "Почему так?|Не знаю…|Может быть, потом.",
        "Он сказал... ну, как бы... что базы нужны.|Да.",
        "В. В. Путин и А. Г. Лукашенко встретились в Минске.|Обсудили газ.",
        "Н.Пашинян не приехал.|Э.Рахмон приехал.",
        "В с. Баткен ул. Ленина, д. 5, кв. 12.|Там и живём.",
        "Это было в 90-е гг. прошлого века.|Тогда, до н.э., никого не было.",
        "Т.н. «цветные революции» пугали всех.|А напр. Армения?",
        "Интервью длилось 1 ч. 20 мин. без перерыва.|Спасибо!",
        "Ст. 4 Договора о коллективной безопасности ясна.|Пп. 2 и 3 спорны.",
        "Ген. Захаров возглавил штаб.|Акад. Сахаров тут ни при чём.",
        "Так называемый «Совбез ООН» (г. Нью-Йорк) молчит.|Россия — нет.",
        "Вот.|И всё.|Конец.",
        "В январе 2022 г. Казахстан обратился к ОДКБ.|Миротворцы пришли.",
        "Это было в 2022г.|Мы помним.",
        "В XX в. Россия менялась.|Это ясно.",
        "Я дал им.|Они ушли.|Я сказал об этом им.|В Москве молчат.",
        "Это план Б.|Потом был план В.",
        "Назарбаев ушёл в 2019.|Пришёл К.-Ж. Токаев.",
        "Протесты, беспорядки и т. д.|Потом тишина, т. е. ничего.",
        "Чл.-корр. Иванов и г-н Петров спорят.|Долго.",
        "Он ждал нас 20 мин.|Потом ушёл.",
        "Кто? — спросил он.|Никто.",
        "— Вы там были?|— Был.|— И что?",
        "Кто решил?!|Не мы!..|А кто?",
        "3. Третье: суверенитет.|4. Четвёртое, последнее.|IV. Реформы.",
        "Бюджет вырос до 3.14 млрд.|Смотрите https://odkb-csto.org/news.|Там всё есть.",
        "Мебель не переставляют. (улыбается)|Сорок лет на службе.",
        "(Он ушёл.)|Потом вернулся.",
        "Он (?) сказал «да» (!) и ушёл.|Вот.",
        "Так записано в Договоре.[12]|Дальше не читали.¹|Зря.",
        "[00:12:31] Да, была.|[00:12:40] Нет, не была.",
    ],
    "en": [
        "The U.S. Congress met in Washington, D.C. on Jan. 6.|They left at 5 p.m.|He said no.|We stayed.",
        "Article No. 4 says so.|Mr. Zas and Dr. Smith agreed, e.g. on troops.",
        "J. Smith, a Ph.D. student, left the U.K.|It rained.",
        "“Why?” he asked.|“Because,” she said, “I was told to.”|See fig. 3, vol. 2.",
        "Inflation was 3.5 percent.|Wait... what?|Really?!|Tanks, guns, etc.|Then silence.",
        "1. First, trust.|2. Second, money.",
        "We met on 5 Jan. 2022 near St. George street.|Nothing happened in Jan.|Everything did in Dec.",
    ],
    "kk": [
        "Оқиға 2022 ж. қаңтарда болды.|Содан кейін т.б. мәселелер шықты.",
        "Бейбіт шерулер, митингілер және т.б.|Біз мұны көрдік.",
        "2022 ж. Қазақстан ҰҚШҰ-дан көмек сұрады.|Қ.-Ж. Тоқаев солай деді.",
        "Шартқа 1992 ж. қол қойылды.|Ресей, Беларусь ж.б. елдер бар.",
        "«Біз кетеміз!» — деді ол.|Неге?|Білмеймін…",
    ],
    "ky": [
        "Окуя 2022-ж. январда болду.|Бишкек, Ош ж.б. шаарлар тынч эле.",
        "Садыр Ж. айтты.|Биз уктук.|Эмне үчүн?!|Ким билет...",
        "А. Жапаров келди, б.а. премьер.|Ооба.",
    ],
    "tg": [
        "Дар с. 2022 ҳодисаҳо рух доданд.|Баъд ором шуд.",
        "Э. Раҳмон гуфт: «Сулҳ лозим аст».|Мо розӣ ҳастем.",
        "Чаро?|Намедонам…|Шояд баъд.",
    ],
    "be": [
        "У студзені 2022 г. Казахстан папрасіў дапамогі.|Гэта, г.зн. аперацыя, доўжылася нядоўга.",
        "Пратэсты, пагромы і г.д.|Потым усё сціхла.",
        "Жыў на вул. Якуба Коласа ў г. Мінску.|«Навошта?» — спытаў ён.",
    ],
    "hy": [
        "Դա եղավ 2022 թ. հունվարին։|Մենք տեսանք։",
        "Ինչո՞ւ եք այդպես կարծում։|Չգիտե՜մ, ճիշտն ասած։|Իսկ դո՞ւք։",
        "Մենք տեսանք դա:|Հետո ամեն ինչ փոխվեց:|Ժամը 10:30 էր:",  # a colon for the full stop
        "Նա ասաց: «Մենք դաշնակիցներ ենք»:|Բոլորը լռեցին:",
        "Ինչու՞ Հայաստանը լռեց։|Այո, գիտեմ՝ Ռուսաստանը նույնպես։",
    ],
}


def cut(text, language=""):
    return [text[start:end] for start, end in sentences(text, language=language)]


@pytest.mark.parametrize(
    ("language", "marked"), [(language, text) for language in HARD for text in HARD[language]]
)
def test_a_sentence_ends_where_a_reader_ends_it(language, marked):
    text = marked.replace("|", " ")

    assert cut(text, language) == marked.split("|")
    assert cut(text) == marked.split("|")  # in a source whose language nobody knows, too


def test_a_colon_is_a_colon_in_an_armenian_text_with_full_stops():
    assert cut("Երեք երկիր: Հայաստան, Ռուսաստան, Ղազախստան։ Բոլորը եկան։", "hy") == [
        "Երեք երկիր: Հայաստան, Ռուսաստան, Ղազախստան։",
        "Բոլորը եկան։",
    ]


def test_beside_an_armenian_full_stop_a_dot_is_a_lesser_stop():
    assert cut("Պատճառները երեքն են. Գազ, իշխանություն, հարևաններ։ Դա է։", "hy") == [
        "Պատճառները երեքն են. Գազ, իշխանություն, հարևաններ։",
        "Դա է։",
    ]


def test_each_paragraph_on_a_line_of_its_own_is_cut_even_without_a_stop():
    assert cut("Введение\nМы ждали решения.\nПотом все ушли") == [
        "Введение",
        "Мы ждали решения.",
        "Потом все ушли",
    ]


def test_a_line_break_before_a_small_letter_goes_on():
    assert cut("Мы ждали решения, и оно\nпришло утром. Потом ушли.") == [
        "Мы ждали решения, и оно\nпришло утром.",
        "Потом ушли.",
    ]


def test_lines_broken_at_a_width_are_joined_before_a_name_too():
    text = (
        "Мы сидели в Алматы и ждали, что скажет Совет безопасности, потому что\n"
        "Токаев обратился к ОДКБ вечером пятого числа. Потом над городом пошли\n"
        "Илы, и стало ясно, что решение принято."
    )

    assert [sentence.split()[-1] for sentence in cut(text)] == ["числа.", "принято."]


def test_a_blank_line_ends_a_sentence():
    assert cut("одна мысль\n\nдругая мысль") == ["одна мысль", "другая мысль"]


@pytest.mark.parametrize(
    "text", ["Причины:\n- газ\n- власть", "Пункты:\nпервый;\nвторой.", "Итог:\n1) газ\n2) власть"]
)
def test_items_of_a_list_are_sentences(text):
    assert cut(text) == text.split("\n")


def test_only_the_stretch_asked_for_is_cut():
    text = "Да. Нет. Мы ушли. Все."

    assert [text[a:b] for a, b in sentences(text, 4, 17)] == ["Нет.", "Мы ушли."]
    assert sentences(text, 3, 4) == []


def test_units_of_a_turn():
    text = "Э: Да. Нет.\nИ всё."
    turn = Turn(1, 3, len(text), language="ru")

    def found(unit):
        return [text[a:b] for a, b in units(text, turn, unit)]

    assert found("turn") == ["Да. Нет.\nИ всё."]
    assert found("paragraph") == ["Да. Нет.", "И всё."]
    assert found("sentence") == found("match") == ["Да.", "Нет.", "И всё."]


PIECES = st.sampled_from(
    [
        *" \n\t.!?…։:\"«»“”()[]—-*1«'՞",
        "г.",
        "т.д.",
        "им.",
        "U.S.",
        "К.",
        "Да",
        "да",
        "Մենք",
        "2022",
        "\u00a0",
        "\u2028",
        "😀",
    ]
)


@given(
    text=st.lists(PIECES, max_size=60).map("".join),
    language=st.sampled_from(["", *LANGUAGES]),
    data=st.data(),
)
def test_every_character_that_shows_lies_in_one_sentence(text, language, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    found = sentences(text, start, end, language)

    places = [at for a, b in found for at in range(a, b)]
    assert places == sorted(set(places))
    assert [text[at] for at in places if not text[at].isspace()] == [
        c for c in text[start:end] if not c.isspace()
    ]
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)


@pytest.mark.parametrize("piece", [".", " ", "\n", '"', "»", "(", "։", "а", " \n", "..»", "[1]", "А."])
def test_a_megabyte_of_one_mark_is_cut_at_once(piece):
    text = piece * (1_000_000 // len(piece))

    sentences(f"Да. {text} Нет. {text}")


def test_every_language_has_its_abbreviations():
    assert set(ABBREVIATIONS) == set(LANGUAGES)
