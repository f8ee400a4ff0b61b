"""Codes that are numbers after a word: "Codice 064", "erreur 12", "alarma 204"."""

from collections.abc import Iterator

import pytest

from answer.identifiers import identifiers
from app.local import LocalService
from ingest.identifier_patterns import DEFAULT_PATTERNS, compiled, found_in
from store.identifiers import KIND_WORDS, identifier_key
from store.values import Scope
from tests.homes import opened, taken_in

PATTERNS = compiled(DEFAULT_PATTERNS)
# Abbreviations that are words as well: in print they have their dot.
WITH_DOT = ("par", "pr")
WORDS = [word for words in KIND_WORDS.values() for word in words]
CAUSES = {
    "063": ("Contatto del freno aperto.", "Il freno è usurato.", "Sostituire il freno."),
    "064": ("Scaduto tempo di corsa.", "Gli induttori sono difettosi.", "Pulire gli induttori."),
    "065": ("Porta non chiusa.", "La serratura è rotta.", "Cambiare la serratura."),
}


def catalogued(text: str) -> set[str]:
    return {identifier_key(found.code) for found in found_in(text, PATTERNS)}


@pytest.mark.parametrize("word", WORDS)
def test_what_is_catalogued_can_be_asked_for(word: str) -> None:
    printed = f"{word}. 204" if word in WITH_DOT else f"{word.capitalize()} 204"
    asked = identifiers(f"{word} 204?")
    assert len(catalogued(printed)) == 1
    assert catalogued(printed) <= {key for code in asked for key in code.keys}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("codice errore 115", "errore 115"),
        ("código de error 12", "error 12"),
        ("code défaut 12", "defaut 12"),
        ("Codice 064", "codice: 64"),
        ("Cod. 255", "code 255"),
        ("Fehlercode 12", "error 12"),
        ("Code E4304", "E-4304"),
    ],
)
def test_a_kind_that_is_said_twice_or_otherwise_is_one(one: str, other: str) -> None:
    assert identifier_key(one) == identifier_key(other)


@pytest.mark.parametrize("text", ["barcode 39", "valeur par défaut 12", "code 400 V", "part 12"])
def test_what_is_no_code_is_not_catalogued(text: str) -> None:
    assert catalogued(text) == set()


def test_a_default_is_no_fault_to_ask_for() -> None:
    assert identifiers("Quelle est la valeur par défaut 12 ?") == ()


@pytest.fixture(scope="module")
def lift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalService]:
    """A service with an Italian list of codes, each with its sections, and a page that refers."""
    folder = tmp_path_factory.mktemp("lift")
    lines = ["# Elenco errori"]
    for code, (meaning, cause, remedy) in CAUSES.items():
        lines += [f"## Codice {code}", meaning, "### Cause", cause, "### Soluzioni", remedy]
    lines += ["# Blocco", "## Tempo di corsa (vedi errore 064)", "Spegnere e accendere il quadro."]
    path = folder / "errori.md"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    with opened(folder / "home") as service:
        assert taken_in(service, path, language="it").state == "done"
        yield service


def test_a_code_is_answered_from_its_own_section(lift: LocalService) -> None:
    for question in ("Codice 064: cause?", "Cosa significa il codice 064?", "errore 64, rimedio?"):
        for hit in lift.search(question, scope=Scope(), limit=3).hits:
            assert "Codice 064" in hit.section, question
    answer = lift.ask("Codice 064: quali sono le cause?", scope=Scope())
    assert {citation.section[1] for citation in answer.citations} == {"Codice 064"}
    assert "induttori sono difettosi" in answer.text


def test_a_code_that_is_not_there_is_refused_in_the_questions_language(lift: LocalService) -> None:
    answer = lift.ask("Cosa significa il codice 074?", scope=Scope())
    assert answer.outcome == "refused"
    assert answer.text.startswith("Nessun manuale in vigore risponde a questo. 074 non vi compare.")
    assert "Codice 065" in answer.text


def test_an_english_question_is_compared_with_an_italian_manual_across_languages(
    lift: LocalService,
) -> None:
    answer = lift.ask("What does code 063 mean?", scope=Scope())
    assert answer.outcome == "quoted"
    assert answer.citations[0].section[1] == "Codice 063"
    refused = lift.ask("What is the weight of the drive?", scope=Scope())
    assert refused.text.startswith("No manual in force answers this.")
