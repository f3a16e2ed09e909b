"""The vectors of all entries: kept in the database, and all of them in memory for asking."""
