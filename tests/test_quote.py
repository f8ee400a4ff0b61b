"""Without a model: the sentence, step or row that answers, word for word, with its place."""

from hypothesis import given
from hypothesis import strategies as st

from answer.quote import quotes
from tests.evidence_builders import FAR_APART, TECHNICAL, table_evidence, text_evidence

BELT = (
    "The drive belt transmits the power of the motor to the flywheel. The belt is toothed and "
    "needs no lubrication. Tighten the drive belt to 45 Nm with the machine cold. Check the "
    "tension again after 10 operating hours. Keep spare belts dry, see Fig. 3."
)
CHANGE = """Change the drive belt when it is cracked or after 4,000 hours.
1. Switch the press off and lock the main switch.
2. Loosen the four motor bolts.
Leave them in their slots.
3. Take the old belt off.
• Mind the edges of the guard.
4. Fit the new belt and tighten it to 45 Nm.
Run the press for five minutes afterwards."""
ALARMS = table_evidence(
    [["Code", "Meaning", "Remedy"]],
    [
        ["AL-203", "Spindle overload", "Reduce the feed"],
        ["AL-204", "Lubrication pressure low", "Top up the oil, then check the pump"],
        ["AL-205", "Door open", "Close the door"],
    ],
    found=[0, 1],
)
TORQUES = table_evidence(
    [["Thread", "Tightening torque", "Tightening torque"], ["", "Steel 8.8", "Steel 10.9"]],
    [["M8", "25 Nm", "36 Nm"], ["M10", "49 Nm", "72 Nm"], ["M12", "85 Nm", "125 Nm"]],
    section=("9 Data", "9.2 Tightening torques"),
)


def test_one_sentence_answers_with_its_figure_and_page() -> None:
    (quote,) = quotes("How tight should the drive belt be?", [text_evidence(BELT)])
    citation = quote.citation(1)
    assert citation.quote == "Tighten the drive belt to 45 Nm with the machine cold."
    assert citation.quote in BELT
    assert (citation.page, citation.page_label, citation.revision) == (12, "8", "C")


def test_how_brings_the_whole_procedure_and_nothing_around_it() -> None:
    evidence = text_evidence(CHANGE, kind="procedure", found="3. Take the old belt off.")
    for question in (
        "How do I change the drive belt?",
        "Wie wechsle ich den Antriebsriemen (belt)?",
    ):
        (quote,) = quotes(question, [evidence])
        assert quote.text.startswith("1. Switch the press off")
        assert quote.text.endswith("4. Fit the new belt and tighten it to 45 Nm.")
        assert "Leave them in their slots." in quote.text
        assert quote.text in CHANGE


def test_a_question_for_a_figure_inside_a_procedure_gets_the_step() -> None:
    (quote,) = quotes("How tight must the new belt be?", [text_evidence(CHANGE)])
    assert quote.text == "4. Fit the new belt and tighten it to 45 Nm."


def test_of_two_procedures_the_one_asked_for_comes() -> None:
    both = "Emptying:\n1. Open the drain.\n2. Wait.\nFilling:\n1. Close the drain.\n2. Fill oil in."
    (quote,) = quotes("How do I fill oil?", [text_evidence(both)])
    assert quote.text == "Filling:\n1. Close the drain.\n2. Fill oil in."


def test_a_passage_with_steps_goes_before_a_better_ranked_one_without() -> None:
    talk = text_evidence("To change the drive belt takes two people and an hour.", score=0.95)
    found = quotes("How do I change the drive belt?", [talk, text_evidence(CHANGE, score=0.9)])
    assert found[0].text.startswith("1. Switch")


def test_a_passage_with_the_figure_goes_before_a_better_ranked_one_without() -> None:
    talk = text_evidence(
        "A drive belt that is too tight ruins its bearings in 50 hours.", score=1.0
    )
    figure = text_evidence("The drive belt is right at a force of 75 N.", score=0.7)
    assert quotes("How tight should the drive belt be?", [talk, figure])[0].text.endswith("75 N.")


def test_how_without_numbered_steps_brings_the_whole_short_passage_but_not_its_heading() -> None:
    section = ("5 Daily work", "Park the trolley")
    told = "Roll the trolley under the hook. Lower the pawl. The lamp goes out when it holds."
    (quote,) = quotes(
        "How do I park the trolley?", [text_evidence(f"Park the trolley\n{told}", section=section)]
    )
    assert quote.text == told


def test_how_without_numbered_steps_goes_on_from_the_best_sentence_of_a_long_passage() -> None:
    before = "The yard has many rails that nobody walks on at night. " * 10
    told = "To park the trolley roll it under the hook. Then lower the pawl."
    after = " Paint on the rails is renewed every spring by the painter." * 20
    (quote,) = quotes("How do I park the trolley?", [text_evidence(before + told + after)])
    assert quote.text.startswith(told)
    assert quote.text.endswith("painter.")
    assert len(quote.text) <= 700


def test_the_list_that_a_procedure_of_a_long_passage_is_comes_from_its_first_item() -> None:
    before = "The silo is emptied for every change of product. " * 18
    items = (
        "• Shut the plant down at the main switch.",
        "• Let the pressure off at the valve under the silo.",
        "• Open the flap of the silo and rake it out.",
        "• Close the flap again.",
    )
    text = before + "Mind what follows.\n" + "\n".join(items)
    (quote,) = quotes("How do I rake out the silo by its flap?", [text_evidence(text)])
    assert quote.text.endswith("\n".join(items))


def test_which_is_not_answered_with_what_is_not() -> None:
    text = (
        "Parts that do not touch the milk are of steel 1.4301.\n"
        "All that has contact with milk is of steel 1.4404.\n"
        "The following figure shows the parts that touch the milk."
    )
    (quote,) = quotes("Which steel are the parts of that touch the milk?", [text_evidence(text)])
    assert "1.4404" in quote.text
    (denied,) = quotes("Which steel are parts of that do not touch milk?", [text_evidence(text)])
    assert "1.4301" in denied.text


def test_a_table_of_steps_comes_whole_and_a_table_of_parts_does_not() -> None:
    steps = [
        [str(number), f"{verb} the guard of station {number}"]
        for number, verb in enumerate(("Open", "Lift", "Turn", "Wipe", "Close"), 1)
    ]
    procedure = table_evidence([["Step", "What to do"]], steps, found=[2])
    (quote,) = quotes("How do I turn the guard?", [procedure])
    assert quote.rows == (0, 1, 2, 3, 4)
    (row,) = quotes("Which station has a guard to turn?", [procedure])
    assert row.rows == (2,)


def test_one_number_that_is_two_messages_shows_both() -> None:
    section = ("10 Messages",)
    info = table_evidence(
        [["ID", "Text", "Remedy"]], [["365", "Track runs dry", "Look for a jam"]], section=section
    )
    warning = table_evidence(
        [["ID", "Text", "Remedy"]], [["365", "Change the filter", "Check it"]], section=section
    )
    quoted = quotes("What does message 365 mean?", [info, warning])
    assert [quote.text.split(" | ")[1] for quote in quoted] == [
        "Track runs dry",
        "Change the filter",
    ]


def test_what_a_section_tells_of_a_code_comes_behind_the_list_that_names_it() -> None:
    listed = table_evidence(
        [["Code", "Text", "Table"]], [["6053", "Sieve full", "(3)"]], score=1.9, section=("9",)
    )
    told = text_evidence(
        "Description: The sieve is full.\nEmpty the sieve and fit it again.",
        section=("9", "Display: [6053] Sieve full"),
        score=1.8,
    )
    quoted = quotes("What does message 6053 mean?", [listed, told])
    assert "Empty the sieve" in quoted[-1].text


def test_a_heading_is_never_the_answer() -> None:
    text = "Reserved dial places\nPlace 7 calls the gate."
    section = ("3 Telephone", "3.4 Reserved dial places", "Reserved dial places:")
    (quote,) = quotes("Which dial places are reserved?", [text_evidence(text, section=section)])
    assert quote.text == "Place 7 calls the gate."


def test_what_a_sentence_announces_comes_with_it() -> None:
    listed = (
        "The brake shoe is worn when you see the following:\n• The red mark shows. Look twice.\n"
        "• The shoe squeals.\n• Dust lies under the wheel."
    )
    (quote,) = quotes("When is the brake shoe worn?", [text_evidence(f"{listed}\nOil helps.")])
    assert quote.text == listed
    told = "To free the brake shoe send this frame:"
    text = f"{FAR_APART}{told} 7F 00 12"
    (quote,) = quotes("Which frame frees the brake shoe?", [text_evidence(text)])
    assert quote.text == f"{told} 7F 00 12"


def test_the_row_of_a_fault_code_in_any_spelling_under_its_header() -> None:
    for spelling in ("AL-205", "al205", "AL 205", "alarm 205", "Alarm No. 205"):
        (quote,) = quotes(f"What does {spelling} mean?", [ALARMS])
        citation = quote.citation(1)
        assert citation.quote == "AL-205 | Door open | Close the door", spelling
        assert citation.table is not None
        assert citation.table.header == (("Code", "Meaning", "Remedy"),)
        assert citation.table.rows == (("AL-205", "Door open", "Close the door"),)
        # The third row stands on the table's second page.
        assert (citation.page, citation.places[0].boxes) == (31, ((72.0, 52.0, 500.0, 62.0),))


def test_a_row_is_read_with_the_labels_of_its_columns() -> None:
    (quote,) = quotes("Tightening torque for M10?", [TORQUES])
    assert quote.readable == (
        "Thread: M10; Tightening torque Steel 8.8: 49 Nm; Tightening torque Steel 10.9: 72 Nm"
    )


def test_a_row_under_a_title_over_all_columns_is_read_whole() -> None:
    row = ["F-12", "400", "3", "600", "20", "35"]
    found = table_evidence([["Breakers of cabinet 2"] * 6], [row], found=[0])
    (quote,) = quotes("Which breaker is F-12?", [found])
    assert all(cell in quote.readable for cell in row)


def test_a_second_passage_is_quoted_only_if_near_and_adding_something() -> None:
    lead = text_evidence(BELT)
    near = text_evidence("The chain is tightened to 12 Nm.", score=0.85, manual="lathe")
    again = text_evidence("Tighten the drive belt well.", score=0.88, manual="old")
    far = text_evidence("The chain is oiled.", score=0.2, manual="conveyor")
    found = quotes("How tight should the drive belt and the chain be?", [lead, again, near, far])
    assert [quote.evidence.hit.manual for quote in found] == ["press", "lathe"]


def test_another_manual_is_quoted_only_if_as_good_and_of_the_machine_asked_for() -> None:
    question = "Which grease does the hoist chain of the KR-7 need?"
    lead = text_evidence("The hoist of the KR-7 needs grease G2.", machines=["KR-7"])

    def quoted(score: float, machine: str) -> bool:
        chain = text_evidence(
            "The chain needs grease G5.", score=score, manual="crane", machines=[machine]
        )
        return len(quotes(question, [lead, chain])) > 1

    assert quoted(0.88, "KR-7")
    assert not quoted(0.75, "KR-7")
    assert not quoted(0.88, "BX-1")


def test_another_manual_is_quoted_for_a_code_only_if_it_has_it() -> None:
    lead = text_evidence("W25 is shown when the service is due.")
    beside = "The lamp of the service comes on by itself."
    asked = "W25 comes on at the service, why?"

    def quoted(text: str) -> bool:
        return len(quotes(asked, [lead, text_evidence(text, score=0.89, manual="lathe")])) > 1

    assert not quoted(beside)
    assert quoted(f"{beside} It is W25 there, too.")


def test_words_of_asking_do_not_bring_a_further_passage() -> None:
    lead = text_evidence("The belt runs for 4,000 hours.")
    asking = text_evidence("Use this manual to find what you need.", score=0.89)
    assert len(quotes("What belt does this machine use, please find it?", [lead, asking])) == 1


def test_of_sentences_that_fit_alike_the_one_in_the_chunk_found_comes() -> None:
    text = f"The belt is checked monthly. {FAR_APART}The belt is checked by hand."
    found = "Paint wears off. The belt is checked by hand."
    (quote,) = quotes("belt check", [text_evidence(text, found=found)])
    assert quote.text == "The belt is checked by hand."


def test_hits_in_the_same_passage_are_one_quote() -> None:
    one, other = text_evidence(BELT), text_evidence(BELT, score=0.88)
    assert len(quotes("Is the drive belt toothed?", [one, other])) == 1


def test_nothing_found_quotes_nothing() -> None:
    assert quotes("How tight?", []) == ()


def test_a_parenthesis_after_a_sentence_is_quoted_with_it() -> None:
    passage = f"Small pumps: 0 to 40 bar. {FAR_APART}Big pumps: 0 to 90 bar. (Default 60)"
    (quote,) = quotes("What is the default of big pumps?", [text_evidence(passage)])
    assert quote.text == "Big pumps: 0 to 90 bar. (Default 60)"


@given(TECHNICAL, st.sampled_from(["How tight is aB3?", "how do I z", "日本語", "3.5 mm AL-204"]))
def test_every_quote_is_a_verbatim_piece(text: str, question: str) -> None:
    for quote in quotes(question, [text_evidence(text)]):
        assert quote.text in text
