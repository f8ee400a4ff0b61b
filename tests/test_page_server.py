"""The server under the pages: nothing of it shows, and it talks to nobody else's pages."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from tests.tablet import Tablet, served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt") as url:
        yield url


def test_nothing_of_the_page_server_shows(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/")
    expect(page.get_by_label("Your question")).to_be_visible()
    for words in ("Deploy", "Made with", "Streamlit", "Rerun"):
        expect(page.get_by_text(words)).to_have_count(0)
    expect(page.locator("[data-testid=stHeader]")).to_be_hidden()
    assert page.title() == "Millwright"
    size = page.evaluate("getComputedStyle(document.querySelector('.mw-welcome')).fontSize")
    assert float(size.removesuffix("px")) >= 18


def test_another_origin_gets_no_socket(address: str) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Origin": "http://evil.example",
    }
    url = f"{address}/_stcore/stream"
    assert httpx.get(url, headers=headers, trust_env=False).status_code == 403
    page = httpx.get(address, headers={"Host": "evil.example"}, trust_env=False)
    assert page.status_code == 403
