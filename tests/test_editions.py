"""Manuals whose file holds several languages, through the whole house."""

import datetime
from pathlib import Path

import pytest

from app.local import LocalService
from app.proposing import Proposer
from ingest.languages import languages_of
from store.contents import Chunk
from store.manual_values import ManualSummary, StoredRevision
from store.values import Hit, Scope
from tests.homes import opened, taken_in

ENGLISH = {
    "Cleaning the filter": "Switch the cooler off before you open it. Rinse the filter with cold "
    "water and let it dry for 2 hours, or the fan will draw the water in.",
    "Thunderstorm": "If you hear thunder, pull the plug of the cooler. It is not protected from "
    "what comes with the mains, and the board of the fan is the first to fail.",
    "Batteries": "The batteries of the handset last for a year. Do not use rechargeable ones: "
    "they have a lower voltage, and the clock of the handset will be slow.",
}
GERMAN = {
    "Filter reinigen": "Schalten Sie den Kühler aus, bevor Sie ihn öffnen. Spülen Sie den Filter "
    "mit kaltem Wasser und lassen Sie ihn 2 Stunden trocknen, sonst zieht der Lüfter Wasser ein.",
    "Unwetter": "Wenn Sie es donnern hören, ziehen Sie den Stecker des Kühlers. Er ist nicht gegen "
    "das geschützt, was mit dem Netz kommt, und die Platine des Lüfters fällt zuerst aus.",
    "Batterien": "Die Batterien des Handgeräts halten ein Jahr. Verwenden Sie keine Akkus: sie "
    "haben eine niedrigere Spannung, und die Uhr des Handgeräts geht nach.",
}
GERMAN_MORE = {f"{title} im Winter": text for title, text in GERMAN.items()}


def manual(path: Path, *parts: dict[str, str]) -> Path:
    sections = [f"## {title}\n\n{text}" for part in parts for title, text in part.items()]
    path.write_text("\n\n".join(sections))
    return path


def only(service: LocalService, manual_id: str) -> ManualSummary:
    return next(one for one in service.manuals() if one.manual == manual_id)


def best(service: LocalService, question: str, **scope: str) -> Hit:
    return service.search(question, scope=Scope.model_validate(scope), limit=1).hits[0]


def in_force(service: LocalService) -> tuple[StoredRevision, ...]:
    return service.catalog.in_force(Scope(), today=datetime.date.today())


def chunk(number: int, text: str) -> Chunk:
    return Chunk(f"c{number}", f"p{number}", number, "paragraph", (), "", text, ())


def test_each_question_is_answered_in_its_own_language(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        job = taken_in(service, manual(tmp_path / "cooler.md", ENGLISH, GERMAN))
        assert job.remarks[-1].startswith("It is written in en and de")
        (kept,) = only(service, "cooler").revisions
        assert (kept.language, kept.languages, kept.answers_in) == ("en", ("en", "de"), ())
        hit = best(service, "Darf ich Akkus verwenden?")
        assert (hit.language, hit.section[-1]) == ("de", "Batterien")
        hit = best(service, "May I use rechargeable batteries?")
        assert (hit.language, hit.section[-1]) == ("en", "Batteries")
        answer = service.ask("Wie lange muss der Filter trocknen?", scope=Scope())
        assert "2 Stunden trocknen" in answer.citations[0].quote
        # Each has its own words, by which keywords are weighed and slips are mended.
        german = next(one for one in in_force(service) if one.language == "de")
        assert service.vocabularies.frequencies([german]).knows("lüfter")
        assert not service.vocabularies.frequencies([german]).knows("thunder")


def test_a_language_that_is_asked_for_is_the_only_one_searched(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        taken_in(service, manual(tmp_path / "cooler.md", ENGLISH, GERMAN))
        for language in ("en", "de"):
            hits = service.search("Batterien", scope=Scope(language=language), limit=9).hits
            assert {hit.language for hit in hits} == {language}
            assert len(hits) == 3


def test_a_newer_revision_in_the_second_language_supersedes_that_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        first = manual(tmp_path / "cooler.md", ENGLISH, GERMAN)
        taken_in(service, first, revision="A", effective=datetime.date(2024, 1, 1))
        newer = manual(tmp_path / "new.md", GERMAN | {"Lüfter": "Der Lüfter ist neu."})
        taken_in(service, newer, manual="cooler", revision="B", effective=datetime.date(2025, 1, 1))
        summary = only(service, "cooler")
        states = {kept.revision: kept.state for kept in summary.revisions}
        assert states == {"B": "in force", "A": "in force in en"}
        assert summary.answering == "Revisions B (language de) and A (language en) answer now."
        assert best(service, "Wie lange halten die Batterien?").revision == "B"
        hits = service.search("How long do batteries last?", scope=Scope(), limit=9).hits
        assert {(hit.revision, hit.language) for hit in hits} == {("A", "en"), ("B", "de")}


@pytest.mark.parametrize("newer", [(ENGLISH,), (GERMAN, GERMAN_MORE, ENGLISH)])
def test_what_replaces_a_files_own_language_replaces_the_file(
    tmp_path: Path, newer: tuple[dict[str, str], ...]
) -> None:
    with opened(tmp_path / "home") as service:
        first = manual(tmp_path / "cooler.md", ENGLISH, GERMAN)
        taken_in(service, first, revision="A", effective=datetime.date(2024, 1, 1))
        job = taken_in(
            service,
            manual(tmp_path / "new.md", *newer),
            manual="cooler",
            revision="B",
            effective=datetime.date(2025, 1, 1),
        )
        # Nothing superseded answers, whatever language it is in; its owner is told what is lost.
        assert {one.revision for one in in_force(service)} == {"B"}
        told = [remark for remark in job.remarks if remark.startswith("Revision A is in de")]
        assert len(told) == (1 if newer == (ENGLISH,) else 0)


def test_an_owner_decides_that_a_file_is_in_one_language_and_which_is_its_own(
    tmp_path: Path,
) -> None:
    with opened(tmp_path / "home") as service:
        path = manual(tmp_path / "cooler.md", ENGLISH, GERMAN)
        taken_in(service, path)
        taken_in(service, path, language="de")
        (kept,) = only(service, "cooler").revisions
        assert (kept.language, kept.languages) == ("de", ("de", "en"))
        taken_in(service, path, language="fr")
        (kept,) = only(service, "cooler").revisions
        assert (kept.language, kept.languages) == ("fr", ())
        assert [one.edition for one in in_force(service)] == [kept.id]
        assert best(service, "batteries of the handset").language == "fr"


def test_what_is_deleted_leaves_nothing_of_any_language(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        taken_in(service, manual(tmp_path / "cooler.md", ENGLISH, GERMAN), revision="A")
        count = "SELECT COUNT(*) FROM vocabularies"
        with service.catalog.engine.connect() as connection:
            assert connection.exec_driver_sql(count).scalar_one() == 2
        service.owner.delete("cooler", "A")
        with service.catalog.engine.connect() as connection:
            assert connection.exec_driver_sql(count).scalar_one() == 0
        assert service.index.count() == 0


def test_words_never_counted_are_counted_language_by_language(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        taken_in(service, manual(tmp_path / "cooler.md", ENGLISH, GERMAN))
        with service.catalog.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM vocabularies")
        for one in in_force(service):
            words = service.vocabularies.frequencies([one])
            assert words.chunks == 3
            assert words.knows("thunder") == (one.language == "en")


def test_read_again_it_has_the_same_editions(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        taken_in(service, manual(tmp_path / "cooler.md", ENGLISH, GERMAN))
        before = [one.edition for one in in_force(service)]
        for revision in service.catalog.stored_revisions():
            service.reembed(revision)
        assert [one.edition for one in in_force(service)] == before
        assert best(service, "Darf ich Akkus verwenden?").language == "de"


def test_drafts_ask_in_the_language_of_what_they_are_about(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as service:
        taken_in(service, manual(tmp_path / "cooler.md", ENGLISH, GERMAN))
        drafts, _ = Proposer(service.catalog, service.settings)("cooler", 20, ())
        asked = {draft.case.expected[0].sections[-1]: draft.case.language for draft in drafts}
        assert asked == dict.fromkeys(ENGLISH, "en") | dict.fromkeys(GERMAN, "de")


@pytest.mark.parametrize(
    ("told", "language", "spoken"),
    [
        (None, "en", "ed"),
        ("de", "de", "ed"),
        ("en-US", "en-US", "Ud"),
        # Nothing here is in these, or tells them: it is what its owner says.
        ("fr", "fr", "ff"),
        ("sl", "sl", "ss"),
    ],
)
def test_a_document_is_in_the_language_told_and_in_those_beside_it(
    told: str | None, language: str, spoken: str
) -> None:
    texts = [" ".join(ENGLISH.values()) * 2, " ".join(GERMAN.values())]
    codes = {"e": "en", "d": "de", "U": "en-US", "f": "fr", "s": "sl"}
    found = languages_of([chunk(n, text) for n, text in enumerate(texts)], told)
    assert found == (language, tuple(codes[one] for one in spoken))


def test_a_table_of_figures_is_in_the_language_around_it() -> None:
    texts = [*ENGLISH.values(), "M6 | 9 Nm", *GERMAN.values(), "M8 | 25 Nm", *GERMAN.values()]
    _, spoken = languages_of([chunk(n, text) for n, text in enumerate(texts)], None)
    assert spoken == ("en",) * 4 + ("de",) * 7


def test_a_declaration_in_many_languages_and_addresses_are_no_languages_of_a_manual() -> None:
    declared = "Le fabricant déclare que la machine est conforme aux règles pour les appareils."
    addresses = "www.first.com www.second.com www.third.com pumps.com com1 fans.com " * 20
    texts = [*ENGLISH.values(), *ENGLISH.values(), declared, addresses]
    assert languages_of([chunk(n, text) for n, text in enumerate(texts)], None) == (
        "en",
        ("en",) * 8,
    )
