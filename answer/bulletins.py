"""Service bulletins: what amends a section of a manual, brought along with that section."""

from collections.abc import Sequence

from answer.evidence import Evidence
from store.catalog import Catalog
from store.section_names import stands_in
from store.values import Hit, Passage, StoredRevision


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
    newest = sorted(amending, key=lambda revision: revision.effective, reverse=True)
    found = (_whole(revision, catalog) for revision in newest)
    return tuple(passages for passages in found if passages)


def _whole(revision: StoredRevision, catalog: Catalog) -> tuple[Evidence, ...]:
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
