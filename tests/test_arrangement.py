"""Hits as they are shown: the same words once with all their places, and other pages first."""

import datetime

from answer.arrangement import (
    contents_behind,
    each_language,
    other_pages_first,
    ranked,
    shown_once,
)
from answer.hybrid import Found
from evals.suite import Expected
from store.contents import CONTENTS
from store.manual_values import StoredRevision
from store.values import Hit, Place

PARAGRAPH = "Lock the main switch with a padlock and wait until the pressure gauge shows 0 bar."


def found(
    chunk: str,
    text: str,
    *,
    manual: str = "press",
    page: int = 1,
    score: float = 0.5,
    kind: str = "paragraph",
    language: str = "en",
) -> Found:
    revision = StoredRevision(
        id=manual,
        manual=manual,
        title=manual,
        machines=(manual,),
        revision="A",
        language=language,
        effective=datetime.date(2025, 1, 1),
        file=f"{manual}.pdf",
        sha256="",
        chunk_digest="",
        media_type="pdf",
    )
    hit = Hit(
        rank=1,
        chunk=chunk,
        manual=manual,
        revision="A",
        file=f"{manual}.pdf",
        machines=(manual,),
        language=language,
        page=page,
        page_label=None,
        section=("1 Safety",),
        kind=kind,
        text=text,
        places=(Place(page=page, boxes=()),),
        score=score,
    )
    return Found(hit, revision, "passage", (), None, None)


def test_the_same_paragraph_of_three_manuals_is_shown_once_with_all_its_places() -> None:
    hits = shown_once(
        [
            found("a", PARAGRAPH),
            found("b", PARAGRAPH.replace(" ", "\n", 1), manual="lathe", page=7),
            found("c", PARAGRAPH, manual="saw", page=9),
            found("d", "Something else stands here."),
        ]
    )
    assert [item.hit.chunk for item in hits] == ["a", "d"]
    assert [(place.manual, place.page) for place in hits[0].hit.also] == [("lathe", 7), ("saw", 9)]
    assert Expected(manual="saw", pages=(9,)).is_met_by(hits[0].hit)
    assert not Expected(manual="saw", pages=(8,)).is_met_by(hits[0].hit)


def test_headings_and_repetitions_within_a_manual_stay_as_they_are() -> None:
    hits = [
        found("a", "Maintenance"),
        found("b", "Maintenance", manual="lathe"),
        found("c", PARAGRAPH, page=2),
        found("d", PARAGRAPH, page=3),
    ]
    assert shown_once(hits) == tuple(hits)


def test_an_index_comes_behind_pages_about_as_good_and_never_first() -> None:
    hits = [
        found("index", "belt 12", score=0.9, kind=CONTENTS),
        found("a", "x", score=0.5),
        found("contents", "5.2 Belt 12", score=0.4, kind=CONTENTS),
        found("b", "y", score=0.35),
        found("c", "z", score=0.2),
    ]
    behind = contents_behind(hits)
    assert [item.hit.chunk for item in behind] == ["a", "index", "b", "contents", "c"]
    assert contents_behind(hits[:1])[0].hit.chunk == "index"
    scores = [item.hit.score for item in ranked(behind, 5)]
    assert scores == sorted(scores, reverse=True)


def test_other_pages_come_before_more_of_the_same() -> None:
    hits = [found("a", "x", page=4), found("b", "y", page=4), found("c", "z", page=5)]
    assert [item.hit.chunk for item in other_pages_first(hits)] == ["a", "c", "b"]


def test_the_best_in_another_language_is_among_the_first_five() -> None:
    english = [found(name, "x") for name in "abcdef"]
    german = [found(name, "x", language="de") for name in "xyz"]
    index = found("i", "x", language="de", kind=CONTENTS)
    order = ["a", "b", "c", "d", "x", "e", "f", "y"]
    behind = each_language([*english, *german[:2]], "en")
    assert [item.hit.chunk for item in behind] == order
    turned = each_language([*english, *german[:2]], "de")
    assert [item.hit.chunk for item in turned] == order
    for before in ([*german[:1], *english], english, [*english, index], english[:2]):
        assert list(each_language(before, "en")) == before
    assert [item.hit.chunk for item in each_language([*english, *german], "en")][4:6] == ["x", "e"]
    far = found("x", "x", language="de", score=0.4)
    assert list(each_language([*english, far], "en")) == [*english, far]


def test_ranks_count_from_one_and_no_hit_scores_above_the_one_before() -> None:
    hits = ranked([found("a", "x", score=0.4), found("b", "y", score=0.9)], 2)
    assert [(item.hit.rank, item.hit.score) for item in hits] == [(1, 0.4), (2, 0.4)]
    assert len(ranked(hits, 1)) == 1
