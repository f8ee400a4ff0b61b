"""What machines are called beside their ids: by a title, or where a manual begins."""

import datetime

import pytest

from answer.kinds import kinds
from store.manual_values import StoredRevision


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
