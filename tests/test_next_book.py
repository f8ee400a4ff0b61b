"""The next revision of a book that a measurement writes: a real PDF, changed where it says."""

from pathlib import Path

from app.commands.faults_next_book import written_next
from ingest.passages import Identity
from ingest.reading import Reading, read
from store.encoders import DEFAULT_ENCODER, EncoderFiles
from tests.homes import SAMPLES

FILES = EncoderFiles(DEFAULT_ENCODER)


def reading_of(path: Path) -> Reading:
    return read(
        path,
        Identity("press", "0"),
        FILES.count_tokens,
        max_tokens=FILES.max_tokens,
        max_pages=100,
    )


def test_the_next_book_says_more_on_its_changed_pages_and_the_same_on_all_others(
    tmp_path: Path,
) -> None:
    book = SAMPLES / "HP-200_Operating_Manual_RevC.pdf"
    before = reading_of(book)
    following = written_next(book, before, tmp_path)
    after = reading_of(following.path)
    known = {chunk.indexed_text for chunk in before.chunks}
    new = [chunk for chunk in after.chunks if chunk.indexed_text not in known]
    assert following.changed_pages == 1
    assert len(after.pages) == len(before.pages)
    assert 0 < len(new) < len(after.chunks) / 4
    words = " ".join(chunk.text for chunk in new)
    assert all(added in words for added in following.added)
    pages = {place.page for chunk in new for place in chunk.places}
    assert len(pages) <= 2  # One is changed, and a chunk of it may begin on the page before.
