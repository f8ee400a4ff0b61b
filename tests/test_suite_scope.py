"""Cases that are asked at one machine among others of its type."""

import datetime
import json
from pathlib import Path

from app.local import LocalService
from evals.drafts import draft_of
from store.manual_values import IngestOptions
from store.values import Complaint, Scope
from tests.fake_service import FakeService
from tests.homes import opened, taken_in
from tests.suite_run import run_over

QUESTION = "How tight are the platen bolts?"


def hand_in(service: LocalService, folder: Path, label: str, torque: int, serials: str) -> None:
    path = folder / f"P-9_Rev{label}.md"
    path.write_text(f"# Press P-9\n\n## 1 Bolts\n\nTighten the platen bolts to {torque} Nm.\n")
    said = IngestOptions(manual="P-9", machines=("P-9",), revision=label, serials=serials)
    assert taken_in(service, path, **said.model_dump()).state == "done"


def test_a_case_is_asked_at_the_machine_of_its_serial_number(tmp_path: Path) -> None:
    suite = tmp_path / "bolts.jsonl"
    asked = (("1500", "A", "310 Nm"), ("2500", "B", "340 Nm"))
    suite.write_text(
        "\n".join(
            json.dumps(
                {
                    "id": serial,
                    "question": QUESTION,
                    "machine": "P-9",
                    "serial": serial,
                    "expected": {"manual": "P-9", "revision": label, "pages": [1],
                                 "sections": ["1 Bolts"], "facts": [torque]},
                }
            )
            for serial, label, torque in asked
        )
    )  # fmt: skip
    with opened(tmp_path / "home") as service:
        hand_in(service, tmp_path, "A", 310, "..1999")
        hand_in(service, tmp_path, "B", 340, "2000..")
        folder, run = run_over(service, suite, tmp_path / "runs")
    assert {one.value for one in run.figures if one.metric == "facts"} == {1.0}
    results = folder.cases()
    assert {one.asked_at for one in results} == {
        "P-9, serial number 1500",
        "P-9, serial number 2500",
    }
    assert all("For serial" not in one.answer.text for one in results if one.answer)


def test_a_draft_is_about_the_machine_that_was_asked_about(tmp_path: Path) -> None:
    scope = Scope(machine="Press 4", serial="1042", firmware="2.1")
    answer = FakeService(tmp_path).ask("belt", scope=scope)
    given = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    case = draft_of(Complaint(answer=answer, comment="", given_at=given)).case
    assert (case.machine, case.serial, case.firmware) == ("Press 4", "1042", "2.1")
