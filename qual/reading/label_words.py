"""The words by which transcripts in seven languages name their speakers.

Data, to be read and lengthened by people who know the languages. One line a language, in the
order en, ru, kk, hy, be, ky, tg; the single letters stand last.
"""

from __future__ import annotations

INTERVIEWER = """
interviewer, moderator, host, researcher, facilitator, journalist, correspondent, int, mod
интервьюер, интервьюёр, модератор, корреспондент, журналист, журналистка, ведущий, ведущая,
  исследователь, исследовательница, инт, интер, корр, вед, мод
сұхбат алушы, сұхбаттасушы, жүргізуші, тілші, зерттеуші, интервьюер
հարցազրուցավար, հարցազրույց վարող, հարցազրույցավար, լրագրող, վարող, մոդերատոր, հետազոտող
інтэрв'юер, інтэрвьюер, мадэратар, карэспандэнт, журналіст, вядучы, вядучая, даследчык, даследчыца
интервью алуучу, маек алуучу, алып баруучу, кабарчы, изилдөөчү
мусоҳиб, хабарнигор, баранда, муҳаққиқ, рӯзноманигор
"""

EXPERT = """
expert, interviewee, respondent, participant, informant, exp, resp
эксперт, респондент, респондентка, информант, информантка, собеседник, собеседница, интервьюируемый,
  интервьюируемая, опрашиваемый, эксп, респ, инф
сарапшы, жауап беруші, респондент
փորձագետ, զրուցակից, հարցվող, պատասխանող, ռեսպոնդենտ
эксперт, рэспандэнт, рэспандэнтка, суразмоўца, суразмоўніца
эксперт, респондент, маектеш, жооп берүүчү
коршинос, мусоҳибашаванда, ҳамсуҳбат, посухдиҳанда
"""

QUESTION = """
question, q, i
вопрос, в, и, к, м
сұрақ, с
հարց, հ, լ
пытанне, п
суроо
савол
"""

ANSWER = """
answer, a, r, e, p
ответ, о, э, р
жауап, ж
պատասխան, պ, փ, զ
адказ
жооп
ҷавоб, ҷ
"""

NOBODY = """
note, notes, example, examples, first, firstly, second, secondly, third, thirdly, finally, conclusion,
  result, results, summary, important, main, plus, minus, pros, cons, point, step, stage, part, chapter,
  section, article, option, source, sources, date, time, place, title, topic, theme, duration, language,
  location, remark, remember, look, listen, see, so, well, yes, no, okay, thanks, problem, reason, task,
  goal, fact, keyword, keywords, abstract, references, contents, http, https
главное, примечание, пример, например, первое, второе, третье, четвёртое, пятое, первый, второй, третий,
  вывод, выводы, итог, итого, важно, плюс, плюсы, минус, минусы, момент, пункт, часть, глава, раздел,
  статья, этап, шаг, вариант, источник, источники, дата, время, место, тема, название, заголовок,
  длительность, язык, справка, внимание, смотрите, слушайте, понимаете, знаете, представьте, поймите,
  помните, да, нет, так, ну, хорошо, спасибо, проблема, причина, причины, задача, задачи, цель, цели,
  факт, суть, во-первых, во-вторых, в-третьих, наконец, короче, аннотация, самое, одно, другое, ещё,
  далее, отсюда, следовательно, потому, вопросы, ответы
ескерту, мысалы, мысал, біріншіден, екіншіден, үшіншіден, бірінші, екінші, үшінші, қорытынды, маңызды,
  бастысы, негізгісі, тақырып, тақырыбы, күні, уақыты, орны, себебі, иә, жоқ, жақсы, рақмет, рахмет,
  қараңыз, тыңдаңыз
նշում, օրինակ, առաջին, երկրորդ, երրորդ, առաջինը, երկրորդը, երրորդը, եզրակացություն, կարևոր, գլխավորը,
  թեմա, ամսաթիվ, վայր, այո, ոչ, լավ, շնորհակալություն, տեսեք, գիտեք, այսինքն
заўвага, прыклад, напрыклад, першае, другое, трэцяе, галоўнае, выснова, важна, тэма, дата, месца, так,
  не, добра, дзякуй, глядзіце
эскертүү, мисалы, мисал, биринчиден, экинчиден, үчүнчүдөн, биринчи, экинчи, үчүнчү, жыйынтык, маанилүү,
  башкысы, негизгиси, тема, ооба, жок, жакшы, рахмат, караңыз
эзоҳ, мисол, масалан, якум, дуюм, сеюм, аввалан, сониян, хулоса, муҳим, асосӣ, мавзӯъ, сана, ҷой, ҳа,
  не, хуб, раҳмат, ташаккур, нигоҳ
"""
"""Words before a colon that are not a speaker: headings, enumerations, ways to begin a sentence."""

NO_ONES_NAME = """
asia, union, council, policy, january, february, caucasus, europe, world, war, treaty, organization,
  organisation, states, state, republic, region, east, west, road, belt, protocol, constitution,
  agreement, forces, nations, press, news, service, opinion, security, identity, integration,
  effectiveness, transition, events, january events
азия, азии, союз, совет, безопасности, политика, январь, кантар, кавказ, европа, мир, война, договор,
  организация, штаты, республика, регион, восток, запад, конституция, соглашение, силы, нации, события,
  держава, революция
азия, одақ, одағы, кеңес, кеңесі, қаңтар, еуропа, соғыс, ұйымы, республикасы, оқиғасы
ասիա, միություն, խորհուրդ, հունվար, կովկաս, եվրոպա, պատերազմ, կազմակերպություն, հանրապետություն
азія, саюз, савет, студзень, каўказ, еўропа, вайна, арганізацыя, рэспубліка, рада, бяспекі
биримдик, биримдиги, кеңеши, январь, европа, согуш, уюму, кавказ
осиё, иттиҳод, шӯро, январ, аврупо, ҷанг, созмон, ҷумҳурӣ
"""
"""Words on which no personal name ends, though they are written with a capital letter."""


def words(listing: str) -> frozenset[str]:
    """The words of one of the listings above."""
    return frozenset(word.strip() for word in listing.replace("\n", ",").split(",") if word.strip())
