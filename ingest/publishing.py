"""Making a file that was read known: its chunks into the index first, then the catalog."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ingest.dating import dated
from ingest.front_matter.own_words import own_words, with_own_words
from ingest.kinship import kinship_remark
from ingest.owner_remarks import (
    kept_already,
    lost_languages,
    of_another_title,
    several_languages,
    silent_pages,
)
from ingest.passages import Identity
from ingest.reading import Reading
from ingest.stores import Stores
from ingest.vectors import across_of, tokens_of
from store.chunk_tokens import with_tokens
from store.contents import CONTENTS, Chunk
from store.control import amended
from store.editions import EDITION, edition_of
from store.embedded import Vectors
from store.index import Point
from store.keywords import document_vector
from store.manual_values import Job, ManualSummary, RevisionSummary
from store.publication import Content
from store.settings import Settings
from store.vocabulary import WordCounter, WordCounts

_UPSERT = 256
_GONE = ("superseded", "withdrawn")


def store_chunks(
    stores: Stores,
    reading: Reading,
    identity: Identity,
    vectors: Mapping[str, Vectors],
    look: Callable[[], None],
) -> dict[str, WordCounts]:
    """Put all chunks into the index, on disk when this returns: nothing of them answers yet.

    `vectors` are by indexed text; a chunk that has none is found by keyword only. `look` is asked
    between batches and raises what is to stop this. What comes back are the words of the chunks, by
    language.
    """
    chunks = reading.chunks
    words = {language: WordCounter() for language in reading.languages}
    for start in range(0, len(chunks), _UPSERT):
        look()
        points: list[Point] = []
        texts = [chunk.indexed_text for chunk in chunks[start : start + _UPSERT]]
        encoded = [text for text in texts if text in vectors]
        across, tokens = across_of(stores, encoded), tokens_of(stores, encoded)
        for chunk in chunks[start : start + _UPSERT]:
            vector = vectors.get(chunk.indexed_text)
            language = chunk.language or reading.language
            sparse = document_vector(chunk.indexed_text, language)
            if chunk.kind != CONTENTS:
                words[language].add(chunk.indexed_text, sparse.indices)
            points.append(
                Point(
                    id=chunk.id,
                    dense=vector.tolist() if vector is not None else (),
                    sparse=sparse,
                    payload=with_tokens(
                        _payload(chunk, identity.revision), tokens.get(chunk.indexed_text)
                    ),
                    across=across.get(chunk.indexed_text, ()),
                )
            )
        stores.index.upsert(points)
    # An earlier version may have cut this very file into other chunks.
    stores.index.delete(revision=identity.revision, keep=frozenset(chunk.id for chunk in chunks))
    return {language: counter.counts for language, counter in words.items()}


def publish(
    stores: Stores,
    reading: Reading,
    summary: RevisionSummary,
    job: Job,
    *,
    words: Mapping[str, WordCounts],
    upload: Path,
    media_type: str,
) -> None:
    """Make the revision known; all its chunks are in the index by now."""
    if reading.rendition:
        stores.home.keep_rendition(summary.sha256, reading.rendition)
    stores.home.keep_original(upload, summary.sha256, media_type)
    manuals = {known.manual: known for known in stores.catalog.manuals(today=datetime.date.today())}
    here, amended_one = manuals.get(summary.manual), manuals.get(summary.amends_manual or "")
    printed = {one.field: one.value for one in summary.described}
    # What is known of a manual stays, unless its owner says something else.
    title = here.title if here else printed.get("title") or reading.title or summary.manual
    stores.catalog.publish(
        summary,
        title=job.options.title or title,
        # A bulletin is for the machines of the manual that it amends.
        machines=job.options.machines or (amended_one.machines if amended_one else ()),
        media_type=media_type,
        pages=[(page.number, page.label, page.outcome, page.reason) for page in reading.pages],
        content=content_of(reading, words),
        maker=job.options.maker or (here.maker if here else None) or printed.get("maker"),
        document_number=job.options.document_number
        or (here.document_number if here else None)
        or printed.get("document_number"),
    )


def content_of(reading: Reading, words: Mapping[str, WordCounts]) -> Content:
    """Return what the catalog keeps of a reading and of the words in its chunks, by language."""
    return Content(
        reading.passages,
        reading.notices,
        reading.identifiers,
        tuple(chunk.id for chunk in reading.chunks),
        reading.languages[1:],
        words,
    )


def summary_of(
    stores: Stores,
    settings: Settings,
    job: Job,
    reading: Reading,
    identity: Identity,
    *,
    named: tuple[str, str | None],
    sha256: str,
    vectors: int,
) -> RevisionSummary:
    """Return the revision as it is to be published; `named` is what the file's name says."""
    said = own_words(reading.described)
    manuals = stores.catalog.manuals(today=datetime.date.today())
    options, remark = with_own_words(job.options, said, manuals)
    manual, label = options.manual or named[0], options.revision or named[1]
    now = datetime.datetime.now(datetime.UTC)
    when = dated(
        label,
        options.effective,
        job.created_at or now,
        _others(manuals, manual, reading.language, but=identity.revision),
        now=now,
    )
    amends_manual, amends_section = amended(options.amends) if options.amends else (None, None)
    known = next((one for one in manuals if one.manual == manual), None)
    printed = next((one.value for one in said if one.field == "title"), "")
    title = options.title or printed or reading.title
    stranger = kin = None
    if known is not None and options.manual is None and label is None:
        # Only the file's name says that it is a revision of that manual.
        stranger = of_another_title(known, title)
    if known is None and job.options.manual is None and amends_manual is None:
        kin = kinship_remark(
            manuals, manual=manual, title=title, label=label, language=reading.language
        )
    twin = next(
        (
            kept
            for one in manuals
            for kept in one.revisions
            if one.manual != manual and kept.sha256 == sha256
        ),
        None,
    )
    # What answers no more does not answer again under another name, unless its owner says so.
    back = twin is not None and twin.status in _GONE and job.options.manual is None
    draft = options.draft or settings.require_release or stranger is not None or back
    remarks = (
        *reading.remarks,
        *silent_pages(reading),
        several_languages(reading.languages),
        lost_languages(known, reading.languages),
        when.remark,
        remark,
        stranger,
        kin,
        kept_already(twin, held=back) if twin else None,
    )
    return RevisionSummary(
        id=identity.revision,
        manual=manual,
        revision=label or _label_by_date(known, when.effective, but=identity.revision),
        status="draft" if draft else "effective",
        in_force=False,
        language=reading.language,
        effective=when.effective,
        file=job.file,
        sha256=sha256,
        pages=len(reading.pages),
        pages_without_text=(),
        chunks=len(reading.chunks),
        remarks=tuple(filter(None, remarks)),
        ingested_at=when.received,
        vectors=vectors,
        hidden_characters=reading.hidden_characters,
        serials=options.serials or "",
        firmware=options.firmware or "",
        amends_manual=amends_manual,
        amends_section=amends_section,
        submitted_by=options.by,
        described=said,
        # What the owner said herself needs nobody's confirmation.
        date_known=options.effective is not None,
        confirmed=all(getattr(job.options, name, None) for name in (one.field for one in said)),
    )


def _label_by_date(known: ManualSummary | None, day: datetime.date, *, but: str) -> str:
    """The day as a label that no other revision of the manual bears."""
    taken = {one.revision for one in known.revisions if one.id != but} if known else set()
    label, count = day.isoformat(), 1
    while label in taken:
        count += 1
        label = f"{day.isoformat()} ({count})"
    return label


def _others(
    manuals: Iterable[ManualSummary], manual: str, language: str, *, but: str
) -> list[RevisionSummary]:
    return [
        revision
        for known in manuals
        if known.manual == manual
        for revision in known.revisions
        if revision.language == language and revision.id != but
    ]


def _payload(chunk: Chunk, revision: str) -> dict[str, object]:
    edition = {EDITION: edition_of(revision, chunk.language)} if chunk.language else {}
    return {
        **edition,
        "revision": revision,
        "passage": chunk.passage,
        "order": chunk.order,
        "kind": chunk.kind,
        "section": list(chunk.section),
        "path": chunk.path,
        "text": chunk.text,
        "rows": list(chunk.rows),
        "places": [place.model_dump(mode="json") for place in chunk.places],
    }
