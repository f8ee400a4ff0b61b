"""A file that reads like a revision of a manual that is here, under a name of its own, is told."""

from pathlib import Path

import pytest

from ingest.kinship import kinship_remark
from store.manual_values import ManualSummary
from tests.homes import opened, taken_in

HERE = ManualSummary.model_validate(
    {
        "manual": "pump-001",
        "title": "Coolant pump CP-001, Instructions",
        "machines": (),
        "revisions": [
            {
                "id": "2",
                "manual": "pump-001",
                "revision": "2",
                "status": "effective",
                "in_force": True,
                "language": "en",
                "effective": "2025-03-01",
                "file": "pump.pdf",
                "sha256": "0",
                "pages": 1,
                "pages_without_text": (),
                "chunks": 1,
                "remarks": (),
                "ingested_at": "2025-03-01T12:00:00Z",
            }
        ],
    }
)


def told(title: str, label: str | None = "3", *, language: str = "en") -> str | None:
    return kinship_remark([HERE], manual="new", title=title, label=label, language=language)


@pytest.mark.parametrize(
    "title",
    [
        "Coolant Pump CP-001 Instructions",
        "COOLANT PUMP CP-001/CP-002: Operating Instructions",
    ],
)
def test_a_title_worded_differently_with_a_label_that_counts_on(title: str) -> None:
    assert "reads like a revision of pump-001, whose revision 2 answers" in (told(title) or "")
    assert "(--manual pump-001)" in (told(title, "1") or "")


@pytest.mark.parametrize(
    ("title", "label", "language"),
    [
        ("Coolant pump CP-009, Instructions", "3", "en"),
        ("Coolant pump CP-001, Spare parts and circuit diagrams", "3", "en"),
        ("Coolant pump CP-001, Instructions", "2", "en"),
        ("Coolant pump CP-001, Instructions", None, "en"),
        ("Coolant pump CP-001, Instructions", "3", "de"),
    ],
)
def test_another_machine_or_book_or_language_or_the_same_label(
    title: str, label: str | None, language: str
) -> None:
    assert told(title, label, language=language) is None


@pytest.mark.parametrize(
    ("here", "new"),
    [
        ("Technical manual ACME hoist", "Technical manual ACME belt grinder"),
        ("Technisches Handbuch", "Technisches Handbuch"),
    ],
)
def test_what_all_manuals_of_a_maker_are_called_makes_none_a_revision(here: str, new: str) -> None:
    known = HERE.model_copy(update={"title": here})
    said = kinship_remark([known], manual="new", title=new, label="3", language="en")
    assert said is None


def test_what_answers_no_more_is_no_kin() -> None:
    gone = [one.model_copy(update={"status": "withdrawn"}) for one in HERE.revisions]
    withdrawn: ManualSummary = HERE.model_copy(update={"revisions": tuple(gone)})
    title = "Coolant pump CP-001, Instructions"
    said = kinship_remark([withdrawn], manual="new", title=title, label="3", language="en")
    assert said is None


def test_its_owner_is_told_unless_she_named_the_manual_herself(tmp_path: Path) -> None:
    def page(name: str, title: str, revision: str) -> Path:
        path = tmp_path / name
        path.write_text(
            f"# {title}\n\nRev. {revision}\n\n## Seals\n\nReplace the seals every {name} hours.\n",
            encoding="utf-8",
        )
        return path

    with opened(tmp_path / "home", across_encoder="") as service:
        old = page("mx3.md", "Mixer MX-3 Operating Manual", "A")
        assert not taken_in(service, old).remarks
        new = page("manual_mixer.md", "MIXER MX-3 Operating Instructions Manual", "B")
        told = taken_in(service, new).remarks
        assert [remark for remark in told if "revision of mx3, whose revision A" in remark] == [
            *told
        ]
        assert told
        third = page("third.md", "Mixer MX-3 Operating Manual", "C")
        assert not taken_in(service, third, manual="third").remarks
