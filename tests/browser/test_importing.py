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

UNREADABLE = """zone => {
    const folder = {
        isDirectory: true, fullPath: "/gone", createReader: () => ({ readEntries: (_, fail) => fail() }),
    };
    const event = new Event("drop", { bubbles: true, cancelable: true });
    event.dataTransfer = { items: [{ webkitGetAsEntry: () => folder }], files: [] };
    zone.dispatchEvent(event);
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


def test_chosen_files_are_listed_and_can_be_taken_out(ana: Someone, tmp_path: Path) -> None:
    """By keyboard. Two files of one name both stay, and what cannot be read is said."""
    page, hands = ana.page, Hands(ana)
    for number in (1, 2):
        file = tmp_path / str(number) / f"{'of the night ' * 5 * number}.md"
        for path in (file, file.with_name("same.md")):
            path.parent.mkdir(exist_ok=True)
            path.write_text("# " + "x" * number)
            page.get_by_label("Choose files").set_input_files(path)
    ana.sees("4 files, 1 KB.")
    page.get_by_label("Choose files").set_input_files(path)
    expect(page.get_by_text("same.md", exact=True)).to_have_count(2)
    is_open_to_all(page)
    take_out = page.get_by_role("button", name="Take out same.md")
    hands.goes_to(take_out.first)
    hands.keys.press("Enter")
    expect(take_out).to_have_count(1)
    ana.sees("3 files, 1 KB.")
    hands.shows_focus()
    hands.goes_to(page.get_by_role("button", name="Take all out"))
    hands.keys.press("Enter")
    expect(page.get_by_label("Choose files")).to_be_focused()

    page.locator("[data-drop]").evaluate(UNREADABLE)
    ana.sees("What you dropped cannot be read from here.")


def test_the_page_can_send_again_after_going_back(ana: Someone) -> None:
    page = ana.page
    page.locator("[data-drop]").evaluate(DROP, [["pager.md", [*FILES["pager.md"].encode()]]])
    send = page.get_by_role("button", name="See what would become of them")
    send.click()
    ana.sees("Bring in 1 entry")
    page.go_back()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(send).not_to_have_attribute("aria-disabled", "true")


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
