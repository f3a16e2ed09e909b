"""All tables of all slices, for comparing them with the migrations."""

import facilitator.accounts.tables
import facilitator.actions.tables
import facilitator.log.tables
import facilitator.room.tables  # noqa: F401
from facilitator.database import Base

metadata = Base.metadata
