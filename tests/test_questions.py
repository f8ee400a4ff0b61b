"""What a question wants: a figure in a unit, a procedure, and in which language."""

from answer.language import language_of
from answer.measures import units_wanted
from answer.question import asks_how, asks_leave
from answer.subject import subject_terms


def test_the_units_that_a_question_wants() -> None:
    assert "Nm" in units_wanted("Mit welchem Drehmoment werden die Schrauben angezogen?")
    assert "h" in units_wanted("How often is the filter changed?")
    assert "l" in units_wanted("How much oil goes into the tank?")
    assert units_wanted("What does AL-204 mean?") == frozenset()


def test_which_questions_ask_how() -> None:
    for yes in (
        "How do I reset it?",
        "how to fill oil",
        "Steps for bleeding",
        "Wie wird entlüftet?",
        "Filter wechseln",
        "neuen Benutzer anlegen?",
        "Wie muss ich die Walze einsetzen?",
    ):
        assert asks_how(yes), yes
    for no in (
        "How tight is it?",
        "Wie hoch ist der Druck?",
        "What is AL-204?",
        "How do I know?",
        "Wann den Filter wechseln?",
        "Wie feucht darf die Luft sein?",
        "Wie laut wird die Säge?",
        "Wie lautet die Nummer der Walze?",
        "Riemen",
    ):
        assert not asks_how(no), no


def test_which_questions_ask_for_leave() -> None:
    assert asks_leave("Darf ich die Walze ölen?")
    assert asks_leave("Dürfen die Leiter an Masse liegen?")
    assert not asks_leave("Was darf ich ölen?")
    assert not asks_leave("Mit was darf ich die Walze ölen?")


def test_words_of_asking_are_no_subject() -> None:
    assert subject_terms("Wie lange dauert das Abtauen?", "de") == subject_terms("Abtauen", "de")
    # "Woran liegt es", but also how something lies on another.
    applied = subject_terms("Mit welcher Kraft liegt der Abstreifer an?", "de")
    assert applied > subject_terms("Kraft Abstreifer", "de")
    assert subject_terms("Wie laut ist die Säge?", "de") > subject_terms("Säge", "de")


def test_the_language_of_a_question() -> None:
    assert language_of("Wie hoch ist der Druck?") == "de"
    assert language_of("How high is the pressure?") == "en"
    assert language_of("Förderband Geschwindigkeit") == "de"
    assert language_of("E4304", "de") == "de"
    assert language_of("압력은 얼마입니까?") == "en"
