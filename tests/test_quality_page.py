"""The evaluator's pages in a real Chromium: runs, questions, comparisons, drafts."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from starlette.testclient import TestClient

from app.api import create_api
from app.pages.quality_chart import drawn
from app.pages.quality_markup import whole_runs
from tests.eval_builders import run
from tests.fake_evaluator import ELSEWHERE, LATE, SUITE
from tests.fake_service import BELT_QUOTE, FakeService
from tests.tablet import SIZES, Tablet, assert_layout, fill, press, served, unfold

WAYS = SIZES | {"phone": (390, 844)}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("serve") / "log.txt", "--runs") as url:
        yield url


def test_runs_over_time_and_what_became_of_their_gates(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/quality")
    cards = page.locator("[class*=st-key-run_card_]")
    heavier = cards.filter(has_text="heavier on meaning")
    expect(heavier.locator(".mw-state")).to_have_text("1 gate fallen")
    expect(cards.filter(has_text="as it was").locator(".mw-state")).to_have_text("gates stand")
    expect(heavier.locator(".mw-rates")).to_contain_text("0.000 found first, of 1")
    told = page.locator("img.mw-chart").get_attribute("alt") or ""
    assert "found first: 1.000, 0.000" in told
    assert_layout(tablet, "quality", WAYS)


def test_two_runs_compared_name_the_questions_lost(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/quality")
    page.get_by_role("link", name="Compare with the one before").first.click()
    lost = page.locator("[class*=st-key-case_card_Lost_]")
    expect(lost).to_have_count(2)
    expect(lost.first).to_contain_text("How tight is the belt?")
    expect(lost.first).to_contain_text("rank 1 → not among ten")
    expect(page.get_by_text("Won (0)")).to_be_visible()
    assert_layout(tablet, "compare", WAYS)


def test_what_cannot_be_compared_is_said(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/quality")
    link = page.get_by_role("link", name="Compare with the one before").first
    after = parse_qs(urlsplit(link.get_attribute("href") or "").query)["after"][0]
    page.goto(f"/runs?before={after}&after={after}")
    expect(page.get_by_text("That is one run twice")).to_be_visible()
    page.goto(f"/runs?before=gone&after={after}")
    expect(page.get_by_text("gone cannot be compared")).to_be_visible()


def test_a_question_is_looked_into_with_the_page_beside_it(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/quality")
    page.locator("[class*=st-key-run_card_]").filter(has_text="as it was").get_by_role(
        "link", name="Open"
    ).click()
    expect(page.get_by_text("hit@1 >= 0.9")).to_contain_text("stands")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the report").click()
    report = download.value.path().read_text(encoding="utf-8")
    assert "How tight is the belt?" in report
    assert "data:image/jpeg;base64," in report
    assert_layout(tablet, "run", WAYS)
    page.set_viewport_size({"width": 1024, "height": 768})
    row = page.locator("[class*=st-key-case_card_]").filter(has_text="How tight is the belt?")
    row.get_by_role("link", name="Look").click()
    expect(page.locator(".mw-wanted")).to_contain_text("PDF page 4")
    expect(page.locator(".mw-quote")).to_contain_text(BELT_QUOTE)
    expect(page.locator(".mw-found-right").first).to_contain_text("hpx-160-service")
    # What a judge or a suite says is shown as it stands.
    expect(page.get_by_text(f"It says {LATE}.")).to_be_visible()
    expect(page.locator(".st-key-page_beside img")).to_be_visible()
    assert_layout(tablet, "case", WAYS)
    page.get_by_role("link", name="Back").click()
    expect(page.locator(".mw-case b").filter(has_text=LATE)).to_have_text(LATE)


def test_a_thumbs_down_goes_from_the_answer_into_a_suite(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/")
    tablet.ask("How tight is the *belt* ~45 Nm~?")
    press(page, "No")
    page.get_by_label("What was wrong or missing?").fill("that is the <b>old</b> belt")
    press(page, "Send")
    expect(page.get_by_text("the owner of the manuals will see it")).to_be_visible()
    expect(page.get_by_text("Link to this answer")).to_have_count(1)
    page.goto("/drafts")
    said = page.locator("[class*=st-key-draft_card_said_]")
    expect(said).to_contain_text("that is the <b>old</b> belt")
    expect(said.locator(".mw-case > b")).to_have_text("How tight is the *belt* ~45 Nm~?")
    press(page, "Make a draft", within=said)
    expect(said).to_have_count(0)
    made = page.locator("[class*=st-key-draft_card_feedback]")
    expect(made).to_contain_text("hpx-160-service, PDF page 4, 5, 6")
    assert_layout(tablet, "drafts", WAYS)
    # What the answer cited besides can be taken out: it was an answer that did not help.
    (kept,) = page.request.get("/api/evals/drafts").json()
    kept["case"]["expected"].append({"manual": "fb-*20*", "pages": [7]})
    page.request.put(f"/api/evals/drafts/{kept['id']}", data=kept["case"])
    page.reload()
    expect(made).to_contain_text("fb-*20*, PDF page 7")
    press(page, "Correct or confirm", within=made)
    made.get_by_text("Also right: fb-*20*, PDF page 7").click()
    made.get_by_label("PDF pages").fill("four")
    press(page, "Confirm", within=made)
    expect(made.get_by_text("are no pages")).to_be_visible()
    made.get_by_label("PDF pages").fill("4, 99")
    press(page, "Confirm", within=made)
    expect(made.get_by_text("There is no PDF page 99")).to_be_visible()
    made.get_by_label("PDF pages").fill("4")
    made.get_by_label("Facts that the answer must hold").fill("24 Nm; 62-66 Hz")
    press(page, "Confirm", within=made)
    expect(page.get_by_text("It is a question of the suite now")).to_be_visible()
    expect(made).to_have_count(0)
    page.get_by_role("combobox", name="Drafts").click()
    page.get_by_role("option", name="Confirmed").click()
    expect(made).to_contain_text("in suite plant")
    expect(made).not_to_contain_text("PDF page 7")
    expect(made.locator(".mw-chip")).to_have_text(["24 Nm", "62-66 Hz"])
    press(page, "Undo", within=made)
    expect(page.get_by_text("It is a draft again.")).to_be_visible()


def test_what_did_not_help_is_set_aside_with_one_tap(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/")
    tablet.ask("belt of the neighbour")
    press(page, "No")
    expect(page.get_by_text("it will be looked into")).to_be_visible()
    page.goto("/drafts")
    said = page.locator("[class*=st-key-draft_card_said_]").filter(has_text="of the neighbour")
    press(page, "Dismiss", within=said)
    expect(said).to_have_count(0)
    expect(page.get_by_text("It is set aside")).to_be_visible()
    page.get_by_role("combobox", name="Drafts").click()
    page.get_by_role("option", name="Dismissed").click()
    kept = page.locator("[class*=st-key-draft_card_feedback]").filter(has_text="of the neighbour")
    expect(kept.locator(".mw-state")).to_have_text("dismissed")


def test_drafts_are_proposed_from_a_manual_and_dismissed(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/drafts")
    unfold(page, "Propose questions from a manual")
    press(page, "Propose 20")
    expect(page.get_by_text("1 new draft.")).to_be_visible()
    made = page.locator("[class*=st-key-draft_card_draft-1]")
    expect(made.locator("b").first).to_have_text("What is the torque in Nm for “Belt *M8*”?")
    press(page, "Dismiss", within=made)
    expect(made).to_have_count(0)


def test_a_run_is_started_from_the_page_and_is_there_when_it_has_ended(tablet: Tablet) -> None:
    page = tablet.page
    page.goto("/quality")
    unfold(page, "Start a run")
    press(page, "Start")
    expect(page.get_by_text("Choose a suite first.")).to_be_visible()
    assert_layout(tablet, "start", WAYS)
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(page.get_by_role("checkbox", name="belts")).to_have_count(1)
    expect(page.locator("li").filter(has_text=ELSEWHERE)).to_have_text(f"{ELSEWHERE}: saw <12>.pdf")
    # The name's underscores are no Markdown.
    page.get_by_text(f"{SUITE} (1 question, your own)").click()
    fill(page, "Name of the run", "~third~ try")
    press(page, "Start")
    expect(page.get_by_text("The run has ended")).to_be_visible()
    page.reload()
    new = page.locator("[class*=st-key-run_card_]").filter(has_text="~third~ try")
    expect(new).to_be_visible()


def test_a_run_goes_on_without_a_page_one_at_a_time_until_it_is_cancelled(
    tmp_path: Path,
) -> None:
    service = FakeService(tmp_path)
    service.work.go_on.clear()
    order = {"suites": [SUITE]}
    with TestClient(create_api(service, hosts=None)) as client:
        assert client.get("/evals/progress").json() is None
        assert client.post("/evals/cancel").status_code == 409
        assert client.post("/evals/runs", json=order).status_code == 202
    with TestClient(create_api(service, hosts=None)) as client:
        assert client.get("/evals/progress").json()["stage"] == "running"
        assert client.post("/evals/runs", json=order).status_code == 409
        assert client.post("/evals/cancel").status_code == 200
        _ended()
        progress = client.get("/evals/progress").json()
        assert (progress["stage"], progress["done"], progress["total"]) == ("cancelled", 1, 2)
        assert client.get("/evals/runs").json() == []
        service.work.go_on.set()
        assert client.post("/evals/runs", json=order).status_code == 202
        _ended()
        assert client.get("/evals/progress").json()["stage"] == "ended"
        (run,) = client.get("/evals/runs").json()
        assert len(client.get(f"/evals/runs/{run['id']}/cases").json()) == 2
        assert client.post("/evals/runs", json={"suites": ["../x"]}).status_code == 404
        judged = client.post("/evals/runs", json=order | {"judge": True})
        assert (judged.status_code, "no model" in judged.json()["error"]) == (409, True)
        assert client.get("/evals/runs/latest").status_code == 404, "runs are named by their id"


def _ended() -> None:
    for thread in threading.enumerate():
        if thread.name == "eval-run":
            thread.join(20)


def test_a_run_of_a_part_of_a_suite_is_no_point_of_its_chart() -> None:
    whole = run("r1")
    part = run("r2").model_copy(
        update={"options": whole.options.model_copy(update={"limit": 5, "tags": ()})}
    )
    other = run("r3").model_copy(update={"suites": ()})
    assert whole_runs([whole, part, other], "suite") == ([whole], 1)


def test_runs_that_left_out_other_questions_than_the_last_one_are_no_points_of_its_chart() -> None:
    former, less, last = (
        run(name).model_copy(update={"skipped": skipped})
        for name, skipped in (("r1", ()), ("r2", ("suite/a", "other/b")), ("r3", ("suite/a",)))
    )
    assert whole_runs([former, less, last], "suite") == ([less, last], 1)


def test_a_chart_of_one_run_or_of_gaps_can_be_drawn() -> None:
    assert drawn([], []).startswith("<svg")
    one = drawn(["1 Mar <2026>"], [("first", [0.5]), ("none", [None])])
    assert "1 Mar &lt;2026&gt;" in one
    assert "first 0.500" in one
    assert "none" not in one.replace('fill="none"', "")
    assert drawn(["a", "b", "c"], [("x", [0.9, None, 1.0])]).count("<circle") == 2
    # The names of lines that end at one point stand below each other, all within the picture.
    ends = drawn(["a", "b"], [(f"rate {number}", [1.0, 0.0]) for number in range(4)])
    heights = [float(at) for at in re.findall(r'y="([\d.]+)" fill="[^"]+" font-weight', ends)]
    assert len({round(at) for at in heights}) == 4
    assert max(heights) < 300
