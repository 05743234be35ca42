"""The main paths of the reading room, clicked through in a real browser; axe-core looks at every page on the way.

Where a page was gone through, its picture stays in ``test-output/``, so that people may look at what was tested.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
OUTPUT = Path(__file__).resolve().parents[2] / "test-output"

#: What axe-core calls grave; the rest is advice.
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own."""
    if CHROMIUM is None:
        reason = "no chromium here; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, settled: httpx.Client) -> Iterator[Page]:
    """A new tab over the invented archive; anything that its console complains of is an error."""
    context = browser.new_context(base_url=str(settled.base_url), viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    # That a page is not there is what one path is about.
    assert [complaint for complaint in complaints if "404 (Not Found)" not in complaint] == []


def _faults(tab: Page) -> list[str]:
    """What axe-core finds grave on the page that *tab* shows: rule, and the elements."""
    tab.evaluate(AXE)
    found: dict[str, Any] = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert found["passes"], "axe-core looked at nothing"
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:150]} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"][:3]
    ]


PATHS = ("/", "/article/1", "/article/1/diff", "/article/6", "/dispute/telegram-estonia", "/speaker/6", "/charts")
PATHS += ("/platform/Telegram", "/country/EE", "/outlet/lantern", "/search?q=stamps", "/search", "/article/99999")
PATHS += (
    "/archive/disputes",
    "/archive/latest_articles",
    "/archive/speakers",
    "/archive/who_denied",
    "/archive/captures/1",
)


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_grave_by_day_or_night(page: Page, path: str) -> None:
    page.goto(path)
    assert _faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert _faults(page) == []


@pytest.fixture
def keep(page: Page) -> Callable[[str], None]:
    """Keep a picture of what the tab shows, under a name."""
    OUTPUT.mkdir(exist_ok=True)
    return lambda name: (page.screenshot(path=OUTPUT / f"path-{name}.png", full_page=True), None)[1]


def test_from_the_front_page_to_the_words_of_a_denial(page: Page, keep: Callable[[str], None]) -> None:
    page.goto("/")
    keep("1-front")
    page.locator("a[href='/dispute/telegram-estonia']").first.click()
    assert "Telegram" in page.locator("h1").inner_text()
    assert page.locator("svg").first.is_visible()
    keep("2-dispute")
    page.locator("a[href$='#q-4']", has_text="No letter of the board ever reached us").first.click()
    assert re.search(r"/article/1\?revision=\d+#q-4$", page.url)
    marked = page.locator("mark#q-4")
    assert marked.inner_text().startswith("No letter of the board")
    assert page.evaluate("document.querySelector('mark#q-4').matches(':target')")
    keep("3-words")
    page.get_by_role("link", name="Anton Reva").first.click()
    assert page.locator("h1").inner_text() == "Anton Reva"
    keep("4-speaker")


def test_from_a_search_to_a_narrower_one_to_its_csv(page: Page, keep: Callable[[str], None]) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("stamps")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=stamps*")
    assert page.locator("mark.hit").count() == 4
    page.get_by_label("Outlet").select_option("cable")
    page.get_by_label("Speaker", exact=True).fill("tamm")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**outlet=cable**")
    assert page.locator("mark.hit").count() == 2
    assert page.get_by_label("Speaker", exact=True).input_value() == "tamm"
    keep("5-search")
    with page.expect_download() as download:
        page.get_by_role("link", name="quotes as CSV").click()
    assert "Liis Tamm" in download.value.path().read_text("utf-8")


def test_from_an_article_to_what_changed_in_it(page: Page, keep: Callable[[str], None]) -> None:
    page.goto("/article/1")
    page.locator("a[href*='/article/1/diff']").first.click()
    page.wait_for_url("**/article/1/diff**")
    assert page.locator("ins").count()
    keep("6-diff")


def test_a_worked_question_is_answered_with_a_parameter(page: Page, keep: Callable[[str], None]) -> None:
    page.goto("/")
    page.get_by_role("link", name="Who denied what this month?").first.click()
    page.get_by_label("Month").fill("2026-11")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**month=2026-11**")
    assert page.locator("table.answer tbody tr").count() >= 1
    assert _faults(page) == []
    keep("7-question")
    page.get_by_role("link", name="Show the SQL").click()
    assert "select quotes.speaker" in page.locator("pre").inner_text()
    page.get_by_role("link", name="No letter of the board ever reached us").first.click()
    assert page.evaluate("document.querySelector('mark#q-4').matches(':target')")


def test_the_keyboard_alone_reaches_the_text(page: Page) -> None:
    page.goto("/article/1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")
