"""Pages as a person finds them: their words, links and forms, read by an HTML parser."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

Node = LexborNode

NOT_SHOWN = "script, style, template, [hidden]"
NOT_SENT = {"submit", "button", "reset", "image", "file"}


class Page:
    """The HTML of one answer. `css` is a CSS selector in all methods."""

    def __init__(self, text: str) -> None:
        self._html = LexborHTMLParser(text)

    def all(self, css: str) -> list[Node]:
        """The elements that the selector finds, in their order on the page."""
        return self._html.css(css)

    def one(self, css: str) -> Node:
        """The only element that the selector finds."""
        found = self.all(css)
        assert len(found) == 1, f"{len(found)} elements on the page for {css}"
        return found[0]

    def text(self, css: str) -> str:
        """The words of the only element that the selector finds."""
        return words(self.one(css))

    def value(self, css: str) -> str:
        """What is filled in at the only field that the selector finds."""
        filled = _filled_in(self.one(css))
        assert len(filled) == 1, f"{len(filled)} values in {css}"
        return filled[0]

    def link(self, shown: str) -> str:
        """Where the only link with these words leads."""
        found = [link for link in self.all("a[href]") if words(link) == shown]
        assert len(found) == 1, f"{len(found)} links on the page that say {shown}"
        return found[0].attrs.sget("href")

    def values(self, form_css: str) -> dict[str, list[str]]:
        """What a browser would send of the only form that the selector finds: the values by field name."""
        sent: dict[str, list[str]] = {}
        for field in self.one(form_css).css("input[name], select[name], textarea[name]"):
            if "disabled" not in field.attrs and field.attrs.get("type") not in NOT_SENT:
                for value in _filled_in(field):
                    sent.setdefault(field.attrs.sget("name"), []).append(value)
        return sent

    @property
    def words(self) -> str:
        """All that can be read in the page's main part."""
        shown = LexborHTMLParser(self.one("main").html or "")
        for node in shown.css(NOT_SHOWN):
            node.decompose()
        return words(shown.css("main")[0])


def words(node: Node) -> str:
    """The text of an element, with one space where it has white space."""
    return " ".join(node.text().split())


def _filled_in(field: Node) -> list[str]:
    """The values that a field sends: none for a box that is not ticked, some for a list of choices."""
    if field.tag == "textarea":
        return [field.text()]
    if field.tag == "select":
        options = field.css("option")
        chosen = [option for option in options if "selected" in option.attrs]
        if not chosen and "multiple" not in field.attrs:
            chosen = options[:1]
        return [option.attrs.sget("value", words(option)) for option in chosen]
    if field.attrs.get("type") in {"checkbox", "radio"}:
        return [field.attrs.sget("value", "on")] if "checked" in field.attrs else []
    return [field.attrs.sget("value")]
