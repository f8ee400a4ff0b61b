"""Words as they are printed, from what a parser gives for them."""

from ingest.formats.plain_text import plain


def test_signs_that_bear_windows_numbers_are_those_signs() -> None:
    assert plain("the belt\x92s \x93slow\x94 mode \x96 30\x85") == "the belt’s “slow” mode – 30…"
