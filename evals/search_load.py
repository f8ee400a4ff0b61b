"""Searches by several askers at once, as a plant's tablets send them."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Q = TypeVar("Q")


def asked_at_once(
    search: Callable[[Q], object], questions: Sequence[Q], *, askers: int
) -> list[float]:
    """Return the seconds that each answer took, with so many askers who never pause.

    Each asks its share of the questions, one after the other, and all begin together. Raises what
    `search` raises.
    """
    begin = threading.Barrier(askers)

    def one(share: Sequence[Q]) -> list[float]:
        begin.wait()
        times: list[float] = []
        for question in share:
            started = time.perf_counter()
            search(question)
            times.append(time.perf_counter() - started)
        return times

    with ThreadPoolExecutor(askers) as pool:
        shares = [questions[asker::askers] for asker in range(askers)]
        return [seconds for times in pool.map(one, shares) for seconds in times]
