"""The fast engine finds what the plain one finds, hit for hit, whatever the codebook and the text."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qual.errors import RuleError
from qual.matching.compiled import CompiledRules, compile_rules
from qual.matching.engine import FastEngine
from qual.matching.plain import Hit, Stretch, find_hits
from qual.matching.rules import parse
from qual.matching.units import units
from qual.model import LANGUAGES, ROLES, UNITS, Code, Codebook, Rule, Term, Turn
from tests.thorough import examples

# Few words, so that they meet: every language, and every trap of folding and of word boundaries.
WORDS = (
    "безопасность безопасности Безопасностью совет Совета советом партнёрство партнерства ОДКБ одкб "
    "замо́к замок цифровизация цифровизацией бангладешизация стали сталь данные реформированных "
    "военно-политический военно‑политической что-то власть-то люди человек людей наилучший хороший "
    "security Security securities organisation organization peace-keeping peacekeeping don't don’t went go "
    "US us UN мемлекет мемлекеттің қауіпсіздік қауіпсіздікті коопсуздук коопсуздугу амният амнияти бяспека "
    "бяспекі Інтэрв'юер Інтэрв’юер անվտանգություն անվտանգության և ԵՎ 2022 5-летний ²³ İstanbul ΑΣ "
    "𝐀𝐁 𐐀𐐨 𐐨𐐨 е\u0308лка й и\u0306 a\u0301\u0300b x"
).split()
LEMMAS = (
    "безопасность совет партнёрство замок цифровизация сталь стать данный реформированный реформировать "
    "военно-политический человек хороший security organization peacekeeping go мемлекет қауіпсіздік "
    "коопсуздук амният бяспека анвтанг անվտանգություն և 2022 x 𝐀𝐁"
).split()
EXACT = "ОДКБ одкб US us UN Совета замок İstanbul ΑΣ 𐐀𐐨 данные Інтэрв'юер".split()
WILDCARDS = "безопас* *ность с*т з*м*к *ки* сек* *secur* *'юер 𐐨* ан* *о*и*".split()
BETWEEN = [" ", "  ", "\n", "\n\n", " \u00a0\t", ", ", ". ", "! ", "… ", "։ ", "-", "--", " - ", "'", "’"]
BETWEEN += ["\u0301", " \u0301", "_", "\0", "🙂", " 🙂 ", "", "г. ", "\u200d", "\u3000", "?» ", ";"]


@st.composite
def expressions(draw: st.DrawFn, depth: int = 2) -> str:
    """A term as a researcher might write it; it may be one that the rule language refuses."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        kind = draw(st.integers(0, 5))
        if kind == 0:
            return "=" + draw(st.sampled_from(EXACT))
        if kind == 1:
            return draw(st.sampled_from(WILDCARDS))
        return draw(st.sampled_from(LEMMAS))
    inner = [draw(expressions(depth - 1)) for _ in range(draw(st.integers(2, 3)))]
    joined = draw(
        st.sampled_from(
            [
                "{} {}",
                "{} {}",
                "({} | {})",
                "{} NEAR/{n} {}",
                "{} BEFORE/{n} {}",
                "{} AND {}",
                "{} AND NOT {}",
            ]
            + [
                "{} NOT NEAR/{n} {}",
                "({} | {}) {}",
                "{} ({} | {})",
                "({} | {} {})",
                "({} NEAR/{n} {}) AND {}",
            ]
            + ["({} | {}) NEAR/{n} {}", "({} BEFORE/{n} {}) NEAR/{n} {}", "({} AND {}) | {}"]
        )
    )
    while len(inner) < joined.count("{}"):
        inner.append(draw(expressions(depth - 1)))
    return joined.format(*inner, n=draw(st.integers(1, 7)))


@st.composite
def codebooks(draw: st.DrawFn) -> CompiledRules:
    codes = []
    for number in range(draw(st.integers(1, 4))):
        rules = []
        for _ in range(draw(st.integers(1, 3))):
            terms = []
            for written in draw(st.lists(expressions(), min_size=1, max_size=3)):
                forms = tuple(draw(st.lists(st.sampled_from(WORDS[:20]), max_size=2)))
                term = Term(written, forms, draw(st.booleans()))
                try:
                    parse(term.text, forms=term.forms, also_parts=term.also_parts)
                except RuleError:
                    continue
                terms.append(term)
            speakers = draw(st.sampled_from([("expert",), ("expert", "interviewer"), ("other",)]))
            language = draw(st.sampled_from([*LANGUAGES, "ru", "ru", "en", "any", "any"]))
            rules.append(Rule(language, tuple(terms), speakers=speakers))
        codes.append(Code(f"code-{number}", rules=tuple(rules)))
    return compile_rules(Codebook("any", "1", tuple(codes)))


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), max_size=25))
    text = "".join(word + between for word, between in pieces)
    return text + draw(st.sampled_from(["", "", draw(st.text(max_size=8))]))


@st.composite
def stretches(draw: st.DrawFn, text: str) -> list[Stretch]:
    """Some stretches of a text: side by side, or wherever, cutting words and overlapping."""
    languages = st.sampled_from(["", "", *LANGUAGES, "uk"])
    edges = st.integers(0, len(text))
    if draw(st.booleans()):
        cuts = sorted({0, len(text), *draw(st.lists(edges, max_size=4))})
        pairs = list(zip(cuts, cuts[1:], strict=False))
    else:
        pairs = [tuple(sorted(draw(st.tuples(edges, edges)))) for _ in range(draw(st.integers(0, 4)))]
    return [Stretch(a, b, draw(languages), draw(st.sampled_from(ROLES))) for a, b in pairs]


GENERATED = settings(
    max_examples=examples(50, 600),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@GENERATED
@given(st.data())
def test_both_engines_find_the_same_hits(data: st.DataObject):
    rules = data.draw(codebooks())
    many = data.draw(st.lists(texts().flatmap(lambda t: st.tuples(st.just(t), stretches(t))), max_size=3))
    engine = FastEngine(rules)

    for text, pieces in many:
        assert engine.find_hits(text, pieces) == find_hits(text, pieces, rules)
    assert list(engine.find_in_texts(many)) == [find_hits(text, pieces, rules) for text, pieces in many]


@GENERATED
@given(st.data())
def test_cutting_only_where_something_stands_is_the_same_as_cutting_first(data: st.DataObject):
    rules = data.draw(codebooks())
    text = data.draw(texts())
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text)), max_size=3))})
    turns = [
        Stretch(a, b, data.draw(st.sampled_from(["", "ru", "en", "kk"])), data.draw(st.sampled_from(ROLES)))
        for a, b in zip(cuts, cuts[1:], strict=False)
    ]
    unit = data.draw(st.sampled_from(UNITS))

    found, hits = FastEngine(rules).find_in_turns(text, turns, unit)

    cut = [
        Stretch(a, b, turn.language, turn.role)
        for turn in turns
        for a, b in units(text, Turn(1, turn.start, turn.end), unit, turn.language)
    ]
    assert [named(found, hit) for hit in hits] == [named(cut, hit) for hit in find_hits(text, cut, rules)]
    assert found == [
        stretch
        for number, stretch in enumerate(cut)
        if number in {hit.stretch for hit in find_hits(text, cut, rules)}
    ]


def named(stretches: list[Stretch], hit: Hit) -> tuple[Stretch, int, int, int]:
    return stretches[hit.stretch], hit.term, hit.start, hit.end
