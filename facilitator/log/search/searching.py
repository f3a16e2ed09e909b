"""A search as it is carried out: what is asked, by whom, and of which database.

Objects of the ORM, and statements put together anew, took most of an answer's time. So each statement of a search
is made once, with parameters for what differs, and is executed on the connection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from facilitator.database import connection_of
from facilitator.log.entry.reader import Reader
from facilitator.log.search.backend import Backend
from facilitator.log.search.choose_backend import backend_of
from facilitator.log.search.filtering import filter_parameters
from facilitator.log.search.query import Query


@dataclass(frozen=True)
class Search:
    """A query of one reader, in one transaction.

    ``parameters`` are those of `access.VISIBLE` and of the conditions of the query's filters.
    """

    query: Query
    reader: Reader
    backend: Backend
    connection: Connection
    parameters: Mapping[str, object]

    def rows(self, statement: Select[Any], **more: object) -> Sequence[Any]:
        """The rows that a statement gives for this search.

        :param more: its other parameters.
        """
        return self.connection.execute(statement, {**self.parameters, **more}).all()


def begin(session: Session, reader: Reader, query: Query) -> Search:
    parameters = {"reader": reader.account_id} | filter_parameters(session, reader, query)
    return Search(query, reader, backend_of(session), connection_of(session), parameters)
