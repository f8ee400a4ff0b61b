"""A maker's manuals of kindred products: the one that a question names by its title answers."""

import datetime
from collections.abc import Iterator, Sequence

import pytest

from answer.named_manuals import Named, named_manuals
from app.local import LocalService
from store.manual_values import StoredRevision
from store.values import Scope
from store.vocabulary import Vocabulary
from tests.evidence_builders import vocabulary
from tests.homes import opened, taken_in

PRODUCTS = {
    "Hubtisch": "Er hebt Paletten bis in die Höhe des Förderers.",
    "Rollenbahn": "Sie führt Paletten weiter.",
    "Wickler": "Er wickelt Folie um Paletten.",
}
SECTIONS = """# Technisches Handbuch ACME {product}

# 1 Übersicht
Dieses Handbuch gilt für {product}. {what} Wer am {product} arbeitet, liest es zuvor.
Der {product} wird nur mit allen Abdeckungen betrieben.

# 2 Inbetriebnahme
Die Verdrahtung prüfen. Danach den Hauptschalter einschalten und {seconds} s warten.

# 3 Sperrfunktion
Ein Signal am Eingang I{seconds} sperrt den Antrieb, solange es ansteht.

# 4 Anlaufzeit
Die Anlaufzeit lässt sich von 2 bis {seconds} s einstellen.
"""


@pytest.fixture(scope="module")
def kindred(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalService]:
    folder = tmp_path_factory.mktemp("kindred")
    with opened(folder / "home") as service:
        for number, (product, what) in enumerate(PRODUCTS.items(), 3):
            path = folder / f"acme_{number}.md"
            path.write_text(
                SECTIONS.format(product=product, what=what, seconds=number), encoding="utf-8"
            )
            assert taken_in(service, path, language="de").state == "done"
        yield service


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Wie nehme ich den {} in Betrieb?", "2 Inbetriebnahme"),
        ("Sperrfunktion {}", "3 Sperrfunktion"),
        ("Welche Anlaufzeit kann ich am {} einstellen?", "4 Anlaufzeit"),
    ],
)
def test_the_section_of_the_manual_named_comes_first(
    kindred: LocalService, product: str, question: str, section: str
) -> None:
    first = kindred.search(question.format(product), scope=Scope()).hits[0]
    assert (first.manual, first.section[-1]) == (
        f"acme_{[*PRODUCTS].index(product) + 3}",
        section,
    )


def test_what_is_quoted_is_of_the_manual_named(kindred: LocalService) -> None:
    answer = kindred.ask("Welche Anlaufzeit kann ich am Wickler einstellen?", scope=Scope())
    assert "2 bis 5 s" in answer.text


def test_of_two_products_asked_about_in_turn_the_later_counts(kindred: LocalService) -> None:
    before = ["Welche Anlaufzeit kann ich am Hubtisch einstellen?"]
    answer = kindred.ask("Und am Wickler?", scope=Scope(), history=before)
    assert "2 bis 5 s" in answer.text
    assert answer.understood is not None
    assert "Hubtisch" not in answer.understood


TEXTS = {
    "logic": ["The logic unit has two gates.", "Connect the logic gate.", "Set the time."],
    "hoist": ["The hoist lifts.", "Its logic stops it.", "The hoist has a logic input.", "Set it."],
    "roller": ["The roller turns.", "Its logic stops it.", "The logic of the roller is fixed."],
}


def named(
    question: str,
    *,
    machines: tuple[str, ...] = (),
    only: int = 3,
    kinds: Sequence[str] = tuple(TEXTS),
) -> Named | None:
    manuals = [
        StoredRevision(
            id=name,
            manual=name,
            title=f"Technical manual ACME {kind}",
            machines=machines,
            revision="A",
            language="en",
            effective=datetime.date(2025, 1, 1),
            file=f"{name}.pdf",
            sha256="0",
            chunk_digest="0",
        )
        for name, kind in zip(TEXTS, kinds, strict=True)
    ][:only]

    def frequencies(revisions: Sequence[StoredRevision]) -> Vocabulary:
        return vocabulary([text for one in revisions for text in TEXTS[one.manual]], "en")

    return named_manuals(question, manuals, frequencies)


def test_a_word_that_is_one_manuals_own_names_it_and_is_looked_for_no_more() -> None:
    found = named("Hoist: how do I set the time?")
    assert found is not None
    assert [one.manual for one in found.revisions] == ["hoist"]
    assert found.words == ": how do I set the time?"


def test_a_word_of_all_manuals_names_one_only_behind_an_article() -> None:
    assert named("Which logic stops it?") is None
    found = named("How do I set the logic?")
    assert found is not None
    assert [one.manual for one in found.revisions] == ["logic"]


def test_another_form_of_a_word_names_none() -> None:
    assert named("Rollers: how do I set the time?") is not None
    assert named("Rolling: how do I set the time?") is None


def test_of_a_code_there_are_no_other_forms_and_one_of_several_titles_names_none() -> None:
    codes = ("K16 V24", "K16T V24", "K8+")
    for asked, manual in (("K16", "logic"), ("k16t", "hoist"), ("K8+", "roller")):
        found = named(f"{asked}: how do I set the time?", kinds=codes)
        assert found is not None
        assert [one.manual for one in found.revisions] == [manual]
    for unclear in ("K8", "K16S", "V24"):
        assert named(f"{unclear}: how do I set the time?", kinds=codes) is None


def test_a_short_name_in_capitals_is_a_code_and_a_short_word_is_none() -> None:
    short = ("GT", "Air", "hoist")
    found = named("How do I set the time of the GT?", kinds=short)
    assert found is not None
    assert [one.manual for one in found.revisions] == ["logic"]
    assert named("How do I set the time of the gt?", kinds=short) is None
    assert named("How do I set the time of the air?", kinds=short) is None


def test_what_all_titles_say_names_none_and_a_question_for_nothing_else_stays_whole() -> None:
    assert named("ACME technical manual: how do I set the time?") is None
    assert named("What is the hoist?") is None


def test_where_an_owner_said_the_machines_or_there_is_one_manual_it_is_the_scope_that_tells() -> (
    None
):
    assert named("Hoist: how do I set the time?", machines=("H-1",)) is None
    assert named("How do I set the time of the logic?", only=1) is None
