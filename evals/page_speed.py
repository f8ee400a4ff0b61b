"""From the tap on Ask to the first quoted source in sight, in a real browser."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MS = 20_000
# Taken in the page: the tap, and the first frame that shows a quotation.
_MEASURE = """() => {
  window.shownAfter = null;
  document.addEventListener("click", () => {
    const start = performance.now();
    const look = () => {
      const quote = document.querySelector(".mw-quote");
      if (quote && quote.offsetHeight > 0) window.shownAfter = performance.now() - start;
      else requestAnimationFrame(look);
    };
    look();
  }, {once: true, capture: true});
}"""


def browser_is_here() -> bool:
    """Return whether a browser and the library that drives it are installed."""
    return CHROMIUM.exists() and find_spec("playwright") is not None


def first_source_seconds(url: str, questions: Sequence[str]) -> list[float]:
    """Return, for each question that is answered, the seconds until a quotation is in sight.

    A question that is refused shows none, and is left out.
    """
    from playwright.sync_api import TimeoutError as NotShown
    from playwright.sync_api import sync_playwright

    seconds: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1024, "height": 768})
        page.set_default_timeout(_PATIENCE_MS)
        for question in questions:
            page.goto(url)
            page.get_by_label("Your question").fill(question)
            page.evaluate(_MEASURE)
            page.get_by_role("button", name="Ask", exact=True).click()
            shown = page.locator(".mw-quote").or_(page.locator(".mw-refusal"))
            try:
                shown.first.wait_for()
            except NotShown:
                continue
            after = page.evaluate("window.shownAfter")
            if after is not None:
                seconds.append(float(after) / 1000)
        browser.close()
    return seconds
