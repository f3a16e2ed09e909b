"""Whose an action is, by account.

An action from before gets the account that had its owner's name alone, if that account was there already. In a
meeting's entry, a seat with this name counts instead, so such an action needs none.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009_action_owner"
down_revision = "0008_drivers"
branch_labels = None
depends_on = None

_OWNED = """
SELECT action.id, action.owner, action.created_at FROM action JOIN entry ON entry.id = action.entry_id
WHERE action.owner != '' AND NOT EXISTS (
    SELECT 1 FROM seat WHERE seat.meeting_id = entry.meeting_id AND lower(seat.name) = lower(action.owner))
"""


def upgrade() -> None:
    with op.batch_alter_table("action") as table:
        table.add_column(sa.Column("owner_id", sa.String(length=32), nullable=True))
        table.create_foreign_key(
            op.f("fk_action_owner_id"), "account", ["owner_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_action_owner_id"), ["owner_id"])
    connection = op.get_bind()
    by_name: dict[str, list[sa.Row[Any]]] = {}
    for account in connection.execute(sa.text("SELECT id, name, created_at FROM account")).all():
        by_name.setdefault(account.name.strip().casefold(), []).append(account)
    for action in connection.execute(sa.text(_OWNED)).all():
        found = by_name.get(action.owner.strip().casefold(), [])
        if len(found) == 1 and found[0].created_at <= action.created_at:
            connection.execute(
                sa.text("UPDATE action SET owner_id = :account WHERE id = :action"),
                {"account": found[0].id, "action": action.id},
            )
