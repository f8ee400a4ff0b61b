"""The worker that takes in the queue: two readers, and an encoder that gives way to questions."""

import datetime
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from ingest.child import Cancelled, Stopped
from ingest.pipeline import Busy, Pipeline
from ingest.stores import Stores
from ingest.vectors import Encoding
from store.errors import FileRejected, MillwrightError
from store.jobs import Leased
from store.manual_values import Job
from store.settings import Settings

logger = logging.getLogger(__name__)

# Of two readers one is kept for files of up to this size: a bulletin need not wait for a book.
SHORT_FILE_BYTES = 2_000_000
# Uploads of failed jobs are kept for so long, so that they can be tried anew.
DEAD_LETTERS_KEPT = datetime.timedelta(days=30)

_IDLE_SECONDS = 0.5
_PAUSE_SECONDS = 5.0
_BUSY_SECONDS = 2.0
_RENEW_SECONDS = 10.0
_SWEEP_SECONDS = 3600.0
# A file that is being received belongs to no job yet.
_SETTLED_SECONDS = 3600.0
# Texts a turn: under a second of work, and no slower a text than more at once.
_TURN = 16
# Every so many turns go to the job that waits for longest, all others to the one nearest its end.
_FAIR_TURN = 4
_LOADED = 3
# Linux gives threads a priority of their own, and what the encoder starts inherits it. A third of
# a question's share, no less: where other programs keep the machine busy, a thread of a very low
# priority is set aside in the middle of what it holds, and questions wait for that (minutes, seen
# with 15 at a load of 9 on 2 cores).
_NICE_ENCODING = 5
# While one thread computes in Python, another that has to answer a question waits this long for
# its turn, again and again: the interpreter's own 5 ms add up to more than the answer takes.
_SWITCH_SECONDS = 0.0005


class Worker:
    """Takes in the queue in threads of its own, from `start` to `stop`."""

    def __init__(self, stores: Stores, settings: Settings) -> None:
        self._stores = stores
        self._settings = settings
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._held: dict[str, Job] = {}
        self._encodings: list[Encoding] = []
        self._turn = 0
        self._optimized = True
        self.pipeline = Pipeline(stores, settings, should_stop=self._stopping.is_set)

    def start(self) -> None:
        """Begin; whoever held the jobs is gone, because this process owns the home now."""
        self._stores.jobs.release_all()
        sys.setswitchinterval(_SWITCH_SECONDS)
        work: dict[str, Callable[[], None]] = {
            "reading": lambda: self._reading(None),
            "reading-short": lambda: self._reading(SHORT_FILE_BYTES),
            "encoding": self._encoding,
            "keeping": self._keeping,
        }
        for name, target in work.items():
            thread = threading.Thread(target=target, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def wake(self) -> None:
        """Look at the queue at once."""
        with self._changed:
            self._changed.notify_all()

    def stop(self) -> None:
        """Stop at the next look and put back what is not done. Stopping twice is fine."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        for job in list(self._held.values()):
            with suppress(MillwrightError):
                self._stores.jobs.give_back(job.id)
        self._held.clear()

    # Reading

    def _reading(self, most_bytes: int | None) -> None:
        while not self._stopping.is_set():
            try:
                leased = self._lease(most_bytes)
            except MillwrightError as error:
                # The catalog cannot be read or written: that may pass.
                logger.error("ingestion stands still: %s", error)
                self._stopping.wait(_PAUSE_SECONDS)
                continue
            if leased is None:
                self._wait(_IDLE_SECONDS)
            else:
                self._take_in(leased)

    def _lease(self, most_bytes: int | None) -> Leased | None:
        # On a full disk all jobs wait, and go on by themselves when there is room.
        if self._stores.home.shortage():
            return None
        with self._lock:
            leased = self._stores.jobs.lease(most_bytes=most_bytes, without=tuple(self._held))
            if leased is not None:
                self._held[leased.job.id] = leased.job
                self._optimized = False
        return leased

    def _take_in(self, leased: Leased) -> None:
        with self._ending(leased.job) as ending:
            encoding = self.pipeline.read(leased)
            if encoding is not None:
                ending.handed_on = True
                with self._lock:
                    self._encodings.append(encoding)
                self.wake()

    # Encoding

    def _encoding(self) -> None:
        if self._wait_for_work():
            with suppress(MillwrightError):
                # At full priority: questions wait for the model too.
                self._stores.encoder.encode(["warm"])
        _lower_priority(_NICE_ENCODING)
        while not self._stopping.is_set():
            encoding = self._next_encoding()
            if encoding is None:
                self._wait(_IDLE_SECONDS)
                continue
            with self._ending(encoding.job) as ending:
                done = encoding.step(min(_TURN, self._settings.encoder_batch))
                if done:
                    self.pipeline.encoded(encoding)
                ending.handed_on = not done
            if not ending.handed_on:
                with self._lock:
                    self._encodings.remove(encoding)

    def _wait_for_work(self) -> bool:
        while not self._stopping.is_set():
            with self._lock:
                if self._encodings:
                    return True
            self._wait(_IDLE_SECONDS)
        return False

    def _next_encoding(self) -> Encoding | None:
        """The job that is nearest its end, so that a bulletin need not wait for a book; but now
        and then the one that came first, so that a book does not wait for ever.
        """
        with self._lock:
            if not self._encodings:
                return None
            self._turn += 1
            first = self._encodings[0]
            shortest = min(self._encodings, key=lambda encoding: encoding.left)
            chosen = first if self._turn % _FAIR_TURN == 0 else shortest
            for other in self._encodings[1:]:
                if other not in (first, shortest):
                    other.unload()
            return chosen

    # What becomes of a job

    def _ending(self, job: Job) -> "_Ending":
        return _Ending(self, job)

    def settle(self, job: Job, error: BaseException | None) -> None:
        """Put a job where the error that ended a piece of work on it belongs."""
        jobs, home = self._stores.jobs, self._stores.home
        sentence = f"{job.file}: {_lowered(str(error))}"
        match error:
            case None:
                pass
            case Stopped():
                jobs.give_back(job.id)
            case Busy():
                jobs.give_back(job.id, seconds=_BUSY_SECONDS)
            case Cancelled():
                home.remove_received(job.id)
            case FileRejected():
                jobs.fail(job.id, sentence)
                logger.info("job failed", extra={"job": job.id, "file": job.file})
            case MillwrightError() | OSError() | MemoryError():
                # A full disk is not the job's fault, however often it meets one.
                jobs.postpone(job.id, f"{job.file}: {error}", counted=not home.shortage())
                logger.warning("job put off: %s", error, extra={"job": job.id})
            case _:
                # A fault of ours in one file must not end the worker that all others wait for.
                logger.error("job broke", exc_info=error, extra={"job": job.id, "file": job.file})
                jobs.fail(
                    job.id,
                    f"{job.file}: a fault in Millwright stopped it; the log says where.",
                    permanent=False,
                )

    def let_go(self, job: Job) -> None:
        """Hold a job no longer."""
        with self._lock:
            self._held.pop(job.id, None)
        self.pipeline.let_go(job)
        self.wake()

    # Keeping

    def _keeping(self) -> None:
        renewed = swept = -_SWEEP_SECONDS
        while not self._stopping.is_set():
            moment = time.monotonic()
            try:
                if moment - renewed >= _RENEW_SECONDS:
                    renewed = moment
                    self._stores.jobs.renew(list(self._held))
                if moment - swept >= _SWEEP_SECONDS:
                    swept = moment
                    self._sweep()
                self._optimize_when_idle()
            except (MillwrightError, OSError) as error:
                logger.error("the queue cannot be kept in order: %s", error)
                self._stopping.wait(_PAUSE_SECONDS)
            self._stopping.wait(_IDLE_SECONDS)

    def _sweep(self) -> None:
        oldest = datetime.datetime.now(datetime.UTC) - DEAD_LETTERS_KEPT
        needed = self._stores.jobs.needing_uploads(failed_since=oldest)
        self._stores.home.sweep_inbox(needed, before=time.time() - _SETTLED_SECONDS)

    def _optimize_when_idle(self) -> None:
        with self._lock:
            if self._optimized or self._held:
                return
            self._optimized = True
        self._stores.index.optimize()

    def _wait(self, seconds: float) -> None:
        with self._changed:
            if not self._stopping.is_set():
                self._changed.wait(seconds)


class _Ending:
    """A piece of work on a job: whatever ends it, the job is put where it belongs."""

    def __init__(self, worker: Worker, job: Job) -> None:
        self._worker = worker
        self._job = job
        self.handed_on = False

    def __enter__(self) -> "_Ending":
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if error is not None and not isinstance(error, Exception):
            return False
        if error is not None:
            self.handed_on = False
        try:
            self._worker.settle(self._job, error)
        except MillwrightError as failure:
            # Its lease runs out, and it is taken up again.
            logger.error("job could not be settled: %s", failure, extra={"job": self._job.id})
        if not self.handed_on:
            self._worker.let_go(self._job)
        return True


def _lower_priority(nice: int) -> None:
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
