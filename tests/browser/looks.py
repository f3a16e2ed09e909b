"""What is looked at on a page, whoever stands before it."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from browser.someone import Scheme
from playwright.sync_api import Page

NARROW = (320, 360)
# For a finger, the room promises 44 px; everywhere else the 24 px of WCAG 2.2 hold, which axe checks.
TOUCH_PX = 44
Rules = dict[Scheme, dict[str, Any]]
COLOURS = ("color-contrast", "link-in-text-block")
ONLY_COLOURS = {"resultTypes": ["violations"], "runOnly": COLOURS}
ALL: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
ALL_BUT_COLOURS = ALL | {"rules": ALL["rules"] | {name: {"enabled": False} for name in COLOURS}}
AXE: Rules = {"light": ALL, "dark": ONLY_COLOURS}

OVERFLOW = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [
  `${document.documentElement.scrollWidth} px wide`,
  ...[...document.querySelectorAll("body *")]
    .filter(it => it.getBoundingClientRect().right > innerWidth + 1).map(it => it.outerHTML.slice(0, 90))]"""
SMALL = """least => [...document.querySelectorAll("button:not(.link-button), input, select, summary, textarea")]
  .filter(it => it.checkVisibility({ visibilityProperty: true }) && !it.matches("[type=radio], [type=checkbox]"))
  .map(it => [it.getBoundingClientRect(), it.outerHTML.slice(0, 110)])
  .filter(([box]) => box.width > 1 && Math.min(box.height, box.width) < least - 0.5)
  .map(([box, it]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${it}`)"""
MOVING = """() => [...document.querySelectorAll("*")].filter(it => {
  const { transitionDuration, animationDuration } = getComputedStyle(it);
  return `${transitionDuration}, ${animationDuration}`.split(",").some(time => parseFloat(time) > 0.001);
}).map(it => it.outerHTML.slice(0, 90))"""
SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter(it => it.effect.getComputedTiming().endTime < Infinity).map(it => it.finished))"""
THIN_OUT = """most => {
  const own = it => [it.localName, it.className, ...it.getAttributeNames().filter(name => !/^(id|href)$/.test(name))];
  const shape = it => `${own(it)}(${[...it.children].map(shape)})`;
  const seen = {};
  const walk = (it, path) => {
    const like = `${path}>${shape(it)}`;
    seen[like] = (seen[like] ?? 0) + 1;
    if (seen[like] > most) it.remove();
    else for (const child of [...it.children]) walk(child, `${path}>${own(it)}`);
  };
  walk(document.body, "");
}"""
LIVE = "[role=status], [role=alert], [role=log], output, [aria-live]:not([aria-live=off])"
LISTEN = """live => {
  window.spoken = [];
  const place = node => (node.closest ? node : node.parentElement)?.closest(live);
  new MutationObserver(changes => {
    for (const region of new Set(changes.map(({ target }) => place(target)).filter(Boolean))) {
      if (region.textContent.trim()) spoken.push(region.textContent.trim());
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def barriers(page: Page, rules: Rules = AXE) -> list[str]:
    """What axe finds: all of it in the light colours, and what the dark ones change."""
    found = []
    for scheme, options in rules.items():
        # What is still fading in has other colours than those that people will read.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wait_until_drawn(page)
        page.evaluate(SETTLED)
        for rule in violations(page, options):
            found += [f"{scheme} {rule['id']}: {node['html'][:120]} {reason(node)}" for node in rule["nodes"]]
    return found


def barriers_of_a_long_page(page: Page) -> list[str]:
    """What axe finds, in less time: colours are looked at where three elements of a place at most are alike."""
    found = barriers(page, {"light": ALL_BUT_COLOURS})
    page.evaluate(THIN_OUT, 3)
    return found + barriers(page, {"light": ONLY_COLOURS, "dark": ONLY_COLOURS})


def wait_until_drawn(page: Page) -> None:
    """Wait for the content of a page: of a room or its screen it comes with the script, after the page itself."""
    page.locator("main").first.wait_for()


def violations(page: Page, options: dict[str, Any]) -> list[dict[str, Any]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "async options => (await axe.run(options)).violations", options
    )
    return found


def reason(node: dict[str, list[dict[str, str]]]) -> str:
    return "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways on the narrowest phones."""
    return [f"{width} px: {it}" for width in NARROW for it in at(page, width, OVERFLOW)]


def too_small(page: Page) -> list[str]:
    """What a finger would miss."""
    wait_until_drawn(page)
    found: list[str] = page.evaluate(SMALL, TOUCH_PX)
    return found


def at(page: Page, width: int, script: str) -> list[str]:
    before = page.viewport_size
    assert before
    wait_until_drawn(page)
    page.set_viewport_size({"width": width, "height": 700})
    found: list[str] = page.evaluate(script)
    page.set_viewport_size(before)
    return found


def moving(page: Page) -> list[str]:
    wait_until_drawn(page)
    found: list[str] = page.evaluate(MOVING)
    return found


def listen(page: Page) -> None:
    """From now on keep what a screen reader would say by itself."""
    page.evaluate(LISTEN, LIVE)


def spoken(page: Page) -> list[str]:
    found: list[str] = page.evaluate("spoken")
    return found
