"""What machines are called beside their ids: by a title, or where a manual begins."""

import datetime
from collections.abc import Sequence

import pytest

from answer.kinds import kinds, named_by_kind
from store.manual_values import StoredRevision
from store.vocabulary import Vocabulary
from tests.evidence_builders import vocabulary


def revision(title: str, opening: str = "", machine: str = "KX-7") -> StoredRevision:
    return StoredRevision(
        id=machine,
        manual=machine,
        title=title,
        machines=(machine,),
        revision="A",
        language="en",
        effective=datetime.date(2025, 1, 1),
        file="kx.pdf",
        sha256="0",
        chunk_digest="0",
        opening=opening,
    )


@pytest.mark.parametrize(
    ("title", "opening", "kind"),
    [
        ("Belt Grinder KX-7", "", "grinder"),
        ("KX-7 Series Hydraulic Clamp Operation Manual", "", "clamp"),
        ("KX 7 Grinder User and Maintenance Guide", "", "grinder"),
        ("KX-7 Manual", "Read this before you use the wide belt grinder KX-7.", "grinder"),
        ("KX-7 Manual", "Before you work with the KX-7, read this.", None),
        ("Operating Manual KX-7", "The machine KX-7 is heavy.", None),
        ("KX-7 Technical Service Manual", "", None),
        ("KX-7 photocells", "", None),
        ("KX-7 Montage- und Serviceanleitung", "", None),
    ],
)
def test_a_machine_is_called_what_stands_beside_its_id(
    title: str, opening: str, kind: str | None
) -> None:
    assert kinds([revision(title, opening)]) == ({kind: "KX-7"} if kind else {})


def test_what_two_machines_are_called_names_neither() -> None:
    two = [revision("Belt Grinder KX-7"), revision("Grinder KX-9", machine="KX-9")]
    assert kinds(two) == {}


@pytest.mark.parametrize(
    ("question", "elsewhere", "named"),
    [
        ("grinder belt speed", "The belt runs.", {"KX-7": "grinder"}),
        ("Belt of the big grinder?", "The belt runs.", {"KX-7": "grinder"}),
        ("grinder belt speed", "Sharpen the knife at a grinder.", {}),
        ("regrinder belt speed", "The belt runs.", {}),
    ],
)
def test_a_kind_named_in_few_words_is_one_that_no_other_manual_speaks_of(
    question: str, elsewhere: str, named: dict[str, str]
) -> None:
    manuals = [revision("Belt Grinder KX-7"), revision("MX-9", machine="MX-9")]
    words = {"KX-7": "Keep the grinder dry.", "MX-9": elsewhere}

    def frequencies(revisions: Sequence[StoredRevision]) -> Vocabulary:
        return vocabulary([words[one.id] for one in revisions], "en")

    assert named_by_kind(question, manuals, None, frequencies) == named
    assert named_by_kind(question, manuals, None) == {}
