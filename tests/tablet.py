"""A real Chromium at a tablet's sizes, over the pages of the fake service."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

from evals.page_speed import CHROMIUM, FLAGS

ROOT = Path(__file__).resolve().parent.parent
# Chromium draws the list below its address bar as a web page of its own, a second of a processor
# for each window, though nobody sees it. Of several lists it takes the last one alone: so what
# Playwright switches off for tests is in this one again.
_SWITCHED_OFF = (
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
SIZES = {"landscape": (1024, 768), "portrait": (768, 1024)}
SMALLEST_TARGET = 48


@dataclass
class Tablet:
    """A browser at one size, and what it asked for over the network."""

    page: Page
    pictures: Path
    hosts: set[str] = field(default_factory=set)

    def note(self, request: Request | WebSocket) -> None:
        """Keep where a request went."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob"):
            self.hosts.add(parts.hostname or request.url)

    def ask(self, question: str) -> None:
        """Type a question and ask it."""
        self.page.get_by_label("Your question").fill(question)
        self.page.get_by_role("button", name="Ask", exact=True).click()

    def picture(self, name: str) -> None:
        """Keep what is in sight, for eyes."""
        self.page.screenshot(path=self.pictures / f"{name}.png")


@contextmanager
def served(log: Path, *arguments: str) -> Iterator[str]:
    """Give the address of the fake service's pages, which end in order and without a fault."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.fake_service", "--port", str(port), *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=sink,
            stderr=sink,
        )
    url = f"http://localhost:{port}"
    try:
        wait_until(lambda: _answers(url), seconds=60)
        yield url
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0, "SIGTERM is to end it in order, so that the home is closed"
    finally:
        process.kill()
        process.wait()
    printed = log.read_text()
    assert "Traceback" not in printed, printed


class Chromium:
    """A running browser, which fetches and compiles the scripts of the pages once a locale."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._contexts: dict[tuple[str, str], BrowserContext] = {}

    def page(self, address: str, locale: str) -> Page:
        """Return a page that remembers nothing of any before it, but what it need not fetch."""
        key = (address, locale)
        if key not in self._contexts:
            self._contexts[key] = self.browser.new_context(
                base_url=address, has_touch=True, locale=locale
            )
        return self._contexts[key].new_page()


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Give a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=[*FLAGS, f"--disable-features={','.join(_SWITCHED_OFF)}"],
        )
        yield Chromium(browser)
        browser.close()


@contextmanager
def held(
    browser: Chromium,
    address: str,
    size: tuple[int, int],
    pictures: Path,
    *,
    locale: str = "en-US",
) -> Iterator[Tablet]:
    """Give a tablet of a size, on which no page may fetch anything from elsewhere."""
    page = browser.page(address, locale)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    tablet = Tablet(page, pictures)
    page.on("request", tablet.note)
    page.on("websocket", tablet.note)
    page.set_default_timeout(30_000)
    expect.set_options(timeout=15_000)
    try:
        yield tablet
        assert tablet.hosts <= {"localhost"}, "a page fetched something from elsewhere"
    finally:
        _forget(page, address)


def _forget(page: Page, address: str) -> None:
    """Close the pages, and leave nothing of what they kept about who used them."""
    kept = {"origin": address, "storageTypes": "cookies,local_storage,indexeddb"}
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)
    for one in page.context.pages:
        one.close()


def wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    """Wait for something to become true, and fail if it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.1)


def assert_soon_empty(faults: Callable[[], list[str]], fault: str) -> None:
    """Give the page time to settle; what is wrong with it then is wrong.

    A page that is being drawn or turned has elements of every size for a moment.
    """
    deadline = time.monotonic() + 5
    while (found := faults()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not found, f"{fault}: {found}"


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", trust_env=False).is_success
    except httpx.TransportError:
        return False


def assert_large_enough(page: Page) -> None:
    """Every button, link and field in sight is at least as high and wide as a gloved fingertip."""
    # What cannot be reached by keyboard either is there for screen readers, a pixel large.
    targets = page.locator(
        "button:not([tabindex='-1']):visible, a:visible, input:visible, summary:visible, "
        "[role=option]:visible"
    )
    wait_until(lambda: targets.count() > 2, seconds=15)

    def too_small() -> list[str]:
        sizes = targets.evaluate_all(_TARGET_SIZES)
        # What is a single pixel wide, outside the page, is for screen readers only.
        return [html for html, least, width in sizes if width > 1 and least < SMALLEST_TARGET]

    assert_soon_empty(too_small, "too small for a glove")


_TARGET_SIZES = """targets => targets
  // The arrow inside a picker belongs to the picker's own, larger target.
  .filter((target) => target.closest("[role=group]") === null)
  // A box to tick is a pixel for screen readers; it is its label that is tapped.
  .map((target) => target.type === "checkbox" ? target.closest("label") : target)
  .map((target) => [target.outerHTML.slice(0, 160), target.getBoundingClientRect()])
  .map(([html, box]) => [html, Math.min(box.width, box.height), box.width])"""


def assert_fits(page: Page) -> None:
    """Nothing reaches over the right edge of the screen."""
    width = (page.viewport_size or {"width": 0})["width"]
    assert_soon_empty(lambda: page.evaluate(_OUTSIDE, width), "over the right edge")


_OUTSIDE = """width => [...document.querySelectorAll('[data-testid=stMain] *')]
  .filter((e) => e.offsetWidth && !e.closest('.mw-table'))
  .filter((e) => e.getBoundingClientRect().right > width + 1)
  .map((e) => e.outerHTML.slice(0, 120))"""


def assert_layout(tablet: Tablet, name: str, sizes: Mapping[str, tuple[int, int]] = SIZES) -> None:
    """What is on the page fits, and can be tapped with gloves on, whichever way it is held."""
    for way, (width, height) in sizes.items():
        tablet.page.set_viewport_size({"width": width, "height": height})
        assert_large_enough(tablet.page)
        assert_fits(tablet.page)
        tablet.picture(f"{name}-{way}")


def settled(page: Page) -> None:
    """Wait until the page is not being drawn anew."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def press(page: Page, button: str, *, within: Locator | None = None) -> None:
    """Tap a button, once nothing is drawn anew: a tap amid that is lost with what it was on."""
    settled(page)
    (within or page.locator("body")).get_by_role("button", name=button, exact=True).click()


def unfold(page: Page, title: str) -> None:
    """Open what is folded under a title, and wait until it lies still.

    Half a second long it still grows; a finger that comes down and goes up in that time on a
    busy machine may hit two things, which is no tap on either.
    """
    settled(page)
    folded = page.locator("details").filter(has_text=title)
    folded.get_by_text(title).click()
    folded.evaluate("e => Promise.allSettled(e.getAnimations().map((grown) => grown.finished))")


def fill(page: Page, label: str, text: str) -> None:
    """Type into a field, so that the page takes it."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
