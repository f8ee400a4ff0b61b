"""A question that nothing in force answers is refused, and it is said what was looked in."""

from collections.abc import Sequence

import pytest

from answer.evidence import Evidence
from answer.identifiers import identifiers
from answer.language import QuestionLanguage, language_of
from answer.question import LONGEST_QUESTION, checked_question, searched_part
from answer.refusal import (
    FITTED_WEIGHTS,
    Refusal,
    _tell_once,
    refusal_text,
    risk,
    without_weighing,
)
from answer.refusal import refusal as refusal_with
from answer.signals import signals
from app.local import LocalService
from store.errors import QuestionRejected
from store.keywords import terms
from store.settings import load_settings
from store.values import Searched
from store.vocabulary import Vocabulary, WordCounts
from tests.evidence_builders import SEARCHED, table_evidence, text_evidence

BELT = text_evidence("Tighten the drive belt to 45 Nm with the machine cold.", cosine=0.7)
ALARMS = table_evidence(
    [["Code", "Meaning"]], [["AL-204", "Oil pressure low"], ["AL-205", "Door"]], score=1.6
)
TORQUES = table_evidence(
    [["Thread", "Torque"]],
    [["M8", "25 Nm"], ["M12", "85 Nm"]],
    section=("9 Data", "9.2 Tightening torques"),
    cosine=0.72,
)


SETTINGS = load_settings()


def refusal(
    question: str, evidence: Sequence[Evidence], language: QuestionLanguage
) -> Refusal | None:
    return refusal_with(question, evidence, language, settings=SETTINGS)


def refused(question: str, *evidence: Evidence) -> bool:
    return refusal(question, evidence, language_of(question)) is not None


def test_nothing_found_is_refused() -> None:
    assert refused("How tight should the drive belt be?")


def test_a_code_that_stands_nowhere_is_refused_however_similar_the_rest() -> None:
    reason = refusal("What does alarm AL-999 mean?", [ALARMS, BELT], "en")
    assert reason is not None
    assert reason.missing == ("AL-999",)
    assert refused("What does alarm 999 mean?", ALARMS)
    assert not refused("What does alarm 204 mean?", ALARMS)
    assert not refused("al 204?", ALARMS)


def test_a_word_joined_to_a_code_is_no_part_of_it() -> None:
    assert [code.printed for code in identifiers("AL-204-Meldung am Pumpe2-Schalter")] == [
        "AL-204",
        "Pumpe2",
    ]
    assert [code.printed for code in identifiers("valve AB12-LEFT")] == ["AB12-LEFT"]
    assert not refused("What is the AL204-message?", ALARMS)
    assert refused("What is the AL999-message?", ALARMS)


def test_what_may_be_a_code_need_not_stand_where_the_answer_is(plant: LocalService) -> None:
    words = plant.vocabularies.frequencies(plant.catalog.stored_revisions())
    for question, code, missing in (
        ("How tight is the drive belt of 3X80?", "3X80", ("3X80",)),
        ("How tight is the drive belt, AL-204?", "AL-204", ("AL-204",)),
        ("How tight is the drive belt for M16?", "M16", ("M16",)),
    ):
        found = signals(question, [BELT], "en", lambda _: words)
        assert tuple(one.printed for one in found.missing) == missing, code
    known = Vocabulary(
        [WordCounts(chunks=1, words={"32h": 1}, terms=dict.fromkeys(terms("32H", "en"), 1))]
    )
    assert signals("How tight is belt 32H?", [BELT], "en", lambda _: known).missing == ()
    assert signals("How tight is belt 33H?", [BELT], "en", lambda _: known).missing != ()


def test_a_code_that_stands_elsewhere_is_not_said_to_stand_nowhere(plant: LocalService) -> None:
    words = plant.vocabularies.frequencies(plant.catalog.stored_revisions())
    elsewhere = signals("What about AL-204?", [BELT], "en", lambda _: words)
    assert [code.printed for code in elsewhere.missing] == ["AL-204"]
    assert elsewhere.nowhere == ()
    assert without_weighing("What about AL-204?", [BELT], elsewhere) is None
    nowhere = signals("What about AL-999?", [BELT], "en", lambda _: words)
    decided = without_weighing("What about AL-999?", [BELT], nowhere)
    assert decided is not None
    assert decided.refusal == Refusal(("AL-999",))


@pytest.mark.parametrize(
    ("asked", "near", "lost"),
    [
        ("OL7", ("OL2", "OL1"), ("OL7",)),
        ("OL7", (), None),
        # Its group, or a bolt.
        ("F1", ("F1-01", "F1-02"), None),
        ("M8", ("M6", "M5"), None),
    ],
)
def test_a_code_of_one_digit_is_one_beside_others_of_its_kind(
    asked: str, near: tuple[str, ...], lost: tuple[str, ...] | None
) -> None:
    question = f"Which belt tension for {asked}?"
    found = signals(question, [BELT], "en")
    decided = without_weighing(question, [BELT], found, dict.fromkeys(found.nowhere, near))
    assert (decided and decided.refusal and decided.refusal.missing) == lost


def test_a_bolt_that_is_not_mentioned_is_refused() -> None:
    assert refused("What is the tightening torque for M16?", TORQUES)
    assert not refused("What is the tightening torque for M12?", TORQUES)


def test_a_subject_that_no_passage_speaks_of_is_refused_though_words_are_shared() -> None:
    coffee = "How do I descale the coffee machine in the canteen?"
    assert refused(coffee, text_evidence("Switch the machine off.", cosine=0.3))


@pytest.mark.parametrize(
    ("question", "has_answer"),
    [
        ("How many newton metres is the tightening torque for M12?", True),
        ("How many kilos is the tightening torque for M12?", False),
        ("Wie viel Volt hat die Schraube M12?", False),
    ],
)
def test_a_unit_that_is_counted_has_to_stand_there(question: str, has_answer: bool) -> None:
    assert refused(question, TORQUES) is not has_answer


def test_another_unit_of_its_kind_answers_a_count() -> None:
    hook = text_evidence("The crane hook hangs 4500 mm above the floor.")
    assert not refused("How many metres above the floor hangs the crane hook?", hook)
    assert refused("How many gigabytes does the crane hook hold?", hook)


def test_feet_and_bars_are_parts_too() -> None:
    press = text_evidence("The press stands on four feet; its tool lies on two roller bars.")
    assert not refused("How many feet does the press stand on?", press)
    assert not refused("How many bars does the tool of the press lie on?", press)


def test_a_weight_or_torque_that_stands_nowhere_is_refused_though_the_subject_is_there() -> None:
    hook = text_evidence("The crane hook turns freely on its bearing and has a latch of 40 mm.")
    assert refused("What weight has the crane hook?", hook)
    assert refused("Which torque turns the crane hook?", hook)
    cover = text_evidence("Fit the four screws of the cover. They are 30 mm long.", cosine=0.7)
    assert refused("How tight are the screws of the cover?", cover)
    by_hand = text_evidence("Fit the four screws of the cover, hand-tight.", cosine=0.7)
    assert not refused("How tight are the screws of the cover?", by_hand)
    assert not refused("Does the crane hook turn freely?", hook)
    weighed = text_evidence("Its mass is 12 kg, of the crane hook alone.")
    assert not refused("What weight has the crane hook?", hook, weighed)


@pytest.mark.parametrize(
    "question",
    [
        "When should the torque-set method not be used?",
        "Where is the torque wrench of the crane kept?",
        "Can I use a torque wrench at the crane hook?",
        "What is the torque wrench of the crane hook for?",
    ],
)
def test_what_asks_for_no_torque_needs_none(question: str) -> None:
    told = text_evidence(
        "The torque wrench of the crane hook hangs beside the crane. The torque-set method is not "
        "used where the crane bears a load.",
        cosine=0.7,
    )
    assert not refused(question, told)
    assert refused("What torque does the crane hook need?", told)


def test_a_torque_wrench_is_no_torque_in_german_either() -> None:
    told = text_evidence(
        "Der Drehmomentschlüssel für den Kranhaken hängt am Kran.", language="de", cosine=0.7
    )
    assert not refused("Wofür ist der Drehmomentschlüssel am Kranhaken?", told)
    assert refused("Welches Drehmoment braucht der Kranhaken?", told)


def test_a_paraphrase_is_not_refused() -> None:
    assert not refused("What tension does the drive belt need?", BELT)


@pytest.mark.parametrize("asked", ["480 V", "480V", "480 volts"])
def test_a_figure_is_held_by_its_number_however_its_unit_is_printed(asked: str) -> None:
    mains = table_evidence([["Mains", "Fuse"]], [["480V/60Hz", "32"], ["230V/50Hz", "63"]])
    bare = table_evidence([["Line", "Fuse"]], [["480", "32"], ["230", "63"]])
    question = f"Which fuse at {asked} mains on the line?"
    found = [
        signals(question, [one], "en").values["coverage"]
        for one in (mains, bare, text_evidence("The fuse of the mains line."))
    ]
    assert found == pytest.approx([3 / 4, 3 / 4, 3 / 4])


def test_many_words_of_another_subject_are_refused_though_one_is_shared() -> None:
    question = "Which colour should the drive cabinet's outside walls be painted?"
    assert refused(question, text_evidence("Tighten the drive belt to 45 Nm.", cosine=0.35))


def test_across_languages_similarity_and_codes_decide() -> None:
    question = "How tight must the belt be?"
    german = "Der Riemen wird mit 45 Nm gespannt."
    assert not refused(question, text_evidence(german, language="de", cosine=0.4))
    assert refused(question, text_evidence(german, language="de", cosine=0.02))
    code = text_evidence("AL-204 Öldruck zu niedrig", language="de", cosine=0.02)
    assert not refused("What is AL-204?", code)


def test_a_question_in_another_script_or_of_ten_thousand_letters_is_decided_quietly() -> None:
    assert refused("压力是多少", text_evidence("Tighten the belt.", cosine=0.1))
    assert refused(
        "belt tension " + "lorem ipsum dolor amet " * 450, text_evidence("x", cosine=0.1)
    )


def test_the_text_says_what_was_looked_in() -> None:
    reason = refusal("What does AL-999 mean?", [ALARMS], "en")
    assert reason is not None
    text = refusal_text(reason, SEARCHED, "en")
    assert "AL-999" in text
    assert "press C" in text
    assert "lathe A" in text
    assert "Gesucht wurde in: press C, lathe A." in refusal_text(reason, SEARCHED, "de")
    many = Searched(manuals=("a",), revisions=tuple(f"manual {n}" for n in range(9)))
    assert refusal_text(reason, many, "en").endswith("and 3 more.")
    assert "nothing to look in" in refusal_text(reason, Searched(manuals=(), revisions=()), "en")


def test_signals_are_there_to_calibrate_with() -> None:
    found = signals("How tight should the drive belt be?", [BELT], "en")
    assert (found.passages, found.missing, found.cosine) == (1, (), 0.7)
    assert 0 < found.values["coverage"] <= 1
    better = signals("What torque does the drive belt need?", [BELT], "en")
    worse = signals("What colour has the cabinet of the coffee machine?", [BELT], "en")
    weights = FITTED_WEIGHTS
    assert risk(better, weights) < risk(worse, weights)


def test_a_question_is_cleaned_and_an_empty_one_rejected() -> None:
    assert checked_question("  How\ttight\x00 is\n it?\u202e ") == "How tight is it?"
    for empty in ("", "   ", "\x00\x07", "\u200b", "?!"):
        with pytest.raises(QuestionRejected, match="no question"):
            checked_question(empty)
    with pytest.raises(QuestionRejected, match="characters"):
        checked_question("a" * (LONGEST_QUESTION + 1))


def test_a_long_question_is_searched_by_its_beginning() -> None:
    long = "How tight is the belt? " + "word " * 2000
    part = searched_part(checked_question(long))
    assert part.startswith("How tight is the belt?")
    assert len(part) <= 1000
    assert part.endswith("word")


def test_weights_of_other_signals_do_not_count_and_are_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor does the threshold that was fitted with them."""
    _tell_once.cache_clear()
    strict = {"refusal_threshold": 0.01}
    old = {"refusal_weights": (("rarest", 9.0), ("bias", 9.0)), **strict}

    def refused_with(**settings: object) -> bool:
        changed = SETTINGS.model_copy(update=settings)
        asked = "How tight should the drive belt be?"
        return refusal_with(asked, [BELT], "en", settings=changed) is not None

    assert not refused_with(**old)
    assert "calibrate-refusal --write" in caplog.text
    assert refused_with(**strict)
    assert refused_with(refusal_weights=tuple((n, 9.0 * (n == "bias")) for n in FITTED_WEIGHTS))
