"""Uses the client that was generated from the OpenAPI document: python generated_client.py URL TOKEN.

It writes an entry and changes one field of it, prepares a meeting and changes it, and reads what it is refused.
"""

from __future__ import annotations

import sys
from typing import Any

from facilitator_client import AuthenticatedClient  # type: ignore[import-not-found]
from facilitator_client.api.entries import (  # type: ignore[import-not-found]
    change_entry,
    create_entry,
    export_entry,
    read_entry,
)
from facilitator_client.api.meetings import (  # type: ignore[import-not-found]
    change_meeting,
    create_meeting,
    read_meeting,
)
from facilitator_client.models import (  # type: ignore[import-not-found]
    Action,
    EntryChange,
    ExportEntryFormat,
    MeetingChange,
    NewEntry,
    NewMeeting,
    Summary,
)


def main(url: str, token: str) -> None:
    client = AuthenticatedClient(base_url=f"{url}/api/v1", token=token)
    _change_an_entry(client)
    _change_a_meeting(client)


def _change_an_entry(client: Any) -> None:
    new = NewEntry(title="A", learned=["B"], tags=["c"], happened="D", actions=[Action(what="E")])
    made = create_entry.sync(client=client, body=new)
    before = read_entry.sync_detailed(made.id, client=client)
    change = EntryChange(impact="F")
    etag = before.headers["ETag"]
    changed = change_entry.sync(made.id, client=client, body=change, if_match=etag)
    said = [each.to_dict() for each in (before.parsed, changed)]
    differ = {name for name in said[0] if said[0][name] != said[1][name]}
    assert changed.impact == "F", changed
    assert differ == {"impact", "version", "updated_at"}, differ
    assert changed.actions[0].what == "E", changed.actions

    refused = change_entry.sync(made.id, client=client, body=change, if_match=etag)
    assert (refused.status, refused.code) == (412, "changed_meanwhile"), refused
    told = export_entry.sync(made.id, client=client, format_=ExportEntryFormat.JSON)
    assert isinstance(told, Summary), told
    assert told.actions[0].what == "E", told.actions


def _change_a_meeting(client: Any) -> None:
    made = create_meeting.sync(client=client, body=NewMeeting(title="A", happened="B", minutes=45))
    before = read_meeting.sync_detailed(made.id, client=client)
    etag = before.headers["ETag"]
    changed = change_meeting.sync(made.id, client=client, body=MeetingChange(title="C"), if_match=etag)
    assert (changed.title, changed.happened, len(changed.agenda)) == ("C", "B", len(before.parsed.agenda))


if __name__ == "__main__":
    main(*sys.argv[1:])
