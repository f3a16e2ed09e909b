"""What is written and not shown yet stands apart from the state, and the journal tells no order of writing."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010_hidden"
down_revision = "0009_action_owner"
branch_labels = None
depends_on = None


def upgrade() -> None:
    hidden = sa.Column("hidden", sa.Text(), server_default="{}", nullable=False)
    op.add_column("meeting", hidden)
    op.add_column("meeting", sa.Column("show_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_meeting_show_at", "meeting", ["show_at"], unique=False)
    _hide_cards()
    _forget_the_order()


def _hide_cards() -> None:
    """Take hidden cards, who is done, and after the close the hashes of keys out of the states."""
    connection = op.get_bind()
    for meeting_id, state in connection.execute(sa.text("SELECT id, state FROM meeting")).all():
        later, hidden = _parted(json.loads(state))
        connection.execute(
            sa.text("UPDATE meeting SET state = :state, hidden = :hidden WHERE id = :id"),
            {"id": meeting_id, "state": _json(later), "hidden": _json({"cards": hidden})},
        )


def _parted(state: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    cards = state["cards"]
    hidden = {
        key: {name: card[name] for name in ("column", "text", "key_hash", "author")}
        for key, card in sorted(cards.items())
        if card["pos"] is None
    }
    shown = {key: card for key, card in cards.items() if key not in hidden}
    state |= {"cards": shown, "done": 0, **_instants(state)}
    if state["status"] == "closed":
        for item in (*shown.values(), *state["appreciations"].values()):
            item["key_hash"] = ""
    return state, hidden


def _instants(state: dict[str, Any]) -> dict[str, int | None]:
    """Since when a running meeting is in its stage and its cards are shown, as far as that is known."""
    begun = state["started_at"] if state["status"] in ("running", "paused") else None
    since = begun if begun is None else state["since"] or begun
    kinds = {stage["id"]: stage["kind"] for stage in state["stages"]}
    hidden = kinds.get(state["stage"]) in (None, "frame", "recount", "reflect")
    return {"entered_at": since, "shown_at": None if hidden else since}


def _forget_the_order() -> None:
    """Keep only the commands' ids: earlier rows say in their order who wrote which card."""
    op.execute("CREATE TEMPORARY TABLE known AS SELECT meeting_id, command_id, seq FROM journal")
    op.drop_table("journal")
    op.create_table(
        "journal",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("command_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("events", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_journal_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "command_id", name=op.f("pk_journal")),
        sa.UniqueConstraint("meeting_id", "seq", name=op.f("uq_journal_meeting_id")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO journal (meeting_id, command_id, seq, events) "
        "SELECT meeting_id, command_id, seq, '[]' FROM known"
    )
    op.execute("DROP TABLE known")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
