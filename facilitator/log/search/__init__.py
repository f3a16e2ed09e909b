"""Finding entries: full text over every field, in SQLite's FTS5 or in Postgres, behind one interface.

`index.index_entry` and `index.remove_entry` update the index; `find.find` searches it for a reader. All
differences between the two databases are in `sqlite` and `postgres`.
"""
