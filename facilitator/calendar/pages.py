"""The page of one's calendar feed, the feed itself, and the day of one action as a file."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from facilitator import clock, database, ical, web
from facilitator.accounts.access import require_account
from facilitator.actions import links, listing
from facilitator.aside import aside
from facilitator.calendar import events, feeds
from facilitator.calendar.tables import CalendarFeed
from facilitator.log.entry.reader import current_reader
from facilitator.log.entry.tables import Entry
from facilitator.web import audience, hide_from_search

blueprint = Blueprint("calendar", __name__)

NAME = "Looking back"
_FILE = "action.ics"


@blueprint.get("/calendar")
@audience("account")
def index() -> str:
    """The page on which the account gets the address of its feed, or ends it."""
    account, now = require_account(), clock.now()
    with database.snapshot() as session:
        feed = session.get(CalendarFeed, account.id)
        token = feeds.token_of(feed) if feed else ""
        url = web.external_url(url_for(".read", token=token)) if token else ""
        return render_template(
            "calendar/index.html",
            feed=feed,
            url=url,
            # With this scheme, devices open it in their calendar program.
            subscribe_url=f"webcal:{url.partition(':')[2]}",
            actions=events.number_of_actions(session, account, now),
            meetings=events.number_of_meetings(session, account, now),
            most=(events.MOST_ACTIONS, events.MOST_MEETINGS),
        )


@blueprint.post("/calendar/address")
@audience("account")
def make() -> AnyResponse:
    """Make the address of the account's feed, or another one."""
    with database.session() as session:
        feeds.make(session, require_account().id, clock.now())
    flash("The address is made. Give it to your calendar program, and to nobody else.")
    return redirect(url_for(".index"), 303)


@blueprint.post("/calendar/address/end")
@audience("account")
def end() -> AnyResponse:
    with database.session() as session:
        feeds.end(session, require_account().id)
    flash("The address has ended. Calendars that read it get nothing new.")
    return redirect(url_for(".index"), 303)


@blueprint.get("/calendar/<token>.ics")
@audience("everyone")
def read(token: str) -> AnyResponse:
    """The feed: all that the account has, as it is now."""
    now = clock.now()
    with database.snapshot() as session:
        feed, account = feeds.feed_with(session, token)
        found = [
            *events.meeting_events(session, account, now),
            *events.action_events(session, account, now),
        ]
    feeds.keep_read(feed, now)
    return hide_from_search(Response(aside(ical.calendar_feed, found, NAME), mimetype="text/calendar"))


@blueprint.get("/actions/<action_id>/action.ics")
@audience("account")
def action_file(action_id: str) -> Response:
    """The day of one action that the account may see."""
    account, who = require_account(), current_reader()
    with database.read() as session:
        found = listing.shown_action(session, account, who, action_id)
    url = web.external_url(url_for("actions.action", action_id=action_id))
    event = events.action_event(found.action, found.entry_title, url)
    return ical.response(ical.calendar_file([event]), _FILE)


@blueprint.get("/my-action/<token>/action.ics")
@audience("everyone")
def linked_action_file(token: str) -> Response:
    """The day of the action with this link, for an owner without an account."""
    with database.read() as session:
        action = links.action_with(session, token)
        title = session.get_one(Entry, action.entry_id).title
    url = web.external_url(url_for("my_action.page", token=token))
    return ical.response(ical.calendar_file([events.action_event(action, title, url)]), _FILE)
