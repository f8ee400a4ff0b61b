"""Labels of revisions, as manuals print them and as people write them."""

import pytest

from store.rows import same_label


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("C", "c"),
        ("C", "Rev. C"),
        ("Revision C", "rev-C"),
        ("1.0.0", "V1.0.0"),
        ("v 1.0.0", "Version 1.0.0"),
        ("rev", "REV"),
    ],
)
def test_one_label_is_written_in_many_ways(label: str, asked: str) -> None:
    assert same_label(label, asked)


@pytest.mark.parametrize(
    ("label", "asked"), [("C", "D"), ("1.0.0", "V1.0.9"), ("VA", "A"), ("V", ""), ("Rev. 1", "11")]
)
def test_other_labels_stay_apart(label: str, asked: str) -> None:
    assert not same_label(label, asked)
