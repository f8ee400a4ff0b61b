"""Revisions side by side, bulletins, withdrawals and deletions, as a technician meets them."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.local import LocalService
from store.control_values import Machine
from store.errors import NotFound, StoreUnavailable
from store.manual_values import IngestOptions
from store.values import Answer, Scope
from tests.homes import opened, taken_in

PRESS = """# Press P-9

This manual describes the press.

## 1 Maintenance

### 1.1 Platen bolts

WARNING: A loose platen falls.

Tighten the platen bolts to {torque} Nm, crosswise.

### 1.2 Oil

Use hydraulic oil {oil}. Change it every 2000 hours.
"""
BULLETIN = """# Bulletin SB-3

Service bulletin SB-3 amends section 1.1 of Press P-9.

## Batch K7

CAUTION: Bolts of batch K7 are brittle.

Bolts of batch K7 take 150 Nm only; part number PB-7710 replaces them.
"""
QUESTION = "How tight are the platen bolts?"


def hand_in(service: LocalService, folder: Path, name: str, text: str, **said: object) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    job = taken_in(service, path, **IngestOptions.model_validate(said).model_dump())
    assert job.state == "done", job.error


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with revision A in, for a copy."""
    folder = tmp_path_factory.mktemp("press")
    with opened(folder / "home") as running:
        text = PRESS.format(torque=310, oil="HLP 46")
        hand_in(
            running, folder, "P-9_RevA.md", text, manual="P-9", title="Press P-9",
            machines=("P-9",), revision="A", effective="2024-01-01",
        )  # fmt: skip
    return folder / "home"


@pytest.fixture
def service(home: Path, tmp_path: Path) -> Iterator[LocalService]:
    with opened(shutil.copytree(home, tmp_path / "home")) as running:
        yield running


def hand_in_newer(service: LocalService, folder: Path, **said: object) -> None:
    text = PRESS.format(torque=340, oil="HLP 68")
    hand_in(
        service, folder, "P-9_RevB.md", text, manual="P-9", revision="B",
        effective="2025-01-01", **said,
    )  # fmt: skip


def cited(answer: Answer) -> set[str]:
    return {f"{citation.manual} {citation.revision}" for citation in answer.citations}


def test_two_in_force_side_by_side_answer_each_for_its_machines(
    service: LocalService, tmp_path: Path
) -> None:
    hand_in_newer(service, tmp_path, serials="2000..")
    both = service.ask(QUESTION, scope=Scope())
    newer, older = both.text.split("\n\n")
    assert "For serial numbers from 2000 (Press P-9, revision B):" in newer
    assert "340 Nm" in newer
    assert "310 Nm" not in newer
    assert "310 Nm" in older
    assert "340 Nm" not in older
    assert [c.marker for c in both.citations] == [1, 2]
    assert "[1]" in newer
    assert "[2]" in older
    assert cited(both) == {"P-9 A", "P-9 B"}
    assert [notice.level for notice in both.notices] == ["warning"]
    for serial, torque, wrong in (("2500", "340 Nm", "310 Nm"), ("1500", "310 Nm", "340 Nm")):
        one = service.ask(QUESTION, scope=Scope(serial=serial))
        assert torque in one.text
        assert wrong not in one.text
        assert "For serial" not in one.text
    # A serial number in the question, or of the machine that it names, decides as well.
    asked = service.ask(f"{QUESTION} Serial number 2500", scope=Scope())
    assert asked.scope.serial == "2500"
    assert "310 Nm" not in asked.text
    service.owner.put_machines([Machine(id="P1", aliases=("old press",), type="P-9", serial="7")])
    named = service.ask("How tight are the platen bolts of the old press?", scope=Scope())
    assert named.scope.machine == "P1"
    assert "310 Nm" in named.text
    assert "340 Nm" not in named.text


@pytest.mark.parametrize(
    "question",
    [
        "In revision A, how tight are the platen bolts?",
        "How tight are the platen bolts according to Rev. A?",
        "Laut Ausgabe A: Wie viel Nm für die platen bolts?",
    ],
)
def test_a_superseded_revision_answers_where_the_question_names_it(
    service: LocalService, tmp_path: Path, question: str
) -> None:
    hand_in_newer(service, tmp_path)
    assert cited(service.ask(QUESTION, scope=Scope())) == {"P-9 B"}
    asked = service.ask(question, scope=Scope())
    assert "310 Nm" in asked.text
    assert cited(asked) == {"P-9 A"}
    assert (asked.scope.revision, asked.question) == ("A", question)
    german = question.startswith("Laut")
    assert asked.not_in_force == (
        "Nicht gültig: Press P-9, Revision A; gültig ist Revision B."
        if german
        else "Not in force: Press P-9, revision A; revision B is."
    )
    assert service.ask(QUESTION, scope=Scope(revision="A")).not_in_force is not None
    # One that does not exist, or that answers anyway, changes nothing; a picker says more.
    for other in (question.replace("A", "Q", 1), question.replace("n A", "n B", 1)):
        if other != question:
            assert service.ask(other, scope=Scope()).scope.revision is None
    chosen = service.ask(question, scope=Scope(revision="B"))
    assert cited(chosen) == {"P-9 B"}
    assert chosen.not_in_force is None


def test_a_printed_version_beside_the_word_manual_names_a_revision(
    service: LocalService, tmp_path: Path
) -> None:
    for label, torque in (("1.0.0", 210), ("1.0.9", 240)):
        hand_in(
            service, tmp_path, f"P-7 {label}.md", PRESS.format(torque=torque, oil="HLP 32"),
            manual="P-7", revision=label, effective=f"2025-01-0{label[-1]}".replace("-00", "-01"),
        )  # fmt: skip
    for question in ("In the V1.0.0 manual, how tight?", "Old manual V1.0.0: how tight is it?"):
        found = service.search(f"{question} Platen bolts", scope=Scope())
        assert {hit.revision for hit in found.hits} == {"1.0.0"}
    asked = service.ask("In the V1.0.0 manual, how tight are the platen bolts?", scope=Scope())
    assert "210 Nm" in asked.text
    assert service.search("Platen bolts at 1.0.0 bar", scope=Scope()).scope.revision is None


def test_a_bulletin_comes_with_the_section_that_it_amends_and_with_no_other(
    service: LocalService, tmp_path: Path
) -> None:
    hand_in(service, tmp_path, "SB-3.md", BULLETIN)
    kept = next(m for m in service.manuals() if m.manual == "SB-3")
    # Read from its own words, and for the machines of its manual.
    assert kept.machines == ("P-9",)
    assert (kept.revisions[0].amends_manual, kept.revisions[0].amends_section) == ("P-9", "1.1")
    answer = service.ask(QUESTION, scope=Scope())
    assert "310 Nm" in answer.text
    assert "150 Nm only" in answer.text
    assert cited(answer) >= {"P-9 A", f"SB-3 {kept.revisions[0].revision}"}
    assert [notice.level for notice in answer.notices] == ["warning", "caution"]
    oil = service.ask("Which hydraulic oil does the press take?", scope=Scope())
    assert "HLP 46" in oil.text
    assert "K7" not in oil.text
    service.owner.withdraw("SB-3", kept.revisions[0].revision)
    assert "K7" not in service.ask(QUESTION, scope=Scope()).text


def test_a_bulletin_comes_with_a_table_of_which_several_parts_were_found(
    service: LocalService, tmp_path: Path
) -> None:
    rows = "\n".join(
        f"| Platen bolt of station {n} | {300 + n} Nm | crosswise, in two rounds, at room heat |"
        for n in range(1, 60)
    )
    table = f"# Press P-8\n\n## 1 Torques\n\n| Bolt | Torque | How |\n|---|---|---|\n{rows}\n"
    hand_in(
        service, tmp_path, "P-8.md", table,
        manual="P-8", machines=("P-8",), revision="A", effective="2024-01-01",
    )  # fmt: skip
    hand_in(
        service, tmp_path, "SB-4.md", BULLETIN.replace("SB-3", "SB-4"),
        manual="SB-4", machines=("P-8",), effective="2024-06-01", amends="P-8#1 Torques",
    )  # fmt: skip
    answer = service.ask("torque of the platen bolt of station 7", scope=Scope(machine="P-8"))
    assert "307 Nm" in answer.citations[0].quote
    assert "150 Nm" in answer.citations[-1].quote


def test_readers_meet_one_revision_at_any_moment_of_the_switch(
    service: LocalService, tmp_path: Path
) -> None:
    seen: list[frozenset[str]] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            hits = service.search(QUESTION, scope=Scope(manual="P-9"), limit=10).hits
            seen.append(frozenset(hit.revision for hit in hits))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        hand_in_newer(service, tmp_path)
        for step in (service.owner.withdraw, service.owner.restore):
            step("P-9", "B")
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert set(seen) == {frozenset({"A"}), frozenset({"B"})}


def test_yesterdays_answer_is_shown_again_exactly(service: LocalService, tmp_path: Path) -> None:
    before = service.ask(QUESTION, scope=Scope())
    hand_in_newer(service, tmp_path)
    assert "340 Nm" in service.ask(QUESTION, scope=Scope()).text
    service.owner.delete("P-9", "A")
    assert service.answer(before.id) == before


def test_nothing_is_left_of_what_was_deleted(service: LocalService, tmp_path: Path) -> None:
    hand_in_newer(service, tmp_path)
    (deleted,) = (r for r in service.manuals()[0].revisions if r.revision == "A")
    texts = service.owner.page("P-9", "A", None).chunks
    assert len(texts) == deleted.chunks
    service.owner.delete("P-9", "A", by="Ada")
    assert [job.stage for job in service.jobs()] == ["done", "deleted"]
    assert deleted.id not in service.index.revisions()
    assert not list(service.home.originals.rglob(f"{deleted.sha256}*"))
    assert not service.search("HLP 46", scope=Scope(revision="A")).hits
    with pytest.raises(NotFound):
        service.owner.page("P-9", "A", None)
    found = service.owner.reconcile()
    assert found.discrepancies == ()
    assert (found.revisions, found.originals) == (1, 1)


def test_a_lost_index_says_so_and_is_read_again_from_the_originals(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with opened(home) as service:
        text = PRESS.format(torque=310, oil="HLP 46")
        hand_in(service, tmp_path, "P-9.md", text, revision="A")
        answer = service.ask(QUESTION, scope=Scope())
    for path in sorted((home / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with opened(home) as service:
        with pytest.raises(StoreUnavailable, match="millwright reconcile --repair"):
            service.ask(QUESTION, scope=Scope())
        assert [d.repaired for d in service.owner.reconcile().discrepancies] == [False]
        assert [d.repaired for d in service.owner.reconcile(repair=True).discrepancies] == [True]
        assert service.owner.reconcile().discrepancies == ()
        assert service.ask(QUESTION, scope=Scope()).text == answer.text


def test_what_lies_about_is_found_and_removed(service: LocalService) -> None:
    for stray in (
        service.home.originals / "00" / f"{'0' * 64}.pdf",
        service.home.page_images / ("0" * 64) / "1.png",
        service.home.inbox / "nobody.upload",
    ):
        stray.parent.mkdir(parents=True, exist_ok=True)
        stray.write_bytes(b"stray")
    (revision,) = service.manuals()[0].revisions
    original = next(service.home.originals.rglob(f"{revision.sha256}.*"))
    kept = original.read_bytes()
    original.write_bytes(kept + b" ")
    found = service.owner.reconcile(repair=True).discrepancies
    assert [d.repaired for d in found] == [False, True, True, True]
    assert "altered" in found[0].what
    original.write_bytes(kept)
    assert service.owner.reconcile().discrepancies == ()


def test_only_what_is_ours_stands_before_a_quote(service: LocalService, tmp_path: Path) -> None:
    alone = service.ask(QUESTION, scope=Scope())
    assert [citation.introduction for citation in alone.citations] == [""]
    hand_in_newer(service, tmp_path, serials="2000..")
    both = service.ask(QUESTION, scope=Scope())
    for citation in both.citations:
        assert citation.introduction.endswith(f"revision {citation.revision}):")
        assert f"{citation.introduction}\n" in both.text
