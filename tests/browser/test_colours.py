"""Light or dark, as somebody chose it in this browser, on every page."""

from browser.someone import Gather
from playwright.sync_api import Page, expect

LIGHTNESS = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data[0];
}"""


def is_dark(page: Page) -> bool:
    return bool(page.evaluate(LIGHTNESS) < 128)


def test_what_is_chosen_in_the_room_holds_for_every_page(gather: Gather) -> None:
    (ana,) = gather("Ana")
    assert not is_dark(ana.page)
    ana.presses("Sound and colours")
    ana.presses("Dark")
    expect(ana.button("Dark")).to_have_attribute("aria-pressed", "true")
    assert is_dark(ana.page)
    home = ana.opens_a_tab()
    # A page is drawn before its modules have come.
    home.route("**/js/pages/*", lambda route: route.abort())
    ana.is_away = True
    home.goto("/")
    assert is_dark(home)
    home.unroute("**/js/pages/*")
    home.goto("/")
    ana.is_away = False
    expect(home.get_by_label("Colours")).to_have_value("dark")
    home.emulate_media(media="print")
    assert not is_dark(home)
    home.emulate_media(media="screen")
    home.get_by_label("Colours").select_option("As the system")
    assert not is_dark(home)
    expect(ana.button("As the system")).to_be_visible()
    ana.page.wait_for_function("() => !document.documentElement.dataset.colours")
    home.emulate_media(color_scheme="dark")
    assert is_dark(home)
    home.get_by_label("Colours").select_option("Light")
    assert not is_dark(home)
