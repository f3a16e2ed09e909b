"""What each code of a refusal means, and what to do about it: for programs, and shown on the page of the API.

docs/wire.md has the same two tables. Codes that only people meet, such as those of signing in, are not there: the
sentence that comes with them says everything.
"""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    means: str
    what_to_do: str


OF_SOCKETS = {
    "already_started": Problem("the meeting has begun, and this can be changed before that only", "leave it"),
    "answer_stays": Problem(
        "the seat's answer was counted before its person went on on another device", "leave it"
    ),
    "asker_only": Problem("only the askers and the facilitator may", "ask one of them"),
    "bad_agenda": Problem(
        "the agenda cannot be used; the sentence says why", "change it as the sentence says"
    ),
    "bad_message": Problem("in `goodbye` only: that was no packet we can read", "mend the client"),
    "bad_origin": Problem(
        "the page comes from an address that is not the server's",
        "open the room by the server's own address; the operator sets FACILITATOR_BASE_URL",
    ),
    "bad_state": Problem("an action of this kind does not end that way", "choose another end"),
    "busy": Problem(
        "others held the database for 10 s",
        "send it again, with the same id or `Idempotency-Key`, after a pause that grows",
    ),
    "chair_taken": Problem("a facilitator is here, or was until less than 30 s ago", "wait"),
    "changed_meanwhile": Problem(
        "somebody rewrote the same place of the text; in the API, it was changed since it was read",
        "show both, send again with the new `was`, or with the new ETag",
    ),
    "csrf": Problem("the page is too old, or the token is not its own", "load the page again"),
    "drifting": Problem("drift is on already", "nothing"),
    "empty": Problem("an action with nothing to do in it", "say what will be done"),
    "facilitator_only": Problem("only a facilitator may", "ask yours"),
    "internal": Problem(
        "something failed on our side; it is in the server's log",
        "send it again, with the same id or `Idempotency-Key`, a few times, after a pause that grows; then tell the "
        "person",
    ),
    "invalid": Problem(
        "a wrong type, a missing or unknown field, too long, too short; the sentence begins with the field",
        "mend the data",
    ),
    "last_facilitator": Problem("you are the only one", "hand over first"),
    "last_theme": Problem("there is no theme after this one", "go on to the next stage"),
    "meeting_closed": Problem("the meeting is closed", "read its summary"),
    "name_taken": Problem(
        "somebody here, or a template, has this name or one that looks the same; the sentence says which",
        "add something to it",
    ),
    "no_meeting": Problem("there is no such meeting, or it was deleted", "ask whoever invited you"),
    "no_reason": Problem(
        "dropping an action, or the end of an experiment, takes a word",
        "send it in `came_of`; in the room, in `why`",
    ),
    "no_seat": Problem(
        "this token or cookie opens no seat here, or not any more: see Access",
        "sign in again, or join by the link",
    ),
    "no_stage": Problem(
        "there is no stage before, or after, this one", "close the meeting when you are done"
    ),
    "no_theme": Problem("no theme is being discussed", "choose one"),
    "no_vote_there": Problem("you have no vote on this theme", "nothing"),
    "no_votes_left": Problem("all your votes are given", "take one back"),
    "not_drifting": Problem("drift is off already", "nothing"),
    "not_due": Problem("the stage still has time", "send it when its time is up"),
    "not_found": Problem(
        "the thing with this id is not there, or not any more",
        "look at the view; in the API, check the address",
    ),
    "not_open": Problem("the action has ended, so its plan stays", "open it again first"),
    "not_paused": Problem("the meeting is not paused", "nothing"),
    "not_started": Problem("the meeting has not begun", "wait for the facilitator"),
    "only_shown": Problem("the room only sees this action of another meeting", "ask who was there"),
    "owner_stays": Problem("the seat is of the account that prepared the meeting", "let them stay"),
    "paused": Problem("the meeting is paused", "wait for the facilitator"),
    "poll_closed": Problem(
        "no answers are taken now, or they were counted before this one came: it is not among them",
        "say which, ask the facilitator to open it again, send it anew",
    ),
    "poll_open": Problem("people are still answering", "count the answers first"),
    "restarting": Problem(
        "in `goodbye` only: the server process stops, another one is there or will be",
        "connect again at once, and then after growing pauses; a little of the pause at random, so that "
        "not all come in the same moment",
    ),
    "same_seat": Problem("that is your own seat", "choose somebody else"),
    "same_theme": Problem("a theme cannot be merged with itself", "choose another"),
    "screen_only": Problem("a shared screen only looks", "send commands from a connection without `screen`"),
    "seat_moved": Problem(
        "in `goodbye` only: the seat has a new token, because its person went on on another device",
        "stop",
    ),
    "secrecy_fixed": Problem("people joined an anonymous meeting", "leave it"),
    "stage_begun": Problem("a stage that has begun stays in the agenda", "drop one that is to come"),
    "still_answering": Problem(
        "somebody who lost the connection a moment ago has perhaps not answered",
        "ask the person, send it with `sure`",
    ),
    "still_open": Problem(
        "closing would leave open what the sentence lists", "ask the person, send it with `sure`"
    ),
    "still_writing": Problem("others are not done", "ask the person, send it with `sure`"),
    "taken_id": Problem("the id of a new thing is in use", "make a new one"),
    "theme_in_use": Problem(
        "the theme has votes or a learning, or is being discussed", "merge it into another one"
    ),
    "too_fast": Problem("more events or views than a second has", "wait a second, send it again"),
    "too_long": Problem("merged with the others' changes the text is too long", "shorten it"),
    "too_many": Problem(
        "there are as many of these as there may be, or that was asked too often",
        "take one away, or wait as `Retry-After` says",
    ),
    "too_many_askers": Problem("there are three", "take one back"),
    "too_many_tabs": Problem("the seat has 8 connections open", "close some"),
    "unavailable": Problem(
        "the database is away, full or cannot be written; it is not saved, or nobody knows whether it is",
        "send it again, with the same id or `Idempotency-Key`, after a pause that grows, until it is answered "
        "otherwise",
    ),
    "unknown_command": Problem("there is no command with this name", "see Commands"),
    "unknown_event": Problem("there is no event with this name", "send `command` or `check`"),
    "wrong_key": Problem(
        "the key is not the one that this was made with", "nothing: only its writer can change it"
    ),
    "wrong_stage": Problem(
        "it belongs to another stage, or the room has left the one you name",
        "look at `clock.stage`",
    ),
    "wrong_theme": Problem("the room has left the theme you name", "look at `discuss.theme`"),
}
"""What the room refuses with."""

OF_REQUESTS = {
    "bad_answer": Problem('"still true?" takes `still true`, `no longer` or `changed`', "choose one of them"),
    "bad_columns": Problem(
        "a meeting has one to six columns with titles of their own", "change them as the sentence says"
    ),
    "bad_days": Problem("a link to a summary is asked for a time that is not offered", "choose one that is"),
    "bad_id": Problem("a draft was sent for an id that is none", "load the page again"),
    "bad_json": Problem("the body is no JSON", "mend it"),
    "bad_key": Problem("an `Idempotency-Key` has 1 to 255 characters", "send one that has"),
    "bad_length": Problem("a meeting takes 10 to 240 minutes", "choose a length between"),
    "bad_page": Problem(
        "there is no such page of the list, or none any more, since the log has changed meanwhile",
        "start from the first page",
    ),
    "bad_request": Problem("the request could not be read", "load the page again"),
    "bad_template": Problem("there are standard agendas of 25, 45, 60 and 90 minutes", "choose one of them"),
    "capacity_below": Problem("more people have joined than would have a seat", "leave room for them"),
    "changed_elsewhere": Problem(
        "somebody saved the entry meanwhile, in the same place",
        "compare the two, then save again",
    ),
    "deleted": Problem(
        "the draft was deleted while it was still open elsewhere",
        "copy the words, begin a new entry",
    ),
    "ended_meanwhile": Problem(
        "somebody has ended the action in another way",
        "open it again first",
    ),
    "key_reused": Problem(
        "this `Idempotency-Key` came with another request", "take a new one for each request"
    ),
    "link_ended": Problem("the link was renewed, or never was one", "ask for a new one"),
    "meeting_deleted": Problem(
        "a program tells of an incident whose meeting was deleted",
        "give the incident another id",
    ),
    "method_not_allowed": Problem("the address does not take this method", "see the header Allow"),
    "no_action": Problem("there is no such action, or it is not yours to tick", "ask who was there"),
    "no_cookies": Problem(
        "the browser did not send back the cookie that the page gave it",
        "allow cookies for this site, open it by its own address",
    ),
    "no_date": Problem("the meeting has no date", "give it one"),
    "no_entry": Problem("there is no such entry, or it is not shared with you", "ask its author"),
    "no_if_match": Problem(
        "a change needs the ETag of what it changes, in `If-Match`", "read it, and send its ETag"
    ),
    "no_mail_server": Problem("the operator has set no mail server, so no letters are sent", "copy the link"),
    "no_owner": Problem(
        "nobody has the action, or somebody with an account, so it needs no link", "hand it on first"
    ),
    "no_pdf": Problem(
        "the PDF took too long, or too many are being made",
        "try again in a minute, or take another format",
    ),
    "no_revision": Problem("the entry has no such earlier version", "load its history again"),
    "no_rules": Problem(
        "the meeting before has left no ground rules, or none that you may read", "write your own"
    ),
    "no_template": Problem(
        "there is no such template, or not any more", "choose one of those that there are"
    ),
    "no_token": Problem("the API needs a token", "send it as `Authorization: Bearer`"),
    "not_a_draft": Problem("the entry is finished, so it is not saved while one types", "save it yourself"),
    "not_allowed": Problem("this is not open to you", "ask who leads the meeting"),
    "not_closed": Problem("the meeting is not closed, so there is no summary yet", "wait for the close"),
    "not_finished": Problem("a draft can be neither shared nor said to be still true", "finish it first"),
    "not_signed_in": Problem("this needs an account", "sign in"),
    "read_only": Problem("this API token may only read", "make one that may write"),
    "room_full": Problem("all seats are taken", "ask the leader for one more"),
    "room_locked": Problem("the room takes nobody new", "ask the leader"),
    "token_expired": Problem("this API token was good until a day that is past", "make a new one"),
    "too_large": Problem("the body is over 64 KiB, or over 1 MiB for an entry", "make it shorter"),
    "unknown_token": Problem("nobody gave out this API token, or it was revoked", "ask for a new one"),
    "unsupported_type": Problem("this takes JSON", "send `Content-Type: application/json`"),
    "unwanted": Problem("somebody at this address has ended such letters", "send the link yourself"),
}
"""What the API and pages refuse with."""

ALL = dict(sorted((OF_SOCKETS | OF_REQUESTS).items()))
