"""Keywords: one spelling for what people and manuals write differently."""

import pytest

from store.keywords import document_vector, query_vector, terms


def shared(question: str, passage: str, language: str) -> int:
    """Return how many words of the question BM25 finds in the passage."""
    asked, held = query_vector(question, language), document_vector(passage, language)
    return len(set(asked.indices) & set(held.indices))


@pytest.mark.parametrize(
    ("question", "passage", "language", "expected"),
    [
        ("clockwise", "if it runs CW, stop", "en", 1),
        ("anti-clockwise", "turn it CCW", "en", 1),
        ("counter clockwise", "turn it anticlockwise", "en", 1),
        ("What is the sign of the speed?", "CW: speed > 0 (RPM)", "en", 2),
        ("Is it negative?", "the speed is less than 0", "en", 1),
        ("Welches Vorzeichen hat die Drehzahl?", "Drehzahl < 0", "de", 2),
        ("Is it positive?", "pressure > 0.5 bar", "en", 0),
        ("Is it positive?", "level > 05 mm", "en", 0),
        ("Is it negative?", "CW: speed > 0", "en", 0),
    ],
)
def test_signs_and_turns_are_found_as_they_are_said(
    question: str, passage: str, language: str, expected: int
) -> None:
    assert shared(question, passage, language) == expected


@pytest.mark.parametrize(
    ("question", "passage", "expected"),
    [
        ("45 newton metres", "45 Nm", 2),
        ("45 N.m", "45 Nm", 2),
        ("45 N·m", "45 Nm", 2),
        ("45Nm", "45 Nm", 2),
        ("80 degrees C", "80 °C", 2),
        ("80 degrees Celsius", "80 °C", 2),
        ("1450 revolutions per minute", "1450 rpm", 2),
        ("AL-204Nm", "204 Nm", 0),
    ],
)
def test_units_are_found_as_people_write_them(question: str, passage: str, expected: int) -> None:
    assert shared(question, passage, "en") == expected


@pytest.mark.parametrize("asked", ["underfrequency", "under-frequency", "under frequency"])
@pytest.mark.parametrize("printed", ["Underfrequency", "under-frequency", "Under Frequency"])
def test_limits_are_one_word_however_they_are_written(asked: str, printed: str) -> None:
    assert shared(f"{asked} trip", f"{printed} is set", "en") >= 1
    (joined,) = query_vector("underfrequency", "en").indices
    assert joined in query_vector(asked, "en").indices
    assert joined in document_vector(printed, "en").indices


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("at 208", "en", 1),
        ("bei 400", "de", 1),
        ("al 208", "en", 3),
        ("AT 208", "en", 2),
        ("E 208", "en", 3),
    ],
)
def test_a_word_that_says_nothing_makes_no_code_of_the_number_after_it(
    text: str, language: str, expected: int
) -> None:
    assert len(query_vector(text, language).indices) == expected


@pytest.mark.parametrize(
    ("question", "passage", "language", "expected"),
    [
        ("it runs hot", "Spindle overheats", "en", 1),
        ("the oil is too hot", "Oil overheats", "en", 2),
        ("it is hot here", "Spindle overheats", "en", 0),
        ("der Motor wird zu heiß", "Überhitzung", "de", 2),
        ("Wie heißt der Motor?", "Überhitzung", "de", 0),
        ("How heavy is it?", "Weight", "en", 1),
        ("Combien pèse la pompe ?", "Poids à sec", "fr", 1),
        ("How tight are the bolts?", "Torque", "en", 1),
        ("How tight is the belt?", "Torque", "en", 0),
    ],
)
def test_a_trouble_is_found_in_the_word_of_manuals(
    question: str, passage: str, language: str, expected: int
) -> None:
    assert shared(question, passage, language) == expected


def test_what_a_workshop_wipes_a_manual_cleans() -> None:
    for question in ("Tafel abwischen", "womit putzt man sie", "Walze sauber machen"):
        assert terms("reinigen", "de") <= set(query_vector(question, "de").indices), question
