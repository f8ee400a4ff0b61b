"""What something is, is answered by what says so, wherever the word stands beside it."""

from pathlib import Path

import pytest

from answer.arrangement import definitions_first
from answer.definitions import asks_definition, defines
from answer.evidence import Evidence
from answer.quote import quotes
from app.local import LocalService
from store.values import Scope
from tests.evidence_builders import table_evidence, text_evidence
from tests.homes import opened, taken_in
from tests.test_arrangement import found

SLACK = "Slack - the way that the chain gives at its middle, pressed by hand."


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("What is slack?", SLACK, "en"),
        ("What is the slack?", f"• {SLACK}", "en"),
        ("What's a bus bar?", "BUS BAR-A heavy copper bar that joins circuits.", "en"),
        ("what is the feed hold", "Feed hold: the axes stand, the spindle turns on.", "en"),
        ("What are lag bolts?", "Lag bolts are the screws of the base.", "en"),
        ("What is droop?", "Droop means that the slide sinks while it rests.", "en"),
        ("Was ist der Nachlauf?", "Der Nachlauf ist die Zeit, bis das Band steht.", "de"),
        ("Was ist Schlupf?", "Schlupf bedeutet, dass der Riemen rutscht.", "de"),
        ("Qu'est-ce que le jeu ?", "Le jeu est la distance entre deux pièces.", "fr"),
        ("Cos'è il fermo?", "Il fermo è la parte che tiene la slitta.", "it"),
        ("¿Qué es el tope?", "El tope es la pieza que detiene el carro.", "es"),
    ],
)
def test_a_sentence_defines_what_it_begins_with(question: str, text: str, language: str) -> None:
    assert asks_definition(question)
    assert defines(question, text, language)


@pytest.mark.parametrize(
    "text",
    [
        # A state, another thing, or one that is made of it.
        "Slack is measured at the middle.",
        "Chain slack - how far it gives.",
        "The way that the chain gives is the slack.",
        "Slack-free chains are black.",
    ],
)
def test_other_sentences_only_name_it(text: str) -> None:
    assert not defines("What is slack?", text, "en")


@pytest.mark.parametrize(
    "question",
    ["What is the voltage?", "Where is the slack?", "How much slack?", "slack", "What is AL-204?"],
)
def test_a_figure_a_place_or_a_code_is_no_definition(question: str) -> None:
    assert not asks_definition(question)
    assert asks_definition("What is voltage?")


def test_what_says_so_comes_before_what_names_it_more_often() -> None:
    often = found("a", "Slack wears the chain, and slack chains jump. Measure the slack.")
    says = found("b", SLACK, page=2, score=0.3)
    assert definitions_first("What is slack?", (often, says)) == (says, often)
    assert definitions_first("Where is the slack?", (often, says)) == (often, says)


def test_a_section_that_is_called_so_tells_as_well() -> None:
    often = text_evidence("Slack wears the chain, and slack chains jump.", score=0.9)
    called = text_evidence(
        "A chain gives at its middle. Some of it must stay.",
        section=("4 Chain", "4.1 Slack"),
        score=0.6,
    )
    assert _first("What is slack?", often, called) == called.passage.text
    table = table_evidence([["Slack", "mm"]], [["Slack", "4"]], section=("4 Chain", "4.1 Slack"))
    assert _first("What is slack?", text_evidence(SLACK, score=0.5), table) == SLACK


def _first(question: str, *evidence: Evidence) -> str:
    quote = quotes(question, evidence)[0]
    return quote.text


def test_search_looks_for_it_below_the_best_hits(tmp_path: Path) -> None:
    wear = "Slack wears the chain, and the more slack, the more it wears. Slack number {} is told."
    sections = [f"# {n} Wear by slack {n}\n\n{wear.format(n)}\n" for n in range(1, 9)]
    terms = f"# 9 Terms\n\n- Droop - how far the slide sinks while it rests.\n- {SLACK}\n"
    path = tmp_path / "chain.md"
    path.write_text("\n".join([*sections, terms]), encoding="utf-8")
    with opened(tmp_path / "home") as service:
        assert taken_in(service, path).state == "done"
        assert _named(service, "What is slack?") == "9 Terms"
        assert _named(service, "slack") != "9 Terms"
        assert service.ask("What is slack?", scope=Scope()).text.startswith(f"• {SLACK}")
    with opened(tmp_path / "home", definitions_first=False) as service:
        assert _named(service, "What is slack?") != "9 Terms"


def _named(service: LocalService, question: str) -> str:
    return service.search(question, scope=Scope()).hits[0].section[-1]
