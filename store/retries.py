"""When a job that failed for the moment is tried anew."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential backoff: 5 s, 20 s, 80 s … until `most_attempts` were made, half an hour in all.

    `jitter` is the share by which a pause may be longer or shorter, so that jobs that failed
    together do not come back together.
    """

    first_seconds: float = 5.0
    factor: float = 4.0
    longest_seconds: float = 1800.0
    jitter: float = 0.25
    most_attempts: int = 6


def pause(policy: RetryPolicy, attempt: int, *, random: Callable[[], float]) -> datetime.timedelta:
    """Return how long to wait after the attempt of that number, from 1.

    `random` gives numbers from 0 to 1: 0.5 is the pause without jitter.
    """
    grown = policy.first_seconds * policy.factor ** max(attempt - 1, 0)
    spread = 1 + policy.jitter * (2 * random() - 1)
    return datetime.timedelta(seconds=min(grown, policy.longest_seconds) * spread)
