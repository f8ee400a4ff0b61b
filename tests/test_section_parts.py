"""What a code heads answers whole: its meaning, causes and remedies, not the title line alone."""

from dataclasses import replace

from answer.evidence import DEFINES, Evidence
from answer.quote import quotes
from answer.sentences import sentences
from ingest.identifiers import identifiers
from store.contents import Chunk, Passage
from tests.evidence_builders import text_evidence

TITLE, CAUSES, REMEDIES = (
    "Travel time elapsed.",
    "1. defective switches\n2. broken cable",
    "1. replace the switches\n2. check the cable",
)


def coded(score: float = DEFINES) -> list[Evidence]:
    """The parts of a section "Error 064" as they are found, best first."""
    told = [
        (TITLE, ()),
        (REMEDIES, ("Remedies",)),
        (CAUSES, ("Causes",)),
    ]
    return [
        replace(one, passage=replace(one.passage, order=5 + order))
        for rank, (order, (text, below)) in enumerate(zip((0, 2, 1), told, strict=True))
        for one in [
            text_evidence(
                text, section=("Errors", "Error 064", *below), score=score + 0.9 - rank / 10
            )
        ]
    ]


def test_a_code_brings_what_it_means_its_causes_and_its_remedies_in_their_order() -> None:
    for question in ("error 064", "What does error 064 mean?", "How do I fix error 064?"):
        assert [quote.text for quote in quotes(question, coded())] == [TITLE, CAUSES, REMEDIES]


def test_the_part_that_is_asked_for_comes_alone_and_whole() -> None:
    for question, part in (
        ("Error 064: what are the causes?", CAUSES),
        ("error 064 remedies", REMEDIES),
    ):
        best_first = sorted(coded(), key=lambda one: one.passage.text != part)
        scored = [
            replace(one, hit=one.hit.model_copy(update={"score": DEFINES + 0.9 - rank / 10}))
            for rank, one in enumerate(best_first)
        ]
        assert [quote.text for quote in quotes(question, scored)] == [part]


def test_a_machine_that_heads_its_manual_is_no_code_of_a_section() -> None:
    (quote, *_) = quotes("error 064", coded(score=0.0))
    assert quote.text == TITLE
    assert len(quotes("error 064", coded(score=0.0))) == 1


def test_a_beginning_that_only_says_the_question_again_brings_what_follows() -> None:
    found = [
        replace(one, passage=replace(one.passage, section=one.passage.section, text=text))
        for one, text in zip(coded(score=0.0), ("Oil too hot.", REMEDIES, CAUSES), strict=True)
    ]
    (first, *rest) = quotes("oil too hot", found)
    assert first.text == "Oil too hot."
    assert [quote.text for quote in rest] == [CAUSES, REMEDIES]


def section(*path: str, order: int) -> tuple[Passage, Chunk]:
    text = f"Text {order} of the manual."
    passage = Passage(f"p{order}", order, "text", path, text, ())
    return passage, Chunk(f"c{order}", f"p{order}", order, "text", path, " > ".join(path), text, ())


def test_all_of_a_short_section_defines_the_code_that_heads_it() -> None:
    told = [
        section("Errors", "Alarm 64", order=0),
        section("Errors", "Alarm 64", "Causes", order=1),
        section("Errors", "Alarm 65", order=2),
    ]
    found = identifiers([one for one, _ in told], [one for _, one in told])
    assert {(one.key, one.chunk) for one in found if one.defines} == {
        ("AL64", "c0"),
        ("AL64", "c1"),
        ("AL65", "c2"),
    }


def test_of_a_chapter_the_beginning_alone_defines_it() -> None:
    told = [section("Alarm 64", f"Part {order}", order=order) for order in range(1, 30)]
    told = [section("Alarm 64", order=0), *told]
    found = identifiers([one for one, _ in told], [one for _, one in told])
    assert [one.chunk for one in found if one.defines] == ["c0"]


def test_items_that_run_on_within_a_line_are_items() -> None:
    text = "It restarts after: 1.) low voltage. 2.) high current 3.) OL1, OL2."
    assert sentences(text) == (
        "It restarts after:", "1.) low voltage.", "2.) high current", "3.) OL1, OL2."
    )  # fmt: skip


def test_an_alarm_that_heads_a_section_is_told_whole() -> None:
    told = (
        "The motor is too hot. A load over some minutes does this. Look at the screw of the axis.\n"
        "A wrong wire can cause this alarm, too."
    )
    alarms = "137 Z MOTOR OVER HEAT 138 A MOTOR OVER HEAT"
    (quote,) = quotes(
        "Alarm 138 comes up, what is it?", [text_evidence(told, section=("ALARMS", alarms))]
    )
    assert quote.text == told
