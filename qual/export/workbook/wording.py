"""Every text that the sheets say by themselves, in English and Russian."""

from __future__ import annotations

from qual.export.phrases import Phrases

TEXTS: dict[str, tuple[str, str]] = {
    # names of columns
    "id": ("Id", "ID"),
    "parent": ("Part of", "Входит в"),
    "level": ("Level", "Уровень"),
    "name": ("Name", "Название"),
    "name in": ("Name ({language})", "Название ({language})"),
    "definition": ("Definition", "Определение"),
    "include": ("Include", "Включать"),
    "exclude": ("Exclude", "Не включать"),
    "example": ("Example", "Пример"),
    "rule languages": ("Rules in", "Языки правил"),
    "terms": ("Terms", "Выражений"),
    "unchecked": ("Unchecked terms", "Не проверено"),
    "experts": ("Experts", "Экспертов"),
    "segments": ("Segments", "Сегментов"),
    "kind": ("Kind", "Вид"),
    "country": ("Country", "Страна"),
    "expert": ("Expert", "Эксперт"),
    "language": ("Language", "Язык"),
    "words": ("Words", "Слов"),
    "turns": ("Turns", "Реплик"),
    "codings": ("Codings", "Кодирований"),
    "looked at": ("Looked at", "Просмотрен"),
    "invented": ("Invented", "Вымышлен"),
    "theme": ("Theme", "Тема"),
    "code": ("Code", "Код"),
    "source": ("Source", "Источник"),
    "turn": ("Turn", "Реплика"),
    "quote": ("Quote", "Цитата"),
    "status": ("Status", "Статус"),
    "coder": ("Coder", "Кодировщик"),
    "all": ("All", "Все"),
    "with base": ("{case} (n={n})", "{case} (n={n})"),
    "yes": ("yes", "да"),
    "no": ("no", "нет"),
    "(not given)": ("(not given)", "(не указано)"),
    # blocks of Country × theme
    "block experts": ("Experts who speak of the theme", "Эксперты, говорящие о теме"),
    "block share": ("Share of the experts interviewed", "Доля опрошенных экспертов"),
    "block segments": ("Coded segments", "Закодированные сегменты"),
    "block words": ("Share of the experts’ words", "Доля слов экспертов"),
    "block experts of code": ("Experts who speak of it", "Эксперты, говорящие об этом"),
    "block share of code": ("Share of the experts interviewed", "Доля опрошенных экспертов"),
    "block segments of code": ("Coded segments", "Закодированные сегменты"),
    "block words of code": ("Share of the experts’ words", "Доля слов экспертов"),
    # Framework and Triangulation
    "not mentioned": ("— not mentioned", "— не затронуто"),
    "not written": ("— not written", "— не написано"),
    "kind interview": ("Interviews", "Интервью"),
    "kind statement": ("Statements", "Заявления"),
    "kind literature": ("Literature", "Литература"),
    "say interview": ("What experts say", "Что говорят эксперты"),
    "say statement": ("What authorities say", "Что говорят власти"),
    "say literature": ("What studies say", "Что пишут исследователи"),
    "of": ("{n} of {of}", "{n} из {of}"),
    "silent": ("Silent", "Молчат"),
    "convergence": ("Convergence", "Согласие источников"),
    "conclusion": ("The author’s conclusion", "Вывод автора"),
    "wrong convergence": ("Not a convergence", "Нет такого значения"),
    "choose convergence": ("Choose one of: {values}.", "Выберите одно из: {values}."),
    "note no theme": (
        "No themes yet. Adopt a codebook: qual codebook adopt",
        "Тем пока нет. Примите кодовую книгу: qual codebook adopt",
    ),
    "note too many": (
        "A sheet holds no more columns: {shown} of {all} are shown. “Country × code” has them all.",
        "Больше столбцов лист не вмещает: показано {shown} из {all}. Все они есть на «Country × code».",
    ),
    # Co-occurrence
    "unit sentence": ("sentence", "предложение"),
    "unit turn": ("turn", "реплика"),
    "note together": (
        "What the same coder has in the same unit. Unit: {unit}; interviews only; units in all: {units}.",
        "Что отмечено одним кодировщиком в одной единице. Единица: {unit}; интервью; всего: {units}.",
    ),
    "note nothing together": (
        "No two codes stand together yet. Suggest or code first: qual suggest",
        "Пока никакие два кода не стоят вместе. Сначала закодируйте: qual suggest",
    ),
    "note large square": (
        "{codes} codes are in use; a square is written for up to {most}. “Code pairs” lists them.",
        "Используется кодов: {codes}; таблица пишется не более чем для {most}. Пары — на «Code pairs».",
    ),
    "note square": (
        "Counted are units, never codings. Grey: the same code, or a part of the other.",
        "Считаются единицы, а не кодирования. Серое: тот же код или часть другого.",
    ),
    "note jaccard": (
        "Jaccard: units with both, divided by units with either. Lift: how many times as often as by chance.",
        "Жаккар: единицы с обоими к единицам хотя бы с одним. Лифт: во сколько раз чаще случайного.",
    ),
    "square themes": ("Themes: units with both", "Темы: единиц с обеими"),
    "square jaccard": ("Themes: Jaccard", "Темы: коэффициент Жаккара"),
    "square codes": ("Codes: units with both", "Коды: единиц с обоими"),
    "first": ("Code", "Код"),
    "second": ("With", "Вместе с"),
    "together": ("Units with both", "Единиц с обоими"),
    "n first": ("With the first", "С первым"),
    "n second": ("With the second", "Со вторым"),
    "jaccard": ("Jaccard", "Жаккар"),
    "lift": ("Lift", "Лифт"),
    # Agreement
    "note no agreement": (
        "Nobody can be compared yet: two people must be done with one source. Each says so: qual done",
        "Пока сравнивать некого: двое должны закончить один источник. Каждый говорит об этом: qual done",
    ),
    "note agreement": (
        "Compared: {coders}. Unit: {unit}. Low and high: 95 %, drawn over interviews.",
        "Сравниваются: {coders}. Единица: {unit}. Низ и верх: 95 %, по повторным выборкам интервью.",
    ),
    "note alpha": (
        "Alpha is Krippendorff’s. A dash is undefined, neither 0 nor 1; the last column says why.",
        "Альфа — Криппендорфа. Прочерк — не определено (не 0 и не 1); почему, сказано в последнем столбце.",
    ),
    "unit token": ("word", "слово"),
    "agreement overall": ("Over all codes", "По всем кодам"),
    "agreement codes": ("Code by code", "По кодам"),
    "agreement assessments": ("Assessments", "Оценки"),
    "coded by": ("Coded by {coder}", "Отметил(а) {coder}"),
    "of agreement measure": ("Measure", "Мера"),
    "of agreement about": ("About", "О чём"),
    "of agreement value": ("Value", "Значение"),
    "of agreement low": ("Low", "Низ"),
    "of agreement high": ("High", "Верх"),
    "of agreement coders": ("Coders", "Кодиров-щиков"),
    "of agreement sources": ("Sources", "Источ-ников"),
    "of agreement units": ("Units", "Единиц"),
    "of agreement reason": ("Why not", "Почему нет"),
    "of agreement prevalence": ("Says yes", "Доля «да»"),
    "of agreement percent": ("Agree", "Согласны"),
    "of agreement positive": ("Agree on yes", "Согласны в «да»"),
    "of agreement negative": ("Agree on no", "Согласны в «нет»"),
    "of agreement alpha": ("Alpha", "Альфа"),
    "of agreement kappa": ("Cohen’s kappa", "Каппа Коэна"),
    "of agreement kappa_max": ("Largest kappa", "Предел каппы"),
    "of agreement fleiss": ("Fleiss’ kappa", "Каппа Флейса"),
    "of agreement ac1": ("Gwet’s AC1", "AC1 Гвета"),
    "of agreement ac2": ("Gwet’s AC2", "AC2 Гвета"),
    "of agreement boundaries": ("|u-alpha", "|u-альфа"),
    # Saturation
    "note no saturation": (
        "No interview has been looked at yet. Suggest or code first: qual suggest",
        "Ни одно интервью ещё не просмотрено. Сначала закодируйте: qual suggest",
    ),
    "saturation codes": (
        "{codes} codes found in {interviews} interviews (codes without codes below them).",
        "Найдено кодов: {codes}; интервью: {interviews} (коды, ниже которых нет других).",
    ),
    "saturation reached": (
        (
            "Saturation with {interviews} interviews: there a run of {run} first brought at most {threshold} "
            "of the codes of the first {base} (Guest, Namey & Chen 2020)."
        ),
        (
            "Насыщение на {interviews} интервью: следующие {run} впервые дали не более {threshold} от числа "
            "кодов первых {base} (Guest, Namey & Chen 2020)."
        ),
    ),
    "saturation not reached": (
        (
            "Not reached: every run of {run} interviews brought more than {threshold} of the codes of the "
            "first {base}, or there are too few interviews (Guest, Namey & Chen 2020)."
        ),
        (
            "Не достигнуто: каждые следующие {run} интервью давали больше {threshold} от числа кодов первых "
            "{base}, или интервью слишком мало (Guest, Namey & Chen 2020)."
        ),
    ),
    "saturation chao": (
        "Chao2: at least {codes} codes with interviews without end. Coverage: {coverage}.",
        "Chao2: не менее {codes} кодов при бесконечном числе интервью. Покрытие: {coverage}.",
    ),
    "saturation few": (
        "Chao2 and coverage: too few interviews to compute (fewer than 10).",
        "Chao2 и покрытие: интервью слишком мало (меньше 10).",
    ),
    "saturation curve": ("In the order of the interviews", "В порядке интервью"),
    "saturation runs": ("What each run brought", "Что дала каждая серия"),
    "saturation by country": ("By country", "По странам"),
    "interview": ("Interview", "Интервью №"),
    "interviews": ("Interviews", "Интервью"),
    "date": ("Date", "Дата"),
    "new codes": ("New codes", "Новых кодов"),
    "cumulative": ("Codes so far", "Кодов всего"),
    "low": ("Any order: low", "Любой порядок: низ"),
    "middle": ("Any order: middle", "Любой порядок: середина"),
    "high": ("Any order: high", "Любой порядок: верх"),
    "ratio": ("Of the base", "От базы"),
    "codes": ("Codes", "Кодов"),
    "reached": ("Reached with", "Достигнуто на"),
    "chao2": ("Chao2", "Chao2"),
    "coverage": ("Coverage", "Покрытие"),
    "note saturation": (
        (
            "Any order: 2.5 %, median and 97.5 % over permuted orders. With a codebook made beforehand "
            "saturation says when its codes have come up, not that there is nothing else to find."
        ),
        (
            "Любой порядок: 2,5 %, медиана и 97,5 % по перестановкам. Если кодовая книга составлена заранее, "
            "насыщение говорит, когда встретились её коды, а не что больше нечего найти."
        ),
    ),
    # Charts
    "note charts": (
        "Drawn from the cells of the other sheets. Click one to change it; copy it into your text.",
        "Построено по ячейкам других листов. Диаграмму можно изменить и вставить в текст.",
    ),
    "note no charts": (
        "Nothing to draw yet: no interview has been coded. Suggest or code first: qual suggest",
        "Пока нечего показать: ни одно интервью не закодировано. Сначала закодируйте: qual suggest",
    ),
    "chart experts": ("Experts who speak of the theme", "Эксперты, говорящие о теме"),
    "chart shares": ("Share of each country’s experts", "Доля экспертов каждой страны"),
    "chart saturation": ("Codes found with each further interview", "Коды, найденные с каждым интервью"),
    # notes under the tables
    "note numbers": (
        ("n: experts interviewed. 0: nobody speaks of it. Each number of experts leads to its first quote."),
        "n — число опрошенных экспертов. 0 — об этом не говорит никто. Число ведёт к первой цитате.",
    ),
    "note segments": (
        (
            "Number of coded segments; blank: the expert does not speak of it. Each number leads to its "
            "first quote."
        ),
        (
            "Число закодированных сегментов; пусто — эксперт об этом не говорит. Каждое число ведёт к "
            "первой цитате."
        ),
    ),
    "note dash": ("–: not coded yet.", "–: ещё не закодировано."),
    "note small": (
        "* Fewer than {n} experts: one person moves the number. Read it as a voice, not as a share.",
        "* Меньше {n} экспертов: число зависит от одного человека. Это отдельный голос, а не доля.",
    ),
    "note pending": ("Interviews not coded yet: {list}.", "Ещё не закодированы интервью: {list}."),
    "note reviewed": (
        "Codings counted here: {codings}; not yet reviewed by a person: {unreviewed}.",
        "Учтено кодирований: {codings}; из них ещё не проверено человеком: {unreviewed}.",
    ),
    "note empty": ("No interviews yet.", "Интервью пока нет."),
    "see csv": ("… (cut here: the whole text stands in the CSV export)", "… (полный текст — в экспорте CSV)"),
    "see segment": ("… (see segment {id})", "… (см. сегмент {id})"),
    "(not in the codebook)": ("(not in the codebook)", "(нет в кодовой книге)"),
    "not in codebook": ("No longer in the codebook.", "В кодовой книге больше нет."),
    # README
    "untitled": ("Interviews by country and theme", "Интервью по странам и темам"),
    "invented line": (
        "Invented for demonstration: {n} of {all} sources. No real person said what they say.",
        "Вымышлено для демонстрации: источников — {n} из {all}. Ни один реальный человек этого не говорил.",
    ),
    "invented mark": ("Invented for demonstration", "Вымышлено для демонстрации"),
    "part material": ("Material", "Материал"),
    "part rules": ("What counts", "Что и как подсчитано"),
    "part facts": ("Made with", "На чём основано"),
    "part sheets": ("Sheets", "Листы"),
    "sources": ("Sources", "Источники"),
    "kinds": (
        "Interviews: {interview}; statements: {statement}; literature: {literature}. Experts: {experts}.",
        "Интервью: {interview}; заявления: {statement}; литература: {literature}. Экспертов: {experts}.",
    ),
    "not looked at": ("Not coded yet", "Ещё не закодировано"),
    "not looked at none": ("Every source has been looked at.", "Просмотрены все источники."),
    "not looked at list": (
        (
            "Nobody has looked at: {list}. In the tables they count in n, and read – where a country has "
            "no other."
        ),
        "Ещё никто не смотрел: {list}. В таблицах они входят в n; если других у страны нет, стоит «–».",
    ),
    "reviewed": ("Reviewed", "Проверено"),
    "reviewed text": (
        (
            "Codings of interviews that count: {codings}. Of these nobody has reviewed {unreviewed} yet "
            "(status “suggested”)."
        ),
        (
            "Учтено кодирований интервью: {codings}. Из них ещё никто не проверил {unreviewed} (статус "
            "suggested)."
        ),
    ),
    "unit": ("The expert is the unit", "Единица — эксперт"),
    "unit text": (
        (
            "“Country × theme” counts experts, not mentions: an expert counts once for a theme, however "
            "often they speak of it and however many interviews they gave."
        ),
        (
            "«Country × theme» считает экспертов, а не упоминания: эксперт учтён по теме один раз, "
            "сколько бы он о ней ни говорил и сколько бы интервью ни дал."
        ),
    ),
    "base": ("The base", "База"),
    "base text": (
        (
            "n is the number of experts interviewed in a country, those who said nothing of a theme "
            "included. Shares are shares of n."
        ),
        "n — число опрошенных в стране экспертов, включая тех, кто о теме не говорил. Доли считаются от n.",
    ),
    "union": ("Themes and codes", "Темы и коды"),
    "union text": (
        (
            "A theme counts its codes as a union, a code everything below it: two codes, rules or coders "
            "on one stretch of text never count twice."
        ),
        (
            "Тема объединяет свои коды, код — всё, что ниже него: два кода, правила или кодировщика на "
            "одном отрезке текста дважды не считаются."
        ),
    ),
    "zero": ("0, – and blank", "0, – и пусто"),
    "zero text": (
        (
            "0: coded, and nobody speaks of the theme (blank on “Expert × theme”). –: nobody there has "
            "been coded yet."
        ),
        "0 — закодировано, но о теме никто не говорит (на «Expert × theme» пусто). – — ещё не закодировано.",
    ),
    "small": ("Small bases", "Малые базы"),
    "small text": (
        "* marks countries with fewer than {n} experts, where one person moves the number.",
        "* отмечает страны, где экспертов меньше {n}: там число зависит от одного человека.",
    ),
    "emphasis": ("Segments and words", "Сегменты и слова"),
    "emphasis text": (
        (
            "Segments are different stretches of text. The share of words divides the words inside them "
            "by all words of the experts. Both show emphasis, not how many people hold a view."
        ),
        (
            "Сегменты — различные отрезки текста. Доля слов — слова внутри них, делённые на все слова "
            "экспертов. То и другое показывает вес темы в речи, а не число сторонников."
        ),
    ),
    "rejected": ("Rejected codings", "Отклонённые кодирования"),
    "rejected text": (
        "Not counted. They stand on “Segments” only: {n}.",
        "Не учитываются и стоят только на «Segments»: {n}.",
    ),
    "interviews only": ("Interviews only", "Только интервью"),
    "interviews only text": (
        (
            "The tables and the counts on “Codebook” take interviews only. Statements and literature "
            "stand on “Sources”, “Quotes” and “Segments”."
        ),
        (
            "Таблицы и подсчёты на «Codebook» берут только интервью. Заявления и литература — на "
            "«Sources», «Quotes» и «Segments»."
        ),
    ),
    "links": ("Links", "Ссылки"),
    "links text": (
        (
            "Links lead to places, not to contents: after “Quotes” or “Segments” has been sorted they "
            "land elsewhere. Filtering does no harm."
        ),
        (
            "Ссылки ведут к месту, а не к содержанию: после сортировки «Quotes» или «Segments» они "
            "попадут не туда. Фильтры не мешают."
        ),
    ),
    "codebook": ("Codebook", "Кодовая книга"),
    "codebook text": ("{name}. Themes: {themes}; codes: {codes}.", "{name}. Тем: {themes}; кодов: {codes}."),
    "no codebook": ("none", "нет"),
    "about README": ("This page.", "Эта страница."),
    "about Codebook": (
        "Themes and codes: definitions, rules, how many experts and segments.",
        "Темы и коды: определения, правила, число экспертов и сегментов.",
    ),
    "about Sources": ("Every source with its attributes.", "Все источники и их признаки."),
    "about Country × theme": (
        "Who speaks of what, by country: experts, shares, segments, words.",
        "Кто о чём говорит, по странам: эксперты, доли, сегменты, слова.",
    ),
    "about Country × code": ("The same, code by code.", "То же по кодам."),
    "about Expert × theme": (
        "How many segments of each theme an expert has.",
        "Сколько у эксперта сегментов каждой темы.",
    ),
    "about Expert × code": ("The same, code by code.", "То же по кодам."),
    "about Co-occurrence": (
        "Themes that are spoken of in the same sentence.",
        "Темы, о которых говорят в одном предложении.",
    ),
    "about Code × code": ("The same, code by code.", "То же по кодам."),
    "about Code pairs": (
        "The same for codes, as a list: the closest pairs first.",
        "То же для кодов, списком: самые близкие пары первыми.",
    ),
    "about Agreement": (
        "Whether people who read the same found the same.",
        "Нашли ли те, кто читал одно и то же, одно и то же.",
    ),
    "about Saturation": (
        "What each further interview brought that no earlier one had.",
        "Что нового давало каждое следующее интервью.",
    ),
    "about Charts": ("Charts that Excel draws from these sheets.", "Диаграммы Excel по этим листам."),
    "about Framework": (
        "A summary of what each expert says of each theme, yours to write. [n]: coded segments.",
        "Краткое изложение: что каждый эксперт говорит по каждой теме. Пишете вы. [n] — число сегментов.",
    ),
    "about Triangulation": (
        (
            "Interviews, statements and literature side by side; convergence and conclusion are yours to "
            "write."
        ),
        "Интервью, заявления и литература рядом; оценку согласия и вывод пишете вы.",
    ),
    "about Quotes": (
        "What was said, theme by theme and country by country.",
        "Что сказано, по темам и странам.",
    ),
    "about Segments": (
        (
            "One row a coding, with all that is known of it, for filters, pivots and scripts. Columns are"
            " called as in Python and CSV."
        ),
        (
            "Одна строка — одно кодирование со всеми сведениями: для фильтров, сводных таблиц и программ."
            " Столбцы названы как в Python и CSV."
        ),
    ),
}


class Wording(Phrases):
    """The texts in one language: `say("all with base", n=17)`."""

    texts = TEXTS
