"""Service bulletins: what amends a section of a manual, brought along with that section."""

from collections.abc import Sequence

from answer.citation import Quote
from answer.evidence import Evidence
from answer.quote import quotes
from store.catalog import Catalog
from store.contents import Passage
from store.manual_values import StoredRevision
from store.section_names import stands_in
from store.values import Hit

# A bulletin of up to so many characters is read on a tablet as a whole.
_SHORT = 1200


def bulletins_for(
    hit: Hit, revisions: Sequence[StoredRevision], catalog: Catalog
) -> tuple[tuple[Evidence, ...], ...]:
    """Return the passages of each bulletin in force that amends the hit's section, newest first."""
    amending = (
        revision
        for revision in revisions
        if revision.amends_manual == hit.manual
        and (revision.amends_section is None or stands_in(hit.section, revision.amends_section))
    )
    # One in several languages is given once, whole.
    once = {revision.id: revision for revision in amending}.values()
    newest = sorted(once, key=lambda revision: revision.effective, reverse=True)
    found = (_whole(revision, catalog) for revision in newest)
    return tuple(passages for passages in found if passages)


def whole_or_best(question: str, bulletin: Sequence[Evidence]) -> tuple[Quote, ...]:
    """Return what a bulletin says, whole where it is short, else what fits the question best.

    Where it says more than that it is one and what it amends, only the rest is given.
    """
    sections = {evidence.passage.section for evidence in bulletin}
    deeper = [e for e in bulletin if not any(_leads_to(e.passage.section, s) for s in sections)]
    told = deeper or list(bulletin)
    if sum(len(evidence.passage.text) for evidence in told) > _SHORT:
        return quotes(question, told)[:1]
    return tuple(
        Quote(e, rows=e.rows) if e.rows else Quote(e, 0, len(e.passage.text)) for e in told
    )


def _leads_to(section: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a section is around another: a bulletin's head, above what it says."""
    return len(section) < len(other) and other[: len(section)] == section


def _whole(revision: StoredRevision, catalog: Catalog) -> tuple[Evidence, ...]:
    by_ocr = catalog.pages_by_ocr([revision.id])[revision.id]
    return tuple(
        Evidence(
            hit=_as_hit(revision, passage),
            passage=passage,
            title=revision.title,
            effective=revision.effective,
            notices=catalog.notices(revision.id, passage.section),
            rows=tuple(range(len(passage.rows))),
            cosine=None,
            keyword=None,
            by_ocr=by_ocr,
        )
        for passage in catalog.passages_of(revision.id)
    )


def _as_hit(revision: StoredRevision, passage: Passage) -> Hit:
    """A passage that nobody searched for, in the form of one that was found."""
    return Hit(
        rank=1,
        chunk=passage.id,
        manual=revision.manual,
        revision=revision.revision,
        revision_id=revision.id,
        file=revision.file,
        machines=revision.machines,
        language=revision.language,
        page=passage.places[0].page if passage.places else None,
        page_label=passage.places[0].page_label if passage.places else None,
        section=passage.section,
        kind=passage.kind,
        text=passage.text,
        places=passage.places,
        score=0.0,
    )
