"""German questions have words in other forms than the manuals: these are found, none is turned."""

from pathlib import Path

import pytest

from answer.german_forms import in_one_word, other_forms
from answer.spelling import corrections
from answer.understanding import understood
from store import keywords
from store.values import Scope
from store.vocabulary import Vocabulary, WordCounter
from tests.homes import opened, taken_in

TEXTS = (
    "Die Presse starten, auf null fahren. Das Band leerfahren.",
    "Die Lager schmieren und den Filter wechseln.",
    "Den Druck einstellen und die Batterie nachladen.",
    "Das Material wird geprüft. Kriterium ist der Zustand.",
    "Die Haube wird abgezogen, der Schalter ausgeschaltet. Der Motor läuft.",
)
MANUAL = """# Presse starten

Hauptschalter auf ON, dann Taste grün.

# Presse prüfen

Die Presse wird wöchentlich geprüft: Presse, Haube und Presse.

# Haube der Presse

Die Presse hat eine Haube. Die Presse steht auf der Palette.
"""


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    counter = WordCounter()
    for text in TEXTS:
        counter.add(text, keywords.terms(text, "de"))
    return Vocabulary([counter.counts])


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("Wie wird die Presse gestartet?", ("starten",)),
        ("Wann werden die Lager geschmiert?", ("schmieren",)),
        ("wie oft wird gewechselt", ("wechseln",)),
        ("Auf wie viel bar wird eingestellt?", ("einstellen",)),
        ("die eingestellten Werte", ("einstellen",)),
        ("Wie das Blech prüfen?", ("geprüft",)),
        ("Schalter ausschalten", ("ausgeschaltet",)),
        ("Ist die Batterie nachgeladen?", ("nachladen",)),
        ("Welche Materialien und Kriterien?", ("material", "kriterium")),
        ("band leer fahren", ("leerfahren",)),
        # What the manuals have as it is asked, what they have not, and what looks like a form.
        ("Filter wechseln, Presse starten", ()),
        ("Was wird geschweißt?", ()),
        ("Welches Gerät und Gewicht, welche Gefahren?", ()),
    ],
)
def test_the_manuals_forms_of_a_questions_words_are_known(
    question: str, forms: tuple[str, ...], known: Vocabulary
) -> None:
    assert other_forms(question, known) == forms
    assert understood(question, german=known, language="de").forms == forms


def test_forms_count_less_than_the_words_asked() -> None:
    asked = keywords.query_vector("Presse gestartet", "de", beside=("starten", "Presse"))
    weights = dict(zip(asked.indices, asked.values, strict=True))
    assert asked.indices == tuple(sorted(asked.indices))
    (press,), (start,) = keywords.terms("Presse", "de"), keywords.terms("starten", "de")
    assert weights[start] == 0.5 * weights[press]


def test_a_participle_finds_the_section_that_has_the_infinitive(tmp_path: Path) -> None:
    path = tmp_path / "presse.md"
    path.write_text(MANUAL, encoding="utf-8")
    lanes = {"dense_weight": 0.0, "sparse_weight": 1.0, "late_weight": 0.0, "sentence_weight": 0.0}
    with opened(tmp_path / "home", **lanes) as service:
        assert taken_in(service, path, language="de").state == "done"
        hits = service.search("Wie wird die Presse gestartet?", scope=Scope(), limit=3).hits
    assert hits[0].section[-1] == "Presse starten"


@pytest.mark.parametrize(
    "typed",
    [
        "Wird die Haube angezogen?",
        "Haube aufgezogen",
        # Another form of a word that the manuals have.
        "Wird gestartet und nachgeladen?",
    ],
)
def test_a_verb_is_not_turned_into_another_one(typed: str, known: Vocabulary) -> None:
    assert corrections(typed, known, "de") == {}


def test_a_slip_in_a_prefix_is_mended(known: Vocabulary) -> None:
    assert corrections("abgezogne asugeschaltet", known, "de") == {
        "abgezogne": "abgezogen",
        "asugeschaltet": "ausgeschaltet",
    }


@pytest.mark.parametrize(
    ("question", "worded"),
    [
        ("Wie nehme ich die Presse in Betrieb?", "Wie  ich die Presse Inbetriebnahme?"),
        ("Wann darf sie in Betrieb genommen werden?", "Wann darf sie Inbetriebnahme werden?"),
        ("Anlage außer Betrieb nehmen", "Anlage Außerbetriebnahme"),
        ("Ist die Pumpe in Betrieb?", "Ist die Pumpe in Betrieb?"),
        ("Was nimmt man, wenn sie in Betrieb ist?", "Was nimmt man, wenn sie in Betrieb ist?"),
    ],
)
def test_a_verb_of_several_words_is_looked_for_as_the_noun_over_its_section(
    question: str, worded: str
) -> None:
    assert in_one_word(question) == worded
