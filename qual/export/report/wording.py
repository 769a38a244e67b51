"""Every text that a report says by itself, in English and Russian."""

from __future__ import annotations

from qual.export.phrases import Phrases

TEXTS: dict[str, tuple[str, str]] = {
    "untitled": ("Untitled study", "Исследование без названия"),
    "subtitle": ("Synthesis of expert interviews", "Сводный отчёт по экспертным интервью"),
    "contents": ("Contents", "Содержание"),
    "table": ("Table", "Таблица"),
    "figure": ("Figure", "Рисунок"),
    "not given": ("(not given)", "(не указана)"),
    "not written": ("Not written yet.", "Не написано."),
    "invented": (
        "{n} of the {all} sources are invented for demonstration: no real person said what stands there.",
        (
            "Вымышленных источников: {n} из {all}; они написаны для демонстрации, реальные люди этого не "
            "говорили."
        ),
    ),
    # --- questions and sample
    "questions": ("Research questions", "Исследовательские вопросы"),
    "questions open": (
        'Not written yet: they stand in qual.toml, as questions = ["…"].',
        'Не написано: вопросы указываются в qual.toml, questions = ["…"].',
    ),
    "sample": ("Sample", "Выборка"),
    "sample caption": ("Experts and interviews by country", "Эксперты и интервью по странам"),
    "country": ("Country", "Страна"),
    "experts": ("Experts", "Экспертов"),
    "interviews": ("Interviews", "Интервью"),
    "words": ("Words", "Слов"),
    "languages": ("Languages", "Языки"),
    "dates": ("Dates", "Даты"),
    "all": ("All", "Всего"),
    "small": (
        "* Fewer than {n} experts: read the numbers as single voices.",
        "* Меньше {n} экспертов: цифры следует читать как отдельные голоса.",
    ),
    "attribute caption": ("Experts by attribute", "Эксперты по признакам"),
    "attribute": ("Attribute", "Признак"),
    "values": ("Experts", "Экспертов"),
    "other material": (
        "Besides the interviews: {statements} statements by authorities, {literature} pieces of literature.",
        "Кроме интервью: официальных заявлений — {statements}, публикаций — {literature}.",
    ),
    "no interviews": ("There are no interviews in this selection.", "Интервью в этой выборке нет."),
    # --- overview
    "overview": ("Who speaks of what", "Кто о чём говорит"),
    "overview caption": (
        "Experts of each country who speak of a theme, of all experts interviewed there",
        "Эксперты каждой страны, говорящие о теме, из всех опрошенных там экспертов",
    ),
    "overview told": ("The same numbers stand in the table below.", "Те же числа — в таблице ниже."),
    "theme": ("Theme", "Тема"),
    "of": ("{k} of {n}", "{k} из {n}"),
    "dash": (
        "–: nobody has coded these interviews yet, which is not the same as silence.",
        "–: эти интервью ещё никто не кодировал; это не то же самое, что молчание.",
    ),
    "unreviewed": (
        "{codings} codings count here; {unreviewed} of them are suggestions that nobody has reviewed yet.",
        "Учтено кодирований: {codings}; из них {unreviewed} предложены правилами и ещё никем не проверены.",
    ),
    "no codings": ("Nothing is coded in this selection.", "В этой выборке ничего не закодировано."),
    # --- a theme
    "themes": ("Themes", "Темы"),
    "prevalence": (
        "{k} of {n} experts speak of it, in {countries} of {all} countries.",
        "Об этом говорят {k} из {n} экспертов, в {countries} из {all} стран.",
    ),
    "prevalence none": ("No expert speaks of it.", "Об этом не говорит ни один эксперт."),
    "prevalence open": ("Nobody has coded the interviews yet.", "Интервью ещё никто не кодировал."),
    "prevalence caption": ("{theme}: by country", "{theme}: по странам"),
    "share": ("Share", "Доля"),
    "wilson": ("95 % interval", "Интервал 95 %"),
    "segments": ("Segments", "Сегментов"),
    "of words": ("Of words", "Доля слов"),
    "codes caption": ("{theme}: codes", "{theme}: коды"),
    "code": ("Code", "Код"),
    "codes note": (
        "A code counts itself and all codes below it; an expert is counted once.",
        "Код учитывается вместе со всеми подчинёнными; каждый эксперт — один раз.",
    ),
    "what experts say": ("What experts say", "Что говорят эксперты"),
    "quotes chosen": (
        (
            "Up to {n} quotations a country, pinned ones first, the others balanced over experts and codes; "
            "the number in brackets is that of the coding."
        ),
        (
            "До {n} цитат на страну: сначала закреплённые автором, остальные — поровну по экспертам и кодам; "
            "в скобках — номер кодирования."
        ),
    ),
    "no quotes": ("No expert speaks of it.", "Ни один эксперт об этом не говорит."),
    "silent country": ("Nobody of {n} speaks of it.", "Об этом не говорит никто из {n}."),
    "deviant": ("Cases that differ", "Отличающиеся случаи"),
    "deviant silent": (
        "{expert} ({country}) does not speak of it, though {k} of the {n} others do.",
        "{expert} ({country}) об этом не говорит, хотя говорят {k} из {n} остальных.",
    ),
    "deviant alone": (
        "{expert} ({country}) is the only one of {n} experts who speaks of it.",
        "{expert} ({country}) — единственный из {n} экспертов, кто об этом говорит.",
    ),
    "deviant against": (
        "{expert} ({country}) judges it {own}, the others {others} on average.",
        "{expert} ({country}) оценивает это в {own}, остальные в среднем — в {others}.",
    ),
    "deviant none": (
        (
            "None by the rules: alone in speaking or in silence, or of an opposite judgement. "
            "Others the author may know."
        ),
        (
            "По правилам — ни одного: никто не говорит и не молчит в одиночку и не оценивает "
            "противоположно. Другие может знать автор."
        ),
    ),
    "literature": ("Literature", "Литература"),
    "statements": ("Official statements", "Официальные заявления"),
    "of literature": (
        "{k} of {n} publications speak of it: {list}.",
        "Об этом говорят {k} из {n} публикаций: {list}.",
    ),
    "of statements": (
        "{k} of {n} statements speak of it: {list}.",
        "Об этом говорят {k} из {n} заявлений: {list}.",
    ),
    "silent literature": (
        "None of {n} publications speaks of it.",
        "Ни одна из публикаций ({n}) об этом не говорит.",
    ),
    "silent statements": (
        "None of {n} statements speaks of it.",
        "Ни одно из заявлений ({n}) об этом не говорит.",
    ),
    "no literature": ("There is no literature in this selection.", "Литературы в этой выборке нет."),
    "no statements": ("There are no statements in this selection.", "Заявлений в этой выборке нет."),
    "and more": ("and {n} more", "и ещё {n}"),
    "convergence": ("Convergence", "Согласованность источников"),
    "agreement value": ("agreement", "согласие"),
    "partial value": ("partial agreement", "частичное согласие"),
    "silence value": ("silence", "молчание"),
    "dissonance value": ("dissonance", "расхождение"),
    "conclusion": ("The author's conclusion", "Вывод автора"),
    "not reviewed": ("not reviewed", "не проверено"),
    "pinned": ("pinned by the author", "закреплено автором"),
    "shortened": ("shortened; whole: qual show {source}", "сокращено; полностью: qual show {source}"),
    # --- across countries
    "summary": ("Across countries", "Сопоставление стран"),
    "summary caption": (
        "For each country: the themes of which all its experts speak, and those of which none does",
        "По странам: темы, о которых говорят все эксперты, и темы, о которых не говорит никто",
    ),
    "all speak": ("All speak of", "Говорят все"),
    "none speaks": ("None speaks of", "Не говорит никто"),
    "authors summary": ("The author's summary", "Обобщение автора"),
    "countries": ("The author's conclusions on countries", "Выводы автора по странам"),
    "countries open": (
        'Not written yet: qual conclude THEME --country KZ --text "…".',
        'Не написано: qual conclude ТЕМА --country KZ --text "…".',
    ),
    "silent kinds": (
        "Silent on it, though another kind of source speaks of it: {list}.",
        "Об этом молчат, хотя другие источники говорят: {list}.",
    ),
    "silent interview kind": ("interviews", "интервью"),
    "silent literature kind": ("literature", "литература"),
    "silent statement kind": ("official statements", "официальные заявления"),
    # --- method
    "method": ("Method annex", "Методическое приложение"),
    "method material": ("Material and unit", "Материал и единица анализа"),
    "unit text": (
        (
            "The unit of comparison is the expert: “3 of 5” says that three of the five experts interviewed"
            " in a country speak of a theme at least once. A theme counts itself and all its codes, as a "
            "union. The interval is Wilson's, for the share of experts; it takes them for a random sample, "
            "which experts seldom are. Rejected codings count nowhere. Only what experts say is searched in"
            " interviews, all of the text in statements and literature."
        ),
        (
            "Единица сравнения — эксперт: «3 из 5» означает, что трое из пяти опрошенных в стране экспертов"
            " говорят о теме хотя бы раз. Тема учитывается вместе со всеми своими кодами, без повторов. "
            "Интервал — по Уилсону, для доли экспертов; он предполагает случайную выборку, которой эксперты"
            " редко бывают. Отклонённые кодирования не учитываются. В интервью поиск идёт только по словам "
            "экспертов, в заявлениях и литературе — по всему тексту."
        ),
    ),
    "waiting": ("Not coded yet: {list}.", "Ещё не закодировано: {list}."),
    "interviews caption": ("The interviews", "Интервью"),
    "expert": ("Expert", "Эксперт"),
    "language": ("Language", "Язык"),
    "turns": ("Turns", "Реплик"),
    "date": ("Date", "Дата"),
    "codings": ("Codings", "Кодирований"),
    "codebook": ("Codebook", "Кодовая книга"),
    "codebook caption": ("Codebook {name}", "Кодовая книга {name}"),
    "definition": ("Definition, what belongs and what does not", "Определение, что относится и что нет"),
    "include": ("Include:", "Включать:"),
    "exclude": ("Exclude:", "Не включать:"),
    "example": ("Example:", "Пример:"),
    "no codebook": ("No codebook is in force.", "Кодовая книга не введена в действие."),
    "rules": ("Rules", "Правила"),
    "rules text": (
        (
            "Rules suggest codings, people decide on them. A rule is a list of expressions in one "
            "language; the "
            "codebook file holds them word for word, and qual explain tells for each suggestion "
            "which one met."
        ),
        (
            "Правила предлагают кодирования, решают люди. Правило — список выражений на одном языке; "
            "дословно "
            "они стоят в файле кодовой книги, а qual explain показывает для каждого предложения, какое "
            "выражение сработало."
        ),
    ),
    "rules caption": ("Expressions by theme and language", "Выражения по темам и языкам"),
    "unchecked": (
        "{n} of the expressions have not been checked by a speaker of the language yet.",
        "Ещё не проверено носителем языка выражений: {n}.",
    ),
    "no rules": ("The codebook has no rules.", "В кодовой книге нет правил."),
    "agreement": ("Agreement between coders", "Согласие кодировщиков"),
    "agreement none": (
        "No two people have both read the same interview to its end, so there is no agreement to report.",
        "Нет интервью, прочитанных до конца двумя людьми, поэтому согласие не рассчитывается.",
    ),
    "agreement text": (
        "{coders} coders, compared by {unit}; alpha is Krippendorff's, nominal, with a 95 % interval.",
        "Кодировщиков: {coders}; единица сравнения: {unit}; альфа Криппендорфа (номинальная), интервал 95 %.",
    ),
    "agreement caption": ("Agreement by code", "Согласие по кодам"),
    "units": ("Units", "Единиц"),
    "percent": ("Agreement", "Совпадений"),
    "alpha": ("Alpha", "Альфа"),
    "interval": ("95 % interval", "Интервал 95 %"),
    "saturation": ("Saturation", "Насыщение"),
    "order date": ("of their dates", "дат"),
    "order source": ("of their ids, for want of dates,", "номеров (дат нет)"),
    "saturation text": (
        (
            "In the order {order} the {interviews} interviews bring {codes} codes; the last to bring a new "
            "one is number {last}."
        ),
        (
            "Если брать интервью в порядке {order}, то {interviews} интервью дают {codes} кодов; последнее, "
            "давшее новый код, — {last}-е."
        ),
    ),
    "saturation reached": (
        (
            "By Guest, Namey and Chen (2020; base {base}, run {run}, threshold {share}) saturation "
            "was reached "
            "with interview {reached}."
        ),
        (
            "По Guest, Namey и Chen (2020; база {base}, шаг {run}, порог {share}) насыщение достигнуто на "
            "{reached}-м интервью."
        ),
    ),
    "saturation not reached": (
        "By Guest, Namey and Chen (2020; base {base}, run {run}, threshold {share}) it was not reached.",
        "По Guest, Namey и Chen (2020; база {base}, шаг {run}, порог {share}) оно не достигнуто.",
    ),
    "saturation chao": (
        "Chao2 estimates at least {chao} codes; coverage {coverage}.",
        "Оценка Chao2 — не менее {chao} кодов; покрытие {coverage}.",
    ),
    "saturation caution": (
        (
            "The codebook was fixed beforehand: this says when each of its codes has come up, not "
            "that there is "
            "nothing else to find."
        ),
        (
            "Кодовая книга задана заранее: это говорит о том, когда встретился каждый её код, а не о "
            "том, что "
            "больше ничего нет."
        ),
    ),
    "saturation caption": (
        "New codes, interview by interview, and the band of permuted orders",
        "Новые коды от интервью к интервью и полоса случайных порядков",
    ),
    "saturation open": (
        "No interview has been coded yet.",
        "Интервью ещё не закодированы.",
    ),
    "software": ("Log and software", "Журнал и программы"),
    "software text": (
        (
            "Every act of coding stands in a log whose lines are chained by hashes; the last hash "
            "identifies all "
            "that was done before. qual log lists it, qual check verifies it."
        ),
        (
            "Каждое действие записано в журнал, строки которого связаны хешами; последний хеш "
            "удостоверяет всё "
            "сделанное до него. qual log показывает журнал, qual check проверяет его."
        ),
    ),
    "facts caption": ("What this report was made from", "Из чего составлен этот отчёт"),
    "fact": ("What", "Что"),
    "value": ("Which", "Какое"),
    # --- checklists
    "checklists": ("Reporting checklists", "Контрольные списки отчётности"),
    "checklists text": (
        (
            "Filled where the project knows the answer; “for the author” where only the author can. What the "
            "project knows in part is evidence, to which the author adds the sentence."
        ),
        (
            "Заполнено там, где ответ известен проекту; «для автора» — где его знает только автор. "
            "Если проект "
            "знает часть ответа, автор дополняет её."
        ),
    ),
    "coreq": ("COREQ, 32 items", "COREQ, 32 пункта"),
    "coreq source": (
        "Tong, Sainsbury and Craig (2007), International Journal for Quality in Health Care 19(6), 349–357.",
        "Tong, Sainsbury, Craig (2007), International Journal for Quality in Health Care 19(6), 349–357.",
    ),
    "srqr": ("SRQR, 21 items", "SRQR, 21 пункт"),
    "srqr source": (
        "O'Brien, Harris, Beckman, Reed and Cook (2014), Academic Medicine 89(9), 1245–1251.",
        "O'Brien, Harris, Beckman, Reed, Cook (2014), Academic Medicine 89(9), 1245–1251.",
    ),
    "item": ("Item", "Пункт"),
    "answer": ("What the project knows", "Что известно проекту"),
    "for the author": ("for the author", "для автора"),
    "add": ("(the author adds)", "(дополняет автор)"),
    # --- references
    "references": ("References", "Список источников"),
    "no references": ("There is neither literature nor a statement.", "Нет ни литературы, ни заявлений."),
}


class Wording(Phrases):
    """The texts in one language: `say("small", n=3)`."""

    texts = TEXTS
