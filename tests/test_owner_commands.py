"""The document owner's commands beside a running service, as she types them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands import serving, typed

PRESS = """# Press P-9

Document number: DN-900-1

Rev. {revision}

## 1 Bolts

Tighten the platen bolts to {torque} Nm.

## 2 Oil

Use hydraulic oil HLP 46.
"""


class Plant:
    """A home that somebody serves, and files to hand in."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Return what a command prints on standard output, or on standard error if it fails."""
        done = typed(self.home, *arguments)
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json"))

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    with serving(home, MILLWRIGHT_REQUIRE_RELEASE="true", MILLWRIGHT_ACROSS_ENCODER=""):
        yield Plant(home, folder)


def test_a_revision_from_draft_to_deletion(plant: Plant) -> None:
    for revision, torque in (("A", "310"), ("B", "340")):
        path = plant.file(f"P-9_Rev{revision}.md", PRESS.format(revision=revision, torque=torque))
        plant.run("ingest", path, "--by", "Ada", "--machine", "P-9", "--manual", "P-9")
    assert "draft" in plant.run("manuals", "list")
    assert plant.json("ask", "How tight are the platen bolts?")["outcome"] == "refused"

    # Whoever handed it in cannot release it.
    refused = plant.run("manuals", "release", "P-9", "--revision", "A", "--by", "ada", fails=True)
    assert "a second person has to" in refused
    for revision in ("A", "B"):
        plant.run("manuals", "release", "P-9", "--revision", revision, "--by", "Grace")
    assert "say which" in plant.run("manuals", "withdraw", "P-9", fails=True)
    # What is said of the manual needs no revision; what is said of a revision does.
    plant.run("manuals", "change", "P-9", "--machine", "P-9", "--maker", "Ours", "--by", "Grace")
    assert "Machines: P-9" in plant.run("manuals", "show", "P-9")
    assert "say which" in plant.run("manuals", "change", "P-9", "--language", "de", fails=True)
    answer = plant.json("ask", "How tight are the platen bolts?")
    assert "340 Nm" in answer["text"]

    shown = plant.run("manuals", "show", "P-9")
    assert "DN-900-1" in shown
    assert "to be confirmed" in shown
    plant.run("manuals", "confirm", "P-9", "--revision", "A", "--by", "Grace")
    plant.run("manuals", "confirm", "P-9", "--revision", "B", "--by", "Grace")
    assert "to be confirmed" not in plant.run("manuals", "show", "P-9")
    contents = plant.run("manuals", "show", "P-9", "--revision", "B", "--contents")
    assert "340 Nm" in contents
    assert "HLP 46" in contents

    (change,) = plant.json("manuals", "diff", "P-9", "A", "B")["numbers"]
    assert (change["before"], change["after"]) == ("310 Nm", "340 Nm")

    plant.run("manuals", "withdraw", "P-9", "--revision", "B", "--why", "misprint")
    assert "310 Nm" in plant.json("ask", "How tight are the platen bolts?")["text"]
    plant.run("manuals", "restore", "P-9", "--revision", "B")
    # Restored it is a draft again, because releases are required here.
    assert "310 Nm" in plant.json("ask", "How tight are the platen bolts?")["text"]
    gone = plant.run("manuals", "delete", "P-9", "--revision", "B", "--yes", "--by", "Ada")
    assert "P-9 revision B: deleted. " in gone
    assert "deleted by Ada" in plant.run("manuals", "history", "P-9")
    assert "P-9_RevB" not in plant.run("manuals", "list", "--json")
    assert plant.run("reconcile").endswith("Catalog, index and files agree.\n")
    again = plant.json("answer", answer["id"])
    assert again == answer


def test_machines_come_from_a_csv_and_go_back_into_one(plant: Plant) -> None:
    rows = "id,aliases,type,serial,firmware,location\nL2,Lathe 2;die Drehe,CL-450,4711,,Hall B\n"
    plant.run("machines", "import", plant.file("machines.csv", rows))
    assert plant.run("machines", "list", "--csv") == rows
    wrong = plant.file("wrong.csv", "id,colour\nL2,red\n")
    assert "wrong.csv: Unknown column 'colour'" in plant.run(
        "machines", "import", wrong, fails=True
    )
    plant.run("machines", "remove", "L2")
    assert "no machine L2" in plant.run("machines", "remove", "L2", fails=True)


def test_a_failed_file_waits_for_its_owner(plant: Plant) -> None:
    broken = plant.folder / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing of the kind")
    assert "broken.pdf" in plant.run("ingest", str(broken), fails=True)
    (job,) = plant.json("jobs", "list", "--failed")
    assert job["permanent"]
    assert "queued again" in plant.run("jobs", "retry", job["id"])
    plant.run("ingest", str(broken), fails=True)
    for failed in plant.json("jobs", "list", "--failed"):
        plant.run("jobs", "dismiss", failed["id"])
    assert plant.json("jobs", "list", "--failed") == []
    assert "no job" in plant.run("jobs", "cancel", "none", fails=True)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("manuals", "release", "nothing", "--revision", "A"), "no revision A of a manual nothing"),
        (("manuals", "show", "nothing", "--page", "1"), "no manual nothing"),
        (("manuals", "diff", "nothing", "A", "B"), "no revision A"),
        (("ingest", "x.pdf"), "No such file"),
        (("ingest", "x.pdf", "--serials", "9..1"), "ends before it starts"),
        (("ingest", "x.pdf", "--effective", "31.02.2026"), "effective"),
        (("answer", "none"), "no answer none"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    plant: Plant, arguments: tuple[str, ...], reason: str
) -> None:
    said = plant.run(*arguments, fails=True)
    assert reason in said
    assert "Traceback" not in said
