"""The report of a run: one file that needs nothing beside it."""

import re
from html.parser import HTMLParser
from pathlib import Path

from app.local import LocalService
from evals.report import report_html
from tests.suite_run import belts_suite, run_over


class Outside(HTMLParser):
    """What a page would fetch, and what of it is text."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "action", "data", "srcset") and value:
                self.fetched.append(value)


def test_the_report_needs_nothing_beside_it_and_escapes_what_it_shows(
    plant: LocalService, tmp_path: Path
) -> None:
    folder, run = run_over(plant, belts_suite(tmp_path), tmp_path / "runs")
    report = report_html(run, folder.cases(), plant, images="all")
    page = Outside()
    page.feed(report)
    assert all(one.startswith(("data:image/jpeg;", "#")) for one in page.fetched)
    assert any(one.startswith("data:") for one in page.fetched)
    assert not re.search(r"url\((?!#)|@import", report)
    assert page.tags.count("script") == 1
    assert page.tags.count("svg") == 4
    assert "1972? &lt;script&gt;" in report
    assert "data:image" not in report_html(run, folder.cases(), plant, images="none")
