"""The shapes in which receivers take a message: JSON for programs, and one for each chat.

What people wrote reaches a chat as plain text: nothing in it calls anybody, becomes a link, or changes how it looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from facilitator import clock
from facilitator.webhooks.telling import Told

_OPEN = "Open it"
_JOINER = "\u2060"
"""A sign that nobody sees. Between two others, it keeps them from meaning something together."""
_CALLS_OR_LINKS = re.compile(r"(?<=[@<])|(?<=:)(?=\S)|(?<=www)(?=\.)", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~])")
_DISCORD_NO_PREVIEWS = 4


def _standard(event: str, at: int, told: Told) -> dict[str, Any]:
    moment = clock.utc(at).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"type": event, "timestamp": moment, "data": told.data}


def _slack(_event: str, _at: int, told: Told) -> dict[str, Any]:
    """https://docs.slack.dev/messaging/formatting-message-text: three signs are escaped; plain_text has no markup."""
    text = _harmless(told.text)
    return {
        # For notifications.
        "text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        "blocks": [
            {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}},
            {"type": "section", "text": {"type": "mrkdwn", "text": f"<{told.url}|{_OPEN}>"}},
        ],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _mattermost(_event: str, _at: int, told: Told) -> dict[str, Any]:
    """https://developers.mattermost.com/integrate/webhooks/incoming: Markdown."""
    return {"text": f"{_as_markdown(told.text)}\n[{_OPEN}]({told.url})"}


def _teams(_event: str, _at: int, told: Told) -> dict[str, Any]:
    """An Adaptive Card, as the workflow "Send webhook alerts to a channel" takes it. A TextRun has no markup."""
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.2",
        "body": [
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": _harmless(told.text)}]},
        ],
        "actions": [{"type": "Action.OpenUrl", "title": _OPEN, "url": told.url}],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def _discord(_event: str, _at: int, told: Told) -> dict[str, Any]:
    """https://discord.com/developers/docs/resources/webhook#execute-webhook: Markdown; nobody is called."""
    return {
        "content": f"{_as_markdown(told.text)}\n[{_OPEN}](<{told.url}>)",
        "allowed_mentions": {"parse": []},
        "flags": _DISCORD_NO_PREVIEWS,
    }


STANDARD = "standard"
_SHAPES: dict[str, Callable[[str, int, Told], dict[str, Any]]] = {
    STANDARD: _standard,
    "slack": _slack,
    "mattermost": _mattermost,
    "teams": _teams,
    "discord": _discord,
}
FORMATS = {
    STANDARD: "Signed JSON (Standard Webhooks)",
    "slack": "Slack",
    "mattermost": "Mattermost",
    "teams": "Microsoft Teams",
    "discord": "Discord",
}


def body_of(format_: str, event: str, at: int, told: Told) -> bytes:
    """The body of the request, as a receiver of this format takes it.

    :param at: the instant of the event, in milliseconds since the epoch
    """
    return json.dumps(_SHAPES[format_](event, at, told), ensure_ascii=False, separators=(",", ":")).encode()


def _harmless(text: str) -> str:
    return _CALLS_OR_LINKS.sub(_JOINER, " ".join(text.split()))


def _as_markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _harmless(text))
