"""Questions in Italian, French, Spanish and others are taken in their own language, and answered
in it; English and German ones are as they were.
"""

from string import Formatter

import pytest

from answer import phrases
from answer.asking import ASKING, name_of
from answer.identifiers import Identifier
from answer.language import comparable, language_of
from answer.measures import units_counted, units_wanted
from answer.question import asks_how, asks_page, is_keywords
from answer.refusal import Refusal, refusal_text
from answer.spelling import corrections
from answer.spoken import manuals_language, spoken_to_german
from answer.subject import subject_words, weights_of_talking
from store.keywords import query_vector, terms
from store.language import KNOWN
from tests.evidence_builders import SEARCHED, vocabulary

ITALIAN = (
    "Le piste magnetiche e gli induttori non sono accoppiati correttamente.",
    "Controllare il cavo della cabina e il rimedio per ante elettromeccaniche.",
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Cosa significa il codice 013?", "it"),
        ("L'errore 090 dopo quanto tempo scatta?", "it"),
        ("Come do un indirizzo a una nuova scheda?", "it"),
        ("Come resetto il quadro?", "it"),
        ("Que signifie l'erreur 12 ?", "fr"),
        ("Combien de litres d'huile ?", "fr"),
        ("¿Qué significa la alarma 204?", "es"),
        ("Cómo se cambia el filtro", "es"),
        ("Wat betekent alarm 12?", "nl"),
        ("Что означает ошибка 12?", "ru"),
        # English and German words that other languages have, too, tell none of these.
        ("Parts come loose", "en"),
        ("Come in", "en"),
        ("Pour oil into the main tank", "en"),
        ("DE bearing temperature", "en"),
        ("relay 3 on / off", "en"),
        ("E4304", "en"),
        ("Wartung per Hand: was ist zu tun?", "de"),
        ("Bremse lüften", "de"),
    ],
)
def test_the_language_of_a_question(question: str, language: str) -> None:
    assert language_of(question) == language


def test_the_language_asked_for_decides_where_words_do_not() -> None:
    assert [language_of("E4304", hint) for hint in (None, "it", "de-AT", "xx")] == [
        "en", "it", "de", "en",
    ]  # fmt: skip
    assert language_of("12 = 34?", "it") == "it"
    # Letters are German, unless it is asked for in a language that has them as well.
    assert language_of("Förderband", "it") == "de"
    assert language_of("Töm behållare", "sv") == "sv"
    assert language_of("What does the lamp mean?", "it") == "en"


def test_words_that_tell_no_language_are_in_that_of_the_manuals_that_know_them() -> None:
    italian = vocabulary(ITALIAN, "it")
    english = vocabulary(["Check the belt and the cable."], "en")
    both = {"it": italian, "en": english}
    assert manuals_language("piste induttori", both) == "it"
    assert manuals_language("belt cable", both) is None
    assert manuals_language("stop strips overlap", {"it": italian}) is None
    assert manuals_language("E4304", {"it": italian}) == "it"
    assert manuals_language("E4304", both) is None
    assert manuals_language("piste induttori", {"en": english, "de": english}) is None


def test_keywords_that_no_manual_has_are_in_the_language_whose_dictionary_has_them() -> None:
    german = vocabulary(["Der Bediener wich dem Menue aus."], "de")
    both = {"de": german, "en": vocabulary(["Check the belt and the cable."], "en")}
    assert manuals_language("kette spannen werkzeug", both) == "de"
    assert manuals_language("kete spanen werkzeug", both) == "de"
    assert manuals_language("tighten the chain", both) is None
    assert manuals_language("meassure oxigen in blod, wich menue", both) is None


def test_a_question_in_a_third_language_is_not_read_as_german_beside_german_manuals() -> None:
    assert spoken_to_german("piste induttori", "it") == "it"
    assert spoken_to_german("Bandspannung", "en") == "de"


def test_english_keywords_with_slips_are_not_read_as_german_beside_german_manuals() -> None:
    german = vocabulary(["Der Bediener stellt das Setup der Sensoren ein."], "de")
    english = vocabulary(["A timer sets how the notification sounds."], "en")
    for question in ("setup soudn", "tihgt dive eblt", "timr notifcaton", "batery chrging"):
        assert spoken_to_german(question, "en", german=german, english=english) == "en"
    for question in ("Sensren Bedinr", "kete spanen werkzeug", "Bandspannung"):
        assert spoken_to_german(question, "en", german=german, english=english) == "de"


def test_passages_are_compared_in_their_own_language_alone() -> None:
    assert comparable("it-CH", "it")
    assert not comparable("it", "en")
    assert not comparable("it", "es")
    assert comparable("da", "no")
    # Nobody tells Japanese from others: it may be the question's own language.
    assert comparable("ja", "en")


@pytest.mark.parametrize(
    ("question", "how"),
    [
        ("Come cancello un telecomando dalla memoria?", True),
        ("Come si chiama il sensore?", False),
        ("Come faccio a sapere se il freno è aperto?", False),
        ("Comment purger le circuit hydraulique ?", True),
        ("Comment savoir si la pompe est vide ?", False),
        ("¿Cómo se cambia el filtro?", True),
        ("Hoe vervang ik het filter?", True),
        ("Hoe lang duurt het?", False),
        ("What if chips come off the belt?", False),
    ],
)
def test_who_asks_how_is_told_in_each_language(question: str, how: bool) -> None:
    assert asks_how(question) is how


@pytest.mark.parametrize(
    ("question", "unit", "other"),
    [
        ("Qual è la coppia di serraggio?", "Nm", "V"),
        ("Che tensione esce per la serratura?", "V", "°C"),
        ("Ogni quanti mesi va fatta la manutenzione?", "months", "mm"),
        ("Per quanto tempo tengo premuto il tasto?", "s", "mm"),
        ("Quel est le couple de serrage ?", "Nm", "V"),
        ("À quelle fréquence faut-il graisser ?", "h", "Hz"),
        ("¿Cada cuánto se engrasa la guía?", "h", "Hz"),
        ("¿Cuál es el par de apriete?", "Nm", "V"),
    ],
)
def test_the_units_of_an_answer_in_each_language(question: str, unit: str, other: str) -> None:
    assert unit in units_wanted(question)
    assert other not in units_wanted(question)


def test_what_is_counted_is_a_unit_or_a_thing() -> None:
    assert "l" in units_counted("Quanti litri di olio vanno nel serbatoio?")
    assert "l" in units_counted("Combien de litres d'huile faut-il ?")
    assert "l" in units_counted("¿Cuántos litros lleva el depósito?")
    assert not units_counted("Quante schede posso attaccare?")


def test_words_of_asking_are_none_of_the_subject() -> None:
    assert subject_words("Cosa significa il codice 013, quale rimedio devo usare?", "it") == [
        "codice", "rimedio",
    ]  # fmt: skip
    assert subject_words("Que signifie le code 12 ?", "fr") == ["code"]
    assert subject_words("¿Qué significa la alarma 204?", "es") == ["alarma"]


def test_a_sentence_in_any_language_is_no_keywords() -> None:
    assert not is_keywords("Dove vanno le fotocellule del cancello")
    assert is_keywords("fotocellule cancello")
    assert asks_page("A che pagina è la tabella?")


@pytest.mark.parametrize(
    "word", ["quali", "pista", "elettromeccanico", "controllo", "correttamenti"]
)
def test_another_ending_is_no_slip(word: str) -> None:
    assert corrections(f"{word} rimedi", vocabulary(ITALIAN, "it"), "it") == {}


def test_a_slip_is_mended_in_a_language_that_we_know_and_in_no_other() -> None:
    known = vocabulary(ITALIAN, "it")
    assert corrections("indutori magnetiche", known, "it") == {"indutori": "induttori"}
    assert corrections("indutori magnetiche", known, "pl") == {}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("it", "Nessun manuale in vigore risponde a questo. 074 non vi compare."),
        ("fr", "Aucun manuel en vigueur n'y répond. 074 n'y figure pas."),
        ("es", "Ningún manual vigente responde a esto. 074 no aparece en ellos."),
        ("de", "Kein gültiges Handbuch beantwortet das. 074 kommt darin nicht vor."),
        ("pl", "No manual in force answers this. 074 does not stand in any of them."),
    ],
)
def test_a_refusal_is_in_the_language_of_the_question(language: str, said: str) -> None:
    near = {Identifier("074", ("074",)): ("Codice 073",)}
    text = refusal_text(Refusal(("074",)), SEARCHED, language, near)
    assert text.startswith(said)
    assert "Codice 073" in text
    assert phrases.spoken(text) == (language if language != "pl" else "en")
    nowhere = refusal_text(Refusal(), SEARCHED.model_copy(update={"manuals": ()}), language)
    assert phrases.spoken(nowhere) == phrases.spoken(text)


def test_each_of_our_lines_says_the_same_parts_in_every_language() -> None:
    for name, said in phrases._LINES.items():
        assert said.keys() == {"en", "de", "it", "fr", "es"}, name
        parts = {tuple(sorted(p[1] or "" for p in Formatter().parse(t))) for t in said.values()}
        assert len({frozenset(filter(None, one)) for one in parts}) == 1, name


def test_every_language_that_is_told_has_a_name_for_the_model() -> None:
    names = {name_of(code) for code in KNOWN}
    assert len(names) == len(KNOWN)
    assert name_of("it") == "Italian"
    assert ASKING.keys() <= KNOWN


@pytest.mark.parametrize(
    ("question", "language", "subject"),
    [
        ("Comment amorcer la pompe ?", "fr", ["amorcer", "pompe"]),
        ("¿Cómo se limpia el filtro?", "es", ["limpia", "filtro"]),
    ],
)
def test_a_word_that_asks_is_no_subject(question: str, language: str, subject: list[str]) -> None:
    assert subject_words(question, language) == subject


def test_words_of_talking_weigh_half_of_what_subjects_do() -> None:
    asked = query_vector("how tight do the screws go", "en")
    weighed = asked.scaled(weights_of_talking("en"))
    shares = {
        term: after / before
        for term, before, after in zip(asked.indices, asked.values, weighed.values, strict=True)
    }
    (screws,), (go,) = terms("screws", "en"), terms("go", "en")
    assert (shares[screws], shares[go]) == (1.0, 0.5)
