"""Rank metrics of one question, by trec_eval.

What is to be found are *relevant items*: the pages that the case expects, or its sections where it
names no page. A hit is right if `Expected.is_met_by` says so: manual and a page or a section agree.
A right hit shows the items of its pages (or sections) that no hit above it has shown. One that is
right by its section alone, on none of the pages, shows the first item of that place that is left.

So each item counts once, however many hits stand on its page: a later hit that shows nothing new
takes a rank and gains nothing. A hit that shows two new items takes two ranks in nDCG's list, for
trec_eval knows one item a rank; hit@k, MRR and recall@k count hits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pytrec_eval import RelevanceEvaluator

from evals.run import RankedHit
from evals.suite import Expected
from store.section_names import comparable_section
from store.values import Elsewhere, Hit

DEPTHS = (1, 3, 5, 10)
DEPTH = max(DEPTHS)
NAMES = (
    *(f"hit@{depth}" for depth in DEPTHS),
    *(f"recall@{depth}" for depth in DEPTHS),
    f"mrr@{DEPTH}",
    f"ndcg@{DEPTH}",
    "precision@1",
)

_MEASURES = {f"success_{','.join(map(str, DEPTHS))}", "recip_rank", f"ndcg_cut_{DEPTH}"}
_NAME_OF = {
    **{f"success_{depth}": f"hit@{depth}" for depth in DEPTHS},
    "recip_rank": f"mrr@{DEPTH}",
    f"ndcg_cut_{DEPTH}": f"ndcg@{DEPTH}",
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be found: a page, or a section, of one expected place."""

    place: int
    page: int | None = None
    section: str | None = None


def relevant_items(expected: Sequence[Expected]) -> tuple[Item, ...]:
    """Return what is to be found: the pages of each place, its sections where it has none."""
    found: list[Item] = []
    for number, place in enumerate(expected):
        if place.pages:
            found.extend(Item(number, page=page) for page in dict.fromkeys(place.pages))
        else:
            names = dict.fromkeys(comparable_section(section) for section in place.sections)
            found.extend(Item(number, section=name) for name in names)
    return tuple(found)


def ranked(expected: Sequence[Expected], hits: Sequence[Hit]) -> tuple[RankedHit, ...]:
    """Return the hits trimmed, each with the items that it is the first to show."""
    items = relevant_items(expected)
    shown: set[int] = set()
    found: list[RankedHit] = []
    for rank, hit in enumerate(hits[:DEPTH], 1):
        new: list[int] = []
        right = False
        for number, place in enumerate(expected):
            if not place.is_met_by(hit):
                continue
            right = True
            standing = _standing(place, hit)
            seen = _shown_of(items, number, standing, shown)
            new.extend(item for item in seen if item not in shown)
            shown.update(new)
        found.append(
            RankedHit(
                rank=rank,
                chunk=hit.chunk,
                manual=hit.manual,
                revision=hit.revision,
                file=hit.file,
                page=hit.page,
                page_label=hit.page_label,
                section=hit.section,
                score=hit.score,
                right=right,
                shows=tuple(new),
                places=hit.places if rank == 1 else (),
            )
        )
    return tuple(found)


def _standing(place: Expected, hit: Hit) -> list[Hit | Elsewhere]:
    """Where in the place's own manual a hit stands: by itself, or where its words are printed too.

    Page 9 of another manual is not the page 9 that is expected.
    """
    everywhere: tuple[Hit | Elsewhere, ...] = (hit.model_copy(update={"also": ()}), *hit.also)
    return [there for there in everywhere if place.is_met_by(there)]


def _shown_of(
    items: Sequence[Item], place: int, standing: Sequence[Hit | Elsewhere], shown: set[int]
) -> list[int]:
    pages = {there.page for one in standing for there in one.places}
    headings = {comparable_section(heading) for one in standing for heading in one.section}
    of_place = [number for number, item in enumerate(items) if item.place == place]
    stands_on = [
        number
        for number in of_place
        if items[number].page in pages or items[number].section in headings
    ]
    return stands_on or [number for number in of_place if number not in shown][:1]


def ranking_metrics(expected: Sequence[Expected], hits: Sequence[RankedHit]) -> dict[str, float]:
    """Return the metrics in NAMES of one question; none where nothing is to be found.

    hit@k: 1 if one of the first k hits is right. MRR@10: 1/rank of the first right hit. recall@k:
    share of the relevant items that the first k hits show. nDCG@10: gain 1 an item, discounted by
    log2(rank + 1), over the best possible order (Järvelin and Kekäläinen 2002, as in trec_eval).
    precision@1: share of the first hit's pages that are expected; of sections alone, as hit@1.
    """
    items = relevant_items(expected)
    if not items:
        return {}
    documents = _documents(hits)
    wanted = {f"item {number}": 1 for number in range(len(items))}
    # trec_eval takes no empty list: a document that nobody wants stands for nothing found.
    scores = {name: float(-place) for place, name in enumerate(documents or ["nothing"])}
    judged = RelevanceEvaluator({"question": wanted}, _MEASURES).evaluate({"question": scores})
    figures = {_NAME_OF[name]: float(value) for name, value in judged["question"].items()}
    # Recall counts hits, not documents, so each depth is a list of its own.
    lists = {
        f"recall@{depth}": dict.fromkeys(_documents(hits[:depth]) or ["nothing"], 1.0)
        for depth in DEPTHS
    }
    recalls = RelevanceEvaluator(dict.fromkeys(lists, wanted), {"set_recall"}).evaluate(lists)
    figures |= {name: float(recalls[name]["set_recall"]) for name in lists}
    figures["precision@1"] = _exactness(expected, hits[0]) if hits else 0.0
    return {name: figures[name] for name in NAMES}


def _exactness(expected: Sequence[Expected], first: RankedHit) -> float:
    """A hit that stands on four pages, of which one is right, leaves three to be looked through."""
    pages = {place.page for place in first.places}
    if not first.right or not pages:
        return float(first.right)
    wanted = {page for place in expected for page in place.pages}
    return len(pages & wanted) / len(pages) or 1.0


def first_right(hits: Sequence[RankedHit]) -> int | None:
    """Return the rank, from 1, of the first right hit; None where none is."""
    return next((hit.rank for hit in hits if hit.right), None)


def _documents(hits: Sequence[RankedHit]) -> list[str]:
    return [
        name
        for hit in hits
        for name in ([f"item {item}" for item in hit.shows] or [f"other {hit.rank}"])
    ]
