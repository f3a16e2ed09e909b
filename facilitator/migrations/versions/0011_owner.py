"""The state of open meetings says which seats belong to the account that prepared them."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0011_owner"
down_revision = "0010_hidden"
branch_labels = None
depends_on = None

meeting = sa.table(
    "meeting",
    sa.column("id", sa.String),
    sa.column("account_id", sa.String),
    sa.column("state", sa.Text),
    sa.column("status", sa.String),
)
seat = sa.table(
    "seat", sa.column("id", sa.String), sa.column("meeting_id", sa.String), sa.column("account_id", sa.String)
)


def upgrade() -> None:
    connection = op.get_bind()
    owned = (meeting.c.id == seat.c.meeting_id) & (meeting.c.account_id == seat.c.account_id)
    rows = connection.execute(
        sa.select(meeting.c.id, seat.c.id).join(seat, owned).where(meeting.c.status != "closed")
    ).all()
    for meeting_id, seat_id in rows:
        here = meeting.c.id == meeting_id
        state = json.loads(connection.scalar(sa.select(meeting.c.state).where(here)) or "{}")
        if seat_id in state.get("seats", {}):
            state["seats"][seat_id]["owner"] = True
            written = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
            connection.execute(sa.update(meeting).where(here).values(state=written))
