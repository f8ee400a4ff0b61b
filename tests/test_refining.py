"""A step that betters a layout and fails costs itself: the manual is kept, and it is told."""

import errno
from pathlib import Path

import pytest

from ingest.formats.pdf import read_pdf
from ingest.formats.refining import Refining
from store.settings import CHECKOUT

SAMPLES = sorted((CHECKOUT / "data" / "samples").glob("*.pdf"))


def test_a_step_that_works_is_taken_and_nothing_is_told() -> None:
    refining = Refining()
    assert refining.of("Tables", [2, 1], lambda pages: sorted(pages)) == [1, 2]
    assert refining.remarks() == ()


def test_one_that_fails_leaves_the_layout_as_it_was_and_is_told_once() -> None:
    refining = Refining()
    empty: list[int] = []
    for _ in range(2):
        assert refining.of("Tables", empty, lambda pages: [min(pages)]) is empty
    (remark,) = refining.remarks()
    assert remark.startswith("Tables could not be made out")
    assert "ValueError, test_refining.py line" in remark


@pytest.mark.parametrize(
    "error", [MemoryError(), RecursionError(), OSError(errno.ENOSPC, "No space left on device")]
)
def test_what_is_no_fault_of_the_step_passes(error: Exception) -> None:
    def fails(_: str) -> str:
        raise error

    with pytest.raises(type(error)):
        Refining().of("Tables", "", fails)


@pytest.mark.parametrize("manual", SAMPLES, ids=lambda path: path.stem)
def test_no_step_fails_on_the_samples(manual: Path) -> None:
    assert not [told for told in read_pdf(manual).remarks if "could not be made out" in told]
