"""Files of one name are revisions of one manual only if nothing says that they are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.local import LocalService
from app.uploads import as_path
from store.errors import StoreUnavailable
from store.values import Scope
from tests.homes import opened, taken_in

MIXER = "# Mixer MX-3\n\n## Cleaning\n\nRinse the mixer at 60 °C for 8 minutes.\n"
DRYER = "# Dryer DY-2\n\n## Seals\n\nThe seal of the dryer is replaced after 1200 hours.\n"
MIXER_ANEW = "# Mixer MX-3\n\n## Cleaning\n\nRinse the mixer at 70 °C for 9 minutes.\n"


def written(folder: Path, content: str, *, name: str = "note.md") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_another_title_under_the_same_file_name_waits_as_a_draft(tmp_path: Path) -> None:
    with opened(tmp_path / "home", across_encoder="") as service:
        taken_in(service, written(tmp_path / "mixer", MIXER))
        job = taken_in(service, written(tmp_path / "dryer", DRYER))
        assert job.state == "done"
        (manual,) = service.manuals()
        held = next(one for one in manual.revisions if one.revision == job.revision)
        assert (manual.title, held.status) == ("Mixer MX-3", "draft")
        assert any("another title (Dryer DY-2" in remark for remark in held.remarks)
        answer = service.ask("At what temperature is the mixer rinsed?", scope=Scope())
        assert "60 °C" in answer.text
        # Named by its owner, it is what she says it is.
        named = taken_in(
            service, written(tmp_path / "named", DRYER + "\nIt is dry."), manual="note"
        )
        revision = next(
            one
            for one in service.manuals()[0].revisions
            if one.revision == named.revision and one.status == "effective"
        )
        assert revision.in_force


def test_the_same_file_as_two_manuals_is_told(tmp_path: Path) -> None:
    with opened(tmp_path / "home", across_encoder="") as service:
        first = taken_in(service, written(tmp_path, MIXER))
        again = taken_in(service, written(tmp_path, MIXER, name="copy.md"))
        assert not first.remarks
        assert again.manual == "copy"
        assert any(
            f"The same file is here as note revision {first.revision} already" in remark
            for remark in again.remarks
        )


def test_a_superseded_file_does_not_come_back_under_another_name(tmp_path: Path) -> None:
    question = "At what temperature is the mixer rinsed?"
    with opened(tmp_path / "home", across_encoder="") as service:
        first = taken_in(service, written(tmp_path / "old", MIXER))
        taken_in(service, written(tmp_path / "new", MIXER_ANEW))
        again = taken_in(service, written(tmp_path, MIXER, name="copy.md"))
        assert any(
            f"note revision {first.revision} already (superseded), so it waits" in remark
            for remark in again.remarks
        )
        (copy,) = next(one for one in service.manuals() if one.manual == "copy").revisions
        assert copy.status == "draft"
        assert "70 °C" in service.ask(question, scope=Scope()).text
        named = taken_in(service, written(tmp_path, MIXER, name="other.md"), manual="other")
        (other,) = next(one for one in service.manuals() if one.manual == "other").revisions
        assert (named.state, other.in_force) == ("done", True)


def test_revisions_of_a_day_bear_labels_of_their_own(tmp_path: Path) -> None:
    with opened(tmp_path / "home", across_encoder="") as service:
        first = taken_in(service, written(tmp_path / "old", MIXER))
        second = taken_in(service, written(tmp_path / "new", MIXER_ANEW))
        assert second.revision == f"{first.revision} (2)"
        answer = service.ask("At what temperature is the mixer rinsed?", scope=Scope())
        assert "70 °C" in answer.text
        past = service.ask(
            "At what temperature is the mixer rinsed?", scope=Scope(revision=first.revision)
        )
        assert "60 °C" in past.text


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[LocalService]:
    """A service whose catalog takes no answer any more, as on a full disk."""
    with opened(tmp_path / "home", across_encoder="") as service:
        taken_in(service, written(tmp_path / "mixer", MIXER))
        with service.catalog.engine.begin() as connection:
            connection.execute(
                text(
                    "CREATE TRIGGER full_disk BEFORE INSERT ON answers "
                    "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
                )
            )
        yield service


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(full_disk: LocalService) -> None:
    answer = full_disk.ask("At what temperature is the mixer rinsed?", scope=Scope())
    assert "60 °C" in answer.text
    assert "could not be kept" in (answer.fallback or "")
    assert "disk is full" in (answer.fallback or "")


def test_an_upload_that_has_no_room_is_told_by_its_name(tmp_path: Path) -> None:
    content = written(tmp_path, MIXER)
    with (
        content.open("rb") as stream,
        pytest.raises(StoreUnavailable, match=r"note\.md could not be received"),
        as_path("note.md", stream, tmp_path / "gone"),
    ):
        pass
