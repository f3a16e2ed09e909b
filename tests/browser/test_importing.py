"""Bringing the past along: what is dropped, shown, changed and brought in, without a mouse but for the drop."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from browser.hands import Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Page, expect

FILES = {
    "pager.md": "# The pager that nobody heard\n\n## Lessons learned\n\n- Call twice.\n",
    "bad.md": "---\ntitle: Nowhen\ndate: some day\n---\n",
}
DROP = """(zone, files) => {
    const data = new DataTransfer();
    for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
    zone.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    ana = someone(server.url, "Ana", width=360, has_touch=True)
    signed_in(ana)
    ana.page.goto("/log")
    ana.page.get_by_role("link", name="Bring the past along").first.click()
    ana.sees("Drop files, a folder or a zip here")
    return ana


def is_open_to_all(page: Page) -> None:
    assert [*barriers(page), *too_wide(page), *too_small(page)] == []


def zip_of(name: str, text: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        opened.writestr(name, text)
    return data.getvalue()


def test_what_is_dropped_is_shown_and_brought_in(ana: Someone) -> None:
    page, hands = ana.page, Hands(ana)
    is_open_to_all(page)
    dropped = {name: text.encode() for name, text in FILES.items()}
    dropped["old.zip"] = zip_of("notes/table.csv", "title,Wisdom\nThe weekend,Ask early.\n")
    page.locator("[data-drop]").evaluate(DROP, [[name, [*data]] for name, data in dropped.items()])
    ana.sees("3 files, ")
    hands.goes_to(page.get_by_role("button", name="See what would become of them"))
    hands.keys.press("Enter")

    ana.sees("Bring in 2 entries")
    hands.goes_to(page.get_by_label("Wisdom"))
    page.get_by_label("Wisdom").select_option("What was learned")
    hands.goes_to(page.get_by_role("button", name="Look again"))
    hands.keys.press("Enter")
    expect(page.get_by_label("Wisdom")).to_have_value("learned")
    ana.sees("“some day” is no date.")
    page.reload()
    is_open_to_all(page)
    hands.goes_to(page.get_by_role("button", name="Bring in 2 entries"))
    hands.keys.press("Enter")

    expect(page.get_by_role("heading", name="What came in")).to_be_visible()
    is_open_to_all(page)
    page.get_by_role("link", name="The weekend").click()
    ana.sees("Only you can read this.")
    ana.sees("Ask early.")
    page.goto("/log?q=Ask+early")
    ana.sees("The weekend")


def test_files_are_chosen_too_and_too_many_bytes_are_said_before_they_are_sent(
    ana: Someone, tmp_path: Path
) -> None:
    page = ana.page
    page.get_by_role("button", name="See what would become of them").click()
    ana.sees("Choose Markdown files")
    (tmp_path / "large.csv").write_bytes(bytes(64 * 1024 * 1024 + 1))
    page.get_by_label("Choose files").set_input_files(tmp_path / "large.csv")
    ana.sees("That is more than 64 MiB together.")
    is_open_to_all(page)
