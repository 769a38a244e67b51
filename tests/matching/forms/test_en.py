import pytest

from tests.matching.forms.tables import caught

FORMS = {
    "organization": "organisation organisations organizations organisation's",  # -ise and -ize
    "organise": "organize organized organising organises",
    "defence": "defense defences",
    "labour": "labor labours",
    "neighbour": "neighbor neighbours neighbors' neighbour’s",
    "behaviour": "behavior",
    "centre": "center centres centers",
    "programme": "program programmes programs",
    "dialogue": "dialog dialogues",
    "traveller": "traveler travellers",
    "judgement": "judgment judgments",
    "analyse": "analyze analysed analyzing",
    "licence": "license licences",
    "manoeuvre": "maneuver manoeuvres",
    "peacekeeping": "peace-keeping",
    "co-operation": "cooperation co-operation's",
    "policy-maker": "policy-makers policymaker policymakers",
    "ally": "allies ally's",
    "crisis": "crises",
    "sanction": "sanctions sanctioned",
    "Kazakhstani": "Kazakhstanis",
    "Tokayev": "Tokayev’s",
    "meeting": "meetings meeting's",
    "meet": "meets met meeting",
    "strong": "stronger strongest",
    "withdraw": "withdrew withdrawn withdrawing",
}
TRAPS = {
    "security": "insecurity secure securitise",
    "meeting": "meet met meets",
    "united": "unite unites union",
    "organization": "organism organ",
    "morning": "mourning",
    "prize": "prise",
    "new": "news",
    "centre": "central",
    "union": "unions-only reunion",
    "policy": "police polity",
}


@pytest.mark.parametrize(("lemma", "forms"), FORMS.items())
def test_every_form_of_a_lemma_is_caught(lemma, forms):
    assert caught("en", lemma, forms) == forms.split()


@pytest.mark.parametrize(("lemma", "words"), TRAPS.items())
def test_words_that_only_look_like_forms_are_left_alone(lemma, words):
    assert caught("en", lemma, words) == []
