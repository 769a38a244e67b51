"""What figures say by themselves, in English and Russian."""

from __future__ import annotations

from qual.export.phrases import Phrases

TEXTS: dict[str, tuple[str, str]] = {
    "country-theme": (
        "Experts who speak of each theme, by country",
        "Эксперты, говорящие о теме, по странам",
    ),
    "k of n": ("{k} of {n}", "{k} из {n}"),
    "all": ("All", "Все"),
    "(not given)": ("(not given)", "(не указано)"),
    "shade": (
        "In each cell: experts who speak of the theme, of all interviewed there. Shade: their share.",
        "В клетке — сколько экспертов говорят о теме из числа опрошенных в стране. Тон — их доля.",
    ),
    "small": (
        "* Fewer than {n} experts: single voices.",
        "* Меньше {n} экспертов: отдельные голоса.",
    ),
    "dash": ("–: not coded yet.", "–: ещё не закодировано."),
    "hidden": (
        "•: hidden, because a count or what it leaves is below {n}, or a cell could be worked out from it.",
        "•: скрыто: значение или остаток меньше {n}, либо по нему можно вычислить клетку.",
    ),
    "unreviewed": (
        "{codings} codings, {unreviewed} of them not yet reviewed by a person.",
        "Кодирований: {codings}; из них ещё не проверено человеком: {unreviewed}.",
    ),
    "cooccurrence": ("Codes on the same unit of text", "Коды на одном отрезке текста"),
    "cooccurrence note": (
        "In each cell: units that bear both; the shade is Jaccard’s index. Unit: {unit}.",
        "В клетке — число отрезков с обоими; тон — индекс Жаккара. Единица: {unit}.",
    ),
    "saturation": ("New codes, interview by interview", "Новые коды от интервью к интервью"),
    "saturation x": ("interviews, in their order", "интервью по порядку"),
    "saturation y": ("codes so far", "кодов к этому моменту"),
    "observed": ("as interviewed", "в порядке интервью"),
    "middle": ("middle of permuted orders", "середина по случайным порядкам"),
    "band": ("95 % of permuted orders", "95 % случайных порядков"),
    "portrait": (
        "{source}: what is spoken of, from beginning to end",
        "{source}: о чём идёт речь, от начала до конца",
    ),
    "portrait x": ("words from the beginning", "слов от начала"),
    "accepted": ("accepted", "принято"),
    "suggested": ("suggested, not reviewed", "предложено, не проверено"),
    "question": ("interviewer speaks", "говорит интервьюер"),
    "assessments": ("How experts assess, by country", "Оценки экспертов по странам"),
    "assessments x": (
        "mean assessment of an expert, −2 (very negative) to +2 (very positive)",
        "средняя оценка эксперта: от −2 (очень плохо) до +2 (очень хорошо)",
    ),
    "assessments note": (
        "A dot is an expert, a bar the mean of a country’s experts.",
        "Точка — эксперт, черта — среднее по экспертам страны.",
    ),
    "n experts": ("{case} (n={n})", "{case} (n={n})"),
}


class Wording(Phrases):
    """The texts in one language: `say("k of n", k=2, n=3)`."""

    texts = TEXTS
