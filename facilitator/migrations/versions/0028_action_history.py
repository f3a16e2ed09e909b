"""The history of an action stays with its entry while the action is removed, and is there when it is restored."""

import sqlalchemy as sa
from alembic import op

revision = "0028_action_history"
down_revision = "0027_feedback_link"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action_change", sa.Column("entry_id", sa.String(length=32), nullable=True))
    op.execute(
        "UPDATE action_change SET entry_id = "
        "(SELECT action.entry_id FROM action WHERE action.id = action_change.action_id)"
    )
    with op.batch_alter_table("action_change") as table:
        table.alter_column("entry_id", existing_type=sa.String(length=32), nullable=False)
        table.drop_constraint(op.f("fk_action_change_action_id"), type_="foreignkey")
        table.create_foreign_key(
            op.f("fk_action_change_entry_id"), "entry", ["entry_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(op.f("ix_action_change_entry_id"), "action_change", ["entry_id"], unique=False)
