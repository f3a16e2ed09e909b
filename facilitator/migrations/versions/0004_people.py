"""Invitations and resets, sign-ins one can tell apart, and who somebody is elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0004_people"
down_revision = "0003_log"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    op.add_column("account", sa.Column("resurface", sa.Boolean(), server_default=sa.true(), nullable=False))
    _tell_sign_ins_apart()
    _widen_invitations()
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_identity_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_account_id"), "identity", ["account_id"], unique=False)


def _tell_sign_ins_apart() -> None:
    op.add_column("sign_in", sa.Column("user_agent", sa.Text(), server_default="", nullable=False))
    op.add_column("sign_in", sa.Column("seen_at", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("UPDATE sign_in SET seen_at = created_at")


def _widen_invitations() -> None:
    # All there were so far came from the command line. No table refers to this one, so SQLite may copy it.
    with op.batch_alter_table("invitation") as invitation:
        invitation.add_column(sa.Column("kind", sa.String(length=16), server_default="first", nullable=False))
        invitation.add_column(sa.Column("email", sa.String(length=254), nullable=True))
        invitation.add_column(sa.Column("account_id", sa.String(length=32), nullable=True))
        invitation.add_column(sa.Column("used_at", sa.BigInteger(), nullable=True))
        invitation.create_foreign_key(
            op.f("fk_invitation_account_id"), "account", ["account_id"], ["id"], ondelete="CASCADE"
        )
    op.create_index(op.f("ix_invitation_account_id"), "invitation", ["account_id"], unique=False)
