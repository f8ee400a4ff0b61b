"""What is marked on the page is what is quoted, and no more of its passage."""

from dataclasses import asdict, replace

import pytest

from answer.citation import notices_shown
from answer.quote import quotes
from ingest.passages import Identity, drafts
from ingest.sections import runs
from store.contents import Block, Passage
from store.rows import passage_of, to_json
from store.values import Box
from tests.evidence_builders import FAR_APART, notice, text_evidence

BOXES: tuple[Box, ...] = tuple((50.0, 100.0 * n, 400.0, 100.0 * n + 40.0) for n in range(1, 6))
LINES = (
    "Stop the charger in any of these cases:",
    "The cord is frayed.",
    "Water was spilled over it.",
    f"It smells. {FAR_APART}".strip(),
    f"Two persons carry it. {FAR_APART}".strip(),
)
ITEM, CARRIED = "What if water was spilled over it?", "Who carries it, how many persons?"


def kept(*pages: int | None) -> Passage:
    """A passage of these lines, each on a page, as a home keeps it."""
    blocks = tuple(
        Block("list_item", line, page=page, box=box, marker="•")
        if 0 < n < 4
        else Block("paragraph", line, page=page, box=box)
        for n, (line, page, box) in enumerate(zip(LINES, pages, BOXES, strict=True))
    )
    ((draft,), _) = drafts(tuple(runs(blocks)), Identity("m", "s"), {3: "iii", 4: "iv"})
    return passage_of(to_json(asdict(draft.passage)))


def marked(question: str, passage: Passage) -> list[tuple[int, str | None, tuple[Box, ...]]]:
    evidence = replace(text_evidence(passage.text), passage=passage)
    (quote,) = quotes(question, [evidence])
    return [(place.page, place.page_label, place.boxes) for place in quote.citation(1).places]


def test_an_item_is_marked_with_what_announces_it() -> None:
    passage = kept(3, 3, 3, 3, 3)
    assert marked(ITEM, passage) == [(3, "iii", (BOXES[0], BOXES[2]))]
    assert marked(CARRIED, passage) == [(3, "iii", (BOXES[4],))]


def test_the_page_that_opens_is_the_one_that_is_quoted() -> None:
    assert marked(ITEM, kept(3, 3, 4, 4, 4)) == [(4, "iv", (BOXES[2],))]
    assert marked(CARRIED, kept(3, 3, 3, 3, 4)) == [(4, "iv", (BOXES[4],))]


@pytest.mark.parametrize("pages", [(None,) * 5, (3, 3, 3, 3, 3)])
def test_what_has_no_places_of_its_own_has_those_of_what_was_found(pages: tuple[int, ...]) -> None:
    passage = replace(kept(*pages), text_places=())
    evidence = replace(text_evidence(passage.text), passage=passage)
    (quote,) = quotes(CARRIED, [evidence])
    assert quote.places == evidence.hit.places


def test_a_warning_on_the_page_before_is_shown_all_the_same() -> None:
    passage = kept(3, 3, 3, 3, 4)
    shock = replace(notice("warning", "It bites.", section=()), places=passage.places[:1])
    evidence = replace(text_evidence(passage.text, section=(), notices=[shock]), passage=passage)
    hit = evidence.hit.model_copy(update={"places": passage.places})
    (quote,) = quotes(CARRIED, [replace(evidence, hit=hit)])
    assert [place.page for place in quote.places] == [4]
    assert [shown.text for shown in notices_shown([(1, quote)])] == ["It bites."]
