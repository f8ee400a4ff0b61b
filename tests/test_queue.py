"""The queue of jobs: what comes next, what is tried again, what an owner can do about it."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import store.jobs
from answer.fusion import fused
from ingest.dating import dated
from store.catalog import Catalog
from store.control import DocumentControl
from store.database import open_database
from store.errors import NotAllowed, NotFound
from store.jobs import JobQueue
from store.manual_values import IngestOptions, RevisionSummary
from store.publication import Content
from store.retries import RetryPolicy, pause

MOST = RetryPolicy().most_attempts
Clock = Callable[[float], datetime.datetime]


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[JobQueue]:
    engine = open_database(tmp_path, None)
    yield JobQueue(engine, random_source=lambda: 0.5)
    engine.dispose()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what sets the queue's clock forward by so many seconds, or back, and tells."""
    moment = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)

    def forward(seconds: float) -> datetime.datetime:
        nonlocal moment
        moment += datetime.timedelta(seconds=seconds)
        return moment

    monkeypatch.setattr(store.jobs, "now", lambda: moment)
    return forward


def added(queue: JobQueue, name: str, size: int = 1000) -> str:
    return queue.add(name, IngestOptions(), job_id=str(uuid.uuid4()), size=size).id


def leased(queue: JobQueue, *, most_bytes: int | None = None) -> str | None:
    found = queue.lease(most_bytes=most_bytes)
    return found.job.file if found is not None else None


def test_short_files_come_before_long_ones_that_came_first(queue: JobQueue, clock: Clock) -> None:
    added(queue, "book.pdf", 30_000_000)
    clock(1)
    added(queue, "bulletin.pdf", 20_000)
    assert [leased(queue), leased(queue), leased(queue)] == ["bulletin.pdf", "book.pdf", None]


def test_a_long_file_does_not_wait_for_ever(queue: JobQueue, clock: Clock) -> None:
    added(queue, "book.pdf", 30_000_000)
    clock(600)
    added(queue, "bulletin.pdf", 20_000)
    assert leased(queue) == "book.pdf"


def test_the_reader_of_short_files_leaves_long_ones(queue: JobQueue) -> None:
    added(queue, "book.pdf", 30_000_000)
    assert leased(queue, most_bytes=2_000_000) is None
    assert leased(queue) == "book.pdf"


def test_a_job_whose_worker_is_gone_is_free_again(queue: JobQueue, clock: Clock) -> None:
    job = added(queue, "a.pdf")
    assert leased(queue) == "a.pdf"
    clock(50)
    assert queue.renew([job]) == frozenset()
    clock(50)
    assert leased(queue) is None
    clock(20)
    assert leased(queue) == "a.pdf"


def test_a_clock_that_was_set_back_holds_no_job(queue: JobQueue, clock: Clock) -> None:
    added(queue, "leased.pdf")
    leased(queue)
    waiting = added(queue, "waiting.pdf")
    leased(queue)
    queue.postpone(waiting, "The index is away.")
    clock(-86_400)
    assert {leased(queue), leased(queue)} == {"leased.pdf", "waiting.pdf"}


def test_what_may_pass_is_tried_again_later_and_later_then_fails(
    queue: JobQueue, clock: Clock
) -> None:
    job = added(queue, "a.pdf")
    waits = []
    for _ in range(MOST):
        assert leased(queue) == "a.pdf"
        queue.postpone(job, "The index is away.")
        retry_at = queue.job(job).retry_at
        if retry_at is not None:
            assert leased(queue) is None
            waits.append((retry_at - clock(0)).total_seconds())
            clock(waits[-1])
    ended = queue.job(job)
    assert waits == [5, 20, 80, 320, 1280]
    assert (ended.state, ended.permanent, ended.error) == ("failed", False, "The index is away.")


def test_a_full_disk_is_held_against_no_job(queue: JobQueue, clock: Clock) -> None:
    job = added(queue, "a.pdf")
    for _ in range(3 * MOST):
        assert leased(queue) == "a.pdf"
        queue.postpone(job, "The disk is full.", counted=False)
        clock(3600)
    assert queue.job(job).state == "queued"


@pytest.mark.parametrize(
    ("stage", "state"), [("storing", "failed"), ("reading", "running"), ("encoding", "running")]
)
def test_a_file_that_kills_the_service_is_left_alone_at_last(
    queue: JobQueue, stage: str, state: str
) -> None:
    job = added(queue, "a.pdf")
    for _ in range(MOST + 1):
        queue.lease()
        queue.progress(job, stage=stage)
        queue.release_all()
    queue.lease()
    assert queue.job(job).state == state


def test_a_job_that_comes_further_is_not_what_kills_its_worker(queue: JobQueue) -> None:
    job = added(queue, "a.pdf")
    for done in range(3 * MOST):
        queue.lease()
        queue.progress(job, stage="storing", chunks_done=done, chunks_total=100)
        queue.release_all()
    assert queue.job(job).state == "queued"


def test_owners_retry_cancel_and_dismiss(queue: JobQueue) -> None:
    job = added(queue, "a.pdf")
    queue.lease()
    queue.fail(job, "a.pdf: it is empty.")
    with pytest.raises(NotAllowed, match="failed already"):
        queue.cancel(job)
    assert (queue.retry(job).state, queue.job(job).error) == ("queued", None)
    with pytest.raises(NotAllowed, match="did not fail"):
        queue.dismiss(job)
    queue.lease()
    assert queue.cancel(job).state == "cancelled"
    assert queue.renew([job]) == {job}
    queue.finish(job, manual="a", revision="1", remarks=(), unchanged=False, seconds=1.0)
    assert queue.job(job).state == "cancelled"
    assert not queue.claim(job, "r")
    queue.dismiss(job)
    with pytest.raises(NotFound):
        queue.job(job)


def test_what_answers_already_cannot_be_cancelled(queue: JobQueue) -> None:
    job = added(queue, "a.pdf")
    queue.lease()
    assert queue.claim(job, "r")
    with pytest.raises(NotAllowed, match="withdraw its revision"):
        queue.cancel(job)


def test_a_job_tells_whether_what_it_made_waits_for_its_release(
    queue: JobQueue, tmp_path: Path
) -> None:
    job = added(queue, "press.pdf")
    assert not queue.job(job).draft
    catalog = Catalog(open_database(tmp_path, None))
    made = revision("C", TODAY, NOON).model_copy(update={"status": "draft", "in_force": False})
    content = Content((), (), (), ())
    catalog.publish(made, title="M", machines=(), media_type="pdf", pages=[], content=content)
    assert queue.lease() is not None
    assert queue.claim(job, made.id)
    assert [found.draft for found in queue.jobs()] == [queue.job(job).draft] == [True]
    DocumentControl(catalog.engine).release(made.id, by="Grace", second_person=True)
    assert not queue.job(job).draft
    catalog.engine.dispose()


def test_a_job_of_the_same_id_is_added_once(queue: JobQueue) -> None:
    for name in ("first.pdf", "second.pdf"):
        queue.add(name, IngestOptions(), job_id="part", parent="archive")
    assert [job.file for job in queue.jobs()] == ["first.pdf"]


@given(attempt=st.integers(1, 50), chance=st.floats(0, 1))
def test_pauses_grow_and_stay_within_bounds(attempt: int, chance: float) -> None:
    policy = RetryPolicy()
    waited = pause(policy, attempt, random=lambda: chance).total_seconds()
    plain = pause(policy, attempt, random=lambda: 0.5).total_seconds()
    assert plain * 0.75 <= waited <= plain * 1.25
    assert plain <= pause(policy, attempt + 1, random=lambda: 0.5).total_seconds()
    assert waited <= policy.longest_seconds * 1.25


NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
TODAY = NOON.astimezone().date()


def revision(label: str, effective: datetime.date, received: datetime.datetime) -> RevisionSummary:
    return RevisionSummary(
        id=label,
        manual="m",
        revision=label,
        status="effective",
        in_force=True,
        language="en",
        effective=effective,
        file="m.pdf",
        sha256="0",
        pages=1,
        pages_without_text=(),
        chunks=1,
        remarks=(),
        ingested_at=received,
    )


def test_an_old_revision_handed_in_late_does_not_come_into_force() -> None:
    there = revision("C", TODAY - datetime.timedelta(days=100), NOON)
    found = dated("B", None, NOON, [there], now=NOON)
    assert found.effective == there.effective - datetime.timedelta(days=1)
    assert "revision C is here" in found.remark
    assert dated("D", None, NOON, [there], now=NOON).effective == TODAY
    assert dated("B", TODAY, NOON, [there], now=NOON).effective == TODAY


def test_of_two_revisions_of_one_day_the_later_label_wins_whatever_is_read_first() -> None:
    late = NOON + datetime.timedelta(hours=1)
    there = revision("B", TODAY, late)
    found = dated("C", None, NOON, [there], now=late)
    assert (found.effective, found.remark) == (TODAY, "")
    assert found.received > late


@pytest.mark.parametrize("label", [None, "D"])
def test_what_is_received_after_the_clock_was_set_back_comes_after_what_was_before(
    label: str | None,
) -> None:
    ahead = NOON + datetime.timedelta(days=10)
    there = revision("C", ahead.date(), ahead)
    found = dated(label, None, NOON, [there], now=NOON)
    assert (found.effective, found.received > ahead) == (ahead.date(), True)
    assert "clock was set back" in found.remark
    assert dated(label, TODAY, NOON, [there], now=NOON).received == NOON


def test_a_chunk_without_a_vector_is_not_ranked_behind_for_it() -> None:
    lanes = {"dense": {"old": 0.5, "meant": 0.9}, "sparse": {"old": 5.0, "new": 10.0}}
    scores = fused(lanes, {"dense": 0.4, "sparse": 0.6})
    assert scores["new"] == 1.0
    assert scores["old"] == pytest.approx(0.4 * 0.5 / 0.9 + 0.6 * 0.5)
    assert scores["meant"] == pytest.approx(0.4)


def test_the_catalog_is_what_the_tables_say(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from store.tables import Base

    engine = Catalog(open_database(tmp_path, None)).engine
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []
