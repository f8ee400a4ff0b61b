"""No figure, code or claim of the model reaches a reader unless the cited passage has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.figures import figures, number_value
from answer.identifiers import identifiers, mentions
from answer.verify import verified
from tests.evidence_builders import table_evidence, text_evidence

BELT = text_evidence(
    "Tighten the drive belt to 45 N·m with the machine cold. The hydraulic pressure is 1,500 psi. "
    "Do not open the relief valve under pressure. Set a gap of 3.5 mm. Use oil HLP-46."
)
GERMAN = text_evidence(
    "Der Riemen wird mit 45 Nm gespannt. Der Druck beträgt 1.500 kPa. Der Spalt ist 3,5 mm breit.",
    language="de",
)
BOLTS = text_evidence(
    "The front platen bolts are tightened to 25 Nm. The rear platen bolts are tightened to 85 Nm. "
    "M8 screws take 23 Nm. M12 screws take 79 Nm."
)
ALARMS = table_evidence(
    [["Code", "Meaning", "Wait [s]"]],
    [["AL-204", "Oil pressure low", "30"], ["AL-205", "Door open", "5"]],
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tighten the drive belt to 45 Nm [1].",
        "Tighten the drive belt to 45 N.m when the machine is cold [1].",
        "1. The hydraulic pressure is 1500 psi [1].",
        "The hydraulic pressure is 1 500 psi [1].",
        "Do not open the relief valve under pressure [1].",
        "Use HLP 46 oil [1].",
    ],
)
def test_what_the_passage_says_is_shown_however_it_is_spelled(sentence: str) -> None:
    assert verified(sentence, [BELT], "en").supported


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Tighten the drive belt to 54 Nm [1].", "54 Nm does not stand"),
        ("Tighten the drive belt to 45 bar [1].", "45 bar"),
        ("The hydraulic pressure is 1.5 psi [1].", "1.5 psi"),
        ("The hydraulic pressure is 15,00 psi [1].", "15,00 psi"),
        ("Use oil HLP-68 [1].", "HLP-68"),
        ("Tighten the drive belt in three turns [1].", "three"),
        ("Open the relief valve under pressure [1].", "denies"),
        ("Call the service of the manufacturer every morning [1].", "words"),
    ],
)
def test_what_the_passage_does_not_say_is_not_shown(sentence: str, reason: str) -> None:
    verdict = verified(sentence, [BELT], "en")
    assert not verdict.supported
    assert reason in verdict.reason


def test_a_figure_must_belong_to_what_the_sentence_is_about() -> None:
    assert verified("The rear platen bolts take 85 Nm [1].", [BOLTS], "en").supported
    assert not verified("The rear platen bolts take 25 Nm [1].", [BOLTS], "en").supported
    assert verified("M12 screws take 79 Nm [1].", [BOLTS], "en").supported
    assert not verified("M12 screws take 23 Nm [1].", [BOLTS], "en").supported


def test_a_table_bears_out_only_what_one_row_says() -> None:
    assert verified("AL-204 means oil pressure low, wait 30 s [1].", [ALARMS], "en").supported
    assert not verified("AL-205 means door open, wait 30 s [1].", [ALARMS], "en").supported
    assert not verified("AL-206 means door open [1].", [ALARMS], "en").supported


def test_a_table_does_not_lend_one_row_the_words_of_another() -> None:
    assert not verified("AL-205 means oil pressure low [1].", [ALARMS], "en").supported


def test_a_figure_of_one_cited_passage_does_not_vouch_for_another() -> None:
    assert not verified("The front platen bolts take 25 Nm [2].", [BELT], "en").supported


def test_across_languages_figures_are_still_read_as_each_language_writes_them() -> None:
    assert verified("The pressure is 1,500 kPa [1].", [GERMAN], "en").supported
    assert verified("The gap is 3.5 mm wide [1].", [GERMAN], "en").supported
    assert not verified("The pressure is 1.5 kPa [1].", [GERMAN], "en").supported
    assert not verified("The gap is 35 mm wide [1].", [GERMAN], "en").supported
    assert verified("Der Riemen wird mit 45 Nm gespannt [1].", [GERMAN], "de").supported
    assert not verified("Der Riemen wird nicht mit 45 Nm gespannt [1].", [GERMAN], "de").supported


def test_ranges_and_tolerances_have_their_unit_twice() -> None:
    for text in (
        "40 to 50 Nm",
        "40-50 Nm",
        "40 –50 Nm",
        "40 … 50 Nm",
        "40 ± 50 Nm",
        "40 bis 50 Nm",
    ):
        assert {(one.value, one.unit) for one in figures(text, "en")} == {
            ("40", "Nm"),
            ("50", "Nm"),
        }, text


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("45\u202fN·m", "45", "Nm"),
        ("-10 °C", "-10", "°C"),
        ("at \u221210°C", "-10", "°C"),
        ("3000 min-1", "3000", "rpm"),
        ("0.50 mm²", "0.5", "mm2"),
        ("1'500 U/min", "1500", "rpm"),
        ("45 inside", "45", ""),
        ("to 33 LB-FT.", "33", "lbft"),
        ("180 deg. F.", "180", "°F"),
        ("194oF", "194", "°F"),
        ("opens at 225 F.", "225", "°F"),
        ("step 4 Close", "4", ""),
        ("7 quarts", "7", "qt"),
        ("600 cc", "600", "cm3"),
    ],
)
def test_one_spelling_of_figures(text: str, value: str, unit: str) -> None:
    (figure,) = figures(text, "en")
    assert (figure.value, figure.unit) == (value, unit)


def test_number_words_are_read_in_their_own_language() -> None:
    assert [one.value for one in figures("Límpielo cada dos semanas.", "es")] == ["2"]
    assert [one.value for one in figures("Nettoyez-le tous les six mois.", "fr")] == ["6"]
    assert figures("due to wear, once it is cold", "en") == ()


def test_thousands_and_decimals_by_language() -> None:
    assert number_value("1.500", "de") == number_value("1,500", "en") == "1500"
    assert number_value("1.500", "en") == number_value("1,500", "de") == "1.5"
    assert number_value("1.500,50", "de") == number_value("1,500.50", "en") == "1500.5"
    assert number_value("3.4.2", "en") == "3.4.2"


NUMBERS = st.from_regex(r"\d{1,4}(?:[.,' ]\d{1,4}){0,3}", fullmatch=True)


@given(NUMBERS, st.sampled_from(["en", "de", "fr"]))
def test_a_number_in_one_spelling_stays_as_it_is(token: str, language: str) -> None:
    value = number_value(token, language)
    assert number_value(value, "en") == value


@given(st.integers(0, 10**9), st.integers(0, 999))
def test_both_languages_write_the_same_number(whole: int, part: int) -> None:
    english = f"{whole:,}.{part:03d}5"
    german = english.translate(str.maketrans(",.", ".,"))
    assert number_value(english, "en") == number_value(german, "de")


@given(st.text(max_size=80))
def test_any_text_can_be_read_for_figures_and_identifiers(text: str) -> None:
    figures(text, "en")
    assert all(mentions(text, one) for one in identifiers(text))


def test_identifiers_in_every_spelling_and_nothing_else() -> None:
    text = "Alarm AL-204, fault E4304, oil HLP 46, bolt M12x40, part 4711-0815-3, Pr P1203.2"
    assert [one.printed for one in identifiers(text)] == [
        "AL-204", "E4304", "HLP 46", "M12x40", "4711-0815-3", "P1203.2",
    ]  # fmt: skip
    for text in (
        "at 100 bar, 24V, 3-phase, 1st, 45Nm, 10-12 bar, 3000 min-1, DC 24 V, 2x",
        "In 2024",
    ):
        assert identifiers(text) == (), text


def test_a_number_said_with_its_kind_finds_the_code_that_ends_in_it() -> None:
    (alarm,) = identifiers("What is alarm 204?")
    assert mentions("AL-204 Oil pressure low", alarm)
    assert not mentions("Tighten to 204 Nm", alarm)
    assert mentions("204 A MOTOR OVER HEAT", alarm)
    assert mentions("204 A Servo overload", alarm)
    assert not mentions("The fuse blows at 204 A or more", alarm)
    assert not mentions("More than 204 A Peak current blows it", alarm)
    assert not mentions("AL-2045 at 204.5 bar or AL-1204", alarm)
