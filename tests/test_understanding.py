"""The question as people ask it: follow-ups, slips of the pen, compounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.compounds import compounds_of
from answer.spelling import corrected, corrections
from answer.understanding import standalone, understood
from store import keywords
from store.vocabulary import Vocabulary
from tests.evidence_builders import vocabulary

ENGLISH = (
    "Measure the tension of the compressor's drive belt: 32 Hz.",
    "The tailstock is delivered with a force of 4 kN.",
    "The separator cartridge has the part number 4711-0815.",
    "Check the slideway lubrication. The belt runs in its guide.",
)
GERMAN = (
    "Die Eigenfrequenz des Gurtes beträgt 32 Hz.",
    "Bei Überdruck öffnet das Ventil. Der Reißleinenschalter hält das Band an.",
    "Das Getriebeöl hat Betriebstemperatur. Die Riemenspannung prüfen. Der Motor läuft.",
    "Die Motordrehzahl einstellen.",
)


# Follow-ups


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (
            ["How far may the belt of the press deflect?"],
            "and for a new one?",
            "How far may the belt of the press deflect: and for a new one?",
        ),
        (["What does menu 152 set?"], "and 153?", "What does menu 153 set?"),
        (["What does AL-203 mean?"], "And 204?", "What does AL-204 mean?"),
        (["What does AL-203 mean?"], "and E4304?", "What does E4304 mean?"),
        (["Which parameter is the backlash of Z?"], "and for X?",
         "Which parameter is the backlash of X?"),
        (["Welche Ölmenge braucht das Getriebe?"], "und beim alten?",
         "Welche Ölmenge braucht das Getriebe: und beim alten?"),
        # The subject is the first question's, however many follow-ups came in between.
        (["How often is the light curtain tested?", "And the emergency stop?"],
         "and the door?", "How often is the light curtain tested: and the door?"),
        # But "it" is what was asked of last.
        (["Where is the light curtain?", "And the emergency stop?"], "How do I reset it?",
         "Where is the light curtain: And the emergency stop: How do I reset it?"),
        # A new subject ends what was before.
        (["What does AL-203 mean?", "How do I change the oil?"], "how often is that?",
         "How do I change the oil: how often is that?"),
        (["Come si tende la cinghia della pressa?"], "e dall'altro lato?",
         "Come si tende la cinghia della pressa: e dall'altro lato?"),
        (["Dove si trova il filtro dell'olio?"], "come posso smontarlo?",
         "Dove si trova il filtro dell'olio: come posso smontarlo?"),
        (["Che cosa significa l'errore AL-203?"], "e 204?",
         "Che cosa significa l'errore AL-204?"),
        (["Comment tendre la courroie de la presse ?"], "et de l'autre côté ?",
         "Comment tendre la courroie de la presse: et de l'autre côté ?"),
        (["Où se trouve le filtre à huile ?"], "comment le démonter ?",
         "Où se trouve le filtre à huile: comment le démonter ?"),
        (["¿Cómo se tensa la correa de la prensa?"], "¿y al otro lado?",
         "¿Cómo se tensa la correa de la prensa: ¿y al otro lado?"),
        (["¿Dónde está el filtro de aceite?"], "¿cómo puedo quitarlo?",
         "¿Dónde está el filtro de aceite: ¿cómo puedo quitarlo?"),
    ],
)  # fmt: skip
def test_a_follow_up_takes_its_subject_from_before(
    history: list[str], question: str, expected: str
) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How do I change the oil of the gearbox?",
        "Is it safe to open the door while the spindle runs?",
        "How long does it take to charge?",
        "Wie wechsle ich das Getriebeöl?",
        "And what does the alarm AL-204 on the lathe mean?",
        "Können Sie mir die Füllmenge sagen?",
        "Come si cambia l'olio del riduttore?",
        "Quando la pompa non parte, che cosa faccio?",
        "Comment le filtre se change-t-il ?",
        "Pourquoi la pompe s'arrête-t-elle ?",
        "¿Cómo se cambia el aceite del reductor?",
        "Y axis: how is the backlash set?",
    ],
)
def test_a_question_with_a_subject_of_its_own_stays_as_it_is(question: str) -> None:
    for before in (
        "What does E4304 mean?",
        "Che cosa significa l'errore E4304?",
        "Que signifie l'erreur E4304 ?",
        "¿Qué significa el error E4304?",
    ):
        assert standalone(question, [before]) == question
    assert standalone(question) == question


def test_of_two_machines_named_in_turn_the_later_one_counts() -> None:
    machines = ["CL-450", "HP-200"]
    alone = standalone("and on the HP 200?", ["Which oil for the CL-450, and how much?"], machines)
    assert "CL-450" not in alone
    assert "HP 200" in alone
    assert "oil" in alone


@given(st.lists(st.text(max_size=60), max_size=4), st.text(min_size=1, max_size=60))
def test_no_history_breaks_a_question(history: list[str], question: str) -> None:
    alone = standalone(question, history)
    assert alone
    assert understood(question, history, vocabulary=vocabulary(ENGLISH, "en")).text


# Spelling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("compresor belt tention", "compressor belt tension"),
        ("Seperator cartrige", "Separator cartridge"),
        ("tailstok force as deliverd", "tailstock force as delivered"),
        ("slidway lubricaton", "slideway lubrication"),
        ("drve belt", "drive belt"),
        ("COMPRESOR BELT", "Compressor BELT"),
        ("eblt nubmer kr", "belt number kr"),
        ("How tigth shuold the drive belt be", "How tigth should the drive belt be"),
        ("whihc belt does the motor whine at", "which belt does the motor whine at"),
    ],
)
def test_misspelt_words_become_the_manuals_own(typed: str, meant: str) -> None:
    changes = corrections(typed, vocabulary(ENGLISH, "en"), "en")
    assert corrected(typed, changes) == meant


def test_a_word_of_another_language_is_not_what_was_meant() -> None:
    known = vocabulary((*ENGLISH, "The frequent cause is a belt."), "en")
    german = vocabulary((*GERMAN, "Die Eigenfrequenz beträgt 48 Hz."), "de")
    both = vocabulary((*ENGLISH, "The frequent cause is a belt.", *GERMAN, "Eigenfrequenz"), "de")
    asked = "Auf welche Frequens wird der Riemen eingestellt?"
    assert "Frequens" in corrections(asked, both, "de"), "it would be taken for a slip"
    assert corrections(asked, both, "de", own=german) == {}
    told = understood(asked, vocabulary=both, own=german, german=german, language="de")
    assert told.note is None
    assert corrections("drve belt", both, "en", own=known) == {"drve": "drive"}
    assert corrections("drve belt", both, "en", own=Vocabulary()) == {"drve": "drive"}


@pytest.mark.parametrize("typed", ["ueberdruck", "uberdruck", "reissleinenschalter"])
def test_words_without_their_umlauts_are_found_as_they_are(typed: str) -> None:
    known = vocabulary(GERMAN, "de")
    assert corrections(typed, known, "de") == {}
    assert all(map(known.document_frequency, keywords.terms(typed, "de")))


def test_a_slip_in_a_german_word_is_mended_in_keywords_alone_too() -> None:
    known = vocabulary((*ENGLISH, *GERMAN), "de")
    german = vocabulary(GERMAN, "de")
    assert understood("getribeöl wechsel", vocabulary=known, german=german).note == (
        "getriebeöl wechsel"
    )


@pytest.mark.parametrize(
    "question",
    [
        # Real words that no manual knows, each near one that it does.
        "Where is the bolt of the chuck?",
        "Measured delivers belts checking forces",
        # Codes, figures and part numbers.
        "AL-204 tentoin5 4711-0816 45Nm",
        # Too short to tell, or stop words.
        "wich fore of what",
        # Nothing like it.
        "How do I grease the hydraulic accumulator?",
    ],
)
def test_what_is_no_slip_of_the_pen_stays(question: str) -> None:
    assert corrections(question, vocabulary(ENGLISH, "en"), "en") == {}


@pytest.mark.parametrize(
    ("typed", "known", "language"),
    [
        # Real words, whatever a manual has that is like them.
        ("can I blow the swarf off", "a swarm of bees", "en"),
        ("the carton erector is clogged", "the ejector of the mould", "en"),
        ("Wie verhindert man das?", "Der Bus verbindet die Geräte.", "de"),
        ("Wie schreibe ich es?", "Die Scheibe ist aus Stahl.", "de"),
        ("Come si avvita?", "Il cavo evita il rumore.", "it"),
        # Names.
        ("station alias of EtherCAT", "over ethernet", "en"),
        ("set motion.switchkins to 2", "switching over", "en"),
        ("what is the Powermax for", "call the powerman", "en"),
        # What is meant is a word that the manuals lack.
        ("is that realy so", "get ready for it", "en"),
    ],
)
def test_a_word_that_the_manuals_lack_is_no_slip_of_one_that_they_have(
    typed: str, known: str, language: str
) -> None:
    assert corrections(typed, vocabulary((known,), language), language) == {}


def test_a_letter_doubled_or_not_is_the_likeliest_slip() -> None:
    known = vocabulary(("It waits until it has 60 watts. It waits again.",), "en")
    assert corrections("how many wats", known, "en") == {"wats": "watts"}
    known = vocabulary(("The hidden trackpad and the trackers.",), "en")
    assert corrections("the trackpadd", known, "en") == {"trackpadd": "trackpad"}


def test_words_are_spelt_as_on_the_manuals_side_of_the_atlantic() -> None:
    american = vocabulary(("The adapter's color. Organize the canceled centers.",), "en")
    asked = "adaptor colour, organise cancelled centres"
    spelt = corrected(asked, corrections(asked, american, "en"))
    assert spelt == "adapter color, organize canceled centers"
    british = vocabulary((asked,), "en")
    assert corrected(spelt, corrections(spelt, british, "en")) == asked
    assert corrections("belts for the tyre", vocabulary(("the tier",), "en"), "en") == {}


def test_a_word_that_two_words_make_is_no_slip_of_another_one() -> None:
    known = vocabulary(("Dealing with the rating of the motor. Headiamp: see page 4.",), "en")
    assert corrections("derating headlamp", known, "en") == {}
    assert corrections("deeling headimp", known, "en") == {
        "deeling": "dealing",
        "headimp": "headiamp",
    }


def test_an_empty_vocabulary_corrects_nothing() -> None:
    assert corrections("compresor tention", Vocabulary(), "en") == {}


def test_what_was_typed_is_searched_for_as_well_and_what_was_changed_is_shown() -> None:
    asked = understood("compresor belt tention", vocabulary=vocabulary(ENGLISH, "en"))
    assert asked.text == asked.note == "compressor belt tension"
    assert {"compresor", "compressor", "tention", "tension"} <= set(asked.keywords.split())
    as_typed = understood("belt tension", vocabulary=vocabulary(ENGLISH, "en"))
    assert (as_typed.text, as_typed.keywords, as_typed.note) == ("belt tension",) * 2 + (None,)


# Compounds


def test_a_word_that_stands_only_in_compounds_finds_them() -> None:
    known = vocabulary(GERMAN, "de")
    assert compounds_of("Welche Frequenz?", known) == ("eigenfrequenz",)
    assert compounds_of("welche temperatur", known) == ("betriebstemperatur",)
    assert compounds_of("Wie straff ist der Riemen?", known) == ("riemenspannung",)


def test_a_word_that_stands_by_itself_brings_no_compounds() -> None:
    assert compounds_of("Der Motor wird heiß", vocabulary(GERMAN, "de")) == ()


def test_compounds_are_brought_in_for_german_questions_alone() -> None:
    known = vocabulary(GERMAN, "de")
    german = understood("Welche Frequenz?", german=known, language="de")
    assert german.keywords == "Welche Frequenz? eigenfrequenz"
    assert (german.text, german.note) == ("Welche Frequenz?", None)
    assert "eigenfrequenz" not in understood("Which frequenz is it?", german=known).keywords
