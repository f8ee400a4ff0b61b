"""What an owner does to revisions, in a real catalog."""

import datetime
from pathlib import Path

import pytest

from store.catalog import Catalog
from store.contents import Passage
from store.control import DocumentControl
from store.control_values import Machine
from store.database import open_database
from store.errors import FileRejected, NotAllowed, NotFound
from store.machines import Machines, read_machines
from store.manual_values import IngestOptions, RevisionSummary
from store.publication import Content
from store.values import Scope

TODAY = datetime.date(2026, 6, 1)


class Plant:
    """A catalog with a press in it."""

    def __init__(self, folder: Path) -> None:
        self.catalog = Catalog(open_database(folder, None))
        self.control = DocumentControl(self.catalog.engine)
        self.machines = Machines(self.catalog.engine)

    def publish(
        self,
        label: str,
        effective: str,
        *,
        manual: str = "HP-200",
        machines: tuple[str, ...] = ("HP-200",),
        status: str = "effective",
        by: str | None = None,
        **fields: object,
    ) -> str:
        revision_id = str(fields.get("id", f"{manual}-{label}"))
        values = {
            "id": revision_id,
            "manual": manual,
            "revision": label,
            "status": status,
            "in_force": False,
            "language": "en",
            "effective": effective,
            "file": f"{revision_id}.pdf",
            "sha256": revision_id,
            "pages": 2,
            "pages_without_text": (),
            "chunks": 1,
            "remarks": (),
            "ingested_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
            "submitted_by": by,
            **fields,
        }
        self.catalog.publish(
            RevisionSummary.model_validate(values),
            title=manual,
            machines=machines,
            media_type="pdf",
            pages=[(1, "i", "text", ""), (2, "ii", "failed", "its stream is damaged")],
            content=Content(
                (Passage(f"p of {revision_id}", 0, "text", (), "Oil.", ()),), (), (), ("c",)
            ),
        )
        return revision_id

    def answering(self, **scope: str) -> list[str]:
        found = self.catalog.in_force(Scope.model_validate(scope), today=TODAY)
        return sorted(f"{one.manual} {one.revision}" for one in found)


@pytest.fixture
def plant_of_records(tmp_path: Path) -> Plant:
    return Plant(tmp_path)


def test_a_draft_answers_nobody_until_a_second_person_releases_it(
    plant_of_records: Plant,
) -> None:
    plant = plant_of_records
    plant.publish("B", "2025-01-01")
    draft = plant.publish("C", "2026-01-01", status="draft", by="Ada")
    assert plant.answering() == ["HP-200 B"]
    assert plant.answering(revision="C") == []
    with pytest.raises(NotAllowed, match="second person"):
        plant.control.release(draft, by=" ada ", second_person=True)
    for nobody in (None, "", "  "):
        with pytest.raises(NotAllowed, match="Say who"):
            plant.control.release(draft, by=nobody, second_person=True)
    plant.control.release(draft, by="Grace", second_person=True)
    assert plant.answering() == ["HP-200 C"]
    with pytest.raises(NotAllowed, match="no draft"):
        plant.control.release(draft, by="Grace", second_person=False)


def test_a_withdrawn_revision_answers_nobody_and_the_one_before_it_does_again(
    plant_of_records: Plant,
) -> None:
    plant = plant_of_records
    plant.publish("B", "2025-01-01")
    newest = plant.publish("C", "2026-01-01")
    plant.control.withdraw(newest, by="Ada", why="wrong torque on page 7")
    assert plant.answering() == ["HP-200 B"]
    assert plant.answering(revision="C") == []
    with pytest.raises(NotAllowed):
        plant.control.withdraw(newest, by="Ada")
    plant.control.restore(newest, by="Ada", as_draft=False)
    assert plant.answering() == ["HP-200 C"]
    actions = [(e.action, e.by, e.note) for e in plant.control.events("HP-200")]
    assert actions[:2] == [
        ("restored", "Ada", ""),
        ("withdrawn", "Ada", "wrong torque on page 7"),
    ]


def test_a_restored_draft_waits_for_a_release_of_its_own(plant_of_records: Plant) -> None:
    plant = plant_of_records
    kept = plant.publish("C", "2026-01-01", status="draft", by="Ada")
    plant.control.release(kept, by="Grace", second_person=True)
    plant.control.withdraw(kept, by="Ada")
    plant.control.restore(kept, by="Ada", as_draft=True)
    assert plant.answering() == []
    assert _released_by(plant) == [None]
    plant.control.release(kept, by="Alan", second_person=True)
    assert _released_by(plant) == ["Alan"]


def _released_by(plant: Plant) -> list[str | None]:
    return [kept.released_by for kept in plant.catalog.manuals(today=TODAY)[0].revisions]


def test_a_superseded_revision_answers_only_when_asked_for(plant_of_records: Plant) -> None:
    plant = plant_of_records
    plant.publish("B", "2025-01-01")
    plant.publish("C", "2026-01-01")
    assert plant.answering() == ["HP-200 C"]
    assert plant.answering(revision="Rev. b") == ["HP-200 B"]


def test_deleting_forgets_the_revision_and_its_last_manual(plant_of_records: Plant) -> None:
    plant = plant_of_records
    revision = plant.publish("B", "2025-01-01")
    plant.control.begin_delete(revision, by="Ada")
    assert plant.answering() == []
    assert plant.control.being_deleted() == (revision,)
    plant.control.end_delete(revision)
    assert plant.control.being_deleted() == ()
    assert plant.catalog.manuals(today=TODAY) == ()
    assert plant.catalog.passages_of(revision) == ()
    # Who deleted what outlives it.
    assert [e.action for e in plant.control.events()] == ["deleted", "received"]
    with pytest.raises(NotFound):
        plant.control.withdraw(revision, by=None)


def test_what_an_owner_says_is_taken_over_and_the_rest_stays(plant_of_records: Plant) -> None:
    plant = plant_of_records
    revision = plant.publish("B", "2025-01-01", confirmed=False)
    said = IngestOptions.model_validate(
        {"effective": "2026-12-01", "serials": "2000-2999", "maker": "Hydropress", "by": "Ada"}
    )
    plant.control.change(revision, said)
    (manual,) = plant.catalog.manuals(today=TODAY)
    (kept,) = manual.revisions
    assert (manual.maker, manual.title, manual.machines) == ("Hydropress", "HP-200", ("HP-200",))
    assert (kept.serials, kept.revision, kept.state) == ("2000..2999", "B", "coming")
    assert kept.confirmed
    plant.control.change(revision, IngestOptions(serials=""))
    assert plant.catalog.manuals(today=TODAY)[0].revisions[0].serials == ""


def test_a_machine_stands_for_its_type_and_brings_its_serial_number(
    plant_of_records: Plant,
) -> None:
    plant = plant_of_records
    plant.publish("B", "2025-01-01")
    plant.publish("C", "2026-01-01", serials="2000..")
    plant.publish("A", "2025-01-01", manual="Lathe", machines=("CL-450",))
    plant.machines.put(
        [
            Machine(id="P1", aliases=("the old press",), type="HP-200", serial="1200"),
            Machine(id="P2", type="HP-200", serial="2400"),
        ]
    )
    assert plant.answering(machine="p1") == ["HP-200 B"]
    assert plant.answering(machine="The old press") == ["HP-200 B"]
    assert plant.answering(machine="P2") == ["HP-200 C"]
    assert plant.answering(machine="P2", serial="1200") == ["HP-200 B"]
    assert plant.answering(machine="HP-200") == ["HP-200 B", "HP-200 C"]
    assert plant.answering(machine="P3") == []


def test_two_revisions_of_one_label_are_told_apart_by_id(plant_of_records: Plant) -> None:
    plant = plant_of_records
    english = plant.publish("B", "2025-01-01")
    german = plant.publish("B", "2025-02-01", id="HP-200-B-de", language="de")
    with pytest.raises(
        NotAllowed, match=rf"has 2 revisions Rev. B: .*{english} \(en, .*Name one by its"
    ):
        plant.catalog.revision("HP-200", "Rev. B")
    for revision in (english, german):
        assert plant.catalog.revision("HP-200", revision).id == revision
    (manual,) = plant.catalog.manuals(today=TODAY)
    assert {manual.name_of(kept) for kept in manual.revisions} == {english, german}
    assert manual.answering == "Revisions B (language de) and B (language en) answer now."


def test_pages_are_accounted_for(plant_of_records: Plant) -> None:
    plant = plant_of_records
    revision = plant.publish("B", "2025-01-01")
    (kept,) = plant.catalog.manuals(today=TODAY)[0].revisions
    assert kept.page_counts == {"text": 1, "failed": 1}
    assert kept.pages_without_text == (2,)
    assert kept.mostly_silent
    assert plant.catalog.pages(revision)[1] == (2, "ii", "failed", "its stream is damaged")


class TestMachines:
    def test_a_csv_is_taken_in_whole_or_not_at_all(self, plant_of_records: Plant) -> None:
        machines = plant_of_records.machines
        machines.put(
            read_machines(
                "id,aliases,type,serial,firmware,location\n"
                'L2,Lathe 2; die Drehmaschine,CL-450,4711,2.1,"Hall B, bay 3"\n'
            )
        )
        (kept,) = machines.all()
        assert kept.aliases == ("Lathe 2", "die Drehmaschine")
        assert (kept.serial, kept.location) == ("4711", "Hall B, bay 3")
        with pytest.raises(FileRejected, match="two machines"):
            machines.put([Machine(id="L3", aliases=("lathe 2",))])
        assert machines.all() == (kept,)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "'id' is missing"),
            ("id,colour\nL2,red\n", "Unknown column 'colour'"),
            ("id,type\nL2\n", "Line 2"),
            ("id,type\n,CL\n", "Line 2: the id is missing"),
            ("id\n", "no machine"),
            ('id\n"L2\n', "no CSV"),
        ],
    )
    def test_a_csv_that_is_wrong_is_refused_by_line(self, text: str, reason: str) -> None:
        with pytest.raises(FileRejected, match=reason):
            read_machines(text)

    def test_an_unknown_machine_cannot_be_removed(self, plant_of_records: Plant) -> None:
        with pytest.raises(NotFound):
            plant_of_records.machines.remove("L9")


@pytest.mark.parametrize("order", [("1.0.0", "1.0.9"), ("1.0.9", "1.0.0")])
def test_an_undated_revision_never_supersedes_the_one_after_it(
    plant_of_records: Plant, order: tuple[str, str]
) -> None:
    # As ingestion dates them: the older one's day of receipt comes after the newer one's date.
    dates = {"1.0.0": ("2026-05-30", False), "1.0.9": ("2025-11-01", True)}
    if order[0] == "1.0.9":
        dates["1.0.0"] = ("2025-10-31", False)
    for label in order:
        effective, known = dates[label]
        plant_of_records.publish(label, effective, date_known=known)
    assert plant_of_records.answering() == ["HP-200 1.0.9"]
