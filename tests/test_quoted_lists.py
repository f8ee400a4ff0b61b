"""An item of a list comes with what announces the list, and with all that is told of it."""

from answer.quote import quotes
from tests.evidence_builders import FAR_APART, text_evidence

UNPLUG = """Place it on a level floor.
Pull the plug at once if any of these conditions exists:
• The cord is frayed.
• Water was spilled over the charger.
• It smells of smoke.
Two persons carry it."""

MENU = """The panel is set up in its menu.
From Settings, touch Panel for the following options:
Sounds
Key tone: Beep when a key is touched.
Alarm tone: Play a siren for each alarm.
The siren must be connected for that.
Clock: Show the time.
Lighting:
Back light: Choose how long it stays on.
Night mode: Dim the panel from dusk to dawn."""


def quoted(question: str, text: str, section: str = "4 Charger") -> str:
    (quote,) = quotes(question, [text_evidence(text, section=(section,))])
    return quote.readable


def test_an_item_comes_with_the_line_that_announces_its_list() -> None:
    answer = quoted("What should I do if water was spilled over the charger?", UNPLUG)
    announced, item = UNPLUG.splitlines()[1], UNPLUG.splitlines()[3]
    assert answer == f"{announced}\n{item}"


def test_an_item_of_names_and_colons_stands_for_itself() -> None:
    announced = MENU.splitlines()[1]
    answer = quoted("Where is the alarm tone set?", MENU + FAR_APART)
    assert answer.splitlines() == [announced, *MENU.splitlines()[4:6]], "told on the line below"
    how = quoted("How do I set the night mode of the panel?", MENU + 8 * f"\n{FAR_APART}")
    assert how.splitlines() == [announced, MENU.splitlines()[-1]], "its title says less"


def test_of_what_is_to_be_done_no_point_before_is_left_out() -> None:
    work = "Change the fuse as follows:\n• Pull the plug.\nMind\n• Open the lid.\n• Lift the fuse."
    assert quoted("How do I lift the fuse?", f"{work}\n{4 * FAR_APART}").startswith(work)


def test_what_no_line_announces_is_no_list() -> None:
    told = "Cause: The fan is stuck.\nRemedy: Clean the blades of the fan."
    assert quoted("Why is the fan stuck?", told) == told


def test_a_note_is_no_item() -> None:
    told = "There are two modes:\nNote: The lamp of the charger blinks twice when it is full."
    assert quoted("When does the lamp blink twice?", f"{told}\n{FAR_APART}").startswith("Note:")


def test_a_step_comes_with_a_short_procedure() -> None:
    steps = "1. Open the service menu.\n2. Touch Test, then Start.\n3. Read the result."
    assert quoted("Which service menu tests it?", f"{FAR_APART}\n{steps}", "Test") == steps


def test_a_list_that_its_heading_announces_answers() -> None:
    causes = "• After a cold night\n• With a worn belt"
    told = f"{causes}\nA worn nozzle changes the pressure, too, and is told by its hiss."
    section = "The pressure changes in the following situations:"
    assert quoted("What makes the pressure change?", told, section) == causes


def test_what_follows_a_title_that_names_the_case_comes_with_it() -> None:
    title, rest = "If the lamp stays dark, or it flickers", f"A fuse is blown. {FAR_APART}".strip()
    told = f"{3 * FAR_APART}\n{title}\n{rest}\n• Pull the plug.\n• Change the fuse behind the lid."
    answer = quoted("The lamp of the charger flickers and stays dark. Now what?", told)
    assert answer.startswith(f"{title}\n{rest}\n• Pull the plug.")
    assert "Change the fuse" in answer


def test_what_is_said_for_the_case_that_is_asked_about_goes_first() -> None:
    told = (
        "If the charger has one lamp, the charger, its lamp and the cord need no care. "
        + FAR_APART
        + "If the cord is hot, pull the plug."
    )
    answer = quoted("What must be done with a charger with one lamp when the cord is hot?", told)
    assert answer.endswith("If the cord is hot, pull the plug.")


def test_when_something_happens_is_told_by_what_names_the_case() -> None:
    case = "If nobody touches it, the panel goes to sleep."
    told = f"{2 * FAR_APART}The panel goes to sleep. {FAR_APART}{case} {FAR_APART}"
    assert quoted("When does the panel go to sleep?", told).startswith(case)
    assert not quoted("Does the panel go to sleep?", told).startswith(case)


def test_what_a_sentence_leans_on_comes_with_it() -> None:
    lamp, then = "The lamp turns red when the tank is empty.", "It then blinks twice a second."
    told = f"{FAR_APART}{lamp} {then} {FAR_APART}"
    assert quoted("How often a second does it blink?", told).startswith(f"{lamp} {then}")
    alone = f"{FAR_APART}{lamp} The pump blinks twice a second. {FAR_APART}"
    assert lamp not in quoted("How often a second does the pump blink?", alone)


def test_what_something_is_its_section_says_first() -> None:
    first = "All axes stop within the block."
    told = f"{first} It keeps the spindle turning. {FAR_APART}Press feed hold to use feed hold."
    assert quoted("What is the feed hold?", told, "3.2 Feed hold").startswith(first)


def test_the_size_of_a_tool_says_nothing_of_how_tight() -> None:
    steps = "4. Open the filter bowl with a 36 mm strap wrench.\n8. Tighten the bowl to 45 Nm."
    assert "45 Nm" in quoted("How tight does the filter bowl go on?", steps + "\n" + FAR_APART)


def test_a_sentence_ends_where_its_space_was_lost() -> None:
    told = f"{FAR_APART}The lamp is red.The pump stands still. {FAR_APART}"
    assert "lamp" not in quoted("Where does the pump stand still?", told).split(". ")[0]
