"""The items of COREQ (Tong et al. 2007) and SRQR (O'Brien et al. 2014), in English and Russian."""

from __future__ import annotations

COREQ: tuple[tuple[str, str], ...] = (
    ("Interviewer or facilitator", "Кто проводил интервью"),
    ("Credentials", "Учёная степень исследователя"),
    ("Occupation", "Род занятий исследователя"),
    ("Gender", "Пол исследователя"),
    ("Experience and training", "Опыт и подготовка"),
    ("Relationship established before the study", "Знакомство с участниками до исследования"),
    ("What participants knew of the interviewer", "Что участники знали об интервьюере"),
    (
        "Interviewer characteristics: bias, reasons, interests",
        "Характеристики интервьюера: установки, интересы",
    ),
    ("Methodological orientation and theory", "Методологическая ориентация и теория"),
    ("Sampling", "Отбор участников"),
    ("Method of approach", "Как обращались к участникам"),
    ("Sample size", "Объём выборки"),
    ("Non-participation: refusals and drop-outs", "Отказы и выбывшие"),
    ("Setting of data collection", "Место сбора данных"),
    ("Presence of non-participants", "Присутствие посторонних"),
    ("Description of the sample", "Описание выборки"),
    ("Interview guide: questions, prompts, pilot", "Гид интервью: вопросы, подсказки, пилотаж"),
    ("Repeat interviews", "Повторные интервью"),
    ("Audio or visual recording", "Аудио- или видеозапись"),
    ("Field notes", "Полевые заметки"),
    ("Duration", "Продолжительность"),
    ("Data saturation", "Насыщение данных"),
    ("Transcripts returned to participants", "Возврат расшифровок участникам"),
    ("Number of data coders", "Число кодировщиков"),
    ("Description of the coding tree", "Описание дерева кодов"),
    ("Derivation of themes", "Происхождение тем"),
    ("Software", "Программное обеспечение"),
    ("Participant checking of findings", "Проверка результатов участниками"),
    ("Quotations presented, each identified", "Цитаты приведены и обозначены"),
    ("Data and findings consistent", "Согласованность данных и выводов"),
    ("Clarity of major themes", "Ясность основных тем"),
    ("Clarity of minor themes: diverse cases", "Ясность второстепенных тем: отличающиеся случаи"),
)

SRQR: tuple[tuple[str, str], ...] = (
    ("Title", "Название"),
    ("Abstract", "Аннотация"),
    ("Problem formulation", "Постановка проблемы"),
    ("Purpose or research question", "Цель или исследовательский вопрос"),
    ("Qualitative approach and research paradigm", "Качественный подход и парадигма"),
    ("Researcher characteristics and reflexivity", "Характеристики исследователя и рефлексивность"),
    ("Context", "Контекст"),
    ("Sampling strategy", "Стратегия отбора"),
    ("Ethical issues pertaining to human subjects", "Этические вопросы"),
    ("Data collection methods", "Методы сбора данных"),
    ("Data collection instruments and technologies", "Инструменты сбора данных"),
    ("Units of study", "Единицы исследования"),
    ("Data processing", "Обработка данных"),
    ("Data analysis", "Анализ данных"),
    ("Techniques to enhance trustworthiness", "Приёмы повышения достоверности"),
    ("Synthesis and interpretation", "Обобщение и интерпретация"),
    ("Links to empirical data", "Связь с эмпирическими данными"),
    ("Integration with prior work, implications, transferability", "Связь с другими работами, переносимость"),
    ("Limitations", "Ограничения"),
    ("Conflicts of interest", "Конфликт интересов"),
    ("Funding", "Финансирование"),
)

KNOWN_COREQ = {
    9: "part theory",
    12: "sample size",
    16: "sample",
    18: "repeat",
    19: "part mode",
    22: "saturation",
    24: "coders",
    25: "coding tree",
    26: "part themes",
    27: "software",
    29: "quotations",
    30: "part consistent",
    31: "major themes",
    32: "minor themes",
}
"""Which answer of `checklists` stands at which number; with `part` the author adds to it."""

KNOWN_SRQR = {
    1: "title",
    4: "question",
    8: "part sample size",
    10: "part mode",
    12: "sample",
    13: "processing",
    14: "part analysis",
    15: "part trust",
    16: "part synthesis",
    17: "quotations",
}

ANSWERS: dict[str, tuple[str, str]] = {
    "theory": ("Codebook {codebook}.", "Кодовая книга {codebook}."),
    "sample size": (
        "{experts} experts in {countries} countries, {interviews} interviews.",
        "Экспертов: {experts}, стран: {countries}, интервью: {interviews}.",
    ),
    "sample": ("See “Sample”.", "См. «Выборка»."),
    "repeat": (
        "{repeated} of the {experts} experts gave more than one interview.",
        "Более одного интервью дали {repeated} из {experts} экспертов.",
    ),
    "mode": ("Mode of the interviews: {modes}.", "Форма интервью: {modes}."),
    "mode none": ("", ""),
    "saturation": ("See “Saturation” in the method annex.", "См. «Насыщение» в методическом приложении."),
    "coders": (
        "People: {people}; besides, rules of a codebook.",
        "Людей: {people}; кроме них — правила кодовой книги.",
    ),
    "coding tree": (
        "{themes} themes, {codes} codes; see “Codebook” in the method annex.",
        "Тем: {themes}, кодов: {codes}; см. «Кодовая книга» в методическом приложении.",
    ),
    "themes": (
        "The codebook was written beforehand; its versions stand in the log.",
        "Кодовая книга составлена заранее; её версии записаны в журнале.",
    ),
    "software": ("qual {version}.", "qual {version}."),
    "quotations": (
        "Every quotation names the expert's pseudonym, the turn and the coding.",
        "У каждой цитаты указаны псевдоним эксперта, реплика и кодирование.",
    ),
    "consistent": (
        "Numbers and quotations come from the same codings.",
        "Числа и цитаты взяты из одних и тех же кодирований.",
    ),
    "major themes": ("See “Themes”.", "См. «Темы»."),
    "minor themes": ("See “Cases that differ” under each theme.", "См. «Отличающиеся случаи» в каждой теме."),
    "title": ("{title}", "{title}"),
    "question": ("See “Research questions”.", "См. «Исследовательские вопросы»."),
    "question none": ("", ""),
    "processing": (
        "Transcripts are read once, normalised and never changed; see the method annex.",
        "Расшифровки читаются один раз, нормализуются и не меняются; см. методическое приложение.",
    ),
    "analysis": (
        "Thematic coding by codebook {codebook}: rules suggest, people decide.",
        "Тематическое кодирование по кодовой книге {codebook}: правила предлагают, решают люди.",
    ),
    "trust": (
        "Negative cases, agreement between coders, a log chained by hashes.",
        "Отличающиеся случаи, согласие кодировщиков, журнал, связанный хешами.",
    ),
    "synthesis": (
        "See “Themes” and “Across countries”; the conclusions are the author's.",
        "См. «Темы» и «Сопоставление стран»; выводы принадлежат автору.",
    ),
}
