"""The technician's page in the language that her browser is set to."""

import string
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.pages import labels
from app.pages.labels import labels_for, languages
from tests.tablet import ROOT, SIZES, Chromium, Tablet, assert_layout, held, press, served

# What is to stand whole, in one line.
SHORT = ".mw-brand, button p, label p"
FOLDER = ROOT / "app" / "pages" / "languages"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt") as url:
        yield url


@contextmanager
def set_to(locale: str, browser: Chromium, address: str, pictures: Path) -> Iterator[Tablet]:
    """Give a tablet whose browser is set to a locale, at the technician's page."""
    with held(browser, address, SIZES["landscape"], pictures, locale=locale) as tablet:
        tablet.page.goto("/")
        question = written_in(locale.partition("-")[0])["question"]
        expect(tablet.page.get_by_label(question)).to_be_visible()
        yield tablet


@pytest.fixture
def german(browser: Chromium, address: str, tmp_path: Path) -> Iterator[Tablet]:
    with set_to("de-AT", browser, address, tmp_path) as tablet:
        yield tablet


def written_in(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def parts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", languages())
def test_each_language_has_every_label_with_the_same_parts(language: str) -> None:
    written, english = written_in(language), written_in("en")
    assert {name: parts(text) for name, text in written.items()} == {
        name: parts(text) for name, text in english.items()
    }
    assert all(text.strip() for text in written.values())


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("FR-be", "fr"),
        ("en-GB", "en"),
        ("nl-NL", "en"),
        (None, "en"),
    ],
)
def test_a_locale_without_labels_reads_english(locale: str | None, language: str) -> None:
    assert labels_for(locale) == labels.Labels(language)


def test_a_german_tablet_asks_and_reads_the_source_in_german(german: Tablet) -> None:
    page = german.page
    expect(page.get_by_role("combobox", name="Maschine")).to_have_value("Alle Maschinen")
    expect(page.locator(".mw-welcome")).to_contain_text("Was möchten Sie wissen?")
    page.get_by_label("Ihre Frage").fill("How tight should the drive belt be?")
    press(page, "Fragen")
    expect(page.get_by_text("Wort für Wort aus dem Handbuch")).to_be_visible()
    expect(page.locator(".mw-warning .mw-signal, .mw-danger .mw-signal").first).to_have_text(
        "GEFAHR"
    )
    expect(page.locator(".mw-card").first).to_contain_text("gültig seit")
    page.get_by_role("button", name="Seite öffnen").first.click()
    expect(page.locator("[role=dialog]")).to_contain_text("Seite des Handbuchs")
    expect(page.locator("[role=dialog] .mw-viewed")).to_contain_text("PDF-Seite")
    page.get_by_role("button", name="Schließen").last.click()
    press(page, "Nein")
    expect(page.get_by_text("Danke: wir gehen dem nach.")).to_be_visible()


def test_a_refusal_says_in_german_where_it_looked(german: Tablet) -> None:
    german.page.get_by_label("Ihre Frage").fill("Where is the coffee machine?")
    press(german.page, "Fragen")
    expect(german.page.locator(".mw-refusal")).to_contain_text("Gesucht in 2 gültigen Revisionen")


@pytest.mark.parametrize("language", languages())
def test_labels_fit_in_each_language(
    language: str, browser: Chromium, address: str, tmp_path: Path
) -> None:
    said = written_in(language)
    with set_to(language, browser, address, tmp_path) as tablet:
        tablet.page.get_by_label(said["question"]).fill("How tight should the drive belt be?")
        press(tablet.page, said["ask"])
        expect(tablet.page.get_by_text(said["word_for_word"])).to_be_visible()
        for way, size in SIZES.items():
            assert_layout(tablet, f"answer-{language}", {way: size})
            cut = tablet.page.locator(SHORT).evaluate_all(
                """all => all
                  .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.offsetHeight > 36)
                  .map((e) => e.innerText)"""
            )
            assert cut == []
